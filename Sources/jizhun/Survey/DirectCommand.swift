import ArgumentParser
import Geodesy
import Glibc
import SurveyFiles

/// `jizhun direct`: a point from another by azimuth and distance (坐标正算).
struct DirectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "direct",
    abstract: text(
      zh: "坐标正算：由一点、方位角和距离求另一点（平面上或椭球面上）", en: "A point from another by azimuth and distance, in the plane or on the ellipsoid"),
    discussion: text(
      zh: """
        逐行读“点 方位角 距离 [其余…]”，输出另一点的坐标和反方位角，其余各列保留。
        例：echo "28.2 112.95 45°30′ 1000" | jizhun direct
        """,
      en: """
        Reads lines “point azimuth distance [rest…]” and prints the other point and the azimuth back; further columns stay.
        Example: echo "28.2 112.95 45°30′ 1000" | jizhun direct
        """))

  @OptionGroup var surface: SurfaceOptions
  @OptionGroup var angles: AngleOptions

  @Flag(name: .customLong("name-column"), help: ArgumentHelp(text(zh: "第一列是名称", en: "A name comes first")))
  var nameColumn = false

  @Option(
    name: .customLong("precision"),
    help: ArgumentHelp(
      text(zh: "坐标的小数位数，0–15；缺省：米 4 位，度 10 位", en: "Decimals of coordinates, 0–15. Default: 4 for metres, 10 for degrees"), valueName: "n"))
  var precision: Int?

  @OptionGroup var lines: LineOptions
  @OptionGroup var common: CommonOptions

  func validate() throws {
    if let precision, !(0...15).contains(precision) {
      throw ValidationError(text(zh: "--precision 应为 0–15", en: "--precision should be 0–15"))
    }
  }

  func run() throws {
    let surface = try surface.surface()
    let conversion = DirectConversion(
      surface: surface, angles: angles.input, format: angles.output, first: nameColumn ? 2 : 1,
      precision: precision ?? (surface.isGeographic ? 10 : 4))
    var filter = try LineFilter(conversion, inputs: lines.inputs, json: lines.json, encoding: lines.encoding.choice, output: lines.output)
    try filter.run()
  }
}

private struct DirectConversion: LineConversion {
  let surface: SurveySurface
  let angles: AngleFormat
  let format: AngleFormat
  let first: Int
  let precision: Int

  private var columns: [Int] { [1] + Array(first..<(first + 4)) }

  private func solve(_ line: TextLine) throws(LineProblem) -> (point: (Double, Double), reverse: Double) {
    let from = try surface.read(line, first, angles)
    let azimuth = try line.angle(first + 2, angles, nil, text(zh: "方位角（度）", en: "azimuth in degrees"))
    let distance = try line.number(first + 3, text(zh: "距离（米）", en: "distance in metres"))
    guard abs(azimuth) <= 3600, abs(distance) <= 1e8 else {
      throw LineProblem(text(zh: "方位角或距离不合理", en: "the azimuth or the distance is out of range"))
    }
    guard case .ellipsoid(_, let geodesic, _, _) = surface else {
      let radians = azimuth * .pi / 180
      return ((from.0 + distance * cos(radians), from.1 + distance * sin(radians)), (azimuth + 180).azimuth)
    }
    let p = try surface.geographic(from)
    guard
      let end = geodesic.direct(
        latitudeDegrees: p.latitudeDegrees, longitudeDegrees: p.longitudeDegrees, azimuthDegrees: azimuth, distance: distance)
    else { throw LineProblem(text(zh: "纬度超出 ±90°", en: "the latitude is beyond ±90°")) }
    return (
      try surface.coordinates(latitudeDegrees: end.latitudeDegrees, longitudeDegrees: end.longitudeDegrees),
      (end.azimuthDegrees + 180).azimuth
    )
  }

  mutating func convert(_ line: TextLine, to output: inout TextBuffer) throws(LineProblem) {
    let result = try solve(line)
    let separator = line.separator
    if first == 2 {
      output.append(line.text(1))
      output.append(separator)
    }
    let plain = surface.isGeographic ? format : .degrees
    output.append(angle: result.point.0, as: plain, decimals: precision)
    output.append(separator)
    output.append(angle: result.point.1, as: plain, decimals: precision)
    output.append(separator)
    output.append(angle: result.reverse, as: format, decimals: 8)
    line.appendRest(without: columns, to: &output)
  }

  mutating func convert(_ line: TextLine, to json: inout JSONWriter) throws(LineProblem) {
    let result = try solve(line)
    if first == 2 {
      json.key("name")
      json.string(line.text(1))
    }
    json.key(surface.isGeographic ? "lat" : "north")
    json.number(result.point.0)
    json.key(surface.isGeographic ? "lon" : "east")
    json.number(result.point.1)
    json.key("reverseAzimuth")
    json.number(result.reverse)
    line.writeRest(without: columns, to: &json)
  }
}
