import Geodesy

/// A model of the Earth's gravitational potential: coefficients and what they are with respect to.
///
/// V(r, φ, λ) = GM/r Σₙ (R/r)ⁿ Σₘ (C̄ₙₘ cos mλ + S̄ₙₘ sin mλ) P̄ₙₘ(sin φ), the centrifugal potential not included.
public struct GravityModel: Sendable {
  /// The name that the model's authors gave it.
  public var name: String
  /// GM of the model, m³/s².
  public var gravitationalParameter: Double
  /// The reference radius R, metres.
  public var radius: Double
  /// What of the permanent tide C̄₂₀ contains; nil where the authors do not say.
  public var tideSystem: PermanentTide?
  /// The coefficients, C̄₀₀ among them.
  public var coefficients: HarmonicCoefficients

  /// A model from its parts.
  public init(
    name: String, gravitationalParameter: Double, radius: Double, tideSystem: PermanentTide?, coefficients: HarmonicCoefficients
  ) {
    self.name = name
    self.gravitationalParameter = gravitationalParameter
    self.radius = radius
    self.tideSystem = tideSystem
    self.coefficients = coefficients
  }
}
