import ArgumentParser
import Refinement
import SurveyFiles

/// Options on the grid that a refined model is written on.
struct GeoidGridOptions: ParsableArguments {
  @Option(
    name: .customLong("step"),
    help: ArgumentHelp(
      text(zh: "格网间隔（分）：纬度,经度；缺省按协方差函数选定（1′–2′）", en: "Steps in minutes: latitude,longitude. Default: after the covariance, 1′ to 2′"),
      valueName: "min[,min]"))
  var step: String?

  @Option(
    name: .customLong("area"),
    help: ArgumentHelp(
      text(zh: "格网范围：南,西,北,东（度）。缺省为点的范围外扩 --reach", en: "South,west,north,east in degrees. Default: that of the points, wider by --reach"),
      valueName: "n,n,n,n"))
  var area: String?

  @Option(
    name: .customLong("reach"),
    help: ArgumentHelp(
      text(
        zh: "离最近的点超过这么多千米处不给值；缺省为最大点距的 2 倍（30–200 km）",
        en: "No value farther than this from the nearest point, km. Default: twice the longest way between neighbours, 30 to 200"),
      valueName: "km"))
  var reach: Double?

  func validate() throws {
    _ = try steps()
    _ = try limits()
    if let reach, !(reach > 0 && reach <= 20_000) {
      throw ValidationError(text(zh: "--reach 应为大于 0 的千米数", en: "--reach should be a number of kilometres above 0"))
    }
  }

  private func numbers(_ text: String) -> [Double]? {
    let values = text.split(separator: ",", omittingEmptySubsequences: false).map { DecimalText.parse(String($0)) }
    return values.contains { $0 == nil } ? nil : values.compactMap { $0 }
  }

  private func steps() throws -> (Double, Double)? {
    guard let step else { return nil }
    guard let values = numbers(step), (1...2).contains(values.count), values.allSatisfy({ $0 >= 0.05 && $0 <= 120 }) else {
      throw ValidationError(text(zh: "--step 应为 0.05–120 的一个或两个数（分）", en: "--step should be one or two numbers of minutes, 0.05 to 120"))
    }
    return (values[0], values[values.count - 1])
  }

  private func limits() throws -> (south: Double, west: Double, north: Double, east: Double)? {
    guard let area else { return nil }
    guard let v = numbers(area), v.count == 4, v[0] < v[2], v[1] < v[3], abs(v[0]) <= 90, abs(v[2]) <= 90, v[3] - v[1] <= 360 else {
      throw ValidationError(text(zh: "--area 应为四个数：南,西,北,东（度）", en: "--area should be four numbers: south,west,north,east in degrees"))
    }
    return (v[0], v[1], v[2], v[3])
  }

  /// The nodes for a refinement of points, and how far from a point they have values, metres.
  func layout(_ run: RefinementRun, _ points: [ControlPoint]) throws -> (GridLayout, Double) {
    let reach = self.reach.map { $0 * 1000 } ?? RefinedGrid.reach(run)
    let usual = GridLayout.steps(for: run)
    let step = try steps() ?? (usual.latitude, usual.longitude)
    let box = try limits() ?? Self.box(points.map(\.latitudeDegrees), points.map(\.longitudeDegrees), reach)
    guard
      let layout = GridLayout(
        south: box.south, west: box.west, north: box.north, east: box.east, latitudeMinutes: step.0, longitudeMinutes: step.1)
    else {
      throw CommandError(
        .usage,
        text(
          zh: "格网过大（超过 \(GridLayout.mostNodes) 个结点）或范围不对；请用 --step、--area",
          en: "the grid has more than \(GridLayout.mostNodes) nodes, or no area; say --step or --area"))
    }
    return (layout, reach)
  }

  /// Where the nodes can lie, from all points of a file: the fit may leave some of them out, which widens the reach.
  func area(around points: [LevellingPoint]) throws -> GeoidTerrain.Area {
    if let limits = try limits() {
      let (latitudes, longitudes) = (points.map(\.latitudeDegrees), points.map(\.longitudeDegrees))
      return (
        min(limits.south, latitudes.min() ?? 90), min(limits.west, longitudes.min() ?? 360), max(limits.north, latitudes.max() ?? -90),
        max(limits.east, longitudes.max() ?? -360)
      )
    }
    let places = points.map { SpherePlace(latitudeDegrees: $0.latitudeDegrees, longitudeDegrees: $0.longitudeDegrees) }
    return Self.box(
      points.map(\.latitudeDegrees), points.map(\.longitudeDegrees), reach.map { $0 * 1000 } ?? 1.1 * RefinedGrid.reach(places))
  }

  /// The places and what is within the reach of them.
  private static func box(_ latitudes: [Double], _ longitudes: [Double], _ reach: Double) -> GeoidTerrain.Area {
    let margin = reach / 111_000
    let (south, north) = (latitudes.min() ?? 0, latitudes.max() ?? 0)
    // A degree of longitude where it is shortest within the area; at the poles the whole circle.
    let cosine = min(abs(90 - abs(south)), abs(90 - abs(north))) * .pi / 180
    let wide = min(margin / max(cosine, 0.02), 60)
    return (max(south - margin, -90), (longitudes.min() ?? 0) - wide, min(north + margin, 90), (longitudes.max() ?? 0) + wide)
  }
}
