/// A plane polynomial (多项式拟合): N′ = N + Σ aᵢⱼ uⁱvʲ, E′ = E + Σ bᵢⱼ uⁱvʲ with u = (N − N₀)/L, v = (E − E₀)/L, degree 1 … 5.
///
/// Source: EPSG Guidance Note 7-2, methods 9645 … 9648 (general polynomial), with u and v in units of L so that every coefficient is in
/// metres. The inverse is found by Newton's method and is exact to 10⁻⁹ m where the polynomial is one-to-one.
public struct PlanePolynomialShift: Sendable {
  /// Why coefficients make no polynomial.
  public enum Failure: Error, Sendable, Equatable {
    /// The degree is not 1 … 5.
    case degree(Int)
    /// There are not (n + 1)(n + 2)/2 coefficients each.
    case count(expected: Int)
    /// The unit is not a positive length.
    case unit
  }

  /// The degree, 1 … 5.
  public let degree: Int
  /// Where u and v are 0.
  public let origin: PlanePosition
  /// The length L that u and v count, metres.
  public let unit: Double
  /// aᵢⱼ and bᵢⱼ by total degree, then by falling i: 1, u, v, u², uv, v², …; only the first (n + 1)(n + 2)/2 count.
  private let north: InlineArray<21, Double>
  private let east: InlineArray<21, Double>

  /// A polynomial from its coefficients, metres, in the order 1, u, v, u², uv, v², …
  public init(degree: Int, origin: PlanePosition, unit: Double, north: [Double], east: [Double]) throws(Failure) {
    guard (1...5).contains(degree) else { throw .degree(degree) }
    let count = (degree + 1) * (degree + 2) / 2
    guard north.count == count, east.count == count else { throw .count(expected: count) }
    guard unit > 0, unit.isFinite else { throw .unit }
    self.degree = degree
    self.origin = origin
    self.unit = unit
    self.north = InlineArray { $0 < count ? north[$0] : 0 }
    self.east = InlineArray { $0 < count ? east[$0] : 0 }
  }

  /// The coefficients of uⁱvʲ, metres; 0 beyond the degree.
  public func coefficients(_ i: Int, _ j: Int) -> (north: Double, east: Double) {
    let total = i + j
    guard i >= 0, j >= 0, total <= degree else { return (0, 0) }
    let index = total * (total + 1) / 2 + j
    return (north[index], east[index])
  }

  /// The two sums and their derivatives by u and v.
  private func sums(_ u: Double, _ v: Double) -> (n: SIMD3<Double>, e: SIMD3<Double>) {
    var (n, e) = (SIMD3<Double>.zero, SIMD3<Double>.zero)
    var powersU = InlineArray<6, Double>(repeating: 1)
    var powersV = InlineArray<6, Double>(repeating: 1)
    for k in 1...5 {
      powersU[k] = powersU[k - 1] * u
      powersV[k] = powersV[k - 1] * v
    }
    var index = 0
    for total in 0...degree {
      for j in 0...total {
        let i = total - j
        let term = SIMD3(
          powersU[i] * powersV[j], i == 0 ? 0 : Double(i) * powersU[i - 1] * powersV[j],
          j == 0 ? 0 : Double(j) * powersU[i] * powersV[j - 1])
        n += north[index] * term
        e += east[index] * term
        index += 1
      }
    }
    return (n, e)
  }

  /// The position in the target plane.
  public func forward(_ p: PlanePosition) -> PlanePosition {
    let s = sums((p.northing - origin.northing) / unit, (p.easting - origin.easting) / unit)
    return PlanePosition(northing: p.northing + s.n.x, easting: p.easting + s.e.x)
  }

  /// The position in the source plane. Throws `notInvertible` where the iteration finds none, as far outside the polynomial's area.
  public func inverse(_ p: PlanePosition) throws(CoordinateError) -> PlanePosition {
    guard p.northing.isFinite, p.easting.isFinite else { throw .notFinite }
    var q = p
    for _ in 0..<30 {
      let s = sums((q.northing - origin.northing) / unit, (q.easting - origin.easting) / unit)
      let (n, e) = (q.northing + s.n.x - p.northing, q.easting + s.e.x - p.easting)
      // The Jacobian of the forward.
      let (a, b, c, d) = (1 + s.n.y / unit, s.n.z / unit, s.e.y / unit, 1 + s.e.z / unit)
      let determinant = a * d - b * c
      let (dn, de) = ((d * n - b * e) / determinant, (a * e - c * n) / determinant)
      q.northing -= dn
      q.easting -= de
      guard q.northing.isFinite, q.easting.isFinite else { break }
      // Newton's method squares the error: after a step below a micrometre the rest is rounding.
      if abs(dn) < 1e-6 && abs(de) < 1e-6 { return q }
    }
    throw .notInvertible
  }
}
