#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif
import Estimation

/// The search for what has changed: single marks, and areas in which marks changed together.
///
/// Each hypothesis is a shift of the marks by g times an unknown number: g is 1 at one mark, or a bowl of some radius around one. Its test is
/// T = gᵀC⁻¹y ∕ √(gᵀC⁻¹g), standard normal where nothing has changed; for a single mark it is the difference to what the model and all other marks say of it, over
/// its standard deviation (Baarda's w-test). The hypothesis that exceeds its limit most is accepted and its part taken out — a mark leaves, an area
/// joins the covariance with a field of its own — and the others are tested anew, until none exceeds.
///
/// Half of the level goes to the marks, half to the areas; within each the limit is Šidák's for as many tests as there are, which holds whatever
/// their correlation (Šidák 1967, doi 10.1080/01621459.1967.10482935): the probability that anything at all is found where nothing has changed is the
/// level at most. Where the residuals of a hundred marks or more show longer tails than the normal distribution, the limits have them, too; marks
/// measured before, in whose differences the model has no part, have tails of their own. So have areas of new marks: a model's errors are larger in rough
/// country, for all marks there together.
public struct ChangeSearch: Sendable {
  /// A difference tested.
  public struct Test: Sendable, Equatable {
    /// The difference, metres.
    public let value: Double
    /// Its standard deviation where nothing has changed, metres.
    public let sigma: Double
    /// |value ∕ σ| beyond this is significant.
    public let limit: Double
    /// value ∕ σ.
    public var ratio: Double { value / sigma }
    /// Whether the difference is significant.
    public var isSignificant: Bool { abs(ratio) > limit }
  }

  /// An area that has changed.
  public struct Area: Sendable, Equatable {
    /// Its place, size and amplitude.
    public let area: ChangeArea
    /// The mark in its middle.
    public let centre: Int
    /// The marks within the radius of the bowl.
    public let marks: [Int]
    /// The change at the middle, tested before the area was accepted.
    public let test: Test
  }

  /// For each mark, its difference to what the model and all other marks that take part say.
  public let marks: [Test]
  /// The marks that have changed by themselves, the most significant first.
  public let changed: [Int]
  /// The areas, the most significant first.
  public let areas: [Area]
  /// The level of the whole search.
  public let level: Double
  /// How many tests the limits are for.
  public let testCount: (marks: Int, areas: Int)
  /// The limits of |T| for marks and for areas of many marks.
  public let limit: (mark: Double, area: Double)
  /// Degrees of freedom of the tails of new marks' residuals; nil where they are those of the normal distribution.
  public let freedom: Int?
  /// The covariance with the areas found.
  let covariance: ModelErrorCovariance

  /// More areas than this are no matter of areas.
  private static let mostAreas = 12
  /// An area is at least three marks.
  private static let fewestMarks = 3

  private struct Bowl {
    let centre: Int
    let radius: Double
    let marks: [Int]
    let shape: [Double]
    /// How many marks of equal weight it is worth.
    let worth: Double
  }

  /// Limits of |T| for a mark, for an area, and for an area of a single mark.
  private struct Limits {
    var mark: Double
    var area: Double
    var tail: Double
    var freedom: Int?

    /// Those of the normal distribution, and of residuals with longer tails where a hundred or more show them.
    init(_ z: [Double], markShare: Double, areaShare: Double) {
      mark = Distributions.normalTwoSided(probability: markShare)
      area = Distributions.normalTwoSided(probability: areaShare)
      tail = area
      guard let evident = ResidualTail.evident(z) else { return }
      mark = max(mark, evident.critical(probability: markShare))
      tail = max(tail, evident.critical(probability: areaShare))
      freedom = evident.freedom
    }
  }

  /// Searches.
  /// - Parameters:
  ///   - places: The places of the marks.
  ///   - signal: σ of the model's error in what is tested at each; 0 where it is no part of it.
  ///   - noise: The variances of the marks' own, m².
  ///   - values: The differences, metres.
  ///   - covariance: What is known before.
  ///   - level: The probability of finding anything where nothing has changed.
  ///   - more: Tests of areas that others make beside.
  init(
    _ places: [SpherePlace], signal: [Double], noise: [Double], values: [Double], covariance: ModelErrorCovariance, level: Double, more: Int
  ) throws(RefinementError) {
    let n = places.count
    let bowls = Self.bowls(places)
    func share(_ tests: Int) -> Double { -expm1(log1p(-level / 2) / Double(max(tests, 1))) }
    let (markShare, areaShare) = (share(n), share(bowls.count + more))
    var current = covariance
    var active = [Bool](repeating: true, count: n)
    var found: [Area] = []
    var (weights, inverse) = try Self.solve(places, signal, noise, values, current)
    // In differences to what marks said before the model has no part.
    let isRepeated = signal.map { $0 == 0 }
    var (fresh, repeated) = (
      Limits([], markShare: markShare, areaShare: areaShare), Limits([], markShare: markShare, areaShare: areaShare)
    )
    var tests: [(value: Double, sigma: Double)] = []
    // More than a third of the marks in error is no matter of single marks.
    var budget = n / 3 + 1
    while true {
      tests = (0..<n).map { (weights[$0] / inverse[$0, $0], 1 / inverse[$0, $0].squareRoot()) }
      func ratios(_ wanted: Bool) -> [Double] {
        (0..<n).filter { active[$0] && isRepeated[$0] == wanted }.map { tests[$0].value / tests[$0].sigma }
      }
      fresh = Limits(ratios(false), markShare: markShare, areaShare: areaShare)
      repeated = Limits(ratios(true), markShare: markShare, areaShare: areaShare)
      var best: (excess: Double, mark: Int?, bowl: Bowl?, test: Test?) = (1, nil, nil, nil)
      for i in 0..<n where active[i] {
        let excess = abs(tests[i].value / tests[i].sigma) / (isRepeated[i] ? repeated : fresh).mark
        if excess > best.excess { best = (excess, i, nil, nil) }
      }
      if found.count < Self.mostAreas {
        let tested = bowls.compactMap { bowl -> (bowl: Bowl, test: Test, isRepeated: Bool)? in
          let isRepeated = bowl.marks.allSatisfy { isRepeated[$0] }
          return Self.test(bowl, active, weights, inverse, isRepeated ? repeated : fresh).map { (bowl, $0, isRepeated) }
        }
        // Where country is rougher the errors of a model are larger for whole areas. The tails that areas of new marks have throughout are no changes.
        let rough = ResidualTail.evident(tested.filter { !$0.isRepeated }.map(\.test.ratio))?.critical(probability: areaShare) ?? 0
        for (bowl, test, isRepeated) in tested {
          let judged = Test(value: test.value, sigma: test.sigma, limit: isRepeated ? test.limit : max(test.limit, rough))
          let excess = abs(judged.ratio) / judged.limit
          if excess > best.excess { best = (excess, nil, bowl, judged) }
        }
      }
      if let bowl = best.bowl, let test = best.test {
        let area = ChangeArea(centre: places[bowl.centre], radius: bowl.radius, amplitude: test.value)
        found.append(Area(area: area, centre: bowl.centre, marks: bowl.marks.filter { active[$0] }, test: test))
        current.areas.append(area)
        (weights, inverse) = try Self.solve(places, signal, noise, values, current)
        // What the area explains is no change of a mark; what it does not is found again.
        active = active.indices.map { active[$0] || area.weight(places[$0]) > 0 }
        for i in 0..<n where !active[i] { Self.leave(i, &weights, &inverse, active) }
      } else if let mark = best.mark, budget > 0 {
        budget -= 1
        active[mark] = false
        Self.leave(mark, &weights, &inverse, active)
      } else {
        break
      }
    }
    // A mark that has left is held against all others: its row of the inverse is that of when it left, but those that left after it were in it.
    let out = (0..<n).filter { !active[$0] }
    if !out.isEmpty {
      let kept = (0..<n).filter { active[$0] }
      guard !kept.isEmpty else { throw .allChanged(count: n) }
      let solution = try UpdateSolution(
        kept.map { places[$0] }, signal: kept.map { signal[$0] }, noise: kept.map { noise[$0] }, values: kept.map { values[$0] },
        covariance: current)
      for (i, p) in zip(out, solution.predictions(out.map { (places[$0], signal[$0]) })) {
        tests[i] = (values[i] - p.value, (p.variance + current.factor * noise[i]).squareRoot())
      }
    }
    marks = tests.indices.map { i in
      Test(value: tests[i].value, sigma: tests[i].sigma, limit: (isRepeated[i] ? repeated : fresh).mark)
    }
    let results = marks
    changed = out.sorted { abs(results[$0].ratio) > abs(results[$1].ratio) }
    areas = found.sorted { abs($0.test.ratio) > abs($1.test.ratio) }
    self.level = level
    testCount = (n, bowls.count + more)
    limit = ((isRepeated.allSatisfy { $0 } ? repeated : fresh).mark, fresh.area)
    freedom = fresh.freedom
    self.covariance = current
  }

  private static func solve(
    _ places: [SpherePlace], _ signal: [Double], _ noise: [Double], _ values: [Double], _ covariance: ModelErrorCovariance
  ) throws(RefinementError) -> (weights: [Double], inverse: DenseMatrix) {
    let solution = try UpdateSolution(places, signal: signal, noise: noise, values: values, covariance: covariance)
    return (solution.weights, solution.inverse())
  }

  /// Takes a mark out of C⁻¹ and C⁻¹ y: C⁻¹ of the others is theirs of all, less the part along the mark.
  private static func leave(_ mark: Int, _ weights: inout [Double], _ inverse: inout DenseMatrix, _ active: [Bool]) {
    let n = weights.count
    let pivot = inverse[mark, mark]
    let row = Array(inverse.row(mark))
    let share = weights[mark] / pivot
    for i in 0..<n where active[i] {
      weights[i] -= row[i] * share
      let f = row[i] / pivot
      if f != 0 { for j in 0..<n { inverse.elements[i * n + j] -= f * row[j] } }
    }
  }

  /// The test of a bowl over the marks that take part; nil where these are too few.
  private static func test(
    _ bowl: Bowl, _ active: [Bool], _ weights: [Double], _ inverse: DenseMatrix, _ limits: Limits
  ) -> Test? {
    var (sum, square, count) = (0.0, 0.0, 0)
    for (a, i) in bowl.marks.enumerated() where active[i] {
      count += 1
      sum += bowl.shape[a] * weights[i]
      var inner = 0.0
      for (b, j) in bowl.marks.enumerated() where active[j] { inner += bowl.shape[b] * inverse[i, j] }
      square += bowl.shape[a] * inner
    }
    guard count >= fewestMarks, square > 0 else { return nil }
    // The tails of a sum of m fade as 1 ∕ m.
    let limit = limits.area + (limits.tail - limits.area) / bowl.worth
    return Test(value: sum / square, sigma: 1 / square.squareRoot(), limit: limit)
  }

  /// Bowls of all sizes: from a few marks to all of them, each size a factor of 1.6 larger, around marks half a radius apart.
  private static func bowls(_ places: [SpherePlace]) -> [Bowl] {
    let n = places.count
    guard n >= fewestMarks else { return [] }
    let index = NeighbourIndex(places)
    let extent = CovarianceEstimation.extent(places)
    var radius = max(1.6 * SpatialBlocks.typicalSpacing(places), extent / 1000, 1)
    var bowls: [Bowl] = []
    while true {
      var covered = [Bool](repeating: false, count: n)
      for centre in 0..<n where !covered[centre] {
        for i in index.within(radius / 2, of: places[centre]) { covered[i] = true }
        var (marks, shape): ([Int], [Double]) = ([], [])
        for i in index.within(radius, of: places[centre]).sorted() {
          let g = ChangeArea.bowl(places[i].distance(to: places[centre]), radius: radius)
          guard g > 0.05 else { continue }
          marks.append(i)
          shape.append(g)
        }
        guard marks.count >= fewestMarks else { continue }
        let (sum, square) = (shape.reduce(0, +), shape.reduce(0) { $0 + $1 * $1 })
        // One mark with others at its foot is a mark.
        guard sum * sum / square >= 2 else { continue }
        bowls.append(Bowl(centre: centre, radius: radius, marks: marks, shape: shape, worth: sum * sum / square))
      }
      if radius > 2 * extent { break }
      radius *= 1.6
    }
    return bowls
  }
}
