import CMallocCounter
import Geodesy
import RecordedData
import Testing

/// From X, Y, Z to a grid in one kernel: against the two kernels and the scalar forms one after the other, and against truth.
@Suite struct GeodesyBatchGeocentricProjectionTests {
  typealias Columns = GeodesyBatchTests.Columns

  static func forward(_ projection: TransverseMercator, _ path: KernelPath, _ xyz: Columns) -> Columns {
    let (x, y, z) = (xyz[0], xyz[1], xyz[2])
    var (n, e, h) = (x, x, x)
    var spanN = n.mutableSpan
    var spanE = e.mutableSpan
    var spanH = h.mutableSpan
    projection.forward(
      path: path, x: x.span, y: y.span, z: z.span, northings: &spanN, eastings: &spanE, ellipsoidalHeights: &spanH)
    return [n, e, h]
  }

  /// Places beside the meridian, on the axis, in the centre of the Earth, beyond every range.
  static func awkwardPlaces(_ ellipsoid: Ellipsoid) -> Columns {
    let (b, l) = GeodesyBatchTests.awkwardPoints()
    let heights = b.indices.map { Double($0 % 7) * 1500 - 400 }
    let xyz = GeodesyBatchTests.geocentric(ellipsoid, .best, b, l, heights)
    let more: [(Double, Double, Double)] = [
      (0, 0, ellipsoid.semiMinorAxis), (0, 0, -ellipsoid.semiMinorAxis - 10), (1e-9, -1e-9, 6.4e6), (0, 0, 0), (1, 1, 1), (1e9, 0, 0),
      (.infinity, 0, 0), (.nan, 0, 6.4e6), (0, .nan, 0), (-6.4e6, 0, 0), (-6.4e6, -0.0, 100),
    ]
    return [xyz[0] + more.map(\.0), xyz[1] + more.map(\.1), xyz[2] + more.map(\.2)]
  }

  @Test(arguments: GeodesyBatchTests.projections) func pathsGiveTheSameBits(projection: TransverseMercator) {
    let xyz = Self.awkwardPlaces(projection.ellipsoid)
    let reference = GeodesyBatchTests.bits(Self.forward(projection, .baseline, xyz))
    for path in GeodesyBatchTests.paths { #expect(GeodesyBatchTests.bits(Self.forward(projection, path, xyz)) == reference) }
    // Neither does the length of a batch matter.
    let part = GeodesyBatchTests.bits(Self.forward(projection, .best, xyz.map { [Double]($0[17..<30]) }))
    #expect(part == reference.map { [UInt64]($0[17..<30]) })
  }

  /// The same points are refused as by the scalar forms one after the other. The others agree within 10 nm: both are within 5 nm of the
  /// truth, as the doubles X, Y, Z give it.
  @Test(arguments: GeodesyBatchTests.projections) func agreesWithTheTwoSteps(projection: TransverseMercator) throws {
    let xyz = Self.awkwardPlaces(projection.ellipsoid)
    let fused = Self.forward(projection, .best, xyz)
    var answered = 0
    var worst = (plane: 0.0, height: 0.0)
    for i in xyz[0].indices {
      let place = GeocentricPosition(x: xyz[0][i], y: xyz[1][i], z: xyz[2][i])
      guard let position = try? projection.ellipsoid.geodetic(place),
        let point = try? projection.forward(latitude: position.latitude, longitude: position.longitude)
      else {
        #expect(fused.allSatisfy { $0[i].isNaN }, "\(place)")
        continue
      }
      answered += 1
      worst.plane = max(worst.plane, abs(point.northing - fused[0][i]), abs(point.easting - fused[1][i]))
      worst.height = max(worst.height, abs(position.ellipsoidalHeight - fused[2][i]))
    }
    print("geocentric to grid, one kernel − two steps: \(answered) points, \(worst.plane * 1e9) nm, height \(worst.height * 1e9) nm")
    #expect(answered > 20)
    #expect(worst.plane <= 1e-8)
    #expect(worst.height <= 4e-9)
  }

  /// Against 40-digit values of the projection. X, Y, Z as doubles are themselves 1 nm wide: 5 nm of the projection and 2 of those.
  @Test(.recordedData("vectors/gk_exact_vectors.csv")) func agreesWithTruth() throws {
    var worst = 0.0
    for (ellipsoid, rows) in Dictionary(grouping: try TransverseMercatorTests.truth(), by: \.ellipsoid) {
      let projection = TransverseMercator(ellipsoid: ellipsoid, centralMeridianDegrees: 0, falseEasting: 0)
      let places = try rows.map {
        try ellipsoid.geocentric(
          GeodeticPosition(latitudeDegrees: $0.latitudeDegrees, longitudeDegrees: $0.longitudeDegrees, ellipsoidalHeight: 0))
      }
      let grid = Self.forward(projection, .best, [places.map(\.x), places.map(\.y), places.map(\.z)])
      for (i, row) in rows.enumerated() { worst = max(worst, abs(grid[0][i] - row.northing), abs(grid[1][i] - row.easting)) }
    }
    print("geocentric to grid − truth: \(worst * 1e9) nm")
    #expect(worst > 0 && worst <= 7e-9)
  }
}
