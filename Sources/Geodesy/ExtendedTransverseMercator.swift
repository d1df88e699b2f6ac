/// A transverse Mercator projection far beyond the reach of ``TransverseMercator``, for maps of continents and for tests against other programs.
///
/// **Accuracy and limit.** The same series of order 6, for 1/f ≥ 290. It loses accuracy with the distance from the central meridian: measured
/// against the exact projection (Lee's elliptic functions as GeographicLib computes them), 5 nm within 3800 km of easting, 60 nm within
/// 5700 km, 1 µm within 7000 km, 4 µm at the limit |E| ≤ 1.2 k₀A (7640 km for the Earth; ±56° of longitude at the equator). Beyond the poles
/// (|Δλ| > 90°) the plane continues, with the same accuracy. On a sphere the formulas are closed, and the limit is 18 k₀A: all but 0.4 m around the two
/// points of the equator where the projection is infinite.
///
/// A coordinate this far from its meridian is a mistake in a survey: surveys have ``TransverseMercator``, which refuses it. Scalar forms only.
public struct ExtendedTransverseMercator: Sendable, Hashable {
  /// The projection near its meridian, with all parameters.
  public let projection: TransverseMercator

  /// The projection, continued.
  public init(_ projection: TransverseMercator) { self.projection = projection }

  /// The largest |η| on an ellipsoid and on a sphere.
  private static let etaLimits = (ellipsoid: 1.2, sphere: 18.0)

  private var reach: TransverseMercator.Reach {
    let limit = projection.ellipsoid.flattening == 0 ? Self.etaLimits.sphere : Self.etaLimits.ellipsoid
    // η′ and η differ by the series, 0.003 at the limit.
    return TransverseMercator.Reach(etaPrime: limit + 0.1, easting: limit * projection.radius, farSide: true)
  }

  /// Projects a point given in radians.
  /// - Throws: ``CoordinateError`` outside the limit and for coordinates that are not finite or not in range.
  public func forward(latitude: Double, longitude: Double) throws(CoordinateError) -> ProjectedPoint {
    try GeodeticPosition.check(latitude: latitude, longitude: longitude)
    return try projection.project(phi: latitude, lambda: longitude - projection.lambda0, within: reach)
  }

  /// Projects a point given in degrees.
  /// - Throws: ``CoordinateError`` outside the limit and for coordinates that are not finite or not in range.
  public func forward(latitudeDegrees: Double, longitudeDegrees: Double) throws(CoordinateError) -> ProjectedPoint {
    try GeodeticPosition.check(latitude: latitudeDegrees.radians, longitude: longitudeDegrees.radians)
    return try projection.project(
      phi: latitudeDegrees.radians, lambda: (longitudeDegrees - projection.centralMeridianDegrees).radians, within: reach)
  }

  /// The point, in radians, that has the given projected coordinates in metres.
  /// - Throws: ``CoordinateError`` when the coordinates are not finite or no image of a point within the limit.
  public func inverse(northing: Double, easting: Double) throws(CoordinateError) -> UnprojectedPoint {
    try projection.unproject(northing: northing, easting: easting, within: reach)
  }
}
