import GNSS
import RTCM
import RecordedData
import Testing

@Suite struct EphemerisConversionTests {
  /// Any date will do: what is tested here is that scaling to SI units and back loses no bit.
  let context = TimeContext(approximateTime: GNSSTime(gpsWeek: 2200, secondsOfWeek: 300_000))

  @Test(.recordedData("data/rtcm")) func everyRecordedEphemerisComesBackBitByBit() throws {
    var counts: [UInt16: Int] = [:]
    var refused: [UInt16: Int] = [:]
    for file in RecordedData.files(below: "data/rtcm") where !file.contains("/rtcm-rs/") {
      let bytes = try RecordedData.bytes(file)
      for frame in plainFrames(bytes) {
        let message = try Message(payload: bytes.span.bytes.extracting((frame.offset + 3)..<(frame.offset + frame.length - 3)))
        var same: Bool?
        switch message {
        case .message1019(let m): same = try m.ephemeris(in: context).map { try Message1019($0) == m }
        case .message1020(var m):
          let back = try m.ephemeris(in: context).map { try Message1020($0) }
          m.reserved = 0  // seven reserved bits that no ephemeris has a place for
          same = back.map { $0 == m }
        case .message1041(var m):
          let back = try m.ephemeris(in: context).map { try Message1041($0) }
          m.reservedAfterIODEC = 0  // reserved and spare bits
          m.spareAfterIDOT = 0
          m.spareAfterI0 = 0
          same = back.map { $0 == m }
        case .message1042(let m): same = try m.ephemeris(in: context).map { try Message1042($0) == m }
        case .message1044(let m): same = try m.ephemeris(in: context).map { try Message1044($0) == m }
        case .message1045(var m):
          let back = try m.ephemeris(in: context).map { try Message1045($0) }
          m.reserved = 0
          same = back.map { $0 == m }
        case .message1046(var m):
          let back = try m.ephemeris(in: context).map { try Message1046($0) }
          m.reserved = 0
          same = back.map { $0 == m }
        default: continue
        }
        if let same {
          counts[message.number, default: 0] += 1
          if !same { Issue.record("\(file)@\(frame.offset): \(message) does not come back") }
        } else {
          refused[message.number, default: 0] += 1
        }
      }
    }
    for type: UInt16 in [1019, 1020, 1041, 1042, 1044, 1045, 1046] { #expect(counts[type, default: 0] > 0, "no \(type)") }
    print("recorded-data ephemerides:", counts.sorted { $0.key < $1.key }, "refused:", refused)
    #expect(refused.isEmpty)
  }

  @Test func beidouExampleInSIUnits() throws {
    // A recorded frame whose fields pyrtcm 1.2.1 and cssrlib 1.2.1 decode alike: C35, week 910, toe = toc = 309 600 s.
    let frame = bytes(hex: MessageExamples.message1042)
    let message = try Message1042(payload: frame.span.bytes.extracting(3..<(frame.count - 3)))
    let e = try #require(message.ephemeris(in: TimeContext()))
    #expect(e.satellite == Satellite(.beidou, 35))
    #expect(e.message == .d1)
    #expect(e.week == 910)
    #expect(e.toe == GNSSTime(week: 910, secondsOfWeek: 309_600, in: .bdt))
    #expect(e.toe.gpsWeek == 910 + 1356 && e.toe.secondsOfWeek == 309_614, "BDT is 14 s behind GPST")
    #expect(abs(e.clockBias - 6.08069240e-4) < 5e-13)  // printed to nine digits
    #expect(abs(e.eccentricity - 0.000836337102) < 5e-13)
    #expect(abs(e.sqrtA - 5282.667659760) < 5e-10)
    #expect(e.groupDelay == -1.9e-9 && e.groupDelay2 == -1.9e-9)
    #expect(try Message1042(e) == message)
  }

  @Test func navicExampleInSIUnits() throws {
    let frame = bytes(hex: MessageExamples.message1041)
    let message = try Message1041(payload: frame.span.bytes.extracting(3..<(frame.count - 3)))
    // Recorded on 2022-12-13: NavIC week 1216, sent as 1216 mod 1024 = 192.
    let date = try #require(GNSSTime(CalendarTime(2022, 12, 13), in: .gpst))
    let e = try #require(message.ephemeris(in: TimeContext(approximateTime: date)))
    #expect(e.satellite == Satellite(.navic, 9))
    #expect(e.week == 1216)
    #expect(e.toe == GNSSTime(gpsWeek: 2240, secondsOfWeek: 172_800))
    #expect(abs(e.clockBias - 5.417964421e-4) < 5e-14)
    #expect(abs(e.eccentricity - 0.002228101366) < 5e-13)
    #expect(abs(e.sqrtA - 6493.335949) < 5e-7)
    #expect(abs(e.inclination / .pi * 180 - 29.078767) < 5e-7)
    #expect(abs(e.nodeRate / .pi - -7.430571713e-10) < 5e-20)
    #expect(message.ephemeris(in: TimeContext()) == nil, "a week of ten bits means nothing without a date")
  }

  @Test func theTimeOfEphemerisMayLieAcrossTheEndOfTheWeek() throws {
    var m = Message1019()
    m.satelliteID = 5
    m.week = 2200 % 1024
    let saturday = TimeContext(approximateTime: GNSSTime(gpsWeek: 2200, secondsOfWeek: 603_000))
    m.toe = 0
    m.toc = 0
    let next = try #require(m.ephemeris(in: saturday))
    #expect(next.week == 2200 && next.toe == GNSSTime(gpsWeek: 2201, secondsOfWeek: 0) && next.toc == next.toe)
    #expect(try Message1019(next) == m)
    let sunday = TimeContext(approximateTime: GNSSTime(gpsWeek: 2200, secondsOfWeek: 600))
    m.toe = 37_799  // 604 784 s
    m.toc = 37_799
    let last = try #require(m.ephemeris(in: sunday))
    #expect(last.toe == GNSSTime(gpsWeek: 2199, secondsOfWeek: 604_784))
    #expect(try Message1019(last) == m)
    // A station repeats for hours what it received before the week ended (recorded: week-rollover-STR24.rtcm3, GPS with the old week and
    // t_oe 0), and the stream's time may still be the old week's when the first ephemeris with the new one comes.
    m.toe = 0
    m.toc = 0
    let repeated = try #require(m.ephemeris(in: TimeContext(approximateTime: GNSSTime(gpsWeek: 2201, secondsOfWeek: 600))))
    #expect(repeated.week == 2200 && repeated.toe == GNSSTime(gpsWeek: 2201, secondsOfWeek: 0))
    #expect(try Message1019(repeated) == m)
    m.toe = 37_799
    m.toc = 37_799
    let early = try #require(m.ephemeris(in: TimeContext(approximateTime: GNSSTime(gpsWeek: 2199, secondsOfWeek: 604_300))))
    #expect(early.week == 2200 && early.toe == GNSSTime(gpsWeek: 2199, secondsOfWeek: 604_784))
    // In the middle of the week, and with a date that is only roughly known, the week number stands.
    let later = try #require(m.ephemeris(in: TimeContext(approximateTime: GNSSTime(gpsWeek: 2300, secondsOfWeek: 600))))
    #expect(later.toe == GNSSTime(gpsWeek: 2200, secondsOfWeek: 604_784))
    m.toe = 37_800  // 604 800 s: beyond the week
    #expect(m.ephemeris(in: sunday) == nil)
  }

  @Test func theDayOfGLONASSComesFromTheContextOrFromTheSatellite() throws {
    var m = Message1020()
    m.satelliteID = 3
    m.channelRaw = 12
    m.tb = 1  // 00:15 Moscow time
    m.tk = 23 << 7 | 59 << 1
    m.nt = 366  // 2024-12-31 is day 366 of the interval that began in 2024
    m.n4 = 8
    #expect(m.ephemeris(in: TimeContext()) == nil, "without the additional data N4 has no meaning")
    m.additionalData = true
    // The frame began at 23:59:00 on the 31st, so tb is 00:15 on the 1st: 21:15 UTC on the 31st.
    let newYear = try #require(GNSSTime(CalendarTime(2024, 12, 31, 21, 15), in: .utc))
    let e = try #require(m.ephemeris(in: TimeContext()))
    #expect(e.toe == newYear)
    #expect(e.frequencyChannel == 5)
    #expect(try Message1020(e) == m)
    let context = TimeContext(approximateTime: GNSSTime(CalendarTime(2025, 3, 1, 22), in: .utc))
    #expect(m.ephemeris(in: context)?.toe == GNSSTime(CalendarTime(2025, 3, 1, 21, 15), in: .utc))
    // A negative zero is a bit, too.
    m.tauN = .min
    let negative = try #require(m.ephemeris(in: context))
    #expect(negative.tauN == 0 && negative.tauN.sign == .minus)
    #expect(try Message1020(negative) == m)
  }

  @Test func galileoHealthIsPackedAsRINEXPacksIt() throws {
    var inav = Message1046()
    inav.satelliteID = 11
    inav.week = 1200
    inav.e5bHealth = 2
    inav.e5bDataInvalid = true
    inav.e1bHealth = 1
    #expect(inav.ephemeris(in: TimeContext())?.health == 1 << 1 | 1 << 6 | 2 << 7)
    var fnav = Message1045()
    fnav.satelliteID = 11
    fnav.week = 1200
    fnav.e5aHealth = 3
    fnav.e5aDataInvalid = true
    #expect(fnav.ephemeris(in: TimeContext())?.health == 1 << 3 | 3 << 4)
  }

  @Test func whatDoesNotFitIsSaid() throws {
    var e = KeplerEphemeris(
      satellite: Satellite(.gps, 1), message: .lnav, week: 2200, toe: GNSSTime(gpsWeek: 2200, secondsOfWeek: 0),
      toc: GNSSTime(gpsWeek: 2200, secondsOfWeek: 0))
    #expect(throws: EncodeError.invalid(message: 1042, reason: "it does not carry the LNAV ephemeris of G01")) { _ = try Message1042(e) }
    e.clockBias = 0.01  // DF084 ends at 2²¹ · 2⁻³¹ s = 0.977 ms
    #expect(throws: EncodeError.valueOutOfRange(message: 1019, field: "DF084", value: 21_474_836)) { _ = try Message1019(e) }
  }
}
