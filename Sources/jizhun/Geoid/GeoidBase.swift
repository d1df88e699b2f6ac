import Geodesy
import GridFiles

/// The base model of a refinement.
struct GeoidBase {
  /// The path, `none` for none.
  let path: String
  /// Nil for none: ζ is 0 everywhere.
  let model: HeightModel?
  private let sampler: HeightSampler?

  /// Reads a base model; `none` is none.
  init(_ path: String) throws(CommandError) {
    self.path = path
    guard path != "none" else {
      (model, sampler) = (nil, nil)
      return
    }
    let model = try ModelFile.readHeights(path: path)
    self.model = model
    sampler = HeightSampler(model)
  }

  /// ζ at a place and normal height, metres; nil where the model has none.
  func anomaly(_ latitude: Double, _ longitude: Double, normalHeight: Double? = nil) -> Double? {
    guard let sampler else { return 0 }
    guard let sample = try? sampler.sample(latitudeDegrees: latitude, longitudeDegrees: longitude) else { return nil }
    guard let normalHeight else { return sample.anomaly }
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

  /// The reference height of a model with a height term; nil without.
  var referenceHeight: Double? { model.flatMap { $0.hasHeightGradient ? $0.referenceHeight : nil } }

  /// How it is read between its nodes, in a word.
  var interpolation: String? { sampler?.method.rawValue }
}
