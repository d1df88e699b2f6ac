import Geodesy

/// Functionals of a gravity-field model with respect to a normal field, at points and on grids.
///
/// Made once for a model (39 MB and a tenth of a second at degree 2190), immutable, shared by threads. Each thread brings a ``FieldWorkspace``.
///
/// Accuracy, against an independent sum with 90 digits at degree 2190 (TestVectors/gravity-field), for a field of the Earth's power: heights within
/// 0.001 nm (that of the 6·10⁷ m²/s² of the potential itself is 4 nm), gravity disturbances within 3·10⁻¹¹ mGal, deflections within 6·10⁻¹¹″; at any latitude
/// the error is below 10⁻¹⁰ of what the degrees above 360 contribute, next to the poles too. Rounding of the position given counts for more.
public struct FieldSynthesis: Sendable {
  /// What is computed, in the order in which values come.
  public let functionals: [FieldFunctional]
  /// The field that is taken off the model's.
  public let normalField: NormalField
  /// The highest degree that is summed.
  public let degree: Int
  /// The tide system of the results; nil where the model does not say its own and none was asked for.
  public let tideSystem: PermanentTide?
  /// What is done with degree zero.
  public let zeroDegree: ZeroDegree
  /// C̄₀₀ GM of the model less GM of the normal field, m³/s².
  public let massDifference: Double
  /// GM of the model, m³/s², and R, metres.
  let gravitationalParameter: Double, reference: Double
  /// T, and (n + 1)(n + 2) T where the second derivative is wanted.
  let stream: HarmonicStream
  let secondStream: HarmonicStream?
  /// True unless nothing but the second derivative is wanted.
  let needsPotential: Bool

  /// Prepares the synthesis of functionals.
  ///
  /// - Parameters:
  ///   - model: the coefficients; C̄₀₀ GM is taken for its mass, and coefficients of degree 1 count.
  ///   - functionals: at least one; either all with topographic heights or none.
  ///   - normalField: the field of the reference ellipsoid; ICGEM's default is GRS 80.
  ///   - maximumDegree: where the series is cut; nil: the model's degree.
  ///   - tideSystem: the system of the results; nil: the model's own.
  /// - Throws: ``FieldSynthesisError``.
  public init(
    _ model: GravityModel, _ functionals: [FieldFunctional], normalField: NormalField = .grs80, maximumDegree: Int? = nil,
    tideSystem: PermanentTide? = nil, zeroDegree: ZeroDegree = .model
  ) throws(FieldSynthesisError) {
    guard !functionals.isEmpty else { throw .nothingToCompute }
    guard functionals.allSatisfy({ $0.takesTopographicHeight == functionals[0].takesTopographicHeight }) else { throw .differentHeights }
    if let maximumDegree, maximumDegree < 0 || maximumDegree > model.coefficients.degree {
      throw .degree(maximumDegree, available: model.coefficients.degree)
    }
    guard model.gravitationalParameter > 0, model.gravitationalParameter.isFinite, model.radius > 0, model.radius.isFinite else {
      throw .modelConstants
    }
    var coefficients = model.coefficients.truncated(toDegree: maximumDegree ?? model.coefficients.degree)
    if let tideSystem, tideSystem != model.tideSystem {
      guard let own = model.tideSystem else { throw .unknownTideSystem }
      if coefficients.degree >= 2 { coefficients[degree: 2, order: 0].x += own.zonalCorrection(to: tideSystem) }
    }
    // T = W − U: the even zonals of the normal field, with respect to the model's GM and R, come off. J₂ to J₂₀: the next is 10⁻²⁷.
    coefficients[degree: 0, order: 0] = .zero
    let mass = normalField.gravitationalParameter / model.gravitationalParameter
    let ratio = normalField.ellipsoid.semiMajorAxis / model.radius
    var scale = mass
    for n in 1...10 where 2 * n <= coefficients.degree {
      scale *= ratio * ratio
      coefficients[degree: 2 * n, order: 0].x += scale * normalField.zonal(n) / Double(4 * n + 1).squareRoot()
    }
    self.functionals = functionals
    self.normalField = normalField
    self.tideSystem = tideSystem ?? model.tideSystem
    self.zeroDegree = zeroDegree
    degree = coefficients.degree
    massDifference =
      model.gravitationalParameter * model.coefficients[degree: 0, order: 0].x - normalField.gravitationalParameter
    gravitationalParameter = model.gravitationalParameter
    reference = model.radius
    needsPotential = functionals.contains { $0 != .secondRadialDerivative }
    stream = HarmonicStream(coefficients)
    secondStream =
      functionals.contains(.secondRadialDerivative) ? HarmonicStream(coefficients) { Double(($0 + 1) * ($0 + 2)) } : nil
  }

  /// Memory for one thread.
  ///
  /// - Parameter parallels: how many parallels or points are summed together; more of them share what is read of the coefficients.
  public func workspace(parallels: Int = 16) -> FieldWorkspace {
    FieldWorkspace(degree: degree, lanes: stream.laneCount, capacity: max(4, (parallels + 3) / 4 * 4))
  }
}

/// Why a synthesis cannot be prepared.
public enum FieldSynthesisError: Error, Sendable, Equatable {
  /// No functional is named.
  case nothingToCompute
  /// Some functionals take heights above mean sea level, some ellipsoidal heights.
  case differentHeights
  /// The degree is not one that the model has.
  case degree(Int, available: Int)
  /// GM or the radius of the model is not a positive number.
  case modelConstants
  /// Another tide system is wanted, and the model does not say which one is its own.
  case unknownTideSystem
}

extension FieldSynthesisError: CustomStringConvertible {
  /// The error as a sentence.
  public var description: String {
    switch self {
    case .nothingToCompute: "no functional is named"
    case .differentHeights:
      "height-anomaly and geoid take heights above mean sea level, the other functionals ellipsoidal heights: compute them one after the other"
    case .degree(let degree, let available): "degree \(degree): the model has degrees 0 to \(available)"
    case .modelConstants: "GM and radius of the model should be positive numbers"
    case .unknownTideSystem: "the model does not say its tide system, so it cannot be converted to another"
    }
  }
}
