/// A projection to a compensation plane (抵偿高程面): a Gauss–Krüger projection whose lengths are right at a height above the ellipsoid.
///
/// Three conventions are in use, and their coordinates differ by centimetres to decimetres, so each is asked for by its name.
extension GaussKruger {
  /// By *scaling in the plane* (平面比例缩放): coordinates are multiplied by 1 + q about a point of the plane, q = h₀/R, with the mean
  /// radius of curvature R = √(MN) at a latitude of reference. Source: Yang Yuanxing 2008, as in the practice of city networks.
  ///
  /// This is again a Gauss–Krüger projection, of scale k₀(1 + q) and with another false origin.
  ///
  /// - Parameters:
  ///   - height: h₀ above the ellipsoid, metres.
  ///   - latitudeDegrees: The latitude of reference.
  ///   - northing: The northing that stays, metres; nil: that of the latitude of reference on the central meridian.
  ///   - easting: The easting that stays, without zone prefix, metres; nil: the false easting.
  public func scaled(toHeight height: Double, latitudeDegrees: Double, northing: Double? = nil, easting: Double? = nil) -> GaussKruger {
    let (ellipsoid, latitude) = (projection.ellipsoid, latitudeDegrees.radians)
    let radius = (ellipsoid.meridianRadius(latitude: latitude) * ellipsoid.primeVerticalRadius(latitude: latitude)).squareRoot()
    let q = height / radius
    let falseEasting = projection.falseEasting - Double(zonePrefix ?? 0) * 1_000_000
    let onMeridian = try? projection.forward(latitudeDegrees: latitudeDegrees, longitudeDegrees: projection.centralMeridianDegrees)
    let x0 = northing ?? onMeridian?.northing ?? 0
    let y0 = easting ?? falseEasting
    return GaussKruger(
      ellipsoid: ellipsoid, centralMeridianDegrees: projection.centralMeridianDegrees, zonePrefix: zonePrefix,
      // (1 + q)(F − y₀) + y₀, so that nothing changes for y₀ = F.
      falseEasting: falseEasting + q * (falseEasting - y0), falseNorthing: projection.falseNorthing + q * (projection.falseNorthing - x0),
      scale: projection.scale * (1 + q))
  }

  /// By *a larger ellipsoid* (椭球膨胀法): the semi-major axis grows to a + h₀√(1 − e² sin²B₀), so that the radius in the prime vertical at the latitude
  /// of reference grows by h₀; flattening, latitudes and longitudes stay.
  ///
  /// This is again a Gauss–Krüger projection, of scale k₀a′/a.
  public func enlarged(toHeight height: Double, latitudeDegrees: Double) -> GaussKruger {
    let ellipsoid = projection.ellipsoid
    // √(1 − e² sin²B) = a/N.
    let growth = height / ellipsoid.primeVerticalRadius(latitude: latitudeDegrees.radians)
    return GaussKruger(
      ellipsoid: ellipsoid, centralMeridianDegrees: projection.centralMeridianDegrees, zonePrefix: zonePrefix,
      falseEasting: projection.falseEasting - Double(zonePrefix ?? 0) * 1_000_000, falseNorthing: projection.falseNorthing,
      scale: projection.scale * (1 + growth))
  }

  /// By *a moved ellipsoid* (椭球平移法): the ellipsoid keeps its size and moves by h₀ along its normal at a point of reference; points of the compensation
  /// plane's height get new latitudes and longitudes on it, and these are projected.
  public func moved(toHeight height: Double, latitudeDegrees: Double, longitudeDegrees: Double) throws(CoordinateError) -> GaussKruger {
    var copy = self
    copy.moved = try MovedEllipsoid(
      ellipsoid: projection.ellipsoid, height: height, latitudeDegrees: latitudeDegrees, longitudeDegrees: longitudeDegrees)
    return copy
  }
}

/// An ellipsoid moved by a height along its normal at a point, and what becomes of latitudes and longitudes.
public struct MovedEllipsoid: Sendable, Hashable {
  /// The ellipsoid.
  public let ellipsoid: Ellipsoid
  /// How far it has moved upward, metres.
  public let height: Double
  /// The latitude of the point of reference, degrees.
  public let latitudeDegrees: Double
  /// The longitude of the point of reference, degrees.
  public let longitudeDegrees: Double
  private let dx: Double
  private let dy: Double
  private let dz: Double

  init(ellipsoid: Ellipsoid, height: Double, latitudeDegrees: Double, longitudeDegrees: Double) throws(CoordinateError) {
    (self.ellipsoid, self.height, self.latitudeDegrees, self.longitudeDegrees) = (ellipsoid, height, latitudeDegrees, longitudeDegrees)
    let high = try ellipsoid.geocentric(
      GeodeticPosition(latitudeDegrees: latitudeDegrees, longitudeDegrees: longitudeDegrees, ellipsoidalHeight: height))
    let low = try ellipsoid.geocentric(
      GeodeticPosition(latitudeDegrees: latitudeDegrees, longitudeDegrees: longitudeDegrees, ellipsoidalHeight: 0))
    (dx, dy, dz) = (high.x - low.x, high.y - low.y, high.z - low.z)
  }

  /// Latitude and longitude on the moved ellipsoid of a point at the height of the move, radians.
  func moved(latitude: Double, longitude: Double) throws(CoordinateError) -> (latitude: Double, longitude: Double) {
    let point = try ellipsoid.geocentric(GeodeticPosition(latitude: latitude, longitude: longitude, ellipsoidalHeight: height))
    let found = try ellipsoid.geodetic(GeocentricPosition(x: point.x - dx, y: point.y - dy, z: point.z - dz))
    return (found.latitude, found.longitude)
  }

  /// The other way, by repeated correction: each step leaves h₀/R < 0.002 of the error before it, so that five reach rounding.
  func original(latitude: Double, longitude: Double) throws(CoordinateError) -> (latitude: Double, longitude: Double) {
    var guess = (latitude: latitude, longitude: longitude)
    for _ in 0..<5 {
      let there = try moved(latitude: guess.latitude, longitude: guess.longitude)
      guess.latitude = min(max(guess.latitude + (latitude - there.latitude), -.pi / 2), .pi / 2)
      guess.longitude += (longitude - there.longitude).remainder(dividingBy: 2 * .pi)
    }
    return guess
  }
}
