/// A position by geodetic latitude, longitude and ellipsoidal height (大地坐标 B, L, H) on an ellipsoid that the context names.
public struct GeodeticPosition: Sendable, Hashable {
  /// Geodetic latitude B, radians, −π/2 … π/2, north positive.
  public var latitude: Double
  /// Geodetic longitude L, radians, east positive. Accepted within ±2π, answered in −π … π.
  public var longitude: Double
  /// Ellipsoidal height H (大地高), metres.
  public var ellipsoidalHeight: Double

  /// A position from radians and metres.
  public init(latitude: Double, longitude: Double, ellipsoidalHeight: Double = 0) {
    self.latitude = latitude
    self.longitude = longitude
    self.ellipsoidalHeight = ellipsoidalHeight
  }

  /// A position from degrees and metres.
  public init(latitudeDegrees: Double, longitudeDegrees: Double, ellipsoidalHeight: Double = 0) {
    self.init(latitude: latitudeDegrees.radians, longitude: longitudeDegrees.radians, ellipsoidalHeight: ellipsoidalHeight)
  }

  /// The latitude in degrees.
  public var latitudeDegrees: Double { latitude.degrees }
  /// The longitude in degrees.
  public var longitudeDegrees: Double { longitude.degrees }

  /// Throws what is wrong with latitude and longitude, if anything is.
  @inline(__always)
  static func check(latitude: Double, longitude: Double) throws(CoordinateError) {
    guard latitude.isFinite, longitude.isFinite else { throw .notFinite }
    guard abs(latitude) <= .pi / 2 else { throw .latitudeOutOfRange(degrees: asRead(latitude)) }
    guard abs(longitude) <= 2 * .pi else { throw .longitudeOutOfRange(degrees: asRead(longitude)) }
  }

  /// An angle in degrees for an error, without the rounding of the way to radians and back: 112.9, not 112.90000000000002.
  private static func asRead(_ radians: Double) -> Double {
    let degrees = radians.degrees
    return abs(degrees) < 1e5 ? (degrees * 1e10).rounded() / 1e10 : degrees
  }
}

/// A position by geocentric Cartesian coordinates (空间直角坐标 X, Y, Z; ECEF), metres: Z to the north pole, X to the prime meridian
/// in the equator, Y to 90° E.
public struct GeocentricPosition: Sendable, Hashable {
  /// Towards latitude 0, longitude 0; metres.
  public var x: Double
  /// Towards latitude 0, longitude 90° E; metres.
  public var y: Double
  /// Towards the north pole; metres.
  public var z: Double

  /// A position from its coordinates in metres.
  public init(x: Double, y: Double, z: Double) {
    self.x = x
    self.y = y
    self.z = z
  }
}
