import GNSS
import Geodesy

/// The antenna reference point that the stream states, against the configured position and against itself.
struct ReferencePointTracker: Sendable {
  /// The configured position; nil when there is none.
  let configured: GeocentricPosition?
  /// The newest point of the stream.
  private(set) var point: GeocentricPosition?
  /// What the API shows of it.
  private(set) var summary: ReferencePoint?
  /// The last step, m, and when it was.
  private(set) var step: (size: Double, time: GNSSTime)?

  init(configured: GeodeticPosition?) {
    self.configured = configured.flatMap { try? Ellipsoid.cgcs2000.geocentric($0) }
  }

  /// Distance from the configured position, m.
  var offset: Double? {
    guard let point, let configured else { return nil }
    return Self.distance(point, configured)
  }

  /// Takes a point of 1005 or 1006. A point of another station is no step. One that is not near the surface of the Earth is left out.
  mutating func add(_ new: GeocentricPosition, type: Int, stationID: Int, antennaHeight: Double?, at time: GNSSTime, stepLimit: Double) {
    guard let geodetic = try? Ellipsoid.cgcs2000.geodetic(new), abs(geodetic.ellipsoidalHeight) < 100_000 else { return }
    if let point, summary?.stationID == stationID {
      let size = Self.distance(point, new)
      if size > stepLimit { step = (size, time) }
    }
    point = new
    summary = ReferencePoint(
      type: type, stationID: stationID, latitudeDegrees: geodetic.latitudeDegrees.shown(.degrees),
      longitudeDegrees: geodetic.longitudeDegrees.shown(.degrees), ellipsoidalHeight: geodetic.ellipsoidalHeight.shown(.meters),
      antennaHeight: antennaHeight)
  }

  /// The place from which the satellites are seen: the configured position, else that of the stream.
  var observer: Observer? {
    guard let place = configured ?? point, let geodetic = try? Ellipsoid.cgcs2000.geodetic(place) else { return nil }
    return Observer(position: SIMD3(place.x, place.y, place.z), latitude: geodetic.latitude, longitude: geodetic.longitude)
  }

  private static func distance(_ a: GeocentricPosition, _ b: GeocentricPosition) -> Double {
    let d = SIMD3(a.x - b.x, a.y - b.y, a.z - b.z)
    return (d * d).sum().squareRoot()
  }
}
