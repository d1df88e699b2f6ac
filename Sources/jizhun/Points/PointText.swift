import SurveyFiles

/// Pieces of lines for messages and JSON: never on the way of a good line of text.
enum PointText {
  static func byte(_ bytes: RawSpan, _ offset: Int) -> UInt8 {
    // Any byte is a UInt8; the bounds are checked.
    unsafe bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
  }

  /// The text of a piece as UTF-8; what is none (GBK, binary) shows as U+FFFD.
  static func string(_ bytes: RawSpan, from start: Int, to end: Int) -> String {
    String(decoding: (start..<end).map { byte(bytes, $0) }, as: UTF8.self)
  }

  /// A column for a message: at most 40 characters, control characters made visible.
  static func column(_ bytes: RawSpan, _ column: Int, from start: Int, to end: Int) -> String {
    let columns = split(bytes, from: start, to: min(end, start + 4096))
    guard column <= columns.count else { return "" }
    let text = string(bytes, from: columns[column - 1].start, to: columns[column - 1].end)
    return String(text.prefix(40).map { $0.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7f } ? $0 : "\u{FFFD}" })
      + (text.count > 40 ? "…" : "")
  }

  /// The columns that hold no coordinate.
  static func otherColumns(_ bytes: RawSpan, _ line: PointLine, columns: PointColumns) -> [String] {
    var others: [String] = []
    for (index, piece) in split(bytes, from: line.start, to: line.end).enumerated() {
      let column = index + 1
      if column == columns.first || column == columns.second || (column == columns.third && line.hasThird) { continue }
      others.append(string(bytes, from: piece.start, to: piece.end))
    }
    return others
  }

  /// The columns of a line after the rule of `PointLine`.
  static func split(_ bytes: RawSpan, from start: Int, to end: Int) -> [PointLine.Piece] {
    var pieces: [PointLine.Piece] = []
    var position = start
    // A byte order mark is no part of the first column.
    if end - start >= 3, byte(bytes, start) == 0xEF, byte(bytes, start + 1) == 0xBB, byte(bytes, start + 2) == 0xBF { position += 3 }
    func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r") }
    func skip() {
      while position < end, isBlank(byte(bytes, position)) { position += 1 }
    }
    skip()
    while position < end, byte(bytes, position) != UInt8(ascii: "\n") {
      let first = position
      while position < end, !isBlank(byte(bytes, position)), byte(bytes, position) != UInt8(ascii: ","),
        byte(bytes, position) != UInt8(ascii: "\n")
      {
        position += 1
      }
      pieces.append(PointLine.Piece(start: first, end: position))
      skip()
      if position < end, byte(bytes, position) == UInt8(ascii: ",") {
        position += 1
        skip()
        // A comma at the end opens an empty column.
        if position == end || byte(bytes, position) == UInt8(ascii: "\n") { pieces.append(PointLine.Piece(start: position, end: position)) }
      }
    }
    return pieces
  }

  /// A string of JSON (RFC 8259).
  static func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7f:
        let digits = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }
}
