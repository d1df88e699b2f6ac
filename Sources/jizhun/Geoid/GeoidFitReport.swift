import Refinement
import SurveyFiles

/// What a refinement says about itself.
struct GeoidFitReport: GeoidReport {
  let points: GeoidPoints
  let base: GeoidBase
  let run: RefinementRun
  let grid: RefinedGrid?
  let name: String
  let classification: ParameterFile.Classification?
  /// The classes that the result is judged by; nil where the user named none.
  var accuracyTable: AccuracyTable?

  /// Discrepancies of the points before the fit: what the base leaves.
  var before: ErrorStatistics? { ErrorStatistics((points.fitted + points.checks).map(\.control.discrepancy)) }
  /// What the fit leaves at the points that take part.
  var inner: [Double] { run.corrector.residuals }
  /// 内符合: √([vv] ∕ (n − 1)).
  var innerAgreement: Double { (inner.reduce(0) { $0 + $1 * $1 } / Double(max(inner.count - 1, 1))).squareRoot() }
  /// Differences of the points held out, with the σ stated there.
  var outer: [(difference: Double, sigma: Double)] {
    zip(points.checks, run.predictions(points.checks.map { ($0.control.place, $0.control.normalHeight) })).map { point, predicted in
      let own = point.control.sigma ?? 0
      return (point.control.discrepancy - predicted.value, (predicted.sigma * predicted.sigma + own * own).squareRoot())
    }
  }
  /// The result held against the user's classes.
  var accuracyVerdict: GeoidAccuracyVerdict? {
    accuracyTable.map {
      GeoidAccuracyVerdict(
        $0, inner: innerAgreement, outer: ErrorStatistics(outer.map(\.difference))?.rms, layout: grid?.layout, checks: points.checks.count)
    }
  }
  /// The verdict on a point of the file that is no check point.
  func verdict(_ i: Int) -> BlunderVerdict { run.blunders?.verdicts[i] ?? .sound }

  // MARK: Rows shared by text and HTML

  func facts(_ language: Language) -> [(label: String, value: String)] {
    func t(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
    let (suspected, out) = ((run.blunders?.verdicts ?? []).count { $0 == .suspected }, points.fitted.count - run.used.count)
    var facts: [(String, String)] = []
    if !name.isEmpty { facts.append((t("模型名称", "Model"), name)) }
    if let classification {
      facts.append((t("密级", "Classification"), language == .zh ? classification.chinese : classification.rawValue))
    }
    facts.append(
      (
        t("基础模型", "Base model"), base.description(language)
      ))
    if let known = base.facts {
      let label = known.label.isEmpty ? t("无标记", "no label") : known.label
      let words = known.classification.map { language == .zh ? $0.chinese : $0.rawValue } ?? t("密级未标明", "classification not stated")
      facts.append((t("基础模型的标记、密级", "Its label and classification"), label + t("，", ", ") + words))
      facts.append((t("基础模型的 SHA-256", "Its SHA-256"), known.digest.description))
    }
    facts += removeRestoreFacts(language)
    facts.append(
      (
        t("点", "Points"),
        t(
          "参与 \(run.used.count)，剔除 \(out)，可疑 \(suspected)，检核 \(points.checks.count)，基础模型之外 \(points.outside.count)",
          "\(run.used.count) fitted, \(out) left out, \(suspected) suspected, \(points.checks.count) held out, \(points.outside.count) outside the base"
        )
      ))
    if let before {
      facts.append(
        (
          t("拟合前（已知 − 基础模型）", "Before (points − base)"),
          t(
            "均值 \(Self.mm(before.mean))，标准差 \(Self.mm(before.deviation))，68% 在 ±\(Self.mm(before.magnitude68)) 内，\(Self.mm(before.range.lowerBound)) … \(Self.mm(before.range.upperBound)) mm",
            "mean \(Self.mm(before.mean)), σ \(Self.mm(before.deviation)), 68 % within ±\(Self.mm(before.magnitude68)), \(Self.mm(before.range.lowerBound)) … \(Self.mm(before.range.upperBound)) mm"
          )
        ))
    }
    facts.append((t("方法", "Method"), run.method.name(language)))
    let covariance = run.corrector.covariance
    if let signal = covariance.signal {
      var text = signal.shape.rawValue
      if let half = signal.shape.halfLength {
        text += t(
          "，信号 \(Self.mm(signal.sigma)) mm，相关距离（半值）\(Self.fixed(half * signal.length / 1000, 1)) km",
          ", signal \(Self.mm(signal.sigma)) mm, half-correlation length \(Self.fixed(half * signal.length / 1000, 1)) km")
      } else {
        text += t("，光滑因子 \(Self.fixed(signal.length / 1000, 1)) km", ", smoothing \(Self.fixed(signal.length / 1000, 1)) km")
      }
      text += t("，块金 \(Self.mm(covariance.nugget)) mm", ", nugget \(Self.mm(covariance.nugget)) mm")
      facts.append((t("协方差（REML）", "Covariance (REML)"), text))
    }
    if let stretch = covariance.stretch {
      let (ratio, azimuth) = (Self.fixed(stretch.ratio, 2), Self.fixed(stretch.azimuthDegrees, 0))
      facts.append(
        (
          t("各向异性", "Anisotropy"),
          t("沿方位角 \(azimuth)° 的相关距离是垂直方向的 \(ratio) 倍", "correlation \(ratio) times as long along azimuth \(azimuth)° as across it")
        ))
    }
    if let slope = covariance.slope, let half = slope.shape.halfLength {
      facts.append(
        (
          t("高程项的变化", "Height term varies by"),
          "\(Self.mm(slope.sigma * 1000)) mm/km, \(Self.fixed(half * slope.length / 1000, 0)) km"
        ))
    }
    facts.append(
      (t("方差校准因子", "Calibration of σ²"), Self.fixed(run.varianceFactor, 3) + t("（由交叉验证）", " (from cross-validation)")))
    if let grid {
      facts.append(
        (
          t("格网", "Grid"),
          t(
            "\(grid.layout.rows) × \(grid.layout.columns)，间隔 \(Self.fixed(grid.layout.latitudeMinutes, 2))′ × \(Self.fixed(grid.layout.longitudeMinutes, 2))′，"
              + "离点 \(Self.fixed(grid.reach / 1000, 0)) km 以内有值",
            "\(grid.layout.rows) × \(grid.layout.columns) nodes, \(Self.fixed(grid.layout.latitudeMinutes, 2))′ × \(Self.fixed(grid.layout.longitudeMinutes, 2))′, "
              + "values within \(Self.fixed(grid.reach / 1000, 0)) km of a point")
        ))
      if grid.heightGradient != nil {
        facts.append((t("ζ 对应的正常高", "ζ stands for normal height"), Self.fixed(grid.referenceHeight, 0) + " m"))
      }
    }
    return facts
  }

  func accuracyTable(_ language: Language) -> GeoidReportTable {
    func t(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
    func row(_ label: String, _ s: ErrorStatistics?, _ square: Double?) -> [String] {
      [
        label, s.map { "\($0.count)" } ?? "—", Self.mm(s?.mean), Self.mm(square ?? s?.rms), Self.mm(s?.magnitude68),
        Self.mm(s?.magnitude95),
        Self.mm(s.map { max(abs($0.range.lowerBound), abs($0.range.upperBound)) }),
      ]
    }
    var rows = [
      row(t("内符合（拟合残差）", "Inner agreement (residuals)"), ErrorStatistics(inner), innerAgreement),
      row(t("留一交叉验证", "Leave-one-out"), run.validation.statistics, nil),
      row(
        t("分块交叉验证（\(run.validation.foldCount) 份）", "Blocks left out (\(run.validation.foldCount) folds)"), run.validation.blockStatistics,
        nil),
    ]
    if !points.checks.isEmpty {
      rows.append(row(t("外符合（检核点）", "Outer agreement (points held out)"), ErrorStatistics(outer.map(\.difference)), nil))
    }
    return GeoidReportTable(
      header: [t("检验", "Test"), "n", t("均值", "Mean"), t("中误差", "RMS"), "68 %", "95 %", t("最大", "Largest")], rows: rows)
  }

  func methodTable(_ language: Language) -> GeoidReportTable {
    func t(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
    let rows = run.candidates.map { c in
      [
        (c.method == run.method ? "* " : "  ") + c.method.name(language), Self.mm(c.inner), Self.mm(c.leaveOneOut?.rms),
        Self.mm(c.leaveOneOut?.magnitude68), Self.mm(c.blocks?.rms), c.error?.message(chinese: language == .zh) ?? "",
      ]
    }
    return GeoidReportTable(
      header: [t("方法", "Method"), t("内符合", "Inner"), t("留一", "LOO"), t("留一 68%", "LOO 68 %"), t("分块", "Blocks"), ""], rows: rows,
      left: [0, 5], classes: run.candidates.map { $0.method == run.method ? "best" : "" })
  }

  /// Points that the search names, the worst first: index, verdict.
  var named: [Int] {
    points.fitted.indices.filter { verdict($0) != .sound }
      .sorted { abs(run.differences[$0] / run.differenceSigmas[$0]) > abs(run.differences[$1] / run.differenceSigmas[$1]) }
  }

  func blunderTable(_ language: Language) -> GeoidReportTable {
    func t(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
    let rows = named.map { i in
      [
        points.fitted[i].name, "\(points.fitted[i].given.line)", Self.mm(run.differences[i]),
        Self.fixed(run.differences[i] / run.differenceSigmas[i], 1), verdict(i) == .leftOut ? t("剔除", "left out") : t("可疑", "suspected"),
      ]
    }
    return GeoidReportTable(
      header: [t("点名", "Point"), t("行", "Line"), t("差值", "Difference"), t("差值/σ", "÷ σ"), t("判断", "Verdict")], rows: rows, left: [0, 4],
      classes: named.map { verdict($0) == .leftOut ? "out" : "suspect" })
  }

  // MARK: Text

  func text(_ language: Language) -> String {
    func t(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
    var out = ""
    var head = TextTable([("", .left), ("", .left)])
    for fact in facts(language) { head.add([fact.label, fact.value]) }
    out += head.text() + "\n"
    if !stages.isEmpty { out += stageTable(language).text(t("移去–恢复", "Removed and restored"), language) }
    out += accuracyTable(language).text(t("精度（毫米）", "Accuracy, mm"), language)
    if let verdict = accuracyVerdict {
      out += verdict.table(language).text(t("精度等级：", "Classes: ") + verdict.sentence(language), language)
    }
    out += methodTable(language).text(t("方法比较（毫米；* 为所选）", "Methods, mm (* chosen)"), language)
    // The rest is in the report.
    if !named.isEmpty { out += blunderTable(language).text(t("粗差探测（毫米）", "Gross errors, mm"), most: 20, language) }
    return out
  }

  /// Says on standard error what the user should know.
  func warn() {
    if !points.outside.isEmpty {
      warning(
        jizhun.text(
          zh: "\(points.outside.count) 个点不在基础模型范围内，未用（第一个在第 \(points.outside[0].line) 行）",
          en: "\(points.outside.count) points lie outside the base model and were not used (the first on line \(points.outside[0].line))"))
    }
    let out = points.fitted.count - run.used.count
    if out > 0 { warning(jizhun.text(zh: "剔除了 \(out) 个明显粗差点", en: "\(out) points with gross errors were left out")) }
    let failed = run.candidates.count { $0.error != nil }
    if failed > 0 { warning(jizhun.text(zh: "\(failed) 种方法不能用于这些点", en: "\(failed) methods cannot be fitted to these points")) }
  }
}
