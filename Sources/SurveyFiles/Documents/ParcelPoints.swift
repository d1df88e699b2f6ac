/// A parcel (地块): of a file of boundary points (界址点), a polygon of a GeoJSON, a closed polyline of a drawing. Its rings are the outer boundary, then
/// holes.
public struct Parcel: Sendable, Equatable {
  /// The line that begins it, from 1.
  public var line: Int
  /// The number of points that this line states; −1 where it states none.
  public var declaredPoints: Int
  /// Each ring as a range of the document's places. A ring may or may not repeat its first point at its end.
  public var rings: [Range<Int>]
  /// Where its name stands: the name or number of a parcel, the name or id of a feature (with the escapes of JSON), the layer of a polyline.
  public var name: PointLine.Piece?
  /// The line of the first edge of a polyline that is an arc.
  public var arcLine: Int?

  /// A parcel.
  public init(line: Int, declaredPoints: Int = -1, rings: [Range<Int>], name: PointLine.Piece? = nil, arcLine: Int? = nil) {
    (self.line, self.declaredPoints, self.rings, self.name, self.arcLine) = (line, declaredPoints, rings, name, arcLine)
  }
}

extension SurveyDocument {
  /// 界址点坐标交换格式: `[属性描述]` with `key=value` lines, `[地块坐标]` with parcels. A parcel begins with a line that ends in `@`
  /// (`points,area,number,name,kind,sheet,use,…,@`); then a point a line, `name,ring,X,Y`, X being the northing. Rings count from 1, the first is
  /// the outer boundary.
  ///
  /// Layout: the format of the land-use reports of the former Ministry of Land and Resources, as files in use have it.
  mutating func readParcels(_ text: RawSpan) throws(DocumentError) {
    var lines = TextLines(text)
    var section = Section.none
    var ring: Double?
    while let line = lines.next() {
      let content = text.trimmed(line)
      guard content.start < content.end else { continue }
      if text.byte(content.start) == UInt8(ascii: "[") {
        closeParcel()
        section = section == .none ? .attributes : .coordinates
        continue
      }
      switch section {
      case .none: throw DocumentError(line: lines.number, reason: .expected("[属性描述]"))
      case .attributes: remarkAttribute(text, content, lines.number)
      case .coordinates:
        let fields = text.fields(content)
        if text.byte(content.end - 1) == UInt8(ascii: "@"), let last = fields.last, last.end - last.start == 1 {
          closeParcel()
          ring = nil
          // points,area,number,name,…,@: the name, else the number.
          let name = [3, 2].first { $0 < fields.count - 1 && fields[$0].start < fields[$0].end }.map { fields[$0] }
          let declared = text.number(fields[0]).flatMap { Int(exactly: $0) } ?? -1
          parcels.append(Parcel(line: lines.number, declaredPoints: declared, rings: [], name: name))
          remarks.append(DocumentRemark(line: lines.number, content: .leftAsItWas("area")))
        } else {
          readBoundaryPoint(text, fields, lines.number, &ring)
        }
      }
    }
    closeParcel()
    guard section == .coordinates else { throw DocumentError(line: lines.number, reason: .expected("[地块坐标]")) }
  }

  private enum Section { case none, attributes, coordinates }

  private mutating func readBoundaryPoint(_ text: RawSpan, _ fields: [PointLine.Piece], _ line: Int, _ ring: inout Double?) {
    guard fields.count >= 4 else {
      remarks.append(DocumentRemark(line: line, content: .missingField(field: fields.count + 1)))
      return
    }
    for field in 1...3 where text.number(fields[field]) == nil {
      remarks.append(DocumentRemark(line: line, content: .notANumber(field: field + 1)))
      return
    }
    // The three were just read.
    let numbers = fields[1...3].map { text.number($0) ?? .nan }
    if parcels.isEmpty { parcels.append(Parcel(line: line, rings: [])) }
    let last = parcels.count - 1
    if ring != numbers[0] || parcels[last].rings.isEmpty {
      ring = numbers[0]
      parcels[last].rings.append(places.count..<places.count)
    }
    parcels[last].rings[parcels[last].rings.count - 1] = parcels[last].rings[parcels[last].rings.count - 1].lowerBound..<(places.count + 1)
    places.append(
      CoordinatePlace(values: SIMD3(numbers[1], numbers[2], 0), first: fields[2], second: fields[3], third: nil, line: line))
  }

  private mutating func closeParcel() {
    guard let parcel = parcels.last, parcel.declaredPoints >= 0 else { return }
    let found = parcel.rings.reduce(0) { $0 + $1.count }
    let remark = DocumentRemark(line: parcel.line, content: .pointCount(declared: parcel.declaredPoints, found: found))
    if found != parcel.declaredPoints, !remarks.contains(remark) { remarks.append(remark) }
  }

  /// Attributes that name the coordinates' system are no longer true after a conversion. Their keys come in UTF-8 or GBK.
  private mutating func remarkAttribute(_ text: RawSpan, _ line: PointLine.Piece, _ number: Int) {
    let keys: [(utf8: String, gbk: [UInt8])] = [
      ("坐标系", [0xD7, 0xF8, 0xB1, 0xEA, 0xCF, 0xB5]), ("几度分带", [0xBC, 0xB8, 0xB6, 0xC8, 0xB7, 0xD6, 0xB4, 0xF8]),
      ("带号", [0xB4, 0xF8, 0xBA, 0xC5]),
    ]
    for key in keys where starts(text, line, with: Array(key.utf8.utf8)) || starts(text, line, with: key.gbk) {
      remarks.append(DocumentRemark(line: number, content: .leftAsItWas(key.utf8)))
    }
  }

  private func starts(_ text: RawSpan, _ line: PointLine.Piece, with key: [UInt8]) -> Bool {
    guard line.end - line.start > key.count else { return false }
    for i in key.indices where text.byte(line.start + i) != key[i] { return false }
    return text.byte(line.start + key.count) == UInt8(ascii: "=")
  }
}
