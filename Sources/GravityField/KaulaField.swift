import Geodesy

/// A synthetic field for tests and planning: invented coefficients that follow Kaula's rule. It resembles the Earth's field in power and in nothing
/// else; every number in it comes from a seed, none from a measurement.
///
/// Each coefficient is drawn on its own from a generator that starts at (seed, degree, order): a field to degree 360 is the beginning of the same
/// field to degree 2190, and two machines draw the same bits.
///
/// The rule holds on the sphere of the reference radius. Below it, towards the poles of an ellipsoid, high degrees grow with (R/r)ⁿ: 5 times at latitude 28°
/// and degree 2190, 1500 times at the poles, where real models have smaller coefficients.
///
/// Source of the rule: W. M. Kaula, *Theory of Satellite Geodesy*, 1966, eq. 5.46: σ(C̄ₙₘ) = σ(S̄ₙₘ) = 10⁻⁵/n².
public struct KaulaField: Sendable {
  /// Kaula's constant.
  public static let earth = 1e-5

  /// Which field.
  public let seed: UInt64
  /// σ of a coefficient of degree n is this over n².
  public let constant: Double

  /// A field; the same seed gives the same field.
  public init(seed: UInt64, constant: Double = earth) {
    self.seed = seed
    self.constant = constant
  }

  /// The coefficients of some degrees, zero elsewhere. Degrees below 2 are zero in any case.
  /// - Precondition: the upper bound is at most ``HarmonicCoefficients/largestDegree``.
  public func coefficients(degrees: ClosedRange<Int>) -> HarmonicCoefficients {
    var result = HarmonicCoefficients(degree: degrees.upperBound)
    let first = max(degrees.lowerBound, 2)
    guard first <= degrees.upperBound else { return result }
    for m in 0...degrees.upperBound {
      for n in max(first, m)...degrees.upperBound { result[degree: n, order: m] = coefficient(degree: n, order: m) }
    }
    return result
  }

  /// The coefficients of some degrees, scaled so that the height anomaly has a given root mean square over the sphere of radius `radius`: an error of
  /// commission, say of 0.08 m in degrees 30 to 250.
  public func coefficients(
    degrees: ClosedRange<Int>, rootMeanSquare: Double, radius: Double = 6_378_136.3
  ) -> HarmonicCoefficients {
    var result = coefficients(degrees: degrees)
    var variance = 0.0
    for n in 0...result.degree { variance += result.variance(degree: n) }
    guard variance > 0 else { return result }
    // On the sphere ζ = T/γ = R Σ …: the mean square is R² times the sum of the degree variances.
    let scale = rootMeanSquare / (radius * variance.squareRoot())
    for m in 0...result.degree { for n in m...result.degree { result[degree: n, order: m] *= scale } }
    return result
  }

  /// A whole model to a degree: C̄₀₀ = 1, the even zonals of a normal field, and the invented coefficients on top, named `Kaula`.
  ///
  /// Its disturbing potential with respect to the same normal field has no degree 0 and exactly the invented coefficients.
  public func model(degree: Int, normalField: NormalField = .wgs84) -> GravityModel {
    var coefficients = coefficients(degrees: 0...max(degree, 2))
    coefficients[degree: 0, order: 0] = [1, 0]
    for n in 1...10 where 2 * n <= degree {
      coefficients[degree: 2 * n, order: 0].x -= normalField.zonal(n) / Double(4 * n + 1).squareRoot()
    }
    return GravityModel(
      name: "Kaula \(seed)", gravitationalParameter: normalField.gravitationalParameter, radius: normalField.ellipsoid.semiMajorAxis,
      tideSystem: .tideFree, coefficients: coefficients)
  }

  private func coefficient(degree n: Int, order m: Int) -> SIMD2<Double> {
    var state = seed &* 0x9e37_79b9_7f4a_7c15 &+ UInt64(n) << 32 &+ UInt64(m)
    _ = Self.next(&state)
    let sigma = constant / Double(n * n)
    let cosine = Self.normal(&state) * sigma
    let sine = Self.normal(&state) * sigma
    return [cosine, m == 0 ? 0 : sine]
  }

  /// The sum of twelve uniform numbers less 6 (Irwin–Hall): variance 1, normal within what a test can tell, and no logarithm whose last bit depends on
  /// the C library.
  private static func normal(_ state: inout UInt64) -> Double {
    var sum = -6.0
    for _ in 0..<12 { sum += Double(next(&state) >> 11) * 0x1p-53 }
    return sum
  }

  /// SplitMix64 (G. L. Steele et al., OOPSLA 2014, doi 10.1145/2660193.2660195).
  private static func next(_ state: inout UInt64) -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
