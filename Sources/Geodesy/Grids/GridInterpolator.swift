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
  /// `rows` × `columns` values.
  public let nodes: [Float]
  let spline: SplineCoefficients?
  let hasGaps: Bool

  /// Prepares the interpolation; the count of nodes must be rows × columns (a precondition).
  public init(grid: RegularGrid, nodes: [Float], method: GridInterpolation) {
    precondition(nodes.count == grid.rows * grid.columns)
    self.grid = grid
    self.nodes = nodes
    self.method = method
    hasGaps = nodes.contains { $0.isNaN }
    spline = method == .spline ? SplineCoefficients(nodes, grid) : nil
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
    switch method {
    case .nearest, .bilinear:
      guard evaluate(place, method, &result) else { return .noData }
    case .spline:
      guard !hasGaps || evaluate(place, .bilinear, &result), let spline else { return .noData }
      result = evaluate(place, spline)
    case .biquadratic, .bicubic, .cubic12:
      // A cell without all its corners has no value, whatever the wider stencil gives.
      guard !hasGaps || evaluate(place, .bilinear, &result) else { return .noData }
      if method == .cubic12, let fitted = TwelveNodeCubic.evaluate(nodes, grid, place) {
        result = fitted
      } else {
        // Where the wider stencil meets a gap, the bilinear value stands, also where the weight of the gap is zero, but not its slope.
        let bilinear = result
        _ = evaluate(place, method, &result)
        if hasGaps, result.perFirst.isNaN { result = bilinear }
      }
    }
    result.perFirst /= grid.rowStep
    result.perSecond /= grid.columnStep
    return nil
  }

  /// The sum of weighted nodes, needing only those with weight; false, and the result untouched, where one of them has no value. Sums run over the rows
  /// first: the batch kernels do it in the same order.
  private func evaluate(_ place: RegularGrid.Place, _ method: GridInterpolation, _ result: inout Gradient) -> Bool {
    let rows = GridStencil(method, cell: place.row, place.t, count: grid.rows)
    let columns = GridStencil(method, cell: place.column, place.u, count: grid.closes ? nil : grid.columns)
    var sums = SIMD4<Double>.zero
    var slopes = SIMD4<Double>.zero
    var hasSlopes = true
    for j in 0..<4 where columns.weights[j] != 0 || columns.slopes[j] != 0 {
      var column = columns.start + j
      if grid.closes { column = (column + grid.columns) % grid.columns }
      for i in 0..<4 where rows.weights[i] != 0 || rows.slopes[i] != 0 {
        let node = Double(nodes[(rows.start + i) * grid.columns + column])
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

  private func evaluate(_ place: RegularGrid.Place, _ spline: SplineCoefficients) -> Gradient {
    let rows = GridStencil(.spline, cell: place.row, place.t, count: nil)
    let columns = GridStencil(.spline, cell: place.column, place.u, count: nil)
    var sums = SIMD4<Double>.zero
    var slopes = SIMD4<Double>.zero
    for i in 0..<4 {
      let start = (rows.start + i) * spline.width + columns.start
      let c = SIMD4(spline.values[start], spline.values[start + 1], spline.values[start + 2], spline.values[start + 3])
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
