// Fields of the BeiDou ephemeris (1042), as in RTCM 10403.3; scales as in BDS-SIS-ICD-B1I 3.0, section 5.2.4 (D1).
extension DataField {
  /// BDS satellite ID.
  @inline(__always)
  public static var df488: DataField { .unsigned("DF488", "BDS satellite ID", 6) }
  /// BDS week number.
  @inline(__always)
  public static var df489: DataField { .unsigned("DF489", "BDS week number", 13, 1, "weeks") }
  /// BDS URAI.
  @inline(__always)
  public static var df490: DataField { .unsigned("DF490", "BDS URAI", 4) }
  /// BDS IDOT.
  @inline(__always)
  public static var df491: DataField { .signed("DF491", "BDS IDOT", 14, 0x1p-43, "semicircles/s") }
  /// BDS AODE.
  @inline(__always)
  public static var df492: DataField { .unsigned("DF492", "BDS AODE", 5) }
  /// BDS toc.
  @inline(__always)
  public static var df493: DataField { .unsigned("DF493", "BDS toc", 17, 8, "s") }
  /// BDS a2.
  @inline(__always)
  public static var df494: DataField { .signed("DF494", "BDS a2", 11, 0x1p-66, "s/s^2") }
  /// BDS a1.
  @inline(__always)
  public static var df495: DataField { .signed("DF495", "BDS a1", 22, 0x1p-50, "s/s") }
  /// BDS a0.
  @inline(__always)
  public static var df496: DataField { .signed("DF496", "BDS a0", 24, 0x1p-33, "s") }
  /// BDS AODC.
  @inline(__always)
  public static var df497: DataField { .unsigned("DF497", "BDS AODC", 5) }
  /// BDS Crs.
  @inline(__always)
  public static var df498: DataField { .signed("DF498", "BDS Crs", 18, 0x1p-6, "m") }
  /// BDS delta n.
  @inline(__always)
  public static var df499: DataField { .signed("DF499", "BDS delta n", 16, 0x1p-43, "semicircles/s") }
  /// BDS M0.
  @inline(__always)
  public static var df500: DataField { .signed("DF500", "BDS M0", 32, 0x1p-31, "semicircles") }
  /// BDS Cuc.
  @inline(__always)
  public static var df501: DataField { .signed("DF501", "BDS Cuc", 18, 0x1p-31, "rad") }
  /// BDS eccentricity.
  @inline(__always)
  public static var df502: DataField { .unsigned("DF502", "BDS eccentricity", 32, 0x1p-33) }
  /// BDS Cus.
  @inline(__always)
  public static var df503: DataField { .signed("DF503", "BDS Cus", 18, 0x1p-31, "rad") }
  /// BDS square root of A.
  @inline(__always)
  public static var df504: DataField { .unsigned("DF504", "BDS square root of A", 32, 0x1p-19, "sqrt m") }
  /// BDS toe.
  @inline(__always)
  public static var df505: DataField { .unsigned("DF505", "BDS toe", 17, 8, "s") }
  /// BDS Cic.
  @inline(__always)
  public static var df506: DataField { .signed("DF506", "BDS Cic", 18, 0x1p-31, "rad") }
  /// BDS OMEGA0.
  @inline(__always)
  public static var df507: DataField { .signed("DF507", "BDS OMEGA0", 32, 0x1p-31, "semicircles") }
  /// BDS Cis.
  @inline(__always)
  public static var df508: DataField { .signed("DF508", "BDS Cis", 18, 0x1p-31, "rad") }
  /// BDS i0.
  @inline(__always)
  public static var df509: DataField { .signed("DF509", "BDS i0", 32, 0x1p-31, "semicircles") }
  /// BDS Crc.
  @inline(__always)
  public static var df510: DataField { .signed("DF510", "BDS Crc", 18, 0x1p-6, "m") }
  /// BDS argument of perigee.
  @inline(__always)
  public static var df511: DataField { .signed("DF511", "BDS argument of perigee", 32, 0x1p-31, "semicircles") }
  /// BDS OMEGADOT.
  @inline(__always)
  public static var df512: DataField { .signed("DF512", "BDS OMEGADOT", 24, 0x1p-43, "semicircles/s") }
  /// BDS TGD1.
  @inline(__always)
  public static var df513: DataField { .signed("DF513", "BDS TGD1", 10, 0.1, "ns") }
  /// BDS TGD2.
  @inline(__always)
  public static var df514: DataField { .signed("DF514", "BDS TGD2", 10, 0.1, "ns") }
  /// BDS SV unhealthy.
  @inline(__always)
  public static var df515: DataField { .flag("DF515", "BDS SV unhealthy") }
}
