/// Polynomials of degree 1 to 4 in the plane (多项式拟合): N′ − N = Σ aᵢⱼ uⁱ vʲ, E′ − E = Σ bᵢⱼ uⁱ vʲ over i + j ≤ degree, with
/// u = (N − N₀)/L, v = (E − E₀)/L.
///
/// The centre and the length L, which brings u and v into −1 … 1, keep the powers apart. Parameters: the a, then the b, in metres, in the
/// order 1, u, v, u², uv, v², u³ … Source: EPSG guidance note 7-2, methods 9645 … (general polynomial).
public struct PlanePolynomialModel: ObservationModel {
  /// The degree, 1 … 4.
  public let degree: Int
  /// N₀, E₀, metres.
  public let centre: SIMD3<Double>
  /// L, metres.
  public let length: Double
  /// The shift N′₀ − N₀, E′₀ − E₀ taken off before, zero unless the systems have different origins.
  public let offset: SIMD3<Double>

  /// A polynomial about the middle of points.
  /// - Parameter degree: 1 … 4; others are moved to the nearest.
  public init(degree: Int, around points: [CommonPoint]) {
    self.degree = min(max(degree, 1), 4)
    var (low, high) = (SIMD3<Double>(repeating: .infinity), SIMD3<Double>(repeating: -.infinity))
    for point in points {
      low = pointwiseMin(low, point.source)
      high = pointwiseMax(high, point.source)
    }
    // Whole metres and kilometres: the file that keeps them stays readable.
    let middle = points.isEmpty ? .zero : (low + high) / 2
    centre = middle.rounded(.toNearestOrEven)
    let half = points.isEmpty ? 1 : (high - low).max() / 2
    length = max((half / 1000).rounded(.up) * 1000, 1000)
    offset = .zero
  }

  /// Two.
  public var dimension: Int { 2 }
  /// The number of terms of one coordinate.
  public var termCount: Int { (degree + 1) * (degree + 2) / 2 }
  /// Twice the terms.
  public var parameterCount: Int { 2 * termCount }

  /// The exponents of u and v, term by term.
  public var exponents: [(u: Int, v: Int)] {
    (0...degree).flatMap { total in (0...total).map { (u: total - $0, v: $0) } }
  }

  /// Target minus source.
  public func observation(of point: CommonPoint) -> SIMD3<Double> { point.target - point.source - offset }

  /// The two sums.
  public func prediction(at source: SIMD3<Double>, _ p: [Double], partials: inout [SIMD3<Double>]) -> SIMD3<Double> {
    let d = (source - centre) / length
    var shift = SIMD3<Double>.zero
    for (index, exponent) in exponents.enumerated() {
      let term = Self.power(d.x, exponent.u) * Self.power(d.y, exponent.v)
      partials[index] = [term, 0, 0]
      partials[termCount + index] = [0, term, 0]
      shift += SIMD3(p[index] * term, p[termCount + index] * term, 0)
    }
    return shift
  }

  /// Identity and the gradients of both sums.
  public func sourceDerivative(at source: SIMD3<Double>, _ p: [Double]) -> Matrix3 {
    let d = (source - centre) / length
    var m = Matrix3.identity
    for (index, e) in exponents.enumerated() {
      let du = e.u == 0 ? 0 : Double(e.u) * Self.power(d.x, e.u - 1) * Self.power(d.y, e.v) / length
      let dv = e.v == 0 ? 0 : Double(e.v) * Self.power(d.x, e.u) * Self.power(d.y, e.v - 1) / length
      m[0, 0] += p[index] * du
      m[0, 1] += p[index] * dv
      m[1, 0] += p[termCount + index] * du
      m[1, 1] += p[termCount + index] * dv
    }
    return m
  }

  private static func power(_ x: Double, _ n: Int) -> Double { (0..<n).reduce(1) { product, _ in product * x } }
}
