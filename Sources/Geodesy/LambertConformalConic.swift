#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A Lambert conformal conic projection (兰勃特等角圆锥投影), with one standard parallel (EPSG method 9801) or two (9802).
///
/// **Accuracy.** 5 nm within 10° of the standard parallels, the size of a double's last place of northings; the round trip as well.
/// **Limit.** Every latitude but the pole away from the apex; longitudes within 180° of the meridian of origin.
///
/// Source: EPSG guidance note 7-2, section 3.1.1, with t = e^{−ψ}, ψ the isometric latitude. Distances from the origin are computed from differences:
/// r = ρ₀ e^{−n(ψ − ψ₀)}, so that no digits are lost where they are wanted.
public struct LambertConformalConic: Sendable {
  /// The ellipsoid that is projected.
  public let ellipsoid: Ellipsoid
  /// The longitude of origin, degrees.
  public let centralMeridianDegrees: Double
  /// The easting at the origin, metres.
  public let falseEasting: Double
  /// The northing at the origin, metres.
  public let falseNorthing: Double
  /// The cone constant n, negative for an apex in the south.
  public let coneConstant: Double
  private let psi0: Double
  private let rho0: Double

  /// With one standard parallel (1SP): the scale `scale` on the parallel of the origin.
  ///
  /// - Throws: ``CoordinateError/latitudeOutOfRange(degrees:)`` for a parallel of origin at the equator (a Mercator projection) or a pole.
  public init(
    ellipsoid: Ellipsoid, originLatitudeDegrees: Double, centralMeridianDegrees: Double, scale: Double = 1, falseEasting: Double = 0,
    falseNorthing: Double = 0
  ) throws(CoordinateError) {
    guard abs(originLatitudeDegrees) > 0.1, abs(originLatitudeDegrees) < 89.9 else {
      throw .latitudeOutOfRange(degrees: originLatitudeDegrees)
    }
    let latitude = originLatitudeDegrees.radians
    let n = sin(latitude)
    self.init(
      ellipsoid, centralMeridianDegrees, falseEasting, falseNorthing, n: n, psi0: ellipsoid.isometricLatitude(latitude),
      rho0: scale * ellipsoid.parallelRadius(latitude) / n)
  }

  /// With two standard parallels (2SP), on which the scale is 1.
  ///
  /// - Throws: ``CoordinateError/latitudeOutOfRange(degrees:)`` for parallels on either side of the equator alike or at a pole, and an origin at a pole.
  public init(
    ellipsoid: Ellipsoid, firstParallelDegrees: Double, secondParallelDegrees: Double, originLatitudeDegrees: Double,
    centralMeridianDegrees: Double, falseEasting: Double = 0, falseNorthing: Double = 0
  ) throws(CoordinateError) {
    for degrees in [firstParallelDegrees, secondParallelDegrees, originLatitudeDegrees] where !(abs(degrees) < 89.9) {
      throw .latitudeOutOfRange(degrees: degrees)
    }
    guard abs(firstParallelDegrees + secondParallelDegrees) > 0.2 else { throw .latitudeOutOfRange(degrees: secondParallelDegrees) }
    let (phi1, phi2) = (firstParallelDegrees.radians, secondParallelDegrees.radians)
    let (psi1, psi2) = (ellipsoid.isometricLatitude(phi1), ellipsoid.isometricLatitude(phi2))
    let p1 = ellipsoid.parallelRadius(phi1)
    // Parallels that nearly coincide are one.
    let n = abs(phi1 - phi2) < 1e-10 ? sin(phi1) : Self.logarithm(ofRadiusAt: phi1, over: phi2, ellipsoid) / (psi2 - psi1)
    let psi0 = ellipsoid.isometricLatitude(originLatitudeDegrees.radians)
    self.init(
      ellipsoid, centralMeridianDegrees, falseEasting, falseNorthing, n: n, psi0: psi0, rho0: p1 / n * exp(n * (psi1 - psi0)))
  }

  /// ln(p₁/p₂) of the radii p = a cos φ/√(1 − e² sin² φ) of two parallels, from the difference of the latitudes: near the equator, where all radii are
  /// nearly alike, their quotient keeps no digits of it.
  private static func logarithm(ofRadiusAt phi1: Double, over phi2: Double, _ ellipsoid: Ellipsoid) -> Double {
    let e2 = ellipsoid.eccentricitySquared
    // cos φ₁ − cos φ₂ and sin² φ₂ − sin² φ₁ as products.
    let cosines = -2 * sin((phi1 + phi2) / 2) * sin((phi1 - phi2) / 2) / cos(phi2)
    let squares = e2 * sin(phi1 + phi2) * sin(phi2 - phi1) / (1 - e2 * sin(phi2) * sin(phi2))
    return log1p(cosines) - log1p(squares) / 2
  }

  private init(
    _ ellipsoid: Ellipsoid, _ meridian: Double, _ falseEasting: Double, _ falseNorthing: Double, n: Double, psi0: Double, rho0: Double
  ) {
    self.ellipsoid = ellipsoid
    centralMeridianDegrees = meridian
    self.falseEasting = falseEasting
    self.falseNorthing = falseNorthing
    coneConstant = n
    self.psi0 = psi0
    self.rho0 = rho0
  }

  /// Projects a point given in radians.
  public func forward(latitude: Double, longitude: Double) throws(CoordinateError) -> ProjectedPoint {
    try GeodeticPosition.check(latitude: latitude, longitude: longitude)
    let n = coneConstant
    // The pole at the apex is a point; the other lies infinitely far.
    let atApex = (n > 0 ? latitude : -latitude) > .pi / 2 - 1e-15
    let atInfinity = (n > 0 ? -latitude : latitude) > .pi / 2 - 1e-9
    guard !atInfinity else { throw .latitudeOutOfRange(degrees: latitude.degrees) }
    let growth = atApex ? -1 : expm1(-n * (ellipsoid.isometricLatitude(latitude) - psi0))
    let theta = n * (longitude - centralMeridianDegrees.radians).remainder(dividingBy: 2 * .pi)
    let r = rho0 * (1 + growth)
    let half = sin(theta / 2)
    return ProjectedPoint(
      // ρ₀ − r cos θ = ρ₀ (1 − cos θ) − (r − ρ₀) cos θ
      northing: falseNorthing + (2 * rho0 * half * half - rho0 * growth * cos(theta)), easting: falseEasting + r * sin(theta),
      convergence: theta, scale: n * r / ellipsoid.parallelRadius(latitude))
  }

  /// Projects a point given in degrees.
  public func forward(latitudeDegrees: Double, longitudeDegrees: Double) throws(CoordinateError) -> ProjectedPoint {
    try forward(latitude: latitudeDegrees.radians, longitude: longitudeDegrees.radians)
  }

  /// The point that has the given northing and easting, metres.
  public func inverse(northing: Double, easting: Double) throws(CoordinateError) -> UnprojectedPoint {
    guard northing.isFinite, easting.isFinite else { throw .notFinite }
    let n = coneConstant
    let side = n < 0 ? -1.0 : 1.0
    let (x, y) = (side * (easting - falseEasting), side * (rho0 - (northing - falseNorthing)))
    let r = hypot(x, y)
    // Within rounding of the apex there is no direction.
    let atApex = r < 1e-15 * abs(rho0)
    let theta = atApex ? 0 : atan2(x, y)
    guard abs(theta) <= abs(n) * .pi * (1 + 1e-12), r < 1e12 else { throw .outsideProjection(northing: northing, easting: easting) }
    let latitude = atApex ? side * .pi / 2 : ellipsoid.latitude(isometric: psi0 - log(r / abs(rho0)) / n)
    let longitude = (centralMeridianDegrees.radians + theta / n).remainder(dividingBy: 2 * .pi)
    return UnprojectedPoint(
      latitude: latitude, longitude: longitude, convergence: theta, scale: abs(n) * r / ellipsoid.parallelRadius(latitude))
  }
}
