// Fields of the QZSS ephemeris (1044), as in RTCM 10403.3; scales as in IS-QZSS-PNT, LNAV.
extension DataField {
  /// QZSS satellite ID.
  @inline(__always)
  public static var df429: DataField { .unsigned("DF429", "QZSS satellite ID", 4) }
  /// QZSS toc.
  @inline(__always)
  public static var df430: DataField { .unsigned("DF430", "QZSS toc", 16, 16, "s") }
  /// QZSS af2.
  @inline(__always)
  public static var df431: DataField { .signed("DF431", "QZSS af2", 8, 0x1p-55, "s/s^2") }
  /// QZSS af1.
  @inline(__always)
  public static var df432: DataField { .signed("DF432", "QZSS af1", 16, 0x1p-43, "s/s") }
  /// QZSS af0.
  @inline(__always)
  public static var df433: DataField { .signed("DF433", "QZSS af0", 22, 0x1p-31, "s") }
  /// QZSS IODE.
  @inline(__always)
  public static var df434: DataField { .unsigned("DF434", "QZSS IODE", 8) }
  /// QZSS Crs.
  @inline(__always)
  public static var df435: DataField { .signed("DF435", "QZSS Crs", 16, 0x1p-5, "m") }
  /// QZSS delta n.
  @inline(__always)
  public static var df436: DataField { .signed("DF436", "QZSS delta n", 16, 0x1p-43, "semicircles/s") }
  /// QZSS M0.
  @inline(__always)
  public static var df437: DataField { .signed("DF437", "QZSS M0", 32, 0x1p-31, "semicircles") }
  /// QZSS Cuc.
  @inline(__always)
  public static var df438: DataField { .signed("DF438", "QZSS Cuc", 16, 0x1p-29, "rad") }
  /// QZSS eccentricity.
  @inline(__always)
  public static var df439: DataField { .unsigned("DF439", "QZSS eccentricity", 32, 0x1p-33) }
  /// QZSS Cus.
  @inline(__always)
  public static var df440: DataField { .signed("DF440", "QZSS Cus", 16, 0x1p-29, "rad") }
  /// QZSS square root of A.
  @inline(__always)
  public static var df441: DataField { .unsigned("DF441", "QZSS square root of A", 32, 0x1p-19, "sqrt m") }
  /// QZSS toe.
  @inline(__always)
  public static var df442: DataField { .unsigned("DF442", "QZSS toe", 16, 16, "s") }
  /// QZSS Cic.
  @inline(__always)
  public static var df443: DataField { .signed("DF443", "QZSS Cic", 16, 0x1p-29, "rad") }
  /// QZSS OMEGA0.
  @inline(__always)
  public static var df444: DataField { .signed("DF444", "QZSS OMEGA0", 32, 0x1p-31, "semicircles") }
  /// QZSS Cis.
  @inline(__always)
  public static var df445: DataField { .signed("DF445", "QZSS Cis", 16, 0x1p-29, "rad") }
  /// QZSS i0.
  @inline(__always)
  public static var df446: DataField { .signed("DF446", "QZSS i0", 32, 0x1p-31, "semicircles") }
  /// QZSS Crc.
  @inline(__always)
  public static var df447: DataField { .signed("DF447", "QZSS Crc", 16, 0x1p-5, "m") }
  /// QZSS argument of perigee.
  @inline(__always)
  public static var df448: DataField { .signed("DF448", "QZSS argument of perigee", 32, 0x1p-31, "semicircles") }
  /// QZSS OMEGADOT.
  @inline(__always)
  public static var df449: DataField { .signed("DF449", "QZSS OMEGADOT", 24, 0x1p-43, "semicircles/s") }
  /// QZSS IDOT.
  @inline(__always)
  public static var df450: DataField { .signed("DF450", "QZSS IDOT", 14, 0x1p-43, "semicircles/s") }
  /// QZSS codes on L2.
  @inline(__always)
  public static var df451: DataField { .bits("DF451", "QZSS codes on L2", 2) }
  /// QZSS week number.
  @inline(__always)
  public static var df452: DataField { .unsigned("DF452", "QZSS week number", 10, 1, "weeks") }
  /// QZSS URA.
  @inline(__always)
  public static var df453: DataField { .unsigned("DF453", "QZSS URA", 4) }
  /// QZSS SV health.
  @inline(__always)
  public static var df454: DataField { .unsigned("DF454", "QZSS SV health", 6) }
  /// QZSS TGD.
  @inline(__always)
  public static var df455: DataField { .signed("DF455", "QZSS TGD", 8, 0x1p-31, "s") }
  /// QZSS IODC.
  @inline(__always)
  public static var df456: DataField { .unsigned("DF456", "QZSS IODC", 10) }
  /// QZSS fit interval over 2 h.
  @inline(__always)
  public static var df457: DataField { .flag("DF457", "QZSS fit interval over 2 h") }
}
