import Foundation
import Testing

/// `jizhun fit`: Molodensky's formulas, and the grid of residuals. All points, regions and parameters are invented.
@Suite("jizhun fit, formulas and residual grids")
struct FitGridTests {
  static let systems = ["--from", "bj54:3d", "--to", "cgcs2000:3d"]

  /// A place of a spiral of points in a region of 0.8°, the k-th of n.
  static func place(_ k: Int, of n: Int) -> (latitude: Double, longitude: Double) {
    let radius = 0.4 * ((Double(k) + 0.5) / Double(n)).squareRoot()
    return (43 + radius * cos(Double(k) * 2.4), 105 + 1.3 * radius * sin(Double(k) * 2.4))
  }

  static func truth(_ model: String, _ folder: TemporaryFolder) throws -> String {
    try folder.file(
      "truth",
      Data(
        """
        [transformation]
        name = invented
        model = \(model)
        source = bj54
        target = cgcs2000
        classification = public
        [parameters]
        tx_m = 31.5
        ty_m = -142.25
        tz_m = -77.125
        [area]
        south_deg = 40
        west_deg = 100
        north_deg = 46
        east_deg = 110

        """.utf8))
  }

  func transform(_ parameters: String, _ input: [String], _ systems: [String] = systems) throws -> [[Double]] {
    let result = try JizhunProcess.run(
      ["transform", "--parameters", parameters, "--precision", "12"] + systems, input: input.joined(separator: "\n") + "\n")
    #expect(result.status == 0, "\(result.errors)")
    return result.lines.map { $0.split(separator: " ").compactMap { Double($0) } }
  }

  /// The formulas' own results, and back to the numbers that made them.
  @Test("translations of Molodensky's formulas come back", arguments: ["molodensky", "abridged-molodensky"])
  func molodensky(_ model: String) throws {
    let folder = try TemporaryFolder()
    let source = (0..<9).map { k in
      let p = Self.place(k, of: 9)
      return String(format: "%.10f %.10f %.4f", p.latitude, p.longitude, 200 + 700 * Double(k % 4))
    }
    let target = try transform(try Self.truth(model, folder), source)
    let lines = zip(source, target).enumerated().map {
      "P\($0.offset) \($0.element.0) " + String(format: "%.12f %.12f %.6f", $0.element.1[0], $0.element.1[1], $0.element.1[2])
    }
    let file = folder.path("made")
    let made = try JizhunProcess.run(
      ["fit", model, "-", "-o", file, "--classification", "public"] + Self.systems, input: lines.joined(separator: "\n") + "\n")
    #expect(made.status == 0, "\(made.errors)")
    let text = try String(contentsOfFile: file, encoding: .utf8)
    #expect(text.contains("model = \(model)\n"))
    for (key, value) in [("tx_m", 31.5), ("ty_m", -142.25), ("tz_m", -77.125)] {
      let line = try #require(text.components(separatedBy: "\n").first { $0.hasPrefix(key + " = ") })
      // 10⁻¹² degrees and 10⁻⁶ m in the text of nine points.
      #expect(abs(try #require(Double(line.dropFirst(key.count + 3))) - value) < 2e-6, "\(line)")
    }
  }

  /// Residuals of some centimetres that neighbours share: the grid brings them to points that it has not seen.
  @Test("the residual grid serves points that were left out, and says how well")
  func residualGrid() throws {
    let folder = try TemporaryFolder()
    let truth = try Self.truth("translation3", folder)
    let places = (0..<60).map { Self.place($0, of: 60) }
    let source = places.enumerated().map { String(format: "%.10f %.10f %.4f", $1.latitude, $1.longitude, 300 + 50 * Double($0 % 4)) }
    // An invented distortion of the old network, 5 cm, with waves of 80 km, and 3 mm of noise made up by a rule.
    let target = zip(places, try transform(truth, source)).enumerated().map { k, pair -> [Double] in
      let (p, q) = pair
      let (u, v) = ((p.latitude - 43) * 111, (p.longitude - 105) * 81)
      let noise = (0.003 * sin(Double(k * 7) * 1.7), 0.003 * sin(Double(k * 11) * 1.3))
      return [
        q[0] + (0.05 * sin(u / 13) * cos(v / 15) + noise.0) / 111_000, q[1] + (0.05 * cos(u / 14) * sin(v / 12) + noise.1) / 81_000, q[2],
      ]
    }
    let lines = zip(source, target).enumerated().map {
      "P\($0.offset) \($0.element.0) " + String(format: "%.12f %.12f %.6f", $0.element.1[0], $0.element.1[1], $0.element.1[2])
    }
    let fitted = lines.enumerated().filter { $0.offset % 6 != 5 }.map(\.element)
    let (file, grid) = (folder.path("p"), folder.path("p.gsb"))
    let made = try JizhunProcess.run(
      ["fit", "helmert3", "-", "-o", file, "--classification", "internal", "--export", "grid=" + grid, "--export-error", "0.001"]
        + Self.systems, input: fitted.joined(separator: "\n") + "\n")
    #expect(made.status == 0 && made.errors.contains("the residuals of 50 points brought in by collocation"), "\(made.errors)")
    for path in [grid, grid + ".txt"] {
      #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
    }
    #expect(try String(contentsOfFile: grid + ".txt", encoding: .utf8).contains("classification = internal"))

    let held = (0..<60).filter { $0 % 6 == 5 }
    func error(_ parameters: String, _ systems: [String]) throws -> Double {
      let got = try transform(parameters, held.map { source[$0] }, systems)
      let squares = zip(held, got).map { k, q in
        let (north, east) = ((q[0] - target[k][0]) * 111_000, (q[1] - target[k][1]) * 81_000)
        return north * north + east * east
      }
      return (squares.reduce(0, +) / Double(squares.count)).squareRoot()
    }
    let without = try error(file, Self.systems)
    // A grid of NTv2 shifts latitudes and longitudes; heights stand beside them.
    let with = try error(grid + ".txt", ["--from", "bj54", "--to", "cgcs2000"])
    // A quarter of the residuals and less; what stays is the noise of 3 mm and what ten neighbours do not know.
    #expect(without > 0.025 && with < without / 2, "\(without) \(with)")

    let few = try JizhunProcess.run(
      ["fit", "helmert3", "-", "--export", "grid=" + folder.path("few.gsb")] + Self.systems,
      input: fitted.prefix(7).joined(separator: "\n") + "\n")
    #expect(few.status == 65 && few.errors.contains("at least 8 points"))
    #expect(!FileManager.default.fileExists(atPath: folder.path("few.gsb")))
  }
}
