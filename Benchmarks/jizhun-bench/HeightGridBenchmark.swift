import CGeographicLib
import CPROJ
import Geodesy
import Glibc
import GridFiles

/// Values of a grid of heights between its nodes: the bilinear form beside PROJ's `vgridshift` on the same GTX file, and the cubic B-spline beside GeographicLib's
/// cubic on the same PGM file, both files written by us from an invented field.
///
/// 4096 random places in a box of 3° × 3°; the grid is global at 10′, as GeographicLib wants. PROJ gets all places in one call of
/// `proj_trans_generic`, GeographicLib holds the whole grid in memory. The functions of the last two differ; that the inputs are the same is seen from
/// their values being near.
enum HeightGridBenchmark: Benchmark {
  static let name = "height-grid"
  private static let count = GeodesyBenchmark.count

  static func run() throws -> [Comparison] {
    var template = Array("\(environment("TMPDIR") ?? P_tmpdir)/jizhun-bench-\(String(repeating: "X", count: 6))".utf8CString)
    guard mkdtemp(&template) != nil else { throw Disagreement(description: "cannot make a folder for the grids") }
    let folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    defer {
      for file in ["invented.gtx", "invented.pgm"] { unlink("\(folder)/\(file)") }
      rmdir(folder)
    }
    let model = try inventedModel()
    let pgm = try HeightModelFormat.pgm.write(model)
    try write(try HeightModelFormat.gtx.write(model), "\(folder)/invented.gtx")
    try write(pgm, "\(folder)/invented.pgm")
    // Both sides read the rounded values of the PGM.
    let rounded = try HeightModelFormat.pgm.read(pgm.span.bytes)
    let (latitudes, longitudes) = places()

    var results: [Comparison] = []
    for path in KernelPath.isAVX2Available ? [KernelPath.avx2, .baseline] : [.baseline] {
      results.append(try bilinear(model, latitudes, longitudes, "\(folder)/invented.gtx", path))
      results.append(try spline(rounded, latitudes, longitudes, folder, path))
    }
    return results
  }

  private static func interpolator(_ model: HeightModel, _ method: GridInterpolation) -> GridInterpolator {
    GridInterpolator(grid: model.main.anomaly.regular, nodes: model.main.anomaly.nodes, method: method)
  }

  private static func bilinear(
    _ model: HeightModel, _ latitudes: [Double], _ longitudes: [Double], _ file: String, _ path: KernelPath
  ) throws -> Comparison {
    let ours = interpolator(model, .bilinear)
    let peer = GeodesyBenchmark.Peer("+proj=vgridshift +grids=\(file) +multiplier=1")
    let (x, y) = (longitudes.map { $0 * .pi / 180 }, latitudes.map { $0 * .pi / 180 })
    let zero = [Double](repeating: 0, count: count)
    var values = zero
    let times = pairedMedians(items: count) {
      var span = values.mutableSpan
      ours.values(path: path, first: latitudes.span, second: longitudes.span, results: &span)
    } theirs: {
      peer.transform(x, y, zero, PJ_FWD)
    }
    let worst = zip(values, peer.third).map { abs($0 - $1) }.max() ?? .infinity
    // PROJ takes radians: the conversion rounds the position by 10⁻¹⁴ degrees.
    guard worst < 1e-9 else { throw Disagreement(description: "bilinear values differ by \(worst) m") }
    return Comparison(
      name: "grid of heights, bilinear [\(path)]", unit: "ns", ours: times.ours,
      peer: "PROJ \(String(cString: proj_info().version)) vgridshift",
      theirs: times.theirs)
  }

  private static func spline(
    _ model: HeightModel, _ latitudes: [Double], _ longitudes: [Double], _ folder: String, _ path: KernelPath
  ) throws -> Comparison {
    let ours = interpolator(model, .spline)
    guard let peer = cgeographiclib_geoid_open("invented", folder, 1, 1) else {
      throw Disagreement(description: String(cString: cgeographiclib_error()))
    }
    defer { cgeographiclib_geoid_close(peer) }
    var values = [Double](repeating: 0, count: count)
    var theirs = values
    let times = pairedMedians(items: count) {
      var span = values.mutableSpan
      ours.values(path: path, first: latitudes.span, second: longitudes.span, results: &span)
    } theirs: {
      for i in 0..<count { theirs[i] = cgeographiclib_geoid_height(peer, latitudes[i], longitudes[i]) }
    }
    let worst = zip(values, theirs).map { abs($0 - $1) }.max() ?? .infinity
    // Two smooth functions through a smooth field rounded to millimetres.
    guard worst < 0.02 else { throw Disagreement(description: "cubic values differ by \(worst) m") }
    return Comparison(
      name: "grid of heights, cubic B-spline [\(path)]", unit: "ns", ours: times.ours,
      peer: "GeographicLib \(String(cString: cgeographiclib_version())) cubic", theirs: times.theirs,
      notes: ["the two functions differ by at most \(fixed(worst * 1000, 2)) mm here"])
  }

  /// An invented smooth field of the size of geoid heights on the whole globe.
  private static func inventedModel() throws -> HeightModel {
    let (rows, columns) = (1081, 2160)
    var nodes: [Float] = []
    nodes.reserveCapacity(rows * columns)
    for row in 0..<rows {
      let phi = (Double(row) / 6 - 90) * .pi / 180
      for column in 0..<columns {
        let lambda = Double(column) / 6 * .pi / 180
        let long = 40 * cos(phi) * sin(2 * lambda + phi) + 20 * sin(3 * phi)
        let short = cos(phi) * (3 * sin(40 * lambda) * cos(35 * phi) + 0.3 * cos(150 * lambda + 120 * phi))
        nodes.append(Float(long + short))
      }
    }
    guard
      let grid = HeightGrid(south: -90, west: 0, latitudeStep: 1.0 / 6, longitudeStep: 1.0 / 6, rows: rows, columns: columns, nodes: nodes),
      let model = HeightModel(anomaly: grid, label: "invented")
    else { throw Disagreement(description: "the invented grid is none") }
    return model
  }

  /// Random places in a box of no meaning, by a linear congruence (Knuth's MMIX constants).
  private static func places() -> ([Double], [Double]) {
    var state: UInt64 = 5
    func uniform() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / 9_007_199_254_740_992
    }
    let latitudes = (0..<count).map { _ in 40 + 3 * uniform() }
    let longitudes = (0..<count).map { _ in 20 + 3 * uniform() }
    return (latitudes, longitudes)
  }

  private static func write(_ bytes: [UInt8], _ path: String) throws {
    guard let file = fopen(path, "w") else { throw Disagreement(description: "cannot create \(path)") }
    let written = fwrite(bytes, 1, bytes.count, file)
    guard fclose(file) == 0, written == bytes.count else { throw Disagreement(description: "cannot write \(path)") }
  }

  private static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
