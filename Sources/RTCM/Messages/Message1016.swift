/// 1016: GPS geometric correction differences between an auxiliary station and its master (76 + 36·N bits).
///
/// Source of the layout: public decoders that agree (pyrtcm, rtcm-rs, gpsd); no recorded frame proves it.
public struct Message1016: SingleNumberMessage, Equatable {
  /// 1016.
  @inline(__always)
  public static var number: UInt16 { 1016 }

  /// The differences of a satellite.
  public struct Satellite: FieldGroup, Equatable {
    /// Satellite ID (DF068).
    public var satelliteID: UInt8 = 0
    /// Ambiguity status: 1 correct integer level on L1 and L2, 2 for the wide lane only, 3 uncertain, 0 reserved (DF074).
    public var ambiguityStatus: UInt8 = 0
    /// Counts the steps of the ambiguity level (DF075).
    public var nonSyncCount: UInt8 = 0
    /// Geometric part of the carrier-phase correction difference, 0.0005 m (DF070).
    public var geometricRaw: Int32 = 0
    /// Issue of data of the ephemeris used (DF071).
    public var issueOfData: UInt8 = 0

    /// All fields zero.
    public init() {}

    /// Geometric part of the carrier-phase correction difference, m.
    public var geometric: Double { DataField.df070.value(geometricRaw) }

    /// The fields in the order of transmission.
    @inline(__always)
    public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
      v.field(.df068, &m.satelliteID)
      v.field(.df074, &m.ambiguityStatus)
      v.field(.df075, &m.nonSyncCount)
      v.field(.df070, &m.geometricRaw)
      v.field(.df071, &m.issueOfData)
    }
  }

  /// Network (DF059).
  public var networkID: UInt8 = 0
  /// Subnetwork (DF072).
  public var subnetworkID: UInt8 = 0
  /// GPS time of week, 0.1 s (DF065).
  public var epochRaw: UInt32 = 0
  /// More messages of this epoch follow (DF066).
  public var multipleMessage = false
  /// Reference-station number of the master (DF060).
  public var masterID: UInt16 = 0
  /// Reference-station number of the auxiliary station (DF061).
  public var auxiliaryID: UInt16 = 0
  /// The satellites (DF067).
  public var satellites = BoundedArray<15, Satellite>()

  /// All fields zero, all lists empty.
  public init() {}

  /// GPS time of week, s.
  public var epoch: Double { DataField.df065.value(epochRaw) }

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    v.field(.df059, &m.networkID)
    v.field(.df072, &m.subnetworkID)
    v.field(.df065, &m.epochRaw)
    v.flag(.df066, &m.multipleMessage)
    v.field(.df060, &m.masterID)
    v.field(.df061, &m.auxiliaryID)
    v.count(.df067, of: &m.satellites)
    v.list("satellites", &m.satellites)
  }
}
