import Foundation
import Testing

@testable import jizhun

@Suite struct JSONWriterTests {
  private func text(_ write: (inout JSONWriter) -> Void) -> String {
    var json = JSONWriter()
    write(&json)
    return String(decoding: json.bytes, as: UTF8.self)
  }

  @Test func numbersAreExactAndShort() {
    #expect(text { $0.integer(Int64.min) } == "-9223372036854775808")
    #expect(text { $0.integer(UInt64.max) } == "18446744073709551615")
    #expect(text { $0.integer(Int8(-128)) } == "-128")
    #expect(text { $0.integer(0) } == "0")
    #expect(text { $0.number(0.1) } == "0.1")
    #expect(text { $0.number(1114104.5999) } == "1114104.5999")
    #expect(text { $0.number(-0.0) } == "-0")
    #expect(text { $0.number(.nan) } == "null")
    #expect(text { $0.number(-.infinity) } == "null")
  }

  /// Foundation's parser reads back the same double: shortest text, no digit lost.
  @Test func doublesComeBack() throws {
    var generator = SystemRandomNumberGenerator()
    var values: [Double] = [.leastNonzeroMagnitude, .leastNormalMagnitude, .greatestFiniteMagnitude, 0x1p-55, 1.0 / 3, 1e21, 1e20, 12e16]
    for _ in 0..<2000 {
      values.append(Double(bitPattern: generator.next() & ~(0x7FF << 52) | UInt64.random(in: 1...2046, using: &generator) << 52))
    }
    for value in values {
      let written = text { $0.number(value) }
      #expect(Double(written) == value, "\(written)")
      #expect(try JSONSerialization.jsonObject(with: Data(written.utf8), options: .fragmentsAllowed) is NSNumber)
    }
  }

  @Test func textIsEscaped() throws {
    let value = "\"\\/\u{0}\u{1F}\u{7F}\n\r\t 基准 é 🛰"
    let written = text { $0.string(value) }
    #expect(written == "\"\\\"\\\\/\\u0000\\u001f\\u007f\\n\\r\\t 基准 é 🛰\"")
    let back = try JSONSerialization.jsonObject(with: Data(written.utf8), options: .fragmentsAllowed) as? String
    #expect(back == value)
  }

  @Test func commasStandBetweenMembersOnly() {
    let written = text { json in
      json.beginObject()
      json.key("a")
      json.beginArray()
      json.integer(1)
      json.beginObject()
      json.endObject()
      json.null()
      json.endArray()
      json.key(prepared: JSONWriter.preparedKey("b"))
      json.boolean(true)
      json.endObject()
      json.newline()
    }
    #expect(written == "{\"a\":[1,{},null],\"b\":true}\n")
  }
}
