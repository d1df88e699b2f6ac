import Geodesy

/// Coefficients in the order and the scale in which the kernels read them: eight orders side by side, degree after degree, from memory in one stream.
/// 16 bytes a coefficient pair, 39 MB at degree 2190.
struct HarmonicStream: Sendable {
  /// The highest degree.
  let degree: Int
  /// Eight orders from `order` on.
  struct Group: Sendable {
    var order: Int
    /// Where its data begin.
    var start: Int
    /// The orders as numbers.
    var orders: InlineArray<8, Double>
  }
  let groups: [Group]
  /// A series of P̄ₙ₁ that gives the derivative of order 0 by the latitude, cos φ · Σ √(n(n+1)/2) C̄ₙ₀ P̄ₙ₁/cos φ: without division by cos φ.
  let zonalSlope: Group
  let data: [Double]
  /// 4/((2n+1)(2n−1)).
  let degrees: [Double]
  /// P̄ₘₘ/cosᵐ φ for all lanes.
  let sectorials: [Double]

  /// The number of lanes: orders in whole groups.
  var laneCount: Int { groups.count * 8 }

  /// Packs coefficients, each multiplied by `weight(n)`.
  init(_ coefficients: HarmonicCoefficients, weight: (Int) -> Double = { _ in 1 }) {
    let degree = coefficients.degree
    self.degree = degree
    degrees = (0...degree + 1).map { (n: Int) -> Double in 4 / Double((2 * n + 1) * (2 * n - 1)) }
    var groups: [Group] = []
    var data: [Double] = []
    let rows = (degree + 8) * (degree / 8 + 2) / 2 + degree + 1
    data.reserveCapacity(16 * rows + 8 * (rows / harmonicBlockRows + degree / 8 + 2))
    for order in stride(from: 0, through: degree, by: 8) {
      groups.append(Group(order: order, start: data.count, orders: Self.orders(from: order)))
      Self.pack(from: order, to: degree, into: &data) { n, m in
        m <= degree ? coefficients[degree: n, order: m] * weight(n) : .zero
      }
    }
    zonalSlope = Group(order: 1, start: data.count, orders: Self.orders(from: 1))
    if degree >= 1 {
      Self.pack(from: 1, to: degree, into: &data) { n, m in
        m == 1 ? [coefficients[degree: n, order: 0].x * weight(n) * Double(n * (n + 1) / 2).squareRoot(), 0] : .zero
      }
    }
    self.groups = groups
    self.data = data
    // P̄ₘₘ = cosᵐ φ √(2 Π (2k+1)/2k), k = 1 … m; P̄₀₀ = 1.
    var sectorials = [1.0]
    var square = 2.0
    for m in 1..<groups.count * 8 {
      square *= Double(2 * m + 1) / Double(2 * m)
      sectorials.append(m <= degree ? square.squareRoot() : 0)
    }
    self.sectorials = sectorials
  }

  private static func orders(from order: Int) -> InlineArray<8, Double> { InlineArray { Double(order + $0) } }

  private static func pack(from order: Int, to degree: Int, into data: inout [Double], _ pair: (Int, Int) -> SIMD2<Double>) {
    var norms = SIMD8<Double>(repeating: 1)
    for n in order...degree {
      if n > order {
        for lane in 0..<min(8, n - order) {
          let m = order + lane
          // N grows by √((n² − ¼)/(n² − m²)): all integers exact.
          norms[lane] *= (Double(4 * n * n - 1) / Double(4 * (n - m) * (n + m))).squareRoot()
        }
      }
      if (n - order) % harmonicBlockRows == 0 {
        for lane in 0..<8 { data.append(norms[lane]) }
        norms = SIMD8(repeating: 1)
      }
      var sines = SIMD8<Double>.zero
      for lane in 0..<8 {
        let value = order + lane <= n ? pair(n, order + lane) * norms[lane] : .zero
        data.append(value.x)
        sines[lane] = value.y
      }
      for lane in 0..<8 { data.append(sines[lane]) }
    }
  }
}
