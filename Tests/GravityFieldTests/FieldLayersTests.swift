import Testing

@testable import GravityField

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Functionals over a range of heights")
struct FieldLayersTests {
  /// e^(−nh/R) and its derivative are known; the tolerances are what the type states, of the value in the middle of the range.
  @Test(
    "a harmonic is met at every height, and its slope",
    arguments: [(90, 0.0, 0.0), (360, -120, 2500), (2190, -120, 3200), (2190, -120, 9000)])
  func harmonic(degree: Int, lowest: Double, highest: Double) throws {
    let layers = FieldLayers(lowest: lowest, highest: highest, degree: degree, radius: 6_378_137)
    let rate = Double(degree) / 6_378_137
    let values = layers.heights.map { exp(-rate * $0) }
    let middle = exp(-rate * (lowest + highest) / 2)
    for step in 0...20 {
      let h = lowest + (highest - lowest) * Double(step) / 20
      let found = layers.value(at: h, values.span)
      #expect(abs(found.value - exp(-rate * h)) < 1e-8 * middle)
      // A derivative loses a factor of the square of the number of levels over half the range.
      let k = Double(layers.heights.count)
      #expect(abs(found.derivative + rate * exp(-rate * h)) < 1e-8 * middle * k * k / max((highest - lowest) / 2, 1))
    }
    #expect(layers.heights.count < FieldLayers.mostLevels)
  }

  /// ζ(h) = A + B h at h = H + ζ: ζ = (A + B H) ∕ (1 − B), ∂ζ/∂H = B ∕ (1 − B).
  @Test("the place is at the normal height and the anomaly")
  func normalHeights() {
    let layers = FieldLayers(lowest: -100, highest: 900, degree: 360, radius: 6_378_137)
    let (a, b) = (-40.0, 2e-4)
    let values = layers.heights.map { a + b * $0 }
    let found = layers.heightAnomaly(normalHeight: 600, values.span)
    // 10⁻¹⁰ m as stated.
    #expect(abs(found.anomaly - (a + b * 600) / (1 - b)) < 1e-10)
    #expect(abs(found.gradient - b / (1 - b)) < 1e-12)
  }
}
