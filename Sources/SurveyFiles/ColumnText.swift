/// Lines of columns separated by blanks, tabs or a comma; `#` begins a comment; a first line without a number where numbers should be is a header.
struct ColumnText<Point> {
  /// What the lines say, in their order.
  private(set) var points: [Point] = []
  /// The lines that should be points and are none: the first hundred.
  private(set) var problems: [LevellingLineProblem] = []
  /// How many such lines there are.
  private(set) var problemCount = 0
  /// The line of the header; nil without.
  private(set) var header: Int?

  /// Reads a file.
  /// - Parameters:
  ///   - numbers: The columns, from 1, in which numbers stand.
  ///   - point: A line from its columns and its number.
  init(
    _ bytes: RawSpan, numbers: [Int], _ point: (RawSpan, [PointLine.Piece], Int) throws(LevellingLineProblem) -> Point
  ) {
    var lines = TextLines(bytes)
    var isFirst = true
    while let line = lines.next() {
      let pieces = Self.columns(bytes, line)
      guard let first = pieces.first, bytes.byte(first.start) != UInt8(ascii: "#") else { continue }
      if isFirst {
        isFirst = false
        let isHeader = numbers.allSatisfy { $0 <= pieces.count && bytes.number(pieces[$0 - 1]) == nil }
        if isHeader {
          header = lines.number
          continue
        }
      }
      do throws(LevellingLineProblem) {
        points.append(try point(bytes, pieces, lines.number))
      } catch {
        problemCount += 1
        if problems.count < 100 { problems.append(error) }
      }
    }
  }

  /// The columns of a line: blanks and tabs (any number of them) or one comma between two.
  private static func columns(_ bytes: RawSpan, _ line: PointLine.Piece) -> [PointLine.Piece] {
    var pieces: [PointLine.Piece] = []
    var position = line.start
    func isBlank(_ byte: UInt8) -> Bool { byte == space || byte == tab }
    while position < line.end, isBlank(bytes.byte(position)) { position += 1 }
    while position < line.end {
      let start = position
      while position < line.end, !isBlank(bytes.byte(position)), bytes.byte(position) != comma { position += 1 }
      pieces.append(PointLine.Piece(start: start, end: position))
      // Columns beyond the largest that can be named are of no use.
      guard pieces.count < 2 * PointColumns.largest else { break }
      while position < line.end, isBlank(bytes.byte(position)) { position += 1 }
      if position < line.end, bytes.byte(position) == comma {
        position += 1
        while position < line.end, isBlank(bytes.byte(position)) { position += 1 }
      }
    }
    return pieces
  }
}

extension RawSpan {
  /// The number in a column, from 1.
  func number(
    _ pieces: [PointLine.Piece], _ column: Int, _ expected: LevellingLineProblem.Expected, _ range: ClosedRange<Double>, line: Int
  ) throws(LevellingLineProblem) -> Double {
    guard column <= pieces.count else { throw LevellingLineProblem(line: line, column: column, expected: expected, isMissing: true) }
    guard let value = number(pieces[column - 1]), range.contains(value) else {
      throw LevellingLineProblem(line: line, column: column, expected: expected, isMissing: false)
    }
    return value
  }
}
