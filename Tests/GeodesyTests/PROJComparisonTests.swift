import CPROJ
import Geodesy
import Glibc
import Testing

/// Our results beside PROJ's on random points; they share no code.
@Suite struct GeodesyPROJTests {
  /// One PROJ operation.
  final class Operation {
    let handle: OpaquePointer
    init(_ definition: String) throws { handle = try #require(proj_create(nil, definition)) }
    deinit { proj_destroy(handle) }
    func callAsFunction(_ direction: PJ_DIRECTION, _ a: Double, _ b: Double, _ c: Double = 0) -> (Double, Double, Double) {
      let result = proj_trans(handle, direction, proj_coord(a, b, c, 0))
      return (result.xyz.x, result.xyz.y, result.xyz.z)
    }
  }

  static let ellipsoids: [(Ellipsoid, String)] = [
    (.cgcs2000, "+ellps=GRS80"), (.wgs84, "+ellps=WGS84"), (.krassowsky1940, "+ellps=krass"),
    (.iag1975, "+ellps=IAU76 +a=6378140 +rf=298.257"),
  ]

  /// PROJ's own error within ±3.5° is 3 nm against 40-digit values, ours 2 nm, and its longitude in radians loses another 1.4 nm.
  @Test(arguments: [0, 1, 2, 3]) func gaussKrueger(index: Int) throws {
    let (ellipsoid, definition) = Self.ellipsoids[index]
    let peer = try Operation("+proj=etmerc +lon_0=111 +x_0=500000 \(definition)")
    let projection = GaussKruger(ellipsoid: ellipsoid, centralMeridianDegrees: 111)
    var random = SplitMix64(seed: 1)
    for _ in 0..<2000 {
      let latitude = Double.random(in: -1.57...1.57, using: &random)
      let longitude = (111 + Double.random(in: -3.5...3.5, using: &random)) * .pi / 180
      let point = try projection.forward(latitude: latitude, longitude: longitude)
      let theirs = peer(PJ_FWD, longitude, latitude)
      #expect(abs(point.easting - theirs.0) <= 8e-9 && abs(point.northing - theirs.1) <= 8e-9)
      let back = try projection.inverse(northing: point.northing, easting: point.easting)
      let theirBack = peer(PJ_INV, point.easting, point.northing)
      #expect(6.4e6 * abs(back.latitude - theirBack.1) <= 8e-9)
      #expect(6.4e6 * cos(latitude) * abs(back.longitude - theirBack.0) <= 8e-9)
    }
  }

  /// Scale, false northing and convergence; PROJ differentiates numerically for the last two, to about 10⁻⁹.
  @Test func utmWithFactors() throws {
    let peer = try Operation("+proj=utm +zone=49 +south +ellps=WGS84")
    let projection = try #require(UTMZone(49, .south)).projection(ellipsoid: .wgs84)
    var random = SplitMix64(seed: 2)
    for _ in 0..<500 {
      let latitude = Double.random(in: -1.4...0, using: &random)
      let longitude = (111 + Double.random(in: -3.5...3.5, using: &random)) * .pi / 180
      let point = try projection.forward(latitude: latitude, longitude: longitude)
      let theirs = peer(PJ_FWD, longitude, latitude)
      #expect(abs(point.easting - theirs.0) <= 8e-9 && abs(point.northing - theirs.1) <= 8e-9)
      let factors = proj_factors(peer.handle, proj_coord(longitude, latitude, 0, 0))
      #expect(abs(factors.meridian_convergence - point.convergence) <= 1e-8)
      #expect(abs(factors.meridional_scale - point.scale) <= 1e-8)
    }
  }

  /// PROJ's geodetic → geocentric is good to 2 nm at the surface; its inverse, a single step of Bowring's
  /// iteration, is up to 1.5 µm off (as 40-digit arithmetic on that step shows), so no more agreement is asked.
  @Test(arguments: [0, 1, 2, 3]) func geocentric(index: Int) throws {
    let (ellipsoid, definition) = Self.ellipsoids[index]
    let peer = try Operation("+proj=cart \(definition)")
    var random = SplitMix64(seed: 3)
    for _ in 0..<2000 {
      let latitude = Double.random(in: -.pi / 2...(.pi / 2), using: &random)
      let longitude = Double.random(in: -.pi...(.pi), using: &random)
      let height = Double.random(in: -1000...9000, using: &random)
      let point = try ellipsoid.geocentric(GeodeticPosition(latitude: latitude, longitude: longitude, ellipsoidalHeight: height))
      let theirs = peer(PJ_FWD, longitude, latitude, height)
      #expect(max(abs(point.x - theirs.0), abs(point.y - theirs.1), abs(point.z - theirs.2)) <= 4e-9)
      let back = try ellipsoid.geodetic(point)
      let theirBack = peer(PJ_INV, point.x, point.y, point.z)
      #expect(6.4e6 * abs(back.latitude - theirBack.1) <= 2e-6 && abs(back.ellipsoidalHeight - theirBack.2) <= 2e-6)
    }
  }
}
