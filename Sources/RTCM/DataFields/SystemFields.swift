// Fields of system parameters and text messages (1013, 1029), as in RTCM 10403.3.
extension DataField {
  /// Modified Julian Day, UTC.
  @inline(__always)
  public static var df051: DataField { .unsigned("DF051", "modified Julian day", 16, 1, "days") }
  /// Seconds of the UTC day; 86 400 in a leap second.
  @inline(__always)
  public static var df052: DataField { .unsigned("DF052", "seconds of day UTC", 17, 1, "s", range: 0...86_400) }
  /// Number of announcements that follow.
  @inline(__always)
  public static var df053: DataField { .unsigned("DF053", "number of message announcements", 5) }
  /// GPS time minus UTC.
  @inline(__always)
  public static var df054: DataField { .unsigned("DF054", "leap seconds GPS-UTC", 8, 1, "s", notAvailable: 255) }
  /// Message number announced.
  @inline(__always)
  public static var df055: DataField { .unsigned("DF055", "announced message number", 12) }
  /// Whether the message is sent at a fixed rate.
  @inline(__always)
  public static var df056: DataField { .flag("DF056", "announced message synchronous") }
  /// Interval between two messages of the number.
  @inline(__always)
  public static var df057: DataField { .unsigned("DF057", "announced message interval", 16, 0.1, "s") }
  /// Number of Unicode characters of the text.
  @inline(__always)
  public static var df138: DataField { .unsigned("DF138", "number of characters", 7) }
  /// Number of bytes of the text in UTF-8.
  @inline(__always)
  public static var df139: DataField { .unsigned("DF139", "number of UTF-8 code units", 8) }
  /// One byte of the text in UTF-8.
  @inline(__always)
  public static var df140: DataField { .character("DF140", "text") }
}
