import Geodesy
import GravityField
import Refinement
import RegionalGravity
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// Remove, compute, restore in a closed loop: an invented field to degree 720 gives gravity anomalies with noise at scattered points and the true height
/// anomalies; the base is its degrees to 240 with errors of commission.
@Suite("Remove, compute, restore")
struct RemoveRestoreTests {
  static let (high, low) = (720, 240)
  static let truth = KaulaField(seed: 77, constant: 1e-5).model(degree: high, normalField: .grs80)
  /// 3 cm rms of invented error in degrees 20 to 240.
  static let base: GravityModel = {
    var model = truth
    model.coefficients =
      truth.coefficients.truncated(toDegree: low)
      + KaulaField(seed: 78).coefficients(degrees: 20...low, rootMeanSquare: 0.03)
    return model
  }()

  /// ζ and Δg (m/s²) at places of ellipsoidal heights.
  static func field(_ model: GravityModel, _ places: [(b: Double, l: Double, h: Double)]) throws -> [(zeta: Double, gravity: Double)] {
    let synthesis = try FieldSynthesis(model, [.heightAnomalySurface, .gravityAnomaly])
    var workspace = synthesis.workspace()
    var values = [Double](repeating: 0, count: 2 * places.count)
    var span = values.mutableSpan
    let (b, l, h) = (places.map { $0.b * .pi / 180 }, places.map { $0.l * .pi / 180 }, places.map(\.h))
    synthesis.points(latitudes: b.span, longitudes: l.span, heights: h.span, values: &span, workspace: &workspace)
    return places.indices.map { (values[2 * $0], values[2 * $0 + 1]) }
  }

  /// SplitMix64 as everywhere in the tests of invented numbers.
  struct Numbers {
    var state: UInt64
    mutating func uniform() -> Double {
      state &+= 0x9e37_79b9_7f4a_7c15
      var z = state
      z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
      z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
      return (Double((z ^ z >> 31) >> 11) + 0.5) * 0x1p-53
    }
    mutating func normal() -> Double { (-2 * log(uniform())).squareRoot() * cos(2 * .pi * uniform()) }
  }

  /// Errors of ζ by kernel, metres: what the base leaves, and what is left after Stokes, each less its mean, which GNSS/levelling points bring.
  static func run(terrain: Double) throws -> (base: Double, kernels: [(StokesKernel.Form, Int, Double)]) {
    var random = Numbers(state: 5)
    let cap = 1.5
    let (south, west, size) = (27.0, 110.0, 2.0)
    // Six minutes apart on average, 1 mGal of noise.
    let places = (0..<3000).map { _ -> (b: Double, l: Double, h: Double) in
      let (b, l) = (south - cap + (size + 2 * cap) * random.uniform(), west - cap * 1.2 + (size + 2.4 * cap) * random.uniform())
      return (b, l, terrain * (1 + sin(9 * b) * cos(11 * l)))
    }
    let (given, removed) = (try field(truth, places), try field(base, places))
    let anomalies = places.indices.map { i in
      ScatteredAnomaly(
        latitudeDegrees: places[i].b, longitudeDegrees: places[i].l, value: (given[i].gravity - removed[i].gravity) * 1e5 + random.normal(),
        sigma: 1)
    }
    let step = 1.0 / 20
    var grid = RegionalGrid(
      south: south - cap, west: west - cap * 1.2, latitudeStep: step, longitudeStep: step,
      rows: Int(((size + 2 * cap) / step).rounded()) + 1,
      columns: Int(((size + 2.4 * cap) / step).rounded()) + 1)
    let gridding = AnomalyGridding(anomalies, try AnomalyGridding.estimate(anomalies), grid: grid)
    for tile in 0..<gridding.tileCount { for node in try gridding.tile(tile) { grid.values[node.index] = node.value * 1e-5 } }
    let rows = stride(from: Int(cap / step), through: Int((cap + size) / step), by: 4)
    let columns = Int((1.2 * cap / step).rounded())..<Int(((1.2 * cap + size) / step).rounded()) + 1
    let nodes = rows.flatMap { r in
      columns.map {
        (b: grid.latitude(r), l: grid.longitude($0), h: terrain * (1 + sin(9 * grid.latitude(r)) * cos(11 * grid.longitude($0))))
      }
    }
    let left = zip(try field(truth, nodes), try field(base, nodes)).map { $0.zeta - $1.zeta }
    func deviation(_ values: [Double]) -> Double {
      let mean = values.reduce(0, +) / Double(values.count)
      return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)).squareRoot()
    }
    var kernels: [(StokesKernel.Form, Int, Double)] = []
    for (form, degree) in [(StokesKernel.Form.stokes, 1), (.meissl, 1), (.wongGore, 60), (.heckGrueninger, 60), (.heckGrueninger, 240)] {
      let integration = StokesIntegration(grid, StokesKernel(form, degree: degree, cap: cap * .pi / 180))
      var errors: [Double] = []
      for row in rows {
        let gravity = NormalField.grs80.gravity(latitude: grid.latitude(row) * .pi / 180)
        for zeta in integration.heightAnomalies(row: row, columns: columns, gravity: gravity) { errors.append(left[errors.count] - zeta) }
      }
      kernels.append((form, degree, deviation(errors)))
    }
    return (deviation(left), kernels)
  }

  /// The limits are 1.3 to 1.5 times what this seed gives: 33 cm of the base, and then 86, 13, 27, 13 and 52 mm on the ellipsoid, the same within 2 mm on
  /// ground between 0 and 800 m whose heights Stokes' integral does not know. Stokes' own function suffers from the edge of the cap, and a kernel without
  /// all degrees of the base leaves the base's errors where they are and cuts off what is narrower than the cap.
  @Test("height anomalies come back within centimetres", .enabled(if: !_isDebugAssertConfiguration()), arguments: [0.0, 400])
  func closedLoop(terrain: Double) throws {
    let (base, kernels) = try Self.run(terrain: terrain)
    #expect(base > 0.3)
    for ((form, degree, error), limit) in zip(kernels, [0.12, 0.02, 0.04, 0.02, 0.08]) {
      #expect(error < limit, "\(form.rawValue) \(degree): \(error * 1000) mm")
    }
  }
}
