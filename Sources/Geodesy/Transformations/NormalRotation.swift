#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Three translations and a rotation α about the normal at the centre of the area (三维四参数): X′ = X + T + α n × X.
///
/// n = (cos B₀ cos L₀, cos B₀ sin L₀, sin B₀) is the ellipsoid's normal at the centre; a positive α turns positions counter-clockwise seen
/// from above. The angle stands for its sine, as the standard has it. Source: CH/T 2014-2016, 大地测量控制点坐标转换技术规范 (三维四参数模型).
/// The inverse undoes the forward exactly: (I + αN)⁻¹ = I − (αN − α²N²)/(1 + α²), since N³ = −N.
public struct NormalRotation: Sendable, Hashable {
  /// Translation, metres.
  public let translation: GeocentricPosition
  /// The rotation α, seconds of arc.
  public let rotationArcSeconds: Double
  /// Latitude of the centre, degrees.
  public let originLatitudeDegrees: Double
  /// Longitude of the centre, degrees.
  public let originLongitudeDegrees: Double

  private let normal: GeocentricPosition
  private let alpha: Double

  /// A transformation from its parameters.
  public init(
    translation: GeocentricPosition, rotationArcSeconds: Double, originLatitudeDegrees: Double, originLongitudeDegrees: Double
  ) {
    self.translation = translation
    self.rotationArcSeconds = rotationArcSeconds
    self.originLatitudeDegrees = originLatitudeDegrees
    self.originLongitudeDegrees = originLongitudeDegrees
    let (b, l) = (originLatitudeDegrees.radians, originLongitudeDegrees.radians)
    normal = GeocentricPosition(x: cos(b) * cos(l), y: cos(b) * sin(l), z: sin(b))
    alpha = rotationArcSeconds * (.pi / 648_000)
  }

  /// n × p.
  private func cross(_ p: GeocentricPosition) -> GeocentricPosition {
    GeocentricPosition(x: normal.y * p.z - normal.z * p.y, y: normal.z * p.x - normal.x * p.z, z: normal.x * p.y - normal.y * p.x)
  }

  /// The position in the target system.
  public func forward(_ p: GeocentricPosition) -> GeocentricPosition {
    let c = cross(p)
    return GeocentricPosition(
      x: p.x + translation.x + alpha * c.x, y: p.y + translation.y + alpha * c.y, z: p.z + translation.z + alpha * c.z)
  }

  /// The position in the source system.
  public func inverse(_ p: GeocentricPosition) -> GeocentricPosition {
    let q = GeocentricPosition(x: p.x - translation.x, y: p.y - translation.y, z: p.z - translation.z)
    let once = cross(q)
    let twice = cross(once)
    let k = alpha / (1 + alpha * alpha)
    return GeocentricPosition(
      x: q.x - k * (once.x - alpha * twice.x), y: q.y - k * (once.y - alpha * twice.y), z: q.z - k * (once.z - alpha * twice.z))
  }
}
