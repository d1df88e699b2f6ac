import CMallocCounter
import RTCM
import RecordedData
import Testing

@Suite struct MessageTests {
  /// Random values → bytes → values → the same bytes, 10⁴ per type.
  struct RoundTrip: MessageTypeVisitor {
    var types = 0

    mutating func visit<M: RTCMMessage & Equatable>(_ type: M.Type, name: StaticString) {
      types += 1
      var builder = FrameBuilder()
      for number in M.numbers {
        var random = RandomFields(seed: UInt64(number))
        var left = type is any SSRCorrections.Type ? stateSpaceRounds : 10_000
        while left > 0 {
          guard var message = M(number: number) else {
            Issue.record("\(number): no empty message")
            return
          }
          M.visit(&message, &random)
          do {
            guard try builder.buildUnlessTooLong(message) else { continue }  // more elements drawn than a frame carries: draw again
            left -= 1
            let frame = array(builder.frame)
            let back = try M(payload: builder.payload)
            guard back == message else {
              Issue.record("\(number): \(message) came back as \(back)")
              return
            }
            try builder.build(back)
            guard array(builder.frame) == frame else {
              Issue.record("\(number): other bytes the second time")
              return
            }
            // One byte less must be an error, never a guess.
            let short = builder.payload.extracting(0..<(builder.payload.byteCount - 1))
            guard M.missingBitsTolerated > 0 || (try? M(payload: short)) == nil else {
              Issue.record("\(number): decoded from a payload that is a byte too short")
              return
            }
          } catch {
            Issue.record("\(number): \(error)")
            return
          }
        }
      }
    }
  }

  @Test func randomValuesOfEveryTypeComeBack() {
    var visitor = RoundTrip()
    Message.forEachType(&visitor)
    #expect(visitor.types == 57)
  }

  /// Every type in the list decodes to a case of its own and says its number.
  struct Dispatch: MessageTypeVisitor {
    mutating func visit<M: RTCMMessage & Equatable>(_ type: M.Type, name: StaticString) {
      for number in M.numbers {
        var builder = FrameBuilder()
        do {
          var message = try #require(M(number: number))
          var random = RandomFields(seed: 7)
          repeat { M.visit(&message, &random) } while try !builder.buildUnlessTooLong(message)
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

  /// Recorded frames that do not come back to the same bytes, each with its reason.
  static let roundTripExceptions: [UInt16: String] = [
    1025: "the simulator ASBRU leaves out the last four bits, a byte; the message is written with them"
  ]

  @Test(.recordedData("data/rtcm")) func recordedFramesComeBackToTheSameBytes() throws {
    var counts: [UInt16: Int] = [:]
    var builder = FrameBuilder()
    // The synthetic frames of rtcm-rs have 1230 without its reserved bits; see RTCMRSTests.
    for file in RecordedData.files(below: "data/rtcm") where !file.contains("/rtcm-rs/") {
      let bytes = try RecordedData.bytes(file)
      for frame in plainFrames(bytes) {
        let payload = bytes.span.bytes.extracting((frame.offset + 3)..<(frame.offset + frame.length - 3))
        do {
          let message = try Message(payload: payload)
          try builder.build(message, minimumPayload: payload.byteCount)
          if array(builder.payload) != array(payload) {
            let isShort = array(builder.payload) == array(payload) + [0] && Self.roundTripExceptions[message.number] != nil
            if !isShort { Issue.record("\(file)@\(frame.offset): \(message.number) does not come back") }
          }
          if case .raw = message { continue }
          counts[message.number, default: 0] += 1
        } catch {
          Issue.record("\(file)@\(frame.offset): \(error)")
        }
      }
    }
    // Every type decoded here occurs in the recordings; a test that found none would prove nothing.
    for type: UInt16 in [
      1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1019, 1020, 1021, 1023, 1025, 1029, 1030, 1031, 1032,
      1033, 1041, 1042, 1044, 1045, 1046, 1230,
    ] {
      #expect(counts[type, default: 0] > 0, "no recorded \(type)")
    }
    print("recorded-data round trip:", counts.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" }.joined(separator: " "))
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
      repeat { M.visit(&message, &random) } while (try? builder.buildUnlessTooLong(message)) == false
      payloads.append(array(builder.payload))
    }
  }
}
