import Geodesy

extension FieldSynthesis {
  /// The functionals at points; NaN where a place is none (beyond the poles, more than 2 % of R below the sphere of radius R, ground beyond
  /// ±100 km, not a number).
  ///
  /// - Parameters:
  ///   - latitudes: geodetic, on the normal field's ellipsoid, radians.
  ///   - longitudes: radians, within ±10⁵.
  ///   - heights: metres: ellipsoidal, or above mean sea level (``FieldFunctional/takesTopographicHeight``).
  ///   - values: for each point as many as there are functionals.
  public func points(
    latitudes: Span<Double>, longitudes: Span<Double>, heights: Span<Double>, values: inout MutableSpan<Double>,
    workspace: inout FieldWorkspace
  ) {
    points(
      path: .best, latitudes: latitudes, longitudes: longitudes, heights: heights, values: &values, workspace: &workspace)
  }

  package func points(
    path: KernelPath, latitudes: Span<Double>, longitudes: Span<Double>, heights: Span<Double>, values: inout MutableSpan<Double>,
    workspace: inout FieldWorkspace
  ) {
    precondition(longitudes.count == latitudes.count && heights.count == latitudes.count)
    precondition(values.count == latitudes.count * functionals.count && workspace.degree == degree)
    var first = 0
    while first < latitudes.count {
      let count = min(workspace.capacity, latitudes.count - first)
      var gradient = false
      for i in 0..<count {
        gradient = place(latitudes[first + i], heights[first + i], in: &workspace.parallels[i]) || gradient
      }
      sum(&workspace, count: count, gradient: gradient, path: path)
      // Each point has a longitude of its own: eight at a time, of which each series answers for one.
      for block in stride(from: 0, to: count, by: 8) {
        let width = min(8, count - block)
        setLongitudes(&workspace, path) { longitudes[first + block + min($0, width - 1)] }
        for i in block..<block + width {
          answer(
            parallel: i, lanes: i - block..<i - block + 1, gradient: gradient, path, &workspace, &values,
            at: (first + i) * functionals.count)
        }
      }
      if secondStream != nil {
        sumSecond(&workspace, count: count, path: path)
        for block in stride(from: 0, to: count, by: 8) {
          let width = min(8, count - block)
          setLongitudes(&workspace, path) { longitudes[first + block + min($0, width - 1)] }
          for i in block..<block + width {
            answerSecond(parallel: i, lanes: i - block..<i - block + 1, path, &workspace, &values, at: (first + i) * functionals.count)
          }
        }
      }
      first += count
    }
  }

  /// The functionals where parallels and meridians cross, all at one height; NaN on parallels that are none.
  ///
  /// Along a parallel the sums over the degrees are made once, and a node costs 4 to 16 operations an order.
  /// - Parameters:
  ///   - latitudes: geodetic, radians.
  ///   - longitudes: radians, within ±10⁵.
  ///   - height: metres; ellipsoidal, or above mean sea level.
  ///   - values: parallel after parallel, in each node after node, in each functional after functional.
  public func grid(
    latitudes: Span<Double>, longitudes: Span<Double>, height: Double, values: inout MutableSpan<Double>,
    workspace: inout FieldWorkspace
  ) {
    grid(path: .best, latitudes: latitudes, longitudes: longitudes, height: height, values: &values, workspace: &workspace)
  }

  package func grid(
    path: KernelPath, latitudes: Span<Double>, longitudes: Span<Double>, height: Double, values: inout MutableSpan<Double>,
    workspace: inout FieldWorkspace
  ) {
    let row = longitudes.count * functionals.count
    precondition(values.count == latitudes.count * row && workspace.degree == degree)
    var first = 0
    while first < latitudes.count {
      let count = min(workspace.capacity, latitudes.count - first)
      var gradient = false
      for i in 0..<count { gradient = place(latitudes[first + i], height, in: &workspace.parallels[i]) || gradient }
      sum(&workspace, count: count, gradient: gradient, path: path)
      for block in stride(from: 0, to: longitudes.count, by: 8) {
        let width = min(8, longitudes.count - block)
        setLongitudes(&workspace, path) { longitudes[block + min($0, width - 1)] }
        for i in 0..<count {
          answer(
            parallel: i, lanes: 0..<width, gradient: gradient, path, &workspace, &values,
            at: (first + i) * row + block * functionals.count)
        }
      }
      if secondStream != nil {
        sumSecond(&workspace, count: count, path: path)
        for block in stride(from: 0, to: longitudes.count, by: 8) {
          let width = min(8, longitudes.count - block)
          setLongitudes(&workspace, path) { longitudes[block + min($0, width - 1)] }
          for i in 0..<count {
            answerSecond(
              parallel: i, lanes: 0..<width, path, &workspace, &values, at: (first + i) * row + block * functionals.count)
          }
        }
      }
      first += count
    }
  }
}
