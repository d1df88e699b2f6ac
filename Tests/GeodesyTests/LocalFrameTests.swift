import Geodesy
import Glibc
import Testing

@Suite struct LocalFrameTests {
  @Test func axesPointWhereTheySay() throws {
    let ellipsoid = Ellipsoid.cgcs2000
    for (latitude, longitude) in [(28.0, 113.0), (-60, -20), (0, 0), (89.9, 10), (90, 30), (-90, 0)] {
      let origin = GeodeticPosition(latitudeDegrees: latitude, longitudeDegrees: longitude, ellipsoidalHeight: 50)
      let frame = try LocalFrame(origin: origin, ellipsoid: ellipsoid)
      // Straight up changes the height alone.
      let above = try ellipsoid.geodetic(frame.position(at: LocalOffset(east: 0, north: 0, up: 100)))
      #expect(abs(above.ellipsoidalHeight - 150) < 4e-9 && abs(above.latitude - origin.latitude) * 6.4e6 < 4e-9)
      // A metre north follows the meridian's curvature, a metre east that of the parallel: to the second order in 1 m / 6400 km, 10⁻⁷ m.
      guard abs(latitude) < 89 else { continue }
      let north = try ellipsoid.geodetic(frame.position(at: LocalOffset(east: 0, north: 1, up: 0)))
      #expect(abs((north.latitude - origin.latitude) * (ellipsoid.meridianRadius(latitude: origin.latitude) + 50) - 1) < 2e-7)
      let east = try ellipsoid.geodetic(frame.position(at: LocalOffset(east: 1, north: 0, up: 0)))
      let radius = (ellipsoid.primeVerticalRadius(latitude: origin.latitude) + 50) * cos(origin.latitude)
      #expect(abs((east.longitude - origin.longitude) * radius - 1) < 2e-7)
    }
  }

  /// Tolerance: the rounding of geocentric coordinates, half a nanometre each.
  @Test func offsetAndPositionAreInverse() throws {
    let frame = try LocalFrame(origin: GeodeticPosition(latitudeDegrees: 28, longitudeDegrees: 113), ellipsoid: .cgcs2000)
    let offset = LocalOffset(east: 1234.5, north: -2345.6, up: 34.5)
    let back = frame.offset(of: frame.position(at: offset))
    #expect(max(abs(back.east - offset.east), abs(back.north - offset.north), abs(back.up - offset.up)) < 2e-9)
  }
}
