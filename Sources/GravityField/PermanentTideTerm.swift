import Geodesy

/// The permanent tide as a coefficient of degree 2.
extension PermanentTide {
  /// The permanent tidal potential as a coefficient C̄₂₀, −3.1108·10⁻⁸/√5, with respect to GM and radius of EGM96.
  ///
  /// Source: F. G. Lemoine et al., *The Development of the Joint NASA GSFC and NIMA Geopotential Model EGM96*, NASA/TP-1998-206861, section 11.1; the
  /// IERS Conventions (2010), section 6.2.2, have −1.39144·10⁻⁸ where this is −1.39119·10⁻⁸.
  public static let zonalTerm = -3.1108e-8 / 2.23606797749979

  /// The Love number k₂ with which models are made tide-free, 0.3 by convention of EGM96, EGM2008 and ICGEM. The value cancels where a model is
  /// returned to the system that its authors started from.
  public static let conventionalLoveNumber = 0.3

  /// What is added to C̄₂₀ of a field in this system to have it in another.
  ///
  /// - Parameter loveNumber: k₂ of the deformation.
  public func zonalCorrection(to target: PermanentTide, loveNumber: Double = conventionalLoveNumber) -> Double {
    (target.content(loveNumber) - content(loveNumber)) * Self.zonalTerm
  }

  /// How much of the permanent tidal potential the system contains.
  private func content(_ loveNumber: Double) -> Double {
    switch self {
    case .tideFree: 0
    case .zero: loveNumber
    case .mean: 1 + loveNumber
    }
  }
}
