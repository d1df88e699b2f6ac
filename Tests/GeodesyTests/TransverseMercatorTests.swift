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
}
