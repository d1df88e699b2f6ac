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

  /// The value between the nodes by cubic convolution (R. G. Keys 1981, doi 10.1109/TASSP.1981.1163711); beyond the edges their values go on.
  public func cubic(_ latitude: Double, _ longitude: Double) -> Double {
    let turned = longitude - 360 * ((longitude - west + 180) / 360).rounded(.down)
    let y = min(max((latitude - south) / latitudeStep, 0), Double(rows - 1))
    let x = min(max((turned - west) / longitudeStep, 0), Double(columns - 1))
    let (row, column) = (Int(y), Int(x))
    let (wy, wx) = (Self.weights(y - Double(row)), Self.weights(x - Double(column)))
    var sum = 0.0
    for i in 0..<4 {
      let start = min(max(row + i - 1, 0), rows - 1) * columns
      for j in 0..<4 { sum += wy[i] * wx[j] * values[start + min(max(column + j - 1, 0), columns - 1)] }
    }
    return sum
  }

  /// Of the four nodes around.
  private static func weights(_ t: Double) -> SIMD4<Double> {
    [((2 - t) * t - 1) * t / 2, (3 * t - 5) * t * t / 2 + 1, ((4 - 3 * t) * t + 1) * t / 2, (t - 1) * t * t / 2]
  }
}
