import Geodesy

extension ParameterFile {
  static let sections = ["transformation", "parameters", "area", "accuracy", "covariance", "grid"]
  static let headKeys = ["name", "model", "source", "target", "convention", "rotation", "label", "classification"]
  static let geographicArea = ["south_deg", "west_deg", "north_deg", "east_deg"]
  static let planeArea = ["min_north_m", "min_east_m", "max_north_m", "max_east_m"]

  /// Reads the bytes of a parameter file. `file` is its name for messages; the caller opens it and computes its SHA-256.
  /// - Throws: ``ParameterFileError`` with file, line and key.
  public init(_ bytes: RawSpan, file: String) throws(ParameterFileError) {
    let text = try SectionedText(bytes, file: file, sections: Self.sections)
    self = try ParameterFileParser(text: text, file: file).parse()
    try check(file: file)
  }

  /// Throws where a set made in memory could not be read back: a missing or foreign key, a value out of range, a bad covariance.
  public func check(file: String) throws(ParameterFileError) {
    func failure(_ section: String, _ key: String, _ problem: ParameterFileError.Problem) -> ParameterFileError {
      ParameterFileError(file: file, line: 0, section: section, key: key, problem: problem)
    }
    for (key, word) in [("name", name), ("source", source), ("target", target), ("label", label ?? "-"), ("file", gridFile ?? "-")] {
      guard !word.isEmpty, !word.contains(where: { $0.isNewline }), !word.contains("#"), word.first != " ", word.last != " " else {
        throw failure(key == "file" ? "grid" : "transformation", key, .emptyValue)
      }
    }
    if model.needsConvention, convention == nil { throw failure("transformation", "convention", .missingKey) }
    if model.needsRotationForm, rotationForm == nil { throw failure("transformation", "rotation", .missingKey) }
    if model.needsFile, gridFile == nil { throw failure("grid", "file", .missingKey) }
    if model == .polynomial {
      guard let degree = values[.degree] else { throw failure("parameters", ParameterKey.degree.rawValue, .missingKey) }
      guard ParameterKey.degree.range(in: model).contains(degree) else {
        throw failure("parameters", ParameterKey.degree.rawValue, .notANumber(ParameterKey.degree.range(in: model)))
      }
      guard degree == degree.rounded() else { throw failure("parameters", ParameterKey.degree.rawValue, .notWhole) }
    }
    let keys = model.keys(polynomialDegree: polynomialDegree)
    for key in keys {
      guard let value = values[key] else { throw failure("parameters", key.rawValue, .missingKey) }
      let range = key.range(in: model)
      guard range.contains(value) else { throw failure("parameters", key.rawValue, .notANumber(range)) }
    }
    for key in values.keys where !keys.contains(key) {
      throw failure("parameters", key.rawValue, .unknownKey(allowed: keys.map(\.rawValue)))
    }
    guard area.isSound, model.isPlane || !area.isPlane else { throw failure("area", "", .area) }
    for value in [accuracy?.horizontal, accuracy?.vertical] {
      if let value, !(0...1e6).contains(value) { throw failure("accuracy", "", .notANumber(0...1e6)) }
    }
    if let covariance {
      let estimated = model.estimatedKeys(polynomialDegree: polynomialDegree)
      for key in covariance.keys where !estimated.contains(key) {
        throw failure("covariance", key.rawValue, .unknownKey(allowed: estimated.map(\.rawValue)))
      }
      guard Set(covariance.keys).count == covariance.keys.count, covariance.isPossible else {
        throw failure("covariance", "", .notACovariance)
      }
    }
  }
}

extension AreaOfValidity {
  var isPlane: Bool { if case .plane = self { true } else { false } }

  var isSound: Bool {
    switch self {
    case .geographic(let south, let west, let north, let east):
      south >= -90 && south <= north && north <= 90 && abs(west) <= 360 && abs(east) <= 360
    case .plane(let minNorth, let minEast, let maxNorth, let maxEast):
      minNorth <= maxNorth && minEast <= maxEast && [minNorth, minEast, maxNorth, maxEast].allSatisfy { abs($0) <= 1e9 }
    }
  }
}

extension ParameterFile.Covariance {
  /// Variances not below zero, correlations within ±1 but for rounding.
  var isPossible: Bool {
    for i in keys.indices {
      guard self[i, i] >= 0, self[i, i].isFinite else { return false }
      for j in 0..<i {
        guard abs(self[i, j]) <= (self[i, i] * self[j, j]).squareRoot() * (1 + 1e-6) else { return false }
      }
    }
    return true
  }
}

/// Entries into a set of parameters.
private struct ParameterFileParser {
  let text: SectionedText
  let file: String

  func failure(_ entry: SectionedText.Entry, _ problem: ParameterFileError.Problem) -> ParameterFileError {
    ParameterFileError(file: file, line: entry.line, section: entry.section, key: entry.key, problem: problem)
  }

  func missing(_ section: String, _ key: String) -> ParameterFileError {
    ParameterFileError(file: file, line: text.sections[section] ?? 0, section: section, key: key, problem: .missingKey)
  }

  func entry(_ section: String, _ key: String) -> SectionedText.Entry? { text.entries.first { $0.section == section && $0.key == key } }

  func required(_ section: String, _ key: String) throws(ParameterFileError) -> SectionedText.Entry {
    guard let found = entry(section, key) else { throw missing(section, key) }
    return found
  }

  func number(_ entry: SectionedText.Entry, _ range: ClosedRange<Double>) throws(ParameterFileError) -> Double {
    guard let value = DecimalText.parse(entry.value), range.contains(value) else { throw failure(entry, .notANumber(range)) }
    return value
  }

  func allow(_ section: String, _ keys: [String]) throws(ParameterFileError) {
    for entry in text.entries where entry.section == section && !keys.contains(entry.key) {
      throw failure(entry, .unknownKey(allowed: keys))
    }
  }

  func word<Word: RawRepresentable & CaseIterable>(_ entry: SectionedText.Entry, as: Word.Type) throws(ParameterFileError) -> Word
  where Word.RawValue == String {
    guard let word = Word(rawValue: entry.value.lowercased()) else {
      throw failure(entry, .wrongWord(allowed: Word.allCases.map(\.rawValue)))
    }
    return word
  }

  func parse() throws(ParameterFileError) -> ParameterFile {
    let model = try word(try required("transformation", "model"), as: ParameterModel.self)
    let optional = model.needsConvention ? [] : ["convention", "rotation"]
    try allow("transformation", ParameterFile.headKeys.filter { !optional.contains($0) })
    let convention =
      model.needsConvention
      ? try word(try required("transformation", "convention"), as: ParameterFile.RotationConvention.self) : nil
    let form =
      model.needsRotationForm ? try word(try required("transformation", "rotation"), as: ParameterFile.RotationMatrixForm.self) : nil
    let (values, degree) = try parameters(model)
    let gridFile = model.needsFile ? try required("grid", "file").value : nil
    try allow("grid", model.needsFile ? ["file"] : [])
    return ParameterFile(
      name: try required("transformation", "name").value, model: model, source: try required("transformation", "source").value,
      target: try required("transformation", "target").value, convention: convention, rotationForm: form, values: values,
      area: try area(), accuracy: try accuracy(), covariance: try covariance(model.estimatedKeys(polynomialDegree: degree)),
      gridFile: gridFile, label: entry("transformation", "label")?.value, classification: try classification())
  }

  private func classification() throws(ParameterFileError) -> ParameterFile.Classification {
    let entry = try required("transformation", "classification")
    guard let word = ParameterFile.Classification(word: entry.value) else {
      let all = ParameterFile.Classification.allCases
      throw failure(entry, .wrongWord(allowed: all.map(\.rawValue) + all.map(\.chinese)))
    }
    return word
  }

  private func parameters(_ model: ParameterModel) throws(ParameterFileError) -> ([ParameterKey: Double], degree: Int) {
    var degree = 1
    if model == .polynomial {
      let entry = try required("parameters", ParameterKey.degree.rawValue)
      let value = try number(entry, ParameterKey.degree.range(in: model))
      guard let whole = Int(exactly: value) else { throw failure(entry, .notWhole) }
      degree = whole
    }
    let keys = model.keys(polynomialDegree: degree)
    try allow("parameters", keys.map(\.rawValue))
    var values: [ParameterKey: Double] = [:]
    for key in keys { values[key] = try number(try required("parameters", key.rawValue), key.range(in: model)) }
    return (values, degree)
  }

  private func area() throws(ParameterFileError) -> ParameterFile.Area {
    try allow("area", ParameterFile.geographicArea + ParameterFile.planeArea)
    let isPlane = ParameterFile.planeArea.contains { entry("area", $0) != nil }
    if isPlane, let other = ParameterFile.geographicArea.compactMap({ entry("area", $0) }).first { throw failure(other, .area) }
    var edges: [Double] = []
    for key in isPlane ? ParameterFile.planeArea : ParameterFile.geographicArea {
      let entry = try required("area", key)
      let limit: Double = isPlane ? 1e9 : key == "south_deg" || key == "north_deg" ? 90 : 360
      edges.append(try number(entry, -limit...limit))
    }
    let area: ParameterFile.Area =
      isPlane
      ? .plane(minNorth: edges[0], minEast: edges[1], maxNorth: edges[2], maxEast: edges[3])
      : .geographic(south: edges[0], west: edges[1], north: edges[2], east: edges[3])
    guard area.isSound else { throw failure(try required("area", isPlane ? "max_north_m" : "north_deg"), .area) }
    return area
  }

  private func accuracy() throws(ParameterFileError) -> ParameterFile.Accuracy? {
    try allow("accuracy", ["horizontal_m", "vertical_m"])
    var (horizontal, vertical): (Double?, Double?) = (nil, nil)
    if let entry = entry("accuracy", "horizontal_m") { horizontal = try number(entry, 0...1e6) }
    if let entry = entry("accuracy", "vertical_m") { vertical = try number(entry, 0...1e6) }
    return horizontal == nil && vertical == nil ? nil : ParameterFile.Accuracy(horizontal: horizontal, vertical: vertical)
  }

  private func covariance(_ keys: [ParameterKey]) throws(ParameterFileError) -> ParameterFile.Covariance? {
    let rows = text.entries.filter { $0.section == "covariance" }
    guard let last = rows.last else { return nil }
    try allow("covariance", keys.map(\.rawValue))
    var values: [Double] = []
    for (index, row) in rows.enumerated() {
      let words = row.value.split { $0 == " " || $0 == "\t" }
      guard words.count == index + 1 else { throw failure(row, .rowLength(expected: index + 1)) }
      for word in words {
        guard let value = DecimalText.parse(String(word)) else { throw failure(row, .notANumber(-1e9...1e9)) }
        values.append(value)
      }
    }
    guard let covariance = ParameterFile.Covariance(keys: rows.map { ParameterKey(rawValue: $0.key) }, lowerTriangle: values),
      covariance.isPossible
    else { throw failure(last, .notACovariance) }
    return covariance
  }
}
