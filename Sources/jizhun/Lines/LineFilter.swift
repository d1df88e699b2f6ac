import SurveyFiles

/// A line of text and its columns: separated by blanks or by one comma, as in every file of points.
struct TextLine {
  let bytes: [UInt8]
  /// Where the columns stand.
  let columns: [PointLine.Piece]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    let mark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    columns = PointText.split(bytes.span.bytes, from: mark, to: bytes.count)
  }

  /// True for a blank line and for a comment.
  var isVerbatim: Bool { columns.isEmpty || bytes[columns[0].start] == UInt8(ascii: "#") }

  /// The text of a column, from 1; bytes that are no UTF-8 appear as U+FFFD.
  func text(_ column: Int) -> String { PointText.string(bytes.span.bytes, from: columns[column - 1].start, to: columns[column - 1].end) }

  /// A number in a column.
  func number(_ column: Int, _ name: @autoclosure () -> String) throws(LineProblem) -> Double {
    let piece = try self.piece(column, name())
    guard let value = DecimalText.parse(bytes.span.bytes, from: piece.start, to: piece.end) else { throw notANumber(column, name()) }
    return value
  }

  /// Where a column stands; throws when the line has no such column.
  func piece(_ column: Int, _ name: @autoclosure () -> String) throws(LineProblem) -> PointLine.Piece {
    guard column <= columns.count else {
      let wanted = name()
      throw LineProblem(
        jizhun.text(zh: "没有第 \(column) 列；应有 \(wanted)", en: "there is no column \(column); expected \(wanted)"))
    }
    return columns[column - 1]
  }

  /// The error of a column that does not hold what it should.
  func notANumber(_ column: Int, _ wanted: String) -> LineProblem {
    let found = PointText.column(bytes.span.bytes, column, from: 0, to: bytes.count)
    return LineProblem(
      jizhun.text(
        zh: "第 \(column) 列“\(found)”不是数字；应为\(wanted)", en: "column \(column), “\(found)”, is not a number; expected \(wanted)"))
  }

  /// What stands between two columns, a blank where there is only one column.
  var separator: String {
    guard columns.count > 1 else { return " " }
    return PointText.string(bytes.span.bytes, from: columns[0].end, to: columns[1].start)
  }

  /// Appends the columns that are not in `without`, each behind the separator that stands before it, and what ends the line.
  func appendRest(without: [Int], to output: inout TextBuffer) {
    let mark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    for (index, piece) in columns.enumerated() where !without.contains(index + 1) {
      if index == 0 { output.append(separator) }
      output.append(bytes.span.bytes, from: index == 0 ? mark : columns[index - 1].end, to: piece.end)
    }
    if let last = columns.last { output.append(bytes.span.bytes, from: last.end, to: bytes.count) }
  }

  /// Writes the columns that are not in `without` as the array `rest`, when there are any.
  func writeRest(without: [Int], to json: inout JSONWriter) {
    let rest = columns.indices.filter { !without.contains($0 + 1) }
    guard !rest.isEmpty else { return }
    json.key("rest")
    json.beginArray()
    for index in rest { json.string(text(index + 1)) }
    json.endArray()
  }
}

/// Why a line cannot be answered.
struct LineProblem: Error {
  let message: String
  init(_ message: String) { self.message = message }
}

/// What a filter of lines does with a line.
protocol LineConversion {
  /// Writes the answer to a line as text, without a line feed.
  mutating func convert(_ line: TextLine, to output: inout TextBuffer) throws(LineProblem)
  /// Writes the answer as members of an object.
  mutating func convert(_ line: TextLine, to json: inout JSONWriter) throws(LineProblem)
}

/// Runs lines through a conversion: one line in, one answer out; blank lines and comments pass through. A line that has no answer becomes
/// `# error line N: …` (in JSON an object with the key `error`), is reported on standard error, and the exit status is 65 in the end.
struct LineFilter<Conversion: LineConversion>: ~Copyable {
  private var conversion: Conversion
  private let inputs: [String]
  private let json: Bool
  private let encoding: EncodingChoice
  private var output: ByteOutput
  /// The text in the encoding of the input, where that is not UTF-8.
  private var foreign = TextBuffer(capacity: 256)
  private var text = TextBuffer(capacity: 1 << 17)
  private var writer = JSONWriter()
  private var lineCount = 0
  private var errorCount = 0

  /// `header`: lines that come before everything else.
  init(
    _ conversion: Conversion, inputs: [String], json: Bool, encoding: EncodingChoice, output path: String, header: [String] = []
  ) throws(CommandError) {
    if path != "-", let identity = FileIdentity(path: path), inputs.contains(where: { FileIdentity(path: $0) == identity }) {
      throw CommandError(.usage, jizhun.text(zh: "输出文件 \(path) 就是输入文件", en: "the output file \(path) is one of the inputs"))
    }
    let output = try ByteOutput(path: path)
    self.conversion = conversion
    self.inputs = inputs
    self.json = json
    self.encoding = encoding
    self.output = output
    for line in header { text.append(line + "\n") }
  }

  mutating func run() throws(CommandError) {
    for input in inputs { try run(path: input) }
    try output.writeThrough(&text)
    if errorCount > 0 {
      let (bad, all) = (errorCount, lineCount)
      throw CommandError(
        .data, jizhun.text(zh: "\(all) 行中有 \(bad) 行未能换算，见上", en: "\(bad) of \(all) lines could not be converted; see above"))
    }
  }

  private mutating func run(path: String) throws(CommandError) {
    var input = try LineInput(path: path, encoding: encoding)
    var bytes: [UInt8] = []
    while true {
      if text.count >= 1 << 16 || input.mayBlock { try write(&input) }
      guard try input.nextLine(&bytes) else { break }
      lineCount += 1
      let line = TextLine(bytes)
      if let problem = input.encodingProblem {
        report(problem, input.lineNumber, path)
        continue
      }
      if line.isVerbatim {
        if !json {
          text.append(bytes.span.bytes, from: 0, to: bytes.count)
          text.append(UInt8(ascii: "\n"))
        }
        continue
      }
      let number = input.lineNumber
      let start = text.count
      do throws(LineProblem) {
        if json {
          writer.removeAll()
          begin(number, path)
          try conversion.convert(line, to: &writer)
          end()
        } else {
          try conversion.convert(line, to: &text)
          text.append(UInt8(ascii: "\n"))
        }
      } catch {
        text.truncate(to: start)
        report(error.message, number, path)
      }
    }
    try write(&input)
  }

  /// Writes the text so far, lines in the encoding of their input, JSON in UTF-8.
  private mutating func write(_ input: inout LineInput) throws(CommandError) {
    guard !json, input.isForeign else { return try output.writeThrough(&text) }
    let utf8 = text.bytes.withUnsafeBytes { unsafe Array($0) }
    text.removeAll()
    input.encode(utf8.span.bytes, to: &foreign)
    try output.writeThrough(&foreign)
  }

  private mutating func begin(_ number: Int, _ path: String) {
    writer.beginObject()
    writer.key("line")
    writer.integer(number)
    if inputs.count > 1 {
      writer.key("file")
      writer.string(path)
    }
  }

  private mutating func end() {
    writer.endObject()
    writer.newline()
    let bytes = writer.bytes
    text.append(bytes.span.bytes, from: 0, to: bytes.count)
  }

  private mutating func report(_ message: String, _ number: Int, _ path: String) {
    errorCount += 1
    if json {
      writer.removeAll()
      begin(number, path)
      writer.key("error")
      writer.string(message)
      end()
    } else {
      text.append("# error line \(number): \(message)\n")
    }
    let place = path == "-" ? jizhun.text(zh: "标准输入", en: "standard input") : path
    printToStandardError(jizhun.text(zh: "\(place) 第 \(number) 行：\(message)", en: "\(place), line \(number): \(message)"))
  }
}
