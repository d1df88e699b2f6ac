import CGeographicLib
import Geodesy
import Glibc
import GravityField

/// Spherical-harmonic synthesis at degree 2190 beside GeographicLib's `GravityModel` (points) and `GravityCircle` (grids), on the same invented model.
///
/// Points: one after the other, each on a latitude of its own. Grid: 3° × 3° at 2′, the preparation of the parallels included on both sides.
enum GravityFieldBenchmark: Benchmark {
  static let name = "gravity-field"
  static let degree = 2190

  static func run() throws -> [Comparison] {
    let model = KaulaField(seed: 1).model(degree: degree)
    let folder = P_tmpdir + "/jizhun-bench-gravity-\(getpid())"
    guard mkdir(folder, 0o700) == 0 else { throw Disagreement(description: "cannot make a folder for the model") }
    defer {
      for file in ["invented.egm", "invented.egm.cof"] { unlink("\(folder)/\(file)") }
      rmdir(folder)
    }
    try GeographicLibModel.write(model, name: "invented", normalField: .wgs84, folder: folder)
    guard let peer = cgeographiclib_gravity_open("invented", folder) else {
      throw Disagreement(description: String(cString: cgeographiclib_error()))
    }
    defer { cgeographiclib_gravity_close(peer) }
    let heights = try FieldSynthesis(model, [.heightAnomaly], normalField: .wgs84)
    let disturbances = try FieldSynthesis(model, [.gravityDisturbanceSpherical, .deflectionNorth, .deflectionEast], normalField: .wgs84)
    return try points(heights, disturbances, peer) + grid(heights, disturbances, peer)
  }

  private static let peerName = "GeographicLib \(String(cString: cgeographiclib_version()))"

  /// Places of no particular interest in a box of 3°: latitude and longitude in degrees.
  private static let places: [(Double, Double)] = (0..<8).map { (i: Int) -> (Double, Double) in
    (29 + 0.37 * Double(i), 17 + 0.31 * Double(i * 5 % 8))
  }

  private static func points(_ heights: FieldSynthesis, _ disturbances: FieldSynthesis, _ peer: OpaquePointer) throws -> [Comparison] {
    var workspace = heights.workspace(parallels: 1)
    var (ours, theirs) = ([Double](repeating: 0, count: places.count), [Double](repeating: 0, count: places.count))
    func one(_ synthesis: FieldSynthesis, _ place: (Double, Double), _ values: inout [Double]) {
      var span = values.mutableSpan
      let (latitude, longitude, height) = ([place.0 * .pi / 180], [place.1 * .pi / 180], [0.0])
      synthesis.points(
        latitudes: latitude.span, longitudes: longitude.span, heights: height.span, values: &span, workspace: &workspace)
    }
    let value = pairedMedians(items: places.count, rounds: 9) {
      var single = [0.0]
      for (i, place) in places.enumerated() {
        one(heights, place, &single)
        ours[i] = single[0]
      }
    } theirs: {
      for (i, place) in places.enumerated() { theirs[i] = cgeographiclib_gravity_geoid_height(peer, place.0, place.1) }
    }
    let worst = zip(ours, theirs).map { abs($0 - $1) }.max() ?? .infinity
    // Both take T/γ at the ellipsoid; the peer's own rounding is some nanometres.
    guard worst < 1e-7 else { throw Disagreement(description: "heights of the geoid differ by \(worst) m") }

    var (ourNorth, theirNorth) = (ours, theirs)
    let gradient = pairedMedians(items: places.count, rounds: 5) {
      var three = [0.0, 0, 0]
      for (i, place) in places.enumerated() {
        one(disturbances, place, &three)
        ourNorth[i] = three[1]
      }
    } theirs: {
      for (i, place) in places.enumerated() {
        var (east, north, up) = (0.0, 0.0, 0.0)
        _ = cgeographiclib_gravity_disturbance(peer, place.0, place.1, 0, &east, &north, &up)
        theirNorth[i] = -north
      }
    }
    // ξ against −north/γ: the same to the second order of deflections.
    let angle = zip(zip(ourNorth, theirNorth), places).map { pair, place in
      abs(pair.0 - pair.1 / NormalField.wgs84.gravity(latitude: place.0 * .pi / 180))
    }.max()
    guard let angle, angle < 1e-7 else { throw Disagreement(description: "deflections differ by \(angle ?? .infinity)") }
    return [
      Comparison(
        name: "degree 2190: height of the geoid, a point", unit: "ms", ours: value.ours / 1e6, peer: peerName, theirs: value.theirs / 1e6,
        notes: ["largest difference \(fixed(worst * 1e9, 1)) nm over \(places.count) points"]),
      Comparison(
        name: "degree 2190: gravity disturbance, a point", unit: "ms", ours: gradient.ours / 1e6, peer: peerName,
        theirs: gradient.theirs / 1e6),
    ]
  }

  private static func grid(_ heights: FieldSynthesis, _ disturbances: FieldSynthesis, _ peer: OpaquePointer) throws -> [Comparison] {
    let rows = 8, columns = 91
    let latitudes = (0..<rows).map { 27 + Double($0) / 30 }, longitudes = (0..<columns).map { 110 + Double($0) / 30 }
    let (latitudesR, longitudesR) = (latitudes.map { $0 * .pi / 180 }, longitudes.map { $0 * .pi / 180 })
    var workspace = heights.workspace()
    var ours = [Double](repeating: 0, count: rows * columns)
    var theirs = ours
    let value = pairedMedians(items: rows * columns, rounds: 5) {
      var span = ours.mutableSpan
      heights.grid(latitudes: latitudesR.span, longitudes: longitudesR.span, height: 0, values: &span, workspace: &workspace)
    } theirs: {
      for (i, latitude) in latitudes.enumerated() {
        guard let circle = cgeographiclib_circle_open(peer, latitude, 0, 0) else { return }
        for (j, longitude) in longitudes.enumerated() { theirs[i * columns + j] = cgeographiclib_circle_geoid_height(circle, longitude) }
        cgeographiclib_circle_close(circle)
      }
    }
    let worst = zip(ours, theirs).map { abs($0 - $1) }.max() ?? .infinity
    guard worst < 1e-7 else { throw Disagreement(description: "heights of the geoid on the grid differ by \(worst) m") }
    var three = [Double](repeating: 0, count: 3 * rows * columns)
    var sum = 0.0
    let gradient = pairedMedians(items: rows * columns, rounds: 5) {
      var span = three.mutableSpan
      disturbances.grid(latitudes: latitudesR.span, longitudes: longitudesR.span, height: 0, values: &span, workspace: &workspace)
    } theirs: {
      for latitude in latitudes {
        guard let circle = cgeographiclib_circle_open(peer, latitude, 0, 1) else { return }
        for longitude in longitudes {
          var (east, north, up) = (0.0, 0.0, 0.0)
          sum += cgeographiclib_circle_disturbance(circle, longitude, &east, &north, &up)
        }
        cgeographiclib_circle_close(circle)
      }
    }
    return [
      Comparison(
        name: "degree 2190: height of the geoid, a grid node", unit: "µs", ours: value.ours / 1e3, peer: peerName,
        theirs: value.theirs / 1e3,
        notes: ["\(rows) × \(columns) nodes with the preparation of parallels; largest difference \(fixed(worst * 1e9, 1)) nm"]),
      Comparison(
        name: "degree 2190: gravity disturbance, a grid node", unit: "µs", ours: gradient.ours / 1e3, peer: peerName,
        theirs: gradient.theirs / 1e3),
    ]
  }
}
