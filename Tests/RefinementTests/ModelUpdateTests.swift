import Estimation
import Testing

@testable import Refinement

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Updates of models whose errors are known exactly, because they were invented here.
@Suite("Update of a model")
struct ModelUpdateTests {
  /// Debug builds take a tenth of the seeds; with `JIZHUN_LONG_TESTS` in the environment there are more.
  private func seeds(_ count: Int, long: Int? = nil) -> ClosedRange<UInt64> {
    let wanted = getenv("JIZHUN_LONG_TESTS") == nil ? count : long ?? count
    return 1...UInt64(SyntheticNetwork.isOptimised ? wanted : max(wanted / 10, 1))
  }

  private static func options(_ level: Double? = 0.05) -> ModelUpdateOptions {
    var options = ModelUpdateOptions(halfLength: 12_000)
    options.shapes = [.gaussMarkov2]
    options.level = level
    return options
  }

  /// Closed form of one point: ŝ = σ² ∕ (σ² + σₙ²) y at it, with variance σ² σₙ² ∕ (σ² + σₙ²).
  @Test("A point moves the model by what its σ is worth against the model's", arguments: [(0.005, 0.02), (0.03, 0.01)])
  func onePoint(_ model: Double, _ noise: Double) throws {
    let y = 0.012
    let point = ModelPoint(latitudeDegrees: 26, longitudeDegrees: 110, difference: y, sigma: noise, modelSigma: model)
    let update = try ModelUpdate([point], ModelUpdateOptions(halfLength: 10_000))
    let p = update.predictions([(point.place, model)])[0]
    let (m, n) = (model * model, noise * noise)
    #expect(abs(p.value - m / (m + n) * y) < 1e-12)
    #expect(abs(p.sigma - (m * n / (m + n)).squareRoot()) < 1e-12)
    // At the half length the covariance is half: there half of it.
    let away = SpherePlace(latitudeDegrees: 26 + 10_000 / SpherePlace.radius * 180 / .pi, longitudeDegrees: 110)
    #expect(abs(update.correction(away, modelSigma: model) - 0.5 * p.value) < 1e-6)
    // Where the model is well determined (1 mm), a thirtieth of the correction of a place with 30 mm.
    #expect(abs(update.correction(away, modelSigma: model / 30) - 0.5 * p.value / 30) < 1e-6)
  }

  @Test("The σ after an update is honest: eᵀC⁻¹e of places apart from the points is χ², over many seeds")
  func honest() throws {
    var (square, count) = (0.0, 0)
    var passed = 0
    let seeds = seeds(8, long: 40)
    for seed in seeds {
      let model = InventedModel(260, seed: seed)
      let update = try ModelUpdate(model.points(200), Self.options())
      let targets = (200..<260).map { (place: model.places[$0].place, modelSigma: Double?.some(InventedModel.sigma(model.places[$0]))) }
      let joint = update.jointPrediction(targets)
      // As check points of 3 mm show it: of a field as smooth as this the smallest waves are all in its correlation length, which is estimated.
      var random = InventedNumbers(seed: seed + 999)
      let one = try #require(
        joint.chiSquare((0..<60).map { model.truth[200 + $0] + 0.003 * random.normal() - joint.values[$0] }, noise: 0.003))
      square += one
      count += 60
      if one > Distributions.chiSquareQuantile(0.025, freedom: 60), one < Distributions.chiSquareQuantile(0.975, freedom: 60) {
        passed += 1
      }
    }
    // The correlation length is estimated from 200 points: its error shows in the sum of all seeds, which a band of 99.8 % allows for.
    #expect(
      square > Distributions.chiSquareQuantile(0.001, freedom: count) && square < Distributions.chiSquareQuantile(0.999, freedom: count))
    // Of 8 (40) with a probability of 95 %, fewer than 6 (34) come up six times in a thousand (once in a hundred times).
    if seeds.count >= 8 { #expect(passed * 40 >= (seeds.count >= 40 ? 34 : 29) * seeds.count) }
  }

  @Test("Marks that did not change stay where the model knows them, whatever comes beside them")
  func oldMarksStay() throws {
    // A network of old marks with σ 3 mm, the model between them 30 mm; new points of 20 mm a kilometre beside each.
    var (old, fresh): ([SpherePlace], [ModelPoint]) = ([], [])
    var random = InventedNumbers(seed: 5)
    for i in 0..<36 {
      let (b, l) = (25.0 + 0.2 * Double(i / 6), 109.0 + 0.2 * Double(i % 6))
      old.append(SpherePlace(latitudeDegrees: b, longitudeDegrees: l))
      fresh.append(
        ModelPoint(latitudeDegrees: b + 0.01, longitudeDegrees: l, difference: 0.02 * random.normal(), sigma: 0.02, modelSigma: 0.004))
    }
    var options = ModelUpdateOptions(halfLength: 12_000)
    options.isLengthKnown = true
    let update = try ModelUpdate(fresh, options)
    for p in update.predictions(old.map { ($0, 0.003) }) {
      // √(prior² − posterior²) is the σ of the shift; the new points' 20 mm would be 20 without σ of the model.
      #expect(abs(p.value) < 3 * (p.prior * p.prior - p.sigma * p.sigma).squareRoot() && abs(p.value) < 0.003)
      #expect(p.sigma < 0.003)
    }
  }

  @Test("Where nothing has changed something is found as often as the level says, at most")
  func falseAlarms() throws {
    var (strict, loose) = (0, 0)
    let seeds = seeds(20, long: 60)
    for seed in seeds {
      let points = InventedModel(150, seed: 500 + seed).points(150)
      if try ModelUpdate(points, Self.options(0.05)).hasChanged == true { strict += 1 }
      if try ModelUpdate(points, Self.options(0.3)).hasChanged == true { loose += 1 }
    }
    // Of 60, 3 and 18 expected: more than 9 and 29 come up once in a thousand times; of 20, more than 4 and 12. Far fewer than the level would be
    // a search that sees nothing.
    let isLong = seeds.count >= 60
    #expect(strict <= (isLong ? 9 : 4) && loose <= (isLong ? 29 : 12))
    if SyntheticNetwork.isOptimised { #expect(loose >= (isLong ? 6 : 1)) }
  }

  @Test("One mark of 500 that is off by five of its σ is found, and no other")
  func oneMark() throws {
    var (found, others) = (0, 0)
    let seeds = seeds(2, long: 24)
    for seed in seeds {
      let model = InventedModel(500, seed: 100 + seed)
      // σ of the difference to the model and all others where nothing has changed.
      let sigma = try #require(try ModelUpdate(model.points(500), Self.options()).search).marks[250].sigma
      let update = try ModelUpdate(model.points(500) { i, _ in i == 250 ? 5 * sigma : 0 }, Self.options())
      let search = try #require(update.search)
      if search.changed.contains(250) { found += 1 }
      others += search.changed.count { $0 != 250 } + search.areas.count
      #expect(update.used.contains(250) != search.changed.contains(250))
    }
    // The limit is 4.05: Φ(0.95) = 83 %. Of 2 (24), fewer than 1 (15) come up once in thirty (two hundred) times.
    #expect(found * 24 >= (seeds.count >= 24 ? 15 : 12) * seeds.count && others * 8 <= max(seeds.count, 8))
  }

  @Test("Marks that sank together are one area, which the model follows; marks beside it stay")
  func bowl() throws {
    for seed in seeds(2, long: 10) {
      let model = InventedModel(400, seed: 200 + seed)
      // 25 mm against 4 mm of noise: one and a half times the σ that the model states, which marks measured before do not depend on.
      let change = InventedModel.bowl(0.025)
      let points = model.points(400, noise: 0.004, before: true, change: change)
      let update = try ModelUpdate(points, Self.options())
      let search = try #require(update.search)
      #expect(!search.areas.isEmpty)
      let inside = points.indices.filter { change($0, model.places[$0]) > 0.012 }
      let named = inside.count { if case .inArea(_, true) = update.marks[$0].verdict { true } else { false } }
      #expect(named * 10 >= inside.count * 8)
      // 1.96 σ at each mark inside the edge of an area: outside it is the level of the search.
      let far = points.indices.filter { change($0, model.places[$0]) < 1e-5 }
      let wrong = far.count { if case .unchanged = update.marks[$0].verdict { false } else { !isUnmoved(update.marks[$0].verdict) } }
      #expect(wrong <= 2)
      // The model follows: what is left inside is noise and its share of the model's error, a third of the change.
      let left = inside.map {
        update.correction(points[$0].place, modelSigma: points[$0].modelSigma) - model.truth[$0] - change($0, model.places[$0])
      }
      #expect((left.reduce(0) { $0 + $1 * $1 } / Double(left.count)).squareRoot() < 0.005)
    }
  }

  private func isUnmoved(_ verdict: ModelUpdate.Verdict) -> Bool {
    switch verdict {
    case .unchanged, .inArea(_, false): true
    case .changed, .inArea(_, true): false
    }
  }

  @Test("New marks alone show a bowl where it exceeds what the model is uncertain by; without following it, its marks are left out")
  func bowlOfNewMarks() throws {
    let model = InventedModel(400, seed: 42)
    let points = model.points(400, noise: 0.004, change: InventedModel.bowl(0.12))
    var options = Self.options()
    let update = try ModelUpdate(points, options)
    #expect(update.search?.areas.isEmpty == false)
    #expect(!update.agreement.passed && update.agreement.ratio > 1)
    options.following = .none
    let unmoved = try ModelUpdate(points, options)
    let centre = SpherePlace(latitudeDegrees: 26, longitudeDegrees: 110)
    #expect(unmoved.used.count < update.used.count)
    // Followed, most of the 120 mm is in the model; not followed, what its own σ allows.
    #expect(abs(update.correction(centre, modelSigma: 0.015) - 0.12) < 0.04)
    #expect(abs(unmoved.correction(centre, modelSigma: 0.015)) < 0.04)
  }

  @Test("σ that neither model nor points state is estimated, and too small a σ is said by a factor")
  func estimation() throws {
    let model = InventedModel(300, seed: 9)
    let unstated = try ModelUpdate(model.points(300, statesSigma: false), Self.options())
    // σ runs from 5 to 25 mm, 16 mm in the root mean square; a hundred correlated patches tell it to a tenth, and trimming takes some off.
    let uniform = try #require(unstated.covariance.uniformSigma)
    #expect(uniform > 0.012 && uniform < 0.019)
    #expect(unstated.covariance.halfLength > 8000 && unstated.covariance.halfLength < 25_000)
    // The same points as though model and points stated half of what is true: the factor of the variances is 4.
    let halved = model.points(300).map {
      ModelPoint(
        latitudeDegrees: $0.latitudeDegrees, longitudeDegrees: $0.longitudeDegrees, difference: $0.difference, sigma: 0.005,
        modelSigma: ($0.modelSigma ?? 0) / 2)
    }
    let factor = try ModelUpdate(halved, Self.options()).covariance.factor
    #expect(factor > 2.8 && factor < 5.5)
    #expect(try ModelUpdate(model.points(300), Self.options()).covariance.factor < 1.3)
  }

  @Test("What cannot be done is said")
  func refusals() {
    let point = ModelPoint(latitudeDegrees: 26, longitudeDegrees: 110, difference: 0, sigma: nil, modelSigma: 0.01)
    #expect(throws: RefinementError.noSigma(count: 1, needed: 8)) { try ModelUpdate([point], ModelUpdateOptions(halfLength: 1e4)) }
    #expect(throws: RefinementError.tooFewPoints(count: 0, needed: 1)) { try ModelUpdate([], ModelUpdateOptions(halfLength: 1e4)) }
    let wrong = ModelPoint(latitudeDegrees: 26, longitudeDegrees: 110, difference: 1, sigma: 0.01, modelSigma: 0.01)
    #expect(throws: RefinementError.allChanged(count: 1)) { try ModelUpdate([wrong], ModelUpdateOptions(halfLength: 1e4)) }
  }
}
