@testable import Refinement

#if canImport(Glibc)
  import Glibc
#endif

/// SplitMix64 (Steele, Lea, Flood 2014) and the Box–Muller transform: the same numbers on every machine.
struct InventedNumbers {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func uniform() -> Double {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
    return (Double((z ^ z >> 31) >> 11) + 0.5) * 0x1p-53
  }

  mutating func normal() -> Double { (-2 * log(uniform())).squareRoot() * cos(2 * .pi * uniform()) }
}

/// Invented networks: no place, height or discrepancy is anyone's.
enum SyntheticNetwork {
  /// False in debug builds.
  static var isOptimised: Bool { !_isDebugAssertConfiguration() }

  /// Places spread evenly over a box, with heights up to a kilometre.
  static func places(_ count: Int, seed: UInt64, south: Double = 25, west: Double = 109, size: Double = 4) -> [ControlPoint] {
    var random = InventedNumbers(seed: seed)
    return (0..<count).map { _ in
      ControlPoint(
        latitudeDegrees: south + size * random.uniform(), longitudeDegrees: west + size * random.uniform(),
        normalHeight: 1000 * random.uniform(), discrepancy: 0)
    }
  }

  /// The same points with other discrepancies.
  static func points(_ places: [ControlPoint], sigma: Double? = nil, _ discrepancy: (Int, ControlPoint) -> Double) -> [ControlPoint] {
    places.enumerated().map { i, p in
      ControlPoint(
        latitudeDegrees: p.latitudeDegrees, longitudeDegrees: p.longitudeDegrees, normalHeight: p.normalHeight,
        discrepancy: discrepancy(i, p), sigma: sigma)
    }
  }

  /// A realisation of a field with a covariance of the chord distance in metres, by the Cholesky factor: exact in its statistics.
  static func field(_ places: [SpherePlace], seed: UInt64, _ covariance: (Double) -> Double) -> [Double] {
    field(places.count, seed: seed) { covariance(places[$0].distance(to: places[$1])) }
  }

  /// The same with a model of the covariance of all it depends on.
  static func field(_ points: [ControlPoint], seed: UInt64, _ covariance: CovarianceModel) -> [Double] {
    let positions = points.map { covariance.position($0.place) }
    return field(points.count, seed: seed) {
      covariance.value(positions[$0], positions[$1], points[$0].normalHeight, points[$1].normalHeight)
    }
  }

  private static func field(_ n: Int, seed: UInt64, _ covariance: (Int, Int) -> Double) -> [Double] {
    var random = InventedNumbers(seed: seed)
    var lower = [[Double]](repeating: [], count: n)
    let white = (0..<n).map { _ in random.normal() }
    var values: [Double] = []
    for i in 0..<n {
      var row = [Double](repeating: 0, count: i + 1)
      for j in 0...i {
        var sum = covariance(i, j)
        if i == j {
          for k in 0..<j { sum -= row[k] * row[k] }
        } else {
          for k in 0..<j { sum -= row[k] * lower[j][k] }
        }
        // A millionth of the variance as white noise keeps the matrix of a smooth field positive definite.
        row[j] = i == j ? (sum + 1e-6 * covariance(i, i)).squareRoot() : sum / lower[j][j]
      }
      lower[i] = row
      values.append((0...i).reduce(0) { $0 + row[$1] * white[$1] })
    }
    return values
  }
}
