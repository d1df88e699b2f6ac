/// 1024: grid of residuals in the plane (590 bits).
///
/// Source of the layout: public decoders that agree (pyrtcm, rtcm-rs, gpsd); no recorded frame proves it.
///
/// The sixteen points are taken to run in rows from north to south, in a row from west to east: one public decoder builds its grid so, and no
/// second source says it.
public struct Message1024: SingleNumberMessage, Equatable {
  /// 1024.
  @inline(__always)
  public static var number: UInt16 { 1024 }

  /// The residuals at a point of the grid.
  public struct Point: FieldGroup, Equatable {
    /// Northing residual, 0.001 m (DF209).
    public var northingResidualRaw: Int16 = 0
    /// Easting residual, 0.001 m (DF210).
    public var eastingResidualRaw: Int16 = 0
    /// Height residual, 0.001 m (DF211).
    public var heightResidualRaw: Int16 = 0

    /// All fields zero.
    public init() {}

    /// Northing residual, m.
    public var northingResidual: Double { DataField.df209.value(northingResidualRaw) }
    /// Easting residual, m.
    public var eastingResidual: Double { DataField.df210.value(eastingResidualRaw) }
    /// Height residual, m.
    public var heightResidual: Double { DataField.df211.value(heightResidualRaw) }

    /// The fields in the order of transmission.
    @inline(__always)
    public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
      v.field(.df209, &m.northingResidualRaw)
      v.field(.df210, &m.eastingResidualRaw)
      v.field(.df211, &m.heightResidualRaw)
    }
  }

  /// Ties the messages of one transformation together, 1021–1027 (DF147).
  public var systemID: UInt8 = 0
  /// Horizontal residuals are there (DF190).
  public var hasHorizontalShift = false
  /// Height residuals are there (DF191).
  public var hasVerticalShift = false
  /// Northing of the origin of the grid, 10 m (DF202).
  public var originNorthingRaw: Int32 = 0
  /// Easting of the origin of the grid, 10 m (DF203).
  public var originEastingRaw: UInt32 = 0
  /// Spacing in northing, 10 m (DF204).
  public var spacingNorthingRaw: UInt16 = 0
  /// Spacing in easting, 10 m (DF205).
  public var spacingEastingRaw: UInt16 = 0
  /// Mean northing offset, 0.01 m (DF206).
  public var meanNorthingOffsetRaw: Int16 = 0
  /// Mean easting offset, 0.01 m (DF207).
  public var meanEastingOffsetRaw: Int16 = 0
  /// Mean height offset, 0.01 m (DF208).
  public var meanHeightOffsetRaw: Int16 = 0
  /// The sixteen points.
  public var points = BoundedArray<16, Point>(sixteen: ())
  /// How the grid is to be used.
  public var use = ResidualGridUse()

  /// All fields zero.
  public init() {}

  /// Northing of the origin of the grid, m.
  public var originNorthing: Double { DataField.df202.value(originNorthingRaw) }
  /// Easting of the origin of the grid, m.
  public var originEasting: Double { DataField.df203.value(originEastingRaw) }
  /// Spacing in northing, m; NaN where not available.
  public var spacingNorthing: Double { DataField.df204.value(spacingNorthingRaw) }
  /// Spacing in easting, m; NaN where not available.
  public var spacingEasting: Double { DataField.df205.value(spacingEastingRaw) }
  /// Mean northing offset, m.
  public var meanNorthingOffset: Double { DataField.df206.value(meanNorthingOffsetRaw) }
  /// Mean easting offset, m.
  public var meanEastingOffset: Double { DataField.df207.value(meanEastingOffsetRaw) }
  /// Mean height offset, m.
  public var meanHeightOffset: Double { DataField.df208.value(meanHeightOffsetRaw) }

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    v.field(.df147, &m.systemID)
    v.flag(.df190, &m.hasHorizontalShift)
    v.flag(.df191, &m.hasVerticalShift)
    v.field(.df202, &m.originNorthingRaw)
    v.field(.df203, &m.originEastingRaw)
    v.field(.df204, &m.spacingNorthingRaw)
    v.field(.df205, &m.spacingEastingRaw)
    v.field(.df206, &m.meanNorthingOffsetRaw)
    v.field(.df207, &m.meanEastingOffsetRaw)
    v.field(.df208, &m.meanHeightOffsetRaw)
    m.points.resize(to: 16)
    v.list("points", &m.points)
    ResidualGridUse.visit(&m.use, &v)
  }
}
