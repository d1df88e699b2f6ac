import Glibc
import Refinement
import SurveyFiles

/// What a refinement or an update says of itself. On the screen there are names and differences; in JSON not even names: points are lines of their
/// file. Neither holds places, heights or height anomalies. The folder of reports holds what its owner asked for: names, differences, maps.
protocol GeoidReport {
  /// The report as text.
  func text(_ language: Language) -> String
  /// The report as one page that needs nothing else.
  func html(_ language: Language) -> String
  /// The report as one object.
  func write(to json: inout JSONWriter)
  /// A point a line, its name byte by byte as it came.
  func pointLines() -> [UInt8]
}

extension GeoidReport {
  static func mm(_ metres: Double?) -> String { FitReport.millimetres(metres) }
  static func fixed(_ value: Double?, _ decimals: Int) -> String { FitReport.fixed(value, decimals) }

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

  /// Prints the report.
  func print(json: Bool) throws(CommandError) {
    var out = ByteOutput()
    if json {
      var writer = JSONWriter()
      write(to: &writer)
      writer.newline()
      try out.write(writer.bytes)
    } else {
      try out.write(text(Language.current))
    }
    try out.flush()
  }

  /// Says on standard error what the user should know.
  func warning(_ message: String) { printToStandardError("jizhun: " + jizhun.text(zh: "注意：", en: "warning: ") + message) }
}

/// A table of a report: the same for text and page.
struct GeoidReportTable {
  var header: [String]
  var rows: [[String]]
  /// The columns of words, which stand to the left.
  var left: Set<Int> = [0]
  /// The class of each row in a page; empty for none.
  var classes: [String] = []

  /// With its title, as text; of more than `most` rows only the first.
  func text(_ title: String, most: Int = .max, _ language: Language) -> String {
    var table = TextTable(header.enumerated().map { ($0.element, left.contains($0.offset) ? .left : .right) })
    for row in rows.prefix(most) { table.add(row) }
    let cut = rows.count > most ? (language == .zh ? "，前 \(most) 行" : ", the first \(most)") : ""
    return title + cut + "\n" + table.text() + "\n"
  }

  /// As an element of a page.
  var html: String {
    func cells(_ tag: String, _ cells: [String]) -> String {
      cells.enumerated().map { "<\(tag)\(left.contains($0.offset) ? " class=\"left\"" : "")>\(FitReport.escaped($0.element))</\(tag)>" }
        .joined()
    }
    var text = "<div class=\"scroll\"><table><thead><tr>\(cells("th", header))</tr></thead><tbody>\n"
    for (i, row) in rows.enumerated() {
      let name = i < classes.count && !classes[i].isEmpty ? " class=\"\(classes[i])\"" : ""
      text += "<tr\(name)>\(cells("td", row))</tr>\n"
    }
    return text + "</tbody></table></div>\n"
  }
}

/// A page of a report, section by section.
struct GeoidReportPage {
  private static let style = """
    :root{color-scheme:light;font:15px/1.5 system-ui,"Noto Sans CJK SC","WenQuanYi Micro Hei",sans-serif;color:#1c1b1f}
    body{max-width:60rem;margin:0 auto;padding:1.5rem}h1{font-size:1.5rem;margin:.2rem 0}h2{font-size:1.1rem;margin:1.6rem 0 .4rem}
    .class{float:right;border:2px solid #b3261e;color:#b3261e;padding:.1rem .8rem;font-weight:700}
    dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1.2rem;margin:.8rem 0}dt{color:#5b5b66}dd{margin:0;overflow-wrap:anywhere}
    ul.verdict{list-style:none;margin:.8rem 0;padding:.6rem 1rem;border-left:5px solid #2e7d32;background:#eef6ee}
    ul.verdict.significant{border-color:#b3261e;background:#fdecea}ul.verdict li:first-child{font-weight:700}
    .scroll{overflow:auto;max-height:34rem}table{border-collapse:collapse;font-variant-numeric:tabular-nums}
    th,td{padding:.2rem .6rem;text-align:right;border-bottom:1px solid #e2e2e8;white-space:nowrap}
    th:first-child,td:first-child,td.left,th.left{text-align:left}thead th{border-bottom:2px solid #9a9aa6;font-weight:600;background:#fff;position:sticky;top:0}
    tr.out td{color:#8a8a8a}tr.check td{color:#00639b}tr.suspect td{background:#fdecea}tr.best td{background:#e8f3e8;font-weight:600}
    svg{width:100%;max-width:760px;height:auto;border:1px solid #e2e2e8}svg text{font-size:13px;fill:#1c1b1f}
    footer{margin-top:2rem;color:#5b5b66;font-size:.85rem}@media print{body{padding:0}.scroll{max-height:none}}
    """

  private let language: Language
  private var page: String

  /// Begins a page.
  init(_ heading: String, classification: ParameterFile.Classification?, _ language: Language) {
    self.language = language
    page = "<!doctype html>\n<html lang=\"\(language == .zh ? "zh-CN" : "en")\">\n<head><meta charset=\"utf-8\">"
    page +=
      "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>\(heading)</title>\n<style>\(Self.style)</style></head>\n<body>\n"
    if let classification {
      page += "<div class=\"class\">\(language == .zh ? classification.chinese : classification.rawValue)</div>\n"
    }
    page +=
      "<h1>\(heading)</h1>\n<p><a href=\"report.\(language == .zh ? "en" : "zh").html\">\(language == .zh ? "English" : "中文")</a></p>\n"
  }

  /// A section; nothing of an empty body.
  mutating func section(_ title: String, _ body: String) {
    if !body.isEmpty { page += "<h2>\(title)</h2>\n" + body }
  }

  /// A paragraph.
  static func paragraph(_ text: String) -> String { "<p>\(FitReport.escaped(text))</p>\n" }

  /// Labels with their values.
  static func list(_ facts: [(label: String, value: String)]) -> String {
    facts.reduce("<dl>\n") { $0 + "<dt>\(FitReport.escaped($1.label))</dt><dd>\(FitReport.escaped($1.value))</dd>\n" } + "</dl>\n"
  }

  /// Statements to be read first.
  static func verdict(_ sentences: [String], isSignificant: Bool) -> String {
    "<ul class=\"verdict\(isSignificant ? " significant" : "")\">\n" + sentences.map { "<li>\(FitReport.escaped($0))</li>\n" }.joined()
      + "</ul>\n"
  }

  /// The whole page.
  var text: String {
    let footer =
      language == .zh
      ? "本报告不含点位坐标、高程和高程异常；仍含点名和差值，请按密级保管。"
      : "This report holds no coordinates, heights or height anomalies; it does hold names and differences: keep it by its classification."
    return page + "<footer>\(footer)</footer>\n</body></html>\n"
  }
}
