import ArgumentParser
import BeiDouGrid
import SurveyFiles

/// `jizhun grid encode`: the codes of the cells that hold points.
struct GridEncodeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "encode",
    abstract: text(zh: "由纬度、经度（和大地高）求网格位置码", en: "Codes from latitude and longitude, and ellipsoidal height"),
    discussion: text(
      zh: """
        逐行读“纬度 经度 [其余…]”，加 --3d 时读“纬度 经度 大地高 [其余…]”（度、米，CGCS2000），行首输出网格码，其余各列保留。
        角度可写成十进制度或度分秒，按所写的十进制数精确计算，不经浮点数。
        例：echo "39°59′35.38″ 116°18′45.37″ 甲" | jizhun grid encode --level 8   →   N50J47539B825534 甲
        """,
      en: """
        Reads lines “lat lon [rest…]”, with --3d “lat lon height [rest…]” (degrees, metres, CGCS2000), and prints the code first on the line; \
        further columns stay. Angles, in decimal degrees or degrees, minutes and seconds, are taken exactly as written, not as floating-point numbers.
        Example: echo "39°59′35.38″ 116°18′45.37″ A" | jizhun grid encode --level 8   gives   N50J47539B825534 A
        """))

  @Option(name: .customLong("level"), help: ArgumentHelp(text(zh: "网格级别 1–10", en: "Level, 1–10"), valueName: "1–10"))
  var level: GridLevel = .ten

  @Flag(
    name: .customLong("3d"),
    help: ArgumentHelp(text(zh: "三维码：第三列是大地高（米）", en: "Codes of three dimensions: the third column is the ellipsoidal height")))
  var threeDimensional = false

  @Flag(name: .customLong("keep-coordinates"), help: ArgumentHelp(text(zh: "保留坐标列", en: "Keep the columns of coordinates")))
  var keep = false

  @Option(
    name: .customLong("reference"),
    help: ArgumentHelp(
      text(zh: "输出相对于此网格（5 级以上）的参考码 C0-MN", en: "Print reference codes C0-MN from this cell of level 5 or finer"), valueName: "code"))
  var reference: String?

  @OptionGroup var points: PointOptions
  @OptionGroup var common: CommonOptions

  func run() throws {
    var base: GridCell?
    if let reference {
      do throws(GridCodeError) {
        base = try GridCell(code: reference, threeDimensional: false)
      } catch { throw CommandError(.usage, error.message) }
      guard !threeDimensional, let base, GridReference(base: base, east: 0, north: 0) != nil else {
        throw CommandError(
          .usage,
          text(
            zh: "参考网格应为 5 级以上、88° 以内的二维网格", en: "a reference cell has two dimensions, level 5 or finer, and lies within 88° of the equator")
        )
      }
    }
    let conversion = GridEncoding(
      level: base?.level ?? level, threeDimensional: threeDimensional, keep: keep, base: base, columns: try points.pointColumns())
    var filter = try LineFilter(
      conversion, inputs: points.inputs, json: points.json, encoding: points.encoding.choice, output: points.output)
    try filter.run()
  }
}

private struct GridEncoding: LineConversion {
  let level: GridLevel
  let threeDimensional: Bool
  let keep: Bool
  let base: GridCell?
  let columns: PointColumns
  private var code: [UInt8] = []

  init(level: GridLevel, threeDimensional: Bool, keep: Bool, base: GridCell?, columns: PointColumns) {
    (self.level, self.threeDimensional, self.keep, self.base, self.columns) = (level, threeDimensional, keep, base, columns)
  }

  private var coordinates: [Int] {
    keep ? [] : threeDimensional ? [columns.first, columns.second, columns.third] : [columns.first, columns.second]
  }

  /// Puts the code of a line into `code`.
  private mutating func encode(_ line: TextLine) throws(LineProblem) {
    let latitude = try line.gridAngle(columns.first, .northSouth)
    let longitude = try line.gridAngle(columns.second, .eastWest)
    let height = threeDimensional ? try line.number(columns.third, text(zh: "大地高（米）", en: "ellipsoidal height in metres")) : 0
    code.removeAll(keepingCapacity: true)
    let cell: GridCell
    do throws(GridPositionError) {
      let position = try GridPosition(latitude: latitude, longitude: longitude)
      cell =
        threeDimensional
        ? try GridCell(containing: position, ellipsoidalHeight: height, level: level) : GridCell(containing: position, level: level)
    } catch { throw LineProblem(error.message) }
    guard let base else { return cell.appendCode(to: &code) }
    guard let reference = GridReference(of: cell, from: base) else {
      throw LineProblem(text(zh: "点距参考网格超过 7 格", en: "the point is more than 7 cells from the reference cell"))
    }
    code.append(contentsOf: reference.code.utf8)
  }

  mutating func convert(_ line: TextLine, to output: inout TextBuffer) throws(LineProblem) {
    try encode(line)
    output.append(code.span.bytes, from: 0, to: code.count)
    line.appendRest(without: coordinates, to: &output)
  }

  mutating func convert(_ line: TextLine, to json: inout JSONWriter) throws(LineProblem) {
    try encode(line)
    json.key("code")
    json.string(String(decoding: code, as: UTF8.self))
    line.writeRest(without: coordinates, to: &json)
  }
}
