/// The constants that a system's interface document prescribes for computing its orbits. They are part of the broadcast model: an ephemeris
/// was fitted with them, and better values of the same quantities would give worse positions.
struct OrbitConstants {
  /// Gravitational constant of the earth, m³/s².
  var mu: Double
  /// Rotation rate of the earth, rad/s.
  var earthRate: Double

  /// IS-GPS-200 table 20-IV; IS-QZSS-PNT and the NavIC SPS ICD take the same.
  static let gps = OrbitConstants(mu: 3.986005e14, earthRate: 7.292_115_146_7e-5)
  /// Galileo OS SIS ICD, table 67.
  static let galileo = OrbitConstants(mu: 3.986004418e14, earthRate: 7.292_115_146_7e-5)
  /// BDS-SIS-ICD-B1I, table 5-11 (CGCS2000).
  static let beidou = OrbitConstants(mu: 3.986004418e14, earthRate: 7.292_115_0e-5)
  /// GLONASS ICD 5.1, A.3.1.2 (PZ-90): the rounded values of the simplified integration.
  static let glonass = OrbitConstants(mu: 3.9860044e14, earthRate: 7.292115e-5)

  static func of(_ system: GNSSSystem) -> OrbitConstants {
    switch system {
    case .gps, .qzss, .navic, .sbas: gps
    case .galileo: galileo
    case .beidou: beidou
    case .glonass: glonass
    }
  }
}
