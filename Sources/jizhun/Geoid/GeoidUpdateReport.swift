import Glibc
import Geodesy
import GridFiles
import Refinement
import SurveyFiles

/// What an update says about itself.
struct GeoidUpdateReport: GeoidReport {
  let points: GeoidPoints
  let base: GeoidBase
  let update: ModelUpdate
  let grid: UpdatedGrid
  let sigma: GeoidModelSigma
  let name: String
  let classification: ParameterFile.Classification?
  var accuracyTable: AccuracyTable?
  var fresh: GeoidFreshPoints?
  /// What points without σ were given, metres; nil where none were.
  var givenMedianSigma: Double?
  var isLengthKnown = false
  /// The longer side of a cell of the old model, metres.
  var oldStep = 0.0
  /// The grids of the old model.
  var partCount = 1
  var following = ModelUpdateOptions.Following.areas
  /// What became of the old marks that are not among the new; nil where they are not named.
  var oldMarks: GeoidOldMarks.Effect?
  /// What the grid loses of the corrections at the points; nil where it reaches none.
  var loss: ErrorStatistics?

  /// What the updated model leaves at the points that take part.
  var residuals: [Double] {
    let all = update.residuals
    return update.used.map { all[$0] }
  }
  /// 内符合: √([vv] ∕ (n − 1)).
  var innerAgreement: Double {
    (residuals.reduce(0) { $0 + $1 * $1 } / Double(max(update.used.count - 1, 1))).squareRoot()
  }
  /// Differences of the points held out to the updated model, with the σ stated there.
  var outer: [(difference: Double, sigma: Double)] {
    let places = points.checks.map {
      (place: $0.control.place, modelSigma: sigma.value($0.control.latitudeDegrees, $0.control.longitudeDegrees))
    }
    return zip(points.checks, update.predictions(places)).map { point, predicted in
      let own = point.control.sigma ?? 0
      let known = point.control.sigma == nil ? predicted.statedSigma : predicted.sigma
      return (point.control.discrepancy - predicted.value, (known * known + own * own).squareRoot())
    }
  }
  var accuracyVerdict: GeoidAccuracyVerdict? {
    accuracyTable.map {
      GeoidAccuracyVerdict(
        $0, inner: innerAgreement, outer: ErrorStatistics(outer.map(\.difference))?.rms, layout: grid.layout, checks: points.checks.count)
    }
  }

  /// RMS of leave-one-out differences over stated σ: 1 where σ is honest.
  var standardised: Double {
    let squares = update.used.map { i in
      let ratio = update.leaveOneOut[i] / update.leaveOneOutSigma[i]
      return ratio * ratio
    }
    return (squares.reduce(0, +) / Double(max(squares.count, 1))).squareRoot()
  }

  func verdict(_ i: Int, _ language: Language) -> String {
    func t(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
    switch update.marks[i].verdict {
    case .unchanged: return ""
    case .changed: return update.used.contains(i) ? t("有变化", "changed") : t("有变化，未参与", "changed, left out")
    case .inArea(let k, let isSignificant):
      return isSignificant ? t("随区域 \(k + 1) 变化", "changed with area \(k + 1)") : t("在区域 \(k + 1) 内，本点不显著", "in area \(k + 1), itself not")
    }
  }

  /// Points with a significant change: alone, the most significant first, then by areas.
  var changedMarks: [Int] {
    let alone = update.search?.changed ?? []
    let together = update.marks.indices.filter { if case .inArea(_, true) = update.marks[$0].verdict { true } else { false } }
    func ratio(_ i: Int) -> Double { abs(update.marks[i].change) / max(update.marks[i].sigma, 1e-9) }
    return alone + together.sorted { ratio($0) > ratio($1) }
  }

  /// Holds the grid against the corrections that it is to carry, at the points.
  mutating func measureLoss(_ method: GridInterpolation?) {
    guard let model = grid.layout.model(grid.difference) else { return }
    let sampler = HeightSampler(model, method: method)
    loss = ErrorStatistics(
      points.fitted.enumerated().compactMap { i, point in
        let c = point.control
        let read = try? sampler.anomaly(latitudeDegrees: c.latitudeDegrees, longitudeDegrees: c.longitudeDegrees)
        return read.map { $0 - update.correction(c.place, modelSigma: update.points[i].modelSigma) }
      })
  }

  /// Why the grid is too coarse for the corrections; nil where it is not.
  func coarseness(_ language: Language) -> String? {
    func t(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
    let layout = grid.layout
    let cosine = SpherePlace(latitudeDegrees: points.fitted[0].control.latitudeDegrees, longitudeDegrees: 0).latitude.cosine
    let step = max(layout.latitudeMinutes, layout.longitudeMinutes * cosine) / 60 * .pi / 180 * SpherePlace.radius
    // The shortest that the corrections fall to half in.
    let half = ([update.covariance.halfLength] + update.covariance.areas.map { $0.radius / 3 }).min() ?? 0
    let known = ErrorStatistics(
      update.predictions(
        update.used.prefix(500).map { (update.points[$0].place, update.points[$0].modelSigma) }
      ).map(\.sigma))
    let isLossy = loss.map { $0.rms > max(0.3 * (known?.rms ?? 0), 0.0005) } ?? false
    guard isLossy || step > half else { return nil }
    let lost =
      loss.map {
        t(
          "，在点上损失 \(Self.mm($0.rms)) mm（中误差，最大 \(Self.mm(max(-$0.range.lowerBound, $0.range.upperBound)))）",
          ", and loses \(Self.mm($0.rms)) mm rms of them at the points (\(Self.mm(max(-$0.range.lowerBound, $0.range.upperBound))) at most)"
        )
      } ?? ""
    let better = max(half / 2 / 111_200 * 60 * min(layout.latitudeMinutes / (step / 1853), 1), 0.05)
    let hint = Self.fixed((better * 10).rounded(.down) / 10 >= 0.1 ? (better * 10).rounded(.down) / 10 : 0.1, 1)
    return t(
      "格网间隔 \(Self.fixed(step / 1000, 1)) km 对改正偏粗：改正在 \(Self.fixed(half / 1000, 1)) km 内减半\(lost)；可用 --step \(hint) 加密",
      "the grid, \(Self.fixed(step / 1000, 1)) km from node to node, is coarse for the corrections, which fall to half within \(Self.fixed(half / 1000, 1)) km\(lost); --step \(hint) makes it finer"
    )
  }

  // MARK: Statements

  var isSignificant: Bool {
    update.hasChanged == true || update.whole?.test.isSignificant == true || update.parts.contains { $0.test.isSignificant }
  }

  private func sentence(_ agreement: ModelUpdate.Agreement, _ language: Language) -> String {
    func t(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
    let verdict =
      agreement.passed
      ? t("相符", "they agree")
      : agreement.ratio > agreement.limits.upperBound
        ? t("差值大于所述精度", "the differences are larger than stated") : t("差值小于所述精度", "the differences are smaller than stated")
    return
      "χ²/n = \(Self.fixed(agreement.ratio, 2)) (95 %: \(Self.fixed(agreement.limits.lowerBound, 2))–\(Self.fixed(agreement.limits.upperBound, 2)), n = \(agreement.count))"
      + t("：", ": ") + verdict
  }

  private func shift(_ test: ChangeSearch.Test, _ language: Language) -> String {
    func t(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
    return "\(Self.mm(test.value)) ± \(Self.mm(test.sigma)) mm, |T| = \(Self.fixed(abs(test.ratio), 1)) "
      + (test.isSignificant
        ? t("> \(Self.fixed(test.limit, 1))：显著", "> \(Self.fixed(test.limit, 1)): significant")
        : t("≤ \(Self.fixed(test.limit, 1))：不显著", "≤ \(Self.fixed(test.limit, 1)): not significant"))
  }

  /// The outcome in sentences, the verdict first.
  func conclusions(_ language: Language) -> [String] {
    func t(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
    guard let search = update.search else {
      return [t("未作变化检验（--keep-all）。", "Changes were not tested (--keep-all)."), sentence(update.agreement, language)]
    }
    let level = Self.fixed(search.level, search.level < 0.01 ? 4 : 2)
    var sentences: [String] = []
    let (alone, areas) = (search.changed.count, search.areas.count)
    if update.hasChanged == true {
      sentences.append(
        t(
          "有显著变化：单独变化的点 \(alone) 个，成片变化的区域 \(areas) 个（整个检验的显著性水平 \(level)）。",
          "Significant: marks changed by themselves \(alone), areas changed together \(areas) (level \(level) for the whole search)."))
    } else if isSignificant {
      sentences.append(
        t(
          "有显著差异：没有单点或小区域变化，但较大范围的平均差值显著（水平 \(level)）。",
          "Significant: no mark and no small area, but the mean difference of a larger part (level \(level) for the whole search)."))
    } else {
      sentences.append(
        t(
          "无显著变化：没有任何点或区域超出偶然误差（整个检验的显著性水平 \(level)）。",
          "Not significant: no mark and no area has changed beyond chance (level \(level) for the whole search)."))
    }
    for (k, area) in search.areas.enumerated() {
      sentences.append(
        t("区域 \(k + 1)", "Area \(k + 1)")
          + t(
            "（点 \(points.fitted[area.centre].name) 周围 \(Self.fixed(area.area.radius / 1000, 1)) km，\(area.marks.count) 点）：",
            " (\(Self.fixed(area.area.radius / 1000, 1)) km around \(points.fitted[area.centre].name), \(area.marks.count) marks): ")
          + shift(area.test, language))
    }
    if let whole = update.whole {
      sentences.append(t("全部点的平均差值（新 − 旧模型）：", "Mean of all differences (points − old model): ") + shift(whole.test, language))
    }
    sentences.append(t("新点与旧模型所述 σ：", "The points and the σ stated of model and points: ") + sentence(update.agreement, language))
    if let rest = update.unchangedAgreement, rest.count < update.agreement.count {
      sentences.append(t("其中未变化的点：", "Those that have not changed: ") + sentence(rest, language))
    }
    if update.covariance.factor > 1 {
      sentences.append(
        t(
          "差值总体大于所述精度：模型和点的 σ 乘以 \(Self.fixed(update.covariance.factor.squareRoot(), 2)) 后使用。",
          "The bulk of the differences is larger than stated: σ of model and points are taken \(Self.fixed(update.covariance.factor.squareRoot(), 2)) times."
        ))
    }
    return sentences
  }

  /// How the search was made.
  func method(_ language: Language) -> String? {
    guard let search = update.search else { return nil }
    let (marks, areas) = (Self.fixed(search.limit.mark, 2), Self.fixed(search.limit.area, 2))
    let tails =
      search.freedom.map {
        language == .zh
          ? "；残差尾部长于正态分布，限值按 t(\($0)) 分布放宽"
          : "; the residuals' tails are longer than normal, and the limits are those of Student's t(\($0))"
      } ?? ""
    return language == .zh
      ? "w 检验：每点与模型及其余各点比较；区域为不同半径的碗形。显著性水平 \(search.level) 由点和区域各占一半，分别按 Šidák 分摊到 \(search.testCount.marks) 个和 \(search.testCount.areas) 个检验：|T| 限值 \(marks)（点）、\(areas)（区域）\(tails)。没有任何变化时，报出任一变化的概率不超过该水平。"
      : "w-test: each mark against the model and all other marks; areas are bowls of many radii. Half of the level \(search.level) goes to the \(search.testCount.marks) marks, half to \(search.testCount.areas) areas, shared by Šidák's rule: |T| beyond \(marks) (marks), \(areas) (areas) is significant\(tails). Where nothing has changed, anything at all is found with a probability of that level at most."
  }

  func warn() {
    func t(_ zh: String, _ en: String) -> String { jizhun.text(zh: zh, en: en) }
    let language = Language.current
    if let fresh, fresh.repeated > 0 {
      warning(t("\(fresh.repeated) 行与别的行完全相同，只用一次", "lines that repeat another to the digit count once: \(fresh.repeated)"))
    }
    if let fresh, fresh.known > 0 {
      warning(
        t(
          "\(fresh.known) 个点与 --old-points 中的完全相同，不是新观测，未用",
          "\(fresh.known) points are those of --old-points to the digit, nothing new, and were not used"))
    }
    if !points.outside.isEmpty {
      warning(
        t(
          "\(points.outside.count) 个点不在模型范围内，未用（第一个在第 \(points.outside[0].line) 行）",
          "\(points.outside.count) points lie outside the model and were not used (the first on line \(points.outside[0].line))"))
    }
    if !sigma.isKnown {
      warning(
        t(
          "模型没有 σ；按差值估计为处处 \(Self.mm(update.covariance.uniformSigma)) mm。已知时请用 --model-sigma 给出",
          "the model states no σ: \(Self.mm(update.covariance.uniformSigma)) mm everywhere is taken, estimated from the differences; say --model-sigma if you know it"
        ))
    }
    if let median = givenMedianSigma {
      warning(t("部分点没有中误差，取其余点的中位数 \(Self.mm(median)) mm", "points without σ were given the median of the others, \(Self.mm(median)) mm"))
    } else if update.points.allSatisfy({ $0.sigma == nil }) {
      warning(
        t(
          "点没有中误差；估计为 \(Self.mm(update.covariance.nugget)) mm。已知时请用 --sigma 给出",
          "the points come without σ: \(Self.mm(update.covariance.nugget)) mm is estimated; say --sigma if you know it"))
    }
    if !isLengthKnown, update.points.count < 10 {
      warning(
        t(
          "点太少，相关距离取 \(Self.fixed(update.covariance.halfLength / 1000, 1)) km，可用 --correlation-length 给出",
          "few points tell little of the correlation length: \(Self.fixed(update.covariance.halfLength / 1000, 1)) km is taken; --correlation-length says another"
        ))
    }
    if partCount > 1 {
      warning(t("模型有 \(partCount) 个格网，只更新并写出第一个", "the model has \(partCount) grids: the first one is updated and written"))
    }
    if let coarse = coarseness(language) { warning(coarse) }
    if following != .all, let search = update.search, !search.changed.isEmpty {
      warning(
        t(
          "\(search.changed.count) 个点单独有显著变化，未参与更新；请先检查（--changes all 使其参与）",
          "\(search.changed.count) marks changed by themselves were left out: look at them first (--changes all brings them in)"))
    }
  }
}
