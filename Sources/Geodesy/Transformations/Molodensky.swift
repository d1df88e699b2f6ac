#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Molodensky's transformation of latitude, longitude and height by three translations and the difference of the ellipsoids.
///
/// Source: EPSG Guidance Note 7-2, methods 9604 (standard) and 9605 (abridged). It approximates ``Helmert`` with three translations: to
/// centimetres in the standard form, to decimetres in the abridged. Its inverse here is the exact inverse of its forward, found by iteration
/// (the corrections are 10⁻⁵ of the coordinates: five steps leave nothing), not a change of signs. At a pole the longitude stays.
public struct Molodensky: Sendable, Hashable {
  /// Translation from source to target, metres.
  public let translation: GeocentricPosition
  /// The ellipsoid of the source.
  public let ellipsoid: Ellipsoid
  /// Semi-major axis of the target less that of the source, metres.
  public let semiMajorAxisDifference: Double
  /// Flattening of the target less that of the source.
  public let flatteningDifference: Double
  /// True for the abridged formulas.
  public let abridged: Bool

  /// A transformation from its translations and the ellipsoids.
  public init(translation: GeocentricPosition, from source: Ellipsoid, to target: Ellipsoid, abridged: Bool) {
    self.init(
      translation: translation, ellipsoid: source, semiMajorAxisDifference: target.semiMajorAxis - source.semiMajorAxis,
      flatteningDifference: target.flattening - source.flattening, abridged: abridged)
  }

  /// A transformation from its translations, the source's ellipsoid and the differences to the target's.
  public init(
    translation: GeocentricPosition, ellipsoid: Ellipsoid, semiMajorAxisDifference: Double, flatteningDifference: Double, abridged: Bool
  ) {
    self.translation = translation
    self.ellipsoid = ellipsoid
    self.semiMajorAxisDifference = semiMajorAxisDifference
    self.flatteningDifference = flatteningDifference
    self.abridged = abridged
  }

  /// What is added to a position: (ΔB, ΔL, ΔH), radians and metres.
  private func difference(_ p: GeodeticPosition) -> GeodeticPosition {
    let (sinB, cosB, sinL, cosL) = (sin(p.latitude), cos(p.latitude), sin(p.longitude), cos(p.longitude))
    let (a, f) = (ellipsoid.semiMajorAxis, ellipsoid.flattening)
    let (da, df, t) = (semiMajorAxisDifference, flatteningDifference, translation)
    let M = ellipsoid.meridianRadius(latitude: p.latitude)
    let N = ellipsoid.primeVerticalRadius(latitude: p.latitude)
    let north = -t.x * sinB * cosL - t.y * sinB * sinL + t.z * cosB
    let east = -t.x * sinL + t.y * cosL
    let up = t.x * cosB * cosL + t.y * cosB * sinL + t.z * sinB
    let atPole = abs(p.latitude) >= .pi / 2
    if abridged {
      let k = a * df + f * da
      return GeodeticPosition(
        latitude: (north + 2 * k * sinB * cosB) / M, longitude: atPole ? 0 : east / (N * cosB), ellipsoidalHeight: up + k * sinB * sinB - da
      )
    }
    let h = p.ellipsoidalHeight
    let ratio = 1 - f  // b/a
    let e2 = ellipsoid.eccentricitySquared
    return GeodeticPosition(
      latitude: (north + da * N * e2 * sinB * cosB / a + df * (M / ratio + N * ratio) * sinB * cosB) / (M + h),
      longitude: atPole ? 0 : east / ((N + h) * cosB),
      ellipsoidalHeight: up - da * a / N + df * ratio * N * sinB * sinB)
  }

  /// The position in the target system, radians and metres.
  public func forward(_ p: GeodeticPosition) -> GeodeticPosition {
    let d = difference(p)
    return GeodeticPosition(
      latitude: p.latitude + d.latitude, longitude: p.longitude + d.longitude, ellipsoidalHeight: p.ellipsoidalHeight + d.ellipsoidalHeight)
  }

  /// The position in the source system, radians and metres.
  public func inverse(_ p: GeodeticPosition) -> GeodeticPosition {
    var q = p
    for _ in 0..<5 {
      let d = difference(q)
      q.latitude = p.latitude - d.latitude
      q.longitude = p.longitude - d.longitude
      q.ellipsoidalHeight = p.ellipsoidalHeight - d.ellipsoidalHeight
    }
    return q
  }
}
