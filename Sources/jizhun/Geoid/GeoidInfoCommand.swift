import ArgumentParser
import Geodesy
import GridFiles
import SurveyFiles

/// `jizhun geoid info`: what a model file says of itself. Its values stay in it unless they are asked for.
struct GeoidInfoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info",
    abstract: text(zh: "模型文件的格式、范围、分辨率、波段和说明", en: "Format, extent, resolution, bands and description of model files"),
    discussion: text(
      zh: "不显示格网值；--statistics 才给出最小、最大和平均值（涉密模型请慎用）。", en: "Shows no values of the grid unless --statistics asks for their range."))

  @Flag(name: .customLong("statistics"), help: ArgumentHelp(text(zh: "给出值的最小、最大、平均和无值结点数", en: "Smallest, largest and mean value")))
  var statistics = false

  @Flag(name: .customLong("json"), help: ArgumentHelp(text(zh: "每个文件输出一个 JSON 对象", en: "One JSON object per file")))
  var json = false

  @Argument(help: ArgumentHelp(text(zh: "模型文件", en: "Model files"), valueName: "file"))
  var files: [String]

  @OptionGroup var common: CommonOptions

  func run() throws {
    var output = ByteOutput()
    for (index, path) in files.enumerated() {
      let model = try ModelFile.read(path: path)
      if json {
        try output.write(object(path, model))
      } else {
        if index > 0 { try output.writeLine("") }
        try output.write(table(path, model))
      }
    }
    try output.flush()
  }

  private func degrees(_ value: Double) -> String { "\((value * 1e9).rounded() / 1e9)°" }

  /// A step in minutes where that is a short number.
  private func step(_ value: Double) -> String {
    let (minutes, seconds) = (value * 60, value * 3600)
    func near(_ x: Double) -> Bool { abs(x * 1000 - (x * 1000).rounded()) < 1e-4 }
    if near(minutes) { return "\((minutes * 1000).rounded() / 1000)′" }
    return near(seconds) ? "\((seconds * 1000).rounded() / 1000)″" : degrees(value)
  }

  private func table(_ path: String, _ model: HeightModel) throws(CommandError) -> String {
    let p = model.properties
    var table = TextTable([("", .left), ("", .left)])
    func add(_ zh: String, _ en: String, _ value: String) { if !value.isEmpty { table.add([text(zh: zh, en: en), value]) } }
    let facts = try ModelFile.facts(path: path, model.properties)
    add("文件", "file", path)
    add("格式", "format", try ModelFile.format(path: path).name)
    add("名称", "name", p.label)
    add("标记", "label", facts.label.isEmpty ? text(zh: "无", en: "none") : facts.label)
    add(
      "密级", "classification",
      facts.classification.map { Language.current == .zh ? $0.chinese : $0.rawValue } ?? text(zh: "未标明", en: "not stated"))
    add("SHA-256", "SHA-256", facts.digest.description)
    add("面", "surface", p.surface?.rawValue ?? "")
    add("内插方法", "interpolation", p.interpolation?.rawValue ?? text(zh: "未指明（缺省 spline）", en: "not named (default: spline)"))
    add("永久潮汐", "permanent tide", p.tideSystem?.rawValue ?? "")
    add("椭球", "ellipsoid", p.ellipsoid)
    add("框架", "frame", p.frame)
    add("高程基准", "height datum", p.heightDatum)
    add("EPSG", "EPSG", [p.geographicCRS, p.verticalCRS].compactMap { $0.map { "\($0)" } }.joined(separator: " + "))
    add("日期", "date", p.date)
    if p.unit != "m" { add("单位", "unit", p.unit) }
    for part in model.parts {
      let grid = part.anomaly
      add("格网", "grid", part.name.isEmpty ? " " : part.name)
      add("  纬度", "  latitude", "\(degrees(grid.south)) … \(degrees(grid.north))")
      add(
        "  经度", "  longitude",
        "\(degrees(grid.west)) … \(degrees(grid.east))" + (grid.closes ? text(zh: "（全球闭合）", en: " (closes around the globe)") : ""))
      add("  间距", "  step", "\(step(grid.latitudeStep)) × \(step(grid.longitudeStep))")
      add("  行 × 列", "  rows × columns", "\(grid.rows) × \(grid.columns)")
      let bands = ["ζ", part.sigma == nil ? nil : "σ", part.heightGradient == nil ? nil : "∂ζ/∂h"].compactMap { $0 }
      add("  波段", "  bands", bands.joined(separator: ", "))
      add("  无值结点", "  nodes without value", "\(grid.nodes.count { $0.isNaN })")
      if statistics, let range = ValueRange(grid) {
        add("  值", "  values", "\(range.least) … \(range.largest), " + text(zh: "平均 ", en: "mean ") + "\(range.mean) \(p.unit)")
      }
    }
    if model.hasHeightGradient { add("参考高", "reference height", "\(model.referenceHeight) m") }
    return table.text()
  }

  private func object(_ path: String, _ model: HeightModel) throws(CommandError) -> [UInt8] {
    let p = model.properties
    var json = JSONWriter()
    func string(_ key: String, _ value: String?) {
      guard let value, !value.isEmpty else { return }
      json.key(key)
      json.string(value)
    }
    func number(_ key: String, _ value: Double) {
      json.key(key)
      json.number(value)
    }
    func integer(_ key: String, _ value: Int?) {
      guard let value else { return }
      json.key(key)
      json.integer(value)
    }
    json.beginObject()
    string("file", path)
    string("format", try ModelFile.format(path: path).rawValue)
    string("name", p.label)
    let facts = try ModelFile.facts(path: path, model.properties)
    string("label", facts.label)
    string("classification", facts.classification?.rawValue)
    string("sha256", facts.digest.description)
    string("surface", p.surface?.rawValue)
    string("interpolation", p.interpolation?.rawValue)
    string("tideSystem", p.tideSystem?.rawValue)
    string("ellipsoid", p.ellipsoid)
    string("frame", p.frame)
    string("heightDatum", p.heightDatum)
    string("date", p.date)
    string("unit", p.unit)
    integer("geographicCRS", p.geographicCRS)
    integer("verticalCRS", p.verticalCRS)
    if model.hasHeightGradient { number("referenceHeight", model.referenceHeight) }
    json.key("grids")
    json.beginArray()
    for part in model.parts {
      let grid = part.anomaly
      json.beginObject()
      string("name", part.name)
      for (key, value) in [
        ("south", grid.south), ("north", grid.north), ("west", grid.west), ("east", grid.east), ("latitudeStep", grid.latitudeStep),
        ("longitudeStep", grid.longitudeStep),
      ] { number(key, value) }
      integer("rows", grid.rows)
      integer("columns", grid.columns)
      integer("noData", grid.nodes.count { $0.isNaN })
      json.key("sigma")
      json.boolean(part.sigma != nil)
      json.key("heightGradient")
      json.boolean(part.heightGradient != nil)
      if statistics, let range = ValueRange(grid) {
        number("min", range.least)
        number("max", range.largest)
        number("mean", range.mean)
      }
      json.endObject()
    }
    json.endArray()
    json.endObject()
    json.newline()
    return json.bytes
  }
}

/// The range of a grid's values, to 0.1 mm.
private struct ValueRange {
  let least: Double
  let largest: Double
  let mean: Double

  /// Nil for a grid without any.
  init?(_ grid: HeightGrid) {
    var (low, high, sum, count) = (Float.infinity, -Float.infinity, 0.0, 0)
    for node in grid.nodes where !node.isNaN {
      (low, high) = (min(low, node), max(high, node))
      sum += Double(node)
      count += 1
    }
    guard count > 0 else { return nil }
    func rounded(_ value: Double) -> Double { (value * 1e4).rounded() / 1e4 }
    (least, largest, mean) = (rounded(Double(low)), rounded(Double(high)), rounded(sum / Double(count)))
  }
}
