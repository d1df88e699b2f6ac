public import Geodesy

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A deformation model with its grids: where a point of one system is in another at an epoch.
///
/// A position of the source system at an epoch is displaced by the sum of all components whose extent it is in, each times its function of time. Outside the extent of
/// the model, or of its years, there is no answer; outside that of a component it adds nothing. Accuracy of the arithmetic: 10⁻⁹ m. A value, safe to share between
/// threads.
public struct DeformationModel: DatedShift {
  /// The master file.
  public let file: DeformationModelFile
  private let grids: [DeformationGrid]
  private let ellipsoid: Ellipsoid

  /// A model in geographic coordinates.
  /// - Parameters:
  ///   - ellipsoid: Of the source system.
  ///   - grid: The displacements of a component by their file's name.
  public init<Failure: Error>(
    _ file: DeformationModelFile, ellipsoid: Ellipsoid,
    grid: (DeformationModelFile.Component, DeformationModelFile.Unit) throws(Failure) -> DeformationGrid
  ) throws(Failure) {
    self.file = file
    self.ellipsoid = ellipsoid
    var grids: [DeformationGrid] = []
    for component in file.components { grids.append(try grid(component, file.unit)) }
    self.grids = grids
  }

  /// True where heights are displaced.
  public var shiftsHeight: Bool { file.components.contains { $0.displacement.hasVertical } }

  /// A displacement: east, north in the unit of the model, up in metres.
  private typealias Displacement = SIMD3<Double>

  /// How far outside a box its edge reaches, degrees.
  private static let slack = 1e-8
  /// How far outside the extent the iterations of an inverse may be on their way, degrees: the displacement of the edge holds there.
  private static let margin = 0.1

  /// A longitude within the extent, up to whole turns.
  private func turned(_ longitude: Double) -> Double {
    let low = file.extent.low.x - Self.slack
    let turns = ((longitude - low) / 360).rounded(.down)
    let x = longitude - 360 * turns
    // Just west of the extent: the next lower turn.
    return x > file.extent.high.x + Self.slack && x - 360 >= low - Self.margin ? x - 360 : x
  }

  /// The displacement at a place in degrees.
  private func displacement(_ x: Double, _ y: Double, _ epoch: Double, onTheWay: Bool) throws(CoordinateError) -> Displacement {
    guard x.isFinite, y.isFinite, abs(x) < 1e6 else { throw .notFinite }
    guard file.years.contains(epoch) else { throw .epochOutOfRange(epoch) }
    let (low, high) = (file.extent.low, file.extent.high)
    var p = SIMD2(turned(x), y)
    let reach = onTheWay ? Self.margin : Self.slack
    guard p.x >= low.x - reach, p.x <= high.x + reach, p.y >= low.y - reach, p.y <= high.y + reach else { throw .outsideGrid }
    p = pointwiseMin(pointwiseMax(p, low), high)
    var sum = Displacement.zero
    for (component, grid) in zip(file.components, grids) where component.displacement != .none {
      let (low, high) = (component.extent.low, component.extent.high)
      guard p.x >= low.x - Self.slack, p.x <= high.x + Self.slack, p.y >= low.y - Self.slack, p.y <= high.y + Self.slack else { continue }
      let factor = component.time.value(at: epoch)
      if factor == 0 { continue }
      let q = pointwiseMin(pointwiseMax(p, low), high)
      guard let (layer, cell) = Self.find(grid, q) else { continue }
      var d = component.isGeocentric ? layer.geocentric(cell, latitude: p.y * .pi / 180) : layer.bilinear(cell)
      if !component.displacement.hasHorizontal { (d.x, d.y) = (0, 0) }
      if !component.displacement.hasVertical { d.z = 0 }
      // A node without a value, or with one that is none.
      guard (d.x + d.y + d.z).isFinite else { throw .outsideGrid }
      sum += factor * d
    }
    return sum
  }

  private typealias Cell = (column: Int, row: Int, weights: SIMD2<Double>)

  private static func find(_ grid: DeformationGrid, _ p: SIMD2<Double>) -> (DeformationGrid.Layer, Cell)? {
    for layer in grid.layers {
      if let cell = layer.place(p.x, p.y) ?? layer.place(p.x + 360, p.y) ?? layer.place(p.x - 360, p.y) { return (layer, cell) }
    }
    return nil
  }

  private func displaced(_ p: GeodeticPosition, _ epoch: Double, onTheWay: Bool) throws(CoordinateError) -> GeodeticPosition {
    let (latitude, longitude) = (p.latitude, p.longitude)
    let d = try displacement(longitude * 180 / .pi, latitude * 180 / .pi, epoch, onTheWay: onTheWay)
    var result = p
    result.ellipsoidalHeight += d.z
    if file.unit == .degree {
      result.latitude += d.y * .pi / 180
      result.longitude += d.x * .pi / 180
    } else if d.x != 0 || d.y != 0 {
      if file.method == .addition {
        result.latitude += d.y / ellipsoid.meridianRadius(latitude: latitude)
        result.longitude += d.x / (ellipsoid.primeVerticalRadius(latitude: latitude) * cos(latitude))
      } else {
        // On the ellipsoid; the height takes its own way.
        var place = try ellipsoid.geocentric(GeodeticPosition(latitude: latitude, longitude: longitude, ellipsoidalHeight: 0))
        let outward = -d.y * sin(latitude)
        place.x += outward * cos(longitude) - d.x * sin(longitude)
        place.y += outward * sin(longitude) + d.x * cos(longitude)
        place.z += d.y * cos(latitude)
        let moved = try ellipsoid.geodetic(place)
        result.latitude = moved.latitude
        result.longitude = longitude + (moved.longitude - longitude).remainder(dividingBy: 2 * .pi)
      }
    }
    return result
  }

  /// The position in the target system at an epoch, decimal year; radians and metres.
  /// - Throws: ``CoordinateError/outsideGrid`` outside the extent, ``CoordinateError/epochOutOfRange(_:)`` outside the years.
  public func forward(_ position: GeodeticPosition, epoch: Double) throws(CoordinateError) -> GeodeticPosition {
    try displaced(position, epoch, onTheWay: false)
  }

  /// The position in the source system that ``forward(_:epoch:)`` brings to the one given, by iteration to 10⁻¹³ rad.
  /// - Throws: as that; ``CoordinateError/notInvertible`` where the iteration does not settle.
  public func inverse(_ position: GeodeticPosition, epoch: Double) throws(CoordinateError) -> GeodeticPosition {
    var q = position
    // The displacement changes by its gradient, 10⁻⁴ and less, from step to step.
    for _ in 0..<20 {
      let there = try displaced(q, epoch, onTheWay: true)
      let d = (there.latitude - position.latitude, there.longitude - position.longitude)
      (q.latitude, q.longitude) = (q.latitude - d.0, q.longitude - d.1)
      if max(abs(d.0), abs(d.1)) < 1e-13 {
        q.ellipsoidalHeight = position.ellipsoidalHeight - (there.ellipsoidalHeight - q.ellipsoidalHeight)
        // What has come to rest outside has no place of its own.
        _ = try displacement(q.longitude * 180 / .pi, q.latitude * 180 / .pi, epoch, onTheWay: false)
        return q
      }
    }
    throw .notInvertible
  }

  /// The model at one epoch, as a shift.
  /// - Throws: ``CoordinateError/epochOutOfRange(_:)`` outside its years.
  public func shift(at epoch: Double) throws(CoordinateError) -> any GeodeticShift {
    guard file.years.contains(epoch) else { throw .epochOutOfRange(epoch) }
    return DeformationShift(model: self, epoch: epoch)
  }
}

extension DeformationGrid.Layer {
  /// The displacement in a cell, each component by itself.
  func bilinear(_ cell: (column: Int, row: Int, weights: SIMD2<Double>)) -> SIMD3<Double> {
    let (t, u) = (cell.weights.y, cell.weights.x)
    let south = (1 - u) * node(cell.column, cell.row) + u * node(cell.column + 1, cell.row)
    let north = (1 - u) * node(cell.column, cell.row + 1) + u * node(cell.column + 1, cell.row + 1)
    return (1 - t) * south + t * north
  }

  /// East and north as vectors in space at the four corners: their mean by the bilinear weights, seen along east and north of the place. Near a pole, where east turns
  /// from corner to corner, this is right and ``bilinear(_:)`` is not.
  func geocentric(_ cell: (column: Int, row: Int, weights: SIMD2<Double>), latitude: Double) -> SIMD3<Double> {
    let weights = cell.weights
    var sum = SIMD3<Double>.zero
    var up = 0.0
    for (i, j) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
      let weight = (i == 0 ? 1 - weights.x : weights.x) * (j == 0 ? 1 - weights.y : weights.y)
      let d = node(cell.column + i, cell.row + j)
      let phi = (origin.y + Double(cell.row + j) * step.y) * .pi / 180
      // Longitudes are counted from that of the place.
      let lambda = (Double(i) - weights.x) * step.x * .pi / 180
      let (sinB, cosB, sinL, cosL) = (sin(phi), cos(phi), sin(lambda), cos(lambda))
      let outward = -d.y * sinB
      let vector = SIMD3<Double>(outward * cosL - d.x * sinL, outward * sinL + d.x * cosL, d.y * cosB)
      sum += weight * vector
      up += weight * d.z
    }
    return SIMD3(sum.y, -sum.x * sin(latitude) + sum.z * cos(latitude), up)
  }
}

/// A deformation model at one epoch.
public struct DeformationShift: GeodeticShift {
  /// The model.
  public let model: DeformationModel
  /// The epoch, decimal year.
  public let epoch: Double

  /// True where heights are displaced.
  public var shiftsHeight: Bool { model.shiftsHeight }

  /// The position in the target system, radians.
  public func forward(_ position: GeodeticPosition) throws(CoordinateError) -> GeodeticPosition {
    try model.forward(position, epoch: epoch)
  }

  /// The position in the source system, radians.
  public func inverse(_ position: GeodeticPosition) throws(CoordinateError) -> GeodeticPosition {
    try model.inverse(position, epoch: epoch)
  }
}
