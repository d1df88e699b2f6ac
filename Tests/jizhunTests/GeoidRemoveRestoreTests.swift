import Foundation
import Geodesy
import GravityField
import RecordedData
import Testing

/// `jizhun geoid fit --gravity --dem`, on an invented field, terrain and points.
/// Twenty times slower in debug builds, and left to release.
@Suite(
  "jizhun geoid fit with gravity and terrain",
  .enabled(if: !_isDebugAssertConfiguration() || ProcessInfo.processInfo.environment["JIZHUN_LONG_TESTS"] == "1"))
struct GeoidRemoveRestoreTests {
  /// A tenth of Kaula's rule: ζ of some metres, 3 cm beyond degree 90.
  static let field = KaulaField(seed: 4_711, constant: 2e-6).model(degree: 240, normalField: .grs80)

  /// ζ and Δg (mGal) at normal heights.
  static func values(_ places: [(b: Double, l: Double, h: Double)]) throws -> [(zeta: Double, anomaly: Double)] {
    let synthesis = try FieldSynthesis(field, [.heightAnomalySurface, .gravityAnomaly])
    var workspace = synthesis.workspace()
    var heights = places.map(\.h)
    var values = [Double](repeating: 0, count: 2 * places.count)
    for _ in 0..<2 {
      var span = values.mutableSpan
      let (b, l) = (places.map { $0.b * .pi / 180 }, places.map { $0.l * .pi / 180 })
      synthesis.points(latitudes: b.span, longitudes: l.span, heights: heights.span, values: &span, workspace: &workspace)
      for i in places.indices { heights[i] = places[i].h + values[2 * i] }
    }
    return places.indices.map { (values[2 * $0], values[2 * $0 + 1] * 1e5) }
  }

  static func ground(_ b: Double, _ l: Double) -> Double { 300 + 120 * sin(7 * b) * cos(5 * l) }

  /// Gravity every 9′ over 5° × 5° around 26° N 112° E, marks within the middle degree and a half, and the ground on 3′.
  static func files(_ folder: TemporaryFolder, gravityAsItIs: Bool = false) throws -> (
    base: String, gravity: String, points: String, dem: String
  ) {
    let base = try folder.file("invented.gfc", GeoidFitFieldBaseTests.file(field))
    var places: [(b: Double, l: Double, h: Double)] = []
    for r in 0...34 {
      for c in 0...34 {
        // Off the lattice by an invented third of a step.
        let (b, l) = (23.45 + 0.15 * Double(r) + 0.02 * sin(Double(r * c)), 109.45 + 0.15 * Double(c) + 0.02 * cos(Double(r + 3 * c)))
        places.append((b, l, ground(b, l)))
      }
    }
    var gravity = ""
    for (place, value) in zip(places, try values(places)) {
      // Measured gravity lacks what the air above takes off: GRS 80's correction, written out.
      let air = 0.87 * exp(-0.116 * pow(max(place.h, 0) / 1000, 1.047))
      let g = gravityAsItIs ? NormalField.grs80.value(latitude: place.b * .pi / 180, ellipsoidalHeight: place.h).magnitude * 1e5 - air : 0
      gravity += "\(place.b) \(place.l) \(place.h) \(String(format: "%.4f", value.anomaly + g)) 0.1\n"
    }
    let marks = (0..<36).map { i -> (b: Double, l: Double, h: Double) in
      let (b, l) = (25.3 + 0.28 * Double(i / 6), 111.3 + 0.28 * Double(i % 6) + 0.03 * Double(i / 6))
      return (b, l, ground(b, l))
    }
    var points = ""
    for (i, (place, value)) in zip(marks, try values(marks)).enumerated() {
      points +=
        "P\(i) \(place.b) \(place.l) \(String(format: "%.5f", place.h + value.zeta + 0.2)) \(String(format: "%.5f", place.h)) 0.001\n"
    }
    var dem = ""
    for r in 0...160 {
      for c in 0...160 {
        dem += "\(22.0 + 0.05 * Double(r)) \(108.0 + 0.05 * Double(c)) \(ground(22 + 0.05 * Double(r), 108 + 0.05 * Double(c)))\n"
      }
    }
    return (
      base, try folder.file("gravity.txt", Array(gravity.utf8)), try folder.file("points.txt", Array(points.utf8)),
      try folder.file("dem.xyz", Array(dem.utf8))
    )
  }

  private func run(_ arguments: [String], _ files: (base: String, gravity: String, points: String, dem: String)) throws
    -> JizhunProcess.Result
  {
    try JizhunProcess.run(
      [
        "geoid", "fit", "--base", files.base, "--max-degree", "90", "--points", files.points, "--method", "plane", "--keep-all", "--area",
        "25.2,111.2,26.8,112.9",
      ] + arguments, input: "")
  }

  private func json(_ result: JizhunProcess.Result) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any], Comment(rawValue: result.errors))
  }

  @Test("Gravity anomalies bring what the model to degree 90 lacks; the report says each stage; gravity itself does the same")
  func gravity() throws {
    let folder = try TemporaryFolder()
    let files = try Self.files(folder)
    let plain = try json(run(["--json"], files))
    let model = folder.path("refined.tif")
    let report = folder.path("report")
    let options = ["--gravity", files.gravity, "--cap", "1.2", "--json"]
    let result = try run(options + ["-o", model, "--report", report], files)
    #expect(result.status == 0, Comment(rawValue: result.errors))
    let refined = try json(result)
    let (before, after) = (try #require(plain["innerAgreement"] as? Double), try #require(refined["innerAgreement"] as? Double))
    // The omitted degrees are some centimetres here; what Stokes within 1.2° and 9′ spacing lacks of them is smooth, and a plane takes most.
    #expect(before > 0.02 && after < before / 5, "\(before) \(after)")
    let stages = try #require((refined["removeRestore"] as? [String: Any])?["stages"] as? [[String: Any]])
    #expect(
      stages.compactMap { $0["stage"] as? String }
        == [
          "givenAnomaly", "lessModel", "continuation", "griddedAnomaly", "residualHeightAnomaly", "pointsLessModel", "pointsLessResidual",
        ])
    #expect((refined["removeRestore"] as? [String: Any])?["atmosphericCorrection"] as? Bool == false)
    let still = try #require(try json(run(options + ["--continuation", "none"], files))["removeRestore"] as? [String: Any])
    #expect(still["continuationLevel"] is NSNull)
    let page = try String(contentsOfFile: report + "/report.zh.html", encoding: .utf8)
    #expect(page.contains("移去–恢复") && page.contains("heck-grueninger"))
    // The model at a place that is no point, on the ground: the truth within what the fit is good to.
    let (b, l) = (25.93, 112.11)
    let h = Self.ground(b, l)
    let truth = try Self.values([(b, l, h)])[0].zeta + 0.2
    let height = try JizhunProcess.run(["height", "--model", model, "--to", "normal"], input: "\(b) \(l) \(h + truth)\n")
    let found = try #require(Double(height.lines.first?.split(separator: " ").last ?? ""))
    #expect(abs(found - h) < 4 * after + 1e-3)

    let other = try Self.files(folder, gravityAsItIs: true)
    let same = try json(run(options, other))
    // The same anomalies but for their four decimals.
    #expect(abs(try #require(same["innerAgreement"] as? Double) - after) < 1e-5)
    #expect((same["removeRestore"] as? [String: Any])?["gravityKind"] as? String == "gravity")
    #expect((same["removeRestore"] as? [String: Any])?["atmosphericCorrection"] as? Bool == true)
  }

  @Test("Terrain is removed and restored; its edge, its gaps and its sea are said")
  func terrain() throws {
    let folder = try TemporaryFolder()
    let files = try Self.files(folder)
    let options = ["--dem", files.dem, "--rtm-radius", "60", "--json"]
    let result = try run(options, files)
    #expect(result.status == 0, Comment(rawValue: result.errors))
    let stages = try #require((try json(result)["removeRestore"] as? [String: Any])?["stages"] as? [[String: Any]])
    #expect(stages.compactMap { $0["stage"] as? String } == ["pointsLessModel", "terrainHeightAnomaly", "pointsLessTerrain"])
    let both = try run(["--gravity", files.gravity, "--cap", "1"] + options, files)
    #expect(both.status == 0, Comment(rawValue: both.errors))

    #expect(try run(["--dem", files.dem, "--rtm-radius", "400"], files).errors.contains("km"))
    let bytes = try String(contentsOfFile: files.dem, encoding: .utf8)
    let sea = try folder.file("sea.xyz", Array(bytes.replacingOccurrences(of: "26.0 112.0 ", with: "26.0 112.0 -").utf8))
    let refused = try run(["--dem", sea, "--rtm-radius", "60"], files)
    #expect(refused.status == 64 && refused.errors.contains("--below-sea"))
    #expect(try run(["--dem", sea, "--rtm-radius", "60", "--below-sea", "water"], files).status == 0)
    #expect(
      try JizhunProcess.run(["geoid", "fit", "--base", "none", "--points", files.points, "--dem", files.dem], input: "").status == 64)
  }

  /// The same ground as one file, as tiles of ESRI's text that share their edges, and as those tiles in a folder: the same residual terrain.
  @Test("Tiles are joined; a tile that is missing or of another spacing is said")
  func tiles() throws {
    let folder = try TemporaryFolder()
    let files = try Self.files(folder)
    func tile(_ south: Double, _ west: Double, step: Double = 0.05) -> String {
      let count = Int((4 / step).rounded()) + 1
      var text = "NCOLS \(count)\nNROWS \(count)\nXLLCENTER \(west)\nYLLCENTER \(south)\nCELLSIZE \(step)\nNODATA_VALUE -32768\n"
      for r in (0..<count).reversed() {
        text += (0..<count).map { "\(Self.ground(south + step * Double(r), west + step * Double($0)))" }.joined(separator: " ") + "\n"
      }
      return text
    }
    var paths: [String] = []
    for (b, l) in [(22.0, 108.0), (22, 112), (26, 108), (26, 112)] {
      paths.append(try folder.file("tile-\(b)-\(l).asc", Array(tile(b, l).utf8)))
    }
    func effect(_ dem: [String]) throws -> (deviation: Double, status: Int32, errors: String) {
      let result = try run(["--rtm-radius", "60", "--json", "--dem"] + dem, files)
      guard result.status == 0 else { return (.nan, result.status, result.errors) }
      let stages = try json(result)["removeRestore"] as? [String: Any]
      let stage = (stages?["stages"] as? [[String: Any]])?.first { $0["stage"] as? String == "terrainHeightAnomaly" }
      return (try #require(stage?["deviation"] as? Double), 0, "")
    }
    let whole = try effect([files.dem])
    let joined = try effect(paths)
    // Places of nodes from a step of 0.05 and from columns of numbers: 10⁻⁹ degrees.
    #expect(whole.deviation > 1 && abs(whole.deviation - joined.deviation) < 1e-4 * whole.deviation)
    let three = try effect(Array(paths.dropLast()))
    #expect(three.status == 65 && !three.errors.isEmpty)
    let odd = try folder.file("odd.asc", Array(tile(26, 112, step: 0.04).utf8))
    let mixed = try effect(Array(paths.dropLast()) + [odd])
    #expect(mixed.status == 65 && mixed.errors.contains("odd.asc"))
  }
}
