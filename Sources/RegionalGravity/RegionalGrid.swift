/// Values on the nodes of a grid regular in latitude and longitude, from the south-west, row by row.
public struct RegionalGrid: Sendable, Equatable {
  /// Latitude of the first row and longitude of the first column, degrees.
  public let south: Double, west: Double
  /// From row to row and column to column, degrees.
  public let latitudeStep: Double, longitudeStep: Double
  /// Numbers of rows and columns.
  public let rows: Int, columns: Int
  /// The values.
  public var values: [Double]

  /// A grid of one value everywhere.
  /// - Precondition: steps above 0, a row and a column at least, rows within ±90°.
  public init(south: Double, west: Double, latitudeStep: Double, longitudeStep: Double, rows: Int, columns: Int, value: Double = 0) {
    precondition(latitudeStep > 0 && longitudeStep > 0 && rows > 0 && columns > 0 && south >= -90)
    precondition(south + Double(rows - 1) * latitudeStep <= 90 + 1e-9)
    (self.south, self.west, self.latitudeStep, self.longitudeStep) = (south, west, latitudeStep, longitudeStep)
    (self.rows, self.columns) = (rows, columns)
    values = Array(repeating: value, count: rows * columns)
  }

  /// The latitude of a row, degrees.
  public func latitude(_ row: Int) -> Double { south + Double(row) * latitudeStep }
  /// The longitude of a column, degrees.
  public func longitude(_ column: Int) -> Double { west + Double(column) * longitudeStep }

  /// The value at a row and column.
  public subscript(row: Int, column: Int) -> Double {
    get { values[row * columns + column] }
    set { values[row * columns + column] = newValue }
  }
}
