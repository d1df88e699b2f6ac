import Refinement
import SurveyFiles

extension GeoidUpdateReport {
  func facts(_ language: Language) -> [(label: String, value: String)] {
    func t(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
    var facts: [(String, String)] = []
    if !name.isEmpty { facts.append((t("模型名称", "Model"), name)) }
    if let classification {
      facts.append((t("密级", "Classification"), language == .zh ? classification.chinese : classification.rawValue))
    }
    facts.append((t("旧模型", "Old model"), base.description(language)))
    if let known = base.facts {
      let label = known.label.isEmpty ? t("无标记", "no label") : known.label
      let words = known.classification.map { language == .zh ? $0.chinese : $0.rawValue } ?? t("密级未标明", "classification not stated")
      facts.append((t("其标记、密级", "Its label and classification"), label + t("，", ", ") + words))
      facts.append((t("其 SHA-256", "Its SHA-256"), known.digest.description))
    }
    let c = update.covariance
    let stated = update.points.compactMap(\.modelSigma).sorted()
    let uniform =
      stated.isEmpty
      ? t("：", ": ") + Self.mm(c.uniformSigma) + " mm"
      : t("；点上的中位数 \(Self.mm(stated[stated.count / 2])) mm", "; median at the points \(Self.mm(stated[stated.count / 2])) mm")
    facts.append((t("旧模型的 σ", "Its σ"), sigma.description(language) + uniform))
    let length = Self.fixed(c.halfLength / 1000, 1)
    facts.append(
      (
        t("模型误差的相关", "Correlation of its errors"),
        c.shape.rawValue
          + (isLengthKnown
            ? t("，\(length) km 处为一半（给定）", ", one half at \(length) km (given)")
            : t("，\(length) km 处为一半（由差值估计）", ", one half at \(length) km (from the differences)"))
      ))
    if c.nugget > 0 {
      facts.append((t("点的 σ（估计，含于模型的 σ）", "σ of the points (estimated; part of the model's)"), Self.mm(c.nugget) + " mm"))
    }
    let out = points.fitted.count - update.used.count
    let again = update.points.count { $0.earlier != nil }
    facts.append(
      (
        t("点", "Points"),
        t(
          "参与 \(update.used.count)（其中 \(again) 个旧点重测），因变化未参与 \(out)，检核 \(points.checks.count)，模型之外 \(points.outside.count)",
          "\(update.used.count) take part (\(again) were there before), \(out) left out as changed, \(points.checks.count) held out, \(points.outside.count) outside the model"
        )
      ))
    facts.append(
      (
        t("显著差异（|Δ| > 1.96σ）", "Significant difference (|Δ| > 1.96 σ)"),
        t("占格网的 \(Self.fixed(grid.significantShare * 100, 1)) %", "\(Self.fixed(grid.significantShare * 100, 1)) % of the grid")
      ))
    if let oldMarks {
      facts.append(
        (
          t("未重测的旧点", "Old marks not among the new"),
          t(
            "\(oldMarks.count) 个，其中改动超过旧模型 1.96σ 的 \(oldMarks.beyond) 个",
            "\(oldMarks.count), of which \(oldMarks.beyond) were moved by more than 1.96 σ of the old model")
        ))
    }
    let layout = grid.layout
    facts.append(
      (
        t("格网", "Grid"),
        "\(layout.rows) × \(layout.columns), \(Self.fixed(layout.latitudeMinutes, 2))′ × \(Self.fixed(layout.longitudeMinutes, 2))′"
          + (loss.map { t("；在点上损失改正 \(Self.mm($0.rms)) mm", "; loses \(Self.mm($0.rms)) mm rms of the corrections at the points") } ?? "")
      ))
    return facts
  }

  func accuracyTable(_ language: Language) -> GeoidReportTable {
    func t(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
    var rows: [[String]] = []
    func row(_ label: String, _ s: ErrorStatistics?, _ square: Double? = nil) {
      guard let s else { return }
      rows.append([
        label, "\(s.count)", Self.mm(s.mean), Self.mm(square ?? s.rms), Self.mm(s.magnitude68), Self.mm(s.magnitude95),
        Self.mm(max(abs(s.range.lowerBound), abs(s.range.upperBound))),
      ])
    }
    let all = points.fitted.map(\.control.discrepancy)
    row(t("新点 − 旧模型", "Points − old model"), ErrorStatistics(all))
    if update.used.count < all.count { row(t("　其中参与更新的", "  those that take part"), ErrorStatistics(update.used.map { all[$0] })) }
    row(t("内符合（新点 − 更新后）", "Inner agreement (points − updated)"), ErrorStatistics(residuals), innerAgreement)
    row(t("留一交叉验证", "Leave-one-out"), ErrorStatistics(update.used.map { update.leaveOneOut[$0] }))
    row(t("检核点 − 旧模型", "Points held out − old model"), ErrorStatistics(points.checks.map(\.control.discrepancy)))
    row(t("外符合（检核点 − 更新后）", "Outer agreement (held out − updated)"), ErrorStatistics(outer.map(\.difference)))
    row(t("未重测的旧点 − 旧模型", "Old marks not among the new − old model"), oldMarks?.before)
    row(t("未重测的旧点 − 更新后", "Old marks not among the new − updated"), oldMarks?.after)
    row(t("未重测的旧点的改动", "How far these were moved"), oldMarks?.shift)
    return GeoidReportTable(
      header: [t("检验", "Test"), "n", t("均值", "Mean"), t("中误差", "RMS"), "68 %", "95 %", t("最大", "Largest")], rows: rows)
  }

  /// The marks that have changed: alone, then with areas.
  func changeTable(_ language: Language) -> GeoidReportTable {
    func t(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
    let rows = changedMarks.map { i in
      let mark = update.marks[i]
      return [
        points.fitted[i].name, "\(points.fitted[i].given.line)", Self.mm(points.fitted[i].control.discrepancy), Self.mm(mark.change),
        Self.mm(mark.sigma), Self.fixed(mark.change / mark.sigma, 1),
        Self.fixed(mark.verdict == .changed ? update.search?.marks[i].limit : 1.96, 2), verdict(i, language),
      ]
    }
    return GeoidReportTable(
      header: [
        t("点名", "Point"), t("行", "Line"), t("新点 − 旧模型", "− old model"), t("变化", "Change"), "σ", t("变化/σ", "÷ σ"), t("限值", "Limit"),
        t("判断", "Verdict"),
      ], rows: rows, left: [0, 7],
      classes: changedMarks.map { update.used.contains($0) ? "suspect" : "out" })
  }

  /// Areas that have changed, and the parts of the network.
  func areaTable(_ language: Language) -> GeoidReportTable {
    func t(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
    var (rows, classes): ([[String]], [String]) = ([], [])
    func add(_ label: String, _ centre: Int?, _ radius: Double, _ count: Int, _ test: ChangeSearch.Test) {
      rows.append([
        label, centre.map { points.fitted[$0].name } ?? "", Self.fixed(radius / 1000, 1), "\(count)", Self.mm(test.value),
        Self.mm(test.sigma),
        Self.fixed(test.ratio, 1), Self.fixed(test.limit, 2), test.isSignificant ? t("显著", "significant") : t("不显著", "not significant"),
      ])
      classes.append(test.isSignificant ? "suspect" : "")
    }
    for (k, area) in (update.search?.areas ?? []).enumerated() {
      add(t("区域 \(k + 1)", "Area \(k + 1)"), area.centre, area.area.radius, area.marks.count, area.test)
    }
    if let whole = update.whole { add(t("全部点（平均）", "All points (mean)"), nil, whole.radius, whole.marks.count, whole.test) }
    for (k, part) in update.parts.enumerated() {
      add(t("分区 \(k + 1)（平均）", "Part \(k + 1) (mean)"), part.centre, part.radius, part.marks.count, part.test)
    }
    return GeoidReportTable(
      header: [
        t("区域", "Area"), t("中间的点", "Around"), t("半径/km", "Radius, km"), "n", t("变化", "Change"), "σ", "T", t("限值", "Limit"),
        t("判断", "Verdict"),
      ], rows: rows, left: [0, 1, 8], classes: classes)
  }

  func pointTable(_ language: Language) -> GeoidReportTable {
    func t(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
    let after = update.residuals
    var (rows, classes): ([[String]], [String]) = ([], [])
    for (i, point) in points.fitted.enumerated() {
      rows.append([
        point.name, Self.mm(point.control.discrepancy), Self.mm(after[i]), Self.mm(update.leaveOneOut[i]),
        Self.mm(update.leaveOneOutSigma[i]),
        Self.fixed(update.leaveOneOut[i] / update.leaveOneOutSigma[i], 2),
        Self.mm(update.points[i].earlier.map { point.control.discrepancy - $0.difference }),
        verdict(i, language),
      ])
      classes.append(
        update.marks[i].verdict == .changed ? "out" : changed(i) ? "suspect" : "")
    }
    for (point, out) in zip(points.checks, outer) {
      rows.append([
        point.name, Self.mm(point.control.discrepancy), Self.mm(out.difference), "—", Self.mm(out.sigma),
        Self.fixed(out.difference / out.sigma, 2), "—",
        t("检核", "held out"),
      ])
      classes.append("check")
    }
    return GeoidReportTable(
      header: [
        t("点名", "Point"), t("− 旧模型", "− old model"), t("− 更新后", "− updated"), t("留一差值", "LOO"), "σ", t("差值/σ", "÷ σ"),
        t("− 旧测", "− before"), "",
      ], rows: rows, left: [0, 7], classes: classes)
  }

  func changed(_ i: Int) -> Bool {
    switch update.marks[i].verdict {
    case .unchanged, .inArea(_, false): false
    case .changed, .inArea(_, true): true
    }
  }

  func text(_ language: Language) -> String {
    func t(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
    var out = conclusions(language).joined(separator: "\n") + "\n\n"
    var head = TextTable([("", .left), ("", .left)])
    for fact in facts(language) { head.add([fact.label, fact.value]) }
    out += head.text() + "\n"
    out += accuracyTable(language).text(t("精度（毫米）", "Accuracy, mm"), language)
    if let verdict = accuracyVerdict {
      out += verdict.table(language).text(t("精度等级：", "Classes: ") + verdict.sentence(language), language)
    }
    if update.search != nil { out += areaTable(language).text(t("各区域（毫米）", "Areas, mm"), language) }
    // The rest is in the report.
    if !changedMarks.isEmpty { out += changeTable(language).text(t("有变化的点（毫米）", "Marks that have changed, mm"), most: 40, language) }
    if let method = method(language) { out += method + "\n" }
    return out
  }

  func html(_ language: Language) -> String {
    func t(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
    var page = GeoidReportPage(t("似大地水准面更新报告", "Update of a quasi-geoid model"), classification: classification, language)
    var verdicts = conclusions(language)
    if let coarse = coarseness(language) { verdicts.append(coarse) }
    page.section(t("1　结论", "1  Conclusions"), GeoidReportPage.verdict(verdicts, isSignificant: isSignificant))
    page.section(t("2　概况与数据", "2  Data"), GeoidReportPage.list(facts(language)))
    page.section(
      t("3　精度（毫米）", "3  Accuracy (mm)"),
      accuracyTable(language).html
        + GeoidReportPage.paragraph(
          t("留一差值与所述 σ 之比的中误差", "RMS of leave-one-out differences over stated σ") + ": " + Self.fixed(standardised, 3)))
    page.section(
      t("3a　精度等级", "3a  Accuracy classes"),
      accuracyVerdict.map { GeoidReportPage.paragraph($0.sentence(language)) + $0.table(language).html } ?? "")
    page.section(t("4　各区域（毫米）", "4  Areas (mm)"), update.search == nil ? "" : areaTable(language).html)
    page.section(
      t("5　有变化的点（毫米）", "5  Marks that have changed (mm)"),
      (changedMarks.isEmpty ? "<p>\(t("没有。", "None."))</p>\n" : changeTable(language).html)
        + (method(language).map(GeoidReportPage.paragraph) ?? ""))
    let maps = maps(language)
    page.section(
      t("6　新点 − 旧模型", "6  Points − old model"),
      maps.points(
        t("新点与旧模型的差值", "Points − old model"), unit: ErrorStatistics(points.fitted.map(\.control.discrepancy))?.magnitude68 ?? 0.01,
        legend: t("○ 参与　◉ 随区域变化　× 单独变化　△ 检核", "○ takes part  ◉ changed with an area  × changed alone  △ held out")))
    page.section(t("7　差值图（新模型 − 旧模型）", "7  Differences (updated − old model)"), maps.differences(t("差值图", "Differences"), grid.difference))
    page.section(
      t("8　差值的显著性（Δ/σ）", "8  Significance of the differences (Δ/σ)"),
      maps.significance(t("显著性", "Significance"), grid.significance)
        + GeoidReportPage.paragraph(
          t(
            "逐结点；|Δ/σ| > 2 表示旧模型在该处的误差超出新点的噪声。相邻结点不独立：是否有变化以第 1 节为准。",
            "Node by node; beyond ±2 the old model is wrong there by more than the new points' noise. Neighbours are not independent: whether anything has changed is said in section 1."
          )))
    page.section(t("9　更新后的精度（σ）", "9  Accuracy of the updated model (σ)"), maps.magnitudes(t("精度图", "Accuracy"), grid.sigma))
    page.section(
      t("10　留一差值分布", "10  Leave-one-out differences"),
      maps.histogram(
        update.used.map { update.leaveOneOut[$0] }, rms: ErrorStatistics(update.used.map { update.leaveOneOut[$0] })?.rms ?? 0,
        label: t("留一差值直方图", "Histogram of leave-one-out differences")))
    page.section(t("11　各点（毫米）", "11  Points (mm)"), pointTable(language).html)
    return page.text
  }

  private func maps(_ language: Language) -> GeoidMaps {
    var dots = points.fitted.indices.map { i in
      GeoidMaps.Dot(
        points.fitted[i].control, points.fitted[i].control.discrepancy,
        update.marks[i].verdict == .changed ? .out : changed(i) ? .marked : .plain)
    }
    dots += points.checks.map { GeoidMaps.Dot($0.control, $0.control.discrepancy, .check) }
    let circles = (update.search?.areas ?? []).enumerated().map { k, area in
      let c = points.fitted[area.centre].control
      return GeoidMaps.Circle(
        latitude: c.latitudeDegrees, longitude: c.longitudeDegrees, radius: area.area.radius,
        label: language == .zh ? "区域 \(k + 1)" : "area \(k + 1)")
    }
    return GeoidMaps(dots: dots, layout: grid.layout, circles: circles, language: language)
  }
}
