public import Geodesy

/// A network of triangles over longitudes and latitudes: a triangulation file whose vertices are in degrees, as a shift of positions.
///
/// Within a triangle longitude and latitude are affine, as they are numbers; so are heights. The longitude may be given in any turn and keeps it. A value, safe to share
/// between threads.
public struct GeographicTIN: GeodeticShift {
  /// The network, x being the longitude in degrees.
  public let shift: TriangulatedShift
  /// A longitude within each side.
  private let middle: (source: Double, target: Double)

  /// The network of a file; nil where a vertex is no longitude and latitude.
  public init?(_ file: TINFile) {
    guard let source = Self.middle(file.sourceBounds), let target = Self.middle(file.targetBounds) else { return nil }
    middle = (source, target)
    shift = file.shift
  }

  private static func middle(_ bounds: (low: SIMD2<Double>, high: SIMD2<Double>)) -> Double? {
    // A network over the antimeridian has longitudes beyond 180.
    guard bounds.low.y >= -90, bounds.high.y <= 90, bounds.low.x >= -360, bounds.high.x <= 540 else { return nil }
    return (bounds.low.x + bounds.high.x) / 2
  }

  /// True where heights are shifted.
  public var shiftsHeight: Bool { shift.hasVertical }

  /// The position in the target system, radians.
  public func forward(_ position: GeodeticPosition) throws(CoordinateError) -> GeodeticPosition {
    try carry(position, about: middle.source) { p throws(CoordinateError) in try shift.forward(p) }
  }

  /// The position in the source system, radians.
  public func inverse(_ position: GeodeticPosition) throws(CoordinateError) -> GeodeticPosition {
    try carry(position, about: middle.target) { p throws(CoordinateError) in try shift.inverse(p) }
  }

  private func carry(
    _ position: GeodeticPosition, about middle: Double, _ shift: (SIMD3<Double>) throws(CoordinateError) -> SIMD3<Double>
  ) throws(CoordinateError) -> GeodeticPosition {
    let longitude = position.longitude * (180 / .pi)
    guard longitude.isFinite, position.latitude.isFinite else { throw .notFinite }
    let turns = ((longitude - middle) / 360).rounded()
    let p = SIMD3(longitude - 360 * turns, position.latitude * (180 / .pi), position.ellipsoidalHeight)
    let q = try shift(p)
    // Differences, so that what is not shifted keeps its bits.
    return GeodeticPosition(
      latitude: position.latitude + (q.y - p.y) * (.pi / 180), longitude: position.longitude + (q.x - p.x) * (.pi / 180),
      ellipsoidalHeight: q.z)
  }
}
