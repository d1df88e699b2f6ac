/// What a decoder knows of the date: messages carry only a time of week, a time of day or a week number that has rolled over.
///
/// The approximate time comes from the caller (an argument, the arrival time of the bytes) or is learnt from the stream; nothing here reads
/// a clock. Every answer is the full time nearest to the approximate time, so it must be right to half the period that is resolved:
/// 3.5 days for a time of week, 12 hours for a time of day, 9.8 years for a 10-bit week.
public struct TimeContext: Sendable {
  /// The leap seconds that GLONASS times are resolved with.
  public var leapSeconds: LeapSecondTable
  /// The approximate time; nil as long as none is known. Set it freely; decoders move it along with `learn`.
  public var approximateTime: GNSSTime?

  /// A context, with a date or still without one.
  public init(approximateTime: GNSSTime? = nil, leapSeconds: LeapSecondTable = .builtIn) {
    self.approximateTime = approximateTime
    self.leapSeconds = leapSeconds
  }

  /// Takes a time that was resolved, or that the stream states in full, as the approximate time from here on.
  public mutating func learn(_ time: GNSSTime) { approximateTime = time }

  /// The nearest instant with this time of week in a scale; nil without an approximate time, or for a time outside the week
  /// (a second more than the week is taken, for leap seconds).
  public func time(millisecondsOfWeek: Int, in scale: TimeScale) -> GNSSTime? {
    time(nanosecondsOfWeek: Int64(millisecondsOfWeek) &* 1_000_000, in: scale)
  }

  /// The nearest instant with this time of week in a scale; see `time(millisecondsOfWeek:in:)`.
  public func time(nanosecondsOfWeek: Int64, in scale: TimeScale) -> GNSSTime? {
    guard let approximateTime, (0..<(GNSSTime.nanosecondsPerWeek + 1_000_000_000)).contains(nanosecondsOfWeek) else { return nil }
    if let offset = steadyOffset(of: scale, around: approximateTime) {
      return Self.nearest(to: approximateTime, count: nanosecondsOfWeek - offset, period: GNSSTime.nanosecondsPerWeek)
    }
    let week = approximateTime.week(in: scale, leapSeconds: leapSeconds).week
    return nearest(to: approximateTime, in: (week - 1)...(week + 1)) {
      GNSSTime(week: $0, nanosecondsOfWeek: nanosecondsOfWeek, in: scale, leapSeconds: leapSeconds)
    }
  }

  /// The full week number, in the scale's own count, that is nearest to the approximate time and ends in these bits.
  ///
  /// Without an approximate time a week of 12 or 13 bits is taken as it stands: Galileo's 12 bits roll over in 2078 and BeiDou's 13 bits
  /// in 2163. A week of fewer bits then has no answer: GPS's ten bits have rolled over in 1999 and 2019.
  /// - Parameters:
  ///   - rolled: The week number as broadcast.
  ///   - bits: Its width, 8…16.
  public func fullWeek(rolled: Int, bits: Int, in scale: TimeScale) -> Int? {
    guard (8...16).contains(bits), rolled >= 0, rolled < 1 << bits else { return nil }
    guard let approximateTime else { return bits >= 12 && scale != .gpst && scale != .qzsst ? rolled : nil }
    let period = 1 << bits
    let week = approximateTime.week(in: scale, leapSeconds: leapSeconds).week
    // The least week ≥ week − period/2 with these bits.
    let lower = week - period / 2
    let excess = (rolled - lower) % period
    return lower + (excess < 0 ? excess + period : excess)
  }

  /// The instant of a rolled week number and a time of week: `fullWeek(rolled:bits:in:)` made a time.
  ///
  /// Near the end of a week the week number alone may be off by one from the approximate time; that is what the message says, and is kept.
  public func time(rolledWeek: Int, bits: Int, secondsOfWeek: Double, in scale: TimeScale) -> GNSSTime? {
    guard secondsOfWeek >= 0, secondsOfWeek < 2 * 604_800, let week = fullWeek(rolled: rolledWeek, bits: bits, in: scale) else {
      return nil
    }
    return GNSSTime(week: week, secondsOfWeek: secondsOfWeek, in: scale, leapSeconds: leapSeconds)
  }

  /// The nearest instant with this GLONASS time of day (RTCM DF034, UTC + 3 h); nil without an approximate time or outside 0…86 400 999 ms.
  ///
  /// A leap second falls at 02:59:60 of GLONASS time. Its milliseconds, 10 800 000…10 800 999, are those of the second after it as well;
  /// the nearer of the two is taken. A value from 86 400 000 on is the second after the end of the day.
  public func glonassTime(millisecondsOfDay: Int) -> GNSSTime? {
    guard let approximateTime, (0...86_400_999).contains(millisecondsOfDay) else { return nil }
    if let offset = steadyOffset(of: .glonasst, around: approximateTime) {
      return Self.nearest(to: approximateTime, count: Int64(millisecondsOfDay) * 1_000_000 - offset, period: GNSSTime.nanosecondsPerDay)
    }
    let day = approximateTime.dayTime(in: .glonasst, leapSeconds: leapSeconds).modifiedJulianDay
    return nearest(to: approximateTime, in: (day - 1)...(day + 1)) {
      glonassTime(day: $0, millisecondsOfDay: millisecondsOfDay, near: approximateTime)
    }
  }

  /// The nearest instant with this day of the week (0 is Sunday) and GLONASS time of day, as the MSM header carries them (DF416, DF034).
  ///
  /// Day 7 is "not known": then the nearest time of day is taken, as by `glonassTime(millisecondsOfDay:)`.
  public func glonassTime(dayOfWeek: Int, millisecondsOfDay: Int) -> GNSSTime? {
    guard dayOfWeek != 7 else { return glonassTime(millisecondsOfDay: millisecondsOfDay) }
    guard let approximateTime, (0...6).contains(dayOfWeek), (0...86_400_999).contains(millisecondsOfDay) else { return nil }
    if let offset = steadyOffset(of: .glonasst, around: approximateTime) {
      let count = Int64(dayOfWeek) * GNSSTime.nanosecondsPerDay + Int64(millisecondsOfDay) * 1_000_000
      return Self.nearest(to: approximateTime, count: count - offset, period: GNSSTime.nanosecondsPerWeek)
    }
    let today = approximateTime.dayTime(in: .glonasst, leapSeconds: leapSeconds).modifiedJulianDay
    let weekday = ((today - gpsEpochMJD) % 7 + 7) % 7  // 1980-01-06 was a Sunday
    return nearest(to: approximateTime, in: -1...1) {
      glonassTime(day: today - weekday + dayOfWeek + 7 * $0, millisecondsOfDay: millisecondsOfDay, near: approximateTime)
    }
  }

  /// Scale − GPST in nanoseconds where it stays the same for more than a week before and after a time: then weeks and days are all equally
  /// long, and the nearest instant needs no search. Nil near a leap second.
  private func steadyOffset(of scale: TimeScale, around time: GNSSTime) -> Int64? {
    let fixed = Int64(scale.fixedOffset) * 1_000_000_000
    guard scale.hasLeapSeconds else { return fixed }
    let margin = 9 * GNSSTime.nanosecondsPerDay
    for entry in leapSeconds.entries.reversed() {
      let since = time.nanoseconds - entry.start.nanoseconds
      if since > margin { return fixed - Int64(entry.gpstMinusUTC) * 1_000_000_000 }
      if since >= -margin { return nil }
    }
    return nil
  }

  /// The instant nearest to `time` whose count of nanoseconds since 1980-01-06 GPST is `count` but for whole periods; of two equally near the earlier.
  private static func nearest(to time: GNSSTime, count: Int64, period: Int64) -> GNSSTime {
    let half = period / 2
    var difference = (count - time.nanoseconds + half) % period
    if difference < 0 { difference += period }
    return GNSSTime(nanoseconds: time.nanoseconds + difference - half)
  }

  private func glonassTime(day: Int, millisecondsOfDay: Int, near approximateTime: GNSSTime) -> GNSSTime {
    let dayTime = DayTime(modifiedJulianDay: day, nanosecondsOfDay: Int64(millisecondsOfDay) * 1_000_000)
    let time = GNSSTime(dayTime, in: .glonasst, leapSeconds: leapSeconds)
    guard (10_800_000...10_800_999).contains(millisecondsOfDay), leapSeconds.hasLeapSecond(atEndOfUTCDay: day - 1) else { return time }
    let leap = GNSSTime(nanoseconds: time.nanoseconds - 1_000_000_000)
    return leap.distance(to: approximateTime) < time.distance(to: approximateTime) ? leap : time
  }

  private func nearest(to approximateTime: GNSSTime, in candidates: ClosedRange<Int>, _ time: (Int) -> GNSSTime) -> GNSSTime {
    var best = time(candidates.lowerBound)
    for candidate in candidates.dropFirst() {
      let other = time(candidate)
      if other.distance(to: approximateTime) < best.distance(to: approximateTime) { best = other }
    }
    return best
  }
}

extension GNSSTime {
  fileprivate func distance(to other: GNSSTime) -> UInt64 {
    nanoseconds > other.nanoseconds
      ? UInt64(bitPattern: nanoseconds &- other.nanoseconds) : UInt64(bitPattern: other.nanoseconds &- nanoseconds)
  }
}
