import Geodesy
import GridFiles
import Refinement
import SurveyFiles

/// The base model of a refinement: a grid, a gravity-field model, or none.
struct GeoidBase {
  /// The path, `none` for none.
  let path: String
  /// The grid; nil for none and for a gravity-field model.
  let model: HeightModel?
  /// The gravity-field model; nil for any other.
  let field: GeoidFieldBase?
  /// What the gravity-field model and what adds to it say at the points, by their lines in the file.
  let parts: [Int: GeoidFieldBase.Parts]
  /// What reports say of the grid's file; nil for none and for a gravity-field model.
  let facts: ModelFacts?
  private let sampler: HeightSampler?

  /// Reads a grid; `none` is none.
  /// - Parameter method: How it is read between its nodes; nil for what its header asks for, else the spline.
  init(_ path: String, method: GridInterpolation? = nil) throws(CommandError) {
    self.path = path
    (field, parts) = (nil, [:])
    guard path != "none" else {
      (model, sampler, facts) = (nil, nil, nil)
      return
    }
    let model = try ModelFile.readHeights(path: path)
    self.model = model
    facts = try ModelFile.facts(path: path, model.properties)
    sampler = HeightSampler(model, method: method)
  }

  /// A gravity-field model, evaluated at points.
  init(_ path: String, _ field: GeoidFieldBase, _ points: [LevellingPoint]) {
    (self.path, self.field) = (path, field)
    var parts: [Int: GeoidFieldBase.Parts] = [:]
    for (point, part) in zip(points, field.anomalies(points)) { parts[point.line] = part }
    self.parts = parts
    (model, sampler, facts) = (nil, nil, nil)
  }

  /// True where ζ is 0 everywhere.
  var isNone: Bool { model == nil && field == nil }

  /// ζ at points, metres; nil where the base has none. For a gravity-field model those that it was evaluated at.
  func anomalies(_ points: [LevellingPoint]) -> [Double?] {
    if field != nil { return points.map { parts[$0.line]?.sum } }
    return points.map { anomaly($0.latitudeDegrees, $0.longitudeDegrees, normalHeight: $0.normalHeight) }
  }

  /// ζ of the grid at a place and normal height, metres; nil where the model has none.
  private func anomaly(_ latitude: Double, _ longitude: Double, normalHeight: Double) -> Double? {
    guard let sampler else { return 0 }
    guard let sample = try? sampler.sample(latitudeDegrees: latitude, longitudeDegrees: longitude) else { return nil }
    return sample.anomaly + sample.heightGradient * (normalHeight - sampler.referenceHeight)
  }

  /// σ of the base at a place, metres; nil where it states none.
  func sigma(_ latitude: Double, _ longitude: Double) -> Double? {
    try? sampler?.sample(latitudeDegrees: latitude, longitudeDegrees: longitude).sigma
  }

  /// ζ at the reference height of the model and its ∂ζ/∂H at a place; nil where the model has none.
  func value(_ latitude: Double, _ longitude: Double) -> (anomaly: Double, gradient: Double)? {
    guard let sampler else { return (0, 0) }
    guard let sample = try? sampler.sample(latitudeDegrees: latitude, longitudeDegrees: longitude) else { return nil }
    return (sample.anomaly, sample.heightGradient)
  }

  /// The same as a function for the nodes of a grid, those of a gravity-field model summed beforehand.
  func values(on layout: GridLayout) throws(CommandError) -> (Double, Double) -> (anomaly: Double, gradient: Double)? {
    guard let field else { return value }
    let nodes = try field.nodes(layout)
    return { latitude, longitude in
      let row = Int(((latitude - layout.south) * 60 / layout.latitudeMinutes).rounded())
      let column = Int(((longitude - layout.west) * 60 / layout.longitudeMinutes).rounded())
      let node = row * layout.columns + column
      return nodes.anomaly[node].isFinite ? (nodes.anomaly[node], nodes.gradient[node]) : nil
    }
  }

  /// The reference height of a model with a height term; nil without.
  var referenceHeight: Double? { field?.referenceHeight ?? model.flatMap { $0.hasHeightGradient ? $0.referenceHeight : nil } }

  /// What a model made from this base inherits.
  var properties: HeightModelProperties? { field?.properties ?? model?.properties }

  /// The base and how it is read, for people.
  func description(_ language: Language) -> String {
    func t(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
    if let field { return path + field.description(language) }
    guard let sampler else { return t("无", "none") }
    return path + t("（内插 \(sampler.method.rawValue)）", " (read by \(sampler.method.rawValue))")
  }
}
