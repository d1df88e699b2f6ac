/// L1 of a GPS satellite in the observation messages before MSM.
public struct GPSL1Observation: FieldGroup, Equatable {
  /// L1 is P(Y) rather than C/A (DF010).
  public var isP = false
  /// Pseudorange modulo a light-millisecond, 0.02 m (DF011).
  public var pseudorangeRaw: UInt32 = 0
  /// Phase range less pseudorange, 0.5 mm; −524 288 not available (DF012).
  public var phaseRaw: Int32 = 0
  /// Lock time indicator (DF013).
  public var lock: UInt8 = 0

  /// All fields zero.
  public init() {}

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    v.flag(.df010, &m.isP)
    v.field(.df011, &m.pseudorangeRaw)
    v.field(.df012, &m.phaseRaw)
    v.field(.df013, &m.lock)
  }

  /// The signal in the common layout.
  ///
  /// - Parameter cn0: C/N0, 0.25 dB-Hz; 0 where the message has none.
  @inline(__always)
  func signal(cn0: UInt8 = 0) -> LegacySatellite.Signal {
    LegacySatellite.Signal(code: isP ? 1 : 0, range: Int32(pseudorangeRaw), phase: phaseRaw, lock: lock, cn0: cn0)
  }
}

/// L2 of a GPS satellite in the observation messages before MSM.
public struct GPSL2Observation: FieldGroup, Equatable {
  /// Code (DF016).
  public var code: UInt8 = 0
  /// Pseudorange less that of L1, 0.02 m; −8192 not available (DF017).
  public var pseudorangeRaw: Int16 = 0
  /// Phase range less the pseudorange of L1, 0.5 mm; −524 288 not available (DF018).
  public var phaseRaw: Int32 = 0
  /// Lock time indicator (DF019).
  public var lock: UInt8 = 0

  /// All fields zero.
  public init() {}

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    v.field(.df016, &m.code)
    v.field(.df017, &m.pseudorangeRaw)
    v.field(.df018, &m.phaseRaw)
    v.field(.df019, &m.lock)
  }

  /// The signal in the common layout.
  ///
  /// - Parameter cn0: C/N0, 0.25 dB-Hz; 0 where the message has none.
  @inline(__always)
  func signal(cn0: UInt8 = 0) -> LegacySatellite.Signal {
    LegacySatellite.Signal(code: code, range: Int32(pseudorangeRaw), phase: phaseRaw, lock: lock, cn0: cn0)
  }
}

/// L1 of a GLONASS satellite in the observation messages before MSM.
public struct GLONASSL1Observation: FieldGroup, Equatable {
  /// L1 is P rather than C/A (DF039).
  public var isP = false
  /// Frequency channel plus 7 (DF040).
  public var channelRaw: UInt8 = 0
  /// Pseudorange modulo two light-milliseconds, 0.02 m (DF041).
  public var pseudorangeRaw: UInt32 = 0
  /// Phase range less pseudorange, 0.5 mm; −524 288 not available (DF042).
  public var phaseRaw: Int32 = 0
  /// Lock time indicator (DF043).
  public var lock: UInt8 = 0

  /// All fields zero.
  public init() {}

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    v.flag(.df039, &m.isP)
    v.field(.df040, &m.channelRaw)
    v.field(.df041, &m.pseudorangeRaw)
    v.field(.df042, &m.phaseRaw)
    v.field(.df043, &m.lock)
  }

  /// The signal in the common layout.
  ///
  /// - Parameter cn0: C/N0, 0.25 dB-Hz; 0 where the message has none.
  @inline(__always)
  func signal(cn0: UInt8 = 0) -> LegacySatellite.Signal {
    LegacySatellite.Signal(code: isP ? 1 : 0, range: Int32(pseudorangeRaw), phase: phaseRaw, lock: lock, cn0: cn0)
  }
}

/// L2 of a GLONASS satellite in the observation messages before MSM.
public struct GLONASSL2Observation: FieldGroup, Equatable {
  /// Code (DF046).
  public var code: UInt8 = 0
  /// Pseudorange less that of L1, 0.02 m; −8192 not available (DF047).
  public var pseudorangeRaw: Int16 = 0
  /// Phase range less the pseudorange of L1, 0.5 mm; −524 288 not available (DF048).
  public var phaseRaw: Int32 = 0
  /// Lock time indicator (DF049).
  public var lock: UInt8 = 0

  /// All fields zero.
  public init() {}

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    v.field(.df046, &m.code)
    v.field(.df047, &m.pseudorangeRaw)
    v.field(.df048, &m.phaseRaw)
    v.field(.df049, &m.lock)
  }

  /// The signal in the common layout.
  ///
  /// - Parameter cn0: C/N0, 0.25 dB-Hz; 0 where the message has none.
  @inline(__always)
  func signal(cn0: UInt8 = 0) -> LegacySatellite.Signal {
    LegacySatellite.Signal(code: code, range: Int32(pseudorangeRaw), phase: phaseRaw, lock: lock, cn0: cn0)
  }
}
