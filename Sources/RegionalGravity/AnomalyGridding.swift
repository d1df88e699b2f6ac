public import Refinement

/// A scattered anomaly: a place, a value in the caller's unit, and its standard deviation in the same unit.
public struct ScatteredAnomaly: Sendable, Equatable {
  /// Degrees.
  public var latitudeDegrees: Double, longitudeDegrees: Double
  /// The anomaly.
  public var value: Double
  /// Its standard deviation; nil where it is not known.
  public var sigma: Double?

  /// An anomaly.
  public init(latitudeDegrees: Double, longitudeDegrees: Double, value: Double, sigma: Double? = nil) {
    (self.latitudeDegrees, self.longitudeDegrees, self.value, self.sigma) = (latitudeDegrees, longitudeDegrees, value, sigma)
  }
}

/// Residual anomalies brought from scattered points to the nodes of a grid by least-squares collocation (最小二乘配置), tile by tile with the points in and
/// around each tile.
///
/// There is no trend: far from points the prediction goes to 0, which is what a residual is without knowledge, and σ to that of the signal. Covariances are
/// estimated by restricted maximum likelihood. Points of several thousand take the place of all where a covariance is estimated.
///
/// Source: H. Moritz, *Advanced Physical Geodesy*, 1980, section 10; R. Forsberg and C. C. Tscherning 1981, doi 10.1029/JB086iB09p07843.
public struct AnomalyGridding: Sendable {
  /// The anomalies.
  public let anomalies: [ScatteredAnomaly]
  /// Their covariance.
  public let covariance: CovarianceModel
  /// The grid whose nodes are asked for; its values are of no meaning.
  public let grid: RegionalGrid
  /// How many tiles there are.
  public var tileCount: Int { tileRows * tileColumns }

  /// Nodes of a tile along its sides.
  private let tileNodes: Int
  private let tileRows: Int, tileColumns: Int
  /// The indices of the points of each bin; bins are tiles, with `margin` of them around the grid.
  private let bins: [[Int]]
  private let margin: Int

  /// The most points of one system: a second of work.
  static let mostPoints = 900
  /// Fewer are sought farther away.
  static let fewestPoints = 30
  /// Points from which a covariance is estimated.
  static let estimationPoints = 3000

  /// Estimates the covariance that tells the least error of prediction among some shapes.
  /// - Throws: RefinementError where the points are too few.
  public static func estimate(_ anomalies: [ScatteredAnomaly]) throws(RefinementError) -> CovarianceModel {
    // Every k-th would follow the file's order, lines of a survey; a step that shares no factor with the count is as good as a draw.
    let step = max(1, anomalies.count / estimationPoints)
    let points = stride(from: 0, to: anomalies.count, by: step).map { control(anomalies[$0]) }
    return try CovarianceEstimation.reml(points, trend: .none, hasHeight: false, shape: .gaussMarkov2)
  }

  private static func control(_ a: ScatteredAnomaly) -> ControlPoint {
    ControlPoint(
      latitudeDegrees: a.latitudeDegrees, longitudeDegrees: a.longitudeDegrees, normalHeight: 0, discrepancy: a.value, sigma: a.sigma)
  }

  /// A gridding.
  public init(_ anomalies: [ScatteredAnomaly], _ covariance: CovarianceModel, grid: RegionalGrid) {
    (self.anomalies, self.covariance, self.grid) = (anomalies, covariance, grid)
    let area = Double(grid.rows * grid.columns)
    // Nine tiles have some five hundred points.
    let nodesOfPoints = area / Double(max(anomalies.count, 1)) * 60
    tileNodes = max(4, min(Int(nodesOfPoints.squareRoot()), max(grid.rows, grid.columns)))
    tileRows = (grid.rows + tileNodes - 1) / tileNodes
    tileColumns = (grid.columns + tileNodes - 1) / tileNodes
    margin = 2
    let (rows, columns) = (tileRows + 2 * margin, tileColumns + 2 * margin)
    var bins = [[Int]](repeating: [], count: rows * columns)
    for (i, a) in anomalies.enumerated() {
      let y = (a.latitudeDegrees - grid.south) / grid.latitudeStep / Double(tileNodes)
      let turned = a.longitudeDegrees - 360 * ((a.longitudeDegrees - grid.west + 90) / 360).rounded(.down)
      let x = (turned - grid.west) / grid.longitudeStep / Double(tileNodes)
      let (row, column) = (Int(y.rounded(.down)) + margin, Int(x.rounded(.down)) + margin)
      if row >= 0, row < rows, column >= 0, column < columns { bins[row * columns + column].append(i) }
    }
    self.bins = bins
  }

  /// A node with its predicted anomaly and the standard deviation of it.
  public struct Node: Sendable, Equatable {
    /// The position in the grid's values.
    public let index: Int
    /// The anomaly.
    public let value: Double
    /// Its standard deviation, without the noise of points.
    public let sigma: Double
  }

  /// The nodes of a tile.
  /// - Throws: RefinementError where the covariance matrix of the points around is not positive definite.
  public func tile(_ tile: Int) throws(RefinementError) -> [Node] {
    let (row, column) = (tile / tileColumns, tile % tileColumns)
    let rows = row * tileNodes..<min((row + 1) * tileNodes, grid.rows)
    let columns = column * tileNodes..<min((column + 1) * tileNodes, grid.columns)
    let points = around(row, column)
    let signal = covariance.signal?.sigma ?? 0
    guard !points.isEmpty else { return rows.flatMap { r in columns.map { Node(index: r * grid.columns + $0, value: 0, sigma: signal) } } }
    let corrector = try Corrector(points.map { Self.control(anomalies[$0]) }, trend: .none, hasHeight: false, covariance: covariance)
    var nodes: [Node] = []
    for r in rows {
      let places = columns.map {
        (place: SpherePlace(latitudeDegrees: grid.latitude(r), longitudeDegrees: grid.longitude($0)), normalHeight: 0.0)
      }
      for (c, p) in zip(columns, corrector.predictions(places)) {
        nodes.append(Node(index: r * grid.columns + c, value: p.value, sigma: p.sigma))
      }
    }
    return nodes
  }

  /// The points in the bins around a tile, farther ones where there are few, the nearest to its middle where there are too many.
  private func around(_ row: Int, _ column: Int) -> [Int] {
    let (rows, columns) = (tileRows + 2 * margin, tileColumns + 2 * margin)
    var found: [Int] = []
    for ring in 1...max(rows, columns) {
      found = []
      for r in max(0, row + margin - ring)...min(rows - 1, row + margin + ring) {
        for c in max(0, column + margin - ring)...min(columns - 1, column + margin + ring) { found += bins[r * columns + c] }
      }
      if found.count >= Self.fewestPoints || ring >= 6 { break }
    }
    guard found.count > Self.mostPoints else { return found }
    let middle = SpherePlace(
      latitudeDegrees: grid.latitude(min(row * tileNodes + tileNodes / 2, grid.rows - 1)),
      longitudeDegrees: grid.longitude(min(column * tileNodes + tileNodes / 2, grid.columns - 1)))
    let distances = found.map { i in
      (middle.distance(to: SpherePlace(latitudeDegrees: anomalies[i].latitudeDegrees, longitudeDegrees: anomalies[i].longitudeDegrees)), i)
    }
    return distances.sorted { $0 < $1 }.prefix(Self.mostPoints).map(\.1)
  }
}
