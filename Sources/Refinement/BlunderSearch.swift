#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif
import Estimation

/// What the search for gross errors made of a point.
public enum BlunderVerdict: Sendable, Equatable {
  /// Nothing against it.
  case sound
  /// Its residual is larger than chance explains; it takes part.
  case suspected
  /// Far larger: left out.
  case leftOut
}

/// The search for gross errors (粗差探测): each point is predicted from the others, and the difference held against its standard deviation; the
/// worst is left out, the matrix brought up to date, and so on.
///
/// For normal residuals the critical value is that of Baarda's test with Šidák's level for all points. Where quasi-geoids are rough the
/// residuals have longer tails than the normal distribution, and points that fit badly tell the truth about a mountain: leaving them out makes
/// the model worse. So the critical value grows with the tail that the bulk of the residuals shows (their 95 % over their 68 % quantile),
/// and only what is beyond twice of it is left out unasked.
public struct BlunderSearch: Sendable {
  /// The verdict on each point.
  public let verdicts: [BlunderVerdict]
  /// The standardised difference of each point to the others: of one that takes part to all that do, of one left out when it was.
  public let standardised: [Double]
  /// The difference itself, metres. Other gross errors may be in those of points left out before them: see ``RefinementRun/differences``.
  public let differences: [Double]
  /// Beyond this |standardised| a point is suspected.
  public let critical: Double
  /// Beyond this it is left out.
  public let gross: Double

  /// The largest |z| that chance explains among the points still there. Some dozens of points show no tail; theirs is the normal one.
  private static func critical(_ z: [Double], _ normal: Double) -> Double {
    let sorted = z.map { abs($0) }.sorted()
    let bulk = max(ErrorStatistics.quantileOfSorted(sorted, 0.6827), 1e-9)
    // Of a normal distribution the 95.45 % quantile is twice that at 68.27 %.
    let tail = z.count >= 100 ? max(ErrorStatistics.quantileOfSorted(sorted, 0.9545) / bulk / 2, 1) : 1
    // Residuals smaller than their σ say that σ is cautious, not that they are errors.
    return normal * max(bulk, 0.7) * tail
  }

  /// Searches.
  /// - Parameters:
  ///   - corrector: A fit to all points whose covariance no gross error has spoilt; see ``screened(_:)``.
  ///   - level: The probability that any sound point is suspected, for normal residuals.
  ///   - rejectsSuspected: Suspected points are left out, too.
  public init(_ corrector: Corrector, level: Double = 0.05, rejectsSuspected: Bool = false) {
    let n = corrector.points.count
    var projection = corrector.projection
    var weighted = corrector.weighted
    var active = [Bool](repeating: true, count: n)
    var verdicts = [BlunderVerdict](repeating: .sound, count: n)
    var z = (0..<n).map { weighted[$0] / projection[$0, $0].squareRoot() }
    var differences = (0..<n).map { weighted[$0] / projection[$0, $0] }
    let normalCritical = Distributions.normalTwoSided(probability: -expm1(log1p(-level) / Double(n)))
    let limit = rejectsSuspected ? 1 : 2.0
    var critical = Self.critical(z, normalCritical)
    // More than a third in error is no matter of single gross errors.
    for _ in 0..<(n / 3) {
      var worst = -1
      for i in 0..<n where active[i] && abs(z[i]) > limit * critical && (worst < 0 || abs(z[i]) > abs(z[worst])) { worst = i }
      guard worst >= 0 else { break }
      verdicts[worst] = .leftOut
      active[worst] = false
      // P of the others is that of all without the part along the point left out: p pᵀ ∕ p_ii. A second point of the same place, once masked
      // by it, shows now.
      let pivot = projection[worst, worst]
      let row = Array(projection.row(worst))
      let share = weighted[worst] / pivot
      for i in 0..<n where active[i] {
        weighted[i] -= row[i] * share
        let f = row[i] / pivot
        if f != 0 { for j in 0..<n { projection.elements[i * n + j] -= f * row[j] } }
        z[i] = weighted[i] / max(projection[i, i], 1e-300).squareRoot()
        differences[i] = weighted[i] / max(projection[i, i], 1e-300)
      }
      // What one gross error did to its neighbours is gone, and the tail with it.
      critical = Self.critical((0..<n).filter { active[$0] }.map { z[$0] }, normalCritical)
    }
    for i in 0..<n where active[i] && abs(z[i]) > critical { verdicts[i] = .suspected }
    (self.critical, gross) = (critical, limit * critical)
    (self.verdicts, standardised, self.differences) = (verdicts, z, differences)
  }

  /// The points that may serve to estimate a covariance: not those that differ from the median of their eight nearest neighbours by more than ten
  /// times what is usual. Which of the others are in error is for the test to say.
  public static func screened(_ points: [ControlPoint]) -> [Int] {
    guard points.count >= 12 else { return Array(points.indices) }
    let places = points.map(\.place)
    let index = NeighbourIndex(places)
    let deviations = points.indices.map { i -> Double in
      let around = index.nearest(9, to: places[i]).filter { $0.index != i }.map { points[$0.index].discrepancy }.sorted()
      return abs(points[i].discrepancy - around[around.count / 2])
    }
    let usual = max(deviations.sorted()[deviations.count / 2] * 1.4826, 0.001)
    let kept = points.indices.filter { deviations[$0] <= 10 * usual }
    return kept.count * 3 >= points.count * 2 ? kept : Array(points.indices)
  }
}
