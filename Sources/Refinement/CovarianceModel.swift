#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// How covariance falls with distance d, in units of a length L.
public enum CovarianceShape: String, Sendable, CaseIterable {
  /// e^(−d/L): a rough field; first-order Gauss–Markov.
  case exponential
  /// (1 + d/L) e^(−d/L): a field with a gradient; second-order Gauss–Markov.
  /// Source: Jordan 1972, doi 10.1029/JB077i020p03660.
  case gaussMarkov2 = "gauss-markov2"
  /// e^(−(d/L)²): a field without detail, such as the commission error of a gravity-field model below its highest degree.
  case gaussian
  /// 1 ∕ (1 + (d/L)²): Hirvonen 1962, *On the statistical analysis of gravity anomalies*.
  case hirvonen
  /// c − √((d/L)² + 1): the multiquadric (多面函数) of Hardy 1971, doi 10.1029/JB076i008p01905, as a generalised covariance. It is one with
  /// respect to a constant in the trend, which makes the number c, chosen so large that the matrix is positive definite, of no effect.
  case multiquadric

  /// 1 at d = 0 but for the multiquadric.
  @inline(__always)
  func value(_ d: Double, length: Double) -> Double {
    let u = d / length
    switch self {
    case .exponential: return exp(-u)
    case .gaussMarkov2: return (1 + u) * exp(-u)
    case .gaussian: return exp(-u * u)
    case .hirvonen: return 1 / (1 + u * u)
    case .multiquadric:
      // Twice the diameter of the Earth: no chord is longer than half of it.
      let c = 4 * SpherePlace.radius / length
      return c - (u * u + 1).squareRoot()
    }
  }

  /// The distance at which the covariance is half of that at zero, in units of L; nil where there is none.
  public var halfLength: Double? {
    switch self {
    case .exponential: 0.6931471805599453
    case .gaussMarkov2: 1.6783469900166608
    case .gaussian: 0.8325546111576977
    case .hirvonen: 1
    case .multiquadric: nil
    }
  }
}

/// A term s² S(d ∕ L) of a covariance.
public struct CovarianceTerm: Sendable, Equatable {
  /// The shape S.
  public var shape: CovarianceShape
  /// s: metres, or metres per metre for a slope.
  public var sigma: Double
  /// L, metres.
  public var length: Double

  /// A term.
  public init(shape: CovarianceShape, sigma: Double, length: Double) {
    (self.shape, self.sigma, self.length) = (shape, sigma, length)
  }

  /// The covariance over a distance, metres.
  @inline(__always)
  func value(_ d: Double) -> Double { sigma * sigma * shape.value(d, length: length) }
}

/// What is assumed of the discrepancies that a trend leaves: signal, a signal in proportion to height, and what neighbours do not share.
public struct CovarianceModel: Sendable, Equatable {
  /// The signal; nil for a trend surface alone.
  public var signal: CovarianceTerm?
  /// The part of ∂ζ/∂H that varies from place to place; nil where it does not.
  public var slope: CovarianceTerm?
  /// Standard deviation of what a point has for itself beyond its stated σ, metres: noise of the points and the field's detail between them.
  public var nugget: Double
  /// What distances are counted in; nil where all directions are alike.
  public var stretch: CovarianceStretch?

  /// A model.
  public init(signal: CovarianceTerm?, slope: CovarianceTerm? = nil, nugget: Double, stretch: CovarianceStretch? = nil) {
    (self.signal, self.slope, self.nugget, self.stretch) = (signal, slope, nugget, stretch)
  }

  /// Where a place lies in the space in which distances count, metres.
  func position(_ place: SpherePlace) -> SIMD3<Double> {
    SpherePlace.radius * (stretch?.applied(to: place.direction) ?? place.direction)
  }

  /// The distance that counts, metres.
  @inline(__always)
  static func distance(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> Double {
    let d = a - b
    return (d * d).sum().squareRoot()
  }

  /// The covariance between two positions with normal heights, without the nugget.
  @inline(__always)
  func value(_ a: SIMD3<Double>, _ b: SIMD3<Double>, _ h1: Double, _ h2: Double) -> Double {
    let d = Self.distance(a, b)
    var c = 0.0
    if let signal { c += signal.value(d) }
    if let slope { c += h1 * h2 * slope.value(d) }
    return c
  }
}
