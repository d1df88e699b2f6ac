/// Heights of the ground on the nodes of a grid regular in latitude and longitude, from the south-west, row by row. A node stands for the cell around it.
public struct TerrainGrid: Sendable, Equatable {
  /// Latitude of the first row and longitude of the first column, degrees.
  public let south: Double, west: Double
  /// From row to row and column to column, degrees.
  public let latitudeStep: Double, longitudeStep: Double
  /// Numbers of rows and columns.
  public let rows: Int, columns: Int
  /// Metres; 32 bits each, since a province at 3″ has a hundred million nodes.
  public var heights: [Float]

  /// Heights.
  /// - Precondition: steps above 0, as many heights as rows × columns and at least one, rows within ±90°.
  public init(south: Double, west: Double, latitudeStep: Double, longitudeStep: Double, rows: Int, columns: Int, heights: [Float]) {
    precondition(latitudeStep > 0 && longitudeStep > 0 && rows > 0 && columns > 0 && heights.count == rows * columns)
    precondition(south >= -90 - 1e-9 && south + Double(rows - 1) * latitudeStep <= 90 + 1e-9)
    (self.south, self.west, self.latitudeStep, self.longitudeStep) = (south, west, latitudeStep, longitudeStep)
    (self.rows, self.columns, self.heights) = (rows, columns, heights)
  }

  /// The heights of a grid in double precision.
  public init(_ grid: RegionalGrid) {
    self.init(
      south: grid.south, west: grid.west, latitudeStep: grid.latitudeStep, longitudeStep: grid.longitudeStep, rows: grid.rows,
      columns: grid.columns, heights: grid.values.map { Float($0) })
  }

  /// The latitude of a row, degrees.
  public func latitude(_ row: Int) -> Double { south + Double(row) * latitudeStep }
  /// The longitude of a column, degrees.
  public func longitude(_ column: Int) -> Double { west + Double(column) * longitudeStep }

  /// The height at a row and column.
  public subscript(row: Int, column: Int) -> Double { Double(heights[row * columns + column]) }

  /// The height between the nodes (bilinear), metres; nil outside.
  public func height(_ latitude: Double, _ longitude: Double) -> Double? {
    let turned = longitude - 360 * ((longitude - west) / 360 + 1e-12).rounded(.down)
    let (y, x) = ((latitude - south) / latitudeStep, (turned - west) / longitudeStep)
    let slack = 1e-6
    guard y >= -slack, x >= -slack, y <= Double(rows - 1) + slack, x <= Double(columns - 1) + slack else { return nil }
    let (row, column) = (max(0, min(Int(y), rows - 2)), max(0, min(Int(x), columns - 2)))
    let (t, u) = (y - Double(row), x - Double(column))
    let (nextRow, nextColumn) = (min(row + 1, rows - 1), min(column + 1, columns - 1))
    let low = self[row, column] + (self[row, nextColumn] - self[row, column]) * u
    let high = self[nextRow, column] + (self[nextRow, nextColumn] - self[nextRow, column]) * u
    return low + (high - low) * t
  }

  /// Means of squares of `count` × `count` nodes, of what there is of them at the far edges.
  public func thinned(_ count: Int) -> TerrainGrid {
    guard count > 1 else { return self }
    let (newRows, newColumns) = ((rows + count - 1) / count, (columns + count - 1) / count)
    var means = [Float](repeating: 0, count: newRows * newColumns)
    var (sums, counts) = ([Double](repeating: 0, count: newColumns), [Double](repeating: 0, count: newColumns))
    for row in 0..<newRows {
      for i in 0..<newColumns { (sums[i], counts[i]) = (0, 0) }
      for r in row * count..<min((row + 1) * count, rows) {
        for i in 0..<newColumns {
          let (first, last) = (i * count, min((i + 1) * count, columns))
          var sum: Double = 0
          for c in first..<last { sum += Double(heights[r * columns + c]) }
          sums[i] += sum
          counts[i] += Double(last - first)
        }
      }
      for i in 0..<newColumns { means[row * newColumns + i] = Float(sums[i] / counts[i]) }
    }
    // The last square may be smaller than the others; that its middle lies nearer is left out, being half a square at the edge.
    let shift = Double(count - 1) / 2
    return TerrainGrid(
      south: south + shift * latitudeStep, west: west + shift * longitudeStep, latitudeStep: latitudeStep * Double(count),
      longitudeStep: longitudeStep * Double(count), rows: newRows, columns: newColumns, heights: means)
  }
}
