import Testing

@testable import GravityField

@Suite struct KaulaFieldTests {
  /// The first coefficients of seed 1 as Python draws them (TestVectors/gravity-field/kaula-2190.py, `coefficient(1, n, m)`): other programs and other
  /// machines can rely on them.
  @Test func isReproducible() {
    let coefficients = KaulaField(seed: 1).coefficients(degrees: 0...50)
    #expect(coefficients[degree: 2, order: 0] == [-2.131258724979805e-06, 0])
    #expect(coefficients[degree: 2, order: 1] == [3.3119753539429277e-06, 2.5148865780477473e-06])
    #expect(coefficients[degree: 50, order: 50] == [8.60445596720521e-10, 6.817742328417559e-09])
    #expect(coefficients[degree: 1, order: 1] == .zero && coefficients[degree: 0, order: 0] == .zero)
  }

  @Test func aLowerDegreeIsTheBeginning() {
    let field = KaulaField(seed: 9)
    #expect(field.coefficients(degrees: 0...40).truncated(toDegree: 25) == field.coefficients(degrees: 0...25))
    let (whole, low, high) = (
      field.coefficients(degrees: 2...40), field.coefficients(degrees: 2...25), field.coefficients(degrees: 26...40)
    )
    #expect(low + high == whole && high + low == whole)
  }

  /// Kaula's rule: σₙ² = (2n + 1) 10⁻¹⁰/n⁴. 2 (2n + 1) squares a degree: over degrees 100 to 200 the mean ratio has a standard error of 0.6 %.
  @Test func followsKaulasRule() {
    let coefficients = KaulaField(seed: 4).coefficients(degrees: 100...200)
    var ratio = 0.0
    for n in 100...200 { ratio += coefficients.variance(degree: n) / (2e-10 * Double(2 * n + 1) / 2 / (Double(n * n) * Double(n * n))) }
    // Cosine and sine of each order, order 0 without sine: (2n + 1) numbers of variance 10⁻¹⁰/n⁴.
    #expect(abs(ratio / 101 - 1) < 0.03)
  }

  /// A commission error of 8 cm: R √Σσₙ².
  @Test func scalesToARootMeanSquare() {
    let coefficients = KaulaField(seed: 6).coefficients(degrees: 30...250, rootMeanSquare: 0.08)
    var variance = 0.0
    for n in 0...250 { variance += coefficients.variance(degree: n) }
    #expect(abs(6_378_136.3 * variance.squareRoot() - 0.08) < 1e-15)
    #expect(coefficients.variance(degree: 29) == 0 && coefficients.variance(degree: 30) > 0)
  }
}
