/// The series of Karney 2013 (doi 10.1007/s00190-012-0578-z), order 6, for a geodesic of given ε: σ is the arc on the auxiliary sphere.
///
/// Equation numbers are the paper's; the coefficients of I₄ (eq. 63) were derived again from eq. (60) with computer algebra.
struct GeodesicSeries: Sendable {
  /// Polynomials in n: the coefficients of A₃ in powers of ε (eq. 24).
  private let a3: InlineArray<6, Double>
  /// The coefficients of C₃ₗ, l = 1 … 5, each from εˡ on (eq. 25).
  private let c3: InlineArray<15, Double>
  /// The coefficients of C₄ₗ, l = 0 … 5, each from εˡ on (eq. 63).
  private let c4: InlineArray<21, Double>

  init(thirdFlattening n: Double) {
    a3 = [
      1, -(1 / 2 - n / 2), -(1 / 4 + n * (1 / 8 - n * 3 / 8)), -(1 / 16 + n * (3 / 16 + n / 16)), -(3 / 64 + n / 32), -3 / 128,
    ]
    c3 = [
      1 / 4 - n / 4, 1 / 8 - n * n / 8, 3 / 64 + n * (3 / 64 - n / 64), 5 / 128 + n / 64, 3 / 128,  // C31
      1 / 16 + n * (-3 / 32 + n / 32), 3 / 64 + n * (-1 / 32 - n * 3 / 64), 3 / 128 + n / 128, 5 / 256,  // C32
      5 / 192 + n * (-3 / 64 + n * 5 / 192), 3 / 128 - n * 5 / 192, 7 / 512,  // C33
      7 / 512 - n * 7 / 256, 7 / 512,  // C34
      21 / 2560,  // C35
    ]
    c4 = Self.areaCoefficients(n)
  }

  @inline(never)
  private static func areaCoefficients(_ n: Double) -> InlineArray<21, Double> {
    // Horner's scheme in n, from the highest power; the table is that of eq. (63).
    func p(_ terms: Double...) -> Double {
      var sum = 0.0
      for term in terms.reversed() { sum = sum * n + term }
      return sum
    }
    return [
      p(2 / 3, -4 / 15, 8 / 105, 4 / 315, 16 / 3465, 20 / 9009),  // C40, ε0
      p(-1 / 5, 16 / 35, -32 / 105, 16 / 385, 64 / 15015),  // C40, ε1
      p(-2 / 105, -32 / 315, 1088 / 3465, -1184 / 5005),  // C40, ε2
      p(11 / 315, -368 / 3465, -32 / 6435),  // C40, ε3
      p(4 / 1155, 1088 / 45045),  // C40, ε4
      p(97 / 15015),  // C40, ε5
      p(1 / 45, -16 / 315, 32 / 945, -16 / 3465, -64 / 135135),  // C41, ε1
      p(-2 / 105, 64 / 945, -128 / 1485, 1984 / 45045),  // C41, ε2
      p(-1 / 105, 16 / 2079, 5792 / 135135),  // C41, ε3
      p(4 / 1155, -2944 / 135135),  // C41, ε4
      p(1 / 9009),  // C41, ε5
      p(4 / 525, -32 / 1575, 64 / 3465, -32 / 5005),  // C42, ε2
      p(-8 / 1575, 128 / 5775, -256 / 6825),  // C42, ε3
      p(-8 / 1925, 1856 / 225225),  // C42, ε4
      p(8 / 10725),  // C42, ε5
      p(8 / 2205, -256 / 24255, 512 / 45045),  // C43, ε3
      p(-16 / 8085, 1024 / 105105),  // C43, ε4
      p(-136 / 63063),  // C43, ε5
      p(64 / 31185, -512 / 81081),  // C44, ε4
      p(-128 / 135135),  // C44, ε5
      p(128 / 99099),  // C45, ε5
    ]
  }

  /// k² = e′² cos²α₀ as ε = (√(1+k²) − 1)/(√(1+k²) + 1) (eq. 16), without cancellation.
  static func epsilon(_ k2: Double) -> Double { k2 / (2 * (1 + (1 + k2).squareRoot()) + k2) }

  /// A₁ (eq. 17).
  static func a1(_ e: Double) -> Double {
    let e2 = e * e
    return (1 + e2 * (1 / 4 + e2 * (1 / 64 + e2 / 256))) / (1 - e)
  }

  /// C₁ₗ (eq. 18).
  static func c1(_ e: Double) -> InlineArray<6, Double> {
    let e2 = e * e
    let e3 = e2 * e
    return [
      e * (-1 / 2 + e2 * (3 / 16 - e2 / 32)), e2 * (-1 / 16 + e2 * (1 / 32 - e2 * 9 / 2048)), e3 * (-1 / 48 + e2 * 3 / 256),
      e2 * e2 * (-5 / 512 + e2 * 3 / 512), e2 * e3 * -7 / 1280, e3 * e3 * -7 / 2048,
    ]
  }

  /// C′₁ₗ: σ from τ (eq. 21).
  static func c1Reverted(_ e: Double) -> InlineArray<6, Double> {
    let e2 = e * e
    let e3 = e2 * e
    return [
      e * (1 / 2 + e2 * (-9 / 32 + e2 * 205 / 1536)), e2 * (5 / 16 + e2 * (-37 / 96 + e2 * 1335 / 4096)),
      e3 * (29 / 96 - e2 * 75 / 128), e2 * e2 * (539 / 1536 - e2 * 2391 / 2560), e2 * e3 * 3467 / 7680, e3 * e3 * 38081 / 61440,
    ]
  }

  /// A₂ (eq. 42).
  static func a2(_ e: Double) -> Double {
    let e2 = e * e
    return (1 + e2 * (1 / 4 + e2 * (9 / 64 + e2 * 25 / 256))) * (1 - e)
  }

  /// C₂ₗ (eq. 43).
  static func c2(_ e: Double) -> InlineArray<6, Double> {
    let e2 = e * e
    let e3 = e2 * e
    return [
      e * (1 / 2 + e2 * (1 / 16 + e2 / 32)), e2 * (3 / 16 + e2 * (1 / 32 + e2 * 35 / 2048)), e3 * (5 / 48 + e2 * 5 / 256),
      e2 * e2 * (35 / 512 + e2 * 7 / 512), e2 * e3 * 63 / 1280, e3 * e3 * 77 / 2048,
    ]
  }

  /// A₃ (eq. 24).
  func a3(_ e: Double) -> Double {
    var sum = a3[5]
    for j in stride(from: 4, through: 0, by: -1) { sum = sum * e + a3[j] }
    return sum
  }

  /// C₃ₗ (eq. 25); the sixth is zero.
  func c3(_ e: Double) -> InlineArray<6, Double> {
    var out: InlineArray<6, Double> = .init(repeating: 0)
    var (power, first) = (e, 0)
    for l in 1...5 {
      let count = 6 - l
      var sum = c3[first + count - 1]
      for j in stride(from: count - 2, through: 0, by: -1) { sum = sum * e + c3[first + j] }
      out[l - 1] = sum * power
      power *= e
      first += count
    }
    return out
  }

  /// C₄ₗ (eq. 63).
  func c4(_ e: Double) -> InlineArray<6, Double> {
    var out: InlineArray<6, Double> = .init(repeating: 0)
    var (power, first) = (1.0, 0)
    for l in 0...5 {
      let count = 6 - l
      var sum = c4[first + count - 1]
      for j in stride(from: count - 2, through: 0, by: -1) { sum = sum * e + c4[first + j] }
      out[l] = sum * power
      power *= e
      first += count
    }
    return out
  }

  /// Σ cₗ sin 2lσ, l = 1 … 6, by Clenshaw's summation.
  static func sine(_ c: InlineArray<6, Double>, _ s: Double, _ k: Double) -> Double {
    let ar = 2 * (k - s) * (k + s)
    var (y0, y1) = (0.0, 0.0)
    for l in stride(from: 5, through: 0, by: -1) { (y0, y1) = (ar * y0 - y1 + c[l], y0) }
    return 2 * s * k * y0
  }

  /// Σ cₗ cos (2l+1)σ, l = 0 … 5, by Clenshaw's summation.
  static func cosine(_ c: InlineArray<6, Double>, _ s: Double, _ k: Double) -> Double {
    let ar = 2 * (k - s) * (k + s)
    var (y0, y1) = (0.0, 0.0)
    for l in stride(from: 5, through: 0, by: -1) { (y0, y1) = (ar * y0 - y1 + c[l], y0) }
    return k * (y0 - y1)
  }
}
