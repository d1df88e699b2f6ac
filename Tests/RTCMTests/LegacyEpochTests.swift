import GNSS
import Testing

@testable import RTCM

/// Epochs from the messages before MSM, and from MSM1–3: roll-over of phases, lock, ranges modulo a light-millisecond, GLONASS channels.
@Suite struct LegacyEpochTests {
  static let start = EpochAssemblerTests.start
  /// Metres of a cycle.
  static let l1 = speedOfLight / 1575.42e6

  /// A GPS satellite's fields; phase range less pseudorange in 0.5 mm.
  static func gps(_ id: UInt8, phase: Int32, lock: UInt8 = 127) -> Message1004.Satellite {
    var s = Message1004.Satellite()
    s.satelliteID = id
    s.l1.pseudorangeRaw = 5_000_000
    s.ambiguity = 70
    s.l1.phaseRaw = phase
    s.l1.lock = lock
    s.l1CN0Raw = 180
    s.l2.code = 3
    s.l2.phaseRaw = 100
    s.l2.lock = lock
    return s
  }

  static func message1004(_ second: Int, _ satellites: [Message1004.Satellite], more: Bool = false, stationID: UInt16 = 7) -> Message1004 {
    var m = Message1004()
    m.header.stationID = stationID
    m.header.epochRaw = MSMHeader.epochRaw(start.advanced(bySeconds: Double(second)), of: .gps)
    m.header.synchronous = more
    for s in satellites { m.satellites.append(s) }
    return m
  }

  static func message1012(_ second: Int, channel: UInt8, phase: Int32, stationID: UInt16 = 7) -> Message1012 {
    var m = Message1012()
    m.header.stationID = stationID
    m.header.epochRaw = MSMHeader.epochRaw(start.advanced(bySeconds: Double(second)), of: .glonass) & 0x7FF_FFFF
    for id in [3, 4] as [UInt8] {
      var s = Message1012.Satellite()
      s.satelliteID = id
      s.l1.channelRaw = channel
      s.l1.pseudorangeRaw = 9_000_000
      s.ambiguity = 34
      s.l1.phaseRaw = phase
      s.l1.lock = 127
      s.l2.phaseRaw = -524_288
      s.l2.pseudorangeRaw = 20
      m.satellites.append(s)
    }
    return m
  }

  static func payload<M: RTCMMessage>(_ message: M) -> [UInt8] {
    var builder = FrameBuilder()
    // These messages fit their fields.
    do { try builder.build(message) } catch { Issue.record("\(error)") }
    return array(builder.payload)
  }

  /// The frames of a second: 1004 and 1012, two satellites each.
  static func messages(second: Int, stationID: UInt16) -> [[UInt8]] {
    let satellites = [gps(1, phase: 0), gps(2, phase: 50)]
    return [
      payload(message1004(second, satellites, more: true, stationID: stationID)),
      payload(message1012(second, channel: 9, phase: 3, stationID: stationID)),
    ].map {
      var builder = FrameBuilder()
      builder.build(payload: $0.span.bytes)
      return array(builder.frame)
    }
  }

  func rows(_ payloads: [[UInt8]], configured: [Int: Int] = [:]) throws -> [[Observation]] {
    var assembler = EpochAssembler(context: TimeContext(approximateTime: Self.start))
    for (slot, channel) in configured { assembler.channels[slot] = channel }
    var epochs: [[Observation]] = []
    for payload in payloads { try assembler.add(payload.span.bytes) { epochs.append($0.observations) } }
    assembler.finish { epochs.append($0.observations) }
    return epochs
  }

  /// The difference grows by 60 m (a diverging ionosphere, much exaggerated) an epoch; the sender takes 1500 cycles off to stay below 262 m.
  @Test func phasesThatRollOverAreJoined() throws {
    let modulus = 1500 * Self.l1
    var messages: [[UInt8]] = []
    for second in 0..<30 {
      var sent = Double(second) * 60
      while sent > 200 { sent -= modulus }
      messages.append(Self.payload(Self.message1004(second, [Self.gps(5, phase: Int32((sent / 0.0005).rounded()))])))
    }
    let epochs = try rows(messages)
    #expect(epochs.count == 30)
    for (second, rows) in epochs.enumerated() {
      let row = rows[0]
      // Half a unit of the field.
      #expect(abs(row.phaseRange - row.pseudorange - Double(second) * 60) < 0.000_26)
      #expect(!row.flags.contains(.lossOfLock))
    }
  }

  @Test func aLossOfLockBeginsTheRollOverAnew() throws {
    let epochs = try rows([
      Self.payload(Self.message1004(0, [Self.gps(5, phase: 500_000)])), Self.payload(Self.message1004(1, [Self.gps(5, phase: -60_000)])),
      Self.payload(Self.message1004(2, [Self.gps(5, phase: -50_000, lock: 0)])),
    ])
    // 250 m; then −30 m, which is 1500 cycles less; then a new ambiguity, as sent.
    #expect(abs(epochs[1][0].phaseRange - epochs[1][0].pseudorange - (-30 + 1500 * Self.l1)) < 1e-6)
    #expect(!epochs[1][0].flags.contains(.lossOfLock))
    #expect(epochs[2][0].flags.contains(.lossOfLock))
    #expect(abs(epochs[2][0].phaseRange - epochs[2][0].pseudorange + 25) < 1e-6)
  }

  /// Channel 31 of the field is none: the phase is in metres, cycles are not known, and a roll-over cannot be undone.
  @Test func withoutAChannelThePhaseIsInMetres() throws {
    let unknown = try rows([
      Self.payload(Self.message1012(0, channel: 31, phase: 500_000)), Self.payload(Self.message1012(1, channel: 31, phase: -60_000)),
    ])
    #expect(unknown[0][0].phaseRange.isFinite && unknown[0][0].phase_cycles.isNaN && unknown[0][0].carrierFrequency.isNaN)
    #expect(unknown[1][0].flags.contains(.lossOfLock))
    // From configuration, and from an earlier message of the slot.
    let configured = try rows([Self.payload(Self.message1012(0, channel: 31, phase: 1))], configured: [3: -2])
    #expect(configured[0][0].carrierFrequency == 1602e6 - 2 * 562.5e3)
    let learnt = try rows([
      Self.payload(Self.message1012(0, channel: 9, phase: 1)), Self.payload(Self.message1012(1, channel: 31, phase: 1)),
    ])
    #expect(learnt[1][0].carrierFrequency == 1602e6 + 2 * 562.5e3)
    // From an ephemeris.
    var assembler = EpochAssembler(context: TimeContext(approximateTime: Self.start))
    var ephemeris = Message1020()
    ephemeris.satelliteID = 4
    ephemeris.channelRaw = 3
    assembler.learn(from: .message1020(ephemeris)) { _ in }
    let channel = assembler.channels[4]
    #expect(channel == -4)
  }

  /// MSM2-like rows after a full one: the range is completed; without, it is flagged.
  @Test func rangesModuloAMillisecondAreCompletedByAnEarlierFullOne() throws {
    func full(_ second: Int) throws -> [UInt8] {
      try smallMessage(.gps, at: Self.start.advanced(bySeconds: Double(second)), more: false, satellites: 1...2)
    }
    func modulo(_ second: Int, satellites: ClosedRange<UInt8>) throws -> [UInt8] {
      var block = MSMBlock(kind: try #require(MSMKind(.gps, level: 4)))
      let message = try smallMessage(
        .gps, at: Self.start.advanced(bySeconds: Double(second)), more: false, satellites: satellites, level: 4)
      try block.decode(message.span.bytes)
      block.header.kind = try #require(MSMKind(.gps, level: 3))
      var builder = FrameBuilder()
      try builder.build(&block)
      return array(builder.payload)
    }
    let epochs = try rows([full(0), modulo(1, satellites: 1...3), modulo(70, satellites: 1...1)])
    for row in epochs[1] {
      let expected = 2.2e7 + Double(row.satellite.number) * 1000
      if row.satellite.number < 3 {
        // Half a unit of DF400, 2⁻²⁴ ms.
        #expect(abs(row.pseudorange - expected) < 0.009 && abs(row.phaseRange - expected - 3) < 0.001 && row.flags.isEmpty)
      } else {
        #expect(row.flags == .moduloRange)
        #expect(abs(row.pseudorange - expected.truncatingRemainder(dividingBy: 299_792.458)) < 0.009)
        var resolved = row
        resolved.resolve(near: expected + 140_000)
        #expect(abs(resolved.pseudorange - expected) < 0.009 && abs(resolved.phaseRange - expected - 3) < 0.001 && resolved.flags.isEmpty)
      }
    }
    #expect(epochs[2].allSatisfy { $0.flags.contains(.moduloRange) }, "a minute is too long")
  }

  /// 1003 carries the range modulo a light-millisecond; 1004 of the same epoch takes its place.
  @Test func aFullRangeTakesThePlaceOfAModuloOne() throws {
    var m = Message1003()
    m.header.stationID = 7
    m.header.epochRaw = MSMHeader.epochRaw(Self.start, of: .gps)
    m.header.synchronous = true
    var s = Message1003.Satellite()
    s.satelliteID = 5
    s.l1.pseudorangeRaw = 5_000_000
    m.satellites.append(s)
    let alone = try rows([Self.payload(m)])
    #expect(alone[0].count == 2 && alone[0].allSatisfy { $0.flags == .moduloRange && abs($0.pseudorange - 100_000) < 1e-9 })
    let both = try rows([Self.payload(m), Self.payload(Self.message1004(0, [Self.gps(5, phase: 0)]))])
    #expect(both.count == 1 && both[0].count == 2)
    #expect(both[0].allSatisfy { $0.flags.isEmpty && abs($0.pseudorange - 100_000 - 70 * 299_792.458) < 1e-6 })
  }

  /// A half cycle that is resolved is no slip.
  @Test func halfCyclesAreKeptApartFromSlips() throws {
    func message(_ second: Int, half: Bool) throws -> [UInt8] {
      var block = MSMBlock(kind: try #require(MSMKind(.gps, level: 7)))
      let whole = try smallMessage(.gps, at: Self.start.advanced(bySeconds: Double(second)), more: false, satellites: 1...1)
      try block.decode(whole.span.bytes)
      for i in 0..<block.cellCount { block.cells[i].halfCycleAmbiguity = half }
      for i in 0..<block.cellCount { block.cells[i].lockIndicator = LockTime.df407(lockTime_ms: 100_000 + UInt32(second) * 1000) }
      var builder = FrameBuilder()
      try builder.build(&block)
      return array(builder.payload)
    }
    let epochs = try rows([message(0, half: false), message(1, half: true), message(2, half: true), message(3, half: false)])
    let half = Observation.Flags.halfCycleAmbiguity
    #expect(epochs.map { $0[0].flags } == [[], half, half, []])
  }
}
