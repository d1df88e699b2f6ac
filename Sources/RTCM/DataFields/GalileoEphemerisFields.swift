// Fields of the Galileo ephemerides (1045, 1046), as in RTCM 10403.3; scales as in the Galileo OS SIS ICD, section 5.1.
extension DataField {
  /// Galileo satellite ID.
  @inline(__always)
  public static var df252: DataField { .unsigned("DF252", "Galileo satellite ID", 6) }
  /// Galileo week number.
  @inline(__always)
  public static var df289: DataField { .unsigned("DF289", "Galileo week number", 12, 1, "weeks") }
  /// Galileo IODnav.
  @inline(__always)
  public static var df290: DataField { .unsigned("DF290", "Galileo IODnav", 10) }
  /// Galileo SISA index E1-E5a.
  @inline(__always)
  public static var df291: DataField { .unsigned("DF291", "Galileo SISA index E1-E5a", 8) }
  /// Galileo IDOT.
  @inline(__always)
  public static var df292: DataField { .signed("DF292", "Galileo IDOT", 14, 0x1p-43, "semicircles/s") }
  /// Galileo toc.
  @inline(__always)
  public static var df293: DataField { .unsigned("DF293", "Galileo toc", 14, 60, "s") }
  /// Galileo af2.
  @inline(__always)
  public static var df294: DataField { .signed("DF294", "Galileo af2", 6, 0x1p-59, "s/s^2") }
  /// Galileo af1.
  @inline(__always)
  public static var df295: DataField { .signed("DF295", "Galileo af1", 21, 0x1p-46, "s/s") }
  /// Galileo af0.
  @inline(__always)
  public static var df296: DataField { .signed("DF296", "Galileo af0", 31, 0x1p-34, "s") }
  /// Galileo Crs.
  @inline(__always)
  public static var df297: DataField { .signed("DF297", "Galileo Crs", 16, 0x1p-5, "m") }
  /// Galileo delta n.
  @inline(__always)
  public static var df298: DataField { .signed("DF298", "Galileo delta n", 16, 0x1p-43, "semicircles/s") }
  /// Galileo M0.
  @inline(__always)
  public static var df299: DataField { .signed("DF299", "Galileo M0", 32, 0x1p-31, "semicircles") }
  /// Galileo Cuc.
  @inline(__always)
  public static var df300: DataField { .signed("DF300", "Galileo Cuc", 16, 0x1p-29, "rad") }
  /// Galileo eccentricity.
  @inline(__always)
  public static var df301: DataField { .unsigned("DF301", "Galileo eccentricity", 32, 0x1p-33) }
  /// Galileo Cus.
  @inline(__always)
  public static var df302: DataField { .signed("DF302", "Galileo Cus", 16, 0x1p-29, "rad") }
  /// Galileo square root of A.
  @inline(__always)
  public static var df303: DataField { .unsigned("DF303", "Galileo square root of A", 32, 0x1p-19, "sqrt m") }
  /// Galileo toe.
  @inline(__always)
  public static var df304: DataField { .unsigned("DF304", "Galileo toe", 14, 60, "s") }
  /// Galileo Cic.
  @inline(__always)
  public static var df305: DataField { .signed("DF305", "Galileo Cic", 16, 0x1p-29, "rad") }
  /// Galileo OMEGA0.
  @inline(__always)
  public static var df306: DataField { .signed("DF306", "Galileo OMEGA0", 32, 0x1p-31, "semicircles") }
  /// Galileo Cis.
  @inline(__always)
  public static var df307: DataField { .signed("DF307", "Galileo Cis", 16, 0x1p-29, "rad") }
  /// Galileo i0.
  @inline(__always)
  public static var df308: DataField { .signed("DF308", "Galileo i0", 32, 0x1p-31, "semicircles") }
  /// Galileo Crc.
  @inline(__always)
  public static var df309: DataField { .signed("DF309", "Galileo Crc", 16, 0x1p-5, "m") }
  /// Galileo argument of perigee.
  @inline(__always)
  public static var df310: DataField { .signed("DF310", "Galileo argument of perigee", 32, 0x1p-31, "semicircles") }
  /// Galileo OMEGADOT.
  @inline(__always)
  public static var df311: DataField { .signed("DF311", "Galileo OMEGADOT", 24, 0x1p-43, "semicircles/s") }
  /// Galileo BGD E5a/E1.
  @inline(__always)
  public static var df312: DataField { .signed("DF312", "Galileo BGD E5a/E1", 10, 0x1p-32, "s") }
  /// Galileo E5a signal health (OSHS).
  @inline(__always)
  public static var df314: DataField { .unsigned("DF314", "Galileo E5a signal health (OSHS)", 2) }
  /// Galileo E5a data not valid (OSDVS).
  @inline(__always)
  public static var df315: DataField { .flag("DF315", "Galileo E5a data not valid (OSDVS)") }
  /// Reserved.
  @inline(__always)
  public static var df001FNAV: DataField { .bits("DF001", "reserved", 7) }
  /// Galileo SISA index E1-E5b.
  @inline(__always)
  public static var df286: DataField { .unsigned("DF286", "Galileo SISA index E1-E5b", 8) }
  /// Galileo BGD E5b/E1.
  @inline(__always)
  public static var df313: DataField { .signed("DF313", "Galileo BGD E5b/E1", 10, 0x1p-32, "s") }
  /// Galileo E5b signal health.
  @inline(__always)
  public static var df316: DataField { .unsigned("DF316", "Galileo E5b signal health", 2) }
  /// Galileo E5b data not valid.
  @inline(__always)
  public static var df317: DataField { .flag("DF317", "Galileo E5b data not valid") }
  /// Galileo E1-B signal health.
  @inline(__always)
  public static var df287: DataField { .unsigned("DF287", "Galileo E1-B signal health", 2) }
  /// Galileo E1-B data not valid.
  @inline(__always)
  public static var df288: DataField { .flag("DF288", "Galileo E1-B data not valid") }
  /// Reserved.
  @inline(__always)
  public static var df001INAV: DataField { .bits("DF001", "reserved", 2) }
}
