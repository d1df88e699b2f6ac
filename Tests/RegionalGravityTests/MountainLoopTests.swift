import Foundation
import Refinement
import RegionalGravity
import Testing

/// Remove, compute, restore in rough mountains whose potential is known: what is left of the height anomaly by how the terrain is treated.
///
/// Ground from 0 to 2570 m (420 m rms, slopes of 9 % rms between nodes a kilometre apart, the waves from 4 to 150 km), 500 invented masses 8 to 20 km below
/// it; 2500 gravity points 6.6 km apart on the ground with 0.2 mGal of noise; the base has all harmonics of that field to degree 720 and leaves 146 mm and
/// 24 mGal; errors are at 225 places of the middle degree, less their mean. Figures of the documentation come from here.
@Suite("Mountains in a closed loop", .enabled(if: ProcessInfo.processInfo.environment["JIZHUN_LONG_TESTS"] == "1"))
struct MountainLoopTests {
  static let degree = 720
  static let (south, west, cap) = (28.0, 110.0, 1.0)
  static let noise = 0.2

  let field: MountainField
  let terrain: TerrainGrid
  /// Rows and columns of gravity points, then of places.
  let nodes: [(row: Int, column: Int)]
  let gravityCount: Int
  /// What the base leaves: Δg, mGal, with noise, and ζ, mm.
  let anomalies: [Double], zetas: [Double]

  init() {
    let field = MountainField(seed: 7, south: 24.5, west: 106, size: (8, 9), step: 1.0 / 120)
    let grid = field.terrain
    var random = RemoveRestoreTests.Numbers(state: 99)
    var nodes: [(row: Int, column: Int)] = []
    func add(_ b: Double, _ l: Double) {
      nodes.append((Int(((b - grid.south) / grid.latitudeStep).rounded()), Int(((l - grid.west) / grid.longitudeStep).rounded())))
    }
    for i in 0..<2500 {
      let (y, x) = ((Double(i / 50) + random.uniform()) / 50, (Double(i % 50) + random.uniform()) / 50)
      add(Self.south - 1.1 * Self.cap + (1 + 2.2 * Self.cap) * y, Self.west - 1.25 * Self.cap + (1 + 2.5 * Self.cap) * x)
    }
    gravityCount = nodes.count
    for i in 0..<225 { add(Self.south + (Double(i / 15) + random.uniform()) / 15, Self.west + (Double(i % 15) + random.uniform()) / 15) }
    let base = MountainHarmonics(field, degree: Self.degree)
    var (anomalies, zetas): ([Double], [Double]) = ([], [])
    for (i, node) in nodes.enumerated() {
      let height = grid[node.row, node.column]
      let left =
        field.truth(node.row, node.column)
        - base.potentials(grid.latitude(node.row), grid.longitude(node.column), heights: [height])[0]
      if i < gravityCount {
        anomalies.append(left.anomaly(height) * 1e5 + Self.noise * random.normal())
      } else {
        zetas.append(left.zeta(height) * 1e3)
      }
    }
    (self.field, self.nodes, self.anomalies, self.zetas) = (field, nodes, anomalies, zetas)
    terrain = TerrainGrid(grid)
  }

  func place(_ i: Int) -> (b: Double, l: Double, h: Double) {
    (field.terrain.latitude(nodes[i].row), field.terrain.longitude(nodes[i].column), field.terrain[nodes[i].row, nodes[i].column])
  }

  /// The standard deviation and the largest of the errors of ζ, mm.
  func errors(_ model: ResidualTerrain?, continues: Bool) throws -> (deviation: Double, largest: Double) {
    var removed = [Double](repeating: 0, count: nodes.count)
    var residual: [Double] = []
    for i in nodes.indices {
      let p = place(i)
      let effect = model?.effect(latitudeDegrees: p.b, longitudeDegrees: p.l, normalHeight: p.h, gravity: MountainField.gamma(p.h))
      if i < gravityCount {
        residual.append(anomalies[i] - (effect?.gravityAnomaly ?? 0) * 1e5)
      } else {
        removed[i] = (effect?.heightAnomaly ?? 0) * 1e3
      }
    }
    func points(_ values: [Double]) -> [ScatteredAnomaly] {
      values.indices.map {
        ScatteredAnomaly(latitudeDegrees: place($0).b, longitudeDegrees: place($0).l, value: values[$0], sigma: Self.noise)
      }
    }
    let covariance = try AnomalyGridding.estimate(points(residual))
    let step = 1.0 / 30
    let layout = RegionalGrid(
      south: Self.south - 1.02 * Self.cap, west: Self.west - 1.16 * Self.cap, latitudeStep: step, longitudeStep: step,
      rows: Int((1 + 2.04 * Self.cap) / step) + 1, columns: Int((1 + 2.32 * Self.cap) / step) + 1)
    func gridded(_ values: [Double]) throws -> RegionalGrid {
      var grid = layout
      let gridding = AnomalyGridding(points(values), covariance, grid: layout)
      for tile in 0..<gridding.tileCount { for node in try gridding.tile(tile) { grid.values[node.index] = node.value } }
      return grid
    }
    let level = (0..<gravityCount).reduce(0) { $0 + place($1).h } / Double(gravityCount)
    var grid = try gridded(residual)
    var levelField: LevelField?
    if continues {
      func made(_ grid: RegionalGrid) -> LevelField {
        let first = LevelFieldTests.derivative(grid)
        return LevelField(level: level, anomalies: grid, first: first, second: LevelFieldTests.derivative(first))
      }
      var field = made(grid)
      for _ in 0..<2 {
        grid = try gridded(residual.indices.map { residual[$0] - field.anomalyChange(place($0).b, place($0).l, height: place($0).h) })
        field = made(grid)
      }
      levelField = field
    }
    for i in grid.values.indices { grid.values[i] *= 1e-5 }
    let integration = StokesIntegration(grid, StokesKernel(.heckGrueninger, degree: Int(90 / Self.cap), cap: Self.cap * .pi / 180))
    var zeta = layout
    let first = Int(1.02 * Self.cap / step)
    for row in first - 3...first + Int(1 / step) + 3 {
      let values = integration.heightAnomalies(row: row, columns: 0..<layout.columns, gravity: MountainField.gamma(level))
      for (c, value) in values.enumerated() { zeta[row, c] = value }
    }
    var errors: [Double] = []
    for i in gravityCount..<nodes.count {
      let p = place(i)
      var value = zeta.cubic(p.b, p.l) * 1e3
      value += (levelField?.heightAnomalyChange(p.b, p.l, height: p.h, gravity: MountainField.gamma(p.h)) ?? 0) * 1e-2
      errors.append(zetas[i - gravityCount] - value - removed[i])
    }
    let mean = errors.reduce(0, +) / Double(errors.count)
    let square = errors.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(errors.count)
    return (square.squareRoot(), errors.map { abs($0 - mean) }.max() ?? 0)
  }

  /// The limits are 1.3 to 1.5 times what this seed gave; that of no terrain is a floor.
  @Test("the more of the terrain counts at every place, the better; the layer is better than filled valleys")
  func loop() throws {
    let smooth = ReferenceTerrain.smoothed(terrain, degree: Self.degree)
    func model(_ radius: Double, _ reference: ResidualTerrain.Reference) -> ResidualTerrain {
      ResidualTerrain(terrain: terrain, smooth: smooth, density: MountainField.density, radius: radius, reference: reference)
    }
    let without = try errors(nil, continues: false)
    print("no terrain: \(without.deviation) mm, largest \(without.largest)")
    #expect(without.deviation > 40)
    for (radius, reference, continues, limit) in [
      (60e3, ResidualTerrain.Reference.condensed, false, 40.0), (120e3, .condensed, false, 20), (200e3, .condensed, false, 10),
      (.infinity, .condensed, false, 4.5), (.infinity, .condensed, true, 4.5), (.infinity, .filled, false, 6),
    ] {
      let found = try errors(model(radius, reference), continues: continues)
      print(
        "\(reference) within \(radius / 1000) km, continuation \(continues): \(found.deviation) mm, largest \(found.largest)")
      #expect(found.deviation < limit)
    }
  }
}
