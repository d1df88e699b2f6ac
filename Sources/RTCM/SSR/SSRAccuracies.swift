/// User range accuracies: RTCM 1061, 1067, 1244, 1250, 1256, 1262; IGS SSR 4076, sub-types 27, 47, 67, 87, 107, 127.
///
/// No recording is known; the layout rests on public decoders (BNC, RTKLIB, pyrtcm), which agree.
public struct SSRAccuracies: SSRCorrections {
  /// ura.
  public static var content: SSRContent { .ura }

  /// The user range accuracy of a satellite: 6 bits and identifier.
  public struct Satellite: SSRSatelliteGroup {
    /// The kind of the message; the message sets it.
    public var kind = SSRKind(gps: .ura)
    /// Satellite identifier as sent; see `satellite`.
    public var satelliteID: UInt8 = 0
    /// Class in the upper, value in the lower three bits; 0 undefined, 63 more than 5466.5 mm (DF389, IDF034).
    public var accuracyRaw: UInt8 = 0

    /// All fields zero.
    @inline(__always)
    public init() {}

    /// Standard deviation of the range to the satellite, m: 3^class · (1 + value / 4) − 1 mm. NaN where undefined; infinite for 63,
    /// which says that it is more than 5.4665 m.
    public var accuracy: Double {
      if accuracyRaw == 0 { return .nan }
      if accuracyRaw >= 63 { return .infinity }
      var power = 1.0
      for _ in 0..<(accuracyRaw >> 3) { power *= 3 }
      return (power * (1 + Double(accuracyRaw & 7) / 4) - 1) / 1000
    }

    /// The fields in the order of transmission.
    @inline(__always)
    public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
      let igs = m.kind.format == .igs
      v.field(m.kind.satelliteField, &m.satelliteID)
      v.field(.ssrURA(igs: igs), &m.accuracyRaw)
    }
  }

  /// What stands before the satellites.
  public var header = SSRHeader(kind: SSRKind(gps: .ura))
  /// The satellites (DF387, IDF010).
  public var satellites = BoundedArray<63, Satellite>()

  /// An empty message for GPS, 1061.
  public init() {}

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    SSRHeader.visit(&m.header, &v)
    v.satellites(m.header, &m.satellites)
  }
}
