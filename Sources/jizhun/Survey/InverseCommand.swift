import ArgumentParser
import Geodesy
import Glibc
import SurveyFiles

/// `jizhun inverse`: distance and azimuth between two points (坐标反算).
struct InverseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inverse",
    abstract: text(zh: "坐标反算：两点间的距离和方位角（平面上或椭球面上）", en: "Distance and azimuths between two points, in the plane or on the ellipsoid"),
    discussion: text(
      zh: """
        逐行读“点一 点二 [其余…]”（各两列），输出“距离 正方位角 反方位角”，其余各列保留。
        例：jizhun inverse --plane 平面坐标.txt；jizhun inverse --crs EPSG:4547 --angles dms 点.txt（大地线长、大地方位角）
        """,
      en: """
        Reads lines “point point [rest…]”, two columns each, and prints “distance azimuth reverse-azimuth”; further columns stay.
        Examples: jizhun inverse --plane plane.txt;  jizhun inverse --crs EPSG:4547 --angles dms points.txt (geodesics)
        """))

  @OptionGroup var surface: SurfaceOptions
  @OptionGroup var angles: AngleOptions

  @Flag(name: .customLong("name-column"), help: ArgumentHelp(text(zh: "第一列是名称", en: "A name comes first")))
  var nameColumn = false

  @Option(
    name: .customLong("precision"),
    help: ArgumentHelp(text(zh: "距离的小数位数，0–9；缺省 4", en: "Decimals of distances, 0–9; default 4"), valueName: "n"))
  var precision = 4

  @OptionGroup var lines: LineOptions
  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard (0...9).contains(precision) else { throw ValidationError(text(zh: "--precision 应为 0–9", en: "--precision should be 0–9")) }
  }

  func run() throws {
    let conversion = InverseConversion(
      surface: try surface.surface(), angles: angles.input, format: angles.output, first: nameColumn ? 2 : 1, precision: precision)
    var filter = try LineFilter(conversion, inputs: lines.inputs, json: lines.json, encoding: lines.encoding.choice, output: lines.output)
    try filter.run()
  }
}

private struct InverseConversion: LineConversion {
  let surface: SurveySurface
  let angles: AngleFormat
  let format: AngleFormat
  let first: Int
  let precision: Int

  private var columns: [Int] { Array(first..<(first + 4)) }

  private func solve(_ line: TextLine) throws(LineProblem) -> (distance: Double, azimuth: Double, reverse: Double) {
    let from = try surface.read(line, first, angles)
    let to = try surface.read(line, first + 2, angles)
    guard case .ellipsoid(_, let geodesic, _, _) = surface else {
      let (dx, dy) = (to.0 - from.0, to.1 - from.1)
      let azimuth = (atan2(dy, dx) * 180 / .pi).azimuth
      return (hypot(dx, dy), azimuth, (azimuth + 180).azimuth)
    }
    let (p, q) = (try surface.geographic(from), try surface.geographic(to))
    guard
      let geodesicLine = geodesic.inverse(
        latitude1Degrees: p.latitudeDegrees, longitude1Degrees: p.longitudeDegrees, latitude2Degrees: q.latitudeDegrees,
        longitude2Degrees: q.longitudeDegrees)
    else { throw LineProblem(text(zh: "纬度超出 ±90°", en: "a latitude is beyond ±90°")) }
    return (geodesicLine.distance, geodesicLine.azimuth1Degrees.azimuth, (geodesicLine.azimuth2Degrees + 180).azimuth)
  }

  mutating func convert(_ line: TextLine, to output: inout TextBuffer) throws(LineProblem) {
    let result = try solve(line)
    let separator = line.separator
    if first == 2 {
      output.append(line.text(1))
      output.append(separator)
    }
    output.append(result.distance, decimals: precision)
    output.append(separator)
    output.append(angle: result.azimuth, as: format, decimals: 8)
    output.append(separator)
    output.append(angle: result.reverse, as: format, decimals: 8)
    line.appendRest(without: columns + [1], to: &output)
  }

  mutating func convert(_ line: TextLine, to json: inout JSONWriter) throws(LineProblem) {
    let result = try solve(line)
    if first == 2 {
      json.key("name")
      json.string(line.text(1))
    }
    json.key("distance")
    json.number(result.distance)
    json.key("azimuth")
    json.number(result.azimuth)
    json.key("reverseAzimuth")
    json.number(result.reverse)
    line.writeRest(without: columns + [1], to: &json)
  }
}
