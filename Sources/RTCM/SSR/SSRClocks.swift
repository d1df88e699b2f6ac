/// Clock corrections: RTCM 1058, 1064, 1241, 1247, 1253, 1259; IGS SSR 4076, sub-types 22, 42, 62, 82, 102, 122.
///
/// Recorded frames prove 1058, 1064 and 1241; the others rest on public decoders (BNC, RTKLIB, pyrtcm), which agree.
public struct SSRClocks: SSRCorrections {
  /// clock.
  public static var content: SSRContent { .clock }

  /// The clock correction of a satellite: 70 bits and identifier.
  public struct Satellite: SSRSatelliteGroup {
    /// The kind of the message; the message sets it.
    public var kind = SSRKind(gps: .clock)
    /// Satellite identifier as sent; see `satellite`.
    public var satelliteID: UInt8 = 0
    /// Clock correction.
    public var clock = SSRClockTerms()

    /// All fields zero.
    @inline(__always)
    public init() {}

    /// The fields in the order of transmission.
    @inline(__always)
    public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
      let igs = m.kind.format == .igs
      v.field(m.kind.satelliteField, &m.satelliteID)
      SSRClockTerms.visit(&m.clock, igs: igs, &v)
    }
  }

  /// What stands before the satellites.
  public var header = SSRHeader(kind: SSRKind(gps: .clock))
  /// The satellites (DF387, IDF010).
  public var satellites = BoundedArray<63, Satellite>()

  /// An empty message for GPS, 1058.
  public init() {}

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    SSRHeader.visit(&m.header, &v)
    v.satellites(m.header, &m.satellites)
  }
}
