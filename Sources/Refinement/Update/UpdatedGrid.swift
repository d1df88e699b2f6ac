/// An updated model at the nodes of a grid.
public struct UpdatedGrid: Sendable {
  /// Where the nodes lie.
  public let layout: GridLayout
  /// ζ at the model's reference height, metres, row by row from the south, each from the west; NaN where the model has none.
  public private(set) var anomaly: [Float]
  /// New − old, metres.
  public private(set) var difference: [Float]
  /// σ of the updated model, metres.
  public private(set) var sigma: [Float]
  /// The difference over its own standard deviation: beyond ±2 the old model is wrong there by more than the points' noise.
  public private(set) var significance: [Float]
  /// ∂ζ/∂H of the model, metres per metre, which an update leaves as it is; nil without.
  public private(set) var heightGradient: [Float]?

  /// What the model says at a node.
  public struct Node: Sendable, Equatable {
    /// ζ at the reference height, metres.
    public var anomaly: Double
    /// σ of it, metres; nil for a model without.
    public var sigma: Double?
    /// ∂ζ/∂H, metres per metre; nil without.
    public var gradient: Double?

    /// A node.
    public init(anomaly: Double, sigma: Double?, gradient: Double?) {
      (self.anomaly, self.sigma, self.gradient) = (anomaly, sigma, gradient)
    }
  }

  /// Evaluates an update.
  /// - Parameters:
  ///   - update: The update.
  ///   - layout: The nodes.
  ///   - progress: Called with each share of the work when it is done; they add up to 1.
  ///   - node: What the model says at a row and column; nil where it has no value.
  public init(
    _ update: ModelUpdate, layout: GridLayout, progress: (Double) -> Void = { _ in }, node: (Int, Int) -> Node?
  ) {
    let count = layout.rows * layout.columns
    let nothing = [Float](repeating: .nan, count: count)
    (anomaly, difference, sigma, significance) = (nothing, nothing, nothing, nothing)
    self.layout = layout
    let nugget = update.covariance.factor * update.covariance.nugget * update.covariance.nugget
    let solution = update.solution
    let index = NeighbourIndex(solution.places)
    let reach = update.covariance.reach
    func place(_ row: Int, _ column: Int) -> SpherePlace {
      SpherePlace(latitudeDegrees: min(layout.latitude(row), 90), longitudeDegrees: layout.longitude(column))
    }
    func target(_ row: Int, _ column: Int, _ stated: Double?) -> (place: SpherePlace, signal: Double) {
      (place(row, column), update.covariance.signal(stated))
    }
    // What the points leave of the variance costs n² a node and varies as slowly as the correlation: on every k-th node, bilinear between, such that
    // all of them cost less than 10¹¹ operations.
    let work = Double(count) * Double(solution.places.count) * Double(solution.places.count)
    let k = max(1, Int((work / 1e11).squareRoot().rounded(.up)))
    let (coarseRows, coarseColumns) = ((layout.rows - 1) / k + 2, (layout.columns - 1) / k + 2)
    var left = [Double](repeating: 1, count: coarseRows * coarseColumns)
    for row in 0..<coarseRows {
      let near = (0..<coarseColumns).filter { index.isNear(place(row * k, $0 * k), within: reach) }
      let targets = near.map { column in
        let (r, c) = (min(row * k, layout.rows - 1), min(column * k, layout.columns - 1))
        // A node without a value next to one with: any σ gives nearly the same share.
        return target(row * k, column * k, node(r, c)?.sigma ?? update.typicalModelSigma)
      }
      for (column, p) in zip(near, solution.predictions(targets)) where p.prior > 0 {
        left[row * coarseColumns + column] = min(p.variance / p.prior, 1)
      }
      progress(0.5 / Double(coarseRows))
    }
    for row in 0..<layout.rows {
      for column in 0..<layout.columns {
        guard let old = node(row, column) else { continue }
        let at = row * layout.columns + column
        let (place, signal) = target(row, column, old.sigma)
        let change = index.isNear(place, within: reach) ? solution.value(place, signal: signal) : 0
        let prior = update.covariance.value(place, signal, place, signal)
        let (r, c) = (row / k, column / k)
        let (t, u) = (Double(row - r * k) / Double(k), Double(column - c * k) / Double(k))
        let corner = r * coarseColumns + c
        let southern = left[corner] + (left[corner + 1] - left[corner]) * u
        let northern = left[corner + coarseColumns] + (left[corner + coarseColumns + 1] - left[corner + coarseColumns]) * u
        let variance = prior * (southern + (northern - southern) * t)
        anomaly[at] = Float(old.anomaly + change)
        difference[at] = Float(change)
        sigma[at] = Float((variance + nugget).squareRoot())
        significance[at] = Float(variance > 0 ? change / variance.squareRoot() : 0)
        if let gradient = old.gradient {
          if heightGradient == nil { heightGradient = nothing }
          heightGradient?[at] = Float(gradient)
        }
      }
      progress(0.5 / Double(layout.rows))
    }
  }

  /// The share of the nodes with a value at which the difference is beyond 1.96 of its standard deviations.
  public var significantShare: Double {
    let there = significance.indices.filter { significance[$0].isFinite }
    return Double(there.count { abs(significance[$0]) > 1.96 }) / Double(max(there.count, 1))
  }
}

extension ModelUpdate {
  /// The median of what the model states at the points, metres; nil where it states nothing.
  var typicalModelSigma: Double? {
    let stated = points.compactMap(\.modelSigma).sorted()
    return stated.isEmpty ? nil : stated[stated.count / 2]
  }
}
