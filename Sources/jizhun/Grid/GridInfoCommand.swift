import ArgumentParser
import BeiDouGrid
import Geodesy
import Glibc
import SurveyFiles

/// `jizhun grid info`: what a code means.
struct GridInfoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info", abstract: text(zh: "说明网格码：级别、范围、大小、高度层、父网格", en: "What a code means: level, bounds, size, layer, parent"))

  @Flag(name: .customLong("3d"), help: ArgumentHelp(text(zh: "三维码", en: "Codes of three dimensions")))
  var threeDimensional = false

  @Flag(name: .customLong("children"), help: ArgumentHelp(text(zh: "另列出下一级的子网格", en: "List the cells of the next level too")))
  var children = false

  @Flag(name: .customLong("json"), help: ArgumentHelp(text(zh: "每个网格输出一个 JSON 对象", en: "One JSON object per cell")))
  var json = false

  @Argument(help: ArgumentHelp(text(zh: "网格码", en: "Codes"), valueName: "code"))
  var codes: [String]

  @OptionGroup var common: CommonOptions

  /// The cell of a code on the command line.
  static func cell(_ code: String, _ threeDimensional: Bool) throws(CommandError) -> GridCell {
    do {
      return try GridCell(code: code, threeDimensional: threeDimensional)
    } catch { throw CommandError(.data, error.message) }
  }

  func run() throws {
    let cells = try codes.map { try Self.cell($0, threeDimensional) }
    var output = ByteOutput()
    for cell in cells {
      if json { try output.write(object(cell)) } else { try output.write(table(cell)) }
      if children, !json, let children = cell.children {
        for child in children { try output.writeLine("  " + child.code) }
      }
    }
    try output.flush()
  }

  /// Width on the middle parallel and height, metres.
  private func size(_ cell: GridCell) -> (width: Double, height: Double) {
    let ellipsoid = Ellipsoid.cgcs2000
    let b = cell.bounds
    let middle = (b.southDegrees + b.northDegrees) / 2 * .pi / 180
    let width = (b.eastDegrees - b.westDegrees) * .pi / 180 * ellipsoid.primeVerticalRadius(latitude: middle)
    return (width * cos(middle), (b.northDegrees - b.southDegrees) * .pi / 180 * ellipsoid.meridianRadius(latitude: middle))
  }

  private func table(_ cell: GridCell) -> String {
    var rows = TextTable([("", .left), ("", .left)])
    let units = cell.unitBounds
    let size = size(cell)
    rows.add([text(zh: "网格码", en: "code"), cell.code])
    rows.add([text(zh: "级别", en: "level"), "\(cell.level.rawValue)"])
    rows.add([text(zh: "纬度", en: "latitude"), dms(units.south, "N", "S") + " … " + dms(units.north, "N", "S")])
    rows.add([text(zh: "经度", en: "longitude"), dms(units.west, "E", "W") + " … " + dms(wrapped(units.east), "E", "W")])
    rows.add([
      text(zh: "大小（东西 × 南北）", en: "size (east-west × north-south)"),
      "\(decimal(size.width, 3)) m × \(decimal(size.height, 3)) m",
    ])
    if let layer = cell.layer {
      let heights = layer.heights
      rows.add([text(zh: "大地高", en: "ellipsoidal height"), "\(decimal(heights.lower, 3)) m … \(decimal(heights.upper, 3)) m"])
    }
    if let parent = cell.parent { rows.add([text(zh: "父网格", en: "parent"), parent.code]) }
    if let children = cell.children { rows.add([text(zh: "子网格数", en: "children"), "\(children.count)"]) }
    return rows.text()
  }

  private func wrapped(_ units: Int) -> Int {
    let turn = 360 * GridAngle.unitsPerDegree
    return units > turn / 2 ? units - turn : units
  }

  private func decimal(_ value: Double, _ decimals: Int) -> String {
    var buffer = TextBuffer(capacity: 64)
    buffer.append(value, decimals: decimals)
    return PointText.string(buffer.bytes, from: 0, to: buffer.count)
  }

  /// Degrees, minutes, seconds of whole units, exactly: 1/2048″ has eleven decimals.
  private func dms(_ units: Int, _ positive: String, _ negative: String) -> String {
    let magnitude = abs(units)
    let fraction = magnitude % 2048 * (100_000_000_000 / 2048)
    var decimals = String(fraction)
    decimals = String(repeating: "0", count: 11 - decimals.count) + decimals
    while decimals.last == "0" { decimals.removeLast() }
    let seconds = magnitude / 2048
    return "\(seconds / 3600)°\(seconds / 60 % 60)′\(seconds % 60)\(decimals.isEmpty ? "" : "." + decimals)″"
      + (units < 0 ? negative : positive)
  }

  private func object(_ cell: GridCell) -> [UInt8] {
    var json = JSONWriter()
    let b = cell.bounds
    let size = size(cell)
    json.beginObject()
    json.key("code")
    json.string(cell.code)
    json.key("level")
    json.integer(cell.level.rawValue)
    for (key, value) in [
      ("south", b.southDegrees), ("west", b.westDegrees), ("north", b.northDegrees), ("east", b.eastDegrees), ("width_m", size.width),
      ("height_m", size.height),
    ] {
      json.key(key)
      json.number(value)
    }
    if let heights = cell.layer?.heights {
      json.key("lowerHeight")
      json.number(heights.lower)
      json.key("upperHeight")
      json.number(heights.upper)
    }
    if let parent = cell.parent {
      json.key("parent")
      json.string(parent.code)
    }
    if let children = cell.children {
      json.key("childCount")
      json.integer(children.count)
      if self.children {
        json.key("children")
        json.beginArray()
        for child in children { json.string(child.code) }
        json.endArray()
      }
    }
    json.endObject()
    json.newline()
    return json.bytes
  }
}
