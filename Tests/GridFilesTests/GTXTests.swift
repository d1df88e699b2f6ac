import Geodesy
import Testing

@testable import GridFiles

/// GTX files made here byte by byte after the format's description; the fields and values are invented.
@Suite("GTX")
struct GTXTests {
  static func gtx(
    south: Double = 24, west: Double = 108, latitudeStep: Double = 0.5, longitudeStep: Double = 0.25, rows: Int32 = 3, columns: Int32 = 4,
    nodes: [Float]? = nil
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    func append(_ value: some FixedWidthInteger) { withUnsafeBytes(of: value.bigEndian) { bytes += $0 } }
    for value in [south, west, latitudeStep, longitudeStep] { append(value.bitPattern) }
    append(rows)
    append(columns)
    for node in nodes ?? (0..<max(0, Int(rows) * Int(columns))).map({ Float($0) }) { append(node.bitPattern) }
    return bytes
  }

  func grid(_ bytes: [UInt8]) throws -> HeightGrid { try GTX.read(bytes.span.bytes) }

  @Test("header and nodes, south-west first")
  func reads() throws {
    let grid = try grid(Self.gtx())
    #expect(grid.south == 24 && grid.west == 108 && grid.latitudeStep == 0.5 && grid.longitudeStep == 0.25)
    #expect(grid.rows == 3 && grid.columns == 4 && !grid.closes)
    for row in 0..<3 {
      for column in 0..<4 {
        let value = try grid.bilinear(latitudeDegrees: 24 + 0.5 * Double(row), longitudeDegrees: 108 + 0.25 * Double(column))
        #expect(value == Double(row * 4 + column))
      }
    }
  }

  @Test("bilinear gives a bilinear field back")
  func bilinear() throws {
    // 3 + 2x − y + xy/4 at integer nodes: exact in Float, and what lies between is exact too but for rounding.
    func field(_ x: Double, _ y: Double) -> Double { 3 + 2 * x - y + x * y / 4 }
    let nodes = (0..<5).flatMap { y in (0..<6).map { x in Float(field(Double(x), Double(y))) } }
    let grid = try grid(Self.gtx(south: -2, west: 100, latitudeStep: 1, longitudeStep: 1, rows: 5, columns: 6, nodes: nodes))
    for i in 0..<1000 {
      let (x, y) = (Double(i * 37 % 1001) / 200.2, Double(i * 61 % 1001) / 250.25)
      let value = try grid.bilinear(latitudeDegrees: y - 2, longitudeDegrees: x + 100)
      // A few units of the last place of 100°.
      #expect(abs(value - field(x, y)) < 1e-12)
    }
  }

  @Test("outside there is nothing, on the edge there is")
  func edges() throws {
    let grid = try grid(Self.gtx())
    for (latitude, longitude) in [(24.0, 108.0), (25, 108.75), (24 - 5e-11, 108), (25 + 5e-11, 108.75 + 5e-11), (24, 108 - 5e-11)] {
      #expect(throws: Never.self) { try grid.bilinear(latitudeDegrees: latitude, longitudeDegrees: longitude) }
    }
    for (latitude, longitude) in [
      (23.9999999, 108.1), (25.0000001, 108.1), (24.5, 107.9999999), (24.5, 108.7500001), (-24.5, 108.1), (24.5, -108.1),
    ] {
      #expect(throws: GridAbsence.outside) { try grid.bilinear(latitudeDegrees: latitude, longitudeDegrees: longitude) }
    }
    for (latitude, longitude) in [(91.0, 108.0), (.nan, 108), (24.5, .nan), (24.5, .infinity), (24.5, 1e9), (-90.5, 0)] {
      #expect(throws: GridAbsence.notAPosition) { try grid.bilinear(latitudeDegrees: latitude, longitudeDegrees: longitude) }
    }
  }

  @Test("longitudes of any turn")
  func turns() throws {
    let grid = try grid(Self.gtx())
    for turn in [-360.0, 0, 360] { #expect(try grid.bilinear(latitudeDegrees: 24.5, longitudeDegrees: 108.25 + turn) == 5) }
    let west = try self.grid(Self.gtx(west: -180, longitudeStep: 0.25))
    #expect(try west.bilinear(latitudeDegrees: 24, longitudeDegrees: 180.25) == 1)
    let eastern = try self.grid(Self.gtx(west: 270))
    #expect(try eastern.bilinear(latitudeDegrees: 24, longitudeDegrees: -89.75) == 1)
  }

  @Test("a grid around the globe closes on itself", arguments: [-180.0, 0, 108])
  func closing(_ west: Double) throws {
    let grid = try grid(Self.gtx(south: -90, west: west, latitudeStep: 90, longitudeStep: 90, rows: 3, columns: 4))
    #expect(grid.closes)
    // Half-way from the last column (3, 7, 11) to the first (0, 4, 8).
    #expect(try grid.bilinear(latitudeDegrees: 0, longitudeDegrees: west + 315) == 5.5)
    #expect(try grid.bilinear(latitudeDegrees: 90, longitudeDegrees: west - 1e-12) == 8)
    // With its first column again at the end, the grid is closed by that.
    let repeated = try self.grid(Self.gtx(south: -90, west: west, latitudeStep: 90, longitudeStep: 90, rows: 3, columns: 5))
    #expect(!repeated.closes)
    #expect(try repeated.bilinear(latitudeDegrees: 0, longitudeDegrees: west + 315) == 8.5)
  }

  @Test("a node without value leaves its four cells without, but not the nodes beside it")
  func noData() throws {
    for mark in [Float(-88.8888), .nan] {
      var nodes = (0..<12).map { Float($0) }
      nodes[5] = mark
      let grid = try grid(Self.gtx(nodes: nodes))
      for (latitude, longitude) in [(24.1, 108.1), (24.1, 108.3), (24.6, 108.1), (24.6, 108.3), (24.5, 108.25), (24.5, 108.26)] {
        #expect(throws: GridAbsence.noData) { try grid.bilinear(latitudeDegrees: latitude, longitudeDegrees: longitude) }
      }
      #expect(try grid.bilinear(latitudeDegrees: 24.5, longitudeDegrees: 108) == 4)
      #expect(try grid.bilinear(latitudeDegrees: 24.5, longitudeDegrees: 108.5) == 6)
      #expect(try grid.bilinear(latitudeDegrees: 24.75, longitudeDegrees: 108.5) == 8)
    }
  }

  @Test("damaged and hostile files are refused at the byte, and no value of theirs is shown")
  func hostile() throws {
    let good = Self.gtx()
    for length in 0..<40 {
      let error = #expect(throws: GridFileError.self) { try grid(Array(good[..<length])) }
      #expect(error?.offset == length && error?.problem == .headerTruncated(expectedBytes: 40))
    }
    for length in 40..<good.count {
      let error = #expect(throws: GridFileError.self) { try grid(Array(good[..<length])) }
      #expect(error?.offset == length && error?.problem == .length(expectedBytes: 88, actualBytes: length))
    }
    #expect(throws: GridFileError.self) { try grid(good + [0]) }
    let headers: [(Int, [UInt8])] = [
      (0, Self.gtx(south: .nan)), (0, Self.gtx(south: 91)), (8, Self.gtx(west: .infinity)), (8, Self.gtx(west: 1e10)),
      (16, Self.gtx(latitudeStep: .nan)), (16, Self.gtx(latitudeStep: 0)), (16, Self.gtx(latitudeStep: -0.5)),
      (24, Self.gtx(longitudeStep: 1e-300)), (24, Self.gtx(longitudeStep: .infinity)), (32, Self.gtx(rows: 0)), (32, Self.gtx(rows: -1)),
      (32, Self.gtx(rows: 1)), (36, Self.gtx(columns: 0)), (36, Self.gtx(columns: 1)), (32, Self.gtx(south: 80, latitudeStep: 30)),
      (36, Self.gtx(longitudeStep: 130)), (32, Self.gtx(rows: .max, columns: 3, nodes: [])),
      // 2³¹ × 2³¹ nodes asked for by a file of 40 bytes.
      (40, Self.gtx(south: -90, latitudeStep: 1e-7, longitudeStep: 1.1e-7, rows: 1_800_000_000, columns: .max, nodes: [])),
    ]
    for (offset, bytes) in headers {
      let error = #expect(throws: GridFileError.self) { try grid(bytes) }
      #expect(error?.offset == offset, "\(String(describing: error))")
      #expect(error?.message(chinese: true).isEmpty == false)
    }
    let absurd = Self.gtx(nodes: [0, 1, 2, 4321.5, 4, 5, 6, 7, 8, 9, 10, 11])
    let error = #expect(throws: GridFileError.self) { try grid(absurd) }
    #expect(error?.offset == 52 && error?.problem == .implausibleNode && error?.description.contains("4321") == false)
    // The same file in the other byte order.
    #expect(throws: GridFileError.self) { try grid(stride(from: 0, to: good.count, by: 4).flatMap { good[$0..<$0 + 4].reversed() }) }
  }
}
