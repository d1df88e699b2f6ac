// Fields of the SBAS ephemeris (1043). No public source numbers them. Order and widths rest on public decoders that agree (BNC, cssrlib,
// rtcm3torinex), the scales also on RTCA DO-229, message type 9; no recorded frame has the message.
extension DataField {
  /// SBAS PRN minus 120.
  @inline(__always)
  public static var m1043SatelliteID: DataField { .unsigned("1043 satellite ID", "SBAS satellite ID", 6) }
  /// SBAS issue of data.
  @inline(__always)
  public static var m1043IODN: DataField { .unsigned("1043 IODN", "SBAS issue of data", 8) }
  /// Time of applicability, seconds of the day.
  @inline(__always)
  public static var m1043T0: DataField { .unsigned("1043 t0", "SBAS time of applicability", 13, 16, "s", range: 0...5399) }
  /// SBAS URA.
  @inline(__always)
  public static var m1043URA: DataField { .unsigned("1043 URA", "SBAS URA", 4) }
  /// SBAS position X.
  @inline(__always)
  public static var m1043X: DataField { .signed("1043 X", "SBAS position X", 30, 0.08, "m") }
  /// SBAS position Y.
  @inline(__always)
  public static var m1043Y: DataField { .signed("1043 Y", "SBAS position Y", 30, 0.08, "m") }
  /// SBAS position Z.
  @inline(__always)
  public static var m1043Z: DataField { .signed("1043 Z", "SBAS position Z", 25, 0.4, "m") }
  /// SBAS velocity X.
  @inline(__always)
  public static var m1043VX: DataField { .signed("1043 VX", "SBAS velocity X", 17, 0.000625, "m/s") }
  /// SBAS velocity Y.
  @inline(__always)
  public static var m1043VY: DataField { .signed("1043 VY", "SBAS velocity Y", 17, 0.000625, "m/s") }
  /// SBAS velocity Z.
  @inline(__always)
  public static var m1043VZ: DataField { .signed("1043 VZ", "SBAS velocity Z", 18, 0.004, "m/s") }
  /// SBAS acceleration X.
  @inline(__always)
  public static var m1043AX: DataField { .signed("1043 AX", "SBAS acceleration X", 10, 0.0000125, "m/s^2") }
  /// SBAS acceleration Y.
  @inline(__always)
  public static var m1043AY: DataField { .signed("1043 AY", "SBAS acceleration Y", 10, 0.0000125, "m/s^2") }
  /// SBAS acceleration Z.
  @inline(__always)
  public static var m1043AZ: DataField { .signed("1043 AZ", "SBAS acceleration Z", 10, 0.0000625, "m/s^2") }
  /// SBAS clock offset.
  @inline(__always)
  public static var m1043AGf0: DataField { .signed("1043 aGf0", "SBAS clock offset", 12, 0x1p-31, "s") }
  /// SBAS clock drift.
  @inline(__always)
  public static var m1043AGf1: DataField { .signed("1043 aGf1", "SBAS clock drift", 8, 0x1p-40, "s/s") }
}
