/// How an interpolation gets at the nodes about a cell, whether a grid is whole in memory or comes in blocks.
protocol GridNodeAccess {
  /// The node of a row and a column, NaN for one without value. Of a grid around the globe columns beyond the last are those from the first on.
  func node(_ row: Int, _ column: Int) -> Double
}

/// How the spline gets at its coefficients.
protocol GridCoefficientAccess {
  /// Four neighbours in a row. Row 0 and column 0 are one before the first node.
  func coefficients(row: Int, column: Int) -> SIMD4<Double>
}

extension SplineCoefficients: GridCoefficientAccess {
  func coefficients(row: Int, column: Int) -> SIMD4<Double> {
    let start = row * width + column
    return SIMD4(values[start], values[start + 1], values[start + 2], values[start + 3])
  }
}

/// All nodes of a grid.
struct WholeNodes: GridNodeAccess {
  let nodes: [Float]
  let columns: Int
  let closes: Bool

  init(_ nodes: [Float], _ grid: RegularGrid) { (self.nodes, columns, closes) = (nodes, grid.columns, grid.closes) }

  func node(_ row: Int, _ column: Int) -> Double {
    let column = closes ? (column + columns) % columns : column
    return Double(nodes[row * columns + column])
  }
}

/// One block with all that the cells in it need: see ``GridBlocks``.
struct BlockValues<Value: BinaryFloatingPoint> {
  private let values: UnsafePointer<Value>
  let stride: Int
  /// The row and column that come first.
  private let firstRow: Int
  private let firstColumn: Int

  init(_ values: UnsafePointer<Value>, stride: Int, firstRow: Int, firstColumn: Int) {
    (self.values, self.stride, self.firstRow, self.firstColumn) = (values, stride, firstRow, firstColumn)
  }

  /// Where a value lies. The check keeps every access inside the block's stride × stride values.
  private func index(_ row: Int, _ column: Int, count: Int) -> Int {
    let (r, c) = (row - firstRow, column - firstColumn)
    precondition(r >= 0 && r < stride && c >= 0 && c + count <= stride)
    return r * stride + c
  }

  func value(_ row: Int, _ column: Int) -> Value { values[index(row, column, count: 1)] }

  /// Where four neighbours in a row begin.
  fileprivate func four(_ row: Int, _ column: Int) -> UnsafePointer<Value> { values + index(row, column, count: 4) }

  /// Whether a node of the block has no value.
  var hasGaps: Bool { values[stride * stride] != 0 }
}

extension BlockValues: GridNodeAccess where Value == Float {
  func node(_ row: Int, _ column: Int) -> Double { Double(value(row, column)) }
}

extension BlockValues: GridCoefficientAccess where Value == Double {
  func coefficients(row: Int, column: Int) -> SIMD4<Double> {
    // Blocks count from the first node.
    let four = four(row - 1, column - 1)
    return SIMD4(four[0], four[1], four[2], four[3])
  }
}
