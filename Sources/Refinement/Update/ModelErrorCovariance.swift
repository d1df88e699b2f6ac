#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif
import Estimation

/// What is known of a model's errors before new points come in: Cov(P, Q) = f σ(P) σ(Q) S(d ∕ L), with σ as the model states it from place to place
/// and one correlation; and of changes in areas where a search has found them, a² w(P) w(Q) S(d ∕ L′) each.
///
/// Products of functions of one place with a positive definite function of the distance are positive definite, whatever σ and w.
public struct ModelErrorCovariance: Sendable, Equatable {
  /// The shape S.
  public var shape: CovarianceShape
  /// L, metres.
  public var length: Double
  /// σ of the model where it states none, metres: the same everywhere; nil where it states its own.
  public var uniformSigma: Double?
  /// The standard deviation of points that come without one, metres; 0 where all have theirs. A model that states its σ is taken to include it,
  /// as one refined with such points does: its σ is that of a difference to another such point.
  public var nugget: Double
  /// f: the variances stated, of model and points, times this are what the points show. 1 or more.
  public var factor: Double
  /// Where something has changed.
  public var areas: [ChangeArea]

  /// A covariance.
  public init(
    shape: CovarianceShape, length: Double, uniformSigma: Double? = nil, nugget: Double = 0, factor: Double = 1, areas: [ChangeArea] = []
  ) {
    (self.shape, self.length, self.uniformSigma, self.nugget) = (shape, length, uniformSigma, nugget)
    (self.factor, self.areas) = (factor, areas)
  }

  /// The distance at which the errors' correlation is one half, metres.
  public var halfLength: Double { (shape.halfLength ?? 1) * length }

  /// Farther than this from all points nothing is known of them, metres: a millionth of the correlation is left.
  var reach: Double {
    let u =
      switch shape {
      case .exponential, .gaussMarkov2: 17.0
      case .gaussian: 4.0
      case .hirvonen, .multiquadric: 1000.0
      }
    return max(u * length, areas.map { 2 * $0.edge }.max() ?? 0)
  }

  /// σ of the part of the model's error that neighbours share, metres, f not yet in it.
  /// - Parameter stated: What the model states, metres; nil for a model without σ.
  public func signal(_ stated: Double?) -> Double {
    guard let stated else { return uniformSigma ?? 0 }
    // Of what is nearly all nugget a fifth is left: a model is never known to nothing.
    return max(stated * stated - nugget * nugget, 0.04 * stated * stated).squareRoot()
  }

  /// The variance of a point's own, m², f not yet in it.
  func noise(_ sigma: Double?) -> Double {
    let own = sigma ?? nugget
    return max(own * own, Corrector.leastNugget * Corrector.leastNugget)
  }

  /// The covariance of model and changes between two places whose signals are s and t.
  @inline(__always)
  func value(_ p: SpherePlace, _ s: Double, _ q: SpherePlace, _ t: Double) -> Double {
    var c = factor * s * t * shape.value(p.distance(to: q), length: length)
    for area in areas { c += area.covariance(p, q) }
    return c
  }

  /// C of points with their noise, lower triangle.
  func matrix(_ places: [SpherePlace], signal: [Double], noise: [Double]) -> DenseMatrix {
    let n = places.count
    var matrix = DenseMatrix(rows: n, columns: n)
    for i in 0..<n {
      for j in 0...i { matrix.elements[i * n + j] = value(places[i], signal[i], places[j], signal[j]) }
      matrix.elements[i * n + i] += factor * noise[i]
    }
    return matrix
  }
}

/// An area in which marks have changed together: the change is a field a w(P) × (a signal of variance 1), nothing beyond the edge.
public struct ChangeArea: Sendable, Equatable {
  /// The middle.
  public let centre: SpherePlace
  /// The radius of the bowl that fits the change best, metres.
  public let radius: Double
  /// How large the change is at its middle, metres, with its sign.
  public let amplitude: Double

  /// An area.
  public init(centre: SpherePlace, radius: Double, amplitude: Double) {
    (self.centre, self.radius, self.amplitude) = (centre, radius, amplitude)
  }

  /// Beyond this distance from the middle nothing is taken to have changed, metres: the change that fits best is a bowl, the true one need not be.
  public var edge: Double { 1.5 * radius }

  /// The bowl (1 − (d ∕ R)²)² that areas are sought with.
  static func bowl(_ d: Double, radius: Double) -> Double {
    let u = d / radius
    return u < 1 ? (1 - u * u) * (1 - u * u) : 0
  }

  /// w: 1 within half the radius, falling to 0 at the edge.
  public func weight(_ p: SpherePlace) -> Double {
    let d = p.distance(to: centre)
    guard d < edge else { return 0 }
    let u = (d - 0.5 * radius) / radius
    guard u > 0 else { return 1 }
    let c = cos(u * .pi / 2)
    return c * c
  }

  /// a² w w S, with a correlation that falls to half within a third of the radius: edges of a change are sharper than a bowl's.
  func covariance(_ p: SpherePlace, _ q: SpherePlace) -> Double {
    let w = weight(p)
    guard w > 0 else { return 0 }
    let v = weight(q)
    guard v > 0 else { return 0 }
    let shape = CovarianceShape.gaussMarkov2
    return amplitude * amplitude * w * v * shape.value(p.distance(to: q), length: radius / 3 / (shape.halfLength ?? 1))
  }
}
