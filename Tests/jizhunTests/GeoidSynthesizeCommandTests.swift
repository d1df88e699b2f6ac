import Foundation
import Geodesy
import GravityField
import RecordedData
import Testing

/// `jizhun geoid synthesize` as a process, on models invented here.
@Suite("jizhun geoid synthesize")
struct GeoidSynthesizeCommandTests {
  /// The field of GRS 80 and one coefficient of degree 1, 10⁻⁷: N = GM a √3 10⁻⁷ sin φ/(r² γ), which is asked at the poles and at the equator.
  static func model(_ more: String = "", header: String = "") -> String {
    let field = NormalField.grs80
    var text = """
      product_type gravity_field
      modelname Invented
      earth_gravity_constant \(field.gravitationalParameter)
      radius \(field.ellipsoid.semiMajorAxis)
      max_degree 20
      errors no
      tide_system tide_free
      \(header)
      end_of_head
      gfc 1 0 1.0D-07 0

      """
    for n in 1...10 { text += "gfc \(2 * n) 0 \(-field.zonal(n) / Double(4 * n + 1).squareRoot()) 0\n" }
    return text + more
  }

  /// N at the north pole.
  static var polar: Double {
    let field = NormalField.grs80
    let b = field.ellipsoid.semiMinorAxis
    return field.gravitationalParameter * field.ellipsoid.semiMajorAxis / (b * b) * 3.0.squareRoot() * 1e-7 / field.polarGravity
  }

  func run(_ arguments: [String], _ input: String, model: String = model()) throws -> JizhunProcess.Result {
    let folder = try TemporaryFolder()
    let file = try folder.file("invented.gfc", Array(model.utf8))
    return try JizhunProcess.run(["geoid", "synthesize", "--model", file] + arguments, input: input)
  }

  @Test("a value at the end of each line, the rest stays")
  func lines() throws {
    let result = try run(["--functional", "height-anomaly"], "# c\n90 0\n\n-90,10,0,P1  \n0 20 0 x\n")
    let value = String(format: "%.4f", Self.polar)
    #expect(result.status == 0)
    #expect(result.output == "# c\n90 0 \(value)\n\n-90,10,0,P1,-\(value)\n0 20 0 x 0.0000\n")
    let named = try run(["--functional", "height_anomaly_ell", "--columns", "2,3", "--precision", "2"], "P1 90 0\n")
    #expect(named.output == "P1 90 0 \(String(format: "%.2f", Self.polar))\n")
    let json = try run(["--functional", "geoid", "--json"], "90 0 0 q\nx\n")
    #expect(json.lines[0] == #"{"line":1,"lat":90.0000000000,"lon":0.0000000000,"height":0.0000,"rest":["q"],"geoid":\#(value)}"#)
    #expect(json.lines[1].hasPrefix(#"{"line":2,"error":"#) && json.status == 65)
  }

  /// ξ = −(1/γ) ∂T/r∂φ: at the equator −GM √3 10⁻⁷/(a² γₐ) in arc seconds, and η = 0.
  @Test("deflections are two columns in arc seconds")
  func deflections() throws {
    let field = NormalField.grs80
    let a = field.ellipsoid.semiMajorAxis
    let angle = -field.gravitationalParameter / (a * a) * 3.0.squareRoot() * 1e-7 / field.equatorialGravity * 648_000 / .pi
    let result = try run(["--functional", "deflection", "--precision", "6"], "0 0\n")
    #expect(result.output == "0 0 \(String(format: "%.6f", angle)) 0.000000\n")
  }

  @Test("degree zero is what was asked for")
  func zeroDegree() throws {
    let field = NormalField.grs80
    let heavier = Self.model().replacingOccurrences(of: "\(field.gravitationalParameter)", with: "\(field.gravitationalParameter + 1e9)")
    func value(_ choice: [String]) throws -> Double {
      let lines = try run(["--functional", "height-anomaly", "--precision", "6"] + choice, "0 0\n", model: heavier).lines
      return try #require(Double(lines[0].split(separator: " ")[2]))
    }
    // The zonals belong to the larger mass now and J₂ makes 0.5·10⁻³ · 2.5·10⁻⁶ of 6378 km more: the differences alone are exact.
    let none = try value(["--zero-degree", "none"])
    let mass = 1e9 / field.ellipsoid.semiMajorAxis / field.equatorialGravity
    #expect(abs(try value([]) - none - mass) < 2e-6)
    #expect(abs(try value(["--zero-degree", "\(field.surfacePotential + 10)"]) - none - mass + 10 / field.equatorialGravity) < 2e-6)
  }

  @Test("a grid is its points, whatever the number of threads; GTX is read by height")
  func grids() throws {
    let text = try run(["--functional", "geoid", "--grid", "24,25.5,108,109,30m", "--threads", "1"], "")
    #expect(text.lines.count == 1 + 4 * 3 && text.lines[0].hasPrefix("# lat lon geoid[m]"))
    #expect(text.lines[1].hasPrefix("24.0000000000 108.0000000000 ") && text.lines[12].hasPrefix("25.5000000000 109.0000000000 "))
    #expect(try run(["--functional", "geoid", "--grid", "24,25.5,108,109,30m", "--threads", "3"], "").output == text.output)
    let points = text.lines.dropFirst().map { $0.split(separator: " ").prefix(2).joined(separator: " ") }.joined(separator: "\n")
    #expect(try run(["--functional", "geoid"], points).lines == Array(text.lines.dropFirst()))

    let folder = try TemporaryFolder()
    let gtx = folder.path("grid.gtx")
    #expect(try run(["--functional", "geoid", "--grid", "24,25.5,108,109,30m", "-o", gtx], "").status == 0)
    let height = try JizhunProcess.run(["height", "--model", gtx, "--to", "normal"], input: "25 108.5 100\n")
    let node = try #require(text.lines.first { $0.hasPrefix("25.0000000000 108.5") }?.split(separator: " ").last.flatMap { Double($0) })
    let normal = try #require(height.lines[0].split(separator: " ").last.flatMap { Double($0) })
    // Nodes are single precision.
    #expect(abs(100 - node - normal) < 1.5e-4)
  }

  @Test("wrong models and wrong wishes are refused with their reason")
  func refusals() throws {
    let duplicate = try run(["--functional", "geoid"], "0 0\n", model: Self.model("gfc 2 0 0 0\n"))
    #expect(duplicate.status == 78 && duplicate.errors.contains("line 21") && duplicate.errors.contains("there already"))
    let moving = Self.model("gfct 3 0 1e-9 0 20050101\ntrnd 3 0 1e-10 0\n")
    #expect(try run(["--functional", "geoid"], "0 0\n", model: moving).errors.contains("epoch"))
    #expect(try run(["--functional", "geoid", "--epoch", "2010.5"], "0 0\n", model: moving).status == 0)
    #expect(try run(["--functional", "geoid", "--max-degree", "21"], "0 0\n").status == 78)
    #expect(try run(["--functional", "geoid,gravity"], "0 0\n").status == 78)
    #expect(try run(["--functional", "geoids"], "0 0\n").status == 64)
    #expect(try run(["--functional", "geoid", "--grid", "24,25,108,109.1,30m"], "").status == 64)
    #expect(try run(["--functional", "gravity", "--grid", "24,25,108,109,30m", "-o", "x.gtx"], "").status == 64)
    #expect(try JizhunProcess.run(["geoid", "synthesize", "--model", "-", "--functional", "geoid"], input: "").status == 64)
    let places = try run(["--functional", "geoid", "--lang", "zh"], "91 0\n0 0 1e7\n0 0\n")
    #expect(places.status == 65 && places.lines[0].hasPrefix("# error line 1: ") && places.lines[1].hasPrefix("# error line 2: "))
    #expect(places.lines[2] == "0 0 0.0000" && places.errors.contains("不是地面位置"))
  }

  @Test("gzip is read as it is; half of it is refused")
  func compressed() throws {
    let folder = try TemporaryFolder()
    let plain = try folder.file("m.gfc", Array(Self.model().utf8))
    let compressed = try ChildProcess.run(program: "/usr/bin/env", ["gzip", "-k", plain], input: Data())
    try #require(compressed.status == 0)
    let arguments = ["geoid", "synthesize", "--functional", "geoid", "--model"]
    #expect(
      try JizhunProcess.run(arguments + [plain + ".gz"], input: "90 0\n").output
        == JizhunProcess.run(arguments + [plain], input: "90 0\n").output)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: plain + ".gz"))
    let half = try folder.file("half.gfc.gz", Array(bytes.prefix(bytes.count / 2)))
    let result = try JizhunProcess.run(arguments + [half], input: "90 0\n")
    #expect(result.status == 78 && result.errors.contains("truncated"))
  }
}
