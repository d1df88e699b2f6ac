import SurveyFiles

/// Converts blocks of lines of points into blocks of text: the part of a filter that can run on several processors at once.
///
/// Blank lines and comments pass through. A line that cannot be converted becomes `# error line N: …` (in JSON an object with the key
/// `error`) and is remembered for the report.
struct PointWorker<Conversion: PointConversion>: ~Copyable {
  private var conversion: Conversion
  private let json: Bool
  private let parser: PointLineParser
  private let writer: PointLineWriter
  private var lines: [PointLine] = []
  /// For blocks whose characters must be turned, and those that have no meaning, by their lines.
  private var transcoder: TextTranscoder?
  private var decoded = TextBuffer(capacity: 256)
  private var unreadable: [Int: String] = [:]
  /// The first byte without a meaning in a file whose encoding nobody has named.
  var note: (line: Int, message: String)?

  /// The lines to convert; whoever fills the block sets the path and the number of the line before it.
  var block: LineBlock
  var path = "-"
  var showsPath = false
  var lineNumber = 0
  /// What they became, for whoever writes it.
  var text = TextBuffer(capacity: 1 << 17)
  /// The lines without an answer, with the reason, likewise.
  var problems: [(line: Int, message: String)] = []

  /// Lines converted together: enough for the kernels, few enough to stay in the first-level cache.
  private static var blockLines: Int { 512 }

  init(_ conversion: Conversion, json: Bool, parser: PointLineParser, writer: PointLineWriter, capacity: Int) {
    (self.conversion, self.json, self.parser, self.writer) = (conversion, json, parser, writer)
    block = LineBlock(capacity: capacity)
    lines.reserveCapacity(Self.blockLines)
  }

  /// Converts the block; its text and problems come behind those that are there.
  mutating func run() {
    let bytes = block.bytes
    if !runDecoded(bytes) { convert(bytes.span.bytes, to: block.count) }
    if block.endsInTooLong {
      lineNumber += 1
      report(lineNumber, Self.tooLong, endsLine: true)
    }
  }

  /// Converts a block of another encoding than UTF-8, or one whose text comes into JSON; false where the bytes can be taken as they are.
  private mutating func runDecoded(_ bytes: [UInt8]) -> Bool {
    guard json || block.isNamed || (block.encoding != nil && block.encoding != .utf8),
      let first = TextEncoding.firstForeignByte(bytes.span.bytes, from: 0, to: block.count)
    else { return false }
    if block.isNeither, json { note(first, bytes, LineDecoder.neither) }
    guard let encoding = block.encoding else { return false }
    // The reader of the blocks has made one of the same kind: there are tables.
    if transcoder?.encoding != encoding { transcoder = try? TextTranscoder(encoding) }
    decoded.removeAll()
    guard let bad = transcoder?.decode(bytes.span.bytes, from: 0, to: block.count, to: &decoded) else { return false }
    if let first = bad.first, !block.isNamed {
      note(first, bytes, LineDecoder.problem(bytes[first], at: place(first, bytes).column, encoding))
      // A guess is no reason to refuse lines, nor to change their bytes.
      if !json { return false }
    } else {
      for byte in bad {
        let (line, column) = place(byte, bytes)
        if unreadable[line] == nil { unreadable[line] = LineDecoder.problem(bytes[byte], at: column, encoding) }
      }
    }
    let utf8 = decoded.bytes.withUnsafeBytes { unsafe Array($0) }
    let textStart = text.count
    convert(utf8.span.bytes, to: utf8.count)
    unreadable.removeAll()
    if encoding != .utf8, !json {
      let answer = text.bytes.withUnsafeBytes { unsafe Array($0[textStart...]) }
      text.truncate(to: textStart)
      transcoder?.encode(answer.span.bytes, from: 0, to: answer.count, to: &text)
    }
    return true
  }

  /// The number of the line that holds a byte of the block, and the place of the byte in it, from 0.
  private func place(_ offset: Int, _ bytes: [UInt8]) -> (line: Int, column: Int) {
    let start = bytes[..<offset].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return (lineNumber + 1 + bytes[..<start].count { $0 == UInt8(ascii: "\n") }, offset - start)
  }

  private mutating func note(_ offset: Int, _ bytes: [UInt8], _ message: String) {
    if note == nil { note = (place(offset, bytes).line, message) }
  }

  private mutating func convert(_ bytes: RawSpan, to end: Int) {
    var position = 0
    while position < end {
      lines.removeAll(keepingCapacity: true)
      while position < end, lines.count < Self.blockLines {
        let index = lines.count
        lines.append(PointLine())
        parser.parse(bytes, from: position, to: end, into: &lines[index])
        if lines[index].end - lines[index].start > LineInput.longestLine { lines[index].kind = .problem(.tooLong) }
        position = lines[index].end
      }
      conversion.convert(&lines)
      for line in lines {
        lineNumber += 1
        if !unreadable.isEmpty, let problem = unreadable[lineNumber] {
          let ended = line.end > line.start && PointText.byte(bytes, line.end - 1) == UInt8(ascii: "\n")
          report(lineNumber, problem, endsLine: ended)
        } else if case .point = line.kind {
          if json {
            appendJSON(line, bytes)
          } else {
            writer.append(line, of: bytes, to: &text)
          }
        } else {
          appendOther(line, bytes)
        }
      }
    }
  }

  // MARK: Lines that are not points

  private mutating func appendOther(_ line: PointLine, _ bytes: RawSpan) {
    let ended = line.end > line.start && PointText.byte(bytes, line.end - 1) == UInt8(ascii: "\n")
    switch line.kind {
    case .point: break
    case .verbatim:
      if !json { text.append(bytes, from: line.start, to: line.end) }
    case .problem(let problem): report(lineNumber, describe(problem, line, bytes), endsLine: ended)
    case .refused:
      // The conversion has overwritten the values: read the line again for the reason.
      report(lineNumber, conversion.reason(parser.parse(bytes, from: line.start, to: line.end)), endsLine: ended)
    }
  }

  private mutating func report(_ number: Int, _ message: String, endsLine: Bool) {
    if json {
      text.append("{\"line\":\(number)")
      appendPath()
      text.append(",\"error\":")
      text.append(PointText.quoted(message))
      text.append("}\n")
    } else {
      text.append("# error line \(number): \(message)")
      if endsLine { text.append(UInt8(ascii: "\n")) }
    }
    problems.append((number, message))
  }

  private func describe(_ problem: PointLineProblem, _ line: PointLine, _ bytes: RawSpan) -> String {
    func name(_ column: Int) -> String {
      let names = conversion.columnNames
      return column == parser.columns.first ? names.first : column == parser.columns.second ? names.second : names.third
    }
    switch problem {
    case .tooLong: return Self.tooLong
    case .missingColumn(let column):
      let wanted = column <= max(parser.columns.first, parser.columns.second) ? expectedColumns : name(parser.columns.third)
      return jizhun.text(zh: "没有第 \(column) 列；应有 \(wanted)", en: "there is no column \(column); expected \(wanted)")
    case .notANumber(let column):
      let found = PointText.column(bytes, column, from: line.start, to: line.end)
      return jizhun.text(
        zh: "第 \(column) 列“\(found)”不是数字；应为\(name(column))", en: "column \(column), “\(found)”, is not a number; expected \(name(column))")
    case .otherAngle(let column):
      let found = PointText.column(bytes, column, from: line.start, to: line.end)
      return jizhun.text(
        zh: "第 \(column) 列“\(found)”应为\(name(column))；纬度和经度的次序可能颠倒（可用 --columns）",
        en: "column \(column), “\(found)”, should be the \(name(column)); latitude and longitude may be swapped (see --columns)")
    }
  }

  private static var tooLong: String {
    jizhun.text(
      zh: "超过 \(LineInput.longestLine) 字节；这里应为一行坐标", en: "longer than \(LineInput.longestLine) bytes; a line of coordinates is expected")
  }

  private var expectedColumns: String {
    let names = conversion.columnNames
    return names.first + ", " + names.second + (parser.third == .required ? ", " + names.third : "")
  }

  // MARK: JSON

  private mutating func appendPath() {
    if showsPath {
      text.append(",\"file\":")
      text.append(PointText.quoted(path))
    }
  }

  private mutating func appendJSON(_ line: PointLine, _ bytes: RawSpan) {
    let keys = conversion.keys
    text.append("{\"line\":\(lineNumber)")
    appendPath()
    let others = PointText.otherColumns(bytes, line, columns: parser.columns)
    if parser.columns.first > 1 && parser.columns.second > 1 && (parser.columns.third > 1 || !line.hasThird), let name = others.first {
      text.append(",\"name\":")
      text.append(PointText.quoted(name))
    }
    text.append(",\"\(keys.first)\":")
    text.append(line.values[0], decimals: writer.decimals.plane)
    text.append(",\"\(keys.second)\":")
    text.append(line.values[1], decimals: writer.decimals.plane)
    if line.hasThird {
      text.append(",\"\(keys.third)\":")
      text.append(line.values[2], decimals: writer.decimals.third)
    }
    let named = parser.columns.first > 1 && parser.columns.second > 1 && (parser.columns.third > 1 || !line.hasThird) && !others.isEmpty
    let rest = named ? others.dropFirst() : others[...]
    if !rest.isEmpty {
      text.append(",\"rest\":[")
      text.append(rest.map(PointText.quoted).joined(separator: ","))
      text.append("]")
    }
    text.append("}\n")
  }
}
