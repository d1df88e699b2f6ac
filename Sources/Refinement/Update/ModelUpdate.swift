import Estimation

/// What is asked of an update.
public struct ModelUpdateOptions: Sendable {
  /// What the updated model follows.
  public enum Following: String, Sendable, CaseIterable {
    /// Marks that agree, and areas that changed together. Marks that changed by themselves are left out.
    case areas
    /// Marks that agree alone: what has changed is left out.
    case none
    /// Everything.
    case all
  }

  /// The shapes of the errors' correlation to choose from.
  public var shapes: [CovarianceShape] = [.gaussMarkov2, .hirvonen, .gaussian, .exponential]
  /// Where the correlation of the model's errors is one half, metres.
  public var halfLength: Double
  /// `halfLength` is known, not only usual, and is not estimated.
  public var isLengthKnown = false
  /// The level of the search for changes; nil: none is made.
  public var level: Double? = 0.05
  /// What the model follows.
  public var following: Following = .areas

  /// The usual.
  public init(halfLength: Double) { self.halfLength = halfLength }
}

/// An update: the error of a model conditioned on new points, with what has changed and what that is worth.
public struct ModelUpdate: Sendable {
  /// What an update makes of a mark.
  public enum Verdict: Sendable, Equatable {
    /// It agrees with the model and the other marks.
    case unchanged
    /// It has changed by itself, or its height is wrong.
    case changed
    /// It lies in an area that has changed; whether its own part of the change is significant by itself (5 %).
    case inArea(Int, isSignificant: Bool)
  }

  /// What an update says of the change of a mark.
  public struct Mark: Sendable, Equatable {
    /// What was made of it.
    public let verdict: Verdict
    /// Its change, metres: against the model and the other marks, or, in an area, the area's there; of a mark measured before, against that.
    public let change: Double
    /// The standard deviation of the change, metres.
    public let sigma: Double
  }

  /// Whether differences are what is stated: dᵀ C⁻¹ d against χ² with as many degrees of freedom, with the correlation of the model's errors.
  public struct Agreement: Sendable, Equatable {
    /// How many points.
    public let count: Int
    /// dᵀ C⁻¹ d ∕ n: 1 expected.
    public let ratio: Double
    /// The limits at 95 %.
    public let limits: ClosedRange<Double>
    /// Whether the ratio lies between them.
    public var passed: Bool { limits.contains(ratio) }

    init(square: Double, count: Int) {
      self.count = count
      let freedom = max(count, 1)
      ratio = square / Double(freedom)
      func limit(_ probability: Double) -> Double { Distributions.chiSquareQuantile(probability, freedom: freedom) / Double(freedom) }
      limits = limit(0.025)...limit(0.975)
    }
  }

  /// A part of the network with its mean difference to the model.
  public struct Part: Sendable, Equatable {
    /// The mark next to its middle.
    public let centre: Int
    /// The marks.
    public let marks: [Int]
    /// From its middle to the farthest mark, metres.
    public let radius: Double
    /// The mean difference.
    public let test: ChangeSearch.Test
  }

  /// The points, in their order.
  public let points: [ModelPoint]
  /// What is taken of the model's errors, with the areas that are followed.
  public let covariance: ModelErrorCovariance
  /// The search for changes; nil where none was made.
  public let search: ChangeSearch?
  /// What was made of each point.
  public let marks: [Mark]
  /// The points that take part.
  public let used: [Int]
  /// Whether all points are what model and points state.
  public let agreement: Agreement
  /// The same without those that have changed; nil where none is left.
  public let unchangedAgreement: Agreement?
  /// The mean of all differences; nil without a search.
  public let whole: Part?
  /// Parts of the network by themselves; none of fewer than ten points, and without a search.
  public let parts: [Part]
  /// Difference − update without the point, metres, for each point.
  public let leaveOneOut: [Double]
  /// The standard deviations stated for them, metres.
  public let leaveOneOutSigma: [Double]
  let solution: UpdateSolution

  /// Updates.
  public init(_ points: [ModelPoint], _ options: ModelUpdateOptions) throws(RefinementError) {
    guard !points.isEmpty else { throw .tooFewPoints(count: 0, needed: 1) }
    guard points.count <= Corrector.mostPoints else { throw .tooManyPoints(count: points.count, most: Corrector.mostPoints) }
    if points.count < ModelErrorEstimation.fewest, points.contains(where: { $0.sigma == nil || $0.modelSigma == nil }) {
      throw .noSigma(count: points.count, needed: ModelErrorEstimation.fewest)
    }
    let all = Array(points.indices)
    var covariance = try Self.estimate(points, all, options)
    var search: ChangeSearch?
    var whole: Part?
    var parts: [Part] = []
    if let level = options.level {
      let groups = points.count >= 10 ? SpatialBlocks.halved(points.map(\.place), most: max((points.count + 7) / 8, 5)) : []
      func found(_ covariance: ModelErrorCovariance) throws(RefinementError) -> ChangeSearch {
        let tested = Tested(points, covariance)
        return try ChangeSearch(
          points.map(\.place), signal: tested.signal, noise: tested.noise, values: tested.values, covariance: covariance, level: level,
          more: groups.count + 1)
      }
      var result = try found(covariance)
      // What has changed says nothing of the model's errors: they are estimated without it, and the search is made again.
      let sound = all.filter { !Self.isIn(result, points[$0].place) && !result.changed.contains($0) }
      if sound.count < points.count, sound.count >= ModelErrorEstimation.fewest {
        covariance = try Self.estimate(points, sound, options)
        result = try found(covariance)
      }
      search = result
      whole = Self.part(points, all, covariance, limit: result.limit.area)
      parts = groups.map { Self.part(points, $0, covariance, limit: result.limit.area) }
    }
    let alone = Set(search?.changed ?? [])
    let inArea = Set(search.map { s in all.filter { Self.isIn(s, points[$0].place) } } ?? [])
    var stated = covariance
    stated.factor = 1
    agreement = try Agreement(square: Self.solve(points, all, stated).square, count: points.count)
    let unchanged = all.filter { !alone.contains($0) && !inArea.contains($0) }
    unchangedAgreement =
      unchanged.isEmpty ? nil : try Agreement(square: Self.solve(points, unchanged, stated).square, count: unchanged.count)

    let used: [Int]
    switch options.following {
    case .all: used = all
    case .none: used = unchanged
    case .areas: used = all.filter { !alone.contains($0) }
    }
    guard !used.isEmpty else { throw .allChanged(count: points.count) }
    if options.following != .none, let search { covariance = search.covariance }
    let solution = try Self.solve(points, used, covariance)
    marks = try Self.marks(points, search, alone, inArea)
    (leaveOneOut, leaveOneOutSigma) = Self.leaveOneOut(points, used, solution)
    (self.points, self.covariance, self.search, self.used) = (points, covariance, search, used)
    (self.solution, self.whole, self.parts) = (solution, whole, parts)
  }

  /// What the search looks at: differences to the model, or, of marks measured before, to what they said then, in which the model has no part.
  private struct Tested {
    var values: [Double] = []
    var signal: [Double] = []
    var noise: [Double] = []

    init(_ points: [ModelPoint], _ covariance: ModelErrorCovariance) {
      for point in points {
        values.append(point.difference - (point.earlier?.difference ?? 0))
        signal.append(point.earlier == nil ? covariance.signal(point.modelSigma) : 0)
        noise.append(covariance.noise(point.sigma) + (point.earlier.map { covariance.noise($0.sigma) } ?? 0))
      }
    }
  }

  private static func isIn(_ search: ChangeSearch, _ place: SpherePlace) -> Bool {
    search.areas.contains { $0.area.weight(place) > 0 }
  }

  private static func solve(
    _ points: [ModelPoint], _ indices: [Int], _ covariance: ModelErrorCovariance
  ) throws(RefinementError) -> UpdateSolution {
    try UpdateSolution(
      indices.map { points[$0].place }, signal: indices.map { covariance.signal(points[$0].modelSigma) },
      noise: indices.map { covariance.noise(points[$0].sigma) }, values: indices.map { points[$0].difference }, covariance: covariance)
  }

  /// The covariance from some of the points, of the new ones among them where there are enough: what a model leaves at the marks that it was made
  /// with says nothing of its errors elsewhere.
  ///
  /// Where the bulk of the differences is larger than stated, the factor says by how much: the 68 % of the decorrelated ones, on which what has
  /// changed has little bearing. Smaller ones leave what is stated as it is.
  private static func estimate(
    _ points: [ModelPoint], _ indices: [Int], _ options: ModelUpdateOptions
  ) throws(RefinementError) -> ModelErrorCovariance {
    let kept = indices.map { points[$0] }
    let fresh = kept.filter { $0.earlier == nil }
    let isTold = fresh.count >= ModelErrorEstimation.fewest
    var covariance = ModelErrorEstimation.covariance(
      isTold ? fresh : kept, shapes: options.shapes, halfLength: options.halfLength, isFixed: options.isLengthKnown || !isTold)
    guard kept.count >= 30 else { return covariance }
    let tested = Tested(kept, covariance)
    let solution = try UpdateSolution(
      kept.map(\.place), signal: tested.signal, noise: tested.noise, values: tested.values, covariance: covariance)
    let scale = ErrorStatistics.quantileOfSorted(solution.whitened.map { abs($0) }.sorted(), 0.6827)
    // The standard deviation of that quantile of n normal numbers is 0.96 ∕ √n.
    if scale > 1 + 2.5 / Double(kept.count).squareRoot() { covariance.factor = scale * scale }
    return covariance
  }

  /// The mean difference of some marks.
  private static func part(_ points: [ModelPoint], _ marks: [Int], _ covariance: ModelErrorCovariance, limit: Double) -> Part {
    let places = marks.map { points[$0].place }
    let signal = marks.map { covariance.signal(points[$0].modelSigma) }
    var (mean, variance) = (0.0, 0.0)
    for (a, i) in marks.enumerated() {
      mean += points[i].difference
      variance += covariance.factor * covariance.noise(points[i].sigma)
      for b in marks.indices { variance += covariance.value(places[a], signal[a], places[b], signal[b]) }
    }
    let m = Double(marks.count)
    let middle = places.reduce(SIMD3<Double>.zero) { $0 + $1.direction } / m
    func distance(_ p: SpherePlace) -> Double {
      let d = p.direction - middle
      return SpherePlace.radius * (d * d).sum().squareRoot()
    }
    let distances = places.map(distance)
    let nearest = distances.indices.min { distances[$0] < distances[$1] } ?? 0
    return Part(
      centre: marks[nearest], marks: marks, radius: distances.max() ?? 0,
      test: ChangeSearch.Test(value: mean / m, sigma: variance.squareRoot() / m, limit: limit))
  }

  private static func marks(
    _ points: [ModelPoint], _ search: ChangeSearch?, _ alone: Set<Int>, _ inArea: Set<Int>
  ) throws(RefinementError) -> [Mark] {
    guard let search else {
      return points.map { Mark(verdict: .unchanged, change: $0.difference, sigma: .nan) }
    }
    var marks = points.indices.map {
      Mark(verdict: alone.contains($0) ? .changed : .unchanged, change: search.marks[$0].value, sigma: search.marks[$0].sigma)
    }
    guard !inArea.isEmpty else { return marks }
    let tested = Tested(points, search.covariance)
    let kept = points.indices.filter { !alone.contains($0) }
    let solution = try UpdateSolution(
      kept.map { points[$0].place }, signal: kept.map { tested.signal[$0] }, noise: kept.map { tested.noise[$0] },
      values: kept.map { tested.values[$0] }, covariance: search.covariance)
    let rows = kept.indices.filter { inArea.contains(kept[$0]) }
    for (row, change) in zip(rows, solution.changes(rows)) {
      let i = kept[row]
      let weights = search.areas.map { $0.area.weight(points[i].place) }
      let area = weights.indices.max { weights[$0] < weights[$1] } ?? 0
      let sigma = change.variance.squareRoot()
      // 1.96: by itself, at 5 %; that there is an area at all has been tested.
      marks[i] = Mark(
        verdict: .inArea(area, isSignificant: abs(change.value) > 1.96 * sigma), change: change.value, sigma: sigma)
    }
    return marks
  }

  private static func leaveOneOut(_ points: [ModelPoint], _ used: [Int], _ solution: UpdateSolution) -> ([Double], [Double]) {
    var (values, sigmas) = (points.map(\.difference), points.map { _ in 0.0 })
    let inverse = solution.inverse()
    for (k, i) in used.enumerated() {
      values[i] = solution.weights[k] / inverse[k, k]
      sigmas[i] = 1 / inverse[k, k].squareRoot()
    }
    let taken = Set(used)
    let out = points.indices.filter { !taken.contains($0) }
    let covariance = solution.covariance
    let predicted = solution.predictions(out.map { (points[$0].place, covariance.signal(points[$0].modelSigma)) })
    for (i, p) in zip(out, predicted) {
      values[i] = points[i].difference - p.value
      sigmas[i] = (p.variance + covariance.factor * covariance.noise(points[i].sigma)).squareRoot()
    }
    return (values, sigmas)
  }
}

extension ModelUpdate {
  /// A correction of the model.
  public struct Prediction: Sendable, Equatable {
    /// The correction, metres.
    public var value: Double
    /// Its standard deviation, which is that of the updated model in the part that neighbours share, metres.
    public var sigma: Double
    /// The standard deviation of the updated model as the model states its own, metres: where points come without σ, the nugget is part of it.
    public var statedSigma: Double
    /// The standard deviation that the model was taken to have before, metres, without the nugget.
    public var prior: Double
  }

  /// Corrections at places where the model states a σ; best some hundreds at once.
  public func predictions(_ at: [(place: SpherePlace, modelSigma: Double?)]) -> [Prediction] {
    let nugget = covariance.factor * covariance.nugget * covariance.nugget
    return solution.predictions(at.map { ($0.place, covariance.signal($0.modelSigma)) }).map {
      Prediction(
        value: $0.value, sigma: $0.variance.squareRoot(), statedSigma: ($0.variance + nugget).squareRoot(), prior: $0.prior.squareRoot())
    }
  }

  /// The correction alone.
  public func correction(_ place: SpherePlace, modelSigma: Double?) -> Double {
    solution.value(place, signal: covariance.signal(modelSigma))
  }

  /// Corrections with the covariance matrix of their errors, m²; see ``Corrector/jointPrediction(_:)``.
  public func jointPrediction(_ at: [(place: SpherePlace, modelSigma: Double?)]) -> Corrector.JointPrediction {
    solution.jointPrediction(at.map { ($0.place, covariance.signal($0.modelSigma)) })
  }

  /// Difference − update at the points, metres.
  public var residuals: [Double] { points.map { $0.difference - correction($0.place, modelSigma: $0.modelSigma) } }

  /// Whether marks or areas have changed beyond chance; nil without a search.
  public var hasChanged: Bool? { search.map { !$0.changed.isEmpty || !$0.areas.isEmpty } }
}

extension ModelUpdateOptions {
  /// Where the correlation of a model's errors is usually one half, metres: it changes over the spacing of the points that made the model, and no
  /// faster than its nodes can hold.
  /// - Parameters:
  ///   - places: The points that the model was made with; the new ones where those are not known.
  ///   - step: The step of its grid, metres.
  public static func usualHalfLength(_ places: [SpherePlace], step: Double) -> Double {
    let spacing = SpatialBlocks.typicalSpacing(places)
    return max(spacing, (spacing > 0 ? 2 : 5) * step, 500)
  }
}
