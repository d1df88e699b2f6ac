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

  /// How far terrain is needed around every point, metres.
  let reach: Double
  /// Nodes of the files along the sides of one of the terrain's.
  let thinning: Int
  /// From node to node, seconds of arc, in latitude.
  var stepSeconds: Double { model.terrain.latitudeStep * 3600 }

  /// An area in degrees.
  typealias Area = TerrainFiles.Area

  /// A reference surface of longer waves than 1300 km would need the terrain of half a continent.
  static let leastDegree = 30
  /// The density of sea water, kg/m³.
  private static let seaWater = 1030.0
  /// Noise of a coast: heights above this are no ground below the sea, metres.
  private static let coast: Float = -0.5

  /// How far terrain is needed around every point by default, metres. What is left out is smooth in the middle, and gravity points, which reach a cap
  /// beyond it, know it.
  static func standardReach(degree: Int, withGravity: Bool) -> Double {
    let half = .pi * StokesIntegration.radius / Double(max(degree, 1))
    return withGravity ? min(max(half, 30_000), 100_000) : min(max(4 * half, 50_000), 250_000)
  }

  /// Reads files around an area that residual terrain is asked for in.
  init(
    _ paths: [String], area: Area, degree: Int, reach: Double, density: Double, belowSea: BelowSea?
  ) throws(CommandError) {
    let metre = StokesIntegration.radius * .pi / 180
    let margin = reach / metre
    let cosine = max(cos(min(max(abs(area.south), abs(area.north)) + margin, 89) * .pi / 180), 0.05)
    let files = try TerrainFiles(
      paths,
      area: (
        max(area.south - margin, -90), area.west - margin / cosine, min(area.north + margin, 90), area.east + margin / cosine
      ))
    var terrain = files.grid
    thinning = files.thinning
    let (missing, negative) = (terrain.heights.count { $0.isNaN }, terrain.heights.count { $0 < Self.coast })
    guard missing == 0 else {
      throw CommandError(
        .data,
        text(
          zh: "\(paths[0])：区域内有 \(missing) 个结点没有高程；请先补全（海面为 0），并检查是否缺少图幅",
          en:
            "\(paths[0]): \(missing) nodes around the points have no height; fill them first (the sea is 0), or name the tile that is missing"
        ))
    }
    guard negative == 0 || belowSea != nil else {
      throw CommandError(
        .usage,
        text(
          zh: "\(paths[0])：区域内有 \(negative) 个结点低于海面；请用 --below-sea land|water 说明是陆地还是水",
          en: "\(paths[0]): \(negative) nodes around the points lie below the sea; say with --below-sea land|water what they are"))
    }
    isWater = belowSea == .water
    if isWater {
      // Rock of the mass that water has less than rock: the sea floor rises by the share of the water (Forsberg 1984, section 3).
      let share = Float(max(1 - Self.seaWater / density, 0))
      for i in terrain.heights.indices where terrain.heights[i] < 0 { terrain.heights[i] *= share }
    }
    (self.degree, self.reach) = (degree, reach)
    model = ResidualTerrain(
      terrain: terrain, smooth: ReferenceTerrain.smoothed(terrain, degree: degree), density: density)
  }

  /// How much farther the terrain would have to reach for a place, metres; 0 or less where it does.
  func shortfall(_ latitude: Double, _ longitude: Double) -> Double { model.shortfall(latitude, longitude, within: reach) }

  /// The height of the ground or the sea at a place, metres; nil outside.
  func ground(_ latitude: Double, _ longitude: Double) -> Double? {
    model.ground(latitude, longitude).map { isWater ? max($0, 0) : $0 }
  }
}
