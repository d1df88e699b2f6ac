/// The values of a regular grid between its nodes, by one method. Prepared once (the spline's coefficients cost two passes over the grid);
/// then a value, safe to share between threads, and every evaluation is without allocation.
///
/// A node without a value is NaN. A place whose cell has such a node with weight has no value, by any method: nothing is invented. Where only
/// the wider stencil of the parabola or the cubic meets one, the bilinear form serves in that cell; the spline: see ``GridInterpolation/spline``
/// and docs/geoid-formats.md.
public struct GridInterpolator: Sendable {
  /// Where the nodes lie.
  public let grid: RegularGrid
  /// How values between them are found.
  public let method: GridInterpolation
  let storage: Storage

  /// What the interpolation reads.
  enum Storage: Sendable {
    /// All nodes, and of the spline all coefficients.
    case whole(nodes: [Float], hasGaps: Bool, spline: SplineCoefficients?)
    /// Blocks that places make.
    case onDemand(GridNodesOnDemand)
  }

  /// Prepares the interpolation; the count of nodes must be rows × columns (a precondition).
  public init(grid: RegularGrid, nodes: [Float], method: GridInterpolation) {
    precondition(nodes.count == grid.rows * grid.columns)
    self.grid = grid
    self.method = method
    storage = .whole(
      nodes: nodes, hasGaps: nodes.contains { $0.isNaN }, spline: method == .spline ? SplineCoefficients(nodes, grid) : nil)
  }

  /// Prepares the interpolation of nodes that are read when a place first needs them, in blocks; what has been read stays in memory. The values are those
  /// of a grid that is whole in memory, those of the spline to 10⁻¹² of the largest node, and the same whichever places came before.
  ///
  /// A block takes its memory once; an evaluation in blocks that are there is without allocation.
  public init(grid: RegularGrid, source: any GridNodeSource, method: GridInterpolation) {
    self.grid = grid
    self.method = method
    storage = .onDemand(GridNodesOnDemand(grid, source, hasCoefficients: method == .spline))
  }

  /// A value with its derivatives by the two coordinates.
  public struct Gradient: Sendable, Equatable {
    /// The value, in the unit of the nodes.
    public var value: Double
    /// By the first coordinate, per its unit.
    public var perFirst: Double
    /// By the second coordinate, per its unit.
    public var perSecond: Double
  }

  /// The value at a position.
  /// - Throws: ``GridAbsence``. A node whose weight is zero is not needed: on a node its neighbours may be without value.
  public func value(_ first: Double, _ second: Double) throws(GridAbsence) -> Double { try gradient(first, second).value }

  /// The value at a position with its derivatives; those of `nearest` are zero. On a node beside one without value, and on the line to it, the value
  /// exists and the derivatives are NaN.
  /// - Throws: ``GridAbsence``
  public func gradient(_ first: Double, _ second: Double) throws(GridAbsence) -> Gradient {
    var result = Gradient(value: .nan, perFirst: .nan, perSecond: .nan)
    if let absence = find(first, second, &result) { throw absence }
    return result
  }

  /// The value with its derivatives; the reason where there is none. Throws nothing, because throwing may take memory.
  func find(_ first: Double, _ second: Double, _ result: inout Gradient) -> GridAbsence? {
    guard let place = grid.place(first, second) else { return .outside }
    let isThere: Bool
    switch storage {
    case .whole(let nodes, let hasGaps, let spline):
      let nodes = WholeNodes(nodes, grid)
      if let spline {
        isThere = find(place, nodes, spline, hasGaps: hasGaps, &result)
      } else {
        isThere = find(place, nodes, fitted: nodes, beyond: nodes, hasGaps: hasGaps, &result)
      }
    case .onDemand(let blocks):
      do throws(UnreadableNodes) {
        isThere = try find(place, blocks, &result)
      } catch {
        return .unreadable(error)
      }
    }
    guard isThere else { return .noData }
    result.perFirst /= grid.rowStep
    result.perSecond /= grid.columnStep
    return nil
  }

  private func find(_ place: RegularGrid.Place, _ blocks: GridNodesOnDemand, _ result: inout Gradient) throws(UnreadableNodes) -> Bool {
    if method == .spline {
      let spline = try blocks.coefficients(place)
      guard spline.hasGaps else {
        result = evaluate(place, spline)
        return true
      }
      return find(place, try blocks.nodes(place), spline, hasGaps: true, &result)
    }
    let nodes = try blocks.nodes(place)
    guard method == .cubic12 else { return find(place, nodes, fitted: nodes, beyond: nodes, hasGaps: nodes.hasGaps, &result) }
    let cell = TwelveNodeCubic.place(place)
    let fitted = try blocks.nodes(cell)
    var beyond = fitted
    if let opposite = TwelveNodeCubic.opposite(cell, grid) { beyond = try blocks.nodes(opposite) }
    return find(place, nodes, fitted: fitted, beyond: beyond, hasGaps: nodes.hasGaps, &result)
  }

  private func find<Nodes: GridNodeAccess, Spline: GridCoefficientAccess>(
    _ place: RegularGrid.Place, _ nodes: Nodes, _ spline: Spline, hasGaps: Bool, _ result: inout Gradient
  ) -> Bool {
    guard !hasGaps || evaluate(place, nodes, .bilinear, &result) else { return false }
    result = evaluate(place, spline)
    return true
  }

  /// - Parameters:
  ///   - fitted: The nodes about the cell that the twelve-node cubic is taken of.
  ///   - beyond: Those on the other side of the pole.
  private func find<Nodes: GridNodeAccess>(
    _ place: RegularGrid.Place, _ nodes: Nodes, fitted: Nodes, beyond: Nodes, hasGaps: Bool, _ result: inout Gradient
  ) -> Bool {
    if method == .nearest || method == .bilinear { return evaluate(place, nodes, method, &result) }
    // A cell without all its corners has no value, whatever the wider stencil gives.
    guard !hasGaps || evaluate(place, nodes, .bilinear, &result) else { return false }
    if method == .cubic12, let cubic = TwelveNodeCubic.evaluate(fitted, beyond: beyond, grid, TwelveNodeCubic.place(place)) {
      result = cubic
    } else {
      // Where the wider stencil meets a gap, the bilinear value stands, also where the weight of the gap is zero, but not its slope.
      let bilinear = result
      _ = evaluate(place, nodes, method, &result)
      if hasGaps, result.perFirst.isNaN { result = bilinear }
    }
    return true
  }

  /// The sum of weighted nodes, needing only those with weight; false, and the result untouched, where one of them has no value. Sums run over the rows
  /// first: the batch kernels do it in the same order.
  private func evaluate<Nodes: GridNodeAccess>(
    _ place: RegularGrid.Place, _ nodes: Nodes, _ method: GridInterpolation, _ result: inout Gradient
  ) -> Bool {
    let rows = GridStencil(method, cell: place.row, place.t, count: grid.rows)
    let columns = GridStencil(method, cell: place.column, place.u, count: grid.closes ? nil : grid.columns)
    var sums = SIMD4<Double>.zero
    var slopes = SIMD4<Double>.zero
    var hasSlopes = true
    for j in 0..<4 where columns.weights[j] != 0 || columns.slopes[j] != 0 {
      for i in 0..<4 where rows.weights[i] != 0 || rows.slopes[i] != 0 {
        let node = nodes.node(rows.start + i, columns.start + j)
        if node.isNaN {
          guard rows.weights[i] == 0 || columns.weights[j] == 0 else { return false }
          // On a node beside the gap, or on the line to one, there is a value but no gradient.
          hasSlopes = false
          continue
        }
        sums[j] += node * rows.weights[i]
        slopes[j] += node * rows.slopes[i]
      }
    }
    result = Self.sum(sums, slopes, columns)
    if !hasSlopes { (result.perFirst, result.perSecond) = (.nan, .nan) }
    return true
  }

  private func evaluate<Spline: GridCoefficientAccess>(_ place: RegularGrid.Place, _ spline: Spline) -> Gradient {
    let rows = GridStencil(.spline, cell: place.row, place.t, count: nil)
    let columns = GridStencil(.spline, cell: place.column, place.u, count: nil)
    var sums = SIMD4<Double>.zero
    var slopes = SIMD4<Double>.zero
    for i in 0..<4 {
      let c = spline.coefficients(row: rows.start + i, column: columns.start)
      sums += c * rows.weights[i]
      slopes += c * rows.slopes[i]
    }
    return Self.sum(sums, slopes, columns)
  }

  private static func sum(_ sums: SIMD4<Double>, _ slopes: SIMD4<Double>, _ columns: GridStencil) -> Gradient {
    func total(_ p: SIMD4<Double>) -> Double { (p[0] + p[1]) + (p[2] + p[3]) }
    return Gradient(
      value: total(sums * columns.weights), perFirst: total(slopes * columns.weights), perSecond: total(sums * columns.slopes))
  }
}
