public import Geodesy

/// Why there is no operation between two systems.
public enum CoordinateOperationError: Error, Sendable, Equatable {
  /// The datums differ: parameters are needed, and they are never assumed.
  case parametersNeeded(from: CoordinateReferenceSystem, to: CoordinateReferenceSystem)
  /// One side is the WGS 84 ensemble: without realisation and epoch there is no operation better than 2 m.
  case ensemble(from: CoordinateReferenceSystem, to: CoordinateReferenceSystem)
}

extension CoordinateOperationError: CustomStringConvertible {
  /// The message in English.
  public var description: String { message(chinese: false) }

  /// The message in Chinese or English.
  public func message(chinese zh: Bool) -> String {
    switch self {
    case .parametersNeeded(let from, let to):
      return zh
        ? "\(from)（\(from.datum.chineseName)）到 \(to)（\(to.datum.chineseName)）：基准不同，缺少转换参数文件（由本地区重合点求得的布尔莎七参数、"
          + "三参数或四参数，或格网改正文件）。本程序不带任何参数，也绝不按零平移处理：那在湖南会差约 46 m。请向测绘主管部门申请参数，或用重合点求解"
        : "\(from) (\(from.datum.name)) to \(to) (\(to.datum.name)): the datums differ and a transformation parameter file is missing "
          + "(7-parameter Helmert/Bursa–Wolf, 3- or 4-parameter, or a correction grid, estimated from common points of the area). None is "
          + "built in, and a null shift is never assumed: in Hunan it would be wrong by about 46 m. Ask the surveying authority for the "
          + "parameters, or estimate them from common points"
    case .ensemble(let from, let to):
      return zh
        ? "\(from)（\(from.datum.chineseName)）到 \(to)（\(to.datum.chineseName)）：WGS 84 的 EPSG 代号是各次实现的集合，精度只有 2 m，没有实现和历元。"
          + "需要给出坐标的实现（如 G2296，或与之一致的 ITRF2020）、历元和速度场模型文件；本版还不能给出，绝不把两者当作相同"
        : "\(from) (\(from.datum.name)) to \(to) (\(to.datum.name)): EPSG's WGS 84 is an ensemble of realisations known to 2 m, without "
          + "realisation or epoch. Needed are the realisation of the coordinates (G2296, say, or the ITRF2020 it agrees with), their epoch "
          + "and a velocity model file; this version takes none of them yet, and the two are never taken for the same"
    }
  }
}

/// The operation from one coordinate reference system to another on the same datum: between geographic, geocentric and projected
/// coordinates, and from zone to zone.
///
/// An immutable value, made in about a microsecond. Accuracy is that of `Geodesy`: 5 nm for a projection or its inverse, 4 nm between
/// geodetic and geocentric coordinates. Coordinates are in the axis order and units of their systems (see
/// ``CoordinateReferenceSystem``): degrees where the system is geographic.
public struct CoordinateOperation: Sendable {
  /// The system of the input.
  public let source: CoordinateReferenceSystem
  /// The system of the output.
  public let target: CoordinateReferenceSystem
  private let from: Side
  private let to: Side

  /// How one system hangs on the geodetic coordinates of its datum, in radians.
  private enum Side: Sendable {
    case geographic
    case geocentric
    case gaussKruger(GaussKruger)
    case transverseMercator(TransverseMercator)

    init(_ system: CoordinateReferenceSystem) {
      switch system.form {
      case .geographic2D, .geographic3D: self = .geographic
      case .geocentric: self = .geocentric
      case .gaussKruger(let projection): self = .gaussKruger(projection)
      case .utm(let zone): self = .transverseMercator(zone.projection(ellipsoid: system.datum.ellipsoid))
      }
    }
  }

  /// The operation between two systems.
  /// - Throws: ``CoordinateOperationError`` when the datums differ. A null shift is never an answer.
  public init(from source: CoordinateReferenceSystem, to target: CoordinateReferenceSystem) throws(CoordinateOperationError) {
    guard source.datum == target.datum else {
      let pair: Set = [source.datum, target.datum]
      throw pair == [.wgs84, .cgcs2000] ? .ensemble(from: source, to: target) : .parametersNeeded(from: source, to: target)
    }
    self.source = source
    self.target = target
    from = Side(source)
    to = Side(target)
  }

  /// True where the third coordinate takes part: an ellipsoidal height is needed, or Z. Otherwise a third coordinate stays as it is.
  public var needsThirdCoordinate: Bool { source.form == .geocentric || target.form == .geocentric }

  /// Converts one point.
  ///
  /// - Throws: `CoordinateError` for a point that is not in the domain of the source or the target; see `Geodesy`.
  public func apply(_ first: Double, _ second: Double, _ third: Double = 0) throws(CoordinateError) -> (Double, Double, Double) {
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
    }
  }

  /// Converts the points of a batch in place, several at a time and without allocation. A point that ``apply(_:_:_:)`` refuses has NaN in
  /// its first coordinate afterwards; ask the scalar form why.
  public func apply(_ batch: inout CoordinateBatch) {
    let ellipsoid = source.datum.ellipsoid
    switch from {
    case .geographic:
      if case .geographic = to { return batch.refuseOutOfRange() }
      batch.scaleAngles(by: .pi / 180)
    case .geocentric: batch.geocentricToGeodetic(ellipsoid)
    case .gaussKruger(let projection): batch.unproject(projection)
    case .transverseMercator(let projection): batch.unproject(projection)
    }
    switch to {
    case .geographic: batch.scaleAngles(by: 180 / .pi)
    case .geocentric: batch.geodeticToGeocentric(ellipsoid)
    case .gaussKruger(let projection): batch.project(projection)
    case .transverseMercator(let projection): batch.project(projection)
    }
  }
}
