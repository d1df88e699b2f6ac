/// What is done with degree zero: the difference between the mass of the model and that of the ellipsoid, and between the potential of the geoid and that of
/// the ellipsoid (零阶项).
public enum ZeroDegree: Sendable, Equatable {
  /// Left out: heights above an ellipsoid of the right size, wherever that is.
  case omitted
  /// (GM − GM of the ellipsoid)/r is part of T; the geoid is where W is the ellipsoid's U₀. As ICGEM computes it.
  case model
  /// The same, and heights refer to the equipotential surface W = W₀ (m²/s²): ζ is less by (W₀ − U₀)/γ.
  case geoidPotential(Double)

  /// W₀ of the International Height Reference System, 62 636 853.4 m²/s² (IAG resolution 1, 2015).
  public static let internationalHeightReference = ZeroDegree.geoidPotential(62_636_853.4)
}
