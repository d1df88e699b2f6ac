import ArgumentParser
import Geodesy
import GridFiles

/// `jizhun geoid compare`: what the choice of interpolation costs on a grid, or how two models differ.
struct GeoidCompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: text(zh: "内插方法在此格网上的代价；或两个模型之差", en: "What the choice of interpolation costs on a grid; or how two models differ"),
    discussion: text(
      zh: """
        一个模型：各方法与三次 B 样条之差（每个单元内 4×4 个位置），以及隔点抽稀检验：只用一半密度的结点，内插被抽去的结点，与其真值之差。
        两个模型：在第一个模型的结点上，第二个减第一个的平均、标准差、最小、最大（毫米）。
        例：jizhun geoid compare 模型.tif；jizhun geoid compare 旧.gtx 新.tif
        """,
      en: """
        One model: each method less the cubic B-spline at 4 × 4 places of each cell, and a test by thinning: with every other node alone, the nodes \
        left out are interpolated and compared with what they are.
        Two models: the second less the first at the nodes of the first: mean, standard deviation, least, largest, in millimetres.
        Examples: jizhun geoid compare MODEL.tif;  jizhun geoid compare OLD.gtx NEW.tif
        """))

  @Argument(help: ArgumentHelp(text(zh: "模型", en: "The model"), valueName: "file")) var first: String
  @Argument(help: ArgumentHelp(text(zh: "另一个模型", en: "Another model"), valueName: "file")) var second: String?
  @OptionGroup var interpolation: InterpolationOption

  @Flag(name: .customLong("json"), help: ArgumentHelp(text(zh: "每行输出一个 JSON 对象", en: "One JSON object per line"))) var json = false
  @OptionGroup var common: CommonOptions

  func run() throws {
    let model = try ModelFile.read(path: first)
    var output = ByteOutput()
    if let second {
      let sampler = ModelFile.sampler(HeightModelFile(try ModelFile.read(path: second)), method: interpolation.method)
      let (difference, missing) = GeoidComparison.difference(model, sampler)
      guard difference.count > 0 else {
        throw CommandError(
          .data,
          text(
            zh: "\(second) 在 \(first) 的 \(missing) 个结点上都没有值，无法比较",
            en: "nothing to compare: \(second) has no value at any of the \(missing) nodes of \(first)"))
      }
      try output.write(json ? object(difference, missing) : table(difference, missing))
    } else {
      try output.write(json ? object(GeoidComparison.costs(model.main.anomaly)) : table(GeoidComparison.costs(model.main.anomaly)))
    }
    try output.flush()
  }

  /// Millimetres with two decimals.
  private func millimetres(_ value: Double) -> String {
    guard value.isFinite else { return "–" }
    let hundredths = Int((value * 1e5).rounded())
    return (hundredths < 0 ? "-" : "") + "\(abs(hundredths) / 100)." + "\(100 + abs(hundredths) % 100)".dropFirst()
  }

  private func table(_ costs: [GeoidComparison.Cost]) -> String {
    var table = TextTable([
      (text(zh: "方法", en: "method"), .left), (text(zh: "与样条之差 rms", en: "from spline, rms"), .right),
      (text(zh: "最大", en: "largest"), .right),
      (text(zh: "抽稀检验 rms", en: "thinned, rms"), .right), (text(zh: "最大", en: "largest"), .right),
    ])
    for cost in costs {
      table.add([
        cost.method.rawValue, millimetres(cost.fromSpline.rms), millimetres(cost.fromSpline.largest), millimetres(cost.thinned.rms),
        millimetres(cost.thinned.largest),
      ])
    }
    let places = costs.first?.fromSpline.count ?? 0
    let nodes = costs.first?.thinned.count ?? 0
    return table.text()
      + text(
        zh: "单位：毫米；\(places) 个位置，\(nodes) 个被抽去的结点。抽稀检验在两倍间距上，是此格网上误差的上限。\n",
        en: "Millimetres; \(places) places, \(nodes) nodes left out. Thinning tests twice the step: more than the grid itself costs.\n")
  }

  private func object(_ costs: [GeoidComparison.Cost]) -> String {
    var json = JSONWriter()
    for cost in costs {
      json.beginObject()
      json.key("method")
      json.string(cost.method.rawValue)
      for (key, value) in [
        ("fromSplineRMS", cost.fromSpline.rms), ("fromSplineMax", cost.fromSpline.largest), ("thinnedRMS", cost.thinned.rms),
        ("thinnedMax", cost.thinned.largest),
      ] {
        json.key(key)
        json.number(value)
      }
      json.endObject()
      json.newline()
    }
    return String(decoding: json.bytes, as: UTF8.self)
  }

  private func table(_ d: GeoidComparison.Statistics, _ missing: Int) -> String {
    var table = TextTable([("", .left), ("", .right)])
    table.add([text(zh: "结点", en: "nodes"), "\(d.count)"])
    table.add([text(zh: "无法比较", en: "not comparable"), "\(missing)"])
    table.add([text(zh: "平均 mm", en: "mean, mm"), millimetres(d.mean)])
    table.add([text(zh: "标准差 mm", en: "standard deviation, mm"), millimetres(d.deviation)])
    table.add([text(zh: "最小 mm", en: "least, mm"), millimetres(d.least)])
    table.add([text(zh: "最大 mm", en: "largest, mm"), millimetres(d.most)])
    return table.text()
  }

  private func object(_ d: GeoidComparison.Statistics, _ missing: Int) -> String {
    var json = JSONWriter()
    json.beginObject()
    for (key, value) in [("nodes", d.count), ("missing", missing)] {
      json.key(key)
      json.integer(value)
    }
    for (key, value) in [("mean", d.mean), ("sigma", d.deviation), ("min", d.least), ("max", d.most)] {
      json.key(key)
      json.number(value)
    }
    json.endObject()
    json.newline()
    return String(decoding: json.bytes, as: UTF8.self)
  }
}
