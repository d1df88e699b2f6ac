import Testing

@testable import Refinement

@Suite("Covariances from points", .enabled(if: SyntheticNetwork.isOptimised, "dense matrices take minutes where code is not optimised"))
struct CovarianceEstimationTests {
  /// The truth is what the field was made with. Over 15 correlation lengths the spread of σ and L themselves is some 15 %, of the nugget 10 %.
  @Test(
    "Restricted likelihood finds the parameters a field was made with", arguments: [CovarianceShape.gaussMarkov2, .exponential, .hirvonen])
  func recovers(_ shape: CovarianceShape) throws {
    let length = 15_000.0
    let places = SyntheticNetwork.places(500, seed: 31, size: 2.5)
    let field = SyntheticNetwork.field(places.map(\.place), seed: 32) { 0.01 * shape.value($0, length: length) }
    var random = InventedNumbers(seed: 33)
    let points = SyntheticNetwork.points(places) { i, _ in field[i] + 0.015 * random.normal() }
    let found = try CovarianceEstimation.reml(points, trend: .plane, hasHeight: false, shape: shape)
    let signal = try #require(found.signal)
    #expect(abs(signal.sigma / 0.1 - 1) < 0.3)
    #expect(abs(signal.length / length - 1) < 0.35)
    // The exponential is rough by itself, and can hide a nugget.
    #expect(abs(found.nugget / 0.015 - 1) < (shape == .exponential ? 0.9 : 0.3))
  }

  @Test("A trend alone: the nugget is what is left beyond the stated σ")
  func trendAlone() throws {
    var random = InventedNumbers(seed: 41)
    let points = SyntheticNetwork.points(SyntheticNetwork.places(400, seed: 42), sigma: 0.02) { _, p in
      0.01 * p.latitudeDegrees + 0.05 * random.normal()
    }
    let found = try CovarianceEstimation.reml(points, trend: .plane, hasHeight: false, shape: nil)
    // √(0.05² − 0.02²); a standard deviation from 400 is known to 3.5 %, thrice that is taken.
    #expect(abs(found.nugget / 0.0458 - 1) < 0.11)
    #expect(found.signal == nil)
  }

  @Test("A covariance halves where it says")
  func halfLength() {
    for shape in CovarianceShape.allCases {
      guard let half = shape.halfLength else { continue }
      #expect(abs(shape.value(half * 7, length: 7) - 0.5) < 1e-12)
    }
  }
}
