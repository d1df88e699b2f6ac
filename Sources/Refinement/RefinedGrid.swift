/// A refined model at the nodes of a grid: base and corrector together.
public struct RefinedGrid: Sendable {
  /// Where the nodes lie.
  public let layout: GridLayout
  /// ζ at ``referenceHeight``, metres, row by row from the south, each from the west; NaN where there is none.
  public private(set) var anomaly: [Float]
  /// The correction alone, metres.
  public private(set) var correction: [Float]
  /// σ of ζ, metres.
  public private(set) var sigma: [Float]
  /// ∂ζ/∂H, metres per metre; nil without a height term.
  public private(set) var heightGradient: [Float]?
  /// The normal height that ζ stands for, metres; 0 without a height term.
  public let referenceHeight: Double
  /// How far from a point the model goes, metres: beyond there is no value.
  public let reach: Double

  /// The reach where none is asked for: twice the longest way from a point to its nearest neighbour, from 30 to 200 km. A point between them that
  /// is not there, or one just outside, finds a value, and the open sea does not.
  public static func reach(_ run: RefinementRun) -> Double { reach(run.corrector.places) }

  /// The same from places of points.
  public static func reach(_ places: [SpherePlace]) -> Double {
    guard places.count > 1 else { return 30_000 }
    let index = NeighbourIndex(places)
    var longest = 0.0
    for place in places { longest = max(longest, index.nearest(2, to: place).last?.distance ?? 0) }
    return min(max(2 * longest, 30_000), 200_000)
  }

  /// Evaluates a model.
  /// - Parameters:
  ///   - run: The refinement.
  ///   - layout: The nodes.
  ///   - reach: How far from a point the model goes, metres.
  ///   - baseReference: The reference height of a base model that has a height term of its own, metres; the refined model keeps it. Nil for a
  ///     base without.
  ///   - progress: Called with each share of the work when it is done; they add up to 1.
  ///   - base: ζ of the base model at its reference height and its ∂ζ/∂H, at a latitude and longitude in degrees; nil where it has none.
  public init(
    _ run: RefinementRun, layout: GridLayout, reach: Double, baseReference: Double? = nil, progress: (Double) -> Void = { _ in },
    base: (Double, Double) -> (anomaly: Double, gradient: Double)?
  ) {
    let corrector = run.corrector
    let index = NeighbourIndex(corrector.places)
    let count = layout.rows * layout.columns
    let nothing = [Float](repeating: .nan, count: count)
    (anomaly, correction, sigma) = (nothing, nothing, nothing)
    let hasHeight = corrector.hasHeight || baseReference != nil
    if hasHeight { heightGradient = nothing }
    self.layout = layout
    self.reach = reach
    let mean = corrector.points.reduce(0) { $0 + $1.normalHeight } / Double(corrector.points.count)
    // Rounded, so that the header of the file says exactly what the grid was made for.
    referenceHeight = baseReference ?? (hasHeight ? (mean / 10).rounded() * 10 : 0)
    // σ varies slowly, and costs n² a node: on every k-th node, bilinear between, such that all of them cost less than 4·10¹⁰ operations.
    let work = Double(count) * Double(corrector.points.count) * Double(corrector.points.count)
    let k = max(1, Int((work / 4e10).squareRoot().rounded(.up)))
    let (coarseRows, coarseColumns) = ((layout.rows - 1) / k + 2, (layout.columns - 1) / k + 2)
    var coarse = [Double](repeating: .nan, count: coarseRows * coarseColumns)
    func place(_ row: Int, _ column: Int) -> SpherePlace {
      SpherePlace(latitudeDegrees: min(layout.latitude(row), 90), longitudeDegrees: layout.longitude(column))
    }
    // The diagonal of a coarse cell beyond the reach, so that every cell with a node inside has four corners.
    let cell = Double(k) * (layout.latitudeMinutes + layout.longitudeMinutes) / 60 * .pi / 180 * SpherePlace.radius
    for row in 0..<coarseRows {
      var targets: [(place: SpherePlace, normalHeight: Double)] = []
      var nodes: [Int] = []
      for column in 0..<coarseColumns {
        let p = place(row * k, column * k)
        guard index.isNear(p, within: reach + cell) else { continue }
        // The height of the terrain is not known here; that of the nearest points stands for it.
        let around = corrector.covariance.slope == nil && !corrector.hasHeight ? [] : index.nearest(8, to: p)
        let height = around.isEmpty ? 0 : around.reduce(0) { $0 + corrector.points[$1.index].normalHeight } / Double(around.count)
        targets.append((p, height))
        nodes.append(row * coarseColumns + column)
      }
      for (node, prediction) in zip(nodes, run.predictions(targets)) { coarse[node] = prediction.sigma }
      progress(0.5 / Double(coarseRows))
    }
    for row in 0..<layout.rows {
      for column in 0..<layout.columns {
        let p = place(row, column)
        guard index.isNear(p, within: reach), let zeta = base(layout.latitude(row), layout.longitude(column)) else { continue }
        let node = row * layout.columns + column
        let change = corrector.value(p, normalHeight: referenceHeight)
        anomaly[node] = Float(zeta.anomaly + change)
        correction[node] = Float(change)
        if hasHeight { heightGradient?[node] = Float(zeta.gradient + (corrector.hasHeight ? corrector.slope(p) : 0)) }
        let (r, c) = (row / k, column / k)
        let (t, u) = (Double(row - r * k) / Double(k), Double(column - c * k) / Double(k))
        let at = r * coarseColumns + c
        let southern = coarse[at] + (coarse[at + 1] - coarse[at]) * u
        let northern = coarse[at + coarseColumns] + (coarse[at + coarseColumns + 1] - coarse[at + coarseColumns]) * u
        sigma[node] = Float(southern + (northern - southern) * t)
      }
      progress(0.5 / Double(layout.rows))
    }
  }
}

extension NeighbourIndex {
  /// Whether any place is within a distance, metres.
  func isNear(_ place: SpherePlace, within radius: Double) -> Bool {
    let square = (radius / SpherePlace.radius) * (radius / SpherePlace.radius)
    return places.contains {
      let d = $0.direction - place.direction
      return (d * d).sum() <= square
    }
  }
}
