extension SurveyDocument {
  /// GeoJSON: every position within a member `coordinates`, wherever it stands. A position is an array that begins with a number: easting or
  /// longitude, northing or latitude, then perhaps a height (RFC 7946, section 3.1.1).
  mutating func readGeoJSON(_ text: RawSpan) throws(DocumentError) {
    var scanner = GeoJSONScanner(text)
    try scanner.value(key: .other, depth: 0)
    try scanner.end()
    places = scanner.places
    remarks = scanner.remarks
    parcels = scanner.parcels
  }
}

/// Goes over JSON text once and notes where positions stand. Everything is checked to be JSON, so that nothing is missed or mistaken.
private struct GeoJSONScanner: ~Escapable {
  enum Key { case coordinates, boundingBox, system, properties, other }

  /// Arrays of positions of the geometry that is being read: which of them belong together, for a polygon of several.
  private struct Shape {
    var lines: [(polygon: Int, range: Range<Int>)] = []
    var polygon = 0
  }

  private let text: RawSpan
  private var position: Int
  private var line = 1
  private(set) var places: [CoordinatePlace] = []
  private(set) var remarks: [DocumentRemark] = []
  private(set) var parcels: [Parcel] = []
  private var shape = Shape()
  /// The name in the properties read last.
  private var name: PointLine.Piece?

  /// Members of properties that name a parcel, the better first.
  private static let names: [StaticString] = ["name", "名称", "地块名称", "Name", "NAME", "DKMC", "地块编号", "DKBH", "id"]

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
    case UInt8(ascii: "{"): try object(depth, isProperties: key == .properties)
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
  private mutating func object(_ depth: Int, isProperties: Bool) throws(DocumentError) {
    let outer = shape
    shape = Shape()
    defer { shape = outer }
    let start = (line: line, parcels: parcels.count)
    var (type, id): (PointLine.Piece?, PointLine.Piece?)
    var (properties, rank) = (PointLine.Piece?.none, Self.names.count)
    position += 1
    skipBlanks()
    if try peek() == UInt8(ascii: "}") {
      position += 1
      return
    }
    while true {
      skipBlanks()
      guard try peek() == UInt8(ascii: "\"") else { throw expected("a name in quotation marks") }
      let member = try string()
      let key = key(member)
      if key == .system { remarks.append(DocumentRemark(line: line, content: .leftAsItWas("crs"))) }
      skipBlanks()
      guard try peek() == UInt8(ascii: ":") else { throw expected("a colon") }
      position += 1
      skipBlanks()
      let valueStart = position
      if key == .properties { name = nil }
      try value(key: key, depth: depth + 1)
      let content = content(from: valueStart)
      if key == .properties { properties = name }
      if text.piece(member, is: "type") { type = content }
      if text.piece(member, is: "id") { id = content }
      if isProperties, let content, let place = Self.names.prefix(rank).firstIndex(where: { text.piece(member, is: $0) }) {
        (name, rank) = (content, place)
      }
      skipBlanks()
      let byte = try peek()
      position += 1
      if byte == UInt8(ascii: "}") { break }
      guard byte == comma else { throw expected("a comma or }") }
    }
    guard let type else { return }
    if text.piece(type, is: "Polygon") || text.piece(type, is: "MultiPolygon") { addParcels(start.line) }
    if text.piece(type, is: "Feature") {
      for index in start.parcels..<parcels.count { parcels[index].name = properties ?? id }
    }
  }

  private func key(_ member: PointLine.Piece) -> Key {
    if text.piece(member, is: "coordinates") { return .coordinates }
    if text.piece(member, is: "bbox") { return .boundingBox }
    if text.piece(member, is: "properties") { return .properties }
    return text.piece(member, is: "crs") ? .system : .other
  }

  /// The string, without its quotation marks, or the number that was just read; nil for other values.
  private func content(from start: Int) -> PointLine.Piece? {
    switch text.byte(start) {
    case UInt8(ascii: "\""): PointLine.Piece(start: start + 1, end: position - 1)
    case minus, zero...zero + 9: PointLine.Piece(start: start, end: position)
    default: nil
    }
  }

  @_lifetime(self: copy self)
  private mutating func addParcels(_ line: Int) {
    var polygon = -1
    for ring in shape.lines {
      if ring.polygon != polygon { parcels.append(Parcel(line: line, rings: [])) }
      polygon = ring.polygon
      parcels[parcels.count - 1].rings.append(ring.range)
    }
  }

  @_lifetime(self: copy self)
  private mutating func array(_ key: Key, _ depth: Int) throws(DocumentError) {
    let start = line
    let (firstPlace, linesBefore) = (places.count, shape.lines.count)
    var hasPositions = false
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
        let before = (places: places.count, lines: shape.lines.count)
        try value(key: key == .coordinates ? .coordinates : .other, depth: depth + 1)
        if places.count == before.places + 1, shape.lines.count == before.lines { hasPositions = true }
      }
      skipBlanks()
      let next = try peek()
      position += 1
      if next == UInt8(ascii: "]") { break }
      guard next == comma else { throw expected("a comma or ]") }
    }
    guard isPosition else {
      // Rings stand directly above their positions, polygons directly above their rings.
      if hasPositions {
        shape.lines.append((shape.polygon, firstPlace..<places.count))
      } else if shape.lines.count > linesBefore {
        shape.polygon += 1
      }
      return
    }
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
