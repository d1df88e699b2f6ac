import CRS
import Estimation
import Geodesy
import SurveyFiles

/// What a fit says about itself, as text, JSON and HTML. None of them holds a parameter or a coordinate: those are secrets, and reports travel.
struct FitReport {
  let run: FitRun
  let source: FitSystem
  let target: FitSystem
  let points: [FitPoint]
  let comparison: [FitComparison]
  let name: String
  let classification: ParameterFile.Classification?

  var fit: Fit { run.fit }

  /// How many points took part, were left out, were held out.
  var counts: (fitted: Int, rejected: Int, check: Int) {
    let held = fit.points.count { $0.state == .check }
    return (fit.points.count - held - fit.rejections.count, fit.rejections.count, held)
  }

  /// The names of the coordinates that tests run along.
  var testAxes: [String] { run.kind.isSpatial && target.isGeocentric ? ["X", "Y", "Z"] : ["N", "E", "U"] }

  /// σ̂₀: metres where no standard deviations were given, else a ratio.
  var sigma0: Double? { fit.adjustment.varianceOfUnitWeight?.squareRoot() }

  // MARK: Numbers as text

  /// A number with decimals; “—” for none.
  static func fixed(_ value: Double?, _ decimals: Int) -> String {
    guard let value, value.isFinite else { return "—" }
    var buffer = TextBuffer(capacity: 256)
    buffer.append(value, decimals: decimals)
    return buffer.bytes.withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
  }

  /// Metres as millimetres with one decimal.
  static func millimetres(_ metres: Double?) -> String { fixed(metres.map { $0 * 1000 }, 1) }

  // MARK: Rows shared by text and HTML

  /// Facts at the head: label and value.
  func facts(_ language: Language) -> [(label: String, value: String)] {
    func t(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
    let (fitted, rejected, check) = counts
    let u = fit.adjustment.parameters.count
    var facts: [(String, String)] = [(t("名称", "Name"), name)]
    if let classification {
      facts.append((t("密级", "Classification"), language == .zh ? classification.chinese : classification.rawValue))
    }
    facts += [
      (t("模型", "Model"), "\(run.kind.name(language)) (\(run.kind.word))"),
      (t("方向", "Direction"), "\(source.label) → \(target.label)"),
    ]
    if run.kind == .helmert7 || run.kind == .molodenskyBadekas {
      let convention = run.settings.convention == .positionVector ? "position-vector" : "coordinate-frame"
      facts.append((t("旋转", "Rotations"), "\(convention), \(run.settings.form == .exact ? "exact" : "small-angle")"))
    }
    facts += [
      (
        t("点", "Points"),
        t("参与计算 \(fitted)，剔除 \(rejected)，检核 \(check)", "\(fitted) fitted, \(rejected) left out, \(check) held out")
      ),
      (
        t("参数 / 多余观测", "Parameters / redundancy"), "\(u) / \(fit.adjustment.redundancy)"
      ),
      (t("条件数", "Condition"), Self.fixed(fit.adjustment.condition, 0)),
    ]
    let robust = run.settings.options.robust
    if run.settings.options.sigmaKnown {
      facts.append(
        (t("单位权中误差 σ̂₀", "σ̂₀ (1 expected)"), Self.fixed(sigma0, 3) + (robust == nil ? "" : t("（抗差）", " (robust)"))))
    } else {
      facts.append((t("单位权中误差 σ̂₀", "σ̂₀, each coordinate"), Self.millimetres(sigma0) + " mm"))
    }
    if let test = fit.globalTest {
      facts.append(
        (
          t("总体检验 (χ²)", "Global test (χ²)"),
          "\(Self.fixed(test.statistic, 2)) ∈ [\(Self.fixed(test.lower, 2)), \(Self.fixed(test.upper, 2))], r = \(test.freedom): "
            + (test.passed ? t("通过", "passed") : t("未通过", "failed"))
        ))
    }
    if let tests = fit.tests {
      facts.append(
        (
          tests.sigmaKnown ? t("粗差检验 (Baarda w)", "Outlier test (Baarda w)") : t("粗差检验 (t, Pope)", "Outlier test (t, Pope)"),
          t(
            "α = \(tests.familyLevel)（\(tests.count) 个检验合计，单个 \(Self.fixed(tests.level, 5))），临界值 \(Self.fixed(tests.critical, 2))",
            "α = \(tests.familyLevel) over \(tests.count) tests (\(Self.fixed(tests.level, 5)) each), critical value \(Self.fixed(tests.critical, 2))"
          )
        ))
    }
    if let robust {
      facts.append((t("抗差估计", "Robust weights"), robust == .huber ? "Huber (k = 1.345)" : "IGG III (k₀ = 1.5, k₁ = 4.5)"))
    }
    facts.append(
      (
        t("参数协方差", "Covariance"),
        run.settings.options.sigmaKnown && !run.settings.options.scalesCovariance
          ? t("按给定中误差", "from the standard deviations given") : t("乘以验后方差 σ̂₀²", "scaled by σ̂₀²")
      ))
    return facts
  }

  /// Header and rows of the table of mean errors, millimetres.
  func errorTable(_ language: Language) -> (header: [String], rows: [[String]]) {
    func t(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
    func row(_ label: String, _ spread: Fit.Spread?) -> [String] {
      guard let spread else { return [label, "—", "—", "—", "—", "—"] }
      return [
        label, "\(spread.count)", Self.millimetres(spread.axes.x), Self.millimetres(spread.axes.y),
        fit.dimension == 3 ? Self.millimetres(spread.axes.z) : "—", Self.millimetres(spread.horizontal),
      ]
    }
    var rows = [
      row(t("内符合 √([vv]/(n−1))", "inner √([vv]/(n−1))"), fit.inner),
      row(t("交叉验证 √([vv]/n)", "leave-one-out √([vv]/n)"), fit.crossValidation),
    ]
    if let check = fit.check { rows.append(row(t("外部检核 √([vv]/n)", "check points √([vv]/n)"), check)) }
    return (
      [t("中误差 (mm)", "mean errors (mm)"), t("点数", "points"), "N", "E", "U", t("点位", "position")], rows
    )
  }

  /// Header and rows of the table of residuals, millimetres.
  func residualTable(_ language: Language) -> (header: [String], rows: [[String]], marks: [PointResult.State]) {
    func t(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
    let robust = run.settings.options.robust != nil
    let spatial = fit.dimension == 3
    var header = [t("点名", "point"), t("状态", "state"), "vN", "vE"]
    if spatial { header.append("vU") }
    header += [t("平面", "plane"), t("留一 N", "LOO N"), t("留一 E", "LOO E")]
    if spatial { header.append(t("留一 U", "LOO U")) }
    header += robust ? [t("最小权", "weight")] : [t("最大|统计量|", "max |stat|"), t("最小 r", "min r"), "MDB"]
    let rows = fit.points.map { point -> [String] in
      let v = point.residual
      var row = [point.name, state(point.state, language), Self.millimetres(v.x), Self.millimetres(v.y)]
      if spatial { row.append(Self.millimetres(v.z)) }
      row.append(Self.millimetres((v.x * v.x + v.y * v.y).squareRoot()))
      row += [Self.millimetres(point.leaveOneOut?.x), Self.millimetres(point.leaveOneOut?.y)]
      if spatial { row.append(Self.millimetres(point.leaveOneOut?.z)) }
      if robust {
        row.append(Self.fixed(point.weights.map { w in (0..<fit.dimension).map { w[$0] }.min() ?? 1 }, 2))
      } else {
        let tests = point.tests.enumerated().compactMap { index, test in test.map { (axis: index, test: $0) } }
        let worst = tests.max { abs($0.test.statistic) < abs($1.test.statistic) }
        row.append(worst.map { "\(Self.fixed(abs($0.test.statistic), 2)) \(testAxes[$0.axis])" } ?? "—")
        row.append(Self.fixed(tests.map(\.test.redundancyNumber).min(), 2))
        row.append(Self.millimetres(tests.map(\.test.detectableError).max()))
      }
      return row
    }
    return (header, rows, fit.points.map(\.state))
  }

  /// Header and rows of the comparison of models, millimetres.
  func comparisonTable(_ language: Language) -> (header: [String], rows: [[String]]) {
    func t(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
    let chosen = FitComparison.choice(comparison)
    let rows = comparison.map { entry -> [String] in
      let label = (entry.kind == chosen ? "→ " : "  ") + entry.kind.word
      guard let fit = entry.fit else { return [label, "—", "—", "—", "—", "—", entry.failure?.shortReason(language) ?? ""] }
      return [
        label, "\(entry.parameterCount)", "\(fit.adjustment.redundancy)", Self.millimetres(fit.inner.horizontal),
        Self.millimetres(fit.crossValidation?.horizontal),
        fit.dimension == 3 ? Self.millimetres(fit.crossValidation?.axes.z) : "—", Self.millimetres(fit.check?.horizontal),
      ]
    }
    return (
      [
        t("模型", "model"), t("参数", "parameters"), t("多余", "redundancy"), t("内符合", "inner"), t("交叉验证", "leave-one-out"),
        t("交叉验证 U", "leave-one-out U"), t("检核", "check"),
      ], rows
    )
  }

  /// A note under the comparison.
  func comparisonNote(_ language: Language) -> String {
    language == .zh
      ? "点位中误差，毫米。箭头：交叉验证与最小值相差不超过 5% 的模型中参数最少者。"
      : "Horizontal position, millimetres. Arrow: the model with the fewest parameters whose leave-one-out error is within 5 % of the least."
  }

  func state(_ state: PointResult.State, _ language: Language) -> String {
    switch state {
    case .fitted: language == .zh ? "计算" : "fitted"
    case .rejected(let round): language == .zh ? "剔除 \(round)" : "left out \(round)"
    case .check: language == .zh ? "检核" : "check"
    }
  }

  /// A sentence for each point left out.
  func rejectionLines(_ language: Language) -> [String] {
    fit.rejections.map { r in
      let (statistic, critical, axis) = (Self.fixed(r.statistic, 2), Self.fixed(r.critical, 2), testAxes[r.coordinate])
      return language == .zh
        ? "第 \(r.round) 轮：剔除点 \(r.name)（\(axis) 方向，统计量 \(statistic)，临界值 \(critical)）"
        : "round \(r.round): point \(r.name) left out (\(axis), statistic \(statistic), critical value \(critical))"
    }
  }
}

extension EstimationError {
  /// A few words for a table.
  func shortReason(_ language: Language) -> String {
    switch self {
    case .tooFewPoints(_, let needed): language == .zh ? "至少 \(needed) 点" : "needs \(needed) points"
    case .undetermined: language == .zh ? "不可定" : "undetermined"
    case .badCovariance, .notConverged: language == .zh ? "不收敛" : "does not settle"
    }
  }
}
