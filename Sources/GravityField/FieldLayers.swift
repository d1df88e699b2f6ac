import Geodesy

/// A functional over a place as a polynomial of the height, from its values on a few levels: on a grid whose nodes lie at heights of their own (the
/// ground), levels are summed along parallels, which costs a hundredth of sums at every node.
///
/// A harmonic of degree n falls with height as e^(−nh/R). Over a range of half-width w the polynomial through the Chebyshev points misses it by less than
/// x^K ∕ (2^(K−1) K!) with x = n w/R; as many levels are taken as bring that below 10⁻⁸ of the harmonic at the middle of the range.
///
/// Source: any text on Chebyshev interpolation; W. Gautschi, *Numerical Analysis*, 2012, section 2.2.4.
public struct FieldLayers: Sendable, Equatable {
  /// The levels, metres, from the highest to the lowest.
  public let heights: [Double]

  /// More levels than the ground of any planet with any model asks for.
  static let mostLevels = 16

  /// Levels for a range of heights.
  /// - Parameters:
  ///   - lowest: The lower end, metres.
  ///   - highest: The upper end, metres, not below it.
  ///   - degree: The highest degree of the model.
  ///   - radius: The radius of the model, metres.
  public init(lowest: Double, highest: Double, degree: Int, radius: Double) {
    let (middle, half) = ((lowest + highest) / 2, max((highest - lowest) / 2, 1))
    // The normal field has its own curvature with height, 3 h²/R² of a thing of degree 0.
    let x = Double(max(degree, 4) + 2) * half / radius
    var (count, error) = (1, x)
    while (count < 3 || error > 1e-8) && count < Self.mostLevels {
      count += 1
      error *= x / Double(2 * count)
    }
    heights = (0..<count).map { middle + half * HarmonicSums.sineCosine(.pi * (Double($0) + 0.5) / Double(count)).cosine }
  }

  /// The value at a height and its derivative by it (Newton's form).
  /// - Parameter values: the values on the levels in their order, as many as there are.
  public func value(at height: Double, _ values: Span<Double>) -> (value: Double, derivative: Double) {
    precondition(values.count == heights.count)
    var differences = InlineArray<16, Double>(repeating: 0)
    for i in heights.indices { differences[i] = values[i] }
    for step in 1..<heights.count {
      for i in stride(from: heights.count - 1, through: step, by: -1) {
        differences[i] = (differences[i] - differences[i - 1]) / (heights[i] - heights[i - step])
      }
    }
    var (value, derivative) = (0.0, 0.0)
    for i in stride(from: heights.count - 1, through: 0, by: -1) {
      derivative = derivative * (height - heights[i]) + value
      value = value * (height - heights[i]) + differences[i]
    }
    return (value, derivative)
  }

  /// ζ at a normal height and ∂ζ/∂H, from values of ``FieldFunctional/heightAnomalySurface`` on levels of ellipsoidal height: the place is at h = H + ζ.
  public func heightAnomaly(normalHeight: Double, _ values: Span<Double>) -> (anomaly: Double, gradient: Double) {
    // ζ changes by 10⁻⁴ of a change of the height: three steps leave 10⁻¹⁰ m of 100 m.
    var anomaly = 0.0
    var slope = 0.0
    for _ in 0..<4 { (anomaly, slope) = value(at: normalHeight + anomaly, values) }
    return (anomaly, slope / (1 - slope))
  }
}
