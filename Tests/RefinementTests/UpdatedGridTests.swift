import Testing

@testable import Refinement

@Suite("Grid of an updated model")
struct UpdatedGridTests {
  @Test("Nodes hold old value and correction, the σ after, and what the model says besides; holes stay holes")
  func nodes() throws {
    let model = InventedModel(60, seed: 3)
    var options = ModelUpdateOptions(halfLength: 15_000)
    options.isLengthKnown = true
    let update = try ModelUpdate(model.points(60), options)
    let layout = try #require(GridLayout(south: 25, west: 109, latitudeStep: 0.1, longitudeStep: 0.1, rows: 21, columns: 21))
    func node(_ row: Int, _ column: Int) -> UpdatedGrid.Node? {
      row == 3 && column == 4 ? nil : .init(anomaly: -20 + 0.01 * Double(row), sigma: 0.01 + 0.0001 * Double(column), gradient: 1e-5)
    }
    let grid = UpdatedGrid(update, layout: layout, node: node)
    #expect(grid.anomaly[3 * 21 + 4].isNaN && grid.sigma[3 * 21 + 4].isNaN && grid.heightGradient?[3 * 21 + 4].isNaN == true)
    for (row, column) in [(0, 0), (10, 10), (20, 3), (7, 19)] {
      let old = try #require(node(row, column))
      let place = SpherePlace(latitudeDegrees: layout.latitude(row), longitudeDegrees: layout.longitude(column))
      let p = update.predictions([(place, old.sigma)])[0]
      let at = row * 21 + column
      // Nodes are 32-bit floats: 1 µm at 20 m.
      #expect(abs(Double(grid.anomaly[at]) - old.anomaly - p.value) < 2e-6)
      #expect(abs(Double(grid.difference[at]) - p.value) < 1e-9)
      #expect(abs(Double(grid.sigma[at]) - p.sigma) < 1e-8 && p.sigma <= old.sigma! * (1 + 1e-12))
      #expect(abs(Double(grid.significance[at]) - p.value / p.sigma) < 1e-5)
      #expect(grid.heightGradient?[at] == Float(1e-5))
    }
  }

  @Test("Far from the points a model stays as it is, σ and all")
  func far() throws {
    let point = ModelPoint(latitudeDegrees: 25, longitudeDegrees: 110, difference: 0.01, sigma: 0.01, modelSigma: 0.02)
    let update = try ModelUpdate([point], ModelUpdateOptions(halfLength: 5000))
    let layout = try #require(GridLayout(south: 25, west: 110, latitudeStep: 0.5, longitudeStep: 0.5, rows: 6, columns: 6))
    let grid = UpdatedGrid(update, layout: layout) { _, _ in .init(anomaly: -20, sigma: 0.02, gradient: nil) }
    #expect(abs(grid.difference[0]) > 0.005 && grid.sigma[0] < 0.0145)
    #expect(grid.anomaly[35] == -20 && abs(grid.sigma[35] - 0.02) < 1e-9 && grid.difference[35] == 0)
    #expect(grid.heightGradient == nil)
  }
}
