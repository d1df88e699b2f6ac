/// 1038: GLONASS geometric correction differences between an auxiliary station and its master (73 + 36·N bits).
///
/// Source of the layout: public decoders that agree (pyrtcm, rtcm-rs, gpsd); no recorded frame proves it.
public struct Message1038: SingleNumberMessage, Equatable {
  /// 1038.
  @inline(__always)
  public static var number: UInt16 { 1038 }

  /// The differences of a satellite.
  public struct Satellite: FieldGroup, Equatable {
    /// Satellite ID (DF038).
    public var satelliteID: UInt8 = 0
    /// Ambiguity status: 1 correct integer level on L1 and L2, 2 for the wide lane only, 3 uncertain, 0 reserved (DF235).
    public var ambiguityStatus: UInt8 = 0
    /// Counts the steps of the ambiguity level (DF236).
    public var nonSyncCount: UInt8 = 0
    /// Geometric part of the carrier-phase correction difference, 0.0005 m (DF238).
    public var geometricRaw: Int32 = 0
    /// Issue of data of the ephemeris used: tb (DF239).
    public var issueOfData: UInt8 = 0

    /// All fields zero.
    public init() {}

    /// Geometric part of the carrier-phase correction difference, m.
    public var geometric: Double { DataField.df238.value(geometricRaw) }

    /// The fields in the order of transmission.
    @inline(__always)
    public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
      v.field(.df038, &m.satelliteID)
      v.field(.df235, &m.ambiguityStatus)
      v.field(.df236, &m.nonSyncCount)
      v.field(.df238, &m.geometricRaw)
      v.field(.df239, &m.issueOfData)
    }
  }

  /// Network (DF059).
  public var networkID: UInt8 = 0
  /// Subnetwork (DF072).
  public var subnetworkID: UInt8 = 0
  /// GLONASS time of day (UTC + 3 h), 0.1 s (DF233).
  public var epochRaw: UInt32 = 0
  /// More messages of this epoch follow (DF066).
  public var multipleMessage = false
  /// Reference-station number of the master (DF060).
  public var masterID: UInt16 = 0
  /// Reference-station number of the auxiliary station (DF061).
  public var auxiliaryID: UInt16 = 0
  /// The satellites (DF234).
  public var satellites = BoundedArray<15, Satellite>()

  /// All fields zero, all lists empty.
  public init() {}

  /// GLONASS time of day (UTC + 3 h), s.
  public var epoch: Double { DataField.df233.value(epochRaw) }

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    v.field(.df059, &m.networkID)
    v.field(.df072, &m.subnetworkID)
    v.field(.df233, &m.epochRaw)
    v.flag(.df066, &m.multipleMessage)
    v.field(.df060, &m.masterID)
    v.field(.df061, &m.auxiliaryID)
    v.count(.df234, of: &m.satellites)
    v.list("satellites", &m.satellites)
  }
}
