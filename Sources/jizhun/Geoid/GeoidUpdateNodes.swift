import GridFiles
import Refinement
import SurveyFiles

/// The nodes of a model to be updated: its own, or finer ones among which they are.
struct GeoidUpdateNodes {
  let layout: GridLayout
  /// The longer side of an old cell, metres.
  let oldStep: Double
  private let model: HeightModel
  private let base: GeoidBase
  private let sigma: GeoidModelSigma
  private let isOwn: Bool

  /// - Parameter step: Minutes that steps may have at most; nil for the model's own.
  /// Throws `configuration` (78) for a grid that is too large, and for nodes without σ where σ is stated.
  init(_ model: HeightModel, base: GeoidBase, sigma: GeoidModelSigma, step: Double?, path: String) throws(CommandError) {
    (self.model, self.base, self.sigma) = (model, base, sigma)
    let grid = model.main.anomaly
    func division(_ degrees: Double) -> Int { step.map { max(1, Int((degrees * 60 / $0 - 1e-6).rounded(.up))) } ?? 1 }
    let (down, across) = (division(grid.latitudeStep), division(grid.longitudeStep))
    isOwn = down == 1 && across == 1
    guard
      let layout = GridLayout(
        south: grid.south, west: grid.west, latitudeStep: grid.latitudeStep / Double(down),
        longitudeStep: grid.longitudeStep / Double(across),
        rows: (grid.rows - 1) * down + 1, columns: grid.closes ? grid.columns * across : (grid.columns - 1) * across + 1)
    else {
      throw CommandError(.configuration, text(zh: "\(path)：格网太大，不能更新", en: "\(path): the grid is too large to update"))
    }
    self.layout = layout
    let cosine = SpherePlace(latitudeDegrees: (grid.south + grid.north) / 2, longitudeDegrees: 0).latitude.cosine
    oldStep = max(grid.latitudeStep, grid.longitudeStep * cosine) * .pi / 180 * SpherePlace.radius
    guard sigma.isKnown else { return }
    var without = 0
    for row in 0..<layout.rows {
      for column in 0..<layout.columns {
        if let node = node(row, column), node.sigma == nil { without += 1 }
      }
    }
    guard without == 0 else {
      throw CommandError(
        .configuration,
        text(
          zh: "\(path)：\(without) 个结点有值而没有大于 0 的 σ；请用 --model-sigma 给出",
          en: "\(path): \(without) nodes have a value but no σ above 0; say --model-sigma"))
    }
  }

  /// What the model says at a node; nil where it has no value.
  func node(_ row: Int, _ column: Int) -> UpdatedGrid.Node? {
    let (latitude, longitude) = (layout.latitude(row), layout.longitude(column))
    guard isOwn else {
      guard let value = base.value(latitude, longitude) else { return nil }
      return UpdatedGrid.Node(
        anomaly: value.anomaly, sigma: sigma.value(latitude, longitude), gradient: model.hasHeightGradient ? value.gradient : nil)
    }
    // Node by node: next to a hole there is a value that no interpolation reaches.
    let (part, at) = (model.main, row * layout.columns + column)
    let anomaly = Double(part.anomaly.nodes[at])
    guard anomaly.isFinite else { return nil }
    var stated = sigma.value(latitude, longitude)
    if case .band = sigma.source, let own = part.sigma.map({ Double($0.nodes[at]) }) { stated = own > 0 ? own : nil }
    return UpdatedGrid.Node(anomaly: anomaly, sigma: stated, gradient: part.heightGradient.map { Double($0.nodes[at]) })
  }
}
