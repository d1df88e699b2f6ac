// Fields of the observation messages before MSM, 1001–1004 and 1009–1012. Widths and resolutions as in RTCM 10403.3, section 3.5.1–3.5.2.
extension DataField {
  /// More messages of this epoch follow.
  @inline(__always)
  public static var df005: DataField { .flag("DF005", "synchronous GNSS message follows") }
  /// Number of GPS satellites.
  @inline(__always)
  public static var df006: DataField { .unsigned("DF006", "number of GPS satellites", 5) }
  /// Divergence-free smoothing, GPS.
  @inline(__always)
  public static var df007: DataField { .flag("DF007", "GPS divergence-free smoothing") }
  /// Smoothing interval, GPS.
  @inline(__always)
  public static var df008: DataField { .unsigned("DF008", "GPS smoothing interval", 3) }
  /// L1 code.
  @inline(__always)
  public static var df010: DataField { .flag("DF010", "GPS L1 code is P(Y)") }
  /// L1 pseudorange modulo one light-millisecond.
  @inline(__always)
  public static var df011: DataField { .unsigned("DF011", "GPS L1 pseudorange", 24, 0.02, "m") }
  /// L1 phase range less pseudorange.
  @inline(__always)
  public static var df012: DataField { .signed("DF012", "GPS L1 phase range − pseudorange", 20, 0.0005, "m", notAvailable: -524_288) }
  /// L1 lock time.
  @inline(__always)
  public static var df013: DataField { .unsigned("DF013", "GPS L1 lock time indicator", 7) }
  /// Whole light-milliseconds of the L1 pseudorange.
  @inline(__always)
  public static var df014: DataField { .unsigned("DF014", "GPS pseudorange ambiguity", 8, 299_792.458, "m") }
  /// L1 C/N0.
  @inline(__always)
  public static var df015: DataField { .unsigned("DF015", "GPS L1 C/N0", 8, 0.25, "dB-Hz", notAvailable: 0) }
  /// L2 code: 0 C/A or L2C, 1 P(Y), 2 P(Y) cross-correlated, 3 correlated P/Y.
  @inline(__always)
  public static var df016: DataField { .unsigned("DF016", "GPS L2 code", 2) }
  /// L2 less L1 pseudorange.
  @inline(__always)
  public static var df017: DataField { .signed("DF017", "GPS L2 − L1 pseudorange", 14, 0.02, "m", notAvailable: -8192) }
  /// L2 phase range less L1 pseudorange.
  @inline(__always)
  public static var df018: DataField { .signed("DF018", "GPS L2 phase range − L1 pseudorange", 20, 0.0005, "m", notAvailable: -524_288) }
  /// L2 lock time.
  @inline(__always)
  public static var df019: DataField { .unsigned("DF019", "GPS L2 lock time indicator", 7) }
  /// L2 C/N0.
  @inline(__always)
  public static var df020: DataField { .unsigned("DF020", "GPS L2 C/N0", 8, 0.25, "dB-Hz", notAvailable: 0) }
  /// Number of GLONASS satellites.
  @inline(__always)
  public static var df035: DataField { .unsigned("DF035", "number of GLONASS satellites", 5) }
  /// Divergence-free smoothing, GLONASS.
  @inline(__always)
  public static var df036: DataField { .flag("DF036", "GLONASS divergence-free smoothing") }
  /// Smoothing interval, GLONASS.
  @inline(__always)
  public static var df037: DataField { .unsigned("DF037", "GLONASS smoothing interval", 3) }
  /// L1 code.
  @inline(__always)
  public static var df039: DataField { .flag("DF039", "GLONASS L1 code is P") }
  /// L1 pseudorange modulo two light-milliseconds.
  @inline(__always)
  public static var df041: DataField { .unsigned("DF041", "GLONASS L1 pseudorange", 25, 0.02, "m") }
  /// L1 phase range less pseudorange.
  @inline(__always)
  public static var df042: DataField { .signed("DF042", "GLONASS L1 phase range − pseudorange", 20, 0.0005, "m", notAvailable: -524_288) }
  /// L1 lock time.
  @inline(__always)
  public static var df043: DataField { .unsigned("DF043", "GLONASS L1 lock time indicator", 7) }
  /// Pairs of light-milliseconds of the L1 pseudorange.
  @inline(__always)
  public static var df044: DataField { .unsigned("DF044", "GLONASS pseudorange ambiguity", 7, 599_584.916, "m") }
  /// L1 C/N0.
  @inline(__always)
  public static var df045: DataField { .unsigned("DF045", "GLONASS L1 C/N0", 8, 0.25, "dB-Hz", notAvailable: 0) }
  /// L2 code: 0 C/A, 1 P.
  @inline(__always)
  public static var df046: DataField { .unsigned("DF046", "GLONASS L2 code", 2) }
  /// L2 less L1 pseudorange.
  @inline(__always)
  public static var df047: DataField { .signed("DF047", "GLONASS L2 − L1 pseudorange", 14, 0.02, "m", notAvailable: -8192) }
  /// L2 phase range less L1 pseudorange.
  @inline(__always)
  public static var df048: DataField {
    .signed("DF048", "GLONASS L2 phase range − L1 pseudorange", 20, 0.0005, "m", notAvailable: -524_288)
  }
  /// L2 lock time.
  @inline(__always)
  public static var df049: DataField { .unsigned("DF049", "GLONASS L2 lock time indicator", 7) }
  /// L2 C/N0.
  @inline(__always)
  public static var df050: DataField { .unsigned("DF050", "GLONASS L2 C/N0", 8, 0.25, "dB-Hz", notAvailable: 0) }
}
