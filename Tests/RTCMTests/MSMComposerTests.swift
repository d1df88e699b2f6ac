import GNSS
import RandomFields
import Testing

@testable import RTCM

@Suite struct MSMComposerTests {
  /// Rows of plausible values for every signal that MSM knows.
  func rows(_ system: GNSSSystem, satellites: Int, signals: Int, seed: UInt64) -> [Observation] {
    var random = SplitMix64(state: seed)
    var rows: [Observation] = []
    let codes = (1...32).compactMap { MSMSignals.signal($0, of: system) }.prefix(signals)
    for number in 1...satellites {
      let range = Double.random(in: 1.9e7...7.0e7, using: &random)
      let rate = Double.random(in: -900...900, using: &random)
      let channel = number % 14 - 7
      for signal in codes where Int.random(in: 0..<10, using: &random) > 0 {
        var row = Observation(satellite: Satellite(system, UInt8(number + (system == .sbas ? 19 : 0))), signal: signal)
        row.pseudorange = range + Double.random(in: -100...100, using: &random)
        row.phaseRange = range + Double.random(in: -100...100, using: &random)
        row.rangeRate = rate + Double.random(in: -0.5...0.5, using: &random)
        row.cn0_dbHz = Float.random(in: 20...55, using: &random)
        row.lockTime_ms = UInt32.random(in: 0...100_000_000, using: &random)
        if Bool.random(using: &random) { row.flags = .halfCycleAmbiguity }
        row.carrierFrequency = signal.carrierFrequency(of: system, glonassChannel: channel) ?? .nan
        rows.append(row)
      }
    }
    return rows
  }

  struct Decoded {
    var rows: [Observation] = []
    var more: [Bool] = []
    var outcome = MSMComposer.Outcome()
  }

  func composeAndDecode(_ rows: [Observation], _ kind: MSMKind, more: Bool = false) throws -> Decoded {
    var header = MSMHeader(kind: kind)
    header.stationID = 1234
    header.multipleMessage = more
    var composer = MSMComposer()
    var frames: [[UInt8]] = []
    var result = Decoded()
    let time = GNSSTime(gpsWeek: 2400, secondsOfWeek: 345_600.25)
    result.outcome = try composer.compose(rows.span, header: header, time: time) { frames.append(array($0)) }
    var block = MSMBlock(kind: kind)
    var locks = LockTable()
    var channels = GLONASSChannels()
    for frame in frames {
      #expect(bitwiseCRC24Q(frame) == 0)
      try block.decode(frame.span.bytes.extracting(3..<(frame.count - 3)))
      #expect(block.header.stationID == 1234)
      #expect(block.header.time(in: TimeContext(approximateTime: time.advanced(bySeconds: 90_000))) == time)
      result.more.append(block.header.multipleMessage)
      block.appendObservations(to: &result.rows, time: time, locks: &locks, channels: &channels)
    }
    return result
  }

  /// Rows → bytes → rows: equal to half a unit of the level's resolution (times the speed of light).
  @Test(arguments: GNSSSystem.allCases, [4, 5, 6, 7]) func rowsComeBack(system: GNSSSystem, level: Int) throws {
    let kind = try #require(MSMKind(system, level: level))
    let sent = rows(system, satellites: 20, signals: 3, seed: UInt64(kind.number))
    let got = try composeAndDecode(sent, kind)
    #expect(got.outcome.unfit == 0 && got.outcome.unsupported == 0)
    #expect(got.rows.count == sent.count)
    let ms = 299_792.458
    let rangeTolerance = (level >= 6 ? 0x1p-30 : 0x1p-25) * ms * 1.001
    let phaseTolerance = (level >= 6 ? 0x1p-32 : 0x1p-30) * ms * 1.001
    for (a, b) in zip(sent, got.rows) {
      #expect(a.satellite == b.satellite && a.signal == b.signal)
      #expect(abs(a.pseudorange - b.pseudorange) <= rangeTolerance)
      #expect(abs(a.phaseRange - b.phaseRange) <= phaseTolerance)
      #expect(kind.hasRate ? abs(a.rangeRate - b.rangeRate) <= 0.000_05001 : b.rangeRate.isNaN)
      #expect(abs(a.cn0_dbHz - b.cn0_dbHz) <= (level >= 6 ? 0.03125 : 0.5))
      #expect(a.flags == b.flags)
      #expect(b.lockTime_ms <= a.lockTime_ms)
      #expect(level < 6 || a.lockTime_ms > 67_108_864 || Double(a.lockTime_ms - b.lockTime_ms) <= Double(a.lockTime_ms) / 32)
      // MSM4 and MSM6 carry no channel: the carrier of a GLONASS FDMA signal is then not known.
      if system == .glonass && !kind.hasRate {
        #expect(b.carrierFrequency.isNaN)
      } else {
        #expect(a.carrierFrequency == b.carrierFrequency)
      }
    }
  }

  @Test func manyCellsAreSplitWithTheBitOnAllButTheLast() throws {
    let kind = try #require(MSMKind(.beidou, level: 7))
    let sent = rows(.beidou, satellites: 45, signals: 6, seed: 45)
    for more in [false, true] {
      let got = try composeAndDecode(sent, kind, more: more)
      #expect(got.rows.map(\.satellite) == sent.map(\.satellite) && got.rows.map(\.signal) == sent.map(\.signal))
      #expect(got.outcome.messages == 5)  // 10 satellites of 6 signals each
      #expect(got.more == [true, true, true, true, more])
    }
  }

  @Test func whatIsNotThereStaysAway() throws {
    let kind = try #require(MSMKind(.gps, level: 7))
    let satellite = Satellite(.gps, 32)
    let l1 = try #require(Signal("1C"))
    var noRange = Observation(satellite: satellite, signal: l1)
    noRange.phaseRange = 2.1e7
    var nothing = Observation(satellite: satellite, signal: try #require(Signal("5Q")))
    nothing.lockTime_ms = 77
    let unknown = Observation(satellite: satellite, signal: try #require(Signal("9A")))
    let beyond = Observation(satellite: Satellite(.gps, 65), signal: l1)
    let got = try composeAndDecode([noRange, nothing, unknown, beyond, Observation(satellite: Satellite(.galileo, 1), signal: l1)], kind)
    #expect(got.outcome.messages == 1 && got.outcome.cells == 2 && got.outcome.unsupported == 2 && got.outcome.unfit == 0)
    #expect(got.rows.count == 2)
    #expect(got.rows[0].pseudorange.isNaN && abs(got.rows[0].phaseRange - 2.1e7) < 1e-4 && got.rows[0].rangeRate.isNaN)
    #expect(got.rows[0].cn0_dbHz.isNaN)
    #expect(got.rows[1].phaseRange.isNaN && got.rows[1].pseudorange.isNaN)
  }

  @Test func whatDoesNotFitIsCountedAndSentAsNotAvailable() throws {
    let kind = try #require(MSMKind(.gps, level: 4))
    let l1 = try #require(Signal("1C"))
    var far = Observation(satellite: Satellite(.gps, 1), signal: l1)
    far.pseudorange = 1e9  // beyond 255 ms
    var loose = Observation(satellite: Satellite(.gps, 2), signal: l1)
    loose.pseudorange = 2.0e7
    loose.phaseRange = 2.0e7 + 2000  // phase more than 1171 m from the range
    var strange = Observation(satellite: Satellite(.gps, 3), signal: l1)
    strange.pseudorange = .infinity
    let got = try composeAndDecode([far, loose, strange], kind)
    #expect(got.outcome.unfit == 3)
    #expect(got.rows.map(\.pseudorange.isNaN) == [true, false, true])
    #expect(got.rows.allSatisfy { $0.phaseRange.isNaN })
  }

  @Test func lowLevelsAreRefused() throws {
    let kind = try #require(MSMKind(.gps, level: 3))
    #expect(throws: EncodeError.self) { _ = try composeAndDecode([], kind) }
  }
}
