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
