import Geodesy
import GridFiles
import RecordedData
import Testing

/// Offsets and velocities in GeoTIFF: invented grids. Rows in the file run from the north, columns from the west.
@Suite struct OffsetGridsTests {
  static func image(
    _ bands: [[Float]], west: Double = 110, north: Double = 22, step: Double = 1, columns: Int = 3, rows: Int = 3,
    items: [(name: String, value: String)], names: [(description: String, unit: String)]
  ) -> TIFF.Content {
    TIFF.Content(
      width: columns, height: rows, bands: bands, origin: SIMD2(west, north), step: SIMD2(step, step), items: items, bandNames: names)
  }

  static func nodes(_ rows: Int = 3, _ columns: Int = 3, _ value: (Int, Int) -> Float) -> [Float] {
    (0..<(rows * columns)).map { value($0 / columns, $0 % columns) }
  }

  /// Latitude 1″ + row, longitude 2″ + column, height 0.5 m: linear, so that both interpolations give it exactly.
  static func threeDimensional(_ units: (String, Float) = ("arc-second", 1)) -> TIFF.Content {
    image(
      [
        nodes { row, _ in (1 + Float(row)) * units.1 }, nodes { _, column in (2 + Float(column)) * units.1 }, nodes { _, _ in 0.5 },
      ], items: [("TYPE", "GEOGRAPHIC_3D_OFFSET"), ("interpolation_method", "biquadratic")],
      names: [("latitude_offset", units.0), ("longitude_offset", units.0), ("ellipsoidal_height_offset", "metre")])
  }

  @Test(arguments: [("arc-second", Float(1)), ("degree", Float(1.0 / 3600)), ("radian", Float(Double.pi / 648_000))] as [(String, Float)])
  func positionsAndHeights(_ unit: String, _ size: Float) throws {
    let bytes = try #require(TIFF.write([Self.threeDimensional((unit, size))]))
    let isTIFF = TIFF.isTIFF(bytes.span.bytes)
    #expect(isTIFF)
    for method in [nil, GridInterpolation.bilinear] {
      let set = try OffsetGrids.read(bytes.span.bytes, interpolation: method)
      #expect(set.hasHorizontal && set.shiftsHeight && !set.isProjected)
      let p = GeodeticPosition(latitudeDegrees: 20.5, longitudeDegrees: 111.25, ellipsoidalHeight: 10)
      let q = try set.forward(p)
      // One and a half rows from the north, one and a quarter column from the west; f32 keeps seven digits.
      #expect(abs((q.latitudeDegrees - 20.5) * 3600 - 2.5) < 2e-6 && abs((q.longitudeDegrees - 111.25) * 3600 - 3.25) < 2e-6)
      #expect(q.ellipsoidalHeight == 10.5)
      let back = try set.inverse(q)
      #expect(abs(back.latitude - p.latitude) < 1e-13 && abs(back.longitude - p.longitude) < 1e-13 && back.ellipsoidalHeight == 10)
      #expect(throws: CoordinateError.outsideGrid) { try set.forward(GeodeticPosition(latitudeDegrees: 22.1, longitudeDegrees: 111)) }
    }
  }

  /// A sub-grid with 10″ more by its name, and one by its place; longitudes west positive, said once.
  @Test(arguments: [true, false]) func subGrids(_ isNamed: Bool) throws {
    let names = [("latitude_offset", "arc-second"), ("longitude_offset", "arc-second")]
    func items(_ own: [(name: String, value: String)]) -> [(name: String, value: String)] { isNamed ? own : [] }
    let coarse = Self.image(
      [Self.nodes { _, _ in 1 }, Self.nodes { _, _ in -2 }],
      items: [("TYPE", "HORIZONTAL_OFFSET")] + items([("grid_name", "coarse")]), names: names)
    let fine = Self.image(
      [Self.nodes { _, _ in 11 }, Self.nodes { _, _ in -12 }], west: 110.5, north: 21.5, step: 0.25,
      items: items([("grid_name", "fine"), ("parent_grid_name", "coarse")]), names: names)
    let bytes = try #require(TIFF.write([coarse, fine]))
    let set = try OffsetGrids.read(bytes.span.bytes)
    func shift(_ latitude: Double, _ longitude: Double) throws -> (Double, Double) {
      let q = try set.forward(GeodeticPosition(latitudeDegrees: latitude, longitudeDegrees: longitude, ellipsoidalHeight: 3))
      #expect(q.ellipsoidalHeight == 3)
      return (((q.latitudeDegrees - latitude) * 3600).rounded(), ((q.longitudeDegrees - longitude) * 3600).rounded())
    }
    #expect(try shift(20.5, 111.5) == (1, -2) && shift(21.25, 110.75) == (11, -12))
    // The same turn of longitude.
    #expect(try shift(21.25, 110.75 - 360) == (11, -12))
  }

  /// A parent that is not in the file, a quantity of another kind, a unit that is none.
  @Test func refusals() throws {
    let names = [("latitude_offset", "arc-second"), ("longitude_offset", "arc-second")]
    let bands = [Self.nodes { _, _ in 1 }, Self.nodes { _, _ in 1 }]
    for image in [
      Self.image(bands, items: [("grid_name", "a"), ("parent_grid_name", "b")], names: names),
      Self.image(bands, items: [("TYPE", "VELOCITY")], names: names),
      Self.image(bands, items: [], names: [("latitude_offset", "furlong"), ("longitude_offset", "furlong")]),
      Self.image(bands, items: [], names: [("accuracy", "metre"), ("accuracy", "metre")]),
      Self.image([bands[0], Self.nodes { _, _ in 1e9 }], items: [], names: names),
      Self.image(bands, items: [("interpolation_method", "magic")], names: names),
    ] {
      let bytes = try #require(TIFF.write([image]))
      #expect(throws: GridFileError.self) { try OffsetGrids.read(bytes.span.bytes) }
      #expect(throws: GridFileError.self) { try VelocityLayer.read(bytes.span.bytes) }
    }
  }

  /// Where the nearest node changes, the parabola jumps: the place behind the jump has no place that leads to it, and the nearest stands for it.
  @Test func jumpOfTheParabola() throws {
    // 0 0 0 0.3 0.3: the parabolas about columns 1 and 2 differ by 0.019″ between them.
    let values: [Float] = [0, 0, 0, 0.3, 0.3]
    let bytes = try #require(
      TIFF.write([
        Self.image(
          [Self.nodes(5, 5) { _, _ in 0 }, Self.nodes(5, 5) { values[$1] }], columns: 5, rows: 5,
          items: [("TYPE", "HORIZONTAL_OFFSET"), ("interpolation_method", "biquadratic")],
          names: [("latitude_offset", "arc-second"), ("longitude_offset", "arc-second")])
      ]))
    let set = try OffsetGrids.read(bytes.span.bytes)
    let left = try set.forward(GeodeticPosition(latitudeDegrees: 20, longitudeDegrees: 111.5 - 1e-9))
    let right = try set.forward(GeodeticPosition(latitudeDegrees: 20, longitudeDegrees: 111.5 + 1e-9))
    let jump = (right.longitudeDegrees - left.longitudeDegrees) * 3600
    #expect(abs(jump) > 0.01)
    // A jump of half a metre is no rounding: refused.
    if jump > 0 {
      let between = GeodeticPosition(latitude: left.latitude, longitude: (left.longitude + right.longitude) / 2)
      #expect(throws: CoordinateError.notInvertible) { try set.inverse(between) }
    }
  }

  @Test func velocities() throws {
    let image = Self.image(
      [Self.nodes { _, column in 30 + Float(column) }, Self.nodes { row, _ in -10 - Float(row) }, Self.nodes { _, _ in 1 }],
      items: [("TYPE", "VELOCITY")],
      names: [("east_velocity", "millimetres per year"), ("north_velocity", "millimetres per year"), ("up_velocity", "metres per year")])
    var bytes = try #require(TIFF.write([image]))
    #expect(throws: GridFileError.self) { try OffsetGrids.read(bytes.span.bytes) }
    let layers = try VelocityLayer.read(bytes.span.bytes)
    let grid = VelocityGrid(name: "invented", frame: .itrf2014, layers: layers)
    let v = try grid.localVelocity(latitude: 20.5 * .pi / 180, longitude: 111.25 * .pi / 180)
    #expect(abs(v.east - 0.03125) < 1e-8 && abs(v.north + 0.0115) < 1e-8 && abs(v.up - 1) < 1e-8)
    bytes.removeLast(8)
    #expect(throws: GridFileError.self) { try VelocityLayer.read(bytes.span.bytes) }
  }
}
