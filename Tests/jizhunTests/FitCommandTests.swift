import Foundation
import Testing

/// `jizhun fit` as a process. All points, regions and parameters are invented.
@Suite("jizhun fit")
struct FitCommandTests {
  /// Invented parameters of a plane similarity: translation (m), rotation (rad), scale.
  static let plane = (north: 2_000.0, east: -1_500.0, rotation: 0.004, scale: 3.2e-5)

  /// Deviations of a few millimetres, made up by a rule so that each run has the same.
  static func wobble(_ i: Int, _ k: Int) -> Double { 0.004 * sin(Double(i * 7 + k * 3) * 1.7) }

  /// Lines `name N E N′ E′ rest` of a local plane about 10 km wide.
  static func planeLines(_ count: Int, rest: (Int) -> String = { _ in "0.005" }) -> [String] {
    (0..<count).map { i in
      let radius = 5000 * ((Double(i) + 0.5) / Double(count)).squareRoot()
      let (n, e) = (30_000 + radius * cos(Double(i) * 2.4), 50_000 + radius * sin(Double(i) * 2.4))
      let (s, c) = ((1 + plane.scale) * sin(plane.rotation), (1 + plane.scale) * cos(plane.rotation))
      let n2 = plane.north + c * n - s * e + wobble(i, 0)
      let e2 = plane.east + s * n + c * e + wobble(i, 1)
      return String(format: "点%02d %.4f %.4f %.4f %.4f ", i + 1, n, e, n2, e2) + rest(i)
    }
  }

  func fit(_ model: String, _ lines: [String], _ more: String..., from: String = "local", to: String = "local") throws
    -> JizhunProcess.Result
  {
    try JizhunProcess.run(["fit", model, "-", "--from", from, "--to", to] + more, input: lines.joined(separator: "\n") + "\n")
  }

  /// The values of a section of a parameter file.
  func section(_ name: String, of file: String) throws -> [String: Double] {
    let text = try String(contentsOfFile: file, encoding: .utf8)
    var inside = false
    var values: [String: Double] = [:]
    for line in text.components(separatedBy: "\n") {
      if line.hasPrefix("[") { inside = line == "[\(name)]" }
      let parts = line.components(separatedBy: " = ")
      if inside, parts.count == 2, let value = Double(parts[1]) { values[parts[0]] = value }
    }
    return values
  }

  @Test("plane similarity: the parameters come back, into the file alone, which nobody else can read")
  func planeSimilarity() throws {
    let folder = try TemporaryFolder()
    let file = folder.path("p.txt")
    // A file that others could read loses that.
    _ = FileManager.default.createFile(atPath: file, contents: Data("old".utf8), attributes: [.posixPermissions: 0o644])
    let result = try fit(
      "plane4", Self.planeLines(10), "-o", file, "--classification", "机密", "--name", "invented", "--report", folder.path("report"))
    #expect(result.status == 0, "\(result.errors)")
    let values = try section("parameters", of: file)
    // 5 mm at 10 points over 10 km: 0.2″ of rotation would move the edge by 5 mm; the origin is 58 km away.
    #expect(abs(try #require(values["rotation_arcsec"]) - Self.plane.rotation * 648_000 / .pi) < 0.2)
    #expect(abs(try #require(values["scale_ppm"]) - 32) < 1)
    #expect(abs(try #require(values["t_north_m"]) - Self.plane.north) < 0.06)
    #expect(abs(try #require(values["t_east_m"]) - Self.plane.east) < 0.06)
    #expect(try String(contentsOfFile: file, encoding: .utf8).contains("classification = secret"))
    let permissions = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
    #expect(permissions == 0o600)
    // Neither parameters nor coordinates in anything but the file.
    var texts = [result.output, result.errors]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path("report")) {
      texts.append(try String(contentsOfFile: folder.path("report/" + name), encoding: .utf8))
    }
    #expect(texts.count == 7)
    let secrets =
      values.values.map { String("\($0)".prefix(7)) } + Self.planeLines(10).map { String($0.split(separator: " ")[1].prefix(7)) }
    for text in texts { #expect(!secrets.contains { $0.count >= 6 && text.contains($0) }) }
    #expect(texts.contains { $0.contains("机密") && $0.contains("<svg") } && texts.contains { $0.contains("secret") })
    let json = try #require(
      JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: folder.path("report/report.json")))) as? [String: Any])
    #expect(json["redundancy"] as? Int == 16 && (json["points"] as? [[String: Any]])?.count == 10)
  }

  @Test("parameters that nobody classified are marked secret, and that is said")
  func classificationByDefault() throws {
    let folder = try TemporaryFolder()
    let (file, report) = (folder.path("p.txt"), folder.path("report"))
    let result = try fit("plane4", Self.planeLines(10), "-o", file, "--report", report)
    #expect(result.status == 0 && result.errors.contains("no classification is given, so the parameters are marked secret"))
    #expect(try String(contentsOfFile: file, encoding: .utf8).contains("\nclassification = secret\n"))
    #expect(try String(contentsOfFile: report + "/report.json", encoding: .utf8).contains("\"classification\":\"secret\""))
    // Nothing is marked where nothing is written.
    let printed = try fit("plane4", Self.planeLines(10))
    #expect(printed.status == 0 && !printed.errors.contains("classification") && !printed.output.contains("secret"))
  }

  @Test("a gross error is named, and left out on request; points held out stay out")
  func grossError() throws {
    var lines = Self.planeLines(10) { $0 == 4 ? "0.005 check" : "0.005" }
    var bad = lines[6].split(separator: " ").map(String.init)
    bad[3] = String(format: "%.4f", try #require(Double(bad[3])) + 0.5)
    lines[6] = bad.joined(separator: " ")
    let named = try fit("plane4", lines)
    #expect(named.status == 0 && named.errors.contains("点07") && named.errors.contains("--reject"))
    let left = try fit("plane4", lines, "--reject", "--json", "--check", "点02")
    let json = try #require(JSONSerialization.jsonObject(with: Data(left.output.utf8)) as? [String: Any])
    #expect(json["fitted"] as? Int == 7 && json["rejected"] as? Int == 1 && json["check"] as? Int == 2)
    let states = try #require(json["points"] as? [[String: Any]]).map { "\($0["name"] ?? ""):\($0["state"] ?? "")" }
    #expect(states[6] == "点07:rejected" && states[4] == "点05:check" && states[1] == "点02:check")
    #expect((json["outlierTest"] as? [String: Any])?["alpha"] as? Double == 0.05)
    let robust = try fit("plane4", lines, "--robust", "igg3")
    #expect(robust.status == 0 && robust.output.contains("IGG III") && robust.errors.contains("点07"))
  }

  @Test("Chinese on request")
  func chinese() throws {
    let result = try fit("plane4", Self.planeLines(8), "--lang", "zh", "--compare")
    #expect(result.output.contains("坐标转换参数求解报告") && result.output.contains("交叉验证") && result.output.contains("模型比较"))
  }

  @Test("auto takes the plain model that does as well as richer ones")
  func auto() throws {
    let result = try fit("auto", Self.planeLines(20), "--json")
    let json = try #require(JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(json["model"] as? String == "plane4")
    #expect((json["comparison"] as? [[String: Any]])?.count == 5)
  }

  @Test("bad lines: each is named with its number, nothing is estimated, status 65")
  func badLines() throws {
    var lines = Self.planeLines(8)
    lines[1] = lines[1].replacingOccurrences(of: "点02", with: "点01")
    lines[2] = "点03 nan 5 6 7"
    lines[3] = "点04 1 2 3"
    lines[4] = "点05 1 2 3 4 -0.01"
    lines[5] = "点06 " + lines[0].split(separator: " ").dropFirst().joined(separator: " ")
    lines[6] += " 7 8"
    let folder = try TemporaryFolder()
    let result = try fit("plane4", ["# head", ""] + lines, "-o", folder.path("p"), "--classification", "public")
    #expect(result.status == 65 && result.output.isEmpty)
    let expected = [
      (4, "already"), (5, "“nan”"), (6, "column 5"), (7, "standard deviation"), (8, "counts once"), (9, "follow the coordinates"),
    ]
    for (line, words) in expected {
      #expect(
        result.errors.components(separatedBy: "\n").contains { $0.contains("line \(line):") && $0.contains(words) }, "\(result.errors)")
    }
    #expect(!FileManager.default.fileExists(atPath: folder.path("p")))
  }

  @Test("two points only, points on one spot of a line: status 65 and what is needed")
  func tooFew() throws {
    let two = try fit("plane4", Self.planeLines(2))
    #expect(two.status == 65 && two.errors.contains("2 common points") && two.errors.contains("needs 3"))
    let empty = try fit("plane4", ["# nothing"])
    #expect(empty.status == 65)
    let polynomial = try fit("polynomial2", (0..<9).map { "L\($0) \($0)00 \($0)00 \($0)00 \($0)00" })
    #expect(polynomial.status == 65 && polynomial.errors.contains("do not determine"))
    let auto = try fit("auto", Self.planeLines(2))
    #expect(auto.status == 65)
  }

  /// Invented points near 43° N 105° E, shifted by less than a second of arc.
  static func geographic(_ count: Int, swap: Bool = false) -> [String] {
    (0..<count).map { i in
      let (b, l) = (43 + 0.3 * cos(Double(i) * 2.4), 105 + 0.3 * sin(Double(i) * 2.4) + 0.01 * Double(i))
      let (b2, l2) = (b - 0.0001, l + 0.0002)
      let target = swap ? (l2, b2) : (b2, l2)
      return String(format: "Q%d %.9f %.9f 1200.0 %.9f %.9f 1190.0", i, b, l, target.0, target.1)
    }
  }

  @Test("swapped coordinates are refused and named: degrees, zones, local planes")
  func swapped() throws {
    let degrees = try fit("helmert3", Self.geographic(6, swap: true), from: "bj54:3d", to: "cgcs2000:3d")
    #expect(degrees.status == 65 && degrees.errors.contains("line 1: the target coordinates are swapped"))
    // An invented point 23 km east of the meridian 105°.
    let line = "P1 4763000.0 523000.0 523030.0 4763040.0"
    let zone = try fit("plane4", [line], from: "bj54:gk3:zone=35", to: "cgcs2000:gk3:zone=35")
    #expect(zone.status == 65 && zone.errors.contains("swapped"))
    let both = try fit("plane4", ["P1 523000.0 4763000.0 523030.0 4763040.0"], from: "bj54:gk3:zone=35", to: "cgcs2000:gk3:zone=35")
    #expect(both.status == 65 && both.errors.contains("both coordinates are swapped"))
    let other = try fit("plane4", ["P1 4763000.0 523000.0 4763040.0 523030.0"], from: "bj54:gk3:zone=35", to: "cgcs2000:gk3:zone=36")
    #expect(other.status == 65 && other.errors.contains("km apart"))
    let turned = Self.planeLines(8).map { line -> String in
      var words = line.split(separator: " ").map(String.init)
      words.swapAt(3, 4)
      return words.joined(separator: " ")
    }
    let local = try fit("plane4", turned)
    #expect(local.status == 65 && local.errors.contains("swapped"))
  }

  @Test("wrong words and systems: status 64; files: 66 and 73")
  func usage() throws {
    #expect(try fit("helmert7", [], "--convention", "frame", from: "bj54:3d", to: "cgcs2000:3d").status == 64)
    #expect(try fit("helmert8", []).status == 64)
    let space = try fit("helmert4", Self.planeLines(5), from: "bj54:gk3:zone=38", to: "cgcs2000:gk3:zone=38")
    #expect(space.status == 65 && space.errors.contains("for plane coordinates take plane4"))
    #expect(try fit("plane4", [], from: "cgcs20", to: "local").status == 64)
    #expect(try fit("plane4", Self.planeLines(5), "--check", "none").status == 64)
    #expect(try fit("plane4", Self.planeLines(5), "--reject", "--robust", "huber").status == 64)
    let plane = try fit("plane4", Self.geographic(6), "--dimension", "3", from: "bj54:3d", to: "cgcs2000:3d")
    #expect(plane.status == 64 && plane.errors.contains("plane coordinates"))
    #expect(try fit("helmert7", Self.planeLines(5), "--dimension", "2").status == 64)
    #expect(try JizhunProcess.run(["fit", "plane4", "/nonexistent", "--from", "local", "--to", "local"]).status == 66)
    let denied = try fit("plane4", Self.planeLines(5), "-o", "/nonexistent/p", "--classification", "public")
    #expect(denied.status == 73)
  }

  /// Invented points of a region 100 km wide, in degrees; the target by the invented seven parameters of a parameter file.
  static func sevenParameterFile(_ folder: TemporaryFolder, convention: String) throws -> String {
    try folder.file(
      "truth",
      Data(
        """
        [transformation]
        name = invented
        model = helmert7
        source = bj54
        target = cgcs2000
        convention = \(convention)
        rotation = small-angle
        classification = public
        [parameters]
        tx_m = 31.5
        ty_m = -142.25
        tz_m = -77.125
        rx_arcsec = 0.8
        ry_arcsec = -1.4
        rz_arcsec = 2.5
        scale_ppm = -6.5
        [area]
        south_deg = 40
        west_deg = 100
        north_deg = 46
        east_deg = 110

        """.utf8))
  }

  func transform(_ from: String, _ to: String, _ parameters: String, _ input: [String], _ more: String...) throws -> JizhunProcess.Result {
    try JizhunProcess.run(
      ["transform", "--from", from, "--to", to, "--parameters", parameters] + more, input: input.joined(separator: "\n") + "\n")
  }

  @Test(
    "a file made by fit transforms the points onto their targets, in both conventions",
    arguments: ["helmert7", "molodensky-badekas"], ["coordinate-frame", "position-vector"])
  func roundTrip(_ model: String, _ convention: String) throws {
    let folder = try TemporaryFolder()
    let truth = try Self.sevenParameterFile(folder, convention: "coordinate-frame")
    let source = (0..<9).map { i in
      let (b, l) = (43 + 0.4 * cos(Double(i) * 2.4) * Double(i) / 8, 105 + 0.5 * sin(Double(i) * 2.4) * Double(i) / 8)
      return String(format: "%.10f %.10f %.4f", b, l, 1200 + 30 * Double(i % 4))
    }
    let target = try transform("bj54:3d", "cgcs2000:3d", truth, source, "--precision", "12")
    #expect(target.status == 0, "\(target.errors)")
    let lines = zip(source, target.lines).enumerated().map { "P\($0.offset) \($0.element.0) \($0.element.1)" }
    let file = folder.path("made")
    let made = try fit(
      model, lines, "--convention", convention, "-o", file, "--classification", "public", from: "bj54:3d", to: "cgcs2000:3d")
    #expect(made.status == 0, "\(made.errors)")
    let again = try transform("bj54:3d", "cgcs2000:3d", file, source, "--precision", "12")
    for (a, b) in zip(target.lines, again.lines) {
      let (x, y) = (a.split(separator: " ").compactMap { Double($0) }, b.split(separator: " ").compactMap { Double($0) })
      // 10⁻¹² degrees and 10⁻⁶ m in the text; what the fit cannot see is the rounding of both.
      #expect(zip(x, y).enumerated().allSatisfy { abs($0.element.0 - $0.element.1) < ($0.offset == 2 ? 3e-6 : 3e-11) }, "\(a) \(b)")
    }
    // The word decides: the same numbers under the other convention are wrong by decimetres and more, and an unknown word is refused.
    let text = try String(contentsOfFile: file, encoding: .utf8)
    let other = convention == "coordinate-frame" ? "position-vector" : "coordinate-frame"
    let turned = try folder.file("turned", Data(text.replacingOccurrences(of: convention, with: other).utf8))
    let wrong = try transform("bj54:3d", "cgcs2000:3d", turned, source)
    #expect(wrong.status == 0)
    var change = 0.0
    for (a, b) in zip(wrong.lines, target.lines) {
      let (x, y) = (a.split(separator: " ").compactMap { Double($0) }, b.split(separator: " ").compactMap { Double($0) })
      for k in 0..<2 { change = max(change, abs(x[k] - y[k])) }
    }
    #expect(change > 1e-6)
    let misspelt = try folder.file("misspelt", Data(text.replacingOccurrences(of: convention, with: "coordinate frame").utf8))
    let refused = try transform("bj54:3d", "cgcs2000:3d", misspelt, source)
    #expect(refused.status == 78 && refused.errors.contains("convention") && refused.output.isEmpty)
  }

  @Test("σ of the output: the input's and the parameters' together")
  func sigma() throws {
    let folder = try TemporaryFolder()
    let file = folder.path("p")
    let lines = Self.planeLines(10)
    let made = try fit("plane4", lines, "-o", file, "--classification", "public", from: "local:old", to: "local:new")
    #expect(made.status == 0, "\(made.errors)")
    // At the centroid rotation and scale contribute nothing: σ² = σ_in² + σ²/n (n = 10 points of 5 mm), whatever the angle, for equal σ_in.
    let columns = lines.map { $0.split(separator: " ").compactMap { Double($0) } }
    let (n, e) = (columns.reduce(0) { $0 + $1[0] } / 10, columns.reduce(0) { $0 + $1[1] } / 10)
    let centre = String(format: "C %.4f %.4f 0.0100 0.0100 rest", n, e)
    let result = try transform("local:old", "local:new", file, [centre], "--columns", "2,3", "--sigma", "4,5")
    #expect(result.status == 0, "\(result.errors)")
    let words = result.lines[0].split(separator: " ")
    // √(0.01² + 0.005²/10) = 0.010124.
    #expect(words[3] == "0.0101" && words[4] == "0.0101" && words[5] == "rest")
    let json = try transform("local:old", "local:new", file, [centre], "--columns", "2,3", "--sigma", "4,5", "--json")
    let object = try #require(JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    let sigmas = try #require(object["sigma"] as? [Double])
    #expect(sigmas.allSatisfy { abs($0 - (0.0001 + 0.0000025).squareRoot()) < 1e-6 }, "\(sigmas)")
    // There and back.
    let back = try transform("local:new", "local:old", file, [result.lines[0]], "--columns", "2,3")
    let position = back.lines[0].split(separator: " ").compactMap { Double($0) }
    #expect(abs(position[0] - n) < 2e-4 && abs(position[1] - e) < 2e-4)
  }

  @Test("σ needs a covariance; local planes need plane parameters of theirs")
  func sigmaRefused() throws {
    let folder = try TemporaryFolder()
    let truth = try Self.sevenParameterFile(folder, convention: "coordinate-frame")
    let none = try transform("bj54:3d", "cgcs2000:3d", truth, ["43 105 1200 0.01 0.01 0.02"], "--sigma", "4,5,6")
    #expect(none.status == 78 && none.errors.contains("[covariance]"))
    let columns = try JizhunProcess.run(
      ["transform", "--from", "cgcs2000:3d", "--to", "cgcs2000:xyz", "--sigma", "3,4,5"], input: "43 105 1200 0.01 0.01\n")
    #expect(columns.status == 64)
    let local = try transform("local", "cgcs2000:gk3:zone=35", truth, ["1 2"])
    #expect(local.status == 78 && local.errors.contains("bj54"))
    let missing = try JizhunProcess.run(["transform", "--from", "local", "--to", "local:new"], input: "1 2\n")
    #expect(missing.status == 78 && missing.errors.contains("--parameters"))
    // Without parameters the input's σ alone go through: a geodetic point onto the plane, 5 km from the meridian.
    let same = try JizhunProcess.run(
      ["transform", "--from", "cgcs2000", "--to", "cgcs2000:gk3:zone=35", "--sigma", "3,4"],
      input: "43 105.06 0.01 0.02\n105.06 43 0.01 -1\n")
    #expect(same.status == 65 && same.lines[0].hasSuffix(" 0.0100 0.0200") && same.lines[1].hasPrefix("# error line 2"))
  }

  /// Invented points of a Helmert transformation, lat lon h on both sides.
  static func spatial(_ count: Int) -> [String] {
    (0..<count).map { i in
      let (b, l, h) = (43 + 0.3 * cos(Double(i) * 2.4), 105 + 0.3 * sin(Double(i) * 2.4) + 0.01 * Double(i), 1000 + 40 * Double(i % 5))
      return String(
        format: "Q%d %.9f %.9f %.4f %.9f %.9f %.4f 0.01", i, b, l, h, b - 1e-4 + 3e-6 * (l - 105), l + 2e-4 + wobble(i, 1) * 1e-6,
        h - 10 + wobble(i, 2))
    }
  }

  @Test("exports: what PROJ makes of them is what transform gives with the parameter file")
  func exports() throws {
    let folder = try TemporaryFolder()
    let (file, pipeline, wkt, grid) = (folder.path("p.txt"), folder.path("p.proj"), folder.path("p.wkt"), folder.path("p.gsb"))
    let result = try fit(
      "helmert7", Self.spatial(12), "-o", file, "--classification", "public", "--export", "proj=" + pipeline, "--export", "wkt2=" + wkt,
      "--export", "ntv2=" + grid, from: "bj54:3d", to: "cgcs2000:3d")
    #expect(result.status == 0 && result.errors.contains("interpolation error at most 0.0"), "\(result.errors)")
    for path in [pipeline, wkt, grid] {
      #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
    }
    let point = "43.0712345678 105.0812345678 1017.25"
    let ours = try JizhunProcess.run(
      ["transform", "--from", "bj54:3d", "--to", "cgcs2000:3d", "--parameters", file, "--precision", "12"], input: point + "\n")
    let expected = try ours.lines[0].split(separator: " ").map { try #require(Double($0)) }
    if let cct = JizhunProcess.installed("cct") {
      let steps = try String(contentsOfFile: pipeline, encoding: .utf8).split { $0 == " " || $0 == "\n" }.map(String.init)
      for definition in [steps, ["@" + wkt]] {
        let theirs = try JizhunProcess.run(program: cct, ["-d", "12"] + definition, input: Data((point + " 0\n").utf8))
        let found = theirs.output.split(separator: " ").compactMap { Double($0) }
        // A micrometre; heights of PROJ are good to 1.5 µm.
        #expect(found.count >= 3 && abs(found[0] - expected[0]) < 1.5e-11 && abs(found[1] - expected[1]) < 1.5e-11, "\(theirs)")
        #expect(found.count >= 3 && abs(found[2] - expected[2]) < 2e-6)
      }
    }
    // The grid as a parameter file of its own, on points without height.
    let plain = try JizhunProcess.run(
      ["transform", "--from", "bj54", "--to", "cgcs2000", "--parameters", file, "--precision", "12"],
      input: "43.0712345678 105.0812345678\n")
    let parameters = """
      [transformation]
      name = sampled
      model = grid
      source = bj54
      target = cgcs2000
      classification = public
      [grid]
      file = p.gsb
      [area]
      south_deg = 40
      west_deg = 100
      north_deg = 45
      east_deg = 110
      """
    let sampled = try JizhunProcess.run(
      ["transform", "--from", "bj54", "--to", "cgcs2000", "--parameters", try folder.file("g.txt", parameters.utf8), "--precision", "12"],
      input: "43.0712345678 105.0812345678\n")
    let pair = zip(plain.lines[0].split(separator: " "), sampled.lines[0].split(separator: " ")).map {
      (Double($0) ?? 0) - (Double($1) ?? 1)
    }
    // 0.1 mm, the default of --export-error.
    #expect(pair.count == 2 && pair.allSatisfy { abs($0) < 1e-9 }, "\(plain) \(sampled)")
  }

  @Test("exports that cannot be: status 64, and nothing is written")
  func refusedExports() throws {
    let folder = try TemporaryFolder()
    let file = folder.path("p.txt")
    for (model, export, word) in [("plane4", "ntv2", "local plane"), ("polynomial1", "wkt2", "polynomial")] {
      let result = try fit(
        model, Self.planeLines(10), "-o", file, "--classification", "public", "--export", export + "=" + folder.path("x"))
      #expect(result.status == 64 && result.errors.contains(word) && !FileManager.default.fileExists(atPath: file), "\(result.errors)")
    }
    for export in ["proj", "proj=", "shapefile=x", "proj=-"] {
      #expect(try fit("plane4", Self.planeLines(10), "--classification", "public", "--export", export).status == 64)
    }
    let twice = try fit("plane4", Self.planeLines(10), "-o", file, "--classification", "public", "--export", "proj=" + file)
    #expect(twice.status == 64 && !FileManager.default.fileExists(atPath: file))
    let plane = try fit("polynomial2", Self.planeLines(12), "--classification", "public", "--export", "proj=" + folder.path("x"))
    let written = try String(contentsOfFile: folder.path("x"), encoding: .utf8)
    #expect(plane.status == 0 && written.contains("+proj=horner"))
  }
}
