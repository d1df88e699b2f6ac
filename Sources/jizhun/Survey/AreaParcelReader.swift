import Geodesy
import JSONText
import SurveyFiles

/// Reads the parcels of files: lists of corners, 界址点 files, GeoJSON, drawings.
struct AreaParcelReader {
  let surface: SurveySurface
  let angles: AngleFormat
  let nameColumn: Bool
  let encoding: EncodingChoice
  private(set) var parcels: [AreaParcel] = []

  /// A ring with more corners is a mistake, and all of them are held until the last is known.
  static let mostVertices = 1_000_000
  /// More is no document of a survey.
  private static let largest = (1 << 31) - 1

  init(_ surface: SurveySurface, angles: AngleFormat, nameColumn: Bool, encoding: EncodingChoice) {
    (self.surface, self.angles, self.nameColumn, self.encoding) = (surface, angles, nameColumn, encoding)
  }

  private static func place(_ path: String, _ line: Int) -> String {
    let name = path == "-" ? text(zh: "标准输入", en: "standard input") : path
    return text(zh: "\(name) 第 \(line) 行：", en: "\(name), line \(line): ")
  }

  // MARK: Lists of corners

  /// Blank lines separate parcels; a line `hole` or `内环` begins a hole. With names a change of the name separates parcels, and a blank line between corners of
  /// one name begins a hole.
  mutating func readLines(_ path: String) throws(CommandError) {
    var input = try LineInput(path: path, encoding: encoding)
    var bytes: [UInt8] = []
    var current = AreaParcel(name: "", path: path, line: 1, rings: [])
    var beginsRing = true
    while try input.nextSoundLine(&bytes) {
      let line = TextLine(bytes)
      if line.columns.isEmpty {
        if nameColumn { beginsRing = true } else { close(&current, &beginsRing) }
        continue
      }
      if line.isVerbatim { continue }
      if line.columns.count == 1, ["hole", "内环"].contains(line.text(1)) {
        guard !current.rings.isEmpty else {
          throw CommandError(
            .data, Self.place(path, input.lineNumber) + text(zh: "内环之前应有外环", en: "a hole should come after the boundary around it"))
        }
        beginsRing = true
        continue
      }
      let name = nameColumn ? line.text(1) : ""
      if nameColumn, name != current.name { close(&current, &beginsRing) }
      if current.rings.isEmpty { (current.name, current.line) = (name, input.lineNumber) }
      if beginsRing { current.rings.append([]) }
      beginsRing = false
      do throws(LineProblem) {
        let point = try surface.read(line, nameColumn ? 2 : 1, angles)
        let corner = AreaParcel.Corner(line: input.lineNumber, point: point, geographic: try surface.geographic(point))
        current.rings[current.rings.count - 1].append(corner)
      } catch {
        // A parcel without one of its corners has another area: nothing is printed.
        throw CommandError(.data, Self.place(path, input.lineNumber) + error.message)
      }
      guard current.rings[current.rings.count - 1].count <= Self.mostVertices else { throw Self.tooMany(path, input.lineNumber) }
    }
    close(&current, &beginsRing)
  }

  private mutating func close(_ current: inout AreaParcel, _ beginsRing: inout Bool) {
    if !current.rings.isEmpty { parcels.append(current) }
    current = AreaParcel(name: "", path: current.path, line: 1, rings: [])
    beginsRing = true
  }

  private static func tooMany(_ path: String, _ line: Int) -> CommandError {
    CommandError(
      .data,
      place(path, line)
        + text(
          zh: "一个地块超过 \(mostVertices) 点；地块之间应有空行",
          en: "a parcel of more than \(mostVertices) corners; parcels are separated by blank lines"))
  }

  // MARK: Documents

  /// The format that a file's name or its first character tells; nil for a list of corners.
  static func format(of path: String) throws(CommandError) -> SurveyFormat? {
    if let known = SurveyFormat(fileName: path), known != .cass { return known }
    guard path != "-" else { return nil }
    // [属性描述] begins a 界址点 file, and no list of corners begins with a bracket.
    let start = try RereadableInput(path: path).start(64).drop { [0xEF, 0xBB, 0xBF, 0x20, 0x09, 0x0D, 0x0A].contains($0) }
    return start.first == UInt8(ascii: "[") ? .parcels : nil
  }

  mutating func readDocument(_ path: String, _ format: SurveyFormat) throws(CommandError) {
    let file = try DecodedFile(
      path: path, atMost: Self.largest, encoding: encoding, tooLong: text(zh: "\(path) 超过 2 GB", en: "\(path) is larger than 2 GB"))
    let bytes = file.bytes
    let document: SurveyDocument
    do throws(DocumentError) {
      document = try SurveyDocument(bytes.span.bytes, format: format)
    } catch {
      throw CommandError(.data, Self.place(path, error.line) + error.reason.message)
    }
    for remark in document.remarks {
      switch remark.content {
      case .notANumber, .missingField: throw CommandError(.data, Self.place(path, remark.line) + remark.content.message)
      case .pointCount: printToStandardError(Self.place(path, remark.line) + remark.content.message)
      // What has no part in areas, and what a change of coordinates would leave.
      case .entityNotConverted, .leftAsItWas: break
      }
    }
    var found: [AreaParcel] = []
    let listed = format == .cass ? [Parcel(line: 1, rings: [0..<document.places.count])] : document.parcels
    for parcel in listed {
      var rings: [[AreaParcel.Corner]] = []
      for ring in parcel.rings {
        guard ring.count <= Self.mostVertices else { throw Self.tooMany(path, parcel.line) }
        rings.append(try corners(document.places[ring], path))
      }
      var name = ""
      if let piece = parcel.name { name = Self.name(bytes, piece, isJSON: format == .geoJSON) }
      var entry = AreaParcel(name: name, path: path, line: parcel.line, rings: rings)
      if rings.isEmpty { entry.problem = text(zh: "没有界址点", en: "it has no corners") }
      if let line = parcel.arcLine {
        entry.problem = text(
          zh: "第 \(line) 行：边界含圆弧；请先把圆弧转换为折线", en: "line \(line): an edge is an arc; turn arcs into short lines first")
      }
      found.append(entry)
    }
    guard !found.isEmpty else {
      throw CommandError(
        .data,
        text(
          zh: "\(path)：没有地块（GeoJSON 的 Polygon、MultiPolygon，DXF 的闭合多段线）",
          en: "\(path): there is no parcel in it (polygons of GeoJSON, closed polylines of DXF)"))
    }
    parcels += format == .dxf ? Self.nested(found) : found
  }

  private func corners(_ places: ArraySlice<CoordinatePlace>, _ path: String) throws(CommandError) -> [AreaParcel.Corner] {
    var corners: [AreaParcel.Corner] = []
    corners.reserveCapacity(places.count)
    for place in places {
      let point = (place.values.x, place.values.y)
      do throws(LineProblem) {
        try surface.check(point)
        corners.append(AreaParcel.Corner(line: place.line, point: point, geographic: try surface.geographic(point)))
      } catch {
        throw CommandError(.data, Self.place(path, place.line) + error.message)
      }
    }
    return corners
  }

  private static func name(_ bytes: [UInt8], _ piece: PointLine.Piece, isJSON: Bool) -> String {
    if isJSON, case .string(let name)? = try? JSONParser.parse([0x22] + bytes[piece.start..<piece.end] + [0x22]) { return name }
    return PointText.string(bytes.span.bytes, from: piece.start, to: piece.end)
  }

  /// A drawing has no holes: of closed polylines on one layer, one that lies inside another is its hole, and one inside the hole is a parcel again.
  static func nested(_ all: [AreaParcel]) -> [AreaParcel] {
    var depths = [Int](repeating: 0, count: all.count)
    var around = [Int?](repeating: nil, count: all.count)
    let drawn = all.map { ($0.rings.first ?? []).map { SIMD2($0.point.1, $0.point.0) } }
    let areas = drawn.map { abs(PlaneRings.measure($0).area) }
    let boxes = drawn.map { ring in
      ring.reduce((low: SIMD2(repeating: Double.infinity), high: SIMD2(repeating: -Double.infinity))) {
        (pointwiseMin($0.low, $1), pointwiseMax($0.high, $1))
      }
    }
    let layers = Dictionary(grouping: all.indices) { all[$0].name }
    for members in layers.values {
      for i in members where drawn[i].count >= 3 {
        for j in members where j != i && areas[j] > areas[i] {
          let isWithin = (boxes[i].low .>= boxes[j].low) .& (boxes[i].high .<= boxes[j].high)
          guard isWithin[0], isWithin[1] else { continue }
          guard PlaneRings.isInside(drawn[i], drawn[j]) else { continue }
          depths[i] += 1
          if around[i].map({ areas[$0] > areas[j] }) ?? true { around[i] = j }
        }
      }
    }
    var parcels: [AreaParcel] = []
    var places: [Int: Int] = [:]
    for i in all.indices where depths[i] % 2 == 0 {
      places[i] = parcels.count
      parcels.append(all[i])
    }
    for i in all.indices where depths[i] % 2 == 1 {
      guard let outer = around[i], let place = places[outer] else { continue }
      parcels[place].rings += all[i].rings
      parcels[place].problem = parcels[place].problem ?? all[i].problem
      printToStandardError(
        Self.place(all[i].path, all[i].line)
          + text(
            zh: "注意：闭合多段线在同层第 \(all[outer].line) 行的多段线之内，作为它的内环",
            en: "note: this closed polyline lies inside that of line \(all[outer].line) on the same layer and is taken as its hole"))
    }
    return parcels
  }
}
