import ArgumentParser
import Refinement
import SurveyFiles

/// Options on files of GNSS/levelling points and the search for gross errors among them.
struct GeoidPointOptions: ParsableArguments {
  @Option(
    name: .customLong("columns"),
    help: ArgumentHelp(
      text(
        zh: "点名、纬度、经度、大地高、正常高[、中误差]所在的列，缺省 1,2,3,4,5[,6]",
        en: "Columns of name, latitude, longitude, ellipsoidal height, normal height[, σ]; default 1,2,3,4,5[,6]"),
      valueName: "n,n,n,n,n[,n]"))
  var columns: String?

  @Option(
    name: .customLong("sigma"),
    help: ArgumentHelp(text(zh: "没有中误差列的点的 H−h 中误差（米）", en: "σ of H − h for points without one, metres"), valueName: "m"))
  var sigma: Double?

  @Option(
    name: .customLong("alpha"),
    help: ArgumentHelp(text(zh: "粗差检验的显著性水平，缺省 0.05", en: "Significance of the test for gross errors, default 0.05"), valueName: "α"))
  var alpha = 0.05

  @Flag(
    name: .customLong("reject"),
    help: ArgumentHelp(text(zh: "可疑点也剔除（缺省只剔除明显粗差）", en: "Leave out suspected points, too, not gross errors alone")))
  var rejects = false

  @Flag(name: .customLong("keep-all"), help: ArgumentHelp(text(zh: "不探测粗差，所有点都参与", en: "No search for gross errors: all points take part")))
  var keepsAll = false

  @Option(
    name: .customLong("folds"),
    help: ArgumentHelp(text(zh: "分块交叉验证的份数，缺省 10", en: "Folds of cross-validation by blocks, default 10"), valueName: "n"))
  var folds = 10

  @OptionGroup var encoding: EncodingOption

  func validate() throws {
    guard alpha > 0, alpha < 1 else { throw ValidationError(text(zh: "--alpha 应在 0 与 1 之间", en: "--alpha should lie between 0 and 1")) }
    guard (2...1000).contains(folds) else { throw ValidationError(text(zh: "--folds 应为 2–1000", en: "--folds should be 2 to 1000")) }
    if let sigma, !(sigma > 0 && sigma <= 10) {
      throw ValidationError(text(zh: "--sigma 应为大于 0、不超过 10 的米数", en: "--sigma should be metres above 0, not above 10"))
    }
    if rejects, keepsAll {
      throw ValidationError(text(zh: "--reject 与 --keep-all 只能用一个", en: "--reject and --keep-all exclude each other"))
    }
    _ = try levellingColumns()
  }

  /// The columns that the option names.
  func levellingColumns() throws -> LevellingColumns {
    guard let columns else { return .standard }
    let numbers = columns.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    guard let chosen = LevellingColumns(numbers) else {
      throw ValidationError(
        text(
          zh: "--columns 应为五个或六个不同的列号（点名,纬度,经度,大地高,正常高[,中误差]），而不是“\(columns)”",
          en: "--columns should be five or six different column numbers (name,latitude,longitude,ellipsoidal,normal[,σ]), not “\(columns)”")
      )
    }
    return chosen
  }

  /// Refines with the points of the file `path` as these options say.
  func refine(
    _ points: GeoidPoints, of path: String, methods: [RefinementMethod], heights: [RefinementMethod.HeightTerm]
  ) throws(CommandError) -> RefinementRun {
    var options = RefinementOptions()
    options.methods = methods
    options.heights = heights
    options.blunderLevel = keepsAll ? nil : alpha
    options.rejectsSuspected = rejects
    options.folds = folds
    do {
      return try RefinementRun(points.fitted.map(\.control), options)
    } catch {
      throw CommandError(.data, "\(path): " + error.message(chinese: Language.current == .zh))
    }
  }

  /// Refuses outputs that are one of the inputs.
  func refuseOverwriting(_ outputs: [String?], inputs: [String]) throws(CommandError) {
    let known = inputs.compactMap { FileIdentity(path: $0) }
    for output in outputs.compactMap({ $0 }) {
      guard let identity = FileIdentity(path: output), known.contains(identity) else { continue }
      throw CommandError(.usage, text(zh: "输出文件 \(output) 就是输入文件", en: "the output file \(output) is an input"))
    }
  }
}

/// Options on what models and reports say beside numbers.
struct GeoidLabelOptions: ParsableArguments {
  @Option(name: .customLong("name"), help: ArgumentHelp(text(zh: "模型名称", en: "Name of the model"), valueName: "text"))
  var name: String?

  @Option(
    name: .customLong("classification"),
    help: ArgumentHelp(
      text(
        zh: "报告上的密级：绝密、机密、秘密、内部、公开",
        en: "Classification on the report: top-secret, secret, confidential, internal, public"), valueName: "word"))
  var classification: ParameterFile.Classification?

  @Option(
    name: .customLong("accuracy-table"),
    help: ArgumentHelp(
      text(
        zh: "精度等级表（[节] 与“键 = 值”）：报告按它判定内符合、外符合；不内置任何限差",
        en: "A table of accuracy classes ([section], key = value) to judge the result by; no limits are built in"), valueName: "file"))
  var accuracyTable: String?
}
