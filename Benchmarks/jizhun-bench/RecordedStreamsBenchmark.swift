import CRTKLib
import GNSS
import Glibc
import RTCM
import RTKLib

/// Whole recorded streams of many receivers, framing and CRC included, against RTKLIB's decoder over the same bytes.
///
/// Ours: every observation a row with all its values, epochs assembled, losses of lock told, every ephemeris in SI units, every other message typed;
/// where its number is not known (999 is a fifth of them), it is passed by, as RTKLIB does. A checksum reads every value of every row; cycles and Hz are made for it, since RTKLIB
/// gives those. RTKLIB: its own decoder as it stands, which fills its tables of observations (of the signals of a satellite those that it has room
/// for), ephemerides and corrections; of that only the pseudoranges are read while the clock runs. Both read from memory, and their states are made
/// before the clock runs. Before that, the sums of what both give are compared.
enum RecordedStreamsBenchmark: Benchmark {
  static let name = "rtcm recorded streams"

  static func run() throws -> [Comparison] {
    try RTKLib.check()
    guard let streams = Recording.all(for: name) else { return [] }
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
    let frames = streams.reduce(0) { $0 + Recording.frameCount($1.bytes) }
    var checksums = [UInt64](repeating: 0, count: rounds + 1)
    var kept = 0.0
    var oursRound = 0
    var peerRound = 0
    let times = pairedMedians(items: frames, rounds: rounds) {
      for i in streams.indices { checksums[oursRound] &+= oursReady[oursRound][i].run(streams[i].bytes) }
      oursRound += 1
    } theirs: {
      for i in streams.indices { kept += rtklibPass(peersReady[peerRound][i], streams[i].bytes) }
      peerRound += 1
    }
    guard kept.isFinite, Set(checksums).count == 1 else { throw Disagreement(description: "the same bytes gave different values") }
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
