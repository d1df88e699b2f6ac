import GNSS
import RTCM
import RecordedData
import Testing

@Suite struct LegacyObservationTests {
  /// The first frames of a type in a recording.
  private func first<M: RTCMMessage>(_ type: M.Type, in path: String) throws -> M? {
    let bytes = try RecordedData.bytes(path)
    var found: M?
    var scanner = FrameScanner()
    scanner.scan(bytes.span.bytes) { frame in
      if found == nil, let number = frame.messageNumber, M.numbers.contains(number) { found = try? M(payload: frame.payload) }
    }
    return found
  }

  /// Expected values: pyrtcm 1.2.1 on the same frame (DF011 + DF014 · 299 792.458 m, DF015, DF017, DF020).
  @Test(.recordedData("data/rtcm/uuiitwp-RTCM3/test04.rtcm3")) func readsGPSAsPyrtcmDoes() throws {
    let message = try #require(try first(Message1004.self, in: "data/rtcm/uuiitwp-RTCM3/test04.rtcm3"))
    #expect(message.header.epochRaw == 18_014_000 && message.header.synchronous && message.satellites.count == 8)
    var rows: [Observation] = []
    var locks = LockTable()
    var channels = GLONASSChannels()
    message.appendObservations(to: &rows, time: nil, locks: &locks, channels: &channels)
    #expect(rows.count == 16)
    #expect(rows[0].satellite == Satellite(.gps, 3) && rows[0].signal.description == "1C" && rows[1].signal.description == "2W")
    // The field resolves 0.02 m; the double is good to a micrometre.
    #expect(abs(rows[0].pseudorange - (160_082.9 + 75 * 299_792.458)) < 1e-6)
    #expect(abs(rows[1].pseudorange - rows[0].pseudorange - 11.12) < 1e-6)
    #expect(abs(rows[0].phaseRange - rows[0].pseudorange - 0.0145) < 1e-6)
    #expect(rows[0].cn0_dbHz == 43 && rows[1].cn0_dbHz == 30)
  }

  /// Expected values: pyrtcm 1.2.1 on the same frame (DF041 + DF044 · 599 584.916 m, DF045, DF047, DF050, DF040 − 7).
  @Test(.recordedData("data/rtcm/uuiitwp-RTCM3/test04.rtcm3")) func readsGLONASSAsPyrtcmDoes() throws {
    let message = try #require(try first(Message1012.self, in: "data/rtcm/uuiitwp-RTCM3/test04.rtcm3"))
    #expect(message.header.epochRaw == 28_796_000 && !message.header.synchronous && message.satellites.count == 7)
    var rows: [Observation] = []
    var locks = LockTable()
    var channels = GLONASSChannels()
    message.appendObservations(to: &rows, time: nil, locks: &locks, channels: &channels)
    #expect(rows[0].satellite == Satellite(.glonass, 4) && rows[1].signal.description == "2P")
    #expect(abs(rows[0].pseudorange - (186_644.44 + 37 * 599_584.916)) < 1e-6)
    #expect(abs(rows[1].pseudorange - rows[0].pseudorange - 8.26) < 1e-6)
    #expect(rows[0].cn0_dbHz == 44.5 && rows[1].cn0_dbHz == 41.25)
    // Channel 6: 1602 MHz + 6 · 562.5 kHz.
    #expect(rows[0].carrierFrequency == 1605.375e6)
  }

  @Test func survivesARoundTrip() throws {
    var message = Message1004()
    message.header.stationID = 4095
    message.header.epochRaw = 604_799_000
    for id in [1, 32, 45] as [UInt8] {
      var satellite = Message1004.Satellite()
      satellite.satelliteID = id
      satellite.l1.pseudorangeRaw = 14_989_622
      satellite.l1.phaseRaw = -524_288
      satellite.l2.pseudorangeRaw = -8192
      satellite.l2.phaseRaw = -524_288
      satellite.ambiguity = 255
      message.satellites.append(satellite)
    }
    var builder = FrameBuilder()
    try builder.build(message)
    let again = try Message1004(payload: builder.payload)
    #expect(again == message)
    var rows: [Observation] = []
    var locks = LockTable()
    var channels = GLONASSChannels()
    again.appendObservations(to: &rows, time: nil, locks: &locks, channels: &channels)
    // Phases and L2 are not available: then L1's pseudorange is not valid either (DF011).
    #expect(rows.isEmpty)
    for i in message.satellites.indices { message.satellites[i].l1.phaseRaw = 0 }
    message.appendObservations(to: &rows, time: nil, locks: &locks, channels: &channels)
    #expect(rows.count == 3 && rows.allSatisfy { $0.phaseRange == $0.pseudorange && $0.cn0_dbHz.isNaN })
    // 45 is PRN 125, RINEX S25.
    #expect(rows[2].satellite == Satellite(.sbas, 25))
  }

  /// RTCM 10403.3, table 3.4-2: the ends of its rows.
  @Test(arguments: [
    (0, 0), (23, 23), (24, 24), (47, 70), (48, 72), (71, 164), (72, 168), (95, 352), (96, 360), (119, 728), (120, 744), (127, 937),
  ])
  func lockTimes(indicator: UInt8, seconds: UInt32) throws {
    var message = Message1012()
    var satellite = Message1012.Satellite()
    satellite.satelliteID = 1
    satellite.l1.lock = indicator
    message.satellites.append(satellite)
    var rows: [Observation] = []
    var locks = LockTable()
    var channels = GLONASSChannels()
    message.appendObservations(to: &rows, time: nil, locks: &locks, channels: &channels)
    #expect(rows[0].lockTime_ms == seconds * 1000)
  }
}
