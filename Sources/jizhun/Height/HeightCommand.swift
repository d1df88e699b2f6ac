import ArgumentParser
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
        例：jizhun height --model 模型.gtx --to normal 点.txt
        模型范围之外、无值的格网内绝不外推：该行写成“# error line N: …”，退出码 65。
        """,
      en: """
        Reads lines “lat lon height [rest…]” in degrees and metres and turns the height into the normal height h = H − ζ or the ellipsoidal \
        height H = h + ζ; everything else stays as it is.
        Example: jizhun height --model MODEL.gtx --to normal points.txt
        Outside the model, and where it has no value, nothing is extrapolated: the line becomes “# error line N: …” and the exit status 65.
        """))

  @Option(
    name: .customLong("model"), help: ArgumentHelp(text(zh: "似大地水准面模型（GTX 格网）", en: "Quasi-geoid model (GTX grid)"), valueName: "file"))
  var model: String

  @Option(
    name: .customLong("to"),
    help: ArgumentHelp(text(zh: "换成哪种高：normal 正常高，ellipsoidal 大地高", en: "The kind of height wanted"), valueName: "normal|ellipsoidal"))
  var target: HeightKind

  @Option(
    name: .customLong("method"),
    help: ArgumentHelp(text(zh: "内插方法；本版只有 bilinear（双线性）", en: "Interpolation; only bilinear in this version"), valueName: "bilinear"))
  var method: InterpolationMethod = .bilinear

  @Option(
    name: .customLong("input-angles"),
    help: ArgumentHelp(text(zh: "输入角度：degrees 或 dddmmss", en: "Angles of the input: degrees or dddmmss"), valueName: "degrees|dms|dddmmss"))
  var inputAngles: AngleFormat = .degrees

  @OptionGroup var points: PointOptions
  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard method == .bilinear else {
      throw ValidationError(
        text(zh: "本版还没有内插方法 \(method.rawValue)；请用 bilinear", en: "the method \(method.rawValue) is not in this version; use bilinear"))
    }
  }

  func run() throws {
    let grid = try ModelFile.read(path: model)
    // Latitude and longitude are printed in JSON only: elsewhere their text stays.
    let decimals = PointDecimals(plane: 10, third: points.precision ?? 4)
    var filter = try PointFilter(
      HeightConversion(grid, to: target), options: points, columns: points.pointColumns(), decimals: decimals, inputAngles: inputAngles)
    try filter.run()
  }
}

/// The two kinds of height.
enum HeightKind: String, ExpressibleByArgument, CaseIterable {
  /// The normal height h (正常高), above the quasi-geoid.
  case normal
  /// The ellipsoidal height H (大地高).
  case ellipsoidal
}

/// Interpolations by name; those that are not in this version are refused by name.
enum InterpolationMethod: String, ExpressibleByArgument, CaseIterable {
  case nearest, bilinear, biquadratic, bicubic, spline
}
