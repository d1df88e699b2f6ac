import ArgumentParser
import CRS
import Geodesy
import SurveyFiles

/// `jizhun distortion`: how much a projection distorts lengths over a project, and which meridian and plane to take.
struct DistortionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "distortion",
    abstract: text(zh: "投影变形：测区长度变形，选取中央子午线和抵偿面", en: "Length distortion over a project, and the meridian and plane that keep it small"),
    discussion: text(
      zh: """
        逐行读测区的点“纬度 经度 [大地高] [其余…]”，比较几种方案的长度变形（投影面长度与地面水平距离之差，cm/km），推荐第一个全部不超限的方案。
        变形 = k·R/(R+H) − 1，k 为投影长度比，H 为大地高，R = √(MN)。高程 30 m 的误差影响 0.5 cm/km。
        例：jizhun distortion --map 变形.svg 测区.txt
        """,
      en: """
        Reads the points of a project, “lat lon [height] [rest…]”, compares the length distortion of several schemes (length in the projection against \
        horizontal distance on the ground, cm/km), and recommends the first that keeps every point within the limit.
        Distortion = k·R/(R + H) − 1, with the scale k, the ellipsoidal height H and R = √(MN). 30 m of height are 0.5 cm/km.
        Example: jizhun distortion --map distortion.svg project.txt
        """))

  @OptionGroup var surface: ProjectOptions

  @Option(
    name: .customLong("height"),
    help: ArgumentHelp(
      text(zh: "没有第三列时各点的大地高（米）；缺省 0", en: "Ellipsoidal height where there is no third column, metres; default 0"), valueName: "metres"))
  var height = 0.0

  @Option(
    name: .customLong("limit"),
    help: ArgumentHelp(text(zh: "限差（cm/km）；缺省 2.5，即 1/40000", en: "Limit, cm/km; default 2.5, which is 1/40000"), valueName: "cm/km"))
  var limit = 2.5

  @Option(
    name: .customLong("scheme"),
    help: ArgumentHelp(text(zh: "另与此投影坐标系比较，可重复", en: "Compare this projected system too; may be repeated"), valueName: "crs"))
  var schemes: [String] = []

  @Option(
    name: .customLong("map"),
    help: ArgumentHelp(text(zh: "把推荐方案的变形画成 SVG 图", en: "Draw the recommended scheme's distortion as SVG"), valueName: "file"))
  var map: String?

  @Flag(name: .customLong("json"), help: ArgumentHelp(text(zh: "每个方案输出一个 JSON 对象", en: "One JSON object per scheme")))
  var json = false

  @Argument(help: ArgumentHelp(text(zh: "输入文件；“-”或不写为标准输入", en: "Input files; “-” or none: standard input"), valueName: "file"))
  var files: [String] = []

  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard limit > 0, limit <= 1000, abs(height) <= 10_000 else {
      throw ValidationError(text(zh: "--limit 应为 0–1000，--height 应为 ±10000", en: "--limit should be 0–1000, --height ±10000"))
    }
  }

  func run() throws {
    let system = try surface.coordinateSystem()
    let points = try readPoints(system)
    let study = DistortionStudy(points: points, ellipsoid: system.datum.ellipsoid)
    var results = study.schemes(datum: system.datum)
    for scheme in schemes { try results.append(given(scheme, study, system.datum)) }
    let chosen = results.first { $0.worst <= limit } ?? results.min { $0.worst < $1.worst }
    var output = ByteOutput()
    if json {
      for result in results { try output.write(object(result, chosen: result.name == chosen?.name)) }
    } else {
      try output.write(report(results, chosen, study))
    }
    try output.flush()
    if let map, let chosen {
      var file = try ByteOutput(path: map)
      try file.write(
        DistortionMap(points: study.points, values: chosen.values, limit: limit, title: chosen.name + "  " + chosen.system).svg)
      try file.flush()
    }
  }

  /// A scheme that the user names.
  private func given(_ string: String, _ study: DistortionStudy, _ datum: GeodeticDatum) throws -> DistortionScheme {
    let system: CoordinateReferenceSystem
    do throws(CRSStringError) {
      system = try CoordinateReferenceSystem(string)
    } catch { throw CommandError(.usage, error.message(chinese: Language.current == .zh)) }
    guard system.datum == datum, case .gaussKruger(let projection) = system.form, projection.moved == nil else {
      throw CommandError(
        .usage,
        text(
          zh: "--scheme “\(string)”应为同一基准的高斯-克吕格坐标系（不含 plane=move）",
          en: "--scheme “\(string)” should be a Gauss–Krüger system of the same datum (without plane=move)"))
    }
    return study.scheme(string, projection.projection, system.readable)
  }

  /// The points of a project are a few thousand; more than this are a mistake, or should be thinned out.
  private static let mostPoints = 500_000

  private func readPoints(_ system: CoordinateReferenceSystem) throws -> [DistortionStudy.Point] {
    let surface = try surface.surface(system)
    var points: [DistortionStudy.Point] = []
    for path in files.isEmpty ? ["-"] : files {
      var input = try LineInput(path: path)
      var bytes: [UInt8] = []
      while try input.nextLine(&bytes) {
        let line = TextLine(bytes)
        if line.isVerbatim { continue }
        do throws(LineProblem) {
          let first = self.surface.nameColumn ? 2 : 1
          let place = try surface.geographic(try surface.read(line, first, self.surface.angles))
          var height = self.height
          if line.columns.count > first + 1, let number = try? line.number(first + 2, "") { height = number }
          guard abs(place.latitudeDegrees) <= 89, abs(place.longitudeDegrees) <= 360, abs(height) <= 10_000 else {
            throw LineProblem(text(zh: "位置或大地高不合理：请检查列的次序", en: "position or height is out of range: check the order of columns"))
          }
          points.append(.init(latitudeDegrees: place.latitudeDegrees, longitudeDegrees: place.longitudeDegrees, height: height))
        } catch {
          throw CommandError(
            .data, text(zh: "\(path) 第 \(input.lineNumber) 行：\(error.message)", en: "\(path), line \(input.lineNumber): \(error.message)"))
        }
        guard points.count <= Self.mostPoints else {
          throw CommandError(.data, text(zh: "超过 \(Self.mostPoints) 点：请抽稀", en: "more than \(Self.mostPoints) points: thin them out"))
        }
      }
    }
    guard !points.isEmpty else { throw CommandError(.data, text(zh: "没有点", en: "no points")) }
    let east = points.map { ($0.longitudeDegrees - points[0].longitudeDegrees).remainder(dividingBy: 360) }
    guard (east.max() ?? 0) - (east.min() ?? 0) <= 10 else {
      throw CommandError(
        .data, text(zh: "测区东西超过 10°，一个投影带容不下", en: "the project is wider than 10° of longitude: no one zone holds it"))
    }
    return points
  }

  // MARK: Output

  private func report(_ results: [DistortionScheme], _ chosen: DistortionScheme?, _ study: DistortionStudy) -> String {
    var table = TextTable([
      (text(zh: "方案", en: "scheme"), .left), (text(zh: "中央子午线", en: "meridian"), .right), (text(zh: "抵偿面 m", en: "plane m"), .right),
      (text(zh: "最小", en: "min"), .right), (text(zh: "最大", en: "max"), .right), (text(zh: "均方根", en: "rms"), .right),
      (text(zh: "不超限", en: "within"), .right), ("", .left),
    ])
    for result in results {
      let within = result.values.count { abs($0) <= limit }
      table.add([
        result.name, "\(dms(result.meridian))", result.planeHeight.map { $0.text(0) } ?? "–", result.least.text(2), result.greatest.text(2),
        result.rms.text(2), "\((Double(within) / Double(result.values.count) * 100).text(1)) %",
        result.name == chosen?.name
          ? (result.worst <= limit ? text(zh: "← 推荐", en: "← recommended") : text(zh: "← 最好，仍超限", en: "← best, beyond the limit")) : "",
      ])
    }
    var out = text(
      zh: "\(study.points.count) 点，长度变形（cm/km），限差 ±\(limit)\n\n",
      en: "\(study.points.count) points, length distortion in cm/km, limit ±\(limit)\n\n")
    out += table.text(indent: 2)
    if let chosen {
      out += "\n" + text(zh: "坐标系：", en: "System: ") + chosen.system + "\n\n"
      out += text(zh: "变形分布（每格绝对值最大者，cm/km）\n", en: "Where it is (the largest of each cell, cm/km)\n")
      out += study.map(chosen.values, columns: 8, rows: 8)
    }
    return out
  }

  private func dms(_ degrees: Double) -> String {
    var buffer = TextBuffer(capacity: 64)
    buffer.append(angle: degrees, as: .dms, decimals: 4)
    return PointText.string(buffer.bytes, from: 0, to: buffer.count)
  }

  private func object(_ result: DistortionScheme, chosen: Bool) -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.key("scheme")
    json.string(result.name)
    json.key("crs")
    json.string(result.system)
    for (key, value) in [
      ("centralMeridian", result.meridian), ("planeHeight", result.planeHeight ?? 0), ("min_cmPerKm", result.least),
      ("max_cmPerKm", result.greatest), ("rms_cmPerKm", result.rms),
    ] {
      json.key(key)
      json.number(value)
    }
    json.key("points")
    json.integer(result.values.count)
    json.key("withinLimit")
    json.integer(result.values.count { abs($0) <= limit })
    json.key("recommended")
    json.boolean(chosen && result.worst <= limit)
    json.endObject()
    json.newline()
    return json.bytes
  }
}

/// The options that say what a project's points are.
struct ProjectOptions: ParsableArguments {
  @Option(
    name: .customLong("crs"),
    help: ArgumentHelp(text(zh: "点的坐标系，缺省 cgcs2000", en: "System of the points, default cgcs2000"), valueName: "crs"))
  var system = "cgcs2000"

  @Option(
    name: .customLong("input-angles"),
    help: ArgumentHelp(text(zh: "输入角度：degrees 或 dddmmss", en: "Angles of the input: degrees or dddmmss"), valueName: "degrees|dms|dddmmss"))
  var angles: AngleFormat = .degrees

  @Flag(name: .customLong("name-column"), help: ArgumentHelp(text(zh: "第一列是点名", en: "A name comes first")))
  var nameColumn = false

  func coordinateSystem() throws(CommandError) -> CoordinateReferenceSystem {
    do {
      return try CoordinateReferenceSystem(system)
    } catch { throw CommandError(.usage, error.message(chinese: Language.current == .zh)) }
  }

  func surface(_ system: CoordinateReferenceSystem) throws -> SurveySurface {
    var options = SurfaceOptions()
    options.plane = false
    options.system = self.system
    return try options.surface()
  }
}
