#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Stokes' integral of gravity anomalies on a grid: ζ = R/(4πγ) ∫∫ Δg S(ψ) dσ (H&M 2-163), the anomalies constant over the cell around each node.
///
/// Far cells count with the kernel at their middle, those within three cells with its mean over 8 × 8 parts, and the cell around the place itself with
/// the singular part 2/ψ in closed form. The kernel depends on the two rows and the difference of longitudes alone: a row of places shares its weights.
public struct StokesIntegration: Sendable {
  /// The anomalies, m/s².
  public let anomalies: RegionalGrid
  /// The kernel.
  public let kernel: StokesKernel

  /// The mean radius of the Earth R, metres (IUGG R₁, rounded).
  public static let radius = 6_371_000.0
  /// Cells nearer than this are divided.
  private static let near = 3
  /// Into so many parts along each side.
  private static let parts = 8

  /// An integral.
  public init(_ anomalies: RegionalGrid, _ kernel: StokesKernel) {
    (self.anomalies, self.kernel) = (anomalies, kernel)
  }

  /// ζ at the nodes of a row between two columns, metres.
  ///
  /// Where the cap goes beyond the grid, what lies there counts as 0.
  /// - Parameters:
  ///   - row: A row of the grid.
  ///   - columns: Columns of it.
  ///   - gravity: γ, m/s², at a node of the row.
  public func heightAnomalies(row: Int, columns: Range<Int>, gravity: Double) -> [Double] {
    let grid = anomalies
    let reach = Int((kernel.cap * 180 / .pi / grid.latitudeStep).rounded(.up)) + 1
    var sums = [Double](repeating: 0, count: columns.count)
    for other in max(0, row - reach)...min(grid.rows - 1, row + reach) {
      let weights = weights(row, other)
      guard !weights.isEmpty else { continue }
      let start = other * grid.columns
      for (i, column) in columns.enumerated() {
        // Columns that there are, on both sides.
        let (low, high) = (max(0, column - weights.count + 1), min(grid.columns - 1, column + weights.count - 1))
        var sum = 0.0
        for k in low...high { sum += weights[abs(k - column)] * grid.values[start + k] }
        sums[i] += sum
      }
    }
    let factor = Self.radius / (4 * .pi * gravity)
    return sums.map { factor * $0 }
  }

  /// ∫∫ S dσ over the cells of a row by their distance in columns, as far as the cap goes.
  private func weights(_ row: Int, _ other: Int) -> [Double] {
    let grid = anomalies
    let (from, to) = (grid.latitude(row) * .pi / 180, grid.latitude(other) * .pi / 180)
    let (height, width) = (grid.latitudeStep * .pi / 180, grid.longitudeStep * .pi / 180)
    // The area of a cell of the sphere: 2 cos φ sin(Δφ/2) Δλ.
    let area = 2 * cos(to) * sin(height / 2) * width
    var weights: [Double] = []
    for column in 0..<grid.columns {
      let distance = Self.distance(from, to, longitudes: Double(column) * width)
      if distance > kernel.cap { break }
      if abs(row - other) <= Self.near && column <= Self.near {
        weights.append(nearWeight(row, other, column))
      } else {
        weights.append(kernel.value(distance) * area)
      }
    }
    return weights
  }

  /// ψ by the haversine: sin²(ψ/2) = sin²(Δφ/2) + cos φ cos φ′ sin²(Δλ/2); all radians.
  private static func distance(_ from: Double, _ to: Double, longitudes: Double) -> Double {
    let (a, b) = (sin((from - to) / 2), sin(longitudes / 2))
    return 2 * asin(min(1, (a * a + cos(from) * cos(to) * b * b).squareRoot()))
  }

  /// A cell near the place, in parts; that of the place itself without 2/ψ, which is added in closed form.
  private func nearWeight(_ row: Int, _ other: Int, _ column: Int) -> Double {
    let grid = anomalies
    let (height, width) = (grid.latitudeStep * .pi / 180, grid.longitudeStep * .pi / 180)
    let isInner = row == other && column == 0
    let from = grid.latitude(row) * .pi / 180
    let parts = Double(Self.parts)
    var sum = 0.0
    for i in 0..<Self.parts {
      let latitude = grid.latitude(other) * .pi / 180 + ((Double(i) + 0.5) / parts - 0.5) * height
      let area = 2 * cos(latitude) * sin(height / parts / 2) * width / parts
      for j in 0..<Self.parts {
        let longitude = (Double(column) + (Double(j) + 0.5) / parts - 0.5) * width
        let distance = Self.distance(from, latitude, longitudes: longitude)
        sum += ((distance > kernel.cap ? 0 : kernel.value(distance)) - (isInner ? 2 / distance : 0)) * area
      }
    }
    return isInner ? sum + 2 * Self.inverseDistance(height / 2, width / 2 * cos(from)) : sum
  }

  /// ∫∫ 1/ρ over the rectangle ±a, ±b: 4 (a arsinh(b/a) + b arsinh(a/b)).
  static func inverseDistance(_ a: Double, _ b: Double) -> Double { 4 * (a * asinh(b / a) + b * asinh(a / b)) }
}
