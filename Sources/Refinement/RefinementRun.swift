import Estimation

/// What is asked of a refinement.
public struct RefinementOptions: Sendable {
  /// The methods to choose from; one is taken as it is.
  public var methods: [RefinementMethod] = RefinementMethod.candidates
  /// The height terms to choose from.
  public var heights: [RefinementMethod.HeightTerm] = [.none]
  /// Whether a covariance with a direction is tried on the best method.
  public var triesDirection = false
  /// The level of the search for gross errors; nil: none is made.
  public var blunderLevel: Double? = 0.05
  /// Suspected points are left out, too.
  public var rejectsSuspected = false
  /// The number of folds of cross-validation by blocks.
  public var folds = 10

  /// The usual: chosen by cross-validation, without a height term.
  public init() {}
}

/// A method with what cross-validation says of it.
public struct RefinementCandidate: Sendable {
  /// The method.
  public let method: RefinementMethod
  /// Why it could not be fitted; nil where it was.
  public let error: RefinementError?
  /// Leaving out one by one.
  public let leaveOneOut: ErrorStatistics?
  /// Leaving out blocks.
  public let blocks: ErrorStatistics?
  /// √([vv] ∕ (n − 1)) of the residuals.
  public let inner: Double?
}

/// A refinement from points to the chosen corrector, with everything that says how good it is.
public struct RefinementRun: Sendable {
  /// The method chosen.
  public let method: RefinementMethod
  /// All candidates that were compared, in the order of the options.
  public let candidates: [RefinementCandidate]
  /// The corrector, fitted to the points that take part.
  public let corrector: Corrector
  /// Which of the points given take part: the index of each point of the corrector.
  public let used: [Int]
  /// The search for gross errors over all points given; nil where none was made.
  public let blunders: BlunderSearch?
  /// What leaving points out says.
  public let validation: CrossValidation
  /// For each of the points given, discrepancy − corrector without it, metres: of one that takes part from the fit without it.
  public let differences: [Double]
  /// The standard deviations stated for ``differences``, metres.
  public let differenceSigmas: [Double]
  /// The variances of prediction are multiplied by this, so that what is stated is what leaving points out shows.
  public let varianceFactor: Double

  /// Cross-validation has to gain this share before a height term is taken, which asks more of a file and of those who read it. One that varies
  /// contains the constant one and shrinks to it where the points do not show more: it may be taken for any gain.
  private static let worthwhile = 0.01

  /// Fewer points say nothing of a direction.
  private static let leastForDirection = 60

  /// Runs a refinement.
  public init(_ points: [ControlPoint], _ options: RefinementOptions) throws(RefinementError) {
    guard points.count <= Corrector.mostPoints else { throw .tooManyPoints(count: points.count, most: Corrector.mostPoints) }
    // Gross errors are sought once, with the method that bends most, so that all candidates are compared over the same points.
    var used = Array(points.indices)
    var search: BlunderSearch?
    if let level = options.blunderLevel, points.count >= 8 {
      let term: RefinementMethod.HeightTerm = options.heights.contains { $0 != .none } ? .constant : .none
      let found = try? Self.search(points, term, level, rejectsSuspected: options.rejectsSuspected)
      if let found {
        used = points.indices.filter { found.verdicts[$0] != .leftOut }
        search = found
      }
    }
    let kept = used.map { points[$0] }
    var candidates: [RefinementCandidate] = []
    var best: (corrector: Corrector, method: RefinementMethod, validation: CrossValidation, score: Double)?
    var failure: RefinementError?
    func consider(_ method: RefinementMethod, gain: Double) {
      do throws(RefinementError) {
        // A method with a direction is the best one without it once more, whose covariance is known.
        let corrector = try method.corrector(kept, isotropic: method.isDirectional ? best?.corrector.covariance : nil)
        // Without a direction in the points it is the method that was tried before.
        if method.isDirectional, corrector.covariance.stretch == nil { return }
        let validation = CrossValidation(corrector, folds: options.folds)
        let residuals = corrector.residuals
        let inner = (residuals.reduce(0) { $0 + $1 * $1 } / Double(max(residuals.count - 1, 1))).squareRoot()
        candidates.append(
          RefinementCandidate(
            method: method, error: nil, leaveOneOut: validation.statistics, blocks: validation.blockStatistics, inner: inner))
        guard let score = validation.score else { return }
        if best.map({ score < $0.score * (1 - gain) }) ?? true { best = (corrector, method, validation, score) }
      } catch {
        // Of several reasons the one that asks for the fewest points.
        switch (failure, error) {
        case (.tooFewPoints(_, let least)?, .tooFewPoints(_, let needed)) where least <= needed: break
        default: failure = error
        }
        candidates.append(RefinementCandidate(method: method, error: error, leaveOneOut: nil, blocks: nil, inner: nil))
      }
    }
    let simplest = options.heights.first ?? .none
    for method in options.methods { consider(method.with(simplest), gain: 0) }
    // The height term is tried on the best method, and where none did well, on none.
    for height in options.heights.dropFirst() {
      guard let method = best?.method, method.shape != nil || height != .varying else { continue }
      consider(method.with(height), gain: method.height == .none ? Self.worthwhile : 0)
    }
    if options.triesDirection, kept.count >= Self.leastForDirection, let method = best?.method, method.shape != nil {
      consider(method.directional, gain: 0)
    }
    guard let best else { throw failure ?? .undetermined }
    (method, corrector, validation) = (best.method, best.corrector, best.validation)
    (self.candidates, self.used, blunders) = (candidates, used, search)
    let factor = best.validation.varianceFactor(best.corrector)
    varianceFactor = factor
    var differences = [Double](repeating: 0, count: points.count)
    var sigmas = differences
    for (k, i) in used.enumerated() {
      differences[i] = best.validation.leaveOneOut[k]
      let (sigma, own) = (best.validation.leaveOneOutSigma[k], best.corrector.noise[k] - best.corrector.statedNugget)
      sigmas[i] = (factor * max(sigma * sigma - own, 0) + own).squareRoot()
    }
    let taken = Set(used)
    let out = points.indices.filter { !taken.contains($0) }
    for (i, p) in zip(out, best.corrector.predictions(out.map { (points[$0].place, points[$0].normalHeight) })) {
      differences[i] = points[i].discrepancy - p.value
      sigmas[i] = (factor * p.sigma * p.sigma + (points[i].sigma ?? 0) * (points[i].sigma ?? 0)).squareRoot()
    }
    (self.differences, differenceSigmas) = (differences, sigmas)
  }

  private static func search(
    _ points: [ControlPoint], _ term: RefinementMethod.HeightTerm, _ level: Double, rejectsSuspected: Bool
  ) throws(RefinementError) -> BlunderSearch {
    let clean = BlunderSearch.screened(points).map { points[$0] }
    let method = RefinementMethod(trend: .constant, shape: .gaussMarkov2, height: term)
    let covariance = try method.corrector(clean).covariance
    let all = try Corrector(points, trend: method.trend, hasHeight: term != .none, covariance: covariance)
    return BlunderSearch(all, level: level, rejectsSuspected: rejectsSuspected)
  }

  /// A prediction with its calibrated standard deviation.
  public func predictions(_ at: [(place: SpherePlace, normalHeight: Double)]) -> [Corrector.Prediction] {
    var results = corrector.predictions(at)
    let factor = varianceFactor.squareRoot()
    for i in results.indices { results[i].sigma *= factor }
    return results
  }

  /// Predictions with the calibrated covariance matrix of their errors; see ``Corrector/jointPrediction(_:)``.
  public func jointPrediction(_ at: [(place: SpherePlace, normalHeight: Double)]) -> Corrector.JointPrediction {
    var result = corrector.jointPrediction(at)
    for i in result.covariance.elements.indices { result.covariance.elements[i] *= varianceFactor }
    return result
  }
}
