#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Seven parameters in latitude and longitude (二维七参数): the differential formula of the ellipsoid, for points without ellipsoidal height.
///
///     ΔL = [−sin L ΔX + cos L ΔY]/(N cos B) + tan B cos L εx + tan B sin L εy − εz
///     ΔB = [−sin B cos L ΔX − sin B sin L ΔY + cos B ΔZ]/M − sin L εx + cos L εy − (N/M) e² sin B cos B m
///          + N/(M a) e² sin B cos B Δa + (2 − e² sin² B)/(1 − f) sin B cos B Δf
///
/// The rotations have the sign of a coordinate frame's, as in China's Bursa formula. Source: CH/T 2014-2016, 大地测量控制点坐标转换技术规范
/// (二维七参数模型). The terms are those of the standard, tan B for the (1 − e²) tan B of a strict derivation included: parameters estimated
/// with this formula belong to it. Heights stay. The inverse is the exact inverse, by iteration. At a pole the longitude stays.
public struct GeodeticSevenParameters: Sendable, Hashable {
  /// Translation, metres.
  public let translation: GeocentricPosition
  /// Rotations εx, εy, εz of the frame, seconds of arc.
  public let rotationArcSeconds: GeocentricPosition
  /// The scale difference m, parts per million.
  public let scalePPM: Double
  /// The ellipsoid of the source.
  public let source: Ellipsoid
  /// The ellipsoid of the target.
  public let target: Ellipsoid

  /// A transformation from its parameters.
  public init(
    translation: GeocentricPosition, rotationArcSeconds: GeocentricPosition, scalePPM: Double, from source: Ellipsoid, to target: Ellipsoid
  ) {
    self.translation = translation
    self.rotationArcSeconds = rotationArcSeconds
    self.scalePPM = scalePPM
    self.source = source
    self.target = target
  }

  /// (ΔB, ΔL), radians.
  private func difference(_ latitude: Double, _ longitude: Double) -> (Double, Double) {
    let (sinB, cosB, sinL, cosL) = (sin(latitude), cos(latitude), sin(longitude), cos(longitude))
    let unit = Double.pi / 648_000
    let (ex, ey, ez) = (rotationArcSeconds.x * unit, rotationArcSeconds.y * unit, rotationArcSeconds.z * unit)
    let t = translation
    let (a, f, e2) = (source.semiMajorAxis, source.flattening, source.eccentricitySquared)
    let M = source.meridianRadius(latitude: latitude)
    let N = source.primeVerticalRadius(latitude: latitude)
    let dB =
      (-sinB * cosL * t.x - sinB * sinL * t.y + cosB * t.z) / M - sinL * ex + cosL * ey - N / M * e2 * sinB * cosB * scalePPM * 1e-6
      + N / (M * a) * e2 * sinB * cosB * (target.semiMajorAxis - a)
      + (2 - e2 * sinB * sinB) / (1 - f) * sinB * cosB * (target.flattening - f)
    if abs(latitude) >= .pi / 2 { return (dB, 0) }
    let tanB = sinB / cosB
    return (dB, (-sinL * t.x + cosL * t.y) / (N * cosB) + tanB * cosL * ex + tanB * sinL * ey - ez)
  }

  /// The position in the target system, radians; the height stays.
  public func forward(_ p: GeodeticPosition) -> GeodeticPosition {
    let d = difference(p.latitude, p.longitude)
    return GeodeticPosition(latitude: p.latitude + d.0, longitude: p.longitude + d.1, ellipsoidalHeight: p.ellipsoidalHeight)
  }

  /// The position in the source system, radians; the height stays.
  public func inverse(_ p: GeodeticPosition) -> GeodeticPosition {
    var q = p
    // The corrections change by 10⁻⁵ of themselves from step to step.
    for _ in 0..<5 {
      let d = difference(q.latitude, q.longitude)
      (q.latitude, q.longitude) = (p.latitude - d.0, p.longitude - d.1)
    }
    return q
  }
}
