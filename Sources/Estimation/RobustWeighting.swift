#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Weight functions of robust estimation (抗差估计), applied to residuals divided by their own standard deviation.
public enum RobustWeighting: String, Sendable, CaseIterable {
  /// Huber: 1 up to k = 1.345, then k/|u|. Source: Huber 1964, doi 10.1214/aoms/1177703732; k for 95 % efficiency.
  case huber
  /// IGG III: 1 up to k₀ = 1.5, then k₀/|u| ((k₁ − |u|)/(k₁ − k₀))², 0 from k₁ = 4.5 on. Source: Yang 1999, *Robust estimation of
  /// geodetic datum transformation*, doi 10.1007/s001900050243, which gives k₀ = 1.0 … 1.5 and k₁ = 2.5 … 8.0.
  case igg3

  /// The factor of the weight for a standardised residual.
  public func factor(_ u: Double) -> Double {
    let u = abs(u)
    switch self {
    case .huber: return u <= 1.345 ? 1 : 1.345 / u
    case .igg3:
      if u <= 1.5 { return 1 }
      if u >= 4.5 { return 0 }
      let down = (4.5 - u) / 3
      return 1.5 / u * down * down
    }
  }
}

/// Estimation with weights that fall with the residuals, iterated until they rest.
struct RobustAdjustment {
  let adjustment: Adjustment
  /// For each point the weight factor of each coordinate.
  let weights: [SIMD3<Double>]

  init<Model: ObservationModel>(
    _ model: Model, _ points: [CommonPoint], _ weighting: RobustWeighting, sigmaKnown: Bool
  ) throws(EstimationError) {
    let n = model.dimension
    let first = try Adjustment(model, points)
    // Standard deviations of the residuals from the design with full weights: stable while weights move.
    let deviations = points.indices.map { i in
      let rest = Matrix3.identity - first.hats[i]
      let factor = first.factors[i]
      return (0..<n).map { k -> (gain: SIMD3<Double>, deviation: Double) in
        let g = factor.solveLower(points[i].axes.rows[k])
        return (g, max((g * (rest * g)).sum(), 1e-12 * (g * g).sum()).squareRoot())
      }
    }
    func standardised(_ adjustment: Adjustment) -> [[Double]] {
      points.indices.map { i in
        let whitened = first.factors[i].solveLower(adjustment.residuals[i])
        return (0..<n).map { k in (deviations[i][k].gain * whitened).sum() / deviations[i][k].deviation }
      }
    }
    var current = first
    var weights = [SIMD3<Double>](repeating: .one, count: points.count)
    for _ in 0..<60 {
      let u = standardised(current)
      var scale = 1.0
      if !sigmaKnown {
        // The median of |u| of a normal distribution is 0.6745 σ.
        let sorted = u.joined().map { abs($0) }.sorted()
        scale = 1.4826 * sorted[sorted.count / 2]
        guard scale > 0 else { break }
      }
      var largest = 0.0
      var next = weights
      for i in points.indices {
        for k in 0..<n {
          next[i][k] = weighting.factor(u[i][k] / scale)
          largest = max(largest, abs(next[i][k] - weights[i][k]))
        }
      }
      // Too much taken out to determine anything: what there was before stands.
      guard let trial = try? Adjustment(model, points, weights: next), trial.redundancy > 0 else { break }
      (current, weights) = (trial, next)
      if largest < 1e-9 { break }
    }
    (adjustment, self.weights) = (current, weights)
  }
}
