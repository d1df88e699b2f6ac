import Foundation
import RecordedData
import Testing

/// `jizhun geoid` as a process, on grids invented here and on published ones where they are at hand.
@Suite("jizhun geoid")
struct GeoidCommandTests {
  /// The invented plane ζ = −10 + (latitude − 24)·2 + (longitude − 108)·3 of the height tests as lines, without a gap.
  static let lines: String = {
    var text = "lon lat zeta\n"
    for row in 0..<6 { for column in 0..<7 { text += "\(108 + column) \(24 + row) \(-10 + row * 2 + column * 3)\n" } }
    return text
  }()

  let folder: TemporaryFolder
  let model: String

  init() throws {
    folder = try TemporaryFolder()
    model = try folder.file("invented.xyz", Array(Self.lines.utf8))
  }

  func path(_ name: String) throws -> String { try folder.file(name, []) }

  @Test("sample: lat lon ζ, the rest kept; by hand ζ(24.5, 109.25) = −5.25")
  func sample() throws {
    func sample(_ arguments: [String], _ input: String) throws -> JizhunProcess.Result {
      try JizhunProcess.run(["geoid", "sample", "--model", model] + arguments, input: input)
    }
    for method in ["bilinear", "biquadratic", "bicubic", "spline"] {
      let result = try sample(["--method", method, "--precision", "3"], "# c\n24.5 109.25 a b\n\n24.5,109.25,x\r\n24°30′ 109:15:00\n")
      #expect(result.output == "# c\n24.5 109.25 -5.250 a b\n\n24.5,109.25,-5.250,x\n24°30′ 109:15:00 -5.250\n" && result.status == 0)
      #expect(result.errors.isEmpty)
    }
    #expect(try sample(["--method", "nearest"], "24.4 109.3\n").output == "24.4 109.3 -7.0000\n")
    for name in ["cubic-b-spline", "bspline", "Catmull-Rom"] {
      #expect(try sample(["--method", name], "24.5 109.25\n").output == "24.5 109.25 -5.2500\n")
    }
    let standard = try sample([], "24.5 109.25\n")
    #expect(standard.output == "24.5 109.25 -5.2500\n" && standard.errors.contains("spline"))
    let bad = try sample(["--method", "bilinear"], "23.9 109\n24.5\n24.5 x\n112 28\n24.5 109.25\n")
    #expect(bad.status == 65 && bad.lines.prefix(4).allSatisfy { $0.hasPrefix("# error line ") } && bad.lines[4] == "24.5 109.25 -5.2500")
    #expect(bad.lines[0].contains("outside") && bad.lines[3].contains("position"))
    let json = try sample(["--method", "bilinear", "--json"], "24.5 109.25 P\n")
    #expect(json.output == "{\"line\":1,\"lat\":24.5,\"lon\":109.25,\"zeta\":-5.25,\"rest\":[\"P\"]}\n")
    // The slope is 2 m and 3 m a degree: ξ = −2⁄111 km, η = −3⁄(111 km cos φ) in seconds of arc, −3.7 and −6.1 to a tenth.
    let deflection = try sample(["--method", "bicubic", "--deflection", "--precision", "1"], "24.5 109.25\n")
    #expect(deflection.output == "24.5 109.25 -5.2 -3.7 -6.1\n" || deflection.output == "24.5 109.25 -5.3 -3.7 -6.1\n")
    #expect(try sample(["--sigma", "--method", "bilinear"], "24.5 109.25\n").status == 65)
    #expect(try sample(["--precision", "16"], "").status == 64)
  }

  @Test("convert: to every format and back, with what is not kept said")
  func convert() throws {
    for (name, format) in [
      ("m.tif", "GeoTIFF"), ("m.gtx", "GTX"), ("m.isg", "ISG 2.0"), ("m.gsb", "NTv2"), ("m.ggf", "GGF"), ("m.byn", "BYN"),
      ("m.grd", "Surfer"),
      ("m.gri", "GRAVSOFT"), ("m.gdf", "GDF"), ("m.xyz", "XYZ"),
    ] {
      let written = try path(name)
      let result = try JizhunProcess.run(["geoid", "convert", model, "-o", written, "--label", "名称", "--method", "bicubic"])
      #expect(result.status == 0 && result.output.isEmpty, "\(result.errors)")
      #expect(result.errors.isEmpty == (name == "m.tif"), "\(name): \(result.errors)")
      let compared = try JizhunProcess.run(["geoid", "compare", model, written, "--json", "--method", "bilinear"])
      let object = try #require(try JSONSerialization.jsonObject(with: Data(compared.output.utf8)) as? [String: Double])
      #expect(
        object["nodes"] == 42 && object["missing"] == 0 && abs(object["min"] ?? 1) < 1e-5 && abs(object["max"] ?? 1) < 1e-5, "\(name)")
      let info = try JizhunProcess.run(["geoid", "info", written])
      #expect(info.status == 0 && info.output.contains(format) && info.output.contains("6 × 7"))
    }
    let tif = try path("n.tif")
    _ = try JizhunProcess.run(["geoid", "convert", model, "-o", tif, "--method", "bicubic", "--surface", "geoid", "--model-tide", "zero"])
    let info = try JizhunProcess.run(["geoid", "info", "--json", tif])
    #expect(info.output.contains("\"interpolation\":\"bicubic\"") && info.output.contains("\"tideSystem\":\"zero\""))
    // Its header asks for the bicubic form, and nothing needs to be said.
    #expect(try JizhunProcess.run(["geoid", "sample", "--model", tif], input: "24.5 109.25\n").errors.isEmpty)
    let strict = try JizhunProcess.run(["geoid", "convert", tif, "-o", try path("strict.gtx"), "--strict"])
    #expect(strict.status == 65 && strict.errors.contains("interpolation"))
    let regional = try JizhunProcess.run(["geoid", "convert", model, "-o", try path("m.pgm")])
    #expect(regional.status == 65 && regional.errors.contains("globe"))
    #expect(try JizhunProcess.run(["geoid", "convert", model, "-o", model]).status == 64)
    #expect(try JizhunProcess.run(["geoid", "convert", model, "-o", try path("m.abc")]).status == 64)
  }

  @Test("info shows no value unless asked")
  func info() throws {
    let silent = try JizhunProcess.run(["geoid", "info", model])
    #expect(silent.status == 0 && !silent.output.contains("-10") && silent.output.contains("24.0° … 29.0°"))
    #expect(try JizhunProcess.run(["geoid", "info", "--statistics", model]).output.contains("-10.0 … 18.0"))
    #expect(try JizhunProcess.run(["geoid", "info", "no/such.gtx"]).status == 66)
    let short = try folder.file("short.gtx", Array(HeightCommandTests.model().dropLast()))
    let result = try JizhunProcess.run(["geoid", "info", short])
    #expect(result.status == 78 && result.errors.contains("byte"))
  }

  /// A plane costs nothing between its nodes by any method but the nearest node.
  @Test("compare: what the choice of interpolation costs")
  func compare() throws {
    let result = try JizhunProcess.run(["geoid", "compare", "--json", model])
    let rows = try result.lines.map { try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] }
    #expect(rows.count == 6)
    for row in rows {
      let rms = try #require(row?["fromSplineRMS"] as? Double)
      if row?["method"] as? String == "nearest" { #expect(rms > 0.5) } else { #expect(rms < 1e-5) }
    }
    #expect(try JizhunProcess.run(["geoid", "compare", model]).output.contains("bilinear"))
    // Two models that have no place in common.
    var far = HeightCommandTests.model()
    withUnsafeBytes(of: (-50.0).bitPattern.bigEndian) { far.replaceSubrange(0..<8, with: $0) }
    let elsewhere = try TemporaryFolder()
    let apart = try JizhunProcess.run(["geoid", "compare", model, try elsewhere.file("far.gtx", far)])
    #expect(apart.status == 65 && apart.output.isEmpty && apart.errors.contains("nothing to compare"))
  }

  /// GeographicLib's own reading of a PGM that we write, bilinear and by its cubic, which has a form of its own at the poles.
  @Test(
    "GeographicLib reads our PGM",
    .enabled(
      if: JizhunProcess.installed("GeoidEval") != nil && FileManager.default.fileExists(atPath: "/usr/share/proj/egm96_15.gtx"),
      "GeoidEval of geographiclib-tools or egm96_15.gtx of proj-data is not installed"))
  func geoidEval() throws {
    let eval = try #require(JizhunProcess.installed("GeoidEval"))
    let pgm = try path("egm96.pgm")
    #expect(try JizhunProcess.run(["geoid", "convert", "/usr/share/proj/egm96_15.gtx", "-o", pgm]).status == 0)
    var input = ""
    for i in 0..<500 { input += "\(Double(i * 7919 % 18_001) / 100 - 90) \(Double(i * 104_729 % 36_000) / 100 - 180)\n" }
    for i in 0..<60 { input += "\((i % 2 == 0 ? 1 : -1) * (90 - Double(i / 2) / 60)) \(Double(i * 37) / 3 - 360)\n" }
    let folder = URL(fileURLWithPath: pgm).deletingLastPathComponent().path
    for (method, flags) in [("bilinear", ["-l"]), ("cubic12", [])] {
      let ours = try JizhunProcess.run(["geoid", "sample", "--model", pgm, "--method", method], input: input)
      let theirs = try JizhunProcess.run(program: eval, ["-n", "egm96", "-d", folder] + flags, input: Data(input.utf8))
      #expect(ours.lines.count == 560 && theirs.lines.count == 560, "\(theirs.errors)")
      for (a, b) in zip(ours.lines, theirs.lines) {
        let (x, y) = (try #require(a.split(separator: " ").last.flatMap { Double($0) }), try #require(Double(b)))
        // Both print 0.1 mm.
        #expect(abs(x - y) < 1.5e-4, "\(method): \(a), \(b)")
      }
    }
  }
}
