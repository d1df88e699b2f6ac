/// The tridiagonal system of the cubic B-spline along lines of nodes, several lines side by side: position i of line j is element i · lanes + j.
struct SplineFilter {
  /// Lines side by side: their elements fill two lines of the cache, and those of a block of a grid stay in the second level of it.
  static let lanes = 16

  /// 1 ⁄ (4 − the one before).
  private var pivots: [Double]
  private var work: [Double]

  /// A filter for lines of at most so many nodes.
  init(longest: Int) {
    pivots = [0.25]
    for i in 1..<max(2, longest) { pivots.append(1 / (4 - pivots[i - 1])) }
    work = Array(repeating: 0, count: (longest + 3) * Self.lanes)
  }

  /// Room for lines of at most so many nodes.
  static func room(longest: Int) -> [Double] { [Double](repeating: 0, count: (longest + 3) * lanes) }

  /// Turns the values at 1…count into the coefficients at 0…count + 1, for at most ``lanes`` lines.
  mutating func open(_ lines: inout [Double], count n: Int, lanes: Int) {
    // All indices below are within (n + 2) · lanes, which both arrays have.
    precondition(lanes <= Self.lanes && lines.count >= (n + 2) * lanes && work.count >= n * lanes && pivots.count >= n - 4 && n >= 2)
    lines.withUnsafeMutableBufferPointer { line in
      work.withUnsafeMutableBufferPointer { work in
        pivots.withUnsafeBufferPointer { pivots in
          if n > 3 {
            Self.notAKnot(line, work, pivots, n, lanes)
          } else {
            Self.parabola(line, n, lanes)
          }
        }
      }
    }
  }

  /// A straight line or a parabola: c = z − z″⁄6.
  private static func parabola(_ line: UnsafeMutableBufferPointer<Double>, _ n: Int, _ lanes: Int) {
    for j in 0..<lanes {
      func z(_ i: Int) -> Double { line[i * lanes + j] }
      let second = n == 3 ? z(1) - 2 * z(2) + z(3) : 0
      let before = n == 3 ? 3 * z(1) - 3 * z(2) + z(3) : 2 * z(1) - z(2)
      let behind = n == 3 ? 3 * z(3) - 3 * z(2) + z(1) : 2 * z(2) - z(1)
      line[j] = before
      line[(n + 1) * lanes + j] = behind
      for i in 0...(n + 1) { line[i * lanes + j] -= second / 6 }
    }
  }

  private static func notAKnot(
    _ line: UnsafeMutableBufferPointer<Double>, _ work: UnsafeMutableBufferPointer<Double>, _ pivots: UnsafeBufferPointer<Double>,
    _ n: Int, _ lanes: Int
  ) {
    // “Not a knot” makes the fourth difference of the first five coefficients zero, which with the first three equations gives c₁ alone.
    // Node i is line[i + 1].
    let (first, last) = (lanes, (n - 2) * lanes)
    for j in 0..<lanes {
      work[first + j] = (8 * line[2 * lanes + j] - line[lanes + j] - line[3 * lanes + j]) / 6
      work[last + j] = (8 * line[(n - 1) * lanes + j] - line[n * lanes + j] - line[(n - 2) * lanes + j]) / 6
    }
    let count = n - 4  // unknowns c₂ … cₙ₋₃
    for k in 0..<max(count, 0) {
      let (at, pivot) = ((k + 2) * lanes, pivots[k])
      if k < count - 1 {
        for j in 0..<lanes { work[at + j] = (6 * line[at + lanes + j] - work[at - lanes + j]) * pivot }
      } else {
        for j in 0..<lanes { work[at + j] = (6 * line[at + lanes + j] - work[last + j] - work[at - lanes + j]) * pivot }
      }
    }
    for k in stride(from: count - 2, through: 0, by: -1) {
      let (at, pivot) = ((k + 2) * lanes, pivots[k])
      for j in 0..<lanes { work[at + j] -= pivot * work[at + lanes + j] }
    }
    for j in 0..<lanes {
      func at(_ i: Int) -> Int { i * lanes + j }
      let (z0, z1, y1, y0) = (line[at(1)], line[at(2)], line[at(n - 1)], line[at(n)])
      line[at(1)] = 6 * z1 - 4 * work[at(1)] - work[at(2)]
      line[at(n)] = 6 * y1 - 4 * work[at(n - 2)] - work[at(n - 3)]
      line[at(0)] = 6 * z0 - 4 * line[at(1)] - work[at(1)]
      line[at(n + 1)] = 6 * y0 - 4 * line[at(n)] - work[at(n - 2)]
    }
    for i in lanes..<((n - 1) * lanes) { line[i + lanes] = work[i] }
  }

  /// Turns the values at 1…count, which repeat, into the coefficients at 0…total − 1 (Unser, Aldroubi & Eden 1993, doi 10.1109/78.193220).
  mutating func periodic(_ line: inout [Double], count n: Int, total: Int, lanes: Int) {
    // The pole √3 − 2 of the filter; its 40th power is below the rounding of a double.
    let pole = -0.26794919243112270647
    let reach = 40
    for j in 0..<lanes {
      var sum = 0.0
      for k in (0...reach).reversed() { sum = sum * pole + line[(1 + ((n - k % n) % n)) * lanes + j] }
      work[j] = sum
    }
    for i in 1..<n {
      for j in 0..<lanes { work[i * lanes + j] = line[(i + 1) * lanes + j] + pole * work[(i - 1) * lanes + j] }
    }
    for j in 0..<lanes {
      var sum = 0.0
      for k in (0...reach).reversed() { sum = sum * pole + work[(n - 1 + k) % n * lanes + j] }
      work[(n - 1) * lanes + j] = -pole * sum
    }
    for i in (0..<(n - 1)).reversed() {
      for j in 0..<lanes { work[i * lanes + j] = pole * (work[(i + 1) * lanes + j] - work[i * lanes + j]) }
    }
    for i in 0..<(n * lanes) { line[i + lanes] = 6 * work[i] }
    for j in 0..<lanes { line[j] = line[n * lanes + j] }
    for i in ((n + 1) * lanes)..<(total * lanes) { line[i] = line[i - n * lanes] }
  }
}
