import Estimation

/// A model's errors conditioned on points: s | y with Cov(s) = K and Cov(y) = K + N, so that ŝ = k C⁻¹ y with variance K(P, P) − k C⁻¹ kᵀ. Where the
/// model is well determined K is small, and a point there moves it little.
///
/// Source: Moritz 1980, *Advanced Physical Geodesy*, section 10 (least-squares collocation).
struct UpdateSolution: Sendable {
  let covariance: ModelErrorCovariance
  let places: [SpherePlace]
  let signal: [Double]
  /// σᵢ², f not in it, m².
  let noise: [Double]
  private let factor: CholeskyFactor
  /// C⁻¹ y.
  let weights: [Double]
  /// L⁻¹ y: independent and of unit variance where what is stated holds.
  let whitened: [Double]

  init(
    _ places: [SpherePlace], signal: [Double], noise: [Double], values: [Double], covariance: ModelErrorCovariance
  ) throws(RefinementError) {
    guard places.count <= Corrector.mostPoints else { throw .tooManyPoints(count: places.count, most: Corrector.mostPoints) }
    guard let factor = CholeskyFactor(covariance.matrix(places, signal: signal, noise: noise)) else { throw .notPositiveDefinite }
    var y = DenseMatrix(rows: 1, columns: places.count)
    y.elements = values
    factor.solveLower(&y)
    whitened = y.elements
    factor.solveUpper(&y)
    weights = y.elements
    (self.covariance, self.places, self.signal, self.noise, self.factor) = (covariance, places, signal, noise, factor)
  }

  /// yᵀ C⁻¹ y.
  var square: Double { whitened.reduce(0) { $0 + $1 * $1 } }

  /// C⁻¹.
  func inverse() -> DenseMatrix { factor.inverse() }

  /// ŝ at a place whose signal is t, metres.
  func value(_ place: SpherePlace, signal t: Double) -> Double {
    var sum = 0.0
    for i in places.indices { sum += weights[i] * covariance.value(place, t, places[i], signal[i]) }
    return sum
  }

  /// ŝ with its variance and that before the points, m², at places; best some hundreds at once.
  func predictions(_ at: [(place: SpherePlace, signal: Double)]) -> [(value: Double, variance: Double, prior: Double)] {
    let parts = parts(at.count) { k, i in covariance.value(at[k].place, at[k].signal, places[i], signal[i]) }
    return at.indices.map { k in
      let prior = covariance.value(at[k].place, at[k].signal, at[k].place, at[k].signal)
      return (parts.values[k], Self.variance(prior, parts.known.row(k)), prior)
    }
  }

  /// The part of ŝ that is a change of areas at the points themselves, metres, with its variance, m².
  func changes(_ at: [Int]) -> [(value: Double, variance: Double)] {
    func own(_ p: SpherePlace, _ q: SpherePlace) -> Double { covariance.areas.reduce(0) { $0 + $1.covariance(p, q) } }
    let parts = parts(at.count) { k, i in own(places[at[k]], places[i]) }
    return at.indices.map { k in (parts.values[k], Self.variance(own(places[at[k]], places[at[k]]), parts.known.row(k))) }
  }

  /// ŝ at places with the covariance matrix of its errors, m².
  func jointPrediction(_ at: [(place: SpherePlace, signal: Double)]) -> Corrector.JointPrediction {
    let parts = parts(at.count) { k, i in covariance.value(at[k].place, at[k].signal, places[i], signal[i]) }
    let known = DenseMatrix.rowProducts(parts.known, parts.known)
    var errors = DenseMatrix(rows: at.count, columns: at.count)
    for a in at.indices {
      for b in at.indices {
        errors[a, b] = covariance.value(at[a].place, at[a].signal, at[b].place, at[b].signal) - known[a, b]
      }
    }
    return Corrector.JointPrediction(values: parts.values, covariance: errors)
  }

  /// What is predicted from the covariances of some quantities with the points: their values k C⁻¹ y, and L⁻¹ k, a row a quantity.
  private func parts(_ count: Int, _ covariance: (_ quantity: Int, _ point: Int) -> Double) -> (values: [Double], known: DenseMatrix) {
    let n = places.count
    var cross = DenseMatrix(rows: count, columns: n)
    var values: [Double] = []
    for k in 0..<count {
      var sum = 0.0
      for i in 0..<n {
        let c = covariance(k, i)
        cross.elements[k * n + i] = c
        sum += c * weights[i]
      }
      values.append(sum)
    }
    factor.solveLower(&cross)
    return (values, cross)
  }

  /// The prior variance less what the points tell of it.
  private static func variance(_ prior: Double, _ known: some Sequence<Double>) -> Double {
    max(known.reduce(prior) { $0 - $1 * $1 }, 0)
  }
}
