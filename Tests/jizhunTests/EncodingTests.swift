import Foundation
import Testing

/// Names of Chinese survey files come in GBK or UTF-8: they come out right, and files keep their encoding. Places and names are invented.
@Suite("jizhun with names in GBK and UTF-8")
struct EncodingTests {
  /// 点 B5E3, 丂 8140 (whose second byte looks like “@”), 乗 815C (like “\”), 甲 BCD7.
  static let dian: [UInt8] = [0xB5, 0xE3]
  static let kao: [UInt8] = [0x81, 0x40]
  static let cheng: [UInt8] = [0x81, 0x5C]

  private static func line(_ name: [UInt8], _ rest: String) -> [UInt8] { name + Array(rest.utf8) }

  private func run(_ arguments: [String], _ input: [UInt8]) throws -> (bytes: [UInt8], text: String, errors: String, status: Int32) {
    let folder = try TemporaryFolder()
    let file = try folder.file("in.txt", input)
    let output = folder.path("out.txt")
    let result = try JizhunProcess.run(arguments + ["--lang", "en", "-o", output, file])
    let bytes = FileManager.default.contents(atPath: output).map(Array.init) ?? []
    return (bytes, String(decoding: bytes, as: UTF8.self), result.errors, result.status)
  }

  static let transform = ["transform", "--from", "cgcs2000", "--to", "cgcs2000", "--precision", "1", "--name-column"]

  @Test func linesKeepTheirEncodingAndJSONIsUTF8() throws {
    let gbk = Self.line(Self.dian + Self.kao, " 28.25 112.5 ") + Self.cheng + [0x0A]
    let utf8 = Array("点丂 28.25 112.5 乗\n".utf8)
    for input in [gbk, utf8, [0xEF, 0xBB, 0xBF] + utf8] {
      let text = try run(Self.transform, input)
      #expect(text.status == 0 && String(decoding: text.bytes.filter { $0 < 0x80 }, as: UTF8.self).contains(" 28.2 112.5 "))
      #expect(text.bytes.starts(with: input.prefix { $0 != 0x20 }) && text.bytes.suffix(3) == input.suffix(3))
      let json = try run(Self.transform + ["--json"], input)
      #expect(json.text.contains("\"name\":\"点丂\"") && json.text.contains("\"rest\":[\"乗\"]") && json.status == 0, "\(json.text)")
    }
    // From a pipe, too.
    let piped = try JizhunProcess.run(Self.transform + ["--json"], input: Data(gbk))
    #expect(piped.output.contains("\"name\":\"点丂\""))
  }

  @Test func aMarkInALineIsInTheLinesEncoding() throws {
    let bad = Self.line(Self.dian, " 28.25 x") + Self.kao + [0x0A]
    let text = try run(Self.transform, Self.line(Self.dian, " 28.25 112.5\n") + bad)
    // “ is A1B0 in GBK.
    let mark = Array("# error line 2: column 3, ".utf8) + [0xA1, 0xB0, 0x78] + Self.kao
    #expect(text.status == 65 && String(describing: text.bytes).contains(String(describing: mark).dropFirst().dropLast()))
    #expect(text.errors.contains("“x丂”"))
    let inverse = try run(["inverse", "--plane", "--name-column"], Self.line(Self.dian, " 0 0 3 4\n"))
    #expect(inverse.bytes.starts(with: Self.dian + Array(" 5.0000 ".utf8)), "\(inverse.bytes)")
  }

  @Test func threadsAndBlocksSayTheSame() throws {
    // Names appear late, and one of them, 小 D0A1, would be UTF-8 by itself.
    var input: [UInt8] = []
    for i in 0..<30_000 { input += Array("P\(i) 28.25 112.5\n".utf8) }
    input += Self.line([0xD0, 0xA1], " 28.25 112.5\n") + Self.line(Self.dian, " 28.25 112.5\n")
    for i in 0..<30_000 { input += Self.line(Self.dian, "\(i) 28.25 112.5\n") }
    let one = try run(Self.transform + ["--json"], input)
    let four = try run(Self.transform + ["--json", "-j", "4"], input)
    #expect(one.bytes == four.bytes && one.text.contains("\"name\":\"小\"") && one.text.contains("\"name\":\"点29999\""))
    let text = try run(Self.transform, input)
    let parallel = try run(Self.transform + ["-j", "3"], input)
    #expect(text.bytes == parallel.bytes && text.bytes.count > 1_000_000)
  }

  @Test func bytesWithoutAMeaningAreReportedWithTheirLine() throws {
    let input =
      Self.line(Self.dian, " 28.25 112.5\n") + Self.line(Self.dian + [0xFF], " 28.25 112.5\n") + Self.line(Self.dian, " 28.5 112.5\n")
    let result = try run(Self.transform + ["--encoding", "gbk"], input)
    #expect(result.status == 65 && result.errors.contains("line 2: byte 3, 0xFF, is no character of GBK") && result.bytes.count > 40)
    let json = try run(Self.transform + ["--encoding", "utf-8", "--json"], input)
    #expect(json.status == 65 && json.errors.contains("line 1: byte 1, 0xB5, is no character of UTF-8"))
    // Nobody has named the encoding: the lines go through, and the first such byte is told.
    let guess = try run(Self.transform + ["--json"], input)
    #expect(guess.status == 0 && guess.text.contains("\"name\":\"点\"") && guess.text.contains("\"name\":\"点\u{FFFD}\""))
    #expect(guess.errors.contains("line 2: note: byte 3, 0xFF, is no character of GBK"))
    let kept = try run(Self.transform, input)
    #expect(kept.status == 0 && kept.bytes.split(separator: 0x0A)[1].starts(with: Self.dian + [0xFF, 0x20]))
    let none = try run(Self.transform + ["--json"], [0x42, 0xD8] + Array(" 28.25 112.5\n".utf8))
    #expect(none.status == 0 && none.errors.contains("line 1: note: this is neither UTF-8 nor GBK"))
    // By itself it is neither, and the run goes on as it can.
    let auto = try run(["inverse", "--plane", "--name-column", "--json"], Self.line(Self.dian + [0xFF], " 0 0 3 4\n"))
    #expect(auto.status == 0 && auto.errors.contains("line 1: note: this is neither UTF-8 nor GBK"))
    #expect(try JizhunProcess.run(Self.transform + ["--encoding", "big5"], input: "").status == 64)
  }

  @Test func otherEncodingsByName() throws {
    // Ø is D8 in Latin-1.
    let result = try run(Self.transform + ["--encoding", "latin-1", "--json"], Self.line([0x42, 0xD8], " 28.25 112.5\n"))
    #expect(result.text.contains("\"name\":\"BØ\""))
    let text = try run(Self.transform + ["--encoding", "latin-1"], Self.line([0x42, 0xD8], " 28.25 112.5\n"))
    #expect(text.bytes.starts(with: [0x42, 0xD8, 0x20]))
  }

  @Test func documentsKeepTheirBytes() throws {
    // In GBK the name's last byte is “\”: read as bytes it would hide the quotation mark.
    let geojson =
      Array(#"{"type":"Feature","properties":{"name":""#.utf8) + Self.cheng
      + Array(#""},"geometry":{"type":"Polygon","coordinates":[[[112.5,28.25],[112.6,28.25],[112.6,28.35]]]}}"#.utf8)
    let same = ["transform", "--from", "cgcs2000", "--to", "cgcs2000", "--precision", "2"]
    let result = try run(same + ["--format", "geojson"], geojson)
    let expected =
      Array(#"{"type":"Feature","properties":{"name":""#.utf8) + Self.cheng
      + Array(#""},"geometry":{"type":"Polygon","coordinates":[[[112.50,28.25],[112.60,28.25],[112.60,28.35]]]}}"#.utf8)
    #expect(result.bytes == expected && result.status == 0, "\(result.errors)")
    let area = try run(["area", "--format", "geojson", "--json"], geojson)
    #expect(area.text.contains("\"name\":\"乗\""), "\(area.text) \(area.errors)")
    let cass = Self.dian + Array(",".utf8) + Self.kao + Array(",112.5,28.25,3\n".utf8)
    #expect(try run(same + ["--format", "cass"], cass).bytes == Self.dian + Array(",".utf8) + Self.kao + Array(",112.50,28.25,3\n".utf8))
    let broken = try run(same + ["--format", "cass", "--encoding", "gbk"], cass + [0xFF] + Array(",,112.5,28.25,3\n".utf8))
    #expect(broken.status == 65 && broken.errors.contains("line 2: byte 1, 0xFF") && broken.bytes.isEmpty)
  }

  @Test func parcelsInGBK() throws {
    // [属性描述] and [地块坐标] in GBK, a parcel 甲丂, whose name ends in “@”.
    let text =
      Array("[".utf8) + [0xCA, 0xF4, 0xD0, 0xD4, 0xC3, 0xE8, 0xCA, 0xF6] + Array("]\n[".utf8)
      + [0xB5, 0xD8, 0xBF, 0xE9, 0xD7, 0xF8, 0xB1, 0xEA] + Array("]\n3,0.06,1,".utf8) + [0xBC, 0xD7] + Self.kao + Array(",,@\n".utf8)
      + Array("J1,1,0,0\nJ2,1,40,0\nJ3,1,0,30\n".utf8)
    let area = try run(["area", "--plane", "--json"], text)
    #expect(area.text.contains("\"name\":\"甲丂\"") && area.text.contains("\"planeArea_m2\":600"), "\(area.text) \(area.errors)")
    let list = try run(
      ["area", "--plane", "--json", "--name-column"],
      [0xBC, 0xD7, 0x20, 0x30, 0x20, 0x30, 0x0A] + Self.line([0xBC, 0xD7], " 0 30\n") + Self.line([0xBC, 0xD7], " 40 0\n"))
    #expect(list.text.contains("\"name\":\"甲\""))
  }

  @Test func reportsAreUTF8() throws {
    let folder = try TemporaryFolder()
    var input: [UInt8] = []
    for (i, p) in [(0, 0), (1000, 0), (0, 1000), (1000, 1000), (500, 300)].enumerated() {
      input += Self.dian + Array("\(i) \(3_100_000 + p.0) \(500_000 + p.1) \(3_100_010 + p.0) \(500_020 + p.1)".utf8)
      // 检核 BCEC BACB: the last point is held out.
      input += (i == 4 ? [0x20, 0xBC, 0xEC, 0xBA, 0xCB] : []) + [0x0A]
    }
    let report = folder.path("report")
    let result = try JizhunProcess.run(
      ["fit", "plane4", try folder.file("points.txt", input), "--from", "local:a", "--to", "local:b", "--report", report, "--json"])
    #expect(result.status == 0 && result.output.contains("点0"), "\(result.errors)")
    let files = try FileManager.default.contentsOfDirectory(atPath: report)
    #expect(!files.isEmpty)
    for file in files {
      let bytes = try #require(FileManager.default.contents(atPath: report + "/" + file))
      let text = try #require(String(data: bytes, encoding: .utf8), "\(file)")
      #expect(!text.contains("\u{FFFD}") && text.contains("点0"), "\(file)")
    }
  }
}
