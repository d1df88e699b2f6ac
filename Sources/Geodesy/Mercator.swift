#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A Mercator projection (墨卡托投影), with a scale on the equator (EPSG method 9804, variant A) or a standard parallel (9805, variant B).
///
/// **Accuracy.** 5 nm up to 75° of latitude; the round trip as well. Towards the poles the northing grows without bound, and with it what the rounding
/// of a latitude in radians is worth: k·1.4 nm. **Limit.** Every latitude but the poles themselves, and the northings that such latitudes
/// have, up to 38 k₀a.
///
/// Source: EPSG guidance note 7-2, section 3.2.1.
public struct Mercator: Sendable {
  /// The ellipsoid that is projected.
  public let ellipsoid: Ellipsoid
  /// The longitude of origin, degrees.
  public let centralMeridianDegrees: Double
  /// The scale on the equator k₀.
  public let scale: Double
  /// The easting on the meridian of origin, metres.
  public let falseEasting: Double
  /// The northing on the equator, metres.
  public let falseNorthing: Double

  /// Variant A: the scale on the equator is given.
  public init(
    ellipsoid: Ellipsoid, centralMeridianDegrees: Double, scale: Double = 1, falseEasting: Double = 0, falseNorthing: Double = 0
  ) {
    self.ellipsoid = ellipsoid
    self.centralMeridianDegrees = centralMeridianDegrees
    self.scale = scale
    self.falseEasting = falseEasting
    self.falseNorthing = falseNorthing
  }

  /// Variant B: the scale is 1 on a standard parallel and its mirror.
  public init(
    ellipsoid: Ellipsoid, standardParallelDegrees: Double, centralMeridianDegrees: Double, falseEasting: Double = 0,
    falseNorthing: Double = 0
  ) {
    self.init(
      ellipsoid: ellipsoid, centralMeridianDegrees: centralMeridianDegrees,
      scale: ellipsoid.parallelRadius(standardParallelDegrees.radians) / ellipsoid.semiMajorAxis, falseEasting: falseEasting,
      falseNorthing: falseNorthing)
  }

  /// Projects a point given in radians.
  public func forward(latitude: Double, longitude: Double) throws(CoordinateError) -> ProjectedPoint {
    try GeodeticPosition.check(latitude: latitude, longitude: longitude)
    // The double next to π/2 is a latitude 6·10⁻¹⁷ short of the pole; what lies within 10⁻¹⁵ of it is the pole.
    guard abs(latitude) < .pi / 2 - 1e-16 else { throw .latitudeOutOfRange(degrees: latitude.degrees) }
    let radius = scale * ellipsoid.semiMajorAxis
    let east = (longitude - centralMeridianDegrees.radians).remainder(dividingBy: 2 * .pi)
    return ProjectedPoint(
      northing: falseNorthing + radius * ellipsoid.isometricLatitude(latitude), easting: falseEasting + radius * east, convergence: 0,
      scale: radius / ellipsoid.parallelRadius(latitude))
  }

  /// Projects a point given in degrees.
  public func forward(latitudeDegrees: Double, longitudeDegrees: Double) throws(CoordinateError) -> ProjectedPoint {
    try forward(latitude: latitudeDegrees.radians, longitude: longitudeDegrees.radians)
  }

  /// The point that has the given northing and easting, metres.
  public func inverse(northing: Double, easting: Double) throws(CoordinateError) -> UnprojectedPoint {
    guard northing.isFinite, easting.isFinite else { throw .notFinite }
    let radius = scale * ellipsoid.semiMajorAxis
    let (psi, east) = ((northing - falseNorthing) / radius, (easting - falseEasting) / radius)
    guard abs(east) <= .pi * (1 + 1e-12), abs(psi) < 38 else { throw .outsideProjection(northing: northing, easting: easting) }
    let latitude = ellipsoid.latitude(isometric: psi)
    return UnprojectedPoint(
      latitude: latitude, longitude: (centralMeridianDegrees.radians + east).remainder(dividingBy: 2 * .pi), convergence: 0,
      scale: radius / ellipsoid.parallelRadius(latitude))
  }
}
