// Sums of spherical harmonics over the degrees, eight orders side by side, and over the orders, eight longitudes side by side. Called through
// HarmonicSums.swift only.
//
// Legendre functions. For one order m let Pₙ = P̄ₙₘ(t) be the fully normalised function, t = sin φ, and write Pₙ = Nₙ Qₙ with
// Nₙ = Π √((k² − ¼)/(k² − m²)), k = m+1 … n. Then
//
//   Qₙ = 2t Qₙ₋₁ − 4((n−1)² − m²)/((2n−1)(2n−3)) Qₙ₋₂:
//
// the only factor that depends on both n and m is an integer times a number that depends on n alone, so that no table of n × m factors has
// to come from memory beside the coefficients, which are multiplied by Nₙ beforehand. The power qⁿ = (R/r)ⁿ is carried along in Qₙ.
// So that Nₙ stays in range it starts anew at 1 every `harmonicBlockRows` degrees: there the two latest Q are multiplied by what it had grown to.
//
// Range. cosᵐ φ underflows from m ≈ 300/|lg cos φ| on. Each lane is a number times 2^(960 e) (T. Fukushima, J. Geod. 86 (2012) 271, doi
// 10.1007/s00190-011-0519-2), with one e ≤ 0 for both its Q, looked at once a block. A block lets Q grow by less than 2¹⁸⁰ (2.1 a step from
// the recursion; N from n = m + 1 on by Π √(m/2j) < 2¹⁴⁰ for m ≤ 10800): a lane with e < 0 is below 2⁻³⁰⁰ and adds nothing.

/// The degrees between two rescalings.
package let harmonicBlockRows = 32

/// Eight constants, the squares of the orders, and the latest two Q of eight orders.
private struct Columns {
  var now: Lanes
  var before: Lanes
  var exponents: Lanes
  let squares: Lanes

  /// The next Q: `n2` is n², `d` is 4/((2n+1)(2n−1)) q².
  @inline(__always)
  mutating func advance(_ x: Double, _ n2: Double, _ d: Double) {
    let next = now * x - (n2 - squares) * d * before
    before = now
    now = next
  }

  /// The lanes whose order is `row` above the first one start here.
  @inline(__always)
  mutating func start(_ row: Int, _ seeds: Lanes) {
    now += seeds.replacing(with: 0, where: Lanes(0, 1, 2, 3, 4, 5, 6, 7) .!= Double(row))
  }

  /// At the end of a block: N starts anew, and lanes that have grown enough come nearer to the range of Double.
  @inline(__always)
  mutating func rescale(_ factors: Lanes) {
    now *= factors
    before *= factors
    let grown = (magnitude(now) .>= 0x1p480) .| (magnitude(before) .>= 0x1p480)
    let scale = lanes(1).replacing(with: 0x1p-960, where: grown)
    now *= scale
    before *= scale
    exponents += lanes(0).replacing(with: 1, where: grown)
  }

  /// 1 for lanes in range, 0 for others.
  @inline(__always)
  var weights: Lanes { lanes(0).replacing(with: 1, where: exponents .== 0) }
}

/// The sum of the lanes.
@inline(__always)
private func total(_ v: Lanes) -> Double { ((v[0] + v[1]) + (v[2] + v[3])) + ((v[4] + v[5]) + (v[6] + v[7])) }

/// The sums of eight orders, degree by degree.
private struct ValueSums {
  var columns: Columns
  var cosines = lanes(0)
  var sines = lanes(0)
  /// The degree that is next.
  var n: Double
  /// C̄N and S̄N of the degree that is next.
  var data: UnsafePointer<Double>

  /// Adds a degree with the given Q: those of the columns, without weight where they are out of range.
  @inline(__always)
  mutating func add(_ q: Lanes, _ x: Double, _ d: Double) {
    cosines += load(data, 0) * q
    sines += load(data, 8) * q
    pass(x, d)
  }

  /// Passes over a degree.
  @inline(__always)
  mutating func pass(_ x: Double, _ d: Double) {
    columns.advance(x, n * n, d)
    data += 16
    n += 1
  }
}

/// Σ over the degrees for eight orders at one latitude: `sums` gets eight sums with C̄, then eight with S̄.
///
/// - Parameters:
///   - stream: for each block its 8 factors (of the block before), then for each degree 8 C̄N and 8 S̄N; from the lowest of the eight orders on.
///   - degrees: 4/((2n+1)(2n−1)) from that degree on.
///   - orders: the eight orders, one after the other.
///   - seeds: Q at n = m of each, then the exponents.
///   - rows: how many degrees are summed.
///   - x, q2: 2tq and q².
/// - Returns: the number of lanes that came into range.
@inline(never)
package func harmonicValueKernel(
  _ stream: UnsafePointer<Double>, _ degrees: UnsafePointer<Double>, _ orders: UnsafePointer<Double>,
  _ seeds: UnsafePointer<Double>, _ rows: Int, _ x: Double, _ q2: Double, _ sums: UnsafeMutablePointer<Double>
) -> Int {
  let order = load(orders, 0)
  let columns = Columns(now: lanes(0), before: lanes(0), exponents: load(seeds, 8), squares: order * order)
  var sum = ValueSums(columns: columns, n: orders[0], data: stream)
  let seed = load(seeds, 0)
  var row = 0
  while row < rows {
    sum.columns.rescale(load(sum.data, 0))
    sum.data += 8
    let end = min(row &+ harmonicBlockRows, rows)
    let weights = sum.columns.weights
    let inRange = total(weights)
    // The lanes start one after the other.
    while row < min(end, 8) {
      sum.columns.start(row, seed)
      sum.add(sum.columns.now * weights, x, degrees[row] * q2)
      row &+= 1
    }
    if inRange == 8 {
      while row < end {
        sum.add(sum.columns.now, x, degrees[row] * q2)
        row &+= 1
      }
    } else if inRange == 0 {
      while row < end {
        sum.pass(x, degrees[row] * q2)
        row &+= 1
      }
    } else {
      while row < end {
        sum.add(sum.columns.now * weights, x, degrees[row] * q2)
        row &+= 1
      }
    }
  }
  store(sum.cosines, sums, 0)
  store(sum.sines, sums, 8)
  return Int(total(sum.columns.weights))
}

/// As `harmonicValueKernel`, with the radial and the latitudinal derivative: `sums` gets 6 × 8 sums, with C̄ and S̄ in turn, of Q, of (n+1) Q and of
/// (n+½) times the next Q. The latter two give the derivative by the latitude: −cos φ dQₙ/dφ = (n+½) Qₙ₊₁/q − (n+1) t Qₙ.
@inline(never)
package func harmonicGradientKernel(
  _ stream: UnsafePointer<Double>, _ degrees: UnsafePointer<Double>, _ orders: UnsafePointer<Double>,
  _ seeds: UnsafePointer<Double>, _ rows: Int, _ x: Double, _ q2: Double, _ sums: UnsafeMutablePointer<Double>
) -> Int {
  let order = load(orders, 0)
  var columns = Columns(now: lanes(0), before: lanes(0), exponents: load(seeds, 8), squares: order * order)
  let seed = load(seeds, 0)
  var cosines = lanes(0), sines = lanes(0), cosinesR = lanes(0), sinesR = lanes(0), cosinesN = lanes(0), sinesN = lanes(0)
  var n = orders[0]
  var row = 0
  var data = stream
  while row < rows {
    columns.rescale(load(data, 0))
    data += 8
    let end = min(row &+ harmonicBlockRows, rows)
    let weights = columns.weights
    if row > 0, total(weights) == 0 {
      while row < end {
        columns.advance(x, n * n, degrees[row] * q2)
        data += 16
        n += 1
        row &+= 1
      }
    } else {
      while row < end {
        if row < 8 { columns.start(row, seed) }
        let q = columns.now * weights
        let c = load(data, 0)
        let s = load(data, 8)
        cosines += c * q
        sines += s * q
        let qr = q * (n + 1)
        cosinesR += c * qr
        sinesR += s * qr
        columns.advance(x, n * n, degrees[row] * q2)
        let qn = columns.now * weights * (n + 0.5)
        cosinesN += c * qn
        sinesN += s * qn
        data += 16
        n += 1
        row &+= 1
      }
    }
  }
  store(cosines, sums, 0)
  store(sines, sums, 8)
  store(cosinesR, sums, 16)
  store(sinesR, sums, 24)
  store(cosinesN, sums, 32)
  store(sinesN, sums, 40)
  return Int(total(columns.weights))
}

/// cos mλ and sin mλ of eight longitudes for m = 0 … count − 1, 16 numbers for each m, by rotation: relative error below 3·10⁻¹⁶ m.
@inline(never)
package func harmonicAnglesKernel(
  _ cosines: UnsafePointer<Double>, _ sines: UnsafePointer<Double>, _ count: Int, _ table: UnsafeMutablePointer<Double>
) {
  let stepC = load(cosines, 0), stepS = load(sines, 0)
  var c = lanes(1), s = lanes(0)
  var m = 0
  while m < count {
    store(c, table, 16 &* m)
    store(s, table, 16 &* m &+ 8)
    let next = c * stepC - s * stepS
    s = s * stepC + c * stepS
    c = next
    m &+= 1
  }
}

/// Σ (Aₘ cos mλ + Bₘ sin mλ) over m for four series at eight longitudes: 4 × 8 sums. `series` are Aₘ and Bₘ of the four, 8 numbers for each m:
/// A₀ A₁ A₂ A₃ B₀ B₁ B₂ B₃.
@inline(never)
package func harmonicFourierKernel(
  _ table: UnsafePointer<Double>, _ series: UnsafePointer<Double>, _ count: Int, _ sums: UnsafeMutablePointer<Double>
) {
  var sum0 = lanes(0), sum1 = lanes(0), sum2 = lanes(0), sum3 = lanes(0)
  var m = 0
  while m < count {
    let c = load(table, 16 &* m), s = load(table, 16 &* m &+ 8)
    let a = series + 8 &* m
    sum0 += c * a[0] + s * a[4]
    sum1 += c * a[1] + s * a[5]
    sum2 += c * a[2] + s * a[6]
    sum3 += c * a[3] + s * a[7]
    m &+= 1
  }
  store(sum0, sums, 0)
  store(sum1, sums, 8)
  store(sum2, sums, 16)
  store(sum3, sums, 24)
}
