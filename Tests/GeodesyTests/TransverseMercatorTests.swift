import Foundation
import Geodesy
import RecordedData
import Testing

/// Truth: `vectors/gk_exact_vectors.csv`, computed with 40 digits from the complex isometric latitude.
@Suite struct TransverseMercatorTests {
  struct Row {
    let ellipsoid: Ellipsoid
    let latitudeDegrees, longitudeDegrees, easting, northing, convergenceDegrees, scale: Double
  }

  static func truth() throws -> [Row] {
    let ellipsoids: [Substring: Ellipsoid] = [
      "CGCS2000": .cgcs2000, "WGS84": .wgs84, "Krassovsky1940": .krassowsky1940, "IAG1975": .iag1975,
    ]
    return try RecordedData.text("vectors/gk_exact_vectors.csv").split(whereSeparator: \.isNewline).dropFirst().map { line in
      let fields = line.split(separator: ",")
      let numbers = try fields.dropFirst().map { try #require(Double($0)) }
      return Row(
        ellipsoid: try #require(ellipsoids[fields[0]]), latitudeDegrees: numbers[0], longitudeDegrees: numbers[1], easting: numbers[2],
        northing: numbers[3], convergenceDegrees: numbers[4], scale: numbers[5])
    }
  }

  /// 5 nm: the accuracy that ``TransverseMercator`` states.
  @Test(.recordedData("vectors/gk_exact_vectors.csv")) func forwardAgreesWithTruth() throws {
    let rows = try Self.truth()
    #expect(rows.count == 420)
    var worst = (position: 0.0, convergence: 0.0, scale: 0.0)
    for row in rows {
      let projection = TransverseMercator(ellipsoid: row.ellipsoid, centralMeridianDegrees: 0, falseEasting: 0)
      let point = try projection.forward(latitudeDegrees: row.latitudeDegrees, longitudeDegrees: row.longitudeDegrees)
      worst.position = max(worst.position, abs(point.northing - row.northing), abs(point.easting - row.easting))
      worst.convergence = max(worst.convergence, abs(point.convergence * 180 / .pi - row.convergenceDegrees))
      worst.scale = max(worst.scale, abs(point.scale - row.scale))
    }
    print("TM forward: \(worst.position * 1e9) nm, convergence \(worst.convergence)°, scale \(worst.scale)")
    #expect(worst.position <= 5e-9)
    #expect(worst.convergence <= 2e-12)
    #expect(worst.scale <= 1e-14)
  }

  @Test(.recordedData("vectors/gk_exact_vectors.csv")) func inverseAgreesWithTruth() throws {
    var worst = (position: 0.0, convergence: 0.0, scale: 0.0)
    for row in try Self.truth() {
      let projection = TransverseMercator(ellipsoid: row.ellipsoid, centralMeridianDegrees: 0, falseEasting: 0)
      let point = try projection.inverse(northing: row.northing, easting: row.easting)
      let metresPerDegree = row.ellipsoid.semiMajorAxis * .pi / 180
      worst.position = max(
        worst.position, abs(point.latitudeDegrees - row.latitudeDegrees) * metresPerDegree,
        abs(point.longitudeDegrees - row.longitudeDegrees) * metresPerDegree)
      worst.convergence = max(worst.convergence, abs(point.convergence * 180 / .pi - row.convergenceDegrees))
      worst.scale = max(worst.scale, abs(point.scale - row.scale))
    }
    print("TM inverse: \(worst.position * 1e9) nm, convergence \(worst.convergence)°, scale \(worst.scale)")
    #expect(worst.position <= 5e-9)
    #expect(worst.convergence <= 2e-12)
    #expect(worst.scale <= 1e-14)
  }

  /// Truth: TestVectors/geodesy/transverse-mercator-far.csv, 40 digits, up to the limit of 0.6 A from the central meridian. Scalar and
  /// batch keep the stated 5 nm there too; in the inverse, 1 nm on the grid is less on the ellipsoid.
  @Test func keepsItsAccuracyUpToItsLimit() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("TestVectors/geodesy/transverse-mercator-far.csv")
    let lines = try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline).dropFirst()
    #expect(lines.count == 120)
    var worst = (forward: 0.0, batch: 0.0, inverse: 0.0)
    for line in lines {
      let row = try line.split(separator: ",").map { try #require(Double($0)) }
      let ellipsoid = try Ellipsoid(semiMajorAxis: row[0], inverseFlattening: row[1])
      let projection = TransverseMercator(ellipsoid: ellipsoid, centralMeridianDegrees: 0, falseEasting: 0)
      let point = try projection.forward(latitudeDegrees: row[2], longitudeDegrees: row[3])
      worst.forward = max(worst.forward, abs(point.northing - row[4]), abs(point.easting - row[5]))
      let batch = GeodesyBatchTests.forward(projection, .best, [row[2] * (.pi / 180)], [row[3] * (.pi / 180)])
      worst.batch = max(worst.batch, abs(batch[0][0] - row[4]), abs(batch[1][0] - row[5]))
      let back = try projection.inverse(northing: row[4], easting: row[5])
      let batchBack = GeodesyBatchTests.inverse(projection, .best, [row[4]], [row[5]])
      for (latitude, longitude) in [(back.latitude, back.longitude), (batchBack[0][0], batchBack[1][0])] {
        let north = abs(latitude - row[2] * (.pi / 180)) * row[0]
        let east = abs(longitude - row[3] * (.pi / 180)) * row[0] * cos(latitude)
        worst.inverse = max(worst.inverse, north, east)
      }
    }
    print("TM far: \(worst)")
    #expect(worst.forward <= 5e-9 && worst.batch <= 5e-9 && worst.inverse <= 5e-9)
  }
}
