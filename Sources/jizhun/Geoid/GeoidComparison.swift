import Geodesy
import GridFiles

/// Differences between interpolations, and between models, in metres.
enum GeoidComparison {
  /// Sums over differences.
  struct Statistics {
    private(set) var count = 0
    private var sum = 0.0
    private var squares = 0.0
    private(set) var least = Double.infinity
    private(set) var most = -Double.infinity

    mutating func add(_ value: Double) {
      guard !value.isNaN else { return }
      count += 1
      sum += value
      squares += value * value
      (least, most) = (min(least, value), max(most, value))
    }

    var rms: Double { count > 0 ? (squares / Double(count)).squareRoot() : .nan }
    var mean: Double { count > 0 ? sum / Double(count) : .nan }
    var deviation: Double { count > 1 ? (max(squares - sum * mean, 0) / Double(count - 1)).squareRoot() : .nan }
    /// The largest amount.
    var largest: Double { count > 0 ? max(abs(least), abs(most)) : .nan }
  }

  /// What a method costs.
  struct Cost {
    let method: GridInterpolation
    /// From the cubic B-spline, within the cells.
    let fromSpline: Statistics
    /// From the nodes left out of a grid of twice the step.
    let thinned: Statistics
  }

  /// At most so many places are looked at: more tell nothing new.
  private static let mostPlaces = 4_000_000

  /// Each method on a grid.
  static func costs(_ grid: HeightGrid) -> [Cost] {
    let every = max(1, (16 * grid.nodes.count / mostPlaces))
    var latitudes: [Double] = []
    var longitudes: [Double] = []
    var cell = 0
    for row in 0..<(grid.rows - 1) {
      for column in 0..<(grid.columns - 1) {
        cell += 1
        guard cell % every == 0 else { continue }
        for place in 0..<16 {
          latitudes.append(grid.south + (Double(row) + (Double(place / 4) + 0.5) / 4) * grid.latitudeStep)
          longitudes.append(grid.west + (Double(column) + (Double(place % 4) + 0.5) / 4) * grid.longitudeStep)
        }
      }
    }
    let spline = values(grid, .spline, latitudes, longitudes)
    let thin = thinned(grid)
    return GridInterpolation.allCases.map { method in
      var fromSpline = Statistics()
      if method == .spline {
        for value in spline { fromSpline.add(value - value) }
      } else {
        for (a, b) in zip(values(grid, method, latitudes, longitudes), spline) { fromSpline.add(a - b) }
      }
      var test = Statistics()
      if let thin {
        for (a, b) in zip(values(thin.grid, method, thin.latitudes, thin.longitudes), thin.truth) { test.add(a - b) }
      }
      return Cost(method: method, fromSpline: fromSpline, thinned: test)
    }
  }

  private static func values(_ grid: HeightGrid, _ method: GridInterpolation, _ latitudes: [Double], _ longitudes: [Double]) -> [Double] {
    let interpolator = GridInterpolator(grid: grid.regular, nodes: grid.nodes, method: method)
    var results = [Double](repeating: .nan, count: latitudes.count)
    var span = results.mutableSpan
    interpolator.values(first: latitudes.span, second: longitudes.span, results: &span)
    return results
  }

  /// Every other row and column as a grid, and the nodes that it leaves out; nil for a grid too small for that.
  private static func thinned(_ grid: HeightGrid) -> (grid: HeightGrid, latitudes: [Double], longitudes: [Double], truth: [Double])? {
    let (rows, columns) = ((grid.rows + 1) / 2, (grid.columns + 1) / 2)
    var nodes: [Float] = []
    for row in 0..<rows { for column in 0..<columns { nodes.append(grid.nodes[2 * row * grid.columns + 2 * column]) } }
    guard
      let coarse = HeightGrid(
        south: grid.south, west: grid.west, latitudeStep: 2 * grid.latitudeStep, longitudeStep: 2 * grid.longitudeStep, rows: rows,
        columns: columns, nodes: nodes)
    else { return nil }
    let every = max(1, grid.nodes.count / mostPlaces)
    var (latitudes, longitudes, truth): ([Double], [Double], [Double]) = ([], [], [])
    for row in 0..<grid.rows {
      for column in 0..<grid.columns where (row % 2 == 1 || column % 2 == 1) && (row * grid.columns + column) % every == 0 {
        let node = grid.nodes[row * grid.columns + column]
        if node.isNaN { continue }
        latitudes.append(grid.south + Double(row) * grid.latitudeStep)
        longitudes.append(grid.west + Double(column) * grid.longitudeStep)
        truth.append(Double(node))
      }
    }
    return (coarse, latitudes, longitudes, truth)
  }

  /// Another model less this one at the nodes of this one, and how many of these have no counterpart.
  static func difference(_ model: HeightModel, _ other: HeightSampler) -> (Statistics, missing: Int) {
    var statistics = Statistics()
    var missing = 0
    for part in model.parts {
      let grid = part.anomaly
      let longitudes = (0..<grid.columns).map { grid.west + Double($0) * grid.longitudeStep }
      var values = longitudes
      for row in 0..<grid.rows {
        // The last row may lie beyond the pole by the rounding of its step.
        let latitudes = [Double](repeating: min(max(grid.south + Double(row) * grid.latitudeStep, -90), 90), count: grid.columns)
        var span = values.mutableSpan
        other.anomalies(latitudesDegrees: latitudes.span, longitudesDegrees: longitudes.span, anomalies: &span)
        for column in 0..<grid.columns {
          let node = Double(grid.nodes[row * grid.columns + column])
          if node.isNaN || values[column].isNaN { missing += 1 } else { statistics.add(values[column] - node) }
        }
      }
    }
    return (statistics, missing)
  }
}
