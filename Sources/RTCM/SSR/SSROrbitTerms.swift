import GNSS

/// Which broadcast ephemeris a correction belongs to.
public struct SSRIssueOfData: Equatable, BitwiseCopyable, Sendable {
  /// The issue: GPS and QZSS IODE, GLONASS t_b index (Moscow second of day / 900), Galileo IODnav, BeiDou (t_oe / 720 s) modulo 240,
  /// SBAS the CRC-24Q over the ephemeris (DF071, DF392, DF459, DF434, DF471, DF469); eight bits of them in IGS SSR (IDF012).
  public var issue: UInt32 = 0
  /// Time of the ephemeris: BeiDou t_oe modulo 8192 s, in 8 s, which some senders leave 0 (DF470); SBAS t0 in 16 s (DF468).
  /// Zero in every other message.
  public var ephemerisTimeRaw: UInt16 = 0

  /// All zero.
  @inline(__always)
  public init() {}

  /// The fields in the order of transmission.
  @inline(__always)
  static func visit<V: FieldVisitor>(_ m: inout Self, _ kind: SSRKind, _ v: inout V) {
    // What the message does not carry must not keep a value of the message decoded before into the same storage.
    if kind.format == .igs {
      m.ephemerisTimeRaw = 0
      v.field(.idf012, &m.issue)
      return
    }
    switch kind.system {
    case .sbas:
      v.field(.df468, &m.ephemerisTimeRaw)
      v.field(.df469, &m.issue)
      return
    case .beidou:
      v.field(.df470, &m.ephemerisTimeRaw)
      v.field(.df471, &m.issue)
      return
    case .gps, .navic: v.field(.df071, &m.issue)
    case .glonass: v.field(.df392, &m.issue)
    case .galileo: v.field(.df459, &m.issue)
    case .qzss: v.field(.df434, &m.issue)
    }
    m.ephemerisTimeRaw = 0
  }
}

/// Orbit correction in the satellite's radial, along-track and cross-track axes; it is subtracted from the broadcast position.
public struct SSROrbitTerms: Equatable, BitwiseCopyable, Sendable {
  /// Radial, 0.1 mm (DF365, IDF013).
  public var radialRaw: Int32 = 0
  /// Along-track, 0.4 mm (DF366, IDF014).
  public var alongTrackRaw: Int32 = 0
  /// Cross-track, 0.4 mm (DF367, IDF015).
  public var crossTrackRaw: Int32 = 0
  /// Radial rate, 0.001 mm/s (DF368, IDF016).
  public var radialRateRaw: Int32 = 0
  /// Along-track rate, 0.004 mm/s (DF369, IDF017).
  public var alongTrackRateRaw: Int32 = 0
  /// Cross-track rate, 0.004 mm/s (DF370, IDF018).
  public var crossTrackRateRaw: Int32 = 0

  /// All zero.
  @inline(__always)
  public init() {}

  /// Radial, m.
  public var radial: Double { DataField.ssrRadial(igs: false).value(radialRaw) }
  /// Along-track, m.
  public var alongTrack: Double { DataField.ssrAlongTrack(igs: false).value(alongTrackRaw) }
  /// Cross-track, m.
  public var crossTrack: Double { DataField.ssrCrossTrack(igs: false).value(crossTrackRaw) }
  /// Radial rate, m/s.
  public var radialRate: Double { DataField.ssrRadialRate(igs: false).value(radialRateRaw) }
  /// Along-track rate, m/s.
  public var alongTrackRate: Double { DataField.ssrAlongTrackRate(igs: false).value(alongTrackRateRaw) }
  /// Cross-track rate, m/s.
  public var crossTrackRate: Double { DataField.ssrCrossTrackRate(igs: false).value(crossTrackRateRaw) }

  /// The fields in the order of transmission (121 bits).
  @inline(__always)
  static func visit<V: FieldVisitor>(_ m: inout Self, igs: Bool, _ v: inout V) {
    v.field(.ssrRadial(igs: igs), &m.radialRaw)
    v.field(.ssrAlongTrack(igs: igs), &m.alongTrackRaw)
    v.field(.ssrCrossTrack(igs: igs), &m.crossTrackRaw)
    v.field(.ssrRadialRate(igs: igs), &m.radialRateRaw)
    v.field(.ssrAlongTrackRate(igs: igs), &m.alongTrackRateRaw)
    v.field(.ssrCrossTrackRate(igs: igs), &m.crossTrackRateRaw)
  }
}

/// Clock correction, a polynomial of the time since the reference time; it is added to the broadcast clock offset.
public struct SSRClockTerms: Equatable, BitwiseCopyable, Sendable {
  /// Constant term, 0.1 mm (DF376, IDF019).
  public var c0Raw: Int32 = 0
  /// Linear term, 0.001 mm/s (DF377, IDF020).
  public var c1Raw: Int32 = 0
  /// Quadratic term, 0.00002 mm/s² (DF378, IDF021).
  public var c2Raw: Int32 = 0

  /// All zero.
  @inline(__always)
  public init() {}

  /// Constant term, m.
  public var c0: Double { DataField.ssrClockC0(igs: false).value(c0Raw) }
  /// Linear term, m/s.
  public var c1: Double { DataField.ssrClockC1(igs: false).value(c1Raw) }
  /// Quadratic term, m/s².
  public var c2: Double { DataField.ssrClockC2(igs: false).value(c2Raw) }

  /// The fields in the order of transmission (70 bits).
  @inline(__always)
  static func visit<V: FieldVisitor>(_ m: inout Self, igs: Bool, _ v: inout V) {
    v.field(.ssrClockC0(igs: igs), &m.c0Raw)
    v.field(.ssrClockC1(igs: igs), &m.c1Raw)
    v.field(.ssrClockC2(igs: igs), &m.c2Raw)
  }
}
