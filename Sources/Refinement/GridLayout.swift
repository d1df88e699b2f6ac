#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The nodes of a grid to be made, degrees.
public struct GridLayout: Sendable, Equatable {
  /// The latitude of the first row.
  public let south: Double
  /// The longitude of the first column.
  public let west: Double
  /// From row to row, minutes of arc.
  public let latitudeMinutes: Double
  /// From column to column, minutes of arc.
  public let longitudeMinutes: Double
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int

  /// More nodes than a province of 15″ has are a mistake in the step.
  public static let mostNodes = 20_000_000

  /// The smallest grid of whole steps from the equator and Greenwich that covers an area; nil for an area or steps that make none, and for more
  /// than ``mostNodes``.
  public init?(south: Double, west: Double, north: Double, east: Double, latitudeMinutes: Double, longitudeMinutes: Double) {
    guard south < north, west < east, abs(south) <= 90, abs(north) <= 90, abs(west) <= 360, abs(east) <= 540, east - west <= 360,
      latitudeMinutes > 0.01, longitudeMinutes > 0.01, latitudeMinutes < 600, longitudeMinutes < 600
    else { return nil }
    // 10⁻⁹ of a step: an edge on a node stays there.
    let slack = 1e-9
    let first = (south * 60 / latitudeMinutes + slack).rounded(.down)
    let last = min((north * 60 / latitudeMinutes - slack).rounded(.up), (5400 / latitudeMinutes).rounded(.down))
    let left = (west * 60 / longitudeMinutes + slack).rounded(.down)
    let right = (east * 60 / longitudeMinutes - slack).rounded(.up)
    guard last > first, right > left, (last - first + 1) * (right - left + 1) <= Double(Self.mostNodes) else { return nil }
    guard first * latitudeMinutes >= -5400 else { return nil }
    self.south = first * latitudeMinutes / 60
    self.west = left * longitudeMinutes / 60
    (self.latitudeMinutes, self.longitudeMinutes) = (latitudeMinutes, longitudeMinutes)
    (rows, columns) = (Int(last - first) + 1, Int(right - left) + 1)
  }

  /// The nodes of a grid that there is, steps in degrees; nil for fewer than two rows or columns and for more than ``mostNodes``.
  public init?(south: Double, west: Double, latitudeStep: Double, longitudeStep: Double, rows: Int, columns: Int) {
    guard rows >= 2, columns >= 2, rows <= Self.mostNodes, columns <= Self.mostNodes, rows * columns <= Self.mostNodes else { return nil }
    (self.south, self.west, self.rows, self.columns) = (south, west, rows, columns)
    (latitudeMinutes, longitudeMinutes) = (latitudeStep * 60, longitudeStep * 60)
  }

  /// The latitude of a row.
  public func latitude(_ row: Int) -> Double { south + Double(row) * latitudeMinutes / 60 }
  /// The longitude of a column.
  public func longitude(_ column: Int) -> Double { west + Double(column) * longitudeMinutes / 60 }

  /// Steps that divide a degree, minutes.
  static let steps = [0.5, 1, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5, 10, 12, 15, 20, 30, 60]

  /// Steps for a corrector: of 2′, 1.5′ and 1′ the largest that costs less between the nodes than 15 % of what the corrector is uncertain by; in
  /// longitude as wide on the ground where meridians are farthest apart.
  public static func steps(for run: RefinementRun) -> (latitude: Double, longitude: Double) {
    let uncertainty = run.validation.statistics?.rms ?? 0
    var latitude = 1.0
    for minutes in [2, 1.5] where interpolationError(run.corrector.covariance, minutes: minutes) <= 0.15 * uncertainty {
      latitude = minutes
      break
    }
    if run.corrector.covariance.signal == nil { latitude = 2 }
    let cosine = run.corrector.places.map(\.latitude.cosine).max() ?? 1
    let longitude = steps.last { $0 <= latitude / max(cosine, 1e-3) * 1.05 } ?? latitude
    return (latitude, longitude)
  }

  /// What a straight line between two nodes is wrong by at the middle, for the signal: √(3⁄2 C(0) − 2 C(s⁄2) + ½ C(s)).
  private static func interpolationError(_ covariance: CovarianceModel, minutes: Double) -> Double {
    guard let signal = covariance.signal else { return 0 }
    let s = minutes / 60 * .pi / 180 * SpherePlace.radius
    return max(1.5 * signal.value(0) - 2 * signal.value(s / 2) + 0.5 * signal.value(s), 0).squareRoot()
  }
}
