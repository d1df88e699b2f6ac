import Geodesy

/// The operation from one system to another on the same datum: between geographic, geocentric and projected coordinates, and from zone to zone.
struct NativeOperation: Sendable {
  let source: CoordinateReferenceSystem
  let target: CoordinateReferenceSystem
  private let from: Side
  private let to: Side

  /// How one system hangs on the geodetic coordinates of its datum, in radians.
  private enum Side: Sendable {
    case geographic
    case geocentric
    case gaussKruger(GaussKruger)
    case transverseMercator(TransverseMercator)
    case conformal(ConformalProjection)

    init(_ system: CoordinateReferenceSystem) {
      switch system.form {
      case .geographic2D, .geographic3D: self = .geographic
      case .geocentric: self = .geocentric
      case .gaussKruger(let projection): self = .gaussKruger(projection)
      case .conformal(let projection): self = .conformal(projection)
      case .utm(let zone): self = .transverseMercator(zone.projection(ellipsoid: system.datum.ellipsoid))
      }
    }
  }

  /// The operation between two systems of one datum (a precondition).
  init(from source: CoordinateReferenceSystem, to target: CoordinateReferenceSystem) {
    precondition(source.datum == target.datum)
    self.source = source
    self.target = target
    from = Side(source)
    to = Side(target)
  }

  /// True where the third coordinate takes part: an ellipsoidal height is needed, or Z. Otherwise a third coordinate stays as it is.
  var needsThirdCoordinate: Bool { source.form == .geocentric || target.form == .geocentric }

  /// Converts one point.
  ///
  /// - Throws: `CoordinateError` for a point that is not in the domain of the source or the target; see `Geodesy`.
  func apply(_ first: Double, _ second: Double, _ third: Double = 0) throws(CoordinateError) -> (Double, Double, Double) {
    let ellipsoid = source.datum.ellipsoid
    var position = GeodeticPosition(latitude: 0, longitude: 0, ellipsoidalHeight: third)
    switch from {
    case .geographic:
      position = GeodeticPosition(latitudeDegrees: first, longitudeDegrees: second, ellipsoidalHeight: third)
      if case .geographic = to {
        // Nothing to compute, yet what is no position must not pass for one.
        guard first.isFinite, second.isFinite else { throw .notFinite }
        guard abs(first) <= 90 else { throw .latitudeOutOfRange(degrees: first) }
        guard abs(second) <= 360 else { throw .longitudeOutOfRange(degrees: second) }
        return (first, second, third)
      }
    case .geocentric:
      position = try ellipsoid.geodetic(GeocentricPosition(x: first, y: second, z: third))
    case .gaussKruger(let projection):
      let point = try projection.inverse(northing: first, easting: second)
      (position.latitude, position.longitude) = (point.latitude, point.longitude)
    case .transverseMercator(let projection):
      let point = try projection.inverse(northing: first, easting: second)
      (position.latitude, position.longitude) = (point.latitude, point.longitude)
    case .conformal(let projection):
      let point = try projection.inverse(northing: first, easting: second)
      (position.latitude, position.longitude) = (point.latitude, point.longitude)
    }
    switch to {
    case .geographic:
      return (position.latitudeDegrees, position.longitudeDegrees, position.ellipsoidalHeight)
    case .geocentric:
      let point = try ellipsoid.geocentric(position)
      return (point.x, point.y, point.z)
    case .gaussKruger(let projection):
      let point = try projection.forward(latitude: position.latitude, longitude: position.longitude)
      return (point.northing, point.easting, position.ellipsoidalHeight)
    case .transverseMercator(let projection):
      let point = try projection.forward(latitude: position.latitude, longitude: position.longitude)
      return (point.northing, point.easting, position.ellipsoidalHeight)
    case .conformal(let projection):
      let point = try projection.forward(latitude: position.latitude, longitude: position.longitude)
      return (point.northing, point.easting, position.ellipsoidalHeight)
    }
  }

  /// Converts the points of a batch in place, several at a time and without allocation. A point that ``apply(_:_:_:)`` refuses has NaN in
  /// its first coordinate afterwards; ask the scalar form why.
  func apply(_ batch: inout CoordinateBatch) {
    let ellipsoid = source.datum.ellipsoid
    // From X, Y, Z to a grid without the angles in between.
    switch (from, to) {
    case (.geocentric, .gaussKruger(let projection)) where projection.moved == nil: return batch.project(geocentric: projection.projection)
    case (.geocentric, .transverseMercator(let projection)): return batch.project(geocentric: projection)
    default: break
    }
    switch from {
    case .geographic:
      if case .geographic = to { return batch.refuseOutOfRange() }
      batch.scaleAngles(by: .pi / 180)
    case .geocentric: batch.geocentricToGeodetic(ellipsoid)
    case .gaussKruger(let projection): batch.unproject(projection)
    case .transverseMercator(let projection): batch.unproject(projection)
    case .conformal(let projection): batch.unproject(projection)
    }
    switch to {
    case .geographic: batch.scaleAngles(by: 180 / .pi)
    case .geocentric: batch.geodeticToGeocentric(ellipsoid)
    case .gaussKruger(let projection): batch.project(projection)
    case .transverseMercator(let projection): batch.project(projection)
    case .conformal(let projection): batch.project(projection)
    }
  }
}
