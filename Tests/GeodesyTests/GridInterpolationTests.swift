import CMallocCounter
import Geodesy
import Glibc
import Testing

/// Interpolation by every method: what each must reproduce exactly, edges, gaps, the seam of the globe, and the kernels against the scalar form.
@Suite struct GeodesyBatchGridTests {
  static func grid(
    _ rows: Int, _ columns: Int, rowOrigin: Double = 0, columnOrigin: Double = 0, rowStep: Double = 1, columnStep: Double = 1,
    period: Double? = nil
  ) throws -> RegularGrid {
    try #require(
      RegularGrid(
        rowOrigin: rowOrigin, columnOrigin: columnOrigin, rowStep: rowStep, columnStep: columnStep, rows: rows, columns: columns,
        period: period))
  }

  static func nodes(_ rows: Int, _ columns: Int, _ f: (Double, Double) -> Double) -> [Float] {
    (0..<(rows * columns)).map { Float(f(Double($0 / columns), Double($0 % columns))) }
  }

  /// Places from 0 to 1 by two incommensurate steps (a Weyl sequence).
  static func places(_ count: Int) -> [(Double, Double)] {
    (0..<count).map { i in
      let (x, y) = (Double(i) * 0.754877666, Double(i) * 0.569840291)
      return (x - x.rounded(.down), y - y.rounded(.down))
    }
  }

  /// Polynomials with integer coefficients are exact at the nodes in 32 bits, and each method must give those of its degree back up to the edges:
  /// tolerance a few roundings of 1000 in 64 bits.
  @Test(arguments: GridInterpolation.allCases) func reproducesPolynomials(_ method: GridInterpolation) throws {
    let degree = [GridInterpolation.nearest: 0, .bilinear: 1, .biquadratic: 2, .bicubic: 2, .spline: 3, .cubic12: 1][method] ?? 0
    for (rows, columns) in [(7, 9), (4, 4), (5, 6)] {
      for a in 0...degree {
        for b in 0...degree {
          func power(_ x: Double, _ n: Int) -> Double { (0..<n).reduce(1.0) { p, _ in p * x } }
          func f(_ y: Double, _ x: Double) -> Double { 3 + power(y - 2, a) - 0.5 * power(x - 3, b) + power(y - 2, a) * power(x - 3, b) }
          func slope(_ x: Double, _ n: Int) -> Double { n == 0 ? 0 : Double(n) * power(x, n - 1) }
          let interpolator = GridInterpolator(grid: try Self.grid(rows, columns), nodes: Self.nodes(rows, columns, f), method: method)
          for (s, t) in Self.places(200) {
            let (y, x) = (s * Double(rows - 1), t * Double(columns - 1))
            let result = try interpolator.gradient(y, x)
            let tolerance = 1e-10
            #expect(abs(result.value - f(y, x)) < tolerance)
            let down = slope(y - 2, a) * (1 + power(x - 3, b))
            let across = slope(x - 3, b) * (power(y - 2, a) - 0.5)
            if method != .nearest { #expect(abs(result.perFirst - down) < tolerance && abs(result.perSecond - across) < tolerance) }
          }
        }
      }
    }
  }

  /// At a pole of a grid around the globe all meridians of the twelve-node cubic meet in one value, whatever the nodes are, and a surface that is a
  /// plane over the pole comes back as in the middle of the grid: within its curvature over a step, (1°)²/2 of 57.3. Rows may run either way.
  @Test(arguments: [1.0, -1]) func twelveNodesAtAPole(_ sign: Double) throws {
    let grid = try Self.grid(181, 360, rowOrigin: -90 * sign, columnOrigin: -180, rowStep: sign, period: 360)
    var seed: UInt64 = 1
    let noise = (0..<(181 * 360)).map { (k: Int) -> Float in
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return k < 360 || k >= 180 * 360 ? 5 : Float(seed >> 40)
    }
    let rough = GridInterpolator(grid: grid, nodes: noise, method: .cubic12)
    let radians = Double.pi / 180
    func plane(_ b: Double, _ l: Double) -> Double { 57.3 * cosine(b) * cosine(l - 20) }
    let even = GridInterpolator(
      grid: grid, nodes: (0..<(181 * 360)).map { Float(plane((Double($0 / 360) - 90) * sign, Double($0 % 360) - 180)) }, method: .cubic12)
    func cosine(_ degrees: Double) -> Double { cos(degrees * radians) }
    for pole in [90.0, -90] {
      let one = try rough.value(pole, 0)
      for (s, t) in Self.places(100) {
        #expect(abs(try rough.value(pole, 720 * s - 360) - one) < 1e-6 * abs(one))
        let (b, l) = (pole * (1 - t / 90), 720 * s - 360)
        let result = try even.gradient(b, l)
        #expect(abs(result.value - plane(b, l)) < 0.01)
        #expect(abs(result.perFirst + 57.3 * radians * sin(b * radians) * cosine(l - 20)) < 0.02)
      }
    }
  }

  /// On a node, and on a line of nodes, beside a gap that only the wider stencil meets, the bilinear form stands with its slope, as it does in the cell.
  @Test(arguments: [GridInterpolation.biquadratic, .bicubic, .cubic12]) func besideAGap(_ method: GridInterpolation) throws {
    var nodes = Self.nodes(7, 7) { 3 * $0 * $0 - $0 * $1 + 0.5 * $1 * $1 }
    nodes[2 * 7 + 3] = .nan
    let grid = try Self.grid(7, 7)
    let wide = GridInterpolator(grid: grid, nodes: nodes, method: method)
    let bilinear = GridInterpolator(grid: grid, nodes: nodes, method: .bilinear)
    for (y, x) in [(3.0, 3.0), (3, 3.25), (3.25, 3)] {
      let (a, b) = (try wide.gradient(y, x), try bilinear.gradient(y, x))
      #expect(a == b, "\(y) \(x)")
    }
  }

  /// An invented smooth field: the gradient is the derivative of the value. Central differences over 10⁻⁵ err by 10⁻¹⁰ times the third
  /// derivative, and by the rounding of 10⁻¹⁵⁄10⁻⁵.
  @Test(arguments: GridInterpolation.allCases) func gradientIsTheDerivative(_ method: GridInterpolation) throws {
    let nodes = Self.nodes(12, 14) { (($0 * 7 + $1 * 3).truncatingRemainder(dividingBy: 11)) + $1 * $0 * 0.1 - $1 * $1 * 0.03 }
    let interpolator = GridInterpolator(
      grid: try Self.grid(12, 14, rowOrigin: 30, columnOrigin: 110, rowStep: -0.5, columnStep: 0.25), nodes: nodes, method: method)
    for (s, t) in Self.places(300) {
      let (y, x) = (30 - 5.5 * (s * 0.98 + 0.01), 110 + 3.25 * (t * 0.98 + 0.01))
      let g = try interpolator.gradient(y, x)
      let h = 1e-5
      let (up, down) = (try interpolator.gradient(y + h, x), try interpolator.gradient(y - h, x))
      let (east, west) = (try interpolator.gradient(y, x + h), try interpolator.gradient(y, x - h))
      // Not across a border between cells or half-way between nodes, where the derivative may jump.
      func fraction(_ v: Double) -> Double { abs(v * 2 - (v * 2).rounded()) }
      guard fraction((30 - y) * 2) > 1e-3, fraction((x - 110) * 4) > 1e-3 else { continue }
      #expect(abs((up.value - down.value) / (2 * h) - g.perFirst) < 1e-4)
      #expect(abs((east.value - west.value) / (2 * h) - g.perSecond) < 1e-4)
    }
  }

  /// The spline goes through the nodes, to a few roundings of 100, and is twice continuously differentiable.
  @Test func theSplineIsSmoothAndGoesThroughTheNodes() throws {
    let nodes = Self.nodes(20, 30) { y, x in Double((Int(y) * 7919 + Int(x) * 104_729) % 97) }
    let interpolator = GridInterpolator(grid: try Self.grid(20, 30), nodes: nodes, method: .spline)
    for row in 0..<20 {
      for column in 0..<30 {
        #expect(abs(try interpolator.value(Double(row), Double(column)) - Double(nodes[row * 30 + column])) < 1e-12)
      }
    }
    func second(_ x: Double) throws -> Double {
      let h = 1e-3
      return try (interpolator.gradient(9.3, x + h).perSecond - interpolator.gradient(9.3, x - h).perSecond) / (2 * h)
    }
    for column in 1..<29 {
      // The curvature changes by its own derivative (here up to 10³) times the distance of 4·10⁻³; a jump would be of the order of 10².
      #expect(abs(try second(Double(column) + 0.002) - second(Double(column) - 0.002)) < 5)
    }
  }

  /// A field with the period of the globe, sampled around it: the seam is a place like any other.
  @Test(arguments: [GridInterpolation.bilinear, .biquadratic, .bicubic, .spline], [false, true])
  func closesAroundTheGlobe(_ method: GridInterpolation, _ repeats: Bool) throws {
    let columns = repeats ? 73 : 72
    let nodes = (0..<(5 * columns)).map { i -> Float in
      let x = Double(i % columns % 72) * 5
      return Float(Self.wave(x))
    }
    let grid = try Self.grid(5, columns, columnOrigin: -180, columnStep: 5, period: 360)
    #expect(grid.closes == !repeats)
    let interpolator = GridInterpolator(grid: grid, nodes: nodes, method: method)
    // The same grid turned by half the globe has no seam there.
    let turned = (0..<(5 * 72)).map { Float(Self.wave(Double(($0 % 72 + 36) % 72) * 5)) }
    let other = GridInterpolator(
      grid: try Self.grid(5, 72, columnOrigin: 0, columnStep: 5, period: 360), nodes: turned, method: method)
    if repeats, method != .bilinear, method != .spline { return }  // Their stencils end at the repeated column.
    for k in 0..<200 {
      let x = 170 + Double(k) * 0.1
      let value = try interpolator.value(2.3, x)
      #expect(abs(value - (try other.value(2.3, x))) < 1e-5)
      #expect(abs(value - (try interpolator.value(2.3, x - 360))) < 1e-10)
      #expect(abs(value - (try interpolator.value(2.3, x - 720))) < 1e-10)
    }
  }

  /// A made-up function on 0…360, smooth around the globe: a parabola pieced together.
  static func wave(_ degrees: Double) -> Double {
    let x = (degrees - 180) / 180
    return 40 * (1 - x * x) * (1 - x * x)
  }

  @Test(arguments: GridInterpolation.allCases) func nothingOutsideAndNothingBesideAGap(_ method: GridInterpolation) throws {
    var nodes = Self.nodes(8, 9) { $0 * 2 - $1 }
    nodes[3 * 9 + 4] = .nan
    let interpolator = GridInterpolator(grid: try Self.grid(8, 9), nodes: nodes, method: method)
    for (y, x) in [(-0.01, 3), (7.01, 3), (3, -0.01), (3, 8.01), (.nan, 3), (3, .infinity), (1e300, -1e300)] {
      #expect(throws: GridAbsence.outside) { try interpolator.value(y, x) }
    }
    // The nearest node is the gap from half-way on; the others need all nodes of the cell with weight.
    for (y, x) in [(2.7, 3.7), (3.3, 4.3), (2.7, 4.3), (3.0, 4.0), (3.4, 4.0)] {
      #expect(throws: GridAbsence.noData) { try interpolator.value(y, x) }
    }
    // On the nodes beside it, and two cells away, where the wide stencils still touch it.
    for (y, x) in [(2.0, 4.0), (3, 3), (4, 4), (3, 5), (2, 3.5), (1.5, 4.5), (3.5, 2.5), (5.5, 4.2)] {
      let linear = y * 2 - x
      #expect(abs(try interpolator.value(y, x) - linear) < (method == .nearest ? 1.6 : 1e-5))
    }
  }

  /// Every method, place and path: the batch gives the bits of the scalar form, NaN where it throws.
  @Test(arguments: GridInterpolation.allCases) func batchIsTheScalarForm(_ method: GridInterpolation) throws {
    for (rows, columns, period, step) in [
      (9, 11, nil, 0.25), (2, 2, nil, 0.25), (3, 3, 360.0, 0.5), (6, 36, 360.0, 10.0), (5, 37, 360.0, 10.0),
    ]
      as [(Int, Int, Double?, Double)]
    {
      for gap in [false, true] {
        var nodes = Self.nodes(rows, columns) { ($0 * 7 + $1 * 3).truncatingRemainder(dividingBy: 11) * 1.37 }
        if gap { nodes[nodes.count / 2] = .nan }
        let grid = try Self.grid(rows, columns, rowOrigin: 24, columnOrigin: 100, rowStep: 0.5, columnStep: step, period: period)
        let interpolator = GridInterpolator(grid: grid, nodes: nodes, method: method)
        var (first, second): ([Double], [Double]) = ([], [])
        for (s, t) in Self.places(517) {
          first.append(24 + 0.5 * Double(rows - 1) * (s * 1.2 - 0.1))
          second.append(100 + step * Double(columns) * (t * 1.2 - 0.1))
        }
        for row in 0..<rows {
          for column in 0..<columns {
            first.append(24 + 0.5 * Double(row))
            second.append(100 + step * Double(column))
          }
        }
        first += [.nan, 24, .infinity, 24, 1e300, 24]
        second += [100, .nan, 100, -.infinity, 100, 1e18]
        let expected = zip(first, second).map { (try? interpolator.value($0, $1)) ?? .nan }
        for path in KernelPath.isAVX2Available ? [KernelPath.baseline, .avx2] : [.baseline] {
          var results = [Double](repeating: 7, count: first.count)
          var span = results.mutableSpan
          interpolator.values(path: path, first: first.span, second: second.span, results: &span)
          for i in results.indices {
            #expect(
              results[i].bitPattern == expected[i].bitPattern || (results[i].isNaN && expected[i].isNaN),
              "\(path) \(rows)×\(columns) gap \(gap) at \(first[i]), \(second[i]): \(results[i]), \(expected[i])")
          }
        }
      }
    }
  }

  @Test(
    .enabled(if: cmalloc_active() != 0 && !_isDebugAssertConfiguration(), "unoptimised code allocates"),
    arguments: GridInterpolation.allCases)
  func nothingIsAllocated(_ method: GridInterpolation) throws {
    var nodes = Self.nodes(30, 40) { $0 * 0.3 - $1 * 0.2 }
    nodes[17 * 40 + 3] = .nan
    let interpolator = GridInterpolator(grid: try Self.grid(30, 40), nodes: nodes, method: method)
    let places = Self.places(5000)
    let first = places.map { $0.0 * 31 - 1 }
    let second = places.map { $0.1 * 41 - 1 }
    var results = [Double](repeating: 0, count: first.count)
    func run() {
      var span = results.mutableSpan
      interpolator.values(first: first.span, second: second.span, results: &span)
    }
    run()
    let before = cmalloc_thread_count()
    run()
    #expect(cmalloc_thread_count() == before)
  }

  @Test func refusesWhatIsNoGrid() {
    func make(_ rowStep: Double, _ columnOrigin: Double, _ rows: Int, _ columns: Int, _ period: Double? = nil) -> RegularGrid? {
      RegularGrid(
        rowOrigin: 0, columnOrigin: columnOrigin, rowStep: rowStep, columnStep: 1, rows: rows, columns: columns, period: period)
    }
    #expect(make(0, 0, 2, 2) == nil && make(1, .nan, 2, 2) == nil && make(1, 0, 1, 2) == nil && make(1, 0, .max, 2) == nil)
    #expect(make(1, 0, 2, 400, 360) == nil && make(1, 0, 2, 361, 360) != nil)
  }
}
