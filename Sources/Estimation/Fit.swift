/// How a fit is made.
public struct FitOptions: Sendable {
  /// α: the probability of rejecting anything sound, over all tests of a round together; also the level of the global test.
  public var significance = 0.05
  /// True where the covariances of the points are absolute; false where they say only how points compare.
  public var sigmaKnown: Bool
  /// Points that fail the test are left out, one a round. False: they are named in a warning.
  public var rejectsOutliers = false
  /// Weights that fall with the residuals, in place of tests.
  public var robust: RobustWeighting?
  /// The covariance of the parameters is multiplied by σ̂₀² though standard deviations were given.
  public var scalesCovariance = false

  /// The usual: tests at 5 %, nothing left out.
  public init(sigmaKnown: Bool) { self.sigmaKnown = sigmaKnown }
}

/// A point in the result of a fit.
public struct PointResult: Sendable {
  /// What became of the point.
  public enum State: Sendable, Equatable {
    /// It took part.
    case fitted
    /// It was left out in this round of tests, from 1.
    case rejected(round: Int)
    /// It was held out.
    case check
  }

  /// The name of the point.
  public let name: String
  /// What became of it.
  public let state: State
  /// Transformed − given along north, east, up; metres. Two-dimensional models have no up.
  public let residual: SIMD3<Double>
  /// The same from a fit without the point; nil for points that took no part (their residual is that already), and where there is none.
  public let leaveOneOut: SIMD3<Double>?
  /// The tests of its coordinates, in the order of the file; empty where none were made.
  public let tests: [CoordinateTest?]
  /// Factors of the weights of its coordinates in robust estimation.
  public let weights: SIMD3<Double>?
  /// Where it lies; see ``CommonPoint/plan``.
  public let plan: SIMD2<Double>

  /// True where the point took part with all its coordinates: robust estimation may have left one without weight.
  public var counts: Bool { state == .fitted && (weights.map { $0.min() > 0 } ?? true) }
}

/// A point left out by the tests.
public struct Rejection: Sendable, Equatable {
  /// The name of the point.
  public let name: String
  /// Its coordinate, from 0.
  public let coordinate: Int
  /// The statistic and what it had to exceed.
  public let statistic: Double
  /// The value that |statistic| exceeded.
  public let critical: Double
  /// The round, from 1.
  public let round: Int
}

/// The test of vᵀPv against χ² (总体检验): whether standard deviations and residuals agree.
public struct GlobalTest: Sendable, Equatable {
  /// vᵀPv.
  public let statistic: Double
  /// Degrees of freedom.
  public let freedom: Int
  /// The limits at level α, two-sided.
  public let lower: Double, upper: Double
  /// Whether vᵀPv lies between them.
  public var passed: Bool { statistic >= lower && statistic <= upper }
}

/// A transformation estimated from common points, with everything that says how good it is.
public struct Fit: Sendable {
  /// The last adjustment.
  public let adjustment: Adjustment
  /// All points in their order.
  public let points: [PointResult]
  /// The points left out, in the order of their rounds.
  public let rejections: [Rejection]
  /// The tests of the last round; nil in robust estimation.
  public let tests: OutlierTests?
  /// Nil where no standard deviations were given, or nothing is left over, or in robust estimation.
  public let globalTest: GlobalTest?
  /// What the cofactors were multiplied by to give ``covariance``: 1 or σ̂₀².
  public let varianceFactor: Double
  /// The covariance of the parameters in the units of the model.
  public let covariance: DenseMatrix
  /// What its user should know.
  public let warnings: [FitWarning]
  /// 2 or 3.
  public let dimension: Int

  /// Fits a model.
  /// - Throws: ``EstimationError`` where the points that take part do not determine it.
  public init<Model: ObservationModel>(_ model: Model, _ all: [CommonPoint], _ options: FitOptions) throws(EstimationError) {
    var used = all.indices.filter { all[$0].role == .fitted }
    var warnings = GeometryCheck.warnings(used.map { all[$0] }, dimension: model.dimension, parameterCount: model.parameterCount)
    var rejections: [Rejection] = []
    var rounds: [Int: Int] = [:]
    var adjustment: Adjustment
    var weights: [SIMD3<Double>]?
    var tests: OutlierTests?
    if let robust = options.robust {
      let result = try RobustAdjustment(model, used.map { all[$0] }, robust, sigmaKnown: options.sigmaKnown)
      (adjustment, weights) = (result.adjustment, result.weights)
      let out = used.indices.filter { i in (0..<model.dimension).contains { result.weights[i][$0] == 0 } }
      if !out.isEmpty { warnings.append(.zeroWeight(out.map { all[used[$0]].name })) }
    } else {
      adjustment = try Adjustment(model, used.map { all[$0] })
      // More than a third in error is no matter of single gross errors.
      let most = used.count / 3
      while true {
        let current = OutlierTests(
          adjustment, used.map { all[$0] }, level: options.significance, sigmaKnown: options.sigmaKnown)
        tests = current
        guard let worst = current.largest, abs(worst.test.statistic) > current.critical else { break }
        let name = all[used[worst.point]].name
        var others = used
        others.remove(at: worst.point)
        guard options.rejectsOutliers, rejections.count < most, let next = try? Adjustment(model, others.map { all[$0] }),
          next.redundancy > 0
        else {
          warnings.append(
            .suspected(
              point: name, coordinate: worst.coordinate, statistic: worst.test.statistic, critical: current.critical,
              limitReached: options.rejectsOutliers))
          break
        }
        rejections.append(
          Rejection(
            name: name, coordinate: worst.coordinate, statistic: worst.test.statistic, critical: current.critical,
            round: rejections.count + 1))
        rounds[used[worst.point]] = rejections.count
        (used, adjustment) = (others, next)
      }
    }

    var globalTest: GlobalTest?
    if options.sigmaKnown, options.robust == nil, adjustment.redundancy > 0 {
      let (r, half) = (adjustment.redundancy, options.significance / 2)
      let test = GlobalTest(
        statistic: adjustment.weightedSquareSum, freedom: r, lower: Distributions.chiSquareQuantile(half, freedom: r),
        upper: Distributions.chiSquareQuantile(1 - half, freedom: r))
      if !test.passed { warnings.append(.globalTest(ratio: (test.statistic / Double(r)).squareRoot())) }
      globalTest = test
    }
    let posterior = !options.sigmaKnown || options.scalesCovariance
    varianceFactor = posterior ? adjustment.varianceOfUnitWeight ?? 1 : 1
    var covariance = adjustment.cofactors
    for i in covariance.elements.indices { covariance.elements[i] *= varianceFactor }
    self.covariance = covariance

    var results: [PointResult] = []
    var partials = [SIMD3<Double>](repeating: .zero, count: model.parameterCount)
    var unchecked: [String] = []
    for (index, point) in all.enumerated() {
      let predicted = model.prediction(at: point.source, adjustment.parameters, partials: &partials)
      let residual = point.local * (predicted - model.observation(of: point))
      guard let place = used.firstIndex(of: index) else {
        results.append(
          PointResult(
            name: point.name, state: rounds[index].map { .rejected(round: $0) } ?? .check, residual: residual, leaveOneOut: nil, tests: [],
            weights: nil, plan: point.plan))
        continue
      }
      let out = adjustment.leaveOneOutResidual(place).map { point.local * $0 }
      if out == nil { unchecked.append(point.name) }
      results.append(
        PointResult(
          name: point.name, state: .fitted, residual: residual, leaveOneOut: out, tests: tests?.tests[place] ?? [],
          weights: weights?[place], plan: point.plan))
    }
    if !unchecked.isEmpty { warnings.append(.unchecked(unchecked)) }
    // Beyond 10⁸ the last digits of coordinates in the file begin to show in the parameters.
    if adjustment.condition > 1e8 { warnings.append(.condition(adjustment.condition)) }
    (self.adjustment, self.rejections, self.tests, self.globalTest) = (adjustment, rejections, tests, globalTest)
    (points, self.warnings, dimension) = (results, warnings, model.dimension)
  }

  /// Root mean squares of residuals, metres.
  public struct Spread: Sendable, Equatable {
    /// How many points.
    public let count: Int
    /// North, east, up.
    public let axes: SIMD3<Double>
    /// √(north² + east²) (点位中误差).
    public var horizontal: Double { (axes.x * axes.x + axes.y * axes.y).squareRoot() }
    /// √(north² + east² + up²).
    public var spatial: Double { (axes * axes).sum().squareRoot() }
  }

  /// Inner agreement (内符合): √([vv]/(n − 1)) per axis over the n points that count, after CH/T 2014-2016.
  public var inner: Spread { Self.spread(points.filter(\.counts).map(\.residual), less: 1) }
  /// Cross-validation: √([vv]/n) of the residuals of each point from a fit without it; nil where one of them is not to be had.
  public var crossValidation: Spread? {
    let fitted = points.filter(\.counts)
    let out = fitted.compactMap(\.leaveOneOut)
    return out.count == fitted.count ? Self.spread(out, less: 0) : nil
  }
  /// Outer agreement (外符合): √([vv]/n) of the points held out; nil without any.
  public var check: Spread? {
    let held = points.filter { $0.state == .check }.map(\.residual)
    return held.isEmpty ? nil : Self.spread(held, less: 0)
  }

  private static func spread(_ residuals: [SIMD3<Double>], less: Int) -> Spread {
    let sum = residuals.reduce(SIMD3<Double>.zero) { $0 + $1 * $1 }
    return Spread(count: residuals.count, axes: (sum / Double(max(residuals.count - less, 1))).squareRoot())
  }
}
