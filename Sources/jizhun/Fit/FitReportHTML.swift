import Estimation
import Glibc
import SurveyFiles

extension FitReport {
  /// Text inside HTML.
  static func escaped(_ text: String) -> String {
    var out = ""
    for scalar in printable(text).unicodeScalars {
      switch scalar {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }

  private static let style = """
    :root{color-scheme:light;font:15px/1.5 system-ui,"Noto Sans CJK SC","WenQuanYi Micro Hei",sans-serif;color:#1c1b1f}
    body{max-width:60rem;margin:0 auto;padding:1.5rem}h1{font-size:1.5rem;margin:.2rem 0}h2{font-size:1.1rem;margin:1.6rem 0 .4rem}
    .class{float:right;border:2px solid #b3261e;color:#b3261e;padding:.1rem .8rem;font-weight:700}
    dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1.2rem;margin:.8rem 0}dt{color:#5b5b66}dd{margin:0}
    .scroll{overflow-x:auto}table{border-collapse:collapse;font-variant-numeric:tabular-nums}
    th,td{padding:.2rem .6rem;text-align:right;border-bottom:1px solid #e2e2e8;white-space:nowrap}
    th:first-child,td:first-child,td.left,th.left{text-align:left}thead th{border-bottom:2px solid #9a9aa6;font-weight:600}
    tr.out td{color:#8a8a8a;text-decoration:line-through}tr.check td{color:#00639b}tr.suspect td{background:#fdecea}
    .warn{border-left:4px solid #e8a100;background:#fff7e0;padding:.4rem .8rem;margin:.4rem 0}
    svg{width:100%;max-width:760px;height:auto;border:1px solid #e2e2e8}svg text{font-size:13px;fill:#1c1b1f}
    footer{margin-top:2rem;color:#5b5b66;font-size:.85rem}@media print{body{padding:0}}
    """

  /// The report as one page that needs nothing else.
  func html(_ language: Language) -> String {
    func t(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
    func cells(_ tag: String, _ cells: [String], left: Int) -> String {
      cells.enumerated().map { "<\(tag)\($0.offset < left ? " class=\"left\"" : "")>\(Self.escaped($0.element))</\(tag)>" }.joined()
    }
    func table(_ header: [String], _ rows: [[String]], left: Int, classes: [String] = []) -> String {
      var text = "<div class=\"scroll\"><table><thead><tr>\(cells("th", header, left: left))</tr></thead><tbody>\n"
      for (i, row) in rows.enumerated() {
        let name = i < classes.count && !classes[i].isEmpty ? " class=\"\(classes[i])\"" : ""
        text += "<tr\(name)>\(cells("td", row, left: left))</tr>\n"
      }
      return text + "</tbody></table></div>\n"
    }
    let title = t("坐标转换参数求解报告", "Estimate of transformation parameters")
    var page = "<!doctype html>\n<html lang=\"\(t("zh-CN", "en"))\">\n<head><meta charset=\"utf-8\">"
    page += "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>\(title) · \(Self.escaped(name))</title>\n"
    page += "<style>\(Self.style)</style></head>\n<body>\n"
    if let classification {
      page += "<div class=\"class\">\(language == .zh ? classification.chinese : classification.rawValue)</div>\n"
    }
    page += "<h1>\(title)</h1>\n<p><a href=\"report.\(t("en", "zh")).html\">\(t("English", "中文"))</a></p>\n<dl>\n"
    for fact in facts(language) { page += "<dt>\(Self.escaped(fact.label))</dt><dd>\(Self.escaped(fact.value))</dd>\n" }
    page += "</dl>\n"
    for line in rejectionLines(language) { page += "<div class=\"warn\">\(Self.escaped(line))</div>\n" }
    for warning in fit.warnings { page += "<div class=\"warn\">\(Self.escaped(warning.message(chinese: language == .zh)))</div>\n" }
    let errors = errorTable(language)
    page += "<h2>\(t("精度", "Accuracy"))</h2>\n" + table(errors.header, errors.rows, left: 1)
    page += "<h2>\(t("残差矢量", "Residual vectors"))</h2>\n" + ResidualPlot(fit, language).svg()
    let residuals = residualTable(language)
    page += "<h2>\(t("残差（转换值 − 已知值，毫米）", "Residuals (transformed − given, millimetres)"))</h2>\n"
    page += table(residuals.header, residuals.rows, left: 2, classes: fit.points.map(rowClass))
    page +=
      "<p>\(t("留一：该点不参与时的残差；r：多余观测分量；MDB：检出概率 80% 的最小粗差（mm）。", "LOO: the residual from a fit without the point; r: redundancy number; MDB: error found with 80 % probability (mm)."))</p>\n"
    if !comparison.isEmpty {
      let models = comparisonTable(language)
      page += "<h2>\(t("模型比较", "Comparison of models"))</h2>\n" + table(models.header, models.rows, left: 1)
      page += "<p>\(Self.escaped(comparisonNote(language)))</p>\n"
    }
    page +=
      "<footer>\(t("本报告不含转换参数和点位坐标；参数只在参数文件中。", "This report holds neither parameters nor coordinates; parameters are in the parameter file alone."))</footer>\n"
    return page + "</body></html>\n"
  }

  private func rowClass(_ point: PointResult) -> String {
    switch point.state {
    case .rejected: return "out"
    case .check: return "check"
    case .fitted:
      let critical = fit.tests?.critical ?? .infinity
      return point.tests.contains { abs($0?.statistic ?? 0) > critical } ? "suspect" : ""
    }
  }

  /// Writes text, JSON and HTML into a folder, which is made where there is none.
  func write(to folder: String) throws(CommandError) {
    if mkdir(folder, 0o777) != 0, errno != EEXIST {
      throw CommandError(.cannotCreate, jizhun.text(zh: "无法创建目录 \(folder)", en: "cannot create the folder \(folder)"), errno: errno)
    }
    var json = JSONWriter()
    write(to: &json)
    json.newline()
    try Self.write(json.bytes, to: folder + "/report.json")
    for language in [Language.zh, .en] {
      try Self.write(Array(text(language).utf8), to: folder + "/report.\(language.rawValue).txt")
      try Self.write(Array(html(language).utf8), to: folder + "/report.\(language.rawValue).html")
    }
  }

  private static func write(_ bytes: [UInt8], to path: String) throws(CommandError) {
    var output = try ByteOutput(path: path)
    try output.write(bytes)
    try output.flush()
  }
}
