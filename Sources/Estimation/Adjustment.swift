/// Parameters of a model by least squares, with all that follows from the design: covariances, residuals and their cofactors.
///
/// Gauss–Newton on whitened observations: each point's equations are multiplied by the inverse Cholesky factor of its covariance, which
/// is that of the target plus that of the source carried over by the model (the Gauss–Helmert solution for points measured on both
/// sides), and the whole is solved by QR. Source: Koch, *Parameter Estimation and Hypothesis Testing*, sections 3.2 and 3.4.
public struct Adjustment: Sendable {
  /// The estimated parameters, in the units of the model.
  public let parameters: [Double]
  /// (AᵀPA)⁻¹: the covariance for a variance of unit weight of 1.
  public let cofactors: DenseMatrix
  /// Residuals, transformed − given, of the points in their order, metres along the axes of the model.
  public let residuals: [SIMD3<Double>]
  /// Observations that take part, less parameters.
  public let redundancy: Int
  /// vᵀPv.
  public let weightedSquareSum: Double
  /// Ratio of the largest to the smallest singular value of the design with columns of length one.
  public let condition: Double
  /// Steps until nothing moved.
  public let iterations: Int
  /// For each point the factor L of its covariance, L Lᵀ = Σ.
  let factors: [Matrix3]
  /// For each point its block of the hat matrix of the whitened design.
  let hats: [Matrix3]
  let dimension: Int

  /// vᵀPv over the redundancy; nil without redundancy.
  public var varianceOfUnitWeight: Double? { redundancy > 0 ? weightedSquareSum / Double(redundancy) : nil }

  /// Estimates the parameters from points.
  ///
  /// - Parameter weights: For each point a factor for the weight of each of its coordinates, in its ``CommonPoint/axes``: 1 leaves it, 0
  ///   takes it out. Correlations stay (bifactor weights of Yang, *J. Geod.* 75, 2001, doi 10.1007/s001900000165).
  public init<Model: ObservationModel>(
    _ model: Model, _ points: [CommonPoint], weights: [SIMD3<Double>]? = nil
  ) throws(EstimationError) {
    let (n, u) = (model.dimension, model.parameterCount)
    // The least number of points with an observation to spare.
    let needed = u / n + 1
    guard points.count >= needed else { throw .tooFewPoints(given: points.count, needed: needed) }
    var x = model.initialParameters(points)
    var partials = [SIMD3<Double>](repeating: .zero, count: u)
    var design = DenseMatrix(rows: points.count * n, columns: u)
    var misclosures = [Double](repeating: 0, count: points.count * n)
    var factors = [Matrix3](repeating: .identity, count: points.count)
    var residuals = [SIMD3<Double>](repeating: .zero, count: points.count)
    var (step, last, settled) = (0, Double.infinity, false)
    while true {
      var observationNorm = 0.0
      for (i, point) in points.enumerated() {
        let observed = model.observation(of: point)
        let predicted = model.prediction(at: point.source, x, partials: &partials)
        let carry = model.sourceDerivative(at: point.source, x)
        let covariance = point.targetCovariance + carry * point.sourceCovariance * carry.transpose
        guard let factor = covariance.cholesky(dimension: n), (0..<n).allSatisfy({ factor[$0, $0].isFinite }) else {
          throw .badCovariance(point: point.name)
        }
        factors[i] = factor
        residuals[i] = predicted - observed
        let share = weights.map { Self.rootWeights($0[i], point.axes) }
        func whitened(_ v: SIMD3<Double>) -> SIMD3<Double> { factor.solveLower(share.map { $0 * v } ?? v) }
        let w = whitened(-residuals[i])
        let o = whitened(observed)
        for k in 0..<n {
          misclosures[i * n + k] = w[k]
          observationNorm += o[k] * o[k]
        }
        for j in 0..<u {
          let column = whitened(partials[j])
          for k in 0..<n { design[i * n + k, j] = column[k] }
        }
      }
      guard misclosures.allSatisfy(\.isFinite), design.elements.allSatisfy(\.isFinite) else { throw .notConverged }
      let qr = QRFactorization(design, misclosures)
      let (largest, smallest) = qr.singularValues()
      // Below 10⁻¹¹ the last digits of the coordinates decide, not the points.
      guard smallest > 1e-11 * largest else { throw .undetermined(ratio: largest > 0 ? smallest / largest : 0) }
      if settled {
        parameters = x
        cofactors = qr.cofactors()
        self.residuals = residuals
        let counted = weights.map { $0.reduce(0) { sum, w in sum + (0..<n).count { w[$0] > 0 } } } ?? points.count * n
        redundancy = counted - u
        weightedSquareSum = misclosures.reduce(0) { $0 + $1 * $1 }
        condition = largest / smallest
        iterations = step
        self.factors = factors
        hats = points.indices.map { Self.hat(qr, design, rows: $0 * n..<($0 + 1) * n) }
        dimension = n
        return
      }
      let change = qr.rotated.reduce(0) { $0 + $1 * $1 }.squareRoot()
      for (j, dx) in qr.solution().enumerated() { x[j] += dx }
      step += 1
      // Settled when a step moves nothing that double precision can see, or no longer gets smaller near there.
      let floor = 1e-13 * observationNorm.squareRoot()
      settled = change <= 1e-10 + floor || (step > 3 && change > 0.1 * last && change <= 1e-6 + 1e3 * floor)
      last = change
      guard settled || step < 50 else { throw .notConverged }
    }
  }

  /// Cᵀ √D C: the square roots of weight factors given along axes.
  private static func rootWeights(_ weights: SIMD3<Double>, _ axes: Matrix3) -> Matrix3 {
    axes.transpose * Matrix3(diagonal: weights.squareRoot()) * axes
  }

  private static func hat(_ qr: QRFactorization, _ design: DenseMatrix, rows: Range<Int>) -> Matrix3 {
    let u = design.columns
    let q = rows.map { qr.orthogonalRow(design.elements[$0 * u..<($0 + 1) * u]) }
    var hat = Matrix3(diagonal: .zero)
    for i in q.indices {
      for j in q.indices { hat[i, j] = zip(q[i], q[j]).reduce(0) { $0 + $1.0 * $1.1 } }
    }
    return hat
  }

  /// The residual that the point would have if it had not taken part, metres along the model's axes: (I − H)⁻¹ v in whitened terms, exact for
  /// models linear in their parameters. Nil when the parameters cannot be had without the point.
  public func leaveOneOutResidual(_ index: Int) -> SIMD3<Double>? {
    let whitened = factors[index].solveLower(residuals[index])
    let rest = Matrix3.identity - hats[index]
    guard (0..<dimension).allSatisfy({ rest[$0, $0] > 1e-9 }), let out = rest.solveSymmetric(whitened, dimension: dimension) else {
      return nil
    }
    let result = factors[index] * out
    return dimension == 2 ? [result.x, result.y, 0] : result
  }

  /// The cofactor matrix A Q Aᵀ of a transformed point, metres², along the model's axes: what the parameters alone contribute.
  public func predictedCofactors<Model: ObservationModel>(_ model: Model, at source: SIMD3<Double>) -> Matrix3 {
    var partials = [SIMD3<Double>](repeating: .zero, count: model.parameterCount)
    _ = model.prediction(at: source, parameters, partials: &partials)
    var map = DenseMatrix(rows: 3, columns: model.parameterCount)
    for j in 0..<model.parameterCount {
      for k in 0..<3 { map[k, j] = partials[j][k] }
    }
    let c = DenseMatrix.propagated(cofactors, through: map)
    return Matrix3([c[0, 0], c[0, 1], c[0, 2]], [c[1, 0], c[1, 1], c[1, 2]], [c[2, 0], c[2, 1], c[2, 2]])
  }
}
