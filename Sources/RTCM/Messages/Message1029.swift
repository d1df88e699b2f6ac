/// 1029: a text in Unicode with its date and time (72 + 8·N bits).
public struct Message1029: SingleNumberMessage, Equatable {
  /// 1029.
  @inline(__always)
  public static var number: UInt16 { 1029 }

  /// Reference-station number (DF003).
  public var stationID: UInt16 = 0
  /// Modified Julian Day, UTC (DF051).
  public var modifiedJulianDay: UInt16 = 0
  /// Seconds of the UTC day (DF052).
  public var secondsOfDay: UInt32 = 0
  /// Number of characters as sent (DF138). The text is read by its number of bytes; senders count characters differently.
  public var characterCount: UInt8 = 0
  /// The text in UTF-8, byte by byte as sent (DF139, DF140).
  public var utf8 = BoundedArray<255, UInt8>()

  /// All fields zero, no text.
  public init() {}

  /// The text; bytes that are not valid UTF-8 appear as U+FFFD.
  public var text: String { utf8.utf8Text }

  /// Sets the text and its character count; false, and no change, when it is beyond 127 characters or 255 bytes.
  public mutating func setText(_ text: String) -> Bool {
    guard text.unicodeScalars.count <= 127, let bytes = BoundedArray<255, UInt8>(text) else { return false }
    characterCount = UInt8(text.unicodeScalars.count)
    utf8 = bytes
    return true
  }

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    v.field(.df003, &m.stationID)
    v.field(.df051, &m.modifiedJulianDay)
    v.field(.df052, &m.secondsOfDay)
    v.field(.df138, &m.characterCount)
    v.count(.df139, of: &m.utf8)
    v.text(.df140, &m.utf8)
  }
}
