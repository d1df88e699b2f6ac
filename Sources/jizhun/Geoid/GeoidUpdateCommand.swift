import ArgumentParser
import GridFiles
import Refinement

/// `jizhun geoid update`: new points, or old ones levelled again, brought into a refined model.
struct GeoidUpdateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "update",
    abstract: text(zh: "用新的 GNSS/水准点更新已精化的模型", en: "Bring new GNSS/levelling points into a refined model"),
    discussion: text(
      zh: """
        点文件与 geoid fit 相同，只含新点或重新水准测量的点。改正用最小二乘配置、不带趋势：远离新点处模型不变。
        报告给出差值图、显著性图（|Δ|/σ）和新点与原模型所述精度是否相符（χ²）。
        例：jizhun geoid update --model 精化.tif --points 新点.txt -o 更新.tif --report 报告
        """,
      en: """
        Points as for geoid fit: only those that are new or were levelled again. The correction is collocation without a trend: far from the new \
        points the model stays as it is.
        The report has a map of the differences, one of their significance (|Δ|/σ), and says whether the points agree with the stated σ (χ²).
        Example: jizhun geoid update --model refined.tif --points new.txt -o updated.tif --report report
        """))

  @Option(name: .customLong("model"), help: ArgumentHelp(text(zh: "要更新的模型", en: "The model to update"), valueName: "file"))
  var model: String

  @Option(
    name: .customLong("points"), help: ArgumentHelp(text(zh: "新点；“-”为标准输入", en: "The new points; “-”: standard input"), valueName: "file"))
  var path: String

  @Option(
    name: .customLong("covariance"),
    help: ArgumentHelp(text(zh: "改正的协方差函数，缺省 auto", en: "Covariance of the corrections, default auto"), valueName: "name"))
  var covariance: CovarianceWord = .auto

  @OptionGroup var input: GeoidPointOptions

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp(text(zh: "更新后的模型，格式由扩展名定", en: "The updated model, its format by its ending"), valueName: "file"))
  var output: String?

  @Option(
    name: .customLong("difference-output"),
    help: ArgumentHelp(text(zh: "差值格网（新 − 旧，米）", en: "The grid of differences, new − old, metres"), valueName: "file"))
  var differenceOutput: String?

  @Option(
    name: .customLong("report"),
    help: ArgumentHelp(text(zh: "报告目录", en: "Folder for reports"), valueName: "dir"))
  var report: String?

  @OptionGroup var labels: GeoidLabelOptions

  @Flag(name: .customLong("json"), help: ArgumentHelp(text(zh: "以 JSON 输出结果", en: "Print the result as JSON")))
  var json = false

  @OptionGroup var common: CommonOptions

  func run() throws {
    try input.refuseOverwriting([output, differenceOutput], inputs: [path, model])
    let base = try GeoidBase(model)
    guard let old = base.model else {
      throw CommandError(.usage, text(zh: "--model 应为模型文件", en: "--model should be a file of a model"))
    }
    if let output, base.referenceHeight != nil, try !GeoidModelFile.holdsHeightTerm(output) {
      throw CommandError(
        .usage, text(zh: "模型有高程项 ∂ζ/∂H，只有 GeoTIFF（.tif）能存放", en: "the model has a height term ∂ζ/∂H, which only a GeoTIFF (.tif) can hold"))
    }
    let accuracyTable = try labels.readAccuracyTable()
    let file = try GeoidPoints.read(path: path, columns: try input.levellingColumns(), encoding: input.encoding.choice)
    let points = try GeoidPoints(file, path: path, defaultSigma: input.sigma, base: base)
    let methods = covariance.shapes(CovarianceWord.collocation).map { RefinementMethod(trend: .none, shape: $0) }
    let run = try input.refine(points, of: path, methods: methods, heights: RefinementOptions().heights)
    let grid = old.main.anomaly
    guard
      let layout = GridLayout(
        south: grid.south, west: grid.west, latitudeStep: grid.latitudeStep, longitudeStep: grid.longitudeStep, rows: grid.rows,
        columns: grid.columns)
    else {
      throw CommandError(.configuration, text(zh: "\(model)：格网太大，不能更新", en: "\(model): the grid is too large to update"))
    }
    let progress = ProgressLine(total: 100_000)
    // The nodes of the model itself: no node without a value gets one, none loses its own.
    var refined = RefinedGrid(
      run, layout: layout, reach: .infinity, baseReference: base.referenceHeight, progress: { progress.add(Int(100_000 * $0)) },
      base: base.value)
    progress.finish()
    let correctionSigma = refined.sigma
    if let signal = run.corrector.covariance.signal {
      refined.scaleSigma(prior: signal.sigma * run.varianceFactor.squareRoot(), old: base.sigma)
    }
    try refined.write(to: output, sigma: nil, label: labels.name, classification: labels.classification, base: base)
    if let differenceOutput, let difference = refined.valueModel(refined.correction) {
      try GeoidModelFile.write(difference, to: differenceOutput)
    }
    var result = GeoidFitReport(
      points: points, base: base, run: run, grid: refined, title: .update, name: labels.name ?? "", classification: labels.classification)
    result.correctionSigma = correctionSigma
    result.agreement = GeoidAgreement(points, base, used: run.used)
    result.accuracyTable = accuracyTable
    if let report { try result.write(to: report) }
    try result.print(json: json)
    result.warn()
  }
}
