/// A time scale that satellites, receivers or people use: a view of `GNSSTime`.
///
/// Weeks are counted from each system's own epoch and are full, not rolled over.
public enum TimeScale: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  /// GPS time, from 1980-01-06 (IS-GPS-200).
  case gpst
  /// Galileo system time, from 1999-08-22 00:00:00 GPST, which is GPS week 1024 (Galileo OS SIS ICD 5.1.2).
  case gst
  /// QZSS time; weeks as GPS (IS-QZSS-PNT).
  case qzsst
  /// NavIC time; weeks from 1999-08-22, as Galileo (NavIC SPS ICD).
  case navict
  /// BeiDou time, from 2006-01-01 00:00:00 UTC: GPST − 14 s, weeks from GPS week 1356 (BDS-SIS-ICD-B1I 3.3).
  case bdt
  /// Coordinated universal time; weeks from 1980-01-06, on the calendar.
  case utc
  /// GLONASS time: UTC + 3 h (GLONASS ICD 5.1, 3.3.3), with UTC's leap seconds; weeks as UTC.
  case glonasst
  /// International atomic time: GPST + 19 s; weeks from 1980-01-06.
  case tai

  /// The GPS week in which week 0 of the scale begins.
  public var firstGPSWeek: Int {
    switch self {
    case .gst, .navict: 1024
    case .bdt: 1356
    case .gpst, .qzsst, .utc, .glonasst, .tai: 0
    }
  }

  /// Scale − GPST in seconds, without leap seconds: what is constant of the difference.
  var fixedOffset: Int {
    switch self {
    case .gpst, .gst, .qzsst, .navict, .utc: 0
    case .bdt: -14
    case .glonasst: 3 * 3600
    case .tai: taiMinusGPST
    }
  }

  /// True for the scales that follow UTC's leap seconds.
  public var hasLeapSeconds: Bool { self == .utc || self == .glonasst }

  /// The scale in which a system's broadcast week and time of week are counted.
  public init(_ system: GNSSSystem) {
    switch system {
    case .gps, .sbas: self = .gpst
    case .glonass: self = .glonasst
    case .galileo: self = .gst
    case .qzss: self = .qzsst
    case .beidou: self = .bdt
    case .navic: self = .navict
    }
  }
}

/// A day and the time within it, as one scale counts them.
public struct DayTime: Hashable, Sendable, BitwiseCopyable {
  /// The modified Julian day.
  public var modifiedJulianDay: Int
  /// Nanoseconds since the day began, 0 ..< 86 400e9. In UTC a leap second is 86 400e9 ..< 86 401e9; in GLONASS time, where it falls at
  /// three in the morning, it cannot be told from the second after it (GLONASS counts 03:00:00 twice).
  public var nanosecondsOfDay: Int64

  /// A day and time.
  public init(modifiedJulianDay: Int, nanosecondsOfDay: Int64) {
    self.modifiedJulianDay = modifiedJulianDay
    self.nanosecondsOfDay = nanosecondsOfDay
  }

  /// Day and fraction as one number, good to about 1 µs.
  public var modifiedJulianDate: Double { Double(modifiedJulianDay) + Double(nanosecondsOfDay) / Double(GNSSTime.nanosecondsPerDay) }
}

extension GNSSTime {
  /// The day and the time of day in a scale.
  public func dayTime(in scale: TimeScale, leapSeconds: LeapSecondTable = .builtIn) -> DayTime {
    var offset = Int64(scale.fixedOffset) * 1_000_000_000
    if scale.hasLeapSeconds { offset -= Int64(leapSeconds.gpstMinusUTC(at: self)) * 1_000_000_000 }
    let (q, r) = (nanoseconds + offset).quotientAndRemainder(dividingBy: Self.nanosecondsPerDay)
    var day = gpsEpochMJD + Int(q)
    var rest = r
    if rest < 0 {
      rest += Self.nanosecondsPerDay
      day -= 1
    }
    // During an inserted second the old offset still holds, so the count runs 00:00:00 of the next day once before its time.
    if scale == .utc, rest < 1_000_000_000, leapSeconds.hasLeapSecond(atEndOfUTCDay: day - 1),
      leapSeconds.gpstMinusUTC(at: self) < leapSeconds.gpstMinusUTC(onUTCDay: day)
    {
      return DayTime(modifiedJulianDay: day - 1, nanosecondsOfDay: rest + Self.nanosecondsPerDay)
    }
    return DayTime(modifiedJulianDay: day, nanosecondsOfDay: rest)
  }

  /// The instant of a day and time of day in a scale. The time of day may exceed the day.
  ///
  /// In GLONASS time, 03:00:00 of a day that has a leap second means the second after it.
  public init(_ dayTime: DayTime, in scale: TimeScale, leapSeconds: borrowing LeapSecondTable = .builtIn) {
    let count = Int64(dayTime.modifiedJulianDay - gpsEpochMJD) * Self.nanosecondsPerDay + dayTime.nanosecondsOfDay
    var offset = Int64(scale.fixedOffset)
    if scale == .utc {
      offset -= Int64(leapSeconds.gpstMinusUTC(onUTCDay: dayTime.modifiedJulianDay))
    } else if scale == .glonasst {
      let beforeThree = dayTime.nanosecondsOfDay < offset * 1_000_000_000
      offset -= Int64(leapSeconds.gpstMinusUTC(onUTCDay: dayTime.modifiedJulianDay - (beforeThree ? 1 : 0)))
    }
    nanoseconds = count - offset * 1_000_000_000
  }

  /// The full week of a scale and the nanoseconds within it, 0 ..< 604 800e9.
  ///
  /// In UTC and GLONASS time it is the calendar week from Sunday 00:00:00; a leap second at its end counts beyond 604 800e9.
  public func week(in scale: TimeScale, leapSeconds: LeapSecondTable = .builtIn) -> (week: Int, nanosecondsOfWeek: Int64) {
    let t = dayTime(in: scale, leapSeconds: leapSeconds)
    let days = t.modifiedJulianDay - gpsEpochMJD
    let week = days >= 0 ? days / 7 : (days - 6) / 7
    return (week - scale.firstGPSWeek, Int64(days - 7 * week) * Self.nanosecondsPerDay + t.nanosecondsOfDay)
  }

  /// The instant of a full week of a scale and the nanoseconds within it, which may exceed a week.
  public init(week: Int, nanosecondsOfWeek: Int64, in scale: TimeScale, leapSeconds: borrowing LeapSecondTable = .builtIn) {
    let (days, rest) = nanosecondsOfWeek.quotientAndRemainder(dividingBy: Self.nanosecondsPerDay)
    let day = gpsEpochMJD + 7 * (week + scale.firstGPSWeek) + Int(days)
    self.init(DayTime(modifiedJulianDay: day, nanosecondsOfDay: rest), in: scale, leapSeconds: leapSeconds)
  }

  /// The instant of a full week of a scale and the seconds within it, rounded to a nanosecond.
  public init(week: Int, secondsOfWeek: Double, in scale: TimeScale, leapSeconds: borrowing LeapSecondTable = .builtIn) {
    self.init(week: week, nanosecondsOfWeek: Int64((secondsOfWeek * 1e9).rounded()), in: scale, leapSeconds: leapSeconds)
  }

  /// The instant of a GLONASS date as the satellites broadcast it (GLONASS ICD 5.1, table 4.5): N4, the four-year interval from 1996, in which
  /// 1996–1999 is 1; NT, the day in the interval, 1 on 1 January of its leap year; and the time of day.
  public init(glonassInterval n4: Int, day nt: Int, nanosecondsOfDay: Int64, leapSeconds: borrowing LeapSecondTable = .builtIn) {
    let day = glonassEpochMJD + (n4 - 1) * 1461 + (nt - 1)
    self.init(DayTime(modifiedJulianDay: day, nanosecondsOfDay: nanosecondsOfDay), in: .glonasst, leapSeconds: leapSeconds)
  }

  /// The GLONASS date: four-year interval N4 from 1996, day NT within it (from 1), and the time of day.
  public func glonassDate(
    leapSeconds: LeapSecondTable = .builtIn
  ) -> (interval: Int, day: Int, nanosecondsOfDay: Int64) {
    let t = dayTime(in: .glonasst, leapSeconds: leapSeconds)
    let days = t.modifiedJulianDay - glonassEpochMJD
    let interval = days >= 0 ? days / 1461 : (days - 1460) / 1461
    return (interval + 1, days - interval * 1461 + 1, t.nanosecondsOfDay)
  }
}

/// The modified Julian day of 1996-01-01, from which GLONASS counts four-year intervals.
private let glonassEpochMJD = 50083
