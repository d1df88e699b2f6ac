import SurveyFiles
import Testing

/// Codes of GB 18030 from the standard's tables; names are invented.
@Suite struct TextTranscoderTests {
  private func evidence(_ bytes: [UInt8]) -> TextEncoding.Evidence { TextEncoding.evidence(bytes.span.bytes, from: 0, to: bytes.count) }

  private func decoded(_ bytes: [UInt8], _ encoding: TextEncoding) throws -> (text: String, bad: [Int]) {
    var transcoder = try TextTranscoder(encoding)
    var output = TextBuffer()
    let bad = transcoder.decode(bytes.span.bytes, from: 0, to: bytes.count, to: &output)
    return (String(decoding: Self.array(output), as: UTF8.self), bad)
  }

  private func encoded(_ text: String, _ encoding: TextEncoding) throws -> [UInt8] {
    var transcoder = try TextTranscoder(encoding)
    var output = TextBuffer()
    let bytes = Array(text.utf8)
    transcoder.encode(bytes.span.bytes, from: 0, to: bytes.count, to: &output)
    return Self.array(output)
  }

  private static func array(_ buffer: borrowing TextBuffer) -> [UInt8] {
    var bytes: [UInt8] = []
    buffer.bytes.withUnsafeBytes { bytes.append(contentsOf: $0) }
    return bytes
  }

  /// 点 B5E3, 丂 8140 (whose second byte is “@”), 㐀 8139EE39 (of four bytes), ′ A1E4.
  static let gbk: [UInt8] = Array("P1,".utf8) + [0xB5, 0xE3, 0x81, 0x40] + Array(",7;".utf8) + [0x81, 0x39, 0xEE, 0x39, 0xA1, 0xE4]

  @Test func evidenceTellsEncodings() {
    #expect(evidence(Array("J1,1,2\n".utf8)) == .ascii && evidence([]) == .ascii)
    #expect(evidence(Array("点 1\n".utf8)) == .encoding(.utf8) && evidence([0xEF, 0xBB, 0xBF, 0x41]) == .encoding(.utf8))
    #expect(evidence(Self.gbk) == .encoding(.gb18030))
    // Cut off in the middle of a character.
    #expect(evidence(Array("点".utf8.dropLast())) == .encoding(.utf8) && evidence([0x41, 0xB5, 0xE3, 0xB5]) == .encoding(.gb18030))
    // Ø of Latin-1 before a line feed, overlong and surrogate forms of UTF-8 that are no GB 18030 either.
    #expect(evidence([0x42, 0xD8, 0x0A]) == .neither && evidence([0xC0, 0x0A]) == .neither && evidence([0xFF, 0x41]) == .neither)
  }

  @Test func gb18030IsReadAndWritten() throws {
    #expect(try decoded(Self.gbk, .gb18030) == ("P1,点丂,7;㐀′", []))
    #expect(try encoded("P1,点丂,7;㐀′", .gb18030) == Self.gbk)
    #expect(try encoded("𠀀", .gb18030) == [0x95, 0x32, 0x82, 0x36])
  }

  @Test func everyCodeOfTwoBytesComesBack() throws {
    for lead in UInt8(0x81)...0xFE {
      var bytes: [UInt8] = []
      for second in UInt8(0x40)...0xFE where second != 0x7F { bytes += [lead, second, 0x2C] }
      let (text, bad) = try decoded(bytes, .gb18030)
      #expect(bad.isEmpty, "\(lead)")
      #expect(try encoded(text, .gb18030) == bytes, "\(lead)")
    }
  }

  @Test func bytesWithoutMeaningAreTold() throws {
    // 0xFF begins nothing; B5 before a blank is half a character; the others are read all the same.
    #expect(try decoded([0xB5, 0xE3, 0xFF, 0x41, 0xB5, 0x20, 0xB5, 0xE3], .gb18030) == ("点\u{FFFD}A\u{FFFD} 点", [2, 4]))
    #expect(try decoded([0xE7, 0x82, 0xB9, 0xB5, 0xE3], .utf8) == ("点\u{FFFD}\u{FFFD}", [3, 4]))
    #expect(try decoded([0xB5, 0xE3, 0xB5], .gb18030) == ("点\u{FFFD}", [2]))
    // A code of four bytes that stands for nothing.
    #expect(try decoded([0xFE, 0x39, 0xFE, 0x39, 0x41], .gb18030).text.hasSuffix("A"))
  }

  @Test func latin1IsReadAndWritten() throws {
    #expect(try decoded([0x42, 0xD8, 0xE5], .latin1) == ("BØå", []))
    #expect(try encoded("BØå点", .latin1) == [0x42, 0xD8, 0xE5, 0x3F])
  }

  @Test(arguments: [("UTF-8", TextEncoding.utf8), ("GB18030", .gb18030), ("gbk", .gb18030), ("ISO-8859-1", .latin1)])
  func namesAreKnown(name: String, encoding: TextEncoding) {
    #expect(TextEncoding(name: name) == encoding && TextEncoding(name: "big5") == nil)
  }
}
