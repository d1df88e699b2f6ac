/// GeographicLib's cubic: the polynomial of the third degree in both coordinates together, ten terms, fitted by least squares to twelve nodes, the four by
/// four about the cell without their corners, the four of the cell with double weight.
///
/// It does not go through the nodes, and jumps a little at the borders of cells; it stands here for results that must agree with GeographicLib's.
/// In a cell at a pole the nodes beyond are those of the opposite meridian, and the terms x, x², x³ are left out, so that all meridians meet in one value.
/// Along other edges cells take the bicubic form.
///
/// Source: *GeographicLib* documentation, “Geoid height: interpolating the geoid data”. The tables are the solutions of the normal equations, times 240,
/// at a pole 372.
enum TwelveNodeCubic {
  /// Columns and rows of the nodes, from the first of the cell.
  private static let columns: InlineArray<12, Int> = [0, 1, -1, 0, 1, 2, -1, 0, 1, 2, 0, 1]
  private static let rows: InlineArray<12, Int> = [-1, -1, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2]

  /// For each node its share, times 240, in the coefficients of 1, x, y, x², xy, y², x³, x²y, xy², y³ (x along the columns, y along the rows).
  private static let table: InlineArray<120, Double> = [
    9, -18, -88, 0, 96, 90, 0, 0, -60, -20,
    -9, 18, 8, 0, -96, 30, 0, 0, 60, -20,
    9, -88, -18, 90, 96, 0, -20, -60, 0, 0,
    186, -42, -42, -150, -96, -150, 60, 60, 60, 60,
    54, 162, -78, 30, -24, -90, -60, 60, -60, 60,
    -9, -32, 18, 30, 24, 0, 20, -60, 0, 0,
    -9, 8, 18, 30, -96, 0, -20, 60, 0, 0,
    54, -78, 162, -90, -24, 30, 60, -60, 60, -60,
    -54, 78, 78, 90, 144, 90, -60, -60, -60, -60,
    9, -8, -18, -30, -24, 0, 20, 60, 0, 0,
    -9, 18, -32, 0, 24, 30, 0, 0, -60, 20,
    9, -18, -8, 0, -24, -30, 0, 0, 60, 20,
  ]

  /// The same at a pole, where y = 0, times 372.
  private static let polarTable: InlineArray<120, Double> = [
    0, 0, -131, 0, 138, 144, 0, 0, -102, -31,
    0, 0, 7, 0, -138, 42, 0, 0, 102, -31,
    62, 0, -31, 0, 0, -62, 0, 0, 0, 31,
    124, 0, -62, 0, 0, -124, 0, 0, 0, 62,
    124, 0, -62, 0, 0, -124, 0, 0, 0, 62,
    62, 0, -31, 0, 0, -62, 0, 0, 0, 31,
    0, 0, 45, 0, -183, -9, 0, 93, 18, 0,
    0, 0, 216, 0, 33, 87, 0, -93, 12, -93,
    0, 0, 156, 0, 153, 99, 0, -93, -12, -93,
    0, 0, -45, 0, -3, 9, 0, 93, -18, 0,
    0, 0, -55, 0, 48, 42, 0, 0, -84, 31,
    0, 0, -7, 0, -48, -42, 0, 0, 84, 31,
  ]

  /// Whether all nodes of a row are one place, a pole, beyond which rows follow on the opposite meridian.
  private static func isPole(_ row: Int, _ grid: RegularGrid) -> Bool {
    guard let period = grid.period, grid.closes, grid.columns % 2 == 0, grid.rows >= 4 else { return false }
    let latitude = grid.rowOrigin + Double(row) * grid.rowStep
    return abs(abs(latitude) - period / 4) <= 1e-6 * abs(grid.rowStep)
  }

  /// The place in the cell that the polynomial is taken of: on a row GeographicLib, which counts from the north, takes the cell south of it; the two
  /// differ a little.
  static func place(_ place: RegularGrid.Place) -> RegularGrid.Place {
    guard place.t == 0, place.row > 0 else { return place }
    return RegularGrid.Place(row: place.row - 1, column: place.column, t: 1, u: place.u)
  }

  /// The cell on the other side of the pole, which has the nodes beyond it; nil for a place that is in no cell at a pole.
  static func opposite(_ place: RegularGrid.Place, _ grid: RegularGrid) -> RegularGrid.Place? {
    guard place.row == 0 || place.row + 2 == grid.rows, isPole(place.row == 0 ? 0 : grid.rows - 1, grid) else { return nil }
    var opposite = place
    opposite.column = (place.column + grid.columns / 2) % grid.columns
    return opposite
  }

  /// The value in a cell with its derivatives per step, at a place of ``place(_:)``; nil where not all twelve nodes are there. Without allocation.
  /// - Parameter beyond: The nodes about the cell of ``opposite(_:_:)``, where there is one.
  static func evaluate<Nodes: GridNodeAccess>(
    _ nodes: Nodes, beyond: Nodes, _ grid: RegularGrid, _ place: RegularGrid.Place
  ) -> GridInterpolator.Gradient? {
    let (isFirst, isLast) = (place.row == 0, place.row + 2 == grid.rows)
    let opposite = opposite(place, grid)
    if isFirst || isLast, opposite == nil { return nil }
    if !grid.closes, place.column < 1 || place.column + 2 >= grid.columns { return nil }
    // Rows count from the pole where there is one.
    let (x, y) = (place.u, isLast ? 1 - place.t : place.t)
    let up = isLast ? -1 : 1
    let nearest = isLast ? place.row + 1 : place.row
    let scale = isFirst || isLast ? 372.0 : 240
    let basis: InlineArray<10, Double> = [1, x, y, x * x, x * y, y * y, x * x * x, x * x * y, x * y * y, y * y * y]
    let alongColumns: InlineArray<10, Double> = [0, 1, 0, 2 * x, y, 0, 3 * x * x, 2 * x * y, y * y, 0]
    let alongRows: InlineArray<10, Double> = [0, 0, 1, 0, x, 2 * y, 0, x * x, 2 * x * y, 3 * y * y]
    var result = GridInterpolator.Gradient(value: 0, perFirst: 0, perSecond: 0)
    for k in 0..<12 {
      let row = nearest + up * rows[k]
      let node: Double
      if let opposite, row < 0 || row >= grid.rows {
        node = beyond.node(row < 0 ? -row : 2 * (grid.rows - 1) - row, opposite.column + columns[k])
      } else {
        node = nodes.node(row, place.column + columns[k])
      }
      var (value, first, second) = (0.0, 0.0, 0.0)
      for term in 0..<10 {
        let share = isFirst || isLast ? polarTable[10 * k + term] : table[10 * k + term]
        value += share * basis[term]
        first += share * alongRows[term]
        second += share * alongColumns[term]
      }
      result.value += node * value
      result.perFirst += node * first
      result.perSecond += node * second
    }
    guard !result.value.isNaN else { return nil }
    return GridInterpolator.Gradient(
      value: result.value / scale, perFirst: result.perFirst / scale * Double(up), perSecond: result.perSecond / scale)
  }
}
