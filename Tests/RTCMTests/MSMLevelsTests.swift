import GNSS
import RTCM
import RandomFields
import RecordedData
import Testing

@Suite struct MSMLevelsTests {
  /// A message of a kind with random values in some cells; the grid is 4 satellites × 3 signals.
  private func block(_ system: GNSSSystem, _ level: Int, _ random: inout SplitMix64) throws -> MSMBlock {
    var block = MSMBlock(kind: try #require(MSMKind(system, level: level)))
    block.header.satelliteMask = 0x8000_0100_4000_0001
    block.header.signalMask = 1 << 30 | 1 << 24 | 1 << 17
    block.header.cellMask = 0xB7D0_0000_0000_0000
    block.layOut()
    var fields = RandomFields(seed: random.next())
    let masks = (block.header.satelliteMask, block.header.signalMask, block.header.cellMask)
    var skip = MSMRandomData(fields: fields)
    MSMBlock.visit(&block, &skip)
    fields = skip.fields
    #expect(masks == (block.header.satelliteMask, block.header.signalMask, block.header.cellMask))
    return block
  }

  /// Random satellite and cell data; the header stays.
  private struct MSMRandomData: FieldVisitor {
    var fields: RandomFields
    private static let header: Set<String> = [
      "DF003", "DF004", "DF416", "DF034", "DF248", "DF427", "DF393", "DF409", "DF001", "DF411", "DF412", "DF417", "DF418", "DF394", "DF395",
      "DF396",
    ]
    init(fields: RandomFields) { self.fields = fields }
    mutating func field<Raw: FixedWidthInteger & Sendable>(_ field: DataField, _ value: inout Raw) {
      if !Self.header.contains(field.id.description) { fields.field(field, &value) }
    }
    mutating func flag(_ field: DataField, _ value: inout Bool) {
      if !Self.header.contains(field.id.description) { fields.flag(field, &value) }
    }
    mutating func count<let capacity: Int, Element>(_ field: DataField, of list: inout BoundedArray<capacity, Element>, offset: Int) {}
    mutating func list<let capacity: Int, Element: FieldGroup>(_ name: StaticString, _ list: inout BoundedArray<capacity, Element>) {}
    mutating func text<let capacity: Int>(_ field: DataField, _ text: inout BoundedArray<capacity, UInt8>) {}
    mutating func values<let capacity: Int, Raw: FixedWidthInteger & BitwiseCopyable & Sendable>(
      _ field: DataField, _ values: inout BoundedArray<capacity, Raw>
    ) {}
    mutating func includes(_ condition: Bool, when: StaticString) -> Bool { condition }
    mutating func refuse(_ reason: StaticString) {}
  }

  private func copy(_ block: borrowing MSMBlock) -> MSMBlock {
    var copy = MSMBlock(kind: block.header.kind)
    copy.header = block.header
    copy.layOut()
    copy.satellites = block.satellites
    copy.cells = block.cells
    return copy
  }

  /// The bounds are half a unit of the coarser fields: DF400 is 32 units of DF405, DF401 four of DF406, DF403 sixteen of DF408.
  @Test(arguments: [(7, 5), (7, 4), (6, 4), (7, 6), (5, 4)]) func valuesAreTheNearestOfTheCoarserField(_ from: Int, _ to: Int) throws {
    var random = SplitMix64(state: UInt64(from * 10 + to))
    var builder = FrameBuilder()
    for round in 0..<300 {
      let system: GNSSSystem = round % 2 == 0 ? .glonass : .beidou
      let fine = try block(system, from, &random)
      var coarse = copy(fine)
      let result = coarse.reduce(toLevel: to)
      let lost = try #require(result)
      #expect(coarse.header.kind == MSMKind(system, level: to))
      let isCoarser = from >= 6 && to <= 5
      var missing = 0
      for i in 0..<fine.cellCount {
        let (a, b) = (fine.cells[i], coarse.cells[i])
        #expect((a.satelliteIndex, a.signalIndex, a.halfCycleAmbiguity) == (b.satelliteIndex, b.signalIndex, b.halfCycleAmbiguity))
        guard isCoarser else {
          #expect(
            (a.finePseudorange, a.finePhaseRange, a.lockIndicator, a.cn0) == (b.finePseudorange, b.finePhaseRange, b.lockIndicator, b.cn0))
          continue
        }
        if a.finePseudorange == -524_288 {
          #expect(b.finePseudorange == -16384)
        } else if b.finePseudorange == -16384 {
          missing += 1
          #expect(abs(a.finePseudorange) >= 524_287 - 31)
        } else {
          #expect(abs(b.finePseudorange * 32 - a.finePseudorange) <= 16)
        }
        if a.finePhaseRange == -8_388_608 {
          #expect(b.finePhaseRange == -2_097_152)
        } else if b.finePhaseRange == -2_097_152 {
          missing += 1
          #expect(abs(a.finePhaseRange) >= 8_388_607 - 3)
        } else {
          #expect(abs(b.finePhaseRange * 4 - a.finePhaseRange) <= 2)
        }
        #expect((a.cn0 == 0) == (b.cn0 == 0) && (a.cn0 < 8 || abs(Int(b.cn0) * 16 - Int(a.cn0)) <= 8 || b.cn0 == 63))
        let (lock, newLock) = (LockTime.range(df407: a.lockIndicator), LockTime.range(df402: b.lockIndicator))
        #expect(newLock.minimum_ms <= lock.minimum_ms && newLock.limit_ms > lock.minimum_ms)
        if to == 5 { #expect(a.fineRate == b.fineRate) }
      }
      #expect(missing == lost)
      for i in 0..<fine.satelliteCount {
        #expect(fine.satellites[i].roughRange == coarse.satellites[i].roughRange)
        #expect(fine.satellites[i].roughRangeModulo == coarse.satellites[i].roughRangeModulo)
      }
      // What is written at the new level reads back to the same, and its length is what was foretold.
      let bits = coarse.payloadBits
      try builder.build(&coarse)
      #expect(builder.payload.byteCount == (bits + 7) / 8)
      var back = MSMBlock(kind: coarse.header.kind)
      try back.decode(builder.payload)
      for i in 0..<back.cellCount { #expect(back.cells[i] == coarse.cells[i]) }
      for i in 0..<back.satelliteCount { #expect(back.satellites[i] == coarse.satellites[i]) }
    }
  }

  @Test func levelsThatCannotBeHadAreRefused() throws {
    for (from, to) in [(4, 5), (5, 6), (6, 5), (7, 7), (7, 3), (3, 2), (5, 5), (6, 7)] {
      var block = MSMBlock(kind: try #require(MSMKind(.gps, level: from)))
      let result = block.reduce(toLevel: to)
      #expect(result == nil)
      #expect(block.header.kind.level == from)
    }
  }

  /// A recorded MSM7 stream as MSM4: each observation of both differs by no more than half a unit of MSM4 (DF400 17.9 mm, DF401 0.56 mm).
  @Test(.recordedData("data/rtcm/swift-gnss-converters/sept.rtcm")) func aRecordedStreamKeepsItsObservations() throws {
    let bytes = try RecordedData.bytes("data/rtcm/swift-gnss-converters/sept.rtcm")
    var compared = 0
    for frame in plainFrames(bytes) {
      guard let kind = MSMKind(number: UInt16(frame.type)), kind.level == 7 else { continue }
      var fine = MSMBlock(kind: kind)
      try fine.decode(bytes.span.bytes.extracting((frame.offset + 3)..<(frame.offset + frame.length - 3)))
      var coarse = copy(fine)
      let lost = coarse.reduce(toLevel: 4)
      #expect(lost == 0)
      var locks = LockTable()
      var channels = GLONASSChannels()
      var (a, b) = ([Observation](), [Observation]())
      fine.appendObservations(to: &a, time: nil, locks: &locks, channels: &channels)
      locks.reset()
      coarse.appendObservations(to: &b, time: nil, locks: &locks, channels: &channels)
      #expect(a.count == b.count)
      for (x, y) in zip(a, b) {
        #expect(x.satellite == y.satellite && x.signal == y.signal && x.pseudorange.isNaN == y.pseudorange.isNaN)
        if !x.pseudorange.isNaN { #expect(abs(x.pseudorange - y.pseudorange) <= 0x1p-25 * 299_792.458 + 1e-7) }
        if !x.phaseRange.isNaN { #expect(abs(x.phaseRange - y.phaseRange) <= 0x1p-30 * 299_792.458 + 1e-7) }
        compared += 1
      }
    }
    #expect(compared > 1000)
  }
}
