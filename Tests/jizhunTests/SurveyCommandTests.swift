import Foundation
import Testing

/// `jizhun inverse`, `direct`, `area` and `zone` as processes. Places are invented.
@Suite("jizhun inverse, direct, area, zone")
struct SurveyCommandTests {
  func jizhun(_ arguments: [String], _ input: String = "") throws -> JizhunProcess.Result { try JizhunProcess.run(arguments, input: input) }

  @Test("in the plane: a 3-4-5 triangle, its angles, and back")
  func plane() throws {
    // atan2(4, 3) = 53.1301023542°.
    let result = try jizhun(["inverse", "--plane"], "# c\n3000000 500000 3000300 500400 side A\n")
    #expect(result.output == "# c\n500.0000 53.13010235 233.13010235 side A\n" && result.status == 0)
    #expect(
      try jizhun(["inverse", "--plane", "--angles", "dms", "--name-column"], "P1,0,0,0,-7\n").output
        == "P1,7.0000,270°00′00.0000″,90°00′00.0000″\n")
    #expect(
      try jizhun(["direct", "--plane"], "3000000 500000 53.13010235416 500 x\n").output == "3000300.0000 500400.0000 233.13010235 x\n")
    #expect(try jizhun(["direct", "--plane", "--input-angles", "dddmmss"], "0 0 90.0000 100\n").output == "0.0000 100.0000 270.00000000\n")
    let json = try jizhun(["inverse", "--plane", "--json"], "0 0 3 4 q\n").output
    #expect(json == #"{"line":1,"distance":5,"azimuth":53.13010235415598,"reverseAzimuth":233.13010235415598,"rest":["q"]}"# + "\n")
  }

  @Test("on the ellipsoid, in geographic and projected coordinates, against GeodSolve's ellipsoid")
  func ellipsoid() throws {
    // GeodSolve 2.1: echo 28 112 29 113 | GeodSolve -i -e 6378137 1/298.257222101 -p 6 gives azimuths and distance.
    let program = "/usr/bin/GeodSolve"
    let input = "28 112 29 113 e\n"
    let ours = try jizhun(["inverse"], input).output.split(separator: " ")
    if FileManager.default.isExecutableFile(atPath: program) {
      let theirs = try JizhunProcess.run(
        program: program, ["-i", "-e", "6378137", "1/298.257222101", "-p", "6"], input: Data("28 112 29 113\n".utf8)
      ).output.split(separator: " ")
      #expect(abs((Double(ours[0]) ?? 0) - (Double(theirs[2].trimmingCharacters(in: .whitespacesAndNewlines)) ?? 1)) < 1e-4)
      #expect(abs((Double(ours[1]) ?? 0) - (Double(theirs[0]) ?? 1)) < 1e-7)
    } else {
      print("GeodSolve comparison skipped: geographiclib-tools is not installed")
    }
    // There and back; by way of a projection; with a name.
    let direct = try jizhun(["direct", "--name-column", "--precision", "9"], "A 28 112 \(ours[1]) \(ours[0])\n").output.split(
      separator: " ")
    #expect(direct[0] == "A" && abs((Double(direct[1]) ?? 0) - 29) < 2e-9 && abs((Double(direct[2]) ?? 0) - 113) < 2e-9)
    let projected = try jizhun(["transform", "--from", "EPSG:4490", "--to", "EPSG:4547", "--precision", "6"], "28 113.9\n29 114.1\n").lines
    let both = try jizhun(["inverse", "--crs", "EPSG:4547"], projected.joined(separator: " ")).output
    #expect(both == (try jizhun(["inverse"], "28 113.9 29 114.1\n").output))
    let back = try jizhun(["direct", "--crs", "EPSG:4547"], projected[0] + " 45 1000\n").output
    #expect(back.split(separator: " ").count == 3 && back.hasPrefix("309"))
    let bad = try jizhun(["inverse"], "91 0 1 1\n28 112 29\n112.9E 28 29 113\n28 112 28 112\n")
    #expect(bad.status == 65 && bad.lines.map { $0.hasPrefix("# error") } == [true, true, true, false] && bad.lines[3].hasPrefix("0.0000"))
    #expect(try jizhun(["inverse", "--crs", "cgcs2000:xyz"]).status == 64)
  }

  @Test("areas: the plane exactly, the ellipsoid with the square of the scale, parcels apart")
  func areas() throws {
    let square = "3100000 500000\n3100000 500100\n3100100 500100\n3100100 500000\n"
    let plane = try jizhun(["area", "--plane", "--json"], square + "\n0 0\n0 30\n40 0\n0 0\n")
    #expect(
      plane.lines == [
        #"{"corners":4,"rings":1,"clockwise":false,"planeArea_m2":10000,"planePerimeter_m":400}"#,
        #"{"corners":3,"rings":1,"clockwise":false,"planeArea_m2":600,"planePerimeter_m":120}"#,
      ])
    // On the central meridian the scale is 1 + E²/2R² ≤ 1 + 1.3·10⁻¹⁰: the same area to 10⁻⁵ m².
    let both = try jizhun(["area", "--crs", "EPSG:4547", "--json"], square).output
    let object = try #require(JSONSerialization.jsonObject(with: Data(both.utf8)) as? [String: Any])
    #expect(abs((object["ellipsoidalArea_m2"] as? Double ?? 0) - 10_000) < 1e-5 && object["planeArea_m2"] as? Double == 10_000)
    // 100 km off it the plane is larger by k² = 1 + E²/R².
    let off = try jizhun(["area", "--crs", "EPSG:4547", "--json"], square.replacingOccurrences(of: " 500", with: " 600")).output
    let far = try #require(JSONSerialization.jsonObject(with: Data(off.utf8)) as? [String: Any])
    #expect(abs((far["ellipsoidalArea_m2"] as? Double ?? 0) - 10_000 / (1 + 1.0001e10 / (6_357_000.0 * 6_372_000))) < 0.02)
    let named = try jizhun(["area", "--plane", "--name-column"], "甲 0 0 J1\n甲 0 10 J2\n甲 10 0 J3\n乙 0 0\n乙 5 0\n乙 0 5\n").output
    #expect(named.contains("甲") && named.contains("50.0000") && named.contains("12.5000"))
    #expect(try jizhun(["area", "--plane"], "0 0\n1 1\n").status == 65)
    #expect(try jizhun(["area", "--plane"], "0 0\n1 x\n1 1\n").status == 65)
  }

  @Test("zones of a longitude and of a prefixed easting")
  func zones() throws {
    let result = try jizhun(["zone", "--json", "112.95", "38396908.138", "113°20′", "0.5W"])
    #expect(result.status == 0)
    let objects = try result.lines.map { try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]) }
    try #require(objects.count == 4)
    func zone(_ index: Int, _ width: Int) -> [String: Any] { (objects[index]["zones"] as? [[String: Any]])?[width] ?? [:] }
    #expect(zone(0, 0)["zone"] as? Int == 38 && zone(0, 0)["epsg"] as? Int == 4547 && zone(0, 0)["epsgPrefixed"] as? Int == 4526)
    #expect(zone(0, 1)["zone"] as? Int == 19 && zone(0, 1)["centralMeridian"] as? Double == 111)
    #expect(
      zone(0, 2)["centralMeridian"] as? Double == 112.5 && zone(0, 0)["westZone"] as? Int == 37 && zone(0, 0)["eastZone"] as? Int == 39)
    #expect(objects[1]["namedZone"] as? Int == 38 && objects[1]["namedWidth"] as? Int == 3)
    #expect(zone(3, 0)["zone"] as? Int == 120 && zone(3, 1)["zone"] as? Int == 60)
    #expect(try jizhun(["zone", "112.95"]).output.contains("EPSG:4547 (4526)"))
    #expect(zone(0, 1)["epsg"] as? Int == 4508 && zone(0, 1)["epsgPrefixed"] as? Int == 4497)
    #expect(try jizhun(["zone", "99396908"]).status == 64 && jizhun(["zone", "28N"]).status == 64)
  }

  @Test("a corridor from a file")
  func corridor() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("line", Array("# flight\n28.2 112.9 A\n28.201 112.902\n".utf8))
    let cells = try jizhun(["grid", "cover", "--level", "7", "--corridor", path, "--width", "20"])
    // 225 m long and 20 m wide are 4500 + 314 m²; a cell has 7.73 m × 6.82 m, and the edges add a half diagonal of 5 m.
    #expect(cells.status == 0 && (100...200).contains(cells.lines.count), "\(cells.lines.count)")
    #expect(
      try jizhun(["grid", "cover", "--level", "7", "--corridor", path, "--width", "20", "--count"]).output == "\(cells.lines.count)\n")
    #expect(try jizhun(["grid", "cover", "--level", "10", "--corridor", path, "--width", "20", "--limit", "1000"]).status == 64)
    #expect(try jizhun(["grid", "cover", "--level", "10", "--corridor", path]).status == 64)
  }

  @Test("distortion: standard zone, best meridian and plane, a map")
  func distortion() throws {
    // An invented project 110 … 130 km east of the meridian 114°, at 100 m: y²/2R² is 15 … 21 cm/km, less 1.6 for the height.
    let folder = try TemporaryFolder()
    let points = (0..<5).flatMap { i in (0..<5).map { j in "\(28 + Double(i) * 0.05) \(115.1 + Double(j) * 0.05) 100" } }.joined(
      separator: "\n")
    let map = folder.path("map.svg")
    let result = try jizhun(["distortion", "--json", "--map", map], points)
    #expect(result.status == 0, "\(result.errors)")
    let schemes = try result.lines.map { try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]) }
    let standard = try #require(schemes.first)
    #expect(standard["centralMeridian"] as? Double == 114 || standard["centralMeridian"] as? Double == 117)
    let chosen = try #require(schemes.first { $0["recommended"] as? Bool == true })
    let extremes = [chosen["min_cmPerKm"] as? Double ?? 99, chosen["max_cmPerKm"] as? Double ?? 99]
    #expect(extremes.allSatisfy { abs($0) <= 2.5 })
    // The recommended system's own lengths: a grid distance in it against the geodesic raised to 100 m.
    let crs = try #require(chosen["crs"] as? String)
    let pair = "28.1 115.2\n28.101 115.201\n"
    let plane = try jizhun(["transform", "--from", "EPSG:4490", "--to", crs, "--precision", "6"], pair).lines.joined(separator: " ")
    let grid = try #require(Double(try jizhun(["inverse", "--plane", "--precision", "6"], plane).output.split(separator: " ")[0]))
    let geodesic = try #require(
      Double(try jizhun(["inverse", "--precision", "6"], pair.replacingOccurrences(of: "\n", with: " ")).output.split(separator: " ")[0]))
    let here = (grid / (geodesic * (1 + 100 / 6_364_000.0)) - 1) * 1e5
    #expect(extremes[0] - 0.02 <= here && here <= extremes[1] + 0.02, "\(here)")
    let drawing = try String(contentsOfFile: map, encoding: .utf8)
    #expect(drawing.hasPrefix("<svg") && drawing.components(separatedBy: "<circle").count == 26 && drawing.hasSuffix("</svg>\n"))
    // A meridian through the project, and a plane that undoes 1000 m.
    let high = try jizhun(["distortion", "--json", "--height", "1000"], "28 113\n28.01 113.01\n")
    let planes = try high.lines.map { try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]) }
    #expect(
      planes.contains { ($0["planeHeight"] as? Double ?? 0) > 0 && $0["recommended"] as? Bool == true }
        || planes.contains { $0["recommended"] as? Bool == true })
    let text = try jizhun(["distortion", "--scheme", "cgcs2000:gk:cm=115", "--lang", "zh"], points).output
    #expect(text.contains("推荐") && text.contains("cgcs2000:gk:cm=115"))
    #expect(try jizhun(["distortion"], "28 112 x\nq\n").status == 65 && jizhun(["distortion"], "").status == 65)
    #expect(try jizhun(["distortion", "--scheme", "bj54:gk3:zone=38"], points).status == 64)
  }

  @Test("transform reads and writes ddd.mmss and degrees, minutes and seconds")
  func angles() throws {
    let forward = ["transform", "--from", "EPSG:4490", "--to", "EPSG:4547", "--precision", "6"]
    let plain = try jizhun(forward, "28.2 112.95 a\n").output
    #expect(try jizhun(forward + ["--input-angles", "dddmmss"], "28.12 112.57 a\n").output == plain)
    #expect(try jizhun(forward + ["--input-angles", "dddmmss"], "28.60 112.57\n").status == 65)
    let back = ["transform", "--from", "EPSG:4547", "--to", "EPSG:4490", "--precision", "8", "--angles"]
    #expect(try jizhun(back + ["dms"], plain).output == "28°12′00.0000″ 112°57′00.0000″ a\n")
    #expect(try jizhun(back + ["dddmmss"], plain).output == "28.12000000 112.57000000 a\n")
    #expect(try jizhun(back + ["degrees"], plain).output == "28.20000000 112.95000000 a\n")
  }
}
