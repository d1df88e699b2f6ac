import Foundation
import RecordedData
import Testing

/// `jizhun grid` as a process. Expected codes are those printed in GB/T 39409-2020, or come from exact fractions in Python.
@Suite("jizhun grid")
struct GridCommandTests {
  func grid(_ arguments: [String], _ input: String = "") throws -> JizhunProcess.Result {
    try JizhunProcess.run(["grid"] + arguments, input: input)
  }

  @Test("encode prints the code first and keeps the rest; decode is the reverse")
  func encodeAndDecode() throws {
    let input = "# places\n39°59′35.38″N 116°18′45.37″E  A b\n\n39.99316111,116.31260278,x, y\n"
    let encoded = try grid(["encode", "--level", "8"], input)
    #expect(encoded.output == "# places\nN50J47539B825534  A b\n\nN50J47539B825534,x, y\n" && encoded.status == 0)
    let decoded = try grid(["decode", "--precision", "5"], encoded.output)
    #expect(decoded.output == "# places\n39.99316  116.31260  A b\n\n39.99316,116.31260,x, y\n")
    #expect(
      try grid(["encode", "--level", "8", "--keep-coordinates"], "39.99316111 116.31260278 x\n").output
        == "N50J47539B825534 39.99316111 116.31260278 x\n")
    #expect(try grid(["encode", "--level", "8", "--name-column"], "P1 39.99316111 116.31260278 x\n").output == "N50J47539B825534 P1 x\n")
    #expect(try grid(["encode", "--level", "8", "--columns", "3,2"], "P1\t116.31260278\t39.99316111\n").output == "N50J47539B825534\tP1\n")
    #expect(try grid(["encode", "--3d"], "31.2720680 120.637779 50.0 q\n").output == "N051H001602086044020056064111164 q\n")
    #expect(
      try grid(["decode", "--3d", "--point", "corner"], "N051H001602086044020056064111164\n").output.hasPrefix(
        "31.2720678711 120.6377789985 49.9947"))
    #expect(
      try grid(["decode", "--json"], "N50J47 a\n").output == #"{"line":1,"code":"N50J47","level":2,"lat":39.75,"lon":116.25,"rest":["a"]}"#
        + "\n")
    #expect(try grid(["encode", "--json"], "39.9 116.3 a\n").output.hasPrefix(#"{"line":1,"code":"N50J47534"#))
  }

  @Test("every line of the vectors through both commands", .recordedData("vectors/beidou_grid_vectors.csv"))
  func vectors() throws {
    let rows = try RecordedData.text("vectors/beidou_grid_vectors.csv").split(whereSeparator: \.isNewline).dropFirst().map {
      $0.split(separator: ",")
    }
    let points = rows.map { "\($0[0]) \($0[1]) \($0[2])" }.joined(separator: "\n")
    #expect(try grid(["encode", "--level", "10"], points).lines == rows.map { "\($0[3]) \($0[2])" })
    #expect(try grid(["encode", "--3d"], points).lines == rows.map { "\($0[4])" })
    let solid = rows.map { String($0[4]) }.joined(separator: "\n")
    #expect(try grid(["encode", "--3d"], grid(["decode", "--3d", "--precision", "12"], solid).output).lines == rows.map { String($0[4]) })
  }

  @Test("a hundred thousand whole seconds and decimals against Python's fractions: no error")
  func fractions() throws {
    let script = """
      import random, sys
      from fractions import Fraction as F
      H = "0123456789ABCDEF"
      def code(lat, lon):
          a, o = abs(lat), abs(lon)
          z = o // 6
          s = ("S" if lat < 0 else "N") + "%02d" % (30 - z if lon < 0 else 31 + z) + "ABCDEFGHIJKLMNOPQRSTUV"[int(a // 4)]
          a, o = a % 4, o % 6
          for k, (w, h) in enumerate([(F(1, 2), F(1, 2)), (F(1, 4), F(1, 6)), (F(1, 60),) * 2, (F(4, 3600),) * 2, (F(2, 3600),) * 2,
                                      (F(1, 4 * 3600),) * 2, (F(1, 32 * 3600),) * 2, (F(1, 256 * 3600),) * 2, (F(1, 2048 * 3600),) * 2]):
              i, j = int(o // w), int(a // h)
              s += str(2 * j + i) if k in (1, 4) else H[i] + H[j]
              a, o = a % h, o % w
          return s
      r = random.Random(39409)
      f = open(sys.argv[1], "w"); g = open(sys.argv[2], "w")
      for n in range(100000):
          if n % 2:
              p, q = r.randrange(1, 88 * 3600), r.randrange(1, 180 * 3600)
              lat, lon = F(p, 3600), F(q, 3600)
              t = ["%d°%d′%d″" % (v // 3600, v // 60 % 60, v % 60) for v in (p, q)] if n % 4 == 1 else ["%.12f" % float(lat), "%.12f" % float(lon)]
              if n % 4 == 3: lat, lon = F(t[0]), F(t[1])
          else:
              t = ["%.*f" % (r.randrange(4, 16), r.uniform(-87.9, 87.9)), "%.*f" % (r.randrange(4, 16), r.uniform(-179.9, 179.9))]
              lat, lon = F(t[0]), F(t[1])
          f.write(" ".join(t) + "\\n"); g.write(code(lat, lon) + "\\n")
      """
    let folder = try TemporaryFolder()
    guard let made = try PythonProcess.run(script, [folder.path("points"), folder.path("codes")]) else { return }
    #expect(made.status == 0, "\(made.errors)")
    let result = try grid(["encode", "-o", folder.path("out"), folder.path("points")])
    #expect(result.status == 0)
    let same =
      try Data(contentsOf: URL(fileURLWithPath: folder.path("out"))) == Data(contentsOf: URL(fileURLWithPath: folder.path("codes")))
    #expect(same)
  }

  @Test("bad lines are marked, the run goes on, and the status is 65")
  func badLines() throws {
    let result = try grid(["encode", "--level", "4"], "91 0\n28.2\nx y\n112.9E 28.2\n28.2 112.9\n")
    #expect(result.status == 65)
    #expect(result.lines.map { $0.hasPrefix("# error line") } == [true, true, true, true, false])
    #expect(result.lines[0].contains("±90") && result.lines[1].contains("column 2") && result.lines[3].contains("swapped"))
    #expect(result.lines[4] == "N49HA14C2" || result.lines[4].hasPrefix("N49H"))
    let codes = try grid(["decode"], "N50J48\nN050J0047050390B8020551342613714\nN50J47\n")
    #expect(
      codes.status == 65 && codes.lines[0].contains("character 6") && codes.lines[1].contains("--3d") && codes.lines[2].hasPrefix("39.75"))
    #expect(try grid(["encode", "--level", "11"]).status == 64)
  }

  @Test("neighbours, cover and info")
  func cells() throws {
    #expect(try grid(["neighbours", "N50J47539B8"]).lines.contains("E N50J47539C8"))
    #expect(try grid(["neighbours", "--3d", "N051H001602086044020056064111164"]).lines.count == 26)
    #expect(
      try grid(["cover", "--level", "3", "--box", "28,112,28.5,112.5"]).lines == [
        "N49H800", "N49H801", "N49H802", "N49H803", "N49H804", "N49H805",
      ])
    #expect(try grid(["cover", "--level", "10", "--box", "28,112,29,113"]).status == 64)
    #expect(try grid(["cover", "--level", "10", "--box", "28,112,29,113", "--count"]).output == "54358179840000\n")
    #expect(try grid(["cover", "--level", "2", "--box=-0.5,179.5,0.5,-179.5"]).lines.sorted() == ["N01AB0", "N60AB0", "S01AB0", "S60AB0"])
    #expect(try grid(["cover", "--level", "8", "--box", "28.2,112.95,28.20001,112.95001", "--heights", "0,2"]).lines.count == 12)
    let info = try grid(["info", "--json", "N49H80"]).output
    #expect(
      info.contains(#""south":28,"west":112,"north":28.5,"east":112.5"#) && info.contains(#""parent":"N49H""#)
        && info.contains(#""childCount":6"#))
    #expect(try grid(["info", "N49H80"]).output.contains("28°0′0″N … 28°30′0″N"))
    #expect(try grid(["info", "N49X"]).status == 65)
  }

  @Test("reference and short codes")
  func references() throws {
    let encoded = try grid(["encode", "--reference", "N50J47539B8"], "39.9935 116.3135 p\n40.5 116 q\n")
    #expect(encoded.status == 65 && encoded.lines[0].hasPrefix("N50J47539B8-") && encoded.lines[1].contains("7 cells"))
    let decoded = try grid(["decode"], encoded.lines[0] + "\nN50J47539B8-A0\n").lines
    #expect(
      try grid(["encode", "--level", "5"], decoded.joined(separator: "\n")).lines == [
        try grid(["encode", "--level", "5"], "39.9935 116.3135 p").lines[0], "N50J47539A8",
      ])
    #expect(try grid(["decode", "--place", "学校=N50J47539B8"], "学校-00\n").output == (try grid(["decode"], "N50J47539B8\n").output))
    #expect(try grid(["decode"], "学校-00\n").status == 65)
  }
}
