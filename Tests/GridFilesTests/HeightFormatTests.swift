import Geodesy
import GridFiles
import RecordedData
import Testing

/// Every format: round trips of every pair, GDAL's values, published samples, damaged and hostile files.
@Suite struct HeightFormatTests {
  static func read(_ bytes: [UInt8], _ format: HeightModelFormat) throws(GridFileError) -> HeightModel { try format.read(bytes.span.bytes) }

  /// An invented grid of the whole globe, which every format can hold; values of the size of geoid heights, in 32 bits.
  static func globe() throws -> HeightModel {
    let nodes = (0..<(37 * 72)).map { (i: Int) -> Float in
      let wave = Float((i * 7919 % 1009) - 504) / 504
      return 40 * wave + Float(i % 72) * 0.123
    }
    var properties = HeightModelProperties()
    properties.label = "invented globe"
    properties.date = "2026"
    properties.surface = .quasiGeoid
    properties.tideSystem = .mean
    properties.ellipsoid = "GRS80"
    properties.frame = "INVENTED"
    properties.heightDatum = "NOWHERE"
    properties.geographicCRS = 4490
    properties.verticalCRS = 5737
    properties.interpolation = .bicubic
    properties.comment = "of no place"
    let grid = try #require(HeightGrid(south: -90, west: 0, latitudeStep: 5, longitudeStep: 5, rows: 37, columns: 72, nodes: nodes))
    let part = try #require(HeightModel.Part(anomaly: grid))
    return try #require(HeightModel(parts: [part], properties: properties))
  }

  /// A regional grid in a province of nowhere, its steps not decimal, with a gap.
  static func region(gap: Bool = true) throws -> HeightModel {
    let nodes = (0..<(31 * 43)).map { (i: Int) -> Float in
      if gap, i == 500 { return .nan }
      let slope = Float(i / 43) * 0.21 - Float(i % 43) * 0.13
      return slope - 20 + Float(i * i % 97) * 0.01
    }
    let grid = try #require(
      HeightGrid(south: 24, west: 150.5, latitudeStep: 1.0 / 30, longitudeStep: 1.0 / 24, rows: 31, columns: 43, nodes: nodes))
    return try #require(HeightModel(anomaly: grid, label: "invented region"))
  }

  static func step(_ format: HeightModelFormat, _ model: HeightModel) -> Double {
    format.losses(model).compactMap { if case .rounding(let step) = $0 { step } else { nil } }.first ?? 0
  }

  static func expectSame(_ a: HeightGrid, _ b: HeightGrid, within step: Double, _ note: String) {
    #expect(a.hasPlaces(of: b), "\(note): \(a.regular), \(b.regular)")
    // Half a step of rounding, and that of 32 bits.
    let same = zip(a.nodes, b.nodes).allSatisfy { x, y in
      (x.isNaN && y.isNaN) || x == y || abs(Double(x - y)) <= step * 0.5 + (step > 0 ? 4e-6 : 0)
    }
    #expect(same && a.nodes.count == b.nodes.count, "\(note)")
  }

  /// From each format to each other, and back to the nodes that were there: exact where no format on the way rounds.
  @Test(arguments: HeightModelFormat.allCases) func roundTripOfEveryPair(_ first: HeightModelFormat) throws {
    let model = try Self.globe()
    let once = try Self.read(first.write(model), first)
    for second in HeightModelFormat.allCases {
      let twice = try Self.read(second.write(once), second)
      Self.expectSame(
        twice.main.anomaly, model.main.anomaly, within: Self.step(first, model) + Self.step(second, once), "\(first) to \(second)")
    }
  }

  @Test(arguments: HeightModelFormat.allCases) func regionalGridsWithGaps(_ format: HeightModelFormat) throws {
    let model = try Self.region()
    if format == .pgm {
      let error = #expect(throws: HeightModelWriteError.self) { try format.write(model) }
      #expect(error?.problem == .notGlobal)
      return
    }
    let back = try Self.read(format.write(model), format)
    Self.expectSame(back.main.anomaly, model.main.anomaly, within: Self.step(format, model), "\(format)")
  }

  /// What is said to be lost is lost, and nothing else.
  @Test(arguments: HeightModelFormat.allCases) func lossesAreWhatIsLost(_ format: HeightModelFormat) throws {
    let model = try Self.globe()
    let back = try Self.read(format.write(model), format).properties
    let p = model.properties
    let kept: [HeightModelLoss.Property: Bool] = [
      .label: back.label == p.label, .surface: back.surface == p.surface, .interpolation: back.interpolation == p.interpolation,
      .tideSystem: back.tideSystem == p.tideSystem, .ellipsoid: back.ellipsoid == p.ellipsoid, .frame: back.frame == p.frame,
      .heightDatum: back.heightDatum == p.heightDatum, .date: back.date == p.date, .geographicCRS: back.geographicCRS == p.geographicCRS,
      .verticalCRS: back.verticalCRS == p.verticalCRS, .comment: back.comment == p.comment,
    ]
    let losses = format.losses(model)
    for (property, isKept) in kept {
      // NTv2 holds names of eight characters for frame and datum; it is said to keep nothing.
      if format == .ntv2, isKept { continue }
      #expect(losses.contains(.property(property)) == !isKept, "\(format) \(property)")
    }
    for loss in losses { #expect(!loss.message(chinese: true).isEmpty && !loss.message(chinese: false).isEmpty) }
    let rich = try GTGTests.model()
    #expect(format.losses(rich).contains(.sigma) == (format != .geoTIFF))
    #expect(format.losses(rich).contains(.heightGradient) == (format != .geoTIFF))
    #expect(format.losses(rich).contains(.subgrids(1)) == (format != .geoTIFF && format != .ntv2))
  }

  @Test func subgridsOfNTv2() throws {
    let model = try GTGTests.model()
    let back = try Self.read(NTv2Heights.write(model), .ntv2)
    #expect(back.parts.map(\.name) == ["coarse", "fine"])
    for (a, b) in zip(model.parts, back.parts) { Self.expectSame(a.anomaly, b.anomaly, within: 0, a.name) }
    // The deflections stand beside: ξ = −0.25 m per 0.5° of latitude at 20.5°, where M = 6 343 340 m to 1 m: −0.4653″ × … by the closed formula.
    let set = try NTv2.read(NTv2Heights.write(model).span.bytes)
    let sine = 0.35020738125947  // sin 20.5°
    let m = 6_378_137 * (1 - 0.0066943800229) / ((1 - 0.0066943800229 * sine * sine) * (1 - 0.0066943800229 * sine * sine).squareRoot())
    let xi = -0.25 / 0.5 * (180 / .pi) / m * (648_000 / .pi)
    #expect(abs(Double(-set.grids[0].shifts[13 + 9].y) - xi) < 1e-6)
  }

  /// GDAL reads what we write, where it knows the format (ISG 2.0 not before its version 3.7).
  @Test(
    .enabled(if: GDALPeer.isInstalled, "GDAL's Python module (python3-gdal) is not installed"),
    arguments: [
      (HeightModelFormat.geoTIFF, "tif"), (.gtx, "gtx"), (.byn, "byn"), (.isg1, "isg"), (.ntv2, "gsb"), (.surfer7, "grd"),
      (.surfer6, "grd"), (.surferText, "grd"), (.xyz, "xyz"),
    ])
  func gdalReadsOurs(_ format: HeightModelFormat, _ ending: String) throws {
    let folder = try TemporaryFolder()
    // GDAL's XYZ wants every node.
    let model = try Self.region(gap: format != .xyz)
    let band = try GDALPeer.band(folder.write(format.write(model), "m." + ending))
    let grid = model.main.anomaly
    #expect(band.width == grid.columns && band.height == grid.rows)
    #expect(abs(band.origin.x - grid.west) < 1e-6 && abs(band.origin.y - grid.north) < 1e-6, "\(band.origin)")
    #expect(abs(band.step.x - grid.longitudeStep) < 1e-8 && abs(band.step.y + grid.latitudeStep) < 1e-8)
    var worst = 0.0
    for row in 0..<grid.rows {
      for column in 0..<grid.columns {
        let (ours, theirs) = (grid.nodes[(grid.rows - 1 - row) * grid.columns + column], band.values[row * grid.columns + column])
        if ours.isNaN {
          // GDAL gives GTX's mark back as a number.
          #expect(theirs.isNaN || abs(theirs) > 9000 || abs(theirs + 88.8888) < 1e-4, "\(theirs)")
        } else {
          worst = max(worst, abs(Double(ours) - theirs))
        }
      }
    }
    // Half of 10⁻⁵ is the rounding of BYN; of text GDAL takes 64 bits, we 32; the others keep 32 bits.
    #expect(worst <= (format == .byn ? 5.1e-6 : format == .surferText ? 1e-6 : 1e-12))
  }

  /// Files of GDAL's tests: our nodes are GDAL's.
  @Test(
    .recordedData("data/geoid/gdal-autotest"), .enabled(if: GDALPeer.isInstalled, "GDAL's Python module (python3-gdal) is not installed"),
    arguments: [
      "gdal-autotest/byn/cgg2013ai08_reduced.byn", "gdal-autotest/gtx/hydroc1.gtx", "gdal-autotest/isg/test.isg",
      "gdal-autotest/ntv2/test_ntv2_be.gsb", "gdal-autotest/ntv2/test_ntv2_le.gsb", "debian-proj-data/egm96_15.gtx",
    ])
  func publishedSamples(_ name: String) throws {
    let path = "data/geoid/" + name
    let format = try #require(HeightModelFormat(path: name))
    let grid = try Self.read(RecordedData.bytes(path), format).main.anomaly
    let band = try GDALPeer.band(RecordedData.path(path))
    #expect(band.width == grid.columns && band.height == grid.rows)
    var worst = 0.0
    for row in 0..<grid.rows {
      for column in 0..<grid.columns {
        let (ours, theirs) = (grid.nodes[(grid.rows - 1 - row) * grid.columns + column], band.values[row * grid.columns + column])
        if ours.isNaN { continue }
        worst = max(worst, abs(Double(ours) - theirs))
      }
    }
    // Values in 32 bits; GDAL's of BYN are quotients in 64.
    #expect(worst < 4e-6)
    #expect(abs(band.origin.y - grid.north) < 1e-6 && abs(band.step.y + grid.latitudeStep) < 1e-9)
    #expect(abs(band.origin.x - grid.west) < 1e-6 || name.contains("egm96"))  // GDAL turns its global grid to −180°.
  }

  /// A grid between two ellipsoids is one of datum shifts, and says so by its unit; one of heights stays in metres.
  @Test(.recordedData("data/geoid/debian-proj-data/BETA2007.gsb")) func shiftsAreNoHeights() throws {
    #expect(try Self.read(RecordedData.bytes("data/geoid/debian-proj-data/BETA2007.gsb"), .ntv2).properties.unit == "″")
    #expect(try Self.read(try HeightModelFormat.ntv2.write(try Self.region()), .ntv2).properties.unit == "m")
  }

  /// Points published with Trimble's files, to the five decimals given (half of one, and 32 bits).
  @Test(.recordedData("data/geoid/trimble-ggf/expected_points_dev.csv")) func trimblePoints() throws {
    var samplers: [String: HeightSampler] = [:]
    var count = 0
    for line in try RecordedData.text("data/geoid/trimble-ggf/expected_points_dev.csv").split(whereSeparator: \.isNewline).dropFirst() {
      let words = line.split(separator: ",").map(String.init)
      if samplers[words[0]] == nil {
        samplers[words[0]] = HeightSampler(try Self.read(RecordedData.bytes("data/geoid/trimble-ggf/\(words[0]).GGF"), .ggf))
      }
      let (latitude, longitude, expected) = (try #require(Double(words[1])), try #require(Double(words[2])), try #require(Double(words[3])))
      let sampler = try #require(samplers[words[0]])
      #expect(sampler.choice == .header && sampler.method == .bilinear)
      #expect(abs(try sampler.anomaly(latitudeDegrees: latitude, longitudeDegrees: longitude) - expected) < 1e-5)
      count += 1
    }
    #expect(count > 20)
  }

  /// ICGEM's samples count their columns and rows (0, 1, 2 … from the west) in mgal; the second has the height before the value.
  @Test(.recordedData("data/geoid/icgem"), arguments: ["icgem-sample.gdf", "icgem-sample-with-height.gdf"])
  func icgemSamples(_ name: String) throws {
    let model = try Self.read(RecordedData.bytes("data/geoid/icgem/" + name), .gdf)
    #expect(model.properties.unit == "mgal" && model.properties.label == "EIGEN-6C4" && model.properties.tideSystem == .tideFree)
    let grid = model.main.anomaly
    #expect(grid.rows == 7 && grid.columns == 8 && grid.south == 16 && grid.west == 150 && grid.latitudeStep == 2)
    for i in grid.nodes.indices { #expect(grid.nodes[i] == Float(i % 8)) }
  }

  /// The example of the ISG specification: four rows of cells of 0.25° between 40° and 41°, whose middles are nodes.
  @Test(.recordedData("data/geoid/gdal-autotest/isg/test.isg")) func isgCells() throws {
    let model = try Self.read(RecordedData.bytes("data/geoid/gdal-autotest/isg/test.isg"), .isg)
    let grid = model.main.anomaly
    #expect(grid.north == 40.875 && grid.south == 40.125 && grid.west == 120.125 && model.properties.label == "EXAMPLE")
    #expect(grid.nodes[18] == 30.1234 && grid.nodes[4].isNaN && model.properties.comment.hasPrefix("This is an example."))
  }

  /// Headers without their data: understood as far as they go, then refused for want of values or for steps that do not fit.
  @Test(.recordedData("data/geoid/gdal-autotest/isg"))
  func isgHeaders() throws {
    for (name, complaint) in [
      ("header_dms", "bytes where"), ("header_larger_than_1024bytes", "bytes where"),
      ("approx_georeferencing_auto_corrected", "bytes where"),
      ("approx_georeferencing_rejected_by_default", "deltalon"),
    ] {
      let error = #expect(throws: GridFileError.self, "\(name)") {
        try Self.read(RecordedData.bytes("data/geoid/gdal-autotest/isg/\(name).isg"), .isg)
      }
      #expect(error?.description.contains(complaint) == true, "\(String(describing: error))")
    }
  }

  /// A published sample whose header is chance from byte 52 on: GDAL reads it as it reads the sound one.
  @Test(.recordedData("data/geoid/gdal-autotest/byn")) func bynWithAnUnwrittenEndOfHeader() throws {
    let grids = try ["test_invalid_header_bytes", "cgg2013ai08_reduced"].map {
      try Self.read(RecordedData.bytes("data/geoid/gdal-autotest/byn/\($0).byn"), .byn).main.anomaly
    }
    #expect(grids[0].hasPlaces(of: grids[1]) && grids[0].nodes == grids[1].nodes)
  }

  /// Limits of cells in all digits of a double: their distance over the count is the step but for rounding, wherever the grid lies.
  @Test func isgLimitsInAllDigits() throws {
    for i in 0..<200 {
      let nodes = [Float](repeating: 1, count: 11 * 13)
      let grid = try #require(
        HeightGrid(
          south: 20 + Double(i) / 7, west: -170 + Double(i) * 1.3, latitudeStep: 1.0 / 30, longitudeStep: 1.0 / 24, rows: 11, columns: 13,
          nodes: nodes))
      for version in [ISG.Version.v1_01, .v2] {
        let back = try Self.read(ISG.write(try #require(HeightModel(anomaly: grid)), version: version), .isg)
        #expect(back.main.anomaly.hasPlaces(of: grid))
      }
    }
  }

  /// Comments before the nodes, a byte order mark, names in quotes and in Chinese; two values for a node, and more columns, are refused.
  @Test func pointsBehindComments() throws {
    let nodes = "110 30 1\n111 30 2\n110 31 3\n111 31 4\n"
    let turned = "30 10 1\n30 11 2\n31 10 3\n31 11 4\n"
    for head in ["# made by hand\n# lon lat zeta\n", "\u{FEFF}lon lat zeta\n", "\"lon\",\"lat\",\"z\"\n", "经度 纬度 高程异常\n", "\u{FEFF}", ""] {
      #expect(try Self.read(Array((head + nodes).utf8), .xyz).main.anomaly.nodes == [1, 2, 3, 4], "\(head)")
    }
    for head in ["B L zeta\n", "  纬度 经度 ζ\r\n", "! lat lon\n"] {
      #expect(try Self.read(Array((head + turned).utf8), .xyz).main.anomaly.nodes == [1, 2, 3, 4], "\(head)")
    }
    for text in [nodes + "110 30 5\n", "110 30 1 9\n111 30 2 9\n110 31 3 9\n111 31 4 9\n", "110 30 1 111 30 2\n110 31 3 111 31 4\n"] {
      #expect(throws: GridFileError.self) { try Self.read(Array(text.utf8), .xyz) }
    }
    #expect(try Self.read(Array((nodes + "110 30 1\n").utf8), .xyz).main.anomaly.nodes == [1, 2, 3, 4])
  }

  /// Limits in degrees, minutes and seconds, their sign in UTF-8 or Latin-1; the limits are those of cells, as the counts show.
  @Test func isgInSexagesimalDegrees() throws {
    var header = "begin_of_head\ndata format : grid\ncoord units : dms\nnrows = 2\nncols = 3\nISG format = 2.0\n"
    for (key, angle) in [
      ("lat min", "39°50'00\""), ("lat max", "40°30'00\""), ("lon min", "119°50'00\""), ("lon max", "120°50'00\""),
      ("delta lat", "0°20'00\""),
      ("delta lon", "0°20'00\""),
    ] { header += "\(key) = \(angle)\n" }
    let file = header + "end_of_head\n4 5 6\n1 2 3\n"
    for bytes in [Array(file.utf8), file.unicodeScalars.map { UInt8($0.value) }] {
      let grid = try Self.read(bytes, .isg).main.anomaly
      #expect(abs(grid.south - 40) < 1e-12 && abs(grid.west - 120) < 1e-12 && abs(grid.latitudeStep - 1.0 / 3) < 1e-12)
      #expect(grid.nodes == [1, 2, 3, 4, 5, 6])
    }
  }

  /// Points across ±180° or 0° with longitudes of one turn, and positions with fewer decimals than their step.
  @Test func pointsAcrossTheSeam() throws {
    for (west, step) in [(178.5, 0.5), (-1.5, 0.5)] {
      var text = "lon lat zeta\n"
      for i in 0..<24 {
        let turn = west > 0 ? 180.0 : 360.0
        var longitude = west + Double(i % 8) * step
        if longitude >= turn { longitude -= 360 }
        if longitude < 0, west < 0 { longitude += 360 }
        text += "\(longitude) \(-18 + Double(i / 8) * 0.25) \(i)\n"
      }
      let grid = try Self.read(Array(text.utf8), .xyz).main.anomaly
      #expect(grid.rows == 3 && grid.columns == 8 && grid.longitudeStep == step && grid.nodes == (0..<24).map { Float($0) })
      #expect(try grid.bilinear(latitudeDegrees: -18, longitudeDegrees: west + 360) == 0)
    }
    // 1′ with four decimals over 5°: the shortest distance, 0.0166, is no step.
    var text = "lat lon zeta\n"
    for i in 0..<301 {
      for j in 0..<2 { text += "\((27 * 10000 + Double(i) * 10000 / 60).rounded() / 10000) \(110 + j) \(i)\n" }
    }
    let grid = try Self.read(Array(text.utf8), .xyz).main.anomaly
    #expect(grid.rows == 301 && grid.columns == 2 && abs(grid.latitudeStep - 1.0 / 60) < 1e-9 && grid.nodes[600] == 300)
  }

  @Test func pointsInAnyOrder() throws {
    func points(_ text: String) throws(GridFileError) -> HeightGrid { try Self.read(Array(text.utf8), .xyz).main.anomaly }
    // Latitude first by name, shuffled, one node missing, commas.
    let grid = try points("lat,lon,zeta\n31,111,4\n30,112,2\n30,110,0\n31,110,3\n31,112,5\n")
    #expect(grid.rows == 2 && grid.columns == 3 && grid.nodes[0] == 0 && grid.nodes[1].isNaN && Array(grid.nodes[2...]) == [2, 3, 4, 5])
    // Told by a value beyond 90°, either way.
    #expect(try points("110 30 1\n111 30 2\n110 31 3\n111 31 4").nodes == [1, 2, 3, 4])
    #expect(try points("30 110 1\n30 111 2\n31 110 3\n31 111 4").nodes == [1, 2, 3, 4])
    for text in ["10 30 1\n11 30 2\n10 31 3\n11 31 4", "110 30 1\n111 30.2 2\n110 31 3\n111.3 31 4", "110 30 x\n", "", "110 30\n111"] {
      #expect(throws: GridFileError.self) { try points(text) }
    }
  }

  /// A Surfer 6 file whose northern limit is the smallest number above the southern one: found by fuzzing, as a grid that no format could hold.
  @Test func stepsBelowACentimetreAreRefused() throws {
    var file = try HeightModelFormat.surfer6.write(try Self.globe())
    withUnsafeBytes(of: (Double.leastNonzeroMagnitude, 1.0)) { limits in
      for i in 0..<8 { (file[24 + i], file[32 + i]) = (0, limits[i]) }
    }
    #expect(throws: GridFileError.self) { try Self.read(file, .surfer6) }
    let nodes = [Float](repeating: 1, count: 4)
    #expect(HeightGrid(south: 0, west: 0, latitudeStep: 0.9e-7, longitudeStep: 1, rows: 2, columns: 2, nodes: nodes) == nil)
    #expect(HeightGrid(south: 0, west: 0, latitudeStep: 1, longitudeStep: 0.9e-7, rows: 2, columns: 2, nodes: nodes) == nil)
    #expect(HeightGrid(south: 0, west: 0, latitudeStep: 1e-7, longitudeStep: 1e-7, rows: 2, columns: 2, nodes: nodes) != nil)
  }

  /// Numbers as files have them: blanks, commas, exponents, Fortran's D, more digits than a double; the nodes are those of the standard library.
  @Test func numbersOfText() throws {
    let words = ["1.5", "-0.25", "+3", ".5", "-.125", "1e2", "-1.25D+01", "12.3456789012345678", "1E-3", "0.1", "999.9999999", "0000.5"]
    let text = "0 2 10 13 1 1\n" + words.joined(separator: "  \t")
    let grid = try Self.read(Array(text.utf8), .gravsoft).main.anomaly
    let expected = words.map { Float(Double($0.replacing("D", with: "e")) ?? .nan) }
    #expect(grid.nodesForTest == expected)
    for bad in ["-", ".", "", "1.2.3", "1e", "abc", "1e999", "--1", "5000"] {
      let text = "0 2 10 13 1 1\n" + words.dropLast().joined(separator: " ") + " " + bad
      #expect(throws: GridFileError.self, "\(bad)") { try Self.read(Array(text.utf8), .gravsoft) }
    }
  }

  /// Every file cut short, and every byte of its head changed: an error within the file or a grid, never a crash; and no value of it in the words.
  @Test(arguments: HeightModelFormat.allCases) func damagedFiles(_ format: HeightModelFormat) throws {
    let grid = try #require(
      HeightGrid(south: -90, west: 0, latitudeStep: 9, longitudeStep: 9, rows: 21, columns: 40, nodes: (0..<840).map { 7.125 + Float($0) }))
    let bytes = try format.write(#require(HeightModel(anomaly: grid, label: "x")))
    func tryOut(_ bytes: [UInt8]) {
      do throws(GridFileError) {
        let model = try Self.read(bytes, format)
        #expect(model.parts.allSatisfy { $0.anomaly.nodes.allSatisfy { $0.isNaN || abs($0) <= 1_000_000 } })
      } catch {
        #expect(error.offset >= 0 && error.offset <= bytes.count && !error.message(chinese: true).isEmpty)
        #expect(!error.description.contains("7.125"))
      }
    }
    for length in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 150)) { tryOut(Array(bytes[..<length])) }
    for length in [bytes.count / 2, bytes.count - bytes.count / 5, 3] {
      #expect(throws: GridFileError.self, "\(length) of \(bytes.count)") { try Self.read(Array(bytes[..<length]), format) }
    }
    for at in 0..<min(bytes.count, 300) {
      for value in [UInt8(0), 0xff, bytes[at] ^ 0x01] {
        var damaged = bytes
        damaged[at] = value
        tryOut(damaged)
      }
    }
    tryOut([])
  }
}

extension HeightGrid {
  /// Row by row from the north.
  fileprivate var nodesForTest: [Float] { (0..<rows).reversed().flatMap { Array(nodes[($0 * columns)..<(($0 + 1) * columns)]) } }
}

/// Terrain in the formats of height models: heights that no height anomaly has.
@Suite("Terrain in the formats of height models")
struct TerrainFormatTests {
  /// Invented heights up to 4000 m. NTv2 has the limit of shifts, and PGM holds whole globes alone.
  @Test("is read with its own limit, and refused without", arguments: HeightModelFormat.allCases.filter { $0 != .ntv2 && $0 != .pgm })
  func limits(format: HeightModelFormat) throws {
    let nodes = (0..<30).map { Float(4000 - 130 * $0) }
    let grid = try #require(HeightGrid(south: 26, west: 110, latitudeStep: 0.5, longitudeStep: 0.5, rows: 5, columns: 6, nodes: nodes))
    let bytes = try format.write(try #require(HeightModel(anomaly: grid)))
    #expect(throws: GridFileError.self) { try format.read(bytes.span.bytes) }
    let back = try format.read(bytes.span.bytes, limit: HeightModel.largestHeight).main.anomaly.nodes
    // Single precision of kilometres, or four decimals.
    for (a, b) in zip(back, nodes) { #expect(abs(a - b) <= 1e-3) }
  }
}
