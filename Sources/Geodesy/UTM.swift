/// Universal Transverse Mercator zones (EPSG conversions 16001 … 16060 north, 16101 … 16160 south): scale 0.9996, false easting 500 km,
/// false northing 0 in the north and 10 000 km in the south. Zone n has central meridian 6n − 183; the exceptions of Norway and
/// Svalbard are a matter of choosing the zone and are left to the caller.
public struct UTMZone: Sendable, Hashable {
  /// The half of the globe whose false northing applies.
  public enum Hemisphere: Sendable, CaseIterable {
    /// False northing 0.
    case north
    /// False northing 10 000 000 m.
    case south
  }

  /// The zone number, 1 … 60, eastward from the antimeridian.
  public let number: Int
  /// The hemisphere of the false northing.
  public let hemisphere: Hemisphere

  /// A zone; nil when the number is not 1 … 60.
  public init?(_ number: Int, _ hemisphere: Hemisphere) {
    guard (1...60).contains(number) else { return nil }
    self.number = number
    self.hemisphere = hemisphere
  }

  /// The zone that contains a position, in degrees (latitude ±90, longitude ±360), by the 6° rule alone; nil for any other numbers.
  public init?(containingLatitudeDegrees latitude: Double, longitudeDegrees longitude: Double) {
    guard abs(latitude) <= 90, abs(longitude) <= 360 else { return nil }
    let east = longitude < 0 ? longitude + 360 : longitude
    self.init((Int((east / 6).rounded(.down)) + 30) % 60 + 1, latitude < 0 ? .south : .north)
  }

  /// The central meridian, degrees, −177 … 177.
  public var centralMeridianDegrees: Double { Double(6 * number - 183) }

  /// The projection of this zone on an ellipsoid.
  ///
  /// - Parameters:
  ///   - ellipsoid: The ellipsoid of the geodetic coordinates.
  ///   - eastingLimit: The largest distance from the central meridian to accept, metres; 1000 km for the reason of ``GaussKruger/eastingLimit``.
  public func projection(ellipsoid: Ellipsoid, eastingLimit: Double = GaussKruger.eastingLimit) -> TransverseMercator {
    TransverseMercator(
      ellipsoid: ellipsoid, centralMeridianDegrees: centralMeridianDegrees, scale: 0.9996, falseEasting: 500_000,
      falseNorthing: hemisphere == .south ? 10_000_000 : 0, eastingLimit: eastingLimit)
  }
}
