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
        逐行读界址点“点 [其余…]”（两列），首尾自动闭合；空行分开各地块，单独一行“hole”或“内环”之后是该地块的内环（洞）。加 --name-column 时第一列是\
        地块名，同名相邻的行为一个地块，同名之间的空行开始一个内环。也读整个文件：界址点坐标交换格式（圈号 1 为外环，其余为内环）、GeoJSON 面、DXF 闭合多段线\
        （同层中在另一条之内的为其内环）、CASS .dat（全部点为一个环）。面积已扣除内环，周长为各环之和；边界自交、内环不在外环之内的地块没有面积，\
        退出码 65。投影坐标系同时给出投影面积和椭球面积。例：jizhun area --crs EPSG:4526 界址点.txt
        """,
      en: """
        Reads the vertices of parcels, “point [rest…]” with two columns a line; a parcel closes by itself. Blank lines separate parcels; behind a line with the \
        one word “hole” come the corners of a hole. With --name-column the first column is the parcel's name, neighbouring lines of one name are one \
        parcel, and a blank line within a name begins a hole. Whole files are read, too: 界址点 files (ring 1 is the boundary, the others holes), polygons of \
        GeoJSON, closed polylines of DXF (one inside another on its layer is its hole), CASS .dat (all points are one ring). Areas are without the holes, \
        perimeters those of all rings; a parcel whose boundary crosses itself, or with a hole outside, has no area: exit status 65. A projected system \
        gives the area in the projection and that on the ellipsoid. Example: jizhun area --crs EPSG:4526 corners.txt
        """))

  @OptionGroup var surface: SurfaceOptions

  @Option(
    name: .customLong("input-angles"),
    help: ArgumentHelp(text(zh: "输入角度：degrees 或 dddmmss", en: "Angles of the input: degrees or dddmmss"), valueName: "degrees|dms|dddmmss"))
  var angles: AngleFormat = .degrees

  @Flag(name: .customLong("name-column"), help: ArgumentHelp(text(zh: "第一列是地块名", en: "The parcel's name comes first")))
  var nameColumn = false

  @Option(
    name: .customLong("format"),
    help: ArgumentHelp(
      text(
        zh: "整个文件的格式：cass、parcels（界址点 .txt）、geojson、dxf；.geojson、.dxf 和以 [ 开头的界址点文件自动识别",
        en: "Format of whole files: cass, parcels (界址点 .txt), geojson, dxf; .geojson, .dxf and 界址点 files are known by themselves"),
      valueName: "name"))
  var format: String?

  @OptionGroup var lines: LineOptions
  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard let format else { return }
    let known = SurveyFormat.allCases.map(\.rawValue).joined(separator: text(zh: "、", en: ", "))
    guard SurveyFormat(rawValue: format) != nil else {
      throw ValidationError(text(zh: "--format 应为 \(known) 之一，而不是“\(format)”", en: "--format should be one of \(known), not “\(format)”"))
    }
    if nameColumn {
      throw ValidationError(text(zh: "--format 和 --name-column 只能用一个", en: "--format and --name-column exclude each other"))
    }
  }

  func run() throws {
    let surface = try surface.surface()
    var reader = AreaParcelReader(surface, angles: angles, nameColumn: nameColumn, encoding: lines.encoding.choice)
    for path in lines.inputs {
      let named = format.flatMap(SurveyFormat.init(rawValue:))
      if let known = try nameColumn ? named : named ?? AreaParcelReader.format(of: path) {
        try reader.readDocument(path, known)
      } else {
        try reader.readLines(path)
      }
    }
    var refused = 0
    var results: [AreaParcel.Result] = []
    for (index, parcel) in reader.parcels.enumerated() {
      let result = parcel.measured(on: surface)
      let name = parcel.name.isEmpty ? "\(index + 1)" : parcel.name
      let place = (parcel.path == "-" ? text(zh: "标准输入", en: "standard input") : parcel.path)
      let start = text(
        zh: "\(place) 第 \(parcel.line) 行起的地块“\(name)”：", en: "\(place), parcel “\(name)” from line \(parcel.line): ")
      if let error = result.error {
        refused += 1
        printToStandardError(start + error)
      }
      for note in result.notes { printToStandardError(start + text(zh: "注意：", en: "note: ") + note) }
      results.append(result)
    }
    var output = try ByteOutput(path: lines.output)
    if lines.json {
      for result in results { try output.write(object(result)) }
    } else {
      try output.write(table(results))
    }
    try output.flush()
    if refused > 0 {
      throw CommandError(
        .data,
        text(zh: "\(results.count) 个地块中有 \(refused) 个没有面积，见上", en: "\(refused) of \(results.count) parcels have no area; see above"))
    }
  }

  private func table(_ results: [AreaParcel.Result]) -> String {
    let isNamed = nameColumn || results.contains { !$0.name.isEmpty }
    let hasHoles = results.contains { $0.rings > 1 }
    var columns: [(title: String, alignment: TextTable.Alignment)] = []
    if isNamed { columns.append((text(zh: "地块", en: "parcel"), .left)) }
    columns.append((text(zh: "点数", en: "corners"), .right))
    if hasHoles { columns.append((text(zh: "环数", en: "rings"), .right)) }
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
      row.append("\(result.corners)")
      if hasHoles { row.append("\(result.rings)") }
      func cells(_ measure: AreaParcel.Measure?) -> [String] { measure.map { [$0.area.text(4), $0.perimeter.text(4)] } ?? ["—", "—"] }
      if hasPlane { row += cells(result.plane) }
      if hasEllipsoid { row += cells(result.ellipsoid) }
      let area = result.ellipsoid?.area ?? result.plane?.area
      row += area.map { [($0 / 1e4).text(6), ($0 * 3 / 2000).text(4)] } ?? ["—", "—"]
      table.add(row)
    }
    return table.text()
  }

  private func object(_ result: AreaParcel.Result) -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    if nameColumn || !result.name.isEmpty {
      json.key("name")
      json.string(result.name)
    }
    json.key("corners")
    json.integer(result.corners)
    json.key("rings")
    json.integer(result.rings)
    if let error = result.error {
      json.key("error")
      json.string(error)
    }
    if result.error == nil { appendMeasures(result, to: &json) }
    json.endObject()
    json.newline()
    return json.bytes
  }

  private func appendMeasures(_ result: AreaParcel.Result, to json: inout JSONWriter) {
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
