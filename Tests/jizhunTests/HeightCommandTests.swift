import Foundation
import Testing

/// `jizhun height` as a process, on grids invented here and on PROJ's EGM96 where it is installed.
@Suite("jizhun height")
struct HeightCommandTests {
  /// ζ = −10 + (latitude − 24)·2 + (longitude − 108)·3, invented, with one node without value in the north-east corner.
  static func model() -> [UInt8] {
    var bytes: [UInt8] = []
    func append(_ value: some FixedWidthInteger) { withUnsafeBytes(of: value.bigEndian) { bytes += $0 } }
    for value in [24.0, 108, 1, 1] { append(value.bitPattern) }
    append(Int32(4))
    append(Int32(5))
    for row in 0..<4 {
      for column in 0..<5 {
        append((row == 3 && column == 4 ? -88.8888 : Float(-10 + row * 2 + column * 3)).bitPattern)
      }
    }
    return bytes
  }

  func height(_ arguments: [String], _ input: String) throws -> JizhunProcess.Result {
    let folder = try TemporaryFolder()
    let model = try folder.file("invented.gtx", Self.model())
    return try JizhunProcess.run(["height", "--model", model] + arguments, input: input)
  }

  @Test("normal height is ellipsoidal height less the height anomaly; everything else stays")
  func signs() throws {
    // ζ(24.5, 109.5) = −10 + 1 + 4.5 = −4.5
    let input = "# c\n24.5 109.5 100 a b\n\n24.5,109.5,100.0001,x\r\n24°30′ 109:30:00 100"
    let normal = try height(["--to", "normal"], input)
    #expect(normal.output == "# c\n24.5 109.5 104.5000 a b\n\n24.5,109.5,104.5001,x\r\n24°30′ 109:30:00 104.5000")
    #expect(normal.status == 0)
    #expect(try height(["--to", "ellipsoidal"], "24.5 109.5 104.5\n").output == "24.5 109.5 100.0000\n")
    #expect(try height(["--to", "ellipsoidal", "--precision", "2"], "24.5 109.5 104.5\n").output == "24.5 109.5 100.00\n")
    #expect(try height(["--to", "normal", "--name-column"], "P1 24.5 109.5 100 q\n").output == "P1 24.5 109.5 104.5000 q\n")
  }

  @Test("outside and without value: a marked line, status 65, nothing extrapolated")
  func absent() throws {
    let result = try height(
      ["--to", "normal"], "23.9 109 1\n26.5 111.5 1\n24.5 112.5 1\n24.5 109.5\n24.5 109.5 P1\n24.5 109.5 1e6\n99 109 1\n24.5 109.5 1\n")
    #expect(result.status == 65 && result.lines.count == 8)
    for number in 1...7 { #expect(result.lines[number - 1].hasPrefix("# error line \(number): ")) }
    #expect(result.lines[7] == "24.5 109.5 5.5000")
    #expect(result.lines[0].contains("outside") && result.lines[1].contains("no value") && result.lines[3].contains("height"))
    let chinese = try height(["--to", "normal", "--lang", "zh"], "23.9 109 1\n")
    #expect(chinese.output.contains("不外推"))
  }

  @Test("a last line without a line feed stays a line of its own before another file")
  func severalFiles() throws {
    let folder = try TemporaryFolder()
    let first = try folder.file("first.txt", Array("24.5 109.5 100".utf8))
    let second = try folder.file("second.txt", Array("24.5 109.5 200 b\n24.5 109.5 300".utf8))
    for jobs in ["1", "2"] {
      let result = try height(["--to", "normal", "-j", jobs, first, second, first], "")
      #expect(result.output == "24.5 109.5 104.5000\n24.5 109.5 204.5000 b\n24.5 109.5 304.5000\n24.5 109.5 104.5000")
    }
  }

  @Test("JSON")
  func json() throws {
    #expect(
      try height(["--to", "normal", "--json"], "24.5 109.5 100 a\n24.5 x 1\n").lines[0]
        == "{\"line\":1,\"lat\":24.5000000000,\"lon\":109.5000000000,\"normalHeight\":104.5000,\"rest\":[\"a\"]}")
    #expect(try height(["--to", "ellipsoidal", "--json"], "24.5 109.5 100\n").output.contains("\"ellipsoidalHeight\":95.5000"))
  }

  @Test("models that are none: status 66 and 78, methods by name: 64, and no value shown")
  func models() throws {
    #expect(try JizhunProcess.run(["height", "--model", "no/such/file", "--to", "normal"]).status == 66)
    let folder = try TemporaryFolder()
    for (name, bytes) in [("empty", []), ("short", Array(Self.model().dropLast())), ("text", Array("latitude longitude".utf8))] {
      let result = try JizhunProcess.run(["height", "--model", try folder.file(name + ".gtx", bytes), "--to", "normal"])
      #expect(result.status == 78 && result.errors.contains("byte") && result.output.isEmpty)
    }
    let nameless = try JizhunProcess.run(["height", "--model", try folder.file("model", Self.model()), "--to", "normal"])
    #expect(nameless.status == 64 && nameless.errors.contains(".gtx"))
    let result = try height(["--to", "normal", "--method", "nonsense"], "")
    #expect(result.status == 64 && result.errors.contains("nonsense"))
    #expect(try height(["--to", "orthometric"], "").status == 64)
  }

  /// The model is a plane, so that every method but the nearest node gives the same; by hand ζ(24.5, 109.25) = −10 + 1 + 3.75, and the nearest node of
  /// 24.4, 109.3 is 24, 109 with −7.
  @Test("interpolation by name; without one the spline, which is said")
  func methods() throws {
    for method in ["bilinear", "biquadratic", "bicubic", "spline"] {
      let result = try height(["--to", "normal", "--method", method], "24.5 109.25 100\n")
      #expect(result.output == "24.5 109.25 105.2500\n" && result.errors.isEmpty)
    }
    #expect(try height(["--to", "normal", "--method", "nearest"], "24.4 109.3 100\n").output == "24.4 109.3 107.0000\n")
    #expect(try height(["--to", "normal"], "24.5 109.25 100\n").errors.contains("--method"))
  }

  /// By hand: ζ = −4.5 at 24.5, 109.5; σ and offset as given; a Bouguer anomaly of −100 mGal at 1000 m and γ̄ = 9.78827 m/s² (Somigliana at 24.5°,
  /// 9.79000, less 500 m × 3.086·10⁻⁶ s⁻²) is ζ = N + 0.1022 m; the permanent tide from tide-free to mean 1.3 × (0.099 − 0.296 × 0.17197) = 0.0625 m.
  @Test("σ, another datum, the Bouguer term and the permanent tide are options")
  func terms() throws {
    let sigma = try height(["--to", "normal", "--sigma", "--sigma-model", "0.02"], "24.5 109.5 100 P1\n")
    #expect(sigma.output == "24.5 109.5 104.5000 0.0200 P1\n" && sigma.status == 0)
    let none = try height(["--to", "normal", "--sigma"], "24.5 109.5 100 P1\n")
    #expect(none.status == 65 && none.errors.contains("--sigma-model"))
    #expect(try height(["--to", "normal", "--sigma", "--sigma-model=-0.02"], "24.5 109.5 100 P1\n").status == 65)
    #expect(try height(["--to", "normal", "--datum-offset", "-0.25"], "24.5 109.5 100\n").output == "24.5 109.5 104.2500\n")
    #expect(try height(["--to", "ellipsoidal", "--datum-offset", "-0.25"], "24.5 109.5 104.25\n").output == "24.5 109.5 100.0000\n")
    let bouguer = try height(["--to", "ellipsoidal", "--bouguer", "-100", "--precision", "3"], "24.5 109.5 1000\n")
    #expect(bouguer.output == "24.5 109.5 995.602\n")
    let back = try height(["--to", "normal", "--bouguer", "-100", "--precision", "2"], "24.5 109.5 995.602\n")
    #expect(back.output == "24.5 109.5 1000.00\n")
    let tide = ["--to", "ellipsoidal", "--model-tide", "tide-free", "--tide-system", "mean"]
    #expect(try height(tide, "24.5 109.5 100\n").output == "24.5 109.5 95.5625\n")
    #expect(try height(["--to", "normal", "--tide-system", "mean"], "24.5 109.5 100\n").status == 64)
    #expect(try height(["--to", "normal", "--model-tide", "mean"], "24.5 109.5 100\n").status == 64)
  }

  @Test("1956 and 1985 by a given difference, never by a constant of ours")
  func yellowSea() throws {
    func run(_ arguments: [String]) throws -> JizhunProcess.Result {
      try JizhunProcess.run(["height"] + arguments, input: "24.5 109.5 100 P1\n")
    }
    #expect(try run(["--to", "yellow-sea-1985", "--datum-offset", "0.125"]).output == "24.5 109.5 100.1250 P1\n")
    #expect(try run(["--to", "yellow-sea-1956", "--datum-offset", "0.125"]).output == "24.5 109.5 99.8750 P1\n")
    let folder = try TemporaryFolder()
    let grid = try folder.file("invented.gtx", Self.model())
    #expect(try run(["--to", "yellow-sea-1985", "--datum-offset", grid]).output == "24.5 109.5 95.5000 P1\n")
    let missing = try run(["--to", "yellow-sea-1985"])
    #expect(missing.status == 64 && missing.errors.contains("--datum-offset"))
    #expect(try run(["--to", "yellow-sea-1985", "--datum-offset", "0.1", "--model", grid]).status == 64)
    #expect(try run(["--to", "normal"]).status == 64)
  }

  @Test("in a pipeline with transform")
  func pipeline() throws {
    let geographic = try JizhunProcess.run(["transform", "--from", "EPSG:4546", "--to", "EPSG:4490"], input: "2800000 400000 50 P1\nbad\n")
    #expect(geographic.status == 65)
    let heights = try height(["--to", "normal"], geographic.output)
    #expect(heights.status == 0 && heights.lines.count == 2 && heights.lines[0].hasSuffix(" P1"))
    let back = try JizhunProcess.run(["transform", "--from", "EPSG:4490", "--to", "EPSG:4546"], input: heights.output)
    // 10 decimals of a degree are 6 µm.
    #expect(back.lines[0].hasPrefix("2800000.0000 400000.0000 ") && back.lines[1].hasPrefix("# error line 2"))
  }

  @Test(
    "as PROJ's vgridshift on EGM96, both ways",
    .enabled(
      if: JizhunProcess.installed("cct") != nil && FileManager.default.fileExists(atPath: "/usr/share/proj/egm96_15.gtx"),
      "cct of proj-bin and egm96_15.gtx of proj-data are not installed"))
  func againstPROJ() throws {
    let cct = try #require(JizhunProcess.installed("cct"))
    let model = "/usr/share/proj/egm96_15.gtx"
    var generator = SeededGenerator(state: 7)
    var (latFirst, lonFirst) = ("", "")
    for _ in 0..<2000 {
      // The whole globe, the seam at ±180° and the poles included.
      let latitude = Double(Int.random(in: -90_000_000...90_000_000, using: &generator)) / 1e6
      let longitude = Double(Int.random(in: -180_000_000...180_000_000, using: &generator)) / 1e6
      let height = Double(Int.random(in: -1_000_000...9_000_000, using: &generator)) / 1e3
      latFirst += "\(latitude) \(longitude) \(height)\n"
      lonFirst += "\(longitude) \(latitude) \(height) 0\n"
    }
    for (target, direction) in [("normal", "+step"), ("ellipsoidal", "+step +inv")] {
      let ours = try JizhunProcess.run(
        ["height", "--model", model, "--method", "bilinear", "--to", target, "--precision", "10"], input: latFirst)
      let pipeline =
        ["-d", "10", "+proj=pipeline", "+step", "+proj=unitconvert", "+xy_in=deg", "+xy_out=rad"]
        + direction.split(separator: " ").map(String.init)
        + ["+proj=vgridshift", "+grids=egm96_15.gtx", "+multiplier=-1", "+step", "+proj=unitconvert", "+xy_in=rad", "+xy_out=deg"]
      let theirs = try JizhunProcess.run(program: cct, pipeline, input: Data(lonFirst.utf8))
      #expect(ours.status == 0 && ours.lines.count == 2000 && theirs.lines.count == 2000)
      for (a, b) in zip(ours.lines, theirs.lines) {
        let p = a.split(separator: " ").compactMap { Double($0) }
        let q = b.split(separator: " ").compactMap { Double($0) }
        // The same four nodes and the same formula: rounding of the sum of a height of 9 km.
        #expect(abs(p[2] - q[2]) < 1e-9, "\(target): \(a) against \(b)")
      }
    }
  }
}
