#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif
import Estimation

/// The part of a corrector that few parameters describe.
public enum TrendSurface: String, Sendable, CaseIterable {
  /// Nothing: the correction is zero far from the points.
  case none
  /// A constant: datums a step apart.
  case constant
  /// A plane in north and east.
  case plane
  /// A quadratic surface.
  case quadratic
  /// A cubic surface.
  case cubic
  /// Three translations and a scale of the datum: 1, cos φ cos λ, cos φ sin λ, sin φ.
  /// Source: Heiskanen and Moritz 1967, *Physical Geodesy*, eq. 5-59.
  case fourParameter = "four-parameter"
  /// The same and sin² φ. Source: Duquenne, Jiang and Lemarié 1995, doi 10.1007/978-3-642-79824-5_23.
  case fiveParameter = "five-parameter"
  /// Kotsakis and Sideris 1999, doi 10.1007/s001900050242: cos φ cos λ, cos φ sin λ, sin φ, sin φ cos φ cos λ ∕ W,
  /// sin φ cos φ sin λ ∕ W, sin² φ ∕ W, 1.
  case sevenParameter = "seven-parameter"

  /// The number of parameters.
  public var parameterCount: Int {
    switch self {
    case .none: 0
    case .constant: 1
    case .plane: 3
    case .quadratic: 6
    case .cubic: 10
    case .fourParameter: 4
    case .fiveParameter: 5
    case .sevenParameter: 7
    }
  }
}

/// The functions of a trend surface, and of the height where it has its own term, made orthonormal over the points: parameters of neighbouring
/// functions, which over a county are nearly alike, then do not lose digits.
struct TrendBasis: Sendable {
  let surface: TrendSurface
  let hasHeight: Bool
  /// North-pointing, east-pointing and upward axes at the middle of the points.
  private let north: SIMD3<Double>
  private let east: SIMD3<Double>
  private let up: SIMD3<Double>
  /// The angular extent, so that coordinates are near 1.
  private let extent: Double
  /// Upper triangular: row functions = orthonormal functions · R.
  private var r: DenseMatrix

  /// Heights enter in kilometres, so that their column is of the order of the others.
  private static let heightUnit = 1000.0
  /// e² of GRS 80; W = √(1 − e² sin² φ).
  private static let eccentricitySquared = 0.00669438002290

  var count: Int { r.rows }

  /// - Throws: `undetermined` where a function is a combination of the others over these places.
  init(_ surface: TrendSurface, hasHeight: Bool, places: [SpherePlace], heights: [Double]) throws(RefinementError) {
    let sum = places.reduce(SIMD3<Double>.zero) { $0 + $1.direction }
    let length = (sum * sum).sum().squareRoot()
    // Points all around the Earth have no middle; any frame serves.
    let up = length > 1e-6 ? sum / length : [1, 0, 0]
    let horizontal = (up.x * up.x + up.y * up.y).squareRoot()
    let east: SIMD3<Double> = horizontal > 1e-9 ? [-up.y / horizontal, up.x / horizontal, 0] : [0, 1, 0]
    let north: SIMD3<Double> = [
      up.y * east.z - up.z * east.y, up.z * east.x - up.x * east.z, up.x * east.y - up.y * east.x,
    ]
    var extent = 0.0
    for place in places {
      let d = place.direction - up
      extent = max(extent, (d * d).sum())
    }
    self.surface = surface
    self.hasHeight = hasHeight
    (self.north, self.east, self.up) = (north, east, up)
    self.extent = max(extent.squareRoot(), 1e-9)
    let p = surface.parameterCount + (hasHeight ? 1 : 0)
    guard places.count > p else { throw .tooFewPoints(count: places.count, needed: p + 1) }
    r = DenseMatrix(rows: p, columns: p)
    let columns = places.indices.map { functions(places[$0], height: heights[$0]) }
    var q = (0..<p).map { j in columns.map { $0[j] } }
    for j in 0..<p {
      let original = Self.norm(q[j])
      // Gram–Schmidt, twice: once is not enough where functions are nearly alike (Giraud et al. 2005, doi 10.1007/s00211-005-0615-4).
      for _ in 0..<2 {
        for k in 0..<j {
          var dot = 0.0
          for i in q[j].indices { dot += q[k][i] * q[j][i] }
          for i in q[j].indices { q[j][i] -= dot * q[k][i] }
          r[k, j] += dot
        }
      }
      let rest = Self.norm(q[j])
      // What is left of a function below 10⁻⁹ of it is rounding; so is less than the places or heights must differ by to show it.
      guard rest > 1e-9 * original, rest > Self.least(j, of: surface) * Double(places.count).squareRoot(), rest.isFinite else {
        throw .undetermined
      }
      for i in q[j].indices { q[j][i] /= rest }
      r[j, j] = rest
    }
  }

  /// The root mean square that must be left of a function when those before it are taken off. Points along one line are no plane, though it bend or be
  /// rounded, and heights within a metre no height term: what they showed would be multiplied a hundred times and more beside the line. Functions of
  /// degree d in the extent need 10⁻²ᵈ; those of sin φ are small over a county by nature.
  private static func least(_ function: Int, of surface: TrendSurface) -> Double {
    switch function {
    case surface.parameterCount: 1 / heightUnit
    case 0...2: 1e-2
    case 6... where surface == .cubic: 1e-6
    case 4... where surface == .fiveParameter || surface == .sevenParameter: 1e-9
    default: 1e-4
    }
  }

  private static func norm(_ v: [Double]) -> Double { v.reduce(0) { $0 + $1 * $1 }.squareRoot() }

  /// The functions as they are written.
  private func functions(_ place: SpherePlace, height: Double) -> [Double] {
    let (x, y) = ((place.direction * north).sum() / extent, (place.direction * east).sum() / extent)
    let d = place.direction - up
    // How far the place lies below the tangential plane: 1 − cos of the angle, which keeps its digits so.
    let z = (d * d).sum() / 2 / (extent * extent)
    var f: [Double]
    switch surface {
    case .none: f = []
    case .constant: f = [1]
    case .plane: f = [1, x, y]
    case .quadratic: f = [1, x, y, x * x, x * y, y * y]
    case .cubic: f = [1, x, y, x * x, x * y, y * y, x * x * x, x * x * y, x * y * y, y * y * y]
    // 1 and the three direction cosines span the same in any axes.
    case .fourParameter: f = [1, x, y, z]
    case .fiveParameter: f = [1, x, y, z, place.latitude.sine * place.latitude.sine]
    case .sevenParameter:
      let s = place.latitude.sine
      let w = (1 - Self.eccentricitySquared * s * s).squareRoot()
      f = [1, x, y, z, s * place.direction.x / w, s * place.direction.y / w, s * s / w]
    }
    if hasHeight { f.append(height / Self.heightUnit) }
    return f
  }

  /// The orthonormal functions at a place.
  func row(_ place: SpherePlace, height: Double) -> [Double] { solved(functions(place, height: height)) }

  /// What the orthonormal functions change by for a metre of height.
  func heightDerivative() -> [Double] {
    var f = [Double](repeating: 0, count: count)
    if hasHeight { f[count - 1] = 1 / Self.heightUnit }
    return solved(f)
  }

  /// q with q R = f.
  private func solved(_ f: [Double]) -> [Double] {
    var q = f
    for j in q.indices {
      for k in 0..<j { q[j] -= q[k] * r[k, j] }
      q[j] /= r[j, j]
    }
    return q
  }
}
