import ArgumentParser
import CRS
import Estimation
import Geodesy
import Glibc
import SurveyFiles

/// `jizhun fit`: transformation parameters from common points.
struct FitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fit",
    abstract: text(zh: "由重合点求坐标转换参数，评定精度，探测粗差", en: "Estimate transformation parameters from common points"),
    discussion: text(
      zh: """
        点文件每行一点：“点名 源坐标 目标坐标 [中误差…] [check]”，坐标次序按坐标系（纬度 经度 [大地高]；北 东 [大地高]；X Y Z）。
        模型：helmert3、helmert4（平移加尺度）、geodetic4（三维四参数）、helmert7、molodensky-badekas、molodensky、\
        abridged-molodensky、plane4、geodetic7（二维七参数）、polynomial1–4，或 auto（按交叉验证选择）。
        例：jizhun fit helmert7 重合点.txt --from bj54:3d --to cgcs2000:3d --classification secret -o 参数.txt --report 报告
        参数只写入参数文件（权限 600）；报告、日志和报错中不出现参数值和坐标。
        """,
      en: """
        A point a line: “name source target [σ…] [check]”, coordinates in the order of their systems (lat lon [h]; north east [h]; X Y Z).
        Models: helmert3, helmert4 (translations and scale), geodetic4 (三维四参数), helmert7, molodensky-badekas, molodensky, \
        abridged-molodensky, plane4, geodetic7 (二维七参数), polynomial1–4, or auto (chosen by cross-validation).
        Example: jizhun fit helmert7 points.txt --from bj54:3d --to cgcs2000:3d --classification secret -o params.txt --report report
        Parameters go into the parameter file alone (permissions 600): no report, log or error shows a parameter or a coordinate.
        """))

  @Argument(help: ArgumentHelp(text(zh: "模型，或 auto", en: "Model, or auto"), valueName: "model"))
  var choice: FitChoice

  @Argument(help: ArgumentHelp(text(zh: "重合点文件；“-”为标准输入", en: "File of common points; “-”: standard input"), valueName: "points"))
  var path: String

  @Option(
    name: .customLong("from"),
    help: ArgumentHelp(text(zh: "源坐标系；独立平面坐标系写 local", en: "System of the source; “local” for a plane of its own"), valueName: "crs"))
  var source: String

  @Option(
    name: .customLong("to"),
    help: ArgumentHelp(text(zh: "目标坐标系；独立平面坐标系写 local", en: "System of the target; “local” for a plane of its own"), valueName: "crs"))
  var target: String

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp(text(zh: "参数文件", en: "Parameter file to write"), valueName: "file"))
  var output: String?

  @Option(
    name: .customLong("report"),
    help: ArgumentHelp(
      text(zh: "报告目录：文本、JSON、HTML，中英文", en: "Folder for reports: text, JSON, HTML, in Chinese and English"), valueName: "dir"))
  var report: String?

  @Option(
    name: .customLong("export"),
    help: ArgumentHelp(
      text(
        zh: "另存为其他程序的格式，可多次使用：proj=文件（PROJ pipeline）、wkt2=文件（WKT 2 COORDINATEOPERATION）、ntv2=文件（在适用范围内按格网采样）、"
          + "grid=文件（残差格网：同 ntv2 并入各点残差，参数文件在旁边的 文件.txt）",
        en: "Write the result for other programs too, once for each: proj=FILE (PROJ pipeline), wkt2=FILE (WKT 2 COORDINATEOPERATION), "
          + "ntv2=FILE (sampled on a grid over the area of validity), grid=FILE (the same with the residuals of the points brought in, and "
          + "FILE.txt, the parameter file that uses it)"), valueName: "format=file"))
  var exports: [FitExport] = []

  @Option(
    name: .customLong("export-error"),
    help: ArgumentHelp(
      text(
        zh: "ntv2、grid 的内插误差限（米），缺省 0.0001；按此加密格网",
        en: "Largest interpolation error of ntv2 and grid in metres, default 0.0001: decides how fine the grid is"),
      valueName: "m"))
  var exportError = 1e-4

  @OptionGroup var encoding: EncodingOption
  @OptionGroup var statistics: FitStatisticsOptions
  @OptionGroup var labels: FitLabelOptions

  @Flag(name: .customLong("compare"), help: ArgumentHelp(text(zh: "同时比较各模型（交叉验证）", en: "Compare all models by cross-validation")))
  var compare = false

  @Flag(name: .customLong("json"), help: ArgumentHelp(text(zh: "以 JSON 输出结果", en: "Print the result as JSON")))
  var json = false

  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard exportError >= 1e-5, exportError <= 10 else {
      throw ValidationError(text(zh: "--export-error 应在 0.00001 与 10 之间（米）", en: "--export-error should lie between 0.00001 and 10 metres"))
    }
  }

  func run() throws {
    let from = try FitSystem(source)
    let to = try FitSystem(target)
    let dimension = statistics.dimension ?? (wantsSpace(from, to) ? 3 : 2)
    if case .model(let model) = choice, let obstacle = FitRun.obstacle(model, from, to, dimension: dimension) {
      throw CommandError(.usage, obstacle)
    }
    var points = try FitPointFile.read(
      path: path, source: from, target: to, dimension: dimension, defaultSigma: try statistics.defaultSigma(dimension),
      encoding: encoding.choice)
    try statistics.markChecks(&points)
    let settings = statistics.settings(sigmaKnown: points.contains { $0.targetSigma != nil })

    var comparison: [FitComparison] = []
    let isAuto = if case .auto = choice { true } else { false }
    if compare || isAuto { comparison = FitComparison.all(points, from, to, dimension: dimension, settings) }
    let kind: FitModel
    switch choice {
    case .model(let model): kind = model
    case .auto:
      guard let best = FitComparison.choice(comparison) else {
        throw CommandError(
          .data,
          text(zh: "没有一个模型能由这些点求出；各模型的原因见 --compare", en: "no model can be estimated from these points; more points are needed"))
      }
      kind = best
    }
    let run: FitRun
    do {
      run = try FitRun(kind, points, from, to, settings)
    } catch {
      throw CommandError(.data, "\(path): " + error.message(chinese: Language.current == .zh))
    }
    try Self.refuseMirror(run, points, from, to, settings)
    let result = FitReport(
      run: run, source: from, target: to, points: points, comparison: comparison, name: labels.name ?? kind.word,
      classification: writesParameters ? classification : labels.classification)
    try write(run, points, from, to)
    if let report { try result.write(to: report) }
    var out = ByteOutput()
    if json {
      var writer = JSONWriter()
      result.write(to: &writer)
      writer.newline()
      try out.write(writer.bytes)
    } else {
      try out.write(result.text(Language.current))
    }
    try out.flush()
    for warning in run.fit.warnings {
      printToStandardError("jizhun: " + text(zh: "注意：", en: "warning: ") + warning.message(chinese: Language.current == .zh))
    }
  }

  /// That of the parameters: secret unless the user says otherwise.
  private var classification: ParameterFile.Classification { labels.classification ?? .secret }

  private var writesParameters: Bool { output != nil || !exports.isEmpty }

  /// Three coordinates a side where the model, or with `auto` the systems, have heights.
  private func wantsSpace(_ from: FitSystem, _ to: FitSystem) -> Bool {
    if case .model(let model) = choice { return model.isSpatial }
    return [from, to].allSatisfy { $0.isGeocentric || $0.crs?.form == .geographic3D }
  }

  /// Writes the parameter file and the exports; nothing where one of them cannot be made.
  private func write(_ run: FitRun, _ points: [FitPoint], _ from: FitSystem, _ to: FitSystem) throws(CommandError) {
    guard writesParameters else { return }
    let paths = [path] + (output.map { [$0] } ?? []) + exports.flatMap(\.paths)
    for (index, one) in paths.enumerated().dropFirst() {
      let identity = FileIdentity(path: one)
      guard !paths[..<index].contains(where: { $0 == one || identity != nil && FileIdentity(path: $0) == identity }) else {
        throw CommandError(
          .usage, text(zh: "输出文件 \(one) 就是点文件或另一个输出文件", en: "the output file \(one) is the file of points or another output"))
      }
    }
    let file = try run.parameterFile(
      points, from: from, to: to, area: try labels.areaOfValidity(),
      labels: FitRun.Labels(
        name: labels.name ?? run.kind.word, label: labels.label, classification: classification))
    if labels.classification == nil {
      printToStandardError(
        "jizhun: "
          + text(
            zh: "未给密级，参数按机密（secret）标注；--classification 可另定",
            en: "no classification is given, so the parameters are marked secret; --classification says otherwise"))
    }
    var contents: [(path: String, bytes: [UInt8])] = []
    if let output {
      do throws(ParameterFileError) {
        contents.append((output, Array(try file.text().utf8)))
      } catch {
        throw CommandError(.data, error.message(chinese: Language.current == .zh))
      }
    }
    for export in exports {
      let (files, remark) = try export.contents(file, run.trusted(points), from: from, to: to, largestError: exportError)
      contents += zip(export.paths, files).map { (path: $0, bytes: $1) }
      printToStandardError("jizhun: \(export.path): \(remark)")
    }
    for (path, bytes) in contents {
      var out = try ByteOutput(path: path, mode: 0o600)
      try out.write(bytes)
      try out.flush()
    }
  }

  /// A similarity cannot mirror: coordinates of a local plane in the wrong order show in residuals as large as the region, and fit well once
  /// they are turned.
  private static func refuseMirror(
    _ run: FitRun, _ points: [FitPoint], _ from: FitSystem, _ to: FitSystem, _ settings: FitSettings
  ) throws(CommandError) {
    guard run.kind == .plane4, from.crs == nil || to.crs == nil else { return }
    let turned = FitRun.points(run.kind, points, from, to).map { p in
      CommonPoint(
        name: p.name, source: p.source, target: [p.target.y, p.target.x, 0], sourceCovariance: p.sourceCovariance,
        targetCovariance: p.targetCovariance, plan: p.plan, role: p.role)
    }
    let fitted = turned.filter { $0.role == .fitted }
    guard let mirrored = try? Adjustment(PlaneSimilarityModel(centroidOf: fitted), fitted) else { return }
    guard run.fit.adjustment.weightedSquareSum > 1e4 * mirrored.weightedSquareSum else { return }
    throw CommandError(
      .data,
      text(
        zh: "一侧坐标的次序颠倒：交换目标坐标的两列后残差小百倍以上。应为先北（X）后东（Y）",
        en:
          "the coordinates of one side are swapped: with the two target columns exchanged the residuals are more than a hundred times smaller. "
          + "Northing (X) comes first, easting (Y) second"))
  }
}
