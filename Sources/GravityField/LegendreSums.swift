import Geodesy

// From latitudes to Fourier series along their parallels.

extension HarmonicStream {
  /// The Fourier series of Σₙ qⁿ … along the first `count` parallels of the workspace: each a series of its own in slot i % 4 of block i / 4.
  func valueSeries(_ workspace: inout FieldWorkspace, count: Int, path: KernelPath) {
    prepare(&workspace, count: count)
    let stride = workspace.lanes * 8
    for (index, group) in groups.enumerated() {
      for i in 0..<count {
        let parallel = workspace.parallels[i]
        let base = i / 4 * stride + i % 4
        let alive = sum(group, index: index, parallel: i, gradient: false, &workspace, path)
        for lane in 0..<8 {
          let m = group.order + lane
          // What the seeds of m > 0 lack.
          let factor = m == 0 ? 1 : parallel.u
          workspace.series[base + 8 * m] = alive ? workspace.sums[lane] * factor : 0
          workspace.series[base + 8 * m + 4] = alive ? workspace.sums[8 + lane] * factor : 0
        }
      }
    }
  }

  /// The Fourier series of the value, of Σ (n+1) …, and of the derivatives to north and east, along the first `count` parallels of the workspace:
  /// the four slots of a block for each parallel. All are of the unit sphere: r enters later.
  func gradientSeries(_ workspace: inout FieldWorkspace, count: Int, path: KernelPath) {
    prepare(&workspace, count: count)
    let stride = workspace.lanes * 8
    for (index, group) in groups.enumerated() {
      for i in 0..<count {
        let (t, u, q) = (workspace.parallels[i].t, workspace.parallels[i].u, workspace.parallels[i].q)
        let alive = sum(group, index: index, parallel: i, gradient: true, &workspace, path)
        for lane in 0..<8 {
          let m = group.order + lane
          let base = i * stride + 8 * m
          guard alive else {
            for slot in 0..<8 { workspace.series[base + slot] = 0 }
            continue
          }
          let factor = m == 0 ? 1 : u
          let (a, b) = (workspace.sums[lane], workspace.sums[8 + lane])
          let (ra, rb) = (workspace.sums[16 + lane], workspace.sums[24 + lane])
          let (na, nb) = (workspace.sums[32 + lane], workspace.sums[40 + lane])
          workspace.series[base] = a * factor
          workspace.series[base + 4] = b * factor
          workspace.series[base + 1] = ra * factor
          workspace.series[base + 5] = rb * factor
          // dP̄/dφ = (n+1) t P̄/cos φ − (n+½) …: the seeds of m > 0 are without one cos φ already.
          workspace.series[base + 2] = t * ra - na / q
          workspace.series[base + 6] = t * rb - nb / q
          // 1/cos φ d/dλ (A cos mλ + B sin mλ)
          workspace.series[base + 3] = Double(m) * b
          workspace.series[base + 7] = -Double(m) * a
        }
      }
    }
    for i in 0..<count {
      // Order 0 to north through the functions of order 1.
      let base = i * stride
      workspace.parallels[i].isDone = false
      workspace.series[base + 2] = zonalSlope(parallel: i, &workspace, path)
      workspace.series[base + 6] = 0
    }
  }

  /// Seeds for every order: P̄ₘₘ qᵐ/cos φ (without the division for m = 0) as numbers of extended range.
  private func prepare(_ workspace: inout FieldWorkspace, count: Int) {
    for i in 0..<count {
      workspace.parallels[i].isDone = false
      let (u, q) = (workspace.parallels[i].u, workspace.parallels[i].q)
      let uq = u * q
      var power = 1.0
      var exponent = 0.0
      for m in 0..<workspace.lanes {
        if m == 1 { power = q } else if m > 1 { power *= uq }
        if power < 0x1p-480 {
          if power < 0x1p-1000 {
            // cos φ itself is next to nothing: beyond order 1 there is no field that a Double could tell.
            power = 0
            exponent = -1e9
          } else {
            power *= 0x1p960
            exponent -= 1
          }
        }
        let place = i * 2 * workspace.lanes + m / 8 * 16 + m % 8
        workspace.seeds[place] = m < sectorials.count ? power * sectorials[m] : 0
        workspace.seeds[place + 8] = exponent
      }
    }
  }

  /// Sums over the degrees for eight orders on one parallel; false where they vanish.
  private func sum(
    _ group: Group, index: Int, parallel i: Int, gradient: Bool, _ workspace: inout FieldWorkspace, _ path: KernelPath
  ) -> Bool {
    let parallel = workspace.parallels[i]
    let rows = min(parallel.degree, degree) - group.order + 1
    guard !parallel.isDone, rows > 0 else { return false }
    let x = 2 * parallel.t * parallel.q
    let q2 = parallel.q * parallel.q
    let seedStart = i * 2 * workspace.lanes + index * 16
    // Every pointer stays inside its array: `rows` ≤ degree − order + 1 rows of 16 and their blocks' factors were packed from `start` on, `degrees`
    // has degree + 2 elements, seeds has 16 for each group, and sums has 48.
    let alive = unsafe data.withUnsafeBufferPointer { data in
      unsafe degrees.withUnsafeBufferPointer { degrees in
        unsafe workspace.seeds.withUnsafeBufferPointer { seeds in
          unsafe workspace.sums.withUnsafeMutableBufferPointer { sums in
            unsafe group.orders.span.withUnsafeBufferPointer { orders in
              gradient
                ? unsafe HarmonicSums.gradients(
                  path: path, stream: data.baseAddress! + group.start, degrees: degrees.baseAddress! + group.order,
                  orders: orders.baseAddress!, seeds: seeds.baseAddress! + seedStart, rows: rows, x: x, q2: q2, sums: sums.baseAddress!)
                : unsafe HarmonicSums.values(
                  path: path, stream: data.baseAddress! + group.start, degrees: degrees.baseAddress! + group.order,
                  orders: orders.baseAddress!, seeds: seeds.baseAddress! + seedStart, rows: rows, x: x, q2: q2, sums: sums.baseAddress!)
            }
          }
        }
      }
    }
    if alive == 0 { workspace.parallels[i].isDone = true }
    return alive > 0
  }

  /// Σ √(n(n+1)/2) C̄ₙ₀ P̄ₙ₁ qⁿ: the derivative of order 0 by the latitude.
  private func zonalSlope(parallel i: Int, _ workspace: inout FieldWorkspace, _ path: KernelPath) -> Double {
    let (u, q) = (workspace.parallels[i].u, workspace.parallels[i].q)
    guard degree >= 1 else { return 0 }
    // The seeds of the first group have served; lane 0 becomes order 1, the others stay out of it.
    let place = i * 2 * workspace.lanes
    for lane in 0..<8 {
      workspace.seeds[place + lane] = lane == 0 ? q * sectorials[1] : 0
      workspace.seeds[place + 8 + lane] = lane == 0 ? 0 : -1e9
    }
    return sum(zonalSlope, index: 0, parallel: i, gradient: false, &workspace, path) ? workspace.sums[0] * u : 0
  }
}
