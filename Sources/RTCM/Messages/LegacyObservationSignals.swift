import GNSS

/// L1 of a satellite in the observation messages before MSM. The fields of GLONASS have the widths and resolutions of those of GPS.
public struct LegacyL1Observation: Equatable, BitwiseCopyable, Sendable {
  /// L1 is P rather than C/A (DF010, DF039).
  public var isP = false
  /// GLONASS only: frequency channel plus 7 (DF040).
  public var channelRaw: UInt8 = 0
  /// Pseudorange modulo a light-millisecond, of GLONASS modulo two, 0.02 m (DF011, DF041).
  public var pseudorangeRaw: UInt32 = 0
  /// Phase range less pseudorange, 0.5 mm; −524 288 not available (DF012, DF042).
  public var phaseRaw: Int32 = 0
  /// Lock time indicator (DF013, DF043).
  public var lock: UInt8 = 0

  /// All fields zero.
  public init() {}

  /// The fields in the order of transmission.
  @inline(__always)
  static func visit<V: FieldVisitor>(_ m: inout Self, of system: GNSSSystem, _ v: inout V) {
    let glonass = system == .glonass
    v.flag(glonass ? .df039 : .df010, &m.isP)
    if glonass { v.field(.df040, &m.channelRaw) }
    v.field(glonass ? .df041 : .df011, &m.pseudorangeRaw)
    v.field(glonass ? .df042 : .df012, &m.phaseRaw)
    v.field(glonass ? .df043 : .df013, &m.lock)
  }

  /// The signal in the common layout.
  ///
  /// - Parameter cn0: C/N0, 0.25 dB-Hz; 0 where the message has none.
  @inline(__always)
  func signal(cn0: UInt8 = 0) -> LegacySatellite.Signal {
    LegacySatellite.Signal(code: isP ? 1 : 0, range: Int32(pseudorangeRaw), phase: phaseRaw, lock: lock, cn0: cn0)
  }
}

/// L2 of a satellite in the observation messages before MSM.
public struct LegacyL2Observation: Equatable, BitwiseCopyable, Sendable {
  /// Code (DF016, DF046).
  public var code: UInt8 = 0
  /// Pseudorange less that of L1, 0.02 m; −8192 not available (DF017, DF047).
  public var pseudorangeRaw: Int16 = 0
  /// Phase range less the pseudorange of L1, 0.5 mm; −524 288 not available (DF018, DF048).
  public var phaseRaw: Int32 = 0
  /// Lock time indicator (DF019, DF049).
  public var lock: UInt8 = 0

  /// All fields zero.
  public init() {}

  /// The fields in the order of transmission.
  @inline(__always)
  static func visit<V: FieldVisitor>(_ m: inout Self, of system: GNSSSystem, _ v: inout V) {
    let glonass = system == .glonass
    v.field(glonass ? .df046 : .df016, &m.code)
    v.field(glonass ? .df047 : .df017, &m.pseudorangeRaw)
    v.field(glonass ? .df048 : .df018, &m.phaseRaw)
    v.field(glonass ? .df049 : .df019, &m.lock)
  }

  /// The signal in the common layout.
  ///
  /// - Parameter cn0: C/N0, 0.25 dB-Hz; 0 where the message has none.
  @inline(__always)
  func signal(cn0: UInt8 = 0) -> LegacySatellite.Signal {
    LegacySatellite.Signal(code: code, range: Int32(pseudorangeRaw), phase: phaseRaw, lock: lock, cn0: cn0)
  }
}
