import Glibc
import Testing

@testable import Geodesy

/// The transverse Mercator projection far from its meridian.
@Suite("Extended transverse Mercator")
struct ExtendedTransverseMercatorTests {
  /// Eastings and northings of the exact projection: `TransverseMercatorProj -l 0 -k 1 -e 6378137 1/298.257222101 -p 9` of GeographicLib 2.1.2. The
  /// tolerances are the stated accuracies at those distances, in the plane.
  @Test func againstTheExactProjection() throws {
    let projection = ExtendedTransverseMercator(
      TransverseMercator(ellipsoid: .grs80, centralMeridianDegrees: 0, falseEasting: 0))
    for (latitude, longitude, easting, northing, tolerance) in [
      (20.0, 50.0, 5793045.612927897, 3276834.212117834, 2e-7), (35, 60, 5656594.312637089, 6048551.153000077, 1e-7),
      (60, -80, -3447563.135624258, 9363211.254413983, 1e-8), (0.5, 45, 5626927.267732603, 78451.220367954, 1e-7),
      (85, 170, 96859.156301250, 10551979.161349481, 1e-8), (-40, 55, 4708940.092073856, -6175533.007607213, 2e-8),
    ] {
      let p = try projection.forward(latitudeDegrees: latitude, longitudeDegrees: longitude)
      #expect(hypot(p.easting - easting, p.northing - northing) < tolerance, "\(latitude) \(longitude): \(p)")
      // The other series back; 10⁻¹³ degrees are 10 nm.
      let q = try projection.inverse(northing: northing, easting: easting)
      #expect(abs(q.latitudeDegrees - latitude) < 5e-13 && abs(q.longitudeDegrees - longitude) < 5e-13 / cos(latitude.radians))
    }
    // Convergence and scale from the same command: 22.305367055230445°, 1.443932972581111.
    let p = try projection.forward(latitudeDegrees: 20, longitudeDegrees: 50)
    #expect(abs(p.convergence.degrees - 22.305367055230445) < 1e-11 && abs(p.scale - 1.443932972581111) < 1e-12)
  }

  /// On a sphere: E = R artanh(cos φ sin λ), N = R arctan(tan φ / cos λ), in the quadrant of cos λ.
  @Test func closedFormOnASphere() throws {
    let sphere = try Ellipsoid(semiMajorAxis: 6_400_000, inverseFlattening: .infinity)
    let projection = ExtendedTransverseMercator(TransverseMercator(ellipsoid: sphere, centralMeridianDegrees: 0, falseEasting: 0))
    for (latitude, longitude) in [(10.0, 20.0), (-30, 100), (60, 170), (0.01, 89), (0.01, 91), (-45, -135), (5, 175)] {
      let (phi, lambda) = (latitude.radians, longitude.radians)
      let p = try projection.forward(latitudeDegrees: latitude, longitudeDegrees: longitude)
      // Rounding of the angles and of the closed form itself, which near the equator loses digits as 1 − cos φ sin λ does; magnified by the scale.
      let tolerance = 3e-8 * p.scale
      #expect(abs(p.easting - 6_400_000 * atanh(cos(phi) * sin(lambda))) < tolerance)
      #expect(abs(p.northing - 6_400_000 * atan2(tan(phi), cos(lambda))) < tolerance)
      let q = try projection.inverse(northing: p.northing, easting: p.easting)
      #expect(abs(q.latitudeDegrees - latitude) < 1e-12 && abs(q.longitudeDegrees - longitude) < 1e-12)
    }
  }

  /// Near the meridian it is the projection of surveys, bit for bit; beyond 1.2 k₀A it refuses, and the projection of surveys beyond 0.6 k₀A.
  @Test func limits() throws {
    let near = TransverseMercator(ellipsoid: .cgcs2000, centralMeridianDegrees: 111)
    let far = ExtendedTransverseMercator(near)
    #expect(try far.forward(latitudeDegrees: 28, longitudeDegrees: 112.5) == near.forward(latitudeDegrees: 28, longitudeDegrees: 112.5))
    #expect(throws: CoordinateError.self) { try near.forward(latitudeDegrees: 10, longitudeDegrees: 151) }
    #expect(try far.forward(latitudeDegrees: 10, longitudeDegrees: 151).easting > 4_500_000)
    #expect(throws: CoordinateError.self) { try far.forward(latitudeDegrees: 1, longitudeDegrees: 190) }
    #expect(throws: CoordinateError.self) { try far.inverse(northing: 0, easting: 9_000_000) }
    #expect(throws: CoordinateError.notFinite) { try far.inverse(northing: .nan, easting: 0) }
  }
}
