import ArgumentParser
import GridFiles
import Refinement
import SurveyFiles

/// `jizhun geoid update`: new points, or old ones levelled again, brought into a refined model.
struct GeoidUpdateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "update",
    abstract: text(zh: "用新的 GNSS/水准点更新已精化的模型", en: "Bring new GNSS/levelling points into a refined model"),
    discussion: text(
      zh: """
        点文件与 geoid fit 相同，只含新点或重新水准测量的点。旧模型连同它的 σ 是先验信息，新点按各自的中误差改正它：σ 小的地方模型几乎不动。
        先检验哪些点、哪些区域有显著变化（报告写明显著性水平和多重检验的处理）：单独变化的点不参与，成片变化的区域模型随之改变（--changes）。
        σ 取自模型的 σ 波段；没有的用 --model-sigma 给出，否则由差值估计。--old-points 给出建模时的点：同一点的两次结果直接比较，
        并检查未重测的点是否被改动。
        例：jizhun geoid update --model 精化.tif --points 新点.txt --old-points 旧点.txt -o 更新.tif --report 报告
        """,
      en: """
        Points as for geoid fit: only those that are new or were levelled again. The old model with its σ is prior information, which the new points \
        correct by theirs: where σ is small the model hardly moves.
        Which marks and areas have changed beyond chance is tested first (the report states the level and how many tests share it): marks that \
        changed by themselves are left out, areas that changed together are followed (--changes).
        σ is that of the model's own band, or --model-sigma, or else estimated from the differences. --old-points names the points that the model \
        was made with: marks in both are compared directly, and the others checked to have stayed.
        Example: jizhun geoid update --model refined.tif --points new.txt --old-points old.txt -o updated.tif --report report
        """))

  @Option(name: .customLong("model"), help: ArgumentHelp(text(zh: "要更新的模型", en: "The model to update"), valueName: "file"))
  var model: String

  @Option(
    name: .customLong("points"), help: ArgumentHelp(text(zh: "新点；“-”为标准输入", en: "The new points; “-”: standard input"), valueName: "file"))
  var path: String

  @OptionGroup var prior: GeoidPriorOptions
  @OptionGroup var input: GeoidPointOptions

  @Option(
    name: .customLong("changes"),
    help: ArgumentHelp(
      text(
        zh: "模型跟随哪些变化：areas（缺省：成片的，单独的点不参与）、none（都不参与）、all（都参与）",
        en: "What the model follows: areas (default: those; marks changed by themselves are left out), none, all"), valueName: "word"))
  var changes: ChangesWord = .areas

  @Option(
    name: .customLong("step"),
    help: ArgumentHelp(
      text(
        zh: "输出格网的间隔不大于此值（分）；旧结点全部保留，缺省为旧格网",
        en: "Steps of the output of at most these minutes, all old nodes among its own; default: the old ones"),
      valueName: "min"))
  var step: Double?

  @OptionGroup var outputs: GeoidOutputOptions

  @Option(
    name: .customLong("difference-output"),
    help: ArgumentHelp(text(zh: "差值格网（新 − 旧，米）", en: "The grid of differences, new − old, metres"), valueName: "file"))
  var differenceOutput: String?

  @Option(
    name: .customLong("significance-output"),
    help: ArgumentHelp(text(zh: "显著性格网（差值/σ，无量纲）", en: "The grid of differences over their σ, without unit"), valueName: "file"))
  var significanceOutput: String?

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if let step, !(step >= 0.05 && step <= 120) {
      throw ValidationError(text(zh: "--step 应为 0.05–120（分）", en: "--step should be minutes, 0.05 to 120"))
    }
  }

  func run() throws {
    try outputs.refuseOverwriting(
      [differenceOutput, significanceOutput], inputs: [path, model] + [prior.oldPoints, prior.modelSigma].compactMap { $0 })
    let base = try GeoidBase(model)
    guard let old = base.model else {
      throw CommandError(.usage, text(zh: "--model 应为模型文件", en: "--model should be a file of a model"))
    }
    if let output = outputs.output, base.referenceHeight != nil, try !GeoidModelFile.holdsHeightTerm(output) {
      throw CommandError(
        .usage, text(zh: "模型有高程项 ∂ζ/∂H，只有 GeoTIFF（.tif）能存放", en: "the model has a height term ∂ζ/∂H, which only a GeoTIFF (.tif) can hold"))
    }
    let accuracyTable = try outputs.readAccuracyTable()
    let sigma = try GeoidModelSigma(prior.modelSigma, base: old)
    let nodes = try GeoidUpdateNodes(old, base: base, sigma: sigma, step: step, path: model)
    let oldMarks = try prior.readOldMarks(input, base: base)
    let file = try GeoidPoints.read(path: path, columns: try input.levellingColumns(), encoding: input.encoding.choice)
    let fresh = GeoidFreshPoints(file, old: oldMarks)
    guard !fresh.points.isEmpty || file.isEmpty else {
      throw CommandError(
        .data,
        text(
          zh: "\(path)：各点与 --old-points 中的完全相同，没有新的观测", en: "\(path): all points are those of --old-points to the digit: nothing is new"))
    }
    let points = try GeoidPoints(fresh.points, path: path, defaultSigma: input.sigma, base: base)
    let observed = try prior.observed(points, old: oldMarks, sigma: sigma, path: path)
    var options = ModelUpdateOptions(halfLength: 0)
    options.shapes = prior.covariance.shapes(CovarianceWord.collocation)
    options.level = input.keepsAll ? nil : input.alpha
    options.following = input.keepsAll ? .all : changes.following
    options.isLengthKnown = prior.correlationLength != nil
    options.halfLength =
      prior.correlationLength.map { $0 * 1000 }
      ?? ModelUpdateOptions.usualHalfLength(
        oldMarks.map { $0.points.map(\.control.place) } ?? points.fitted.map(\.control.place), step: nodes.oldStep)
    let update: ModelUpdate
    do throws(RefinementError) {
      update = try ModelUpdate(observed.points, options)
    } catch {
      let hint =
        switch error {
        case .noSigma: text(zh: "；请给出 --model-sigma 和 --sigma", en: ": say --model-sigma and --sigma")
        case .allChanged: text(zh: "；--changes all 使其参与", en: "; --changes all brings them in all the same")
        default: ""
        }
      throw CommandError(.data, "\(path): " + error.message(chinese: Language.current == .zh) + hint)
    }
    let progress = ProgressLine(total: 100_000)
    let grid = UpdatedGrid(update, layout: nodes.layout, progress: { progress.add(Int(100_000 * $0)) }, node: nodes.node)
    progress.finish()
    let classification = outputs.classification ?? base.facts?.classification
    try write(grid, old, base: base, classification: classification)
    var result = GeoidUpdateReport(
      points: points, base: base, update: update, grid: grid, sigma: sigma, name: outputs.name ?? "", classification: classification)
    result.accuracyTable = accuracyTable
    result.fresh = fresh
    result.givenMedianSigma = observed.medianSigma
    result.isLengthKnown = options.isLengthKnown
    result.oldStep = nodes.oldStep
    result.partCount = old.parts.count
    result.following = options.following
    if let oldMarks {
      result.oldMarks = oldMarks.effect(
        update, seen: Set(points.fitted.compactMap { oldMarks.mark(at: $0.control.place) }), sigma: sigma)
    }
    result.measureLoss(old.properties.interpolation)
    if let report = outputs.report { try result.write(to: report) }
    try result.print(json: outputs.json)
    result.warn()
  }

  private func write(
    _ grid: UpdatedGrid, _ old: HeightModel, base: GeoidBase, classification: ParameterFile.Classification?
  ) throws(CommandError) {
    guard let anomaly = grid.layout.grid(grid.anomaly), let sigma = grid.layout.model(grid.sigma),
      let difference = grid.layout.model(grid.difference), let significance = grid.layout.model(grid.significance),
      var updated = HeightModel(
        anomaly: anomaly, sigma: sigma.main.anomaly, heightGradient: grid.heightGradient.flatMap(grid.layout.grid),
        referenceHeight: old.referenceHeight)
    else {
      throw CommandError(.configuration, text(zh: "\(model)：格网不能更新", en: "\(model): the grid cannot be updated"))
    }
    // It stays the model that it was, but for its name.
    updated.properties = old.properties
    updated.properties.label = outputs.name ?? base.facts?.label ?? old.properties.label
    if let output = outputs.output { try GeoidModelFile.write(updated, to: output, classification: classification) }
    for (values, path) in [(sigma, outputs.sigmaOutput), (difference, differenceOutput), (significance, significanceOutput)] {
      if let path { try GeoidModelFile.write(values, to: path, classification: classification) }
    }
  }
}

/// The word of `--changes`.
enum ChangesWord: String, ExpressibleByArgument, CaseIterable {
  case areas, none, all

  var following: ModelUpdateOptions.Following {
    switch self {
    case .areas: .areas
    case .none: .none
    case .all: .all
    }
  }
}
