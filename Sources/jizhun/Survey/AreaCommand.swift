import ArgumentParser
import Geodesy
import Glibc
import SurveyFiles

/// `jizhun area`: areas of parcels in the plane and on the ellipsoid.
struct AreaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "area",
    abstract: text(zh: "面积：平面面积和椭球面积（地块）", en: "Areas of parcels in the plane and on the ellipsoid"),
    discussion: text(
      zh: """
        逐行读界址点“点 [其余…]”（两列），首尾自动闭合；空行分开各地块，加 --name-column 时第一列是地块名，同名相邻的行为一个地块。
        投影坐标系同时给出投影面积和椭球面积。例：jizhun area --crs EPSG:4526 --name-column 界址点.txt
        """,
      en: """
        Reads the vertices of parcels, “point [rest…]” with two columns a line; a parcel closes by itself. Blank lines separate parcels; with --name-column \
        the first column is the parcel's name, and neighbouring lines of one name are one parcel. A projected system gives the area in the projection \
        and that on the ellipsoid. Example: jizhun area --crs EPSG:4526 --name-column corners.txt
        """))

  @OptionGroup var surface: SurfaceOptions

  @Option(
    name: .customLong("input-angles"),
    help: ArgumentHelp(text(zh: "输入角度：degrees 或 dddmmss", en: "Angles of the input: degrees or dddmmss"), valueName: "degrees|dms|dddmmss"))
  var angles: AngleFormat = .degrees

  @Flag(name: .customLong("name-column"), help: ArgumentHelp(text(zh: "第一列是地块名", en: "The parcel's name comes first")))
  var nameColumn = false

  @OptionGroup var lines: LineOptions
  @OptionGroup var common: CommonOptions

  /// A parcel with more corners is a mistake, and all of them are held until the last is known.
  static let mostVertices = 1_000_000

  func run() throws {
    let surface = try surface.surface()
    var parcels: [Parcel] = []
    for path in lines.inputs {
      var input = try LineInput(path: path)
      var bytes: [UInt8] = []
      var current = Parcel(name: "", vertices: [])
      func close() {
        if !current.vertices.isEmpty { parcels.append(current) }
        current = Parcel(name: "", vertices: [])
      }
      while try input.nextLine(&bytes) {
        let line = TextLine(bytes)
        if line.columns.isEmpty {
          close()
          continue
        }
        if line.isVerbatim { continue }
        let name = nameColumn ? line.text(1) : ""
        if nameColumn, name != current.name { close() }
        current.name = name
        do throws(LineProblem) {
          let point = try surface.read(line, nameColumn ? 2 : 1, angles)
          current.vertices.append(Vertex(point: point, geographic: try surface.geographic(point)))
        } catch {
          // A parcel without one of its corners has another area: nothing is printed.
          throw CommandError(
            .data, text(zh: "\(path) 第 \(input.lineNumber) 行：\(error.message)", en: "\(path), line \(input.lineNumber): \(error.message)"))
        }
        guard current.vertices.count <= Self.mostVertices else {
          throw CommandError(
            .data,
            text(
              zh: "\(path) 第 \(input.lineNumber) 行：一个地块超过 \(Self.mostVertices) 点；地块之间应有空行",
              en:
                "\(path), line \(input.lineNumber): a parcel of more than \(Self.mostVertices) corners; parcels are separated by blank lines"
            ))
        }
      }
      close()
    }
    let results = try parcels.map { try result($0, surface) }
    var output = try ByteOutput(path: lines.output)
    if lines.json {
      for result in results { try output.write(object(result)) }
    } else {
      try output.write(table(results))
    }
    try output.flush()
  }

  private struct Vertex {
    var point: (Double, Double)
    var geographic: (latitudeDegrees: Double, longitudeDegrees: Double)
  }

  private struct Parcel {
    var name: String
    var vertices: [Vertex]
  }

  private struct Result {
    var name: String
    var count: Int
    var clockwise: Bool
    var plane: (area: Double, perimeter: Double)?
    var ellipsoid: (area: Double, perimeter: Double)?
  }

  private func result(_ parcel: Parcel, _ surface: SurveySurface) throws(CommandError) -> Result {
    // The first corner again at the end belongs to many formats and adds nothing.
    var vertices = parcel.vertices
    if vertices.count > 3, let first = vertices.first, let last = vertices.last, first.point == last.point { vertices.removeLast() }
    guard vertices.count >= 3 else {
      throw CommandError(
        .data,
        text(
          zh: "地块“\(parcel.name)”只有 \(vertices.count) 个界址点，至少应有 3 个",
          en: "parcel “\(parcel.name)” has \(vertices.count) corners; at least 3 are expected"))
    }
    var result = Result(name: parcel.name, count: vertices.count, clockwise: false)
    if !surface.isGeographic {
      let plane = Self.plane(vertices)
      result.plane = (abs(plane.area), plane.perimeter)
      result.clockwise = plane.area < 0
    }
    if case .ellipsoid(_, let geodesic, _, _) = surface {
      guard let polygon = geodesic.polygon(vertices.map(\.geographic)) else {
        throw CommandError(.data, text(zh: "地块“\(parcel.name)”：纬度超出 ±90°", en: "parcel “\(parcel.name)”: a latitude is beyond ±90°"))
      }
      result.ellipsoid = (abs(polygon.area), polygon.perimeter)
      result.clockwise = polygon.area < 0
    }
    return result
  }

  /// Gauss's formula about the first corner, so that the size of the coordinates costs no digits; counter-clockwise is positive.
  private static func plane(_ vertices: [Vertex]) -> (area: Double, perimeter: Double) {
    let origin = vertices[0].point
    var (area, perimeter) = (0.0, 0.0)
    var previous = vertices[vertices.count - 1].point
    for vertex in vertices {
      let p = (previous.0 - origin.0, previous.1 - origin.1)
      let q = (vertex.point.0 - origin.0, vertex.point.1 - origin.1)
      // North is the first coordinate: east × north.
      area += (p.1 * q.0 - q.1 * p.0) / 2
      perimeter += hypot(q.0 - p.0, q.1 - p.1)
      previous = vertex.point
    }
    return (area, perimeter)
  }

  private func table(_ results: [Result]) -> String {
    let isNamed = nameColumn
    var columns: [(title: String, alignment: TextTable.Alignment)] = []
    if isNamed { columns.append((text(zh: "地块", en: "parcel"), .left)) }
    columns += [(text(zh: "点数", en: "corners"), .right)]
    let hasPlane = results.contains { $0.plane != nil }
    let hasEllipsoid = results.contains { $0.ellipsoid != nil }
    if hasPlane {
      columns += [(text(zh: "平面面积 m²", en: "plane area m²"), .right), (text(zh: "平面周长 m", en: "plane perimeter m"), .right)]
    }
    if hasEllipsoid {
      columns += [(text(zh: "椭球面积 m²", en: "ellipsoidal area m²"), .right), (text(zh: "椭球面周长 m", en: "ellipsoidal perimeter m"), .right)]
    }
    columns += [(text(zh: "公顷", en: "ha"), .right), (text(zh: "亩", en: "mu"), .right)]
    var table = TextTable(columns)
    for result in results {
      var row: [String] = isNamed ? [result.name] : []
      row.append("\(result.count)")
      if let plane = result.plane { row += [plane.area.text(4), plane.perimeter.text(4)] }
      if let ellipsoid = result.ellipsoid { row += [ellipsoid.area.text(4), ellipsoid.perimeter.text(4)] }
      let area = result.ellipsoid?.area ?? result.plane?.area ?? 0
      row += [(area / 1e4).text(6), (area * 3 / 2000).text(4)]
      table.add(row)
    }
    return table.text()
  }

  private func object(_ result: Result) -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    if nameColumn {
      json.key("name")
      json.string(result.name)
    }
    json.key("corners")
    json.integer(result.count)
    json.key("clockwise")
    json.boolean(result.clockwise)
    if let plane = result.plane {
      json.key("planeArea_m2")
      json.number(plane.area)
      json.key("planePerimeter_m")
      json.number(plane.perimeter)
    }
    if let ellipsoid = result.ellipsoid {
      json.key("ellipsoidalArea_m2")
      json.number(ellipsoid.area)
      json.key("ellipsoidalPerimeter_m")
      json.number(ellipsoid.perimeter)
    }
    json.endObject()
    json.newline()
    return json.bytes
  }
}

extension Double {
  /// With a fixed number of decimals.
  func text(_ decimals: Int) -> String {
    var buffer = TextBuffer(capacity: 64)
    buffer.append(self, decimals: decimals)
    return PointText.string(buffer.bytes, from: 0, to: buffer.count)
  }
}
