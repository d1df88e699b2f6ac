import Foundation
import Geodesy
import GravityField
import RecordedData
import Testing

/// `jizhun geoid fit --base MODEL.gfc`, on an invented field and invented points.
@Suite("jizhun geoid fit on a gravity-field model")
struct GeoidFitFieldBaseTests {
  /// A field of a tenth of Kaula's rule to degree 90: ζ of some metres, which varies by 10⁻⁵ with height.
  static let field = KaulaField(seed: 20_250_607, constant: 1e-6).model(degree: 90, normalField: .grs80)

  /// The file of a model, with all digits of the coefficients.
  static func file(_ model: GravityModel) -> [UInt8] {
    var text = """
      product_type gravity_field
      modelname Invented
      earth_gravity_constant \(model.gravitationalParameter)
      radius \(model.radius)
      max_degree \(model.coefficients.degree)
      errors no
      tide_system tide_free
      end_of_head

      """
    for n in 0...model.coefficients.degree {
      for m in 0...n {
        let c = model.coefficients[degree: n, order: m]
        if c != .zero { text += "gfc \(n) \(m) \(c.x) \(c.y)\n" }
      }
    }
    return Array(text.utf8)
  }

  /// ζ at an ellipsoidal height.
  static func zeta(_ latitude: Double, _ longitude: Double, _ height: Double) throws -> Double {
    let synthesis = try FieldSynthesis(field, [.heightAnomalySurface])
    var workspace = synthesis.workspace()
    var value = [0.0]
    var span = value.mutableSpan
    synthesis.points(
      latitudes: [latitude * .pi / 180].span, longitudes: [longitude * .pi / 180].span, heights: [height].span, values: &span,
      workspace: &workspace)
    return value[0]
  }

  /// ζ at a normal height: the place is at h = H + ζ.
  static func zeta(normal latitude: Double, _ longitude: Double, _ height: Double) throws -> Double {
    var anomaly = 0.0
    for _ in 0..<4 { anomaly = try zeta(latitude, longitude, height + anomaly) }
    return anomaly
  }

  static let bias = 0.123

  /// Forty points up to 1500 m whose ζ is that of the field and a constant.
  static func points() throws -> String {
    try (0..<40).map { i in
      let (b, l) = (24.3 + 0.3 * Double(i / 8), 108.3 + 0.35 * Double(i % 8))
      let normal = 37 * Double(i * 7 % 40) + 20
      let ellipsoidal = try normal + zeta(normal: b, l, normal) + bias
      return "P\(i) \(b) \(l) \(String(format: "%.6f", ellipsoidal)) \(normal)"
    }.joined(separator: "\n") + "\n"
  }

  @Test("With ∂ζ/∂H the points are met at their own heights, and height finds the truth anywhere")
  func ownHeights() throws {
    let folder = try TemporaryFolder()
    let base = try folder.file("invented.gfc", Self.file(Self.field))
    let points = try folder.file("points.txt", Array(try Self.points().utf8))
    let model = folder.path("refined.tif")
    let result = try JizhunProcess.run(
      [
        "geoid", "fit", "--base", base, "--points", points, "--method", "plane", "-o", model, "--area", "24.2,108.2,25.6,110.9", "--reach",
        "100",
        "--json",
      ], input: "")
    #expect(result.status == 0, Comment(rawValue: result.errors))
    let json = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    // A constant is all that base and points differ by: heights are written to the micrometre.
    #expect(try #require(json["innerAgreement"] as? Double) < 1e-6)
    for (b, l, normal) in [(24.51, 108.77, 50.0), (25.11, 109.99, 1400)] {
      let ellipsoidal = try normal + Self.zeta(normal: b, l, normal) + Self.bias
      let height = try JizhunProcess.run(["height", "--model", model, "--to", "normal"], input: "\(b) \(l) \(ellipsoidal)\n")
      let found = try #require(Double(height.lines.first?.split(separator: " ").last ?? ""))
      // Nodes are single precision (0.2 µm), and ζ is a straight line over 800 m of height within n²H²/2R² ζ = 0.06 mm; four decimals.
      #expect(abs(found - normal) < 2e-4)
    }
  }

  @Test("A plain grid is the same as one from a grid that geoid synthesize made first")
  func twoSteps() throws {
    let folder = try TemporaryFolder()
    let base = try folder.file("invented.gfc", Self.file(Self.field))
    let points = try folder.file("points.txt", Array(try Self.points().utf8))
    let grid = folder.path("base.gtx")
    let step = try JizhunProcess.run(
      [
        "geoid", "synthesize", "--model", base, "--functional", "height-anomaly-surface", "--grid", "23,27,107,112,2m", "--height", "700",
        "-o", grid,
      ], input: "")
    #expect(step.status == 0, Comment(rawValue: step.errors))
    var found: [[Double]] = []
    for arguments in [["--base", base, "--base-height", "700"], ["--base", grid]] {
      let model = folder.path("refined.gtx")
      let result = try JizhunProcess.run(
        ["geoid", "fit", "--points", points, "--method", "quadratic", "-o", model, "--area", "24.2,108.2,25.6,110.9", "--step", "2"]
          + arguments,
        input: "")
      #expect(result.status == 0, Comment(rawValue: result.errors))
      let places = "24.41 108.43\n25.03 109.12\n25.52 110.71\n"
      let sample = try JizhunProcess.run(["geoid", "sample", "--model", model, "--precision", "6"], input: places)
      found.append(sample.lines.compactMap { $0.split(separator: " ").last.flatMap { Double($0) } })
      try FileManager.default.removeItem(atPath: model)
    }
    #expect(found[0].count == 3 && found[1].count == 3)
    // The grid stands for h = 700 m, ours for H = 700 m, some metres apart: 10⁻⁵ of that; single precision of metres; the spline of degree 90 on 2′.
    for (a, b) in zip(found[0], found[1]) { #expect(abs(a - b) < 1e-4) }
  }

  @Test("Options of a gravity-field model without one, degrees that it does not have, and a model as a grid are refused")
  func refusals() throws {
    let folder = try TemporaryFolder()
    let base = try folder.file("invented.gfc", Self.file(Self.field))
    let points = try folder.file("points.txt", Array(try Self.points().utf8))
    let other = try JizhunProcess.run(["geoid", "fit", "--base", "none", "--points", points, "--max-degree", "20"], input: "")
    #expect(other.status == 64 && other.errors.contains("--max-degree"))
    #expect(try JizhunProcess.run(["geoid", "fit", "--base", base, "--points", points, "--max-degree", "91"], input: "").status == 78)
    let sample = try JizhunProcess.run(["geoid", "sample", "--model", base], input: "25 109\n")
    #expect(sample.status == 64 && sample.errors.contains("geoid synthesize"))
  }
}
