// Fields shared by many messages, and those of the reference-station messages. Widths and resolutions as in RTCM 10403.3.
extension DataField {
  /// Message number.
  @inline(__always)
  public static var df002: DataField { .unsigned("DF002", "message number", 12) }
  /// Reference-station number.
  @inline(__always)
  public static var df003: DataField { .unsigned("DF003", "reference station ID", 12) }
  /// ITRF realisation year (reserved in older editions).
  @inline(__always)
  public static var df021: DataField { .unsigned("DF021", "ITRF realization year", 6) }
  /// GPS service indicator.
  @inline(__always)
  public static var df022: DataField { .flag("DF022", "GPS supported") }
  /// GLONASS service indicator.
  @inline(__always)
  public static var df023: DataField { .flag("DF023", "GLONASS supported") }
  /// Galileo service indicator.
  @inline(__always)
  public static var df024: DataField { .flag("DF024", "Galileo supported") }
  /// Antenna reference point, X.
  @inline(__always)
  public static var df025: DataField { .signed("DF025", "antenna reference point ECEF X", 38, 0.0001, "m") }
  /// Antenna reference point, Y.
  @inline(__always)
  public static var df026: DataField { .signed("DF026", "antenna reference point ECEF Y", 38, 0.0001, "m") }
  /// Antenna reference point, Z.
  @inline(__always)
  public static var df027: DataField { .signed("DF027", "antenna reference point ECEF Z", 38, 0.0001, "m") }
  /// Physical or computed station.
  @inline(__always)
  public static var df141: DataField { .flag("DF141", "reference station is not physical") }
  /// Single receiver oscillator.
  @inline(__always)
  public static var df142: DataField { .flag("DF142", "all raw data from one receiver clock") }
  /// Quarter-cycle indicator.
  @inline(__always)
  public static var df364: DataField { .unsigned("DF364", "quarter cycle indicator", 2) }
}

extension DataField {
  /// The single reserved bit of 1005 and 1006.
  @inline(__always)
  public static var df001Single: DataField { .bits("DF001", "reserved", 1) }
}

// Antenna and receiver (1006, 1007, 1008, 1033).
extension DataField {
  /// Height of the antenna reference point above the marker.
  @inline(__always)
  public static var df028: DataField { .unsigned("DF028", "antenna height", 16, 0.0001, "m") }
  /// Length of the antenna descriptor.
  @inline(__always)
  public static var df029: DataField { .unsigned("DF029", "antenna descriptor length", 8, range: 0...31) }
  /// Antenna descriptor, IGS names.
  @inline(__always)
  public static var df030: DataField { .character("DF030", "antenna descriptor") }
  /// Number of the antenna set-up; 0: the standard calibration holds.
  @inline(__always)
  public static var df031: DataField { .unsigned("DF031", "antenna setup ID", 8) }
  /// Length of the antenna serial number.
  @inline(__always)
  public static var df032: DataField { .unsigned("DF032", "antenna serial number length", 8, range: 0...31) }
  /// Antenna serial number.
  @inline(__always)
  public static var df033: DataField { .character("DF033", "antenna serial number") }
  /// Length of the receiver type.
  @inline(__always)
  public static var df227: DataField { .unsigned("DF227", "receiver type descriptor length", 8, range: 0...31) }
  /// Receiver type.
  @inline(__always)
  public static var df228: DataField { .character("DF228", "receiver type descriptor") }
  /// Length of the receiver's firmware version.
  @inline(__always)
  public static var df229: DataField { .unsigned("DF229", "receiver firmware version length", 8, range: 0...31) }
  /// Receiver firmware version.
  @inline(__always)
  public static var df230: DataField { .character("DF230", "receiver firmware version") }
  /// Length of the receiver's serial number.
  @inline(__always)
  public static var df231: DataField { .unsigned("DF231", "receiver serial number length", 8, range: 0...31) }
  /// Receiver serial number.
  @inline(__always)
  public static var df232: DataField { .character("DF232", "receiver serial number") }
}

// GLONASS code-phase biases (1230).
extension DataField {
  /// Whether the code-phase biases are already corrected in the observations.
  @inline(__always)
  public static var df421: DataField { .flag("DF421", "GLONASS code-phase bias aligned") }
  /// Which biases follow: a mask, not a count; from the first bit L1 C/A, L1 P, L2 C/A, L2 P.
  @inline(__always)
  public static var df422: DataField { .bits("DF422", "GLONASS FDMA signals mask", 4) }
  /// L1 C/A bias.
  @inline(__always)
  public static var df423: DataField { .signed("DF423", "GLONASS L1 C/A code-phase bias", 16, 0.02, "m", notAvailable: -32768) }
  /// L1 P bias.
  @inline(__always)
  public static var df424: DataField { .signed("DF424", "GLONASS L1 P code-phase bias", 16, 0.02, "m", notAvailable: -32768) }
  /// L2 C/A bias.
  @inline(__always)
  public static var df425: DataField { .signed("DF425", "GLONASS L2 C/A code-phase bias", 16, 0.02, "m", notAvailable: -32768) }
  /// L2 P bias.
  @inline(__always)
  public static var df426: DataField { .signed("DF426", "GLONASS L2 P code-phase bias", 16, 0.02, "m", notAvailable: -32768) }
  /// The three reserved bits of 1230.
  @inline(__always)
  public static var df001Bias: DataField { .bits("DF001", "reserved", 3) }
}
