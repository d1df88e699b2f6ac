import Geodesy
import Glibc
import Testing

@Suite struct EllipsoidTests {
  /// Source: the tables of GB 22021-2008 (CGCS2000) and of Moritz 2000 (GRS 80), to the digits printed there.
  @Test func derivedQuantitiesMatchTheTables() {
    let e = Ellipsoid.cgcs2000
    #expect(abs(e.semiMinorAxis - 6_356_752.3141) < 5e-5)
    #expect(abs(e.eccentricitySquared - 0.006_694_380_022_90) < 5e-15)
    #expect(abs(e.secondEccentricitySquared - 0.006_739_496_775_48) < 5e-15)
    #expect(abs(e.thirdFlattening - 0.001_679_220_394_63) < 5e-15)
    // The meridian quadrant, the arc length integrated with 30 digits; two units in the last place of a double.
    #expect(abs(e.rectifyingRadius * .pi / 2 - 10_001_965.729_230_463_7) < 4e-9)
    // The polar radius of curvature c.
    #expect(abs(e.meridianRadius(latitude: .pi / 2) - 6_399_593.6259) < 5e-5)
    #expect(abs(e.primeVerticalRadius(latitude: .pi / 2) - 6_399_593.6259) < 5e-5)
    #expect(e.primeVerticalRadius(latitude: 0) == e.semiMajorAxis)
  }

  @Test func refusesWhatIsNoEllipsoid() throws {
    #expect(throws: EllipsoidError.inverseFlattening(0.0033)) { try Ellipsoid(semiMajorAxis: 6_378_137, inverseFlattening: 0.0033) }
    #expect(throws: EllipsoidError.semiMajorAxis(-1)) { try Ellipsoid(semiMajorAxis: -1, inverseFlattening: 300) }
    #expect(throws: EllipsoidError.self) { try Ellipsoid(semiMajorAxis: .nan, inverseFlattening: 300) }
    #expect(throws: EllipsoidError.self) { try Ellipsoid(semiMajorAxis: 6_378_137, inverseFlattening: .nan) }
    // A sphere: the projection becomes the spherical one, y = R artanh(cos φ sin Δλ), x = R atan2(tan φ, cos Δλ).
    let sphere = try Ellipsoid(semiMajorAxis: 6_371_000, inverseFlattening: .infinity)
    let point = try TransverseMercator(ellipsoid: sphere, centralMeridianDegrees: 0, falseEasting: 0).forward(latitude: 0.5, longitude: 0.3)
    #expect(abs(point.easting - 6_371_000 * atanh(cos(0.5) * sin(0.3))) < 2e-9)
    #expect(abs(point.northing - 6_371_000 * atan2(tan(0.5), cos(0.3))) < 2e-9)
    #expect(abs(point.scale - 1 / (1 - cos(0.5) * cos(0.5) * sin(0.3) * sin(0.3)).squareRoot()) < 1e-15)
  }
}
