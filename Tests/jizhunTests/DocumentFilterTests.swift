import Foundation
import Testing

/// `jizhun transform --format` as a process. All points are invented. Control values: PROJ 9.1.1,
/// `echo 28.2 112.95 | cs2cs -d 6 EPSG:4490 EPSG:4547`.
@Suite("jizhun transform of documents")
struct DocumentFilterTests {
  private func transform(_ from: String, _ to: String, _ input: String, _ more: String...) throws -> JizhunProcess.Result {
    try JizhunProcess.run(["transform", "--from", from, "--to", to] + more, input: input)
  }

  @Test func cassPointsChangeZone() throws {
    let input = "K1,房角,396908.1377,3121052.3776,52.30\r\nK2,,396908.1377,3121052.3776\r\n"
    let result = try transform("EPSG:4547", "EPSG:4526", input, "--format", "cass")
    #expect(result.output == "K1,房角,38396908.1377,3121052.3776,52.30\r\nK2,,38396908.1377,3121052.3776\r\n")
    #expect(result.status == 0 && result.errors.isEmpty)
  }

  @Test func parcelsKeepTheirFrameAndSayWhatIsStale() throws {
    let input = "[属性描述]\n带号=38\n[地块坐标]\n3,0.1,1,甲,面,,,,@\nJ1,1,28.2,112.95\nJ2,1,28.2,112.96\nJ3,1,28.21,112.96\n"
    let result = try transform("EPSG:4490", "EPSG:4547", input, "--format", "parcels")
    #expect(result.lines[4] == "J1,1,3121052.3776,396908.1377" && result.lines[3] == "3,0.1,1,甲,面,,,,@")
    #expect(result.status == 0 && result.errors.contains("line 2: note: 带号 stays as it was"))
  }

  @Test func geoJSONIsKnownByItsEnding() throws {
    let folder = try TemporaryFolder()
    let text = #"{"type":"Point","coordinates":[112.95, 28.2],"name":"远浦楼"}"#
    try Data(text.utf8).write(to: folder.url.appendingPathComponent("a.geojson"))
    let result = try transform("EPSG:4490", "EPSG:4547", "", folder.path("a.geojson"), "-o", folder.path("b.geojson"))
    #expect(result.status == 0 && result.output.isEmpty)
    let written = try String(contentsOfFile: folder.path("b.geojson"), encoding: .utf8)
    #expect(written == #"{"type":"Point","coordinates":[396908.1377, 3121052.3776],"name":"远浦楼"}"#)
  }

  @Test func nothingIsWrittenWherePointsWouldBeLeftBehind() throws {
    let drawing =
      "0\nSECTION\n2\nENTITIES\n0\nPOINT\n10\n396908.1377\n20\n3121052.3776\n0\nSPLINE\n10\n1\n20\n2\n0\nPOINT\n10\n9e9\n20\n3121052.3776\n"
      + "0\nENDSEC\n0\nEOF\n"
    let refused = try transform("EPSG:4547", "EPSG:4526", drawing, "--format", "dxf")
    #expect(refused.status == 65 && refused.output.isEmpty && refused.errors.contains("2 places could not be converted"))
    #expect(refused.errors.contains("standard input, line 11: ") || refused.errors.contains("standard input, line 12: "))
    let partial = try transform("EPSG:4547", "EPSG:4526", drawing, "--format", "dxf", "--partial")
    #expect(partial.status == 65 && partial.output == drawing.replacingOccurrences(of: "396908.1377", with: "38396908.1377"))
  }

  @Test func wrongUseIsRefused() throws {
    for (arguments, status) in [
      (["--format", "shp"], 64), (["--format", "cass", "--json"], 64), (["--format", "cass", "a", "b"], 64), (["--format", "dxf"], 65),
    ] as [([String], Int32)] {
      let result = try JizhunProcess.run(["transform", "--from", "EPSG:4490", "--to", "EPSG:4547"] + arguments, input: "x\n")
      #expect(result.status == status && result.output.isEmpty, "\(arguments)")
    }
  }
}
