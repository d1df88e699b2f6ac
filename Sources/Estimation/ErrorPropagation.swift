/// Covariances of computed coordinates from those of what they were computed from, to first order: Σ_y = J Σ_x Jᵀ.
///
/// The derivatives are central differences of the computation itself, so that projections, datum changes and their inverses need no second
/// set of formulas. With steps that move a point by metres, both the neglected third derivatives and the rounding of coordinates
/// stay below 10⁻⁸ of a derivative. Source: Koch, *Parameter Estimation and Hypothesis Testing*, section 2.7.
public enum ErrorPropagation {
  /// The derivatives of three results, one vector for each of the quantities that they depend on.
  ///
  /// - Parameters:
  ///   - steps: How far each quantity goes to both sides; all above zero.
  ///   - function: The results, metres, when one quantity deviates: its index and its deviation.
  public static func derivatives<Failure: Error>(
    steps: [Double], _ function: (_ index: Int, _ deviation: Double) throws(Failure) -> SIMD3<Double>
  ) throws(Failure) -> [SIMD3<Double>] {
    var result: [SIMD3<Double>] = []
    result.reserveCapacity(steps.count)
    for (index, step) in steps.enumerated() {
      let above = try function(index, step)
      let below = try function(index, -step)
      result.append((above - below) / (2 * step))
    }
    return result
  }

  /// J Σ Jᵀ for derivatives J and a covariance Σ of the quantities, in their order.
  public static func covariance(_ derivatives: [SIMD3<Double>], _ covariance: DenseMatrix) -> Matrix3 {
    precondition(covariance.rows == derivatives.count && covariance.columns == derivatives.count)
    var map = DenseMatrix(rows: 3, columns: derivatives.count)
    for (j, column) in derivatives.enumerated() {
      for k in 0..<3 { map[k, j] = column[k] }
    }
    let c = DenseMatrix.propagated(covariance, through: map)
    return Matrix3([c[0, 0], c[0, 1], c[0, 2]], [c[1, 0], c[1, 1], c[1, 2]], [c[2, 0], c[2, 1], c[2, 2]])
  }
}
