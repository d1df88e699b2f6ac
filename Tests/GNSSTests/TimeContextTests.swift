import GNSS
import Testing

@Suite struct TimeContextTests {
  @Test func knowsNothingWithoutADate() {
    let context = TimeContext()
    #expect(context.time(millisecondsOfWeek: 1000, in: .gpst) == nil)
    #expect(context.glonassTime(millisecondsOfDay: 1000) == nil)
    #expect(context.fullWeek(rolled: 311, bits: 10, in: .gpst) == nil)
    #expect(context.fullWeek(rolled: 1403, bits: 12, in: .gst) == 1403)
    #expect(context.fullWeek(rolled: 1071, bits: 13, in: .bdt) == 1071)
  }

  @Test func timeOfWeekAcrossTheRollover() {
    // Approximate time one second before the end of GPS week 2400.
    let end = GNSSTime(gpsWeek: 2401, secondsOfWeek: 0)
    let context = TimeContext(approximateTime: end.advanced(bySeconds: -1))
    #expect(context.time(millisecondsOfWeek: 0, in: .gpst) == end)
    #expect(context.time(millisecondsOfWeek: 604_799_000, in: .gpst) == end.advanced(bySeconds: -1))
    // BeiDou's week ends 14 s after GPS's.
    #expect(context.time(millisecondsOfWeek: 0, in: .bdt) == end.advanced(bySeconds: 14))
    #expect(context.time(millisecondsOfWeek: 604_786_000, in: .bdt) == end)
    #expect(context.time(millisecondsOfWeek: 604_801_000, in: .gpst) == nil)
    #expect(context.time(millisecondsOfWeek: -1, in: .gpst) == nil)
  }

  @Test func everyTimeOfWeekResolvesToTheNearest() {
    let start = GNSSTime(gpsWeek: 2300, secondsOfWeek: 100_000)
    let context = TimeContext(approximateTime: start)
    for hours in stride(from: -83.0, through: 83.0, by: 0.5) {  // half a week is 84 h
      let time = start.advanced(bySeconds: hours * 3600)
      for scale in [TimeScale.gpst, .gst, .bdt, .qzsst, .navict] {
        #expect(context.time(nanosecondsOfWeek: time.week(in: scale).nanosecondsOfWeek, in: scale) == time)
      }
    }
  }

  @Test func rolledWeeks() {
    // GPS week 2445 (2026-11) is 397 modulo 1024; GST week 1421; BDT week 1089.
    let context = TimeContext(approximateTime: GNSSTime(gpsWeek: 2445, secondsOfWeek: 1))
    #expect(context.fullWeek(rolled: 397, bits: 10, in: .gpst) == 2445)
    #expect(context.fullWeek(rolled: 1421, bits: 12, in: .gst) == 1421)
    #expect(context.fullWeek(rolled: 1089, bits: 13, in: .bdt) == 1089)
    #expect(context.fullWeek(rolled: 397, bits: 10, in: .navict) == 1421)
    #expect(context.fullWeek(rolled: 1024, bits: 10, in: .gpst) == nil)
    // Just across the roll-over of 2019-04-07 (week 2048), both ways.
    let old = TimeContext(approximateTime: GNSSTime(gpsWeek: 2047, secondsOfWeek: 604_000))
    #expect(old.fullWeek(rolled: 0, bits: 10, in: .gpst) == 2048)
    #expect(old.fullWeek(rolled: 1023, bits: 10, in: .gpst) == 2047)
    for week in [700, 1023, 1024, 2047, 2048, 3071, 3072] {
      let context = TimeContext(approximateTime: GNSSTime(gpsWeek: week, secondsOfWeek: 1))
      for offset in [-500, -1, 0, 1, 500] {
        #expect(context.fullWeek(rolled: (week + offset) & 1023, bits: 10, in: .gpst) == week + offset)
      }
    }
  }

  @Test func glonassDayAcrossMidnightAndWeek() throws {
    let midnight = try #require(GNSSTime(CalendarTime(2026, 11, 22), in: .glonasst))  // a Sunday
    let context = TimeContext(approximateTime: midnight.advanced(bySeconds: -2))
    #expect(context.glonassTime(millisecondsOfDay: 500) == midnight.advanced(bySeconds: 0.5))
    #expect(context.glonassTime(millisecondsOfDay: 86_399_000) == midnight.advanced(bySeconds: -1))
    #expect(context.glonassTime(dayOfWeek: 0, millisecondsOfDay: 0) == midnight)
    #expect(context.glonassTime(dayOfWeek: 6, millisecondsOfDay: 86_399_000) == midnight.advanced(bySeconds: -1))
    #expect(context.glonassTime(dayOfWeek: 7, millisecondsOfDay: 0) == midnight)
    #expect(context.glonassTime(dayOfWeek: 2, millisecondsOfDay: 0) == midnight.advanced(bySeconds: 2 * 86400))
    #expect(context.glonassTime(dayOfWeek: 4, millisecondsOfDay: 0) == midnight.advanced(bySeconds: -3 * 86400))
    #expect(context.glonassTime(millisecondsOfDay: 86_401_000) == nil)
    // GLONASS midnight is 21:00:00 UTC, 21:00:18 GPST.
    #expect(midnight.calendar(in: .gpst) == CalendarTime(2026, 11, 21, 21, 0, 18))
  }

  @Test func glonassLeapSecondIsTheNearerOfTwo() throws {
    let after = try #require(GNSSTime(CalendarTime(2017, 1, 1), in: .utc))
    let leap = after.advanced(bySeconds: -1)
    #expect(TimeContext(approximateTime: leap.advanced(bySeconds: -1)).glonassTime(millisecondsOfDay: 10_800_000) == leap)
    #expect(TimeContext(approximateTime: leap).glonassTime(millisecondsOfDay: 10_800_000) == leap)
    #expect(TimeContext(approximateTime: after).glonassTime(millisecondsOfDay: 10_800_000) == after)
    #expect(TimeContext(approximateTime: after).glonassTime(millisecondsOfDay: 10_799_000) == after.advanced(bySeconds: -2))
  }
}
