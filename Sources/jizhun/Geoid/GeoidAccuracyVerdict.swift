import Refinement
import SurveyFiles

/// A refinement held against the classes of a user's table.
struct GeoidAccuracyVerdict {
  /// What a limit comes to.
  enum Verdict: String {
    case met
    case missed = "not-met"
    /// There is nothing to hold against the limit: no points held out, no grid.
    case open = "not-judged"

    func word(_ language: Language) -> String {
      switch self {
      case .met: language == .zh ? "满足" : "met"
      case .missed: language == .zh ? "不满足" : "not met"
      case .open: language == .zh ? "无法判定" : "not judged"
      }
    }
  }

  /// One limit of one class.
  struct Row {
    let key: String
    let name: String
    let quantity: AccuracyTable.Quantity
    let limit: Double
    let value: Double?
    let verdict: Verdict
  }

  let table: AccuracyTable
  let rows: [Row]

  /// Judges what a report states: 内符合 and 外符合, metres, the grid and the number of points held out.
  init(_ table: AccuracyTable, inner: Double, outer: Double?, layout: GridLayout?, checks: Int) {
    self.table = table
    rows = table.classes.flatMap { level in
      AccuracyTable.Quantity.allCases.compactMap { quantity in
        guard let limit = level.limits[quantity] else { return nil }
        let value: Double? =
          switch quantity {
          case .inner: inner
          case .outer: outer
          case .resolution: layout.map { max($0.latitudeMinutes, $0.longitudeMinutes) }
          case .checkpoints: Double(checks)
          }
        // A step of 2.5′ is not more than one of 2.5′ by its last bit.
        let met = value.map { quantity == .checkpoints ? $0 >= limit : $0 <= limit * (1 + 1e-9) }
        return Row(
          key: level.key, name: level.name, quantity: quantity, limit: limit, value: value,
          verdict: met.map { $0 ? .met : .missed } ?? .open)
      }
    }
  }

  /// The verdict on a class: missed when one limit is, else open when one is.
  func verdict(_ level: AccuracyTable.Class) -> Verdict {
    let verdicts = rows.filter { $0.key == level.key }.map(\.verdict)
    return verdicts.contains(.missed) ? .missed : verdicts.contains(.open) ? .open : .met
  }

  /// The strictest class that is met; nil for none.
  var best: AccuracyTable.Class? { table.classes.first { verdict($0) == .met } }

  /// The outcome in a sentence.
  func sentence(_ language: Language) -> String {
    func t(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
    if let best { return t("\(table.name)：满足“\(best.name)”", "\(table.name): “\(best.name)” is met") }
    if table.classes.contains(where: { verdict($0) == .open }) {
      return t("\(table.name)：数据不足，无法判定（外符合需要检核点）", "\(table.name): not judged, for lack of data (outer agreement needs points held out)")
    }
    return t("\(table.name)：各等级均不满足", "\(table.name): no class is met")
  }

  func table(_ language: Language) -> GeoidReportTable {
    func t(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
    func number(_ value: Double?, _ quantity: AccuracyTable.Quantity) -> String {
      switch quantity {
      case .inner, .outer: value == nil ? "—" : FitReport.millimetres(value) + " mm"
      case .resolution: value == nil ? "—" : FitReport.fixed(value, 2) + "′"
      case .checkpoints: FitReport.fixed(value, 0)
      }
    }
    let cells = rows.map { row in
      let label =
        switch row.quantity {
        case .inner: t("内符合", "inner agreement")
        case .outer: t("外符合", "outer agreement")
        case .resolution: t("格网间隔", "step of the grid")
        case .checkpoints: t("检核点数", "points held out")
        }
      return [row.name, label, number(row.value, row.quantity), number(row.limit, row.quantity), row.verdict.word(language)]
    }
    return GeoidReportTable(
      header: [t("等级", "Class"), t("指标", "Quantity"), t("结果", "Value"), t("限差", "Limit"), t("判定", "Verdict")], rows: cells, left: [0, 1, 4])
  }

  func write(to json: inout JSONWriter) {
    json.beginObject()
    json.key("table")
    json.string(table.name)
    json.key("met")
    if let best { json.string(best.key) } else { json.null() }
    json.key("limits")
    json.beginArray()
    for row in rows {
      json.beginObject()
      json.key("class")
      json.string(row.key)
      json.key("quantity")
      json.string(row.quantity.rawValue)
      json.key("value")
      if let value = row.value { json.number(value) } else { json.null() }
      json.key("limit")
      json.number(row.limit)
      json.key("verdict")
      json.string(row.verdict.rawValue)
      json.endObject()
    }
    json.endArray()
    json.endObject()
  }
}

extension GeoidOutputOptions {
  /// The table that the user names. Throws `noInput` (66) when there is no such file, `configuration` (78) when it is no table.
  func readAccuracyTable() throws(CommandError) -> AccuracyTable? {
    guard let path = accuracyTable else { return nil }
    var input = try ByteInput(path: path)
    guard let bytes = try input.readAll(atMost: 1 << 20) else {
      throw CommandError(.configuration, text(zh: "\(path)：超过 1 MiB，不是精度等级表", en: "\(path): more than 1 MiB is no table of classes"))
    }
    do {
      return try AccuracyTable(bytes.span.bytes, file: path)
    } catch {
      throw CommandError(.configuration, error.message(chinese: Language.current == .zh))
    }
  }
}
