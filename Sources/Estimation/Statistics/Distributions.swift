#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Distribution functions and quantiles that tests of adjustments need.
///
/// The incomplete gamma and beta functions by their series and continued fractions (Abramowitz and Stegun 6.5.29, 6.5.31, 26.5.8),
/// relative accuracy about 10⁻¹³; quantiles by bisection on them, to the last few bits, which is fast enough for a few hundred tests.
public enum Distributions {
  // MARK: Normal

  /// P(Z ≤ z) of the standard normal distribution.
  public static func normalCumulative(_ z: Double) -> Double { 0.5 * erfc(-z / 2.0.squareRoot()) }

  /// The z that |Z| exceeds with the given probability, 0 < probability < 1.
  public static func normalTwoSided(probability: Double) -> Double {
    root(upper: 40) { erfc($0 / 2.0.squareRoot()) <= probability }
  }

  // MARK: χ²

  /// P(χ² ≤ x) with `freedom` degrees of freedom.
  public static func chiSquareCumulative(_ x: Double, freedom: Int) -> Double {
    x <= 0 ? 0 : lowerGamma(Double(freedom) / 2, x / 2)
  }

  /// The x with P(χ² ≤ x) = probability.
  public static func chiSquareQuantile(_ probability: Double, freedom: Int) -> Double {
    var upper = Double(freedom) + 10
    while chiSquareCumulative(upper, freedom: freedom) < probability, upper < 1e8 { upper *= 2 }
    return root(upper: upper) { chiSquareCumulative($0, freedom: freedom) >= probability }
  }

  // MARK: t and F

  /// P(|T| > t) with `freedom` degrees of freedom.
  public static func studentTwoSidedTail(_ t: Double, freedom: Int) -> Double {
    let n = Double(freedom)
    return incompleteBeta(n / (n + t * t), n / 2, 0.5)
  }

  /// The t that |T| exceeds with the given probability.
  public static func studentTwoSided(probability: Double, freedom: Int) -> Double {
    var upper = 50.0
    while studentTwoSidedTail(upper, freedom: freedom) > probability, upper < 1e12 { upper *= 4 }
    return root(upper: upper) { studentTwoSidedTail($0, freedom: freedom) <= probability }
  }

  /// P(F ≤ x) with `first` and `second` degrees of freedom.
  public static func fisherCumulative(_ x: Double, first: Int, second: Int) -> Double {
    guard x > 0 else { return 0 }
    let (a, b) = (Double(first), Double(second))
    return 1 - incompleteBeta(b / (b + a * x), b / 2, a / 2)
  }

  /// The x with P(F ≤ x) = probability.
  public static func fisherQuantile(_ probability: Double, first: Int, second: Int) -> Double {
    var upper = 10.0
    while fisherCumulative(upper, first: first, second: second) < probability, upper < 1e12 { upper *= 4 }
    return root(upper: upper) { fisherCumulative($0, first: first, second: second) >= probability }
  }

  // MARK: Underneath

  /// The point between 0 and `upper` where `reached` turns true.
  private static func root(upper: Double, reached: (Double) -> Bool) -> Double {
    var (low, high) = (0.0, upper)
    // 100 halvings: down to neighbouring doubles, wherever the point lies.
    for _ in 0..<100 {
      let middle = low + (high - low) / 2
      if reached(middle) { high = middle } else { low = middle }
    }
    return high
  }

  /// ln Γ(x), x > 0: Stirling's series (A&S 6.1.41) after moving x above 10, where four terms leave 10⁻¹³.
  static func logGamma(_ x: Double) -> Double {
    var (x, correction) = (x, 0.0)
    while x < 16 {
      correction -= log(x)
      x += 1
    }
    let r = 1 / (x * x)
    let series = (1.0 / 12 - r * (1.0 / 360 - r * (1.0 / 1260 - r * (1.0 / 1680 - r / 1188)))) / x
    return correction + (x - 0.5) * log(x) - x + 0.5 * log(2 * .pi) + series
  }

  /// The regularised lower incomplete gamma function P(a, x).
  static func lowerGamma(_ a: Double, _ x: Double) -> Double {
    let front = exp(a * log(x) - x - logGamma(a))
    if x < a + 1 {
      var (term, sum, n) = (1 / a, 1 / a, a)
      for _ in 0..<10_000 where abs(term) > abs(sum) * 1e-17 {
        n += 1
        term *= x / n
        sum += term
      }
      return min(front * sum, 1)
    }
    // Lentz's method on the continued fraction of Q(a, x).
    var b = x + 1 - a
    var c = 1e300
    var d = 1 / b
    var h = d
    for i in 1..<10_000 {
      let an = -Double(i) * (Double(i) - a)
      b += 2
      d = 1 / (an * d + b)
      c = b + an / c
      h *= d * c
      if abs(d * c - 1) < 1e-16 { break }
    }
    return 1 - front * h
  }

  /// The regularised incomplete beta function I_x(a, b).
  static func incompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
    guard x > 0 else { return 0 }
    guard x < 1 else { return 1 }
    // The fraction converges fast on this side only.
    if x > (a + 1) / (a + b + 2) { return 1 - incompleteBeta(1 - x, b, a) }
    let front = exp(a * log(x) + b * log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b)) / a
    let tiny = 1e-300
    func kept(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
    var c = 1.0
    var d = 1 / kept(1 - (a + b) * x / (a + 1))
    var h = d
    for i in 1..<10_000 {
      let m = Double(i)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      d = 1 / kept(1 + even * d)
      c = kept(1 + even / c)
      h *= d * c
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 / kept(1 + odd * d)
      c = kept(1 + odd / c)
      h *= d * c
      if abs(d * c - 1) < 1e-16 { break }
    }
    return front * h
  }
}
