/// 1023: grid of residuals in latitude and longitude (578 bits).
///
/// Recorded frames prove the layout.
///
/// The sixteen points are taken to run in rows from north to south, in a row from west to east: one public decoder builds its grid so, and no
/// second source says it.
public struct Message1023: SingleNumberMessage, Equatable {
  /// 1023.
  @inline(__always)
  public static var number: UInt16 { 1023 }

  /// The residuals at a point of the grid.
  public struct Point: FieldGroup, Equatable {
    /// Latitude residual, 3e-5 arcsec (DF199).
    public var latitudeResidualRaw: Int16 = 0
    /// Longitude residual, 3e-5 arcsec (DF200).
    public var longitudeResidualRaw: Int16 = 0
    /// Height residual, 0.001 m (DF201).
    public var heightResidualRaw: Int16 = 0

    /// All fields zero.
    public init() {}

    /// Latitude residual, arcsec.
    public var latitudeResidual_arcsec: Double { DataField.df199.value(latitudeResidualRaw) }
    /// Longitude residual, arcsec.
    public var longitudeResidual_arcsec: Double { DataField.df200.value(longitudeResidualRaw) }
    /// Height residual, m.
    public var heightResidual: Double { DataField.df201.value(heightResidualRaw) }

    /// The fields in the order of transmission.
    @inline(__always)
    public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
      v.field(.df199, &m.latitudeResidualRaw)
      v.field(.df200, &m.longitudeResidualRaw)
      v.field(.df201, &m.heightResidualRaw)
    }
  }

  /// Ties the messages of one transformation together, 1021–1027 (DF147).
  public var systemID: UInt8 = 0
  /// Horizontal residuals are there (DF190).
  public var hasHorizontalShift = false
  /// Height residuals are there (DF191).
  public var hasVerticalShift = false
  /// Latitude of the origin of the grid, 0.5 arcsec (DF192).
  public var originLatitudeRaw: Int32 = 0
  /// Longitude of the origin of the grid, 0.5 arcsec (DF193).
  public var originLongitudeRaw: Int32 = 0
  /// Spacing in latitude, 0.5 arcsec (DF194).
  public var spacingLatitudeRaw: UInt16 = 0
  /// Spacing in longitude, 0.5 arcsec (DF195).
  public var spacingLongitudeRaw: UInt16 = 0
  /// Mean latitude offset, 0.001 arcsec (DF196).
  public var meanLatitudeOffsetRaw: Int8 = 0
  /// Mean longitude offset, 0.001 arcsec (DF197).
  public var meanLongitudeOffsetRaw: Int8 = 0
  /// Mean height offset, 0.01 m (DF198).
  public var meanHeightOffsetRaw: Int16 = 0
  /// The sixteen points.
  public var points = BoundedArray<16, Point>(sixteen: ())
  /// How the grid is to be used.
  public var use = ResidualGridUse()

  /// All fields zero.
  public init() {}

  /// Latitude of the origin of the grid, arcsec.
  public var originLatitude_arcsec: Double { DataField.df192.value(originLatitudeRaw) }
  /// Longitude of the origin of the grid, arcsec.
  public var originLongitude_arcsec: Double { DataField.df193.value(originLongitudeRaw) }
  /// Spacing in latitude, arcsec; NaN where not available.
  public var spacingLatitude_arcsec: Double { DataField.df194.value(spacingLatitudeRaw) }
  /// Spacing in longitude, arcsec; NaN where not available.
  public var spacingLongitude_arcsec: Double { DataField.df195.value(spacingLongitudeRaw) }
  /// Mean latitude offset, arcsec.
  public var meanLatitudeOffset_arcsec: Double { DataField.df196.value(meanLatitudeOffsetRaw) }
  /// Mean longitude offset, arcsec.
  public var meanLongitudeOffset_arcsec: Double { DataField.df197.value(meanLongitudeOffsetRaw) }
  /// Mean height offset, m.
  public var meanHeightOffset: Double { DataField.df198.value(meanHeightOffsetRaw) }

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    v.field(.df147, &m.systemID)
    v.flag(.df190, &m.hasHorizontalShift)
    v.flag(.df191, &m.hasVerticalShift)
    v.field(.df192, &m.originLatitudeRaw)
    v.field(.df193, &m.originLongitudeRaw)
    v.field(.df194, &m.spacingLatitudeRaw)
    v.field(.df195, &m.spacingLongitudeRaw)
    v.field(.df196, &m.meanLatitudeOffsetRaw)
    v.field(.df197, &m.meanLongitudeOffsetRaw)
    v.field(.df198, &m.meanHeightOffsetRaw)
    m.points.resize(to: 16)
    v.list("points", &m.points)
    ResidualGridUse.visit(&m.use, &v)
  }
}
