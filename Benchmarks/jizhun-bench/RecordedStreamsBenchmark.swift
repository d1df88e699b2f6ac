import CRTKLib
import GNSS
import Glibc
import RTCM
import RTKLib

/// Whole recorded streams of many receivers, framing and CRC included, against RTKLIB's decoder over the same bytes.
///
/// Ours: every observation a row with all its values, epochs assembled, every ephemeris in SI units, every other message typed. RTKLIB: its own decoder as it
/// stands; of its results only the pseudoranges are read while the clock runs.
enum RecordedStreamsBenchmark: Benchmark {
  static let name = "rtcm recorded streams"

  /// Files below `data/rtcm` of the recorded data, and a GPS week near each recording.
  private static let recordings: [(file: String, week: Int)] = [
    ("swift-gnss-converters/sept.rtcm", 2000),
    ("swift-gnss-converters/missing-beidou-STR17.rtcm3", 2000),
    ("swift-gnss-converters/trimble.rtcm", 2000),
    ("swift-gnss-converters/jenoba-jrr32m.rtcm3", 2000),
    ("swift-gnss-converters/eph.rtcm", 2000),
    ("swift-gnss-converters/bds-clk.rtcm", 2000),
    ("salmoshu-RTKLIB-Manual-CN/rover.rtcm3", 2262),
    ("salmoshu-RTKLIB-Manual-CN/base.rtcm3", 2262),
    ("uuiitwp-RTCM3/test05.rtcm3", 2262),
    ("qzsl6tool/20221213-010900.rtcm", 2240),
    ("jinyuttt-rtklib_java/base_today.rtcm3", 2260),
    ("jinyuttt-rtklib_java/rover_today.rtcm3", 2260),
  ]

  static func run() throws -> [Comparison] {
    try RTKLib.check()
    let root = getenv("JIZHUN_SHARED").map { String(cString: $0) } ?? "../shared"
    let streams = recordings.compactMap { recording in
      bytes(of: "\(root)/data/rtcm/\(recording.file)").map {
        (bytes: $0, start: GNSSTime(gpsWeek: recording.week, secondsOfWeek: 0), file: recording.file)
      }
    }
    guard streams.count == recordings.count else {
      print("recorded streams: left out, the recordings are not at hand (JIZHUN_SHARED names their folder)")
      return []
    }
    var ours = ObservationSums()
    var peer = ObservationSums()
    var oursAlone = 0
    for stream in streams {
      let known = try peerRows(stream.bytes, stream.start, &peer)
      var seen: Set<RowKey> = []
      collect(stream.bytes, stream.start) { key, row in
        if known.contains(key), seen.insert(key).inserted { ours.add(row) } else { oursAlone += 1 }
      }
    }
    guard ours.agrees(with: peer) else { throw Disagreement(description: "sums differ: ours \(ours.text), RTKLIB \(peer.text)") }

    let rounds = 9
    let oursReady = (0...rounds).map { _ in streams.map { StreamReader(at: $0.start) } }
    let peersReady = try (0...rounds).map { _ in
      try streams.map { stream in
        guard let decoder = crtk_decoder_new(crtk_time(seconds: stream.start.nanoseconds / 1_000_000_000, fraction: 0)) else {
          throw RTKLibError.outOfMemory
        }
        return decoder
      }
    }
    defer { for decoder in peersReady.joined() { crtk_decoder_free(decoder) } }
    let frames = streams.reduce(0) { $0 + frameCount($1.bytes) }
    var kept = 0.0
    var oursRound = 0
    var peerRound = 0
    let times = pairedMedians(items: frames, rounds: rounds) {
      for i in streams.indices { kept += oursReady[oursRound][i].run(streams[i].bytes) }
      oursRound += 1
    } theirs: {
      for i in streams.indices { kept -= rtklibPass(peersReady[peerRound][i], streams[i].bytes) }
      peerRound += 1
    }
    guard kept.isFinite else { throw Disagreement(description: "a sum is not finite") }
    let size = streams.reduce(0) { $0 + $1.bytes.count }
    return [
      Comparison(
        name: "recorded streams, all messages", unit: "ns/message", ours: times.ours, peer: "RTKLIB 2.4.3 b34", theirs: times.theirs,
        notes: [
          "\(streams.count) recordings, \(size) bytes, \(frames) messages; \(ours.count) observations that both have, \(oursAlone) more of ours; "
            + "ours \(fixed(Double(size) / (times.ours * Double(frames)) * 1000, 0)) MB/s",
          "sums of what both have, ours:   \(ours.text)", "sums of what both have, RTKLIB: \(peer.text)",
        ])
    ]
  }

  private static func frameCount(_ bytes: [UInt8]) -> Int {
    var scanner = FrameScanner()
    var count = 0
    scanner.scan(bytes.span.bytes) { _ in count += 1 }
    return count
  }

  private static func bytes(of path: String) -> [UInt8]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&chunk, 1, chunk.count, file), count > 0 { bytes += chunk[..<count] }
    return bytes
  }
}

private struct RowKey: Hashable {
  var time: GNSSTime
  var satellite: Satellite
  var signal: Signal
}

private func collect(_ bytes: [UInt8], _ start: GNSSTime, _ body: (RowKey, Observation) -> Void) {
  var scanner = FrameScanner()
  var assembler = EpochAssembler(context: TimeContext(approximateTime: start))
  func give(_ epoch: Epoch) {
    for row in epoch.observations { body(RowKey(time: epoch.time, satellite: row.satellite, signal: row.signal), row) }
  }
  scanner.scan(bytes.span.bytes) { frame in
    _ = try? assembler.add(frame.payload, emit: give)  // a message that does not decode is missing from the sums
  }
  assembler.finish(emit: give)
}

/// RTKLIB's rows that ours has too go into the sums; their keys are returned.
private func peerRows(_ bytes: [UInt8], _ start: GNSSTime, _ sums: inout ObservationSums) throws -> Set<RowKey> {
  var ours: Set<RowKey> = []
  collect(bytes, start) { key, _ in ours.insert(key) }
  var known: Set<RowKey> = []
  var decoder = try RTKLibDecoder(approximateTime: start)
  for epoch in decoder.decode(bytes) {
    for row in epoch.observations {
      let key = RowKey(time: epoch.time, satellite: row.satellite, signal: row.signal)
      if ours.contains(key), known.insert(key).inserted { sums.add(row) }
    }
  }
  return known
}
