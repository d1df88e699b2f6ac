import Geodesy
import GravityField
import GridFiles
import Refinement
import RegionalGravity

#if canImport(Glibc)
  import Glibc
#endif

/// The field of residual gravity anomalies: gridded, brought to one level, through Stokes' integral.
struct GeoidResidualField: Sendable {
  /// Residual anomalies of points, mGal, with the heights that they belong to.
  struct Points {
    let anomalies: [ScatteredAnomaly]
    let heights: [Double]
    let file: String
  }

  /// The share of the nodes under the caps at which the points say something: σ below 0.7 of the signal's.
  let coverage: Double
  /// The anomalies on the grid, mGal, and ζ of them, mm.
  let gridded: ErrorStatistics?, heightAnomalies: ErrorStatistics?
  /// What continuation changed at the points, mGal; nil without.
  let continued: ErrorStatistics?
  private let sampler: HeightSampler
  /// In mGal; nil where anomalies are taken as though they were on one level.
  private let field: LevelField?

  /// Anomalies are gridded and continued in turn so many times: each takes (h − h₀) 2π/λ of the change before.
  private static let rounds = 2

  /// h₀, metres; nil without continuation.
  var level: Double? { field?.level }

  init(
    _ points: Points, _ covariance: CovarianceModel, _ layout: RegionalGrid, _ kernel: StokesKernel, continues: Bool,
    area: GeoidTerrain.Area, normal: NormalField, team: ThreadTeam
  ) throws(CommandError) {
    var (grid, coverage) = try Self.grid(points.anomalies, covariance, layout, points.file, team)
    var (field, continued): (LevelField?, ErrorStatistics?)
    if continues {
      let level = points.heights.reduce(0, +) / Double(max(points.heights.count, 1))
      var made = Self.levelField(grid, level, team)
      for _ in 0..<Self.rounds {
        var moved = points.anomalies
        var changes: [Double] = []
        for i in moved.indices {
          changes.append(made.anomalyChange(moved[i].latitudeDegrees, moved[i].longitudeDegrees, height: points.heights[i]))
          moved[i].value -= changes[i]
        }
        (grid, coverage) = try Self.grid(moved, covariance, layout, points.file, team)
        made = Self.levelField(grid, level, team)
        continued = ErrorStatistics(changes)
      }
      field = made
    }
    gridded = ErrorStatistics(grid.values)
    var metres = grid
    for i in metres.values.indices { metres.values[i] *= 1e-5 }
    let zeta = Self.integrated(StokesIntegration(metres, kernel), area, level: field?.level ?? 0, normal, team)
    guard
      let nodes = HeightGrid(
        south: zeta.south, west: zeta.west, latitudeStep: zeta.latitudeStep, longitudeStep: zeta.longitudeStep, rows: zeta.rows,
        columns: zeta.columns, nodes: zeta.values.map { Float($0) }), let sampled = HeightModel(anomaly: nodes)
    else { throw CommandError(.usage, text(zh: "区域太小，不成格网", en: "the area is too small for a grid")) }
    heightAnomalies = ErrorStatistics(zeta.values.map { $0 * 1000 })
    sampler = HeightSampler(sampled, method: .spline)
    (self.field, self.coverage, self.continued) = (field, coverage, continued)
  }

  /// ζ at a place and height, metres; nil outside.
  func anomaly(_ latitude: Double, _ longitude: Double, height: Double, gravity: Double) -> Double? {
    guard let level = try? sampler.anomaly(latitudeDegrees: latitude, longitudeDegrees: longitude) else { return nil }
    guard let field else { return level }
    return level + field.heightAnomalyChange(latitude, longitude, height: height, gravity: gravity) * 1e-5
  }

  /// ∂ζ/∂H = −Δg/γ at a place and height; 0 without continuation.
  func gradient(_ latitude: Double, _ longitude: Double, height: Double, gravity: Double) -> Double {
    guard let field else { return 0 }
    return -(field.anomalies.cubic(latitude, longitude) + field.anomalyChange(latitude, longitude, height: height)) * 1e-5 / gravity
  }

  /// Δg with its derivatives, rows shared by threads.
  private static func levelField(_ grid: RegionalGrid, _ level: Double, _ team: ThreadTeam) -> LevelField {
    func derivative(_ grid: RegionalGrid) -> RegionalGrid {
      let results = SharedResults(count: grid.values.count)
      defer { results.free() }
      let derivative = VerticalDerivative(grid)
      team.run(tasks: grid.rows) { next in
        while let row = next() {
          for (i, value) in derivative.values(row: row).enumerated() { results[row * grid.columns + i] = value }
        }
      }
      var made = grid
      for i in made.values.indices { made.values[i] = results[i] }
      return made
    }
    let first = derivative(grid)
    return LevelField(level: level, anomalies: grid, first: first, second: derivative(first))
  }

  /// Residual anomalies on the nodes of a grid, mGal, and the share of them that points say something of.
  private static func grid(
    _ anomalies: [ScatteredAnomaly], _ covariance: CovarianceModel, _ layout: RegionalGrid, _ file: String, _ team: ThreadTeam
  ) throws(CommandError) -> (RegionalGrid, coverage: Double) {
    let gridding = AnomalyGridding(anomalies, covariance, grid: layout)
    let (values, sigmas) = (SharedResults(count: layout.values.count), SharedResults(count: layout.values.count))
    defer {
      values.free()
      sigmas.free()
    }
    let progress = ProgressLine(total: gridding.tileCount)
    LinearAlgebraThreads.one {
      team.run(tasks: gridding.tileCount) { next in
        while let tile = next() {
          // A tile that cannot be solved leaves its nodes without a number, which is found below.
          for node in (try? gridding.tile(tile)) ?? [] { (values[node.index], sigmas[node.index]) = (node.value, node.sigma) }
          progress.add(1)
        }
      }
    }
    progress.finish()
    var grid = layout
    for i in grid.values.indices { grid.values[i] = values[i] }
    guard grid.values.allSatisfy(\.isFinite) else {
      throw CommandError(.data, "\(file): " + RefinementError.notPositiveDefinite.message(chinese: Language.current == .zh))
    }
    let limit = 0.7 * (covariance.signal?.sigma ?? 0)
    return (grid, Double(grid.values.indices.count { sigmas[$0] < limit }) / Double(grid.values.count))
  }

  /// ζ of the residual anomalies over an area.
  private static func integrated(
    _ integration: StokesIntegration, _ area: GeoidTerrain.Area, level: Double, _ normal: NormalField, _ team: ThreadTeam
  ) -> RegionalGrid {
    let grid = integration.anomalies
    let first = max(0, Int(((area.south - grid.south) / grid.latitudeStep).rounded(.down)) - 2)
    let last = min(grid.rows - 1, Int(((area.north - grid.south) / grid.latitudeStep).rounded(.up)) + 2)
    let left = max(0, Int(((area.west - grid.west) / grid.longitudeStep).rounded(.down)) - 2)
    let right = min(grid.columns - 1, Int(((area.east - grid.west) / grid.longitudeStep).rounded(.up)) + 2)
    var zeta = RegionalGrid(
      south: grid.latitude(first), west: grid.longitude(left), latitudeStep: grid.latitudeStep, longitudeStep: grid.longitudeStep,
      rows: last - first + 1, columns: right - left + 1)
    let results = SharedResults(count: zeta.values.count)
    defer { results.free() }
    let columns = zeta.columns
    let progress = ProgressLine(total: zeta.rows)
    team.run(tasks: zeta.rows) { next in
      while let row = next() {
        let gravity = GeoidRestore.gravity(normal, grid.latitude(first + row), level)
        for (i, value) in integration.heightAnomalies(row: first + row, columns: left..<right + 1, gravity: gravity).enumerated() {
          results[row * columns + i] = value
        }
        progress.add(1)
      }
    }
    progress.finish()
    for i in zeta.values.indices { zeta.values[i] = results[i] }
    return zeta
  }
}
