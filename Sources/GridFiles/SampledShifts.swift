public import Geodesy

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A transformation of latitude and longitude sampled at the nodes of a grid, with the error of taking the grid for the transformation.
public struct SampledShifts: Sendable {
  /// The grid, exactly over the rectangle asked for.
  public let grid: ShiftGridSet
  /// The largest difference between the grid and the transformation, metres, found amid every cell and amid its edges.
  public let largestError: Double
  /// The root of the mean square of those differences, metres.
  public let meanError: Double

  /// Why there is no grid.
  public enum Failure: Error, Sendable, Equatable {
    /// The rectangle is empty, or not on the globe.
    case rectangle
    /// A point of the rectangle cannot be transformed.
    case point(CoordinateError)
    /// Not even the finest grid is as near as asked for: the error that is left, metres.
    case tooCoarse(Double)
  }

  /// Samples over a rectangle, halving the distance of nodes until the error is small enough.
  ///
  /// - Parameters:
  ///   - name: The name of the grid; NTv2 keeps eight characters.
  ///   - source, target: The names of the systems, and their ellipsoids for the header.
  ///   - area: South, west, north, east, degrees.
  ///   - error: The largest error that is accepted, metres. Shifts are kept in `Float`: for shifts of 10″ below 10⁻⁵ m is rounding.
  ///   - accuracy: The accuracy of the transformation, metres, for every node; −1 where unknown.
  ///   - mostNodes: The largest grid.
  ///   - transform: From latitude and longitude to latitude and longitude, degrees.
  public init(
    name: String, source: (name: String, ellipsoid: Ellipsoid), target: (name: String, ellipsoid: Ellipsoid),
    area: (south: Double, west: Double, north: Double, east: Double), error: Double, accuracy: Double = -1, mostNodes: Int = 1_000_000,
    transform: (Double, Double) throws(CoordinateError) -> (Double, Double)
  ) throws(Failure) {
    let (height, width) = (area.north - area.south, area.east - area.west)
    guard height > 0, width > 0, height <= 180, width <= 360, abs(area.south) <= 90, abs(area.north) <= 90, abs(area.west) <= 360 else {
      throw .rectangle
    }
    // Cells about as high as wide, first a quarter of the shorter side.
    var step = min(height, width) / 4
    var left = Double.infinity
    while true {
      let rows = Int((height / step).rounded(.up)) + 1
      let columns = Int((width / step).rounded(.up)) + 1
      guard rows * columns <= mostNodes else { throw .tooCoarse(left) }
      let (dLatitude, dLongitude) = (height / Double(rows - 1), width / Double(columns - 1))
      var shifts: [SIMD2<Float>] = []
      shifts.reserveCapacity(rows * columns)
      for row in 0..<rows {
        for column in 0..<columns {
          let shift = try Self.shift(area.south + Double(row) * dLatitude, area.west + Double(column) * dLongitude, transform)
          shifts.append(SIMD2<Float>(shift * 3600))
        }
      }
      let accuracies = accuracy > 0 ? Array(repeating: SIMD2(Float(accuracy), Float(accuracy)), count: shifts.count) : []
      let axes = SIMD4(
        source.ellipsoid.semiMajorAxis, source.ellipsoid.semiMinorAxis, target.ellipsoid.semiMajorAxis, target.ellipsoid.semiMinorAxis)
      guard
        let grid = ShiftGrid(
          name: name, south: area.south, west: area.west, latitudeStep: dLatitude, longitudeStep: dLongitude, rows: rows, columns: columns,
          shifts: shifts, accuracies: accuracies),
        let set = ShiftGridSet(sourceName: source.name, targetName: target.name, axes: axes, grids: [grid])
      else { throw .rectangle }
      let errors = try Self.errors(grid, transform)
      left = errors.largest
      if left <= error {
        (self.grid, largestError, meanError) = (set, errors.largest, errors.mean)
        return
      }
      step /= 2
    }
  }

  private static func shift(
    _ latitude: Double, _ longitude: Double, _ transform: (Double, Double) throws(CoordinateError) -> (Double, Double)
  ) throws(Failure) -> SIMD2<Double> {
    do throws(CoordinateError) {
      let q = try transform(latitude, longitude)
      let turn = ((q.1 - longitude) / 360).rounded() * 360
      return [q.0 - latitude, q.1 - longitude - turn]
    } catch { throw .point(error) }
  }

  /// Bilinear interpolation errs most amid cells and edges, where second differences count.
  private static func errors(
    _ grid: ShiftGrid, _ transform: (Double, Double) throws(CoordinateError) -> (Double, Double)
  ) throws(Failure) -> (largest: Double, mean: Double) {
    var (largest, sum, count) = (0.0, 0.0, 0)
    for row in 0..<(grid.rows - 1) {
      for column in 0..<(grid.columns - 1) {
        for (r, c) in [(0.5, 0.5), (0.0, 0.5), (0.5, 0.0)] {
          let place = (Double(row) + r, Double(column) + c)
          let latitude = grid.south + place.0 * grid.latitudeStep
          let exact = try shift(latitude, grid.west + place.1 * grid.longitudeStep, transform)
          let d = grid.shift(place.0, place.1) / 3600 - exact
          // A degree of latitude has 111.2 km, and the error needs two digits.
          let metres = 111_200 * (d.x * d.x + d.y * d.y * cos(latitude * .pi / 180) * cos(latitude * .pi / 180)).squareRoot()
          largest = max(largest, metres)
          sum += metres * metres
          count += 1
        }
      }
    }
    return (largest, (sum / Double(count)).squareRoot())
  }
}
