// Fields of the GPS ephemeris (1019), as in RTCM 10403.3; scales as in IS-GPS-200, table 20-III.
extension DataField {
  /// GPS satellite ID.
  @inline(__always)
  public static var df009: DataField { .unsigned("DF009", "GPS satellite ID", 6) }
  /// GPS week number.
  @inline(__always)
  public static var df076: DataField { .unsigned("DF076", "GPS week number", 10, 1, "weeks") }
  /// GPS SV accuracy (URA).
  @inline(__always)
  public static var df077: DataField { .unsigned("DF077", "GPS SV accuracy (URA)", 4) }
  /// GPS code on L2.
  @inline(__always)
  public static var df078: DataField { .bits("DF078", "GPS code on L2", 2) }
  /// GPS IDOT.
  @inline(__always)
  public static var df079: DataField { .signed("DF079", "GPS IDOT", 14, 0x1p-43, "semicircles/s") }
  /// GPS IODE.
  @inline(__always)
  public static var df071: DataField { .unsigned("DF071", "GPS IODE", 8) }
  /// GPS toc.
  @inline(__always)
  public static var df081: DataField { .unsigned("DF081", "GPS toc", 16, 16, "s") }
  /// GPS af2.
  @inline(__always)
  public static var df082: DataField { .signed("DF082", "GPS af2", 8, 0x1p-55, "s/s^2") }
  /// GPS af1.
  @inline(__always)
  public static var df083: DataField { .signed("DF083", "GPS af1", 16, 0x1p-43, "s/s") }
  /// GPS af0.
  @inline(__always)
  public static var df084: DataField { .signed("DF084", "GPS af0", 22, 0x1p-31, "s") }
  /// GPS IODC.
  @inline(__always)
  public static var df085: DataField { .unsigned("DF085", "GPS IODC", 10) }
  /// GPS Crs.
  @inline(__always)
  public static var df086: DataField { .signed("DF086", "GPS Crs", 16, 0x1p-5, "m") }
  /// GPS delta n.
  @inline(__always)
  public static var df087: DataField { .signed("DF087", "GPS delta n", 16, 0x1p-43, "semicircles/s") }
  /// GPS M0.
  @inline(__always)
  public static var df088: DataField { .signed("DF088", "GPS M0", 32, 0x1p-31, "semicircles") }
  /// GPS Cuc.
  @inline(__always)
  public static var df089: DataField { .signed("DF089", "GPS Cuc", 16, 0x1p-29, "rad") }
  /// GPS eccentricity.
  @inline(__always)
  public static var df090: DataField { .unsigned("DF090", "GPS eccentricity", 32, 0x1p-33) }
  /// GPS Cus.
  @inline(__always)
  public static var df091: DataField { .signed("DF091", "GPS Cus", 16, 0x1p-29, "rad") }
  /// GPS square root of A.
  @inline(__always)
  public static var df092: DataField { .unsigned("DF092", "GPS square root of A", 32, 0x1p-19, "sqrt m") }
  /// GPS toe.
  @inline(__always)
  public static var df093: DataField { .unsigned("DF093", "GPS toe", 16, 16, "s") }
  /// GPS Cic.
  @inline(__always)
  public static var df094: DataField { .signed("DF094", "GPS Cic", 16, 0x1p-29, "rad") }
  /// GPS OMEGA0.
  @inline(__always)
  public static var df095: DataField { .signed("DF095", "GPS OMEGA0", 32, 0x1p-31, "semicircles") }
  /// GPS Cis.
  @inline(__always)
  public static var df096: DataField { .signed("DF096", "GPS Cis", 16, 0x1p-29, "rad") }
  /// GPS i0.
  @inline(__always)
  public static var df097: DataField { .signed("DF097", "GPS i0", 32, 0x1p-31, "semicircles") }
  /// GPS Crc.
  @inline(__always)
  public static var df098: DataField { .signed("DF098", "GPS Crc", 16, 0x1p-5, "m") }
  /// GPS argument of perigee.
  @inline(__always)
  public static var df099: DataField { .signed("DF099", "GPS argument of perigee", 32, 0x1p-31, "semicircles") }
  /// GPS OMEGADOT.
  @inline(__always)
  public static var df100: DataField { .signed("DF100", "GPS OMEGADOT", 24, 0x1p-43, "semicircles/s") }
  /// GPS TGD.
  @inline(__always)
  public static var df101: DataField { .signed("DF101", "GPS TGD", 8, 0x1p-31, "s") }
  /// GPS SV health.
  @inline(__always)
  public static var df102: DataField { .unsigned("DF102", "GPS SV health", 6) }
  /// GPS L2 P data off.
  @inline(__always)
  public static var df103: DataField { .flag("DF103", "GPS L2 P data off") }
  /// GPS fit interval over 4 h.
  @inline(__always)
  public static var df137: DataField { .flag("DF137", "GPS fit interval over 4 h") }
}
