#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A Hotine oblique Mercator projection (斜墨卡托投影; EPSG methods 9812, variant A, and 9815, variant B): right along an oblique line through its centre.
///
/// **Accuracy.** 20 nm within 10° of the initial line; the round trip as well. **Limit.** 80° of longitude either side of the natural origin of the line,
/// latitudes up to 89°.
///
/// Source: EPSG guidance note 7-2, section 3.2.4, with t = e^{−ψ}; convergence and scale are the derivative along the meridian.
public struct ObliqueMercator: Sendable {
  /// Where false easting and northing are meant.
  public enum Variant: Sendable {
    /// A: at the natural origin, where the initial line crosses the aposphere's equator.
    case naturalOrigin
    /// B: at the projection centre.
    case center
  }

  /// The ellipsoid that is projected.
  public let ellipsoid: Ellipsoid
  /// The easting at the origin of the variant, metres.
  public let falseEasting: Double
  /// The northing at the origin of the variant, metres.
  public let falseNorthing: Double
  private let A: Double
  private let B: Double
  private let logH: Double
  private let gamma0: (s: Double, c: Double)
  private let gammaC: (s: Double, c: Double)
  private let lambda0: Double
  /// What variant B takes from u.
  private let shift: Double

  /// An oblique Mercator projection.
  ///
  /// - Parameters:
  ///   - centerLatitudeDegrees: φc, not at the equator or a pole.
  ///   - centerLongitudeDegrees: λc.
  ///   - azimuthDegrees: αc of the initial line at the centre, clockwise from north, not 0.
  ///   - rectifiedAngleDegrees: γc from the rectified to the skew grid; usually αc.
  ///   - scale: kc on the initial line.
  /// - Throws: ``CoordinateError`` for a centre or an azimuth out of range.
  public init(
    ellipsoid: Ellipsoid, centerLatitudeDegrees: Double, centerLongitudeDegrees: Double, azimuthDegrees: Double,
    rectifiedAngleDegrees: Double,
    scale: Double, falseEasting: Double, falseNorthing: Double, variant: Variant
  ) throws(CoordinateError) {
    guard abs(centerLatitudeDegrees) > 1e-4, abs(centerLatitudeDegrees) < 89.9 else {
      throw .latitudeOutOfRange(degrees: centerLatitudeDegrees)
    }
    guard centerLongitudeDegrees.isFinite, azimuthDegrees.isFinite, rectifiedAngleDegrees.isFinite, scale.isFinite else { throw .notFinite }
    self.ellipsoid = ellipsoid
    self.falseEasting = falseEasting
    self.falseNorthing = falseNorthing
    let (a, e2) = (ellipsoid.semiMajorAxis, ellipsoid.eccentricitySquared)
    let (s, c) = (sin(centerLatitudeDegrees.radians), cos(centerLatitudeDegrees.radians))
    let sign = s < 0 ? -1.0 : 1.0
    let w2 = 1 - e2 * s * s
    let B = (1 + e2 * c * c * c * c / (1 - e2)).squareRoot()
    let A = a * B * scale * (1 - e2).squareRoot() / w2
    let D = max(1, B * (1 - e2).squareRoot() / (c * w2.squareRoot()))
    let root = (D * D - 1).squareRoot()
    let F = D + sign * root
    // H = F t₀^B
    logH = log(F) - B * ellipsoid.isometricLatitude(centerLatitudeDegrees.radians)
    let G = (F - 1 / F) / 2
    let alpha = azimuthDegrees.radians
    let sinGamma = sin(alpha) / D
    guard abs(sinGamma) < 1, abs(sin(alpha)) > 1e-6 else { throw .longitudeOutOfRange(degrees: azimuthDegrees) }
    let gamma = asin(sinGamma)
    gamma0 = (sinGamma, cos(gamma))
    gammaC = (sin(rectifiedAngleDegrees.radians), cos(rectifiedAngleDegrees.radians))
    lambda0 = centerLongitudeDegrees.radians - asin(max(-1, min(1, G * tan(gamma)))) / B
    self.A = A
    self.B = B
    switch variant {
    case .naturalOrigin: shift = 0
    case .center: shift = sign * (A / B) * abs(atan2(root, cos(alpha)))
    }
  }

  /// Projects a point given in radians.
  public func forward(latitude: Double, longitude: Double) throws(CoordinateError) -> ProjectedPoint {
    try GeodeticPosition.check(latitude: latitude, longitude: longitude)
    let east = (longitude - lambda0).remainder(dividingBy: 2 * .pi)
    guard abs(latitude) <= 89 * .pi / 180 else { throw .latitudeOutOfRange(degrees: latitude.degrees) }
    guard abs(east) <= 80 * .pi / 180 else {
      throw .tooFarFromCentralMeridian(centralMeridianDegrees: lambda0.degrees, limit: 80 * 111_000)
    }
    let (S, T, V, C) = aposphere(latitude, east)
    let U = (S * gamma0.s - V * gamma0.c) / T
    guard abs(U) < 1 else { throw .tooFarFromCentralMeridian(centralMeridianDegrees: lambda0.degrees, limit: 80 * 111_000) }
    let v = -A / B * atanh(U)
    let u = A / B * atan2(S * gamma0.c + V * gamma0.s, C) - shift
    let (convergence, scale) = factors(latitude, S, T, V, C)
    return ProjectedPoint(
      northing: falseNorthing + (u * gammaC.c - v * gammaC.s), easting: falseEasting + (v * gammaC.c + u * gammaC.s),
      convergence: convergence, scale: scale)
  }

  /// Projects a point given in degrees.
  public func forward(latitudeDegrees: Double, longitudeDegrees: Double) throws(CoordinateError) -> ProjectedPoint {
    try forward(latitude: latitudeDegrees.radians, longitude: longitudeDegrees.radians)
  }

  /// The point that has the given northing and easting, metres.
  public func inverse(northing: Double, easting: Double) throws(CoordinateError) -> UnprojectedPoint {
    guard northing.isFinite, easting.isFinite else { throw .notFinite }
    let (x, y) = (easting - falseEasting, northing - falseNorthing)
    let v = x * gammaC.c - y * gammaC.s
    let u = y * gammaC.c + x * gammaC.s + shift
    guard abs(v) * B / A < 6, abs(u) * B / A < .pi else { throw .outsideProjection(northing: northing, easting: easting) }
    let (S, T) = (sinh(-B * v / A), cosh(B * v / A))
    let (V, C) = (sin(B * u / A), cos(B * u / A))
    let U = (V * gamma0.c + S * gamma0.s) / T
    // Q = H/t^B = e^{artanh U}
    let psi = (atanh(U) - logH) / B
    let latitude = ellipsoid.latitude(isometric: psi)
    let east = -atan2(S * gamma0.c - V * gamma0.s, C) / B
    guard abs(U) < 1, abs(east) <= 80 * .pi / 180, abs(latitude) <= 89 * .pi / 180 else {
      throw .outsideProjection(northing: northing, easting: easting)
    }
    let (S2, T2, V2, C2) = aposphere(latitude, east)
    let (convergence, scale) = factors(latitude, S2, T2, V2, C2)
    return UnprojectedPoint(
      latitude: latitude, longitude: (lambda0 + east).remainder(dividingBy: 2 * .pi), convergence: convergence, scale: scale)
  }

  /// sinh and cosh of ln Q = ln H + Bψ, sine and cosine of B(λ − λ₀).
  private func aposphere(_ latitude: Double, _ east: Double) -> (S: Double, T: Double, V: Double, C: Double) {
    let q = logH + B * ellipsoid.isometricLatitude(latitude)
    return (sinh(q), cosh(q), sin(B * east), cos(B * east))
  }

  /// The image of a step along the meridian, dψ: dS = B T dψ, dT = B S dψ.
  private func factors(_ latitude: Double, _ S: Double, _ T: Double, _ V: Double, _ C: Double) -> (convergence: Double, scale: Double) {
    let U = (S * gamma0.s - V * gamma0.c) / T
    let dU = B * (gamma0.s - U * S / T)
    let dv = -A / B * dU / (1 - U * U)
    let P = S * gamma0.c + V * gamma0.s
    let du = A * gamma0.c * T * C / (P * P + C * C)
    let (east, north) = (dv * gammaC.c + du * gammaC.s, du * gammaC.c - dv * gammaC.s)
    return (atan2(-east, north), hypot(east, north) / ellipsoid.parallelRadius(latitude))
  }
}
