import GNSS
import RTCM
import RecordedData
import Testing

/// Observations before MSM, 1001–1004 and 1009–1012.
@Suite struct LegacyMessageTests {
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
}
