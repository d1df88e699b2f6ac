import Estimation
import Testing

@testable import Refinement

@Suite("Corrector surfaces")
struct CorrectorTests {
  /// Six invented points; expected numbers from the kriging system with its Lagrange multipliers, solved by numpy 2.4: another form of the same
  /// theory (Chilès and Delfiner 2012, *Geostatistics*, section 3.4).
  @Test("The prediction is that of the textbook's bordered system")
  func borderedSystem() throws {
    let given: [(Double, Double, Double, Double, Double)] = [
      (28.0, 112.0, 100, 0.120, 0.01), (28.1, 112.3, 250, 0.155, 0.01), (27.8, 112.2, 60, 0.101, 0.02), (28.2, 111.9, 900, 0.170, 0.01),
      (27.9, 111.8, 40, 0.080, 0.01), (28.05, 112.1, 300, 0.131, 0.015),
    ]
    let points = given.map {
      ControlPoint(latitudeDegrees: $0.0, longitudeDegrees: $0.1, normalHeight: $0.2, discrepancy: $0.3, sigma: $0.4)
    }
    let covariance = CovarianceModel(
      signal: CovarianceTerm(shape: .gaussMarkov2, sigma: 0.05, length: 20_000),
      slope: CovarianceTerm(shape: .gaussMarkov2, sigma: 2e-4, length: 40_000), nugget: 0.005)
    let corrector = try Corrector(points, trend: .constant, hasHeight: true, covariance: covariance)
    let place = SpherePlace(latitudeDegrees: 28.02, longitudeDegrees: 112.15)
    let predicted = corrector.predictions([(place, 180)])[0]
    // The matrices have a condition below 10⁵: 11 digits. All points have a σ, so the nugget is noise, which the system counts as signal.
    #expect(abs(predicted.value - 0.1289995626742438) < 1e-12)
    #expect(abs(predicted.sigma - (0.016716922056069033 * 0.016716922056069033 - 0.000025).squareRoot()) < 1e-12)
    #expect(abs(corrector.slope(place) - 7.904895373372541e-05) < 1e-14)
    #expect(abs(corrector.value(place, normalHeight: 0) - 0.11477075100217325) < 1e-12)
  }

  @Test("Points left out by formula are what a fit without them gives", arguments: TrendSurface.allCases)
  func leavingOut(_ trend: TrendSurface) throws {
    let places = SyntheticNetwork.places(60, seed: 3)
    let field = SyntheticNetwork.field(places.map(\.place), seed: 4) { 0.0025 * CovarianceShape.hirvonen.value($0, length: 50_000) }
    var random = InventedNumbers(seed: 5)
    let points = SyntheticNetwork.points(places, sigma: 0.01) { i, p in field[i] + 1e-5 * p.normalHeight + 0.01 * random.normal() }
    let covariance = CovarianceModel(signal: CovarianceTerm(shape: .hirvonen, sigma: 0.05, length: 50_000), nugget: 0.003)
    let corrector = try Corrector(points, trend: trend, hasHeight: true, covariance: covariance)
    // The origin of polynomials is the middle of the points, which moves without some of them; that of the others does not matter.
    let moves = [.plane, .quadratic, .cubic].contains(trend)
    let tolerance = moves ? 5e-4 : 1e-8
    for block in [[7], [0, 1, 2], [59, 14, 30, 8, 21, 5, 2]] {
      let others = points.indices.filter { !block.contains($0) }.map { points[$0] }
      let refitted = try Corrector(others, trend: trend, hasHeight: true, covariance: covariance)
      let direct = refitted.predictions(block.map { (points[$0].place, points[$0].normalHeight) })
      let formula = try #require(corrector.leaveOut(block))
      for (k, i) in block.enumerated() {
        #expect(abs(formula[k].residual - (points[i].discrepancy - direct[k].value)) < tolerance)
        // Left out, the point's own σ and the nugget are part of the difference.
        #expect(abs(formula[k].sigma - (direct[k].sigma * direct[k].sigma + 0.000109).squareRoot()) < tolerance)
      }
    }
  }

  /// The covariance of what a fit without some points is wrong by there is (P_BB)⁻¹ of the fit with them (Dubrule 1983): another way through the
  /// same matrices.
  @Test("Errors of prediction have the covariance that leaving points out gives")
  func jointPrediction() throws {
    let places = SyntheticNetwork.places(60, seed: 13)
    let points = SyntheticNetwork.points(places, sigma: 0.01) { i, p in 0.1 * p.latitudeDegrees + 0.01 * Double(i % 3) }
    let covariance = CovarianceModel(
      signal: CovarianceTerm(shape: .gaussMarkov2, sigma: 0.05, length: 50_000),
      slope: CovarianceTerm(shape: .gaussMarkov2, sigma: 2e-5, length: 80_000), nugget: 0.003)
    let corrector = try Corrector(points, trend: .constant, hasHeight: true, covariance: covariance)
    let block = [4, 9, 17, 30, 31, 58]
    var part = DenseMatrix(rows: block.count, columns: block.count)
    for (a, i) in block.enumerated() { for (b, j) in block.enumerated() { part[a, b] = corrector.projection[i, j] } }
    let expected = try #require(CholeskyFactor(part)).inverse()
    let others = points.indices.filter { !block.contains($0) }.map { points[$0] }
    let refitted = try Corrector(others, trend: .constant, hasHeight: true, covariance: covariance)
    let targets = block.map { (points[$0].place, points[$0].normalHeight) }
    let joint = refitted.jointPrediction(targets)
    let single = refitted.predictions(targets)
    for a in block.indices {
      #expect(joint.values[a] == single[a].value)
      #expect(abs(joint.covariance[a, a].squareRoot() - single[a].sigma) < 1e-12)
      for b in block.indices {
        // The points' own noise is part of what is left out: 10 mm and the nugget of 3. Matrices of a condition below 10⁴.
        #expect(abs(joint.covariance[a, b] + (a == b ? 0.000109 : 0) - expected[a, b]) < 1e-13)
      }
    }
    // One difference of three σ, alone: χ² is nine.
    let alone = refitted.jointPrediction([targets[0]])
    let sigma = (alone.covariance[0, 0] + 0.0001).squareRoot()
    #expect(abs(try #require(alone.chiSquare([3 * sigma], noise: 0.01)) - 9) < 1e-9)
  }

  @Test("A surface gives back what is one", arguments: TrendSurface.allCases)
  func exactSurface(_ trend: TrendSurface) throws {
    let places = SyntheticNetwork.places(80, seed: 9)
    // Any member of the family: the functions of the basis itself, with invented coefficients.
    let basis = try TrendBasis(trend, hasHeight: true, places: places.map(\.place), heights: places.map(\.normalHeight))
    func truth(_ p: ControlPoint) -> Double {
      basis.row(p.place, height: p.normalHeight).enumerated().reduce(0.0) { $0 + $1.element * (1.3 - 0.7 * Double($1.offset)) }
    }
    let points = SyntheticNetwork.points(places) { _, p in truth(p) }
    let corrector = try Corrector(points, trend: trend, hasHeight: true, covariance: CovarianceModel(signal: nil, nugget: 0.01))
    for p in SyntheticNetwork.places(20, seed: 11) {
      // Seven functions over four degrees are alike to 10⁻⁸, and this is what that leaves of sixteen digits.
      #expect(abs(corrector.value(p.place, normalHeight: p.normalHeight) - truth(p)) < 1e-6)
    }
  }

  @Test("Points that do not determine a surface are refused")
  func undetermined() throws {
    // All on one meridian: no plane.
    let line = (0..<10).map {
      ControlPoint(latitudeDegrees: 25 + Double($0) / 10, longitudeDegrees: 110, normalHeight: 5, discrepancy: 0.1)
    }
    let covariance = CovarianceModel(signal: nil, nugget: 0.01)
    #expect(throws: RefinementError.undetermined) { try Corrector(line, trend: .plane, hasHeight: false, covariance: covariance) }
    // All at one height: no height term beside a constant.
    #expect(throws: RefinementError.undetermined) { try Corrector(line, trend: .constant, hasHeight: true, covariance: covariance) }
    // The same across the meridians, with places rounded to a millimetre and heights to a decimetre: rounding is no second direction.
    let rounded = (0..<40).map { i in
      let along = Double(i * 17 % 40) / 40
      let place = (latitude: ((27 + along * 0.7071) * 1e8).rounded() / 1e8, longitude: ((111 + along / 3) * 1e8).rounded() / 1e8)
      return ControlPoint(
        latitudeDegrees: place.latitude, longitudeDegrees: place.longitude, normalHeight: 5 + Double(i % 3) / 10,
        discrepancy: Double(i % 7) / 50)
    }
    for trend in [TrendSurface.plane, .quadratic, .cubic, .fourParameter, .fiveParameter, .sevenParameter] {
      #expect(throws: RefinementError.undetermined, "\(trend)") {
        try Corrector(rounded, trend: trend, hasHeight: false, covariance: covariance)
      }
    }
    #expect(throws: RefinementError.undetermined) { try Corrector(rounded, trend: .constant, hasHeight: true, covariance: covariance) }
    #expect(throws: RefinementError.tooFewPoints(count: 3, needed: 4)) {
      try Corrector(Array(line[..<3]), trend: .plane, hasHeight: false, covariance: covariance)
    }
  }

  @Test("The same point twice, and twice with other heights, breaks nothing", arguments: CovarianceShape.allCases)
  func duplicates(_ shape: CovarianceShape) throws {
    let places = SyntheticNetwork.places(50, seed: 21)
    let once = SyntheticNetwork.points(places) { i, p in 0.3 * Double(i % 7) / 7 + p.latitudeDegrees / 100 }
    let twice = once + once.prefix(10) + SyntheticNetwork.points(Array(places.prefix(5))) { i, _ in 0.3 * Double(i % 7) / 7 + 0.3 }
    let run = try RefinementRun(twice, Self.options(RefinementMethod(trend: .constant, shape: shape)))
    for p in SyntheticNetwork.places(30, seed: 22) {
      let value = run.corrector.value(p.place, normalHeight: 0)
      // Within the range of the points and a little: a surface through both of two values at one place would swing far beyond.
      #expect(value > -0.1 && value < 0.9)
    }
    #expect(run.validation.leaveOneOut.allSatisfy { $0.isFinite })
  }

  static func options(_ method: RefinementMethod) -> RefinementOptions {
    var options = RefinementOptions()
    options.methods = [method]
    return options
  }
}
