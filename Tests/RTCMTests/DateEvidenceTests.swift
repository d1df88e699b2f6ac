import GNSS
import RTCM
import Testing

@Suite struct DateEvidenceTests {
  /// A GPS ephemeris of GPS week 2263 (2023-05-21), sent as 2263 mod 1024 = 215, at time of week 572 400 s: Saturday, 27 May.
  static let gps: Message = {
    var m = Message1019()
    m.week = 215
    m.toe = 35_775  // × 16 s
    return .message1019(m)
  }()

  /// A GLONASS ephemeris of day 1243 of a four-year interval, tb 18:45 of GLONASS time; the day is 27 May of the interval's last year.
  static func glonass(interval: UInt8) -> Message {
    var m = Message1020()
    m.additionalData = true
    m.n4 = interval
    m.nt = 1243
    m.tb = 75
    m.tk = 18 << 7 | 45 << 1
    return .message1020(m)
  }

  static func date(_ messages: Message...) -> String? {
    var evidence = DateEvidence()
    for message in messages { evidence.take(message) }
    return evidence.time.map { String($0.iso8601(fractionDigits: 0).prefix(10)) }
  }

  @Test func nothingSaysNothing() { #expect(Self.date() == nil) }

  @Test func tenBitsOfWeekAloneLieBetween2012And2031() {
    #expect(Self.date(Self.gps) == "2023-05-27")
    var m = Message1019()
    m.week = UInt16(2693 % 1024)
    #expect(Self.date(.message1019(m)) == "2031-08-16", "23:59:42 UTC of the day before week 2693")
    m.week = UInt16(1670 % 1024)
    #expect(Self.date(.message1019(m))?.prefix(7) == "2012-01")
  }

  /// Receivers are on air that send 2023 as interval 3 (7 without its upper bit), 2004–2007.
  @Test func aTruncatedGLONASSIntervalIsSeenThrough() {
    #expect(Self.date(Self.glonass(interval: 3)) == "2023-05-27")
    #expect(Self.date(Self.glonass(interval: 7)) == "2023-05-27")
    #expect(Self.date(Self.glonass(interval: 3), Self.gps) == "2023-05-27")
  }

  /// Week 676 of the ten bits is 2012-08-05, or 2032-03-21 when other evidence says so.
  @Test func otherEvidenceChoosesAmongTheCycles() {
    var gps = Message1019()
    gps.week = UInt16(1700 % 1024)
    #expect(Self.date(.message1019(gps))?.prefix(4) == "2012")
    var m = Message1013()
    m.modifiedJulianDay = 63_312  // 2032-03-21
    #expect(Self.date(.message1013(m)) == "2032-03-21")
    #expect(Self.date(.message1013(m), .message1019(gps)) == "2032-03-20", "23:59:42 UTC of the day before the week")
    m.modifiedJulianDay = 0
    #expect(Self.date(.message1013(m), Self.gps) == "2023-05-27", "a sender without a date sends 0")
    m.modifiedJulianDay = 60_091  // 2023-05-27
    #expect(Self.date(.message1013(m)) == "2023-05-27")
  }

  @Test func fullWeeksWinOverEverything() {
    var m = Message1042()
    m.satelliteID = 35
    m.week = 910  // 2023-06-11 in BDT
    m.toe = 0
    #expect(Self.date(Self.gps, Self.glonass(interval: 3), .message1042(m))?.prefix(7) == "2023-06")
    m.week = 1  // 2006: a simulator, or a receiver without time
    #expect(Self.date(.message1042(m)) == nil)
  }
}
