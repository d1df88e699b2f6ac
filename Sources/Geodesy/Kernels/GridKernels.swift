// Values of a grid at many places. Eight places at a time are found and weighted together; the nodes of each are then taken row by row.
//
// The kernels answer where the whole stencil lies inside the grid. Elsewhere (outside, in the cells along an edge for the cubic, at the seam
// of a grid around the globe, beside nodes without value) they leave NaN, and the caller asks the scalar form, which is the same sum in the
// same order.
//
// A grid lies in memory whole, or in blocks of which the kernels get a table: see `GridBlocks`. A block that is not there yet is full of NaN.

import Synchronization

/// How the parameters of a grid lie, for all kernels.
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
/// | 16, 17 | cells in a block each way, a power of two, and its reciprocal; blocks only |
/// | 18 | blocks side by side; blocks only |
@inline(__always)
private func parameter(_ p: UnsafePointer<Double>, _ i: Int) -> Lanes { lanes(p[i]) }

/// ⌊x⌋ for |x| < 2⁵¹.
@inline(__always)
private func floor(_ x: Lanes) -> Lanes {
  // Adding 1.5·2⁵² rounds to the nearest integer, which may be the next one.
  let nearest = (x + 6_755_399_441_055_744) - 6_755_399_441_055_744
  return nearest - lanes(0).replacing(with: 1, where: nearest .> x)
}

/// Whole numbers from 0 to below 2⁵²: the low bits of the sum with 2⁵².
@inline(__always)
private func integers(_ x: Lanes) -> SIMD8<UInt64> { bits(x + 4_503_599_627_370_496) & SIMD8(repeating: 0xF_FFFF_FFFF_FFFF) }

/// Eight places in a grid: the fractions in their cells, the rows and columns of the cells, and a poison.
@inline(__always)
private func places(
  _ p: UnsafePointer<Double>, _ first: UnsafePointer<Double>, _ second: UnsafePointer<Double>, _ i: Int
) -> (t: Lanes, u: Lanes, row: Lanes, column: Lanes, poison: Lanes) {
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
  return (t, u, r0, c0, bad)
}

/// Where the stencils of eight cells begin in a grid that is whole in memory.
@inline(__always)
private func index(_ p: UnsafePointer<Double>, _ row: Lanes, _ column: Lanes) -> SIMD8<UInt64> {
  integers(row * parameter(p, 14) + column + parameter(p, 15))
}

/// The blocks that serve eight cells, and where the stencils begin in them.
@inline(__always)
private func blocks(_ p: UnsafePointer<Double>, _ row: Lanes, _ column: Lanes) -> (block: SIMD8<UInt64>, index: SIMD8<UInt64>) {
  let (down, across) = (floor(row * parameter(p, 17)), floor(column * parameter(p, 17)))
  let (r, c) = (row - down * parameter(p, 16), column - across * parameter(p, 16))
  return (integers(down * parameter(p, 18) + across), index(p, r, c))
}

/// The address of a block. The load acquires what the thread that made it has written; an entry is never 0.
@inline(__always)
private func address(_ table: UnsafePointer<Atomic<UInt>>, _ block: UInt64) -> UInt {
  table[Int(truncatingIfNeeded: block)].load(ordering: .acquiring)
}

@inline(__always)
private func floats(_ table: UnsafePointer<Atomic<UInt>>, _ block: UInt64, _ index: UInt64) -> UnsafePointer<Float> {
  UnsafePointer<Float>(bitPattern: address(table, block)).unsafelyUnwrapped + Int(truncatingIfNeeded: index)
}

@inline(__always)
private func doubles(_ table: UnsafePointer<Atomic<UInt>>, _ block: UInt64, _ index: UInt64) -> UnsafePointer<Double> {
  UnsafePointer<Double>(bitPattern: address(table, block)).unsafelyUnwrapped + Int(truncatingIfNeeded: index)
}

/// Two by two nodes with the weights of the bilinear form.
@inline(__always)
private func bilinear(_ stride: Int, _ t: Lanes, _ u: Lanes, _ start: (Int) -> UnsafePointer<Float>) -> Lanes {
  var (a, b, c, d) = (lanes(0), lanes(0), lanes(0), lanes(0))
  for lane in 0..<8 {
    let start = start(lane)
    a[lane] = Double(start[0])
    b[lane] = Double(start[1])
    c[lane] = Double(start[stride])
    d[lane] = Double(start[stride + 1])
  }
  let s = 1 - t
  let west = a * s + c * t
  let east = b * s + d * t
  return west * (1 - u) + east * u
}

@inline(never)
package func gridBilinearKernel(
  _ p: UnsafePointer<Double>, _ nodes: UnsafePointer<Float>, _ first: UnsafePointer<Double>, _ second: UnsafePointer<Double>,
  _ result: UnsafeMutablePointer<Double>, _ count: Int
) {
  let stride = Int(p[14])
  var i = 0
  while i < count {
    let (t, u, row, column, bad) = places(p, first, second, i)
    let index = index(p, row, column)
    store(apply(bad, to: bilinear(stride, t, u) { nodes + Int(truncatingIfNeeded: index[$0]) }), result, i)
    i += 8
  }
}

@inline(never)
package func gridBlockBilinearKernel(
  _ p: UnsafePointer<Double>, _ table: UnsafePointer<Atomic<UInt>>, _ first: UnsafePointer<Double>, _ second: UnsafePointer<Double>,
  _ result: UnsafeMutablePointer<Double>, _ count: Int
) {
  let stride = Int(p[14])
  var i = 0
  while i < count {
    let (t, u, row, column, bad) = places(p, first, second, i)
    let (block, index) = blocks(p, row, column)
    store(apply(bad, to: bilinear(stride, t, u) { floats(table, block[$0], index[$0]) }), result, i)
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

/// Four neighbouring coefficients.
@inline(__always)
private func four(_ pointer: UnsafePointer<Double>) -> SIMD4<Double> {
  UnsafeRawPointer(pointer).loadUnaligned(as: SIMD4<Double>.self)
}

/// Four by four nodes with Catmull and Rom's weights.
@inline(__always)
private func bicubic(_ stride: Int, _ t: Lanes, _ u: Lanes, _ start: (Int) -> UnsafePointer<Float>) -> Lanes {
  let r = cubicWeights(t, spline: false)
  let c = cubicWeights(u, spline: false)
  var (s0, s1, s2, s3) = (lanes(0), lanes(0), lanes(0), lanes(0))
  for lane in 0..<8 {
    let start = start(lane)
    var sum = four(start) * r.0[lane]
    sum = sum + four(start + stride) * r.1[lane]
    sum = sum + four(start + 2 * stride) * r.2[lane]
    sum = sum + four(start + 3 * stride) * r.3[lane]
    s0[lane] = sum[0]
    s1[lane] = sum[1]
    s2[lane] = sum[2]
    s3[lane] = sum[3]
  }
  return (s0 * c.0 + s1 * c.1) + (s2 * c.2 + s3 * c.3)
}

@inline(never)
package func gridBicubicKernel(
  _ p: UnsafePointer<Double>, _ nodes: UnsafePointer<Float>, _ first: UnsafePointer<Double>, _ second: UnsafePointer<Double>,
  _ result: UnsafeMutablePointer<Double>, _ count: Int
) {
  let stride = Int(p[14])
  var i = 0
  while i < count {
    let (t, u, row, column, bad) = places(p, first, second, i)
    let index = index(p, row, column)
    store(apply(bad, to: bicubic(stride, t, u) { nodes + Int(truncatingIfNeeded: index[$0]) }), result, i)
    i += 8
  }
}

@inline(never)
package func gridBlockBicubicKernel(
  _ p: UnsafePointer<Double>, _ table: UnsafePointer<Atomic<UInt>>, _ first: UnsafePointer<Double>, _ second: UnsafePointer<Double>,
  _ result: UnsafeMutablePointer<Double>, _ count: Int
) {
  let stride = Int(p[14])
  var i = 0
  while i < count {
    let (t, u, row, column, bad) = places(p, first, second, i)
    let (block, index) = blocks(p, row, column)
    store(apply(bad, to: bicubic(stride, t, u) { floats(table, block[$0], index[$0]) }), result, i)
    i += 8
  }
}

/// The four sums down the columns of one place.
@inline(__always)
private func columns(
  _ start: UnsafePointer<Double>, _ stride: Int, _ w: (Lanes, Lanes, Lanes, Lanes), _ lane: Int
) -> SIMD4<Double> {
  let first = four(start) * w.0[lane] + four(start + stride) * w.1[lane]
  return (first + four(start + 2 * stride) * w.2[lane]) + four(start + 3 * stride) * w.3[lane]
}

/// Four by four coefficients with the weights of the cubic B-splines.
@inline(__always)
private func spline(_ stride: Int, _ t: Lanes, _ u: Lanes, _ start: (Int) -> UnsafePointer<Double>) -> Lanes {
  let r = cubicWeights(t, spline: true)
  let w = cubicWeights(u, spline: true)
  // Written out: with the lane known when it is compiled, weights and sums stay in registers.
  let a = columns(start(0), stride, r, 0)
  let b = columns(start(1), stride, r, 1)
  let c = columns(start(2), stride, r, 2)
  let d = columns(start(3), stride, r, 3)
  let e = columns(start(4), stride, r, 4)
  let f = columns(start(5), stride, r, 5)
  let g = columns(start(6), stride, r, 6)
  let h = columns(start(7), stride, r, 7)
  let s0 = Lanes(a[0], b[0], c[0], d[0], e[0], f[0], g[0], h[0])
  let s1 = Lanes(a[1], b[1], c[1], d[1], e[1], f[1], g[1], h[1])
  let s2 = Lanes(a[2], b[2], c[2], d[2], e[2], f[2], g[2], h[2])
  let s3 = Lanes(a[3], b[3], c[3], d[3], e[3], f[3], g[3], h[3])
  return (s0 * w.0 + s1 * w.1) + (s2 * w.2 + s3 * w.3)
}

@inline(never)
package func gridSplineKernel(
  _ p: UnsafePointer<Double>, _ coefficients: UnsafePointer<Double>, _ first: UnsafePointer<Double>, _ second: UnsafePointer<Double>,
  _ result: UnsafeMutablePointer<Double>, _ count: Int
) {
  let stride = Int(p[14])
  var i = 0
  while i < count {
    let (t, u, row, column, bad) = places(p, first, second, i)
    let index = index(p, row, column)
    store(apply(bad, to: spline(stride, t, u) { coefficients + Int(truncatingIfNeeded: index[$0]) }), result, i)
    i += 8
  }
}

@inline(never)
package func gridBlockSplineKernel(
  _ p: UnsafePointer<Double>, _ table: UnsafePointer<Atomic<UInt>>, _ first: UnsafePointer<Double>, _ second: UnsafePointer<Double>,
  _ result: UnsafeMutablePointer<Double>, _ count: Int
) {
  let stride = Int(p[14])
  var i = 0
  while i < count {
    let (t, u, row, column, bad) = places(p, first, second, i)
    let (block, index) = blocks(p, row, column)
    store(apply(bad, to: spline(stride, t, u) { doubles(table, block[$0], index[$0]) }), result, i)
    i += 8
  }
}
