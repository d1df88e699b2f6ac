import Geodesy
import Testing

@Suite struct GaussKrugerTests {
  /// Rule of GB/T 17798: 3° zones have central meridian 3n, 6° zones 6n − 3; the border belongs to the eastern zone.
  @Test func zonesFollowTheRule() {
    for (longitude, three, six) in [
      (112.95, 38, 19), (113.5, 38, 19), (112.5, 38, 19), (112.4999, 37, 19), (114.0, 38, 20), (0.0, 120, 1), (1.4, 120, 1), (1.5, 1, 1),
      (-0.1, 120, 60), (180, 60, 31), (-180, 60, 31), (359.9, 120, 60), (-1.6, 119, 60), (360, 120, 1),
    ] {
      #expect(GaussKrugerZone(.threeDegrees, containingLongitudeDegrees: longitude)?.number == three, "\(longitude)")
      #expect(GaussKrugerZone(.sixDegrees, containingLongitudeDegrees: longitude)?.number == six, "\(longitude)")
    }
    #expect(GaussKrugerZone(.threeDegrees, 38)?.centralMeridianDegrees == 114)
    #expect(GaussKrugerZone(.sixDegrees, 19)?.centralMeridianDegrees == 111)
    #expect(GaussKrugerZone(.threeDegrees, 120)?.centralMeridianDegrees == 0)
    #expect(GaussKrugerZone(.sixDegrees, 60)?.centralMeridianDegrees == -3)
    for number in [0, 121, -1] { #expect(GaussKrugerZone(.threeDegrees, number) == nil) }
    #expect(GaussKrugerZone(.sixDegrees, 61) == nil)
    #expect(GaussKrugerZone(.sixDegrees, containingLongitudeDegrees: .nan) == nil)
  }

  /// An invented point, projected with PROJ 9.1.1: `echo 28.2 112.95 | cs2cs EPSG:4490 EPSG:4547 -f %.6f`, and with 4526 and 4508.
  @Test func prefixIsPartOfTheEasting() throws {
    let zone = try #require(GaussKrugerZone(.threeDegrees, 38))
    let plain = try GaussKruger(ellipsoid: .cgcs2000, zone: zone, prefixed: false).forward(latitudeDegrees: 28.2, longitudeDegrees: 112.95)
    #expect(abs(plain.northing - 3_121_052.377641) < 1e-6 && abs(plain.easting - 396_908.137690) < 1e-6)
    let prefixed = GaussKruger(ellipsoid: .cgcs2000, zone: zone, prefixed: true)
    let point = try prefixed.forward(latitudeDegrees: 28.2, longitudeDegrees: 112.95)
    #expect(abs(point.easting - 38_396_908.137690) < 1e-6)
    let six = GaussKruger(ellipsoid: .cgcs2000, centralMeridianDegrees: 111)
    let wide = try six.forward(latitudeDegrees: 28.2, longitudeDegrees: 112.95)
    #expect(abs(wide.northing - 3_122_146.034456) < 1e-6 && abs(wide.easting - 691_470.945274) < 1e-6)
    let back = try prefixed.inverse(northing: point.northing, easting: point.easting)
    #expect(abs(back.latitudeDegrees - 28.2) < 1e-13 && abs(back.longitudeDegrees - 112.95) < 1e-13)
  }

  @Test func refusesAnotherZonesEasting() throws {
    let zone = try #require(GaussKrugerZone(.threeDegrees, 37))
    let prefixed = GaussKruger(ellipsoid: .cgcs2000, zone: zone, prefixed: true)
    let plain = GaussKruger(ellipsoid: .cgcs2000, zone: zone, prefixed: false)
    #expect(throws: CoordinateError.zonePrefix(easting: 38_396_908, expected: 37)) {
      try prefixed.inverse(northing: 3_121_052, easting: 38_396_908)
    }
    #expect(throws: CoordinateError.zonePrefix(easting: 396_908, expected: 37)) {
      try prefixed.inverse(northing: 3_121_052, easting: 396_908)
    }
    #expect(throws: CoordinateError.zonePrefix(easting: 37_396_908, expected: nil)) {
      try plain.inverse(northing: 3_121_052, easting: 37_396_908)
    }
    #expect(throws: CoordinateError.zonePrefix(easting: 3_121_052, expected: nil)) {
      try plain.inverse(northing: 9_396_908, easting: 3_121_052)
    }
    // A point whose easting would run into the next million.
    #expect(throws: CoordinateError.self) { try prefixed.forward(latitudeDegrees: 0, longitudeDegrees: 116) }
    #expect(throws: CoordinateError.self) { try prefixed.forward(latitudeDegrees: 111, longitudeDegrees: 28) }
    for degrees in [112.95, 112.9, 95.3] {  // 112.9 and 95.3 do not survive the way to radians and back
      #expect(throws: CoordinateError.latitudeOutOfRange(degrees: degrees)) {
        try plain.forward(latitudeDegrees: degrees, longitudeDegrees: 28.2)
      }
    }
    #expect(throws: CoordinateError.notFinite) { try plain.forward(latitude: .nan, longitude: 0) }
    #expect(throws: CoordinateError.notFinite) { try plain.inverse(northing: 0, easting: .infinity) }
  }

  /// Invented points from the south of Hainan to the north of Heilongjiang: northing for easting is never taken for a point elsewhere.
  @Test(arguments: [2_000_000.0, 3_121_052, 5_900_000]) func refusesNorthingForEasting(northing: Double) throws {
    let zone = try #require(GaussKrugerZone(.threeDegrees, 37))
    for (projection, easting) in [
      (GaussKruger(ellipsoid: .cgcs2000, zone: zone, prefixed: false), 396_908.0),
      (GaussKruger(ellipsoid: .cgcs2000, zone: zone, prefixed: true), 37_396_908.0),
    ] {
      _ = try projection.inverse(northing: northing, easting: easting)
      let error = #expect(throws: CoordinateError.outsideProjection(northing: easting, easting: northing)) {
        try projection.inverse(northing: easting, easting: northing)
      }
      #expect(error?.description.contains("order of northing and easting") == true)
    }
    let utm = try #require(UTMZone(49, .north)).projection(ellipsoid: .cgcs2000)
    _ = try utm.inverse(northing: northing, easting: 396_908)
    #expect(throws: CoordinateError.outsideProjection(northing: 396_908, easting: northing)) {
      try utm.inverse(northing: 396_908, easting: northing)
    }
  }

  /// West of 90° E a latitude may be taken for a longitude; the point then lies far from every meridian of China.
  @Test func refusesLongitudeForLatitude() throws {
    let zone = try #require(GaussKrugerZone(.threeDegrees, 29))
    let plain = GaussKruger(ellipsoid: .cgcs2000, zone: zone, prefixed: false)
    _ = try plain.forward(latitudeDegrees: 38, longitudeDegrees: 76.5)
    #expect(throws: CoordinateError.tooFarFromCentralMeridian(centralMeridianDegrees: 87, limit: 1e6)) {
      try plain.forward(latitudeDegrees: 76.5, longitudeDegrees: 38)
    }
  }

  @Test func everyErrorIsASentence() {
    let errors: [CoordinateError] = [
      .notFinite, .latitudeOutOfRange(degrees: 95), .longitudeOutOfRange(degrees: 400),
      .tooFarFromCentralMeridian(centralMeridianDegrees: 114, limit: 5e5), .outsideProjection(northing: 1, easting: 2),
      .zonePrefix(easting: 3.8e7, expected: 37), .zonePrefix(easting: 3.8e7, expected: nil), .radiusOutOfRange(radius: 1),
      .heightOutOfRange(height: 1e9),
    ]
    #expect(Set(errors.map(\.description)).count == errors.count)
    #expect(errors[3].description.contains("500 km"))
  }

  @Test func utmZones() {
    #expect(UTMZone(49, .north)?.centralMeridianDegrees == 111)
    #expect(UTMZone(containingLatitudeDegrees: 28.2, longitudeDegrees: 112.95) == UTMZone(49, .north))
    #expect(UTMZone(containingLatitudeDegrees: -1, longitudeDegrees: -180) == UTMZone(1, .south))
    #expect(UTMZone(containingLatitudeDegrees: 1, longitudeDegrees: 180) == UTMZone(1, .north))
    #expect(UTMZone(0, .north) == nil && UTMZone(61, .north) == nil)
  }
}
