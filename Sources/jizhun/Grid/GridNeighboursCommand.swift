import ArgumentParser
import BeiDouGrid

/// `jizhun grid neighbours`: the cells around a cell.
struct GridNeighboursCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "neighbours",
    abstract: text(zh: "列出相邻网格（跨带、跨半球、跨 180° 经线）", en: "List the neighbours of cells, also across zones, hemispheres and 180°"),
    discussion: text(
      zh: "每行输出“方向 网格码”：N、NE、E…，三维时上层加 U、下层加 D。平面 8 个，三维 26 个；极地附近可多可少。",
      en:
        "Prints “direction code” a line: N, NE, E …, with U or D for the layer above or below. 8 in the plane, 26 in space; near the poles more or fewer."
    ),
    aliases: ["neighbors"])

  @Flag(name: .customLong("3d"), help: ArgumentHelp(text(zh: "三维码", en: "Codes of three dimensions")))
  var threeDimensional = false

  @Flag(name: .customLong("json"), help: ArgumentHelp(text(zh: "每个网格输出一个 JSON 对象", en: "One JSON object per cell")))
  var json = false

  @Argument(help: ArgumentHelp(text(zh: "网格码", en: "Codes"), valueName: "code"))
  var codes: [String]

  @OptionGroup var common: CommonOptions

  func run() throws {
    let cells = try codes.map { try GridInfoCommand.cell($0, threeDimensional) }
    var output = ByteOutput()
    var writer = JSONWriter()
    for cell in cells {
      let neighbours = cell.neighbours
      guard json else {
        for (direction, neighbour) in neighbours { try output.writeLine("\(direction.name) \(neighbour.code)") }
        continue
      }
      writer.removeAll()
      writer.beginObject()
      writer.key("code")
      writer.string(cell.code)
      writer.key("neighbours")
      writer.beginArray()
      for (direction, neighbour) in neighbours {
        writer.beginObject()
        writer.key("direction")
        writer.string(direction.name)
        writer.key("code")
        writer.string(neighbour.code)
        writer.endObject()
      }
      writer.endArray()
      writer.endObject()
      writer.newline()
      try output.write(writer.bytes)
    }
    try output.flush()
  }
}
