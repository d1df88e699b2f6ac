#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Velocities of stations, and between them.
///
/// A point within ``siteDistance`` of a station moves as the station does. Elsewhere the velocity is the mean of the stations within ``reach``, east,
/// north and up each, with weights 1/d². They must stand around the point: with fewer than three, or with all of them on one side (an open half of the
/// horizon), there is no velocity, for nothing is extrapolated. A reach of 0 gives velocities at the stations alone.
///
/// The mean follows a field that is linear over the reach to its curvature; what it leaves of a rigid plate over 200 km is 0.1 mm a year. Each query
/// passes over all stations, 3 µs for a thousand.
public struct StationVelocities: LocalVelocityField, Equatable {
  /// A station.
  public struct Station: Sendable, Equatable {
    /// Latitude, radians.
    public let latitude: Double
    /// Longitude, radians.
    public let longitude: Double
    /// East, north and up, metres a year.
    public let velocity: LocalOffset

    /// A station at a latitude and longitude in degrees, with its velocity in millimetres a year.
    public init(latitudeDegrees: Double, longitudeDegrees: Double, east_mm: Double, north_mm: Double, up_mm: Double) {
      latitude = latitudeDegrees.radians
      longitude = longitudeDegrees.radians
      velocity = LocalOffset(east: east_mm * 1e-3, north: north_mm * 1e-3, up: up_mm * 1e-3)
    }
  }

  /// The name of the table.
  public let name: String
  /// The frame of the velocities.
  public let frame: TerrestrialFrame
  /// The ellipsoid of the latitudes and longitudes.
  public let ellipsoid: Ellipsoid
  /// How far stations count, metres; 0: not beyond themselves.
  public let reach: Double
  /// The stations.
  public let stations: [Station]
  /// Directions to the stations from the centre of a sphere.
  private let directions: [SIMD3<Double>]

  /// Within this of a station a point is taken for one of the site, metres.
  public static let siteDistance = 1000.0
  /// The sphere of the distances, metres.
  private static let radius = 6_371_000.0

  /// A table.
  public init(name: String, frame: TerrestrialFrame, ellipsoid: Ellipsoid = .grs80, reach: Double, stations: [Station]) {
    self.name = name
    self.frame = frame
    self.ellipsoid = ellipsoid
    self.reach = reach
    self.stations = stations
    directions = stations.map { Self.direction($0.latitude, $0.longitude) }
  }

  private static func direction(_ latitude: Double, _ longitude: Double) -> SIMD3<Double> {
    SIMD3(cos(latitude) * cos(longitude), cos(latitude) * sin(longitude), sin(latitude))
  }

  /// The velocity along east, north, up at a latitude and longitude in radians, metres a year.
  /// - Throws: ``CoordinateError/noVelocity`` where no stations stand around the point.
  public func localVelocity(latitude: Double, longitude: Double) throws(CoordinateError) -> LocalOffset {
    guard latitude.isFinite, longitude.isFinite else { throw .notFinite }
    let here = Self.direction(latitude, longitude)
    let (east, north) = (
      SIMD3(-sin(longitude), cos(longitude), 0),
      SIMD3(-sin(latitude) * cos(longitude), -sin(latitude) * sin(longitude), cos(latitude))
    )
    let limit = max(reach, Self.siteDistance) / Self.radius
    var nearest = (index: -1, square: Double.infinity)
    var sum = SIMD3<Double>.zero
    var weights = 0.0
    var azimuths: [Double] = []
    for (index, direction) in directions.enumerated() {
      // The chord: at 1000 km it is a thousandth shorter than the arc.
      let d = direction - here
      let square = (d * d).sum()
      guard square <= limit * limit else { continue }
      if square < nearest.square { nearest = (index, square) }
      let v = stations[index].velocity
      sum += SIMD3(v.east, v.north, v.up) / square
      weights += 1 / square
      azimuths.append(atan2((d * east).sum(), (d * north).sum()))
    }
    let site = Self.siteDistance / Self.radius
    if nearest.square <= site * site { return stations[nearest.index].velocity }
    guard reach > 0, azimuths.count >= 3, Self.surround(&azimuths) else { throw .noVelocity }
    let mean = sum / weights
    return LocalOffset(east: mean.x, north: mean.y, up: mean.z)
  }

  /// True where no gap between neighbouring azimuths is a half turn or more.
  private static func surround(_ azimuths: inout [Double]) -> Bool {
    azimuths.sort()
    var previous = azimuths[azimuths.count - 1] - 2 * .pi
    for azimuth in azimuths {
      if azimuth - previous >= .pi { return false }
      previous = azimuth
    }
    return true
  }
}
