/// An angle as a whole number of small units, found from its text without rounding.
///
/// For codes of grid cells, where a double will not do: 0.1° is no double, and a product with it can fall on the wrong side of a border.
public struct AngleUnits: Sendable, Equatable {
  /// A minus sign, S or W was written.
  public let isNegative: Bool
  /// The whole units in the magnitude of the angle.
  public let units: Int
  /// True when nothing was left.
  public let isExact: Bool
  /// What kind of angle its letter says it is; nil without one.
  public let hemisphere: AngleText.Hemisphere?

  /// The angle that fills `bytes` from `start` to `end`, in units of which a degree has `perDegree`: decimal degrees, also with an exponent,
  /// or any form of ``AngleText``. Exact for any number of digits.
  ///
  /// - Parameter perDegree: A multiple of 3600 below 10⁹.
  /// - Returns: nil where no angle stands there, and for more than 999 degrees.
  public static func parse(_ bytes: RawSpan, from start: Int, to end: Int, perDegree: Int) -> AngleUnits? {
    if let (_, reached) = DecimalText.parsePrefix(bytes, from: start, to: end), reached == end {
      guard let (units, exact) = product(bytes, from: start, to: end, by: perDegree) else { return nil }
      return AngleUnits(isNegative: bytes.byte(start) == minus, units: units, isExact: exact, hemisphere: nil)
    }
    guard let pieces = AngleText.pieces(bytes, from: start, to: end) else { return nil }
    var total = 0
    var exact = true
    for i in 0..<pieces.count {
      let unit = i == 0 ? perDegree : i == 1 ? perDegree / 60 : perDegree / 3600
      guard let part = product(bytes, from: pieces.numbers[i].start, to: pieces.numbers[i].end, by: unit), i == 0 || part.units < 60 * unit
      else { return nil }
      total += part.units
      // Only the last part has decimals.
      exact = part.exact
    }
    return AngleUnits(isNegative: pieces.negative, units: total, isExact: exact, hemisphere: pieces.hemisphere)
  }

  /// ⌊|number| · factor⌋ of the decimal number that fills a piece, and whether that is all of it; nil from 1000 upwards.
  ///
  /// Horner's scheme from the last digit: ⌊(d·f + r)/10⌋ = ⌊(d·f + ⌊r⌋)/10⌋ for whole d·f, so nothing but integers is carried.
  static func product(_ bytes: RawSpan, from start: Int, to end: Int, by factor: Int) -> (units: Int, exact: Bool)? {
    var last = start
    while last < end, bytes.byte(last) | 0x20 != letterE { last += 1 }
    // The digits that stand before the decimal point once the exponent has moved it.
    var whole = 0
    var seenStop = false
    for i in start..<last {
      if bytes.byte(i) == stop { seenStop = true } else if !seenStop, bytes.byte(i) &- zero < 10 { whole += 1 }
    }
    if last < end {
      guard let (exponent, _) = DecimalText.parsePrefix(bytes, from: last + 1, to: end), abs(exponent) <= 400 else { return nil }
      whole += Int(exponent)
    }
    var (carry, exact) = (0, true)
    var index = digitCount(bytes, start, last)
    // Decimals, from the last; then those that a negative exponent puts before the first digit.
    var position = last
    while index > max(whole, 0) {
      position -= 1
      let digit = bytes.byte(position) &- zero
      guard digit < 10 else { continue }
      let sum = Int(digit) * factor + carry
      carry = sum / 10
      exact = exact && sum % 10 == 0
      index -= 1
    }
    if whole < 0 {
      for _ in 0..<(-whole) {
        exact = exact && carry % 10 == 0
        carry /= 10
      }
    }
    // The digits before the point, from the first; zeros that a positive exponent adds come behind.
    var value = 0
    var read = 0
    var i = start
    while read < max(whole, 0) {
      var digit = 0
      if i < position {
        let byte = bytes.byte(i) &- zero
        i += 1
        guard byte < 10 else { continue }
        digit = Int(byte)
      }
      read += 1
      value = value * 10 + digit
      guard value < 1000 else { return nil }
    }
    return (value * factor + carry, exact)
  }

  private static func digitCount(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Int {
    var count = 0
    for i in start..<end where bytes.byte(i) &- zero < 10 { count += 1 }
    return count
  }
}
