#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A position in a plane, metres.
public struct PlanePosition: Sendable, Hashable {
  /// Northing X (北), metres.
  public var northing: Double
  /// Easting Y (东), metres.
  public var easting: Double

  /// A position from its coordinates in metres.
  public init(northing: Double, easting: Double) {
    self.northing = northing
    self.easting = easting
  }
}

/// A plane similarity (平面四参数): N′ = tN + (1 + m)(N cos α − E sin α), E′ = tE + (1 + m)(N sin α + E cos α).
///
/// A positive α turns the points clockwise on the map, from north to east. Source: CH/T 2014-2016 (平面四参数模型); EPSG Guidance Note 7-2,
/// method 9621, with the same angle. The inverse is exact. Where 1 + m is 0 the inverse is not finite.
public struct PlaneFourParameters: Sendable, Hashable {
  /// Translation north, metres.
  public let northTranslation: Double
  /// Translation east, metres.
  public let eastTranslation: Double
  /// The rotation α, seconds of arc.
  public let rotationArcSeconds: Double
  /// The scale difference m, parts per million.
  public let scalePPM: Double

  private let c: Double
  private let s: Double

  /// A similarity from its four parameters.
  public init(northTranslation: Double, eastTranslation: Double, rotationArcSeconds: Double, scalePPM: Double) {
    self.northTranslation = northTranslation
    self.eastTranslation = eastTranslation
    self.rotationArcSeconds = rotationArcSeconds
    self.scalePPM = scalePPM
    let angle = rotationArcSeconds * (.pi / 648_000)
    let scale = 1 + scalePPM * 1e-6
    (c, s) = (scale * cos(angle), scale * sin(angle))
  }

  /// (1 + m) cos α and (1 + m) sin α.
  public var coefficients: (c: Double, s: Double) { (c, s) }

  /// The position in the target plane.
  public func forward(_ p: PlanePosition) -> PlanePosition {
    PlanePosition(northing: northTranslation + c * p.northing - s * p.easting, easting: eastTranslation + s * p.northing + c * p.easting)
  }

  /// The position in the source plane.
  public func inverse(_ p: PlanePosition) -> PlanePosition {
    let (n, e) = (p.northing - northTranslation, p.easting - eastTranslation)
    let k = c * c + s * s
    return PlanePosition(northing: (c * n + s * e) / k, easting: (c * e - s * n) / k)
  }
}
