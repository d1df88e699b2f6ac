import Geodesy
import Testing

@testable import BeiDouGrid

/// Corridors against their definition: points beside the line by geodesics.
@Suite("BeiDou grid corridors")
struct GridCorridorTests {
  static let geodesic = Geodesic(.cgcs2000)

  /// Invented lines: a bend, a way back, across the equator and the prime meridian, across 180°, a single point, along a parallel.
  static let lines: [[(latitudeDegrees: Double, longitudeDegrees: Double)]] = [
    [(28.2, 112.9), (28.21, 112.92), (28.205, 112.93), (28.2049, 112.9)],
    [(0.002, 0.001), (-0.003, -0.002)], [(45, 179.995), (45.003, -179.995)], [(30, 110)], [(60, 100), (60, 100.05)],
    [(-41, -70), (-41.02, -70)],
  ]

  @Test("everything within half the width is covered, nothing much beyond is", arguments: lines.indices)
  func definition(index: Int) throws {
    let line = Self.lines[index]
    for (width, level) in [(40.0, GridLevel.seven), (300, .five), (2, .eight), (1000, .six), (5000, .four)] {
      if width == 2 && index == 0 { continue }  // a hundred thousand cells, and nothing new
      let corridor = try GridCorridor(along: line, width: width, level: level)
      let cells = Array(corridor)
      let set = Set(cells)
      #expect(set.count == cells.count && corridor.count(upTo: 10_000_000) == cells.count)
      #expect(corridor.count(upTo: 3) == min(cells.count, 4))
      var random = SplitMix(state: UInt64(index) + 1)
      for _ in 0..<300 {
        // A place on the line, and one beside it by less than half the width.
        let i = line.count == 1 ? 0 : Int.random(in: 0..<line.count - 1, using: &random)
        let (a, b) = (line[i], line[min(i + 1, line.count - 1)])
        let leg = try #require(
          Self.geodesic.inverse(
            latitude1Degrees: a.latitudeDegrees, longitude1Degrees: a.longitudeDegrees, latitude2Degrees: b.latitudeDegrees,
            longitude2Degrees: b.longitudeDegrees))
        let on = try #require(
          Self.geodesic.direct(
            latitudeDegrees: a.latitudeDegrees, longitudeDegrees: a.longitudeDegrees, azimuthDegrees: leg.azimuth1Degrees,
            distance: leg.distance * .random(in: 0...1, using: &random)))
        let beside = try #require(
          Self.geodesic.direct(
            latitudeDegrees: on.latitudeDegrees, longitudeDegrees: on.longitudeDegrees,
            azimuthDegrees: on.azimuthDegrees + (Bool.random(using: &random) ? 90 : -90), distance: width / 2 * 0.99999))
        let point = try GridPosition(latitudeDegrees: beside.latitudeDegrees, longitudeDegrees: beside.longitudeDegrees)
        #expect(set.contains(GridCell(containing: point, level: level)), "\(width) \(level) \(beside)")
      }
      // A cell's nearest point is no further than its middle less half its diagonal.
      for cell in cells.prefix(50) {
        let (b, center) = (cell.bounds, cell.center)
        let diagonal = try #require(
          Self.geodesic.inverse(
            latitude1Degrees: b.southDegrees, longitude1Degrees: b.westDegrees, latitude2Degrees: b.northDegrees,
            longitude2Degrees: b.eastDegrees)
        ).distance
        var nearest = Double.infinity
        for i in 0..<max(1, line.count - 1) {
          let (p, q) = (line[i], line[min(i + 1, line.count - 1)])
          for step in 0...40 {
            let t = Double(step) / 40
            let east = p.longitudeDegrees + (q.longitudeDegrees - p.longitudeDegrees).remainder(dividingBy: 360) * t
            let found = try #require(
              Self.geodesic.inverse(
                latitude1Degrees: p.latitudeDegrees + (q.latitudeDegrees - p.latitudeDegrees) * t, longitude1Degrees: east,
                latitude2Degrees: center.latitudeDegrees, longitude2Degrees: center.longitudeDegrees))
            nearest = min(nearest, found.distance)
          }
        }
        // The samples are up to 150 m apart.
        #expect(nearest <= width / 2 * 1.002 + diagonal / 2 + 75, "\(cell.code)")
      }
    }
  }

  @Test("layers, and what is no corridor")
  func errors() throws {
    let flat = try GridCorridor(along: Self.lines[0], width: 20, level: .seven)
    let solid = try GridCorridor(along: Self.lines[0], width: 20, ellipsoidalHeights: 0...120, level: .seven)
    // 512 layers of 15 mm are 7.66 m: 120 m have 16 of them.
    #expect(solid.count(upTo: 10_000_000) == 16 * flat.count(upTo: 10_000_000))
    #expect(Array(solid.prefix(17)).map { $0.layer?.index }.last == 0)
    #expect(throws: GridCorridorError.noPoints) { try GridCorridor(along: [], width: 1, level: .one) }
    #expect(throws: GridCorridorError.self) { try GridCorridor(along: Self.lines[0], width: .nan, level: .one) }
    #expect(throws: GridCorridorError.point(1)) { try GridCorridor(along: [(0, 0), (89, 0)], width: 1, level: .one) }
    #expect(throws: GridCorridorError.self) { try GridCorridor(along: [(0, 0), (0, 90)], width: 1, level: .one) }
  }
}
