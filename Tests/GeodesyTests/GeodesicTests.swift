import Foundation
import RecordedData
import Testing

@testable import Geodesy

/// Geodesics against Karney's test set (doi 10.5281/zenodo.32156, computed with 40 digits), against GeographicLib's program, and against themselves.
@Suite("Geodesics")
struct GeodesicTests {
  static let wgs84 = Geodesic(.wgs84)
  static let file = "data/proj/pygeoid/pygeoid/coordinates/test/data/GeodTest-short.dat.gz"

  /// The distance in metres of two positions close to one another.
  static func separation(_ p: (Double, Double), _ q: (Double, Double)) -> Double {
    let e = Ellipsoid.wgs84
    let phi = p.0 * .pi / 180
    let dy = (p.0 - q.0) * .pi / 180 * e.meridianRadius(latitude: phi)
    let dx = (p.1 - q.1).remainder(dividingBy: 360) * .pi / 180 * e.primeVerticalRadius(latitude: phi) * cos(phi)
    return hypot(dx, dy)
  }

  @Test("the 10 000 geodesics of GeodTest: distances, ends, azimuths, reduced lengths, areas", .recordedData(file))
  func geodTest() throws {
    let text = String(decoding: try RecordedData.gunzipped(Self.file), as: UTF8.self)
    var count = 0
    var worst = (distance: 0.0, forward: 0.0, backward: 0.0, azimuth: 0.0, reduced: 0.0, area: 0.0, areaDirect: 0.0)
    for line in text.split(separator: "\n") {
      let v = line.split(separator: " ").compactMap { Double($0) }
      guard v.count == 10 else { continue }
      count += 1
      let (lat1, lon1, azi1, lat2, lon2, azi2, s12, m12, area) = (v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[8], v[9])
      let inverse = try #require(
        Self.wgs84.inverse(latitude1Degrees: lat1, longitude1Degrees: lon1, latitude2Degrees: lat2, longitude2Degrees: lon2))
      worst.distance = max(worst.distance, abs(inverse.distance - s12))
      // (The reduced length of near antipodes changes a thousandfold with the azimuth: taken from the direct problem below.)
      // An azimuth is as good as the sideways error it makes at the other end, where that end reacts to it.
      let turn = abs((inverse.azimuth1Degrees - azi1).remainder(dividingBy: 360)) * .pi / 180
      let turn2 = abs((inverse.azimuth2Degrees - azi2).remainder(dividingBy: 360)) * .pi / 180
      worst.azimuth = max(worst.azimuth, max(turn, turn2) * abs(m12))
      let forward = try #require(Self.wgs84.direct(latitudeDegrees: lat1, longitudeDegrees: lon1, azimuthDegrees: azi1, distance: s12))
      worst.reduced = max(worst.reduced, abs(forward.reducedLength - m12))
      worst.forward = max(worst.forward, Self.separation((forward.latitudeDegrees, forward.longitudeDegrees), (lat2, lon2)))
      let backward = try #require(Self.wgs84.direct(latitudeDegrees: lat2, longitudeDegrees: lon2, azimuthDegrees: azi2, distance: -s12))
      worst.backward = max(worst.backward, Self.separation((backward.latitudeDegrees, backward.longitudeDegrees), (lat1, lon1)))
      // Near a pole, and between near antipodes, the ends fix the area no better than their own rounding.
      let conditioned = abs(lat2) < 80 && sin(azi1 * .pi / 180) * cos(lat1 * .pi / 180) > 0.1
      if conditioned { worst.areaDirect = max(worst.areaDirect, abs(forward.areaToEquator - area)) }
      if conditioned, m12 > 2e6 || s12 < 1e6 { worst.area = max(worst.area, abs(inverse.areaToEquator - area)) }
    }
    #expect(count == 10_000)
    print("GeodTest: \(worst)")
    // The data are rounded to 10⁻¹⁸° and 1 pm; 15 nm is the accuracy that the type promises (Karney 2013, section 5, states the same).
    #expect(worst.distance <= 15e-9 && worst.forward <= 15e-9 && worst.backward <= 15e-9)
    #expect(worst.azimuth <= 15e-9 && worst.reduced <= 30e-9)
    // The end of the direct problem is good to 15 nm: times R tan 80° that is 0.5 m² of area.
    #expect(worst.area <= 0.1 && worst.areaDirect <= 0.5)
  }

  @Test("hard cases: antipodes, poles, equator, coincidence")
  func hardCases() throws {
    func inverse(_ a: Double, _ b: Double, _ c: Double, _ d: Double) throws -> GeodesicLine {
      try #require(Self.wgs84.inverse(latitude1Degrees: a, longitude1Degrees: b, latitude2Degrees: c, longitude2Degrees: d))
    }
    let quarter = Ellipsoid.wgs84.rectifyingRadius * .pi / 2
    #expect(abs(try inverse(90, 0, -90, 0).distance - 2 * quarter) < 1e-8)
    #expect(abs(try inverse(0, 0, 0, 180).distance - 2 * quarter) < 1e-8)
    #expect(abs(try inverse(30, 10, -30, -170).distance - 2 * quarter) < 15e-9)
    #expect(try inverse(0, 0, 0, 90).distance == 6_378_137 * .pi / 2)
    #expect(
      try inverse(28.2, 112.9, 28.2, 112.9).distance == 0 && inverse(0, 0, 0, 0).distance == 0 && inverse(90, 3, 90, 77).distance == 0)
    // The equatorial point just short of and just past where the equator is shortest (f·180° from the antipode); GeodSolve 2.1 -i -p 9.
    #expect(abs(try inverse(0, 0, 0, 179.39).distance - 19_969_603.453405343) < 20e-9)
    #expect(abs(try inverse(0, 0, 0.5, 179.5).distance - 19_936_288.578965314) < 20e-9)
    #expect(abs(try inverse(0, 0, 0.5, 179.7).distance - 19_944_127.420750458) < 20e-9)
    #expect(abs(try inverse(-30, 0, 29.9, 179.8).distance - 19_989_832.827609532) < 20e-9)
    // Across ±180°.
    #expect(abs(try inverse(28, 179.9999, 28, -179.9999).distance - inverse(28, 0, 28, 0.0002).distance) < 1e-8)
    for bad in [Double.nan, .infinity, 90.1] {
      #expect(Self.wgs84.inverse(latitude1Degrees: bad, longitude1Degrees: 0, latitude2Degrees: 0, longitude2Degrees: 0) == nil)
      #expect(Self.wgs84.direct(latitudeDegrees: bad, longitudeDegrees: 0, azimuthDegrees: 0, distance: 1) == nil)
    }
    #expect(Self.wgs84.direct(latitudeDegrees: 0, longitudeDegrees: 0, azimuthDegrees: 0, distance: .infinity) == nil)
  }

  @Test("random pairs, half of them near the antipode, against GeographicLib's GeodSolve")
  func differential() throws {
    let program = "/usr/bin/GeodSolve"
    guard FileManager.default.isExecutableFile(atPath: program) else {
      print("GeodSolve comparison skipped: geographiclib-tools is not installed")
      return
    }
    var state: UInt64 = 17
    func random(_ a: Double, _ b: Double) -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return a + Double(state >> 11) * 0x1p-53 * (b - a)
    }
    var pairs: [[Double]] = []
    for i in 0..<4000 {
      let (lat, lon) = (random(-90, 90), random(-180, 180))
      switch i % 4 {
      case 0: pairs.append([lat, lon, random(-90, 90), random(-180, 180)])
      case 1: pairs.append([lat, lon, -lat + random(-0.6, 0.6) * (i % 8 == 1 ? 1 : 1e-6), lon + 180 + random(-0.6, 0.6)])
      case 2: pairs.append([lat / 2, lon, lat / 2 + random(-1e-3, 1e-3), lon + random(-1e-3, 1e-3)])
      default: pairs.append([random(-1, 1) * 1e-9, lon, random(-1, 1) * 1e-9, lon + random(178, 180)])
      }
    }
    for i in pairs.indices {
      pairs[i] = pairs[i].map { min(max($0, -720), 720) }; pairs[i][0] = min(max(pairs[i][0], -90), 90);
      pairs[i][2] = min(max(pairs[i][2], -90), 90)
    }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("jizhun-geodesics-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (input, output) = (folder.appendingPathComponent("in"), folder.appendingPathComponent("out"))
    try pairs.map { $0.map { String(format: "%.25f", $0) }.joined(separator: " ") }.joined(separator: "\n").write(
      to: input, atomically: true, encoding: .utf8)
    _ = FileManager.default.createFile(atPath: output.path, contents: nil)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = ["-i", "-p", "9"]
    process.standardInput = try FileHandle(forReadingFrom: input)
    process.standardOutput = try FileHandle(forWritingTo: output)
    try process.run()
    process.waitUntilExit()
    let lines = try String(contentsOf: output, encoding: .utf8).split(separator: "\n")
    #expect(lines.count == pairs.count)
    var worst = 0.0
    for (pair, line) in zip(pairs, lines) {
      let values = line.split(separator: " ").compactMap { Double($0) }
      let ours = try #require(
        Self.wgs84.inverse(latitude1Degrees: pair[0], longitude1Degrees: pair[1], latitude2Degrees: pair[2], longitude2Degrees: pair[3]))
      try #require(values.count == 3, "\(line)")
      let error = abs(ours.distance - values[2])
      if error > 30e-9 { Issue.record("\(pair): \(ours.distance), GeodSolve \(values[2])") }
      worst = max(worst, error)
    }
    print("GeodSolve: largest difference \(worst) m")
    // Twice 15 nm: both programs round.
    #expect(worst <= 30e-9)
  }

  @Test("properties: reversal, symmetry, composition, on every ellipsoid")
  func properties() throws {
    var state: UInt64 = 5
    func random(_ a: Double, _ b: Double) -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return a + Double(state >> 11) * 0x1p-53 * (b - a)
    }
    for ellipsoid in [Ellipsoid.cgcs2000, .krassowsky1940, .iag1975, try Ellipsoid(semiMajorAxis: 6.4e6, inverseFlattening: .infinity)] {
      let g = Geodesic(ellipsoid)
      for _ in 0..<500 {
        let (lat1, lon1, lat2, lon2) = (random(-75, 75), random(-180, 180), random(-75, 75), random(-180, 180))
        let line = try #require(g.inverse(latitude1Degrees: lat1, longitude1Degrees: lon1, latitude2Degrees: lat2, longitude2Degrees: lon2))
        let back = try #require(g.inverse(latitude1Degrees: lat2, longitude1Degrees: lon2, latitude2Degrees: lat1, longitude2Degrees: lon1))
        #expect(abs(line.distance - back.distance) < 8e-9)
        #expect(abs(line.areaToEquator + back.areaToEquator) < 0.1)
        // Half-way and on again meets the end.
        let middle = try #require(
          g.direct(latitudeDegrees: lat1, longitudeDegrees: lon1, azimuthDegrees: line.azimuth1Degrees, distance: line.distance / 2))
        let end = try #require(
          g.direct(
            latitudeDegrees: middle.latitudeDegrees, longitudeDegrees: middle.longitudeDegrees, azimuthDegrees: middle.azimuthDegrees,
            distance: line.distance / 2))
        #expect(Self.separation((end.latitudeDegrees, end.longitudeDegrees), (lat2, lon2)) < 60e-9)
        #expect(abs(middle.areaToEquator + end.areaToEquator - line.areaToEquator) < 0.5)
      }
    }
  }

  @Test("polygons: an octant, a pole inside, parcels to the square millimetre")
  func polygons() throws {
    let g = Geodesic(.cgcs2000)
    // An eighth of the ellipsoid; both ways around; a triangle around the pole.
    let octant = try #require(g.polygon([(0, 0), (0, 90), (90, 0)]))
    #expect(abs(octant.area - g.ellipsoidArea / 8) < 0.1)
    #expect(abs(try #require(g.polygon([(90, 0), (0, 90), (0, 0)])).area + octant.area) < 0.1)
    let cap = try #require(g.polygon([(60, 0), (60, 120), (60, -120)]))
    #expect(cap.area > 1e13 && cap.area < g.ellipsoidArea / 4)
    // GeographicLib's test of a triangle around the pole (Planimeter 2.1 on WGS 84, "89 0; 89 90; 89 180; 89 270"): 24 952 305 678.0 m², 631 819.8745 m.
    let polar = try #require(Geodesic(.wgs84).polygon([(89, 0), (89, 90), (89, 180), (89, 270)]))
    #expect(abs(polar.perimeter - 631_819.8745) < 1e-4 && abs(polar.area - 24_952_305_678.0) < 1)
    // A parcel of 100 m × 200 m in an invented place: the plane has it with the scale of a transverse Mercator projection on its meridian.
    let tm = TransverseMercator(ellipsoid: .cgcs2000, centralMeridianDegrees: 113)
    func vertex(_ north: Double, _ east: Double) throws -> (latitudeDegrees: Double, longitudeDegrees: Double) {
      let p = try tm.inverse(northing: 3_100_000 + north, easting: 500_000 + east)
      return (p.latitudeDegrees, p.longitudeDegrees)
    }
    let parcel = try #require(g.polygon([vertex(-50, -100), vertex(-50, 100), vertex(50, 100), vertex(50, -100)]))
    // k² = 1 + E²/R² off the meridian: the mean over the parcel of E² is 100²/3; the edges' own bend is below a square millimetre.
    let radius2 = 6_357_000.0 * 6_370_000
    #expect(abs(parcel.area - 20_000 * (1 - 1e4 / 3 / radius2)) < 5e-6, "\(parcel.area)")
    // A large local polygon against the general way: 0.1 m² per edge is the latter's accuracy.
    let square: [(Double, Double)] = [(28, 113), (28, 113.25), (28.25, 113.25), (28.25, 113)]
    let sum = zip(square, square[1...] + square[...0]).reduce(0.0) { total, edge in
      total
        + (g.inverse(latitude1Degrees: edge.0.0, longitude1Degrees: edge.0.1, latitude2Degrees: edge.1.0, longitude2Degrees: edge.1.1)?
          .areaToEquator ?? .nan)
    }
    let local = try #require(g.polygon(square.map { (latitudeDegrees: $0.0, longitudeDegrees: $0.1) }))
    #expect(abs(local.area + sum) < 0.05)
    // Cut in two by its diagonal, the parts have the area of the whole.
    let lower = try #require(g.polygon([(28, 113), (28, 113.25), (28.25, 113.25)])).area
    let upper = try #require(g.polygon([(28, 113), (28.25, 113.25), (28.25, 113)])).area
    #expect(abs(lower + upper - local.area) < 1e-4)
    #expect(g.polygon([(0, 0), (91, 0), (0, 1)]) == nil && g.polygon([]) == GeodesicPolygon(perimeter: 0, area: 0))
  }
}
