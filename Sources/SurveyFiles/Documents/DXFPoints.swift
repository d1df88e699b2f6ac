extension SurveyDocument {
  /// DXF as text: the points of the entities POINT, LINE, LWPOLYLINE, VERTEX, TEXT, MTEXT, INSERT, CIRCLE, ARC, 3DFACE and SOLID in the section
  /// ENTITIES, x being the easting. Groups 10–13 with 20–23 and 30–33 are points (AutoCAD DXF reference, group codes).
  ///
  /// Blocks keep their own coordinates; their insertions move. Radii, angles and text heights stay. Entities of other kinds stay where they
  /// are, and a remark says so for each.
  mutating func readDXF(_ text: RawSpan) throws(DocumentError) {
    if text.byteCount >= 18, text.piece(PointLine.Piece(start: 0, end: 18), is: "AutoCAD Binary DXF") {
      throw DocumentError(line: 1, reason: .binary)
    }
    var lines = TextLines(text)
    var state = DXFState()
    while let codeLine = lines.next() {
      let codePiece = text.trimmed(codeLine)
      let number = lines.number
      // The last line may be blank.
      if codePiece.start == codePiece.end, lines.position >= text.byteCount { break }
      guard let code = text.number(codePiece), code == code.rounded(), abs(code) < 10_000 else {
        throw DocumentError(line: number, reason: .expected("a group code"))
      }
      guard let valueLine = lines.next() else { throw DocumentError(line: number, reason: .cutOff) }
      try take(Int(code), text.trimmed(valueLine), text, lines.number, &state)
      if state.isAtEnd { break }
    }
    closeEntity(&state)
    closeRing(&state)
    guard state.isAtEnd else { throw DocumentError(line: lines.number, reason: .cutOff) }
  }

  private mutating func take(_ code: Int, _ value: PointLine.Piece, _ text: RawSpan, _ line: Int, _ state: inout DXFState)
    throws(DocumentError)
  {
    switch code {
    case 0:
      closeEntity(&state)
      state.entity = nil
      state.readsHead = false
      if state.ring?.isOfVertices != true || !text.piece(value, is: "VERTEX") { closeRing(&state) }
      if text.piece(value, is: "EOF") {
        state.isAtEnd = true
      } else if text.piece(value, is: "SECTION") {
        state.awaitsSectionName = true
      } else if text.piece(value, is: "ENDSEC") {
        state.section = .other
      } else if state.section == .entities {
        let name = text.string(value)
        state.entity = DXFEntity(name)
        if state.entity == nil { remarks.append(DocumentRemark(line: line, content: .entityNotConverted(name))) }
        if name == "LWPOLYLINE" || name == "POLYLINE" {
          state.ring = DXFRing(line: line, start: places.count, isOfVertices: name == "POLYLINE")
          state.readsHead = true
        }
      }
    case 2 where state.awaitsSectionName:
      state.awaitsSectionName = false
      state.section = text.piece(value, is: "ENTITIES") ? .entities : text.piece(value, is: "HEADER") ? .header : .other
    case 9 where state.section == .header:
      for name in ["$EXTMIN", "$EXTMAX", "$LIMMIN", "$LIMMAX"] where text.string(value) == name {
        remarks.append(DocumentRemark(line: line, content: .leftAsItWas(name)))
      }
    case 8 where state.readsHead: state.ring?.layer = value
    case 70 where state.readsHead: state.ring?.flags = text.number(value).flatMap { Int(exactly: $0) } ?? 0
    case 42 where state.ring != nil && text.number(value) != 0:
      if state.ring?.arcLine == nil { state.ring?.arcLine = line }
    case 10...13, 20...23, 30...33:
      guard let entity = state.entity, entity.hasPoint(code % 10) else { return }
      guard let number = text.number(value) else { throw DocumentError(line: line, reason: .expected("a number in group \(code)")) }
      state.add(code, (value, number), line, &places, &remarks)
    default: break
    }
  }

  private mutating func closeEntity(_ state: inout DXFState) {
    for index in 0..<4 { state.flush(index, &places, &remarks) }
  }

  /// A polyline that is closed, by its flag or by its last point, is a ring.
  private mutating func closeRing(_ state: inout DXFState) {
    guard let ring = state.ring else { return }
    state.ring = nil
    let range = ring.start..<places.count
    guard ring.isFlat, range.count >= 3 else { return }
    let (first, last) = (places[range.lowerBound].values, places[range.upperBound - 1].values)
    guard ring.isClosed || (first.x == last.x && first.y == last.y) else { return }
    parcels.append(Parcel(line: ring.line, rings: [range], name: ring.layer, arcLine: ring.arcLine))
  }
}

/// A polyline that is being read. Flags: AutoCAD DXF reference, group 70 of POLYLINE and LWPOLYLINE.
private struct DXFRing {
  let line: Int
  /// The first of its places.
  let start: Int
  /// A POLYLINE, whose points are entities of their own.
  let isOfVertices: Bool
  var flags = 0
  var layer: PointLine.Piece?
  var arcLine: Int?

  var isClosed: Bool { flags & 1 != 0 }
  /// No mesh.
  var isFlat: Bool { !isOfVertices || flags & (16 | 64) == 0 }

  init(line: Int, start: Int, isOfVertices: Bool) { (self.line, self.start, self.isOfVertices) = (line, start, isOfVertices) }
}

/// An entity whose points are converted.
private enum DXFEntity {
  /// Points in groups 10 to 10 + n.
  case points(upTo: Int)
  /// The head of a polyline: its point is a dummy.
  case polylineHead

  init?(_ name: String) {
    switch name {
    case "POINT", "LWPOLYLINE", "VERTEX", "MTEXT", "INSERT", "CIRCLE", "ARC": self = .points(upTo: 0)
    case "LINE", "TEXT": self = .points(upTo: 1)
    case "3DFACE", "SOLID": self = .points(upTo: 3)
    case "POLYLINE", "SEQEND": self = .polylineHead
    default: return nil
    }
  }

  func hasPoint(_ index: Int) -> Bool {
    if case .points(let last) = self { return index <= last }
    return false
  }
}

/// Where the reader is, and the points of the entity that are being put together: x, y and z come in groups of their own.
private struct DXFState {
  enum Section { case header, entities, other }

  typealias Number = (piece: PointLine.Piece, value: Double)

  var section = Section.other
  var awaitsSectionName = false
  var isAtEnd = false
  var entity: DXFEntity?
  /// The polyline that is being read, and whether its own groups come now or those of its vertices.
  var ring: DXFRing?
  var readsHead = false
  private var points = [Point](repeating: Point(), count: 4)

  struct Point {
    var x: Number?
    var y: Number?
    var z: Number?
    var line = 0
  }

  /// A second x of the same index begins another point (the vertices of an LWPOLYLINE).
  mutating func add(_ code: Int, _ number: Number, _ line: Int, _ places: inout [CoordinatePlace], _ remarks: inout [DocumentRemark]) {
    let index = code % 10
    switch code / 10 {
    case 1:
      flush(index, &places, &remarks)
      (points[index].x, points[index].line) = (number, line)
    case 2: points[index].y = number
    default: points[index].z = number
    }
  }

  mutating func flush(_ index: Int, _ places: inout [CoordinatePlace], _ remarks: inout [DocumentRemark]) {
    let point = points[index]
    points[index] = Point()
    guard let x = point.x else { return }
    guard let y = point.y else {
      remarks.append(DocumentRemark(line: point.line, content: .missingField(field: 20 + index)))
      return
    }
    // The second point of a text that is not aligned is a dummy of zeros.
    if index > 0, x.value == 0, y.value == 0 { return }
    places.append(
      CoordinatePlace(
        values: SIMD3(y.value, x.value, point.z?.value ?? 0), first: y.piece, second: x.piece, third: point.z?.piece, line: point.line))
  }
}
