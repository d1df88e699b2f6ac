// Fields of coordinate transformations (1021, 1022). 1021 fits recorded frames to the last bit, with plausible values; 1022 rests on
// public decoders that agree (pyrtcm, rtcm-rs, gpsd).
extension DataField {
  /// Source name length.
  @inline(__always)
  public static var df143: DataField { .unsigned("DF143", "source name length", 5) }
  /// One byte of the source system's name, ISO 8859-1.
  @inline(__always)
  public static var df144: DataField { .character("DF144", "source name") }
  /// Target name length.
  @inline(__always)
  public static var df145: DataField { .unsigned("DF145", "target name length", 5) }
  /// One byte of the target system's name, ISO 8859-1.
  @inline(__always)
  public static var df146: DataField { .character("DF146", "target name") }
  /// Number that ties the messages of one transformation together.
  @inline(__always)
  public static var df147: DataField { .unsigned("DF147", "system identification number", 8) }
  /// Which messages go with this one: from the first bit 1023, 1024, 1025, 1026, 1027, then reserved.
  @inline(__always)
  public static var df148: DataField { .bits("DF148", "utilized transformation messages", 10) }
  /// Tectonic plate: 0 unknown, 1 AFRC, 2 ANTA, 3 ARAB, 4 AUST, 5 CARB, 6 COCO, 7 EURA, 8 INDI, 9 NOAM, 10 NAZC, 11 PCFC, 12 SOAM, 13 JUFU, 14 PHIL, 15 RIVR, 16 SCOT.
  @inline(__always)
  public static var df149: DataField { .unsigned("DF149", "plate number", 5) }
  /// 0 seven parameters, linearised; 1 strict; 2 abridged Molodensky; 3 Molodensky-Badekas.
  @inline(__always)
  public static var df150: DataField { .unsigned("DF150", "computation indicator", 4) }
  /// 0 geometric heights, 1 physical heights of the target system, 2 of the source system.
  @inline(__always)
  public static var df151: DataField { .unsigned("DF151", "height indicator", 2) }
  /// Area of validity latitude of origin.
  @inline(__always)
  public static var df152: DataField { .signed("DF152", "area of validity latitude of origin", 19, 2, "arcsec") }
  /// Area of validity longitude of origin.
  @inline(__always)
  public static var df153: DataField { .signed("DF153", "area of validity longitude of origin", 20, 2, "arcsec") }
  /// Area of validity north-south extension.
  @inline(__always)
  public static var df154: DataField { .unsigned("DF154", "area of validity north-south extension", 14, 2, "arcsec", notAvailable: 0) }
  /// Area of validity east-west extension.
  @inline(__always)
  public static var df155: DataField { .unsigned("DF155", "area of validity east-west extension", 14, 2, "arcsec", notAvailable: 0) }
}

extension DataField {
  /// Translation dX.
  @inline(__always)
  public static var df156: DataField { .signed("DF156", "translation dX", 23, 0.001, "m") }
  /// Translation dY.
  @inline(__always)
  public static var df157: DataField { .signed("DF157", "translation dY", 23, 0.001, "m") }
  /// Translation dZ.
  @inline(__always)
  public static var df158: DataField { .signed("DF158", "translation dZ", 23, 0.001, "m") }
  /// Rotation R1.
  @inline(__always)
  public static var df159: DataField { .signed("DF159", "rotation R1", 32, 2e-5, "arcsec") }
  /// Rotation R2.
  @inline(__always)
  public static var df160: DataField { .signed("DF160", "rotation R2", 32, 2e-5, "arcsec") }
  /// Rotation R3.
  @inline(__always)
  public static var df161: DataField { .signed("DF161", "rotation R3", 32, 2e-5, "arcsec") }
  /// Scale correction (1e-5 ppm: recorded frames fit only so).
  @inline(__always)
  public static var df162: DataField { .signed("DF162", "scale correction dS", 25, 1e-5, "ppm") }
  /// Rotation point XP.
  @inline(__always)
  public static var df163: DataField { .signed("DF163", "rotation point XP", 35, 0.001, "m") }
  /// Rotation point YP.
  @inline(__always)
  public static var df164: DataField { .signed("DF164", "rotation point YP", 35, 0.001, "m") }
  /// Rotation point ZP.
  @inline(__always)
  public static var df165: DataField { .signed("DF165", "rotation point ZP", 35, 0.001, "m") }
  /// Source ellipsoid semi-major axis.
  @inline(__always)
  public static var df166: DataField {
    .unsigned("DF166", "source ellipsoid semi-major axis", 24, 0.001, "m", offset: 6_370_000, notAvailable: 0)
  }
  /// Source ellipsoid semi-minor axis.
  @inline(__always)
  public static var df167: DataField {
    .unsigned("DF167", "source ellipsoid semi-minor axis", 25, 0.001, "m", offset: 6_350_000, notAvailable: 0)
  }
  /// Target ellipsoid semi-major axis.
  @inline(__always)
  public static var df168: DataField {
    .unsigned("DF168", "target ellipsoid semi-major axis", 24, 0.001, "m", offset: 6_370_000, notAvailable: 0)
  }
  /// Target ellipsoid semi-minor axis.
  @inline(__always)
  public static var df169: DataField {
    .unsigned("DF169", "target ellipsoid semi-minor axis", 25, 0.001, "m", offset: 6_350_000, notAvailable: 0)
  }
  /// 0 unknown, then at most 21, 50, 200, 500, 2000, 5000 mm; 7 more.
  @inline(__always)
  public static var df214: DataField { .unsigned("DF214", "horizontal transformation quality", 3) }
  /// 0 unknown, then at most 21, 50, 200, 500, 2000, 5000 mm; 7 more.
  @inline(__always)
  public static var df215: DataField { .unsigned("DF215", "vertical transformation quality", 3) }
}
