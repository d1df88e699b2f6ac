#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif
import Estimation

/// How long the tails of standardised residuals are: a scale and the degrees of freedom of Student's distribution, by maximum likelihood from the
/// bulk of them.
///
/// The largest 4.55 % are counted, but not looked at (type II censoring), so that gross errors do not make tails in which they hide.
/// Sources: Lange, Little and Taylor 1989, doi 10.1080/01621459.1989.10478852; Cohen 1959, doi 10.1080/00401706.1959.10489859.
struct ResidualTail: Sendable, Equatable {
  /// Residuals are this many times what their σ says.
  let scale: Double
  /// Degrees of freedom; nil for normal tails.
  let freedom: Int?

  /// The share that is looked at: two σ of a normal distribution.
  private static let bulk = 0.9545
  /// Fewer residuals show no tail. Theirs is taken to be that of Student's distribution with `assumedFreedom` degrees of freedom: as long as any
  /// that quasi-geoids in mountains have shown, so that no point is left out for the country it lies in.
  private static let least = 100
  private static let assumedFreedom = 5

  /// Tails that a hundred residuals or more show beyond doubt: their likelihood is e³ times that of the normal distribution's, which normal
  /// residuals come to in one case of a hundred; nil else.
  static func evident(_ z: [Double]) -> ResidualTail? {
    guard z.count >= least else { return nil }
    let tail = ResidualTail(z)
    guard tail.freedom != nil else { return nil }
    let sorted = z.map { abs($0) }.sorted()
    return fit(sorted, tail.freedom).likelihood - fit(sorted, nil).likelihood > 3 ? tail : nil
  }

  /// Fits the tails of standardised residuals.
  init(_ z: [Double]) {
    let sorted = z.map { abs($0) }.sorted()
    guard sorted.count >= Self.least else {
      // Robust against one error among a few; half of the others would have to be in error, too.
      scale = sorted.isEmpty ? 1 : ErrorStatistics.quantileOfSorted(sorted, 0.6827)
      freedom = Self.assumedFreedom
      return
    }
    let candidates: [Int?] = [nil, 60, 30, 20, 15, 12, 10, 8, 7, 6, 5, 4, 3]
    var best = (freedom: Int?.none, fit: (scale: 1.0, likelihood: -Double.infinity))
    for candidate in candidates {
      let found = Self.fit(sorted, candidate)
      if found.likelihood > best.fit.likelihood { best = (candidate, found) }
    }
    (scale, freedom) = (best.fit.scale, best.freedom)
  }

  /// Beyond this a residual is left to chance with this probability, both signs together. What the stated σ itself explains never is.
  func critical(probability: Double) -> Double {
    max(scale, 1)
      * (freedom.map { Distributions.studentTwoSided(probability: probability, freedom: $0) }
        ?? Distributions.normalTwoSided(probability: probability))
  }

  /// The scale of the largest likelihood for some degrees of freedom, and the logarithm of that.
  private static func fit(_ sorted: [Double], _ freedom: Int?) -> (scale: Double, likelihood: Double) {
    let count = Int((bulk * Double(sorted.count)).rounded(.up))
    let beyond = Double(sorted.count - count)
    let limit = sorted[count - 1]
    // ln of the density without what does not depend on the scale, and of its constant.
    let constant: Double
    if let freedom {
      let n = Double(freedom)
      constant = lgamma((n + 1) / 2) - lgamma(n / 2) - 0.5 * log(n * .pi)
    } else {
      constant = -0.5 * log(2 * .pi)
    }
    func likelihood(_ logScale: Double) -> Double {
      let s = exp(logScale)
      var sum = Double(count) * (constant - logScale)
      if let freedom {
        let n = Double(freedom)
        for z in sorted[..<count] { sum -= (n + 1) / 2 * log1p(z * z / (s * s * n)) }
        sum += beyond * log(max(Distributions.studentTwoSidedTail(limit / s, freedom: freedom), 1e-300))
      } else {
        for z in sorted[..<count] { sum -= z * z / (2 * s * s) }
        sum += beyond * log(max(erfc(limit / s / 2.0.squareRoot()), 1e-300))
      }
      return sum
    }
    // One maximum (the logarithm of either density is concave in ln s near it): golden section from far on both sides.
    let middle = log(max(ErrorStatistics.quantileOfSorted(sorted, 0.6827), 1e-6))
    let golden = 0.6180339887498949
    var (low, high) = (middle - 1.5, middle + 1.5)
    var (a, b) = (high - golden * (high - low), low + golden * (high - low))
    var (fa, fb) = (likelihood(a), likelihood(b))
    while high - low > 1e-3 {
      if fa > fb {
        (high, b, fb) = (b, a, fa)
        a = high - golden * (high - low)
        fa = likelihood(a)
      } else {
        (low, a, fa) = (a, b, fb)
        b = low + golden * (high - low)
        fb = likelihood(b)
      }
    }
    return (exp((low + high) / 2), max(fa, fb))
  }
}
