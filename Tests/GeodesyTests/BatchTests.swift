import CMallocCounter
import Geodesy
import Glibc
import RecordedData
import Testing

/// The batch kernels against truth, against the scalar forms, and against each other.
@Suite struct GeodesyBatchTests {
  /// Every path that this machine can run.
  static let paths: [KernelPath] = KernelPath.isAVX2Available ? [.baseline, .avx2] : [.baseline]

  typealias Columns = [[Double]]

  static func forward(_ projection: TransverseMercator, _ path: KernelPath, _ latitudes: [Double], _ longitudes: [Double]) -> Columns {
    var out = Columns(repeating: [Double](repeating: 7, count: latitudes.count), count: 4)
    var (n, e, g, k) = (out[0], out[1], out[2], out[3])
    var spanN = n.mutableSpan
    var spanE = e.mutableSpan
    var spanG = g.mutableSpan
    var spanK = k.mutableSpan
    projection.forward(
      path: path, latitudes: latitudes.span, longitudes: longitudes.span, northings: &spanN, eastings: &spanE, convergences: &spanG,
      scales: &spanK)
    out = [n, e, g, k]
    // The kernel without factors gives the same northings and eastings.
    var (n2, e2) = ([Double](repeating: 7, count: n.count), [Double](repeating: 7, count: n.count))
    var span2N = n2.mutableSpan
    var span2E = e2.mutableSpan
    projection.forward(path: path, latitudes: latitudes.span, longitudes: longitudes.span, northings: &span2N, eastings: &span2E)
    #expect(bits([n, e]) == bits([n2, e2]))
    return out
  }

  static func inverse(_ projection: TransverseMercator, _ path: KernelPath, _ northings: [Double], _ eastings: [Double]) -> Columns {
    var (b, l) = ([Double](repeating: 7, count: northings.count), [Double](repeating: 7, count: northings.count))
    var (g, k) = (b, l)
    var spanB = b.mutableSpan
    var spanL = l.mutableSpan
    var spanG = g.mutableSpan
    var spanK = k.mutableSpan
    projection.inverse(
      path: path, northings: northings.span, eastings: eastings.span, latitudes: &spanB, longitudes: &spanL, convergences: &spanG,
      scales: &spanK)
    var (b2, l2) = ([Double](repeating: 7, count: b.count), [Double](repeating: 7, count: b.count))
    var span2B = b2.mutableSpan
    var span2L = l2.mutableSpan
    projection.inverse(path: path, northings: northings.span, eastings: eastings.span, latitudes: &span2B, longitudes: &span2L)
    #expect(bits([b, l]) == bits([b2, l2]))
    return [b, l, g, k]
  }

  static func geocentric(_ ellipsoid: Ellipsoid, _ path: KernelPath, _ b: [Double], _ l: [Double], _ h: [Double]) -> Columns {
    var (x, y, z) = (b, b, b)
    var spanX = x.mutableSpan
    var spanY = y.mutableSpan
    var spanZ = z.mutableSpan
    ellipsoid.geocentric(
      path: path, latitudes: b.span, longitudes: l.span, ellipsoidalHeights: h.span, x: &spanX, y: &spanY, z: &spanZ)
    return [x, y, z]
  }

  static func geodetic(_ ellipsoid: Ellipsoid, _ path: KernelPath, _ x: [Double], _ y: [Double], _ z: [Double]) -> Columns {
    var (b, l, h) = (x, x, x)
    var spanB = b.mutableSpan
    var spanL = l.mutableSpan
    var spanH = h.mutableSpan
    ellipsoid.geodetic(
      path: path, x: x.span, y: y.span, z: z.span, latitudes: &spanB, longitudes: &spanL, ellipsoidalHeights: &spanH)
    return [b, l, h]
  }

  static func bits(_ columns: Columns) -> [[UInt64]] { columns.map { $0.map(\.bitPattern) } }

  /// Points over the globe, inside and outside every limit, with the awkward ones first.
  static func awkwardPoints() -> (latitudes: [Double], longitudes: [Double]) {
    let latitudes: [Double] = [
      .pi / 2, -.pi / 2, 0, -0.0, .nan, .infinity, 1, 2, -2, 1e300, .leastNonzeroMagnitude, .pi / 2, .pi / 2 + 1e-15, 28, 0, 0, 0.5,
    ]
    let longitudes: [Double] = [
      0, 3, .pi, -.pi, 0, 0, .nan, 0, 0, 1e300, -.leastNonzeroMagnitude, 2 * .pi, 0, 112, 1.99, 7, -.infinity,
    ]
    var random = SplitMix64(seed: 20)
    let more = (0..<3000).map { _ in
      (Double.random(in: -.pi / 2...(.pi / 2), using: &random), Double.random(in: -6.3...6.3, using: &random))
    }
    return (latitudes + more.map(\.0), longitudes + more.map(\.1))
  }

  static let projections = [
    TransverseMercator(ellipsoid: .cgcs2000, centralMeridianDegrees: 114),
    GaussKruger(ellipsoid: .krassowsky1940, zone: GaussKrugerZone(.sixDegrees, 19)!, prefixed: true).projection,
    UTMZone(1, .south)!.projection(ellipsoid: .wgs84),
    TransverseMercator(
      ellipsoid: .iag1975, centralMeridianDegrees: 180, originLatitudeDegrees: 30, scale: 1.00012, falseEasting: 40_000,
      falseNorthing: -3_000_000),
  ]

  @Test(arguments: projections) func pathsGiveTheSameBits(projection: TransverseMercator) {
    let (b, l) = Self.awkwardPoints()
    let reference = Self.forward(projection, .baseline, b, l)
    let inverse = Self.inverse(projection, .baseline, reference[0], reference[1])
    let xyz = Self.geocentric(projection.ellipsoid, .baseline, b, l, l.map { $0 * 1e6 })
    let blh = Self.geodetic(projection.ellipsoid, .baseline, xyz[0], xyz[1], xyz[2])
    for path in Self.paths {
      #expect(Self.bits(Self.forward(projection, path, b, l)) == Self.bits(reference))
      #expect(Self.bits(Self.inverse(projection, path, reference[0], reference[1])) == Self.bits(inverse))
      #expect(Self.bits(Self.geocentric(projection.ellipsoid, path, b, l, l.map { $0 * 1e6 })) == Self.bits(xyz))
      #expect(Self.bits(Self.geodetic(projection.ellipsoid, path, xyz[0], xyz[1], xyz[2])) == Self.bits(blh))
    }
  }

  /// A result does not depend on the place in the batch nor on the batch's length.
  @Test func placeInTheBatchDoesNotMatter() {
    let projection = Self.projections[0]
    let (b, l) = Self.awkwardPoints()
    let all = Self.bits(Self.forward(projection, .best, b, l))
    for count in 0..<20 {
      let part = Self.bits(Self.forward(projection, .best, [Double](b[3..<3 + count]), [Double](l[3..<3 + count])))
      #expect(part == all.map { [UInt64]($0[3..<3 + count]) })
    }
  }

  /// Batch and scalar refuse the same points and agree on the others: within 10 nm, each being within 5 nm of the truth. The convergence
  /// is compared as a length on the unit sphere: near the pole it turns with the longitude, which rounding moves freely.
  @Test(arguments: projections) func agreesWithScalarForm(projection: TransverseMercator) throws {
    let (b, l) = Self.awkwardPoints()
    let batch = Self.forward(projection, .best, b, l)
    let back = Self.inverse(projection, .best, batch[0], batch[1])
    var answered = 0
    var worst = (position: 0.0, convergence: 0.0, scale: 0.0)
    for i in b.indices {
      guard let point = try? projection.forward(latitude: b[i], longitude: l[i]) else {
        #expect(batch.allSatisfy { $0[i].isNaN }, "\(b[i]) \(l[i])")
        #expect(back.allSatisfy { $0[i].isNaN })
        continue
      }
      answered += 1
      worst.position = max(worst.position, abs(point.northing - batch[0][i]), abs(point.easting - batch[1][i]))
      worst.convergence = max(worst.convergence, cos(b[i]) * abs(remainder(point.convergence - batch[2][i], 2 * .pi)))
      worst.scale = max(worst.scale, abs(point.scale - batch[3][i]))
      let scalarBack = try projection.inverse(northing: point.northing, easting: point.easting)
      worst.position = max(worst.position, 6.4e6 * abs(scalarBack.latitude - back[0][i]))
      worst.position = max(worst.position, 6.4e6 * cos(b[i]) * abs(remainder(scalarBack.longitude - back[1][i], 2 * .pi)))
      worst.convergence = max(worst.convergence, cos(b[i]) * abs(remainder(scalarBack.convergence - back[2][i], 2 * .pi)))
      worst.scale = max(worst.scale, abs(scalarBack.scale - back[3][i]))
    }
    print("batch − scalar: \(answered) points, \(worst.position * 1e9) nm, \(worst.convergence) rad, \(worst.scale)")
    #expect(answered > 20)
    #expect(worst.position <= 1e-8)
    #expect(worst.convergence <= 3e-15)
    #expect(worst.scale <= 1e-14)
  }

  @Test(.recordedData("vectors/gk_exact_vectors.csv")) func agreesWithTruth() throws {
    var worst = (forward: 0.0, inverse: 0.0, convergence: 0.0, scale: 0.0)
    for (ellipsoid, rows) in Dictionary(grouping: try TransverseMercatorTests.truth(), by: \.ellipsoid) {
      let projection = TransverseMercator(ellipsoid: ellipsoid, centralMeridianDegrees: 0, falseEasting: 0)
      let b = rows.map { $0.latitudeDegrees * (.pi / 180) }
      let l = rows.map { $0.longitudeDegrees * (.pi / 180) }
      let forward = Self.forward(projection, .best, b, l)
      let inverse = Self.inverse(projection, .best, rows.map(\.northing), rows.map(\.easting))
      for (i, row) in rows.enumerated() {
        worst.forward = max(worst.forward, abs(forward[0][i] - row.northing), abs(forward[1][i] - row.easting))
        worst.inverse = max(worst.inverse, 6.4e6 * abs(inverse[0][i] - b[i]), 6.4e6 * abs(inverse[1][i] - l[i]))
        for gamma in [forward[2][i], inverse[2][i]] {
          worst.convergence = max(worst.convergence, abs(gamma * 180 / .pi - row.convergenceDegrees))
        }
        for k in [forward[3][i], inverse[3][i]] { worst.scale = max(worst.scale, abs(k - row.scale)) }
      }
    }
    print("batch − truth: \(worst)")
    #expect(worst.forward <= 5e-9)
    #expect(worst.inverse <= 5e-9)
    #expect(worst.convergence <= 2e-12)
    #expect(worst.scale <= 1e-14)
  }

  /// Heights from −10 km to 50 000 km; tolerance as for the scalar round trip.
  @Test(arguments: [-10_000, 0, 8848, 2.0e7, 5.0e7]) func geocentricAgreesWithScalarForm(height: Double) throws {
    let ellipsoid = Ellipsoid.cgcs2000
    let (b, l) = Self.awkwardPoints()
    let xyz = Self.geocentric(ellipsoid, .best, b, l, b.map { _ in height })
    let blh = Self.geodetic(ellipsoid, .best, xyz[0], xyz[1], xyz[2])
    let tolerance = max(4e-9, 4 * (6.4e6 + height).ulp)
    for i in b.indices {
      let position = GeodeticPosition(latitude: b[i], longitude: l[i], ellipsoidalHeight: height)
      guard let point = try? ellipsoid.geocentric(position) else {
        #expect(xyz.allSatisfy { $0[i].isNaN } && blh.allSatisfy { $0[i].isNaN })
        continue
      }
      #expect(max(abs(point.x - xyz[0][i]), abs(point.y - xyz[1][i]), abs(point.z - xyz[2][i])) <= tolerance)
      let back = try ellipsoid.geodetic(point)
      let radius = 6.4e6 + height
      #expect(radius * abs(back.latitude - blh[0][i]) <= tolerance)
      #expect(radius * cos(b[i]) * abs(remainder(back.longitude - blh[1][i], 2 * .pi)) <= tolerance)
      #expect(abs(back.ellipsoidalHeight - blh[2][i]) <= tolerance)
      #expect(abs(blh[2][i] - height) <= tolerance && radius * abs(blh[0][i] - b[i]) <= tolerance)
    }
  }

  @Test func batchesDoNotAllocate() throws {
    guard cmalloc_active() != 0 else { return }
    let projection = Self.projections[0]
    let b = [Double](repeating: 0.5, count: 19)
    let l = [Double](repeating: 2, count: 19)
    var (p, q, r, x, y, z) = (b, b, b, b, b, b)
    // Other tests allocate beside this one in the same process: short rounds, and the smallest of many counts is ours.
    var fewest = UInt64.max
    for _ in 0..<5000 where fewest > 0 {
      var spanP = p.mutableSpan
      var spanQ = q.mutableSpan
      var spanR = r.mutableSpan
      var spanX = x.mutableSpan
      var spanY = y.mutableSpan
      var spanZ = z.mutableSpan
      let before = cmalloc_count()
      projection.forward(latitudes: b.span, longitudes: l.span, northings: &spanP, eastings: &spanQ)
      projection.inverse(northings: spanP.span, eastings: spanQ.span, latitudes: &spanX, longitudes: &spanY)
      projection.ellipsoid.geocentric(latitudes: b.span, longitudes: l.span, ellipsoidalHeights: b.span, x: &spanP, y: &spanQ, z: &spanR)
      projection.ellipsoid.geodetic(
        x: spanP.span, y: spanQ.span, z: spanR.span, latitudes: &spanX, longitudes: &spanY, ellipsoidalHeights: &spanZ)
      fewest = min(fewest, cmalloc_count() - before)
    }
    #expect(fewest == 0)
  }
}

/// A small seedable generator, so that a failure can be repeated. Source: Steele et al. 2014, doi 10.1145/2660193.2660195.
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
