import ArgumentParser
import BeiDouGrid
import SurveyFiles

/// `jizhun grid decode`: the positions of codes.
struct GridDecodeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decode",
    abstract: text(zh: "由网格位置码求纬度、经度（和大地高）", en: "Latitude and longitude, and ellipsoidal height, from codes"),
    discussion: text(
      zh: """
        逐行读“网格码 [其余…]”，行首输出网格中心（或定位角点）的“纬度 经度”，加 --3d 时为“纬度 经度 大地高”，其余各列保留。
        也读参考码 C0-MN；用 --place 名=码 给出地名后，也读短码 名-MN。
        """,
      en: """
        Reads lines “code [rest…]” and prints “lat lon”, with --3d “lat lon height”, of the cell's centre (or its anchor corner) first on the line; \
        further columns stay. Reference codes C0-MN are read too, and after --place NAME=CODE short codes NAME-MN.
        """))

  /// Which point of a cell is printed.
  enum Point: String, ExpressibleByArgument, CaseIterable { case center, corner }

  @Flag(name: .customLong("3d"), help: ArgumentHelp(text(zh: "三维码", en: "Codes of three dimensions")))
  var threeDimensional = false

  @Option(
    name: .customLong("point"),
    help: ArgumentHelp(
      text(zh: "输出网格中心（center）或定位角点（corner：离赤道和本初子午线最近的角）", en: "The centre, or the corner nearest the equator and the prime meridian"),
      valueName: "center|corner"))
  var point: Point = .center

  @Option(
    name: .customLong("place"),
    help: ArgumentHelp(
      text(zh: "短码的地名及其参考网格，可重复", en: "A name of short codes and its reference cell; may be repeated"), valueName: "name=code"))
  var places: [String] = []

  @Option(name: .customLong("column"), help: ArgumentHelp(text(zh: "网格码所在的列，从 1 起", en: "Column of the code, from 1"), valueName: "n"))
  var column = 1

  @Option(
    name: .customLong("precision"),
    help: ArgumentHelp(text(zh: "度的小数位数，0–15；缺省 10", en: "Decimals of degrees, 0–15; default 10"), valueName: "n"))
  var precision = 10

  @OptionGroup var lines: LineOptions
  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard (0...15).contains(precision), (1...PointColumns.largest).contains(column) else {
      throw ValidationError(
        text(
          zh: "--precision 应为 0–15，--column 应为 1–\(PointColumns.largest)",
          en: "--precision should be 0–15, --column 1–\(PointColumns.largest)"))
    }
  }

  func run() throws {
    var named: [String: GridCell] = [:]
    for place in places {
      guard let equals = place.lastIndex(of: "="), equals > place.startIndex else {
        throw CommandError(.usage, text(zh: "--place 应为 名=码，而不是“\(place)”", en: "--place should be NAME=CODE, not “\(place)”"))
      }
      do throws(GridCodeError) {
        named[String(place[..<equals])] = try GridCell(code: place[place.index(after: equals)...], threeDimensional: false)
      } catch { throw CommandError(.usage, error.message) }
    }
    let conversion = GridDecoding(
      threeDimensional: threeDimensional, corner: point == .corner, places: named, column: column, precision: precision)
    var filter = try LineFilter(conversion, inputs: lines.inputs, json: lines.json, encoding: lines.encoding.choice, output: lines.output)
    try filter.run()
  }
}

private struct GridDecoding: LineConversion {
  let threeDimensional: Bool
  let corner: Bool
  let places: [String: GridCell]
  let column: Int
  let precision: Int

  /// The cell that a line names.
  private func cell(_ line: TextLine) throws(LineProblem) -> GridCell {
    let piece = try line.piece(column, text(zh: "网格码", en: "a grid code"))
    guard let dash = line.bytes[piece.start..<piece.end].lastIndex(of: UInt8(ascii: "-")) else {
      return try line.gridCode(column, threeDimensional: threeDimensional)
    }
    let head = String(decoding: line.bytes[piece.start..<dash], as: UTF8.self)
    let tail = String(decoding: line.bytes[(dash + 1)..<piece.end].prefix(8), as: UTF8.self)
    let base: GridCell
    if let place = places[head] {
      base = place
    } else {
      do throws(GridCodeError) { base = try GridCell(code: head, threeDimensional: false) } catch {
        throw LineProblem(
          text(
            zh: "“\(head.prefix(40))”既不是 --place 给出的地名，也不是网格码：\(error.message)",
            en: "“\(head.prefix(40))” is neither a name given by --place nor a code: \(error.message)"))
      }
    }
    guard !threeDimensional, let reference = GridReference(base: base, offset: tail) else {
      throw LineProblem(
        text(
          zh: "“-\(tail)”不是参考码：应为二维、5 级以上网格加两个字符 0–7 或 A–G",
          en: "“-\(tail)” makes no reference code: expected two characters 0–7 or A–G behind a cell of two dimensions, level 5 or finer"))
    }
    return reference.cell
  }

  private func position(_ cell: GridCell) -> (latitude: Double, longitude: Double, height: Double?) {
    let plane = corner ? cell.anchor : cell.center
    let heights = cell.layer?.heights
    return (plane.latitudeDegrees, plane.longitudeDegrees, heights.map { corner ? $0.lower : ($0.lower + $0.upper) / 2 })
  }

  mutating func convert(_ line: TextLine, to output: inout TextBuffer) throws(LineProblem) {
    let point = position(try cell(line))
    let separator = line.separator
    output.append(point.latitude, decimals: precision)
    output.append(separator)
    output.append(point.longitude, decimals: precision)
    if let height = point.height {
      output.append(separator)
      output.append(height, decimals: 4)
    }
    line.appendRest(without: [column], to: &output)
  }

  mutating func convert(_ line: TextLine, to json: inout JSONWriter) throws(LineProblem) {
    let cell = try cell(line)
    let point = position(cell)
    json.key("code")
    json.string(cell.code)
    json.key("level")
    json.integer(cell.level.rawValue)
    json.key("lat")
    json.number(point.latitude)
    json.key("lon")
    json.number(point.longitude)
    if let height = point.height {
      json.key("h")
      json.number(height)
    }
    line.writeRest(without: [column], to: &json)
  }
}
