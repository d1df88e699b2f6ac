import Foundation
import Geodesy
import RecordedData
import Testing

@testable import Estimation

/// All points and parameters are invented (`SyntheticPoints`).
@Suite("Estimation: adjustment")
struct AdjustmentTests {
  struct Judged: Decodable {
    let parameters: [Double]
    let cofactors: [[Double]]
    let vpv: Double
  }

  /// The same problem through numpy (Resources/least_squares.py); nil where numpy is absent.
  func judged(
    _ model: String, _ points: [CommonPoint], dimension d: Int, sigma: SIMD3<Double>, _ more: [String: Any]
  ) throws -> Judged? {
    let script = try #require(Bundle.module.url(forResource: "least_squares", withExtension: "py", subdirectory: "Resources"))
    var task: [String: Any] = more
    task["model"] = model
    task["points"] = points.map { p in
      (0..<d).map { p.source[$0] } + (0..<d).map { p.target[$0] } + (0..<d).map { sigma[$0] }
    }
    let input = try JSONSerialization.data(withJSONObject: task)
    guard let result = try PythonProcess.run(try String(contentsOf: script, encoding: .utf8), [], input: input, needing: "numpy")
    else { return nil }
    #expect(result.status == 0, "\(result.errors)")
    return try JSONDecoder().decode(Judged.self, from: Data(result.output.utf8))
  }

  /// Parameters in units of what they do: a difference below 10⁻⁹ of the standard deviation or of the value changes nothing that can be seen.
  func compare(_ adjustment: Adjustment, _ judged: Judged) {
    let u = adjustment.parameters.count
    for i in 0..<u {
      let sigma = adjustment.cofactors[i, i].squareRoot()
      #expect(abs(adjustment.parameters[i] - judged.parameters[i]) <= 1e-9 * max(abs(judged.parameters[i]), sigma), "parameter \(i)")
      for j in 0..<u {
        let scale = (adjustment.cofactors[i, i] * adjustment.cofactors[j, j]).squareRoot()
        #expect(abs(adjustment.cofactors[i, j] - judged.cofactors[i][j]) <= 1e-9 * scale, "cofactor \(i),\(j)")
      }
    }
    #expect(abs(adjustment.weightedSquareSum - judged.vpv) <= 1e-9 * judged.vpv)
  }

  @Test("seven parameters equal numpy's to 1e-9", arguments: Helmert.Convention.allCases, Helmert.RotationForm.allCases)
  func helmert(_ convention: Helmert.Convention, _ form: Helmert.RotationForm) throws {
    var noise = NormalNumbers(seed: 7)
    let sigma = SIMD3(0.02, 0.03, 0.05)
    let points = try SyntheticPoints.geocentric(count: 12, convention: convention, form: form, sigma: sigma, noise: &noise)
    let centroid = points.reduce(SIMD3<Double>.zero) { $0 + $1.source } / 12
    let pivots: [SIMD3<Double>] = [.zero, centroid.rounded(.toNearestOrEven)]
    for pivot in pivots {
      let model = SimilarityModel(convention: convention, form: form, pivot: pivot)
      let adjustment = try Adjustment(model, points)
      #expect(adjustment.redundancy == 29)
      let more: [String: Any] = [
        "pivot": [pivot.x, pivot.y, pivot.z], "form": form == .exact ? "exact" : "smallAngle",
        "convention": convention == .coordinateFrame ? "coordinateFrame" : "positionVector",
      ]
      guard let judged = try judged("helmert7", points, dimension: 3, sigma: sigma, more) else { return }
      compare(adjustment, judged)
    }
  }

  @Test(
    "without noise the parameters of Geodesy's Helmert come back", arguments: Helmert.Convention.allCases, Helmert.RotationForm.allCases)
  func noiseless(_ convention: Helmert.Convention, _ form: Helmert.RotationForm) throws {
    var noise = NormalNumbers(seed: 8)
    var points = try SyntheticPoints.geocentric(count: 9, convention: convention, form: form, sigma: .zero, noise: &noise)
    for i in points.indices { points[i].targetCovariance = .identity }
    let adjustment = try Adjustment(SimilarityModel(convention: convention, form: form), points)
    // Coordinates carry 1 nm of rounding; 50 km points see the centre of the Earth under a lever of 130.
    for i in 0..<3 { #expect(abs(adjustment.parameters[i] - SyntheticPoints.seven[i]) < 1e-6) }
    for i in 3..<7 { #expect(abs(adjustment.parameters[i] - SyntheticPoints.seven[i]) < 1e-13) }
    #expect(adjustment.residuals.allSatisfy { ($0 * $0).sum() < 1e-17 })
  }

  @Test("plane similarity equals numpy's to 1e-9", arguments: [0.00005, 0.6, -2.9])
  func plane(_ angle: Double) throws {
    var noise = NormalNumbers(seed: 9)
    let sigma = SIMD3(0.02, 0.03, 1)
    let points = SyntheticPoints.plane(count: 8, [5000, -3000, angle, 2.5e-5], sigma: sigma, noise: &noise)
    let adjustment = try Adjustment(PlaneSimilarityModel(centroidOf: points), points)
    guard let judged = try judged("plane4", points, dimension: 2, sigma: sigma, [:]) else { return }
    compare(adjustment, judged)
  }

  @Test("polynomials equal numpy's to 1e-9", arguments: 1...4)
  func polynomial(_ degree: Int) throws {
    var noise = NormalNumbers(seed: 10)
    let sigma = SIMD3(0.02, 0.03, 1)
    let points = SyntheticPoints.plane(count: 24, [12_345, 67_890, 1e-5, 2.5e-5], sigma: sigma, noise: &noise)
    let model = PlanePolynomialModel(degree: degree, around: points)
    let adjustment = try Adjustment(model, points)
    let more: [String: Any] = ["pivot": [model.centre.x, model.centre.y], "length": model.length, "order": degree]
    guard let judged = try judged("polynomial", points, dimension: 2, sigma: sigma, more) else { return }
    compare(adjustment, judged)
  }

  @Test("residual left out = residual of a fit without the point")
  func leaveOneOut() throws {
    var noise = NormalNumbers(seed: 11)
    let points = try SyntheticPoints.geocentric(
      count: 8, convention: .coordinateFrame, form: .smallAngle, sigma: [0.02, 0.03, 0.05], noise: &noise)
    let model = SimilarityModel(convention: .coordinateFrame, form: .smallAngle)
    let all = try Adjustment(model, points)
    for i in points.indices {
      var others = points
      others.remove(at: i)
      let fit = try Adjustment(model, others)
      var partials = [SIMD3<Double>](repeating: .zero, count: 7)
      let expected = model.prediction(at: points[i].source, fit.parameters, partials: &partials) - model.observation(of: points[i])
      let found = try #require(all.leaveOneOutResidual(i))
      // The model is linear but for products of parameters (10⁻⁵ of 10⁻⁵).
      #expect((expected - found).max() < 1e-9 && (expected - found).min() > -1e-9)
    }
  }

  @Test("estimates lie in their 95 % ellipsoid in 95 ± 2 % of 2000 runs", arguments: [true, false])
  func coverage(_ sigmaKnown: Bool) throws {
    let sigma = SIMD3(0.02, 0.02, 0.04)
    let model = SimilarityModel(convention: .coordinateFrame, form: .smallAngle)
    var inside = 0
    let runs = 2000
    var noise = NormalNumbers(seed: sigmaKnown ? 12 : 13)
    for _ in 0..<runs {
      let points = try SyntheticPoints.geocentric(
        count: 8, convention: .coordinateFrame, form: .smallAngle, sigma: sigma, noise: &noise)
      let adjustment = try Adjustment(model, points)
      let ellipsoid = ConfidenceEllipsoid(adjustment, sigmaKnown: sigmaKnown, probability: 0.95)
      if try #require(ellipsoid).contains(SyntheticPoints.seven) { inside += 1 }
    }
    // Binomial standard deviation 0.5 %; the bar is 95 ± 2 %.
    #expect(abs(Double(inside) / Double(runs) - 0.95) <= 0.02, "\(inside) of \(runs)")
    print("95 % ellipsoid, σ \(sigmaKnown ? "given" : "estimated"): \(inside) of \(runs)")
  }

  @Test("too few points, points on a line, NaN: an error, never a number")
  func refusals() throws {
    var noise = NormalNumbers(seed: 14)
    let points = try SyntheticPoints.geocentric(
      count: 8, convention: .coordinateFrame, form: .smallAngle, sigma: .one, noise: &noise)
    let model = SimilarityModel(convention: .coordinateFrame, form: .smallAngle)
    #expect(throws: EstimationError.tooFewPoints(given: 2, needed: 3)) { try Adjustment(model, Array(points[..<2])) }
    let line = (0..<6).map { i in
      let p = points[0].source + Double(i) * SIMD3(3000, 2000, 0)
      return CommonPoint(
        name: "L\(i)", source: p, target: p, sourceCovariance: Matrix3(diagonal: .zero), targetCovariance: .identity, plan: .zero)
    }
    #expect(throws: EstimationError.self) { try Adjustment(model, line) }
    var bad = points
    bad[3].targetCovariance = Matrix3(diagonal: [1, .nan, 1])
    #expect(throws: EstimationError.badCovariance(point: "P4")) { try Adjustment(model, bad) }
    bad[3].targetCovariance = Matrix3(diagonal: [1, 0, 1])
    #expect(throws: EstimationError.badCovariance(point: "P4")) { try Adjustment(model, bad) }
    let plane = SyntheticPoints.plane(count: 2, [0, 0, 0, 0], sigma: .one, noise: &noise)
    #expect(throws: EstimationError.tooFewPoints(given: 2, needed: 3)) { try Adjustment(PlaneSimilarityModel(centroidOf: plane), plane) }
  }
}
