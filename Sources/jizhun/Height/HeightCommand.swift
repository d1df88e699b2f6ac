import ArgumentParser
import Geodesy
import GridFiles
import SurveyFiles

/// `jizhun height`: ellipsoidal heights to normal heights and back, with a quasi-geoid model.
struct HeightCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "height",
    abstract: text(zh: "大地高与正常高互换（似大地水准面模型）", en: "Convert ellipsoidal and normal heights with a quasi-geoid model"),
    discussion: text(
      zh: """
        逐行读“纬度 经度 高 [其余…]”（度、米），把高换成正常高 h = H − ζ 或大地高 H = h + ζ，其余各列原样保留。
        例：jizhun height --model 模型.tif --to normal 点.txt
        例：jizhun height --to yellow-sea-1985 --datum-offset 改正.tif 点.txt
        模型有 ∂ζ/∂h 波段时自动使用。内插方法：--method，否则按文件头，再否则用三次 B 样条并说明。
        模型范围之外、无值的格网内绝不外推：该行写成“# error line N: …”，退出码 65。
        """,
      en: """
        Reads lines “lat lon height [rest…]” in degrees and metres and turns the height into the normal height h = H − ζ or the ellipsoidal \
        height H = h + ζ; everything else stays as it is.
        Example: jizhun height --model MODEL.tif --to normal points.txt
        Example: jizhun height --to yellow-sea-1985 --datum-offset OFFSETS.tif points.txt
        A band ∂ζ/∂h of the model is used. Interpolation: --method, else as the header asks, else the cubic B-spline, which is said.
        Outside the model, and where it has no value, nothing is extrapolated: the line becomes “# error line N: …” and the exit status 65.
        """))

  @Option(
    name: .customLong("model"),
    help: ArgumentHelp(
      text(
        zh: "似大地水准面模型；格式由扩展名决定（tif gtx isg gsb pgm ggf byn grd gri gdf xyz）",
        en: "Quasi-geoid model; its ending tells the format (tif gtx isg gsb pgm ggf byn grd gri gdf xyz)"),
      valueName: "file"))
  var model: String?

  @Option(
    name: .customLong("to"),
    help: ArgumentHelp(
      text(
        zh: "换成哪种高：normal 正常高，ellipsoidal 大地高；或不用模型的 1956 ⇄ 1985 高程换算",
        en: "The kind of height wanted; the last two change the height datum without a model"),
      valueName: "normal|ellipsoidal|yellow-sea-1985|yellow-sea-1956"))
  var target: HeightKind

  @Option(
    name: .customLong("method"),
    help: ArgumentHelp(
      text(zh: "内插方法：最近点、双线性、双二次、双三次、三次 B 样条", en: "Interpolation of the model"),
      valueName: "nearest|bilinear|biquadratic|bicubic|spline|cubic12"))
  var method: GridInterpolation?

  @Flag(
    name: .customLong("sigma"),
    help: ArgumentHelp(text(zh: "在高之后加一列：模型的精度 σ（米）", en: "Add a column behind the height: σ of the model, metres")))
  var sigma = false

  @Option(
    name: .customLong("sigma-model"),
    help: ArgumentHelp(
      text(zh: "精度 σ（米，数值或格网文件），代替模型自带的精度波段", en: "σ in metres, a number or a grid file, in place of the model's own band"),
      valueName: "m|file"))
  var sigmaModel: String?

  @Option(
    name: .customLong("input-angles"),
    help: ArgumentHelp(text(zh: "输入角度：degrees 或 dddmmss", en: "Angles of the input: degrees or dddmmss"), valueName: "degrees|dms|dddmmss"))
  var inputAngles: AngleFormat = .degrees

  @OptionGroup var terms: HeightTermOptions
  @OptionGroup var label: ModelLabelOptions
  @OptionGroup var points: PointOptions
  @OptionGroup var common: CommonOptions

  func validate() throws {
    switch target {
    case .normal, .ellipsoidal:
      guard model != nil else { throw ValidationError(text(zh: "缺少 --model", en: "--model is missing")) }
    case .yellowSea1985, .yellowSea1956:
      guard terms.datumOffset != nil else {
        throw ValidationError(
          text(
            zh: "缺少 --datum-offset：1956 与 1985 高程之差各地不同，没有缺省值",
            en: "--datum-offset is missing: the difference of the 1956 and 1985 heights varies from place to place and has no default"))
      }
      guard model == nil, !sigma, terms.bouguer == nil, terms.tideSystem == nil else {
        throw ValidationError(text(zh: "1956 ⇄ 1985 换算只用 --datum-offset，不用模型", en: "1956 ⇄ 1985 takes --datum-offset alone, no model"))
      }
    }
    if sigmaModel != nil && !sigma { throw ValidationError(text(zh: "--sigma-model 要与 --sigma 同用", en: "--sigma-model goes with --sigma")) }
    if sigma && points.documentFormat != nil {
      throw ValidationError(text(zh: "--sigma 只用于逐行的点", en: "--sigma is for lines of points"))
    }
  }

  func run() throws {
    let (reduction, header) = try reduction()
    if sigma {
      var filter = try LineFilter(
        HeightSigmaLines(reduction, sigma: try sigmaModel.map { try ModelFile.quantity($0) }, points: points, angles: inputAngles),
        inputs: points.inputs, json: points.json, encoding: points.encoding.choice, output: points.output, header: header)
      return try filter.run()
    }
    // Latitude and longitude are printed in JSON only: elsewhere their text stays.
    let decimals = PointDecimals(plane: 10, third: points.precision ?? 4)
    var filter = try PointFilter(
      HeightConversion(reduction), options: points, columns: points.pointColumns(), decimals: decimals, inputAngles: inputAngles,
      header: header)
    try filter.run()
  }

  /// What becomes of heights, and the lines of the header.
  private func reduction() throws(CommandError) -> (HeightReduction, [String]) {
    // Files beside the model; numbers of the user's are not repeated.
    var (facts, more) = ([ModelFacts](), [(key: "to", text: target.rawValue)])
    func add(_ key: String, _ argument: String?) throws(CommandError) {
      guard let argument else { return }
      if Double(argument) == nil, let found = try label.facts(path: argument, try ModelFile.open(path: argument).properties) {
        facts.append(found)
      }
      more.append((key, Double(argument) == nil ? "from a file" : "a number"))
    }
    switch target {
    case .normal, .ellipsoidal:
      let path = model ?? ""
      let heights = try ModelFile.openHeights(path: path)
      if let found = try label.facts(path: path, heights.properties) { facts.append(found) }
      let sampler = ModelFile.sampler(heights, method: method)
      let converter = try terms.converter(heights.properties, sampler)
      if label.header {
        try add("datumOffset", terms.datumOffset)
        try add("bouguer", terms.bouguer)
        if let tide = terms.tideSystem { more.append(("tideSystem", tide.rawValue)) }
      }
      let lines = label.lines("height", facts, sampler: sampler, more: more, json: points.json)
      return (target == .normal ? .normal(converter) : .ellipsoidal(converter), lines)
    case .yellowSea1985, .yellowSea1956:
      if label.header || label.requiresLabel { try add("datumOffset", terms.datumOffset) }
      let lines = label.lines("height", facts, sampler: nil, more: more, json: points.json)
      return (.datum(try ModelFile.quantity(terms.datumOffset ?? ""), sign: target == .yellowSea1985 ? 1 : -1, target), lines)
    }
  }
}
