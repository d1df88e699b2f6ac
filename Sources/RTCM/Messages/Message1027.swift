/// 1027: oblique Mercator projection (258 bits).
///
/// Source of the layout: public decoders that agree (pyrtcm, rtcm-rs, gpsd); no recorded frame proves it.
public struct Message1027: SingleNumberMessage, Equatable {
  /// 1027.
  @inline(__always)
  public static var number: UInt16 { 1027 }

  /// Ties the messages of one transformation together, 1021–1027 (DF147).
  public var systemID: UInt8 = 0
  /// Projection: 1 TM, 2 TMS, 3 LCC1SP, 4 LCC2SP, 5 LCCW, 6 CS, 7 OM, 8 OS, 9 MC, 10 PS, 11 DS; 0 unknown (DF170).
  public var projection: UInt8 = 0
  /// The grid is rectified (DF182).
  public var isRectified = false
  /// Latitude of the projection centre, 1.1e-8 deg (DF183).
  public var centreLatitudeRaw: Int64 = 0
  /// Longitude of the projection centre, 1.1e-8 deg (DF184).
  public var centreLongitudeRaw: Int64 = 0
  /// Azimuth of the initial line, 1.1e-8 deg (DF185).
  public var azimuthRaw: UInt64 = 0
  /// Angle from the rectified to the skew grid minus the azimuth, 1.1e-8 deg (DF186).
  public var rectificationDifferenceRaw: Int32 = 0
  /// Scale factor on the initial line, 1e-5 ppm (DF187).
  public var scaleRaw: UInt32 = 0
  /// Easting at the projection centre, 0.001 m (DF188).
  public var centreEastingRaw: UInt64 = 0
  /// Northing at the projection centre, 0.001 m (DF189).
  public var centreNorthingRaw: Int64 = 0

  /// All fields zero.
  public init() {}

  /// Latitude of the projection centre, deg.
  public var centreLatitudeDegrees: Double { DataField.df183.value(centreLatitudeRaw) }
  /// Longitude of the projection centre, deg.
  public var centreLongitudeDegrees: Double { DataField.df184.value(centreLongitudeRaw) }
  /// Azimuth of the initial line, deg.
  public var azimuthDegrees: Double { DataField.df185.value(azimuthRaw) }
  /// Angle from the rectified to the skew grid minus the azimuth, deg.
  public var rectificationDifferenceDegrees: Double { DataField.df186.value(rectificationDifferenceRaw) }
  /// Scale factor on the initial line, ppm.
  public var scale_ppm: Double { DataField.df187.value(scaleRaw) }
  /// Easting at the projection centre, m.
  public var centreEasting: Double { DataField.df188.value(centreEastingRaw) }
  /// Northing at the projection centre, m.
  public var centreNorthing: Double { DataField.df189.value(centreNorthingRaw) }

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    v.field(.df147, &m.systemID)
    v.field(.df170, &m.projection)
    v.flag(.df182, &m.isRectified)
    v.field(.df183, &m.centreLatitudeRaw)
    v.field(.df184, &m.centreLongitudeRaw)
    v.field(.df185, &m.azimuthRaw)
    v.field(.df186, &m.rectificationDifferenceRaw)
    v.field(.df187, &m.scaleRaw)
    v.field(.df188, &m.centreEastingRaw)
    v.field(.df189, &m.centreNorthingRaw)
  }
}
