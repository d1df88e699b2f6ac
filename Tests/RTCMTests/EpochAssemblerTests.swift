import CMallocCounter
import GNSS
import RecordedData
import Testing

@testable import RTCM

/// A small message of one system: as many satellites as said, two signals each.
func smallMessage(
  _ system: GNSSSystem, at time: GNSSTime, more: Bool, satellites: ClosedRange<UInt8> = 1...3, stationID: UInt16 = 7, level: Int = 7
) throws -> [UInt8] {
  let codes = (1...32).compactMap { MSMSignals.signal($0, of: system) }.prefix(2)
  var rows: [Observation] = []
  for number in satellites {
    for signal in codes {
      var row = Observation(satellite: Satellite(system, number + (system == .sbas ? 19 : 0)), signal: signal)
      row.pseudorange = 2.2e7 + Double(number) * 1000
      row.phaseRange = row.pseudorange + 3
      row.rangeRate = 100
      row.cn0_dbHz = 45
      row.lockTime_ms = 100_000
      row.carrierFrequency = signal.carrierFrequency(of: system, glonassChannel: -3) ?? .nan
      rows.append(row)
    }
  }
  var header = MSMHeader(kind: try #require(MSMKind(system, level: level)))
  header.multipleMessage = more
  header.stationID = stationID
  var composer = MSMComposer()
  var payload: [UInt8] = []
  _ = try composer.compose(rows.span, header: header, time: time) { payload = Array(array($0).dropFirst(3).dropLast(3)) }
  return payload
}

/// True in release builds.
let isOptimised: Bool = {
  var result = true
  assert(
    {
      result = false
      return true
    }())
  return result
}()

@Suite struct EpochAssemblerTests {
  static let start = GNSSTime(gpsWeek: 2400, secondsOfWeek: 100_000)

  struct Emitted: Equatable {
    var time: GNSSTime
    var satellites: [Satellite]
  }

  /// Feeds messages and returns what was emitted.
  func assemble(_ messages: [[UInt8]], approximately: GNSSTime = start) throws -> ([Emitted], EpochAssembler.Statistics) {
    var assembler = EpochAssembler(context: TimeContext(approximateTime: approximately))
    var emitted: [Emitted] = []
    func keep(_ epoch: Epoch) {
      emitted.append(Emitted(time: epoch.time, satellites: Set(epoch.observations.map(\.satellite)).sorted()))
    }
    for message in messages { try assembler.add(message.span.bytes, emit: keep) }
    assembler.finish(emit: keep)
    return (emitted, assembler.statistics)
  }

  @Test func allSystemsOfOneInstantAreOneEpoch() throws {
    var messages: [[UInt8]] = []
    for second in 0..<3 {
      for system in GNSSSystem.allCases {
        messages.append(try smallMessage(system, at: Self.start.advanced(bySeconds: Double(second)), more: system != .navic))
      }
    }
    let (emitted, statistics) = try assemble(messages)
    #expect(emitted.map(\.time) == (0..<3).map { Self.start.advanced(bySeconds: Double($0)) })
    #expect(emitted.allSatisfy { $0.satellites.count == 21 })
    #expect(statistics.epochs == 3 && statistics.unfinishedEpochs == 0 && statistics.messages == 21)
  }

  @Test func splitMessagesAreMerged() throws {
    let (emitted, _) = try assemble([
      smallMessage(.beidou, at: Self.start, more: true, satellites: 1...16),
      smallMessage(.beidou, at: Self.start, more: false, satellites: 17...40),
    ])
    #expect(emitted.count == 1 && emitted[0].satellites.count == 40)
  }

  @Test func aNewerEpochEndsAnUnfinishedOne() throws {
    let next = Self.start.advanced(bySeconds: 1)
    let (emitted, statistics) = try assemble([
      smallMessage(.gps, at: Self.start, more: true), smallMessage(.gps, at: next, more: true),
      smallMessage(.galileo, at: next, more: false),
    ])
    #expect(emitted.map(\.time) == [Self.start, next])
    #expect(emitted.map(\.satellites.count) == [3, 6])
    #expect(statistics.unfinishedEpochs == 1)
  }

  @Test func lateMessagesAreCountedAndLeftOut() throws {
    let next = Self.start.advanced(bySeconds: 1)
    let (emitted, statistics) = try assemble([
      smallMessage(.gps, at: Self.start, more: false), smallMessage(.galileo, at: Self.start, more: false),
      smallMessage(.gps, at: next, more: true), smallMessage(.beidou, at: Self.start, more: true),
      smallMessage(.galileo, at: next, more: false),
    ])
    #expect(emitted.map(\.satellites.count) == [3, 6])
    #expect(statistics.lateMessages == 2)
  }

  @Test func aSingleWrongTimeIsNotBelievedButThreeAre() throws {
    func at(_ seconds: Double) -> GNSSTime { Self.start.advanced(bySeconds: seconds) }
    let (emitted, statistics) = try assemble([
      smallMessage(.gps, at: at(0), more: false), smallMessage(.galileo, at: at(259_200), more: false),
      smallMessage(.gps, at: at(1), more: false),
      smallMessage(.gps, at: at(-3600), more: false), smallMessage(.gps, at: at(-3599), more: false),
      smallMessage(.gps, at: at(-3598), more: false), smallMessage(.gps, at: at(-3597), more: false),
    ])
    #expect(emitted.map(\.time) == [at(0), at(1), at(-3598), at(-3597)])
    #expect(statistics.outOfPlaceMessages == 3 && statistics.jumps == 1)
  }

  @Test func anotherStationIsAnotherEpoch() throws {
    let (emitted, _) = try assemble([
      smallMessage(.gps, at: Self.start, more: true, stationID: 1), smallMessage(.gps, at: Self.start, more: false, stationID: 2),
      smallMessage(.galileo, at: Self.start, more: false, stationID: 1),
    ])
    #expect(emitted.map(\.satellites.count) == [3, 6])
  }

  /// Week and day roll-over, in all systems at once; the caller's date may be days off.
  @Test(arguments: [0.0, -250_000, 250_000]) func weekAndDayRollOver(error: Double) throws {
    let boundary = GNSSTime(gpsWeek: 2401, secondsOfWeek: 0)
    var messages: [[UInt8]] = []
    var times: [GNSSTime] = []
    for second in -30...30 {
      times.append(boundary.advanced(bySeconds: Double(second)))
      for system in [GNSSSystem.gps, .glonass, .beidou] {
        messages.append(try smallMessage(system, at: times[times.count - 1], more: system != .beidou))
      }
    }
    let (emitted, _) = try assemble(messages, approximately: boundary.advanced(bySeconds: error))
    #expect(emitted.map(\.time) == times)
    #expect(emitted.allSatisfy { $0.satellites.count == 9 })
  }

  /// A sender that says "last" in every message: from the fourth epoch on, an epoch ends when the next begins.
  @Test func aWrongEndBitIsSeenThrough() throws {
    var messages: [[UInt8]] = []
    for second in 0..<10 {
      for system in [GNSSSystem.gps, .galileo, .beidou] {
        messages.append(try smallMessage(system, at: Self.start.advanced(bySeconds: Double(second)), more: false))
      }
    }
    let (emitted, statistics) = try assemble(messages)
    #expect(emitted.map(\.satellites.count) == [3, 3, 3] + [Int](repeating: 9, count: 7))
    #expect(statistics.lateMessages == 6)
  }

  /// The same frame twice, and the same system once more at another level: each signal counts once.
  @Test func copiesCountOnce() throws {
    let one = try smallMessage(.gps, at: Self.start, more: true)
    let (emitted, statistics) = try assemble([
      one, one, smallMessage(.gps, at: Self.start, more: true, satellites: 2...5, level: 4),
      smallMessage(.galileo, at: Self.start, more: false),
    ])
    #expect(emitted.count == 1 && emitted[0].satellites.count == 8)
    #expect(statistics.duplicateCells == 6 + 4)
  }

  /// A system in six messages, more than are merely noted, and each of them once more.
  @Test func copiesOfManyMessagesCountOnce() throws {
    let parts = try (0..<6).map {
      let first = UInt8(10 * $0 + 1)
      return try smallMessage(.beidou, at: Self.start, more: true, satellites: first...(first + 2))
    }
    let (emitted, statistics) = try assemble(parts + parts + [smallMessage(.galileo, at: Self.start, more: false)])
    #expect(emitted.map(\.satellites.count) == [21])
    #expect(statistics.duplicateCells == 36)
  }

  /// SBAS with a time of day for a time of week, GLONASS with day 0 for the day of the week: recorded senders do so.
  @Test func wrongDaysAreCorrected() throws {
    let day = Self.start.advanced(bySeconds: 3 * 86_400)
    let sunday = day.advanced(bySeconds: -4 * 86_400)
    let (emitted, statistics) = try assemble(
      [
        smallMessage(.gps, at: day, more: true), smallMessage(.glonass, at: sunday, more: true),
        smallMessage(.sbas, at: sunday, more: false),
      ], approximately: day)
    #expect(emitted.map(\.time) == [day] && emitted[0].satellites.count == 9)
    #expect(statistics.repairedMessages == 2)
  }

  @Test func aFifthStationTakesThePlaceOfTheOldest() throws {
    var messages: [[UInt8]] = []
    for second in 0..<3 {
      for station in 1...5 as ClosedRange<UInt16> {
        messages.append(
          try smallMessage(.gps, at: Self.start.advanced(bySeconds: Double(second)), more: true, stationID: station))
      }
    }
    let (emitted, statistics) = try assemble(messages)
    #expect(emitted.count == 15 && statistics.epochs == 15)
    #expect(emitted.allSatisfy { $0.satellites.count == 3 })
  }

  @Test func withoutADateNothingIsAssembled() throws {
    var assembler = EpochAssembler()
    let message = try smallMessage(.gps, at: Self.start, more: false)
    try assembler.add(message.span.bytes) { _ in Issue.record("no date is known") }
    #expect(assembler.statistics.undatedMessages == 1)
    assembler.context.learn(Self.start)
    var emitted = 0
    try assembler.add(message.span.bytes) { _ in emitted += 1 }
    #expect(emitted == 1)
  }

  @Test func otherMessagesArePassedOver() throws {
    var assembler = EpochAssembler(context: TimeContext(approximateTime: Self.start))
    let payload = Array(Message1005Tests.example[3..<22])
    #expect(try assembler.add(payload.span.bytes) { _ in } == false)
  }

  /// In optimised builds only: without optimisation every loop over an array allocates its iterator (in the leap-second table, for one).
  @Test(.enabled(if: cmalloc_active() != 0 && isOptimised)) func steadyStateDoesNotAllocate() throws {
    var stream: [UInt8] = []
    var ends = [0]
    for second in 0..<20 {
      for system in GNSSSystem.allCases {
        var builder = FrameBuilder()
        let payload = try smallMessage(
          system, at: Self.start.advanced(bySeconds: Double(second)), more: system != .navic, satellites: 1...15)
        builder.build(payload: payload.span.bytes)
        stream += array(builder.frame)
      }
      // A second station with the older messages.
      for message in LegacyEpochTests.messages(second: second, stationID: 8) { stream += message }
      ends.append(stream.count)
    }
    var scanner = FrameScanner()
    var assembler = EpochAssembler(context: TimeContext(approximateTime: Self.start))
    var rows = 0
    var failures = 0
    var allocations: UInt64 = 0
    for second in 1..<ends.count {
      let before = cmalloc_thread_count()
      scanner.scan(stream.span.bytes.extracting(ends[second - 1]..<ends[second])) { frame in
        do throws(DecodeError) {
          try assembler.add(frame.payload) { rows += $0.observations.count }
        } catch {
          failures += 1
        }
      }
      if second > 3 { allocations += cmalloc_thread_count() - before }
    }
    #expect(allocations == 0)
    #expect(rows == 20 * (6 * 30 + 15 * 2 + 2 * (2 + 2)) && failures == 0)
    // The control: keeping the rows of one epoch makes an array.
    let control = cmalloc_thread_count()
    var kept: [Observation] = []
    kept.reserveCapacity(rows)
    #expect(cmalloc_thread_count() > control && kept.isEmpty)
  }

  @Test(.recordedData("data/rtcm")) func recordedStreamsAreAssembled() throws {
    // Any date within half a week of the recording will do; the streams carry their time of week.
    for path in RecordedData.files(below: "data/rtcm") where path.hasSuffix(".rtcm3") || path.hasSuffix(".rtcm") {
      if path.contains("/rtcm-rs/") { continue }
      var assembler = EpochAssembler(context: TimeContext(approximateTime: Self.start))
      var times: [GNSSTime] = []
      var rows = 0
      for frame in scanFrames(try RecordedData.bytes(path)).frames {
        try assembler.add(frame.bytes.span.bytes.extracting(3..<(frame.bytes.count - 3))) { epoch in
          times.append(epoch.time)
          rows += epoch.observations.count
        }
      }
      assembler.finish { times.append($0.time) }
      if times.isEmpty { continue }
      let statistics = assembler.statistics
      #expect(statistics.undatedMessages == 0 && statistics.epochs == UInt64(times.count), "\(path)")
      #expect(rows > 0, "\(path)")
      switch path.split(separator: "/").last {
      // SBAS messages three days off; GLONASS messages without a day of the week.
      case "missing-gps.rtcm": #expect(statistics.repairedMessages == 100 && statistics.outOfPlaceMessages == 0)
      case "piksi-5Hz.rtcm3": #expect(statistics.repairedMessages == 38 && statistics.outOfPlaceMessages == 0)
      // A recording of 2009, three leap seconds ago: with the date of this test GLONASS does not meet GPS.
      case "testglo.rtcm3": break
      default:
        #expect(statistics.lateMessages <= 2 && statistics.outOfPlaceMessages <= 2 && statistics.unfinishedEpochs <= 2, "\(path)")
      }
    }
  }
}
