#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A velocity model: how fast points of the Earth's crust move in a frame.
public protocol VelocityField: Sendable {
  /// The name, for headers and messages: never a value of the model.
  var name: String { get }
  /// The frame that the velocities are in.
  var frame: TerrestrialFrame { get }
  /// The velocity at a position, metres a year along X, Y, Z, in ``frame``.
  /// - Throws: ``CoordinateError`` where the model has no value. Nothing is extrapolated.
  func velocity(at position: GeocentricPosition) throws(CoordinateError) -> GeocentricPosition
}

extension PlateMotion: VelocityField {}

/// Velocities along east, north and up, as grids have them.
public protocol LocalVelocityField: VelocityField {
  /// The ellipsoid of the latitudes and longitudes, and of the vertical.
  var ellipsoid: Ellipsoid { get }
  /// The velocity along east, north, up at a latitude and longitude in radians, metres a year.
  func localVelocity(latitude: Double, longitude: Double) throws(CoordinateError) -> LocalOffset
}

extension LocalVelocityField {
  /// The velocity at a position, turned from east, north, up to X, Y, Z.
  public func velocity(at position: GeocentricPosition) throws(CoordinateError) -> GeocentricPosition {
    let place = try ellipsoid.geodetic(position)
    let v = try localVelocity(latitude: place.latitude, longitude: place.longitude)
    let (sinB, cosB) = (sin(place.latitude), cos(place.latitude))
    let (sinL, cosL) = (sin(place.longitude), cos(place.longitude))
    let outward = v.up * cosB - v.north * sinB
    return GeocentricPosition(
      x: outward * cosL - v.east * sinL, y: outward * sinL + v.east * cosL, z: v.up * sinB + v.north * cosB)
  }
}

extension VelocityField {
  /// The position some years later: X + V(X) Δt. The velocity is that of the place given, which differs from that of the places on the way by
  /// some 10⁻⁶ of itself: a metre of way, and velocities that change by millimetres over 100 km.
  public func propagated(_ position: GeocentricPosition, years: Double) throws(CoordinateError) -> GeocentricPosition {
    let v = try velocity(at: position)
    return GeocentricPosition(x: position.x + v.x * years, y: position.y + v.y * years, z: position.z + v.z * years)
  }

  /// The position that ``propagated(_:years:)`` brings to the one given, by iteration to 10⁻⁹ m.
  /// - Throws: ``CoordinateError/notInvertible`` where the field changes faster than it can be followed.
  public func origin(of position: GeocentricPosition, years: Double) throws(CoordinateError) -> GeocentricPosition {
    var q = position
    // Each step leaves the change of the velocity over the last correction: 10⁻⁴ of it and less.
    for _ in 0..<20 {
      let p = try propagated(q, years: years)
      let d = (p.x - position.x, p.y - position.y, p.z - position.z)
      q = GeocentricPosition(x: q.x - d.0, y: q.y - d.1, z: q.z - d.2)
      if max(abs(d.0), abs(d.1), abs(d.2)) < 2e-9 { return q }
    }
    throw .notInvertible
  }
}
