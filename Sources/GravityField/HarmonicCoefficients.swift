/// Fully normalised coefficients C̄ₙₘ, S̄ₙₘ of a series of solid spherical harmonics, 0 ≤ m ≤ n ≤ degree.
///
/// The norm is geodesy's: the mean square of each surface harmonic over the sphere is 1, no Condon–Shortley phase.
public struct HarmonicCoefficients: Sendable, Equatable {
  /// The highest degree that can be held and summed: that of 1′ × 1′ topography models.
  public static let largestDegree = 10_800

  /// The highest degree.
  public let degree: Int
  /// C̄ and S̄ side by side, order by order and in each from degree m up.
  private var values: [SIMD2<Double>]

  /// Coefficients that are all zero.
  /// - Precondition: 0 ≤ degree ≤ ``largestDegree``.
  public init(degree: Int) {
    precondition((0...Self.largestDegree).contains(degree))
    self.degree = degree
    values = Array(repeating: .zero, count: Self.count(degree: degree))
  }

  /// How many pairs of coefficients there are up to a degree: (n + 1)(n + 2)/2.
  public static func count(degree: Int) -> Int { (degree + 1) * (degree + 2) / 2 }

  /// (C̄ₙₘ, S̄ₙₘ).
  /// - Precondition: 0 ≤ order ≤ degree ≤ the highest degree.
  public subscript(degree n: Int, order m: Int) -> SIMD2<Double> {
    get { values[index(n, m)] }
    set { values[index(n, m)] = newValue }
  }

  /// The coefficients up to a degree; those there are where there are fewer.
  public func truncated(toDegree limit: Int) -> HarmonicCoefficients {
    guard limit < degree else { return self }
    var result = HarmonicCoefficients(degree: max(limit, 0))
    for m in 0...result.degree { for n in m...result.degree { result[degree: n, order: m] = self[degree: n, order: m] } }
    return result
  }

  /// The coefficients of two fields added; the degree is the larger one.
  public static func + (left: HarmonicCoefficients, right: HarmonicCoefficients) -> HarmonicCoefficients {
    var (sum, other) = left.degree >= right.degree ? (left, right) : (right, left)
    if other.degree == sum.degree {
      for i in sum.values.indices { sum.values[i] += other.values[i] }
    } else {
      for m in 0...other.degree { for n in m...other.degree { sum[degree: n, order: m] += other[degree: n, order: m] } }
    }
    other = sum
    return other
  }

  /// The degree variance σₙ² = Σ (C̄ₙₘ² + S̄ₙₘ²) over all orders, without unit.
  public func variance(degree n: Int) -> Double {
    var sum = 0.0
    for m in 0...n {
      let pair = self[degree: n, order: m]
      sum += (pair * pair).sum()
    }
    return sum
  }

  @inline(__always)
  private func index(_ n: Int, _ m: Int) -> Int {
    precondition(m >= 0 && m <= n && n <= degree)
    return m * (2 * degree + 3 - m) / 2 + n - m
  }
}
