import Testing

@testable import Geodesy

/// Velocities of stations, which are invented, and between them.
@Suite("Station velocities") struct StationVelocitiesTests {
  static func table(reach: Double) -> StationVelocities {
    func station(_ latitude: Double, _ longitude: Double, _ east: Double) -> StationVelocities.Station {
      StationVelocities.Station(latitudeDegrees: latitude, longitudeDegrees: longitude, east_mm: east, north_mm: -10, up_mm: 1)
    }
    return StationVelocities(
      name: "invented", frame: .itrf2014, reach: reach,
      stations: [station(28, 112, 30), station(28, 113, 34), station(28.866, 112.5, 32), station(40, 100, 99)])
  }

  static func east(_ table: StationVelocities, _ latitude: Double, _ longitude: Double) throws -> Double {
    try table.localVelocity(latitude: latitude.radians, longitude: longitude.radians).east * 1000
  }

  @Test func atAndBetween() throws {
    let table = Self.table(reach: 120_000)
    // Within a kilometre of a station, 0.009° of latitude.
    #expect(try Self.east(table, 28.008, 112) == 30)
    // On the line half-way between two, the third at twice their distance in the north: weights 1, 1 and about ¼ of 30, 34 and 32 make 32 again.
    #expect(abs(try Self.east(table, 28.01, 112.5) - 32) < 1e-9)
    let v = try table.localVelocity(latitude: 28.3.radians, longitude: 112.5.radians)
    #expect(abs(v.north + 0.01) < 1e-15 && abs(v.up - 0.001) < 1e-15)
    // Nearer to the first its weight grows.
    #expect(try Self.east(table, 28.1, 112.2) < 31)
  }

  @Test func nothingIsExtrapolated() {
    for (latitude, longitude) in [(27.9, 112.5), (29.5, 112.5), (28.3, 111.9), (40.1, 100), (0, 0)] {
      #expect(throws: CoordinateError.noVelocity) { try Self.east(Self.table(reach: 120_000), latitude, Double(longitude)) }
    }
    #expect(throws: CoordinateError.noVelocity) { try Self.east(Self.table(reach: 0), 28.3, 112.5) }
    #expect(throws: CoordinateError.notFinite) { try Self.east(Self.table(reach: 0), .nan, 112.5) }
    #expect((try? Self.east(Self.table(reach: 0), 28, 113)) == 34)
  }

  /// Through a change of epoch: both directions of time, and batches with a point that has no velocity.
  @Test func throughFrames() throws {
    let change = FrameChange(from: .itrf2014, to: .itrf97, motion: Self.table(reach: 120_000))
    let inside = try Ellipsoid.grs80.geocentric(GeodeticPosition(latitudeDegrees: 28.3, longitudeDegrees: 112.5, ellipsoidalHeight: 50))
    let outside = try Ellipsoid.grs80.geocentric(GeodeticPosition(latitudeDegrees: 20, longitudeDegrees: 112.5, ellipsoidalHeight: 50))
    let there = try change.apply(inside, from: 2025, to: 2000)
    let back = try FrameChange(from: .itrf97, to: .itrf2014, motion: Self.table(reach: 120_000)).apply(there, from: 2000, to: 2025)
    // The velocity changes by 4 mm a year over 100 km: over 0.8 m of way and 25 years by 10⁻⁶ m.
    #expect(abs(back.x - inside.x) < 2e-6 && abs(back.y - inside.y) < 2e-6 && abs(back.z - inside.z) < 2e-6)
    #expect(throws: CoordinateError.noVelocity) { try change.apply(outside, from: 2025, to: 2000) }
    var (x, y, z) = ([outside.x, inside.x], [outside.y, inside.y], [outside.z, inside.z])
    FrameTests.apply(change, &x, &y, &z, [2025, 2025])
    #expect(x[0].isNaN && x[1] == there.x && y[1] == there.y && z[1] == there.z)
  }
}
