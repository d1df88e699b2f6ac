import RTCM
import RandomFields
import Testing

@Suite struct HostileMessageTests {
  /// Random payloads of every number that is decoded, of every length: a value or a typed error, and what decodes encodes again.
  @Test func randomPayloadsNeverTrap() throws {
    var random = SplitMix64(state: 1)
    var decoder = MessageDecoder()
    var message = Message.raw(RawMessage(payload: RawSpan()))
    var builder = FrameBuilder()
    var numbers = Numbers()
    Message.forEachType(&numbers)
    var decoded = 0
    for number in numbers.values {
      for _ in 0..<3000 {
        var payload = (0..<Int.random(in: 2...300, using: &random)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        payload[0] = UInt8(number >> 4)
        payload[1] = UInt8(number & 15) << 4 | payload[1] & 15
        guard (try? decoder.decode(payload.span.bytes, into: &message)) != nil else { continue }
        decoded += 1
        try builder.build(message)
        if number == 1302, (try? Message1302(payload: payload.span.bytes)) == nil {
          // Links that run past the payload, as one sender's do, cannot be divided: all before their number is kept, and they are not.
          let head = array(builder.payload)
          #expect(head.dropLast(2).elementsEqual(payload.prefix(head.count - 2)))
          #expect((head[head.count - 2] ^ payload[head.count - 2]) & 0xFE == 0, "all but the highest bit of the number of links")
          continue
        }
        // The fields are the front of the payload; the last of their bytes may hold bits that belong to none.
        let built = array(builder.payload)
        #expect(built.dropLast().elementsEqual(payload.prefix(built.count - 1)), "\(number)")
      }
    }
    #expect(decoded > 10_000)
  }

  struct Numbers: MessageTypeVisitor {
    var values: [UInt16] = []
    mutating func visit<M: RTCMMessage & Equatable>(_ type: M.Type, name: StaticString) { values += M.numbers }
  }
}
