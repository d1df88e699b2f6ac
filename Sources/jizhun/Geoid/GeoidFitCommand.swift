import ArgumentParser
import Geodesy
import GridFiles
import Refinement
import SurveyFiles

/// `jizhun geoid fit`: a quasi-geoid model refined with GNSS/levelling points.
struct GeoidFitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fit",
    abstract: text(zh: "用 GNSS/水准点精化似大地水准面模型", en: "Refine a quasi-geoid model with GNSS/levelling points"),
    discussion: text(
      zh: """
        点文件每行一点：“点名 纬度 经度 大地高 正常高 [中误差] [check]”，度、米；行末 check 为检核点，不参与拟合。
        方法：plane、quadratic、cubic、four-parameter、five-parameter、seven-parameter、multiquadric（多面函数）、kriging、lsc（最小二乘配置）；\
        auto（缺省）按交叉验证选择，并列出各方法的结果。
        写成 GeoTIFF（.tif）的模型含 ζ、σ，高程项有效时还含 ∂ζ/∂H，height 命令会用到它；其他格式只有 ζ。
        基础为重力场模型（.gfc）时，--gravity、--dem 加上重力异常和地形（移去–恢复法）。
        例：jizhun geoid fit --base 模型.gtx --points 点.txt -o 精化.tif --report 报告
        模型文件权限为 600。屏幕和日志中不出现点位和高程异常。
        """,
      en: """
        A point a line: “name lat lon ellipsoidalHeight normalHeight [σ] [check]”, degrees and metres; “check” holds the point out.
        Methods: plane, quadratic, cubic, four-parameter, five-parameter, seven-parameter, multiquadric, kriging, lsc (least-squares \
        collocation); auto (default) chooses by cross-validation and shows what each gave.
        A model written as GeoTIFF (.tif) holds ζ, σ and, where a height term pays, ∂ζ/∂H, which `height` uses; other formats hold ζ alone.
        On a gravity-field model (.gfc), --gravity and --dem add gravity anomalies and terrain (remove, compute, restore).
        Example: jizhun geoid fit --base MODEL.gtx --points points.txt -o refined.tif --report report
        The model has permissions 600. Neither places nor height anomalies appear on the screen or in a log.
        """))

  @Option(
    name: .customLong("base"),
    help: ArgumentHelp(
      text(zh: "基础模型：格网文件，重力场模型 .gfc（可为 .gz），或 none（无）", en: "The base: a grid, a gravity-field model .gfc (also .gz), or none"),
      valueName: "file|none"))
  var base: String

  @Option(
    name: .customLong("base-method"),
    help: ArgumentHelp(
      text(zh: "基础格网的内插方法；缺省按文件头，否则为 spline", en: "How a grid as base is read; default: as its header asks, else spline"),
      valueName: "method"))
  var baseMethod: GridInterpolation?

  @Option(
    name: .customLong("points"),
    help: ArgumentHelp(text(zh: "GNSS/水准点文件；“-”为标准输入", en: "GNSS/levelling points; “-”: standard input"), valueName: "file"))
  var path: String

  @Option(name: .customLong("method"), help: ArgumentHelp(text(zh: "方法，缺省 auto", en: "Method, default auto"), valueName: "name"))
  var method: GeoidFitMethod = .auto

  @Option(
    name: .customLong("covariance"),
    help: ArgumentHelp(text(zh: "kriging、lsc 的协方差函数，缺省 auto", en: "Covariance of kriging and lsc, default auto"), valueName: "name"))
  var covariance: CovarianceWord = .auto

  @Option(
    name: .customLong("height-term"),
    help: ArgumentHelp(
      text(
        zh: "高程项 ∂ζ/∂H：none、constant（常数）、varying（随地点变）；auto：输出为 .tif 时按交叉验证选择，否则为 none",
        en: "∂ζ/∂H: none, constant, varying; auto: chosen by cross-validation for a .tif, else none"), valueName: "word"))
  var heightTerm: HeightTermWord = .auto

  @Option(
    name: .customLong("anisotropy"),
    help: ArgumentHelp(
      text(
        zh: "协方差的各向异性：none；auto（缺省）：似然比检验显著且交叉验证更好时采用",
        en: "Covariance longer in one direction: none; auto (default): where the points show one and cross-validation gains"),
      valueName: "word"))
  var anisotropy: AnisotropyWord = .auto

  @OptionGroup var field: GravityFieldOptions
  @OptionGroup var fieldBase: GeoidFieldBaseOptions
  @OptionGroup var removeRestore: GeoidRemoveRestoreOptions
  @OptionGroup var input: GeoidPointOptions
  @OptionGroup var validation: GeoidValidationOptions
  @OptionGroup var grid: GeoidGridOptions

  @OptionGroup var outputs: GeoidOutputOptions
  @OptionGroup var common: CommonOptions

  func run() throws {
    guard !(validation.rejects && input.keepsAll) else {
      throw CommandError(.usage, text(zh: "--reject 与 --keep-all 只能用一个", en: "--reject and --keep-all exclude each other"))
    }
    try outputs.refuseOverwriting(inputs: [path, base] + [removeRestore.gravity].compactMap { $0 } + removeRestore.dem)
    let heights = try heightTerms()
    let accuracyTable = try outputs.readAccuracyTable()
    let file = try GeoidPoints.read(path: path, columns: try input.levellingColumns(), encoding: input.encoding.choice)
    let baseModel = try readBase(file)
    let points = try GeoidPoints(file, path: path, defaultSigma: input.sigma, base: baseModel)
    let run = try validation.refine(
      points, input, of: path, methods: method.methods(covariance), heights: heights, triesDirection: anisotropy == .auto)
    var refined: RefinedGrid?
    if outputs.output != nil || outputs.sigmaOutput != nil || outputs.report != nil {
      let (layout, reach) = try grid.layout(run, points.fitted.map(\.control))
      let values = try baseModel.values(on: layout)
      let progress = ProgressLine(total: 100_000)
      refined = RefinedGrid(
        run, layout: layout, reach: reach, baseReference: baseModel.referenceHeight, progress: { progress.add(Int(100_000 * $0)) },
        base: values)
      progress.finish()
    }
    if let refined {
      try refined.write(outputs, base: baseModel)
    }
    var result = GeoidFitReport(
      points: points, base: baseModel, run: run, grid: refined, name: outputs.name ?? "", classification: outputs.classification)
    result.accuracyTable = accuracyTable
    if let report = outputs.report { try result.write(to: report) }
    try result.print(json: outputs.json)
    result.warn()
  }

  /// The base of the points of a file.
  private func readBase(_ points: [LevellingPoint]) throws -> GeoidBase {
    guard GravityModelFile.isNamed(base) else {
      if let option = (field.given + fieldBase.given + removeRestore.given).first {
        throw CommandError(
          .usage, text(zh: "\(option) 只用于重力场模型（--base 模型.gfc）", en: "\(option) belongs to a gravity-field model (--base MODEL.gfc)"))
      }
      return try GeoidBase(base, method: baseMethod)
    }
    guard baseMethod == nil else {
      throw CommandError(
        .usage, text(zh: "--base-method 用于格网；重力场模型逐点求和", en: "--base-method is for a grid; a gravity-field model is summed at every place"))
    }
    let holds = try outputHoldsHeightTerm()
    let made = try fieldBase.base(
      base, field, points, keepsGradient: holds && heightTerm != .none, removeRestore, area: try grid.area(around: points))
    return GeoidBase(base, made, points)
  }

  /// Whether the file to write can hold ∂ζ/∂H; a report alone can.
  private func outputHoldsHeightTerm() throws(CommandError) -> Bool {
    if let output = outputs.output { try GeoidModelFile.holdsHeightTerm(output) } else { true }
  }

  private func heightTerms() throws(CommandError) -> [RefinementMethod.HeightTerm] {
    let holds = try outputHoldsHeightTerm()
    switch heightTerm {
    case .auto: return holds ? [.none, .constant, .varying] : [.none]
    case .none: return [.none]
    case .constant, .varying:
      guard holds else {
        throw CommandError(
          .usage,
          text(zh: "只有 GeoTIFF（.tif）能存放高程项 ∂ζ/∂H", en: "only a GeoTIFF (.tif) can hold the height term ∂ζ/∂H"))
      }
      return [heightTerm == .constant ? .constant : .varying]
    }
  }
}
