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
/// scales with the semi-major axis). Accuracy: the round trip returns to within 4 nm near the Earth's surface and to within
/// four units in the last place of the geocentric radius elsewhere.
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
    let p = a * cosB + (dN + height) * cosB
    let dZ = (dN - e2 * (a + dN)) + height
    return GeocentricPosition(x: p * cos(position.longitude), y: p * sin(position.longitude), z: a * sinB + dZ * sinB)
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
    let p = (x * x + y * y).squareRoot()
    let radius = (p * p + z * z).squareRoot()
    guard radius >= Self.radiusRange.lower * a, radius <= Self.radiusRange.upper * a else { throw .radiusOutOfRange(radius: radius) }

    // Start: tan u₀ = (b Z / a p) (1 + e′² b / R).
    var (sinU, cosU) = Self.normalised(b * z * (1 + secondEccentricitySquared * b / radius), a * p)
    var (num, den) = (z, p)
    for _ in 0..<2 {
      num = z + secondEccentricitySquared * b * sinU * sinU * sinU  // tan B = num / den
      den = p - e2 * a * cosU * cosU * cosU
      (sinU, cosU) = Self.normalised((1 - flattening) * num, den)  // tan u = (1 − f) tan B
    }
    let (sinB, cosB) = Self.normalised(num, den)
    return GeodeticPosition(
      latitude: atan2(num, den), longitude: p == 0 ? 0 : atan2(y, x), ellipsoidalHeight: (p - a * cosU) * cosB + (z - b * sinU) * sinB)
  }

  /// (s, c) scaled to length one.
  @inline(__always)
  private static func normalised(_ s: Double, _ c: Double) -> (Double, Double) {
    let r = (s * s + c * c).squareRoot()
    return (s / r, c / r)
  }
}
