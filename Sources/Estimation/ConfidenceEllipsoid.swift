/// The region of parameters that holds the true ones with a given probability.
public struct ConfidenceEllipsoid: Sendable {
  /// The estimated parameters, its centre.
  public let centre: [Double]
  /// (p − centre)ᵀ Q⁻¹ (p − centre) on its surface.
  public let squaredRadius: Double
  private let factor: DenseMatrix
  private let scales: [Double]

  /// The ellipsoid of an adjustment: χ² with u degrees of freedom where standard deviations were given, else u σ̂₀² F with u and r.
  ///
  /// Nil without redundancy where σ₀ must be estimated, and where the cofactors are not positive definite.
  /// Source: Koch, *Parameter Estimation and Hypothesis Testing*, section 4.4.
  public init?(_ adjustment: Adjustment, sigmaKnown: Bool, probability: Double) {
    let u = adjustment.parameters.count
    centre = adjustment.parameters
    if sigmaKnown {
      squaredRadius = Distributions.chiSquareQuantile(probability, freedom: u)
    } else {
      guard let variance = adjustment.varianceOfUnitWeight else { return nil }
      squaredRadius = Double(u) * variance * Distributions.fisherQuantile(probability, first: u, second: adjustment.redundancy)
    }
    // Cholesky of the correlation matrix: parameters differ by ten powers of ten, correlations do not.
    let q = adjustment.cofactors
    scales = (0..<u).map { q[$0, $0].squareRoot() }
    var l = DenseMatrix(rows: u, columns: u)
    for i in 0..<u {
      for j in 0...i {
        var sum = q[i, j] / (scales[i] * scales[j])
        for k in 0..<j { sum -= l[i, k] * l[j, k] }
        if i == j {
          guard sum > 0 else { return nil }
          l[i, i] = sum.squareRoot()
        } else {
          l[i, j] = sum / l[j, j]
        }
      }
    }
    factor = l
  }

  /// Whether parameters lie within.
  public func contains(_ parameters: [Double]) -> Bool {
    var y = centre.indices.map { (parameters[$0] - centre[$0]) / scales[$0] }
    for i in y.indices {
      for k in 0..<i { y[i] -= factor[i, k] * y[k] }
      y[i] /= factor[i, i]
    }
    return y.reduce(0) { $0 + $1 * $1 } <= squaredRadius
  }
}
