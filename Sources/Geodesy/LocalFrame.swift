#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A difference of positions in a local frame (站心坐标), metres: east, north, and up along the ellipsoid's normal.
public struct LocalOffset: Sendable, Hashable {
  /// Eastward, metres.
  public var east: Double
  /// Northward, metres.
  public var north: Double
  /// Upward along the normal, metres.
  public var up: Double

  /// An offset from its components in metres.
  public init(east: Double, north: Double, up: Double) {
    self.east = east
    self.north = north
    self.up = up
  }
}

/// The frame of east, north and up (站心坐标系) at an origin on or near the ellipsoid (EPSG operation methods 9836 and 9837).
///
/// Accuracy: two units in the last place of the geocentric radius, 2 nm near the surface. At a pole east and north follow from the
/// longitude given for it.
public struct LocalFrame: Sendable, Hashable {
  /// The origin, geodetic.
  public let origin: GeodeticPosition
  /// The origin, geocentric.
  public let geocentricOrigin: GeocentricPosition
  private let sinB: Double
  private let cosB: Double
  private let sinL: Double
  private let cosL: Double

  /// The frame at an origin.
  /// - Throws: ``CoordinateError`` when the origin is not finite or not in range.
  public init(origin: GeodeticPosition, ellipsoid: Ellipsoid) throws(CoordinateError) {
    self.origin = origin
    geocentricOrigin = try ellipsoid.geocentric(origin)
    (sinB, cosB) = (sin(origin.latitude), cos(origin.latitude))
    (sinL, cosL) = (sin(origin.longitude), cos(origin.longitude))
  }

  /// A geocentric difference dX, dY, dZ in metres, turned into the local frame.
  ///
  /// East = −sin L dX + cos L dY, north = −sin B cos L dX − sin B sin L dY + cos B dZ, up = cos B cos L dX + cos B sin L dY + sin B dZ.
  /// Source: EPSG guidance note 7-2, method 9837.
  public func offset(dx: Double, dy: Double, dz: Double) -> LocalOffset {
    let outward = cosL * dx + sinL * dy
    return LocalOffset(east: cosL * dy - sinL * dx, north: cosB * dz - sinB * outward, up: cosB * outward + sinB * dz)
  }

  /// The offset of a geocentric position from the origin.
  public func offset(of position: GeocentricPosition) -> LocalOffset {
    offset(dx: position.x - geocentricOrigin.x, dy: position.y - geocentricOrigin.y, dz: position.z - geocentricOrigin.z)
  }

  /// The geocentric position at an offset from the origin.
  public func position(at offset: LocalOffset) -> GeocentricPosition {
    let outward = cosB * offset.up - sinB * offset.north
    return GeocentricPosition(
      x: geocentricOrigin.x + (cosL * outward - sinL * offset.east), y: geocentricOrigin.y + (sinL * outward + cosL * offset.east),
      z: geocentricOrigin.z + (cosB * offset.north + sinB * offset.up))
  }
}
