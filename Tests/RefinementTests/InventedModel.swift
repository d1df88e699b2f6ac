import Estimation
import Testing

@testable import Refinement

#if canImport(Glibc)
  import Glibc
#endif

/// A model with an invented σ from 5 to 25 mm from place to place, and errors that are what it states, exactly: a field of second-order Gauss–Markov
/// covariance, one half at 15 km, times σ.
struct InventedModel {
  static let halfLength = 15_000.0
  static let shape = CovarianceShape.gaussMarkov2

  static func sigma(_ p: ControlPoint) -> Double { 0.015 + 0.01 * sin(p.latitudeDegrees * 9) * cos(p.longitudeDegrees * 9) }

  let places: [ControlPoint]
  /// The error of the model at each place, metres.
  let truth: [Double]
  private let seed: UInt64

  /// Places over 2° × 2°.
  init(_ count: Int, seed: UInt64) {
    places = SyntheticNetwork.places(count, seed: seed, size: 2)
    let length = Self.halfLength / (Self.shape.halfLength ?? 1)
    let unit = SyntheticNetwork.field(places.map(\.place), seed: seed &* 7 &+ 3) { Self.shape.value($0, length: length) }
    truth = zip(places, unit).map { Self.sigma($0) * $1 }
    self.seed = seed
  }

  /// Points at the first places, with noise and a change.
  func points(
    _ count: Int, noise: Double = 0.01, before: Bool = false, statesSigma: Bool = true,
    change: (Int, ControlPoint) -> Double = { _, _ in 0 }
  ) -> [ModelPoint] {
    var random = InventedNumbers(seed: seed &* 1000 &+ 17)
    return (0..<count).map { i in
      let p = places[i]
      let earlier = before ? ModelPoint.Earlier(difference: truth[i] + noise * random.normal(), sigma: noise) : nil
      return ModelPoint(
        latitudeDegrees: p.latitudeDegrees, longitudeDegrees: p.longitudeDegrees,
        difference: truth[i] + noise * random.normal() + change(i, p), sigma: noise, modelSigma: statesSigma ? Self.sigma(p) : nil,
        earlier: earlier)
    }
  }

  /// A bowl of some depth, e⁻¹ of it at 20 km from the middle of the places.
  static func bowl(_ depth: Double) -> (Int, ControlPoint) -> Double {
    let centre = SpherePlace(latitudeDegrees: 26, longitudeDegrees: 110)
    return { _, p in
      let u = p.place.distance(to: centre) / 20_000
      return depth * exp(-u * u)
    }
  }
}
