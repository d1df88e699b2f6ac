import Estimation

/// A corrector surface (改正面): discrepancies of points as trend + signal + noise, solved by generalised least squares (universal kriging,
/// least-squares collocation with parameters), and predicted with its standard deviation anywhere.
///
/// y = A β + s + n with Cov(s) from a ``CovarianceModel`` and Cov(n) = σᵢ² + nugget². A trend surface alone is the case without s.
/// With C = Cov(s) + Cov(n) and P = C⁻¹ − C⁻¹A(AᵀC⁻¹A)⁻¹AᵀC⁻¹, the residual of a point from a fit without it is (P y)ᵢ ∕ Pᵢᵢ, with standard
/// deviation 1 ∕ √Pᵢᵢ, and of a block of points P_BB⁻¹ (P y)_B: cross-validation costs one inverse.
///
/// Sources: Moritz 1980, *Advanced Physical Geodesy*, section 16; Dubrule 1983, doi 10.1007/BF01033232.
public struct Corrector: Sendable {
  /// More points than these would need more than 2 GB for two dense matrices.
  public static let mostPoints = 8000
  /// Without any noise points a few metres apart would make the matrix singular, metres.
  static let leastNugget = 0.0005

  /// The trend.
  public let trend: TrendSurface
  /// Whether a term in proportion to height is part of it.
  public let hasHeight: Bool
  /// The covariance used.
  public let covariance: CovarianceModel
  /// The points, in their order.
  public let points: [ControlPoint]
  let places: [SpherePlace]
  /// The places where distances count; see ``CovarianceModel/position(_:)``.
  private let positions: [SIMD3<Double>]
  private let basis: TrendBasis
  /// β in the orthonormal basis.
  private let parameters: [Double]
  /// P y.
  let weighted: [Double]
  /// P.
  let projection: DenseMatrix
  private let factor: CholeskyFactor
  /// L⁻¹ A by rows: one a function of the trend.
  private let whitenedTrend: DenseMatrix
  /// The factor of AᵀC⁻¹A; nil without parameters.
  private let normal: CholeskyFactor?
  /// The variance of each point's own, σᵢ² + nugget², m².
  let noise: [Double]

  /// Fits a corrector with a known covariance.
  public init(
    _ points: [ControlPoint], trend: TrendSurface, hasHeight: Bool, covariance: CovarianceModel
  ) throws(RefinementError) {
    guard points.count <= Self.mostPoints else { throw .tooManyPoints(count: points.count, most: Self.mostPoints) }
    guard !points.isEmpty else { throw .tooFewPoints(count: 0, needed: 1) }
    let places = points.map(\.place)
    let basis = try TrendBasis(trend, hasHeight: hasHeight, places: places, heights: points.map(\.normalHeight))
    let nugget = max(covariance.nugget, Self.leastNugget)
    let noise = points.map { ($0.sigma ?? 0) * ($0.sigma ?? 0) + nugget * nugget }
    guard let factor = CholeskyFactor(Self.matrix(points, places, covariance, noise)) else { throw .notPositiveDefinite }
    let n = points.count
    let p = basis.count
    var rows = DenseMatrix(rows: p, columns: n)
    for i in 0..<n {
      let f = basis.row(places[i], height: points[i].normalHeight)
      for j in 0..<p { rows[j, i] = f[j] }
    }
    var weightedTrend = rows  // C⁻¹ A
    factor.solveLower(&weightedTrend)
    let whitened = weightedTrend
    factor.solveUpper(&weightedTrend)
    var projection = factor.inverse()
    var normal: CholeskyFactor?
    if p > 0 {
      guard let solved = CholeskyFactor(DenseMatrix.rowProducts(whitened, whitened)) else { throw .undetermined }
      // V = N^(−½) Aᵀ C⁻¹ by columns; P = C⁻¹ − Vᵀ V.
      var columns = DenseMatrix(rows: n, columns: p)
      for i in 0..<n { for j in 0..<p { columns[i, j] = weightedTrend[j, i] } }
      solved.solveLower(&columns)
      let drop = DenseMatrix.rowProducts(columns, columns)
      for i in projection.elements.indices { projection.elements[i] -= drop.elements[i] }
      normal = solved
    }
    var y = DenseMatrix(rows: 1, columns: n)
    y.elements = points.map(\.discrepancy)
    weighted = DenseMatrix.rowProducts(y, projection).elements
    if let normal {
      var right = DenseMatrix.rowProducts(y, weightedTrend)
      normal.solve(&right)
      parameters = right.elements
    } else {
      parameters = []
    }
    (self.trend, self.hasHeight, self.points, self.places) = (trend, hasHeight, points, places)
    (self.basis, self.projection, self.factor, self.whitenedTrend) = (basis, projection, factor, whitened)
    (self.normal, self.noise) = (normal, noise)
    positions = places.map(covariance.position)
    var used = covariance
    used.nugget = nugget
    self.covariance = used
  }

  /// C of the points, lower triangle.
  static func matrix(
    _ points: [ControlPoint], _ places: [SpherePlace], _ covariance: CovarianceModel, _ noise: [Double]
  ) -> DenseMatrix {
    let n = points.count
    let positions = places.map(covariance.position)
    var matrix = DenseMatrix(rows: n, columns: n)
    for i in 0..<n {
      if covariance.signal != nil || covariance.slope != nil {
        let (position, height) = (positions[i], points[i].normalHeight)
        for j in 0...i {
          matrix.elements[i * n + j] = covariance.value(position, positions[j], height, points[j].normalHeight)
        }
      }
      matrix.elements[i * n + i] += noise[i]
    }
    return matrix
  }

  /// What every prediction has for itself, m²: the misfit of a trend alone is no noise of the points.
  var statedNugget: Double {
    let isNoise = (covariance.signal != nil || covariance.slope != nil) && points.allSatisfy { $0.sigma != nil }
    return isNoise ? 0 : covariance.nugget * covariance.nugget
  }

  // MARK: At the points

  /// Discrepancy − corrector at each point, metres: what the fit leaves (filtered noise).
  public var residuals: [Double] { points.indices.map { noise[$0] * weighted[$0] } }

  /// Discrepancy − corrector from a fit without the point, metres.
  public func leaveOneOut(_ i: Int) -> Double { weighted[i] / projection[i, i] }

  /// The standard deviation of ``leaveOneOut(_:)``, metres, the point's own noise included.
  public func leaveOneOutSigma(_ i: Int) -> Double { 1 / projection[i, i].squareRoot() }

  /// Discrepancies − corrector of several points from a fit without all of them, with standard deviations, metres; nil where the others do not
  /// determine it.
  public func leaveOut(_ block: [Int]) -> [(residual: Double, sigma: Double)]? {
    if block.count == 1 { return [(leaveOneOut(block[0]), leaveOneOutSigma(block[0]))] }
    var part = DenseMatrix(rows: block.count, columns: block.count)
    for (a, i) in block.enumerated() {
      for (b, j) in block.enumerated() { part[a, b] = projection[i, j] }
    }
    guard let factor = CholeskyFactor(part) else { return nil }
    let covariance = factor.inverse()
    return block.indices.map { a in
      var sum = 0.0
      for b in block.indices { sum += covariance[a, b] * weighted[block[b]] }
      return (sum, covariance[a, a].squareRoot())
    }
  }

  // MARK: Anywhere

  /// A predicted correction.
  public struct Prediction: Sendable, Equatable {
    /// The correction, metres.
    public var value: Double
    /// Its standard deviation, metres. Where the points come without σ, the nugget is part of it: it is that of the difference to a new point
    /// like them. Where they have one, the nugget counts as noise that their σ does not say, and it is that of the corrector alone.
    public var sigma: Double
  }

  /// The correction at a place of a normal height, without a standard deviation; much faster than with.
  public func value(_ place: SpherePlace, normalHeight: Double) -> Double {
    var sum = 0.0
    for (f, b) in zip(basis.row(place, height: normalHeight), parameters) { sum += f * b }
    guard covariance.signal != nil || covariance.slope != nil else { return sum }
    let position = covariance.position(place)
    for i in points.indices {
      sum += weighted[i] * covariance.value(position, positions[i], normalHeight, points[i].normalHeight)
    }
    return sum
  }

  /// ∂ζ/∂H at a place: metres per metre.
  public func slope(_ place: SpherePlace) -> Double {
    var sum = 0.0
    for (f, b) in zip(basis.heightDerivative(), parameters) { sum += f * b }
    if let slope = covariance.slope {
      let position = covariance.position(place)
      for i in points.indices {
        sum += weighted[i] * points[i].normalHeight * slope.value(CovarianceModel.distance(position, positions[i]))
      }
    }
    return sum
  }

  /// Corrections with standard deviations at many places; best some hundreds at once.
  public func predictions(_ at: [(place: SpherePlace, normalHeight: Double)]) -> [Prediction] {
    let parts = predictionParts(at)
    return at.indices.map { k in
      var variance = covariance.value(.zero, .zero, at[k].normalHeight, at[k].normalHeight) + statedNugget
      for c in parts.known.row(k) { variance -= c * c }
      for c in parts.trend.row(k) { variance += c * c }
      return Prediction(value: parts.values[k], sigma: max(variance, 0).squareRoot())
    }
  }

  /// Corrections at many places with the full covariance matrix of their errors, m².
  ///
  /// Errors of prediction are alike at neighbouring places: whether many of them together are what is stated, eᵀ C⁻¹ e against χ², or how well a
  /// difference of corrections is known, takes all of C. Its diagonal holds the squares of the standard deviations of ``predictions(_:)``, and
  /// what a σ there includes, C does. The noise of points to compare with is to be added to its diagonal. Of m places it has m² elements.
  /// Source: Moritz 1980, *Advanced Physical Geodesy*, eq. 16-41.
  public func jointPrediction(_ at: [(place: SpherePlace, normalHeight: Double)]) -> JointPrediction {
    let parts = predictionParts(at)
    var errors = DenseMatrix.rowProducts(parts.trend, parts.trend)
    let known = DenseMatrix.rowProducts(parts.known, parts.known)
    let targets = at.map { covariance.position($0.place) }
    for a in at.indices {
      for b in at.indices {
        errors[a, b] += covariance.value(targets[a], targets[b], at[a].normalHeight, at[b].normalHeight) - known[a, b]
      }
      errors[a, a] += statedNugget
    }
    return JointPrediction(values: parts.values, covariance: errors)
  }

  /// Corrections at many places with the covariance matrix of their errors.
  public struct JointPrediction: Sendable {
    /// The corrections, metres.
    public var values: [Double]
    /// The covariance matrix of their errors, m².
    public var covariance: DenseMatrix

    /// eᵀ C⁻¹ e for errors of the corrections, χ² with as many degrees of freedom where what is stated is honest; nil where C is not positive
    /// definite.
    /// - Parameters:
    ///   - errors: Known − predicted, metres, in the order of the places.
    ///   - noise: The standard deviation of what is known, metres, the same for all.
    public func chiSquare(_ errors: [Double], noise: Double) -> Double? {
      precondition(errors.count == values.count)
      var matrix = covariance
      for i in errors.indices { matrix[i, i] += noise * noise }
      guard let factor = CholeskyFactor(matrix) else { return nil }
      var row = DenseMatrix(rows: 1, columns: errors.count)
      row.elements = errors
      factor.solveLower(&row)
      return row.elements.reduce(0) { $0 + $1 * $1 }
    }
  }

  /// What predictions are made of, a row a place: their values, L⁻¹ of the covariances with the points, and what the uncertainty of the trend
  /// adds. The variance of a prediction is the prior one less the squares of the former and with those of the latter.
  private func predictionParts(
    _ at: [(place: SpherePlace, normalHeight: Double)]
  ) -> (values: [Double], known: DenseMatrix, trend: DenseMatrix) {
    let n = points.count
    let p = basis.count
    let hasSignal = covariance.signal != nil || covariance.slope != nil
    var cross = DenseMatrix(rows: at.count, columns: hasSignal ? n : 0)
    var rows = DenseMatrix(rows: at.count, columns: p)
    var values: [Double] = []
    for (k, target) in at.enumerated() {
      let f = basis.row(target.place, height: target.normalHeight)
      var sum = 0.0
      for j in 0..<p {
        rows[k, j] = f[j]
        sum += f[j] * parameters[j]
      }
      if hasSignal {
        let position = covariance.position(target.place)
        for i in 0..<n {
          let c = covariance.value(position, positions[i], target.normalHeight, points[i].normalHeight)
          cross.elements[k * n + i] = c
          sum += c * weighted[i]
        }
      }
      values.append(sum)
    }
    if hasSignal { factor.solveLower(&cross) }
    if let normal {
      if hasSignal {
        let part = DenseMatrix.rowProducts(cross, whitenedTrend)
        for i in rows.elements.indices { rows.elements[i] -= part.elements[i] }
      }
      normal.solveLower(&rows)
    }
    return (values, cross, rows)
  }
}
