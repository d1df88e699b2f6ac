import CMallocCounter
import RTCM
import RandomFields
import Testing

@Suite struct MessageTests {
  /// Every type in the list decodes to a case of its own and says its number.
  struct Dispatch: MessageTypeVisitor {
    mutating func visit<M: RTCMMessage & Equatable>(_ type: M.Type, name: StaticString) {
      for number in M.numbers {
        var builder = FrameBuilder()
        do {
          var message = try #require(M(number: number))
          var random = RandomFields(seed: 7)
          random.fill(&message)
          try builder.build(message)
          let frame = array(builder.frame)
          let decoded = try Message(payload: builder.payload)
          #expect(decoded.number == number)
          if case .raw = decoded { Issue.record("\(number) is not decoded by Message") }
          try builder.build(decoded)
          #expect(array(builder.frame) == frame)
        } catch {
          Issue.record("\(number): \(error)")
        }
      }
    }
  }

  @Test func everyTypeHasItsCase() {
    var visitor = Dispatch()
    Message.forEachType(&visitor)
  }

  @Test func unknownTypesAreKeptAsBytesAndCounted() throws {
    let payload: [UInt8] = [0xFE, 0x80, 0x12, 0x34, 0x56]  // 4072, u-blox
    var decoder = MessageDecoder()
    var message = Message.message1005(Message1005())
    try decoder.decode(payload.span.bytes, into: &message)
    guard case .raw(let raw) = message else {
      Issue.record("\(message)")
      return
    }
    #expect(raw.number == 4072)
    #expect(raw.owner?.description == "u-blox")
    #expect(raw.payload.indices.map { raw.payload[$0] } == payload)
    #expect(decoder.count(of: 4072) == 1 && decoder.undecoded == 1 && decoder.failures == 0)
    var builder = FrameBuilder()
    try builder.build(message)
    #expect(array(builder.payload) == payload)
  }

  @Test func tooShortPayloadsAreTypedErrors() {
    var decoder = MessageDecoder()
    var message = Message.message1005(Message1005())
    let short: [UInt8] = [0x3F, 0xB0, 0, 0]  // 1019 needs 61 bytes
    #expect(throws: DecodeError.truncated(message: 1019, payloadBytes: 4, neededBits: 488)) {
      try decoder.decode(short.span.bytes, into: &message)
    }
    #expect(message.number == 1005, "the message keeps its value")
    #expect(decoder.failures == 1 && decoder.count(of: 1019) == 1)
    let empty: [UInt8] = []
    #expect(throws: Never.self) { try decoder.decode(empty.span.bytes, into: &message) }
    #expect(message.number == 0 && decoder.count(of: 0) == 1)
  }

  @Test(.enabled(if: cmalloc_active() != 0 && !_isDebugAssertConfiguration(), "unoptimised code allocates"))
  func decodingDoesNotAllocate() throws {
    var payloads: [[UInt8]] = []
    var collect = Collect()
    Message.forEachType(&collect)
    payloads = collect.payloads
    var decoder = MessageDecoder()
    var message = Message.message1005(Message1005())
    func decodeAll() throws(DecodeError) {
      // By index: the iterator of an array allocates in debug builds.
      for i in payloads.indices {
        let payload = payloads[i]
        try decoder.decode(payload.span.bytes, into: &message)
      }
    }
    try decodeAll()
    let before = cmalloc_thread_count()
    try decodeAll()
    #expect(cmalloc_thread_count() - before == 0)
  }

  struct Collect: MessageTypeVisitor {
    var payloads: [[UInt8]] = []
    mutating func visit<M: RTCMMessage & Equatable>(_ type: M.Type, name: StaticString) {
      guard var message = M(number: M.numbers[0]) else { return }
      var random = RandomFields(seed: 11)
      var builder = FrameBuilder()
      random.fill(&message)
      guard (try? builder.build(message)) != nil else { return }
      payloads.append(array(builder.payload))
    }
  }
}
