import Geodesy
import GridFiles
import RecordedData
import Testing

/// NTv2: an invented grid with a sub-grid, written and read again; published files of PROJ's tests where they are at hand.
@Suite struct NTv2Tests {
  /// Shifts that are linear in latitude and longitude, which bilinear interpolation gives exactly; the sub-grid has 1″ more of latitude.
  static func set() throws -> ShiftGridSet {
    func grid(_ name: String, _ parent: String, _ south: Double, _ west: Double, _ step: Double, _ n: Int, _ extra: Float) throws
      -> ShiftGrid
    {
      let shifts = (0..<(n * n)).map { i in
        SIMD2<Float>(2 + Float(i / n) * Float(step) + extra, -3 + 0.5 * Float(i % n) * Float(step))
      }
      return try #require(
        ShiftGrid(
          name: name, parent: parent, created: "20260101", updated: "20260102", south: south, west: west, latitudeStep: step,
          longitudeStep: step, rows: n, columns: n, shifts: shifts, accuracies: Array(repeating: SIMD2(0.1, 0.2), count: n * n)))
    }
    return try #require(
      ShiftGridSet(
        sourceName: "A", targetName: "B", axes: SIMD4(6_378_245, 6_356_863, 6_378_137, 6_356_752),
        grids: [try grid("ROOT", "NONE", 20, 110, 1, 6, 0), try grid("SUB", "ROOT", 22, 112, 0.5, 3, 1)]))
  }

  @Test func roundTrip() throws {
    let set = try Self.set()
    for order in [NTv2.ByteOrder.little, .big] {
      let bytes = NTv2.write(set, order: order)
      #expect(try NTv2.read(bytes.span.bytes) == set)
    }
  }

  /// Values by hand: shift of latitude 2″ + 1″ a degree north of 20°, of longitude −3″ + 0.5″ a degree east of 110°; in the sub-grid
  /// 3″ + 1″ a degree north of 22° and −3″ + 0.5″ a degree east of 112°.
  @Test func shifts() throws {
    let set = try Self.set()
    for (latitude, longitude, north, east) in [
      (20.5, 111.25, 2.5, -2.375), (25, 115, 7, -0.5), (22.5, 112.5, 3.5, -2.75), (20, -250, 2, -3.0),
    ] {
      let p = GeodeticPosition(latitudeDegrees: latitude, longitudeDegrees: longitude, ellipsoidalHeight: 7)
      let q = try set.forward(p)
      // Rounding of radians and degrees: 10⁻¹³ degrees.
      #expect(abs((q.latitudeDegrees - latitude) * 3600 - north) < 1e-9 && abs((q.longitudeDegrees - longitude) * 3600 - east) < 1e-9)
      #expect(q.ellipsoidalHeight == 7)
    }
    for inside in [(20.5, 111.25), (24.9, 114.2)] {
      let p = GeodeticPosition(latitudeDegrees: inside.0, longitudeDegrees: inside.1)
      let back = try set.inverse(set.forward(p))
      #expect(abs(back.latitude - p.latitude) < 1e-15 && abs(back.longitude - p.longitude) < 1e-15)
    }
    for outside in [(19.9, 111), (26, 111), (22, 109), (22, 116)] {
      #expect(throws: CoordinateError.outsideGrid) {
        try set.forward(GeodeticPosition(latitudeDegrees: outside.0, longitudeDegrees: Double(outside.1)))
      }
    }
    #expect(throws: CoordinateError.notFinite) { try set.forward(GeodeticPosition(latitude: .nan, longitude: 0)) }
  }

  @Test func damage() throws {
    let good = NTv2.write(try Self.set())
    func fails(_ change: (inout [UInt8]) -> Void) -> Bool {
      var bytes = good
      change(&bytes)
      do {
        _ = try NTv2.read(bytes.span.bytes)
        return false
      } catch { return error.offset <= bytes.count && !error.message(chinese: true).isEmpty }
    }
    #expect(fails { $0 = [] } && fails { $0 = Array($0.prefix(100)) } && fails { $0 = Array($0.prefix(600)) })
    #expect(fails { $0[8] = 12 } && fails { $0[40] = 0 } && fails { $0[56] = 0x58 } && fails { $0[176] = 0 })
    #expect(fails { $0[176 + 168] = 1 } && fails { for i in 0..<8 { $0[176 + 72 + i] = 0xff } })
    // A parent that there is not, a circle.
    #expect(fails { $0[200] = 0x58 } && fails { for (i, c) in "ROOT    ".utf8.enumerated() { $0[200 + i] = c } })
    // Without the last record, as many files are.
    #expect(try NTv2.read(Array(good.dropLast(16)).span.bytes).grids.count == 2)
  }

  /// PROJ's test files: a shift at a node as `echo 4 52 | cct -d 12 +proj=hgridshift +grids=…` (PROJ 9.1.1) gives it is compared in the run over
  /// its gie files; here both byte orders hold the same grid.
  @Test(.recordedData("data/proj/PROJ/data/tests/test_hgrid_little_endian.gsb")) func published() throws {
    let little = try RecordedData.bytes("data/proj/PROJ/data/tests/test_hgrid_little_endian.gsb")
    let big = try RecordedData.bytes("data/proj/PROJ/data/tests/test_hgrid_big_endian.gsb")
    let (a, b) = (try NTv2.read(little.span.bytes), try NTv2.read(big.span.bytes))
    #expect(a.grids.map(\.shifts) == b.grids.map(\.shifts) && !a.grids.isEmpty)
    let again = NTv2.write(a)
    #expect(try NTv2.read(again.span.bytes) == a)
  }
}
