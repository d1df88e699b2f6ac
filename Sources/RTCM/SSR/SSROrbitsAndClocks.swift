/// Orbit and clock corrections: RTCM 1060, 1066, 1243, 1249, 1255, 1261; IGS SSR 4076, sub-types 23, 43, 63, 83, 103, 123.
///
/// Recorded frames prove 1060, 1066, 1243, 1261 and the sub-types 23, 43, 63, 103; the others rest on public decoders (BNC, RTKLIB,
/// pyrtcm).
public struct SSROrbitsAndClocks: SSRCorrections {
  /// combined.
  public static var content: SSRContent { .combined }

  /// The orbit and clock correction of a satellite: 191 bits, identifier and issue.
  public struct Satellite: SSRSatelliteGroup {
    /// The kind of the message; the message sets it.
    public var kind = SSRKind(gps: .combined)
    /// Satellite identifier as sent; see `satellite`.
    public var satelliteID: UInt8 = 0
    /// Which broadcast ephemeris the correction belongs to.
    public var issueOfData = SSRIssueOfData()
    /// Orbit correction.
    public var orbit = SSROrbitTerms()
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
      SSRIssueOfData.visit(&m.issueOfData, m.kind, &v)
      SSROrbitTerms.visit(&m.orbit, igs: igs, &v)
      SSRClockTerms.visit(&m.clock, igs: igs, &v)
    }
  }

  /// What stands before the satellites.
  public var header = SSRHeader(kind: SSRKind(gps: .combined))
  /// The satellites (DF387, IDF010).
  public var satellites = BoundedArray<63, Satellite>()

  /// An empty message for GPS, 1060.
  public init() {}

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    SSRHeader.visit(&m.header, &v)
    v.satellites(m.header, &m.satellites)
  }
}
