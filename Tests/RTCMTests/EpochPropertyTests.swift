import GNSS
import Testing

@testable import RTCM

/// Random streams, damaged at random: whatever comes, an epoch holds the observations of one station and one instant, each signal once, and the
/// times of a station grow.
@Suite struct EpochPropertyTests {
  static let start = GNSSTime(gpsWeek: 2400, secondsOfWeek: 604_700)

  /// A message, with where and when it belongs.
  struct Sent {
    var payload: [UInt8]
    var station: UInt16
    var second: Int
  }

  /// Observations that tell their epoch and station: the pseudorange its second (times 100 m), C/N0 its station.
  static func message(_ system: GNSSSystem, _ second: Int, more: Bool, satellites: ClosedRange<UInt8>, station: UInt16, level: Int) throws
    -> Sent
  {
    var rows: [Observation] = []
    for number in satellites {
      for signal in (1...32).compactMap({ MSMSignals.signal($0, of: system) }).prefix(2) {
        var row = Observation(satellite: Satellite(system, number + (system == .sbas ? 19 : 0)), signal: signal)
        row.pseudorange = 2.1e7 + Double(second) * 100 + Double(number)
        row.phaseRange = row.pseudorange
        row.cn0_dbHz = 30 + Float(station)
        row.lockTime_ms = 100_000 + UInt32(second) * 1000
        row.carrierFrequency = signal.carrierFrequency(of: system, glonassChannel: 0) ?? .nan
        rows.append(row)
      }
    }
    var header = MSMHeader(kind: try #require(MSMKind(system, level: level)))
    header.multipleMessage = more
    header.stationID = station
    var composer = MSMComposer()
    var payload: [UInt8] = []
    _ = try composer.compose(rows.span, header: header, time: start.advanced(bySeconds: Double(second))) {
      payload = Array(array($0).dropFirst(3).dropLast(3))
    }
    return Sent(payload: payload, station: station, second: second)
  }

  /// Two stations, systems at different rates (GPS every second, GLONASS every five, BeiDou in two messages, Galileo from the twentieth second on).
  static func stream(seconds: Int) throws -> [Sent] {
    var stream: [Sent] = []
    for second in 0..<seconds {
      for station in [1, 2] as [UInt16] {
        let level = station == 1 ? 7 : 4
        var messages = [
          try message(.gps, second, more: true, satellites: 1...6, station: station, level: level),
          try message(.beidou, second, more: true, satellites: 1...8, station: station, level: level),
          try message(.beidou, second, more: true, satellites: 20...25, station: station, level: level),
        ]
        if second % 5 == 0 { messages.append(try message(.glonass, second, more: true, satellites: 1...5, station: station, level: level)) }
        if second >= 20 { messages.append(try message(.galileo, second, more: true, satellites: 2...5, station: station, level: level)) }
        let end = messages.count - 1
        // The last one again, this time saying so.
        messages[end] = try Self.last(messages[end])
        stream += messages
      }
    }
    return stream
  }

  private static func last(_ sent: Sent) throws -> Sent {
    var block = MSMBlock(kind: try #require(MSMKind(.gps, level: 7)))
    try block.decode(sent.payload.span.bytes)
    block.header.multipleMessage = false
    var builder = FrameBuilder()
    try builder.build(&block)
    return Sent(payload: array(builder.payload), station: sent.station, second: sent.second)
  }

  struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {  // xorshift64*
      state ^= state >> 12
      state ^= state << 25
      state ^= state >> 27
      return state &* 2_685_821_657_736_338_717
    }
  }

  @discardableResult
  func check(_ stream: [Sent]) throws -> (epochs: Int, rows: Int, EpochAssembler.Statistics) {
    var assembler = EpochAssembler(context: TimeContext(approximateTime: Self.start))
    var last: [UInt16: GNSSTime] = [:]
    var epochs = 0
    var count = 0
    var mixed = 0
    var repeated = 0
    var backward = 0
    func take(_ epoch: Epoch) {
      epochs += 1
      count += epoch.observations.count
      if let before = last[epoch.stationID], before >= epoch.time { backward += 1 }
      last[epoch.stationID] = epoch.time
      let second = epoch.time.seconds(since: Self.start)
      var seen: Set<UInt32> = []
      for row in epoch.observations {
        if abs(row.pseudorange - (2.1e7 + second * 100 + Double(row.satellite.number - (row.satellite.system == .sbas ? 19 : 0)))) > 1 {
          mixed += 1
        }
        if row.cn0_dbHz != 30 + Float(epoch.stationID) { mixed += 1 }
        if !seen.insert(UInt32(row.satellite.packed) << 16 | UInt32(row.signal.packed)).inserted { repeated += 1 }
      }
    }
    for sent in stream { try assembler.add(sent.payload.span.bytes, emit: take) }
    assembler.finish(emit: take)
    #expect(mixed == 0 && repeated == 0 && backward == 0)
    #expect(assembler.statistics.epochs == UInt64(epochs))
    return (epochs, count, assembler.statistics)
  }

  @Test func anUndamagedStreamComesOutWhole() throws {
    let (epochs, rows, statistics) = try check(Self.stream(seconds: 40))
    #expect(epochs == 80 && statistics.unfinishedEpochs == 0 && statistics.lateMessages == 0 && statistics.duplicateCells == 0)
    // Of GPS 6, BeiDou 8 and 6, GLONASS 5 in 8 epochs, Galileo 4 in 20; two signals, two stations.
    #expect(rows == 2 * 2 * (40 * (6 + 8 + 6) + 8 * 5 + 20 * 4))
  }

  @Test(arguments: 1...30) func damagedStreamsGiveCleanEpochs(seed: UInt64) throws {
    var random = Generator(state: seed &* 0x9E37_79B9_7F4A_7C15)
    var stream: [Sent] = []
    for sent in try Self.stream(seconds: 40) {
      switch Int.random(in: 0..<20, using: &random) {
      case 0: break  // lost
      case 1: stream += [sent, sent]  // sent twice
      case 2 where !stream.isEmpty: stream.insert(sent, at: stream.count - 1)  // before its turn
      case 3 where stream.count > 6: stream.insert(sent, at: stream.count - Int.random(in: 1...6, using: &random))  // far before its turn
      case 4 where stream.count > 6:  // an old one again
        stream.append(sent)
        stream.append(stream[stream.count - Int.random(in: 2...6, using: &random)])
      default: stream.append(sent)
      }
    }
    let (epochs, rows, statistics) = try check(stream)
    #expect(epochs >= 60 && rows > 1000)
    #expect(statistics.jumps == 0)
  }

  /// Random bytes as payloads of every number with observations.
  @Test func garbageDoesNotCrash() throws {
    var random = Generator(state: 42)
    var assembler = EpochAssembler(context: TimeContext(approximateTime: Self.start))
    var rows = 0
    for _ in 0..<20_000 {
      let number =
        Bool.random(using: &random) ? UInt16.random(in: 1001...1012, using: &random) : UInt16.random(in: 1071...1137, using: &random)
      var payload = (0..<Int.random(in: 7...200, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
      payload[0] = UInt8(number >> 4)
      payload[1] = UInt8(number & 15) << 4 | payload[1] & 15
      // Few satellites and signals, so that many decode.
      if number > 1070, payload.count > 30 {
        for i in 9...18 { payload[i] &= UInt8.random(in: 0...255, using: &random) & UInt8.random(in: 0...255, using: &random) }
      }
      do throws(DecodeError) { try assembler.add(payload.span.bytes) { rows += $0.observations.count } } catch {}
    }
    assembler.finish { rows += $0.observations.count }
    #expect(rows > 0)
  }
}
