/// The coefficients of the cubic B-spline through the nodes of a grid, one more than nodes on each side.
///
/// A row of values z has the coefficients c with (cᵢ₋₁ + 4 cᵢ + cᵢ₊₁)⁄6 = zᵢ, a tridiagonal system; the grid is filtered along its rows, then along its
/// columns. At the edges the third derivative is continuous over the last node but one (“not a knot”; de Boor 1978, ch. IV), so that a
/// cubic comes back exactly up to the edge; a grid around the globe is periodic, and so is a row whose last node stands for its first.
///
/// Where nodes have no value, values are invented from their neighbours, so that the spline beside a gap runs on as smoothly as
/// their differences let it; the influence of what was invented falls by 0.27 from node to node. A cell with such a node has no value itself: see
/// ``GridInterpolator``.
struct SplineCoefficients: Sendable {
  /// Row by row. In 64 bits, though the nodes have 32: the kernel takes a row of four in one load, and the nodes come back to the last bit.
  let values: [Double]
  /// Coefficients in a row.
  let width: Int

  /// Prefilters the nodes.
  init(_ nodes: [Float], _ grid: RegularGrid) {
    self.init(nodes, rows: grid.rows, columns: grid.columns, period: grid.columnPeriod)
  }

  /// Prefilters nodes, at least two each way.
  /// - Parameter period: After how many columns the values repeat: `columns`, one less where the last column may stand for the first, nil where
  ///   they do not.
  init(_ nodes: [Float], rows: Int, columns: Int, period: Int?) {
    let filled = nodes.contains { $0.isNaN } ? GapFilling.fill(nodes, rows: rows, columns: columns, period: period) : nodes
    let width = columns + (period == columns ? 3 : 2)
    self.width = width
    func repeats(_ row: Int) -> Bool {
      guard let period else { return false }
      return period == columns || filled[row * columns] == filled[(row + 1) * columns - 1]
    }

    let lanes = SplineFilter.lanes
    var coefficients = [Double](repeating: 0, count: (rows + 2) * width)
    var filter = SplineFilter(longest: max(rows, columns))
    var lines = SplineFilter.room(longest: max(rows, columns))
    // Along the rows: neighbours that repeat, or that do not, go together.
    var row = 0
    while row < rows {
      let isPeriodic = repeats(row)
      var count = 1
      while count < lanes, row + count < rows, repeats(row + count) == isPeriodic { count += 1 }
      for lane in 0..<count {
        let start = (row + lane) * columns
        for column in 0..<columns { lines[(column + 1) * count + lane] = Double(filled[start + column]) }
      }
      if isPeriodic, let period {
        filter.periodic(&lines, count: period, total: width, lanes: count)
      } else {
        filter.open(&lines, count: columns, lanes: count)
      }
      for lane in 0..<count {
        let start = (row + lane + 1) * width
        for column in 0..<width { coefficients[start + column] = lines[column * count + lane] }
      }
      row += count
    }
    // Along the columns.
    for column in stride(from: 0, to: width, by: lanes) {
      let count = min(lanes, width - column)
      for row in 1...rows {
        for lane in 0..<count { lines[row * count + lane] = coefficients[row * width + column + lane] }
      }
      filter.open(&lines, count: rows, lanes: count)
      for row in 0..<(rows + 2) {
        for lane in 0..<count { coefficients[row * width + column + lane] = lines[row * count + lane] }
      }
    }
    values = coefficients
  }
}
