/// Why a grid has no value at a place.
public enum GridAbsence: Error, Sendable, Equatable {
  /// The place is outside the grid. Nothing is extrapolated.
  case outside
  /// A node that the value depends on is marked as without value.
  case noData
  /// The coordinates are no latitude and longitude.
  case notAPosition
}

/// A quantity in metres (height anomaly ζ, geoid height) at the nodes of a grid regular in latitude and longitude.
///
/// Rows run from south to north, columns from west to east; a value belongs to a node, not to a cell. Longitudes of any turn are brought to
/// the grid's, so a grid from 0° to 360° answers for −70° and one from −180° to 180° for 290°; a grid around the whole globe closes on
/// itself. A place within 10⁻¹⁰ degrees (10 µm) of the edge counts as on it, so that the rounding of the header's decimals shuts no edge.
///
/// A value, safe to share between threads. Its memory is that of the nodes.
public struct HeightGrid: Sendable {
  /// The latitude of the first row, degrees.
  public let south: Double
  /// The longitude of the first column, degrees.
  public let west: Double
  /// From row to row, degrees, more than 0.
  public let latitudeStep: Double
  /// From column to column, degrees, more than 0.
  public let longitudeStep: Double
  /// The number of rows, at least 2.
  public let rows: Int
  /// The number of columns, at least 2.
  public let columns: Int
  /// True when the first column follows the last: the grid spans the whole globe.
  public let closes: Bool
  /// Row by row from the south, metres; NaN where there is no value.
  let nodes: [Float]

  /// How far outside the edge a place may be by rounding, degrees.
  static let slack = 1e-10

  /// A grid over nodes that are already in order; the readers check what they pass.
  init(south: Double, west: Double, latitudeStep: Double, longitudeStep: Double, rows: Int, columns: Int, nodes: [Float]) {
    precondition(rows >= 2 && columns >= 2 && nodes.count == rows * columns)
    self.south = south
    self.west = west
    self.latitudeStep = latitudeStep
    self.longitudeStep = longitudeStep
    self.rows = rows
    self.columns = columns
    self.nodes = nodes
    closes = abs(Double(columns) * longitudeStep - 360) < longitudeStep * 1e-3
  }

  /// The value at a place by bilinear interpolation between the four nodes around it.
  ///
  /// - Parameters:
  ///   - latitudeDegrees: −90…90.
  ///   - longitudeDegrees: −360…720: any turn.
  /// - Returns: metres. The interpolation itself is exact to a few units of the last place; what it costs against the field between the
  ///   nodes depends on the grid (3.8 mm rms for a typical quasi-geoid on 2′ × 2′).
  /// - Throws: ``GridAbsence``. A node whose weight is zero is not needed: on a node its neighbours may be without value.
  public func bilinear(latitudeDegrees: Double, longitudeDegrees: Double) throws(GridAbsence) -> Double {
    guard abs(latitudeDegrees) <= 90, longitudeDegrees >= -360, longitudeDegrees <= 720 else { throw .notAPosition }
    let (row, t) = try Self.place(latitudeDegrees - south, latitudeStep, last: rows - 1)
    var x = longitudeDegrees - west
    x -= 360 * (x / 360).rounded(.down)
    // Just west of the first column, by rounding.
    if x > 360 - Self.slack { x = 0 }
    let (column, u) = try Self.place(x, longitudeStep, last: closes ? columns : columns - 1)
    let east = column + 1 == columns ? 0 : column + 1
    let southern = try Self.mix(node(row, column), node(row, east), u)
    if t == 0 { return southern }
    let northern = try Self.mix(node(row + 1, column), node(row + 1, east), u)
    return southern + (northern - southern) * t
  }

  /// The cell below `last` that holds a distance from the first node, and the fraction in it, 0…1.
  private static func place(_ distance: Double, _ step: Double, last: Int) throws(GridAbsence) -> (Int, Double) {
    let end = Double(last) * step
    guard distance >= -slack, distance <= end + slack else { throw .outside }
    let position = min(max(distance, 0), end) / step
    let cell = min(Int(position), last - 1)
    return (cell, min(position - Double(cell), 1))
  }

  /// a + (b − a)·u, needing only the nodes with weight.
  private static func mix(_ a: Double, _ b: Double, _ u: Double) throws(GridAbsence) -> Double {
    let value = u == 0 ? a : u == 1 ? b : a + (b - a) * u
    guard !value.isNaN else { throw .noData }
    return value
  }

  private func node(_ row: Int, _ column: Int) -> Double { Double(nodes[row * columns + column]) }
}
