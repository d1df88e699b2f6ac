import Glibc
import Refinement
import SurveyFiles

extension GeoidMaps {
  /// e^(−x²⁄2).
  static func bell(_ x: Double) -> Double { exp(-x * x / 2) }
}

extension GeoidFitReport {
  private static let style = """
    :root{color-scheme:light;font:15px/1.5 system-ui,"Noto Sans CJK SC","WenQuanYi Micro Hei",sans-serif;color:#1c1b1f}
    body{max-width:60rem;margin:0 auto;padding:1.5rem}h1{font-size:1.5rem;margin:.2rem 0}h2{font-size:1.1rem;margin:1.6rem 0 .4rem}
    .class{float:right;border:2px solid #b3261e;color:#b3261e;padding:.1rem .8rem;font-weight:700}
    dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1.2rem;margin:.8rem 0}dt{color:#5b5b66}dd{margin:0}
    .scroll{overflow:auto;max-height:34rem}table{border-collapse:collapse;font-variant-numeric:tabular-nums}
    th,td{padding:.2rem .6rem;text-align:right;border-bottom:1px solid #e2e2e8;white-space:nowrap}
    th:first-child,td:first-child,td.left,th.left{text-align:left}thead th{border-bottom:2px solid #9a9aa6;font-weight:600;background:#fff;position:sticky;top:0}
    tr.out td{color:#8a8a8a}tr.check td{color:#00639b}tr.suspect td{background:#fdecea}tr.best td{background:#e8f3e8;font-weight:600}
    svg{width:100%;max-width:760px;height:auto;border:1px solid #e2e2e8}svg text{font-size:13px;fill:#1c1b1f}
    footer{margin-top:2rem;color:#5b5b66;font-size:.85rem}@media print{body{padding:0}.scroll{max-height:none}}
    """

  /// The report as one page that needs nothing else.
  func html(_ language: Language) -> String {
    func t(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
    func table(_ content: (header: [String], rows: [[String]]), left: Set<Int>, classes: [String] = []) -> String {
      func cells(_ tag: String, _ cells: [String]) -> String {
        cells.enumerated().map { "<\(tag)\(left.contains($0.offset) ? " class=\"left\"" : "")>\(FitReport.escaped($0.element))</\(tag)>" }
          .joined()
      }
      var text = "<div class=\"scroll\"><table><thead><tr>\(cells("th", content.header))</tr></thead><tbody>\n"
      for (i, row) in content.rows.enumerated() {
        let name = i < classes.count && !classes[i].isEmpty ? " class=\"\(classes[i])\"" : ""
        text += "<tr\(name)>\(cells("td", row))</tr>\n"
      }
      return text + "</tbody></table></div>\n"
    }
    let heading =
      title == .fit
      ? t("似大地水准面精化报告", "Refinement of a quasi-geoid model") : t("似大地水准面更新报告", "Update of a quasi-geoid model")
    var page = "<!doctype html>\n<html lang=\"\(t("zh-CN", "en"))\">\n<head><meta charset=\"utf-8\">"
    page +=
      "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>\(heading)</title>\n<style>\(Self.style)</style></head>\n<body>\n"
    if let classification {
      page += "<div class=\"class\">\(language == .zh ? classification.chinese : classification.rawValue)</div>\n"
    }
    page += "<h1>\(heading)</h1>\n<p><a href=\"report.\(t("en", "zh")).html\">\(t("English", "中文"))</a></p>\n"
    func section(_ title: String, _ body: String) { if !body.isEmpty { page += "<h2>\(title)</h2>\n" + body } }
    var list = "<dl>\n"
    for fact in facts(language) { list += "<dt>\(FitReport.escaped(fact.label))</dt><dd>\(FitReport.escaped(fact.value))</dd>\n" }
    section(t("1　概况与数据", "1  Data"), list + "</dl>\n")
    section(t("1a　移去–恢复", "1a  Removed and restored"), stages.isEmpty ? "" : table(stageTable(language), left: [0, 1]))
    section(
      t("2　方法比较与选择（毫米）", "2  Methods (mm)"),
      table(methodTable(language), left: [0, 5], classes: run.candidates.map { $0.method == run.method ? "best" : "" })
        + "<p>\(t("留一：该点（及同位点）不参与时的差值；分块：整块的点不参与。按留一中误差选择。", "LOO: differences to a model without the point and those at its place; blocks: without a whole block of points. Chosen by LOO."))</p>\n"
    )
    section(
      t("3　精度（毫米）", "3  Accuracy (mm)"),
      table(accuracyTable(language), left: [0])
        + "<p>\(t("留一差值与所述 σ 之比的中误差", "RMS of leave-one-out differences over stated σ")): \(Self.fixed(standardised, 3))</p>\n")
    section(
      t("3a　精度等级", "3a  Accuracy classes"),
      accuracyVerdict.map { "<p>\(FitReport.escaped($0.sentence(language)))</p>\n" + table($0.cells(language), left: [0, 1, 4]) } ?? "")
    let maps = GeoidMaps(report: self, language: language)
    section(t("4　留一差值分布", "4  Leave-one-out differences"), maps.points() + maps.histogram())
    section(t("5　精度图（所述 σ）", "5  Stated accuracy σ"), maps.accuracy())
    section(t("6　对基础模型的改正", "6  Corrections to the base"), maps.correction())
    section(t("6a　改正的显著性（Δ/σ）", "6a  Significance of the corrections (Δ/σ)"), maps.significance())
    section(
      t("7　粗差探测（毫米）", "7  Gross errors (mm)"),
      named.isEmpty
        ? "<p>\(t("未发现。", "None found."))</p>\n"
        : table(blunderTable(language), left: [0, 4], classes: named.map { verdict($0) == .leftOut ? "out" : "suspect" }))
    section(t("8　各点差值（毫米，已知 − 模型）", "8  Points (mm, given − model)"), table(pointTable(language), left: [0, 5], classes: pointClasses))
    page +=
      "<footer>\(t("本报告不含点位坐标、高程和高程异常；仍含点名和差值，请按密级保管。", "This report holds no coordinates, heights or height anomalies; it does hold names and differences: keep it by its classification."))</footer>\n"
    return page + "</body></html>\n"
  }

  private func pointTable(_ language: Language) -> (header: [String], rows: [[String]]) {
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
    return ([t("点名", "Point"), t("残差", "Residual"), t("留一差值", "LOO"), "σ", t("差值/σ", "÷ σ"), ""], rows)
  }

  private var pointClasses: [String] {
    points.fitted.indices.map { verdict($0) == .leftOut ? "out" : verdict($0) == .suspected ? "suspect" : "" }
      + points.checks.map { _ in "check" }
  }

  /// Writes HTML in both languages, text, JSON and the points into a folder, which is made where there is none.
  func write(to folder: String) throws(CommandError) {
    if mkdir(folder, 0o777) != 0, errno != EEXIST {
      throw CommandError(.cannotCreate, jizhun.text(zh: "无法创建目录 \(folder)", en: "cannot create the folder \(folder)"), errno: errno)
    }
    func write(_ bytes: [UInt8], _ file: String) throws(CommandError) {
      var output = try ByteOutput(path: folder + "/" + file)
      try output.write(bytes)
      try output.flush()
    }
    var json = JSONWriter()
    self.write(to: &json)
    json.newline()
    try write(json.bytes, "report.json")
    try write(pointLines(), "points.txt")
    for language in [Language.zh, .en] {
      try write(Array(text(language).utf8), "report.\(language.rawValue).txt")
      try write(Array(html(language).utf8), "report.\(language.rawValue).html")
    }
  }
}
