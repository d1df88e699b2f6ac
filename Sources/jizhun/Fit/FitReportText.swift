import Estimation

extension FitReport {
  /// The report as text.
  func text(_ language: Language) -> String {
    func t(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
    func table(_ header: [String], _ rows: [[String]], left: Int) -> String {
      var table = TextTable(header.enumerated().map { ($0.element, $0.offset < left ? .left : .right) })
      for row in rows { table.add(row) }
      return table.text(indent: 2)
    }
    var text = t("坐标转换参数求解报告", "Estimate of transformation parameters") + "\n\n"
    var head = TextTable([("", .left), ("", .left)])
    for fact in facts(language) { head.add([fact.label, fact.value]) }
    text += head.text(indent: 2)
    for line in rejectionLines(language) { text += "  " + line + "\n" }
    for warning in fit.warnings { text += "  ! " + warning.message(chinese: language == .zh) + "\n" }
    let errors = errorTable(language)
    text += "\n" + table(errors.header, errors.rows, left: 1)
    let residuals = residualTable(language)
    text += "\n" + t("残差（转换值 − 已知值，毫米）", "Residuals (transformed − given, millimetres)") + "\n"
    text += table(residuals.header, residuals.rows, left: 2)
    if !comparison.isEmpty {
      let models = comparisonTable(language)
      text += "\n" + t("模型比较", "Comparison of models") + "\n" + table(models.header, models.rows, left: 1)
      text += "  " + comparisonNote(language) + "\n"
    }
    return text
  }
}
