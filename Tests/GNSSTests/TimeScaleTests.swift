import GNSS
import Testing

@Suite struct TimeScaleTests {
  /// GPS week 2111, second 345 600 is 2020-06-25 00:00:00 GPST: header of the IGS product igs21114.sp3.
  let igsDay = GNSSTime(gpsWeek: 2111, secondsOfWeek: 345_600)

  @Test func weeksOfEachSystem() throws {
    #expect(igsDay.calendar(in: .gpst) == CalendarTime(2020, 6, 25))
    // Galileo OS SIS ICD 5.1.2: GST week 0 is GPS week 1024.
    #expect(igsDay.week(in: .gst) == (1087, 345_600_000_000_000))
    // BDS-SIS-ICD-B1I 3.3: BDT began 2006-01-01 00:00:00 UTC, when GPST − UTC was 14 s, in GPS week 1356.
    #expect(igsDay.week(in: .bdt) == (755, 345_586_000_000_000))
    #expect(try #require(GNSSTime(CalendarTime(2006, 1, 1), in: .utc)).week(in: .bdt) == (0, 0))
    #expect(igsDay.calendar(in: .utc) == CalendarTime(2020, 6, 24, 23, 59, 42))
    #expect(igsDay.calendar(in: .glonasst) == CalendarTime(2020, 6, 25, 2, 59, 42))
    #expect(igsDay.calendar(in: .tai) == CalendarTime(2020, 6, 25, 0, 0, 19))
    #expect(igsDay.dayTime(in: .gpst).modifiedJulianDate == 59025)
    #expect(igsDay.calendar(in: .gpst).dayOfYear == 177)
  }

  @Test(arguments: TimeScale.allCases) func everyViewRoundTrips(scale: TimeScale) {
    var time = GNSSTime(gpsWeek: -3, nanosecondsOfWeek: 1)
    for _ in 0..<4000 {
      let day = time.dayTime(in: scale)
      #expect(GNSSTime(day, in: scale) == time)
      let (week, rest) = time.week(in: scale)
      #expect(GNSSTime(week: week, nanosecondsOfWeek: rest, in: scale) == time)
      #expect(GNSSTime(time.calendar(in: scale), in: scale) == time)
      time = GNSSTime(nanoseconds: time.nanoseconds + 555_555_123_456_789)  // 6.4 days, so that all times of day come
    }
  }

  @Test func leapSecondOf2016() throws {
    // IERS Bulletin C 52: 2016-12-31 23:59:60, UTC − TAI −36 s before, −37 s after; so GPST − UTC 17 s, then 18 s.
    let before = try #require(GNSSTime(CalendarTime(2016, 12, 31, 23, 59, 59), in: .utc))
    let leap = before.advanced(bySeconds: 1.25)
    #expect(leap.calendar(in: .utc) == CalendarTime(2016, 12, 31, 23, 59, 60, nanosecond: 250_000_000))
    #expect(leap.iso8601() == "2016-12-31T23:59:60.250Z")
    #expect(GNSSTime(iso8601: "2016-12-31T23:59:60.25Z") == leap)
    #expect(before.advanced(bySeconds: 2).iso8601(fractionDigits: 0) == "2017-01-01T00:00:00Z")
    #expect(LeapSecondTable.builtIn.gpstMinusUTC(at: leap) == 17)
    #expect(LeapSecondTable.builtIn.gpstMinusUTC(at: before.advanced(bySeconds: 2)) == 18)
  }

  @Test func readsISO8601() {
    #expect(GNSSTime(iso8601: "2026-11-21")?.iso8601() == "2026-11-21T00:00:00.000Z")
    for text in [
      "", "2026-13-01", "2026-02-29", "2026-11-21T01:02:03", "2026-11-21T24:00:00Z", "2026-11-21 01:02:03Z", "2026-11-21T01:02:03.Z",
    ] {
      #expect(GNSSTime(iso8601: text) == nil, "\(text)")
    }
  }

  @Test func glonassDates() throws {
    // GLONASS ICD 5.1: N4 = 1 covers 1996…1999; 2020-06-25 is day 177 of the leap year that opens interval 7.
    let time = try #require(GNSSTime(CalendarTime(2020, 6, 25, 12), in: .glonasst))
    #expect(time.glonassDate() == (7, 177, 43_200_000_000_000))
    #expect(GNSSTime(glonassInterval: 7, day: 177, nanosecondsOfDay: 43_200_000_000_000) == time)
  }
}

@Suite struct LeapSecondTableTests {
  static let sample = """
    # a comment
    #$\t 3676924800
    #@\t3707596800
    2272060800\t10\t# 1 Jan 1972
    3644697600\t36\t# 1 Jul 2015
    3692217600\t37\t# 1 Jan 2017

    """

  @Test func readsTheNTPFormat() throws {
    let table = try LeapSecondTable(leapSecondsList: Self.sample)
    #expect(table.entries.map(\.gpstMinusUTC) == [-9, 17, 18])
    #expect(table.entries.last?.modifiedJulianDay == 57754)  // 2017-01-01
    #expect(table.expiryModifiedJulianDay == 57932)  // 2017-06-28, the expiry of that issue of the list
  }

  @Test(arguments: [
    ("", 0), ("# nothing\n", 0), ("12 x\n", 1), ("# a\n2272060800 ten\n", 2), ("3692217600 37\n3644697600 36\n", 2), ("2272060801 10\n", 1),
    ("99999999999999999999 10\n", 1), ("-86400 10\n", 1),
  ]) func refusesWithTheLine(text: String, line: Int) {
    #expect { try LeapSecondTable(leapSecondsList: text) } throws: { ($0 as? LeapSecondTable.ParseError)?.line == line }
  }

  @Test func aNewerTableReplacesTheBuiltIn() throws {
    // An invented leap second at the end of 2030.
    let day = 62867  // 2031-01-01
    let table = try #require(LeapSecondTable(entries: LeapSecondTable.builtIn.entries + [.init(modifiedJulianDay: day, gpstMinusUTC: 19)]))
    let time = try #require(GNSSTime(CalendarTime(2031, 1, 1), in: .gpst))
    #expect(time.iso8601(fractionDigits: 0, leapSeconds: table) == "2030-12-31T23:59:42Z")
    #expect(time.advanced(bySeconds: 20).iso8601(fractionDigits: 0, leapSeconds: table) == "2031-01-01T00:00:01Z")
    #expect(time.advanced(bySeconds: 20).iso8601(fractionDigits: 0) == "2031-01-01T00:00:02Z")
  }
}
