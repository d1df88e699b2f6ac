import Geodesy
import Testing

@Suite struct BilinearGridTests {
  static func interpolate(_ grid: BilinearGrid, _ nodes: [Float], _ first: [Double], _ second: [Double]) -> [Double] {
    var results = first
    var span = results.mutableSpan
    grid.interpolate(nodes: nodes.span, first: first.span, second: second.span, results: &span)
    return results
  }

  /// A bilinear function is reproduced: 2 + 3x − y + xy has exact values at these nodes; tolerance a few roundings of 30.
  @Test(arguments: [1.0, -1.0]) func reproducesABilinearFunction(direction: Double) throws {
    func f(_ x: Double, _ y: Double) -> Double { 2 + 3 * x - y + x * y }
    let start = direction > 0 ? 0.0 : 1.5
    let grid = try #require(
      BilinearGrid(rowOrigin: start, columnOrigin: 10, rowStep: 0.5 * direction, columnStep: 0.25, rows: 4, columns: 5))
    let nodes = (0..<20).map { Float(f(start + 0.5 * direction * Double($0 / 5), 10 + 0.25 * Double($0 % 5))) }
    for (x, y) in [(0, 10), (1.5, 11), (0.3, 10.6), (1.49, 10.01), (0.5, 10.25), (1.5 + 1e-11, 11 + 1e-11)] {
      #expect(abs(Self.interpolate(grid, nodes, [x], [y])[0] - f(x, y)) < 1e-9)
    }
    for (x, y) in [(-0.01, 10), (1.51, 10), (0, 9.99), (0, 11.01), (.nan, 10), (0, .infinity), (1e300, -1e300)] {
      #expect(Self.interpolate(grid, nodes, [x], [y])[0].isNaN)
    }
  }

  @Test func aMissingNodeCountsWhereItHasWeight() throws {
    let grid = try #require(BilinearGrid(rowOrigin: 0, columnOrigin: 0, rowStep: 1, columnStep: 1, rows: 2, columns: 2))
    let nodes: [Float] = [1, 2, 3, .nan]
    let results = Self.interpolate(grid, nodes, [0, 0, 1, 0.5, 1, 0.5], [0, 1, 0, 0.5, 1, 0])
    #expect(results[0] == 1 && results[1] == 2 && results[2] == 3 && results[5] == 2)
    #expect(results[3].isNaN && results[4].isNaN)
  }

  @Test func refusesWhatIsNoGrid() {
    #expect(BilinearGrid(rowOrigin: 0, columnOrigin: 0, rowStep: 0, columnStep: 1, rows: 2, columns: 2) == nil)
    #expect(BilinearGrid(rowOrigin: 0, columnOrigin: .nan, rowStep: 1, columnStep: 1, rows: 2, columns: 2) == nil)
    #expect(BilinearGrid(rowOrigin: 0, columnOrigin: 0, rowStep: 1, columnStep: 1, rows: 1, columns: 2) == nil)
    #expect(BilinearGrid(rowOrigin: 0, columnOrigin: 0, rowStep: 1, columnStep: 1, rows: .max, columns: 2) == nil)
  }
}
