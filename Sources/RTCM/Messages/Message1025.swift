/// 1025: map projection other than Lambert with two parallels and oblique Mercator (196 bits).
///
/// Recorded frames fit the layout, but end four bits early: missing trailing bits are read as zero.
public struct Message1025: SingleNumberMessage, Equatable {
  /// 1025.
  @inline(__always)
  public static var number: UInt16 { 1025 }

  /// The four bits that some senders leave out.
  @inline(__always)
  public static var missingBitsTolerated: Int { 4 }

  /// Ties the messages of one transformation together, 1021–1027 (DF147).
  public var systemID: UInt8 = 0
  /// Projection: 1 TM, 2 TMS, 3 LCC1SP, 4 LCC2SP, 5 LCCW, 6 CS, 7 OM, 8 OS, 9 MC, 10 PS, 11 DS; 0 unknown (DF170).
  public var projection: UInt8 = 0
  /// Latitude of the natural origin, 1.1e-8 deg (DF171).
  public var originLatitudeRaw: Int64 = 0
  /// Longitude of the natural origin, 1.1e-8 deg (DF172).
  public var originLongitudeRaw: Int64 = 0
  /// Scale factor at the natural origin, 1e-5 ppm (DF173).
  public var scaleRaw: UInt32 = 0
  /// False easting, 0.001 m (DF174).
  public var falseEastingRaw: UInt64 = 0
  /// False northing, 0.001 m (DF175).
  public var falseNorthingRaw: Int64 = 0

  /// All fields zero.
  public init() {}

  /// Latitude of the natural origin, deg.
  public var originLatitudeDegrees: Double { DataField.df171.value(originLatitudeRaw) }
  /// Longitude of the natural origin, deg.
  public var originLongitudeDegrees: Double { DataField.df172.value(originLongitudeRaw) }
  /// Scale factor at the natural origin, ppm.
  public var scale_ppm: Double { DataField.df173.value(scaleRaw) }
  /// False easting, m.
  public var falseEasting: Double { DataField.df174.value(falseEastingRaw) }
  /// False northing, m.
  public var falseNorthing: Double { DataField.df175.value(falseNorthingRaw) }

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    v.field(.df147, &m.systemID)
    v.field(.df170, &m.projection)
    v.field(.df171, &m.originLatitudeRaw)
    v.field(.df172, &m.originLongitudeRaw)
    v.field(.df173, &m.scaleRaw)
    v.field(.df174, &m.falseEastingRaw)
    v.field(.df175, &m.falseNorthingRaw)
  }
}
