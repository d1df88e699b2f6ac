// Network residuals (1030, 1031, 1303–1305). 1030 and 1031 fit recorded frames to the last bit; the others rest on public decoders
// that agree (pyrtcm, cssrlib, rtcm-rs).
extension DataField {
  /// s_oc: constant part of the geometric residuals' standard deviation.
  @inline(__always)
  public static var df218: DataField { .unsigned("DF218", "standard deviation of geometric residual constant part", 8, 0.0005, "m") }
  /// s_od: distance-dependent part of the geometric residuals' standard deviation.
  @inline(__always)
  public static var df219: DataField {
    .unsigned("DF219", "standard deviation of geometric residual distance dependent part", 9, 0.01, "ppm")
  }
  /// s_oh: height-dependent part of the geometric residuals' standard deviation.
  @inline(__always)
  public static var df220: DataField { .unsigned("DF220", "standard deviation of geometric residual height dependent part", 6, 0.1, "ppm") }
  /// s_ic: constant part of the ionospheric residuals' standard deviation.
  @inline(__always)
  public static var df221: DataField { .unsigned("DF221", "standard deviation of ionospheric residual constant part", 10, 0.0005, "m") }
  /// s_id: distance-dependent part of the ionospheric residuals' standard deviation.
  @inline(__always)
  public static var df222: DataField {
    .unsigned("DF222", "standard deviation of ionospheric residual distance dependent part", 10, 0.01, "ppm")
  }
  /// Number of reference stations.
  @inline(__always)
  public static var df223: DataField { .unsigned("DF223", "number of reference stations", 7) }
  /// GPS residuals epoch time.
  @inline(__always)
  public static var df224: DataField { .unsigned("DF224", "GPS residuals epoch time", 20, 1, "s", range: 0...604_799) }
  /// GLONASS residuals epoch time.
  @inline(__always)
  public static var df225: DataField { .unsigned("DF225", "GLONASS residuals epoch time", 17, 1, "s", range: 0...86_400) }
  /// BDS residuals epoch time.
  @inline(__always)
  public static var df571: DataField { .unsigned("DF571", "BDS residuals epoch time", 20, 1, "s", range: 0...604_799) }
  /// Number of BDS satellites processed.
  @inline(__always)
  public static var df572: DataField { .unsigned("DF572", "number of BDS satellites processed", 5) }
  /// Galileo residuals epoch time.
  @inline(__always)
  public static var df573: DataField { .unsigned("DF573", "Galileo residuals epoch time", 20, 1, "s", range: 0...604_799) }
  /// Number of Galileo satellites processed.
  @inline(__always)
  public static var df574: DataField { .unsigned("DF574", "number of Galileo satellites processed", 5) }
  /// QZSS residuals epoch time.
  @inline(__always)
  public static var df575: DataField { .unsigned("DF575", "QZSS residuals epoch time", 20, 1, "s", range: 0...604_799) }
  /// Number of QZSS satellites processed.
  @inline(__always)
  public static var df576: DataField { .unsigned("DF576", "number of QZSS satellites processed", 5) }
}

// Gradients of network corrections, FKP (1034, 1035). Public decoders agree (pyrtcm, rtcm-rs); no recorded frame has them.
extension DataField {
  /// GPS FKP epoch time.
  @inline(__always)
  public static var df240: DataField { .unsigned("DF240", "GPS FKP epoch time", 20, 1, "s", range: 0...604_799) }
  /// GLONASS FKP epoch time.
  @inline(__always)
  public static var df241: DataField { .unsigned("DF241", "GLONASS FKP epoch time", 17, 1, "s", range: 0...86_400) }
  /// N0: northward gradient of the geometric part.
  @inline(__always)
  public static var df242: DataField { .signed("DF242", "geometric gradient north", 12, 0.01, "ppm", notAvailable: -2048) }
  /// E0: eastward gradient of the geometric part.
  @inline(__always)
  public static var df243: DataField { .signed("DF243", "geometric gradient east", 12, 0.01, "ppm", notAvailable: -2048) }
  /// NI: northward gradient of the ionospheric part.
  @inline(__always)
  public static var df244: DataField { .signed("DF244", "ionospheric gradient north", 14, 0.01, "ppm", notAvailable: -8192) }
  /// EI: eastward gradient of the ionospheric part.
  @inline(__always)
  public static var df245: DataField { .signed("DF245", "ionospheric gradient east", 14, 0.01, "ppm", notAvailable: -8192) }
  /// GLONASS issue of data.
  @inline(__always)
  public static var df392: DataField { .unsigned("DF392", "GLONASS issue of data", 8) }
}

// The physical station behind a computed one (1032).
extension DataField {
  /// Physical reference station ID.
  @inline(__always)
  public static var df226: DataField { .unsigned("DF226", "physical reference station ID", 12) }
}
