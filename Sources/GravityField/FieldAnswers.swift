import Geodesy

// The parts of an evaluation: parallels, series, angles, and functionals from what the kernels summed.

extension FieldSynthesis {
  /// No ground of any body is higher or deeper, metres: what is beyond is another column or unit.
  static let highestGround = 1e5

  /// Puts a parallel in its place; true when derivatives are needed there. One that is no place has the degree −1.
  func place(_ latitude: Double, _ height: Double, in parallel: inout Parallel) -> Bool {
    let topographic = functionals[0].takesTopographicHeight
    guard height.isFinite, !topographic || abs(height) <= Self.highestGround,
      var made = Parallel(
        latitude: latitude, height: topographic ? 0 : height, ellipsoid: normalField.ellipsoid, reference: reference, degree: degree)
    else {
      parallel = Parallel()
      parallel.degree = -1
      return false
    }
    if topographic { made.topography = height }
    parallel = made
    for functional in functionals where functional.needsGradient || functional == .heightAnomaly && height != 0 { return true }
    return false
  }

  func sum(_ workspace: inout FieldWorkspace, count: Int, gradient: Bool, path: KernelPath) {
    if gradient {
      stream.gradientSeries(&workspace, count: count, path: path)
    } else if needsPotential {
      stream.valueSeries(&workspace, count: count, path: path)
    }
  }

  func sumSecond(_ workspace: inout FieldWorkspace, count: Int, path: KernelPath) {
    secondStream?.valueSeries(&workspace, count: count, path: path)
  }

  /// The table of angles for eight longitudes.
  func setLongitudes(_ workspace: inout FieldWorkspace, _ path: KernelPath, _ longitude: (Int) -> Double) {
    for lane in 0..<8 {
      let (sine, cosine) = HarmonicSums.sineCosine(longitude(lane))
      (workspace.longitudes[lane], workspace.longitudes[8 + lane]) = (cosine, sine)
    }
    // 8 cosines and 8 sines; the table has 16 numbers for each of the degree + 1 orders.
    unsafe workspace.longitudes.withUnsafeBufferPointer { longitudes in
      unsafe workspace.angles.withUnsafeMutableBufferPointer { angles in
        unsafe HarmonicSums.angles(
          path: path, cosines: longitudes.baseAddress!, sines: longitudes.baseAddress! + 8, count: degree + 1, table: angles.baseAddress!)
      }
    }
  }

  /// The four Fourier series of a block at the eight longitudes.
  func fourier(block: Int, _ path: KernelPath, _ workspace: inout FieldWorkspace) {
    // Series have 8 numbers for each of `lanes` ≥ degree + 1 orders, a block after the other.
    unsafe workspace.angles.withUnsafeBufferPointer { angles in
      unsafe workspace.series.withUnsafeBufferPointer { series in
        unsafe workspace.fourier.withUnsafeMutableBufferPointer { sums in
          unsafe HarmonicSums.fourier(
            path: path, table: angles.baseAddress!, series: series.baseAddress! + block * workspace.lanes * 8, count: degree + 1,
            sums: sums.baseAddress!)
        }
      }
    }
  }

  /// The functionals on one parallel at some of the eight longitudes, from position `at` on.
  ///
  /// Parallels come in ascending order: without derivatives four of them share a block of series, which is summed for the first.
  func answer(
    parallel i: Int, lanes: Range<Int>, gradient: Bool, _ path: KernelPath, _ workspace: inout FieldWorkspace,
    _ values: inout MutableSpan<Double>, at start: Int
  ) {
    if gradient || i % 4 == 0 { fourier(block: gradient ? i : i / 4, path, &workspace) }
    let parallel = workspace.parallels[i]
    let r = parallel.radius
    let scale = gravitationalParameter / r
    var field = FieldValue(parallel: parallel, normal: normalField, massDifference: massDifference, zeroDegree: zeroDegree)
    var position = start
    for lane in lanes {
      if gradient {
        field.potential = scale * workspace.fourier[lane]
        field.radial = -(scale / r) * workspace.fourier[8 + lane]
        field.north = scale / r * workspace.fourier[16 + lane]
        field.east = scale / r * workspace.fourier[24 + lane]
      } else {
        field.potential = scale * workspace.fourier[i % 4 * 8 + lane]
      }
      for functional in functionals {
        values[position] = parallel.degree < 0 ? .nan : functional == .secondRadialDerivative ? 0 : field.value(functional)
        position += 1
      }
    }
  }

  /// The second radial derivative, put where `answer` has left room for it.
  func answerSecond(
    parallel i: Int, lanes: Range<Int>, _ path: KernelPath, _ workspace: inout FieldWorkspace, _ values: inout MutableSpan<Double>,
    at start: Int
  ) {
    if i % 4 == 0 { fourier(block: i / 4, path, &workspace) }
    let parallel = workspace.parallels[i]
    let r = parallel.radius
    var field = FieldValue(parallel: parallel, normal: normalField, massDifference: massDifference, zeroDegree: zeroDegree)
    var position = start
    for lane in lanes {
      field.secondRadial = gravitationalParameter / (r * r * r) * workspace.fourier[i % 4 * 8 + lane]
      for functional in functionals {
        if functional == .secondRadialDerivative, parallel.degree >= 0 { values[position] = field.value(functional) }
        position += 1
      }
    }
  }
}
