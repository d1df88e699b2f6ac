import Refinement
import SurveyFiles

extension GeoidFitReport {
  func html(_ language: Language) -> String {
    func t(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
    var page = GeoidReportPage(
      t("似大地水准面精化报告", "Refinement of a quasi-geoid model"), classification: classification, language)
    page.section(t("1　概况与数据", "1  Data"), GeoidReportPage.list(facts(language)))
    page.section(t("1a　移去–恢复", "1a  Removed and restored"), stages.isEmpty ? "" : stageTable(language).html)
    page.section(
      t("2　方法比较与选择（毫米）", "2  Methods (mm)"),
      methodTable(language).html
        + GeoidReportPage.paragraph(
          t(
            "留一：该点（及同位点）不参与时的差值；分块：整块的点不参与。按留一中误差选择。",
            "LOO: differences to a model without the point and those at its place; blocks: without a whole block of points. Chosen by LOO.")
        )
    )
    page.section(
      t("3　精度（毫米）", "3  Accuracy (mm)"),
      accuracyTable(language).html
        + GeoidReportPage.paragraph(
          t("留一差值与所述 σ 之比的中误差", "RMS of leave-one-out differences over stated σ") + ": " + Self.fixed(standardised, 3)))
    page.section(
      t("3a　精度等级", "3a  Accuracy classes"),
      accuracyVerdict.map { GeoidReportPage.paragraph($0.sentence(language)) + $0.table(language).html } ?? "")
    let maps = maps(language)
    let statistics = run.validation.statistics
    page.section(
      t("4　留一差值分布", "4  Leave-one-out differences"),
      maps.points(
        t("留一差值分布图", "Leave-one-out differences"), unit: statistics?.rms ?? 0.01,
        legend: t("○ 参与　◉ 可疑　× 剔除　△ 检核", "○ fitted  ◉ suspected  × left out  △ held out"))
        + maps.histogram(
          run.validation.leaveOneOut, rms: statistics?.rms ?? 0,
          label: t("留一差值直方图", "Histogram of leave-one-out differences")))
    if let grid {
      page.section(t("5　精度图（所述 σ）", "5  Stated accuracy σ"), maps.magnitudes(t("精度图", "Accuracy"), grid.sigma))
      if !base.isNone {
        page.section(t("6　对基础模型的改正", "6  Corrections to the base"), maps.corrections(t("改正图", "Corrections"), grid.correction))
      }
    }
    page.section(
      t("7　粗差探测（毫米）", "7  Gross errors (mm)"), named.isEmpty ? "<p>\(t("未发现。", "None found."))</p>\n" : blunderTable(language).html)
    page.section(t("8　各点差值（毫米，已知 − 模型）", "8  Points (mm, given − model)"), pointTable(language).html)
    return page.text
  }

  private func maps(_ language: Language) -> GeoidMaps {
    var dots = points.fitted.indices.map { i in
      GeoidMaps.Dot(
        points.fitted[i].control, run.differences[i],
        verdict(i) == .leftOut ? .out : verdict(i) == .suspected ? .marked : .plain)
    }
    dots += zip(points.checks, outer).map { GeoidMaps.Dot($0.control, $1.difference, .check) }
    return GeoidMaps(dots: dots, layout: grid?.layout, circles: [], language: language)
  }

  private func pointTable(_ language: Language) -> GeoidReportTable {
    func t(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
    var residuals = [Double?](repeating: nil, count: points.fitted.count)
    for (k, i) in run.used.enumerated() { residuals[i] = inner[k] }
    var rows = points.fitted.indices.map { i in
      [
        points.fitted[i].name, Self.mm(residuals[i]), Self.mm(run.differences[i]), Self.mm(run.differenceSigmas[i]),
        Self.fixed(run.differences[i] / run.differenceSigmas[i], 2),
        verdict(i) == .leftOut ? t("剔除", "left out") : verdict(i) == .suspected ? t("可疑", "suspected") : "",
      ]
    }
    for (point, out) in zip(points.checks, outer) {
      rows.append([
        point.name, "—", Self.mm(out.difference), Self.mm(out.sigma), Self.fixed(out.difference / out.sigma, 2), t("检核", "held out"),
      ])
    }
    return GeoidReportTable(
      header: [t("点名", "Point"), t("残差", "Residual"), t("留一差值", "LOO"), "σ", t("差值/σ", "÷ σ"), ""], rows: rows, left: [0, 5],
      classes: points.fitted.indices.map { verdict($0) == .leftOut ? "out" : verdict($0) == .suspected ? "suspect" : "" }
        + points.checks.map { _ in "check" })
  }
}
