import GNSS
import RTCM
import RandomFields
import Testing

/// Messages drawn per number, and per sub-type of 4076. An unoptimised build is a hundred times slower and draws fewer.
#if DEBUG
  let roundTripsPerType = 50
#else
  let roundTripsPerType = 10_000
#endif

/// Random values → bytes → values → the same bytes, for every message type; multiple signal messages are in `MSMBlockTests`.
@Suite struct RoundTripTests {
  /// Draws messages of the kind that `make` starts with; nil when all came back, else what went wrong.
  ///
  /// Every message is decoded into the storage of the one before: nothing of that may stay.
  static func fault<M: RTCMMessage & Equatable>(_ empty: M, seed: UInt64) -> String? {
    var random = RandomFields(seed: seed)
    var builder = FrameBuilder()
    var again = FrameBuilder()
    var back = empty
    var message = empty
    for round in 0..<roundTripsPerType {
      if round % 16 == 0 { message = empty }
      random.fill(&message)
      do {
        try builder.build(message)
        try M.decode(builder.payload, into: &back)
        guard back == message else { return "\(message) came back as \(back)" }
        try again.build(back)
        guard sameBytes(again.frame, builder.frame) else { return "other bytes the second time" }
        // One byte less must be an error, never a guess.
        guard M.missingBitsTolerated == 0 else { continue }
        let short = builder.payload.extracting(0..<(builder.payload.byteCount - 1))
        do {
          try M.decode(short, into: &back)
          return "decoded from a payload that is a byte too short"
        } catch {}
      } catch {
        return "\(error)"
      }
    }
    return nil
  }

  static func sameBytes(_ a: RawSpan, _ b: RawSpan) -> Bool {
    unsafe a.withUnsafeBytes { a in unsafe b.withUnsafeBytes { b in a.elementsEqual(b) } }
  }

  struct EveryNumber: MessageTypeVisitor {
    var types = 0
    var numbers = 0

    mutating func visit<M: RTCMMessage & Equatable>(_ type: M.Type, name: StaticString) {
      types += 1
      for number in M.numbers {
        numbers += 1
        guard let empty = M(number: number) else {
          Issue.record("\(number): no empty message")
          continue
        }
        if let fault = RoundTripTests.fault(empty, seed: UInt64(number)) { Issue.record("\(number): \(fault)") }
      }
    }
  }

  @Test func everyNumberComesBack() {
    var visitor = EveryNumber()
    Message.forEachType(&visitor)
    print("round trip: \(roundTripsPerType) random messages of each of \(visitor.numbers) numbers")
    #expect(visitor.types == 57 && visitor.numbers == 49 + 43 + 8)
  }

  /// The sub-types of IGS SSR; by its number 4076 is drawn for GPS only.
  @Test(arguments: [GNSSSystem.glonass, .galileo, .qzss, .beidou, .sbas])
  func everySubtypeComesBack(system: GNSSSystem) throws {
    func roundTrip<C: SSRCorrections>(_ type: C.Type) throws {
      let kind = try #require(SSRKind(C.content, system, .igs))
      let empty = try #require(C(kind: kind))
      if let fault = Self.fault(empty, seed: UInt64(kind.igsSubtype)) { Issue.record("4076, \(kind.igsSubtype): \(fault)") }
    }
    try roundTrip(SSROrbits.self)
    try roundTrip(SSRClocks.self)
    try roundTrip(SSRCodeBiases.self)
    try roundTrip(SSROrbitsAndClocks.self)
    try roundTrip(SSRAccuracies.self)
    try roundTrip(SSRHighRateClocks.self)
    try roundTrip(SSRPhaseBiases.self)
  }
}
