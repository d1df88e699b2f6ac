import GNSS
import RTCM
import RTKLib
import RecordedData
import Testing

/// Observations before MSM, 1001–1004 and 1009–1012.
@Suite(.serialized) struct LegacyMessageTests {
  /// Header and satellites in bits, as public decoders agree.
  @Test func lengths() throws {
    func bytes<M: RTCMMessage>(_ m: M) throws -> Int {
      var builder = FrameBuilder()
      try builder.build(m)
      return builder.payload.byteCount
    }
    func expected(_ header: Int, _ satellite: Int, _ count: Int) -> Int { (header + satellite * count + 7) / 8 }
    for count in [0, 1, 12, 31] {
      var a = Message1001(), b = Message1002(), c = Message1003(), d = Message1004()
      var e = Message1009(), f = Message1010(), g = Message1011(), h = Message1012()
      a.satellites.resize(to: count)
      b.satellites.resize(to: count)
      c.satellites.resize(to: count)
      d.satellites.resize(to: count)
      e.satellites.resize(to: count)
      f.satellites.resize(to: count)
      g.satellites.resize(to: count)
      h.satellites.resize(to: count)
      #expect(try [bytes(a), bytes(b)] == [expected(64, 58, count), expected(64, 74, count)])
      #expect(try [bytes(c), bytes(d)] == [expected(64, 101, count), expected(64, 125, count)])
      #expect(try [bytes(e), bytes(f)] == [expected(61, 64, count), expected(61, 79, count)])
      #expect(try [bytes(g), bytes(h)] == [expected(61, 107, count), expected(61, 130, count)])
    }
  }

  /// One receiver sent all eight messages within a second: what they share must be the same satellites, codes and ranges.
  @Test(.recordedData("data/rtcm/pyrtcm/pygpsdata-NTRIP-USCL00CHL0.log")) func theEightMessagesOfAReceiverAgree() throws {
    let stream = try RecordedData.bytes("data/rtcm/pyrtcm/pygpsdata-NTRIP-USCL00CHL0.log")
    var gps: [UInt16: [UInt8]] = [:]
    var glonass: [UInt16: [UInt8]] = [:]
    for frame in plainFrames(stream) {
      switch try Message(payload: stream.span.bytes.extracting((frame.offset + 3)..<(frame.offset + frame.length - 3))) {
      case .message1001(let m): gps[1001] = m.satellites.indices.map { m.satellites[$0].satelliteID }
      case .message1002(let m): gps[1002] = m.satellites.indices.map { m.satellites[$0].satelliteID }
      case .message1003(let m): gps[1003] = m.satellites.indices.map { m.satellites[$0].satelliteID }
      case .message1004(let m): gps[1004] = m.satellites.indices.map { m.satellites[$0].satelliteID }
      case .message1009(let m): glonass[1009] = m.satellites.indices.map { m.satellites[$0].satelliteID }
      case .message1010(let m): glonass[1010] = m.satellites.indices.map { m.satellites[$0].satelliteID }
      case .message1011(let m): glonass[1011] = m.satellites.indices.map { m.satellites[$0].satelliteID }
      case .message1012(let m): glonass[1012] = m.satellites.indices.map { m.satellites[$0].satelliteID }
      default: break
      }
    }
    #expect(gps.count == 4 && glonass.count == 4)
    #expect(gps.values.allSatisfy { !$0.isEmpty && $0.allSatisfy { (1...32).contains($0) } && Set($0).count == $0.count })
    #expect(glonass.values.allSatisfy { !$0.isEmpty && $0.allSatisfy { (1...24).contains($0) } && Set($0).count == $0.count })
  }

  struct Key: Hashable {
    var time: GNSSTime
    var satellite: Satellite
    var band: UInt8
  }

  struct Recording: Sendable, CustomTestStringConvertible {
    var file: String
    var approximate: GNSSTime
    var testDescription: String { file }
  }

  /// Streams of 1004 and 1012 only, with a date near each: the day of its 1013, or, for the first, the year of its firmware. GLONASS and
  /// GPS meet in one epoch only with the leap seconds of their time.
  static let recordings = [
    ("swift-gnss-converters/1012_first.rtcm", 1980, 211_200.0), ("swift-gnss-converters/RTCM3.bin", 1956, 277_520),
    ("swift-gnss-converters/geo++_ASH1.rtcm", 1983, 323_130), ("swift-gnss-converters/geo++_TRM.rtcm", 1983, 323_750),
    ("swift-gnss-converters/glo_day_rollover.rtcm", 1959, 510_193),
    ("gpsd/rtcm3-2.log", 1625, 194_250),
  ].map { Recording(file: "data/rtcm/" + $0.0, approximate: GNSSTime(gpsWeek: $0.1, secondsOfWeek: $0.2)) }

  @Test(.recordedData("data/rtcm"), arguments: recordings) func everyValueIsRTKLibs(recording: Recording) throws {
    let bytes = try RecordedData.bytes(recording.file)
    let context = TimeContext(approximateTime: recording.approximate)
    var rows: [Key: Observation] = [:]
    var locks = LockTable()
    var channels = GLONASSChannels()
    for frame in scanFrames(bytes).frames {
      var found: [Observation] = []
      var time: GNSSTime?
      switch try Message(payload: frame.bytes.span.bytes.extracting(3..<(frame.bytes.count - 3))) {
      case .message1002(let m):
        time = m.time(in: context)
        m.appendObservations(to: &found, time: time, locks: &locks, channels: &channels)
      case .message1004(let m):
        time = m.time(in: context)
        m.appendObservations(to: &found, time: time, locks: &locks, channels: &channels)
      case .message1010(let m):
        time = m.time(in: context)
        m.appendObservations(to: &found, time: time, locks: &locks, channels: &channels)
      case .message1012(let m):
        time = m.time(in: context)
        m.appendObservations(to: &found, time: time, locks: &locks, channels: &channels)
      default: continue
      }
      let epoch = try #require(time)
      for row in found { rows[Key(time: epoch, satellite: row.satellite, band: row.signal.band)] = row }
    }
    var decoder = try RTKLibDecoder(approximateTime: recording.approximate)
    var compared = 0
    var worst = (range: 0.0, phase: 0.0, cn0: 0.0)
    for epoch in decoder.decode(bytes) {
      // Where the message has neither range nor phase of L2, RTKLIB still has an entry, of zeros.
      for peer in epoch.observations where peer.pseudorange != 0 || peer.phase_cycles != 0 {
        guard let row = rows[Key(time: epoch.time, satellite: peer.satellite, band: peer.signal.band)] else {
          Issue.record("only RTKLIB has \(peer.satellite) \(peer.signal) at \(epoch.time)")
          continue
        }
        compared += 1
        // 0 is how RTKLIB says "not there". It undoes the sender's roll-over of the phase difference by 1500 cycles, which needs the epoch before;
        // a row here is what the message says, so phases are compared modulo 1500 cycles.
        func difference(_ a: Double, _ b: Double) -> Double { a.isNaN ? abs(b) : abs(a - b) }
        worst.range = max(worst.range, difference(row.pseudorange, peer.pseudorange))
        worst.phase = max(worst.phase, difference(row.phase_cycles, peer.phase_cycles).remainder(dividingBy: 1500).magnitude)
        worst.cn0 = max(worst.cn0, difference(Double(row.cn0_dbHz), peer.snr_dbHz))
      }
    }
    print("RTKLIB comparison, before MSM, \(recording.file): \(compared) equal of \(rows.count); \(worst)")
    // Both round a pseudorange of 2e7 m a few times (4e-9 m each), a phase of 1e8 cycles likewise (1.5e-8).
    #expect(worst.range < 2e-8 && worst.phase < 2e-7 && worst.cn0 < 6e-4)
    #expect(compared > 100)
  }
}
