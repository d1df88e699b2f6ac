// Fields of the GLONASS ephemeris (1020), as in RTCM 10403.3; scales as in the GLONASS ICD 5.1, table 4.5.
extension DataField {
  /// GLONASS satellite ID.
  @inline(__always)
  public static var df038: DataField { .unsigned("DF038", "GLONASS satellite ID", 6) }
  /// GLONASS frequency channel.
  @inline(__always)
  public static var df040: DataField { .unsigned("DF040", "GLONASS frequency channel", 5, offset: -7) }
  /// GLONASS almanac health.
  @inline(__always)
  public static var df104: DataField { .flag("DF104", "GLONASS almanac health") }
  /// GLONASS almanac health available.
  @inline(__always)
  public static var df105: DataField { .flag("DF105", "GLONASS almanac health available") }
  /// GLONASS P1.
  @inline(__always)
  public static var df106: DataField { .bits("DF106", "GLONASS P1", 2) }
  /// GLONASS tk.
  @inline(__always)
  public static var df107: DataField { .bits("DF107", "GLONASS tk", 12) }
  /// GLONASS MSB of Bn.
  @inline(__always)
  public static var df108: DataField { .flag("DF108", "GLONASS MSB of Bn") }
  /// GLONASS P2.
  @inline(__always)
  public static var df109: DataField { .flag("DF109", "GLONASS P2") }
  /// GLONASS tb.
  @inline(__always)
  public static var df110: DataField { .unsigned("DF110", "GLONASS tb", 7, 900, "s") }
  /// GLONASS X velocity.
  @inline(__always)
  public static var df111: DataField { .signMagnitude("DF111", "GLONASS X velocity", 24, 0x1p-20, "km/s") }
  /// GLONASS X.
  @inline(__always)
  public static var df112: DataField { .signMagnitude("DF112", "GLONASS X", 27, 0x1p-11, "km") }
  /// GLONASS X acceleration.
  @inline(__always)
  public static var df113: DataField { .signMagnitude("DF113", "GLONASS X acceleration", 5, 0x1p-30, "km/s^2") }
  /// GLONASS Y velocity.
  @inline(__always)
  public static var df114: DataField { .signMagnitude("DF114", "GLONASS Y velocity", 24, 0x1p-20, "km/s") }
  /// GLONASS Y.
  @inline(__always)
  public static var df115: DataField { .signMagnitude("DF115", "GLONASS Y", 27, 0x1p-11, "km") }
  /// GLONASS Y acceleration.
  @inline(__always)
  public static var df116: DataField { .signMagnitude("DF116", "GLONASS Y acceleration", 5, 0x1p-30, "km/s^2") }
  /// GLONASS Z velocity.
  @inline(__always)
  public static var df117: DataField { .signMagnitude("DF117", "GLONASS Z velocity", 24, 0x1p-20, "km/s") }
  /// GLONASS Z.
  @inline(__always)
  public static var df118: DataField { .signMagnitude("DF118", "GLONASS Z", 27, 0x1p-11, "km") }
  /// GLONASS Z acceleration.
  @inline(__always)
  public static var df119: DataField { .signMagnitude("DF119", "GLONASS Z acceleration", 5, 0x1p-30, "km/s^2") }
  /// GLONASS P3.
  @inline(__always)
  public static var df120: DataField { .flag("DF120", "GLONASS P3") }
  /// GLONASS gamma n.
  @inline(__always)
  public static var df121: DataField { .signMagnitude("DF121", "GLONASS gamma n", 11, 0x1p-40) }
  /// GLONASS-M P.
  @inline(__always)
  public static var df122: DataField { .bits("DF122", "GLONASS-M P", 2) }
  /// GLONASS-M ln (third string).
  @inline(__always)
  public static var df123: DataField { .flag("DF123", "GLONASS-M ln (third string)") }
  /// GLONASS tau n.
  @inline(__always)
  public static var df124: DataField { .signMagnitude("DF124", "GLONASS tau n", 22, 0x1p-30, "s") }
  /// GLONASS-M delta tau n.
  @inline(__always)
  public static var df125: DataField { .signMagnitude("DF125", "GLONASS-M delta tau n", 5, 0x1p-30, "s") }
  /// GLONASS En.
  @inline(__always)
  public static var df126: DataField { .unsigned("DF126", "GLONASS En", 5, 1, "days") }
  /// GLONASS-M P4.
  @inline(__always)
  public static var df127: DataField { .flag("DF127", "GLONASS-M P4") }
  /// GLONASS-M FT.
  @inline(__always)
  public static var df128: DataField { .unsigned("DF128", "GLONASS-M FT", 4) }
  /// GLONASS-M NT.
  @inline(__always)
  public static var df129: DataField { .unsigned("DF129", "GLONASS-M NT", 11, 1, "days") }
  /// GLONASS-M M.
  @inline(__always)
  public static var df130: DataField { .unsigned("DF130", "GLONASS-M M", 2) }
  /// GLONASS additional data available.
  @inline(__always)
  public static var df131: DataField { .flag("DF131", "GLONASS additional data available") }
  /// GLONASS NA.
  @inline(__always)
  public static var df132: DataField { .unsigned("DF132", "GLONASS NA", 11, 1, "days") }
  /// GLONASS tau c.
  @inline(__always)
  public static var df133: DataField { .signMagnitude("DF133", "GLONASS tau c", 32, 0x1p-31, "s") }
  /// GLONASS-M N4.
  @inline(__always)
  public static var df134: DataField { .unsigned("DF134", "GLONASS-M N4", 5) }
  /// GLONASS-M tau GPS.
  @inline(__always)
  public static var df135: DataField { .signMagnitude("DF135", "GLONASS-M tau GPS", 22, 0x1p-30, "s") }
  /// GLONASS-M ln (fifth string).
  @inline(__always)
  public static var df136: DataField { .flag("DF136", "GLONASS-M ln (fifth string)") }
  /// Reserved.
  @inline(__always)
  public static var df001GLONASS: DataField { .bits("DF001", "reserved", 7) }
}
