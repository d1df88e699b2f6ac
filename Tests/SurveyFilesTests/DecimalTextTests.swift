import Testing

@testable import SurveyFiles

#if canImport(Glibc)
  import Glibc
#endif

/// Numbers in text against the C library: `strtod` and `printf` are correctly rounded in glibc and serve as the truth.
@Suite("Decimal text")
struct DecimalTextTests {
  static func random(_ count: Int, seed: UInt64, _ body: (inout SplitMix) -> Void) {
    var generator = SplitMix(state: seed)
    for _ in 0..<count { body(&generator) }
  }

  @Test("numbers are read as strtod reads them")
  func againstStrtod() {
    let fixed = [
      "0", "-0", "0.0", "1", "28.2", "112.95", "+3.", ".5", "-.25", "396908.13769", "9007199254740993", "9007199254740992.5",
      "0.1000000000000000055511151231257827", "2.2250738585072011e-308", "4.9e-324", "1e22", "1e23", "123456789012345678",
      "1234567890123456789", "12345678901234567890", "0.0000000000000000001", "9999999999999999999", "999999999999999999.9", "1e-400",
      "000000000000000000000000028.2000", "28.200000000000000000000000000000000001", "1E5", "1e+5", "1e-05", "9.007199254740993",
      "900719925474099.3", "0.9007199254740993", "18014398509481985", "1801439850948198.5",
    ]
    for text in fixed { #expect(DecimalText.parse(text)?.bitPattern == strtod(text, nil).bitPattern, "\(text)") }
    Self.random(50_000, seed: 1) { generator in
      let digits = Int.random(in: 1...22, using: &generator)
      var text = Bool.random(using: &generator) ? "-" : ""
      let point = Int.random(in: 0...digits, using: &generator)
      for i in 0..<digits {
        if i == point { text += "." }
        text += String(Int.random(in: 0...9, using: &generator))
      }
      if Int.random(in: 0..<10, using: &generator) == 0 { text += "e\(Int.random(in: -30...30, using: &generator))" }
      #expect(DecimalText.parse(text)?.bitPattern == strtod(text, nil).bitPattern, "\(text)")
    }
  }

  /// In the middle of a text eight digits are read at once. The bytes behind the number are next to the digits in ASCII, digits of a number
  /// further on, or belong to it.
  @Test("numbers in a longer text are read, and end, where strtod says")
  func inALongerText() {
    let behind = [" ", ",", "\n", ".", "..", "/", ":", "e5 ", "E-3,", "e ", "e+ ", ".e2 ", " .5", "\t-7", "é", "\u{7f}"]
    func check(_ text: String) {
      var text = text
      let expected = text.withCString { start in
        var end: UnsafeMutablePointer<CChar>?
        let value = strtod(start, &end)
        return (value.bitPattern, end.map { UnsafePointer($0) - start } ?? 0)
      }
      let found = text.withUTF8 { utf8 in
        DecimalText.parsePrefix(RawSpan(_unsafeBytes: UnsafeRawBufferPointer(utf8)), from: 0, to: utf8.count)
      }
      #expect(found?.value.bitPattern == expected.0 && found?.end == expected.1, "\(text)")
    }
    for whole in 1...12 {
      for decimals in 0...20 {
        for (i, end) in behind.enumerated() {
          let digits = (0..<whole + decimals).map { String(($0 * 7 + i * 3 + whole) % 10) }.joined()
          let text = digits.prefix(whole) + (decimals > 0 ? "." + digits.dropFirst(whole) : "")
          check((i % 3 == 0 ? "-" : "") + text + end + "98765432109876543210987654321")
        }
      }
    }
    Self.random(50_000, seed: 5) { generator in
      let whole = UInt64.random(in: 0..<1 << UInt64.random(in: 1...40, using: &generator), using: &generator)
      let decimals = UInt64.random(in: 0..<1 << UInt64.random(in: 1...60, using: &generator), using: &generator)
      check("\(whole).\(decimals)" + (behind.randomElement(using: &generator) ?? " ") + "1234567890123456789012345678")
    }
  }

  @Test("decimals half-way between two doubles are rounded to even")
  func ties() {
    // m + 1/2 between neighbouring doubles from 2⁵² to 2⁵³, and a digit more or less.
    Self.random(20_000, seed: 2) { generator in
      let m = UInt64.random(in: 1 << 52..<1 << 53, using: &generator)
      for text in ["\(m).5", "\(m).500", "\(m).501", "\(m).499", "\(2 * m + 1)", "\(m / 1000).\(m % 1000)5"] {
        #expect(DecimalText.parse(text)?.bitPattern == strtod(text, nil).bitPattern, "\(text)")
      }
    }
  }

  @Test(
    "what is no number is refused",
    arguments: [
      "", ".", "+", "-", "-.", "e5", "1e", "1e+", "nan", "inf", "0x10", "1,5", "1 2", "--1", "1.2.3", "1e999", "٣", "12a", " 1", "1 ",
      "1_000", String(repeating: "9", count: 2000),
    ])
  func refused(_ text: String) {
    #expect(DecimalText.parse(text) == nil)
  }

  @Test("numbers are printed as printf prints them")
  func againstPrintf() {
    func check(_ value: Double, _ decimals: Int) {
      var buffer = TextBuffer()
      buffer.append(value, decimals: decimals)
      var expected = [CChar](repeating: 0, count: 400)
      _ = withVaList([decimals, value]) { vsnprintf(&expected, 400, "%.*f", $0) }
      var text = String(decoding: expected.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      // Ours has no minus before zero.
      if text.hasPrefix("-"), !text.contains(where: { "123456789".contains($0) }) { text.removeFirst() }
      #expect(buffer.text == text, "\(value) with \(decimals)")
    }
    let fixed: [Double] = [
      0, -0.0, 0.5, 1.5, 2.5, 0.125, 0.375, -0.00004, 0.00005, 0.00015, 1e-300, .leastNonzeroMagnitude, 4503599627370496.5,
      9007199254740992, 1e15, 1e16,
      1e18, 1e19, 1.8446744073709552e19, 1e22, 1e100, 1.7976931348623157e308, 3121052.37764053, 396908.13769, -0.99999, 0.99995, 9.99995,
      999999.99995, 0x1p-11, 0x1p-64, 0x1p-12, 123456789.123456789,
    ]
    for value in fixed { for decimals in 0...18 { check(value, decimals) } }
    Self.random(20_000, seed: 3) { generator in
      let decimals = Int.random(in: 0...18, using: &generator)
      check(Double.random(in: -1e8...1e8, using: &generator), Int.random(in: 0...12, using: &generator))
      check(Double(bitPattern: UInt64.random(in: 0..<0x7ff0_0000_0000_0000, using: &generator)), decimals)
      check(Double(Int.random(in: -1_000_000...1_000_000, using: &generator)) / 64, decimals)  // many exact ties
      check(Double.random(in: -0.001...0.001, using: &generator), decimals)
    }
  }

  @Test("what is not finite is never printed as a number")
  func notFinite() {
    var buffer = TextBuffer()
    for value in [Double.nan, .infinity, -.infinity] { buffer.append(value, decimals: 4) }
    #expect(buffer.text == "???")
  }

  @Test("printing and reading give the number back when the decimals suffice")
  func roundTrip() {
    Self.random(50_000, seed: 4) { generator in
      let value = Double(Int.random(in: -1_000_000_000_000...1_000_000_000_000, using: &generator)) / 10000
      var buffer = TextBuffer()
      buffer.append(value, decimals: 4)
      #expect(DecimalText.parse(buffer.text) == value)
    }
  }

  @Test("eight digits come out of one word")
  func eight() {
    for n in stride(from: UInt32(0), to: 100_000_000, by: 9973) {
      let word = eightDigits(n).littleEndian
      let text = String(decoding: (0..<8).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) }, as: UTF8.self)
      #expect(UInt32(text) == n)
    }
    // The two reciprocals, over their whole range.
    for x in UInt64(0)..<10000 { #expect((x * 10486) >> 20 == x / 100) }
    for x in UInt64(0)..<100 { #expect((x * 103) >> 10 == x / 10) }
  }

  @Test("digits are counted right at every power of ten")
  func digitCount() {
    #expect(decimalDigits(0) == 1)
    for n in 0..<20 {
      #expect(decimalDigits(DecimalText.power(n)) == n + 1)
      if n > 0 { #expect(decimalDigits(DecimalText.power(n) - 1) == n) }
    }
    #expect(decimalDigits(.max) == 20)
  }
}

/// A small deterministic generator (Steele, Lea, Flood 2014, doi 10.1145/2660193.2660195).
struct SplitMix: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
    return z ^ z >> 31
  }
}

extension TextBuffer {
  /// The text written so far, for comparison.
  var text: String {
    let bytes = self.bytes
    return String(decoding: (0..<bytes.byteCount).map { bytes.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }, as: UTF8.self)
  }
}
