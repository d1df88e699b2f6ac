// Fields of map projections (1025–1027). Layout and scales rest on public decoders that agree (pyrtcm, rtcm-rs, gpsd); 1025 also on recorded
// frames, which leave out its last four bits.
extension DataField {
  /// 0 unknown, 1 TM, 2 TMS, 3 LCC1SP, 4 LCC2SP, 5 LCCW, 6 CS, 7 OM, 8 OS, 9 MC, 10 PS, 11 DS.
  @inline(__always)
  public static var df170: DataField { .unsigned("DF170", "projection type", 6) }
  /// Latitude of natural origin.
  @inline(__always)
  public static var df171: DataField { .signed("DF171", "latitude of natural origin", 34, 1.1e-8, "deg") }
  /// Longitude of natural origin.
  @inline(__always)
  public static var df172: DataField { .signed("DF172", "longitude of natural origin", 35, 1.1e-8, "deg") }
  /// Scale factor at natural origin.
  @inline(__always)
  public static var df173: DataField { .unsigned("DF173", "scale factor at natural origin", 30, 1e-5, "ppm", offset: 993_000) }
  /// False easting.
  @inline(__always)
  public static var df174: DataField { .unsigned("DF174", "false easting", 36, 0.001, "m") }
  /// False northing.
  @inline(__always)
  public static var df175: DataField { .signed("DF175", "false northing", 35, 0.001, "m") }
  /// Latitude of false origin.
  @inline(__always)
  public static var df176: DataField { .signed("DF176", "latitude of false origin", 34, 1.1e-8, "deg") }
  /// Longitude of false origin.
  @inline(__always)
  public static var df177: DataField { .signed("DF177", "longitude of false origin", 35, 1.1e-8, "deg") }
  /// Latitude of standard parallel 1.
  @inline(__always)
  public static var df178: DataField { .signed("DF178", "latitude of standard parallel 1", 34, 1.1e-8, "deg") }
  /// Latitude of standard parallel 2.
  @inline(__always)
  public static var df179: DataField { .signed("DF179", "latitude of standard parallel 2", 34, 1.1e-8, "deg") }
  /// Easting of false origin.
  @inline(__always)
  public static var df180: DataField { .unsigned("DF180", "easting of false origin", 36, 0.001, "m") }
  /// Northing of false origin.
  @inline(__always)
  public static var df181: DataField { .signed("DF181", "northing of false origin", 35, 0.001, "m") }
  /// Rectification flag.
  @inline(__always)
  public static var df182: DataField { .flag("DF182", "rectification flag") }
  /// Latitude of projection centre.
  @inline(__always)
  public static var df183: DataField { .signed("DF183", "latitude of projection centre", 34, 1.1e-8, "deg") }
  /// Longitude of projection centre.
  @inline(__always)
  public static var df184: DataField { .signed("DF184", "longitude of projection centre", 35, 1.1e-8, "deg") }
  /// Azimuth of initial line.
  @inline(__always)
  public static var df185: DataField { .unsigned("DF185", "azimuth of initial line", 35, 1.1e-8, "deg") }
  /// Angle from rectified to skew grid minus azimuth.
  @inline(__always)
  public static var df186: DataField { .signed("DF186", "angle from rectified to skew grid minus azimuth", 26, 1.1e-8, "deg") }
  /// Scale factor on initial line.
  @inline(__always)
  public static var df187: DataField { .unsigned("DF187", "scale factor on initial line", 30, 1e-5, "ppm", offset: 993_000) }
  /// Easting at projection centre.
  @inline(__always)
  public static var df188: DataField { .unsigned("DF188", "easting at projection centre", 36, 0.001, "m") }
  /// Northing at projection centre.
  @inline(__always)
  public static var df189: DataField { .signed("DF189", "northing at projection centre", 35, 0.001, "m") }
}
