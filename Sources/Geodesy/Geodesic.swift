#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Geodesics (大地线) on an ellipsoid: the direct and the inverse problem (大地主题正反算), and the area under a geodesic.
///
/// **Accuracy.** For 1/f ≥ 150, whatever the points: positions and distances within 15 nm, azimuths as well as the distance allows; areas
/// within 0.1 m², which is 10⁻¹⁵ of the ellipsoid, unless the line passes near a pole or joins near antipodes, where the ends themselves do
/// not fix it better. Small polygons have their own, finer way: ``polygon(_:)``.
///
/// Source: Karney 2013, *Algorithms for geodesics*, doi 10.1007/s00190-012-0578-z, series of order 6. Symbols are the paper's: β reduced
/// latitude, α azimuth, α₀ that at the equator, σ and ω arc and longitude on the auxiliary sphere, m₁₂ the reduced length.
///
/// ```swift
/// let line = Geodesic(.cgcs2000).inverse(latitude1Degrees: 28, longitude1Degrees: 112, latitude2Degrees: 28.1, longitude2Degrees: 112.2)
/// line?.distance, line?.azimuth1Degrees
/// ```
public struct Geodesic: Sendable {
  /// The ellipsoid.
  public let ellipsoid: Ellipsoid

  let a: Double
  let b: Double
  let f: Double
  let f1: Double
  let e2: Double
  let ep2: Double
  let n: Double
  /// c²: a sphere of this radius squared has the area of the ellipsoid (eq. 60).
  let c2: Double
  let series: GeodesicSeries

  /// A number so small that it vanishes beside any other but keeps directions defined.
  static let tiny = 0x1p-511

  /// Geodesics on an ellipsoid.
  public init(_ ellipsoid: Ellipsoid) {
    self.ellipsoid = ellipsoid
    a = ellipsoid.semiMajorAxis
    f = ellipsoid.flattening
    f1 = 1 - f
    b = a * f1
    e2 = f * (2 - f)
    ep2 = e2 / (f1 * f1)
    n = f / (2 - f)
    let e = e2.squareRoot()
    c2 = (a * a + b * b * (e > 0 ? atanh(e) / e : 1)) / 2
    series = GeodesicSeries(thirdFlattening: n)
  }

  /// The area of the ellipsoid, m².
  public var ellipsoidArea: Double { 4 * .pi * c2 }
}

/// A geodesic between two points.
public struct GeodesicLine: Sendable, Equatable {
  /// The distance along the ellipsoid s₁₂ (大地线长), metres.
  public var distance: Double
  /// The azimuth at the first point α₁ (大地方位角), degrees clockwise from north, −180 … 180.
  public var azimuth1Degrees: Double
  /// The azimuth at the second point α₂, of the geodesic as it goes on, degrees. The reverse azimuth (反方位角) is 180° from it.
  public var azimuth2Degrees: Double
  /// The reduced length m₁₂, metres: how far the end moves sideways for a turn of one radian at the start.
  public var reducedLength: Double
  /// The area S₁₂ between the geodesic and the equator, m²: positive eastward on the northern hemisphere.
  public var areaToEquator: Double
}

/// The end of a geodesic from a point.
public struct GeodesicEnd: Sendable, Equatable {
  /// The latitude φ₂, degrees.
  public var latitudeDegrees: Double
  /// The longitude λ₂, degrees, −180 … 180.
  public var longitudeDegrees: Double
  /// The azimuth α₂ of the geodesic as it goes on, degrees.
  public var azimuthDegrees: Double
  /// The reduced length m₁₂, metres.
  public var reducedLength: Double
  /// The area S₁₂ between the geodesic and the equator, m².
  public var areaToEquator: Double
}

/// Sine and cosine of an angle in degrees, exact at the multiples of 90°.
func sineCosine(degrees: Double) -> (s: Double, c: Double) {
  let r = degrees.remainder(dividingBy: 90)
  // An integer below 2⁵³ for any angle that is one.
  let quadrant = ((degrees - r) / 90).remainder(dividingBy: 4)
  let (s, c) = (sin(r * (.pi / 180)), cos(r * (.pi / 180)))
  switch quadrant {
  case 0: return (s, c)
  case 1, -3: return (c, 0 - s)
  case 2, -2: return (0 - s, 0 - c)
  default: return (0 - c, s)
  }
}

/// The angle of (c, s) in degrees: as exact near the axes as in the middle.
func angleDegrees(_ s: Double, _ c: Double) -> Double {
  // To −45° … 45°, where atan2 is relatively exact, and back.
  let (steep, x, y) = abs(s) > abs(c) ? (true, s, c) : (false, c, s)
  let flipped = x < 0
  let angle = atan2(y, abs(x)) * (180 / .pi)
  if !steep { return flipped ? (s < 0 || (s == 0 && s.sign == .minus) ? -180 : 180) - angle : angle }
  return flipped ? -90 + angle : 90 - angle
}

/// A pair scaled to unit length; neither is so large or small here that a square could overflow or vanish beside the other.
func unit(_ s: Double, _ c: Double) -> (s: Double, c: Double) {
  let r = (s * s + c * c).squareRoot()
  return (s / r, c / r)
}

/// x − y reduced to −180 … 180 degrees, and the rounding error of that.
func angleDifference(_ x: Double, _ y: Double) -> (difference: Double, error: Double) {
  let (p, q) = (x.remainder(dividingBy: 360), (-y).remainder(dividingBy: 360))
  let s = p + q
  let t = s - p
  let e = (p - (s - t)) + (q - t)
  // The sum lies within ±360; the reduction is exact, and adding the error again settles the last place.
  let r = s.remainder(dividingBy: 360)
  let u = r + e
  let v = u - r
  return (u, (r - (u - v)) + (e - v))
}
