import Foundation
import GridFiles
import SurveyFiles
import Testing

/// What results say of the models behind them: label, classification, SHA-256, and never a value. Models and parameters are invented.
@Suite("jizhun names the models it uses") struct ModelLabelTests {
  private func digest(_ bytes: [UInt8]) -> String { SHA256Digest(of: bytes.span.bytes).description }

  private func label(_ name: String, sha256: String? = nil) -> [UInt8] {
    Array(ModelLabel(name: "甲市模型", label: name, classification: .secret, sha256: sha256).text.utf8)
  }

  @Test func heightSaysWhichModelItUsed() throws {
    let folder = try TemporaryFolder()
    let bytes = HeightCommandTests.model()
    let path = try folder.file("city.gtx", bytes)
    let arguments = ["height", "--model", path, "--to", "normal", "--header", "--method", "bilinear"]
    // A GTX file has no room for a name.
    let bare = try JizhunProcess.run(arguments, input: "24.5 109.25 100\n")
    #expect(
      bare.lines[0] == "# jizhun height"
        && bare.lines[1] == "# model: city.gtx, no label, classification not stated, SHA-256 \(digest(bytes))", "\(bare.output)")
    #expect(bare.lines[2] == "# interpolation: bilinear" && bare.lines[3] == "# to: normal" && bare.lines.count == 5 && bare.status == 0)
    let refused = try JizhunProcess.run(arguments + ["--require-label"], input: "24.5 109.25 100\n")
    #expect(refused.status == 78 && refused.errors.contains("city.gtx.label") && refused.output.isEmpty)

    _ = try folder.file("city.gtx.label", label("2025 第一批", sha256: digest(bytes)))
    let named = try JizhunProcess.run(arguments + ["--require-label"], input: "24.5 109.25 100\n")
    #expect(named.lines[1].contains("label 2025 第一批, classification secret, SHA-256 \(digest(bytes))") && named.status == 0)
    let json = try JizhunProcess.run(arguments + ["--json"], input: "24.5 109.25 100\n")
    let header = try #require(JSONSerialization.jsonObject(with: Data(json.lines[0].utf8)) as? [String: Any])["header"] as? [String: Any]
    let model = try #require((header?["models"] as? [[String: Any]])?.first)
    #expect(
      model["sha256"] as? String == digest(bytes) && model["classification"] as? String == "secret"
        && model["file"] as? String == "city.gtx")
    let sample = try JizhunProcess.run(["geoid", "sample", "--model", path, "--header", "--method", "bilinear"], input: "24.5 109.25\n")
    #expect(sample.lines[0] == "# jizhun geoid sample" && sample.lines[1].contains("classification secret") && sample.lines.count == 4)
    let info = try JizhunProcess.run(["geoid", "info", "--lang", "en", path])
    #expect(info.output.contains(digest(bytes)) && info.output.contains("2025 第一批") && info.output.contains("secret"))

    // Of another model, of another form.
    _ = try folder.file("city.gtx.label", label("old", sha256: String(repeating: "0", count: 64)))
    #expect(try JizhunProcess.run(arguments, input: "").status == 78)
    _ = try folder.file("city.gtx.label", Array("[model]\nclassification = hidden\n".utf8))
    let wrong = try JizhunProcess.run(arguments, input: "")
    #expect(wrong.status == 78 && wrong.errors.contains("line 2"))
    // Without a header nothing of it is read, and nothing is in the way.
    #expect(try JizhunProcess.run(["height", "--model", path, "--to", "normal"], input: "24.5 109.25 100\n").status == 0)
  }

  @Test func datumOffsetsAreNamedAndNotShown() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("offset.gtx", HeightCommandTests.model())
    let file = try JizhunProcess.run(["height", "--to", "yellow-sea-1985", "--datum-offset", path, "--header"], input: "24.5 109.25 100\n")
    #expect(file.lines[1].hasPrefix("# model: offset.gtx, no label") && file.lines[3] == "# datumOffset: from a file", "\(file.output)")
    let number = try JizhunProcess.run(
      ["height", "--to", "yellow-sea-1985", "--datum-offset", "0.1234", "--header"], input: "24.5 109.25 100\n")
    #expect(number.output.contains("# datumOffset: a number\n") && !number.lines.dropLast().joined().contains("0.1234"))
    let refused = try JizhunProcess.run(["height", "--to", "yellow-sea-1985", "--datum-offset", path, "--require-label"], input: "")
    #expect(refused.status == 78)
  }

  @Test func aRefinedModelHasItsLabel() throws {
    let folder = try TemporaryFolder()
    let base = HeightCommandTests.model()
    let path = try folder.file("base.gtx", base)
    let points = try folder.file("points.txt", Array((GeoidFitCommandTests.points().joined(separator: "\n") + "\n").utf8))
    let (output, report) = (folder.path("refined.tif"), folder.path("report"))
    let result = try JizhunProcess.run([
      "geoid", "fit", "--base", path, "--points", points, "--method", "plane", "-o", output, "--area", "24.2,108.2,25.6,110.9", "--report",
      report, "--name", "invented", "--classification", "secret", "--json",
    ])
    #expect(result.status == 0, "\(result.errors)")
    let object = try #require(JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect((object["base"] as? [String: Any])?["sha256"] as? String == digest(base))
    let bytes = Array(try #require(FileManager.default.contents(atPath: output)))
    let text = try #require(FileManager.default.contents(atPath: output + ".label"))
    let known = try ModelLabel(Array(text).span.bytes, file: "l")
    #expect(known == ModelLabel(name: "invented", classification: .secret, sha256: digest(bytes)))
    let mode = try FileManager.default.attributesOfItem(atPath: output + ".label")[.posixPermissions] as? Int
    #expect(mode == 0o600)
    let height = try JizhunProcess.run(["height", "--model", output, "--to", "normal", "--require-label"], input: "24.9 109.25 100\n")
    #expect(height.status == 0, "\(height.errors)")
    let html = try FileManager.default.contentsOfDirectory(atPath: report).filter { $0.hasSuffix(".html") }
    for name in html { #expect(try String(contentsOfFile: report + "/" + name, encoding: .utf8).contains(digest(base))) }
  }
}
