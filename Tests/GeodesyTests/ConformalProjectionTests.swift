import CPROJ
import Glibc
import Testing

@testable import Geodesy

/// Lambert, Mercator and oblique Mercator against the worked examples of EPSG guidance note 7-2 and against PROJ.
@Suite("Conformal projections")
struct ConformalProjectionTests {
  static func dms(_ d: Double, _ m: Double, _ s: Double) -> Double { d < 0 ? d - m / 60 - s / 3600 : d + m / 60 + s / 3600 }
  static let clarke1866 = (a: 6_378_206.4, rf: 294.978698213898)

  @Test("worked examples: to the centimetre that they print")
  func guidanceNote() throws {
    // 3.1.1.1, NAD27 / Texas South Central, in US survey feet of 12/39.37 m.
    let foot = 12 / 39.37
    let clarke = try Ellipsoid(semiMajorAxis: Self.clarke1866.a, inverseFlattening: Self.clarke1866.rf)
    let texas = try LambertConformalConic(
      ellipsoid: clarke, firstParallelDegrees: Self.dms(28, 23, 0), secondParallelDegrees: Self.dms(30, 17, 0),
      originLatitudeDegrees: Self.dms(27, 50, 0), centralMeridianDegrees: -99, falseEasting: 2_000_000 * foot)
    let t = try texas.forward(latitudeDegrees: 28.5, longitudeDegrees: -96)
    #expect(abs(t.easting / foot - 2_963_503.91) < 0.006 && abs(t.northing / foot - 254_759.80) < 0.006)
    // 3.1.1.2, JAD69 / Jamaica National Grid.
    let jamaica = try LambertConformalConic(
      ellipsoid: clarke, originLatitudeDegrees: 18, centralMeridianDegrees: -77, falseEasting: 250_000, falseNorthing: 150_000)
    let j = try jamaica.forward(latitudeDegrees: Self.dms(17, 55, 55.80), longitudeDegrees: Self.dms(-76, 56, 37.26))
    #expect(abs(j.easting - 255_966.58) < 0.006 && abs(j.northing - 142_493.51) < 0.006)
    // 3.2.1, Makassar / NEIEZ (variant A) and Pulkovo 1942 / Caspian Sea Mercator (variant B).
    let bessel = try Ellipsoid(semiMajorAxis: 6_377_397.155, inverseFlattening: 299.1528128)
    let makassar = Mercator(ellipsoid: bessel, centralMeridianDegrees: 110, scale: 0.997, falseEasting: 3_900_000, falseNorthing: 900_000)
    let m = try makassar.forward(latitudeDegrees: -3, longitudeDegrees: 120)
    #expect(abs(m.easting - 5_009_726.58) < 0.006 && abs(m.northing - 569_150.82) < 0.006)
    let caspian = Mercator(ellipsoid: .krassowsky1940, standardParallelDegrees: 42, centralMeridianDegrees: 51)
    let c = try caspian.forward(latitudeDegrees: 53, longitudeDegrees: 53)
    #expect(abs(c.easting - 165_704.29) < 0.006 && abs(c.northing - 5_171_848.07) < 0.006)
    // 3.2.4, Timbalai 1948 / RSO Borneo, variant B.
    let everest = try Ellipsoid(semiMajorAxis: 6_377_298.556, inverseFlattening: 300.8017)
    let borneo = try ObliqueMercator(
      ellipsoid: everest, centerLatitudeDegrees: 4, centerLongitudeDegrees: 115, azimuthDegrees: Self.dms(53, 18, 56.9537),
      rectifiedAngleDegrees: Self.dms(53, 7, 48.3685), scale: 0.99984, falseEasting: 590_476.87, falseNorthing: 442_857.65, variant: .center
    )
    let b = try borneo.forward(latitudeDegrees: Self.dms(5, 23, 14.1129), longitudeDegrees: Self.dms(115, 48, 19.8196))
    #expect(abs(b.easting - 679_245.73) < 0.006 && abs(b.northing - 596_562.78) < 0.006)
    let back = try borneo.inverse(northing: b.northing, easting: b.easting)
    #expect(abs(back.latitudeDegrees - Self.dms(5, 23, 14.1129)) < 1e-12 && abs(back.longitudeDegrees - Self.dms(115, 48, 19.8196)) < 1e-12)
  }

  /// One projection of ours beside PROJ's, with PROJ's numeric factors.
  private func compare(
    _ definition: String, latitudes: ClosedRange<Double>, longitudes: ClosedRange<Double>, tolerance: Double,
    forward: (Double, Double) throws -> ProjectedPoint, inverse: (Double, Double) throws -> UnprojectedPoint
  ) throws {
    let peer = try GeodesyPROJTests.Operation(definition)
    var random = SplitMix64(seed: 11)
    for _ in 0..<500 {
      let phi = Double.random(in: latitudes, using: &random) * .pi / 180
      let lambda = Double.random(in: longitudes, using: &random) * .pi / 180
      let point = try forward(phi, lambda)
      let theirs = peer(PJ_FWD, lambda, phi)
      #expect(abs(point.easting - theirs.0) <= tolerance && abs(point.northing - theirs.1) <= tolerance, "\(definition) \(phi) \(lambda)")
      let back = try inverse(point.northing, point.easting)
      #expect(abs(back.latitude - phi) * 6.4e6 <= tolerance && abs(back.longitude - lambda) * 6.4e6 * cos(phi) <= tolerance)
      // PROJ differentiates numerically: seven digits.
      let factors = proj_factors(peer.handle, proj_coord(lambda, phi, 0, 0))
      #expect(abs(point.scale / factors.meridional_scale - 1) < 1e-6 && abs(back.scale - point.scale) < 1e-12)
      #expect(abs(point.convergence - factors.meridian_convergence) < 1e-6 && abs(back.convergence - point.convergence) < 1e-12)
    }
  }

  @Test("against PROJ, there and back, with convergence and scale")
  func peers() throws {
    // 10 nm: PROJ's own error is of that size; 30 nm for the oblique one, which passes through a logarithm of the skew grid.
    let cone = try LambertConformalConic(
      ellipsoid: .grs80, firstParallelDegrees: 25, secondParallelDegrees: 47, originLatitudeDegrees: 0, centralMeridianDegrees: 105)
    try compare(
      "+proj=lcc +lat_1=25 +lat_2=47 +lat_0=0 +lon_0=105 +ellps=GRS80", latitudes: 15...55, longitudes: 73...135, tolerance: 10e-9,
      forward: { try cone.forward(latitude: $0, longitude: $1) }, inverse: { try cone.inverse(northing: $0, easting: $1) })
    let south = try LambertConformalConic(ellipsoid: .grs80, originLatitudeDegrees: -33, centralMeridianDegrees: 20, scale: 0.999)
    try compare(
      "+proj=lcc +lat_1=-33 +lat_0=-33 +k_0=0.999 +lon_0=20 +ellps=GRS80", latitudes: -45...(-20), longitudes: 10...30, tolerance: 10e-9,
      forward: { try south.forward(latitude: $0, longitude: $1) }, inverse: { try south.inverse(northing: $0, easting: $1) })
    let mercator = Mercator(ellipsoid: .wgs84, standardParallelDegrees: 30, centralMeridianDegrees: 110)
    try compare(
      "+proj=merc +lat_ts=30 +lon_0=110 +ellps=WGS84", latitudes: -70...70, longitudes: 60...160, tolerance: 10e-9,
      forward: { try mercator.forward(latitude: $0, longitude: $1) }, inverse: { try mercator.inverse(northing: $0, easting: $1) })
    for (variant, flag) in [(ObliqueMercator.Variant.center, ""), (.naturalOrigin, " +no_uoff")] {
      let oblique = try ObliqueMercator(
        ellipsoid: .grs80, centerLatitudeDegrees: 28, centerLongitudeDegrees: 112, azimuthDegrees: 40, rectifiedAngleDegrees: 38,
        scale: 0.9999,
        falseEasting: 500_000, falseNorthing: 1000, variant: variant)
      try compare(
        "+proj=omerc +lat_0=28 +lonc=112 +alpha=40 +gamma=38 +k_0=0.9999 +x_0=500000 +y_0=1000 +ellps=GRS80" + flag, latitudes: 22...34,
        longitudes: 106...118, tolerance: 30e-9, forward: { try oblique.forward(latitude: $0, longitude: $1) },
        inverse: { try oblique.inverse(northing: $0, easting: $1) })
    }
  }

  @Test("poles, apex, and what lies outside")
  func edges() throws {
    let cone = try LambertConformalConic(ellipsoid: .grs80, originLatitudeDegrees: 40, centralMeridianDegrees: 100)
    let apex = try cone.forward(latitudeDegrees: 90, longitudeDegrees: 130)
    #expect(abs(try cone.inverse(northing: apex.northing, easting: apex.easting).latitudeDegrees - 90) < 1e-6)
    #expect(throws: CoordinateError.self) { try cone.forward(latitudeDegrees: -90, longitudeDegrees: 100) }
    #expect(throws: CoordinateError.self) {
      try LambertConformalConic(ellipsoid: .grs80, originLatitudeDegrees: 0, centralMeridianDegrees: 100)
    }
    #expect(throws: CoordinateError.self) {
      try LambertConformalConic(
        ellipsoid: .grs80, firstParallelDegrees: 30, secondParallelDegrees: -30, originLatitudeDegrees: 0, centralMeridianDegrees: 0)
    }
    let mercator = Mercator(ellipsoid: .grs80, centralMeridianDegrees: 0)
    #expect(throws: CoordinateError.self) { try mercator.forward(latitudeDegrees: 90, longitudeDegrees: 0) }
    #expect(throws: CoordinateError.self) { try mercator.inverse(northing: 1e9, easting: 0) }
    #expect(throws: CoordinateError.notFinite) { try cone.inverse(northing: .nan, easting: 0) }
  }

  /// Northings from 40-digit arithmetic (mpmath), GRS 80. A latitude in radians is rounded by 1.1·10⁻¹⁶, which k, 1150 and 573 000, magnifies.
  @Test("Mercator near the pole: what the rounding of the latitude leaves")
  func mercatorNearThePole() throws {
    let mercator = Mercator(ellipsoid: .grs80, centralMeridianDegrees: 0)
    for (latitude, northing, tolerance) in [(89.95, 49_305_531.000944865, 2e-6), (89.9999, 88_943_153.242391004, 1e-3)] {
      let p = try mercator.forward(latitudeDegrees: latitude, longitudeDegrees: 1)
      #expect(abs(p.northing - northing) < tolerance, "\(latitude)")
      let q = try mercator.inverse(northing: northing, easting: 0)
      #expect(abs(q.latitudeDegrees - latitude) < 2e-14)
    }
    #expect(throws: CoordinateError.latitudeOutOfRange(degrees: 90)) { try mercator.forward(latitudeDegrees: 90, longitudeDegrees: 0) }
    #expect(throws: CoordinateError.latitudeOutOfRange(degrees: -90)) { try mercator.forward(latitudeDegrees: -90, longitudeDegrees: 0) }
    // Beyond the northings of all doubles below the pole.
    #expect(throws: CoordinateError.self) { try mercator.inverse(northing: 2.5e8, easting: 0) }
  }

  /// Values from 40-digit arithmetic (mpmath), GRS 80, standard parallels 0.5° and 2°. The cone is 3·10⁸ m long there: a unit in the last place of it
  /// is 60 nm. With the quotient of the radii the cone constant lost four digits and the points 0.1 mm.
  @Test("Lambert with parallels near the equator")
  func lambertNearTheEquator() throws {
    let lambert = try LambertConformalConic(
      ellipsoid: .grs80, firstParallelDegrees: 0.5, secondParallelDegrees: 2, originLatitudeDegrees: 0, centralMeridianDegrees: 0)
    for (latitude, longitude, easting, northing) in [
      (1.0, 2.0, 222_588.43973596847682, 110_660.53387080006483), (-1, 2, 222_756.87970027877264, -110_532.79766087735341),
      (1, -2, -222_588.43973596847682, 110_660.53387080006483), (40, 30, 3_285_197.2197164925882, 4_818_143.5800619519976),
    ] {
      let p = try lambert.forward(latitudeDegrees: latitude, longitudeDegrees: longitude)
      #expect(abs(p.easting - easting) < 5e-7 && abs(p.northing - northing) < 5e-7, "\(latitude) \(longitude): \(p)")
      let q = try lambert.inverse(northing: northing, easting: easting)
      #expect(abs(q.latitudeDegrees - latitude) < 5e-12 && abs(q.longitudeDegrees - longitude) < 5e-12)
    }
  }
}
