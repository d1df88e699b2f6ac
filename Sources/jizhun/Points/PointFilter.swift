import SurveyFiles

/// Runs lines of points through a conversion: one line in, one line out.
///
/// Blank lines and comments pass through. A line that cannot be converted becomes `# error line N: …` (in JSON an object with the key
/// `error`), is reported on standard error, and the run goes on; in the end the exit status is 65. Memory is bounded by the longest line
/// that is accepted.
struct PointFilter<Conversion: PointConversion>: ~Copyable {
  private var conversion: Conversion
  private let inputs: [String]
  private let json: Bool
  private let parser: PointLineParser
  private let writer: PointLineWriter
  private var output: ByteOutput
  private var text = TextBuffer(capacity: 1 << 17)
  private var lines: [PointLine] = []

  private var path = "-"
  private var showsPath = false
  private var lineNumber = 0
  private var lineCount = 0
  private var errorCount = 0

  /// Lines converted together: enough for the kernels, few enough to stay in the first-level cache.
  private static var blockLines: Int { 512 }
  /// What is read at once.
  private static var chunk: Int { 1 << 17 }

  /// `header`: lines that come before everything else.
  init(
    _ conversion: Conversion, options: PointOptions, columns: PointColumns, decimals: PointDecimals, inputAngles: AngleFormat = .degrees,
    outputAngles: AngleFormat = .degrees, header: [String] = []
  ) throws(CommandError) {
    // Everything that can fail comes first: an initialiser that throws half-way would have to take down a half-made noncopyable value.
    let output = try Self.open(options)
    self.conversion = conversion
    inputs = options.inputs
    json = options.json
    // JSON names the third coordinate even where the conversion leaves it alone.
    let third = conversion.third == .ignored && options.json ? .optional : conversion.third
    parser = PointLineParser(columns: columns, third: third, readsAngles: conversion.readsAngles, angles: inputAngles)
    writer = PointLineWriter(
      columns: columns, decimals: decimals, replacesPlane: conversion.replacesPlane, replacesThird: conversion.replacesThird,
      angles: outputAngles)
    self.output = output
    lines.reserveCapacity(Self.blockLines)
    for line in header { text.append(line + "\n") }
  }

  /// Opening the output empties it: not before it is sure that it is none of the inputs.
  private static func open(_ options: PointOptions) throws(CommandError) -> ByteOutput {
    if options.output != "-", let identity = FileIdentity(path: options.output),
      options.inputs.contains(where: { FileIdentity(path: $0) == identity })
    {
      throw CommandError(
        .usage,
        jizhun.text(zh: "输出文件 \(options.output) 就是输入文件", en: "the output file \(options.output) is one of the inputs"))
    }
    return try ByteOutput(path: options.output)
  }

  /// Filters every input in turn. Throws `data` (65) in the end when there were lines that could not be converted.
  mutating func run() throws(CommandError) {
    showsPath = inputs.count > 1
    for input in inputs { try run(path: input) }
    try emit()
    if errorCount > 0 {
      let (bad, all) = (errorCount, lineCount)
      throw CommandError(
        .data, jizhun.text(zh: "\(all) 行中有 \(bad) 行未能换算，见上", en: "\(bad) of \(all) lines could not be converted; see above"))
    }
  }

  private mutating func run(path: String) throws(CommandError) {
    var input = try ByteInput(path: path)
    self.path = path
    lineNumber = 0
    let waits = !input.isRegularFile
    var buffer = [UInt8](repeating: 0, count: Self.chunk)
    var filled = 0
    // In the middle of a line that is too long: everything up to its end is dropped.
    var dropping = false
    while true {
      let count = try input.read(into: &buffer, from: filled)
      let ended = count == 0
      let complete: Int
      if ended {
        complete = filled
      } else if let last = Self.lastLineFeed(buffer, from: filled, to: filled + count) {
        complete = last + 1
        filled += count
      } else {
        complete = 0
        filled += count
      }
      var start = 0
      if dropping, complete > 0 || ended {
        start = Self.afterLineFeed(buffer, to: complete)
        dropping = false
      }
      if start < complete { try convert(buffer.span.bytes, from: start, to: complete) }
      if ended { break }
      if dropping {
        filled = 0
      } else {
        Self.move(&buffer, from: complete, to: filled)
        filled -= complete
      }
      if filled > LineInput.longestLine {
        lineNumber += 1
        lineCount += 1
        report(lineNumber, Self.tooLong, endsLine: true)
        dropping = true
        filled = 0
      } else if filled == buffer.count {
        buffer.append(contentsOf: repeatElement(0, count: buffer.count))
      }
      // Whoever waits for the other end of a pipe or a terminal gets every line before the next wait.
      if waits || text.count >= 1 << 16 { try emit() }
    }
    try emit()
  }

  private mutating func emit() throws(CommandError) {
    try output.writeThrough(&text)
  }

  /// Whole lines, in blocks.
  private mutating func convert(_ bytes: RawSpan, from start: Int, to end: Int) throws(CommandError) {
    var position = start
    while position < end {
      lines.removeAll(keepingCapacity: true)
      while position < end, lines.count < Self.blockLines {
        var line = parser.parse(bytes, from: position, to: end)
        if line.end - line.start > LineInput.longestLine { line.kind = .problem(.tooLong) }
        position = line.end
        lines.append(line)
      }
      conversion.convert(&lines)
      for line in lines {
        lineNumber += 1
        if case .point = line.kind {
          if json {
            appendJSON(line, bytes)
          } else {
            writer.append(line, of: bytes, to: &text)
          }
        } else {
          appendOther(line, bytes)
        }
      }
      lineCount += lines.count
      if text.count >= 1 << 16 { try emit() }
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
    errorCount += 1
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
    let place = path == "-" ? jizhun.text(zh: "标准输入", en: "standard input") : path
    printToStandardError(jizhun.text(zh: "\(place) 第 \(number) 行：\(message)", en: "\(place), line \(number): \(message)"))
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

  // MARK: The buffer

  private static func lastLineFeed(_ buffer: [UInt8], from start: Int, to end: Int) -> Int? {
    buffer[start..<end].lastIndex(of: UInt8(ascii: "\n"))
  }

  private static func afterLineFeed(_ buffer: [UInt8], to end: Int) -> Int {
    buffer[..<end].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? end
  }

  private static func move(_ buffer: inout [UInt8], from start: Int, to end: Int) {
    guard start > 0 else { return }
    for i in start..<end { buffer[i - start] = buffer[i] }
  }
}
