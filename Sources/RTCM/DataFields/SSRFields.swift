// Fields of state-space messages, RTCM 1057–1068 and 1240–1270 (DF) and IGS SSR 4076 (IDF).
//
// RTCM 10403.3 for the fields of GPS and GLONASS; public decoders that agree (BNC, RTKLIB, pyrtcm, cssrlib, rtcm-rs) for the others.
// IGS SSR repeats most layouts of RTCM under numbers of its own: such a pair is declared once, and `igs` chooses the number.

// Header.
extension DataField {
  /// GPS epoch of SSR.
  @inline(__always)
  public static var df385: DataField { .unsigned("DF385", "GPS epoch time", 20, 1, "s", range: 0...604_799) }
  /// GLONASS epoch of SSR: seconds of the GLONASS day, UTC + 3 h.
  @inline(__always)
  public static var df386: DataField { .unsigned("DF386", "GLONASS epoch time", 17, 1, "s", range: 0...86_400) }
  /// Galileo epoch of SSR.
  @inline(__always)
  public static var df458: DataField { .unsigned("DF458", "Galileo epoch time", 20, 1, "s", range: 0...604_799) }
  /// QZSS epoch of SSR.
  @inline(__always)
  public static var df460: DataField { .unsigned("DF460", "QZSS epoch time", 20, 1, "s", range: 0...604_799) }
  /// SBAS epoch of SSR.
  @inline(__always)
  public static var df462: DataField { .unsigned("DF462", "SBAS epoch time", 20, 1, "s", range: 0...604_799) }
  /// BeiDou epoch of SSR, BDT.
  @inline(__always)
  public static var df465: DataField { .unsigned("DF465", "BDS epoch time", 20, 1, "s", range: 0...604_799) }
  /// IGS epoch of SSR: GPS time for every system.
  @inline(__always)
  public static var idf003: DataField { .unsigned("IDF003", "SSR epoch time", 20, 1, "s", range: 0...604_799) }
  /// Version of IGS SSR.
  @inline(__always)
  public static var idf001: DataField { .unsigned("IDF001", "IGS SSR version", 3) }
  /// Sub-type of 4076.
  @inline(__always)
  public static var idf002: DataField { .unsigned("IDF002", "IGS message sub-type", 8) }
  /// Update interval, an index (`SSRHeader.updateInterval`).
  @inline(__always)
  static func ssrUpdateInterval(igs: Bool) -> DataField { .unsigned(igs ? "IDF004" : "DF391", "SSR update interval index", 4) }
  /// More messages of this epoch follow.
  @inline(__always)
  static func ssrMultipleMessage(igs: Bool) -> DataField { .flag(igs ? "IDF005" : "DF388", "SSR multiple message") }
  /// Reference frame of orbits: 0 global, 1 regional.
  @inline(__always)
  static func ssrRegionalFrame(igs: Bool) -> DataField { .flag(igs ? "IDF006" : "DF375", "regional reference frame") }
  /// Issue of the SSR configuration.
  @inline(__always)
  static func ssrIssue(igs: Bool) -> DataField { .unsigned(igs ? "IDF007" : "DF413", "IOD SSR", 4) }
  /// Provider.
  @inline(__always)
  static func ssrProvider(igs: Bool) -> DataField { .unsigned(igs ? "IDF008" : "DF414", "SSR provider ID", 16) }
  /// Solution of the provider.
  @inline(__always)
  static func ssrSolution(igs: Bool) -> DataField { .unsigned(igs ? "IDF009" : "DF415", "SSR solution ID", 4) }
  /// Consistency of the dispersive phase biases.
  @inline(__always)
  static func ssrDispersiveConsistency(igs: Bool) -> DataField { .flag(igs ? "IDF032" : "DF486", "dispersive bias consistency") }
  /// Consistency of the Melbourne–Wübbena combination.
  @inline(__always)
  static func ssrMelbourneWubbenaConsistency(igs: Bool) -> DataField { .flag(igs ? "IDF033" : "DF487", "MW consistency") }
  /// Number of satellites.
  @inline(__always)
  static func ssrSatelliteCount(igs: Bool) -> DataField { .unsigned(igs ? "IDF010" : "DF387", "number of satellites", 6) }
}

// Satellites and issues of data.
extension DataField {
  /// GLONASS satellite of SSR.
  @inline(__always)
  public static var df384: DataField { .unsigned("DF384", "GLONASS satellite ID", 5) }
  /// SBAS satellite of SSR.
  @inline(__always)
  public static var df463: DataField { .unsigned("DF463", "SBAS satellite ID", 6) }
  /// Satellite of IGS SSR.
  @inline(__always)
  public static var idf011: DataField { .unsigned("IDF011", "satellite ID", 6) }
  /// Galileo issue of data.
  @inline(__always)
  public static var df459: DataField { .unsigned("DF459", "Galileo IODnav", 10) }
  /// SBAS time of the ephemeris.
  @inline(__always)
  public static var df468: DataField { .unsigned("DF468", "SBAS t0 modulo", 9, 16, "s") }
  /// SBAS issue of data: a CRC-24Q over the ephemeris.
  @inline(__always)
  public static var df469: DataField { .bits("DF469", "SBAS IOD CRC", 24) }
  /// BeiDou time of the ephemeris, modulo 8192 s. Some senders leave it 0.
  @inline(__always)
  public static var df470: DataField { .unsigned("DF470", "BDS toe modulo", 10, 8, "s") }
  /// BeiDou issue of data: (toe / 720 s) modulo 240.
  @inline(__always)
  public static var df471: DataField { .unsigned("DF471", "BDS IOD", 8) }
  /// Issue of data of IGS SSR.
  @inline(__always)
  public static var idf012: DataField { .unsigned("IDF012", "GNSS IOD", 8) }
}

// Orbit and clock.
extension DataField {
  /// Radial correction.
  @inline(__always)
  static func ssrRadial(igs: Bool) -> DataField { .signed(igs ? "IDF013" : "DF365", "delta radial", 22, 0.0001, "m") }
  /// Along-track correction.
  @inline(__always)
  static func ssrAlongTrack(igs: Bool) -> DataField { .signed(igs ? "IDF014" : "DF366", "delta along-track", 20, 0.0004, "m") }
  /// Cross-track correction.
  @inline(__always)
  static func ssrCrossTrack(igs: Bool) -> DataField { .signed(igs ? "IDF015" : "DF367", "delta cross-track", 20, 0.0004, "m") }
  /// Rate of the radial correction.
  @inline(__always)
  static func ssrRadialRate(igs: Bool) -> DataField { .signed(igs ? "IDF016" : "DF368", "dot delta radial", 21, 0.000001, "m/s") }
  /// Rate of the along-track correction.
  @inline(__always)
  static func ssrAlongTrackRate(igs: Bool) -> DataField { .signed(igs ? "IDF017" : "DF369", "dot delta along-track", 19, 0.000004, "m/s") }
  /// Rate of the cross-track correction.
  @inline(__always)
  static func ssrCrossTrackRate(igs: Bool) -> DataField { .signed(igs ? "IDF018" : "DF370", "dot delta cross-track", 19, 0.000004, "m/s") }
  /// Clock correction, constant term.
  @inline(__always)
  static func ssrClockC0(igs: Bool) -> DataField { .signed(igs ? "IDF019" : "DF376", "delta clock C0", 22, 0.0001, "m") }
  /// Clock correction, linear term.
  @inline(__always)
  static func ssrClockC1(igs: Bool) -> DataField { .signed(igs ? "IDF020" : "DF377", "delta clock C1", 21, 0.000001, "m/s") }
  /// Clock correction, quadratic term.
  @inline(__always)
  static func ssrClockC2(igs: Bool) -> DataField { .signed(igs ? "IDF021" : "DF378", "delta clock C2", 27, 0.00000002, "m/s^2") }
  /// High-rate clock correction.
  @inline(__always)
  static func ssrHighRateClock(igs: Bool) -> DataField { .signed(igs ? "IDF022" : "DF390", "high rate clock correction", 22, 0.0001, "m") }
  /// User range accuracy: class in the upper, value in the lower three bits.
  @inline(__always)
  static func ssrURA(igs: Bool) -> DataField { .bits(igs ? "IDF034" : "DF389", "SSR URA", 6) }
}

// Biases.
extension DataField {
  /// Number of code biases of a satellite.
  @inline(__always)
  static func ssrCodeBiasCount(igs: Bool) -> DataField { .unsigned(igs ? "IDF023" : "DF379", "number of biases", 5) }
  /// GPS signal of a bias.
  @inline(__always)
  public static var df380: DataField { .unsigned("DF380", "GPS signal ID", 5) }
  /// GLONASS signal of a bias.
  @inline(__always)
  public static var df381: DataField { .unsigned("DF381", "GLONASS signal ID", 5) }
  /// Galileo signal of a bias.
  @inline(__always)
  public static var df382: DataField { .unsigned("DF382", "Galileo signal ID", 5) }
  /// QZSS signal of a bias.
  @inline(__always)
  public static var df461: DataField { .unsigned("DF461", "QZSS signal ID", 5) }
  /// SBAS signal of a bias.
  @inline(__always)
  public static var df464: DataField { .unsigned("DF464", "SBAS signal ID", 5) }
  /// BeiDou signal of a bias.
  @inline(__always)
  public static var df467: DataField { .unsigned("DF467", "BDS signal ID", 5) }
  /// Signal of a bias in IGS SSR.
  @inline(__always)
  public static var idf024: DataField { .unsigned("IDF024", "signal ID", 5) }
  /// Code bias.
  @inline(__always)
  static func ssrCodeBias(igs: Bool) -> DataField { .signed(igs ? "IDF025" : "DF383", "code bias", 14, 0.01, "m") }
  /// Number of phase biases of a satellite. DF479 follows from its place in BNC's numbering, no other source names it.
  @inline(__always)
  static func ssrPhaseBiasCount(igs: Bool) -> DataField { .unsigned(igs ? "IDF023" : "DF479", "number of biases", 5) }
  /// Yaw angle of the satellite.
  @inline(__always)
  static func ssrYaw(igs: Bool) -> DataField { .unsigned(igs ? "IDF026" : "DF480", "yaw angle", 9, 0x1p-8, "semicircles") }
  /// Yaw rate of the satellite.
  @inline(__always)
  static func ssrYawRate(igs: Bool) -> DataField { .signed(igs ? "IDF027" : "DF481", "yaw rate", 8, 0x1p-13, "semicircles/s") }
  /// Whether the signal has the integer property.
  @inline(__always)
  static func ssrIntegerSignal(igs: Bool) -> DataField { .flag(igs ? "IDF029" : "DF483", "signal integer indicator") }
  /// Whether the wide lanes with this signal have the integer property.
  @inline(__always)
  static func ssrIntegerWideLane(igs: Bool) -> DataField { .bits(igs ? "IDF030" : "DF484", "signals wide-lane integer indicator", 2) }
  /// Counts the discontinuities of the bias.
  @inline(__always)
  static func ssrDiscontinuity(igs: Bool) -> DataField { .unsigned(igs ? "IDF031" : "DF485", "signal discontinuity counter", 4) }
  /// Phase bias.
  @inline(__always)
  static func ssrPhaseBias(igs: Bool) -> DataField { .signed(igs ? "IDF028" : "DF482", "phase bias", 20, 0.0001, "m") }
}

// Ionosphere.
extension DataField {
  /// Quality of the vertical total electron content.
  @inline(__always)
  static func ssrVTECQuality(igs: Bool) -> DataField { .unsigned(igs ? "IDF041" : "DF478", "VTEC quality indicator", 9, 0.05, "TECU") }
  /// Number of layers, sent minus one.
  @inline(__always)
  static func ssrLayerCount(igs: Bool) -> DataField { .unsigned(igs ? "IDF035" : "DF472", "number of ionospheric layers", 2) }
  /// Height of a layer.
  @inline(__always)
  static func ssrLayerHeight(igs: Bool) -> DataField { .unsigned(igs ? "IDF036" : "DF473", "height of ionospheric layer", 8, 10, "km") }
  /// Degree of the spherical harmonics, sent minus one.
  @inline(__always)
  static func ssrDegree(igs: Bool) -> DataField { .unsigned(igs ? "IDF037" : "DF474", "spherical harmonics degree", 4, offset: 1) }
  /// Order of the spherical harmonics, sent minus one.
  @inline(__always)
  static func ssrOrder(igs: Bool) -> DataField { .unsigned(igs ? "IDF038" : "DF475", "spherical harmonics order", 4, offset: 1) }
  /// Cosine coefficient.
  @inline(__always)
  static func ssrCosine(igs: Bool) -> DataField { .signed(igs ? "IDF039" : "DF476", "cosine coefficients", 16, 0.005, "TECU") }
  /// Sine coefficient.
  @inline(__always)
  static func ssrSine(igs: Bool) -> DataField { .signed(igs ? "IDF040" : "DF477", "sine coefficients", 16, 0.005, "TECU") }
}
