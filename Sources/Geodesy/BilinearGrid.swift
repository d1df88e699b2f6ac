/// A regular grid of nodes in memory that the caller holds, for bilinear interpolation of many points.
///
/// Positions are in the unit of origin and steps (degrees for most files, radians, metres): the first coordinate counts rows, the second
/// columns. Nodes lie row by row; a node without a value is NaN.
public struct BilinearGrid: Sendable, Hashable {
  /// The first coordinate of row 0.
  public let rowOrigin: Double
  /// The second coordinate of column 0.
  public let columnOrigin: Double
  /// From row to row; negative where rows run from north to south. Not 0.
  public let rowStep: Double
  /// From column to column. Not 0.
  public let columnStep: Double
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int

  /// How far outside the edge, in steps, a position still counts as on it: room for the rounding of decimal origins and steps.
  public static let edgeTolerance = 1e-9

  /// A grid of at least two rows and columns; nil for fewer, for a step that is zero or not finite, and for an origin that is not finite.
  public init?(rowOrigin: Double, columnOrigin: Double, rowStep: Double, columnStep: Double, rows: Int, columns: Int) {
    guard rows >= 2, columns >= 2, !rows.multipliedReportingOverflow(by: columns).overflow else { return nil }
    guard rowOrigin.isFinite, columnOrigin.isFinite, rowStep.isFinite, columnStep.isFinite, rowStep != 0, columnStep != 0 else {
      return nil
    }
    self.rowOrigin = rowOrigin
    self.columnOrigin = columnOrigin
    self.rowStep = rowStep
    self.columnStep = columnStep
    self.rows = rows
    self.columns = columns
  }

  /// Interpolates at many positions: (1−t)(1−u) z₀₀ + (1−t) u z₀₁ + t (1−u) z₁₀ + t u z₁₁.
  ///
  /// NaN outside the grid (nothing is extrapolated), and where a node that carries weight is NaN. No allocation.
  /// - Parameters:
  ///   - nodes: `rows` × `columns` values (a precondition), row by row.
  ///   - first: Positions along the rows' direction; as many as `second` and `results` (a precondition).
  ///   - second: Positions along the columns' direction.
  ///   - results: The interpolated values, in the unit of the nodes.
  public func interpolate(nodes: Span<Float>, first: Span<Double>, second: Span<Double>, results: inout MutableSpan<Double>) {
    precondition(nodes.count == rows * columns && second.count == first.count && results.count == first.count)
    let (lastRow, lastColumn) = (Double(rows - 1), Double(columns - 1))
    for i in first.indices {
      let row = (first[i] - rowOrigin) / rowStep
      let column = (second[i] - columnOrigin) / columnStep
      // False for NaN as well.
      guard row >= -Self.edgeTolerance, row <= lastRow + Self.edgeTolerance, column >= -Self.edgeTolerance,
        column <= lastColumn + Self.edgeTolerance
      else {
        results[i] = .nan
        continue
      }
      let r = Swift.min(Swift.max(row, 0), lastRow)
      let c = Swift.min(Swift.max(column, 0), lastColumn)
      let r0 = Swift.min(Int(r), rows - 2)
      let c0 = Swift.min(Int(c), columns - 2)
      let (t, u) = (r - Double(r0), c - Double(c0))
      let start = r0 * columns + c0
      let south = Self.mix(Double(nodes[start]), Double(nodes[start + 1]), u)
      let north = Self.mix(Double(nodes[start + columns]), Double(nodes[start + columns + 1]), u)
      results[i] = Self.mix(south, north, t)
    }
  }

  /// a + (b − a) u; the end itself at u = 0 and 1, so that a NaN without weight does not count.
  @inline(__always)
  private static func mix(_ a: Double, _ b: Double, _ u: Double) -> Double { u == 0 ? a : u == 1 ? b : a + (b - a) * u }
}
