/// A date of the Gregorian calendar and a time of day, in whichever time scale it was made for.
public struct CalendarTime: Hashable, Sendable, BitwiseCopyable {
  /// The year, such as 2026.
  public var year: Int
  /// The month, 1…12.
  public var month: Int
  /// The day of the month, 1…31.
  public var day: Int
  /// The hour, 0…23.
  public var hour: Int
  /// The minute, 0…59.
  public var minute: Int
  /// The second, 0…59; 60 in a leap second of UTC.
  public var second: Int
  /// The nanosecond, 0 ..< 1e9.
  public var nanosecond: Int

  /// A date and time.
  public init(_ year: Int, _ month: Int, _ day: Int, _ hour: Int = 0, _ minute: Int = 0, _ second: Int = 0, nanosecond: Int = 0) {
    self.year = year
    self.month = month
    self.day = day
    self.hour = hour
    self.minute = minute
    self.second = second
    self.nanosecond = nanosecond
  }

  /// The day of the year, 1…366.
  public var dayOfYear: Int { modifiedJulianDay(year: year, month: month, day: day) - modifiedJulianDay(year: year, month: 1, day: 1) + 1 }

  /// True when the date is on the calendar (years 1…9999) and the time on the clock (second 60 is allowed at 23:59 only).
  public var isValid: Bool {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1, (0...23).contains(hour), (0...59).contains(minute),
      (0..<1_000_000_000).contains(nanosecond)
    else { return false }
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return day <= days[month - 1] && ((0...59).contains(second) || (second == 60 && hour == 23 && minute == 59))
  }

  /// The date and time of a day count.
  public init(_ time: DayTime) {
    (year, month, day) = civilDate(modifiedJulianDay: time.modifiedJulianDay)
    var seconds = Int(time.nanosecondsOfDay / 1_000_000_000)
    nanosecond = Int(time.nanosecondsOfDay % 1_000_000_000)
    let leap = seconds == 86400
    if leap { seconds -= 1 }
    hour = seconds / 3600
    minute = seconds / 60 % 60
    second = seconds % 60 + (leap ? 1 : 0)
  }

  /// The day count of this date and time.
  public var dayTime: DayTime {
    let seconds = (hour * 60 + minute) * 60 + second
    return DayTime(
      modifiedJulianDay: modifiedJulianDay(year: year, month: month, day: day),
      nanosecondsOfDay: Int64(seconds) * 1_000_000_000 + Int64(nanosecond))
  }
}

extension GNSSTime {
  /// The instant of a calendar date and time in a scale; nil when the date is not on the calendar or out of range (years 1700…2200).
  public init?(_ calendar: CalendarTime, in scale: TimeScale, leapSeconds: LeapSecondTable = .builtIn) {
    // Int64 nanoseconds reach ±292 years from 1980.
    guard calendar.isValid, (1700...2200).contains(calendar.year) else { return nil }
    self.init(calendar.dayTime, in: scale, leapSeconds: leapSeconds)
  }

  /// The calendar date and time in a scale.
  public func calendar(in scale: TimeScale, leapSeconds: LeapSecondTable = .builtIn) -> CalendarTime {
    CalendarTime(dayTime(in: scale, leapSeconds: leapSeconds))
  }

  /// UTC as ISO 8601 writes it: `2026-11-21T01:53:25.250Z`. The fraction is cut, not rounded, so that a time is never shown before it came.
  /// - Parameter fractionDigits: Digits after the second, 0…9.
  public func iso8601(fractionDigits: Int = 3, leapSeconds: LeapSecondTable = .builtIn) -> String {
    let c = calendar(in: .utc, leapSeconds: leapSeconds)
    var text =
      "\(padded(c.year, 4))-\(padded(c.month, 2))-\(padded(c.day, 2))T\(padded(c.hour, 2)):\(padded(c.minute, 2)):\(padded(c.second, 2))"
    let digits = min(max(fractionDigits, 0), 9)
    if digits > 0 { text += "." + padded(c.nanosecond, 9).prefix(digits) }
    return text + "Z"
  }

  /// Reads UTC in the form that `iso8601` writes: `2026-11-21T01:53:25Z`, with an optional fraction of up to nine digits; a date alone is
  /// its midnight. Nil for anything else.
  public init?(iso8601 text: some StringProtocol, leapSeconds: LeapSecondTable = .builtIn) {
    let bytes = Array(text.utf8)
    func number(_ start: Int, _ count: Int) -> Int? {
      guard start + count <= bytes.count else { return nil }
      var value = 0
      for byte in bytes[start..<(start + count)] {
        guard (48...57).contains(byte) else { return nil }
        value = value * 10 + Int(byte - 48)
      }
      return value
    }
    func mark(_ index: Int, _ character: Unicode.Scalar) -> Bool { index < bytes.count && bytes[index] == UInt8(ascii: character) }
    guard let year = number(0, 4), mark(4, "-"), let month = number(5, 2), mark(7, "-"), let day = number(8, 2) else { return nil }
    var calendar = CalendarTime(year, month, day)
    if bytes.count > 10 {
      guard mark(10, "T"), let hour = number(11, 2), mark(13, ":"), let minute = number(14, 2), mark(16, ":"), let second = number(17, 2),
        bytes.last == UInt8(ascii: "Z")
      else { return nil }
      (calendar.hour, calendar.minute, calendar.second) = (hour, minute, second)
      if bytes.count > 20 {
        let digits = bytes.count - 21
        guard mark(19, "."), (1...9).contains(digits), let fraction = number(20, digits) else { return nil }
        calendar.nanosecond = (digits..<9).reduce(fraction) { value, _ in value * 10 }
      }
    }
    self.init(calendar, in: .utc, leapSeconds: leapSeconds)
  }
}

/// The modified Julian day of a Gregorian date (Hinnant, "chrono-compatible low-level date algorithms", 2014; 1858-11-17 is day 0).
func modifiedJulianDay(year: Int, month: Int, day: Int) -> Int {
  let y = month <= 2 ? year - 1 : year
  let era = (y >= 0 ? y : y - 399) / 400
  let yearOfEra = y - era * 400
  let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
  return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 678_881
}

/// The Gregorian date of a modified Julian day: the inverse of `modifiedJulianDay(year:month:day:)`.
func civilDate(modifiedJulianDay: Int) -> (year: Int, month: Int, day: Int) {
  let z = modifiedJulianDay + 678_881
  let era = (z >= 0 ? z : z - 146_096) / 146_097
  let dayOfEra = z - era * 146_097
  let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
  let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
  let shifted = (5 * dayOfYear + 2) / 153
  let month = shifted < 10 ? shifted + 3 : shifted - 9
  return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
}

/// A number with zeros before it.
func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
