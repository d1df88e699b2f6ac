import GNSS
import Glibc

/// A satellite of the nominal sky: where the plan of its constellation puts it, for all time, and what its clock does.
///
/// The elements are for the instant `reference`; at any other they follow from their rates, so every ephemeris made of them continues the last.
struct NominalOrbit: Sendable {
  /// The instant of the elements: 2020-01-05 00:00:00 GPST.
  static let reference = GNSSTime(gpsWeek: 2087, nanosecondsOfWeek: 0)

  var satellite: Satellite
  /// Semi-major axis, m.
  var semiMajorAxis: Double
  var eccentricity: Double
  /// Inclination, rad; not used for a geostationary satellite.
  var inclination: Double
  /// Earth-fixed longitude of the ascending node at the reference, rad; for a geostationary satellite its longitude.
  var nodeLongitude: Double
  /// Argument of latitude M + ω at the reference, rad.
  var argumentOfLatitude: Double
  /// Argument of perigee at the reference, rad.
  var argumentOfPerigee: Double
  /// Mean-motion difference, rad/s.
  var meanMotionDifference = 0.0
  /// Harmonic corrections: invented, of the size that broadcast ones have.
  var cuc = 0.0, cus = 0.0, crc = 0.0, crs = 0.0, cic = 0.0, cis = 0.0
  /// Clock at the reference, s, and its drift, s/s.
  var clockBias = 0.0, clockDrift = 0.0
  /// Group delay, s.
  var groupDelay = 0.0
  /// GLONASS frequency channel.
  var channel: Int8 = 0

  /// Gravitational constant and rotation of the system's interface document.
  static func constants(_ system: GNSSSystem) -> (mu: Double, earthRate: Double) {
    switch system {
    case .galileo: (3.986004418e14, 7.292_115_146_7e-5)
    case .beidou: (3.986004418e14, 7.292_115_0e-5)
    default: (3.986005e14, 7.292_115_146_7e-5)
    }
  }

  /// The secular drift of the node by the earth's flattening, rad/s: −1.5·n·J2·(a_e/p)²·cos i (Kaula, Theory of Satellite Geodesy, 1966, 3.74).
  static func nodeRate(semiMajorAxis a: Double, eccentricity e: Double, inclination i: Double, mu: Double) -> Double {
    let ratio = 6_378_137.0 / (a * (1 - e * e))
    return -1.5 * (mu / (a * a * a)).squareRoot() * 1.082_63e-3 * ratio * ratio * cos(i)
  }

  /// The ephemeris for a time: exact, not rounded to the message's fields.
  func ephemeris(toe: GNSSTime) -> KeplerEphemeris {
    let scale = TimeScale(satellite.system)
    let (mu, earthRate) = Self.constants(satellite.system)
    let (week, nanosecondsOfWeek) = toe.week(in: scale)
    let dt = toe.seconds(since: Self.reference)
    let turned = earthRate * Double(nanosecondsOfWeek) * 1e-9
    let message: NavigationMessage = satellite.system == .galileo ? .inav : satellite.system == .beidou ? .beidou(satellite) : .lnav
    var e = KeplerEphemeris(satellite: satellite, message: message, week: week, toe: toe, toc: toe)
    e.sqrtA = semiMajorAxis.squareRoot()
    e.eccentricity = eccentricity
    e.meanMotionDifference = meanMotionDifference
    let a3 = semiMajorAxis * semiMajorAxis * semiMajorAxis
    let latitudeRate = (mu / a3).squareRoot() + meanMotionDifference
    if satellite.isBeiDouGEO {
      // BDS-SIS-ICD-B1I 5.2.4.12: the orbit is described in axes tilted by −5° that rest at toe. There the equator is an orbit with
      // inclination 5° and node 180°; the longitude is M + ω − 180°, and the perigee, at rest in space, goes back with the earth's rotation.
      e.inclination = 5 * .pi / 180
      e.nodeLongitude = wrapped(.pi + turned)
      e.argumentOfPerigee = wrapped(argumentOfPerigee - earthRate * dt)
      e.meanAnomaly = wrapped(nodeLongitude + .pi - e.argumentOfPerigee)
    } else {
      e.inclination = inclination
      e.nodeRate = Self.nodeRate(semiMajorAxis: semiMajorAxis, eccentricity: eccentricity, inclination: inclination, mu: mu)
      e.nodeLongitude = wrapped(nodeLongitude + (e.nodeRate - earthRate) * dt + turned)
      e.argumentOfPerigee = wrapped(argumentOfPerigee)
      e.meanAnomaly = wrapped(argumentOfLatitude - argumentOfPerigee + latitudeRate * dt)
    }
    (e.cuc, e.cus, e.crc, e.crs, e.cic, e.cis) = (cuc, cus, crc, crs, cic, cis)
    (e.clockBias, e.clockDrift) = (clockBias + clockDrift * dt, clockDrift)
    e.groupDelay = groupDelay
    e.groupDelay2 = satellite.system == .gps ? 0 : groupDelay
    let seconds = Int(nanosecondsOfWeek / 1_000_000_000)
    switch satellite.system {
    case .galileo:
      e.issueOfEphemeris = UInt16(seconds / 600 % 1024)
      e.issueOfClock = e.issueOfEphemeris
      e.accuracyIndex = 107  // 3.12 m, the usual value
    case .beidou:
      e.issueOfEphemeris = 1
      e.issueOfClock = 1
    default:
      e.issueOfEphemeris = UInt16(seconds / 7200 % 240)  // IODC carries it in its low byte
      e.issueOfClock = e.issueOfEphemeris
      e.codesOnL2 = 1
    }
    return e
  }
}

/// An angle in −π … π, rad.
func wrapped(_ angle: Double) -> Double { remainder(angle, 2 * .pi) }
