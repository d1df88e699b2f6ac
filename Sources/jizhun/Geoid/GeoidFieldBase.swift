import Geodesy
import GravityField
import GridFiles
import Refinement
import SurveyFiles

/// A gravity-field model as the base of a refinement: ζ of Molodensky (FieldFunctional.heightAnomalySurface), summed at the very place and height of each
/// point and at the nodes.
struct GeoidFieldBase {
  /// Where the nodes of the output lie, and with that what ζ of a node means.
  enum Surface {
    /// At one normal height, metres; the points are compared there as well, because that is what a reader of the grid gets.
    case level(Double)
    /// At one normal height, and ∂ζ/∂H goes with it: the points are compared at their own heights.
    case levelWithGradient(Double)
    /// On the ground of a terrain: the points are compared at their own heights.
    case ground(GeoidTerrain)
  }

  let synthesis: FieldSynthesis
  let surface: Surface
  /// What gravity anomalies and terrain add; nil for the model alone.
  let restore: GeoidRestore?
  let team: ThreadTeam

  /// ζ on the Earth is within this, metres: ellipsoidal heights are normal heights within it.
  private static let largestAnomaly = 120.0
  /// Parallels that are summed together.
  private static let rowsOfATask = 8
  /// Points that a thread sums together.
  private static let pointsOfATask = 8

  var referenceHeight: Double? { if case .levelWithGradient(let height) = surface { height } else { nil } }

  var properties: HeightModelProperties {
    var properties = HeightModelProperties()
    properties.surface = .quasiGeoid
    properties.tideSystem = synthesis.tideSystem
    return properties
  }

  func description(_ language: Language) -> String {
    func t(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
    let tide = synthesis.tideSystem?.rawValue ?? t("潮汐系统不明", "tide system not stated")
    let place =
      switch surface {
      case .level(let height), .levelWithGradient(let height):
        t("结点在正常高 \(FitReport.fixed(height, 0)) m", "nodes at normal height \(FitReport.fixed(height, 0)) m")
      case .ground: t("结点在地面", "nodes on the ground")
      }
    return t("（重力场模型，\(synthesis.degree) 阶，\(tide)，\(place)）", " (gravity-field model, degree \(synthesis.degree), \(tide), \(place))")
  }

  /// Values at places given by columns: as many for each as the synthesis has functionals.
  static func values(
    _ synthesis: FieldSynthesis, latitudes: [Double], longitudes: [Double], heights: [Double], team: ThreadTeam,
    progress: ProgressLine? = nil
  ) -> [Double] {
    let (count, width) = (latitudes.count, synthesis.functionals.count)
    let results = SharedResults(count: count * width)
    defer { results.free() }
    let size = max(1, min(pointsOfATask, count / team.count))
    team.run(tasks: (count + size - 1) / size) { next in
      var workspace = synthesis.workspace(parallels: size)
      while let task = next() {
        let range = task * size..<min(count, (task + 1) * size)
        let (b, l, h) = (latitudes[range].map { $0 * .pi / 180 }, longitudes[range].map { $0 * .pi / 180 }, Array(heights[range]))
        results.write(range.lowerBound * width..<range.upperBound * width) { values in
          synthesis.points(latitudes: b.span, longitudes: l.span, heights: h.span, values: &values, workspace: &workspace)
        }
        progress?.add(range.count)
      }
    }
    return (0..<count * width).map { results[$0] }
  }

  /// The parts of ζ at a point, metres.
  struct Parts: Sendable {
    var model: Double
    var residual = 0.0, terrain = 0.0
    var sum: Double { model + residual + terrain }
  }

  /// ζ at points: at their ellipsoidal heights, or at the one height of the grid; nil outside of what adds to the model.
  func anomalies(_ points: [LevellingPoint]) -> [Parts?] {
    let (latitudes, longitudes) = (points.map(\.latitudeDegrees), points.map(\.longitudeDegrees))
    func values(_ heights: [Double]) -> [Double] {
      Self.values(synthesis, latitudes: latitudes, longitudes: longitudes, heights: heights, team: team)
    }
    var result: [Double]
    if case .level(let height) = surface {
      // At h = H + ζ: ζ changes by 10⁻⁴ of a change of the height, so that the second step is within 10⁻⁸ of ζ.
      result = values(values(points.map { _ in height }).map { height + $0 })
      result = values(result.map { height + $0 })
    } else {
      result = values(points.map(\.ellipsoidalHeight))
    }
    return zip(points, result).map { point, zeta in
      guard zeta.isFinite else { return nil }
      guard let restore else { return Parts(model: zeta) }
      var height = point.normalHeight
      if case .level(let level) = surface { height = level }
      return restore.anomalies(point.latitudeDegrees, point.longitudeDegrees, normalHeight: height).map {
        Parts(model: zeta, residual: $0.residual, terrain: $0.terrain)
      }
    }
  }

  /// ζ and ∂ζ/∂H at the nodes of a grid; NaN where there is no ground.
  func nodes(_ layout: GridLayout) throws(CommandError) -> (anomaly: [Double], gradient: [Double]) {
    let count = layout.rows * layout.columns
    let heights = nodeHeights(layout)
    let known = heights.filter(\.isFinite)
    guard let lowest = known.min(), let highest = known.max() else {
      throw CommandError(.data, text(zh: "格网范围内没有地面高程（--dem）", en: "there are no ground heights (--dem) in the area of the grid"))
    }
    let layers = FieldLayers(
      lowest: lowest - Self.largestAnomaly, highest: highest + Self.largestAnomaly, degree: synthesis.degree,
      radius: synthesis.normalField.ellipsoid.semiMajorAxis)
    let (anomalies, gradients) = (SharedResults(count: count), SharedResults(count: count))
    defer {
      anomalies.free()
      gradients.free()
    }
    let longitudes = (0..<layout.columns).map { layout.longitude($0) * .pi / 180 }
    let progress = ProgressLine(total: layout.rows)
    defer { progress.finish() }
    let (synthesis, restore, columns) = (synthesis, restore, layout.columns)
    team.run(tasks: (layout.rows + Self.rowsOfATask - 1) / Self.rowsOfATask) { next in
      var workspace = synthesis.workspace(parallels: Self.rowsOfATask)
      var levels = [[Double]](repeating: [], count: layers.heights.count)
      var column = [Double](repeating: 0, count: layers.heights.count)
      while let task = next() {
        let first = task * Self.rowsOfATask
        let rows = min(Self.rowsOfATask, layout.rows - first)
        let latitudes = (0..<rows).map { min(max(layout.latitude(first + $0), -90), 90) * .pi / 180 }
        for (k, height) in layers.heights.enumerated() {
          var values = [Double](repeating: .nan, count: rows * columns)
          var span = values.mutableSpan
          synthesis.grid(
            latitudes: latitudes.span, longitudes: longitudes.span, height: height, values: &span, workspace: &workspace)
          levels[k] = values
        }
        for i in 0..<rows * columns where heights[first * columns + i].isFinite {
          for k in column.indices { column[k] = levels[k][i] }
          let value = layers.heightAnomaly(normalHeight: heights[first * columns + i], column.span)
          gradients[first * columns + i] = value.gradient
          guard let restore else {
            anomalies[first * columns + i] = value.anomaly
            continue
          }
          let node = first * columns + i
          if let more = restore.anomalies(
            layout.latitude(node / columns), layout.longitude(node % columns), normalHeight: heights[node])
          {
            anomalies[node] = value.anomaly + more.residual + more.terrain
            gradients[node] += restore.gradient(
              layout.latitude(node / columns), layout.longitude(node % columns), normalHeight: heights[node])
          }
        }
        progress.add(rows)
      }
    }
    return ((0..<count).map { anomalies[$0] }, (0..<count).map { gradients[$0] })
  }

  /// The normal heights of the nodes, metres; NaN where there is no ground.
  private func nodeHeights(_ layout: GridLayout) -> [Double] {
    switch surface {
    case .level(let height), .levelWithGradient(let height):
      return Array(repeating: height, count: layout.rows * layout.columns)
    case .ground(let terrain):
      var heights = [Double](repeating: .nan, count: layout.rows * layout.columns)
      for row in 0..<layout.rows {
        for column in 0..<layout.columns {
          if let height = terrain.ground(layout.latitude(row), layout.longitude(column)) {
            heights[row * layout.columns + column] = height
          }
        }
      }
      return heights
    }
  }
}
