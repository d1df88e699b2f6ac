import Geodesy
import Testing

@testable import Estimation

#if canImport(Glibc)
  import Glibc
#endif

/// All coordinates are invented.
@Suite("Estimation: error propagation")
struct ErrorPropagationTests {
  @Test("equals a Monte Carlo run through ellipsoid and projection")
  func monteCarlo() throws {
    // Geodetic on Krassowsky → X, Y, Z → seven uncertain parameters → CGCS2000 → Gauss–Krüger: northing, easting, height.
    let projection = GaussKruger(ellipsoid: .cgcs2000, centralMeridianDegrees: 105)
    let values = [31.5, -142.25, -77.125, 0.8, -1.4, 2.5, -6.5]
    func compute(_ north: Double, _ east: Double, _ up: Double, _ p: [Double]) throws -> SIMD3<Double> {
      let position = GeodeticPosition(
        latitude: 0.75 + north / 6.37e6, longitude: 1.85 + east / (6.37e6 * cos(0.75)), ellipsoidalHeight: 1200 + up)
      let helmert = Helmert(
        translation: GeocentricPosition(x: p[0], y: p[1], z: p[2]), rotationArcSeconds: GeocentricPosition(x: p[3], y: p[4], z: p[5]),
        scalePPM: p[6], convention: .coordinateFrame, form: .smallAngle)
      let out = try Ellipsoid.cgcs2000.geodetic(helmert.forward(try Ellipsoid.krassowsky1940.geocentric(position)))
      let plane = try projection.forward(latitude: out.latitude, longitude: out.longitude)
      return [plane.northing, plane.easting, out.ellipsoidalHeight]
    }
    // Strongly correlated parameters, as those of a county are: from an invented fit.
    var noise = NormalNumbers(seed: 31)
    let points = try SyntheticPoints.geocentric(
      count: 8, convention: .coordinateFrame, form: .smallAngle, sigma: [0.02, 0.02, 0.04], noise: &noise)
    let fit = try Adjustment(SimilarityModel(convention: .coordinateFrame, form: .smallAngle), points)
    let units = [1, 1, 1, SyntheticPoints.arcSecond, SyntheticPoints.arcSecond, SyntheticPoints.arcSecond, 1e-6]
    let sigma = [0.01, 0.02, 0.03]
    var covariance = DenseMatrix(rows: 10, columns: 10)
    for i in 0..<3 { covariance[i, i] = sigma[i] * sigma[i] }
    for i in 0..<7 {
      for j in 0..<7 { covariance[3 + i, 3 + j] = fit.cofactors[i, j] / (units[i] * units[j]) }
    }
    let derivatives = try ErrorPropagation.derivatives(steps: [10, 10, 10, 1, 1, 1, 1, 1, 1, 1]) { index, deviation in
      var x = [0, 0, 0] + values
      x[index] += deviation
      return try compute(x[0], x[1], x[2], Array(x[3...]))
    }
    let propagated = ErrorPropagation.covariance(derivatives, covariance)

    // Samples through a Cholesky factor of the covariance, scaled to correlations.
    let scales = (0..<10).map { covariance[$0, $0].squareRoot() }
    var l = DenseMatrix(rows: 10, columns: 10)
    for i in 0..<10 {
      for j in 0...i {
        var sum = covariance[i, j] / (scales[i] * scales[j])
        for k in 0..<j { sum -= l[i, k] * l[j, k] }
        l[i, j] = i == j ? sum.squareRoot() : sum / l[j, j]
      }
    }
    let origin = try compute(0, 0, 0, values)
    let runs = 20_000
    var sums = Matrix3(diagonal: .zero)
    for _ in 0..<runs {
      let z = (0..<10).map { _ in noise.normal() }
      var x = [0, 0, 0] + values
      for i in 0..<10 { x[i] += scales[i] * (0...i).reduce(0) { $0 + l[i, $1] * z[$1] } }
      let d = try compute(x[0], x[1], x[2], Array(x[3...])) - origin
      sums = sums + Matrix3(d.x * d, d.y * d, d.z * d)
    }
    let sampled = (1 / Double(runs)) * sums
    for i in 0..<3 {
      for j in 0..<3 {
        // The standard deviation of a sampled covariance is √(2/n) of the variances at most, 1 %: four of it.
        let scale = (propagated[i, i] * propagated[j, j]).squareRoot()
        #expect(abs(sampled[i, j] - propagated[i, j]) < 0.04 * scale, "\(i),\(j): \(sampled[i, j]) and \(propagated[i, j])")
      }
      #expect(propagated[i, i].squareRoot() > sigma[i])
    }
  }
}
