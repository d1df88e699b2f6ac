/// Why a coordinate could not be converted. The batch forms write NaN in its place.
///
/// Each case says what was read and what would have been right; `description` puts both in a sentence.
public enum CoordinateError: Error, Sendable, Equatable {
  /// A coordinate is NaN or infinite.
  case notFinite
  /// The latitude, in degrees, is beyond ±90°. Latitude and longitude may be swapped, or degrees taken for radians.
  case latitudeOutOfRange(degrees: Double)
  /// The longitude, in degrees, is beyond ±360°. Degrees may have been taken for radians.
  case longitudeOutOfRange(degrees: Double)
  /// The point lies farther from the central meridian than the projection is defined or accurate: `limit` metres on the ellipsoid.
  case tooFarFromCentralMeridian(centralMeridianDegrees: Double, limit: Double)
  /// The projected coordinates, in metres, are no image of a point within the projection's limits. Northing and easting may be swapped,
  /// or the easting may carry another false easting or a zone prefix.
  case outsideProjection(northing: Double, easting: Double)
  /// The easting, in metres, starts with the number of another zone (or has a zone number where none is expected, `expected` nil).
  case zonePrefix(easting: Double, expected: Int?)
  /// The geocentric radius, in metres, is outside the range in which height and latitude are unique and accurate.
  case radiusOutOfRange(radius: Double)
  /// The ellipsoidal height, in metres, is outside the range in which the conversion is accurate.
  case heightOutOfRange(height: Double)
  /// The point is outside the area in which the transformation holds.
  case outsideArea
  /// The point is outside the grid, or where the grid has no values.
  case outsideGrid
  /// The velocity model has no velocity at the point: outside its grids, or without stations around it.
  case noVelocity
  /// No point of the source is transformed into this one.
  case notInvertible
  /// The epoch of the point, a decimal year, is none from 1900 to 2200.
  case epochOutOfRange(Double)
}

extension CoordinateError: CustomStringConvertible {
  /// The error as a sentence: what was read, what was expected, what to check.
  public var description: String {
    switch self {
    case .notFinite:
      "a coordinate is not a finite number"
    case .latitudeOutOfRange(let degrees):
      "latitude \(degrees)° is beyond ±90°: check the order of latitude and longitude, and the angle unit"
    case .longitudeOutOfRange(let degrees):
      "longitude \(degrees)° is beyond ±360°: check the angle unit"
    case .tooFarFromCentralMeridian(let meridian, let limit):
      "the point is more than \(Int((limit / 1000).rounded())) km from the central meridian \(meridian)°: check the zone, or the order of "
        + "latitude and longitude"
    case .outsideProjection(let northing, let easting):
      "northing \(northing) m, easting \(easting) m is no image of a point in this projection: check the order of northing and easting, "
        + "the false easting and the zone"
    case .zonePrefix(let easting, let expected?):
      "easting \(easting) m does not start with the zone number \(expected): check the zone"
    case .zonePrefix(let easting, nil):
      "easting \(easting) m seems to start with a zone number, and this projection has none: use the zone's prefixed form"
    case .radiusOutOfRange(let radius):
      "the geocentric radius \(radius) m is not that of a point near or above the Earth's surface: check X, Y, Z and their unit"
    case .heightOutOfRange(let height):
      "the ellipsoidal height \(height) m is not that of a point near or above the Earth's surface: check its unit"
    case .outsideArea:
      "the point is outside the area in which the transformation parameters hold: check the coordinates and their order"
    case .outsideGrid:
      "the point is outside the grid or where the grid has no value, and nothing is extrapolated"
    case .noVelocity:
      "the velocity model has no velocity here: the point is outside its grid, or its stations do not stand around it"
    case .epochOutOfRange(let epoch):
      "the epoch \(epoch) is no decimal year from 1900 to 2200: check the column"
    case .notInvertible:
      "the transformation has no inverse here: the point is far outside its area"
    }
  }
}
