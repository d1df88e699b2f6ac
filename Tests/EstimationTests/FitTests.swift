import Geodesy
import Testing

@testable import Estimation

/// All points and parameters are invented (`SyntheticPoints`).
@Suite("Estimation: fit")
struct FitTests {
  struct Count { var found = 0, falseRejections = 0, runs = 0 }

  /// One error of 8σ in one coordinate of one of eight points, every place in turn; and what sound points suffer.
  func snooping(sigmaKnown: Bool, gross: Bool, runs: Int, seed: UInt64, plane: Bool) throws -> Count {
    let sigma = SIMD3(0.02, 0.02, plane ? 1 : 0.02)
    var noise = NormalNumbers(seed: seed)
    var count = Count()
    var options = FitOptions(sigmaKnown: sigmaKnown)
    options.rejectsOutliers = true
    for run in 0..<runs {
      var points =
        plane
        ? SyntheticPoints.plane(count: 8, [5000, -3000, 0.6, 2.5e-5], sigma: sigma, noise: &noise)
        : try SyntheticPoints.geocentric(count: 8, convention: .coordinateFrame, form: .smallAngle, sigma: sigma, noise: &noise)
      let bad = run % 8
      if gross {
        var error = SIMD3<Double>.zero
        error[run / 8 % (plane ? 2 : 3)] = run % 2 == 0 ? 0.16 : -0.16
        let p = points[bad]
        points[bad] = CommonPoint(
          name: p.name, source: p.source, target: p.target + error, sourceCovariance: p.sourceCovariance,
          targetCovariance: p.targetCovariance, plan: p.plan)
      }
      let fit =
        plane
        ? try Fit(PlaneSimilarityModel(centroidOf: points), points, options)
        : try Fit(SimilarityModel(convention: .coordinateFrame, form: .smallAngle), points, options)
      let rejected = Set(fit.rejections.map(\.name))
      count.runs += 1
      if gross && rejected.contains("P\(bad + 1)") { count.found += 1 }
      if !rejected.subtracting(gross ? ["P\(bad + 1)"] : []).isEmpty { count.falseRejections += 1 }
    }
    return count
  }

  /// The bar: found in ≥ 95 %, false rejections (of any sound point in a run) ≤ 1.5 α with α = 5 % for all tests of a round.
  @Test("one gross error of 8σ among eight points is found", arguments: [true, false], [true, false])
  func grossError(_ sigmaKnown: Bool, _ plane: Bool) throws {
    let gross = try snooping(sigmaKnown: sigmaKnown, gross: true, runs: 1200, seed: 21, plane: plane)
    let clean = try snooping(sigmaKnown: sigmaKnown, gross: false, runs: 1200, seed: 22, plane: plane)
    print(
      "8σ, σ \(sigmaKnown ? "given" : "estimated"), \(plane ? "plane4" : "helmert7"): found \(gross.found), false \(gross.falseRejections); "
        + "clean: false \(clean.falseRejections) of \(clean.runs)")
    #expect(Double(gross.found) >= 0.95 * Double(gross.runs))
    #expect(Double(gross.falseRejections) <= 0.075 * Double(gross.runs))
    #expect(Double(clean.falseRejections) <= 0.075 * Double(clean.runs))
  }

  @Test("robust weights bring the estimate back", arguments: RobustWeighting.allCases, [true, false])
  func robust(_ weighting: RobustWeighting, _ sigmaKnown: Bool) throws {
    var noise = NormalNumbers(seed: 23)
    let truth = [5000, -3000, 0.6, 2.5e-5]
    let sound = SyntheticPoints.plane(count: 12, truth, sigma: [0.01, 0.01, 1], noise: &noise)
    var points = sound
    for i in [3, 7] {
      let p = points[i]
      points[i] = CommonPoint(
        name: p.name, source: p.source, target: p.target + SIMD3(0.5, i == 3 ? 0.4 : -0.6, 0), sourceCovariance: p.sourceCovariance,
        targetCovariance: p.targetCovariance, plan: p.plan)
    }
    let model = PlaneSimilarityModel(centroidOf: points)
    var options = FitOptions(sigmaKnown: sigmaKnown)
    let plain = try Fit(model, points, options)
    options.robust = weighting
    let robust = try Fit(model, points, options)
    // The yardstick: the same model on the sound points alone.
    let reference = try Adjustment(model, points.indices.filter { $0 != 3 && $0 != 7 }.map { points[$0] })
    func distance(_ p: [Double]) -> Double {
      var worst = 0.0
      for (i, value) in p.enumerated() {
        worst = max(worst, abs(value - reference.parameters[i]) / reference.cofactors[i, i].squareRoot())
      }
      return worst
    }
    // Huber's influence is bounded, not zero; IGG III drops both points.
    #expect(distance(robust.adjustment.parameters) < (weighting == .igg3 ? 1 : 0.35 * distance(plain.adjustment.parameters)))
    let low = robust.points.filter { $0.weights.map { min($0.x, $0.y) < 0.2 } ?? false }.map(\.name)
    #expect(Set(low).isSuperset(of: ["P4", "P8"]))
    // A point without weight says nothing about the accuracy of the rest.
    if weighting == .igg3 { #expect(robust.inner.count == 10 && robust.inner.horizontal < 0.03) }
    if weighting == .igg3 { #expect(robust.warnings.contains { if case .zeroWeight = $0 { true } else { false } }) }
  }

  @Test("points held out do not take part, and their residuals are the errors of the transformation")
  func checks() throws {
    var noise = NormalNumbers(seed: 24)
    var points = SyntheticPoints.plane(count: 10, [5000, -3000, 0.6, 2.5e-5], sigma: [0.01, 0.01, 1], noise: &noise)
    points[2].role = .check
    points[5].role = .check
    let rest = points.filter { $0.role == .fitted }
    let model = PlaneSimilarityModel(centroidOf: rest)
    let fit = try Fit(model, points, FitOptions(sigmaKnown: true))
    #expect(fit.adjustment.parameters == (try Adjustment(model, rest)).parameters)
    #expect(fit.check?.count == 2 && fit.inner.count == 8 && fit.points.count == 10)
    #expect(fit.points[2].state == .check && fit.points[2].leaveOneOut == nil)
    #expect(try #require(fit.check).horizontal < 0.05)
  }

  @Test("warnings: few points, a line, a small area, wrong standard deviations, a suspect")
  func warnings() throws {
    var noise = NormalNumbers(seed: 25)
    func kinds(_ fit: Fit) -> [String] { fit.warnings.map { String("\($0)".prefix(12)) } }
    let few = SyntheticPoints.plane(count: 3, [5000, -3000, 0.6, 2.5e-5], sigma: [0.01, 0.01, 1], noise: &noise)
    let fit = try Fit(PlaneSimilarityModel(centroidOf: few), few, FitOptions(sigmaKnown: true))
    #expect(fit.warnings.first == .fewPoints(given: 3, recommended: 5))
    let line = (0..<8).map { i in
      let plan = SIMD2(Double(i) * 1000, Double(i % 2) * 60)
      return CommonPoint(
        name: "L\(i)", source: [plan.x, plan.y, 0], target: [plan.x, plan.y, 0], sourceCovariance: Matrix3(diagonal: .zero),
        targetCovariance: Matrix3(diagonal: [1e-4, 1e-4, 1]), plan: plan)
    }
    let lined = try Fit(PlaneSimilarityModel(centroidOf: line), line, FitOptions(sigmaKnown: true))
    #expect(lined.warnings.contains { if case .nearLine = $0 { true } else { false } }, "\(kinds(lined))")
    // Zero residuals where 1 cm was announced are as suspicious as large ones.
    #expect(lined.warnings.contains { if case .globalTest = $0 { true } else { false } })
    var points = try SyntheticPoints.geocentric(
      count: 8, convention: .coordinateFrame, form: .smallAngle, sigma: [0.01, 0.01, 0.01], noise: &noise)
    for i in points.indices { points[i].targetCovariance = Matrix3(diagonal: [1e-6, 1e-6, 1e-6]) }
    let tight = try Fit(SimilarityModel(convention: .coordinateFrame, form: .smallAngle), points, FitOptions(sigmaKnown: true))
    #expect(tight.warnings.contains { if case .globalTest(let ratio) = $0 { ratio > 5 } else { false } })
    #expect(tight.warnings.contains { if case .suspected = $0 { true } else { false } })
    #expect(tight.rejections.isEmpty)
  }
}
