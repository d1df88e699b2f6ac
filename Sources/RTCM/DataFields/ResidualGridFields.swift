// Fields of residual grids (1023, 1024). 1023 fits recorded frames to the last bit, with plausible values; 1024 rests on public decoders
// that agree (pyrtcm, rtcm-rs, gpsd); two others read DF203 as signed.
extension DataField {
  /// Horizontal residuals are there.
  @inline(__always)
  public static var df190: DataField { .flag("DF190", "horizontal shift indicator") }
  /// Height residuals are there.
  @inline(__always)
  public static var df191: DataField { .flag("DF191", "vertical shift indicator") }
  /// Grid origin latitude.
  @inline(__always)
  public static var df192: DataField { .signed("DF192", "grid origin latitude", 21, 0.5, "arcsec") }
  /// Grid origin longitude.
  @inline(__always)
  public static var df193: DataField { .signed("DF193", "grid origin longitude", 22, 0.5, "arcsec") }
  /// Grid spacing in latitude.
  @inline(__always)
  public static var df194: DataField { .unsigned("DF194", "grid spacing in latitude", 12, 0.5, "arcsec", notAvailable: 0) }
  /// Grid spacing in longitude.
  @inline(__always)
  public static var df195: DataField { .unsigned("DF195", "grid spacing in longitude", 12, 0.5, "arcsec", notAvailable: 0) }
  /// Mean latitude offset.
  @inline(__always)
  public static var df196: DataField { .signed("DF196", "mean latitude offset", 8, 0.001, "arcsec") }
  /// Mean longitude offset.
  @inline(__always)
  public static var df197: DataField { .signed("DF197", "mean longitude offset", 8, 0.001, "arcsec") }
  /// Mean height offset.
  @inline(__always)
  public static var df198: DataField { .signed("DF198", "mean height offset", 15, 0.01, "m") }
  /// Latitude residual.
  @inline(__always)
  public static var df199: DataField { .signed("DF199", "latitude residual", 9, 3e-5, "arcsec") }
  /// Longitude residual.
  @inline(__always)
  public static var df200: DataField { .signed("DF200", "longitude residual", 9, 3e-5, "arcsec") }
  /// Height residual.
  @inline(__always)
  public static var df201: DataField { .signed("DF201", "height residual", 9, 0.001, "m") }
  /// Grid origin northing.
  @inline(__always)
  public static var df202: DataField { .signed("DF202", "grid origin northing", 25, 10, "m") }
  /// Grid origin easting.
  @inline(__always)
  public static var df203: DataField { .unsigned("DF203", "grid origin easting", 26, 10, "m") }
  /// Grid spacing in northing.
  @inline(__always)
  public static var df204: DataField { .unsigned("DF204", "grid spacing in northing", 12, 10, "m", notAvailable: 0) }
  /// Grid spacing in easting.
  @inline(__always)
  public static var df205: DataField { .unsigned("DF205", "grid spacing in easting", 12, 10, "m", notAvailable: 0) }
  /// Mean northing offset.
  @inline(__always)
  public static var df206: DataField { .signed("DF206", "mean northing offset", 10, 0.01, "m") }
  /// Mean easting offset.
  @inline(__always)
  public static var df207: DataField { .signed("DF207", "mean easting offset", 10, 0.01, "m") }
  /// Mean height offset of plane grid.
  @inline(__always)
  public static var df208: DataField { .signed("DF208", "mean height offset of plane grid", 15, 0.01, "m") }
  /// Northing residual.
  @inline(__always)
  public static var df209: DataField { .signed("DF209", "northing residual", 9, 0.001, "m") }
  /// Easting residual.
  @inline(__always)
  public static var df210: DataField { .signed("DF210", "easting residual", 9, 0.001, "m") }
  /// Height residual of plane grid.
  @inline(__always)
  public static var df211: DataField { .signed("DF211", "height residual of plane grid", 9, 0.001, "m") }
  /// 0 bilinear, 1 biquadratic, 2 bispline, 3 reserved.
  @inline(__always)
  public static var df212: DataField { .unsigned("DF212", "horizontal interpolation method", 2) }
  /// 0 bilinear, 1 biquadratic, 2 bispline, 3 reserved.
  @inline(__always)
  public static var df213: DataField { .unsigned("DF213", "vertical interpolation method", 2) }
  /// 0 unknown, then at most 10, 20, 50, 100, 200, 500 mm; 7 more.
  @inline(__always)
  public static var df216: DataField { .unsigned("DF216", "horizontal grid quality", 3) }
  /// 0 unknown, then at most 10, 20, 50, 100, 200, 500 mm; 7 more.
  @inline(__always)
  public static var df217: DataField { .unsigned("DF217", "vertical grid quality", 3) }
}
