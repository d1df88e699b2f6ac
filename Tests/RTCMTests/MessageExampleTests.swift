import RTCM
import RecordedData
import Testing

@Suite struct MessageExampleTests {
  /// Decodes a frame as its type, checks its CRC and that it encodes to the same bytes.
  private func decode<M: RTCMMessage>(_ type: M.Type, _ hex: String) throws -> M {
    let frame = bytes(hex: hex)
    #expect(plainCRC(frame[...]) == 0)
    let payload = frame.span.bytes.extracting(3..<(frame.count - 3))
    let message = try M(payload: payload)
    var builder = FrameBuilder()
    try builder.build(message, minimumPayload: payload.byteCount)
    #expect(array(builder.frame) == frame)
    return message
  }

  @Test func systemParameters() throws {
    let m = try decode(Message1013.self, MessageExamples.message1013)
    #expect(m.modifiedJulianDay == 55621 && m.secondsOfDay == 21397 && m.leapSeconds == 15)
    let announced = m.announcements.indices.map { m.announcements[$0] }
    #expect(announced.map(\.message) == [1004, 1006, 1008, 1012, 1013, 1033])
    #expect(announced.map(\.interval) == [1, 10, 10, 1, 10, 10])
    #expect(announced.map(\.synchronous) == [true, true, true, true, true, true])
  }

  @Test func textInASCII() throws {
    let m = try decode(Message1029.self, MessageExamples.message1029)
    #expect(m.stationID == 101 && m.modifiedJulianDay == 59586 && m.secondsOfDay == 57240)
    #expect(m.characterCount == 13 && m.utf8.count == 13)
    #expect(m.text == "ASBRU is cool")
  }

  @Test func textInUTF8() throws {
    let m = try decode(Message1029.self, MessageExamples.message1029Standard)
    #expect(m.stationID == 23 && m.modifiedJulianDay == 132 && m.secondsOfDay == 59100)
    #expect(m.text == "UTF-8 проверка wörter")
    #expect(m.characterCount == 21 && m.utf8.count == 30)
  }

  @Test func textOfOurOwn() throws {
    var m = Message1029()
    let fits = m.setText("基准站 23 将于今晚维护")
    #expect(fits)
    #expect(m.characterCount == 13 && m.utf8.count == 31)
    var builder = FrameBuilder()
    try builder.build(m)
    #expect(builder.payload.byteCount == 9 + 31)
    #expect(try Message1029(payload: builder.payload).text == "基准站 23 将于今晚维护")
    let tooManyBytes = m.setText(String(repeating: "基", count: 86))  // 258
    let tooManyCharacters = m.setText(String(repeating: "a", count: 128))
    #expect(!tooManyBytes && !tooManyCharacters)
    #expect(m.characterCount == 13)
  }

  @Test func glonassBiasesFollowTheMask() throws {
    let some = try decode(Message1230.self, MessageExamples.message1230)
    #expect(some.stationID == 13 && !some.aligned && some.mask == 0b1001)
    #expect(some.l1CA == 18.80 && some.l2P == 23.20)
    #expect(some.l1P.isNaN && some.l2CA.isNaN)
    let all = try decode(Message1230.self, MessageExamples.message1230Full)
    #expect(all.aligned && all.mask == 0b1111)
    #expect([all.l1CA, all.l1P, all.l2CA, all.l2P] == [0, 0, 0, 0])
    let none = try decode(Message1230.self, MessageExamples.message1230Empty)
    #expect(none.aligned && none.mask == 0 && none.l1CA.isNaN)
  }

  @Test func biasesOfTheMessageBeforeDoNotStay() throws {
    var m = try decode(Message1230.self, MessageExamples.message1230Full)
    let frame = bytes(hex: MessageExamples.message1230Empty)
    try Message1230.decode(frame.span.bytes.extracting(3..<(frame.count - 3)), into: &m)
    #expect(m.l1CA.isNaN && m.l2P.isNaN)
  }

  @Test func antennaAndReceiver() throws {
    var m = Message1033()
    m.antenna.descriptor.stationID = 7
    m.antenna.descriptor.antenna = try #require(BoundedArray("TRM59800.00     SCIS"))
    m.antenna.serialNumber = try #require(BoundedArray("1440911917"))
    m.receiver = try #require(BoundedArray("TRIMBLE ALLOY"))
    m.firmware = try #require(BoundedArray("6.22"))
    m.receiverSerialNumber.append(0xB5)  // MICRO SIGN in ISO 8859-1
    var builder = FrameBuilder()
    try builder.build(m)
    #expect(builder.payload.byteCount == 9 + 20 + 10 + 13 + 4 + 1)  // 72 bits and the characters
    let back = try Message1033(payload: builder.payload)
    #expect(back == m)
    #expect(back.antenna.descriptor.antenna.latin1Text == "TRM59800.00     SCIS")
    #expect(back.receiverSerialNumber.latin1Text == "µ")
  }

  @Test func antennaHeightStandsBehindThePoint() throws {
    var m = Message1006()
    m.point.stationID = 2003
    m.point.xRaw = 11_141_045_999
    m.point.zRaw = -39_755_214_643
    m.antennaHeightRaw = 15_462
    var builder = FrameBuilder()
    try builder.build(m)
    #expect(builder.payload.byteCount == 21)
    // 1005 with another number and sixteen bits more.
    var plain = FrameBuilder()
    try plain.build(m.point)
    #expect(array(builder.payload)[2..<19] == array(plain.payload)[2..<19])
    #expect(array(builder.payload)[19...] == [0x3C, 0x66])
    #expect(try Message1006(payload: builder.payload).antennaHeight == 1.5462)
  }

  @Test func zeroBytesBehindTheFieldsAreTaken() throws {
    let payload = bytes(hex: MessageExamples.message1230)[3..<11] + [0, 0, 0]
    let m = try Message1230(payload: Array(payload).span.bytes)
    #expect(m.l2P == 23.20)
    var builder = FrameBuilder()
    try builder.build(m, minimumPayload: payload.count)
    #expect(array(builder.payload) == Array(payload))
  }
}
