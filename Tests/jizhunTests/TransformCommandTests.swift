import Foundation
import Testing

/// `jizhun transform` as a process. All points are invented. Control values: PROJ 9.1.1,
/// `echo 28.2 112.95 | cs2cs -d 6 EPSG:4490 EPSG:4547`.
@Suite("jizhun transform")
struct TransformCommandTests {
  func transform(_ from: String, _ to: String, _ input: String, _ more: String...) throws -> JizhunProcess.Result {
    try JizhunProcess.run(["transform", "--from", from, "--to", to] + more, input: input)
  }

  @Test("one line in, one line out: columns, separators, comments, blank lines and line ends stay")
  func lines() throws {
    let input = "# head\n28.2 112.95\n\n  28.2\t112.95\t55.50 P1  远浦楼 \n28.2,112.95, 7,,x\r\n28.2 , 112.95\n\u{FEFF}28.2 112.95"
    let result = try transform("EPSG:4490", "EPSG:4547", input)
    #expect(
      result.output
        == "# head\n3121052.3776 396908.1377\n\n  3121052.3776\t396908.1377\t55.50 P1  远浦楼 \n3121052.3776,396908.1377, 7,,x\r\n"
        + "3121052.3776 , 396908.1377\n\u{FEFF}3121052.3776 396908.1377")
    #expect(result.status == 0 && result.errors.isEmpty)
  }

  @Test(
    "the control point in its zones, and back",
    arguments: [
      ("EPSG:4547", "3121052.377641 396908.137690"), ("EPSG:4526", "3121052.377641 38396908.137690"),
      ("EPSG:4508", "3122146.034456 691470.945274"), ("cgcs2000:gk:cm=114,fe=500000", "3121052.377641 396908.137690"),
    ])
  func control(_ target: String, _ expected: String) throws {
    #expect(try transform("EPSG:4490", target, "28.2 112.95\n", "--precision", "6").output == expected + "\n")
    #expect(try transform(target, "EPSG:4490", expected + "\n").output == "28.2000000000 112.9500000000\n")
  }

  @Test("geocentric coordinates take and give the height")
  func geocentric() throws {
    // echo "112.95 28.2 55.5" | cct -d 4 with unitconvert deg → rad, then cart on GRS 80, whose ellipsoid CGCS2000 has.
    #expect(try transform("EPSG:4480", "EPSG:4479", "28.2 112.95 55.5 a b\n").output == "-2193471.6118 5180058.9770 2996083.1417 a b\n")
    let there = try transform("EPSG:4480", "EPSG:4479", "28.2 112.95 55.5 a b\n", "--precision", "7").output
    #expect(try transform("EPSG:4479", "EPSG:4480", there).output == "28.2000000000 112.9500000000 55.5000 a b\n")
    let missing = try transform("EPSG:4490", "EPSG:4479", "28.2 112.95\n28.2 112.95 P1\n")
    #expect(missing.status == 65)
    #expect(missing.lines.count == 2 && missing.lines.allSatisfy { $0.hasPrefix("# error line ") && $0.contains("height") })
  }

  @Test("a bad line is marked and reported, and the run goes on")
  func badLines() throws {
    let input = "28.2 112.95\nabc 112.95\n28.2\n91 112\n28 -60\n112.95 28.2\nnan 1\n1e999 2\n28.2x 112\n28.2E 112.9N\n28.3 112.95\n"
    let result = try transform("EPSG:4490", "EPSG:4547", input)
    #expect(result.status == 65)
    #expect(result.lines.count == 11)
    #expect(result.lines[0].hasPrefix("3121052.3776 ") && result.lines[10].hasPrefix("3132"))
    for number in 2...10 {
      #expect(result.lines[number - 1].hasPrefix("# error line \(number): "), "\(result.lines[number - 1])")
      #expect(result.errors.contains("standard input, line \(number): "))
    }
    #expect(result.errors.contains("9 of 11 lines"))
    #expect(!result.output.contains("inf ") && !result.lines.contains { $0.hasPrefix("nan") })
    // A pipeline passes the marks on.
    let next = try transform("EPSG:4547", "EPSG:4490", result.output)
    #expect(next.status == 0 && next.lines[1] == result.lines[1])
  }

  @Test(
    "coordinates in the other order are refused, and the message says so", arguments: ["EPSG:4547", "EPSG:4526", "cgcs2000:utm:zone=49N"])
  func swapped(system: String) throws {
    let arguments = ["transform", "--from", system, "--to", "EPSG:4490"]
    let easting = system == "EPSG:4526" ? "38396908.1" : "396908.1"
    let right = try JizhunProcess.run(arguments, input: "3121052.4 \(easting)\n")
    #expect(right.status == 0)
    let swapped = try JizhunProcess.run(arguments, input: "\(easting) 3121052.4\n")
    #expect(
      swapped.status == 65 && swapped.output.hasPrefix("# error line 1: ")
        && swapped.errors.contains("check the order of northing and easting"))
    let geographic = try JizhunProcess.run(["transform", "--from", "EPSG:4490", "--to", system], input: "112.9 28.2\n")
    #expect(
      geographic.status == 65 && geographic.errors.contains("latitude 112.9° is beyond ±90°: check the order of latitude and longitude"))
  }

  @Test("degrees, minutes and seconds")
  func angles() throws {
    let plain = try transform("EPSG:4490", "EPSG:4547", "28.2 112.95\n").output
    for text in [
      "28°12′00″ 112°57′00″", "28:12:00.000,112:57:00", "28d12m0s 112d57m0s", "N28°12' E112°57'0.0\"", "28度12分 112度57分", "28.2N 112.95E",
    ] {
      let result = try transform("EPSG:4490", "EPSG:4547", text + "\n").output
      #expect(result.replacingOccurrences(of: ",", with: " ") == plain, "\(text)")
    }
    for text in ["28°60′ 112", "28:12: 112", "28°12′61″ 112", "-28N 112", "28.5°12′ 112"] {
      #expect(try transform("EPSG:4490", "EPSG:4547", text + "\n").status == 65, "\(text)")
    }
  }

  @Test("names first, other columns, other order")
  func columns() throws {
    #expect(try transform("EPSG:4490", "EPSG:4547", "P1 28.2 112.95 3 q\n", "--name-column").output == "P1 3121052.3776 396908.1377 3 q\n")
    #expect(
      try transform("EPSG:4490", "EPSG:4547", "P1,code,112.95,28.2,3\n", "--columns", "4,3").output
        == "P1,code,396908.1377,3121052.3776,3\n")
    #expect(try transform("EPSG:4490", "EPSG:4547", "P1,,28.2,112.95\n", "--columns", "3,4,5").output == "P1,,3121052.3776,396908.1377\n")
    #expect(try transform("EPSG:4490", "EPSG:4479", "5 28.2 112.95\n", "--columns", "2,3,1").lines[0].split(separator: " ").count == 3)
    for wrong in ["1,1", "0,1", "1", "1,2,3,4", "a,b", "1,200"] {
      #expect(try transform("EPSG:4490", "EPSG:4547", "", "--columns", wrong).status == 64, "\(wrong)")
    }
  }

  @Test("JSON: one object a line with stable keys")
  func json() throws {
    let input = "# c\nP\"1 28.2 112.95 55.5 q 7\n\nP2 foo 1\nP3 28.2 112.95\n"
    let result = try transform("EPSG:4490", "EPSG:4547", input, "--json", "--name-column")
    let objects = try result.lines.map { try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]) }
    #expect(objects.count == 3 && result.status == 65)
    #expect(objects[0]["line"] as? Int == 2 && objects[0]["name"] as? String == "P\"1")
    #expect(objects[0]["north"] as? Double == 3121052.3776 && objects[0]["east"] as? Double == 396908.1377)
    #expect(objects[0]["h"] as? Double == 55.5 && objects[0]["rest"] as? [String] == ["q", "7"])
    #expect(objects[1]["line"] as? Int == 4 && objects[1]["error"] is String)
    #expect(objects[2]["h"] == nil && objects[2]["rest"] == nil)
    #expect(
      try transform("EPSG:4547", "EPSG:4490", "3121052.377641 396908.137690\n", "--json").output
        == "{\"line\":1,\"lat\":28.2000000000,\"lon\":112.9500000000}\n")
    #expect(try transform("EPSG:4480", "EPSG:4479", "28 112 1\n", "--json").output.contains("\"x\":"))
  }

  @Test("exit statuses: usage, data, no input, cannot create, configuration")
  func statuses() throws {
    #expect(try transform("EPSG:9999", "EPSG:4490", "").status == 64)
    #expect(try transform("EPSG:4490", "cgcs2000:gk:cm=112,h0=100", "").status == 64)
    #expect(try JizhunProcess.run(["transform", "--from", "EPSG:4490"]).status == 64)
    #expect(try transform("EPSG:4490", "EPSG:4547", "", "--precision", "40").status == 64)
    #expect(try transform("EPSG:4490", "EPSG:4547", "", "no/such/file").status == 66)
    #expect(try transform("EPSG:4490", "EPSG:4547", "", ".").status == 66)
    #expect(try transform("EPSG:4490", "EPSG:4547", "", "-o", "no/such/folder/x").status == 73)
    if FileManager.default.fileExists(atPath: "/dev/full") {
      #expect(try transform("EPSG:4490", "EPSG:4547", "28 112\n", "-o", "/dev/full").status == 74)
    }
    for (from, to, missing) in [
      ("EPSG:4214", "EPSG:4490", "file"), ("EPSG:4490", "EPSG:4326", "realisation"), ("EPSG:2361", "EPSG:4547", "file"),
    ] {
      let result = try transform(from, to, "28 112\n")
      #expect(result.status == 78 && result.output.isEmpty)
      #expect(result.errors.contains(missing))
    }
    let chinese = try JizhunProcess.run(["transform", "--lang", "zh", "--from", "EPSG:4214", "--to", "EPSG:4490"])
    #expect(chinese.status == 78 && chinese.errors.contains("转换参数文件"))
  }

  @Test("files in, file out, never onto an input")
  func files() throws {
    let folder = try TemporaryFolder()
    let one = try folder.file("one.txt", Array("28.2 112.95 a\n".utf8))
    let two = try folder.file("two.txt", Array("28.2 112.95 b".utf8))
    let out = folder.path("out.txt")
    #expect(try transform("EPSG:4490", "EPSG:4547", "28.2 112.95 c\n", "-o", out, one, "-", two).status == 0)
    #expect(
      try String(contentsOfFile: out, encoding: .utf8)
        == "3121052.3776 396908.1377 a\n3121052.3776 396908.1377 c\n3121052.3776 396908.1377 b")
    #expect(try transform("EPSG:4490", "EPSG:4547", "", "-o", one, one).status == 64)
    #expect(try String(contentsOfFile: one, encoding: .utf8) == "28.2 112.95 a\n")
  }

  @Test("a line longer than any table has is refused, and the next is read")
  func longLines() throws {
    for length in [(1 << 17) - 1, 1 << 17, 1 << 20, 3_000_000] {
      let long = "28.2 112.95 " + String(repeating: "x", count: length)
      let result = try transform("EPSG:4490", "EPSG:4547", long + "\n28.2 112.95 next\n")
      #expect(result.lines.count == 2 && result.lines[1] == "3121052.3776 396908.1377 next")
      if length < 1 << 20 {
        #expect(result.status == 0 && result.lines[0] == "3121052.3776 396908.1377 " + String(repeating: "x", count: length))
      } else {
        #expect(result.status == 65 && result.lines[0].hasPrefix("# error line 1: longer"))
      }
    }
  }

  @Test("several threads write what one writes, errors and their line numbers included")
  func threads() throws {
    var input = ""
    for i in 0..<160_000 { input += i % 20_011 == 7 ? "91 \(i)\n" : i % 997 == 5 ? "# \(i)\n" : "28.\(i % 10) 112.\(i % 97) \(i)\n" }
    input += "\n28.5 113 " + String(repeating: "x", count: 1_500_000) + "\n28.5 113 last"
    let folder = try TemporaryFolder()
    let file = try folder.file("points.txt", input.utf8)
    let one = try transform("EPSG:4490", "EPSG:4547", "", file)
    #expect(one.status == 65 && one.lines.count == 160_003)
    #expect(one.errors.contains("line 8:") && one.errors.contains("line 160002: longer"))
    for jobs in ["2", "3", "16"] {
      let several = try transform("EPSG:4490", "EPSG:4547", "", "-j", jobs, file)
      #expect(several.status == 65 && several.lines == one.lines && several.errors == one.errors, "\(jobs) threads")
    }
    #expect(try transform("EPSG:4490", "EPSG:4547", input, "-j", "4").lines == one.lines)
    #expect(try transform("EPSG:4490", "EPSG:4547", "", "-j", "0", file).status == 64)
  }

  @Test("a line of two gigabytes is refused in the memory of a short one, and the next is read")
  func endlessLine() throws {
    let command =
      "ulimit -v 1500000; (head -c 2147483648 /dev/zero | tr '\\0' 7; echo; echo 28.2 112.95 next) | \"$0\" transform --lang en --from EPSG:4490 --to EPSG:4547"
    let result = try JizhunProcess.run(program: "/bin/bash", ["-c", command, JizhunProcess.path], input: Data())
    #expect(result.status == 65 && result.lines.count == 2)
    #expect(result.lines.first?.hasPrefix("# error line 1: longer") == true && result.lines.last == "3121052.3776 396908.1377 next")
  }

  @Test("many lines keep their number and order across blocks and chunks")
  func manyLines() throws {
    var input = ""
    for i in 0..<30_000 { input += i % 997 == 5 ? "# \(i)\n" : "28.\(i % 10) 112.\(i % 97) \(i)\n" }
    let result = try transform("EPSG:4490", "EPSG:4547", input)
    #expect(result.status == 0 && result.lines.count == 30_000)
    for (i, line) in result.lines.enumerated() { #expect(line.hasSuffix(" \(i)")) }
  }

  @Test("a pipe that waits for an answer gets it after every line")
  func interactive() throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: JizhunProcess.path)
    process.arguments = ["transform", "--from", "EPSG:4490", "--to", "EPSG:4547"]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    for i in 0..<3 {
      input.fileHandleForWriting.write(Data("28.2 112.95 \(i)\n".utf8))
      // Blocks for ever where the answer is held back; the test run's time limit shows it.
      let answer = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
      #expect(answer == "3121052.3776 396908.1377 \(i)\n")
    }
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  @Test(
    "as cs2cs, for every family of codes, both ways",
    .enabled(if: JizhunProcess.installed("cs2cs") != nil, "cs2cs of proj-bin is not installed"))
  func againstPROJ() throws {
    let cs2cs = try #require(JizhunProcess.installed("cs2cs"))
    var generator = SeededGenerator(state: 20250101)
    let families: [(geographic: Int, projected: ClosedRange<Int>, firstMeridian: Double, step: Double)] = [
      (4490, 4491...4501, 75, 6), (4490, 4502...4512, 75, 6), (4490, 4513...4533, 75, 3), (4490, 4534...4554, 75, 3),
      (4214, 21413...21423, 75, 6), (4214, 21453...21463, 75, 6), (4214, 2401...2421, 75, 3), (4214, 2422...2442, 75, 3),
      (4610, 2327...2337, 75, 6), (4610, 2338...2348, 75, 6), (4610, 2349...2369, 75, 3), (4610, 2370...2390, 75, 3),
      (4555, 4568...4578, 75, 6), (4555, 4579...4589, 75, 6), (4555, 4652...4656, 75, 3), (4555, 4766...4781, 90, 3),
      (4555, 4782...4800, 75, 3), (4555, 4812...4812, 132, 3), (4555, 4822...4822, 135, 3), (4326, 32643...32653, 75, 6),
    ]
    for family in families {
      // One code of the family at random, invented points within 1.5° of its zone's borders.
      let index = Int.random(in: 0..<family.projected.count, using: &generator)
      let code = family.projected.lowerBound + index
      let meridian = family.firstMeridian + Double(index) * family.step
      var input = ""
      for _ in 0..<200 {
        let latitude = Double(Int.random(in: 18_000_000...54_000_000, using: &generator)) / 1e6
        let longitude = meridian + Double(Int.random(in: -4_500_000...4_500_000, using: &generator)) / 1e6
        input += "\(latitude) \(longitude)\n"
      }
      let ours = try transform("EPSG:\(family.geographic)", "EPSG:\(code)", input, "--precision", "7")
      // PROJ gives UTM easting first.
      let swap = family.geographic == 4326 ? ["-s"] : []
      let theirs = try JizhunProcess.run(
        program: cs2cs, ["-d", "7"] + swap + ["EPSG:\(family.geographic)", "EPSG:\(code)"], input: Data(input.utf8))
      #expect(ours.status == 0 && ours.lines.count == 200 && theirs.lines.count == 200)
      for (a, b) in zip(ours.lines, theirs.lines) {
        let (p, q) = (a.numbers, b.numbers)
        // 5 nm of ours, 5 nm of PROJ's, a unit of the seventh decimal each; 38 million metres are known to 4 nm.
        #expect(abs(p[0] - q[0]) < 1.2e-7 && abs(p[1] - q[1]) < 1.2e-7, "EPSG:\(code): \(a) against \(b)")
      }
      let back = try transform("EPSG:\(code)", "EPSG:\(family.geographic)", ours.output, "--precision", "11")
      for (a, b) in zip(back.lines, input.split(separator: "\n")) {
        let (p, q) = (a.numbers, String(b).numbers)
        // 1e-7 m rounded at 7 decimals is 1e-12°, and half a unit of the eleventh decimal.
        #expect(abs(p[0] - q[0]) < 1.1e-11 && abs(p[1] - q[1]) < 1.1e-11)
      }
    }
  }
}

extension String {
  fileprivate var numbers: [Double] { split { " \t".contains($0) }.compactMap { Double($0) } }
}

/// A small deterministic generator (Steele, Lea, Flood 2014, doi 10.1145/2660193.2660195).
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
    return z ^ z >> 31
  }
}
