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
/// A point is *suspected* where its residual is larger than chance explains with normal residuals (Baarda's test with Šidák's level for all
/// points). It is *left out* where chance does not explain it with the tails that the residuals themselves show, at the same level: rough
/// quasi-geoids have longer tails than the normal distribution, points that fit badly tell the truth about a mountain, and leaving them out
/// makes a model worse. The tails come from the bulk of the residuals, on which gross errors have no bearing. See ``ResidualTail``.
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

  /// Searches.
  /// - Parameters:
  ///   - corrector: A fit to all points whose covariance no gross error has spoilt; see ``screened(_:)``.
  ///   - level: The probability that any sound point is suspected, for normal residuals, and left out, for residuals with their own tails.
  ///   - rejectsSuspected: Suspected points are left out, too.
  public init(_ corrector: Corrector, level: Double = 0.05, rejectsSuspected: Bool = false) {
    let n = corrector.points.count
    var projection = corrector.projection
    var weighted = corrector.weighted
    var active = [Bool](repeating: true, count: n)
    var verdicts = [BlunderVerdict](repeating: .sound, count: n)
    var z = (0..<n).map { weighted[$0] / projection[$0, $0].squareRoot() }
    var differences = (0..<n).map { weighted[$0] / projection[$0, $0] }
    // Šidák's level for one of n tests.
    let probability = -expm1(log1p(-level) / Double(n))
    func limits(_ z: [Double]) -> (suspected: Double, gross: Double) {
      let tail = ResidualTail(z)
      let suspected = Distributions.normalTwoSided(probability: probability) * max(tail.scale, 1)
      return (suspected, rejectsSuspected ? suspected : max(suspected, tail.critical(probability: probability)))
    }
    var limit = limits(z)
    // More than a third in error is no matter of single gross errors.
    for _ in 0..<(n / 3) {
      var worst = -1
      for i in 0..<n where active[i] && abs(z[i]) > limit.gross && (worst < 0 || abs(z[i]) > abs(z[worst])) { worst = i }
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
      limit = limits((0..<n).filter { active[$0] }.map { z[$0] })
    }
    for i in 0..<n where active[i] && abs(z[i]) > limit.suspected { verdicts[i] = .suspected }
    (critical, gross) = limit
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
