/// A Gauss–Krüger projection as Chinese surveying uses it (高斯-克吕格投影): a transverse Mercator projection of a 3° or 6° zone, or of
/// any central meridian, with or without the zone number before the easting.
///
/// Accuracy and source: ``TransverseMercator``. Limit: with a zone prefix, 500 km on either side of the central meridian, where the
/// easting stays below 1 000 000 m after its prefix; without one, 1000 km, three 3° zones even at the equator. No survey computes
/// farther from its meridian, where lengths are 1.2 % too long, and northings of mainland China exchanged for eastings lie beyond. An
/// easting whose prefix is not that of the zone is refused, and so is a prefixed easting where no prefix is expected.
///
/// ```swift
/// let projection = GaussKruger(ellipsoid: .cgcs2000, zone: GaussKrugerZone(.threeDegrees, 38)!, prefixed: true)
/// let point = try projection.forward(latitudeDegrees: 28.2, longitudeDegrees: 112.95)
/// point.northing, point.easting, point.convergence, point.scale
/// ```
public struct GaussKruger: Sendable, Hashable {
  /// The projection behind it; its false easting includes the zone prefix.
  public let projection: TransverseMercator
  /// The zone number before the easting (带号), in millions of metres; nil when eastings have none.
  public let zonePrefix: Int?
  /// How far from the central meridian points are taken where no zone prefix sets a narrower limit, metres.
  public static let eastingLimit = 1_000_000.0
  /// The moved ellipsoid of a compensation plane by that convention; nil for every other projection.
  public internal(set) var moved: MovedEllipsoid?

  /// A Gauss–Krüger projection with any central meridian.
  ///
  /// - Parameters:
  ///   - ellipsoid: The ellipsoid of the geodetic coordinates.
  ///   - centralMeridianDegrees: The central meridian (中央子午线), degrees.
  ///   - zonePrefix: A number to put before the easting: 38 turns 396 908 m into 38 396 908 m.
  ///   - falseEasting: The easting of the central meridian without prefix, metres.
  ///   - falseNorthing: The northing of the equator, metres.
  ///   - scale: The scale on the central meridian.
  public init(
    ellipsoid: Ellipsoid, centralMeridianDegrees: Double, zonePrefix: Int? = nil, falseEasting: Double = 500_000, falseNorthing: Double = 0,
    scale: Double = 1
  ) {
    self.zonePrefix = zonePrefix
    // Beside a prefix of tens of millions, a double keeps a false easting to 4 nm: what it keeps counts from here on, so that equal
    // projections are equal however they were written. The difference is exact.
    let prefix = Double(zonePrefix ?? 0) * 1_000_000
    let kept = prefix + falseEasting - prefix
    // With a prefix, the easting must stay on this side of the next million.
    let room = zonePrefix == nil ? Self.eastingLimit : min(kept, 1_000_000 - kept)
    projection = TransverseMercator(
      ellipsoid: ellipsoid, centralMeridianDegrees: centralMeridianDegrees, originLatitudeDegrees: 0, scale: scale,
      falseEasting: prefix + falseEasting, falseNorthing: falseNorthing, eastingLimit: room)
  }

  /// The Gauss–Krüger projection of a standard zone: false easting 500 km, scale 1.
  public init(ellipsoid: Ellipsoid, zone: GaussKrugerZone, prefixed: Bool) {
    self.init(ellipsoid: ellipsoid, centralMeridianDegrees: zone.centralMeridianDegrees, zonePrefix: prefixed ? zone.number : nil)
  }

  /// Projects a point given in radians; see ``TransverseMercator/forward(latitude:longitude:)``.
  public func forward(latitude: Double, longitude: Double) throws(CoordinateError) -> ProjectedPoint {
    guard let moved else { return try projection.forward(latitude: latitude, longitude: longitude) }
    let there = try moved.moved(latitude: latitude, longitude: longitude)
    return try projection.forward(latitude: there.latitude, longitude: there.longitude)
  }

  /// Projects a point given in degrees; see ``TransverseMercator/forward(latitudeDegrees:longitudeDegrees:)``.
  public func forward(latitudeDegrees: Double, longitudeDegrees: Double) throws(CoordinateError) -> ProjectedPoint {
    guard moved != nil else { return try projection.forward(latitudeDegrees: latitudeDegrees, longitudeDegrees: longitudeDegrees) }
    return try forward(latitude: latitudeDegrees.radians, longitude: longitudeDegrees.radians)
  }

  /// The point that has the given northing X and easting Y, metres, the easting with its prefix where the projection has one.
  /// - Throws: ``CoordinateError/zonePrefix(easting:expected:)`` for another zone's easting, and what
  ///   ``TransverseMercator/inverse(northing:easting:)`` throws: of coordinates that would do in the other order,
  ///   ``CoordinateError/outsideProjection(northing:easting:)``, which says so.
  public func inverse(northing: Double, easting: Double) throws(CoordinateError) -> UnprojectedPoint {
    do {
      var point = try projection.inverse(northing: northing, easting: easting)
      if let moved { (point.latitude, point.longitude) = try moved.original(latitude: point.latitude, longitude: point.longitude) }
      return point
    } catch {
      let seemExchanged = abs(northing - projection.falseEasting) <= projection.eastingLimit
      if case .outsideProjection = error, !seemExchanged {
        let million = (easting / 1_000_000).rounded(.down)
        if let zonePrefix, million != Double(zonePrefix) { throw .zonePrefix(easting: easting, expected: zonePrefix) }
        if zonePrefix == nil, million >= 1, million <= 120 { throw .zonePrefix(easting: easting, expected: nil) }
      }
      throw error
    }
  }
}

/// A standard Gauss–Krüger zone (投影带): 3° zones number 1 … 120 with central meridian 3n, 6° zones 1 … 60 with central meridian
/// 6n − 3, eastward from Greenwich. China lies in the 3° zones 25 … 45 and the 6° zones 13 … 23. Source: GB/T 17798, CH/T 2001.
public struct GaussKrugerZone: Sendable, Hashable {
  /// The width of a zone.
  public enum Width: Int, Sendable, CaseIterable {
    /// 3° zones (三度带).
    case threeDegrees = 3
    /// 6° zones (六度带).
    case sixDegrees = 6
  }

  /// The width of the zone.
  public let width: Width
  /// The zone number n (带号).
  public let number: Int

  /// The zone of a number; nil when there is no such zone.
  public init?(_ width: Width, _ number: Int) {
    guard number >= 1, number <= 360 / width.rawValue else { return nil }
    self.width = width
    self.number = number
  }

  /// The zone that contains a longitude, in degrees within ±360; nil for any other number. A longitude on the border of two zones belongs
  /// to the eastern one.
  public init?(_ width: Width, containingLongitudeDegrees longitude: Double) {
    guard abs(longitude) <= 360 else { return nil }
    let east = longitude < 0 ? longitude + 360 : longitude
    switch width {
    case .threeDegrees:
      let n = Int(((east + 1.5) / 3).rounded(.down)) % 120
      self.init(width, n == 0 ? 120 : n)
    case .sixDegrees: self.init(width, Int((east / 6).rounded(.down)) % 60 + 1)
    }
  }

  /// The central meridian, degrees, −177 … 180.
  public var centralMeridianDegrees: Double {
    let east = width == .threeDegrees ? 3 * number : 6 * number - 3
    return Double(east > 180 ? east - 360 : east)
  }
}
