// Fields of network RTK with a master station and auxiliary ones (1014–1017, 1037–1039). Layout and scales rest on public decoders that agree
// (pyrtcm, rtcm-rs, gpsd) and on synthetic frames; no recorded frame has these messages.
extension DataField {
  /// Number of auxiliary stations transmitted.
  @inline(__always)
  public static var df058: DataField { .unsigned("DF058", "number of auxiliary stations transmitted", 5) }
  /// Network ID.
  @inline(__always)
  public static var df059: DataField { .unsigned("DF059", "network ID", 8) }
  /// Master reference station ID.
  @inline(__always)
  public static var df060: DataField { .unsigned("DF060", "master reference station ID", 12) }
  /// Auxiliary reference station ID.
  @inline(__always)
  public static var df061: DataField { .unsigned("DF061", "auxiliary reference station ID", 12) }
  /// Latitude of the auxiliary station minus that of the master.
  @inline(__always)
  public static var df062: DataField { .signed("DF062", "aux-master delta latitude", 20, 25e-6, "deg") }
  /// Longitude of the auxiliary station minus that of the master.
  @inline(__always)
  public static var df063: DataField { .signed("DF063", "aux-master delta longitude", 21, 25e-6, "deg") }
  /// Height of the auxiliary station minus that of the master.
  @inline(__always)
  public static var df064: DataField { .signed("DF064", "aux-master delta height", 23, 0.001, "m") }
  /// Subnetwork ID.
  @inline(__always)
  public static var df072: DataField { .unsigned("DF072", "subnetwork ID", 4) }
}

// Correction differences between the auxiliary station and the master.
extension DataField {
  /// GPS time of week of correction differences.
  @inline(__always)
  public static var df065: DataField { .unsigned("DF065", "GPS epoch time", 23, 0.1, "s", range: 0...6_047_999) }
  /// More GPS or GLONASS network messages of this epoch follow.
  @inline(__always)
  public static var df066: DataField { .flag("DF066", "more GPS or GLONASS network messages of this epoch follow") }
  /// Number of GPS satellites.
  @inline(__always)
  public static var df067: DataField { .unsigned("DF067", "number of GPS satellites", 4) }
  /// GPS satellite ID.
  @inline(__always)
  public static var df068: DataField { .unsigned("DF068", "GPS satellite ID", 6) }
  /// GPS ionospheric carrier phase correction difference.
  @inline(__always)
  public static var df069: DataField { .signed("DF069", "GPS ionospheric carrier phase correction difference", 17, 0.0005, "m") }
  /// GPS geometric carrier phase correction difference.
  @inline(__always)
  public static var df070: DataField { .signed("DF070", "GPS geometric carrier phase correction difference", 17, 0.0005, "m") }
  /// GPS ambiguity status: 1 correct integer level on L1 and L2, 2 for the wide lane only, 3 uncertain, 0 reserved.
  @inline(__always)
  public static var df074: DataField { .unsigned("DF074", "GPS ambiguity status flag", 2) }
  /// GPS non-sync count.
  @inline(__always)
  public static var df075: DataField { .unsigned("DF075", "GPS non-sync count", 3) }
  /// GLONASS time of day of correction differences.
  @inline(__always)
  public static var df233: DataField { .unsigned("DF233", "GLONASS network epoch time", 20, 0.1, "s", range: 0...864_009) }
  /// Number of GLONASS data entries.
  @inline(__always)
  public static var df234: DataField { .unsigned("DF234", "number of GLONASS data entries", 4) }
  /// GLONASS ambiguity status, as DF074.
  @inline(__always)
  public static var df235: DataField { .unsigned("DF235", "GLONASS ambiguity status flag", 2) }
  /// GLONASS non-sync count.
  @inline(__always)
  public static var df236: DataField { .unsigned("DF236", "GLONASS non-sync count", 3) }
  /// GLONASS ionospheric carrier phase correction difference.
  @inline(__always)
  public static var df237: DataField { .signed("DF237", "GLONASS ionospheric carrier phase correction difference", 17, 0.0005, "m") }
  /// GLONASS geometric carrier phase correction difference.
  @inline(__always)
  public static var df238: DataField { .signed("DF238", "GLONASS geometric carrier phase correction difference", 17, 0.0005, "m") }
  /// GLONASS IOD.
  @inline(__always)
  public static var df239: DataField { .unsigned("DF239", "GLONASS IOD", 8) }
}
