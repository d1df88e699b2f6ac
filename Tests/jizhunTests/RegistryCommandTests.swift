import Foundation
import Testing

/// `jizhun transform` with foreign systems, as a process. Coordinates are invented; what they become is held against `cs2cs` and PROJ's
/// pipelines in the tests of `CRSRegistry`.
@Suite("jizhun transform with foreign systems") struct RegistryCommandTests {
  static func transform(_ from: String, _ to: String, _ input: String, _ more: String...) throws -> JizhunProcess.Result {
    try JizhunProcess.run(["transform", "--from", from, "--to", to] + more, input: input)
  }

  @Test("header and standard error name the operation and its accuracy; other columns stay") func names() throws {
    let result = try Self.transform("EPSG:25832", "EPSG:4326", "P1 5500000 500000 12.50 x\n", "--header", "--name-column")
    #expect(result.status == 0 && result.lines.last == "P1 49.6525429236 9.0000000000 12.50 x")
    #expect(result.output.contains("# operation: EPSG:1149 ") && result.output.contains("# accuracy: 1.0 m"))
    #expect(result.errors.contains("ETRS89 to WGS 84 (1) (1 m)"))
    let json = try Self.transform("EPSG:25832", "EPSG:4326", "5500000 500000\n", "--header", "--json")
    let first = try #require(JSONSerialization.jsonObject(with: Data(json.lines[0].utf8)) as? [String: [String: Any]])["header"]
    #expect(first?["accuracy"] as? Double == 1 && first?["codes"] as? [String] == ["EPSG:1149"])
    #expect(json.lines.count == 2 && json.lines[1].contains("\"lat\":49.65254"))
  }

  @Test("cs2cs on the same lines") func peer() throws {
    guard let program = JizhunProcess.installed("cs2cs") else { return }
    let input = (0..<50).map { "\(5_300_000 + 9_876.5 * Double($0)) \(3_400_000 + 4_321.25 * Double($0))\n" }.joined()
    let ours = try Self.transform("EPSG:31467", "EPSG:25832", input, "--precision", "3", "--operation", "EPSG:1776")
    // The seven parameters of EPSG 1776 written out, so that PROJ chooses nothing.
    let pipeline =
      "+proj=pipeline +step +proj=axisswap +order=2,1 +step +inv +proj=tmerc +lon_0=9 +x_0=3500000 +ellps=bessel +step +proj=cart +ellps=bessel "
      + "+step +proj=helmert +x=598.1 +y=73.7 +z=418.2 +rx=0.202 +ry=0.045 +rz=-2.455 +s=6.7 +convention=position_vector "
      + "+step +inv +proj=cart +ellps=GRS80 +step +proj=utm +zone=32 +ellps=GRS80 +step +proj=axisswap +order=2,1"
    let cct = program.replacingOccurrences(of: "cs2cs", with: "cct")
    let theirs = try JizhunProcess.run(
      program: cct, ["-d", "3", "-z", "0", "-t", "0"] + pipeline.split(separator: " ").map(String.init), input: Data(input.utf8))
    #expect(ours.status == 0 && ours.lines.count == 50 && theirs.lines.count == 50)
    for (a, b) in zip(ours.lines, theirs.lines) {
      let (p, q) = (a.split(separator: " ").compactMap { Double($0) }, b.split(separator: " ").compactMap { Double($0) })
      // Printed to a millimetre.
      #expect(abs(p[0] - q[0]) < 1.1e-3 && abs(p[1] - q[1]) < 1.1e-3)
    }
  }

  /// Files that are no libraries stand where the loader looks first: foreign systems say what is missing, everything else works.
  @Test("PROJ's library is wanted by foreign systems alone") func withoutPROJ() throws {
    let folder = try TemporaryFolder()
    for name in ["libproj.so.25", "libproj.so"] { _ = try folder.file(name, Array("no library".utf8)) }
    let environment = ["LANG": "C", "LD_LIBRARY_PATH": folder.path("")]
    let foreign = try JizhunProcess.run(
      ["transform", "--from", "EPSG:25832", "--to", "EPSG:4326"], input: "5500000 500000\n", environment: environment)
    #expect(foreign.status == 78 && foreign.output.isEmpty && foreign.errors.contains("libproj25"), "\(foreign.errors)")
    let native = try JizhunProcess.run(
      ["transform", "--from", "EPSG:4490", "--to", "EPSG:4547"], input: "28.2 112.95\n", environment: environment)
    #expect(native.status == 0 && native.errors.isEmpty && native.lines.count == 1)
  }

  @Test(
    "refusals, with exit status and what they name",
    arguments: [
      ("EPSG:4277", "EPSG:4258", [], 78, "uk_os_OSTN15_NTv2_OSGBtoETRS.tif"), ("EPSG:4490", "EPSG:4258", [], 78, "null shift"),
      ("EPSG:4610", "EPSG:4258", [], 78, "parameter file"),
      ("EPSG:4490", "EPSG:3857", [], 78, "--accept-ensemble"), ("EPSG:4214", "EPSG:3857", [], 78, "oil fields"),
      ("EPSG:99999", "EPSG:4258", [], 64, "EPSG:99999"), ("EPSG:5773", "EPSG:4258", [], 64, "jizhun height"),
      ("EPSG:4277", "EPSG:4326", ["--operation", "EPSG:1"], 78, "EPSG:1314"), ("EPSG:4258", "EPSG:4326", ["--area", "1,2"], 64, "--area"),
      ("EPSG:4258", "EPSG:4326", ["--velocity", "x"], 64, "--velocity"), ("EPSG:4490", "EPSG:4547", ["--operations"], 64, "--operations"),
      ("@/no/such.prj", "EPSG:4326", [], 66, "/no/such.prj"), ("itrf2014:3d", "EPSG:7843", [], 78, "epoch"),
    ] as [(String, String, [String], Int, String)])
  func refusals(_ from: String, _ to: String, _ options: [String], _ status: Int, _ word: String) throws {
    let arguments = ["transform", "--from", from, "--to", to] + options
    let result = try JizhunProcess.run(arguments, input: "50 1\n")
    #expect(result.status == Int32(status) && result.output.isEmpty && result.errors.contains(word), "\(result)")
    let chinese = try JizhunProcess.run(arguments + ["--lang", "zh"], input: "50 1\n")
    #expect(chinese.status == Int32(status) && chinese.errors != result.errors)
  }

  @Test("2 m accepted, printed and in the header") func ensemble() throws {
    let result = try Self.transform("EPSG:4490", "EPSG:3857", "28 113\n", "--accept-ensemble", "--header")
    #expect(
      result.status == 0 && result.errors.contains("accuracy 2 m") && result.output.contains("# WGS 84 ensemble accepted: accuracy 2 m"))
  }

  @Test("bad lines are marked, a .prj file is read, operations are listed") func files() throws {
    let folder = try TemporaryFolder()
    let wkt = """
      PROJCS["Invented",GEOGCS["GCS_ETRS_1989",DATUM["D_ETRS_1989",SPHEROID["GRS_1980",6378137,298.257222101]],PRIMEM["Greenwich",0],\
      UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000],PARAMETER["False_Northing",0],\
      PARAMETER["Central_Meridian",9],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0],UNIT["Meter",1]]
      """
    let path = try folder.file("plan.prj", wkt.utf8)
    let result = try Self.transform("@" + path, "EPSG:4258", "# c\n5500000 500000\n1e9 1e9\nx y\n")
    #expect(result.status == 65 && result.lines.count == 4 && result.lines[1] == "49.6525429236 9.0000000000")
    #expect(result.lines[2].hasPrefix("# error line 3: ") && result.lines[3].hasPrefix("# error line 4: "))
    let list = try Self.transform("EPSG:4277", "EPSG:4326", "", "--operations")
    #expect(list.status == 0 && list.output.contains("EPSG:1314 OSGB36 to WGS 84 (6) (2 m)") && list.output.contains("needs uk_os_OSTN15"))
    let json = try Self.transform("EPSG:4277", "EPSG:4326", "", "--operations", "--json")
    #expect(json.lines.count >= 7 && json.lines.allSatisfy { $0.hasPrefix("{\"name\":") })
  }
}
