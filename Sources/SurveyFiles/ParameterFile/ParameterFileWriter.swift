import Geodesy

extension ParameterFile {
  /// The text of the file: reading it back gives the same set, every value to the last bit.
  /// - Throws: ``ParameterFileError`` where the set is incomplete; nothing is written that the reader would refuse.
  public func text() throws(ParameterFileError) -> String {
    try check(file: name)
    var text = "[transformation]\n"
    func line(_ key: String, _ value: String) { text += "\(key) = \(value)\n" }
    line("name", name)
    line("model", model.rawValue)
    line("source", source)
    line("target", target)
    if model.needsConvention, let convention { line("convention", convention.rawValue) }
    if model.needsRotationForm, let rotationForm { line("rotation", rotationForm.rawValue) }
    if let label { line("label", label) }
    line("classification", classification.rawValue)
    if model.needsFile, let gridFile {
      text += "\n[grid]\n"
      line("file", gridFile)
    } else {
      text += "\n[parameters]\n"
      for key in model.keys(polynomialDegree: polynomialDegree) {
        guard let value = values[key] else { continue }  // `check` has found every key
        line(key.rawValue, key == .degree ? "\(Int(value))" : Self.decimal(value))
      }
    }
    text += "\n[area]\n"
    switch area {
    case .geographic(let south, let west, let north, let east):
      for (key, value) in zip(Self.geographicArea, [south, west, north, east]) { line(key, Self.decimal(value)) }
    case .plane(let minNorth, let minEast, let maxNorth, let maxEast):
      for (key, value) in zip(Self.planeArea, [minNorth, minEast, maxNorth, maxEast]) { line(key, Self.decimal(value)) }
    }
    if let accuracy {
      text += "\n[accuracy]\n"
      if let horizontal = accuracy.horizontal { line("horizontal_m", Self.decimal(horizontal)) }
      if let vertical = accuracy.vertical { line("vertical_m", Self.decimal(vertical)) }
    }
    if let covariance {
      text += "\n[covariance]\n"
      for (row, key) in covariance.keys.enumerated() {
        line(key.rawValue, (0...row).map { Self.decimal(covariance[row, $0]) }.joined(separator: " "))
      }
    }
    return text
  }

  /// The shortest decimal that reads back as the same value.
  private static func decimal(_ value: Double) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
