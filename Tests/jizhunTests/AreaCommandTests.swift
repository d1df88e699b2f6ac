import Foundation
import Testing

/// `jizhun area` on parcels with holes, in every format. Places are invented.
@Suite("jizhun area with holes")
struct AreaCommandTests {
  private func area(_ arguments: String..., input: String = "") throws -> JizhunProcess.Result {
    try JizhunProcess.run(["area", "--lang", "en"] + arguments, input: input)
  }

  private func objects(_ result: JizhunProcess.Result) throws -> [[String: Any]] {
    try result.lines.map { try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]) }
  }

  static let outer = "3100000 500000\n3100000 500100\n3100100 500100\n3100100 500000\n"
  static let hole = "3100040 500040\n3100060 500040\n3100060 500060\n3100040 500060\n"

  @Test func aListHasHolesBehindTheirWord() throws {
    for word in ["hole", "内环"] {
      let result = try area("--plane", "--json", input: Self.outer + word + "\n" + Self.hole + "\n0 0\n0 30\n40 0\n")
      #expect(
        result.lines == [
          #"{"corners":8,"rings":2,"clockwise":false,"planeArea_m2":9600,"planePerimeter_m":480}"#,
          #"{"corners":3,"rings":1,"clockwise":false,"planeArea_m2":600,"planePerimeter_m":120}"#,
        ] && result.status == 0)
    }
    let table = try area("--plane", input: Self.outer + "hole\n" + Self.hole).output
    #expect(table.contains("rings") && table.contains("9600.0000") && table.contains("480.0000") && table.contains("0.960000"))
    #expect(try area("--plane", input: "hole\n" + Self.outer).status == 65)
  }

  @Test func aNamedListHasHolesBehindABlankLine() throws {
    func named(_ name: String, _ points: String) -> String {
      points.split(separator: "\n").map { "\(name) \($0)\n" }.joined()
    }
    let input = named("甲", Self.outer) + "\n" + named("甲", Self.hole) + "\n" + named("乙", Self.hole)
    let parcels = try objects(try area("--plane", "--name-column", "--json", input: input))
    #expect(parcels.map { $0["name"] as? String } == ["甲", "乙"] && parcels.map { $0["planeArea_m2"] as? Double } == [9600, 400])
  }

  @Test func onTheEllipsoidTheHoleGoesFromTheArea() throws {
    // Rings alone and together: the same numbers, subtracted.
    let apart = try objects(try area("--crs", "EPSG:4547", "--json", input: Self.outer + "\n" + Self.hole))
    let together = try #require(try objects(try area("--crs", "EPSG:4547", "--json", input: Self.outer + "hole\n" + Self.hole)).first)
    func value(_ object: [String: Any], _ key: String) -> Double { object[key] as? Double ?? .nan }
    #expect(value(together, "ellipsoidalArea_m2") == value(apart[0], "ellipsoidalArea_m2") - value(apart[1], "ellipsoidalArea_m2"))
    // On the central meridian the scale is 1 + E²/2R² ≤ 1 + 1.3·10⁻¹⁰: the plane's area to 10⁻⁵ m².
    #expect(abs(value(together, "ellipsoidalArea_m2") - 9600) < 1e-5 && value(together, "planeArea_m2") == 9600)
    #expect(abs(value(together, "ellipsoidalPerimeter_m") - 480) < 1e-5)
  }

  @Test func boundaryFilesHaveRings() throws {
    let folder = try TemporaryFolder()
    let text = """
      [属性描述]
      坐标系=2000国家大地坐标系
      [地块坐标]
      8,0.96,1,甲地块,面,,耕地,,@
      J1,1,3100000,500000
      J2,1,3100100,500000
      J3,1,3100100,500100
      J4,1,3100000,500100
      J1,2,3100040,500040
      J2,2,3100060,500040
      J3,2,3100060,500060
      J4,2,3100040,500060
      3,0.06,2,,面,,林地,,@
      J9,1,0,0
      J10,1,40,0
      J11,1,0,30
      """
    let path = try folder.file("parcels.txt", Array(text.utf8))
    let parcels = try objects(try area("--plane", "--json", path))
    #expect(parcels.map { $0["name"] as? String } == ["甲地块", "2"] && parcels.map { $0["rings"] as? Int } == [2, 1])
    #expect(
      parcels.map { $0["planeArea_m2"] as? Double } == [9600, 600] && parcels.map { $0["planePerimeter_m"] as? Double } == [480, 120])
    #expect(try area("--plane", "--format", "parcels", input: text).output.contains("甲地块"))
    // Metres are no degrees: the error says which option is missing.
    let metres = try area(path)
    #expect(metres.status == 65 && metres.errors.contains("line 5") && metres.errors.contains("--plane"))
  }

  @Test func polygonsOfGeoJSONHaveHoles() throws {
    let folder = try TemporaryFolder()
    // Squares of 0.01° and 0.002° about (0.005, 100.005); the second feature has two polygons; a line is none.
    let text = """
      {"type":"FeatureCollection","features":[
        {"type":"Feature","id":7,"properties":{"n":1,"name":"\\u7532 A"},"geometry":{"type":"Polygon","coordinates":
          [[[100,0],[100.01,0],[100.01,0.01],[100,0.01],[100,0]],[[100.004,0.004],[100.004,0.006],[100.006,0.006],[100.006,0.004],[100.004,0.004]]]}},
        {"type":"Feature","id":"B","geometry":{"coordinates":[[[[100,0],[100.01,0],[100.01,0.01],[100,0]]],[[[101,0],[101.01,0],[101.01,0.01],[101,0]],
          [[101.005,0.001],[101.006,0.001],[101.006,0.002],[101.005,0.001]]]],"type":"MultiPolygon"},"properties":null},
        {"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[100,0],[100.01,0],[100,0]]}}]}
      """
    let parcels = try objects(try area("--json", try folder.file("p.geojson", Array(text.utf8))))
    #expect(parcels.map { $0["name"] as? String } == ["甲 A", "B", "B"] && parcels.map { $0["rings"] as? Int } == [2, 1, 2])
    #expect(parcels.map { $0["corners"] as? Int } == [8, 3, 6] && parcels.map { $0["clockwise"] as? Bool } == [false, false, false])
    // Each ring as a list gives the same; and M·N·dφ·dλ at the equator, a(1 − e²)·a·(0.01° · π/180)² less 4 % for the hole, to 10⁻⁷ of it.
    let a = 6_378_137.0, e2 = 2 / 298.257222101 - 1 / (298.257222101 * 298.257222101)
    let expected = a * a * (1 - e2) * pow(0.01 * .pi / 180, 2) * 0.96
    #expect(abs((parcels[0]["ellipsoidalArea_m2"] as? Double ?? 0) / expected - 1) < 1e-7)
    let list = try objects(
      try area(
        "--json", input: "0 100\n0 100.01\n0.01 100.01\n0.01 100\nhole\n0.004 100.004\n0.006 100.004\n0.006 100.006\n0.004 100.006\n"))
    #expect(list[0]["ellipsoidalArea_m2"] as? Double == parcels[0]["ellipsoidalArea_m2"] as? Double)
  }

  private func drawing(_ entities: String) -> String { "0\nSECTION\n2\nENTITIES\n\(entities)0\nENDSEC\n0\nEOF\n" }

  private func polyline(_ layer: String, _ points: [(Int, Int)], closed: Bool = true, arc: String = "") -> String {
    "0\nLWPOLYLINE\n8\n\(layer)\n90\n\(points.count)\n70\n\(closed ? 1 : 0)\n" + points.map { "10\n\($0.0)\n20\n\($0.1)\n" }.joined() + arc
  }

  @Test func closedPolylinesOfDrawingsAreParcels() throws {
    let folder = try TemporaryFolder()
    let outer = [(0, 0), (100, 0), (100, 100), (0, 100)]
    let hole = [(40, 40), (60, 40), (60, 60), (40, 60)]
    let island = [(45, 45), (50, 45), (50, 50), (45, 50)]
    let heavy =
      "0\nPOLYLINE\n8\nheavy\n66\n1\n70\n1\n10\n0\n20\n0\n"
      + [(200, 0), (240, 0), (200, 30)].map { "0\nVERTEX\n8\nheavy\n10\n\($0.0)\n20\n\($0.1)\n" }.joined() + "0\nSEQEND\n"
    let text = drawing(
      polyline("JZD", hole) + polyline("JZD", outer) + polyline("JZD", island) + polyline("other", hole)
        + polyline("JZD", [(300, 0), (310, 0), (310, 10)], closed: false) + heavy + polyline("open", hole + [hole[0]], closed: false))
    let result = try area("--plane", "--json", try folder.file("p.dxf", Array(text.utf8)))
    let parcels = try objects(result)
    #expect(parcels.map { $0["name"] as? String } == ["JZD", "JZD", "other", "heavy", "open"])
    #expect(
      parcels.map { $0["planeArea_m2"] as? Double } == [9600, 25, 400, 600, 400] && parcels.map { $0["rings"] as? Int } == [2, 1, 1, 1, 1])
    #expect(result.status == 0 && result.errors.contains("taken as its hole"))
    let arc = try area("--plane", try folder.file("q.dxf", Array(drawing(polyline("a", hole, arc: "42\n0.5\n")).utf8)))
    #expect(arc.status == 65 && arc.errors.contains("arc"))
    #expect(try area("--plane", try folder.file("r.dxf", Array(drawing("0\nPOINT\n10\n1\n20\n2\n").utf8))).status == 65)
  }

  @Test func pointsOfCASSAreOneRing() throws {
    let text = "J1,,500000,3100000,1\nJ2,,500100,3100000,1\nJ3,,500100,3100100,1\nJ4,,500000,3100100,1\n"
    let parcels = try objects(try area("--plane", "--json", "--format", "cass", input: text))
    #expect(parcels.map { $0["planeArea_m2"] as? Double } == [10_000])
  }

  @Test func whatEnclosesNoAreaIsRefusedAndTheRestIsNot() throws {
    let tie = "0 0\n10 10\n10 0\n0 10\n"
    let outside = Self.outer + "hole\n3100200 500200\n3100210 500200\n3100210 500210\n"
    let result = try area("--plane", "--json", input: tie + "\n" + Self.hole + "\n" + outside)
    let parcels = try objects(result)
    #expect(parcels.map { $0["planeArea_m2"] as? Double } == [nil, 400, nil] && result.status == 65)
    #expect(
      parcels[0]["error"] as? String
        == "the boundary crosses itself: the edge of ring 1 from line 1 to line 2, and the edge of ring 1 from line 3 to line 4")
    #expect((parcels[2]["error"] as? String ?? "").contains("ring 2, from line 16, should lie inside ring 1"))
    #expect(result.errors.contains("2 of 3 parcels"))
    #expect(try area("--plane", input: tie).output.contains("—"))
    // Degrees, too; over the antimeridian all is well; around a pole the check is given up and said.
    #expect(try area(input: "28 112\n28.1 112.1\n28.1 112\n28 112.1\n").status == 65)
    #expect(try area(input: "0 179.9\n0 -179.9\n0.1 -179.9\n0.1 179.9\n").status == 0)
    let pole = try area(input: "80 0\n80 120\n80 -120\n")
    #expect(pole.status == 0 && pole.errors.contains("pole"))
    // A boundary that touches itself has an area, and a note.
    let pinched = try area("--plane", "--json", input: "0 0\n5 5\n0 10\n10 10\n5 5\n10 0\n")
    #expect(pinched.status == 0 && pinched.errors.contains("touches") && pinched.output.contains("\"planeArea_m2\":50"))
  }
}
