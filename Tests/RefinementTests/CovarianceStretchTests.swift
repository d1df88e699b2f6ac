import Testing

@testable import Refinement

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Covariances with a direction")
struct CovarianceStretchTests {
  private static let middle = SpherePlace(latitudeDegrees: 27, longitudeDegrees: 111)

  /// The two numbers of a stretch with a ratio and an azimuth.
  private static func stretch(ratio: Double, azimuthDegrees: Double, middle: SpherePlace = middle) -> CovarianceStretch {
    let (size, angle) = (0.5 * log(ratio), 2 * azimuthDegrees * .pi / 180)
    return CovarianceStretch(size * cos(angle), size * sin(angle), middle: middle)
  }

  @Test("Distances along the axis count less, those across more, each by the root of the ratio", arguments: [0.0, 30, 90, 151])
  func distances(_ azimuth: Double) {
    let stretch = Self.stretch(ratio: 4, azimuthDegrees: azimuth)
    #expect(abs(stretch.ratio - 4) < 1e-12)
    #expect(abs(stretch.azimuthDegrees - azimuth) < 1e-9)
    let covariance = CovarianceModel(signal: nil, nugget: 0.01, stretch: stretch)
    let origin = covariance.position(Self.middle)
    // 11 km away the level surface bends by 10 m, which is 10⁻⁶ of the distance squared.
    for (direction, factor) in [(azimuth, 0.5), (azimuth + 90, 2.0)] {
      let (north, east) = (cos(direction * .pi / 180), sin(direction * .pi / 180))
      let place = SpherePlace(latitudeDegrees: 27 + 0.1 * north, longitudeDegrees: 111 + 0.1 * east / cos(27 * .pi / 180))
      let counted = CovarianceModel.distance(origin, covariance.position(place))
      #expect(abs(counted / Self.middle.distance(to: place) - factor) < 2e-3)
    }
  }

  @Test("A stretch of one to one changes nothing, at a pole either")
  func none() {
    for middle in [Self.middle, SpherePlace(latitudeDegrees: 90, longitudeDegrees: 0)] {
      let stretch = CovarianceStretch(0, 0, middle: middle)
      let place = SpherePlace(latitudeDegrees: 61, longitudeDegrees: 9)
      let moved = stretch.applied(to: place.direction) - place.direction
      #expect((moved * moved).sum() < 1e-30)
    }
  }

  /// The field is made with the covariance that is sought; over 15 correlation lengths a ratio is known to some 10 %, an azimuth of 2.5 : 1 to 5°.
  @Test(
    "Restricted likelihood finds the direction a field was made with, and cross-validation takes it",
    .enabled(if: SyntheticNetwork.isOptimised, "dense matrices take minutes where code is not optimised"))
  func recovers() throws {
    let truth = CovarianceModel(
      signal: CovarianceTerm(shape: .gaussMarkov2, sigma: 0.1, length: 15_000), nugget: 0.005,
      stretch: Self.stretch(ratio: 2.5, azimuthDegrees: 40))
    let points = Self.network(truth, seed: 51)
    let found = try CovarianceEstimation.reml(points, trend: .plane, hasHeight: false, shape: .gaussMarkov2, isDirectional: true)
    let stretch = try #require(found.stretch)
    #expect(abs(stretch.ratio / 2.5 - 1) < 0.3)
    #expect(abs(stretch.azimuthDegrees - 40) < 12)
    #expect(abs((found.signal?.length ?? 0) / 15_000 - 1) < 0.35)
    var options = RefinementOptions()
    options.methods = [.collocation(.gaussMarkov2)]
    options.triesDirection = true
    let run = try RefinementRun(points, options)
    #expect(run.method.isDirectional)
    #expect(run.candidates.count == 2)
  }

  @Test(
    "Fields without a direction are given one as seldom as the level says",
    .enabled(if: SyntheticNetwork.isOptimised, "dense matrices take minutes where code is not optimised"))
  func without() throws {
    let truth = CovarianceModel(signal: CovarianceTerm(shape: .gaussMarkov2, sigma: 0.1, length: 15_000), nugget: 0.005)
    var options = RefinementOptions()
    options.methods = [.collocation(.gaussMarkov2)]
    options.triesDirection = true
    var taken = 0
    for seed in UInt64(61)..<69 {
      let run = try RefinementRun(Self.network(truth, seed: seed), options)
      if run.method.isDirectional { taken += 1 }
    }
    // At a level of 1 %, two of eight have a probability of 0.3 %.
    #expect(taken <= 1)
  }

  @Test("Points left out by formula are what a fit without them gives")
  func leavingOut() throws {
    let truth = CovarianceModel(
      signal: CovarianceTerm(shape: .gaussMarkov2, sigma: 0.1, length: 40_000),
      slope: CovarianceTerm(shape: .gaussMarkov2, sigma: 1e-4, length: 60_000), nugget: 0.005,
      stretch: Self.stretch(ratio: 3, azimuthDegrees: 120))
    let points = Self.network(truth, seed: 71, count: 60)
    let corrector = try Corrector(points, trend: .constant, hasHeight: true, covariance: truth)
    let block = [3, 9, 41]
    let refitted = try Corrector(
      points.indices.filter { !block.contains($0) }.map { points[$0] }, trend: .constant, hasHeight: true, covariance: truth)
    let direct = refitted.predictions(block.map { (points[$0].place, points[$0].normalHeight) })
    let formula = try #require(corrector.leaveOut(block))
    for (k, i) in block.enumerated() {
      #expect(abs(formula[k].residual - (points[i].discrepancy - direct[k].value)) < 1e-8)
      // The value without a standard deviation goes another way through the same sums.
      #expect(abs(refitted.value(points[i].place, normalHeight: points[i].normalHeight) - direct[k].value) < 1e-10)
    }
  }

  /// An invented network over 2.5° whose discrepancies have a covariance.
  private static func network(_ covariance: CovarianceModel, seed: UInt64, count: Int = 300) -> [ControlPoint] {
    let places = SyntheticNetwork.places(count, seed: seed, size: 2.5)
    let values = SyntheticNetwork.field(places, seed: seed + 1000, covariance)
    var random = InventedNumbers(seed: seed + 2000)
    return SyntheticNetwork.points(places) { i, _ in values[i] + covariance.nugget * random.normal() }
  }
}
