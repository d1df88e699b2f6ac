import Foundation
import RecordedData
import Testing

/// `jizhun geoid fit` as a process, on networks invented here.
@Suite("jizhun geoid fit")
struct GeoidFitCommandTests {
  /// ζ = −10 + (latitude − 24)·2 + (longitude − 108)·3 of `HeightCommandTests.model`, and a correction of 0.2 m + 0.05 m per degree of latitude.
  static func zeta(_ latitude: Double, _ longitude: Double) -> Double { -10 + (latitude - 24) * 2 + (longitude - 108) * 3 }
  static func correction(_ latitude: Double) -> Double { 0.2 + 0.05 * (latitude - 25) }

  /// Forty points in a lattice with millimetres of invented noise.
  static func points(gradient: Double = 0, order: [Int] = [0, 1, 2, 3, 4]) -> [String] {
    (0..<40).map { i in
      let (b, l) = (24.3 + 0.3 * Double(i / 8), 108.3 + 0.35 * Double(i % 8))
      let h = 100 + 37 * Double(i * 7 % 40)
      let noise = 0.001 * Double((i * 13) % 7 - 3)
      let big = h + zeta(b, l) + correction(b) + gradient * h + noise
      let cells = ["P\(i)", String(format: "%.6f", b), String(format: "%.6f", l), String(format: "%.4f", big), String(format: "%.4f", h)]
      return order.map { cells[$0] }.joined(separator: " ")
    }
  }

  private func run(_ arguments: [String], _ lines: [String], _ folder: TemporaryFolder) throws -> JizhunProcess.Result {
    let base = try folder.file("base.gtx", HeightCommandTests.model())
    let points = try folder.file("points.txt", Array((lines.joined(separator: "\n") + "\n").utf8))
    return try JizhunProcess.run(["geoid", "fit", "--base", base, "--points", points] + arguments, input: "")
  }

  @Test("A plane between base and points is found, written, and used by height")
  func plane() throws {
    let folder = try TemporaryFolder()
    let model = folder.path("refined.gtx")
    let report = folder.path("report")
    let result = try run(["--method", "plane", "-o", model, "--report", report, "--area", "24.2,108.2,25.6,110.9"], Self.points(), folder)
    #expect(result.status == 0, Comment(rawValue: result.errors))
    let height = try JizhunProcess.run(["height", "--model", model, "--to", "normal"], input: "24.9 109.4 100\n")
    // ζ of the base is bilinear and so is its spline; points are good to 2 mm, and the plane through forty of them to less.
    let expected = 100 - Self.zeta(24.9, 109.4) - Self.correction(24.9)
    let found = try #require(Double(height.lines.first?.split(separator: " ").last ?? ""))
    #expect(abs(found - expected) < 0.002)
    for file in ["report.zh.html", "report.en.html", "report.zh.txt", "report.en.txt", "report.json", "points.txt"] {
      #expect(FileManager.default.fileExists(atPath: report + "/" + file))
    }
    let page = try String(contentsOfFile: report + "/report.zh.html", encoding: .utf8)
    #expect(page.contains("内符合") && page.contains("<svg") && !page.contains("http"))
    // No coordinate of the first point, to the tenth of a degree with its decimals, nor a height.
    #expect(!page.contains("24.300000") && !page.contains("108.300000"))
    let mode = try #require(FileManager.default.attributesOfItem(atPath: model)[.posixPermissions] as? NSNumber)
    #expect(mode.intValue == 0o600)
  }

  @Test("Gross errors are left out and named; names of other encodings come back byte by byte")
  func gross() throws {
    let folder = try TemporaryFolder()
    var lines = Self.points()
    let cells = lines[17].split(separator: " ").map(String.init)
    lines[17] = "P17 \(cells[1]) \(cells[2]) \(Double(cells[3])! + 0.4) \(cells[4])"
    let base = try folder.file("base.gtx", HeightCommandTests.model())
    // “Å3” in Latin-1.
    let bytes = Array((lines.joined(separator: "\n") + "\n").utf8) + [0xC5, 0x33] + Array(lines[3].dropFirst(2).utf8)
    let points = try folder.file("points.txt", bytes)
    let report = folder.path("report")
    let result = try JizhunProcess.run(
      [
        "geoid", "fit", "--base", base, "--points", points, "--method", "quadratic", "--report", report, "--area", "24.2,108.2,25.6,110.9",
        "--json",
      ],
      input: "")
    #expect(result.status == 0, Comment(rawValue: result.errors))
    #expect(result.output.contains("\"leftOut\":1"))
    let table = [UInt8](try Data(contentsOf: URL(fileURLWithPath: report + "/points.txt")))
    #expect(table.split(separator: 0x0A).contains { $0.starts(with: [0xC5, 0x33, 0x20]) })
    #expect(String(decoding: table, as: UTF8.self).split(separator: "\n").contains { $0.hasPrefix("P17 ") && $0.hasSuffix("left-out") })
  }

  @Test("Exchanged heights, wrong lines, unknown formats and outputs over inputs are refused")
  func refusals() throws {
    let folder = try TemporaryFolder()
    let swapped = try run(["--method", "plane"], Self.points(order: [0, 1, 2, 4, 3]), folder)
    #expect(swapped.status == 65 && swapped.errors.contains("--columns"))
    #expect(try run(["--method", "4-parameter"], Self.points(), folder).status == 0)
    #expect(try run(["--method", "plane", "--columns", "1,2,3,5,4"], Self.points(order: [0, 1, 2, 4, 3]), folder).status == 0)
    let wrong = try run(["--method", "plane"], Self.points() + ["Q 24 x 1 2"], folder)
    #expect(wrong.status == 65 && wrong.errors.contains("line 41"))
    #expect(try run(["--method", "plane", "-o", folder.path("model.doc")], Self.points(), folder).status == 64)
    #expect(try run(["--method", "plane", "-o", folder.path("points.txt")], Self.points(), folder).status == 64)
    #expect(try run(["--method", "plane", "--height-term", "constant", "-o", folder.path("m.gtx")], Self.points(), folder).status == 64)
    let few = try run(["--method", "cubic"], Array(Self.points().prefix(6)), folder)
    #expect(few.status == 65 && few.errors.contains("11"))
    // Feet for metres: the model would be one that no reader takes.
    let feet = try JizhunProcess.run([
      "geoid", "fit", "--base", "none", "--method", "plane", "--points",
      try folder.file(
        "feet.txt", Array(Self.points().map { $0.split(separator: " ") }.map { "\($0[0]) \($0[1]) \($0[2]) 5000 \($0[4])\n" }.joined().utf8)
      ),
      "-o", folder.path("feet.tif"),
    ])
    #expect(feet.status == 65 && feet.errors.contains("1000 m") && !FileManager.default.fileExists(atPath: folder.path("feet.tif")))
    // A message never shows a place or a height.
    for result in [swapped, wrong, few, feet] { #expect(!result.errors.contains("24.3") && !result.errors.contains("108.3")) }
  }

  @Test("Classes come from the user's table: met, not met, and not judged without points held out")
  func accuracyClasses() throws {
    let folder = try TemporaryFolder()
    // Invented limits: the points have millimetres of noise.
    let table = try folder.file(
      "classes.txt", Array("[table]\nname = invented\n[inner]\na_m = 0.0001\nb_m = 0.01\n[outer]\nb_m = 0.01\nc_m = 0.02\n".utf8))
    let options = ["--method", "plane", "--json", "--accuracy-table", table]
    let open = try run(options, Self.points(), folder)
    #expect(open.output.contains(#""accuracyClasses":{"table":"invented","met":null"#), Comment(rawValue: open.errors))
    #expect(open.output.contains(#""quantity":"outer","value":null,"limit":0.01,"verdict":"not-judged""#))
    let checks = Self.points().enumerated().map { $0.offset % 5 == 2 ? $0.element + " check" : $0.element }
    let judged = try run(options, checks, folder)
    #expect(judged.output.contains(#""met":"b""#) && judged.output.contains(#""class":"a","quantity":"inner""#))
    #expect(judged.output.contains(#""verdict":"not-met""#))
    let wrong = try folder.file("wrong.txt", Array("[table]\nname = invented\n[outer]\nb_m = ten\n".utf8))
    let refused = try run(["--method", "plane", "--accuracy-table", wrong], Self.points(), folder)
    #expect(refused.status == 78 && refused.errors.contains("line 4"))
  }

  @Test("A term in proportion to height is found, and only a GeoTIFF keeps it")
  func heightTerm() throws {
    let folder = try TemporaryFolder()
    let result = try run(
      ["--method", "plane", "-o", folder.path("m.tif"), "--json", "--area", "24.2,108.2,25.6,110.9"], Self.points(gradient: 1e-4), folder)
    #expect(result.status == 0, Comment(rawValue: result.errors))
    #expect(result.output.contains("\"heightTerm\":\"constant\",\"chosen\":true"))
    let plain = try run(
      ["--method", "plane", "-o", folder.path("m.gtx"), "--json", "--area", "24.2,108.2,25.6,110.9"], Self.points(gradient: 1e-4), folder)
    #expect(!plain.output.contains("constant\",\"chosen\":true"))
  }

  @Test("A grid as base is read as its header asks, or by the method that is named")
  func baseMethod() throws {
    let folder = try TemporaryFolder()
    func before(_ options: [String]) throws -> Double {
      let result = try run(["--method", "plane", "--json"] + options, Self.points(), folder)
      #expect(result.status == 0, Comment(rawValue: result.errors))
      let object = try #require(JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
      return try #require((object["before"] as? [String: Any])?["deviation"] as? Double)
    }
    // The base is a plane, which splines and straight lines give alike, and the nearest node misses by decimetres.
    let usual = try before([])
    #expect(abs(try before(["--base-method", "bilinear"]) - usual) < 1e-6)
    #expect(try before(["--base-method", "nearest"]) > usual + 0.05)
    let field = try run(["--base", folder.path("field.gfc"), "--base-method", "bilinear"], Self.points(), folder)
    #expect(field.status == 64)
  }
}
