// Fields of reference systems (1300–1302). 1300 and the name in 1302 fit recorded frames; the others rest on public decoders that agree
// (BNC, rtcm-rs, pyrtcm).
extension DataField {
  /// Reference epoch, as a modified Julian day: 0 is 1980-01-06.
  @inline(__always)
  public static var df547: DataField { .unsigned("DF547", "reference epoch t0", 16, 1, "days", offset: 44_244) }
  /// Translation dX at reference epoch.
  @inline(__always)
  public static var df548: DataField { .signed("DF548", "translation dX at reference epoch", 23, 0.001, "m") }
  /// Translation dY at reference epoch.
  @inline(__always)
  public static var df549: DataField { .signed("DF549", "translation dY at reference epoch", 23, 0.001, "m") }
  /// Translation dZ at reference epoch.
  @inline(__always)
  public static var df550: DataField { .signed("DF550", "translation dZ at reference epoch", 23, 0.001, "m") }
  /// Rotation R1 at reference epoch.
  @inline(__always)
  public static var df551: DataField { .signed("DF551", "rotation R1 at reference epoch", 32, 2e-5, "arcsec") }
  /// Rotation R2 at reference epoch.
  @inline(__always)
  public static var df552: DataField { .signed("DF552", "rotation R2 at reference epoch", 32, 2e-5, "arcsec") }
  /// Rotation R3 at reference epoch.
  @inline(__always)
  public static var df553: DataField { .signed("DF553", "rotation R3 at reference epoch", 32, 2e-5, "arcsec") }
  /// Scale correction dS at reference epoch.
  @inline(__always)
  public static var df554: DataField { .signed("DF554", "scale correction dS at reference epoch", 25, 1e-5, "ppm") }
  /// Rate of translation dX.
  @inline(__always)
  public static var df555: DataField { .signed("DF555", "rate of translation dX", 17, 2e-5, "m/year") }
  /// Rate of translation dY.
  @inline(__always)
  public static var df556: DataField { .signed("DF556", "rate of translation dY", 17, 2e-5, "m/year") }
  /// Rate of translation dZ.
  @inline(__always)
  public static var df557: DataField { .signed("DF557", "rate of translation dZ", 17, 2e-5, "m/year") }
  /// Rate of rotation R1.
  @inline(__always)
  public static var df558: DataField { .signed("DF558", "rate of rotation R1", 17, 4e-7, "arcsec/year") }
  /// Rate of rotation R2.
  @inline(__always)
  public static var df559: DataField { .signed("DF559", "rate of rotation R2", 17, 4e-7, "arcsec/year") }
  /// Rate of rotation R3.
  @inline(__always)
  public static var df560: DataField { .signed("DF560", "rate of rotation R3", 17, 4e-7, "arcsec/year") }
  /// Rate of scale correction dS.
  @inline(__always)
  public static var df561: DataField { .signed("DF561", "rate of scale correction dS", 14, 2e-7, "ppm/year") }
  /// Service CRS name length.
  @inline(__always)
  public static var df562: DataField { .unsigned("DF562", "service CRS name length", 5) }
  /// One byte of the name of the service's reference system.
  @inline(__always)
  public static var df563: DataField { .character("DF563", "service CRS name") }
  /// Coordinate epoch.
  @inline(__always)
  public static var df564: DataField { .unsigned("DF564", "coordinate epoch", 16, 0.01, "years", offset: 1900, notAvailable: 0) }
  /// RTCM CRS name length.
  @inline(__always)
  public static var df565: DataField { .unsigned("DF565", "RTCM CRS name length", 5) }
  /// One byte of the name of the reference system.
  @inline(__always)
  public static var df566: DataField { .character("DF566", "RTCM CRS name") }
  /// CRS is fixed to a plate.
  @inline(__always)
  public static var df567: DataField { .flag("DF567", "CRS is fixed to a plate") }
  /// Number of database links.
  @inline(__always)
  public static var df568: DataField { .unsigned("DF568", "number of database links", 3) }
  /// Database link length.
  @inline(__always)
  public static var df569: DataField { .unsigned("DF569", "database link length", 5) }
  /// One byte of a link into a database of reference systems.
  @inline(__always)
  public static var df570: DataField { .character("DF570", "database link") }
}
