import GNSS
import RTCM
import RTKLib
import RecordedData
import Testing

/// Every pseudorange, phase, Doppler and C/N0 of recorded streams, against RTKLIB's decoder (Debian's 2.4.3 b34).
///
/// What RTKLIB does not have, and is left out of the comparison: the signals of BeiDou-3 (B1C, B2a, B2b: not in its table), and S band of NavIC;
/// signals beyond the eight it keeps for a satellite, of which it picks by its own priorities. Recordings that mix MSM with legacy messages (1004, 1012)
/// are not compared here, since RTKLIB merges the two.
@Suite(.serialized) struct RTKLibComparisonTests {
  struct Key: Hashable {
    var time: GNSSTime
    var satellite: Satellite
    var signal: Signal
  }

  static let gaps: [GNSSSystem: Set<String>] = [.beidou: ["5D", "5P", "5X", "7D", "1D", "1P", "1X"], .navic: ["9A"]]

  struct Recording: Sendable, CustomTestStringConvertible {
    var file: String
    /// A date near the recording: GPS week and seconds, from the catalogue of the recordings.
    var approximate: GNSSTime
    var testDescription: String { file }
    init(_ file: String, week: Int, seconds: Double) {
      self.file = "data/rtcm/" + file
      approximate = GNSSTime(gpsWeek: week, secondsOfWeek: seconds)
    }
  }

  static func ours(_ bytes: [UInt8], _ approximate: GNSSTime) throws -> [Key: Observation] {
    var assembler = EpochAssembler(context: TimeContext(approximateTime: approximate))
    var result: [Key: Observation] = [:]
    func keep(_ epoch: Epoch) {
      for row in epoch.observations { result[Key(time: epoch.time, satellite: row.satellite, signal: row.signal)] = row }
    }
    for frame in scanFrames(bytes).frames {
      try assembler.add(frame.bytes.span.bytes.extracting(3..<(frame.bytes.count - 3)), emit: keep)
    }
    assembler.finish(emit: keep)
    return result
  }

  static let recordings = [
    Recording("swift-gnss-converters/sept.rtcm", week: 2000, seconds: 0),
    Recording("salmoshu-RTKLIB-Manual-CN/rover.rtcm3", week: 2262, seconds: 0),
    Recording("salmoshu-RTKLIB-Manual-CN/base.rtcm3", week: 2262, seconds: 0),
    Recording("uuiitwp-RTCM3/test05.rtcm3", week: 2262, seconds: 0),
    Recording("swift-gnss-converters/missing-beidou-STR17.rtcm3", week: 2000, seconds: 0),
    Recording("swift-gnss-converters/trimble.rtcm", week: 2000, seconds: 0),
    Recording("qzsl6tool/20221213-010900.rtcm", week: 2240, seconds: 177_000),
    Recording("jinyuttt-rtklib_java/base_today.rtcm3", week: 2260, seconds: 0),
    Recording("swift-gnss-converters/jenoba-jrr32m.rtcm3", week: 2000, seconds: 0),
  ]

  @Test(.recordedData("data/rtcm"), arguments: recordings) func everyValueIsEqual(recording: Recording) throws {
    let bytes = try RecordedData.bytes(recording.file)
    var rows = try Self.ours(bytes, recording.approximate)
    var decoder = try RTKLibDecoder(approximateTime: recording.approximate)
    var compared = 0
    var missing = 0
    var worst = (range: 0.0, phase: 0.0, doppler: 0.0, cn0: 0.0)
    for epoch in decoder.decode(bytes) {
      for peer in epoch.observations {
        guard let row = rows.removeValue(forKey: Key(time: epoch.time, satellite: peer.satellite, signal: peer.signal)) else {
          missing += 1
          continue
        }
        compared += 1
        // 0 is how RTKLIB says "not there".
        func difference(_ a: Double, _ b: Double) -> Double { a.isNaN ? abs(b) : abs(a - b) }
        worst.range = max(worst.range, difference(row.pseudorange, peer.pseudorange))
        worst.phase = max(worst.phase, difference(row.phase_cycles, peer.phase_cycles))
        worst.doppler = max(worst.doppler, difference(row.doppler, peer.doppler))
        worst.cn0 = max(worst.cn0, difference(Double(row.cn0_dbHz), peer.snr_dbHz))
      }
    }
    let gap = rows.keys.filter { Self.gaps[$0.satellite.system]?.contains($0.signal.description) == true }.count
    print(
      "RTKLIB comparison \(recording.file): \(compared) equal, \(missing) only RTKLIB, \(rows.count - gap) only ours, \(gap) in its gaps; \(worst)"
    )
    // Each of RTKLIB's pseudoranges is rounded twice at 2e7…7e7 m (7e-9 m each); a phase in 1e8…2e8 cycles likewise (3e-8);
    // Doppler is a 32-bit float (5e3 Hz: 2.5e-4); C/N0 a multiple of 1/1000 dB-Hz, then a float.
    #expect(worst.range < 2e-8 && worst.phase < 2e-7 && worst.doppler < 5e-4 && worst.cn0 < 6e-4)
    #expect(compared > 100)
    #expect(missing == 0)
    // Ours alone: the first GLONASS message where it comes before any GPS time (RTKLIB dates it by the day, and by its approximate time), and epochs that
    // another begins before they are finished, or the recording ends (RTKLIB gives only finished ones).
    #expect(rows.count - gap <= 31)
  }
}
