import Testing

@testable import BeiDouGrid

/// Parents, children, neighbours and covers, held against the definition: a partition of the globe.
@Suite("BeiDou grid cells")
struct GridCoverTests {
  func cell(_ latitude: Double, _ longitude: Double, _ level: GridLevel, _ height: Double? = nil) throws -> GridCell {
    let point = try GridPosition(latitudeDegrees: latitude, longitudeDegrees: longitude)
    return try height.map { try GridCell(containing: point, ellipsoidalHeight: $0, level: level) }
      ?? GridCell(containing: point, level: level)
  }

  /// Places where things meet: equator, prime meridian, 180°, 88°, the poles; and Hunan.
  static let places: [(Double, Double)] = [
    (28.2, 112.95), (0, 0), (-1e-9, -1e-9), (0, 180), (10, -180), (10, 179.9999999), (87.9999999, 30), (88, -179.9), (-88.0000001, 59.99),
    (88.99, 100), (89.4, -130), (89.6, -1), (89.8, 130), (89.99, 33), (89.9999, -179.99), (89.99999, 1), (90, 0), (-90, 0),
    (-89.99999999, 140),
  ]

  @Test("code and cell: every cell comes back from its code, and its centre lies in it", arguments: GridLevel.allCases)
  func roundTrip(level: GridLevel) throws {
    for (latitude, longitude) in Self.places {
      let flat = try cell(latitude, longitude, level)
      #expect(flat.code.utf8.count == level.codeLength)
      #expect(try GridCell(code: flat.code, threeDimensional: false) == flat)
      let center = flat.center
      #expect(try cell(center.latitudeDegrees, center.longitudeDegrees, level) == flat, "\(flat.code)")
      for height in [-6_302_000.0, -5, -1e-9, 0, 1e-9, 100, 8848.86, 35_786_000, 528_680_000] {
        let solid = try cell(latitude, longitude, level, height)
        #expect(solid.code.utf8.count == level.codeLength3D)
        #expect(try GridCell(code: solid.code, threeDimensional: true) == solid)
        let heights = try #require(solid.layer).heights
        #expect(heights.lower <= height + abs(height) * 1e-12 && height <= heights.upper + abs(height) * 1e-12)
      }
    }
  }

  @Test("children are a partition of their parent", arguments: GridLevel.allCases.dropLast())
  func children(level: GridLevel) throws {
    for (latitude, longitude) in Self.places {
      for height in [nil, 0.0, -0.001] as [Double?] {
        // The cap of level 1 and layers of level 1 have thousands of children: still few.
        let parent = try cell(latitude, longitude, level, height)
        let children = try #require(parent.children)
        var area = 0
        var codes: Set<String> = []
        var volume: Int128 = 0
        for child in children {
          #expect(child.parent == parent, "\(child.code) of \(parent.code)")
          codes.insert(child.code)
          area += child.width * child.height
          volume += Int128(child.width * child.height) * Int128(child.layer?.layers.count ?? 1)
        }
        #expect(codes.count == children.count)
        if height == nil { #expect(area == parent.width * parent.height) }
        #expect(volume == Int128(parent.width * parent.height) * Int128(parent.layer?.layers.count ?? 1))
      }
    }
    #expect(try cell(1, 1, .ten).children == nil && cell(1, 1, .one).parent == nil)
  }

  @Test("neighbours are mutual, touch, and are found by stepping over each border", arguments: GridLevel.allCases)
  func neighbours(level: GridLevel) throws {
    for (latitude, longitude) in Self.places {
      let middle = try cell(latitude, longitude, level)
      let neighbours = middle.neighbours
      #expect(Set(neighbours.map(\.cell)).count == neighbours.count)
      if !middle.isPolar, middle.neighbours.allSatisfy({ !$0.cell.isPolar }) {
        #expect(neighbours.map(\.direction.name) == ["NW", "N", "NE", "W", "E", "SW", "S", "SE"])
      }
      for (direction, cell) in neighbours {
        #expect(cell != middle && cell.level == level)
        #expect(cell.neighbours.contains { $0.cell == middle }, "\(middle.code) and \(cell.code)")
        if direction.north > 0 { #expect(cell.y == middle.y + middle.height) }
        if direction.north < 0 { #expect(cell.y + cell.height == middle.y) }
      }
    }
  }

  @Test("neighbours across zone, hemisphere and 180°, and in height")
  func crossings() throws {
    func names(_ code: String) throws -> [String: String] {
      Dictionary(
        uniqueKeysWithValues: try GridCell(code: code, threeDimensional: false).neighbours.map { ($0.direction.name, $0.cell.code) })
    }
    // The zone's edge east, the equator, the prime meridian, 180°; each by the rule of the levels.
    #expect(try names("N49HB0")["E"] == "N50H00" && names("N49HB0")["S"] == "N49GB7")
    #expect(try names("N31A00")["SW"] == "S30A00" && names("N31A00")["W"] == "N30A00" && names("N31A00")["S"] == "S31A00")
    #expect(try names("N60A")["E"] == "N01A" && names("N01A")["W"] == "N60A" && names("S01A")["NW"] == "N60A")
    // The example of Annex C.5, east of N50J47539B8.
    #expect(try names("N50J47539B8")["E"] == "N50J47539C8")
    let solid = try cell(28.2, 112.95, .eight, 0).neighbours
    #expect(solid.count == 26 && solid.first?.direction.name == "NWU" && solid.contains { $0.direction.name == "D" })
    // Level 10 has no layer 0 below the ellipsoid; level 9 has one.
    let under = try #require(try cell(28.2, 112.95, .ten, 0).neighbours.first { $0.direction.name == "D" }).cell
    #expect(under.layer == GridLayer(isBelow: true, index: 1, level: .ten))
    #expect(try cell(28.2, 112.95, .nine, 0).layer?.below == GridLayer(isBelow: true, index: 0, level: .nine))
    // Around the pole: three sectors at level 3, fourteen or eight at finer ones.
    #expect(try cell(90, 0, .two).neighbours.count == 3 && cell(-90, 0, .three).neighbours.count == 3)
    #expect(try cell(90, 0, .four).neighbours.count == 15 && cell(90, 0, .ten).neighbours.count == 8)
  }

  @Test("a box: every cell meets it, none is missing, the count is known before")
  func boxes() throws {
    func angle(_ degrees: Double) throws -> GridAngle { try #require(GridAngle(degrees: degrees)) }
    func cover(_ s: Double, _ w: Double, _ n: Double, _ e: Double, _ level: GridLevel, _ heights: ClosedRange<Double>? = nil) throws
      -> GridCover
    {
      try GridCover(south: angle(s), west: angle(w), north: angle(n), east: angle(e), ellipsoidalHeights: heights, level: level)
    }
    var random = SplitMix(state: 7)
    func between(_ a: Double, _ b: Double) -> Double { .random(in: a...b, using: &random) }
    for level in GridLevel.allCases {
      let size = 40 / Double(GridUnits.degree) * Double(GridUnits.heights[level.rawValue])
      for (latitude, longitude) in Self.places {
        let (s, w) = (max(-90, latitude - between(0, size / 8)), longitude - between(0, size / 8))
        let (n, e) = (min(90, latitude + between(0, size / 8)), longitude + between(0, size / 8))
        let east = e > 180 ? e - 360 : e
        let box = try cover(s, w < -180 ? w + 360 : w, n, east, level)
        let cells = Array(box)
        #expect(box.count == cells.count && Set(cells).count == cells.count, "\(level) \(latitude) \(longitude)")
        let set = Set(cells)
        for _ in 0..<30 {
          let (p, l) = (between(s, n), between(w, e))
          #expect(set.contains(try cell(p, l, level)), "\(level) \(p) \(l)")
        }
        for cell in cells {
          let b = cell.bounds
          #expect(b.southDegrees < n && b.northDegrees > s || s == n || (s == -90 || n == 90))
        }
      }
    }
    // Exactly a cell is covered by itself.
    for code in ["N50J47539B8", "S30A00", "N31A00", "N01AB0"] {
      let cell = try GridCell(code: code, threeDimensional: false)
      let b = cell.unitBounds
      func exact(_ units: Int) throws -> GridAngle { try #require(GridAngle(isNegative: units < 0, units: abs(units), isExact: true)) }
      let box = try GridCover(south: exact(b.south), west: exact(b.west), north: exact(b.north), east: exact(b.east), level: cell.level)
      #expect(Array(box) == [cell])
    }
    #expect(try cover(-90, -180, 90, 180, .one).count == 60 * 44 + 2)
    #expect(Array(try cover(-90, -180, 90, 180, .one)).count == 60 * 44 + 2)
    // A point has one cell; heights make layers; a column of air over Changsha of the 1-m class.
    #expect(try cover(28.2, 112.95, 28.2, 112.95, .ten).count == 1)
    let air = try cover(28.2, 112.95, 28.2001, 112.9501, .eight, -3...120)
    let solid = Array(air)
    #expect(solid.count == air.count && Set(solid).count == solid.count)
    // 12 × 12 cells or one more either way; 0.958 m a layer: 4 below the ellipsoid, 126 above.
    #expect(solid.count % 130 == 0 && (144...169).contains(solid.count / 130), "\(solid.count)")
    #expect(throws: GridPositionError.self) { try cover(29, 112, 28, 113, .two) }
  }
}
