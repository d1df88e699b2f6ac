// Fields of the multiple signal messages, 1071–1137. Widths and resolutions as in RTCM 10403.3, section 3.5.16; every one but the
// "not available" value of DF399 is confirmed by recorded frames.
extension DataField {
  /// GPS epoch time, also of SBAS messages.
  @inline(__always)
  public static var df004: DataField { .unsigned("DF004", "GPS epoch time", 30, 0.001, "s", range: 0...604_799_999) }
  /// GLONASS epoch time: time of day in UTC + 3 h.
  @inline(__always)
  public static var df034: DataField { .unsigned("DF034", "GLONASS epoch time of day", 27, 0.001, "s", range: 0...86_400_999) }
  /// Galileo epoch time.
  @inline(__always)
  public static var df248: DataField { .unsigned("DF248", "Galileo epoch time", 30, 0.001, "s", range: 0...604_799_999) }
  /// BeiDou epoch time, in BDT.
  @inline(__always)
  public static var df427: DataField { .unsigned("DF427", "BeiDou epoch time", 30, 0.001, "s", range: 0...604_799_999) }
  /// QZSS epoch time.
  @inline(__always)
  public static var df428: DataField { .unsigned("DF428", "QZSS epoch time", 30, 0.001, "s", range: 0...604_799_999) }
  /// NavIC epoch time.
  @inline(__always)
  public static var df546: DataField { .unsigned("DF546", "NavIC epoch time", 30, 0.001, "s", range: 0...604_799_999) }
  /// GLONASS day of week.
  @inline(__always)
  public static var df416: DataField { .unsigned("DF416", "GLONASS day of week (0 Sunday, 7 unknown)", 3) }
  /// Multiple message bit.
  @inline(__always)
  public static var df393: DataField { .flag("DF393", "more MSM of this epoch and station follow") }
  /// Issue of data station.
  @inline(__always)
  public static var df409: DataField { .unsigned("DF409", "issue of data station", 3) }
  /// Seven reserved bits of the MSM header.
  @inline(__always)
  public static var df001MSM: DataField { .bits("DF001", "reserved", 7) }
  /// Clock steering.
  @inline(__always)
  public static var df411: DataField { .unsigned("DF411", "clock steering", 2) }
  /// External clock.
  @inline(__always)
  public static var df412: DataField { .unsigned("DF412", "external clock", 2) }
  /// Divergence-free smoothing.
  @inline(__always)
  public static var df417: DataField { .flag("DF417", "divergence-free smoothing") }
  /// Smoothing interval.
  @inline(__always)
  public static var df418: DataField { .unsigned("DF418", "smoothing interval", 3) }
  /// Satellite mask.
  @inline(__always)
  public static var df394: DataField { .bits("DF394", "satellite mask", 64) }
  /// Signal mask.
  @inline(__always)
  public static var df395: DataField { .bits("DF395", "signal mask", 32) }
  /// Cell mask; its width is satellites × signals.
  @inline(__always)
  public static func df396(width: Int) -> DataField { .bits("DF396", "cell mask", width) }
  /// Rough range, whole milliseconds.
  @inline(__always)
  public static var df397: DataField { .unsigned("DF397", "rough range, integer milliseconds", 8, 1, "ms", notAvailable: 255) }
  /// Rough range modulo one millisecond.
  @inline(__always)
  public static var df398: DataField { .unsigned("DF398", "rough range modulo 1 ms", 10, 0x1p-10, "ms") }
  /// Rough phase-range rate.
  @inline(__always)
  public static var df399: DataField { .signed("DF399", "rough phase-range rate", 14, 1, "m/s", notAvailable: -8192) }
  /// Fine pseudorange.
  @inline(__always)
  public static var df400: DataField { .signed("DF400", "fine pseudorange", 15, 0x1p-24, "ms", notAvailable: -16384) }
  /// Fine phase range.
  @inline(__always)
  public static var df401: DataField { .signed("DF401", "fine phase range", 22, 0x1p-29, "ms", notAvailable: -2_097_152) }
  /// Lock time indicator, four bits.
  @inline(__always)
  public static var df402: DataField { .unsigned("DF402", "phase lock time indicator", 4) }
  /// Carrier-to-noise ratio.
  @inline(__always)
  public static var df403: DataField { .unsigned("DF403", "carrier-to-noise ratio", 6, 1, "dB-Hz", notAvailable: 0) }
  /// Fine phase-range rate.
  @inline(__always)
  public static var df404: DataField { .signed("DF404", "fine phase-range rate", 15, 0.0001, "m/s", notAvailable: -16384) }
  /// Fine pseudorange, extended resolution.
  @inline(__always)
  public static var df405: DataField {
    .signed("DF405", "fine pseudorange, extended resolution", 20, 0x1p-29, "ms", notAvailable: -524_288)
  }
  /// Fine phase range, extended resolution.
  @inline(__always)
  public static var df406: DataField {
    .signed("DF406", "fine phase range, extended resolution", 24, 0x1p-31, "ms", notAvailable: -8_388_608)
  }
  /// Lock time indicator, ten bits.
  @inline(__always)
  public static var df407: DataField {
    .unsigned("DF407", "phase lock time indicator, extended range and resolution", 10, range: 0...704)
  }
  /// Carrier-to-noise ratio, extended resolution.
  @inline(__always)
  public static var df408: DataField {
    .unsigned("DF408", "carrier-to-noise ratio, extended resolution", 10, 0x1p-4, "dB-Hz", notAvailable: 0)
  }
  /// GLONASS frequency channel plus seven, in the extended satellite information of MSM5 and MSM7; 15 is unknown.
  @inline(__always)
  public static var df419: DataField { .unsigned("DF419", "GLONASS frequency channel plus 7", 4, notAvailable: 15) }
  /// Half-cycle ambiguity indicator.
  @inline(__always)
  public static var df420: DataField { .flag("DF420", "half-cycle ambiguity unresolved") }
  /// Extended satellite information of a system other than GLONASS: reserved, and kept.
  @inline(__always)
  public static var extendedSatelliteInformation: DataField { .bits("MSM extended satellite information", "reserved", 4) }
}
