public import Geodesy

/// A conformal projection that is neither Gauss–Krüger nor UTM, by the numbers that define it: the conic and oblique ones of regional and local
/// systems.
///
/// Formulas, range and accuracy are those of `LambertConformalConic`, `Mercator` and `ObliqueMercator`.
public struct ConformalProjection: Sendable {
  /// What defines the projection. Angles are degrees.
  public enum Definition: Sendable, Hashable {
    /// Lambert's conic with the scale `scale` on the parallel of its origin (EPSG 9801).
    case lambertOneParallel(originLatitude: Double, centralMeridian: Double, scale: Double)
    /// Lambert's conic with the scale 1 on two parallels (EPSG 9802).
    case lambertTwoParallels(first: Double, second: Double, originLatitude: Double, centralMeridian: Double)
    /// Mercator with a scale on the equator (EPSG 9804).
    case mercator(centralMeridian: Double, scale: Double)
    /// Mercator with the scale 1 on a parallel (EPSG 9805).
    case mercatorStandardParallel(parallel: Double, centralMeridian: Double)
    /// Hotine's oblique Mercator, false origin at the natural origin (EPSG 9812) or at the centre (EPSG 9815).
    case obliqueMercator(
      centerLatitude: Double, centerLongitude: Double, azimuth: Double, rectifiedAngle: Double, scale: Double, falseOriginAtCenter: Bool)
  }

  /// What defines it.
  public let definition: Definition
  /// The ellipsoid that is projected.
  public let ellipsoid: Ellipsoid
  /// The easting at the origin, metres.
  public let falseEasting: Double
  /// The northing at the origin, metres.
  public let falseNorthing: Double
  private let kernel: Kernel

  private enum Kernel: Sendable {
    case lambert(LambertConformalConic)
    case mercator(Mercator)
    case oblique(ObliqueMercator)
  }

  /// A projection from its numbers. Throws `CoordinateError` for numbers that define none, such as standard parallels on either side of the
  /// equator alike.
  public init(_ definition: Definition, ellipsoid: Ellipsoid, falseEasting: Double = 0, falseNorthing: Double = 0) throws(CoordinateError) {
    (self.definition, self.ellipsoid, self.falseEasting, self.falseNorthing) = (definition, ellipsoid, falseEasting, falseNorthing)
    switch definition {
    case .lambertOneParallel(let latitude, let meridian, let scale):
      kernel = .lambert(
        try LambertConformalConic(
          ellipsoid: ellipsoid, originLatitudeDegrees: latitude, centralMeridianDegrees: meridian, scale: scale,
          falseEasting: falseEasting, falseNorthing: falseNorthing))
    case .lambertTwoParallels(let first, let second, let latitude, let meridian):
      kernel = .lambert(
        try LambertConformalConic(
          ellipsoid: ellipsoid, firstParallelDegrees: first, secondParallelDegrees: second, originLatitudeDegrees: latitude,
          centralMeridianDegrees: meridian, falseEasting: falseEasting, falseNorthing: falseNorthing))
    case .mercator(let meridian, let scale):
      kernel = .mercator(
        Mercator(
          ellipsoid: ellipsoid, centralMeridianDegrees: meridian, scale: scale, falseEasting: falseEasting, falseNorthing: falseNorthing))
    case .mercatorStandardParallel(let parallel, let meridian):
      kernel = .mercator(
        Mercator(
          ellipsoid: ellipsoid, standardParallelDegrees: parallel, centralMeridianDegrees: meridian, falseEasting: falseEasting,
          falseNorthing: falseNorthing))
    case .obliqueMercator(let latitude, let longitude, let azimuth, let angle, let scale, let atCenter):
      kernel = .oblique(
        try ObliqueMercator(
          ellipsoid: ellipsoid, centerLatitudeDegrees: latitude, centerLongitudeDegrees: longitude, azimuthDegrees: azimuth,
          rectifiedAngleDegrees: angle, scale: scale, falseEasting: falseEasting, falseNorthing: falseNorthing,
          variant: atCenter ? .center : .naturalOrigin))
    }
  }

  /// Projects a point given in radians; throws as the projection does.
  public func forward(latitude: Double, longitude: Double) throws(CoordinateError) -> ProjectedPoint {
    switch kernel {
    case .lambert(let projection): try projection.forward(latitude: latitude, longitude: longitude)
    case .mercator(let projection): try projection.forward(latitude: latitude, longitude: longitude)
    case .oblique(let projection): try projection.forward(latitude: latitude, longitude: longitude)
    }
  }

  /// The point that has the given northing and easting, metres; throws as the projection does.
  public func inverse(northing: Double, easting: Double) throws(CoordinateError) -> UnprojectedPoint {
    switch kernel {
    case .lambert(let projection): try projection.inverse(northing: northing, easting: easting)
    case .mercator(let projection): try projection.inverse(northing: northing, easting: easting)
    case .oblique(let projection): try projection.inverse(northing: northing, easting: easting)
    }
  }
}

extension ConformalProjection: Hashable {
  /// By definition, ellipsoid and false origin: the rest follows from them.
  public static func == (a: Self, b: Self) -> Bool {
    a.definition == b.definition && a.ellipsoid == b.ellipsoid && a.falseEasting == b.falseEasting && a.falseNorthing == b.falseNorthing
  }

  /// Likewise.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(definition)
    hasher.combine(falseEasting)
    hasher.combine(falseNorthing)
  }
}

extension ConformalProjection: CustomStringConvertible {
  /// As in the string of a system: `lcc:b0=0,cm=105,b1=25,b2=47,fe=0,fn=0`.
  public var description: String {
    let text =
      switch definition {
      case .lambertOneParallel(let latitude, let meridian, let scale): "lcc:b0=\(latitude),cm=\(meridian),k0=\(scale)"
      case .lambertTwoParallels(let first, let second, let latitude, let meridian):
        "lcc:b0=\(latitude),cm=\(meridian),b1=\(first),b2=\(second)"
      case .mercator(let meridian, let scale): "merc:cm=\(meridian),k0=\(scale)"
      case .mercatorStandardParallel(let parallel, let meridian): "merc:cm=\(meridian),b1=\(parallel)"
      case .obliqueMercator(let latitude, let longitude, let azimuth, let angle, let scale, let atCenter):
        "omerc:b0=\(latitude),l0=\(longitude),azimuth=\(azimuth),gamma=\(angle),k0=\(scale),origin=\(atCenter ? "centre" : "natural")"
      }
    return text + ",fe=\(falseEasting),fn=\(falseNorthing)"
  }
}
