import Geodesy
import GridFiles
import RecordedData
import Testing

/// Triangulation files: an invented network; the files and values of PROJ's tinshift.gie where they are at hand.
@Suite struct TINFileTests {
  static func json(
    _ components: String, _ columns: String, _ vertices: String, triangles: String = "[[0,1,2],[1,3,2]]", more: String = ""
  ) -> [UInt8] {
    Array(
      """
      {"file_type": "triangulation_file", "format_version": "1.1", \(more) "input_crs": "A", "output_crs": "B",
       "transformed_components": [\(components)], "vertices_columns": [\(columns)],
       "triangles_columns": ["idx_vertex1", "idx_vertex2", "idx_vertex3"], "vertices": [\(vertices)], "triangles": \(triangles)}
      """.utf8)
  }

  /// A square of two triangles; the second vertex columns lead 10 east, 20 north, and stretch one corner.
  static let square = json(
    "\"horizontal\", \"vertical\"", "\"source_x\", \"source_y\", \"target_x\", \"target_y\", \"offset_z\"",
    "[0,0,10,20,1],[100,0,110,20,2],[0,100,10,120,3],[100,100,112,121,4]")

  @Test func affineInEachTriangle() throws {
    let file = try TINFile(Self.square.span.bytes)
    #expect(file.inputCRS == "A" && file.outputCRS == "B" && file.shift.hasHorizontal && file.shift.hasVertical)
    // By hand: in the first triangle a translation, heights 1 + x/100 + 2 y/100; in the second the corner's stretch by its weight, x + y − 100 in 100.
    #expect(try file.shift.forward(SIMD3(25, 25, 0)) == SIMD3(35, 45, 1.75))
    let q = try file.shift.forward(SIMD3(75, 75, 0))
    #expect(abs(q.x - 86) < 1e-12 && abs(q.y - 95.5) < 1e-12 && abs(q.z - 3.25) < 1e-12)
    for p in [SIMD3(25.0, 25, 7), SIMD3(75, 75, 7), SIMD3(100, 100, 7), SIMD3(50, 50, 7), SIMD3(0, 0, 7)] {
      let back = try file.shift.inverse(file.shift.forward(p))
      #expect(abs(back.x - p.x) < 1e-11 && abs(back.y - p.y) < 1e-11 && abs(back.z - 7) < 1e-11)
    }
    for p in [SIMD3(-1.0, 50, 0), SIMD3(101, 50, 0), SIMD3(50, 1e9, 0)] {
      #expect(throws: CoordinateError.outsideGrid) { try file.shift.forward(p) }
    }
    #expect(throws: CoordinateError.notFinite) { try file.shift.forward(SIMD3(.nan, 0, 0)) }
  }

  /// Many triangles: the index finds what a search through all finds.
  @Test func indexOfManyTriangles() throws {
    let n = 30
    var points: [SIMD2<Double>] = []
    for i in 0..<(n * n) {
      let (row, column) = (Double(i / n), Double(i % n))
      let x: Double = 500_000 + column * 997.3 + row * 13
      points.append(SIMD2<Double>(x, 3_100_000 + row * 1003.7))
    }
    let moved = points.map { (p: SIMD2<Double>) -> SIMD2<Double> in SIMD2<Double>(p.x * 1.00001 + 5, p.y * 0.99998 - 3) }
    var triangles: [SIMD3<Int32>] = []
    for row in 0..<(n - 1) {
      for column in 0..<(n - 1) {
        let a = Int32(row * n + column)
        triangles += [SIMD3(a, a + 1, a + Int32(n)), SIMD3(a + 1, a + Int32(n) + 1, a + Int32(n))]
      }
    }
    let shift = try #require(TriangulatedShift(source: points, target: moved, heightOffsets: nil, triangles: triangles))
    var random = SystemRandomNumberGenerator()
    for _ in 0..<2000 {
      let (east, north) = (Double.random(in: 500_400...528_400, using: &random), Double.random(in: 3_100_000...3_129_000, using: &random))
      let p = SIMD3<Double>(east, north, 1)
      // One affine map at all vertices is that map everywhere; coordinates of 3·10⁶ m are 5·10⁻¹⁰ m wide.
      guard let q = try? shift.forward(p) else { continue }
      #expect(abs(q.x - (p.x * 1.00001 + 5)) < 5e-9 && abs(q.y - (p.y * 0.99998 - 3)) < 5e-9 && q.z == 1)
    }
    #expect((try? shift.forward(SIMD3(514_000, 3_114_000, 1))) != nil)
  }

  @Test(arguments: [
    "[]", "{}", "{\"file_type\": \"triangulation_file\"}", "{\"file_type\": \"other\", \"format_version\": \"1.0\"}", "not JSON",
  ])
  func noFile(_ text: String) {
    let bytes = Array(text.utf8)
    #expect(throws: GridFileError.self) { try TINFile(bytes.span.bytes) }
  }

  @Test func damage() {
    let columns = "\"source_x\", \"source_y\", \"target_x\", \"target_y\""
    let vertices = "[0,0,10,20],[100,0,110,20],[0,100,10,120],[100,100,112,121]"
    for bytes in [
      Self.json("\"horizontal\"", "\"source_x\", \"source_y\"", "[0,0],[1,0],[0,1],[1,1]"), Self.json("\"sideways\"", columns, vertices),
      Self.json("\"horizontal\"", columns, "[0,0,10],[100,0,110,20]"), Self.json("\"vertical\"", columns, vertices),
      Self.json("\"horizontal\"", columns, vertices, triangles: "[[0,1,4]]"),
      Self.json("\"horizontal\"", columns, vertices, triangles: "[[0,1,-1]]"),
      Self.json("\"horizontal\"", columns, vertices, triangles: "[[0,1,1.5]]"),
      Self.json("\"horizontal\"", columns, vertices, triangles: "[]"),
      Self.json("\"horizontal\"", columns, vertices, more: "\"fallback_strategy\": \"guess\","),
    ] {
      #expect(throws: GridFileError.self) { try TINFile(bytes.span.bytes) }
    }
  }

  /// tinshift.gie: accepted, expected, tolerance.
  @Test(
    .recordedData("data/proj/PROJ/data/tests"),
    arguments: [
      ("crs_implicit", SIMD3(2.0, 49, 0), SIMD3(2.1, 49.1, 0), 1e-9),
      ("simplified_kkj_etrs", SIMD3(3_210_000, 6_700_000, 0), SIMD3(209_948.3217, 6_697_187.0009, 0), 1e-4),
      ("simplified_n60_n2000", SIMD3(3_210_000, 6_700_000, 10), SIMD3(3_210_000, 6_700_000, 10.2886), 1e-4),
      ("fallback_nearest_side", SIMD3(2, 3, 0), SIMD3(4, 6, 0), 1e-9), ("fallback_nearest_centroid", SIMD3(3, 0, 0), SIMD3(3, 0, 0), 1e-9),
    ] as [(String, SIMD3<Double>, SIMD3<Double>, Double)])
  func projFiles(_ name: String, _ accept: SIMD3<Double>, _ expect: SIMD3<Double>, _ tolerance: Double) throws {
    let bytes = try RecordedData.bytes("data/proj/PROJ/data/tests/tinshift_" + name + ".json")
    let shift = try TINFile(bytes.span.bytes).shift
    let q = try shift.forward(accept)
    let back = try shift.inverse(q)
    for i in 0..<3 { #expect(abs(q[i] - expect[i]) <= tolerance && abs(back[i] - accept[i]) <= tolerance) }
    if name == "crs_implicit" {
      #expect(throws: CoordinateError.outsideGrid) { try shift.forward(.zero) }
      #expect(throws: CoordinateError.outsideGrid) { try shift.inverse(.zero) }
    }
  }

  // MARK: Geographic networks

  /// An invented network of longitudes and latitudes about 110° E and across the antimeridian, in seconds' shifts, with heights.
  static func geographic(_ components: String, west: Double) -> [UInt8] {
    let vertices = [(0.0, 30.0), (1, 30), (0, 31), (1.2, 31.1), (0.6, 30.4)].enumerated().map { index, p in
      let d = Double(index + 1)
      return "[\(west + p.0),\(p.1),\(west + p.0 + d * 1e-3),\(p.1 - d * 7e-4),\(10 * d),\(10 * d + d / 8)]"
    }
    return json(
      components, "\"source_x\", \"source_y\", \"target_x\", \"target_y\", \"source_z\", \"target_z\"", vertices.joined(separator: ","),
      triangles: "[[0,1,4],[1,3,4],[3,2,4],[2,0,4]]", more: "\"name\": \"invented\",")
  }

  @Test(arguments: ["\"horizontal\"", "\"vertical\"", "\"horizontal\", \"vertical\""], [110.0, 179.5])
  func geographicNetworksAsPROJ(_ components: String, _ west: Double) throws {
    let bytes = Self.geographic(components, west: west)
    let file = try TINFile(bytes.span.bytes)
    let network = try #require(GeographicTIN(file))
    #expect(file.name == "invented" && network.shiftsHeight == components.contains("vertical"))
    let folder = try FilesOfATest()
    let peer = try PROJPeer("+proj=tinshift +file=\(try folder.write("tin.json", bytes))")
    for p in [SIMD3(0.3, 30.2, 5), SIMD3(0.9, 30.8, -2), SIMD3(0.5, 30.9, 0), SIMD3(0.05, 30.5, 1000), SIMD3(0.6, 30.4, 1)] {
      let q = SIMD4(west + p.x, p.y, p.z, 0)
      // In another turn the same place.
      for turn in [0.0, -360] {
        let position = GeodeticPosition(latitudeDegrees: p.y, longitudeDegrees: q.x + turn, ellipsoidalHeight: p.z)
        for inverse in [false, true] {
          let ours = inverse ? try network.inverse(position) : try network.forward(position)
          let theirs = try #require(peer.apply(q, inverse: inverse))
          #expect(abs(ours.longitudeDegrees - turn - theirs.x) < 1e-12 && abs(ours.latitudeDegrees - theirs.y) < 1e-12, "\(p) \(inverse)")
          #expect(abs(ours.ellipsoidalHeight - theirs.z) < 1e-10, "\(p) \(inverse)")
        }
      }
    }
    #expect(throws: CoordinateError.outsideGrid) {
      try network.forward(GeodeticPosition(latitudeDegrees: 29, longitudeDegrees: west, ellipsoidalHeight: 0))
    }
  }

  @Test func metresAreNoLongitudes() throws {
    let file = try TINFile(Self.square.span.bytes)
    #expect(GeographicTIN(file) == nil)
  }
}
