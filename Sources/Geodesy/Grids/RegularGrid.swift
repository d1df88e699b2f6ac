/// Why a grid has no value at a place.
public enum GridAbsence: Error, Sendable, Equatable {
  /// The place is outside the grid. Nothing is extrapolated.
  case outside
  /// A node that the value depends on is marked as without value.
  case noData
  /// The coordinates are no latitude and longitude.
  case notAPosition
  /// The nodes there cannot be read: what holds them is damaged.
  indirect case unreadable(UnreadableNodes)
}

/// Where the nodes of a regular grid lie.
///
/// Positions are in the unit of origin and steps (degrees for most files, radians, metres): the first coordinate counts rows, the second
/// columns. Nodes lie row by row. Where the second coordinate is a longitude it has a period, and positions of any turn are brought to the grid's:
/// a grid from 0° to 360° answers for −70°, and one around the whole globe closes on itself.
public struct RegularGrid: Sendable, Hashable {
  /// The first coordinate of row 0.
  public let rowOrigin: Double
  /// The second coordinate of column 0.
  public let columnOrigin: Double
  /// From row to row; negative where rows run from north to south. Not 0.
  public let rowStep: Double
  /// From column to column. Not 0; more than 0 where there is a period.
  public let columnStep: Double
  /// The number of rows, at least 2.
  public let rows: Int
  /// The number of columns, at least 2.
  public let columns: Int
  /// After what length the second coordinate repeats, such as 360°; nil where it does not.
  public let period: Double?
  /// True when the first column follows the last: the columns are a whole period.
  public let closes: Bool

  /// How far outside the edge, in steps, a position still counts as on it: room for the rounding of decimal origins and steps.
  public static let edgeTolerance = 1e-9

  /// A grid of at least two rows and columns; nil for fewer, for a step that is zero or not finite, for an origin that is not finite, and for
  /// columns wider than the period.
  public init?(
    rowOrigin: Double, columnOrigin: Double, rowStep: Double, columnStep: Double, rows: Int, columns: Int, period: Double? = nil
  ) {
    guard rows >= 2, columns >= 2, rows <= 1 << 30, columns <= 1 << 30 else { return nil }
    guard rowOrigin.isFinite, columnOrigin.isFinite, rowStep.isFinite, columnStep.isFinite, rowStep != 0, columnStep != 0 else {
      return nil
    }
    var closes = false
    if let period {
      guard period.isFinite, columnStep > 0, Double(columns - 1) * columnStep <= period * (1 + Self.edgeTolerance) else { return nil }
      closes = abs(Double(columns) * columnStep - period) < columnStep * 1e-3
    }
    self.rowOrigin = rowOrigin
    self.columnOrigin = columnOrigin
    self.rowStep = rowStep
    self.columnStep = columnStep
    self.rows = rows
    self.columns = columns
    self.period = period
    self.closes = closes
  }

  /// Cells from column to column, one more where the grid closes.
  var columnCells: Int { closes ? columns : columns - 1 }

  /// The columns after which the values repeat; nil where they do not. The first column may stand again at the end.
  var columnPeriod: Int? {
    guard let period else { return nil }
    if closes { return columns }
    return columns > 2 && abs(Double(columns - 1) * columnStep - period) < columnStep * 1e-3 ? columns - 1 : nil
  }

  /// A cell, and the place in it from 0 to 1 in both directions.
  struct Place {
    var row: Int
    var column: Int
    var t: Double
    var u: Double
  }

  /// The cell that a position is in, the last one for the last row and column; nil outside and for what is not finite.
  func place(_ first: Double, _ second: Double) -> Place? {
    let row = (first - rowOrigin) / rowStep
    var x = second - columnOrigin
    if let period {
      x -= period * (x / period).rounded(.down)
      // Just before the first column, by rounding.
      if x > period - Self.edgeTolerance * columnStep { x -= period }
    }
    let column = x / columnStep
    let (lastRow, lastColumn) = (Double(rows - 1), Double(columnCells))
    // False for NaN as well.
    guard row >= -Self.edgeTolerance, row <= lastRow + Self.edgeTolerance, column >= -Self.edgeTolerance,
      column <= lastColumn + Self.edgeTolerance
    else { return nil }
    let r = Swift.min(Swift.max(row, 0), lastRow)
    let c = Swift.min(Swift.max(column, 0), lastColumn)
    let r0 = Swift.min(Int(r), rows - 2)
    let c0 = Swift.min(Int(c), columnCells - 1)
    return Place(row: r0, column: c0, t: r - Double(r0), u: c - Double(c0))
  }
}

extension RegularGrid {
  /// Whether a position is within the grid, its edges included.
  public func covers(_ first: Double, _ second: Double) -> Bool { place(first, second) != nil }

  /// One bilinear value, for which nothing needs to be prepared: (1−t)(1−u) z₀₀ + (1−t) u z₀₁ + t (1−u) z₁₀ + t u z₁₁.
  /// The count of nodes must be rows × columns (a precondition).
  /// - Throws: ``GridAbsence``. A node whose weight is zero is not needed.
  public func bilinear(_ nodes: [Float], _ first: Double, _ second: Double) throws(GridAbsence) -> Double {
    precondition(nodes.count == rows * columns)
    guard let place = place(first, second) else { throw .outside }
    let east = place.column + 1 == columns ? 0 : place.column + 1
    let corners = [
      (place.row, place.column, (1 - place.t) * (1 - place.u)), (place.row + 1, place.column, place.t * (1 - place.u)),
      (place.row, east, (1 - place.t) * place.u), (place.row + 1, east, place.t * place.u),
    ]
    var sum = 0.0
    for (row, column, weight) in corners where weight != 0 { sum += Double(nodes[row * columns + column]) * weight }
    guard !sum.isNaN else { throw .noData }
    return sum
  }
}
