#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Geodetic ⇄ geocentric coordinates (EPSG operation method 9602).
///
/// Range: ellipsoidal heights from −100 km to 60 000 km, every latitude, poles and axis included (for the Earth's size; the range
/// scales with the semi-major axis). Accuracy: the round trip returns to within 2 nm near the Earth's surface and to within
/// four units in the last place of the geocentric radius elsewhere. What the largest terms lose to rounding is computed and put back (T. J. Dekker,
/// doi 10.1007/BF01397083): the double nearest to 6 378 137 m is already 0.5 nm wide.
extension Ellipsoid {
  /// The heights, as multiples of *a*, between which conversions are accurate.
  static let heightRange = (lower: -1.0e5 / 6_378_137, upper: 6.0e7 / 6_378_137)
  /// The geocentric radii, as multiples of *a*, that a point within the height range can have, with a metre to spare.
  static let radiusRange = (lower: 6.25e6 / 6_378_137, upper: 6.64e7 / 6_378_137)

  /// Geocentric coordinates of a geodetic position.
  ///
  /// X = (N + H) cos B cos L, Y = (N + H) cos B sin L, Z = (N (1 − e²) + H) sin B. Source: EPSG guidance note 7-2, method 9602.
  /// - Throws: ``CoordinateError`` for coordinates that are not finite or not in range.
  public func geocentric(_ position: GeodeticPosition) throws(CoordinateError) -> GeocentricPosition {
    try GeodeticPosition.check(latitude: position.latitude, longitude: position.longitude)
    let height = position.ellipsoidalHeight
    guard height.isFinite else { throw .notFinite }
    guard height >= Self.heightRange.lower * semiMajorAxis, height <= Self.heightRange.upper * semiMajorAxis else {
      throw .heightOutOfRange(height: height)
    }
    // N + H = a + ((N − a) + H): only the small part carries the rounding of N. N − a = a e²s²/(w + w²), w = √(1 − e²s²).
    let (sinB, cosB) = (sin(position.latitude), cos(position.latitude))
    let (a, e2) = (semiMajorAxis, eccentricitySquared)
    let e2s2 = e2 * sinB * sinB
    let w = (1 - e2s2).squareRoot()
    let dN = a * e2s2 / (w + w * w)
    let (aCos, aSin) = (Self.product(a, cosB), Self.product(a, sinB))
    let p = aCos.value + (aCos.error + (dN + height) * cosB)
    let dZ = (dN - e2 * (a + dN)) + height
    return GeocentricPosition(
      x: p * cos(position.longitude), y: p * sin(position.longitude), z: aSin.value + (aSin.error + dZ * sinB))
  }

  /// The geodetic position of geocentric coordinates. On the axis the longitude is 0.
  ///
  /// Bowring's iteration on the parametric latitude u (1985, doi 10.1179/sre.1985.28.218.202), written with sine and cosine instead of
  /// the tangent so that poles and axis need no exception. The start is within 8·10⁻⁶ rad over the whole range of heights; one
  /// step leaves 3·10⁻¹³ rad and a second less than 10⁻²⁷ (computed with 40 digits). The height is the distance along the normal
  /// from the point of the ellipse with parameter u, H = (p − a cos u) cos B + (Z − b sin u) sin B, which loses no digits near the surface.
  /// - Throws: ``CoordinateError`` for coordinates that are not finite, or too near the centre of the Earth or too far from it.
  public func geodetic(_ position: GeocentricPosition) throws(CoordinateError) -> GeodeticPosition {
    let (x, y, z) = (position.x, position.y, position.z)
    guard x.isFinite, y.isFinite, z.isFinite else { throw .notFinite }
    let a = semiMajorAxis
    let b = semiMinorAxis
    let e2 = eccentricitySquared
    // p = √(x² + y²) and what its rounding loses.
    let (x2, y2) = (Self.product(x, x), Self.product(y, y))
    let p2 = x2.value + y2.value
    let part = p2 - x2.value
    let p2Error = ((x2.value - (p2 - part)) + (y2.value - part)) + (x2.error + y2.error)
    let p = p2.squareRoot()
    let square = Self.product(p, p)
    let pLow = p == 0 ? 0 : (((p2 - square.value) - square.error) + p2Error) / (2 * p)
    let radius = (p2 + z * z).squareRoot()
    guard radius >= Self.radiusRange.lower * a, radius <= Self.radiusRange.upper * a else { throw .radiusOutOfRange(radius: radius) }

    // Start: tan u₀ = (b Z / a p) (1 + e′² b / R).
    var (sinU, cosU) = Self.normalised(b * z * (1 + secondEccentricitySquared * b / radius), a * p)
    var (num, den, numLow, denLow) = (z, p, 0.0, pLow)
    for _ in 0..<2 {
      let shiftZ = secondEccentricitySquared * b * sinU * sinU * sinU
      let shiftP = e2 * a * cosU * cosU * cosU
      (num, den) = (z + shiftZ, p - shiftP)  // tan B = num / den
      (numLow, denLow) = ((z - num) + shiftZ, ((p - den) - shiftP) + pLow)
      (sinU, cosU) = Self.normalised((1 - flattening) * num, den)  // tan u = (1 − f) tan B
    }
    let (sinB, cosB) = Self.normalised(num, den)
    // (sin u, cos u) is a unit vector but for rounding: half of what its square lacks goes onto its length.
    let (c2, s2) = (Self.product(cosU, cosU), Self.product(sinU, sinU))
    let lack = (((1 - max(c2.value, s2.value)) - min(c2.value, s2.value)) - (c2.error + s2.error)) / 2
    let (aCos, bSin) = (Self.product(a, cosU), Self.product(b, sinU))
    let dP = (p - aCos.value) + ((pLow - aCos.error) - aCos.value * lack)
    let dZ = (z - bSin.value) - (bSin.error + bSin.value * lack)
    let correction = (numLow * den - denLow * num) / (num * num + den * den)
    return GeodeticPosition(
      latitude: min(max(atan2(num, den) + correction, -.pi / 2), .pi / 2), longitude: p == 0 ? 0 : atan2(y, x),
      ellipsoidalHeight: dP * cosB + dZ * sinB)
  }

  /// x y as its rounded value and the error of that.
  @inline(__always)
  private static func product(_ x: Double, _ y: Double) -> (value: Double, error: Double) {
    func halves(_ x: Double) -> (Double, Double) {
      let t = x * 134_217_729
      let high = t - (t - x)
      return (high, x - high)
    }
    let p = x * y
    let ((xh, xl), (yh, yl)) = (halves(x), halves(y))
    return (p, ((xh * yh - p) + (xh * yl + xl * yh)) + xl * yl)
  }

  /// (s, c) scaled to length one.
  @inline(__always)
  private static func normalised(_ s: Double, _ c: Double) -> (Double, Double) {
    let r = (s * s + c * c).squareRoot()
    return (s / r, c / r)
  }
}
