import Foundation
import RecordedData
import Testing

/// `jizhun geoid update` as a process, on models and networks invented here.
@Suite("jizhun geoid update")
struct GeoidUpdateCommandTests {
  @Test("An update brings new points in, and leaves the model as it was where it has no value")
  func update() throws {
    let folder = try TemporaryFolder()
    let base = try folder.file("old.gtx", HeightCommandTests.model())
    let points = try folder.file("new.txt", Array((GeoidFitCommandTests.points().joined(separator: "\n") + "\n").utf8))
    let model = folder.path("new.gtx")
    let result = try JizhunProcess.run(
      ["geoid", "update", "--model", base, "--points", points, "-o", model, "--report", folder.path("report"), "--json"], input: "")
    #expect(result.status == 0, Comment(rawValue: result.errors))
    // The points say 0.2 m and more with millimetres of noise: most of the grid changes by more than chance.
    #expect(result.output.contains("\"significantShare\":"))
    let height = try JizhunProcess.run(["height", "--model", model, "--to", "normal"], input: "25 109 100\n26.9 111.9 100\n")
    let found = try #require(Double(height.lines.first?.split(separator: " ").last ?? ""))
    // On a node, among points: a centimetre is what collocation with a covariance from forty points keeps of a smooth correction.
    #expect(abs(found - (100 - GeoidFitCommandTests.zeta(25, 109) - GeoidFitCommandTests.correction(25))) < 0.01)
    #expect(height.lines.count == 2 && height.lines[1].contains("no value"))
    #expect(try JizhunProcess.run(["geoid", "update", "--model", base, "--points", points, "-o", base], input: "").status == 64)
  }

  /// ``zeta(_:_:)`` on nodes every 3′.
  private static func fineModel() -> [UInt8] {
    var bytes: [UInt8] = []
    func append(_ value: some FixedWidthInteger) { withUnsafeBytes(of: value.bigEndian) { bytes += $0 } }
    for value in [24.0, 108, 0.05, 0.05] { append(value.bitPattern) }
    append(Int32(41))
    append(Int32(41))
    for row in 0..<41 {
      for column in 0..<41 { append(Float(GeoidFitCommandTests.zeta(24 + 0.05 * Double(row), 108 + 0.05 * Double(column))).bitPattern) }
    }
    return bytes
  }

  /// A corner of the network has sunk by an invented 30 mm (levelled again, normal heights are smaller and ζ larger); the marks around it stayed.
  @Test("Marks that sank change the model where they are, beyond chance, and nowhere else")
  func sunkMarks() throws {
    let folder = try TemporaryFolder()
    let base = try folder.file("old.gtx", Self.fineModel())
    func isSunk(_ b: Double, _ l: Double) -> Bool { b < 24.7 && l < 109.1 }
    // 117 marks every 12 km, with 2 mm of invented noise.
    var lines: [String] = []
    for i in 0..<117 {
      let (b, l) = (24.3 + 0.11 * Double(i / 9), 108.3 + 0.12 * Double(i % 9))
      let h = 100 + 37 * Double(i * 7 % 40)
      let noise = 0.002 * Double((i * 31) % 7 - 3) / 3
      let sunk = isSunk(b, l) ? 0.03 : 0
      lines.append(
        "P\(i) " + String(format: "%.6f %.6f %.4f %.4f", b, l, h + GeoidFitCommandTests.zeta(b, l) + noise, h - sunk))
    }
    let points = try folder.file("new.txt", Array((lines.joined(separator: "\n") + "\n").utf8))
    let difference = folder.path("difference.gtx")
    let result = try JizhunProcess.run(
      [
        "geoid", "update", "--model", base, "--points", points, "--covariance", "gauss-markov2", "-o", folder.path("new.gtx"),
        "--difference-output", difference, "--json",
      ], input: "")
    #expect(result.status == 0, Comment(rawValue: result.errors))
    let places = ["24.45 108.5", "24.4 108.7", "25.4 108.5", "25.4 109.2", "25.9 109.9"]
    let sampled = try JizhunProcess.run(
      ["geoid", "sample", "--model", difference, "--method", "bilinear"], input: places.joined(separator: "\n") + "\n")
    let changes = sampled.lines.map { Double($0.split(separator: " ").last ?? "") ?? .nan }
    #expect(changes.count == 5)
    // A change with an edge is no smooth field: a third of it is what collocation may leave within, and away from it noise of the marks.
    for change in changes.prefix(2) { #expect(abs(change - 0.03) < 0.01) }
    for change in changes.dropFirst(2) { #expect(change.isNaN || abs(change) < 0.003) }
    // The box that sank is a twentieth of the model; its surroundings follow it for some kilometres.
    let text = try #require(result.output.components(separatedBy: "\"significantShare\":").last).prefix { $0.isNumber || $0 == "." }
    let share = try #require(Double(text))
    #expect(share > 0.01 && share < 0.2)
  }

  /// Marks every 12 km on ``fineModel()``, with 2 mm of invented noise and whatever has changed.
  static func marks(_ noiseSeed: Int = 0, sigma: String = "", _ sunk: (Int) -> Double = { _ in 0 }) -> [String] {
    (0..<117).map { i in
      let (b, l) = (24.3 + 0.11 * Double(i / 9), 108.3 + 0.12 * Double(i % 9))
      let h = 100 + 37 * Double(i * 7 % 40)
      let noise = 0.002 * Double(((i + noiseSeed) * 31) % 7 - 3) / 2
      return "P\(i) " + String(format: "%.6f %.6f %.4f %.4f", b, l, h + GeoidFitCommandTests.zeta(b, l) + noise, h - sunk(i)) + sigma
    }
  }

  private func run(_ arguments: [String], _ lines: [String], _ folder: TemporaryFolder, old: [String]? = nil) throws -> JizhunProcess.Result
  {
    let base = try folder.file("old.gtx", Self.fineModel())
    let points = try folder.file("new.txt", Array((lines.joined(separator: "\n") + "\n").utf8))
    var words = ["geoid", "update", "--lang", "en", "--model", base, "--points", points, "--covariance", "gauss-markov2"] + arguments
    if let old { words += ["--old-points", try folder.file("before.txt", Array((old.joined(separator: "\n") + "\n").utf8))] }
    return try JizhunProcess.run(words, input: "")
  }

  @Test("A mark of its own is found among marks in both files, named in the report, by its line in JSON, and left out; the others stay")
  func oneMark() throws {
    let folder = try TemporaryFolder()
    let report = folder.path("report")
    let result = try run(
      ["--model-sigma", "0.02", "--report", report, "--json"], Self.marks(3, sigma: " 0.002") { $0 == 40 ? 0.03 : 0 }, folder,
      old: Self.marks(sigma: " 0.002"))
    #expect(result.status == 0, Comment(rawValue: result.errors))
    #expect(result.output.contains("\"significant\":true") && result.output.contains("\"marks\":[{\"line\":41,"))
    #expect(result.output.contains("\"leftOut\":1,\"remeasured\":117") && result.errors.contains("--changes all"))
    let text = try String(contentsOfFile: report + "/report.en.txt", encoding: .utf8)
    #expect(text.hasPrefix("Significant: marks changed by themselves 1, areas changed together 0"))
    #expect(text.contains("P40") && text.contains("changed, left out") && text.contains("Šidák"))
    let page = try String(contentsOfFile: report + "/report.zh.html", encoding: .utf8)
    #expect(page.contains("有显著变化") && page.contains("差值图") && page.contains("显著性") && !page.contains("http"))
    #expect(!page.contains("24.300000") && !text.contains("24.300000"))
    let points = try String(contentsOfFile: report + "/points.txt", encoding: .utf8).split(separator: "\n")
    #expect(points.contains { $0.hasPrefix("P40 ") && $0.hasSuffix(" changed") } && points.contains { $0.hasSuffix(" unchanged") })
    let kept = try run(
      ["--model-sigma", "0.02", "--changes", "all", "--json"], Self.marks(3, sigma: " 0.002") { $0 == 40 ? 0.03 : 0 }, folder)
    #expect(kept.output.contains("\"leftOut\":0"))
  }

  @Test("Where nothing has changed the statement says so, and the updated model is more certain than the old")
  func nothing() throws {
    let folder = try TemporaryFolder()
    let (sigma, ratio) = (folder.path("sigma.gri"), folder.path("ratio.gtx"))
    let result = try run(
      ["--model-sigma", "0.003", "--correlation-length", "10", "--sigma-output", sigma, "--significance-output", ratio],
      Self.marks(sigma: " 0.002"), folder)
    #expect(result.status == 0, Comment(rawValue: result.errors))
    #expect(result.output.hasPrefix("Not significant:"))
    // At the mark P40 the closed form of one point is 3·2∕√13 = 1.7 mm; its neighbours, at 12 km, take little off.
    let at = try JizhunProcess.run(["geoid", "sample", "--model", sigma, "--method", "bilinear"], input: "24.74 108.78\n25.99 108.01\n")
    let values = at.lines.map { Double($0.split(separator: " ").last ?? "") ?? .nan }
    #expect(values.count == 2 && values[0] < 0.0022 && values[0] > 0.0014 && abs(values[1] - 0.003) < 0.0003)
    #expect(try JizhunProcess.run(["geoid", "sample", "--model", ratio], input: "25 109\n").status == 0)
  }

  @Test("Height term, label and classification of a model stay; what is written is labelled")
  func heightTermAndLabel() throws {
    let folder = try TemporaryFolder()
    let base = try folder.file("base.gtx", HeightCommandTests.model())
    let points = try folder.file("old.txt", Array((GeoidFitCommandTests.points(gradient: 1e-4).joined(separator: "\n") + "\n").utf8))
    let (old, new) = (folder.path("old.tif"), folder.path("new.tif"))
    let fit = try JizhunProcess.run(
      [
        "geoid", "fit", "--base", base, "--points", points, "--method", "plane", "--height-term", "constant", "--area",
        "24.2,108.2,25.6,110.9",
        "--step", "6", "-o", old, "--name", "Invented", "--classification", "secret",
      ], input: "")
    #expect(fit.status == 0, Comment(rawValue: fit.errors))
    // One mark on a node, 10 mm above the model.
    let (b, l, h) = (25.0, 109.5, 600.0)
    let big = h + GeoidFitCommandTests.zeta(b, l) + GeoidFitCommandTests.correction(b) + 1e-4 * h + 0.01
    let fresh = try folder.file("new.txt", Array("N1 \(b) \(l) \(big) \(h) 0.005\n".utf8))
    let words = ["geoid", "update", "--lang", "en", "--model", old, "--points", fresh, "--model-sigma", "0.005"]
    let update = try JizhunProcess.run(words + ["-o", new, "--json"], input: "")
    #expect(update.status == 0, Comment(rawValue: update.errors))
    #expect(update.output.contains("\"classification\":\"secret\"") && !update.output.contains("109.5"))
    #expect(FileManager.default.fileExists(atPath: new + ".label"))
    // Half of the 10 mm at every height: ∂ζ/∂H is what it was. The plane through points of 3 mm is good to one.
    for height in [100.0, 1100] {
      let line = "\(b) \(l) \(height)\n"
      let values = try [old, new].map { model -> Double in
        let text =
          try JizhunProcess.run(["height", "--model", model, "--to", "ellipsoidal", "--precision", "4"], input: line).lines.first ?? ""
        return try #require(Double(text.split(separator: " ").last ?? ""))
      }
      #expect(abs(values[1] - values[0] - 0.005) < 0.001)
    }
    let plain = try JizhunProcess.run(words + ["-o", folder.path("new.gtx")], input: "")
    #expect(plain.status == 64 && plain.errors.contains("height term"))
  }

  @Test("Empty files, points outside, repeated lines, missing σ and coarse grids are said, each with what to do")
  func badInput() throws {
    let folder = try TemporaryFolder()
    #expect(try run([], [""], folder).status == 65)
    let outside = try run(["--model-sigma", "0.01"], ["A 50 10 100 110 0.01"], folder)
    #expect(outside.status == 65 && outside.errors.contains("no point lies within"))
    let two = Array(Self.marks(sigma: " 0.002").prefix(2))
    let unknown = try run([], two, folder)
    #expect(unknown.status == 65 && unknown.errors.contains("--model-sigma"))
    let known = try run(["--model-sigma", "0.01"], two + [two[1], "A 50 10 100 110 0.01"], folder)
    #expect(known.status == 0, Comment(rawValue: known.errors))
    #expect(known.errors.contains("count once: 1") && known.errors.contains("1 points lie outside"))
    let again = try run(["--model-sigma", "0.01"], two, folder, old: two)
    #expect(again.status == 65 && again.errors.contains("nothing is new"))
    let unstated = try run([], Self.marks(), folder)
    #expect(unstated.status == 0 && unstated.errors.contains("the model states no σ") && unstated.errors.contains("without σ"))
    let coarse = try run(["--model-sigma", "0.05", "--correlation-length", "2"], Self.marks(sigma: " 0.002"), folder)
    #expect(coarse.errors.contains("is coarse for the corrections") && coarse.errors.contains("--step"))
    let fine = try run(["--model-sigma", "0.05", "--correlation-length", "2", "--step", "0.4", "--json"], two, folder)
    #expect(fine.status == 0 && fine.output.contains("\"tooCoarse\":false"), Comment(rawValue: fine.errors))
    let same = folder.path("a.gtx")
    #expect(try run(["--model-sigma", "0.05", "-o", same, "--sigma-output", same], two, folder).status == 64)
    #expect(try run(["--model-sigma", "-1"], two, folder).status == 64)
    #expect(try run(["--model-sigma", folder.path("none.gtx")], two, folder).status == 66)
    let wrong = try run(["--model-sigma", "0.001"], ["A 24.5 108.5 100 80 0.002"], folder)
    #expect(wrong.status == 65)
  }
}
