import SurveyFiles

/// Runs the points of a surveyor's document through a conversion, and writes the document with the new coordinates in the place of the old.
///
/// A document has no place for a mark beside a point that could not be converted; so it is written whole or, with such points, not at all, unless
/// the user asks for part of it.
struct DocumentFilter<Conversion: PointConversion> {
  private var conversion: Conversion
  private let format: SurveyFormat
  private let options: PointOptions
  private let decimals: PointDecimals

  private static var blockPoints: Int { 512 }
  /// More is no document of a survey; what the reader holds is a few times as much.
  private static var largest: Int { 1 << 31 }

  init(_ conversion: Conversion, format: SurveyFormat, options: PointOptions, decimals: PointDecimals) {
    (self.conversion, self.format, self.options, self.decimals) = (conversion, format, options, decimals)
  }

  /// Converts the one input. Throws `data` (65) where points were left behind.
  mutating func run() throws(CommandError) {
    guard options.inputs.count == 1, let path = options.inputs.first else {
      throw CommandError(.usage, text(zh: "--format 一次只换算一个文件", en: "--format converts one file at a time"))
    }
    guard !options.json, options.columns == nil, !options.nameColumn else {
      throw CommandError(
        .usage, text(zh: "--format 不能与 --json、--columns、--name-column 同用", en: "--format excludes --json, --columns and --name-column"))
    }
    var file = try DecodedFile(
      path: path, atMost: Self.largest - 1, encoding: options.encoding.choice, keepsBytes: true,
      tooLong: text(zh: "\(path) 超过 2 GB", en: "\(path) is larger than 2 GB"))
    let bytes = file.bytes
    let document: SurveyDocument
    do {
      document = try SurveyDocument(bytes.span.bytes, format: format)
    } catch {
      throw CommandError(.data, Self.place(path, error.line) + error.reason.message)
    }
    var leftBehind = 0
    for remark in document.remarks {
      printToStandardError(Self.place(path, remark.line) + remark.content.message)
      if remark.leavesPointsBehind { leftBehind += 1 }
    }
    let (values, refused) = convert(document, path)
    leftBehind += refused
    guard leftBehind == 0 || options.partial else {
      throw CommandError(
        .data,
        text(
          zh: "有 \(leftBehind) 处未能换算，见上；没有写出任何内容（--partial 可写出其余部分）",
          en: "\(leftBehind) places could not be converted, see above; nothing was written (--partial writes the rest)"))
    }
    var output = TextBuffer(capacity: bytes.count + bytes.count / 4 + 4096)
    document.append(
      bytes.span.bytes, with: values, decimals: decimals, replacesThird: conversion.replacesThird && conversion.third != .ignored,
      to: &output)
    file.encode(&output)
    var result = try ByteOutput(path: options.output)
    try result.writeThrough(&output)
    if leftBehind > 0 {
      throw CommandError(
        .data, text(zh: "有 \(leftBehind) 处未能换算，仍是原坐标", en: "\(leftBehind) places could not be converted and have their old coordinates"))
    }
  }

  /// The new coordinates, not a number where a point was refused, and how many were.
  private mutating func convert(_ document: SurveyDocument, _ path: String) -> (values: [SIMD3<Double>], refused: Int) {
    var values: [SIMD3<Double>] = []
    values.reserveCapacity(document.places.count)
    var refused = 0
    var lines: [PointLine] = []
    for start in stride(from: 0, to: document.places.count, by: Self.blockPoints) {
      let block = document.places[start..<min(start + Self.blockPoints, document.places.count)]
      lines.removeAll(keepingCapacity: true)
      for place in block { lines.append(Self.line(place)) }
      conversion.convert(&lines)
      for (place, line) in zip(block, lines) {
        if case .point = line.kind {
          values.append(SIMD3(line.values[0], line.values[1], line.values[2]))
        } else {
          refused += 1
          values.append(SIMD3(repeating: .nan))
          printToStandardError(Self.place(path, place.line) + conversion.reason(Self.line(place)))
        }
      }
    }
    return (values, refused)
  }

  private static func line(_ place: CoordinatePlace) -> PointLine {
    var line = PointLine()
    line.kind = .point
    line.values = SIMD4(place.values, 0)
    line.hasThird = place.third != nil
    return line
  }

  // MARK: Messages

  private static func place(_ path: String, _ line: Int) -> String {
    let name = path == "-" ? text(zh: "标准输入", en: "standard input") : path
    return text(zh: "\(name) 第 \(line) 行：", en: "\(name), line \(line): ")
  }
}
