// Values of a grid at many places. Eight places at a time are found and weighted together; the nodes of each are then taken row by row.
//
// The kernels answer where the whole stencil lies inside the grid. Elsewhere (outside, in the cells along an edge for the cubic, at the seam
// of a grid around the globe, beside nodes without value) they leave NaN, and the caller asks the scalar form, which is the same sum in the
// same order.

/// How the parameters of a grid lie, for both kernels.
///
/// | index | parameter |
/// |---|---|
/// | 0, 1 | first coordinate of row 0, step |
/// | 2, 3 | second coordinate of column 0, step |
/// | 4, 5 | last row, and last column that a position may have |
/// | 6 | period of the second coordinate, 0 for none |
/// | 7 | how far outside, in steps, counts as on the edge |
/// | 8, 9 | last cell of the rows, of the columns |
/// | 10, 11 | first and last cell of the rows whose stencil is inside |
/// | 12, 13 | the same of the columns |
/// | 14 | nodes from row to row in memory |
/// | 15 | from the cell's node to the first of the stencil in memory |
/// | 16 | what is added to the sum |
@inline(__always)
private func parameter(_ p: UnsafePointer<Double>, _ i: Int) -> Lanes { lanes(p[i]) }

/// ⌊x⌋ for |x| < 2⁵¹.
@inline(__always)
private func floor(_ x: Lanes) -> Lanes {
  // Adding 1.5·2⁵² rounds to the nearest integer, which may be the next one.
  let nearest = (x + 6_755_399_441_055_744) - 6_755_399_441_055_744
  return nearest - lanes(0).replacing(with: 1, where: nearest .> x)
}

/// Eight places in a grid: the fractions in their cells, the index of the first node of their stencils, and a poison.
@inline(__always)
private func places(
  _ p: UnsafePointer<Double>, _ first: UnsafePointer<Double>, _ second: UnsafePointer<Double>, _ i: Int
) -> (t: Lanes, u: Lanes, index: SIMD8<UInt64>, poison: Lanes) {
  let row = (load(first, i) - parameter(p, 0)) / parameter(p, 1)
  var x = load(second, i) - parameter(p, 2)
  if p[6] > 0 {
    let turns = floor(x / parameter(p, 6))
    x = x - parameter(p, 6) * turns
    x = x - lanes(0).replacing(with: parameter(p, 6), where: x .> lanes(p[6] - p[7] * p[3]))
  }
  let column = x / parameter(p, 3)
  // False for NaN as well.
  var bad = poison(unless: row .>= lanes(-p[7]))
  bad = poison(bad, unless: row .<= lanes(p[4] + p[7]))
  bad = poison(bad, unless: column .>= lanes(-p[7]))
  bad = poison(bad, unless: column .<= lanes(p[5] + p[7]))
  let zero = lanes(0)
  // What is outside counts as the origin, so that no index leaves the grid.
  let inside = bad .== 0
  var r = zero.replacing(with: row, where: inside)
  var c = zero.replacing(with: column, where: inside)
  r = r.replacing(with: 0, where: r .< 0)
  r = r.replacing(with: parameter(p, 4), where: r .> parameter(p, 4))
  c = c.replacing(with: 0, where: c .< 0)
  c = c.replacing(with: parameter(p, 5), where: c .> parameter(p, 5))
  var r0 = floor(r)
  r0 = r0.replacing(with: parameter(p, 8), where: r0 .> parameter(p, 8))
  var c0 = floor(c)
  c0 = c0.replacing(with: parameter(p, 9), where: c0 .> parameter(p, 9))
  let (t, u) = (r - r0, c - c0)
  bad = poison(bad, unless: r0 .>= parameter(p, 10))
  bad = poison(bad, unless: r0 .<= parameter(p, 11))
  bad = poison(bad, unless: c0 .>= parameter(p, 12))
  bad = poison(bad, unless: c0 .<= parameter(p, 13))
  let whole = bad .== 0
  // Poisoned places read the first stencil that is inside; the caller has seen to it that there is one.
  r0 = parameter(p, 10).replacing(with: r0, where: whole)
  c0 = parameter(p, 12).replacing(with: c0, where: whole)
  // Below 2⁵²: exact, and the low bits of the sum with 2⁵² are the integer.
  let at = r0 * parameter(p, 14) + c0 + parameter(p, 15)
  return (t, u, bits(at + 4_503_599_627_370_496) & SIMD8(repeating: 0xF_FFFF_FFFF_FFFF), bad)
}

/// Two by two nodes with the weights of the bilinear form.
@inline(never)
package func gridBilinearKernel(
  _ p: UnsafePointer<Double>, _ nodes: UnsafePointer<Float>, _ first: UnsafePointer<Double>, _ second: UnsafePointer<Double>,
  _ result: UnsafeMutablePointer<Double>, _ count: Int
) {
  let stride = Int(p[14])
  var i = 0
  while i < count {
    let (t, u, index, bad) = places(p, first, second, i)
    var (a, b, c, d) = (lanes(0), lanes(0), lanes(0), lanes(0))
    for lane in 0..<8 {
      let start = nodes + Int(truncatingIfNeeded: index[lane])
      a[lane] = Double(start[0])
      b[lane] = Double(start[1])
      c[lane] = Double(start[stride])
      d[lane] = Double(start[stride + 1])
    }
    let s = 1 - t
    let west = a * s + c * t
    let east = b * s + d * t
    let value = west * (1 - u) + east * u
    store(apply(bad, to: value), result, i)
    i += 8
  }
}

/// The weights of four nodes at eight places: Catmull and Rom's, or the cubic B-splines'. `GridStencil` has the formulas with their sources.
@inline(__always)
private func cubicWeights(_ t: Lanes, spline: Bool) -> (Lanes, Lanes, Lanes, Lanes) {
  if spline {
    let s = 1 - t
    let (t2, s2) = (t * t, s * s)
    return (
      s2 * s * (1.0 / 6), (t * 0.5 - 1) * t2 + (2.0 / 3), (s * 0.5 - 1) * s2 + (2.0 / 3), t2 * t * (1.0 / 6)
    )
  }
  return (
    ((1 - t * 0.5) * t - 0.5) * t, (t * 1.5 - 2.5) * (t * t) + 1, ((2 - t * 1.5) * t + 0.5) * t, (t * 0.5 - 0.5) * (t * t)
  )
}

/// Four neighbouring nodes.
@inline(__always)
private func four(_ pointer: UnsafePointer<Float>) -> SIMD4<Double> {
  let v = UnsafeRawPointer(pointer).loadUnaligned(as: SIMD4<Float>.self)
  return SIMD4(Double(v[0]), Double(v[1]), Double(v[2]), Double(v[3]))
}

/// Four by four nodes with cubic weights.
@inline(__always)
private func cubic(
  _ p: UnsafePointer<Double>, _ nodes: UnsafePointer<Float>, _ first: UnsafePointer<Double>, _ second: UnsafePointer<Double>,
  _ result: UnsafeMutablePointer<Double>, _ count: Int, spline: Bool
) {
  let stride = Int(p[14])
  var i = 0
  while i < count {
    let (t, u, index, bad) = places(p, first, second, i)
    let r = cubicWeights(t, spline: spline)
    let c = cubicWeights(u, spline: spline)
    var (s0, s1, s2, s3) = (lanes(0), lanes(0), lanes(0), lanes(0))
    for lane in 0..<8 {
      let start = nodes + Int(truncatingIfNeeded: index[lane])
      var sum = four(start) * r.0[lane]
      sum = sum + four(start + stride) * r.1[lane]
      sum = sum + four(start + 2 * stride) * r.2[lane]
      sum = sum + four(start + 3 * stride) * r.3[lane]
      s0[lane] = sum[0]
      s1[lane] = sum[1]
      s2[lane] = sum[2]
      s3[lane] = sum[3]
    }
    let value = (s0 * c.0 + s1 * c.1) + (s2 * c.2 + s3 * c.3)
    store(apply(bad, to: spline ? value + parameter(p, 16) : value), result, i)
    i += 8
  }
}

/// Four by four nodes with Catmull and Rom's weights.
@inline(never)
package func gridBicubicKernel(
  _ p: UnsafePointer<Double>, _ nodes: UnsafePointer<Float>, _ first: UnsafePointer<Double>, _ second: UnsafePointer<Double>,
  _ result: UnsafeMutablePointer<Double>, _ count: Int
) {
  cubic(p, nodes, first, second, result, count, spline: false)
}

/// Four by four coefficients with the weights of the cubic B-splines.
@inline(never)
package func gridSplineKernel(
  _ p: UnsafePointer<Double>, _ nodes: UnsafePointer<Float>, _ first: UnsafePointer<Double>, _ second: UnsafePointer<Double>,
  _ result: UnsafeMutablePointer<Double>, _ count: Int
) {
  cubic(p, nodes, first, second, result, count, spline: true)
}
