/// Numbers as Fortran and C write them: the exponent behind e, E, d or D. No NaN, no infinity, no hexadecimal.
enum GFCNumber {
  /// Reads the bytes from `start` to `end`, all of them; nil when they are no number or none that a Double can hold.
  ///
  /// Correctly rounded: digits up to 2⁵³ with a power of ten up to 10²² by one exact division or product (W. D. Clinger, PLDI 1990), coefficients of sixteen
  /// digits and small powers by ``GFCReciprocals``, others by the standard library.
  static func parse(_ bytes: RawSpan, from start: Int, to end: Int) -> Double? {
    guard let parts = Parts(bytes, start, end) else { return nil }
    if !parts.isLong, parts.mantissa <= 1 << 53, parts.exponent >= -22, parts.exponent <= 22 {
      let magnitude =
        parts.exponent < 0 ? Double(parts.mantissa) / powers[-parts.exponent] : Double(parts.mantissa) * powers[parts.exponent]
      return parts.isNegative ? -magnitude : magnitude
    }
    if !parts.isLong, let magnitude = GFCReciprocals.quotient(parts.mantissa, power: -parts.exponent) {
      return parts.isNegative ? -magnitude : magnitude
    }
    // ASCII digits, signs, a stop and an exponent letter by now.
    var text = ""
    text.reserveCapacity(end - start)
    for i in start..<end {
      let byte = bytes.unsafeLoad(fromByteOffset: i, as: UInt8.self)
      text.unicodeScalars.append(byte | 0x20 == UInt8(ascii: "d") ? "e" : Unicode.Scalar(byte))
    }
    guard let value = Double(text), value.isFinite else { return nil }
    return value
  }

  /// The number that is all of `text`.
  static func parse(_ text: String) -> Double? {
    let utf8 = Array(text.utf8)
    return parse(utf8.span.bytes, from: 0, to: utf8.count)
  }

  /// Whether the bytes from `start` to `end` are a number: what is asked of columns that are not used.
  static func isNumber(_ bytes: RawSpan, from start: Int, to end: Int) -> Bool { Parts(bytes, start, end) != nil }

  private struct Parts {
    var isNegative = false
    var mantissa: UInt64 = 0
    /// More digits than `mantissa` holds.
    var isLong = false
    var exponent = 0

    init?(_ bytes: RawSpan, _ start: Int, _ end: Int) {
      // The longest decimal of a double that tells it from its neighbours has 767 digits; a column of more is no coefficient.
      guard start < end, end <= bytes.byteCount, end - start <= 800 else { return nil }
      func byte(_ i: Int) -> UInt8 { bytes.unsafeLoad(fromByteOffset: i, as: UInt8.self) }  // i < end ≤ byteCount
      var position = start
      isNegative = byte(position) == UInt8(ascii: "-")
      if isNegative || byte(position) == UInt8(ascii: "+") { position += 1 }
      var digits = 0
      var sawStop = false
      while position < end {
        let b = byte(position)
        if b &- 48 < 10 {
          digits += 1
          if mantissa < 100_000_000_000_000_000 {
            mantissa = mantissa * 10 + UInt64(b &- 48)
            if sawStop { exponent -= 1 }
          } else {
            isLong = true
          }
        } else if b == UInt8(ascii: "."), !sawStop {
          sawStop = true
        } else {
          break
        }
        position += 1
      }
      guard digits > 0 else { return nil }
      guard position < end else { return }
      let letter = byte(position) | 0x20
      guard letter == UInt8(ascii: "e") || letter == UInt8(ascii: "d") else { return nil }
      position += 1
      guard position < end else { return nil }
      let negativeExponent = byte(position) == UInt8(ascii: "-")
      if negativeExponent || byte(position) == UInt8(ascii: "+") { position += 1 }
      guard position < end, end - position <= 5 else { return nil }
      var power = 0
      while position < end {
        let b = byte(position) &- 48
        guard b < 10 else { return nil }
        power = power * 10 + Int(b)
        position += 1
      }
      exponent += negativeExponent ? -power : power
    }
  }

  private static let powers: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]
}
