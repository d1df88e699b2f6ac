#if GEODESY_AVX2
  import GeodesyAVX2
#endif

// The batch form of `GridInterpolator`: columns in, a column out, no allocation. The kernels answer where the stencil lies inside the grid and leave
// NaN elsewhere, which the scalar form then answers.

extension GridInterpolator {
  /// The values at many positions; NaN where ``value(_:_:)`` throws. Nothing is extrapolated. No allocation.
  /// - Parameters:
  ///   - first: Positions along the rows' direction; as many as `second` and `results` (a precondition).
  ///   - second: Positions along the columns' direction.
  ///   - results: The interpolated values, in the unit of the nodes; the same bits as the scalar form gives.
  public func values(first: Span<Double>, second: Span<Double>, results: inout MutableSpan<Double>) {
    values(path: .best, first: first, second: second, results: &results)
  }

  package func values(path: KernelPath, first: Span<Double>, second: Span<Double>, results: inout MutableSpan<Double>) {
    precondition(second.count == first.count && results.count == first.count)
    switch method {
    case .nearest, .biquadratic, .cubic12:
      for i in first.indices { results[i] = scalar(first[i], second[i]) }
      return
    case .bilinear: run(path, .bilinear, first, second, &results)
    case .bicubic:
      guard grid.rows >= 4, grid.columns >= 4 else {
        for i in first.indices { results[i] = scalar(first[i], second[i]) }
        return
      }
      run(path, .bicubic, first, second, &results)
    case .spline:
      run(path, .spline, first, second, &results)
      poisonGaps(first, second, &results)
    }
    for i in first.indices where results[i].isNaN { results[i] = scalar(first[i], second[i]) }
  }

  private func scalar(_ first: Double, _ second: Double) -> Double {
    var result = Gradient(value: .nan, perFirst: .nan, perSecond: .nan)
    return find(first, second, &result) == nil ? result.value : .nan
  }

  /// NaN where the cell has a node without value: the spline goes through what was filled in there. Of a grid in blocks, wherever the block has one.
  private func poisonGaps(_ first: Span<Double>, _ second: Span<Double>, _ results: inout MutableSpan<Double>) {
    switch storage {
    case .whole(let nodes, let hasGaps, _):
      guard hasGaps else { return }
      for i in first.indices where !results[i].isNaN {
        guard let place = grid.place(first[i], second[i]) else { continue }
        let start = place.row * grid.columns
        let east = place.column + 1 == grid.columns ? 0 : place.column + 1
        let sum =
          nodes[start + place.column] + nodes[start + east] + nodes[start + grid.columns + place.column]
          + nodes[start + grid.columns + east]
        if sum.isNaN { results[i] = .nan }
      }
    case .onDemand(let blocks):
      guard blocks.hasKnownGaps else { return }
      for i in first.indices where !results[i].isNaN {
        guard let place = grid.place(first[i], second[i]) else { continue }
        // The kernel has answered: the block is there.
        if (try? blocks.coefficients(place).hasGaps) ?? true { results[i] = .nan }
      }
    }
  }

  private func run(
    _ path: KernelPath, _ method: GridInterpolation, _ first: Span<Double>, _ second: Span<Double>, _ results: inout MutableSpan<Double>
  ) {
    let isSpline = method == .spline
    // The cubic needs a node more on each side; the bilinear form ends before the seam of a grid around the globe.
    let margin = method == .bicubic ? 1 : 0
    let lastInside = isSpline ? grid.columnCells - 1 : grid.columns - 2 - margin
    // From value to value down a column, and from the cell's node to the first of the stencil, in memory.
    let (stride, start): (Int, Int)
    var (side, across) = (0, 0)
    switch storage {
    case .whole(_, _, let spline):
      stride = isSpline ? spline?.width ?? 0 : grid.columns
      start = method == .bicubic ? -grid.columns - 1 : 0
    case .onDemand(let blocks):
      (side, stride, across) = blocks.shape(ofCoefficients: isSpline)
      // A block begins one node before its first cell.
      start = method == .bilinear ? stride + 1 : 0
    }
    let parameters: InlineArray<19, Double> = [
      grid.rowOrigin, grid.rowStep, grid.columnOrigin, grid.columnStep, Double(grid.rows - 1), Double(grid.columnCells), grid.period ?? 0,
      RegularGrid.edgeTolerance, Double(grid.rows - 2), Double(grid.columnCells - 1), Double(margin), Double(grid.rows - 2 - margin),
      Double(margin), Double(lastInside), Double(stride), Double(start), Double(side), 1 / Double(side), Double(across),
    ]
    // The pointers are valid for the closures; the parameters keep every index of a stencil inside the nodes or coefficients.
    parameters.span.withUnsafeBufferPointer { parameters in
      guard let p = parameters.baseAddress else { return }
      switch storage {
      case .onDemand(let blocks):
        run(path, method, p, blocks, first, second, &results)
      case .whole(_, _, let spline?):
        spline.values.withUnsafeBufferPointer { values in
          guard let z = values.baseAddress else { return }
          convert(first, second, &results) { first, second, result, count in
            #if GEODESY_AVX2
              if path == .avx2 { return GeodesyAVX2.gridSplineKernel(p, z, first, second, result, count) }
            #endif
            gridSplineKernel(p, z, first, second, result, count)
          }
        }
      case .whole(let nodes, _, nil):
        nodes.withUnsafeBufferPointer { values in
          guard let z = values.baseAddress else { return }
          convert(first, second, &results) { first, second, result, count in
            if method == .bicubic {
              #if GEODESY_AVX2
                if path == .avx2 { return GeodesyAVX2.gridBicubicKernel(p, z, first, second, result, count) }
              #endif
              gridBicubicKernel(p, z, first, second, result, count)
            } else {
              #if GEODESY_AVX2
                if path == .avx2 { return GeodesyAVX2.gridBilinearKernel(p, z, first, second, result, count) }
              #endif
              gridBilinearKernel(p, z, first, second, result, count)
            }
          }
        }
      }
    }
  }

  /// The kernels on blocks; they leave NaN where a block is not there yet.
  private func run(
    _ path: KernelPath, _ method: GridInterpolation, _ p: UnsafePointer<Double>, _ blocks: GridNodesOnDemand, _ first: Span<Double>,
    _ second: Span<Double>, _ results: inout MutableSpan<Double>
  ) {
    blocks.withTable(ofCoefficients: method == .spline) { table in
      convert(first, second, &results) { first, second, result, count in
        switch method {
        case .spline:
          #if GEODESY_AVX2
            if path == .avx2 { return GeodesyAVX2.gridBlockSplineKernel(p, table, first, second, result, count) }
          #endif
          gridBlockSplineKernel(p, table, first, second, result, count)
        case .bicubic:
          #if GEODESY_AVX2
            if path == .avx2 { return GeodesyAVX2.gridBlockBicubicKernel(p, table, first, second, result, count) }
          #endif
          gridBlockBicubicKernel(p, table, first, second, result, count)
        default:
          #if GEODESY_AVX2
            if path == .avx2 { return GeodesyAVX2.gridBlockBilinearKernel(p, table, first, second, result, count) }
          #endif
          gridBlockBilinearKernel(p, table, first, second, result, count)
        }
      }
    }
  }
}
