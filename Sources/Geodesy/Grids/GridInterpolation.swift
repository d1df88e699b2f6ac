/// How a value between the nodes of a grid is found. What each costs on a quasi-geoid: docs/geoid-formats.md.
public enum GridInterpolation: String, Sendable, Hashable, CaseIterable {
  /// The value of the nearest node.
  case nearest
  /// The bilinear form of the four nodes of the cell: continuous, its gradient jumps from cell to cell.
  case bilinear
  /// The parabolas through the nearest node and its neighbours, three by three nodes. Jumps by a third of the third difference where the nearest
  /// node changes, half-way between nodes.
  case biquadratic
  /// Catmull and Rom's cubic convolution on four by four nodes: its gradient is continuous, its curvature is not.
  case bicubic
  /// The cubic B-spline through all nodes: gradient and curvature are continuous.
  case spline
  /// GeographicLib's cubic polynomial fitted to twelve nodes, for results that must agree with its own. Neither through the nodes nor continuous; along an
  /// edge the bicubic form.
  case cubic12
}

/// The weights of up to four nodes in a row, and of their derivative by the position.
struct GridStencil {
  /// The first of the nodes.
  var start: Int
  /// The weights of the nodes from `start` on; 0 behind the last that counts.
  var weights: SIMD4<Double>
  /// The derivatives of the weights by the position in steps.
  var slopes: SIMD4<Double>

  /// The stencil in a cell with nodes on all sides, or, where the grid ends, of those that there are.
  ///
  /// At an edge the cubic takes the parabola through the last three nodes for the one that is missing (z₋₁ = 3 z₀ − 3 z₁ + z₂), and the
  /// parabola is that of the last three nodes; with two nodes both are the straight line.
  /// - Parameters:
  ///   - cell: The cell, from 0.
  ///   - t: The place in it, 0…1.
  ///   - count: The number of nodes; nil where they have no end because the grid closes.
  init(_ method: GridInterpolation, cell: Int, _ t: Double, count: Int?) {
    switch method {
    case .nearest:
      self.init(start: t < 0.5 ? cell : cell + 1, weights: SIMD4(1, 0, 0, 0), slopes: .zero)
    case .bilinear:
      self.init(start: cell, weights: SIMD4(1 - t, t, 0, 0), slopes: SIMD4(-1, 1, 0, 0))
    case .biquadratic:
      guard count ?? 3 >= 3 else {
        self.init(.bilinear, cell: cell, t, count: count)
        return
      }
      let nearest = t < 0.5 ? cell : cell + 1
      let middle = count.map { Swift.min(Swift.max(nearest, 1), $0 - 2) } ?? nearest
      // From the middle node; Lagrange's polynomials.
      let s = t - Double(middle - cell)
      self.init(
        start: middle - 1, weights: SIMD4(s * (s - 1) * 0.5, 1 - s * s, s * (s + 1) * 0.5, 0), slopes: SIMD4(s - 0.5, -2 * s, s + 0.5, 0))
    case .bicubic, .cubic12:
      // The twelve-node cubic is no product of two; its cells along an edge are bicubic.
      self.init(start: cell - 1, weights: Self.catmullRom(t), slopes: Self.catmullRomSlopes(t))
      if let count { fold(count) }
    case .spline:
      // On coefficients that reach one beyond the nodes on each side, which the caller counts.
      self.init(start: cell, weights: Self.bSpline(t), slopes: Self.bSplineSlopes(t))
    }
  }

  private init(start: Int, weights: SIMD4<Double>, slopes: SIMD4<Double>) {
    self.start = start
    self.weights = weights
    self.slopes = slopes
  }

  /// Catmull and Rom's weights (*A class of local interpolating splines*, 1974), also Keys' cubic convolution with a = −1⁄2 (doi
  /// 10.1109/TASSP.1981.1163711).
  static func catmullRom(_ t: Double) -> SIMD4<Double> {
    SIMD4(((1 - 0.5 * t) * t - 0.5) * t, (1.5 * t - 2.5) * (t * t) + 1, ((2 - 1.5 * t) * t + 0.5) * t, (0.5 * t - 0.5) * (t * t))
  }

  private static func catmullRomSlopes(_ t: Double) -> SIMD4<Double> {
    SIMD4((2 - 1.5 * t) * t - 0.5, (4.5 * t - 5) * t, (4 - 4.5 * t) * t + 0.5, (1.5 * t - 1) * t)
  }

  /// The cubic B-splines over a cell (de Boor, *A Practical Guide to Splines*, 1978, ch. X).
  static func bSpline(_ t: Double) -> SIMD4<Double> {
    let s = 1 - t
    let (t2, s2) = (t * t, s * s)
    return SIMD4(
      s2 * s * (1.0 / 6), (0.5 * t - 1) * t2 + (2.0 / 3), (0.5 * s - 1) * s2 + (2.0 / 3), t2 * t * (1.0 / 6))
  }

  private static func bSplineSlopes(_ t: Double) -> SIMD4<Double> {
    let s = 1 - t
    return SIMD4(-0.5 * s * s, (1.5 * t - 2) * t, (2 - 1.5 * s) * s, 0.5 * t * t)
  }

  /// Gives the weights of nodes before the first and behind the last to those that there are.
  private mutating func fold(_ count: Int) {
    if start < 0 {
      let (w, d) = (weights[0], slopes[0])
      weights = SIMD4(weights[1], weights[2], weights[3], 0)
      slopes = SIMD4(slopes[1], slopes[2], slopes[3], 0)
      start = 0
      if count == 2 {
        weights += SIMD4(2, -1, 0, 0) * w
        slopes += SIMD4(2, -1, 0, 0) * d
      } else {
        weights += SIMD4(3, -3, 1, 0) * w
        slopes += SIMD4(3, -3, 1, 0) * d
      }
    }
    // What is behind the last node is now the last weight that is not zero: there is at most one.
    let beyond = count - start
    guard beyond < 4 else { return }
    let (w, d) = (weights[beyond], slopes[beyond])
    weights[beyond] = 0
    slopes[beyond] = 0
    if beyond == 2 {
      weights += SIMD4(-1, 2, 0, 0) * w
      slopes += SIMD4(-1, 2, 0, 0) * d
    } else {
      weights += SIMD4(1, -3, 3, 0) * w
      slopes += SIMD4(1, -3, 3, 0) * d
    }
  }
}
