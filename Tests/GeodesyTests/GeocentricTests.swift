import Geodesy
import Glibc
import Testing

@Suite struct GeocentricTests {
  /// The round trip over every latitude and height, poles and axis included. Tolerance: 2 nm near the surface; elsewhere four
  /// units in the last place of the radius, which is what two roundings of X, Y, Z allow.
  @Test(arguments: [Ellipsoid.cgcs2000, .krassowsky1940, .iag1975, .wgs84]) func roundTripReturns(ellipsoid: Ellipsoid) throws {
    var worstNear = 0.0
    for height in [-10_000.0, -100, 0, 50, 8848.86, 100_000, 1.0e6, 2.02e7, 3.5786e7, 5.0e7] {
      let tolerance = height <= 10_000 ? 2e-9 : max(4e-9, 4 * (ellipsoid.semiMajorAxis + height).ulp)
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

  /// The batch forms there and back, over the globe and over China, 400 000 random points from −100 m to 9000 m: north, east and up.
  @Test func batchRoundTripReturns() {
    var state: UInt64 = 3
    func random(_ a: Double, _ b: Double) -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return a + Double(state >> 11) * 0x1p-53 * (b - a)
    }
    let e = Ellipsoid.cgcs2000
    var worst = (north: 0.0, east: 0.0, up: 0.0, all: 0.0)
    for round in 0..<200 {
      let inChina = round % 2 == 1
      let b = (0..<2000).map { _ in inChina ? random(18, 54) * .pi / 180 : asin(random(-1, 1)) }
      let l = (0..<2000).map { _ in (inChina ? random(73, 135) : random(-180, 180)) * .pi / 180 }
      let h = (0..<2000).map { _ in random(-100, 9000) }
      var (x, y, z) = (b, b, b)
      do {
        var p = x.mutableSpan
        var q = y.mutableSpan
        var r = z.mutableSpan
        e.geocentric(latitudes: b.span, longitudes: l.span, ellipsoidalHeights: h.span, x: &p, y: &q, z: &r)
      }
      var (b2, l2, h2) = (b, b, b)
      do {
        var p = b2.mutableSpan
        var q = l2.mutableSpan
        var r = h2.mutableSpan
        e.geodetic(x: x.span, y: y.span, z: z.span, latitudes: &p, longitudes: &q, ellipsoidalHeights: &r)
      }
      for i in 0..<2000 {
        let (north, east, up) = ((b2[i] - b[i]) * 6.38e6, (l2[i] - l[i]) * 6.39e6 * cos(b[i]), h2[i] - h[i])
        worst.north = max(worst.north, abs(north))
        worst.east = max(worst.east, abs(east))
        worst.up = max(worst.up, abs(up))
        worst.all = max(worst.all, (north * north + east * east + up * up).squareRoot())
      }
    }
    print("geodetic → geocentric → geodetic, batches: \(worst)")
    #expect(worst.north <= 2e-9 && worst.east <= 2e-9 && worst.up <= 2e-9)
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
