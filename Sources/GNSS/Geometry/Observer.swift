import Glibc

/// A place from which satellites are observed: its position and the directions east, north and up there.
public struct Observer: Sendable, Equatable {
  /// Earth-fixed position, m.
  public let position: SIMD3<Double>
  /// Unit vectors, earth-fixed.
  let east: SIMD3<Double>, north: SIMD3<Double>, up: SIMD3<Double>

  /// An observer. Latitude and longitude give the vertical; they belong to the position, and the caller, who has the ellipsoid, computes them.
  /// - Parameters:
  ///   - position: Earth-fixed (geocentric) coordinates, m.
  ///   - latitude: Geodetic latitude, rad.
  ///   - longitude: Longitude, rad, positive east.
  public init(position: SIMD3<Double>, latitude: Double, longitude: Double) {
    let (sinB, cosB) = (sin(latitude), cos(latitude))
    let (sinL, cosL) = (sin(longitude), cos(longitude))
    self.position = position
    east = SIMD3(-sinL, cosL, 0)
    north = SIMD3(-sinB * cosL, -sinB * sinL, cosB)
    up = SIMD3(cosB * cosL, cosB * sinL, sinB)
  }

  /// The direction of an earth-fixed vector.
  /// - Returns: Azimuth from north through east, rad, 0 ..< 2π, and elevation above the horizon, rad.
  public func direction(of vector: SIMD3<Double>) -> (azimuth: Double, elevation: Double) {
    let e = (vector * east).sum()
    let n = (vector * north).sum()
    let u = (vector * up).sum()
    let azimuth = atan2(e, n)
    return (azimuth < 0 ? azimuth + 2 * .pi : azimuth, atan2(u, (e * e + n * n).squareRoot()))
  }

  /// What the observer sees of a satellite at an instant of reception.
  ///
  /// The time of transmission is found by iteration, and the satellite turned with the earth for the time of flight (the Sagnac effect;
  /// IS-GPS-200 20.3.3.4.3.3.2). Atmosphere, clocks and antennas are left out.
  /// - Parameters:
  ///   - ephemeris: The satellite's broadcast ephemeris.
  ///   - time: The instant of reception, in system time.
  /// - Returns: The line of sight; nil where the ephemeris gives no state.
  public func lineOfSight(to ephemeris: Ephemeris, at time: GNSSTime) -> LineOfSight? {
    let rate = OrbitConstants.of(ephemeris.satellite.system).earthRate
    var flight = 0.075  // s; 66…140 ms from medium to geostationary orbits
    // Each pass shrinks the error of the time of flight by v/c = 1e-5: three leave less than 1e-15 s of it.
    for _ in 0..<2 {
      guard let state = ephemeris.state(at: time.advanced(bySeconds: -flight)) else { return nil }
      let line = rotatedAboutZ(state.position, by: rate * flight) - position
      flight = (line * line).sum().squareRoot() / speedOfLight
    }
    let transmission = time.advanced(bySeconds: -flight)
    guard let state = ephemeris.state(at: transmission) else { return nil }
    let line = rotatedAboutZ(state.position, by: rate * flight) - position
    let range = (line * line).sum().squareRoot()
    let unit = line / range
    // dρ/dt at reception: the satellite's velocity relative to the earth along the line, and a time of flight that grows with the range
    // itself, dρ/dt = u·v − (dρ/dt)/c · u·v_inertial. Both velocities are turned into the earth-fixed axes of the reception.
    let velocity = rotatedAboutZ(state.velocity, by: rate * flight)
    let end = line + position
    let inertial = velocity + SIMD3(-end.y, end.x, 0) * rate
    let rangeRate = (velocity * unit).sum() / (1 + (inertial * unit).sum() / speedOfLight)
    let (azimuth, elevation) = direction(of: line)
    return LineOfSight(
      azimuth: azimuth, elevation: elevation, range: range, rangeRate: rangeRate, unit: unit, transmissionTime: transmission,
      satellite: state)
  }
}

/// A satellite as seen from a place.
public struct LineOfSight: Sendable, Equatable {
  /// Azimuth from north through east, rad, 0 ..< 2π.
  public var azimuth: Double
  /// Elevation above the horizon, rad, without refraction.
  public var elevation: Double
  /// Geometric range with the Sagnac effect, m.
  public var range: Double
  /// Rate of the range, m/s, positive when it grows.
  public var rangeRate: Double
  /// Unit vector from the observer to the satellite, earth-fixed at reception.
  public var unit: SIMD3<Double>
  /// The instant of transmission, in system time.
  public var transmissionTime: GNSSTime
  /// The satellite at transmission, earth-fixed at that instant.
  public var satellite: SatelliteState
}
