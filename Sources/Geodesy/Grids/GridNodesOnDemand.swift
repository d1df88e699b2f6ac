import Synchronization

/// The nodes of a grid, and the coefficients of its spline, in blocks that are read when a place first needs them. Safe to share between threads:
/// see ``GridBlocks``.
///
/// The coefficients of a block come out of its nodes and a margin about them. Filtering the whole grid would give the same: what lies behind the margin
/// weighs 0.268 for each node of it (the pole 2 − √3 of the filter), 5·10⁻¹⁹ for ``margin`` nodes, below the rounding of a double for any
/// values. At an edge of the grid the window ends there too, with the same condition; around the globe it goes on.
final class GridNodesOnDemand: Sendable {
  /// Nodes about a block.
  static let margin = 32
  /// The same where nodes are without value, so that what is filled in is the same as in the whole grid wherever it counts. A filled node that weighs more
  /// than 10⁻¹⁵ in a cell with a value is within 26 nodes of it (0.268²⁶), along rows and columns together; so its distance from the nearest
  /// node with a value is at most that, and it depends on nodes within two more (``GapFilling``): 54 from the block.
  static let gapMargin = 64

  private let grid: RegularGrid
  private let source: any GridNodeSource
  private let nodeBlocks: GridBlocks<Float>
  private let coefficientBlocks: GridBlocks<Double>?
  private let gaps = Atomic(false)

  init(_ grid: RegularGrid, _ source: any GridNodeSource, hasCoefficients: Bool) {
    self.grid = grid
    self.source = source
    // Sides: the border costs a tenth of the memory of a block of nodes; the margin makes the filter work on 2.3 times the coefficients of a block.
    nodeBlocks = GridBlocks(grid, side: 64)
    coefficientBlocks = hasCoefficients ? GridBlocks(grid, side: 128) : nil
  }

  /// Whether a block of coefficients that is there has a node without value. Set before such a block is made known, so that whoever has read the
  /// block sees it.
  var hasKnownGaps: Bool { gaps.load(ordering: .relaxed) }

  /// Cells in a block each way, values in a row of it, blocks side by side.
  func shape(ofCoefficients: Bool) -> (side: Int, stride: Int, across: Int) {
    if ofCoefficients, let blocks = coefficientBlocks { return (blocks.side, blocks.stride, blocks.across) }
    return (nodeBlocks.side, nodeBlocks.stride, nodeBlocks.across)
  }

  /// Lets a kernel read the blocks.
  func withTable(ofCoefficients: Bool, _ body: (UnsafePointer<Atomic<UInt>>) -> Void) {
    if ofCoefficients, let coefficientBlocks { return coefficientBlocks.withTable(body) }
    nodeBlocks.withTable(body)
  }

  /// The nodes about a cell.
  func nodes(_ place: RegularGrid.Place) throws(UnreadableNodes) -> BlockValues<Float> {
    let index = nodeBlocks.index(row: place.row, column: place.column)
    return try nodeBlocks.block(index) { () throws(UnreadableNodes) in try makeNodes(index) }
  }

  /// The coefficients about a cell; only for an interpolation that has them.
  func coefficients(_ place: RegularGrid.Place) throws(UnreadableNodes) -> BlockValues<Double> {
    guard let coefficientBlocks else { preconditionFailure("the interpolation has no coefficients") }
    let index = coefficientBlocks.index(row: place.row, column: place.column)
    return try coefficientBlocks.block(index) { () throws(UnreadableNodes) in try makeCoefficients(index, coefficientBlocks) }
  }

  private func makeNodes(_ index: Int) throws(UnreadableNodes) -> [Float] {
    let (cell, stride) = (nodeBlocks.firstCell(index), nodeBlocks.stride)
    let (rows, columns) = ((cell.row - 1)..<(cell.row - 1 + stride), (cell.column - 1)..<(cell.column - 1 + stride))
    let nodes = try read(rows, columns, period: grid.closes ? grid.columns : nil)
    let window = Window(rows: rows, columns: columns, period: nil, nodes: nodes)
    let inside = (rows.clamped(to: 0..<grid.rows), grid.closes ? columns : columns.clamped(to: 0..<grid.columns))
    return nodes + [window.missing(inside.0, inside.1).some ? 1 : 0]
  }

  private func makeCoefficients(_ index: Int, _ blocks: GridBlocks<Double>) throws(UnreadableNodes) -> [Double] {
    let (cell, stride) = (blocks.firstCell(index), blocks.stride)
    let (rows, columns) = ((cell.row - 1)..<(cell.row - 1 + stride), (cell.column - 1)..<(cell.column - 1 + stride))
    var window = try self.window(rows, columns, margin: Self.margin)
    // Those outside the grid do not count; around the globe none is.
    let missing = window.missing(rows.clamped(to: window.rows), columns.clamped(to: window.columns))
    if missing.some { gaps.store(true, ordering: .relaxed) }
    // No cell has a value: nothing is worth a filter.
    if missing.all { return [Double](repeating: .nan, count: stride * stride) + [1] }
    if window.nodes.contains(where: { $0.isNaN }) { window = try self.window(rows, columns, margin: Self.gapMargin) }
    let spline = SplineCoefficients(window.nodes, rows: window.rows.count, columns: window.columns.count, period: window.period)
    var values = [Double](repeating: 0, count: stride * stride + 1)
    // The filter gives one more on each side than it gets. What is outside of that belongs to cells outside the grid.
    let inside = columns.clamped(to: (window.columns.lowerBound - 1)..<(window.columns.upperBound + 1))
    for row in rows.clamped(to: (window.rows.lowerBound - 1)..<(window.rows.upperBound + 1)) {
      let from = (row - window.rows.lowerBound + 1) * spline.width - window.columns.lowerBound + 1
      let to = (row - rows.lowerBound) * stride - columns.lowerBound
      for column in inside { values[to + column] = spline.values[from + column] }
    }
    values[stride * stride] = missing.some ? 1 : 0
    return values
  }

  /// A rectangle of nodes.
  private struct Window {
    let rows: Range<Int>
    let columns: Range<Int>
    /// See ``SplineCoefficients``; nil where the window ends at its sides, be it for the margin or for the edge of the grid.
    let period: Int?
    let nodes: [Float]

    /// Whether some and whether all nodes of a part have no value.
    func missing(_ rows: Range<Int>, _ columns: Range<Int>) -> (some: Bool, all: Bool) {
      var result = (some: false, all: true)
      for row in rows {
        for column in columns {
          let isMissing = nodes[(row - self.rows.lowerBound) * self.columns.count + column - self.columns.lowerBound].isNaN
          result = (result.some || isMissing, result.all && isMissing)
        }
      }
      return result
    }
  }

  /// The nodes that the coefficients of a block are made of.
  private func window(_ rows: Range<Int>, _ columns: Range<Int>, margin: Int) throws(UnreadableNodes) -> Window {
    let rows = ((rows.lowerBound - margin)..<(rows.upperBound + margin)).clamped(to: 0..<grid.rows)
    let wide = (columns.lowerBound - margin)..<(columns.upperBound + margin)
    let inside = wide.clamped(to: 0..<grid.columns)
    guard let period = grid.columnPeriod, inside != wide else {
      return Window(rows: rows, columns: inside, period: nil, nodes: try read(rows, inside, period: nil))
    }
    var goesOn = grid.closes
    if !goesOn { goesOn = try repeats(rows) }
    if goesOn {
      // Over the seam: the columns go on with those of the other side.
      return Window(rows: rows, columns: wide, period: nil, nodes: try read(rows, wide, period: period))
    }
    // Some rows go on there and others do not: all columns, as in the whole grid.
    let all = 0..<grid.columns
    return Window(rows: rows, columns: all, period: period, nodes: try read(rows, all, period: nil))
  }

  /// Whether the last node of each of these rows stands for its first.
  private func repeats(_ rows: Range<Int>) throws(UnreadableNodes) -> Bool {
    let last = grid.columns - 1
    let west = try read(rows, 0..<1, period: nil)
    let east = try read(rows, last..<(last + 1), period: nil)
    return zip(west, east).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }
  }

  /// A rectangle of nodes row by row, NaN outside the grid; with a period columns beyond it are those of the other side.
  private func read(_ rows: Range<Int>, _ columns: Range<Int>, period: Int?) throws(UnreadableNodes) -> [Float] {
    var nodes = [Float](repeating: .nan, count: rows.count * columns.count)
    for row in rows.clamped(to: 0..<grid.rows) {
      let start = (row - rows.lowerBound) * columns.count - columns.lowerBound
      guard let period else {
        let inside = columns.clamped(to: 0..<grid.columns)
        if !inside.isEmpty { try source.read(row: row, columns: inside, into: &nodes, at: start + inside.lowerBound) }
        continue
      }
      var column = columns.lowerBound
      while column < columns.upperBound {
        let from = ((column % period) + period) % period
        let count = min(columns.upperBound - column, period - from)
        try source.read(row: row, columns: from..<(from + count), into: &nodes, at: start + column)
        column += count
      }
    }
    return nodes
  }
}
