/// Orbit corrections: RTCM 1057, 1063, 1240, 1246, 1252, 1258; IGS SSR 4076, sub-types 21, 41, 61, 81, 101, 121.
///
/// Recorded frames prove 1057, 1063 and 1240. The issue of BeiDou (1258) has ten bits of t_oe and eight of issue, as the recorded combined
/// message 1261 shows; some decoders read 24 bits there. 1246, 1252 and 4076 rest on public decoders (BNC, RTKLIB, pyrtcm).
public struct SSROrbits: SSRCorrections {
  /// orbit.
  public static var content: SSRContent { .orbit }

  /// The orbit correction of a satellite: 121 bits, identifier and issue.
  public struct Satellite: SSRSatelliteGroup {
    /// The kind of the message; the message sets it.
    public var kind = SSRKind(gps: .orbit)
    /// Satellite identifier as sent; see `satellite`.
    public var satelliteID: UInt8 = 0
    /// Which broadcast ephemeris the correction belongs to.
    public var issueOfData = SSRIssueOfData()
    /// Orbit correction.
    public var orbit = SSROrbitTerms()

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
    }
  }

  /// What stands before the satellites.
  public var header = SSRHeader(kind: SSRKind(gps: .orbit))
  /// The satellites (DF387, IDF010).
  public var satellites = BoundedArray<63, Satellite>()

  /// An empty message for GPS, 1057.
  public init() {}

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    SSRHeader.visit(&m.header, &v)
    v.satellites(m.header, &m.satellites)
  }
}
