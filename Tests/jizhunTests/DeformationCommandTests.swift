import Foundation
import Geodesy
import GridFiles
import SurveyFiles
import Testing

/// `jizhun transform` by deformation models and geographic networks. Models are invented.
@Suite("jizhun transform by deformation models and networks") struct DeformationCommandTests {
  private let folder: TemporaryFolder

  /// 0.1 m east, 0.2 m north, 0.3 m up a year from 2000.0 on; the same everywhere.
  init() throws {
    folder = try TemporaryFolder()
    let bands: [[Float]] = [0.1, 0.2, 0.3].map { Array(repeating: $0, count: 4) }
    let content = TIFF.Content(
      width: 2, height: 2, bands: bands, origin: SIMD2(110, 30), step: SIMD2(4, 4),
      bandNames: [("east_offset", "metre"), ("north_offset", "metre"), ("vertical_offset", "metre")])
    _ = try folder.file("v.tif", try #require(TIFF.write([content])))
    let box = #"{"type": "bbox", "parameters": {"bbox": [110,26,114,30]}}"#
    let master = """
      {"file_type": "deformation_model_master_file", "format_version": "1.0", "name": "invented", "version": "7",
       "source_crs": "EPSG:4490", "target_crs": "X:1", "definition_crs": "EPSG:4490", "horizontal_offset_unit": "metre",
       "vertical_offset_unit": "metre", "horizontal_offset_method": "addition", "extent": \(box),
       "time_extent": {"first": "1990-01-01T00:00:00Z", "last": "2050-01-01T00:00:00Z"},
       "components": [{"extent": \(box), "displacement_type": "3d", "spatial_model":
       {"type": "GeoTIFF", "interpolation_method": "bilinear", "filename": "v.tif"},
       "time_function": {"type": "velocity", "parameters": {"reference_epoch": "2000-01-01T00:00:00Z"}}}]}
      """
    _ = try folder.file("model.json", Array(master.utf8))
    _ = try folder.file("p.txt", Self.parameters("deformation", "model.json", target: "itrf2014"))
  }

  static func parameters(_ model: String, _ file: String, target: String) -> [UInt8] {
    Array(
      """
      [transformation]
      name = Invented
      model = \(model)
      source = cgcs2000
      target = \(target)
      classification = public
      [grid]
      file = \(file)
      [area]
      south_deg = 26
      west_deg = 110
      north_deg = 30
      east_deg = 114
      """.utf8)
  }

  private func transform(_ arguments: String..., input: String) throws -> JizhunProcess.Result {
    try JizhunProcess.run(["transform", "--lang", "en", "--parameters", folder.path("p.txt")] + arguments, input: input)
  }

  @Test func anEpochForAllPoints() throws {
    let out = try transform("--from", "cgcs2000:3d", "--to", "itrf2014:3d", "--epoch", "2020", "--precision", "12", input: "28 112 50 a\n")
    let words = out.output.split(separator: " ").compactMap { Double($0) }
    try #require(out.status == 0 && words.count == 3, "\(out.errors)")
    // 20 years: 4 m north, 2 m east, 6 m up; single-precision nodes hold 10⁻⁸ of a metre a year.
    let ellipsoid = Ellipsoid.cgcs2000
    let latitude = 28 * Double.pi / 180
    let north = (words[0] - 28) * .pi / 180 * ellipsoid.meridianRadius(latitude: latitude)
    let east = (words[1] - 112) * .pi / 180 * ellipsoid.primeVerticalRadius(latitude: latitude) * cos(latitude)
    #expect(abs(north - 4) < 2e-6 && abs(east - 2) < 2e-6 && abs(words[2] - 56) < 1e-5)
    let back = try transform("--from", "itrf2014:3d", "--to", "cgcs2000:3d", "--epoch", "2020", "--precision", "9", input: out.output)
    #expect(back.output == "28.000000000 112.000000000 50.0000 a\n", "\(back.output)")
    // The epoch may stand with the system; heights that take no part stay.
    let plain = try transform("--from", "cgcs2000", "--to", "itrf2014@2020.0", input: "28 112 50 a\n")
    #expect(plain.status == 0 && plain.output.hasSuffix(" 50 a\n") && plain.output.hasPrefix("28.00003"), "\(plain.errors)")
    // Northing and easting of a projection on either side.
    let projected = try transform("--from", "EPSG:4547", "--to", "itrf2014", "--epoch", "2020", input: "3098000 400000 7\n")
    #expect(projected.status == 0 && projected.output.hasSuffix(" 7\n"), "\(projected.errors)")
  }

  @Test func epochsOfPoints() throws {
    let input = "28 112 50 2010.0\n28 112 50 2020.0\n28 112 50 2060\n28 112 50 x\n"
    let out = try transform("--from", "cgcs2000:3d", "--to", "itrf2014:3d", "--epoch-column", "4", input: input)
    #expect(out.status == 65 && out.lines[0].contains(" 53.0000 2010.0") && out.lines[1].contains(" 56.0000 2020.0"), "\(out.output)")
    #expect(out.lines[2].hasPrefix("# error line 3") && out.lines[3].hasPrefix("# error line 4"))
    let one = try transform("--from", "cgcs2000:3d", "--to", "itrf2014:3d", "--epoch", "2010", input: "28 112 50 2010.0\n")
    #expect(one.lines[0] == out.lines[0])
  }

  @Test func whatIsMissingIsSaid() throws {
    let none = try transform("--from", "cgcs2000", "--to", "itrf2014", input: "28 112\n")
    #expect(none.status == 78 && none.errors.contains("--epoch"))
    #expect(try transform("--from", "cgcs2000", "--to", "itrf2014", "--epoch", "1950", input: "28 112\n").status == 64)
    let two = try transform("--from", "cgcs2000", "--to", "itrf2014@2021", "--epoch", "2020", input: "28 112\n")
    #expect(two.status == 64 && two.errors.contains("several epochs"))
    #expect(try JizhunProcess.run(["transform", "--from", "cgcs2000", "--to", "itrf2014", "--epoch", "2020"], input: "").status == 64)
    let outside = try transform("--from", "cgcs2000", "--to", "itrf2014", "--epoch", "2020", input: "31 112\n")
    #expect(outside.status == 65)
    _ = try folder.file("model.json", Array("{}".utf8))
    let damaged = try transform("--from", "cgcs2000", "--to", "itrf2014", "--epoch", "2020", input: "28 112\n")
    #expect(damaged.status == 78 && damaged.errors.contains("deformation_model_master_file"))
  }

  @Test func theHeaderNamesFilesAndEpoch() throws {
    let out = try transform("--from", "cgcs2000", "--to", "itrf2014", "--epoch", "2020", "--header", input: "28 112\n")
    let master = try #require(FileManager.default.contents(atPath: folder.path("model.json")))
    let digest = SHA256Digest(of: Array(master).span.bytes).description
    #expect(out.output.contains("# epoch of the deformation model: 2020.0\n"))
    #expect(out.output.contains("# grid: model.json, label invented 7, classification not stated, SHA-256 \(digest)\n"))
    #expect(out.output.contains("# grid: v.tif, no label, classification not stated, SHA-256 "))
    let json = try transform("--from", "cgcs2000", "--to", "itrf2014", "--epoch", "2020", "--header", "--json", input: "28 112\n")
    let header = try #require(JSONSerialization.jsonObject(with: Data(json.lines[0].utf8)) as? [String: Any])["header"] as? [String: Any]
    #expect(
      (header?["grids"] as? [[String: Any]])?.count == 2 && header?["gridSha256"] as? String == digest
        && header?["epoch"] as? Double == 2020)
  }

  @Test func aNetworkOfLongitudesAndLatitudes() throws {
    // One triangle, moved by 0.001° north and 0.002° east, and by 1 m upwards.
    let network = """
      {"file_type": "triangulation_file", "format_version": "1.1", "name": "net", "transformed_components": ["horizontal", "vertical"],
       "vertices_columns": ["source_x", "source_y", "target_x", "target_y", "offset_z"],
       "triangles_columns": ["idx_vertex1", "idx_vertex2", "idx_vertex3"],
       "vertices": [[110,26,110.002,26.001,1],[114,26,114.002,26.001,1],[110,30,110.002,30.001,1]], "triangles": [[0,1,2]]}
      """
    _ = try folder.file("net.json", Array(network.utf8))
    _ = try folder.file("p.txt", Self.parameters("tin-geographic", "net.json", target: "xian80"))
    let there = try transform("--from", "cgcs2000:3d", "--to", "xian80:3d", "--precision", "9", input: "27 111 5\n29.9 113.9 5\n")
    #expect(
      there.status == 65 && there.lines[0] == "27.001000000 111.002000000 6.0000" && there.lines[1].hasPrefix("# error"), "\(there.output)")
    let back = try transform("--from", "xian80:3d", "--to", "cgcs2000:3d", "--precision", "9", "--header", input: there.lines[0] + "\n")
    #expect(back.lines.last == "27.000000000 111.000000000 5.0000" && back.output.contains("# grid: net.json, label net, "))
    _ = try folder.file("net.json", Array(network.replacingOccurrences(of: "[114,26,", with: "[500000,26,").utf8))
    #expect(try transform("--from", "cgcs2000", "--to", "xian80", input: "27 111\n").status == 78)
  }
}
