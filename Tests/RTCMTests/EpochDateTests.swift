import GNSS
import RecordedData
import Testing

@testable import RTCM

/// A recording gives the same epochs whenever it is replayed.
@Suite struct EpochDateTests {
  /// Dates of callers: a day in 2026, the day after, and one in 2031.
  static let callers = ["2026-11-21", "2026-11-22", "2031-06-15"].compactMap { GNSSTime(iso8601: $0) }

  /// All that comes out, in order: times, stations, and every bit of every row.
  static func epochs(_ bytes: [UInt8], date: GNSSTime?, authority: EpochAssembler.DateAuthority = .caller) -> (
    times: [GNSSTime], hash: Int, isDatedByStream: Bool
  ) {
    var scanner = FrameScanner()
    var assembler = EpochAssembler(context: TimeContext(approximateTime: date), authority: authority)
    var times: [GNSSTime] = []
    var hasher = Hasher()
    func keep(_ epoch: Epoch) {
      times.append(epoch.time)
      hasher.combine(epoch.stationID)
      for row in epoch.observations {
        hasher.combine(row.satellite)
        hasher.combine(row.signal)
        hasher.combine(row.flags.rawValue)
        for value in [row.pseudorange, row.phaseRange, row.rangeRate, row.carrierFrequency, Double(row.cn0_dbHz)] {
          hasher.combine(value.bitPattern)
        }
      }
    }
    func take(_ payload: RawSpan) {
      if ((try? assembler.add(payload, emit: keep)) ?? true) == false, let message = try? Message(payload: payload) {
        assembler.learn(from: message, emit: keep)
      }
    }
    scanner.scan(bytes.span.bytes) { take($0.payload) }
    scanner.finish { take($0.payload) }
    assembler.finish(emit: keep)
    return (times, hasher.finalize(), assembler.isDatedByStream)
  }

  /// Recordings with observations that say nothing of their date (no 1013, 1029, nor any ephemeris): the caller has to say it.
  static let undated: Set<String> = [
    "pyrtcm/pygpsdata-MIXED-RTCM3.log", "pyrtcm/pygpsdata-MIXED-RTCM3BADCRC.log", "pyrtcm/pygpsdata-RTCM3.log",
    "salmoshu-RTKLIB-Manual-CN/base.rtcm3", "swift-gnss-converters-history/ucsf_bard_four_seconds.rtcm3",
    "swift-gnss-converters/1012_first.rtcm", "swift-gnss-converters/beidou_invalid_fine_pseudorange.rtcm",
    "swift-gnss-converters/jenoba-jrr32m.rtcm3", "swift-gnss-converters/missing-gps.rtcm", "swift-gnss-converters/mixed-msm-legacy.rtcm",
    "swift-gnss-converters/piksi-5Hz.rtcm3", "uuiitwp-RTCM3/test05.rtcm3",
  ]

  @Test(.recordedData("data/rtcm"), arguments: RTKLibComparisonTests.recordings) func theCallersDateDoesNotMatter(path: String) throws {
    let bytes = try RecordedData.bytes(path)
    let found = DateEvidence.find(in: bytes.span.bytes)
    let results = Self.callers.map { Self.epochs(bytes, date: found ?? $0) }
    guard !results[0].times.isEmpty else { return }
    #expect((found == nil) == Self.undated.contains(String(path.dropFirst("data/rtcm/".count))))
    if found != nil {
      for other in results.dropFirst() { #expect(other.times == results[0].times && other.hash == results[0].hash) }
    } else {
      // The same but for whole weeks: the leap seconds of all three are 18.
      func ofWeek(_ times: [GNSSTime]) -> [Int64] { times.map { $0.nanoseconds - times[0].nanoseconds } }
      for other in results.dropFirst() { #expect(ofWeek(other.times) == ofWeek(results[0].times) && other.hash == results[0].hash) }
    }
  }

  /// The days of recordings as other sources tell: the catalogue's 1013 and time of week; for the first, RTKLIB's name of it and its leap seconds, 15.
  @Test(
    .recordedData("data/rtcm"),
    arguments: [
      ("rtklib/testglo.rtcm3", "2009-12-18T23:06:45Z", 186), ("gpsd/rtcm3-2.log", "2011-03-01T05:56:28Z", 84),
      // Week 2009 begins during it: 2018-07-15T00:00:00 GPST.
      ("swift-gnss-converters/week-rollover-STR24.rtcm3", "2018-07-14T23:49:51Z", 1134),
      ("swift-gnss-converters/glo_day_rollover.rtcm", "2017-07-28T21:42:53Z", 7),
    ]) func epochsHaveTheirDay(path: String, first: String, count: Int) throws
  {
    let bytes = try RecordedData.bytes("data/rtcm/" + path)
    for caller in Self.callers {
      let evidence = DateEvidence.find(in: bytes.span.bytes)
      let found = try #require(evidence)
      let times = Self.epochs(bytes, date: found).times
      #expect(times.first == GNSSTime(iso8601: first) && times.count == count)
      // In one pass, without a look ahead, the stream's date holds from its first evidence on.
      let once = Self.epochs(bytes, date: caller, authority: .stream)
      #expect(once.isDatedByStream && once.times.last == times.last)
    }
  }

  /// Every stream of the roll-over collection, in one pass and with three callers' dates: from the first evidence on the same.
  @Test(.recordedData("data/rtcm"), arguments: RTKLibComparisonTests.recordings) func onePassEndsWithTheSameDate(path: String) throws {
    let bytes = try RecordedData.bytes(path)
    let results = Self.callers.map { Self.epochs(bytes, date: $0, authority: .stream) }
    guard !results[0].times.isEmpty else { return }
    // Whether a stream told its date does not depend on the caller.
    #expect(results.allSatisfy { $0.isDatedByStream == results[0].isDatedByStream })
    let found = DateEvidence.find(in: bytes.span.bytes)
    #expect(results[0].isDatedByStream == (found != nil))
    guard found != nil, results[0].times.count > 60 else { return }
    for result in results { #expect(result.times.last == results[0].times.last) }
  }

  /// Observations before the first evidence have the caller's date, those after it the stream's; nothing is mixed.
  @Test func evidenceCorrectsTheCallersDate() throws {
    let day = GNSSTime(gpsWeek: 2263, secondsOfWeek: 572_000)
    func messages(_ seconds: Range<Int>) throws -> [[UInt8]] {
      try seconds.map { try smallMessage(.gps, at: day.advanced(bySeconds: Double($0)), more: false) }
    }
    var assembler = EpochAssembler(context: TimeContext(approximateTime: Self.callers[0]), authority: .stream)
    var times: [GNSSTime] = []
    for message in try messages(0..<5) { try assembler.add(message.span.bytes) { times.append($0.time) } }
    var isDated = assembler.isDatedByStream
    #expect(!isDated)
    assembler.learn(from: DateEvidenceTests.gps) { times.append($0.time) }
    isDated = assembler.isDatedByStream
    #expect(isDated)
    for message in try messages(5..<10) { try assembler.add(message.span.bytes) { times.append($0.time) } }
    #expect(times.suffix(5) == (5..<10).map { day.advanced(bySeconds: Double($0)) })
    #expect(times.prefix(5).allSatisfy { abs($0.seconds(since: Self.callers[0])) < 302_400 })
    // A caller who knows better is not corrected.
    var trusting = EpochAssembler(context: TimeContext(approximateTime: Self.callers[0]))
    trusting.learn(from: DateEvidenceTests.gps) { _ in }
    isDated = trusting.isDatedByStream
    let date = trusting.context.approximateTime
    #expect(!isDated && date == Self.callers[0])
  }

  /// A leap second within the stream: GPS counts on, GLONASS shows one second twice. 2016-12-31T23:59:60 UTC, 02:59:60 of the GLONASS day.
  @Test func aLeapSecondDoesNotSplitEpochs() throws {
    let last = try #require(GNSSTime(iso8601: "2016-12-31T23:59:50Z"))
    var assembler = EpochAssembler(context: TimeContext(approximateTime: last))
    var epochs: [(GNSSTime, Int)] = []
    for second in 0..<30 {
      for system in [GNSSSystem.gps, .glonass, .beidou] {
        let message = try smallMessage(system, at: last.advanced(bySeconds: Double(second)), more: system != .beidou)
        try assembler.add(message.span.bytes) { epochs.append(($0.time, $0.observations.count)) }
      }
    }
    #expect(epochs.map(\.0) == (0..<30).map { last.advanced(bySeconds: Double($0)) })
    #expect(epochs.allSatisfy { $0.1 == 18 })
  }
}
