#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Baarda's test of one coordinate for a gross error, and what the design says about finding one there.
public struct CoordinateTest: Sendable {
  /// The test statistic: normalised residual w (σ known), or Student's t from the externally studentised residual (σ estimated).
  public let statistic: Double
  /// The share of an error in this coordinate that shows in its residual, 0 … 1 (多余观测分量 r).
  public let redundancyNumber: Double
  /// The error, metres, that the test finds with 80 % probability (内部可靠性, minimal detectable bias); nil where σ is estimated and zero.
  public let detectableError: Double
}

/// The tests of all coordinates, at one level.
///
/// With standard deviations given, w = gᵀṽ/√(gᵀ(I − H)g) is standard normal without gross errors (Baarda 1968, *A testing procedure for
/// use in geodetic networks*, in the form for correlated observations). Without them, σ₀ is estimated from the same residuals, and the
/// statistic is t = w √((r − 1)/(r − w²)) with r − 1 degrees of freedom (Pope 1976, *The statistics of residuals and the detection of
/// outliers*, NOAA NOS 65 NGS 1; Heck 1981). The level of one test is that of the whole family after Šidák: 1 − (1 − α)^(1/n).
public struct OutlierTests: Sendable {
  /// For each point and each of its coordinates; nil where nothing checks the coordinate.
  public let tests: [[CoordinateTest?]]
  /// The probability of any false rejection among all tests, α.
  public let familyLevel: Double
  /// How many tests were made.
  public let count: Int
  /// The level of each test.
  public let level: Double
  /// The value that |statistic| must exceed.
  public let critical: Double
  /// True where standard deviations were given and the statistic is w; false where it is t.
  public let sigmaKnown: Bool

  /// Tests the residuals of an adjustment with unit weights.
  /// - Parameters:
  ///   - level: α of all tests together, 0 < α < 1.
  ///   - sigmaKnown: Whether covariances of the points are absolute.
  public init(_ adjustment: Adjustment, _ points: [CommonPoint], level familyLevel: Double, sigmaKnown: Bool) {
    let n = adjustment.dimension
    let r = Double(adjustment.redundancy)
    let sigma0 = adjustment.varianceOfUnitWeight?.squareRoot() ?? 0
    // With one spare observation no residual can be told from the others: t does not exist.
    let possible = sigmaKnown ? adjustment.redundancy >= 1 : adjustment.redundancy >= 2
    var raw: [[(w: Double, strength: Double, share: Double)?]] = []
    for (i, point) in points.enumerated() {
      let factor = adjustment.factors[i]
      let whitened = factor.solveLower(adjustment.residuals[i])
      let rest = Matrix3.identity - adjustment.hats[i]
      raw.append(
        (0..<n).map { k in
          let g = factor.solveLower(point.axes.rows[k])
          let square = (g * g).sum()
          let strength = (g * (rest * g)).sum()
          guard possible, strength > 1e-6 * square else { return nil }
          return ((g * whitened).sum() / strength.squareRoot(), strength, strength / square)
        })
    }
    let count = raw.reduce(0) { $0 + $1.count { $0 != nil } }
    let level = count > 0 ? 1 - (1 - familyLevel).nthRoot(count) : familyLevel
    let critical =
      sigmaKnown || adjustment.redundancy < 2
      ? Distributions.normalTwoSided(probability: level)
      : Distributions.studentTwoSided(probability: level, freedom: adjustment.redundancy - 1)
    self.familyLevel = familyLevel
    self.count = count
    self.level = level
    self.critical = critical
    self.sigmaKnown = sigmaKnown
    tests = raw.map { coordinates in
      coordinates.map { test in
        guard let test else { return nil }
        // Non-centrality for a power of 80 %: the critical value and the 80 % quantile of the normal distribution.
        let detectable = (critical + 0.8416212335729143) / test.strength.squareRoot() * (sigmaKnown ? 1 : sigma0)
        var statistic = test.w
        if !sigmaKnown {
          let w = sigma0 > 0 ? test.w / sigma0 : 0
          statistic = w * ((r - 1) / max(r - w * w, 1e-12)).squareRoot()
        }
        return CoordinateTest(statistic: statistic, redundancyNumber: test.share, detectableError: detectable)
      }
    }
  }

  /// The point and coordinate with the largest statistic.
  public var largest: (point: Int, coordinate: Int, test: CoordinateTest)? {
    var best: (point: Int, coordinate: Int, test: CoordinateTest)?
    for (i, coordinates) in tests.enumerated() {
      for (k, test) in coordinates.enumerated() {
        guard let test, abs(test.statistic) > abs(best?.test.statistic ?? 0) else { continue }
        best = (i, k, test)
      }
    }
    return best
  }
}

extension Double {
  /// The n-th root of a number above zero.
  fileprivate func nthRoot(_ n: Int) -> Double { exp(log(self) / Double(n)) }
}
