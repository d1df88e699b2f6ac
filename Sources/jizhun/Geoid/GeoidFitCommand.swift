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

  @OptionGroup var field: GravityFieldOptions
  @OptionGroup var fieldBase: GeoidFieldBaseOptions
  @OptionGroup var removeRestore: GeoidRemoveRestoreOptions
  @OptionGroup var input: GeoidPointOptions
  @OptionGroup var grid: GeoidGridOptions

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp(text(zh: "精化模型，格式由扩展名定", en: "The refined model, its format by its ending"), valueName: "file"))
  var output: String?

  @Option(
    name: .customLong("sigma-output"),
    help: ArgumentHelp(text(zh: "精度格网 σ（米），格式由扩展名定", en: "The grid of σ, metres, its format by its ending"), valueName: "file"))
  var sigmaOutput: String?

  @Option(
    name: .customLong("report"),
    help: ArgumentHelp(
      text(zh: "报告目录：HTML、JSON、逐点文本", en: "Folder for reports: HTML, JSON, points as text"), valueName: "dir"))
  var report: String?

  @OptionGroup var labels: GeoidLabelOptions

  @Flag(name: .customLong("json"), help: ArgumentHelp(text(zh: "以 JSON 输出结果", en: "Print the result as JSON")))
  var json = false

  @OptionGroup var common: CommonOptions

  func run() throws {
    try input.refuseOverwriting(
      [output, sigmaOutput], inputs: [path, base] + [removeRestore.gravity, removeRestore.dem].compactMap { $0 })
    let heights = try heightTerms()
    let accuracyTable = try labels.readAccuracyTable()
    let file = try GeoidPoints.read(path: path, columns: try input.levellingColumns(), encoding: input.encoding.choice)
    let baseModel = try readBase(file)
    let points = try GeoidPoints(file, path: path, defaultSigma: input.sigma, base: baseModel)
    let run = try input.refine(points, of: path, methods: method.methods(covariance), heights: heights)
    var refined: RefinedGrid?
    if output != nil || sigmaOutput != nil || report != nil {
      let (layout, reach) = try grid.layout(run, points.fitted.map(\.control))
      let values = try baseModel.values(on: layout)
      let progress = ProgressLine(total: 100_000)
      refined = RefinedGrid(
        run, layout: layout, reach: reach, baseReference: baseModel.referenceHeight, progress: { progress.add(Int(100_000 * $0)) },
        base: values)
      progress.finish()
    }
    if let refined {
      try refined.write(to: output, sigma: sigmaOutput, label: labels.name, classification: labels.classification, base: baseModel)
    }
    var result = GeoidFitReport(
      points: points, base: baseModel, run: run, grid: refined, title: .fit, name: labels.name ?? "", classification: labels.classification)
    result.accuracyTable = accuracyTable
    if let report { try result.write(to: report) }
    try result.print(json: json)
    result.warn()
  }

  /// The base of the points of a file.
  private func readBase(_ points: [LevellingPoint]) throws -> GeoidBase {
    guard GravityModelFile.isNamed(base) else {
      if let option = (field.given + fieldBase.given + removeRestore.given).first {
        throw CommandError(
          .usage, text(zh: "\(option) 只用于重力场模型（--base 模型.gfc）", en: "\(option) belongs to a gravity-field model (--base MODEL.gfc)"))
      }
      return try GeoidBase(base)
    }
    let holds = try outputHoldsHeightTerm()
    let made = try fieldBase.base(
      base, field, points, keepsGradient: holds && heightTerm != .none, removeRestore, area: try grid.area(around: points))
    return GeoidBase(base, made, points)
  }

  /// Whether the file to write can hold ∂ζ/∂H; a report alone can.
  private func outputHoldsHeightTerm() throws(CommandError) -> Bool {
    if let output { try GeoidModelFile.holdsHeightTerm(output) } else { true }
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

extension RefinedGrid {
  private func grid(_ nodes: [Float]) -> HeightGrid? {
    HeightGrid(
      south: layout.south, west: layout.west, latitudeStep: layout.latitudeMinutes / 60, longitudeStep: layout.longitudeMinutes / 60,
      rows: layout.rows, columns: layout.columns, nodes: nodes)
  }

  /// Writes the model and its σ where they are asked for.
  func write(
    to output: String?, sigma sigmaOutput: String?, label: String?, classification: ParameterFile.Classification?, base: GeoidBase
  ) throws(CommandError) {
    guard let model = model(label: label ?? base.properties?.label ?? "", basedOn: base.properties),
      let sigma = valueModel(sigma)
    else {
      throw CommandError(.usage, text(zh: "格网范围不对；请用 --area", en: "the area makes no grid; say --area"))
    }
    guard anomaly.allSatisfy({ !(abs($0) > Float(HeightModel.largestAnomaly)) }) else {
      throw CommandError(
        .data,
        text(
          zh: "拟合面在格网内超过 ±1000 m，不是高程异常，未写出：请检查各列和单位，或用参数较少的方法、较小的 --reach",
          en:
            "the surface goes beyond ±1000 m within the grid, which is no height anomaly; nothing was written: check columns and units, or take a "
            + "method with fewer parameters or a shorter --reach"))
    }
    if let output { try GeoidModelFile.write(model, to: output, classification: classification) }
    if let sigmaOutput { try GeoidModelFile.write(sigma, to: sigmaOutput, classification: classification) }
  }

  /// ζ with σ and the height term.
  private func model(label: String, basedOn properties: HeightModelProperties?) -> HeightModel? {
    guard let anomaly = grid(anomaly), let sigma = grid(sigma) else { return nil }
    var model = HeightModel(
      anomaly: anomaly, sigma: sigma, heightGradient: heightGradient.flatMap(grid), referenceHeight: referenceHeight, interpolation: .spline
    )
    if let properties {
      model?.properties.surface = properties.surface
      model?.properties.geographicCRS = properties.geographicCRS
    }
    model?.properties.label = label
    return model
  }

  /// Values at the nodes as a model of their own.
  func valueModel(_ nodes: [Float]) -> HeightModel? { grid(nodes).flatMap { HeightModel(anomaly: $0) } }
}
