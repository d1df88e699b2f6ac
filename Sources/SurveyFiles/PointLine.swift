/// Which columns of a line hold the coordinates, counted from 1.
public struct PointColumns: Sendable, Equatable {
  /// The column of the first coordinate (latitude, northing, X).
  public let first: Int
  /// The column of the second coordinate (longitude, easting, Y).
  public let second: Int
  /// The column of the third coordinate (height, Z).
  public let third: Int

  /// The first three columns.
  public static let standard = PointColumns(uncheckedFirst: 1, second: 2, third: 3)

  /// The largest column number.
  public static let largest = 100

  /// Three different columns from 1 to 100; nil for any others.
  public init?(first: Int, second: Int, third: Int) {
    let all = [first, second, third]
    guard all.allSatisfy({ (1...Self.largest).contains($0) }), Set(all).count == 3 else { return nil }
    self.init(uncheckedFirst: first, second: second, third: third)
  }

  private init(uncheckedFirst first: Int, second: Int, third: Int) {
    (self.first, self.second, self.third) = (first, second, third)
  }
}

/// Why a line is no point.
public enum PointLineProblem: Sendable, Equatable {
  /// The line ends before this column.
  case missingColumn(Int)
  /// This column is not a number (or an angle, where angles are read).
  case notANumber(column: Int)
  /// The letter of this column says that it is the other angle: latitude and longitude are swapped.
  case otherAngle(column: Int)
  /// The line is longer than the caller accepts; set by the caller.
  case tooLong
}

/// One line of a file of points: where its pieces stand, and its coordinates.
///
/// Columns are separated by blanks and tabs (any number of them) or by one comma with or without blanks around it; two commas hold an
/// empty column. Everything that is not a coordinate (names, codes, further columns, the separators, the end of the line) is kept as it
/// stands.
public struct PointLine: Sendable {
  /// What the line is.
  public enum Kind: Sendable, Equatable {
    /// A point with its coordinates.
    case point
    /// A blank line or a comment (`#`): passed through.
    case verbatim
    /// A line that should be a point and is none.
    case problem(PointLineProblem)
    /// A point that the conversion refuses; set by the caller.
    case refused
  }

  /// Where a column stands: byte offsets.
  public struct Piece: Sendable, Equatable {
    /// The first byte.
    public var start = 0
    /// The byte after the last.
    public var end = 0

    /// A piece from its offsets.
    public init(start: Int = 0, end: Int = 0) { (self.start, self.end) = (start, end) }
  }

  /// What the line is.
  public var kind = Kind.verbatim
  /// The coordinates: read first, then replaced by the conversion.
  public var values: SIMD4<Double> = .zero
  /// Whether the third coordinate is there.
  public var hasThird = false
  /// The first byte of the line.
  public var start = 0
  /// The byte after the last, the line feed included.
  public var end = 0
  /// Where the first coordinate stands.
  public var first = Piece()
  /// Where the second coordinate stands.
  public var second = Piece()
  /// Where the third coordinate stands, when it is there.
  public var third = Piece()

  /// An empty line, to be passed through.
  @inline(__always)
  public init() {}
}

/// Reads lines of points.
public struct PointLineParser: Sendable {
  /// What is done with a third column.
  public enum Third: Sendable {
    /// Not looked at: it is one of the columns that stay as they are.
    case ignored
    /// Read when it is a number, otherwise a column like any other.
    case optional
    /// It has to be a number.
    case required
  }

  /// The columns of the coordinates.
  public let columns: PointColumns
  /// What is done with the third.
  public let third: Third
  /// True where the first two are latitude and longitude, so that angles in degrees, minutes and seconds are read too.
  public let readsAngles: Bool
  /// How angles without marks are written.
  public let angles: AngleFormat
  private let last: Int

  /// A parser.
  public init(columns: PointColumns, third: Third, readsAngles: Bool, angles: AngleFormat = .degrees) {
    self.columns = columns
    self.third = third
    self.readsAngles = readsAngles
    self.angles = readsAngles ? angles : .degrees
    last = third == .ignored ? max(columns.first, columns.second) : max(columns.first, columns.second, columns.third)
  }

  /// Reads the line that begins at `start`. It ends after the next line feed, or at `limit`.
  @inline(__always)
  public func parse(_ bytes: RawSpan, from start: Int, to limit: Int) -> PointLine {
    var line = PointLine()
    parse(bytes, from: start, to: limit, into: &line)
    return line
  }

  /// Reads the line that begins at `start` into an empty one: what is written where it stays need not be copied there.
  @inline(__always)
  public func parse(_ bytes: RawSpan, from start: Int, to limit: Int, into line: inout PointLine) {
    line.start = start
    var position = skipBlanks(bytes, start, limit)
    if position < limit, bytes.byte(position) == 0xef, position + 2 < limit, bytes.byte(position + 1) == 0xbb,
      bytes.byte(position + 2) == 0xbf
    {
      position = skipBlanks(bytes, position + 3, limit)  // a byte order mark
    }
    if position < limit, bytes.byte(position) != lineFeed, bytes.byte(position) != UInt8(ascii: "#") {
      line.kind = .point
      readColumns(bytes, &position, limit, &line)
    }
    line.end = endOfLine(bytes, position, limit)
  }

  @inline(__always)
  private func readColumns(_ bytes: RawSpan, _ position: inout Int, _ limit: Int, _ line: inout PointLine) {
    var column = 1
    while true {
      let start = position
      if column == columns.first {
        guard let value = coordinate(bytes, &position, limit, column, .northSouth, &line) else { return }
        line.values[0] = value
        line.first = PointLine.Piece(start: start, end: position)
      } else if column == columns.second {
        guard let value = coordinate(bytes, &position, limit, column, .eastWest, &line) else { return }
        line.values[1] = value
        line.second = PointLine.Piece(start: start, end: position)
      } else if column == columns.third, third != .ignored {
        if let (value, end) = DecimalText.parsePrefix(bytes, from: start, to: limit), isEnd(bytes, end, limit) {
          position = end
          line.values[2] = value
          line.third = PointLine.Piece(start: start, end: end)
          line.hasThird = true
        } else {
          if third == .required { line.kind = .problem(isEnd(bytes, start, limit) ? .missingColumn(column) : .notANumber(column: column)) }
          if third == .required { return }
          position = endOfColumn(bytes, start, limit)
        }
      } else {
        position = endOfColumn(bytes, start, limit)
      }
      if column == last { return }
      // The separator: blanks, at most one comma, blanks.
      position = skipBlanks(bytes, position, limit)
      if position < limit, bytes.byte(position) == comma { position = skipBlanks(bytes, position + 1, limit) }
      column += 1
      if position == limit || bytes.byte(position) == lineFeed {
        let missing = max(columns.first, columns.second) >= column || third == .required
        if missing { line.kind = .problem(.missingColumn(column)) }
        return
      }
    }
  }

  /// A coordinate that has to be there. The decimal number is the fast way; angles come after it.
  @inline(__always)
  private func coordinate(
    _ bytes: RawSpan, _ position: inout Int, _ limit: Int, _ column: Int, _ hemisphere: AngleText.Hemisphere, _ line: inout PointLine
  ) -> Double? {
    if angles != .packed, let (value, end) = DecimalText.parsePrefix(bytes, from: position, to: limit), isEnd(bytes, end, limit) {
      position = end
      return value
    }
    return angle(bytes, &position, limit, column, hemisphere, &line)
  }

  @inline(never)
  private func angle(
    _ bytes: RawSpan, _ position: inout Int, _ limit: Int, _ column: Int, _ hemisphere: AngleText.Hemisphere, _ line: inout PointLine
  ) -> Double? {
    let end = endOfColumn(bytes, position, limit)
    defer { position = end }
    guard end > position else {
      line.kind = .problem(.missingColumn(column))
      return nil
    }
    let piece = PointLine.Piece(start: position, end: end)
    if column == columns.first { line.first = piece } else { line.second = piece }
    guard readsAngles, let angle = angles.read(bytes, from: position, to: end) else {
      line.kind = .problem(.notANumber(column: column))
      return nil
    }
    guard angle.hemisphere == nil || angle.hemisphere == hemisphere else {
      line.kind = .problem(.otherAngle(column: column))
      return nil
    }
    return angle.degrees
  }

  @inline(__always)
  private func isEnd(_ bytes: RawSpan, _ position: Int, _ limit: Int) -> Bool {
    guard position < limit else { return true }
    let byte = bytes.byte(position)
    return byte == space || byte == comma || byte == tab || byte == lineFeed || byte == carriageReturn
  }

  @inline(__always)
  private func skipBlanks(_ bytes: RawSpan, _ start: Int, _ limit: Int) -> Int {
    var position = start
    while position < limit {
      let byte = bytes.byte(position)
      guard byte == space || byte == tab || byte == carriageReturn else { break }
      position &+= 1
    }
    return position
  }

  private func endOfColumn(_ bytes: RawSpan, _ start: Int, _ limit: Int) -> Int {
    var position = start
    while !isEnd(bytes, position, limit) { position &+= 1 }
    return position
  }

  /// The offset after the next line feed, eight bytes at a time.
  @inline(__always)
  private func endOfLine(_ bytes: RawSpan, _ start: Int, _ limit: Int) -> Int {
    var position = start
    while position &+ 8 <= limit {
      // Any eight bytes are a UInt64; `unsafeLoadUnaligned` checks the bounds.
      let word = UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)) ^ 0x0a0a_0a0a_0a0a_0a0a
      // The lowest zero byte (bits above it may be false): Hacker's Delight, section 6-1.
      let zeros = (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
      if zeros != 0 { return position &+ zeros.trailingZeroBitCount >> 3 &+ 1 }
      position &+= 8
    }
    while position < limit {
      position &+= 1
      if bytes.byte(position &- 1) == lineFeed { break }
    }
    return position
  }
}

let space = UInt8(ascii: " ")
let tab = UInt8(ascii: "\t")
let comma = UInt8(ascii: ",")
let lineFeed = UInt8(ascii: "\n")
let carriageReturn = UInt8(ascii: "\r")
