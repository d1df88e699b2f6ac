#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Translation, rotation and scale in the plane (平面四参数), about the centroids of the points:
/// N′ = N′₀ + tN + (1 + s)((N − N₀) cos α − (E − E₀) sin α), E′ = E′₀ + tE + (1 + s)((N − N₀) sin α + (E − E₀) cos α).
///
/// Parameters: tN, tE in metres (zero in a fit with equal weights), α in radians, clockwise positive as azimuths are, s.
public struct PlaneSimilarityModel: ObservationModel {
  /// The centre of the source coordinates: northing, easting.
  public let sourceCentre: SIMD3<Double>
  /// The centre of the target coordinates.
  public let targetCentre: SIMD3<Double>

  /// The model about the centroids of points, of which there is at least one.
  public init(centroidOf points: [CommonPoint]) {
    let count = Double(max(points.count, 1))
    sourceCentre = points.reduce(SIMD3<Double>.zero) { $0 + $1.source } / count
    targetCentre = points.reduce(SIMD3<Double>.zero) { $0 + $1.target } / count
  }

  /// Two.
  public var dimension: Int { 2 }
  /// Four.
  public var parameterCount: Int { 4 }

  /// The target off its centre.
  public func observation(of point: CommonPoint) -> SIMD3<Double> { point.target - targetCentre }

  /// The turned and scaled source off its centre.
  public func prediction(at source: SIMD3<Double>, _ p: [Double], partials: inout [SIMD3<Double>]) -> SIMD3<Double> {
    let d = source - sourceCentre
    let (s, c) = (sin(p[2]), cos(p[2]))
    let turned = SIMD3<Double>(d.x * c - d.y * s, d.x * s + d.y * c, 0)
    partials[0] = [1, 0, 0]
    partials[1] = [0, 1, 0]
    partials[2] = (1 + p[3]) * SIMD3(-turned.y, turned.x, 0)
    partials[3] = turned
    return SIMD3(p[0], p[1], 0) + (1 + p[3]) * turned
  }

  /// (1 + s) R.
  public func sourceDerivative(at source: SIMD3<Double>, _ p: [Double]) -> Matrix3 {
    let (s, c) = ((1 + p[3]) * sin(p[2]), (1 + p[3]) * cos(p[2]))
    return Matrix3([c, -s, 0], [s, c, 0], [0, 0, 1])
  }

  /// The unweighted solution, in closed form: rotation and scale from the sum of the products of both figures as complex numbers.
  public func initialParameters(_ points: [CommonPoint]) -> [Double] {
    var (re, im, square) = (0.0, 0.0, 0.0)
    for point in points {
      let (a, b) = (point.source - sourceCentre, point.target - targetCentre)
      re += a.x * b.x + a.y * b.y
      im += a.x * b.y - a.y * b.x
      square += a.x * a.x + a.y * a.y
    }
    guard square > 0 else { return [0, 0, 0, 0] }
    return [0, 0, atan2(im, re), (re * re + im * im).squareRoot() / square - 1]
  }
}

extension PlaneSimilarityModel {
  /// The translation for rotation and scale about the origins of both systems, tN₀, tE₀, so that N′ = tN₀ + (1 + s)(N cos α − E sin α) and so
  /// on; and the derivatives of tN₀, tE₀, α, s by the parameters of the model, for their covariance.
  public func aboutOrigin(_ p: [Double]) -> (translation: SIMD2<Double>, derivatives: DenseMatrix) {
    let (s, c, m) = (sin(p[2]), cos(p[2]), 1 + p[3])
    let turned = SIMD2(sourceCentre.x * c - sourceCentre.y * s, sourceCentre.x * s + sourceCentre.y * c)
    var d = DenseMatrix(rows: 4, columns: 4)
    for i in 0..<4 { d[i, i] = 1 }
    d[0, 2] = m * turned.y
    d[1, 2] = -m * turned.x
    d[0, 3] = -turned.x
    d[1, 3] = -turned.y
    return (SIMD2(targetCentre.x + p[0], targetCentre.y + p[1]) - m * turned, d)
  }
}
