import Geodesy
import Testing

@testable import Estimation

/// Each model predicts what the transformation of `Geodesy` computes from the same parameters, and its partial derivatives are those of
/// what it predicts. All positions and parameters are invented.
@Suite("Estimation: models")
struct ModelsTests {
  let arcSecond = SyntheticPoints.arcSecond

  /// Central differences: models are linear but for products of small numbers and powers, so that steps of a metre's effect leave 10⁻⁷.
  func checkPartials(_ model: some ObservationModel, at source: SIMD3<Double>, _ p: [Double], steps: [Double]) {
    var partials = [SIMD3<Double>](repeating: .zero, count: model.parameterCount)
    var ignored = partials
    _ = model.prediction(at: source, p, partials: &partials)
    for k in p.indices {
      var (above, below) = (p, p)
      above[k] += steps[k]
      below[k] -= steps[k]
      let a = model.prediction(at: source, above, partials: &ignored)
      let b = model.prediction(at: source, below, partials: &ignored)
      let numeric = (a - b) / (2 * steps[k])
      let error = ((numeric - partials[k]) * (numeric - partials[k])).sum().squareRoot()
      #expect(error <= 1e-6 * max((partials[k] * partials[k]).sum().squareRoot(), 1), "parameter \(k) of \(model)")
    }
  }

  func close(_ a: SIMD3<Double>, _ b: SIMD3<Double>, _ tolerance: Double) -> Bool { ((a - b) * (a - b)).sum().squareRoot() <= tolerance }

  let place = SIMD3<Double>(-1_210_000.25, 4_510_000.5, 4_330_000.75)

  @Test("three translations and a rotation about the normal")
  func normalRotation() {
    let (b, l) = (43.25, 105.5)
    let model = NormalRotationModel(centreLatitude: b * .pi / 180, centreLongitude: l * .pi / 180)
    let p = [12.5, -30.25, 8.125, 2.5 * arcSecond]
    let truth = NormalRotation(
      translation: GeocentricPosition(x: p[0], y: p[1], z: p[2]), rotationArcSeconds: 2.5, originLatitudeDegrees: b,
      originLongitudeDegrees: l)
    let q = truth.forward(GeocentricPosition(x: place.x, y: place.y, z: place.z))
    var partials = [SIMD3<Double>](repeating: .zero, count: 4)
    // Geocentric coordinates carry a nanometre of rounding.
    #expect(close(model.prediction(at: place, p, partials: &partials), SIMD3(q.x, q.y, q.z) - place, 4e-9))
    checkPartials(model, at: place, p, steps: [1, 1, 1, 1e-7])
  }

  @Test("translations and scale")
  func translationScale() {
    let p = [12.5, -30.25, 8.125, 3.5e-6]
    let none = GeocentricPosition(x: 0, y: 0, z: 0)
    let truth = Helmert(
      translation: GeocentricPosition(x: p[0], y: p[1], z: p[2]), rotationArcSeconds: none, scalePPM: 3.5, convention: .positionVector,
      form: .exact)
    let q = truth.forward(GeocentricPosition(x: place.x, y: place.y, z: place.z))
    var partials = [SIMD3<Double>](repeating: .zero, count: 4)
    #expect(close(TranslationScaleModel().prediction(at: place, p, partials: &partials), SIMD3(q.x, q.y, q.z) - place, 4e-9))
    checkPartials(TranslationScaleModel(), at: place, p, steps: [1, 1, 1, 1e-7])
    checkPartials(TranslationModel(), at: place, [1, 2, 3], steps: [1, 1, 1])
  }

  @Test("seven parameters: partial derivatives", arguments: Helmert.Convention.allCases, Helmert.RotationForm.allCases)
  func similarity(_ convention: Helmert.Convention, _ form: Helmert.RotationForm) {
    // Rotations of degrees, so that second-order terms show.
    let p = [12.5, -30.25, 8.125, 0.03, -0.05, 0.08, 2e-4]
    for pivot in [SIMD3<Double>.zero, place - SIMD3(20_000, -30_000, 5_000)] {
      let model = SimilarityModel(convention: convention, form: form, pivot: pivot)
      checkPartials(model, at: place, p, steps: [1, 1, 1, 1e-5, 1e-5, 1e-5, 1e-5])
    }
  }

  @Test("seven parameters in latitude and longitude")
  func geodeticSeven() throws {
    let p = [31.5, -142.25, -77.125, 0.8 * arcSecond, -1.4 * arcSecond, 2.5 * arcSecond, -6.5e-6]
    let truth = GeodeticSevenParameters(
      translation: GeocentricPosition(x: p[0], y: p[1], z: p[2]), rotationArcSeconds: GeocentricPosition(x: 0.8, y: -1.4, z: 2.5),
      scalePPM: -6.5, from: .krassowsky1940, to: .cgcs2000)
    let model = GeodeticSevenModel(from: .krassowsky1940, to: .cgcs2000)
    let q = truth.forward(GeodeticPosition(latitude: 0.75, longitude: 1.85))
    let point = CommonPoint(
      name: "P", source: [0.75, 1.85, 0], target: [q.latitude, q.longitude, 0], sourceCovariance: .identity, targetCovariance: .identity,
      plan: .zero)
    var partials = [SIMD3<Double>](repeating: .zero, count: 7)
    // An angle of 2 radians has units in the last place of 2 nm on the ground.
    #expect(close(model.prediction(at: point.source, p, partials: &partials), model.observation(of: point), 4e-9))
    checkPartials(model, at: point.source, p, steps: [1, 1, 1, 1e-7, 1e-7, 1e-7, 1e-7])
  }

  @Test("plane similarity, about the centroid and about the origin")
  func planeSimilarity() throws {
    var noise = NormalNumbers(seed: 41)
    let points = SyntheticPoints.plane(count: 5, [5000, -3000, 0.6, 2.5e-5], sigma: [0.01, 0.01, 1], noise: &noise)
    let model = PlaneSimilarityModel(centroidOf: points)
    let p = [0.25, -0.125, 0.6, 2.5e-5]
    let origin = model.aboutOrigin(p)
    let truth = PlaneFourParameters(
      northTranslation: origin.translation.x, eastTranslation: origin.translation.y, rotationArcSeconds: p[2] / arcSecond,
      scalePPM: p[3] * 1e6)
    let q = truth.forward(PlanePosition(northing: points[2].source.x, easting: points[2].source.y))
    var partials = [SIMD3<Double>](repeating: .zero, count: 4)
    let predicted = model.prediction(at: points[2].source, p, partials: &partials) + model.targetCentre
    // Coordinates below 10⁵ m: 10⁻¹¹ of rounding a step.
    #expect(close(predicted, [q.northing, q.easting, 0], 1e-10))
    checkPartials(model, at: points[2].source, p, steps: [1, 1, 1e-5, 1e-5])
    // The derivatives about the origin.
    for (k, step) in [1, 1, 1e-5, 1e-5].enumerated() {
      var (above, below) = (p, p)
      above[k] += step
      below[k] -= step
      let numeric = (model.aboutOrigin(above).translation - model.aboutOrigin(below).translation) / (2 * step)
      #expect(abs(numeric.x - origin.derivatives[0, k]) < 1e-3 && abs(numeric.y - origin.derivatives[1, k]) < 1e-3)
    }
  }

  @Test("polynomials of every degree", arguments: 1...4)
  func polynomial(_ degree: Int) throws {
    var noise = NormalNumbers(seed: 42)
    let points = SyntheticPoints.plane(count: 5, [5000, -3000, 0.6, 2.5e-5], sigma: [0.01, 0.01, 1], noise: &noise)
    let model = PlanePolynomialModel(degree: degree, around: points)
    let p = (0..<model.parameterCount).map { _ in noise.normal() * 20 }
    let count = model.termCount
    let truth = try PlanePolynomialShift(
      degree: degree, origin: PlanePosition(northing: model.centre.x, easting: model.centre.y), unit: model.length,
      north: Array(p[..<count]), east: Array(p[count...]))
    let source = points[3].source
    let q = truth.forward(PlanePosition(northing: source.x, easting: source.y))
    var partials = [SIMD3<Double>](repeating: .zero, count: model.parameterCount)
    #expect(close(model.prediction(at: source, p, partials: &partials), SIMD3(q.northing, q.easting, 0) - source, 1e-10))
    checkPartials(model, at: source, p, steps: Array(repeating: 1, count: p.count))
  }
}
