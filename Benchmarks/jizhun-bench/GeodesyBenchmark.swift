import CPROJ
import Geodesy

/// The batch kernels of `Geodesy` beside PROJ's `proj_trans_generic` on the same columns.
///
/// 4096 invented points spread over 18° … 54° of latitude and ±3.5° around the central meridian: the columns stay in the second-level
/// cache for both sides. Peer and we write to other columns than we read from, PROJ by way of a copy (about 1 ns per point).
enum GeodesyBenchmark: Benchmark {
  static let name = "geodesy"
  static let count = 4096

  static func run() throws -> [Comparison] {
    let version = String(cString: proj_info().version)
    var results: [Comparison] = []
    let points = Columns(count: count)
    let projection = GaussKruger(ellipsoid: .cgcs2000, centralMeridianDegrees: 114).projection
    let ellipsoid = Ellipsoid.cgcs2000
    let tmerc = Peer("+proj=tmerc +lon_0=114 +k=1 +x_0=500000 +ellps=GRS80")
    let cart = Peer("+proj=cart +ellps=GRS80")

    var plane = Columns(count: count)
    var back = Columns(count: count)
    for path in KernelPath.isAVX2Available ? [KernelPath.avx2, .baseline] : [.baseline] {
      func add(_ name: String, _ times: PairedTimes) {
        results.append(
          Comparison(
            name: "\(name) [\(path)]", unit: "ns", ours: times.ours, peer: "PROJ \(version)", theirs: times.theirs,
            notes: [times.allocationNote]))
      }
      add(
        "Gauss–Krüger forward",
        pairedMedians(items: count) {
          plane.withSpans { n, e, _ in
            projection.forward(path: path, latitudes: points.a.span, longitudes: points.b.span, northings: &n, eastings: &e)
          }
        } theirs: {
          tmerc.transform(points.b, points.a, points.c, PJ_FWD)
        })
      add(
        "Gauss–Krüger inverse",
        pairedMedians(items: count) {
          back.withSpans { b, l, _ in
            projection.inverse(path: path, northings: plane.a.span, eastings: plane.b.span, latitudes: &b, longitudes: &l)
          }
        } theirs: {
          tmerc.transform(plane.b, plane.a, points.c, PJ_INV)
        })
      var (n, e, g, k) = (plane.a, plane.b, plane.c, plane.c)
      add(
        "Gauss–Krüger forward, convergence and scale",
        pairedMedians(items: count) {
          var spanN = n.mutableSpan
          var spanE = e.mutableSpan
          var spanG = g.mutableSpan
          var spanK = k.mutableSpan
          projection.forward(
            path: path, latitudes: points.a.span, longitudes: points.b.span, northings: &spanN, eastings: &spanE, convergences: &spanG,
            scales: &spanK)
        } theirs: {
          tmerc.factors(points.b, points.a)
        })
      var space = Columns(count: count)
      add(
        "geodetic to geocentric",
        pairedMedians(items: count) {
          space.withSpans { x, y, z in
            ellipsoid.geocentric(
              path: path, latitudes: points.a.span, longitudes: points.b.span, ellipsoidalHeights: points.c.span, x: &x, y: &y, z: &z)
          }
        } theirs: {
          cart.transform(points.b, points.a, points.c, PJ_FWD)
        })
      add(
        "geocentric to geodetic",
        pairedMedians(items: count) {
          back.withSpans { b, l, h in
            ellipsoid.geodetic(
              path: path, x: space.a.span, y: space.b.span, z: space.c.span, latitudes: &b, longitudes: &l, ellipsoidalHeights: &h)
          }
        } theirs: {
          cart.transform(space.a, space.b, space.c, PJ_INV)
        })
    }
    return results
  }

  /// Three columns: latitudes, longitudes and heights, or what became of them.
  struct Columns {
    var a: [Double] = []
    var b: [Double] = []
    var c: [Double] = []

    init(count: Int) {
      var random = SystemRandomNumberGenerator()
      for _ in 0..<count {
        a.append(Double.random(in: 18...54, using: &random) * .pi / 180)
        b.append(Double.random(in: 110.5...117.5, using: &random) * .pi / 180)
        c.append(Double.random(in: -100...5000, using: &random))
      }
    }

    mutating func withSpans(_ body: (inout MutableSpan<Double>, inout MutableSpan<Double>, inout MutableSpan<Double>) -> Void) {
      // Taken out and put back, since the spans of two columns of one value may not be open at once.
      var (a, b, c): ([Double], [Double], [Double]) = ([], [], [])
      swap(&a, &self.a)
      swap(&b, &self.b)
      swap(&c, &self.c)
      defer {
        self.a = a
        self.b = b
        self.c = c
      }
      var spanA = a.mutableSpan
      var spanB = b.mutableSpan
      var spanC = c.mutableSpan
      body(&spanA, &spanB, &spanC)
    }
  }

  /// One PROJ operation with columns of its own, since PROJ works in place.
  final class Peer {
    private let operation: OpaquePointer
    private let x: UnsafeMutablePointer<Double>
    private let y: UnsafeMutablePointer<Double>
    private let z: UnsafeMutablePointer<Double>

    init(_ definition: String) {
      guard let operation = proj_create(nil, definition) else { preconditionFailure("PROJ does not know \(definition)") }
      self.operation = operation
      x = .allocate(capacity: GeodesyBenchmark.count)
      y = .allocate(capacity: GeodesyBenchmark.count)
      z = .allocate(capacity: GeodesyBenchmark.count)
    }

    deinit {
      proj_destroy(operation)
      x.deallocate()
      y.deallocate()
      z.deallocate()
    }

    func transform(_ a: [Double], _ b: [Double], _ c: [Double], _ direction: PJ_DIRECTION) {
      let count = GeodesyBenchmark.count
      x.update(from: a, count: count)
      y.update(from: b, count: count)
      z.update(from: c, count: count)
      let stride = MemoryLayout<Double>.stride
      proj_trans_generic(operation, direction, x, stride, count, y, stride, count, z, stride, count, nil, 0, 0)
    }

    /// The third column after a transformation.
    var third: [Double] { (0..<GeodesyBenchmark.count).map { z[$0] } }

    /// A point after a transformation.
    func point(_ index: Int) -> (x: Double, y: Double, z: Double) { (x[index], y[index], z[index]) }

    /// PROJ's way to convergence and scale, one point at a time, after the coordinates themselves.
    func factors(_ longitudes: [Double], _ latitudes: [Double]) {
      for i in longitudes.indices {
        let position = proj_coord(longitudes[i], latitudes[i], 0, 0)
        x[i] = proj_trans(operation, PJ_FWD, position).xy.x
        y[i] = proj_factors(operation, position).meridian_convergence
      }
    }
  }
}
