/// Dates of time-variable coefficients, as Modified Julian Dates in days. A year of the trends and periods is 365.25 days.
enum GFCDate {
  /// yyyymmdd, or yyyymmdd.hhmm.
  static func parse(_ bytes: RawSpan, from start: Int, to end: Int) -> Double? {
    var digits: [Int] = []
    for i in start..<min(end, start + 14) {
      let byte = bytes.unsafeLoad(fromByteOffset: i, as: UInt8.self)
      if i - start == 8 {
        guard byte == UInt8(ascii: ".") else { return nil }
        continue
      }
      guard byte &- 48 < 10 else { return nil }
      digits.append(Int(byte &- 48))
    }
    guard end - start <= 13, digits.count >= 8 else { return nil }
    while digits.count < 12 { digits.append(0) }
    func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + $1 } }
    let (year, month, day, hour, minute) = (number(0..<4), number(4..<6), number(6..<8), number(8..<10), number(10..<12))
    guard (1...12).contains(month), (1...31).contains(day), hour <= 24, minute < 60 else { return nil }
    return modifiedJulianDate(year: year, month: month, day: day) + Double(hour * 60 + minute) / 1440
  }

  /// A decimal year, 2015.5 being the middle of 2015.
  static func modifiedJulianDate(decimalYear: Double) -> Double {
    let year = decimalYear.rounded(.down)
    let start = modifiedJulianDate(year: Int(year), month: 1, day: 1)
    return start + (decimalYear - year) * (modifiedJulianDate(year: Int(year) + 1, month: 1, day: 1) - start)
  }

  /// Of the Gregorian calendar (H. F. Fliegel and T. C. Van Flandern, Comm. ACM 11 (1968) 657).
  private static func modifiedJulianDate(year: Int, month: Int, day: Int) -> Double {
    let a = (month - 14) / 12
    let julian =
      1461 * (year + 4800 + a) / 4 + 367 * (month - 2 - 12 * a) / 12 - 3 * ((year + 4900 + a) / 100) / 4 + day - 32075
    return Double(julian) - 2_400_001
  }
}
