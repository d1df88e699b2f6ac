import Geodesy
import GravityField
import GridFiles
import Refinement
import RegionalGravity
import SurveyFiles

#if canImport(Glibc)
  import Glibc
#endif

/// What gravity anomalies and terrain add to a gravity-field model: the height anomaly of the residual field and that of residual terrain.
struct GeoidRestore: Sendable {
  /// Numbers of a stage of the work, for the report.
  struct Stage: Sendable {
    let key: String
    let zh: String, en: String
    /// mGal or mm.
    let unit: String
    let statistics: ErrorStatistics
  }

  /// What was done with the gravity anomalies.
  struct Gravity: Sendable {
    let kernel: StokesKernel
    /// Points used, and points farther from the area than the cap.
    let count: Int, beyond: Int
    let kind: GravityPoints.Kind
    /// Minutes.
    let step: Double
    let covariance: CovarianceModel
    /// The share of the nodes under the caps at which the points say something: σ below 0.7 of the signal's.
    let coverage: Double
  }

  let terrain: GeoidTerrain?
  let gravity: Gravity?
  let stages: [Stage]
  /// Cells of a grid in longitude shrink to nothing towards the poles, degrees.
  private static let polarLimit = 85.0
  private let residual: HeightSampler?
  private let normalField: NormalField

  /// ζ at a place and normal height, metres: its residual part and that of terrain; nil outside.
  func anomalies(_ latitude: Double, _ longitude: Double, normalHeight: Double) -> (residual: Double, terrain: Double)? {
    var (first, second) = (0.0, 0.0)
    if let residual {
      guard let value = try? residual.anomaly(latitudeDegrees: latitude, longitudeDegrees: longitude) else { return nil }
      first = value
    }
    if let terrain {
      guard terrain.model.covers(latitudeDegrees: latitude, longitudeDegrees: longitude),
        let effect = terrain.model.effect(
          latitudeDegrees: latitude, longitudeDegrees: longitude, normalHeight: normalHeight,
          gravity: Self.gravity(normalField, latitude, normalHeight))
      else { return nil }
      second = effect.heightAnomaly
    }
    return (first, second)
  }

  /// γ at a height above the ellipsoid, m/s².
  static func gravity(_ field: NormalField, _ latitude: Double, _ height: Double) -> Double {
    field.value(latitude: latitude * .pi / 180, ellipsoidalHeight: height).magnitude
  }

  /// Computes residual anomalies and their height anomaly over an area.
  init(
    _ options: GeoidRemoveRestoreOptions, _ field: GravityFieldOptions, model: GravityModel, path: String, points: [LevellingPoint],
    area: GeoidTerrain.Area, team: ThreadTeam
  ) throws {
    normalField = field.ellipsoid.field
    let degree = model.coefficients.degree
    var caps: GeoidTerrain.Area = area
    let cap = options.cap ?? min(max(360 / Double(max(degree, 1)), 1), 3)
    let margin = cap * 1.02
    let cosine = max(cos(min(max(abs(area.south), abs(area.north)) + margin, 89) * .pi / 180), 0.02)
    if options.gravity != nil {
      caps = (max(area.south - margin, -90), area.west - margin / cosine, min(area.north + margin, 90), area.east + margin / cosine)
    }
    guard max(abs(caps.south), abs(caps.north)) <= Self.polarLimit else {
      throw CommandError(
        .usage,
        text(
          zh: "移去–恢复法只用于纬度 ±\(FitReport.fixed(Self.polarLimit, 0))° 以内（含积分半径）",
          en: "remove, compute, restore serves latitudes within ±\(FitReport.fixed(Self.polarLimit, 0))°, the cap included"))
    }
    var terrain: GeoidTerrain?
    if let dem = options.dem {
      let reference = options.rtmDegree ?? degree
      guard reference >= GeoidTerrain.leastDegree else {
        throw CommandError(
          .usage,
          text(
            zh: "模型只到 \(degree) 阶：请用 --rtm-degree（至少 \(GeoidTerrain.leastDegree)）说明参考地形面",
            en:
              "the model ends at degree \(degree): say with --rtm-degree, \(GeoidTerrain.leastDegree) at least, what the reference terrain stands for"
          ))
      }
      let half = .pi * StokesIntegration.radius / Double(max(reference, 1))
      let radius = options.rtmRadius.map { $0 * 1000 } ?? min(max(4 * half, 50_000), 250_000)
      terrain = try GeoidTerrain(dem, area: caps, degree: reference, radius: radius, density: options.density, belowSea: options.belowSea)
    }
    self.terrain = terrain
    if let terrain, let dem = options.dem {
      let shortfall = points.map { terrain.model.shortfall($0.latitudeDegrees, $0.longitudeDegrees) }.max() ?? 0
      try Self.refuse(shortfall, dem)
    }
    guard let file = options.gravity else {
      (gravity, residual, stages) = (nil, nil, [])
      return
    }
    let bytes = try GeoidPoints.bytes(file, .auto)
    let read = GravityPoints(bytes.span.bytes, columns: try options.gravityColumns())
    try GeoidPoints.refuse(read.problems, read.problemCount, file, option: "--gravity-columns")
    guard let kind = options.kind ?? read.kind else {
      throw CommandError(
        .data,
        text(
          zh: "\(file)：不能判断是重力异常还是重力值（mGal）；请用 --gravity-kind 说明",
          en: "\(file): values are not clearly anomalies or gravity in mGal; say which with --gravity-kind"))
    }
    let inside = read.points.filter {
      let turned = $0.longitudeDegrees - 360 * (($0.longitudeDegrees - caps.west) / 360).rounded(.down)
      return $0.latitudeDegrees >= caps.south && $0.latitudeDegrees <= caps.north && turned <= caps.east
    }
    guard inside.count >= 10 else {
      throw CommandError(
        .data,
        text(
          zh: "\(file)：区域内只有 \(inside.count) 个重力点，至少 10 个",
          en: "\(file): \(inside.count) gravity points in the area; 10 at least are needed"))
    }
    let anomalies = try Self.residuals(inside, kind, options, field, model: model, path: path, terrain: terrain, team: team)
    var stages = anomalies.stages
    let values = anomalies.residual
    let covariance: CovarianceModel
    do {
      covariance = try AnomalyGridding.estimate(values)
    } catch {
      throw CommandError(.data, "\(file): " + error.message(chinese: Language.current == .zh))
    }
    let step = options.step ?? Self.step(inside.count, caps)
    let (rows, columns) = (Int((caps.north - caps.south) * 60 / step) + 1, Int((caps.east - caps.west) * 60 / step) + 1)
    guard rows * columns <= GridLayout.mostNodes else {
      throw CommandError(.usage, text(zh: "--gravity-step 太小：格网过大", en: "--gravity-step is too small: the grid has too many nodes"))
    }
    let grid = RegionalGrid(
      south: caps.south, west: caps.west, latitudeStep: step / 60, longitudeStep: step / 60, rows: rows, columns: columns)
    let (gridded, coverage) = try Self.grid(values, covariance, grid, file, team)
    if let s = ErrorStatistics(gridded.values.map { $0 * 1e5 }) {
      stages.append(Stage(key: "griddedAnomaly", zh: "格网化的剩余重力异常", en: "residual anomalies on the grid", unit: "mGal", statistics: s))
    }
    let limit = options.modification ?? max(1, Int((90 / cap).rounded()))
    let kernel = StokesKernel(options.kernel, degree: limit, cap: cap * .pi / 180)
    let zeta = Self.integrated(StokesIntegration(gridded, kernel), area, normalField, team)
    if let s = ErrorStatistics(zeta.values.map { $0 * 1000 }) {
      stages.append(
        Stage(key: "residualHeightAnomaly", zh: "剩余高程异常（斯托克斯积分）", en: "residual height anomalies (Stokes)", unit: "mm", statistics: s))
    }
    guard
      let nodes = HeightGrid(
        south: zeta.south, west: zeta.west, latitudeStep: zeta.latitudeStep, longitudeStep: zeta.longitudeStep, rows: zeta.rows,
        columns: zeta.columns, nodes: zeta.values.map { Float($0) }), let sampled = HeightModel(anomaly: nodes)
    else { throw CommandError(.usage, text(zh: "区域太小，不成格网", en: "the area is too small for a grid")) }
    residual = HeightSampler(sampled, method: .spline)
    gravity = Gravity(
      kernel: kernel, count: inside.count, beyond: read.points.count - inside.count, kind: kind, step: step, covariance: covariance,
      coverage: coverage)
    self.stages = stages
  }

  private static func refuse(_ shortfall: Double, _ dem: String) throws(CommandError) {
    guard shortfall > 0 else { return }
    let kilometres = FitReport.fixed((shortfall / 1000).rounded(.up), 0)
    throw CommandError(
      .data,
      text(
        zh: "\(dem)：地形范围不够，还差 \(kilometres) km（重力点和水准点周围 --rtm-radius 以内都要有高程）",
        en: "\(dem): the terrain ends \(kilometres) km too early: heights are needed within --rtm-radius of every point"))
  }

  /// A step of some half of the spacing of points, minutes.
  private static func step(_ count: Int, _ area: GeoidTerrain.Area) -> Double {
    let cosine = cos((area.south + area.north) / 2 * .pi / 180)
    let spacing = ((area.north - area.south) * (area.east - area.west) * cosine / Double(count)).squareRoot() * 60
    return [1, 1.5, 2, 2.5, 3, 4, 5].last { $0 <= spacing / 2 } ?? 1
  }

  /// Δg of the points less that of the model and of residual terrain, mGal, with the statistics of each stage.
  private static func residuals(
    _ points: [GravityPoint], _ kind: GravityPoints.Kind, _ options: GeoidRemoveRestoreOptions, _ field: GravityFieldOptions,
    model: GravityModel, path: String, terrain: GeoidTerrain?, team: ThreadTeam
  ) throws(CommandError) -> (residual: [ScatteredAnomaly], stages: [Stage]) {
    let normal = field.ellipsoid.field
    let (latitudes, longitudes) = (points.map(\.latitudeDegrees), points.map(\.longitudeDegrees))
    let heights = points.map(\.normalHeight)
    // Molodensky's anomaly: g less γ at the normal height (H&M 8-10).
    let given = points.map { kind == .anomaly ? $0.value : $0.value - gravity(normal, $0.latitudeDegrees, $0.normalHeight) * 1e5 }
    // The place is at h = H + ζ; ζ to a metre is 0.02 mGal of degree 2190.
    let rough = try field.synthesis(of: model, path, [.heightAnomalySurface], degree: 180)
    let zeta = GeoidFieldBase.values(rough, latitudes: latitudes, longitudes: longitudes, heights: heights, team: team)
    let synthesis = try field.synthesis(of: model, path, [.gravityAnomaly])
    let progress = ProgressLine(total: points.count)
    let base = GeoidFieldBase.values(
      synthesis, latitudes: latitudes, longitudes: longitudes, heights: zip(heights, zeta).map { $0 + $1 }, team: team, progress: progress)
    progress.finish()
    var values = zip(given, base).map { $0 - $1 * 1e5 }
    var stages: [Stage] = []
    func add(_ key: String, _ zh: String, _ en: String, _ values: [Double]) {
      if let s = ErrorStatistics(values) { stages.append(Stage(key: key, zh: zh, en: en, unit: "mGal", statistics: s)) }
    }
    add("givenAnomaly", "重力异常", "gravity anomalies", given)
    add("lessModel", "减去重力场模型", "less the gravity-field model", values)
    if let terrain, let dem = options.dem {
      try refuse(points.map { terrain.model.shortfall($0.latitudeDegrees, $0.longitudeDegrees) }.max() ?? 0, dem)
      let results = SharedResults(count: points.count)
      defer { results.free() }
      let size = 64
      team.run(tasks: (points.count + size - 1) / size) { next in
        while let task = next() {
          for i in task * size..<min(points.count, (task + 1) * size) {
            let effect = terrain.model.effect(
              latitudeDegrees: latitudes[i], longitudeDegrees: longitudes[i], normalHeight: heights[i],
              gravity: gravity(normal, latitudes[i], heights[i]))
            results[i] = (effect?.gravityAnomaly ?? 0) * 1e5
          }
        }
      }
      add("terrainAnomaly", "剩余地形的重力异常", "gravity anomalies of residual terrain", points.indices.map { results[$0] })
      for i in values.indices { values[i] -= results[i] }
      add("lessTerrain", "再减去剩余地形", "less residual terrain", values)
    }
    let residual = zip(points, values).map {
      ScatteredAnomaly(
        latitudeDegrees: $0.latitudeDegrees, longitudeDegrees: $0.longitudeDegrees, value: $1, sigma: $0.sigma ?? options.sigma)
    }
    return (residual, stages)
  }

  /// Residual anomalies on the nodes of a grid, m/s², and the share of them that points say something of.
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
    team.run(tasks: gridding.tileCount) { next in
      while let tile = next() {
        // A tile that cannot be solved leaves its nodes without a number, which is found below.
        for node in (try? gridding.tile(tile)) ?? [] { (values[node.index], sigmas[node.index]) = (node.value, node.sigma) }
        progress.add(1)
      }
    }
    progress.finish()
    var grid = layout
    for i in grid.values.indices { grid.values[i] = values[i] * 1e-5 }
    guard grid.values.allSatisfy(\.isFinite) else {
      throw CommandError(.data, "\(file): " + RefinementError.notPositiveDefinite.message(chinese: Language.current == .zh))
    }
    let limit = 0.7 * (covariance.signal?.sigma ?? 0)
    return (grid, Double(grid.values.indices.count { sigmas[$0] < limit }) / Double(grid.values.count))
  }

  /// ζ of the residual anomalies over an area.
  private static func integrated(
    _ integration: StokesIntegration, _ area: GeoidTerrain.Area, _ normal: NormalField, _ team: ThreadTeam
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
        let gravity = normal.gravity(latitude: grid.latitude(first + row) * .pi / 180)
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
