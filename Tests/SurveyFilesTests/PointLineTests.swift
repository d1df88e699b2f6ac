import Testing

@testable import SurveyFiles

/// Lines of points: columns, separators, and what comes back. All values invented.
@Suite("Lines of points")
struct PointLineTests {
  func parse(_ text: String, _ columns: PointColumns = .standard, _ third: PointLineParser.Third = .optional) -> PointLine {
    let bytes = Array(text.utf8)
    return PointLineParser(columns: columns, third: third, readsAngles: true).parse(bytes.span.bytes, from: 0, to: bytes.count)
  }

  @Test("columns of every separator")
  func separators() {
    for text in ["1.5 2.5 3.5 x", "1.5\t2.5\t\t3.5\tx", "1.5,2.5,3.5,x", " 1.5 , 2.5 ,\t3.5 , x", "1.5 2.5,3.5 x\r\n"] {
      let line = parse(text)
      #expect(line.kind == .point && line.values[0] == 1.5 && line.values[1] == 2.5 && line.values[2] == 3.5 && line.hasThird, "\(text)")
      #expect(line.end == text.utf8.count)
    }
    let empty = parse("P1,,1.5,2.5", PointColumns(first: 3, second: 4, third: 5)!)
    #expect(empty.kind == .point && empty.values[0] == 1.5 && empty.values[1] == 2.5 && !empty.hasThird)
  }

  @Test("what is missing or no number is said by its column")
  func problems() {
    #expect(parse("1.5\n").kind == .problem(.missingColumn(2)))
    #expect(parse("1.5,,3\n").kind == .problem(.missingColumn(2)))
    #expect(parse("x 1\n").kind == .problem(.notANumber(column: 1)))
    #expect(parse("1 x\n").kind == .problem(.notANumber(column: 2)))
    #expect(parse("1 2\n", .standard, .required).kind == .problem(.missingColumn(3)))
    #expect(parse("1 2 x\n", .standard, .required).kind == .problem(.notANumber(column: 3)))
    #expect(parse("112E 28N\n").kind == .problem(.otherAngle(column: 1)))
    #expect(parse("1 2 x\n").kind == .point)
    for text in ["", "\n", "  \t\r\n", "# 1 2", "  # 1 2\n", "\u{FEFF}\n", "\u{FEFF}# x"] {
      #expect(parse(text).kind == .verbatim, "\(text)")
    }
  }

  @Test("a line ends at its line feed wherever that stands")
  func ends() {
    for padding in 0..<40 {
      let first = "1 2 " + String(repeating: "ä", count: padding)
      let bytes = Array((first + "\n3 4\n").utf8)
      let line = PointLineParser(columns: .standard, third: .ignored, readsAngles: false).parse(bytes.span.bytes, from: 0, to: bytes.count)
      #expect(line.end == first.utf8.count + 1)
    }
  }

  @Test("columns are three different ones from 1 to 100")
  func columnNumbers() {
    #expect(PointColumns(first: 1, second: 1, third: 2) == nil)
    #expect(PointColumns(first: 0, second: 1, third: 2) == nil)
    #expect(PointColumns(first: 1, second: 2, third: 101) == nil)
    #expect(PointColumns(first: 100, second: 2, third: 1) != nil)
  }

  @Test("arbitrary bytes never crash, every line ends, and an unchanged point comes back as it was")
  func mutations() {
    let seeds = [
      "28.2 112.95 55.5 P1\n", "28°12′00″,112°57′00″,1e3\r\n", "P1\t28:12:00N\t112d57m0sE\n", "# c\n\n1 2", "\u{FEFF}+.5 -0.0 1e-7,,\n",
    ]
    let alphabet = Array("0123456789.+-eE ,\t\r\n#°′″'\":dmsNSEWé\u{0}".utf8) + [0xff, 0x80, 0xc2, 0xef]
    var generator = SplitMix(state: 42)
    for round in 0..<20_000 {
      var bytes = Array(seeds[round % seeds.count].utf8)
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        let position = Int.random(in: 0...bytes.count, using: &generator)
        let byte = alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: bytes.insert(byte, at: position)
        case 1 where position < bytes.count: bytes[position] = byte
        case 2 where position < bytes.count: bytes.remove(at: position)
        default: bytes.append(byte)
        }
      }
      let third: PointLineParser.Third = [.ignored, .optional, .required][round % 3]
      let parser = PointLineParser(columns: .standard, third: third, readsAngles: round % 2 == 0)
      let writer = PointLineWriter(
        columns: .standard, decimals: PointDecimals(plane: 9, third: 4), replacesPlane: false, replacesThird: false)
      var output = TextBuffer()
      var position = 0
      while position < bytes.count {
        let line = parser.parse(bytes.span.bytes, from: position, to: bytes.count)
        #expect(line.start == position && line.end > position)
        // One line feed a line, at its end.
        #expect(!bytes[position..<line.end - 1].contains(UInt8(ascii: "\n")))
        if line.kind == .point {
          #expect(line.values[0].isFinite && line.values[1].isFinite && line.values[2].isFinite)
          #expect(line.first.start < line.first.end && line.second.start < line.second.end && line.second.end <= line.end)
        }
        writer.append(line, of: bytes.span.bytes, to: &output)
        position = line.end
      }
      let written = output.bytes
      #expect((0..<written.byteCount).map { written.unsafeLoad(fromByteOffset: $0, as: UInt8.self) } == bytes)
    }
  }

  @Test("angles in degrees, minutes and seconds")
  func angles() {
    func angle(_ text: String) -> Double? {
      let bytes = Array(text.utf8)
      return AngleText.parse(bytes.span.bytes, from: 0, to: bytes.count)?.degrees
    }
    // 28 + 12/60 + 36/3600 = 28.21 exactly.
    for text in [
      "28°12′36″", "28:12:36", "28d12m36s", "28度12分36秒", "28°12'36\"", "N28°12′36.0″", "28°12′36″N", "+28:12:36.000", "28°12.6′", "28.21N",
    ] {
      #expect(abs((angle(text) ?? .nan) - 28.21) < 4e-15, "\(text)")
    }
    #expect(angle("S28°12′36″") == angle("-28:12:36"))
    #expect(angle("-0°30′") == -0.5 && angle("0°30′W") == -0.5 && angle("28d12m36sS") == -28.21)
    for text in [
      "", "N", "°", "28°60′", "28:60:00", "28:12:60", "28°12:36", "28:12°36", "-28N", "28.5°30′", "28:", "1:2:3:4", "1e1°", "nan°",
      "28°12′36″x",
    ] {
      #expect(angle(text) == nil, "\(text)")
    }
  }
}
