/// The coefficients of the cubic B-spline through the nodes of a grid, one more than nodes on each side.
///
/// A row of values z has the coefficients c with (cᵢ₋₁ + 4 cᵢ + cᵢ₊₁)⁄6 = zᵢ, a tridiagonal system; the grid is filtered along its rows, then along its
/// columns. At the edges the third derivative is continuous over the last node but one (“not a knot”; de Boor 1978, ch. IV), so that a
/// cubic comes back exactly up to the edge; a grid around the globe is periodic.
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
    let (rows, columns) = (grid.rows, grid.columns)
    let filled = nodes.contains { $0.isNaN } ? GapFilling.fill(nodes, grid) : nodes
    let width = columns + (grid.closes ? 3 : 2)
    self.width = width
    let period = grid.columnPeriod.flatMap { period in
      grid.closes || (0..<rows).allSatisfy { filled[$0 * columns] == filled[$0 * columns + columns - 1] } ? period : nil
    }

    var coefficients = [Double](repeating: 0, count: (rows + 2) * width)
    var filter = LineFilter(capacity: max(rows, columns))
    var line = [Double](repeating: 0, count: max(rows, columns) + 3)
    for row in 0..<rows {
      for column in 0..<columns { line[column + 1] = Double(filled[row * columns + column]) }
      if let period { filter.periodic(&line, count: period, total: width) } else { filter.open(&line, count: columns) }
      for column in 0..<width { coefficients[(row + 1) * width + column] = line[column] }
    }
    // Sixteen columns at a time would be kinder to the cache; a grid of the size of a province fits into it.
    for column in 0..<width {
      for row in 0..<rows { line[row + 1] = coefficients[(row + 1) * width + column] }
      filter.open(&line, count: rows)
      for row in 0..<(rows + 2) { coefficients[row * width + column] = line[row] }
    }
    values = coefficients
  }
}

/// The tridiagonal system along one line, with its factors.
private struct LineFilter {
  /// 1 ⁄ (4 − the one before).
  private var pivots: [Double]
  private var work: [Double]

  init(capacity: Int) {
    pivots = [0.25]
    for i in 1..<max(2, capacity) { pivots.append(1 / (4 - pivots[i - 1])) }
    work = Array(repeating: 0, count: capacity + 3)
  }

  /// Turns the values at 1…count into the coefficients at 0…count + 1.
  mutating func open(_ line: inout [Double], count n: Int) {
    // z(i) is line[i + 1].
    guard n > 3 else {
      // A straight line or a parabola: c = z − z″⁄6.
      let second = n == 3 ? line[1] - 2 * line[2] + line[3] : 0
      let before = n == 3 ? 3 * line[1] - 3 * line[2] + line[3] : 2 * line[1] - line[2]
      let behind = n == 3 ? 3 * line[3] - 3 * line[2] + line[1] : 2 * line[2] - line[1]
      line[0] = before
      line[n + 1] = behind
      for i in 0...(n + 1) { line[i] -= second / 6 }
      return
    }
    // “Not a knot” makes the fourth difference of the first five coefficients zero, which with the first three equations gives c₁ alone.
    work[1] = (8 * line[2] - line[1] - line[3]) / 6
    work[n - 2] = (8 * line[n - 1] - line[n] - line[n - 2]) / 6
    let count = n - 4  // unknowns c₂ … cₙ₋₃
    if count > 0 {
      for k in 0..<count {
        let i = k + 2
        var right = 6 * line[i + 1]
        if k == 0 { right -= work[1] }
        if k == count - 1 { right -= work[n - 2] }
        work[i] = (right - (k > 0 ? work[i - 1] : 0)) * pivots[k]
      }
      for k in (0..<(count - 1)).reversed() { work[k + 2] -= pivots[k] * work[k + 3] }
    }
    let (z0, z1, y1, y0) = (line[1], line[2], line[n - 1], line[n])
    for i in 1...(n - 2) { line[i + 1] = work[i] }
    line[1] = 6 * z1 - 4 * line[2] - line[3]
    line[n] = 6 * y1 - 4 * line[n - 1] - line[n - 2]
    line[0] = 6 * z0 - 4 * line[1] - line[2]
    line[n + 1] = 6 * y0 - 4 * line[n] - line[n - 1]
  }

  /// Turns the values at 1…count, which repeat, into the coefficients at 0…total − 1 (Unser, Aldroubi & Eden 1993, doi 10.1109/78.193220).
  mutating func periodic(_ line: inout [Double], count n: Int, total: Int) {
    // The pole √3 − 2 of the filter; its 40th power is below the rounding of a double.
    let pole = -0.26794919243112270647
    let reach = 40
    var sum = 0.0
    for k in (0...reach).reversed() { sum = sum * pole + line[1 + ((n - k % n) % n)] }
    work[0] = sum
    for i in 1..<n { work[i] = line[i + 1] + pole * work[i - 1] }
    sum = 0
    for k in (0...reach).reversed() { sum = sum * pole + work[(n - 1 + k) % n] }
    var next = -pole * sum
    line[n] = 6 * next
    for i in (0..<(n - 1)).reversed() {
      next = pole * (next - work[i])
      line[i + 1] = 6 * next
    }
    line[0] = line[n]
    for i in (n + 1)..<total { line[i] = line[i - n] }
  }
}
