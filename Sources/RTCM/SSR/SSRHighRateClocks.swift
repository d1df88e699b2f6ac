/// High-rate clock corrections: RTCM 1062, 1068, 1245, 1251, 1257, 1263; IGS SSR 4076, sub-types 24, 44, 64, 84, 104, 124.
///
/// No recording is known; the layout rests on public decoders (BNC, RTKLIB, pyrtcm), which agree.
public struct SSRHighRateClocks: SSRCorrections {
  /// highRateClock.
  public static var content: SSRContent { .highRateClock }

  /// The high-rate clock correction of a satellite: 22 bits and identifier.
  public struct Satellite: SSRSatelliteGroup {
    /// The kind of the message; the message sets it.
    public var kind = SSRKind(gps: .highRateClock)
    /// Satellite identifier as sent; see `satellite`.
    public var satelliteID: UInt8 = 0
    /// Correction to add to the polynomial of the clock message, 0.1 mm (DF390, IDF022).
    public var clockRaw: Int32 = 0

    /// All fields zero.
    @inline(__always)
    public init() {}

    /// Correction to add to the polynomial of the clock message, m.
    public var clock: Double { DataField.ssrHighRateClock(igs: false).value(clockRaw) }

    /// The fields in the order of transmission.
    @inline(__always)
    public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
      let igs = m.kind.format == .igs
      v.field(m.kind.satelliteField, &m.satelliteID)
      v.field(.ssrHighRateClock(igs: igs), &m.clockRaw)
    }
  }

  /// What stands before the satellites.
  public var header = SSRHeader(kind: SSRKind(gps: .highRateClock))
  /// The satellites (DF387, IDF010).
  public var satellites = BoundedArray<63, Satellite>()

  /// An empty message for GPS, 1062.
  public init() {}

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    SSRHeader.visit(&m.header, &v)
    v.satellites(m.header, &m.satellites)
  }
}
