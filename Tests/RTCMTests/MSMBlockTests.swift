import GNSS
import RandomFields
import Testing

@testable import RTCM

/// A block filled with random raw values of a kind; one in sixteen with any number of satellites, else with few.
func randomBlock(_ kind: MSMKind, _ random: inout SplitMix64, _ block: inout MSMBlock) {
  block.header = MSMHeader(kind: kind)
  let satelliteCount = Int.random(in: 0...(random.next() % 16 == 0 ? 64 : 5), using: &random)
  let signalCount = Int.random(in: 0...min(32, satelliteCount == 0 ? 32 : 64 / satelliteCount), using: &random)
  while block.header.satelliteCount < satelliteCount { block.header.satelliteMask |= 1 << (random.next() % 64) }
  while block.header.signalCount < signalCount { block.header.signalMask |= 1 << UInt32(random.next() % 32) }
  let width = satelliteCount * signalCount
  block.header.cellMask = width == 0 ? 0 : random.next() & ~(UInt64.max >> UInt64(width))
  block.header.stationID = UInt16.random(in: 0...4095, using: &random)
  block.header.epochRaw = UInt32.random(in: 0..<1 << 30, using: &random)
  block.header.multipleMessage = Bool.random(using: &random)
  block.header.iods = UInt8.random(in: 0...7, using: &random)
  block.header.reserved = UInt8.random(in: 0...127, using: &random)
  block.header.clockSteering = UInt8.random(in: 0...3, using: &random)
  block.header.externalClock = UInt8.random(in: 0...3, using: &random)
  block.header.divergenceFreeSmoothing = Bool.random(using: &random)
  block.header.smoothingInterval = UInt8.random(in: 0...7, using: &random)
  block.layOut()
  var fields = RandomFields(seed: random.next())
  for i in 0..<block.satelliteCount {
    if kind.hasRoughRange { fields.field(.df397, &block.satellites[i].roughRange) } else { block.satellites[i].roughRange = 255 }
    fields.field(.df398, &block.satellites[i].roughRangeModulo)
    if kind.hasRate {
      fields.field(kind.extendedInformation, &block.satellites[i].extendedInformation)
      fields.field(.df399, &block.satellites[i].roughRate)
    } else {
      block.satellites[i].extendedInformation = 15
      block.satellites[i].roughRate = -8192
    }
  }
  for i in 0..<block.cellCount {
    block.cells[i].finePseudorange = Int32(kind.finePseudorange.notAvailable ?? 0)
    block.cells[i].finePhaseRange = Int32(kind.finePhaseRange.notAvailable ?? 0)
    (block.cells[i].lockIndicator, block.cells[i].cn0, block.cells[i].fineRate, block.cells[i].halfCycleAmbiguity) = (0, 0, -16384, false)
    if kind.hasPseudorange { fields.field(kind.finePseudorange, &block.cells[i].finePseudorange) }
    if kind.hasPhase {
      fields.field(kind.finePhaseRange, &block.cells[i].finePhaseRange)
      fields.field(kind.lockTime, &block.cells[i].lockIndicator)
      fields.flag(.df420, &block.cells[i].halfCycleAmbiguity)
    }
    if kind.hasCN0 { fields.field(kind.cn0, &block.cells[i].cn0) }
    if kind.hasRate { fields.field(.df404, &block.cells[i].fineRate) }
  }
}

func expectEqual(_ a: borrowing MSMBlock, _ b: borrowing MSMBlock, _ comment: @autoclosure () -> String) {
  if a.header != b.header { Issue.record("\(comment()): headers") }
  let counts = a.satelliteCount == b.satelliteCount && a.signalCount == b.signalCount && a.cellCount == b.cellCount
  guard counts else {
    Issue.record("\(comment()): counts")
    return
  }
  for i in 0..<a.satelliteCount where a.satellites[i] != b.satellites[i] {
    Issue.record("\(comment()): satellite \(i): \(a.satellites[i]) against \(b.satellites[i])")
  }
  for i in 0..<a.cellCount where a.cells[i] != b.cells[i] {
    Issue.record("\(comment()): cell \(i): \(a.cells[i]) against \(b.cells[i])")
  }
}

@Suite struct MSMBlockTests {
  static let kinds = GNSSSystem.allCases.flatMap { system in (1...7).compactMap { MSMKind(system, level: $0) } }

  @Test func kindsAndNumbersBelongTogether() {
    let numbers = Array(1071...1137).filter { (1...7).contains($0 % 10) }
    #expect(Self.kinds.map { Int($0.number) } == numbers)
    for kind in Self.kinds { #expect(MSMKind(number: kind.number) == kind) }
    for number: UInt16 in [0, 1070, 1078, 1080, 1130, 1138, 1141, 4095] { #expect(MSMKind(number: number) == nil) }
  }

  /// Random raw values → bytes → the same raw values, by the column decoder; and the generic visitor reads the same.
  @Test(arguments: kinds) func randomValuesComeBack(kind: MSMKind) throws {
    var random = SplitMix64(state: UInt64(kind.number))
    var block = MSMBlock(kind: kind)
    var decoded = MSMBlock(kind: kind)
    var visited = MSMBlock(kind: kind)
    var builder = FrameBuilder()
    for round in 0..<roundTripsPerType {
      randomBlock(kind, &random, &block)
      try builder.build(&block)
      let bits = 169 + block.satelliteCount * (block.signalCount + kind.satelliteBits) + block.cellCount * kind.cellBits
      if builder.payload.byteCount != (bits + 7) / 8 { Issue.record("\(kind.number): \(builder.payload.byteCount) bytes for \(bits) bits") }
      try decoded.decode(builder.payload)
      expectEqual(decoded, block, "\(kind.number), round \(round)")
      builder.payload.withUnsafeBytes { bytes in
        var decoder = FieldDecoder(bytes)
        var number: UInt16 = 0
        decoder.field(.df002, &number)
        visited.header = MSMHeader(kind: kind)
        // What a level does not have is "not available".
        var nothing = MSMCell()
        nothing.finePseudorange = Int32(kind.finePseudorange.notAvailable ?? 0)
        nothing.finePhaseRange = Int32(kind.finePhaseRange.notAvailable ?? 0)
        for i in 0..<64 { (visited.satellites[i], visited.cells[i]) = (MSMSatellite(), nothing) }
        MSMBlock.visit(&visited, &decoder)
      }
      expectEqual(visited, block, "\(kind.number) by the visitor, round \(round)")
    }
  }

  /// Masks that come again, in turn with one, two and three others, of two systems and two levels: what a block remembers of masks changes nothing.
  @Test func masksThatComeAgainAreReadAsTheFirstTime() throws {
    var random = SplitMix64(state: 11)
    var used = MSMBlock(kind: Self.kinds[0])
    var builder = FrameBuilder()
    for kind in [MSMKind(.beidou, level: 4), MSMKind(.glonass, level: 7)].compactMap({ $0 }) {
      for others in 0...3 {
        var frames: [[UInt8]] = []
        for _ in 0...others {
          var made = MSMBlock(kind: kind)
          repeat { randomBlock(kind, &random, &made) } while made.cellCount == 0
          try builder.build(&made)
          frames.append(array(builder.payload))
        }
        for round in 0..<12 {
          let payload = frames[round % frames.count]
          // What a caller writes into a block must not reach the next message.
          for i in 0..<64 { (used.cells[i].satelliteIndex, used.cells[i].signalIndex, used.satellites[i].maskPosition) = (9, 9, 9) }
          try used.decode(payload.span.bytes)
          var new = MSMBlock(kind: Self.kinds[0])
          try new.decode(payload.span.bytes)
          expectEqual(used, new, "\(kind.number), \(others) others, round \(round)")
          for i in 0..<new.signalCount { #expect(used.signalIDs[i] == new.signalIDs[i]) }
        }
      }
    }
  }

  /// A message may name satellites and no signals: the channels of GLONASS are learnt all the same.
  @Test func satellitesWithoutCellsTellTheirChannels() throws {
    var block = MSMBlock(kind: try #require(MSMKind(.glonass, level: 7)))
    block.header.satelliteMask = 0b101 << 61
    block.layOut()
    block.satellites[0].extendedInformation = 3
    block.satellites[1].extendedInformation = 15
    var rows: [Observation] = []
    var locks = LockTable()
    var channels = GLONASSChannels()
    channels[3] = 6
    #expect(block.appendObservations(to: &rows, time: nil, locks: &locks, channels: &channels) == 0 && rows.isEmpty)
    #expect(channels[1] == -4 && channels[2] == nil && channels[3] == 6)
  }

  @Test func everyTruncationIsSeen() throws {
    var random = SplitMix64(state: 5)
    var block = MSMBlock(kind: Self.kinds[6])
    repeat { randomBlock(Self.kinds[6], &random, &block) } while block.cellCount < 5
    var builder = FrameBuilder()
    try builder.build(&block)
    let payload = array(builder.payload)
    for length in 0..<payload.count {
      #expect(throws: DecodeError.self, "\(length) of \(payload.count) bytes") {
        try block.decode(payload.span.bytes.extracting(0..<length))
      }
    }
    try block.decode((payload + [0, 0]).span.bytes)
  }

  @Test func moreThan64CellsAreRefused() throws {
    var block = MSMBlock(kind: Self.kinds[3])
    block.header.satelliteMask = 0x1_FFFF  // 17 satellites × 4 signals = 68
    block.header.signalMask = 0xF
    var builder = FrameBuilder()
    #expect(throws: EncodeError.invalid(message: 1074, reason: "satellites × signals is more than 64")) { try builder.build(&block) }
    var payload = [UInt8](repeating: 0xFF, count: 1000)
    (payload[0], payload[1]) = (0x43, 0x20)  // 1074, all masks full
    #expect(throws: DecodeError.invalid(message: 1074, reason: "satellites × signals is more than 64")) {
      try block.decode(payload.span.bytes)
    }
  }

  @Test func anotherNumberIsRefused() {
    var block = MSMBlock(kind: Self.kinds[0])
    let payload = Array(Message1005Tests.example[3..<22])
    #expect(throws: DecodeError.wrongNumber(found: 1005)) { try block.decode(payload.span.bytes) }
    #expect(throws: DecodeError.empty) { try block.decode(payload.span.bytes.extracting(0..<1)) }
  }
}
