// Fields of the NavIC ephemeris (1041). The layout rests on public decoders that agree and on recorded frames, the scales also on the
// IRNSS SIS ICD for SPS 1.1, tables 12 and 13.
extension DataField {
  /// NavIC satellite ID.
  @inline(__always)
  public static var df516: DataField { .unsigned("DF516", "NavIC satellite ID", 6) }
  /// NavIC week number.
  @inline(__always)
  public static var df517: DataField { .unsigned("DF517", "NavIC week number", 10, 1, "weeks") }
  /// NavIC af0.
  @inline(__always)
  public static var df518: DataField { .signed("DF518", "NavIC af0", 22, 0x1p-31, "s") }
  /// NavIC af1.
  @inline(__always)
  public static var df519: DataField { .signed("DF519", "NavIC af1", 16, 0x1p-43, "s/s") }
  /// NavIC af2.
  @inline(__always)
  public static var df520: DataField { .signed("DF520", "NavIC af2", 8, 0x1p-55, "s/s^2") }
  /// NavIC URA.
  @inline(__always)
  public static var df521: DataField { .unsigned("DF521", "NavIC URA", 4) }
  /// NavIC toc.
  @inline(__always)
  public static var df522: DataField { .unsigned("DF522", "NavIC toc", 16, 16, "s") }
  /// NavIC TGD.
  @inline(__always)
  public static var df523: DataField { .signed("DF523", "NavIC TGD", 8, 0x1p-31, "s") }
  /// NavIC delta n.
  @inline(__always)
  public static var df524: DataField { .signed("DF524", "NavIC delta n", 22, 0x1p-41, "semicircles/s") }
  /// NavIC IODEC.
  @inline(__always)
  public static var df525: DataField { .unsigned("DF525", "NavIC IODEC", 8) }
  /// NavIC reserved after IODEC.
  @inline(__always)
  public static var df526: DataField { .bits("DF526", "NavIC reserved after IODEC", 10) }
  /// NavIC L5 flag.
  @inline(__always)
  public static var df527: DataField { .flag("DF527", "NavIC L5 flag") }
  /// NavIC S flag.
  @inline(__always)
  public static var df528: DataField { .flag("DF528", "NavIC S flag") }
  /// NavIC Cuc.
  @inline(__always)
  public static var df529: DataField { .signed("DF529", "NavIC Cuc", 15, 0x1p-28, "rad") }
  /// NavIC Cus.
  @inline(__always)
  public static var df530: DataField { .signed("DF530", "NavIC Cus", 15, 0x1p-28, "rad") }
  /// NavIC Cic.
  @inline(__always)
  public static var df531: DataField { .signed("DF531", "NavIC Cic", 15, 0x1p-28, "rad") }
  /// NavIC Cis.
  @inline(__always)
  public static var df532: DataField { .signed("DF532", "NavIC Cis", 15, 0x1p-28, "rad") }
  /// NavIC Crc.
  @inline(__always)
  public static var df533: DataField { .signed("DF533", "NavIC Crc", 15, 0x1p-4, "m") }
  /// NavIC Crs.
  @inline(__always)
  public static var df534: DataField { .signed("DF534", "NavIC Crs", 15, 0x1p-4, "m") }
  /// NavIC IDOT.
  @inline(__always)
  public static var df535: DataField { .signed("DF535", "NavIC IDOT", 14, 0x1p-43, "semicircles/s") }
  /// NavIC M0.
  @inline(__always)
  public static var df536: DataField { .signed("DF536", "NavIC M0", 32, 0x1p-31, "semicircles") }
  /// NavIC toe.
  @inline(__always)
  public static var df537: DataField { .unsigned("DF537", "NavIC toe", 16, 16, "s") }
  /// NavIC eccentricity.
  @inline(__always)
  public static var df538: DataField { .unsigned("DF538", "NavIC eccentricity", 32, 0x1p-33) }
  /// NavIC square root of A.
  @inline(__always)
  public static var df539: DataField { .unsigned("DF539", "NavIC square root of A", 32, 0x1p-19, "sqrt m") }
  /// NavIC OMEGA0.
  @inline(__always)
  public static var df540: DataField { .signed("DF540", "NavIC OMEGA0", 32, 0x1p-31, "semicircles") }
  /// NavIC argument of perigee.
  @inline(__always)
  public static var df541: DataField { .signed("DF541", "NavIC argument of perigee", 32, 0x1p-31, "semicircles") }
  /// NavIC OMEGADOT.
  @inline(__always)
  public static var df542: DataField { .signed("DF542", "NavIC OMEGADOT", 22, 0x1p-41, "semicircles/s") }
  /// NavIC i0.
  @inline(__always)
  public static var df543: DataField { .signed("DF543", "NavIC i0", 32, 0x1p-31, "semicircles") }
  /// NavIC spare after IDOT.
  @inline(__always)
  public static var df544: DataField { .bits("DF544", "NavIC spare after IDOT", 2) }
  /// NavIC spare after i0.
  @inline(__always)
  public static var df545: DataField { .bits("DF545", "NavIC spare after i0", 2) }
}
