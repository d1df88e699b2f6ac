/// 1026: Lambert conformal conic projection with two standard parallels (234 bits).
///
/// Source of the layout: public decoders that agree (pyrtcm, rtcm-rs, gpsd); no recorded frame proves it.
public struct Message1026: SingleNumberMessage, Equatable {
  /// 1026.
  @inline(__always)
  public static var number: UInt16 { 1026 }

  /// Ties the messages of one transformation together, 1021–1027 (DF147).
  public var systemID: UInt8 = 0
  /// Projection: 1 TM, 2 TMS, 3 LCC1SP, 4 LCC2SP, 5 LCCW, 6 CS, 7 OM, 8 OS, 9 MC, 10 PS, 11 DS; 0 unknown (DF170).
  public var projection: UInt8 = 0
  /// Latitude of the false origin, 1.1e-8 deg (DF176).
  public var originLatitudeRaw: Int64 = 0
  /// Longitude of the false origin, 1.1e-8 deg (DF177).
  public var originLongitudeRaw: Int64 = 0
  /// Latitude of the first standard parallel, 1.1e-8 deg (DF178).
  public var firstParallelRaw: Int64 = 0
  /// Latitude of the second standard parallel, 1.1e-8 deg (DF179).
  public var secondParallelRaw: Int64 = 0
  /// Easting of the false origin, 0.001 m (DF180).
  public var originEastingRaw: UInt64 = 0
  /// Northing of the false origin, 0.001 m (DF181).
  public var originNorthingRaw: Int64 = 0

  /// All fields zero.
  public init() {}

  /// Latitude of the false origin, deg.
  public var originLatitudeDegrees: Double { DataField.df176.value(originLatitudeRaw) }
  /// Longitude of the false origin, deg.
  public var originLongitudeDegrees: Double { DataField.df177.value(originLongitudeRaw) }
  /// Latitude of the first standard parallel, deg.
  public var firstParallelDegrees: Double { DataField.df178.value(firstParallelRaw) }
  /// Latitude of the second standard parallel, deg.
  public var secondParallelDegrees: Double { DataField.df179.value(secondParallelRaw) }
  /// Easting of the false origin, m.
  public var originEasting: Double { DataField.df180.value(originEastingRaw) }
  /// Northing of the false origin, m.
  public var originNorthing: Double { DataField.df181.value(originNorthingRaw) }

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    v.field(.df147, &m.systemID)
    v.field(.df170, &m.projection)
    v.field(.df176, &m.originLatitudeRaw)
    v.field(.df177, &m.originLongitudeRaw)
    v.field(.df178, &m.firstParallelRaw)
    v.field(.df179, &m.secondParallelRaw)
    v.field(.df180, &m.originEastingRaw)
    v.field(.df181, &m.originNorthingRaw)
  }
}
