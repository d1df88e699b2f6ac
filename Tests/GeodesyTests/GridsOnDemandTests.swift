import CMallocCounter
import Synchronization
import Testing

@testable import Geodesy

/// Grids whose nodes are read in blocks: the same values as of a grid that is whole in memory, whatever the order of the places, on any number of
/// threads; and what becomes of nodes that cannot be read.
@Suite struct GridsOnDemandTests {
  /// Nodes in memory that are read like those of a file, with a count of how many were.
  final class Nodes: GridNodeSource {
    let nodes: [Float]
    let columns: Int
    let bad: Int?
    private let count = Atomic(0)

    init(_ nodes: [Float], columns: Int, bad: Int? = nil) { (self.nodes, self.columns, self.bad) = (nodes, columns, bad) }

    var nodesRead: Int { count.load(ordering: .relaxed) }

    func read(row: Int, columns range: Range<Int>, into values: inout [Float], at index: Int) throws(UnreadableNodes) {
      precondition(range.lowerBound >= 0 && range.upperBound <= columns && !range.isEmpty)
      count.wrappingAdd(range.count, ordering: .relaxed)
      for column in range {
        if row * columns + column == bad { throw UnreadableNodes(source: "invented", row: row, column: column, cause: CancellationError()) }
        values[index + column - range.lowerBound] = nodes[row * columns + column]
      }
    }
  }

  /// A pseudo-random number from −1 to 1 for a node (Knuth's MMIX constants).
  static func noise(_ i: Int) -> Double {
    let state = UInt64(truncatingIfNeeded: i + 1) &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(Int64(bitPattern: state &* (state >> 33 | 1)) >> 11) / 4_503_599_627_370_496
  }

  /// Invented, of the size of geoid heights with more noise than any: ±50 m and ±1 m of noise from node to node.
  static func invented(_ rows: Int, _ columns: Int, gaps: Bool = false) -> [Float] {
    var nodes = (0..<(rows * columns)).map { i -> Float in
      let (y, x) = (Double(i / columns), Double(i % columns))
      return Float(50 * wave(y / 90) * wave(x / 70) + noise(i))
    }
    guard gaps else { return nodes }
    // Single nodes, a lake, a sea over several blocks, and a corner.
    for k in 0..<20 { nodes[(k * 7919 * 31) % nodes.count] = .nan }
    for row in 0..<rows {
      for column in 0..<columns {
        let (y, x) = (Double(row - rows / 2), Double(column - columns / 3))
        if y * y + 2 * x * x < 150 || (row > rows - 40 && column > columns - 60) || (column < 5 && row > 20 && row < 90) {
          nodes[row * columns + column] = .nan
        }
      }
    }
    for row in 0..<min(rows, 170) { for column in (columns * 2 / 3)..<(columns * 2 / 3 + 140) { nodes[row * columns + column] = .nan } }
    return nodes
  }

  /// Smooth, −1…1, of no period.
  static func wave(_ x: Double) -> Double {
    let y = x - (x / 2).rounded() * 2
    return (1 - y * y) * (1 - 0.3 * x / (1 + abs(x)))
  }

  struct Shape: Sendable, CustomTestStringConvertible {
    let rows: Int
    let columns: Int
    var step = 0.25
    var period: Double?
    var gaps = false
    /// Which rows have the first node again at the end.
    var repeats: @Sendable (Int) -> Bool = { _ in false }
    let testDescription: String

    func nodes() -> [Float] {
      var nodes = GridsOnDemandTests.invented(rows, columns, gaps: gaps)
      for row in 0..<rows where repeats(row) { nodes[(row + 1) * columns - 1] = nodes[row * columns] }
      return nodes
    }
  }

  static let shapes: [Shape] = [
    Shape(rows: 300, columns: 420, testDescription: "a part of the globe"),
    Shape(rows: 300, columns: 420, gaps: true, testDescription: "with gaps"),
    Shape(rows: 193, columns: 480, step: 0.75, period: 360, testDescription: "around the globe"),
    Shape(rows: 193, columns: 480, step: 0.75, period: 360, gaps: true, testDescription: "around the globe with gaps"),
    Shape(rows: 200, columns: 481, step: 0.75, period: 360, repeats: { _ in true }, testDescription: "the first column again"),
    Shape(rows: 200, columns: 481, step: 0.75, period: 360, gaps: true, repeats: { _ in true }, testDescription: "again, with gaps"),
    Shape(rows: 200, columns: 481, step: 0.75, period: 360, repeats: { $0 % 3 == 0 }, testDescription: "again in some rows"),
    Shape(rows: 2, columns: 3, testDescription: "the smallest"), Shape(rows: 129, columns: 5, testDescription: "narrow"),
    Shape(rows: 4, columns: 36, step: 10, period: 360, testDescription: "a belt"),
  ]

  static func grid(_ shape: Shape) throws -> RegularGrid {
    try #require(
      RegularGrid(
        rowOrigin: -30, columnOrigin: -20, rowStep: 0.25, columnStep: shape.step, rows: shape.rows, columns: shape.columns,
        period: shape.period))
  }

  /// Places all over a grid and about it, on its nodes and on its edges.
  static func places(_ shape: Shape, _ count: Int) -> (first: [Double], second: [Double]) {
    var (first, second): ([Double], [Double]) = ([], [])
    for (s, t) in GeodesyBatchGridTests.places(count) {
      first.append(-30 + 0.25 * Double(shape.rows - 1) * (s * 1.02 - 0.01))
      second.append(-20 + shape.step * Double(shape.columns) * (t * 1.02 - 0.01))
    }
    for k in 0..<200 {
      first.append(-30 + 0.25 * Double(k * 37 % shape.rows))
      second.append(-20 + shape.step * Double(k * 53 % shape.columns))
    }
    // About the seam and the borders of blocks.
    for k in 0..<200 {
      first.append(-30 + 0.25 * (64 * Double(k % 4) + Self.noise(k) * 2))
      second.append(-20 + shape.step * ((k % 2 == 0 ? Double(shape.columns) : 128) + Self.noise(k + 1000) * 2))
    }
    first += [.nan, 0, 1e300]
    second += [0, .infinity, 0]
    return (first, second)
  }

  /// By every method but the spline to the last bit. The spline to 10⁻¹² m: the two filters round differently, some units of the last place of 50 m
  /// (7·10⁻¹⁵); the margin cuts off 5·10⁻¹⁹ of it, and of what is filled into gaps 10⁻¹⁵.
  @Test(arguments: GridInterpolation.allCases, shapes) func valuesAreThoseOfTheWholeGrid(_ method: GridInterpolation, _ shape: Shape) throws
  {
    let (grid, nodes) = (try Self.grid(shape), shape.nodes())
    let whole = GridInterpolator(grid: grid, nodes: nodes, method: method)
    let (first, second) = Self.places(shape, 3000)
    func absence(_ interpolator: GridInterpolator, _ i: Int) -> GridAbsence? {
      var result = GridInterpolator.Gradient(value: .nan, perFirst: .nan, perSecond: .nan)
      return interpolator.find(first[i], second[i], &result)
    }
    for path in KernelPath.isAVX2Available ? [KernelPath.baseline, .avx2] : [.baseline] {
      let onDemand = GridInterpolator(grid: grid, source: Nodes(nodes, columns: shape.columns), method: method)
      var (expected, values) = ([Double](repeating: 7, count: first.count), [Double](repeating: 7, count: first.count))
      var a = expected.mutableSpan
      whole.values(path: path, first: first.span, second: second.span, results: &a)
      var b = values.mutableSpan
      onDemand.values(path: path, first: first.span, second: second.span, results: &b)
      // Again, with all blocks there: the kernels answer now.
      var again = values
      var c = again.mutableSpan
      onDemand.values(path: path, first: first.span, second: second.span, results: &c)
      var worst = 0.0
      for i in first.indices {
        #expect(values[i].bitPattern == again[i].bitPattern || (values[i].isNaN && again[i].isNaN))
        #expect(expected[i].isNaN == values[i].isNaN, "\(first[i]), \(second[i])")
        #expect(absence(whole, i) == absence(onDemand, i))
        if !expected[i].isNaN { worst = max(worst, abs(expected[i] - values[i])) }
      }
      #expect(method == .spline ? worst < 1e-12 : worst == 0, "\(worst)")
    }
  }

  /// The derivatives as well; of the spline 10⁻¹² m over a step of 0.25 in a few roundings.
  @Test(arguments: GridInterpolation.allCases) func gradientsAreThoseOfTheWholeGrid(_ method: GridInterpolation) throws {
    let shape = Self.shapes[1]
    let (grid, nodes) = (try Self.grid(shape), shape.nodes())
    let whole = GridInterpolator(grid: grid, nodes: nodes, method: method)
    let onDemand = GridInterpolator(grid: grid, source: Nodes(nodes, columns: shape.columns), method: method)
    let (first, second) = Self.places(shape, 500)
    for i in first.indices {
      guard let a = try? whole.gradient(first[i], second[i]), let b = try? onDemand.gradient(first[i], second[i]) else { continue }
      #expect(abs(a.perFirst - b.perFirst) < 1e-11 || (a.perFirst.isNaN && b.perFirst.isNaN))
      #expect(abs(a.perSecond - b.perSecond) < 1e-11 || (a.perSecond.isNaN && b.perSecond.isNaN))
    }
  }

  /// The bits of a value do not depend on which places came before, nor on how many threads ask.
  @Test(arguments: [GridInterpolation.bilinear, .bicubic, .spline], [1, 3])
  func valuesDoNotDependOnTheOrder(_ method: GridInterpolation, _ shapeIndex: Int) async throws {
    let shape = Self.shapes[shapeIndex]
    let (grid, nodes) = (try Self.grid(shape), shape.nodes())
    let (first, second) = Self.places(shape, 2000)
    let forwards = GridInterpolator(grid: grid, source: Nodes(nodes, columns: shape.columns), method: method)
    let expected = zip(first, second).map { (try? forwards.value($0, $1)) ?? .nan }
    let backwards = GridInterpolator(grid: grid, source: Nodes(nodes, columns: shape.columns), method: method)
    for i in first.indices.reversed() {
      let value = (try? backwards.value(first[i], second[i])) ?? .nan
      #expect(value.bitPattern == expected[i].bitPattern || (value.isNaN && expected[i].isNaN))
    }
    // Eight tasks over the same blocks at once, each from another place on.
    for _ in 0..<5 {
      let shared = GridInterpolator(grid: grid, source: Nodes(nodes, columns: shape.columns), method: method)
      let same = await withTaskGroup(of: Bool.self) { group in
        for task in 0..<8 {
          group.addTask {
            let turn = task * first.count / 8
            let (a, b) = (Array(first[turn...] + first[..<turn]), Array(second[turn...] + second[..<turn]))
            var results = [Double](repeating: 0, count: a.count)
            var span = results.mutableSpan
            shared.values(first: a.span, second: b.span, results: &span)
            return results.indices.allSatisfy { i in
              let value = expected[(i + turn) % expected.count]
              return results[i].bitPattern == value.bitPattern || (results[i].isNaN && value.isNaN)
            }
          }
        }
        var same = true
        for await one in group { same = same && one }
        return same
      }
      #expect(same)
    }
  }

  /// A place reads its block and, for the spline, the margin about it: of a large grid next to nothing.
  @Test(arguments: GridInterpolation.allCases) func onlyWhatIsNeededIsRead(_ method: GridInterpolation) throws {
    let (rows, columns) = (2000, 3000)
    let source = Nodes([Float](repeating: 1, count: rows * columns), columns: columns)
    let grid = try GeodesyBatchGridTests.grid(rows, columns)
    let interpolator = GridInterpolator(grid: grid, source: source, method: method)
    #expect(source.nodesRead == 0)
    for _ in 0..<3 { #expect(abs(try interpolator.value(1000.5, 1500.5) - 1) < 1e-12) }
    #expect(source.nodesRead == (method == .spline ? 195 * 195 : 67 * 67))
    #expect(throws: GridAbsence.outside) { try interpolator.value(-1, 0) }
  }

  /// Nodes that cannot be read refuse the places that need their block, again and again, and no others.
  @Test(arguments: GridInterpolation.allCases) func damagedNodesRefuseThePlacesAboutThem(_ method: GridInterpolation) throws {
    let (rows, columns) = (400, 500)
    let source = Nodes(Self.invented(rows, columns), columns: columns, bad: 150 * columns + 260)
    let interpolator = GridInterpolator(grid: try GeodesyBatchGridTests.grid(rows, columns), source: source, method: method)
    let error = GridAbsence.unreadable(UnreadableNodes(source: "invented", row: 150, column: 260, cause: CancellationError()))
    for _ in 0..<2 {
      #expect(throws: error) { try interpolator.value(150.2, 260.2) }
      var results = [0.0, 0, 0]
      var span = results.mutableSpan
      interpolator.values(first: [150.2, 20.5, 149.1].span, second: [260.2, 20.5, 260.7].span, results: &span)
      #expect(results[0].isNaN && results[1].isFinite && results[2].isNaN)
    }
    let read = source.nodesRead
    #expect(throws: error) { try interpolator.value(150.2, 260.2) }
    #expect(source.nodesRead == read, "the failure is remembered")
  }

  @Test(
    .enabled(if: cmalloc_active() != 0 && !_isDebugAssertConfiguration(), "unoptimised code allocates"),
    arguments: GridInterpolation.allCases, [false, true])
  func nothingIsAllocatedInBlocksThatAreThere(_ method: GridInterpolation, _ gaps: Bool) throws {
    let shape = Self.shapes[gaps ? 3 : 2]
    let interpolator = GridInterpolator(grid: try Self.grid(shape), source: Nodes(shape.nodes(), columns: shape.columns), method: method)
    let (first, second) = Self.places(shape, 4000)
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
}
