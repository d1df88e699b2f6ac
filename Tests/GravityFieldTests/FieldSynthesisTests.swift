import CMallocCounter
import Geodesy
import Testing

@testable import GravityField

@Suite struct FieldSynthesisTests {
  /// One evaluation at some points.
  static func values(
    _ synthesis: FieldSynthesis, _ points: [(latitude: Double, longitude: Double, height: Double)], path: KernelPath = .best,
    together: Int = 16
  ) -> [Double] {
    var workspace = synthesis.workspace(parallels: together)
    var values = [Double](repeating: 0, count: points.count * synthesis.functionals.count)
    let (latitudes, longitudes, heights) = (points.map(\.latitude), points.map(\.longitude), points.map(\.height))
    var span = values.mutableSpan
    synthesis.points(
      path: path, latitudes: latitudes.span, longitudes: longitudes.span, heights: heights.span, values: &span, workspace: &workspace)
    return values
  }

  /// The same bits on both paths, whatever else is computed together with a point: no result depends on the processor or on the batch.
  @Test func isTheSameOnEveryPathAndInEveryBatch() throws {
    let synthesis = try FieldSynthesis(
      KaulaField(seed: 2).model(degree: 700), [.heightAnomalyEllipsoid, .gravityAnomaly, .deflectionEast, .secondRadialDerivative])
    var generator = SystemRandomNumberGenerator()
    let points = (0..<37).map { _ in
      (
        Double.random(in: -1.57...1.57, using: &generator), Double.random(in: -6...6, using: &generator),
        Double.random(in: 0...9e3, using: &generator)
      )
    }
    let one = Self.values(synthesis, points, path: .baseline)
    #expect(one == Self.values(synthesis, points, path: .best))
    #expect(one == Self.values(synthesis, points, together: 4))
    #expect(one == points.flatMap { Self.values(synthesis, [$0]) })
  }

  /// A grid is its points.
  @Test(arguments: [[FieldFunctional.heightAnomaly], [.gravityDisturbance, .deflectionNorth], [.secondRadialDerivative]])
  func gridIsItsPoints(functionals: [FieldFunctional]) throws {
    let synthesis = try FieldSynthesis(KaulaField(seed: 3).model(degree: 200), functionals)
    let latitudes = (0..<21).map { -1.5 + 0.15 * Double($0) }
    let longitudes = (0..<13).map { 0.02 * Double($0) }
    var values = [Double](repeating: 0, count: 21 * 13 * functionals.count)
    var span = values.mutableSpan
    var workspace = synthesis.workspace(parallels: 8)
    synthesis.grid(latitudes: latitudes.span, longitudes: longitudes.span, height: 250, values: &span, workspace: &workspace)
    let points = latitudes.flatMap { latitude in longitudes.map { (latitude, $0, 250.0) } }
    #expect(values == Self.values(synthesis, points))
  }

  /// Places that are none answer NaN and leave their neighbours in the batch alone.
  @Test func wrongPlacesAreNaN() throws {
    let synthesis = try FieldSynthesis(KaulaField(seed: 3).model(degree: 20), [.gravityDisturbance])
    let good = (0.5, 1.0, 0.0)
    let values = Self.values(
      synthesis, [good, (1.6, 0, 0), (.nan, 0, 0), (0, 0, .infinity), (0, 0, -500_000), (0, .nan, 0), good, (0, 0, 1e13)])
    #expect(values[0] == values[6] && !values[0].isNaN)
    for i in [1, 2, 3, 4, 5, 7] { #expect(values[i].isNaN) }
  }

  /// A workspace once made, nothing is allocated.
  @Test(.enabled(if: cmalloc_active() != 0 && !_isDebugAssertConfiguration(), "unoptimised code allocates"))
  func doesNotAllocate() throws {
    let synthesis = try FieldSynthesis(
      KaulaField(seed: 3).model(degree: 60), [.heightAnomalyEllipsoid, .gravityAnomaly, .deflectionNorth, .secondRadialDerivative])
    let latitudes = [Double](repeating: 0.3, count: 19), longitudes = latitudes
    var values = [Double](repeating: 0, count: 19 * 19 * 4)
    var few = [Double](repeating: 0, count: 19 * 4)
    var workspace = synthesis.workspace()
    var span = values.mutableSpan
    var fewSpan = few.mutableSpan
    let before = cmalloc_thread_count()
    synthesis.grid(latitudes: latitudes.span, longitudes: longitudes.span, height: 10, values: &span, workspace: &workspace)
    synthesis.points(
      latitudes: latitudes.span, longitudes: longitudes.span, heights: latitudes.span, values: &fewSpan, workspace: &workspace)
    #expect(cmalloc_thread_count() - before == 0)
  }

  /// Degree zero: (GM − GM₀)/(rγ) and −(W₀ − U₀)/γ, by hand for a field that has nothing else.
  @Test func degreeZeroIsExplicit() throws {
    var coefficients = HarmonicCoefficients(degree: 20)
    coefficients[degree: 0, order: 0] = [1, 0]
    let grs80 = NormalField.grs80
    for n in 1...10 { coefficients[degree: 2 * n, order: 0] = [-grs80.zonal(n) / Double(4 * n + 1).squareRoot(), 0] }
    // The normal field itself with a mass that is larger by 10⁹ m³/s²; its zonals with respect to the larger mass are smaller.
    let ratio = grs80.gravitationalParameter / (grs80.gravitationalParameter + 1e9)
    for n in 1...10 { coefficients[degree: 2 * n, order: 0].x *= ratio }
    let model = GravityModel(
      name: "", gravitationalParameter: grs80.gravitationalParameter + 1e9, radius: 6_378_137, tideSystem: nil, coefficients: coefficients)
    let place = [(0.0, 0.0, 0.0)]
    func anomaly(_ zeroDegree: ZeroDegree) throws -> Double {
      Self.values(try FieldSynthesis(model, [.heightAnomaly], zeroDegree: zeroDegree), place)[0]
    }
    let gravity = grs80.equatorialGravity
    #expect(abs(try anomaly(.omitted)) < 1e-9)
    #expect(abs(try anomaly(.model) - 1e9 / 6_378_137 / gravity) < 1e-9)
    #expect(abs(try anomaly(.geoidPotential(grs80.surfacePotential + 10)) - (1e9 / 6_378_137 - 10) / gravity) < 1e-9)
  }

  /// Between tide-free and zero-tide the geoid changes by 3.1108·10⁻⁸/√5 · 0.3 · R · P̄₂₀: −29.8 mm at the pole (EGM96 report, section 11.1), and the
  /// whole permanent tide is −0.198 m there.
  @Test func tideSystemsDiffer() throws {
    var model = KaulaField(seed: 5).model(degree: 30)
    model.tideSystem = .tideFree
    func pole(_ system: PermanentTide?) throws -> Double {
      Self.values(try FieldSynthesis(model, [.geoid], normalField: .wgs84, tideSystem: system), [(.pi / 2, 0, 0)])[0]
    }
    let free = try pole(nil)
    #expect(free == (try pole(.tideFree)))
    #expect(abs(try pole(.zero) - free - -0.0597) < 5e-4)
    #expect(abs(try pole(.mean) - free - -0.0597 / 0.3 * 1.3) < 2e-3)
    model.tideSystem = nil
    #expect(throws: FieldSynthesisError.unknownTideSystem) { try FieldSynthesis(model, [.geoid], tideSystem: .zero) }
  }

  @Test func refusesWhatCannotBeComputed() {
    let model = KaulaField(seed: 5).model(degree: 30)
    #expect(throws: FieldSynthesisError.nothingToCompute) { try FieldSynthesis(model, []) }
    #expect(throws: FieldSynthesisError.differentHeights) { try FieldSynthesis(model, [.geoid, .gravity]) }
    #expect(throws: FieldSynthesisError.degree(31, available: 30)) { try FieldSynthesis(model, [.geoid], maximumDegree: 31) }
    var broken = model
    broken.gravitationalParameter = .nan
    #expect(throws: FieldSynthesisError.modelConstants) { try FieldSynthesis(broken, [.geoid]) }
  }

  /// Cutting while preparing is cutting the model.
  @Test(arguments: [0, 1, 2, 7, 8, 30, 33, 64])
  func cutsTheSeries(degree: Int) throws {
    let functionals: [FieldFunctional] = [.gravityDisturbance, .deflectionEast, .heightAnomalyEllipsoid]
    let long = KaulaField(seed: 5).model(degree: 70)
    var short = long
    short.coefficients = long.coefficients.truncated(toDegree: degree)
    let points = [(0.3, 0.4, 0.0), (1.2, -2, 100)]
    #expect(
      Self.values(try FieldSynthesis(long, functionals, maximumDegree: degree), points)
        == Self.values(try FieldSynthesis(short, functionals), points))
  }
}
