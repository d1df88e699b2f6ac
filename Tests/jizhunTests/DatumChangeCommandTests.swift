import Foundation
import RecordedData
import SurveyFiles
import Testing

/// `jizhun transform` between datums and epochs, as a process. Points and parameters are invented.
@Suite("jizhun transform between datums") struct DatumChangeCommandTests {
  static let parameters = """
    [transformation]
    name = Invented
    model = helmert7
    source = bj54
    target = cgcs2000
    convention = position-vector
    rotation = small-angle
    classification = public
    [parameters]
    tx_m = 12.5
    ty_m = -150.25
    tz_m = -80.75
    rx_arcsec = 1.5
    ry_arcsec = -2.25
    rz_arcsec = 3.75
    scale_ppm = -4.5
    [area]
    south_deg = 24
    west_deg = 108
    north_deg = 31
    east_deg = 115
    """

  static func transform(_ from: String, _ to: String, _ input: String, _ more: [String] = [], parameters: String? = nil) throws
    -> JizhunProcess.Result
  {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("parameters-\(UUID().uuidString).txt")
    defer { try? FileManager.default.removeItem(at: path) }
    if let parameters { try parameters.write(to: path, atomically: true, encoding: .utf8) }
    let options = parameters == nil ? [] : ["--parameters", path.path]
    return try JizhunProcess.run(["transform", "--from", from, "--to", to] + options + more, input: input)
  }

  @Test func thereAndBack() throws {
    let out = try Self.transform(
      "EPSG:2435", "EPSG:4547", "P 3121052 396908 77 x\n", ["--name-column", "--precision", "6"], parameters: Self.parameters)
    #expect(out.status == 0 && out.output.hasPrefix("P 3121") && out.output.hasSuffix(" 77 x\n") && !out.output.contains("3121052.0"))
    let back = try Self.transform("EPSG:4547", "EPSG:2435", out.output, ["--name-column"], parameters: Self.parameters)
    // Points lie on the ellipsoid both ways: 46 m of height that is left out moves the point by some 0.5 mm.
    let words = back.output.split(separator: " ").compactMap { Double($0) }
    #expect(back.status == 0 && abs(words[0] - 3_121_052) < 5e-3 && abs(words[1] - 396_908) < 5e-3)
  }

  @Test func header() throws {
    let out = try Self.transform("EPSG:2435", "EPSG:4547", "3121052 396908\n", ["--header"], parameters: Self.parameters)
    #expect(out.output.contains("# parameters: Invented, helmert7, forward, classification public\n") && !out.output.contains("150.25"))
    // Of the file's bytes, as sha256sum prints it.
    let digest = SHA256Digest(of: Array(Self.parameters.utf8).span.bytes).description
    #expect(out.output.contains(": " + digest + "\n"))
    let json = try Self.transform("EPSG:2435", "EPSG:4547", "3121052 396908\n", ["--header", "--json"], parameters: Self.parameters)
    #expect(json.lines[0].contains("\"sha256\":\"\(digest)\"") && json.lines[0].contains("\"classification\":\"public\""))
    #expect(json.lines.count == 2 && !json.lines[0].contains("150.25"))
    let frames = try Self.transform(
      "itrf2020@2025.3:3d", "cgcs2000:3d", "28.2 112.95 50\n",
      ["--header", "--velocity", "itrf2020-pmm:eura", "--order", "transform-first"])
    #expect(
      frames.status == 0 && frames.output.contains("# step 1: frame ITRF2020 to ITRF97, 14 parameters (IGN, ITRF2020 table) at 2025.3\n"))
    #expect(frames.output.contains("# step 2: propagation 2025.3 to 2000.0, velocity itrf2020-pmm:eura in ITRF2020\n"))
  }

  /// A network of triangles between two planes: invented, a square of 100 km with one corner moved by 2 m. Coordinates (x east, y north) are those of
  /// PROJ's file, ours are north, east.
  @Test func triangulation() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tin-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let network = """
      {"file_type": "triangulation_file", "format_version": "1.0", "transformed_components": ["horizontal"],
       "vertices_columns": ["source_x", "source_y", "target_x", "target_y"],
       "triangles_columns": ["idx_vertex1", "idx_vertex2", "idx_vertex3"],
       "vertices": [[400000,3100000,400010,3100020],[500000,3100000,500010,3100020],[400000,3200000,400010,3200020],[500000,3200000,500012,3200020]],
       "triangles": [[0,1,2],[1,3,2]]}
      """
    try network.write(to: folder.appendingPathComponent("net.json"), atomically: true, encoding: .utf8)
    let parameters = """
      [transformation]
      name = Invented network
      model = tin
      source = local
      target = EPSG:4547
      classification = public
      [grid]
      file = net.json
      [area]
      min_north_m = 3100000
      min_east_m = 400000
      max_north_m = 3200000
      max_east_m = 500000
      """
    let path = folder.appendingPathComponent("p.txt").path
    try parameters.write(toFile: path, atomically: true, encoding: .utf8)
    let points = "3125000 425000 7\n3175000 475000 7\n3250000 475000 7\n"
    let there = try Self.transform("local", "EPSG:4547", points, ["--parameters", path])
    #expect(there.status == 65 && there.output.hasPrefix("3125020.0000 425010.0000 7\n3175020.0000 475011.0000 7\n# error line 3"))
    let back = try Self.transform("EPSG:4547", "local", "3175020 475011 7\n", ["--parameters", path])
    #expect(back.status == 0 && back.output == "3175000.0000 475000.0000 7\n")
    try "{}".write(to: folder.appendingPathComponent("net.json"), atomically: true, encoding: .utf8)
    let damaged = try Self.transform("local", "EPSG:4547", points, ["--parameters", path, "--lang", "en"])
    #expect(damaged.status == 78 && damaged.errors.contains("triangulation_file"))
  }

  static let stations = """
    # invented
    frame = itrf2014
    reach_km = 200
    ST01 28.0 112.0 31.0 -11.0 0.5
    ST02 28.5 113.5 33.0 -12.0 0.1
    ST03,27.5,113.0,32.0,-11.5,0.3
    """

  /// Velocities of stations from a file: at a station its own, between them a mean, elsewhere a refusal of the point.
  @Test func stationVelocities() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("stations-\(UUID().uuidString).txt")
    defer { try? FileManager.default.removeItem(at: path) }
    try Self.stations.write(to: path, atomically: true, encoding: .utf8)
    let out = try Self.transform(
      "itrf2014@2025.0:3d", "itrf2014@2000.0:3d", "28 112 50\n28.2 112.95 50\n30 112.95 50\n",
      ["--header", "--lang", "en", "--velocity", path.path, "--precision", "10"])
    #expect(out.status == 65 && out.errors.contains("velocity model has no velocity here"))
    #expect(out.output.contains("# step 1: propagation 2025.0 to 2000.0, velocity \(path.lastPathComponent) in ITRF2014\n"))
    let lines = out.output.split(separator: "\n").filter { !$0.hasPrefix("#") }
    let station = lines[0].split(separator: " ").compactMap { Double($0) }
    // 25 years of −31.0, 11.0 and −0.5 mm; a degree at 28°, 50 m above GRS 80, is 110 820.3 m along the meridian and 98 362.6 m along the parallel.
    #expect(abs((station[0] - 28) * 110_820.3 - 0.275) < 2e-5 && abs((station[1] - 112) * 98_362.6 + 0.775) < 5e-5)
    #expect(abs(station[2] - 49.9875) < 1e-4)
    let mean = lines[1].split(separator: " ").compactMap { Double($0) }
    let east = (mean[1] - 112.95) * 98_180 / -25 * 1000
    #expect(east > 31 && east < 33)
    for (text, word) in [
      ("A 1 2 3 4 5\n", "frame"), ("frame = bj54\n", "itrf88"), ("frame = itrf2014\nA 1 2 3\n", "six columns"),
      ("frame = itrf2014\nA 1 x 3 4 5\n", "longitude"), ("frame = itrf2014\n", "no station"), ("speed = 3\n", "reach_km"),
    ] {
      try text.write(to: path, atomically: true, encoding: .utf8)
      let refused = try Self.transform("itrf2014@2025.0:3d", "cgcs2000:3d", "28 112 50\n", ["--lang", "en", "--velocity", path.path])
      #expect(refused.status == 78 && refused.errors.contains(word) && refused.output.isEmpty, "\(refused)")
    }
  }

  /// A velocity grid as PROJ's tests have it; expected: the position that PROJ's gie file has for one year, deformation.gie.
  @Test(.recordedData("data/proj/PROJ/data/tests")) func velocityGrids() throws {
    func file(_ name: String) -> String { RecordedData.path("data/proj/PROJ/data/tests/nkgrf03vel_realigned_" + name) }
    for files in [file("extract.tif"), file("xy_extract.ct2") + "," + file("z_extract.gtx")] {
      let options = ["--lang", "en", "--velocity", files]
      let out = try Self.transform("itrf2014@2000.0:3d", "itrf2014@2001.0:3d", "63 21.5 0\n", options + ["--velocity-frame", "itrf2014"])
      #expect(out.status == 0 && out.output == "62.9999999937 21.5000000049 0.0083\n")
      let frameless = try Self.transform("itrf2014@2000.0:3d", "itrf2014@2001.0:3d", "63 21.5 0\n", options)
      #expect(frameless.status == 64 && frameless.errors.contains("--velocity-frame"))
    }
    let none = try Self.transform(
      "itrf2014@2000.0:3d", "itrf2014@2001.0:3d", "63 21.5 0\n", ["--velocity", "no-such.tif", "--velocity-frame", "itrf2014"])
    #expect(none.status == 66)
  }

  /// Each refusal with its exit status and what it names.
  @Test(
    arguments: [
      ("EPSG:4214", "EPSG:4490", [], false, 78, "parameter file"),
      ("EPSG:4610", "EPSG:4490", [], true, 78, "neither this direction"),
      ("itrf2020@2025.3", "cgcs2000", [], false, 78, "--velocity"),
      ("itrf2020", "cgcs2000", ["--velocity", "itrf2020-pmm:eura"], false, 78, "epoch"),
      ("EPSG:4490", "EPSG:4326", [], false, 78, "--accept-ensemble"),
      ("itrf2020@2025.3", "cgcs2000", ["--velocity", "fast"], false, 64, "itrf2020-pmm:eura"),
      ("itrf2020@2025.3", "cgcs2000", ["--velocity", "euler:1,2"], false, 64, "euler:"),
    ] as [(String, String, [String], Bool, Int, String)])
  func refusals(_ from: String, _ to: String, _ options: [String], _ file: Bool, _ status: Int, _ word: String) throws {
    let result = try Self.transform(from, to, "28.2 112.95\n", options + ["--lang", "en"], parameters: file ? Self.parameters : nil)
    #expect(result.status == Int32(status) && result.output.isEmpty && result.errors.contains(word), "\(result)")
    let chinese = try Self.transform(from, to, "28.2 112.95\n", options + ["--lang", "zh"], parameters: file ? Self.parameters : nil)
    #expect(chinese.status == Int32(status) && chinese.errors != result.errors)
  }

  @Test(arguments: [
    ("convention = position-vector", "convention = bursa", "line 6, [transformation] convention"),
    ("tx_m = 12.5", "tx_m = nan", "line 10, [parameters] tx_m"),
    ("source = bj54", "source = bj45", "[transformation] source"), ("model = helmert7", "model = bursa", "line 3, [transformation] model"),
  ])
  func wrongFiles(_ good: String, _ bad: String, _ place: String) throws {
    let file = Self.parameters.replacing(good, with: bad)
    let result = try Self.transform("bj54", "cgcs2000", "28.2 112.95\n", ["--lang", "en"], parameters: file)
    #expect(result.status == 78 && result.output.isEmpty && result.errors.contains(place) && !result.errors.contains("150.25"), "\(result)")
  }

  @Test func wrongPoints() throws {
    let input = "3121052 396908\n396908 3121052\nnan 396908\n4621052 396908\n1e400 1\n"
    let result = try Self.transform("EPSG:2435", "EPSG:4547", input, parameters: Self.parameters)
    let lines = result.output.split(separator: "\n")
    #expect(result.status == 65 && lines.count == 5 && !lines[0].hasPrefix("#"))
    #expect(lines.dropFirst().enumerated().allSatisfy { $0.element.hasPrefix("# error line \($0.offset + 2): ") })
    let outside = try Self.transform("EPSG:2435", "EPSG:4547", "4621052 396908\n", ["--allow-outside"], parameters: Self.parameters)
    #expect(outside.status == 0)
  }

  @Test func missingAndHugeFiles() throws {
    #expect(try JizhunProcess.run(["transform", "--from", "bj54", "--to", "cgcs2000", "--parameters", "/no/such"], input: "").status == 66)
    // A line without end, as of a binary file: refused after a megabyte.
    let huge = try JizhunProcess.run(["transform", "--from", "bj54", "--to", "cgcs2000", "--parameters", "/dev/zero"], input: "")
    #expect(huge.status == 78)
  }

  @Test func ensemble() throws {
    let result = try Self.transform("EPSG:4490", "EPSG:4326", "28.2 112.95\n", ["--accept-ensemble", "--header"])
    #expect(result.status == 0 && result.errors.contains("2 m") && result.output.contains("2 m"))
  }

  /// EPSG:4490 and 4326, the commonest request: each way of asking, with its exit status.
  @Test(
    "EPSG:4490 ⇄ 4326",
    arguments: [
      ("EPSG:4490", "EPSG:4326", [], 78, "--accept-ensemble"),
      ("EPSG:4326", "EPSG:4490", [], 78, "wgs84-g2296@2025.3"),
      ("EPSG:4547", "EPSG:32649", [], 78, "2 m"),
      ("EPSG:4480", "EPSG:4979", [], 78, "--accept-ensemble"),
      ("EPSG:4479", "EPSG:4978", [], 78, "--accept-ensemble"),
      ("EPSG:4326", "itrf2020@2025.3", [], 78, "--accept-ensemble"),
      // An epoch without a realisation, and a realisation without an epoch.
      ("EPSG:4326@2025.3", "EPSG:4490", [], 64, "name the realisation"),
      ("wgs84-g2296", "EPSG:4490", [], 78, "epoch"),
      // A change of epoch needs velocities; a plane-parameter file would not help.
      ("wgs84-g2296@2025.3", "EPSG:4490", [], 78, "--velocity"),
      ("EPSG:4490", "wgs84-g2139@2020", [], 78, "--velocity"),
      ("EPSG:10604@2025.3", "EPSG:4479", [], 78, "--velocity"),
      // --accept-ensemble is for the ensemble, not for epochs or datums.
      ("wgs84-g2296@2025.3", "EPSG:4490", ["--accept-ensemble"], 78, "--velocity"),
      ("EPSG:4214", "EPSG:4326", ["--accept-ensemble"], 78, "parameter file"),
      ("EPSG:4214", "EPSG:4490", ["--accept-ensemble"], 78, "7-parameter"),
    ] as [(String, String, [String], Int, String)])
  func ensembleRefusals(_ from: String, _ to: String, _ options: [String], _ status: Int, _ word: String) throws {
    let result = try Self.transform(from, to, "28.2 112.95 50\n", options + ["--lang", "en"])
    #expect(result.status == Int32(status) && result.output.isEmpty && result.errors.contains(word), "\(result)")
    let chinese = try Self.transform(from, to, "28.2 112.95 50\n", options + ["--lang", "zh"])
    #expect(chinese.status == Int32(status) && chinese.errors != result.errors)
  }

  @Test("with realisation, epoch and velocity there is an answer, 0.7 m from the same numbers") func realisations() throws {
    let result = try Self.transform(
      "wgs84-g2296@2025.3", "EPSG:4490", "28.2 112.95\n", ["--velocity", "itrf2020-pmm:eura", "--header"])
    let words = result.lines.last?.split(separator: " ").compactMap { Double($0) } ?? []
    let east = ((words.last ?? 0) - 112.95) * 111_320 * 0.8813
    let north = ((words.first ?? 0) - 28.2) * 110_900
    // The Eurasian plate takes Hunan east-south-east by about 27 mm a year: 25 years back are 0.6 to 0.8 m to the west.
    #expect(result.status == 0 && east < -0.6 && east > -0.8 && north > 0.1 && north < 0.4, "\(result)")
    #expect(result.output.contains("frame ITRF2020 to ITRF97") && result.output.contains("propagation 2025.3 to 2000.0"))
    // G1150 is ITRF2000; at one epoch no velocity is needed, and centimetres are left.
    let same = try Self.transform("wgs84-g1150@2000", "EPSG:4490", "28.2 112.95\n", ["--header"])
    let there = same.lines.last?.split(separator: " ").compactMap { Double($0) } ?? []
    #expect(same.status == 0 && same.output.contains("no change of epoch") && abs((there.first ?? 0) - 28.2) < 5e-7)
  }

  @Test(
    "the ensemble accepted: both ways, every kind of coordinates, 2 m said each time",
    arguments: [
      ("EPSG:4490", "EPSG:4326", "28.2 112.95"), ("EPSG:4326", "EPSG:4490", "28.2 112.95"), ("EPSG:4547", "EPSG:32649", "3121052 396908"),
      ("EPSG:4979", "EPSG:4479", "28.2 112.95 50"), ("itrf2020@2025.3", "EPSG:4326", "28.2 112.95"),
    ])
  func ensembleAccepted(_ from: String, _ to: String, _ point: String) throws {
    let result = try Self.transform(from, to, point + "\n", ["--accept-ensemble", "--json", "--header"])
    #expect(result.status == 0 && result.errors.contains("accuracy 2 m") && result.lines[0].contains("\"accuracy\":2"))
    #expect(result.lines.count == 2)
  }

  @Test("--epoch-column: mixed epochs give what each gives alone") func epochColumn() throws {
    let points = [("28.2 112.95 50", "2025.3"), ("28.3 112.85 60", "2010"), ("28.4 112.75 70", "2025.3"), ("28.5 112.65 80", "1999.5")]
    let options = ["--velocity", "itrf2020-pmm:eura", "--precision", "12"]
    let input = points.map { "P \($0.0) \($0.1) rest\n" }.joined()
    let together = try Self.transform(
      "itrf2020:3d", "cgcs2000:3d", input, options + ["--name-column", "--epoch-column", "5", "--header"])
    #expect(together.status == 0 && together.output.contains("propagation each point's epoch to 2000.0"))
    let lines = together.lines.filter { !$0.hasPrefix("#") }
    for (line, point) in zip(lines, points) {
      let alone = try Self.transform("itrf2020@\(point.1):3d", "cgcs2000:3d", "P \(point.0) \(point.1) rest\n", options + ["--name-column"])
      #expect(alone.lines == [line])
    }
    let json = try Self.transform("itrf2020:3d", "cgcs2000:3d", "28.2 112.95 50 2010\n", options + ["--epoch-column", "4", "--json"])
    #expect(json.status == 0 && json.output.contains("\"epoch\":2010"))
    // Back, each to its own epoch.
    let there = try Self.transform(
      "cgcs2000:3d", "itrf2020:3d", lines.joined(separator: "\n"), options + ["--name-column", "--epoch-column", "5"])
    let back = there.lines.map { $0.split(separator: " ") }
    for (words, point) in zip(back, points) {
      let given = point.0.split(separator: " ").map { Double($0) ?? 0 }
      #expect(abs((Double(words[1]) ?? 0) - given[0]) < 1e-10 && abs((Double(words[2]) ?? 0) - given[1]) < 1e-10)
    }
  }

  @Test(
    "--epoch-column: what is refused",
    arguments: [
      ("itrf2020@2020", "cgcs2000", ["--epoch-column", "3", "--velocity", "itrf2020-pmm:eura"], 64, "takes no epochs"),
      ("EPSG:4490", "EPSG:4547", ["--epoch-column", "3"], 64, "takes no epochs"),
      ("itrf2020", "cgcs2000", ["--epoch-column", "2", "--velocity", "itrf2020-pmm:eura"], 64, "--epoch-column"),
      ("itrf2020", "cgcs2000", ["--epoch-column", "3"], 78, "--velocity"),
      ("itrf2020", "cgcs2000", ["--epoch-column", "4", "--velocity", "itrf2020-pmm:eura"], 65, "there is no column 4"),
      ("itrf2020", "cgcs2000", ["--epoch-column", "3", "--velocity", "itrf2020-pmm:eura"], 65, "1850"),
    ] as [(String, String, [String], Int, String)])
  func epochColumnRefusals(_ from: String, _ to: String, _ options: [String], _ status: Int, _ word: String) throws {
    let result = try Self.transform(from, to, "28.2 112.95 1850\n", options + ["--lang", "en"])
    #expect(result.status == Int32(status) && result.errors.contains(word), "\(result)")
  }
}
