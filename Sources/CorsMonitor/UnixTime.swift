import GNSS

extension GNSSTime {
  /// Seconds of UTC since 1970 as POSIX counts them (a leap second shares its number with the second after it).
  public func unixSeconds(leapSeconds: LeapSecondTable = .builtIn) -> Double {
    let utc = dayTime(in: .utc, leapSeconds: leapSeconds)
    return Double(utc.modifiedJulianDay - 40587) * 86400 + Double(utc.nanosecondsOfDay) * 1e-9
  }

  /// Whole seconds of `unixSeconds`, rounded down.
  func wholeUnixSeconds(leapSeconds: LeapSecondTable) -> Int {
    let utc = dayTime(in: .utc, leapSeconds: leapSeconds)
    return (utc.modifiedJulianDay - 40587) * 86400 + Int(utc.nanosecondsOfDay / 1_000_000_000)
  }

  /// The instant of a POSIX time in nanoseconds since 1970.
  public init(unixNanoseconds: Int64, leapSeconds: LeapSecondTable = .builtIn) {
    var (day, rest) = unixNanoseconds.quotientAndRemainder(dividingBy: Self.nanosecondsPerDay)
    if rest < 0 {
      day -= 1
      rest += Self.nanosecondsPerDay
    }
    self.init(DayTime(modifiedJulianDay: 40587 + Int(day), nanosecondsOfDay: rest), in: .utc, leapSeconds: leapSeconds)
  }
}
