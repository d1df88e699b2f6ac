/// Lines of a text one after the other, with their numbers; ends are LF, CR LF or CR.
struct TextLines: ~Escapable {
  let text: RawSpan
  private(set) var position = 0
  /// The number of the line handed out last, from 1.
  private(set) var number = 0

  @_lifetime(copy text)
  init(_ text: RawSpan) {
    self.text = text
    // A byte order mark is no part of the first line.
    if text.byteCount >= 3, text.byte(0) == 0xEF, text.byte(1) == 0xBB, text.byte(2) == 0xBF { position = 3 }
  }

  /// The next line without its end; nil after the last.
  @_lifetime(self: copy self)
  mutating func next() -> PointLine.Piece? {
    guard position < text.byteCount else { return nil }
    let start = position
    var end = start
    while end < text.byteCount, text.byte(end) != lineFeed, text.byte(end) != carriageReturn { end += 1 }
    position = end
    if position < text.byteCount {
      position += text.byte(end) == carriageReturn && end + 1 < text.byteCount && text.byte(end + 1) == lineFeed ? 2 : 1
    }
    number += 1
    return PointLine.Piece(start: start, end: end)
  }
}

extension RawSpan {
  /// A piece without the blanks around it.
  func trimmed(_ piece: PointLine.Piece) -> PointLine.Piece {
    var (start, end) = (piece.start, piece.end)
    while start < end, byte(start) == space || byte(start) == tab { start += 1 }
    while end > start, byte(end - 1) == space || byte(end - 1) == tab { end -= 1 }
    return PointLine.Piece(start: start, end: end)
  }

  /// The pieces between commas, without the blanks around them. No character of GBK or UTF-8 has a byte that looks like a comma.
  func fields(_ line: PointLine.Piece) -> [PointLine.Piece] {
    var fields: [PointLine.Piece] = []
    var start = line.start
    for i in line.start...line.end where i == line.end || byte(i) == comma {
      fields.append(trimmed(PointLine.Piece(start: start, end: i)))
      start = i + 1
    }
    return fields
  }

  /// The number that a piece is; nil when it is none.
  func number(_ piece: PointLine.Piece) -> Double? { DecimalText.parse(self, from: piece.start, to: piece.end) }

  /// Whether a piece is this text.
  func piece(_ piece: PointLine.Piece, is text: StaticString) -> Bool {
    guard piece.end - piece.start == text.utf8CodeUnitCount else { return false }
    return text.withUTF8Buffer { expected in
      for i in 0..<expected.count where byte(piece.start + i) != expected[i] { return false }
      return true
    }
  }

  /// A piece as text: UTF-8 if it is that, else with its other bytes replaced. At most `limit` bytes.
  func string(_ piece: PointLine.Piece, limit: Int = 40) -> String {
    var bytes: [UInt8] = []
    for i in piece.start..<min(piece.end, piece.start + limit) { bytes.append(byte(i)) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
