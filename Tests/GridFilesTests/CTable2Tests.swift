import Geodesy
import GridFiles
import RecordedData
import Testing

/// CTable2 and NTv1: invented grids laid out as the formats say; published files of PROJ's tests where they are at hand.
@Suite struct CTable2Tests {
  static func little<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] { withUnsafeBytes(of: value.littleEndian) { Array($0) } }
  static func big<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] { withUnsafeBytes(of: value.bigEndian) { Array($0) } }

  /// Three columns and two rows from 110° E, 20° N, steps of 1° and 0.5°.
  static func ctable2(_ nodes: [(Float, Float)]) -> [UInt8] {
    let rad = Double.pi / 180
    var bytes = Array("CTABLE V2.0     ".utf8) + Array("invented".utf8)
    bytes += Array(repeating: 0, count: 96 - bytes.count)
    for value in [110 * rad, 20 * rad, 1 * rad, 0.5 * rad] { bytes += little(value.bitPattern) }
    bytes += little(Int32(3)) + little(Int32(2)) + Array(repeating: 0, count: 24)
    for node in nodes { bytes += little(node.0.bitPattern) + little(node.1.bitPattern) }
    return bytes
  }

  static let second = Float(Double.pi / 648_000)

  @Test func shifts() throws {
    // West positive in the file: longitudes grow by 1″, 2″, 3″ in the south, latitudes by 5″ in the north.
    let nodes = [(-1, 0), (-2, 0), (-3, 0), (-1, 5), (-2, 5), (-3, 5)].map { (Float($0.0) * Self.second, Float($0.1) * Self.second) }
    let bytes = Self.ctable2(nodes)
    let set = try CTable2.read(bytes.span.bytes)
    let q = try set.forward(GeodeticPosition(latitudeDegrees: 20.25, longitudeDegrees: 111.5))
    // f32 keeps seven digits of a shift.
    #expect(abs((q.longitudeDegrees - 111.5) * 3600 - 2.5) < 1e-6 && abs((q.latitudeDegrees - 20.25) * 3600 - 2.5) < 1e-6)
    #expect(throws: CoordinateError.outsideGrid) { try set.forward(GeodeticPosition(latitudeDegrees: 20.6, longitudeDegrees: 111)) }
  }

  @Test func velocities() throws {
    let bytes = Self.ctable2([(30, -10), (32, -10), (34, -10), (30, -12), (32, -12), (34, -12)])
    let grid = VelocityGrid(
      name: "invented", frame: .itrf2014,
      layers: [
        try CTable2.readVelocities(bytes.span.bytes),
        try #require(
          VelocityLayer(
            south: 0, west: 100, latitudeStep: 40, longitudeStep: 40, rows: 2, columns: 2, nodes: Array(repeating: SIMD3(9, 9, 2), count: 4)
          )),
      ])
    let (latitude, longitude) = (20.25 * Double.pi / 180, 111.5 * Double.pi / 180)
    // East and north from the first layer, up from the second, which alone has it.
    let v = try grid.localVelocity(latitude: latitude, longitude: longitude)
    #expect(abs(v.east - 0.033) < 1e-9 && abs(v.north + 0.011) < 1e-9 && abs(v.up - 0.002) < 1e-9)
    // Outside of the first, all from the second.
    #expect(abs(try grid.localVelocity(latitude: 0.1, longitude: longitude).east - 0.009) < 1e-12)
    #expect(throws: CoordinateError.noVelocity) { try grid.localVelocity(latitude: -0.1, longitude: longitude) }
    // In space: the same vector, and there and back over 25 years.
    let p = try Ellipsoid.grs80.geocentric(GeodeticPosition(latitude: latitude, longitude: longitude, ellipsoidalHeight: 50))
    let later = try grid.propagated(p, years: 25)
    let frame = try LocalFrame(origin: GeodeticPosition(latitude: latitude, longitude: longitude, ellipsoidalHeight: 50), ellipsoid: .grs80)
    let offset = frame.offset(of: later)
    // Coordinates of 6·10⁶ m are 1 nm wide.
    #expect(abs(offset.east - 0.825) < 5e-9 && abs(offset.north + 0.275) < 5e-9 && abs(offset.up - 0.05) < 5e-9)
    let back = try grid.origin(of: later, years: 25)
    #expect(abs(back.x - p.x) < 5e-9 && abs(back.y - p.y) < 5e-9 && abs(back.z - p.z) < 5e-9)
    // A layer without a vertical leaves the velocity unknown.
    let plane = VelocityGrid(name: "plane", frame: .itrf2014, layers: [grid.layers[0]])
    #expect(throws: CoordinateError.noVelocity) { try plane.velocity(at: p) }
  }

  static func ntv1() -> [UInt8] {
    func record(_ name: String, _ value: [UInt8]) -> [UInt8] {
      Array((name + String(repeating: " ", count: 8 - name.utf8.count)).utf8) + value
    }
    func word(_ text: String) -> [UInt8] { record(text, []) }
    var bytes = record("HEADER", big(Int32(12)) + big(Int32(0)))
    for (name, value) in [("S LAT", 40.0), ("N LAT", 40.5), ("E LONG", 100), ("W LONG", 102), ("N GRID", 0.5), ("W GRID", 1)] {
      bytes += record(name, big(value.bitPattern))
    }
    bytes += record("TYPE", word("SECONDS")) + record("FROM", word("A")) + record("TO", word("B"))
    for axis in [6_378_206.4, 6_356_583.8, 6_378_137, 6_356_752.3] { bytes += big(axis.bitPattern) }
    // From the east: shifts of latitude, of longitude west positive.
    for (latitude, longitude) in [(1.0, 10.0), (1, 20), (1, 30), (3, 10), (3, 20), (3, 30)] {
      bytes += big(latitude.bitPattern) + big(longitude.bitPattern)
    }
    return bytes
  }

  @Test func ntv1Shifts() throws {
    for bytes in [Self.ntv1(), Self.ntv1() + Array("END     ".utf8) + Array(repeating: 0, count: 8)] {
      let set = try NTv1.read(bytes.span.bytes)
      #expect(set.sourceName == "A" && set.targetName == "B" && set.axes[0] == 6_378_206.4)
      let q = try set.forward(GeodeticPosition(latitudeDegrees: 40.25, longitudeDegrees: -101.5))
      #expect(abs((q.latitudeDegrees - 40.25) * 3600 - 2) < 1e-6 && abs((q.longitudeDegrees + 101.5) * 3600 + 25) < 1e-6)
    }
  }

  @Test func damage() throws {
    let grid = Self.ctable2(Array(repeating: (0, 0), count: 6))
    for bytes in [grid, Self.ntv1()] {
      for length in [0, 8, 100, 159, 161, bytes.count - 1] {
        let part = Array(bytes.prefix(length))
        #expect(throws: GridFileError.self) { try CTable2.read(part.span.bytes) }
        #expect(throws: GridFileError.self) { try NTv1.read(part.span.bytes) }
      }
    }
    // The counts of a header that the file does not bear out.
    var bytes = grid
    bytes.replaceSubrange(128..<136, with: Self.little(Int32.max) + Self.little(Int32.max))
    #expect(throws: GridFileError.self) { try CTable2.read(bytes.span.bytes) }
    bytes = grid
    bytes.replaceSubrange(112..<120, with: Self.little(Double.nan.bitPattern))
    #expect(throws: GridFileError.self) { try CTable2.read(bytes.span.bytes) }
    bytes = Self.ntv1()
    bytes.replaceSubrange(88..<96, with: Self.big((1e-6).bitPattern))
    #expect(throws: GridFileError.self) { try NTv1.read(bytes.span.bytes) }
    // A metre a year, ten degrees.
    bytes = Self.ctable2(Array(repeating: (2000, 0), count: 6))
    #expect(throws: GridFileError.self) { try CTable2.readVelocities(bytes.span.bytes) }
    #expect(throws: GridFileError.self) { try CTable2.read(bytes.span.bytes) }
  }
}
