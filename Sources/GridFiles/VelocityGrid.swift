public import Geodesy

/// Velocities at the nodes of a grid regular in latitude and longitude.
public struct VelocityLayer: Sendable, Equatable {
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
  /// Row by row from the south, each from the west: east, north, up, millimetres a year; NaN where the layer has no such component or no value.
  public let nodes: [SIMD3<Float>]

  /// A layer; nil where counts, steps or places make none.
  public init?(
    south: Double, west: Double, latitudeStep: Double, longitudeStep: Double, rows: Int, columns: Int, nodes: [SIMD3<Float>]
  ) {
    guard rows >= 2, columns >= 2, latitudeStep > 0, longitudeStep > 0, abs(south) <= 90 + 1e-6, abs(west) <= 540 else { return nil }
    let (count, overflow) = rows.multipliedReportingOverflow(by: columns)
    guard !overflow, nodes.count == count else { return nil }
    guard south + Double(rows - 1) * latitudeStep <= 90 + 1e-6, Double(columns - 1) * longitudeStep <= 360 + 1e-6 else { return nil }
    self.south = south
    self.west = west
    self.latitudeStep = latitudeStep
    self.longitudeStep = longitudeStep
    self.rows = rows
    self.columns = columns
    self.nodes = nodes
  }

  /// East, north, up in millimetres a year by bilinear interpolation; nil outside. An edge reaches 10⁻⁹ of a step further, for the rounding of headers.
  func value(latitudeDegrees: Double, longitudeDegrees: Double) -> SIMD3<Double>? {
    let row = (latitudeDegrees - south) / latitudeStep
    var x = longitudeDegrees - west
    x -= 360 * (x / 360).rounded(.down)
    if x > 360 - 1e-9 { x -= 360 }
    let column = x / longitudeStep
    let (lastRow, lastColumn) = (Double(rows - 1), Double(columns - 1))
    guard row >= -1e-9, row <= lastRow + 1e-9, column >= -1e-9, column <= lastColumn + 1e-9 else { return nil }
    let r = min(Int(max(row, 0)), rows - 2)
    let c = min(Int(max(column, 0)), columns - 2)
    let (t, u) = (min(max(row - Double(r), 0), 1), min(max(column - Double(c), 0), 1))
    let i = r * columns + c
    let a = SIMD3<Double>(nodes[i]), b = SIMD3<Double>(nodes[i + 1])
    let d = SIMD3<Double>(nodes[i + columns]), e = SIMD3<Double>(nodes[i + columns + 1])
    return (1 - t) * ((1 - u) * a + u * b) + t * ((1 - u) * d + u * e)
  }
}

/// A velocity model on grids: east, north and up in one layer, or the horizontal and the vertical in layers of their own.
///
/// At a place the first layer that covers it and has a value is taken for each component. A point outside of all of them has no velocity: nothing is
/// extrapolated, and a vertical motion that is not known is not taken for zero. A value, safe to share between threads.
public struct VelocityGrid: LocalVelocityField, Equatable {
  /// The name of the model, for headers and messages.
  public let name: String
  /// The frame of the velocities.
  public let frame: TerrestrialFrame
  /// The ellipsoid of the latitudes and longitudes.
  public let ellipsoid: Ellipsoid
  /// The layers, the finer before the coarser.
  public let layers: [VelocityLayer]

  /// A model over layers.
  public init(name: String, frame: TerrestrialFrame, ellipsoid: Ellipsoid = .grs80, layers: [VelocityLayer]) {
    self.name = name
    self.frame = frame
    self.ellipsoid = ellipsoid
    self.layers = layers
  }

  /// The velocity along east, north, up at a latitude and longitude in radians, metres a year.
  public func localVelocity(latitude: Double, longitude: Double) throws(CoordinateError) -> LocalOffset {
    guard latitude.isFinite, abs(longitude) <= 4 * .pi else { throw .notFinite }
    var v = SIMD3<Double>(repeating: .nan)
    for layer in layers {
      guard let found = layer.value(latitudeDegrees: latitude * (180 / .pi), longitudeDegrees: longitude * (180 / .pi)) else { continue }
      v.replace(with: found, where: v .!= v)
      if v == v { return LocalOffset(east: v.x * 1e-3, north: v.y * 1e-3, up: v.z * 1e-3) }
    }
    throw .noVelocity
  }
}

extension VelocityLayer {
  /// A layer of vertical velocities alone, from a grid read as GTX: millimetres a year where the file's own unit would be metres.
  public init?(vertical grid: HeightGrid) {
    self.init(
      south: grid.south, west: grid.west, latitudeStep: grid.latitudeStep, longitudeStep: grid.longitudeStep, rows: grid.rows,
      columns: grid.columns, nodes: grid.nodes.map { SIMD3(.nan, .nan, $0) })
  }
}
