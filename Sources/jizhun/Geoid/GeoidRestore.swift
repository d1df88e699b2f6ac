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
    /// Whether the atmospheric correction was added.
    let isCorrected: Bool
    /// What became of the residual anomalies.
    let field: GeoidResidualField
  }

  let terrain: GeoidTerrain?
  let gravity: Gravity?
  let stages: [Stage]
  /// Cells of a grid in longitude shrink to nothing towards the poles, degrees.
  private static let polarLimit = 85.0
  private let normalField: NormalField

  /// ζ at a place and normal height, metres: its residual part and that of terrain; nil outside.
  func anomalies(_ latitude: Double, _ longitude: Double, normalHeight: Double) -> (residual: Double, terrain: Double)? {
    var (first, second) = (0.0, 0.0)
    let gamma = Self.gravity(normalField, latitude, normalHeight)
    if let field = gravity?.field {
      guard let value = field.anomaly(latitude, longitude, height: normalHeight, gravity: gamma) else { return nil }
      first = value
    }
    if let terrain {
      guard terrain.shortfall(latitude, longitude) <= 0,
        let effect = terrain.model.effect(
          latitudeDegrees: latitude, longitudeDegrees: longitude, normalHeight: normalHeight, gravity: gamma)
      else { return nil }
      second = effect.heightAnomaly
    }
    return (first, second)
  }

  /// What the residual field adds to ∂ζ/∂H. Terrain adds nothing here: with it, nodes lie on the ground and are asked for no gradient.
  func gradient(_ latitude: Double, _ longitude: Double, normalHeight: Double) -> Double {
    let gamma = Self.gravity(normalField, latitude, normalHeight)
    return gravity?.field.gradient(latitude, longitude, height: normalHeight, gravity: gamma) ?? 0
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
    if !options.dem.isEmpty {
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
      let reach = options.rtmRadius.map { $0 * 1000 } ?? GeoidTerrain.standardReach(degree: reference, withGravity: options.gravity != nil)
      terrain = try GeoidTerrain(
        options.dem, area: caps, degree: reference, reach: reach, density: options.density, belowSea: options.belowSea)
    }
    self.terrain = terrain
    if let terrain {
      let shortfall = points.map { terrain.shortfall($0.latitudeDegrees, $0.longitudeDegrees) }.max() ?? 0
      try Self.refuse(shortfall, options.dem[0])
    }
    guard let file = options.gravity else {
      (gravity, stages) = (nil, [])
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
    let isCorrected = options.atmosphere.isAdded(kind)
    let anomalies = try Self.residuals(inside, kind, isCorrected, options, field, model: model, path: path, terrain: terrain, team: team)
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
    let limit = options.modification ?? max(1, Int((90 / cap).rounded()))
    let kernel = StokesKernel(options.kernel, degree: limit, cap: cap * .pi / 180)
    let made = try GeoidResidualField(
      GeoidResidualField.Points(anomalies: values, heights: inside.map(\.normalHeight), file: file), covariance, grid, kernel,
      continues: options.continuation == .level, area: area, normal: normalField, team: team)
    func add(_ key: String, _ zh: String, _ en: String, _ unit: String, _ statistics: ErrorStatistics?) {
      if let statistics { stages.append(Stage(key: key, zh: zh, en: en, unit: unit, statistics: statistics)) }
    }
    add("continuation", "延拓到同一高程面的改变", "change by continuation to one level", "mGal", made.continued)
    add("griddedAnomaly", "格网化的剩余重力异常", "residual anomalies on the grid", "mGal", made.gridded)
    add("residualHeightAnomaly", "剩余高程异常（斯托克斯积分）", "residual height anomalies (Stokes)", "mm", made.heightAnomalies)
    gravity = Gravity(
      kernel: kernel, count: inside.count, beyond: read.points.count - inside.count, kind: kind, step: step, covariance: covariance,
      isCorrected: isCorrected, field: made)
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
    _ points: [GravityPoint], _ kind: GravityPoints.Kind, _ isCorrected: Bool, _ options: GeoidRemoveRestoreOptions,
    _ field: GravityFieldOptions,
    model: GravityModel, path: String, terrain: GeoidTerrain?, team: ThreadTeam
  ) throws(CommandError) -> (residual: [ScatteredAnomaly], stages: [Stage]) {
    let normal = field.ellipsoid.field
    let (latitudes, longitudes) = (points.map(\.latitudeDegrees), points.map(\.longitudeDegrees))
    let heights = points.map(\.normalHeight)
    // Molodensky's anomaly: g less γ at the normal height (H&M 8-10).
    let given = points.map { point in
      let air = isCorrected ? AtmosphericCorrection.milligals(height: point.normalHeight) : 0
      return point.value + air - (kind == .anomaly ? 0 : gravity(normal, point.latitudeDegrees, point.normalHeight) * 1e5)
    }
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
    if let terrain {
      try refuse(points.map { terrain.shortfall($0.latitudeDegrees, $0.longitudeDegrees) }.max() ?? 0, options.dem[0])
      let results = SharedResults(count: points.count)
      defer { results.free() }
      let size = 64
      let progress = ProgressLine(total: points.count)
      team.run(tasks: (points.count + size - 1) / size) { next in
        while let task = next() {
          for i in task * size..<min(points.count, (task + 1) * size) {
            let effect = terrain.model.effect(
              latitudeDegrees: latitudes[i], longitudeDegrees: longitudes[i], normalHeight: heights[i],
              gravity: gravity(normal, latitudes[i], heights[i]))
            results[i] = (effect?.gravityAnomaly ?? 0) * 1e5
          }
          progress.add(size)
        }
      }
      progress.finish()
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
}
