import GridFiles
import RegionalGravity

#if canImport(Glibc)
  import Glibc
#endif

/// The terrain of remove, compute, restore: a grid of heights made ready around an area.
struct GeoidTerrain {
  /// Residual terrain against the smooth reference.
  let model: ResidualTerrain
  /// The degree that the reference stands for.
  let degree: Int
  private let isWater: Bool

  /// An area in degrees.
  typealias Area = (south: Double, west: Double, north: Double, east: Double)

  /// A reference surface of longer waves than 1300 km would need the terrain of half a continent.
  static let leastDegree = 30
  /// More nodes are finer than residual terrain asks for: 30″ over 50° × 50°.
  private static let mostNodes = 40_000_000
  /// The density of sea water, kg/m³.
  private static let seaWater = 1030.0
  /// Noise of a coast: heights above this are no ground below the sea, metres.
  private static let coast = -0.5

  /// Reads the grid `path` around an area that residual terrain is asked for in.
  init(
    _ path: String, area: Area, degree: Int, radius: Double, density: Double, belowSea: BelowSea?
  ) throws(CommandError) {
    let file = try ModelFile.readHeights(path: path, limit: HeightModel.largestHeight)
    let grid = file.main.anomaly
    let metre = StokesIntegration.radius * .pi / 180
    // The reference near the edge of the radius needs what is beyond it.
    let margin = (radius + 3 * ReferenceTerrain.sigma(degree: degree)) / metre
    let cosine = max(cos(max(abs(area.south), abs(area.north)) * .pi / 180), 0.05)
    func range(_ low: Double, _ high: Double, _ origin: Double, _ step: Double, _ count: Int) -> Range<Int>? {
      let (first, last) = (max(0, Int(((low - origin) / step).rounded(.down))), min(count - 1, Int(((high - origin) / step).rounded(.up))))
      return last > first ? first..<last + 1 : nil
    }
    // The longitudes of the area as those of the grid.
    let turn = 360 * ((grid.west + grid.east - area.west - area.east) / 720).rounded()
    guard
      let rows = range(area.south - margin, area.north + margin, grid.south, grid.latitudeStep, grid.rows),
      let columns = range(
        area.west + turn - margin / cosine, area.east + turn + margin / cosine, grid.west, grid.longitudeStep, grid.columns)
    else { throw CommandError(.data, text(zh: "\(path)：地形不在点所在的区域", en: "\(path): the terrain lies elsewhere than the points")) }
    guard rows.count * columns.count <= Self.mostNodes else {
      throw CommandError(
        .data,
        text(
          zh: "\(path)：区域内的结点超过 \(Self.mostNodes) 个；请用较粗的地形（如 15″–30″）",
          en: "\(path): more than \(Self.mostNodes) nodes around the points; take coarser terrain, such as 15″ to 30″"))
    }
    var terrain = RegionalGrid(
      south: grid.south + Double(rows.lowerBound) * grid.latitudeStep, west: grid.west + Double(columns.lowerBound) * grid.longitudeStep,
      latitudeStep: grid.latitudeStep, longitudeStep: grid.longitudeStep, rows: rows.count, columns: columns.count)
    var (missing, negative) = (0, 0)
    for row in rows {
      for column in columns {
        let height = Double(grid.nodes[row * grid.columns + column])
        if height.isNaN { missing += 1 }
        if height < Self.coast { negative += 1 }
        terrain[row - rows.lowerBound, column - columns.lowerBound] = height
      }
    }
    guard missing == 0 else {
      throw CommandError(
        .data,
        text(
          zh: "\(path)：区域内有 \(missing) 个结点没有高程；请先补全（海面为 0）",
          en: "\(path): \(missing) nodes around the points have no height; fill them first (the sea is 0)"))
    }
    guard negative == 0 || belowSea != nil else {
      throw CommandError(
        .usage,
        text(
          zh: "\(path)：区域内有 \(negative) 个结点低于海面；请用 --below-sea land|water 说明是陆地还是水",
          en: "\(path): \(negative) nodes around the points lie below the sea; say with --below-sea land|water what they are"))
    }
    isWater = belowSea == .water
    if isWater {
      // Rock of the mass that water has less than rock: the sea floor rises by the share of the water (Forsberg 1984, section 3).
      for i in terrain.values.indices where terrain.values[i] < 0 { terrain.values[i] *= max(1 - Self.seaWater / density, 0) }
    }
    self.degree = degree
    model = ResidualTerrain(
      terrain: terrain, reference: ReferenceTerrain.smoothed(terrain, degree: degree), density: density, radius: radius)
  }

  /// The height of the ground or the sea at a place, metres; nil outside.
  func ground(_ latitude: Double, _ longitude: Double) -> Double? {
    model.ground(latitude, longitude).map { isWater ? max($0, 0) : $0 }
  }
}
