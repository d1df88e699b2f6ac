import CPROJ
import CRS
import Geodesy

/// Beijing 1954 Gauss–Krüger coordinates to CGCS2000 Gauss–Krüger coordinates: the batch of a `CoordinateOperation` with seven parameters and
/// their area, which is what `jizhun transform --parameters` runs, beside a PROJ pipeline of the same steps and numbers.
///
/// The points of ``GeodesyBenchmark``; the parameters are invented. The whole way takes part, ellipsoidal heights included, 512 points at a time.
enum DatumChangeBenchmark: Benchmark {
  static let name = "datum"
  private static let batchSize = 512

  /// Converts points in a batch, from their columns.
  private static func convert(
    _ points: GeodesyBenchmark.Columns, _ start: Int, _ operation: CoordinateOperation, _ batch: inout CoordinateBatch
  ) {
    batch.count = batchSize
    for i in 0..<batchSize {
      batch.first[i] = points.a[start + i]
      batch.second[i] = points.b[start + i]
      batch.third[i] = points.c[start + i]
    }
    operation.apply(&batch)
  }

  static func run() throws -> [Comparison] {
    let helmert = Helmert(
      translation: GeocentricPosition(x: 15.75, y: -147.25, z: -90.5), rotationArcSeconds: GeocentricPosition(x: 0.35, y: 0.72, z: -1.15),
      scalePPM: 1.45, convention: .coordinateFrame, form: .smallAngle)
    let source = try CoordinateReferenceSystem("bj54:gk:cm=114")
    let target = try CoordinateReferenceSystem("cgcs2000:gk:cm=114")
    let change = DatumChange(
      .helmert(helmert), from: source, to: target, area: .geographic(south: 17, west: 110, north: 55, east: 118))
    let operation = try CoordinateOperation(from: source, to: target, options: ChangeOptions(change: change, usesHeights: true))
    let peer = GeodesyBenchmark.Peer(
      """
      +proj=pipeline +step +inv +proj=tmerc +lon_0=114 +x_0=500000 +ellps=krass +step +proj=cart +ellps=krass \
      +step +proj=helmert +x=15.75 +y=-147.25 +z=-90.5 +rx=0.35 +ry=0.72 +rz=-1.15 +s=1.45 +convention=coordinate_frame \
      +step +inv +proj=cart +ellps=GRS80 +step +proj=tmerc +lon_0=114 +x_0=500000 +ellps=GRS80
      """)

    let geodetic = GeodesyBenchmark.Columns(count: GeodesyBenchmark.count)
    var points = geodetic
    points.withSpans { n, e, _ in
      GaussKruger(ellipsoid: .krassowsky1940, centralMeridianDegrees: 114).forward(
        latitudes: geodetic.a.span, longitudes: geodetic.b.span, northings: &n, eastings: &e)
    }

    var batch = CoordinateBatch(capacity: batchSize)
    // Both have done the same work where they say the same of every point. PROJ's single step of Bowring's formula for the latitude leaves
    // a quarter of a micrometre at a height of 5 km; ours is good to nanometres (the tests hold it to 40-digit values).
    peer.transform(points.b, points.a, points.c, PJ_FWD)
    var worst = 0.0
    for start in stride(from: 0, to: GeodesyBenchmark.count, by: batchSize) {
      convert(points, start, operation, &batch)
      for i in 0..<batchSize {
        let theirs = peer.point(start + i)
        let apart = [batch.first[i] - theirs.y, batch.second[i] - theirs.x, batch.third[i] - theirs.z].map(abs).max() ?? 0
        guard apart <= 0.3e-6 else { throw Disagreement(description: "point \(start + i): \(apart) m apart") }
        worst = max(worst, apart)
      }
    }

    let times = pairedMedians(items: GeodesyBenchmark.count) {
      for start in stride(from: 0, to: GeodesyBenchmark.count, by: batchSize) { convert(points, start, operation, &batch) }
    } theirs: {
      peer.transform(points.b, points.a, points.c, PJ_FWD)
    }
    return [
      Comparison(
        name: "BJ54 Gauss–Krüger to CGCS2000 [\(KernelPath.best)]", unit: "ns", ours: times.ours,
        peer: "PROJ \(String(cString: proj_info().version))", theirs: times.theirs,
        notes: ["\(times.allocationNote); largest difference of a coordinate \(fixed(worst * 1e9, 1)) nm"])
    ]
  }
}
