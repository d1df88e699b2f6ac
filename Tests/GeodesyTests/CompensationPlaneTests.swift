import Testing

@testable import Geodesy

/// Compensation planes against their definitions, at an invented place.
@Suite("Compensation planes")
struct CompensationPlaneTests {
  let base = GaussKruger(ellipsoid: .cgcs2000, centralMeridianDegrees: 113)
  let radius =
    (Ellipsoid.cgcs2000.meridianRadius(latitude: 28.2 * .pi / 180) * Ellipsoid.cgcs2000.primeVerticalRadius(latitude: 28.2 * .pi / 180))
    .squareRoot()

  @Test("scaling: (x − x₀)(1 + q) + x₀ about the chosen point")
  func scaled() throws {
    let plane = base.scaled(toHeight: 120, latitudeDegrees: 28.2, northing: 3_100_000, easting: 510_000)
    let q = 120 / radius
    for (b, l) in [(28.2, 113.0), (28.25, 113.3), (27.9, 112.6)] {
      let p = try base.forward(latitudeDegrees: b, longitudeDegrees: l)
      let s = try plane.forward(latitudeDegrees: b, longitudeDegrees: l)
      // Two roundings of numbers of 3·10⁶.
      #expect(abs(s.northing - (3_100_000 + (p.northing - 3_100_000) * (1 + q))) < 2e-9)
      #expect(abs(s.easting - (510_000 + (p.easting - 510_000) * (1 + q))) < 2e-9)
      #expect(abs(s.scale / p.scale - 1 - q) < 1e-15)
    }
    // By default the central meridian and the latitude of reference stay.
    let still = base.scaled(toHeight: 120, latitudeDegrees: 28.2)
    let (p, s) = (
      try base.forward(latitudeDegrees: 28.2, longitudeDegrees: 113), try still.forward(latitudeDegrees: 28.2, longitudeDegrees: 113)
    )
    #expect(abs(p.northing - s.northing) < 2e-9 && s.easting == 500_000)
  }

  @Test("a larger ellipsoid: the projection of the same latitude on it")
  func enlarged() throws {
    let plane = base.enlarged(toHeight: 120, latitudeDegrees: 28.2)
    let s = 28.2 * Double.pi / 180
    let w = Ellipsoid.cgcs2000.semiMajorAxis / Ellipsoid.cgcs2000.primeVerticalRadius(latitude: s)
    let larger = try Ellipsoid(semiMajorAxis: 6_378_137 + 120 * w, inverseFlattening: Ellipsoid.cgcs2000.inverseFlattening)
    let direct = GaussKruger(ellipsoid: larger, centralMeridianDegrees: 113)
    let p = try plane.forward(latitudeDegrees: 28.25, longitudeDegrees: 113.3)
    let q = try direct.forward(latitudeDegrees: 28.25, longitudeDegrees: 113.3)
    #expect(abs(p.northing - q.northing) < 3e-9 && abs(p.easting - q.easting) < 3e-9)
    #expect(abs(larger.primeVerticalRadius(latitude: s) - Ellipsoid.cgcs2000.primeVerticalRadius(latitude: s) - 120) < 2e-9)
  }

  @Test("a moved ellipsoid: the point of reference keeps its coordinates, lengths around it grow by h₀/R, and back")
  func moved() throws {
    let plane = try base.moved(toHeight: 120, latitudeDegrees: 28.2, longitudeDegrees: 113)
    let (p, q) = (
      try base.forward(latitudeDegrees: 28.2, longitudeDegrees: 113), try plane.forward(latitudeDegrees: 28.2, longitudeDegrees: 113)
    )
    #expect(abs(p.northing - q.northing) < 4e-9 && abs(p.easting - q.easting) < 4e-9)
    let north = try plane.forward(latitudeDegrees: 28.21, longitudeDegrees: 113).northing - q.northing
    let plain = try base.forward(latitudeDegrees: 28.21, longitudeDegrees: 113).northing - p.northing
    // Along the meridian by h₀/M.
    #expect(abs(north / plain - 1 - 120 / Ellipsoid.cgcs2000.meridianRadius(latitude: 28.205 * .pi / 180)) < 1e-9)
    for (b, l) in [(28.2, 113.0), (28.9, 113.4), (27, 112), (30, 114.5)] {
      let there = try plane.forward(latitudeDegrees: b, longitudeDegrees: l)
      let back = try plane.inverse(northing: there.northing, easting: there.easting)
      #expect(abs(back.latitudeDegrees - b) < 3e-14 * 4 && abs(back.longitudeDegrees - l) < 3e-14 * 8)
    }
    // The three differ, by more than a centimetre 20 km away and less than a metre.
    let scaled = base.scaled(toHeight: 120, latitudeDegrees: 28.2)
    let enlarged = base.enlarged(toHeight: 120, latitudeDegrees: 28.2)
    func at(_ projection: GaussKruger) throws -> Double { try projection.forward(latitudeDegrees: 28.4, longitudeDegrees: 113.2).northing }
    #expect(try abs(at(scaled) - at(enlarged)) > 0.01)
    #expect(try abs(at(scaled) - at(plane)) < 1)
  }
}
