/// The words and numbers of a text file, with the byte and the line of each for errors. Words end at blanks, tabs, commas, semicolons and line ends.
struct TextTokens: ~Escapable {
  let bytes: RawSpan
  let format: String
  /// A node beyond is damage, metres.
  let limit: Double
  /// Where the next word is looked for.
  private(set) var position = 0
  /// The line of it, from 1.
  private(set) var line = 1

  @_lifetime(copy bytes)
  init(_ bytes: RawSpan, format: String, limit: Double = HeightModel.largestAnomaly) {
    self.bytes = bytes
    self.format = format
    self.limit = limit
    // A byte order mark, as some editors write, is no part of the first word.
    if bytes.byteCount >= 3, byte(0) == 0xEF, byte(1) == 0xBB, byte(2) == 0xBF { position = 3 }
  }

  /// An error at the current place that says what the line should hold.
  func failure(_ expected: String) -> GridFileError {
    GridFileError(format: format, offset: min(position, bytes.byteCount), problem: .line(number: line, expected: expected))
  }

  private func byte(_ at: Int) -> UInt8 { bytes.unsafeLoad(fromByteOffset: at, as: UInt8.self) }

  /// The next whole line without its end, from the current place on; nil at the end of the file. What is not UTF-8 is replaced; longer lines are cut
  /// at 4096 bytes.
  @_lifetime(self: copy self)
  mutating func nextLine() -> String? {
    guard position < bytes.byteCount else { return nil }
    var text: [UInt8] = []
    while position < bytes.byteCount {
      let c = byte(position)
      position += 1
      if c == 0x0A { break }
      if c != 0x0D, text.count < 4096 { text.append(c) }
    }
    line += 1
    return String(decoding: text, as: UTF8.self)
  }

  /// The next word as a range of bytes; nil at the end of the file.
  @_lifetime(self: copy self)
  private mutating func nextRange() -> Range<Int>? {
    let count = bytes.byteCount
    while position < count, Self.isSeparator(byte(position)) {
      if byte(position) == 0x0A { line += 1 }
      position += 1
    }
    guard position < count else { return nil }
    let start = position
    while position < count, !Self.isSeparator(byte(position)) { position += 1 }
    return start..<position
  }

  private static func isSeparator(_ c: UInt8) -> Bool { c <= 0x20 || c == 0x2C || c == 0x3B }

  /// Whether the next word is a name: begins with a letter, and is not `nan`, a node without value.
  var isAtName: Bool {
    var at = position
    while at < bytes.byteCount, Self.isSeparator(byte(at)) { at += 1 }
    func letter(_ i: Int) -> UInt8 { at + i < bytes.byteCount ? byte(at + i) | 0x20 : 0 }
    guard (0x61...0x7A).contains(letter(0)) else { return false }
    return !(letter(0) == 0x6E && letter(1) == 0x61 && letter(2) == 0x6E)
  }

  /// The next word; nil at the end of the file.
  @_lifetime(self: copy self)
  mutating func nextWord() -> String? {
    guard let range = nextRange() else { return nil }
    return text(range.lowerBound..<min(range.upperBound, range.lowerBound + 256))
  }

  /// The next number; nil at the end of the file. Throws for a word that is none; `nan` counts as a number, for nodes without value.
  @_lifetime(self: copy self)
  mutating func nextNumber(_ expected: String) throws(GridFileError) -> Double? {
    guard let range = nextRange() else { return nil }
    guard let value = decimal(range) else { throw failure(expected) }
    return value
  }

  /// The next number; throws at the end of the file as well.
  @_lifetime(self: copy self)
  mutating func number(_ expected: String) throws(GridFileError) -> Double {
    guard let value = try nextNumber(expected) else {
      throw GridFileError(format: format, offset: bytes.byteCount, problem: .line(number: line, expected: expected))
    }
    return value
  }

  /// A number within a range; NaN is in none.
  @_lifetime(self: copy self)
  mutating func number(_ name: String, in range: ClosedRange<Double>) throws(GridFileError) -> Double {
    let value = try number("\(name), \(range.lowerBound)…\(range.upperBound)")
    guard range.contains(value) else { throw failure("\(name), \(range.lowerBound)…\(range.upperBound)") }
    return value
  }

  /// A whole number of rows or columns.
  @_lifetime(self: copy self)
  mutating func count(_ name: String) throws(GridFileError) -> Int {
    let value = try number(name, in: 2...1_000_000_000)
    guard value == value.rounded() else { throw failure("\(name), a whole number") }
    return Int(value)
  }

  /// Throws unless the rest of the file can hold so many numbers: a digit and a blank each. Returns their count.
  func require(rows: Int, columns: Int) throws(GridFileError) -> Int {
    let (count, overflow) = rows.multipliedReportingOverflow(by: columns)
    guard !overflow, count <= (bytes.byteCount - position) / 2 + 1 else {
      throw GridFileError(
        format: format, offset: bytes.byteCount,
        problem: .length(expectedBytes: overflow ? Int.max : position + 2 * count, actualBytes: bytes.byteCount))
    }
    return count
  }

  /// Throws where more than blanks is left.
  @_lifetime(self: copy self)
  mutating func requireEnd() throws(GridFileError) {
    if let range = nextRange() {
      throw GridFileError(format: format, offset: range.lowerBound, problem: .line(number: line, expected: "the end of the file"))
    }
  }

  /// The nodes of a grid row by row as `fromNorth` says, turned to run from the south; `isMissing` tells the mark of a node without value.
  @_lifetime(self: copy self)
  mutating func nodes(rows: Int, columns: Int, fromNorth: Bool, isMissing: (Double) -> Bool) throws(GridFileError) -> [Float] {
    let count = try require(rows: rows, columns: columns)
    var nodes = [Float](repeating: .nan, count: count)
    for row in 0..<rows {
      let start = (fromNorth ? rows - 1 - row : row) * columns
      for column in 0..<columns {
        let value = try number("\(rows) × \(columns) values")
        if value.isNaN || isMissing(value) { continue }
        guard abs(value) <= limit else { throw GridFileError(format: format, offset: position, problem: .implausibleNode) }
        nodes[start + column] = Float(value)
      }
    }
    return nodes
  }

  /// A decimal number. Up to 15 digits and a power of ten up to 22 are exact in one division or multiplication (Clinger 1990, doi 10.1145/93542.93557);
  /// the rest goes through the standard library.
  private func decimal(_ range: Range<Int>) -> Double? {
    var at = range.lowerBound
    var negative = false
    if byte(at) == 0x2D || byte(at) == 0x2B {
      negative = byte(at) == 0x2D
      at += 1
    }
    var (digits, scale, count) = (0, 0, 0)
    var (seenPoint, seenDigit) = (false, false)
    while at < range.upperBound {
      let c = byte(at)
      if c == 0x2E, !seenPoint {
        seenPoint = true
      } else if c >= 0x30, c <= 0x39, count < 15 {
        seenDigit = true
        digits = digits * 10 + Int(c - 0x30)
        if digits > 0 { count += 1 }
        if seenPoint { scale += 1 }
      } else {
        break
      }
      at += 1
    }
    if at == range.upperBound, seenDigit, scale <= 22 {
      let value = Double(digits) / Self.powers[scale]
      return negative ? -value : value
    }
    guard range.count <= 64 else { return nil }
    var word = text(range)
    // Fortran writes 1.0D+02.
    if let d = word.firstIndex(where: { $0 == "D" || $0 == "d" }) { word.replaceSubrange(d...d, with: "e") }
    guard let value = Double(word), !value.isInfinite else { return nil }
    return value
  }

  /// Bytes as text; what is not UTF-8 is replaced.
  private func text(_ range: Range<Int>) -> String {
    var characters: [UInt8] = []
    for at in range { characters.append(byte(at)) }
    return String(decoding: characters, as: UTF8.self)
  }

  private static let powers: [Double] = (0...22).map { (0..<$0).reduce(1.0) { p, _ in p * 10 } }
}
