import RTCM
import Testing

@Suite struct Message1005Tests {
  /// The example of RTCM 10403.1, section 4.2, printed in many public decoders' documentation.
  static let example: [UInt8] = [
    0xD3, 0x00, 0x13, 0x3E, 0xD7, 0xD3, 0x02, 0x02, 0x98, 0x0E, 0xDE, 0xEF, 0x34, 0xB4, 0xBD, 0x62, 0xAC, 0x09, 0x41, 0x98, 0x6F, 0x33,
    0x36, 0x0B, 0x98,
  ]

  @Test func decodesTheExampleOfTheStandard() throws {
    let frame = Self.example
    let message = try Message1005(payload: frame.span.bytes.extracting(3..<22))
    #expect(message.stationID == 2003)
    #expect(message.x == 1114104.5999)
    #expect(message.y == -4850729.7108)
    #expect(message.z == 3975521.4643)
    #expect(message.gps && !message.glonass && !message.galileo)
  }

  @Test func encodesTheExampleOfTheStandard() throws {
    let frame = Self.example
    let message = try Message1005(payload: frame.span.bytes.extracting(3..<22))
    var builder = FrameBuilder()
    try builder.build(message)
    let built = builder.frame
    #expect(built.byteCount == 25)
    for i in 0..<built.byteCount { #expect(built.unsafeLoad(fromByteOffset: i, as: UInt8.self) == frame[i]) }
  }

  @Test func refusesAShortPayloadAndAForeignNumber() {
    let frame = Self.example
    #expect(throws: DecodeError.truncated(message: 1005, payloadBytes: 18, neededBits: 152)) {
      _ = try Message1005(payload: frame.span.bytes.extracting(3..<21))
    }
    let zeros = [UInt8](repeating: 0, count: 19)
    #expect(throws: DecodeError.wrongNumber(found: 0)) { _ = try Message1005(payload: zeros.span.bytes) }
    #expect(throws: DecodeError.empty) { _ = try Message1005(payload: zeros.span.bytes.extracting(0..<1)) }
  }

  @Test func refusesAValueThatDoesNotFit() {
    var message = Message1005()
    message.stationID = 4096
    var builder = FrameBuilder()
    #expect(throws: EncodeError.valueOutOfRange(message: 1005, field: "DF003", value: 4096)) { try builder.build(message) }
    #expect(builder.frameLength == 0)
  }
}
