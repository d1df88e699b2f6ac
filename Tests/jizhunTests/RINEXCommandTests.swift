import Foundation
import RINEX
import RecordedData
import Testing

/// `jizhun rinex …` and the files it writes, as other programs read them.
@Suite struct RINEXCommandTests {
  static let plain: String = {
    func line(_ contents: String, _ label: String) -> String {
      contents + String(repeating: " ", count: 60 - contents.utf8.count) + label + "\n"
    }
    return line("     3.05           OBSERVATION DATA    M", "RINEX VERSION / TYPE") + line("maker", "PGM / RUN BY / DATE")
      + line("PT01", "MARKER NAME") + line("G    2 C1C L1C", "SYS / # / OBS TYPES")
      + line("  2026    11    21     0     0    0.0000000     GPS", "TIME OF FIRST OBS") + line("", "END OF HEADER") + """
        > 2026 11 21 00 00  0.0000000  0  2
        G01  21000000.000 8 110355432.12318
        G02  22000000.500
        > 2026 11 21 00 00 30.0000000  0  1
        G01  21000001.000 8 110355437.37818
        > 2026 11 21 00 01 30.0000000  0  1
        G01  21000003.000 8 110355447.888 8

        """
  }()

  @Test func infoCountsAsDocumented() throws {
    let result = try JizhunProcess.run(["rinex", "info", "--json", "-"], input: Self.plain)
    #expect(result.status == 0 && result.errors.isEmpty)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(object["kind"] as? String == "observation" && object["version"] as? Double == 3.05 && object["marker"] as? String == "PT01")
    #expect(object["firstEpoch"] as? String == "2026-11-21T00:00:00.000 GPST")
    #expect(object["lastEpoch"] as? String == "2026-11-21T00:01:30.000 GPST")
    #expect(object["epochs"] as? Int == 3 && object["interval_s"] as? Double == 30)
    #expect(object["expectedEpochs"] as? Int == 4 && object["completeness"] as? Double == 0.75)
    let gps = try #require((object["systems"] as? [String: Any])?["G"] as? [String: Any])
    #expect(gps["satellites"] as? [String] == ["G01", "G02"])
    #expect(gps["observations"] as? [String: Int] == ["C1C": 4, "L1C": 3])
    let table = try JizhunProcess.run(["rinex", "info", "-"], input: Self.plain)
    #expect(table.output.contains("3 of 4 (75%)") && table.output.contains("C1C (4)  L1C (3)"))
  }

  @Test func withoutVersionTheTextIsKept() throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("a.rnx", Self.plain.utf8)
    #expect(try JizhunProcess.run(["rinex", "convert", file, "-o", folder.path("a.crx"), "--crinex"]).status == 0)
    let again = try JizhunProcess.run(["rinex", "convert", folder.path("a.crx"), "-o", "-"])
    #expect(again.status == 0 && again.output == Self.plain)
    let four = try JizhunProcess.run(["rinex", "convert", file, "-o", "-", "--version", "4.02"])
    #expect(four.output.hasPrefix("     4.02           OBSERVATION DATA    G  "))
    #expect(four.output.contains("G01  21000000.000   110355432.1231\n"))
  }

  @Test func exitStatus() throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("a.rnx", Self.plain.utf8)
    #expect(try JizhunProcess.run(["rinex", "info", folder.path("none")]).status == 66)
    #expect(try JizhunProcess.run(["rinex", "info", "-"], input: "hello\n").status == 65)
    #expect(try JizhunProcess.run(["rinex", "convert", file, "-o", file]).status == 64)
    #expect(try JizhunProcess.run(["rinex", "convert", file, "-o", folder.path("none/x")]).status == 73)
    let wrong = try JizhunProcess.run(["rinex", "info", "-"], input: Self.plain.replacing("G02  22", with: "X02  22"))
    #expect(wrong.status == 65 && wrong.errors.contains("line 9: expected a satellite"))
    #expect(try JizhunProcess.run(["rtcm", "rinex", "-", "-o", "-"], input: "nothing").status == 65)
  }

  @Test(.recordedData("data/rinex/nav-solutions-data/OBS/V2/delf0010.21o")) func version2BecomesVersion3() throws {
    let file = RecordedData.path("data/rinex/nav-solutions-data/OBS/V2/delf0010.21o")
    let result = try JizhunProcess.run(["rinex", "convert", file, "-o", "-"])
    #expect(result.status == 0)
    #expect(result.output.contains("G    7 C1C L1C S1C C1W C2W L2W S2W"))
    #expect(result.output.contains("R    7 C1C L1C S1C C1P C2P L2P S2P"))
    var reader = ObservationReader()
    try reader.feed(Array(result.output.utf8)) { _ in }
    try reader.finish { _ in }
    #expect(reader.epochs == 105)
  }

  /// The PyPI package hatanaka (RNX2CRX and CRX2RNX of the format's author) reads what is compressed here, and the other way round.
  @Test(.recordedData("data/rinex/MatRTKLIB-static/base.obs")) func hatanakaReadsAndIsRead() throws {
    let folder = try TemporaryFolder()
    // The first minute, so that it is quick.
    let text = try RecordedData.text("data/rinex/MatRTKLIB-static/base.obs").split(separator: "\n", omittingEmptySubsequences: false)
    let cut = text.prefix(3000)
    let end = try #require(cut.lastIndex { $0.hasPrefix(">") })
    let original = cut[..<end].map { String($0).replacing("\r", with: "") }.joined(separator: "\n") + "\n"
    let file = try folder.file("a.rnx", original.utf8)
    #expect(try JizhunProcess.run(["rinex", "convert", file, "-o", folder.path("ours.crx"), "--crinex"]).status == 0)
    let script = """
      import hatanaka, sys
      plain, ours, theirs, back = sys.argv[1:]
      open(theirs, 'wb').write(hatanaka.rnx2crx(open(plain, 'rb').read()))
      open(back, 'wb').write(hatanaka.crx2rnx(open(ours, 'rb').read()))
      """
    guard
      let result = try PythonProcess.run(
        script, [file, folder.path("ours.crx"), folder.path("theirs.crx"), folder.path("back.rnx")], needing: "hatanaka")
    else { return }
    #expect(result.status == 0, "\(result.errors)")
    func lines(_ path: String) throws -> [String] {
      try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false).map {
        // CRX2RNX writes .123 for 0.123.
        String($0).replacing(" 0.", with: "  .").replacing("-0.", with: " -.").trimmingSuffix(while: { $0 == " " })
      }
    }
    #expect(try lines(folder.path("back.rnx")) == (try lines(file)))
    // The same bytes but for the line that names program and date.
    let (ours, theirs) = (try lines(folder.path("ours.crx")), try lines(folder.path("theirs.crx")))
    #expect(ours.count == theirs.count && zip(ours, theirs).enumerated().allSatisfy { $0.offset == 1 || $0.element.0 == $0.element.1 })
    let decompressed = try JizhunProcess.run(["rinex", "convert", folder.path("theirs.crx"), "-o", folder.path("again.rnx")])
    #expect(decompressed.status == 0)
    #expect(try lines(folder.path("again.rnx")) == (try lines(file)))
  }
}

extension String {
  fileprivate func trimmingSuffix(while predicate: (Character) -> Bool) -> String {
    var text = self[...]
    while let last = text.last, predicate(last) { text.removeLast() }
    return String(text)
  }
}
