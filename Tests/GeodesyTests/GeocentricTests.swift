import Geodesy
import Glibc
import Testing

@Suite struct GeocentricTests {
  /// The round trip over every latitude and height, poles and axis included. Tolerance: 4 nm near the surface; elsewhere four
  /// units in the last place of the radius, which is what two roundings of X, Y, Z allow.
  @Test(arguments: [Ellipsoid.cgcs2000, .krassowsky1940, .iag1975, .wgs84]) func roundTripReturns(ellipsoid: Ellipsoid) throws {
    var worstNear = 0.0
    for height in [-10_000.0, -100, 0, 50, 8848.86, 100_000, 1.0e6, 2.02e7, 3.5786e7, 5.0e7] {
      let tolerance = max(4e-9, 4 * (ellipsoid.semiMajorAxis + height).ulp)
      for latitude in Array(stride(from: -90.0, through: 90.0, by: 0.37)) + [90.0, 89.999999999, 45, 0, 1e-9] {
        let position = GeodeticPosition(latitudeDegrees: latitude, longitudeDegrees: latitude * 1.9 + 3, ellipsoidalHeight: height)
        let back = try ellipsoid.geodetic(ellipsoid.geocentric(position))
        let radius = ellipsoid.semiMajorAxis + height
        let north = (back.latitude - position.latitude) * radius
        let east = (back.longitude - position.longitude) * radius * cos(position.latitude)
        let up = back.ellipsoidalHeight - height
        #expect(abs(north) <= tolerance && abs(up) <= tolerance, "\(latitude)° \(height) m: \(north) \(up)")
        if abs(latitude) < 89.9 { #expect(abs(east) <= tolerance) }
        if height < 10_000 { worstNear = max(worstNear, abs(north), abs(up)) }
      }
    }
    print("geodetic ⇄ geocentric near the surface: \(worstNear * 1e9) nm")
  }

  /// Closed forms: the ends of the axes.
  @Test func axesAreExact() throws {
    let e = Ellipsoid.cgcs2000
    let pole = try e.geocentric(GeodeticPosition(latitudeDegrees: 90, longitudeDegrees: 45, ellipsoidalHeight: 100))
    #expect(abs(pole.z - (e.semiMinorAxis + 100)) <= 1e-9)
    #expect(abs(pole.x) < 1e-9 && abs(pole.y) < 1e-9)
    let back = try e.geodetic(GeocentricPosition(x: 0, y: 0, z: -(e.semiMinorAxis + 100)))
    #expect(back.latitude == -.pi / 2 && back.longitude == 0)
    #expect(abs(back.ellipsoidalHeight - 100) <= 1e-9)
    let equator = try e.geodetic(GeocentricPosition(x: -(e.semiMajorAxis - 10), y: 0, z: 0))
    #expect(equator.latitude == 0 && equator.longitude == .pi)
    #expect(abs(equator.ellipsoidalHeight + 10) <= 1e-9)
  }

  @Test func refusesWhatIsNoPositionOnEarth() {
    let e = Ellipsoid.cgcs2000
    #expect(throws: CoordinateError.radiusOutOfRange(radius: 0)) { try e.geodetic(GeocentricPosition(x: 0, y: 0, z: 0)) }
    #expect(throws: CoordinateError.notFinite) { try e.geodetic(GeocentricPosition(x: .nan, y: 0, z: 0)) }
    #expect(throws: CoordinateError.self) { try e.geocentric(GeodeticPosition(latitudeDegrees: 112.9, longitudeDegrees: 28.2)) }
    #expect(throws: CoordinateError.heightOutOfRange(height: 7e7)) {
      try e.geocentric(GeodeticPosition(latitude: 0, longitude: 0, ellipsoidalHeight: 7e7))
    }
  }
}
