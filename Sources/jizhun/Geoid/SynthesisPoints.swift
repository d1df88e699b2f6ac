import GravityField
import SurveyFiles

/// Lines of points with the functionals of a model at their end: one line in, one line out.
struct SynthesisPoints: ~Copyable {
  private let synthesis: FieldSynthesis
  private let parser: PointLineParser
  private let precision: Int
  private let json: Bool
  private let team: ThreadTeam
  private var output: ByteOutput
  private var text = TextBuffer(capacity: 1 << 17)
  private var block: [Entry] = []
  private var lineCount = 0
  private var errorCount = 0

  /// A line that waits for its values.
  private struct Entry {
    var bytes: [UInt8]
    var line: PointLine
    var number: Int
  }

  /// Points that a thread sums together, sharing what is read of the coefficients.
  private static let pointsOfATask = 8

  init(
    synthesis: FieldSynthesis, columns: PointColumns, precision: Int, json: Bool, team: ThreadTeam, output: String
  ) throws(CommandError) {
    let opened = try ByteOutput(path: output)
    self.synthesis = synthesis
    self.precision = precision
    self.json = json
    self.team = team
    parser = PointLineParser(columns: columns, third: .optional, readsAngles: true)
    self.output = opened
  }

  /// Filters every input in turn. Throws `data` (65) in the end when there were lines that could not be computed.
  mutating func run(_ paths: [String]) throws(CommandError) {
    let blockLines = Self.pointsOfATask * team.count * 8
    for path in paths {
      // Lines as text keep their bytes; in JSON they are UTF-8.
      var input = try LineInput(path: path, encoding: json ? .auto : nil)
      var bytes: [UInt8] = []
      while try input.nextLine(&bytes) {
        let line = parser.parse(bytes.span.bytes, from: 0, to: bytes.count)
        block.append(Entry(bytes: bytes, line: line, number: input.lineNumber))
        // Whoever waits for the other end of a pipe gets every line before the next wait.
        if block.count == blockLines || input.mayBlock { try computeBlock(path) }
      }
      try computeBlock(path)
    }
    if errorCount > 0 {
      let (bad, all) = (errorCount, lineCount)
      throw CommandError(
        .data, jizhun.text(zh: "\(all) 行中有 \(bad) 行未能计算，见上", en: "\(bad) of \(all) lines could not be computed; see above"))
    }
  }

  private mutating func computeBlock(_ path: String) throws(CommandError) {
    guard !block.isEmpty else { return }
    let points = block.filter { $0.line.kind == .point }.map(\.line.values)
    let width = synthesis.functionals.count
    let results = SharedResults(count: points.count * width)
    defer { results.free() }
    let synthesis = synthesis
    // One coefficient set read for eight points, unless that leaves threads without work.
    let size = max(1, min(Self.pointsOfATask, points.count / team.count))
    team.run(tasks: (points.count + size - 1) / size) { next in
      var workspace = synthesis.workspace(parallels: size)
      while let task = next() {
        let chosen = points[task * size..<min(points.count, (task + 1) * size)]
        let latitudes = chosen.map { abs($0[0]) <= 90 ? $0[0] * .pi / 180 : .nan }
        let longitudes = chosen.map { abs($0[1]) <= 360 ? $0[1] * .pi / 180 : .nan }
        let heights = chosen.map { $0[2] }
        results.write(chosen.startIndex * width..<chosen.endIndex * width) { values in
          synthesis.points(
            latitudes: latitudes.span, longitudes: longitudes.span, heights: heights.span, values: &values, workspace: &workspace)
        }
      }
    }
    var point = 0
    for entry in block {
      lineCount += 1
      switch entry.line.kind {
      case .point:
        let values = (0..<width).map { results[point * width + $0] }
        point += 1
        if values.allSatisfy(\.isFinite) { append(entry, values) } else { report(entry, path, refusal(entry.line.values)) }
      case .verbatim:
        if !json {
          text.append(entry.bytes.span.bytes, from: 0, to: entry.bytes.count)
          text.append("\n")
        }
      case .problem, .refused: report(entry, path, problem(entry))
      }
    }
    block.removeAll(keepingCapacity: true)
    try output.writeThrough(&text)
  }

  private mutating func append(_ entry: Entry, _ values: [Double]) {
    let bytes = entry.bytes.span.bytes
    if json {
      text.append("{\"line\":\(entry.number),\"lat\":")
      text.append(entry.line.values[0], decimals: 10)
      text.append(",\"lon\":")
      text.append(entry.line.values[1], decimals: 10)
      if entry.line.hasThird {
        text.append(",\"height\":")
        text.append(entry.line.values[2], decimals: 4)
      }
      let others = PointText.otherColumns(bytes, entry.line, columns: parser.columns)
      if !others.isEmpty { text.append(",\"rest\":[" + others.map(PointText.quoted).joined(separator: ",") + "]") }
      for (functional, value) in zip(synthesis.functionals, values) {
        text.append(",\"\(functional.rawValue)\":")
        text.append(value * functional.unit.factor, decimals: precision)
      }
      text.append("}\n")
      return
    }
    var end = entry.bytes.count
    while end > 0, entry.bytes[end - 1] == UInt8(ascii: " ") || entry.bytes[end - 1] == UInt8(ascii: "\t") { end -= 1 }
    text.append(bytes, from: 0, to: end)
    let separator = entry.bytes[..<end].contains(UInt8(ascii: ",")) ? "," : " "
    for (functional, value) in zip(synthesis.functionals, values) {
      text.append(separator)
      text.append(value * functional.unit.factor, decimals: precision)
    }
    text.append("\n")
  }

  private mutating func report(_ entry: Entry, _ path: String, _ message: String) {
    errorCount += 1
    if json {
      text.append("{\"line\":\(entry.number),\"error\":" + PointText.quoted(message) + "}\n")
    } else {
      text.append("# error line \(entry.number): \(message)\n")
    }
    let place = path == "-" ? jizhun.text(zh: "标准输入", en: "standard input") : path
    printToStandardError(jizhun.text(zh: "\(place) 第 \(entry.number) 行：\(message)", en: "\(place), line \(entry.number): \(message)"))
  }

  private func refusal(_ values: SIMD4<Double>) -> String {
    if abs(values[0]) <= 90, abs(values[1]) <= 360 {
      return jizhun.text(
        zh: "高 \(values[2]) m 处没有场：应为地面附近或之上",
        en: "a height of \(values[2]) m: no height at or above the ground; check the column and its unit")
    }
    return jizhun.text(
      zh: "纬度 \(values[0])、经度 \(values[1]) 不是地面位置：请检查次序和单位",
      en: "latitude \(values[0]), longitude \(values[1]) is no position: check their order and unit")
  }

  private func problem(_ entry: Entry) -> String {
    guard case .problem(let problem) = entry.line.kind else { return "" }
    let bytes = entry.bytes.span.bytes
    switch problem {
    case .tooLong: return jizhun.text(zh: "行太长", en: "the line is too long")
    case .missingColumn(let column):
      return jizhun.text(
        zh: "没有第 \(column) 列；应有纬度和经度（度）", en: "there is no column \(column); latitude and longitude in degrees are expected")
    case .notANumber(let column):
      let found = PointText.column(bytes, column, from: 0, to: entry.bytes.count)
      return jizhun.text(zh: "第 \(column) 列“\(found)”不是角度（度）", en: "column \(column), “\(found)”, is no angle in degrees")
    case .otherAngle(let column):
      let found = PointText.column(bytes, column, from: 0, to: entry.bytes.count)
      return jizhun.text(
        zh: "第 \(column) 列“\(found)”：纬度和经度的次序可能颠倒（可用 --columns）",
        en: "column \(column), “\(found)”: latitude and longitude may be swapped (see --columns)")
    }
  }
}
