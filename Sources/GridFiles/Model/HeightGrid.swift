public import Geodesy

/// A quantity in metres (height anomaly ζ, geoid height, its σ) at the nodes of a grid regular in latitude and longitude.
///
/// Rows run from south to north, columns from west to east; a value belongs to a node, not to a cell: readers of files with values of cells
/// take the middle of the cell. Longitudes of any turn are brought to the grid's, so a grid from 0° to 360° answers for −70° and one from
/// −180° to 180° for 290°; a grid around the whole globe closes on itself. Nodes are 32-bit floats: 4 µm at 100 m.
///
/// A value, safe to share between threads. Its memory is that of the nodes.
public struct HeightGrid: Sendable {
  /// Where the nodes lie: rows are latitudes from the south, columns longitudes from the west, degrees.
  public let regular: RegularGrid
  /// Row by row from the south, each from the west, metres; NaN where there is no value.
  public let nodes: [Float]

  /// The latitude of the first row, degrees.
  public var south: Double { regular.rowOrigin }
  /// The longitude of the first column, degrees.
  public var west: Double { regular.columnOrigin }
  /// From row to row, degrees, at least ``smallestStep``.
  public var latitudeStep: Double { regular.rowStep }
  /// From column to column, degrees, at least ``smallestStep``.
  public var longitudeStep: Double { regular.columnStep }
  /// The number of rows, at least 2.
  public var rows: Int { regular.rows }
  /// The number of columns, at least 2.
  public var columns: Int { regular.columns }
  /// True when the first column follows the last: the grid spans the whole globe.
  public var closes: Bool { regular.closes }
  /// The latitude of the last row, degrees.
  public var north: Double { south + Double(rows - 1) * latitudeStep }
  /// The longitude of the last column, degrees.
  public var east: Double { west + Double(columns - 1) * longitudeStep }

  /// One centimetre in latitude, degrees: nodes closer than that are the mistake of a header, and sums of origin and steps would lose them.
  static let smallestStep = 1e-7
  /// How far a header may lead beyond a pole or around the globe by the rounding of its decimals, degrees.
  static let slack = 1e-6

  /// A grid; nil where places, steps and counts make none on the globe, or the count of nodes is not rows × columns.
  public init?(
    south: Double, west: Double, latitudeStep: Double, longitudeStep: Double, rows: Int, columns: Int, nodes: [Float]
  ) {
    guard rows > 0, columns > 0, nodes.count == rows.multipliedReportingOverflow(by: columns).partialValue,
      let places = Self.places(
        south: south, west: west, latitudeStep: latitudeStep, longitudeStep: longitudeStep, rows: rows, columns: columns)
    else { return nil }
    self.init(places: places, nodes: nodes)
  }

  /// A grid at places of ``places(south:west:latitudeStep:longitudeStep:rows:columns:)`` with as many nodes (a precondition).
  init(places: RegularGrid, nodes: [Float]) {
    precondition(nodes.count == places.rows * places.columns)
    regular = places
    self.nodes = nodes
  }

  /// Where the nodes of a grid lie; nil where places, steps and counts make none on the globe.
  static func places(
    south: Double, west: Double, latitudeStep: Double, longitudeStep: Double, rows: Int, columns: Int
  ) -> RegularGrid? {
    guard abs(south) <= 90 + Self.slack, abs(west) <= 540, latitudeStep >= Self.smallestStep, longitudeStep >= Self.smallestStep,
      rows >= 2, columns >= 2, rows <= 1 << 30, columns <= 1 << 30,
      south + Double(rows - 1) * latitudeStep <= 90 + Self.slack, Double(columns - 1) * longitudeStep <= 360 + Self.slack
    else { return nil }
    return RegularGrid(
      rowOrigin: south, columnOrigin: west, rowStep: latitudeStep, columnStep: longitudeStep, rows: rows, columns: columns, period: 360)
  }

  /// The same places with other values; nil where their count is another.
  public func with(nodes: [Float]) -> HeightGrid? {
    HeightGrid(
      south: south, west: west, latitudeStep: latitudeStep, longitudeStep: longitudeStep, rows: rows, columns: columns, nodes: nodes)
  }

  /// Whether a position is within the grid, its edges included.
  public func covers(latitudeDegrees: Double, longitudeDegrees: Double) -> Bool {
    regular.covers(latitudeDegrees, longitudeDegrees)
  }

  /// Whether rows and columns lie as another grid's do, to 10⁻⁶ of a step.
  public func hasPlaces(of other: HeightGrid) -> Bool {
    func near(_ a: Double, _ b: Double, _ step: Double) -> Bool { abs(a - b) <= 1e-6 * step }
    return rows == other.rows && columns == other.columns && near(south, other.south, latitudeStep) && near(west, other.west, longitudeStep)
      && near(north, other.north, latitudeStep) && near(east, other.east, longitudeStep)
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
    return try regular.bilinear(nodes, latitudeDegrees, longitudeDegrees)
  }
}
