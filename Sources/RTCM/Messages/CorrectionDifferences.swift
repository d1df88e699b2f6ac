import GNSS

/// What stands before the satellites of the correction differences between an auxiliary station and its master: 1015–1017 of GPS, 1037–1039
/// of GLONASS.
public struct CorrectionDifferenceHeader: Equatable, BitwiseCopyable, Sendable {
  /// Network (DF059).
  public var networkID: UInt8 = 0
  /// Subnetwork (DF072).
  public var subnetworkID: UInt8 = 0
  /// GPS time of week (DF065) or GLONASS time of day, UTC + 3 h (DF233); 0.1 s.
  public var epochRaw: UInt32 = 0
  /// More messages of this epoch follow (DF066).
  public var multipleMessage = false
  /// Reference-station number of the master (DF060).
  public var masterID: UInt16 = 0
  /// Reference-station number of the auxiliary station (DF061).
  public var auxiliaryID: UInt16 = 0

  /// All fields zero.
  public init() {}

  /// GPS time of week or GLONASS time of day, s. Both fields have the same resolution.
  public var epoch: Double { DataField.df065.value(epochRaw) }

  /// The fields in the order of transmission, the number of satellites among them (DF067, DF234).
  @inline(__always)
  static func visit<V: FieldVisitor, Satellite>(
    _ h: inout Self, countOf satellites: inout BoundedArray<15, Satellite>, of system: GNSSSystem, _ v: inout V
  ) {
    let glonass = system == .glonass
    v.field(.df059, &h.networkID)
    v.field(.df072, &h.subnetworkID)
    v.field(glonass ? .df233 : .df065, &h.epochRaw)
    v.flag(.df066, &h.multipleMessage)
    v.field(.df060, &h.masterID)
    v.field(.df061, &h.auxiliaryID)
    v.count(glonass ? .df234 : .df067, of: &satellites)
  }
}

/// How far the integer ambiguities of a satellite are levelled between the two stations.
public struct AmbiguityLevel: Equatable, BitwiseCopyable, Sendable {
  /// 1 correct integer level on L1 and L2, 2 for the wide lane only, 3 uncertain, 0 reserved (DF074, DF235).
  public var status: UInt8 = 0
  /// Counts the steps of the level (DF075, DF236).
  public var nonSyncCount: UInt8 = 0

  /// All fields zero.
  public init() {}

  /// The fields in the order of transmission.
  @inline(__always)
  static func visit<V: FieldVisitor>(_ m: inout Self, of system: GNSSSystem, _ v: inout V) {
    let glonass = system == .glonass
    v.field(glonass ? .df235 : .df074, &m.status)
    v.field(glonass ? .df236 : .df075, &m.nonSyncCount)
  }
}
