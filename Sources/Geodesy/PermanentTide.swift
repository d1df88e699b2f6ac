#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// How a height treats the permanent part of the tide that Sun and Moon raise.
public enum PermanentTide: String, Sendable, Hashable, CaseIterable {
  /// The permanent tide is taken off, the attraction and what it deforms (“non-tidal”): the coordinates of ITRF and most models of EGM's kind.
  case tideFree = "tide-free"
  /// The attraction is taken off, the deformation stays: IAG's resolution 16 of 1983 for gravity and geoid.
  case zero
  /// Everything stays: mean sea level.
  case mean

  /// What must be added to a geoid height or height anomaly in this system to have it in another, metres.
  ///
  /// The mean geoid is above the zero geoid by 0.099 − 0.296 sin² φ, the zero geoid above the tide-free one by 0.3 of that (k = 0.3): Ekman, *Impacts of
  /// geodynamic phenomena on systems for height and gravity*, Bulletin Géodésique 63 (1989), 281–296, doi 10.1007/BF02520477.
  /// Accuracy of the constants: 1 mm.
  /// - Parameters:
  ///   - target: The system wanted.
  ///   - latitude: Radians.
  public func geoidCorrection(to target: PermanentTide, latitude: Double) -> Double {
    let s = sin(latitude)
    return (target.geoidShare - geoidShare) * (0.099 - 0.296 * s * s)
  }

  /// What must be added to an ellipsoidal height in this system to have it in another, metres; zero and mean are the same for the crust.
  ///
  /// The crust with its permanent deformation is above the tide-free one by h₂ (0.099 − 0.296 sin² φ); Ekman 1989, with the nominal h₂ = 0.6078 of
  /// the IERS Conventions 2010 (TN 36), eq. 7.14a, by which ITRF's coordinates are made tide-free.
  /// - Parameters:
  ///   - target: The system wanted.
  ///   - latitude: Radians.
  public func crustCorrection(to target: PermanentTide, latitude: Double) -> Double {
    let s = sin(latitude)
    let share = (target == .tideFree ? 0.0 : 1.0) - (self == .tideFree ? 0.0 : 1.0)
    return share * 0.6078 * (0.099 - 0.296 * s * s)
  }

  /// How much of the tide's geoid is in a system: nothing, k, and 1 + k.
  private var geoidShare: Double {
    switch self {
    case .tideFree: 0
    case .zero: 0.3
    case .mean: 1.3
    }
  }
}
