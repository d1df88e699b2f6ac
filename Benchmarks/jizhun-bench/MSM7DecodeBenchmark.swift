import CRTKLib
import GNSS
import RTCM
import RTKLib

/// MSM7 of four systems, framing and CRC included, against RTKLIB's decoder over the same bytes.
///
/// Ours: every cell becomes a row with pseudorange, phase, rate, C/N0, lock time, loss of lock and carrier frequency; all are read. RTKLIB: its own
/// decoder as it stands, which fills its table of observations; of that, only the pseudoranges are read while the clock runs.
enum MSM7DecodeBenchmark: Benchmark {
  static let name = "rtcm msm7 decode"

  static func run() throws -> [Comparison] {
    try RTKLib.check()
    let stream = try madeStream(epochs: 16_000)
    var ours = ObservationSums()
    var peer = ObservationSums()
    sumOurs(stream.bytes, at: stream.start, &ours)
    try sumPeer(stream.bytes, at: stream.start, &peer)
    guard ours.agrees(with: peer) else { throw Disagreement(description: "sums differ: ours \(ours.text), RTKLIB \(peer.text)") }

    var pass = OurPass(at: stream.start)
    let rounds = 5
    var decoders: [OpaquePointer] = []
    defer { for decoder in decoders { crtk_decoder_free(decoder) } }
    for _ in 0...rounds {
      guard let decoder = crtk_decoder_new(crtk_time(seconds: stream.start.nanoseconds / 1_000_000_000, fraction: 0)) else {
        throw RTKLibError.outOfMemory
      }
      decoders.append(decoder)
    }
    var round = 0
    var kept = 0.0
    let times = pairedMedians(items: stream.messages, rounds: rounds) {
      kept += pass.run(stream.bytes)
    } theirs: {
      kept -= rtklibPass(decoders[round], stream.bytes)
      round += 1
    }
    guard kept.isFinite else { throw Disagreement(description: "a sum is not finite") }
    let rate = Double(stream.bytes.count) / (times.ours * Double(stream.messages)) * 1000
    return [
      Comparison(
        name: "MSM7 decode, framing and CRC included", unit: "ns/message", ours: times.ours, peer: "RTKLIB 2.4.3 b34", theirs: times.theirs,
        notes: [
          "\(stream.bytes.count) bytes, \(stream.messages) messages, \(ours.count) observations; ours \(fixed(rate, 0)) MB/s",
          "sums, ours:   \(ours.text)", "sums, RTKLIB: \(peer.text)",
        ])
    ]
  }
}

private func sumOurs(_ bytes: [UInt8], at start: GNSSTime, _ sums: inout ObservationSums) {
  var scanner = FrameScanner()
  var assembler = EpochAssembler(context: TimeContext(approximateTime: start))
  func add(_ epoch: Epoch) {
    for row in epoch.observations { sums.add(row) }
  }
  scanner.scan(bytes.span.bytes) { frame in
    _ = try? assembler.add(frame.payload, emit: add)  // a message that does not decode is missing from the sums
  }
  assembler.finish(emit: add)
}

private func sumPeer(_ bytes: [UInt8], at start: GNSSTime, _ sums: inout ObservationSums) throws {
  var decoder = try RTKLibDecoder(approximateTime: start)
  for epoch in decoder.decode(bytes) {
    for row in epoch.observations { sums.add(row) }
  }
}

/// Scanner, block, tables and rows, reused as a program would.
private struct OurPass: ~Copyable {
  private var scanner = FrameScanner()
  private var block: MSMBlock
  private var locks = LockTable()
  private var channels = GLONASSChannels()
  private var rows: [Observation] = []
  private let context: TimeContext

  init(at start: GNSSTime) {
    context = TimeContext(approximateTime: start)
    block = MSMBlock(kind: MSMKind(.gps, level: 7).unsafelyUnwrapped)  // GPS has a level 7
  }

  mutating func run(_ bytes: [UInt8]) -> Double {
    var sum = 0.0
    scanner.scan(bytes.span.bytes) { frame in
      guard (try? block.decode(frame.payload)) != nil else { return }
      rows.removeAll(keepingCapacity: true)
      block.appendObservations(to: &rows, time: block.header.time(in: context), locks: &locks, channels: &channels)
      for i in rows.indices {
        let phase = rows[i].phase_cycles
        sum += rows[i].pseudorange + (phase.isNaN ? 0 : phase) + rows[i].doppler + Double(rows[i].cn0_dbHz) + Double(rows[i].lockTime_ms)
      }
    }
    return sum
  }
}

/// A stream of our own making, of signals that both know: GPS 1C 2W 5Q, GLONASS 1C 2C, Galileo 1C 5Q 7Q, BeiDou 2I 6I 7I; every value in its range,
/// 5 % of the phases missing.
private func madeStream(epochs: Int) throws -> (bytes: [UInt8], start: GNSSTime, messages: Int) {
  let start = GNSSTime(gpsWeek: 2400, secondsOfWeek: 90_000)
  var state: UInt64 = 7
  func random() -> Double {  // 0 ..< 1, xorshift64*
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return Double((state &* 2_685_821_657_736_338_717) >> 11) * 0x1p-53
  }
  let systems: [(GNSSSystem, [String], ClosedRange<UInt8>)] = [
    (.gps, ["1C", "2W", "5Q"], 1...9), (.glonass, ["1C", "2C"], 1...8), (.galileo, ["1C", "5Q", "7Q"], 1...7),
    (.beidou, ["2I", "6I", "7I"], 6...16),
  ]
  var composer = MSMComposer()
  var bytes: [UInt8] = []
  var messages = 0
  for second in 0..<epochs {
    for (system, codes, satellites) in systems {
      var rows: [Observation] = []
      for number in satellites {
        let range = 2.0e7 + random() * 1.9e7
        let rate = random() * 1600 - 800
        for code in codes {
          guard let signal = Signal(code) else { continue }
          var row = Observation(satellite: Satellite(system, number), signal: signal)
          row.carrierFrequency = signal.carrierFrequency(of: system, glonassChannel: Int(number) - 5) ?? .nan
          row.pseudorange = range + random() * 40
          row.phaseRange = random() < 0.05 ? .nan : range + random() * 40
          row.rangeRate = rate + random()
          row.cn0_dbHz = Float(25 + random() * 30)
          row.lockTime_ms = UInt32(second) * 1000 + 500
          rows.append(row)
        }
      }
      guard let kind = MSMKind(system, level: 7) else { continue }
      var header = MSMHeader(kind: kind)
      header.stationID = 1
      header.multipleMessage = system != .beidou
      messages += try composer.compose(rows.span, header: header, time: start.advanced(bySeconds: Double(second))) { frame in
        frame.withUnsafeBytes { bytes.append(contentsOf: $0) }
      }.messages
    }
  }
  return (bytes, start, messages)
}
