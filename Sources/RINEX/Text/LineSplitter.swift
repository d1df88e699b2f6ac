/// Cuts bytes that come in any chunks into lines, in bounded memory. Lines end with LF or CR LF.
struct LineSplitter {
  /// RINEX lines have 80 characters but for observations; SP3 has 80. Far above that a text is something else.
  static let longestLine = 1024
  /// A satellite of 999 types, or 999 satellites in an epoch line of compact RINEX, with room to spare.
  static let longestObservationLine = 1 << 15

  /// The number of the last line that was handed out, from 1.
  private(set) var line = 0
  private var partial: [UInt8] = []
  private let longest: Int

  init(longest: Int = LineSplitter.longestLine) { self.longest = longest }

  /// Takes bytes and hands out each line that they complete.
  mutating func feed(_ bytes: [UInt8], _ body: (TextLine) throws(RINEXError) -> Void) throws(RINEXError) {
    var start = 0
    while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
      let rest = bytes[start..<end]
      try emit(partial.isEmpty ? rest : (partial + rest)[...], body)
      partial.removeAll(keepingCapacity: true)
      start = end + 1
    }
    guard partial.count + bytes.count - start <= longest else {
      throw RINEXError(
        line: line + 1, "a line of more than \(longest) characters: this is no RINEX or SP3 text (is it compressed?)")
    }
    partial += bytes[start...]
  }

  /// Hands out a last line that has no end.
  mutating func finish(_ body: (TextLine) throws(RINEXError) -> Void) throws(RINEXError) {
    if !partial.isEmpty { try emit(partial[...], body) }
    partial = []
  }

  private mutating func emit(_ bytes: ArraySlice<UInt8>, _ body: (TextLine) throws(RINEXError) -> Void) throws(RINEXError) {
    line += 1
    guard bytes.count <= longest else {
      throw RINEXError(line: line, "a line of more than \(longest) characters: this is no RINEX or SP3 text (is it compressed?)")
    }
    try body(TextLine(number: line, bytes: bytes.last == 13 ? bytes.dropLast() : bytes))
  }
}

/// A line of a text in fixed columns. Columns count from 0; what is beyond the line's end is blank.
struct TextLine {
  /// From 1.
  var number: Int
  var bytes: ArraySlice<UInt8>

  /// The bytes of a column range, cut at the line's end.
  func field(_ start: Int, _ width: Int) -> ArraySlice<UInt8> {
    let first = min(bytes.startIndex + start, bytes.endIndex)
    return bytes[first..<min(first + width, bytes.endIndex)]
  }

  /// The same as text without blanks around it.
  func text(_ start: Int, _ width: Int) -> String {
    var slice = TextLine(number: number, bytes: field(start, width)).trimmed
    while let first = slice.first, first == 32 { slice.removeFirst() }
    return String(decoding: slice, as: UTF8.self)
  }

  /// The bytes without the blanks at the end.
  var trimmed: ArraySlice<UInt8> {
    var bytes = bytes
    while bytes.last == 32 { bytes.removeLast() }
    return bytes
  }

  /// Refuses a carriage return other than that before the line feed: where lines are taken apart and put together anew, it would end one early.
  func checkNoCarriageReturn() throws(RINEXError) {
    guard !bytes.contains(13) else { throw RINEXError(line: number, "a carriage return within the line") }
  }

  func hasPrefix(_ prefix: String) -> Bool { bytes.starts(with: prefix.utf8) }

  var isBlank: Bool { bytes.allSatisfy { $0 == 32 } }

  /// A number in the columns, with E, e, D or d before the exponent; nil when they are blank.
  func number(_ start: Int, _ width: Int, _ name: String) throws(RINEXError) -> Double? {
    let text = text(start, width)
    if text.isEmpty { return nil }
    // Only what Fortran writes: no hexadecimal, no infinity.
    let plain = text.utf8.allSatisfy { (48...57).contains($0) || "+-.eEdD".utf8.contains($0) }
    let ascii = text.utf8.map { $0 == UInt8(ascii: "D") || $0 == UInt8(ascii: "d") ? UInt8(ascii: "e") : $0 }
    guard plain, let value = Double(String(decoding: ascii, as: UTF8.self)), value.isFinite else {
      throw RINEXError(line: self.number, "\(name) in columns \(start + 1)–\(start + width): expected a number, found \"\(text)\"")
    }
    return value
  }

  /// A whole number in the columns, within a range.
  func integer(_ start: Int, _ width: Int, _ name: String, in range: ClosedRange<Int>) throws(RINEXError) -> Int {
    let text = text(start, width)
    guard let value = Int(text), range.contains(value) else {
      throw RINEXError(
        line: number,
        "\(name) in columns \(start + 1)–\(start + width): expected \(range.lowerBound)…\(range.upperBound), found \"\(text)\"")
    }
    return value
  }
}
