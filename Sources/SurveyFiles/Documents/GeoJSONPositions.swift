extension SurveyDocument {
  /// GeoJSON: every position within a member `coordinates`, wherever it stands. A position is an array that begins with a number: easting or
  /// longitude, northing or latitude, then perhaps a height (RFC 7946, section 3.1.1).
  mutating func readGeoJSON(_ text: RawSpan) throws(DocumentError) {
    var scanner = GeoJSONScanner(text)
    try scanner.value(key: .other, depth: 0)
    try scanner.end()
    places = scanner.places
    remarks = scanner.remarks
  }
}

/// Goes over JSON text once and notes where positions stand. Everything is checked to be JSON, so that nothing is missed or mistaken.
private struct GeoJSONScanner: ~Escapable {
  enum Key { case coordinates, boundingBox, system, other }

  private let text: RawSpan
  private var position: Int
  private var line = 1
  private(set) var places: [CoordinatePlace] = []
  private(set) var remarks: [DocumentRemark] = []

  /// Geometry collections of collections are the deepest that make sense; this is far beyond.
  private static let deepest = 100

  @_lifetime(copy text)
  init(_ text: RawSpan) {
    self.text = text
    position = TextLines(text).position
  }

  @_lifetime(self: copy self)
  mutating func end() throws(DocumentError) {
    skipBlanks()
    if position < text.byteCount { throw expected("the end of the text") }
  }

  @_lifetime(self: copy self)
  mutating func value(key: Key, depth: Int) throws(DocumentError) {
    guard depth < Self.deepest else { throw DocumentError(line: line, reason: .tooDeep) }
    skipBlanks()
    switch try peek() {
    case UInt8(ascii: "{"): try object(depth)
    case UInt8(ascii: "["):
      if key == .boundingBox { remarks.append(DocumentRemark(line: line, content: .leftAsItWas("bbox"))) }
      try array(key, depth)
    case UInt8(ascii: "\""): _ = try string()
    case UInt8(ascii: "t"): try word("true")
    case UInt8(ascii: "f"): try word("false")
    case UInt8(ascii: "n"): try word("null")
    default: _ = try number()
    }
  }

  @_lifetime(self: copy self)
  private mutating func object(_ depth: Int) throws(DocumentError) {
    position += 1
    skipBlanks()
    if try peek() == UInt8(ascii: "}") {
      position += 1
      return
    }
    while true {
      skipBlanks()
      guard try peek() == UInt8(ascii: "\"") else { throw expected("a name in quotation marks") }
      let name = try string()
      let key: Key =
        text.piece(name, is: "coordinates")
        ? .coordinates : text.piece(name, is: "bbox") ? .boundingBox : text.piece(name, is: "crs") ? .system : .other
      if key == .system { remarks.append(DocumentRemark(line: line, content: .leftAsItWas("crs"))) }
      skipBlanks()
      guard try peek() == UInt8(ascii: ":") else { throw expected("a colon") }
      position += 1
      try value(key: key, depth: depth + 1)
      skipBlanks()
      let byte = try peek()
      position += 1
      if byte == UInt8(ascii: "}") { return }
      guard byte == comma else { throw expected("a comma or }") }
    }
  }

  @_lifetime(self: copy self)
  private mutating func array(_ key: Key, _ depth: Int) throws(DocumentError) {
    let start = line
    position += 1
    skipBlanks()
    if try peek() == UInt8(ascii: "]") {
      position += 1
      return
    }
    var numbers: [(piece: PointLine.Piece, value: Double)] = []
    var isPosition = key == .coordinates
    while true {
      skipBlanks()
      let byte = try peek()
      if isPosition, byte == minus || byte &- zero < 10 {
        let piece = try number()
        guard let value = text.number(piece) else { throw expected("a number that a computer can hold") }
        if numbers.count < 4 { numbers.append((piece, value)) }
      } else {
        guard numbers.isEmpty else { throw expected("a number") }
        isPosition = false
        try value(key: key == .coordinates ? .coordinates : .other, depth: depth + 1)
      }
      skipBlanks()
      let next = try peek()
      position += 1
      if next == UInt8(ascii: "]") { break }
      guard next == comma else { throw expected("a comma or ]") }
    }
    guard isPosition else { return }
    guard numbers.count >= 2 else { throw DocumentError(line: start, reason: .expected("two numbers in a position")) }
    places.append(
      CoordinatePlace(
        values: SIMD3(numbers[1].value, numbers[0].value, numbers.count > 2 ? numbers[2].value : 0), first: numbers[1].piece,
        second: numbers[0].piece, third: numbers.count > 2 ? numbers[2].piece : nil, line: start))
  }

  /// A string, from its quotation mark; returns what is between the marks, as it stands.
  @_lifetime(self: copy self)
  private mutating func string() throws(DocumentError) -> PointLine.Piece {
    position += 1
    let start = position
    while true {
      let byte = try peek()
      if byte == UInt8(ascii: "\"") { break }
      guard byte >= 0x20 else { throw expected("the end of a string") }
      position += byte == UInt8(ascii: "\\") ? 2 : 1
    }
    position += 1
    return PointLine.Piece(start: start, end: position - 1)
  }

  @_lifetime(self: copy self)
  private mutating func number() throws(DocumentError) -> PointLine.Piece {
    guard let (_, end) = DecimalText.parsePrefix(text, from: position, to: text.byteCount), text.byte(position) != plus else {
      throw expected("a value")
    }
    let piece = PointLine.Piece(start: position, end: end)
    position = end
    return piece
  }

  @_lifetime(self: copy self)
  private mutating func word(_ word: StaticString) throws(DocumentError) {
    let end = position + word.utf8CodeUnitCount
    guard end <= text.byteCount, text.piece(PointLine.Piece(start: position, end: end), is: word) else { throw expected("a value") }
    position = end
  }

  @_lifetime(self: copy self)
  private mutating func skipBlanks() {
    while position < text.byteCount {
      let byte = text.byte(position)
      guard byte == space || byte == tab || byte == lineFeed || byte == carriageReturn else { return }
      if byte == lineFeed { line += 1 }
      position += 1
    }
  }

  private func peek() throws(DocumentError) -> UInt8 {
    guard position < text.byteCount else { throw DocumentError(line: line, reason: .cutOff) }
    return text.byte(position)
  }

  private func expected(_ what: String) -> DocumentError { DocumentError(line: line, reason: .expected(what)) }
}
