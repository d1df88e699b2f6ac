#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The vertical derivative (垂直梯度) of gravity anomalies on a grid at one level: ∂Δg/∂r = R²/2π ∫∫ (Δg − Δg_P)/l³ dσ − 2Δg/R (H&M 2-217).
///
/// Cells count with 1/l³ at their middle, those within three cells with its mean over 8 × 8 parts, the place's own by the curvature of the anomalies
/// in closed form. Beyond the reach the anomalies count as 0, which residual ones are on the mean.
public struct VerticalDerivative: Sendable {
  /// The anomalies, any unit.
  public let anomalies: RegionalGrid
  /// Cells that are summed on each side.
  static let reach = 40
  private static let near = 3, parts = 8

  /// A derivative.
  public init(_ anomalies: RegionalGrid) { self.anomalies = anomalies }

  /// ∂Δg/∂r at the nodes of a row, the unit of the anomalies a metre.
  public func values(row: Int) -> [Double] {
    let grid = anomalies
    let radius = StokesIntegration.radius
    let (height, width) = (grid.latitudeStep * .pi / 180 * radius, grid.longitudeStep * .pi / 180 * radius)
    let east = width * cos(grid.latitude(row) * .pi / 180)
    // As far on all sides, metres: a disc.
    let limit = Double(Self.reach) * max(height, east)
    var result = [Double](repeating: 0, count: grid.columns)
    var total = 0.0
    let rows = Int(limit / height)
    let start = row * grid.columns
    for offset in -rows...rows {
      let latitude = grid.latitude(row) + Double(offset) * grid.latitudeStep
      let cosine = max(cos(latitude * .pi / 180), 0.01)
      let cell = width * cosine
      let y = Double(offset) * height
      guard limit > abs(y) else { continue }
      let most = Int((limit * limit - y * y).squareRoot() / cell)
      let weights = (0...most).map { c -> Double in
        let x = Double(c) * cell
        if offset == 0 && c == 0 { return 0 }
        if abs(offset) > Self.near || c > Self.near {
          let s2 = x * x + y * y
          return height * cell / (s2 * s2.squareRoot())
        }
        var sum = 0.0
        let n = Double(Self.parts)
        for i in 0..<Self.parts {
          for j in 0..<Self.parts {
            let (u, v) = (x + ((Double(i) + 0.5) / n - 0.5) * cell, y + ((Double(j) + 0.5) / n - 0.5) * height)
            let s2 = u * u + v * v
            sum += 1 / (s2 * s2.squareRoot())
          }
        }
        return sum * height * cell / (n * n)
      }
      total += weights.reduce(0) { $0 + 2 * $1 } - weights[0]
      guard row + offset >= 0, row + offset < grid.rows else { continue }
      let other = (row + offset) * grid.columns
      for column in 0..<grid.columns {
        var sum = 0.0
        for k in max(0, column - most)...min(grid.columns - 1, column + most) { sum += weights[abs(k - column)] * grid.values[other + k] }
        result[column] += sum
      }
    }
    // The plane beyond the disc: ∫ 2πs ds/s³ = 2π/s₀, and what the cells of the disc miss of it at its rim is small.
    total += 2 * .pi / limit
    // ∫∫ x²/s³ over the own cell, ±a, ±b: 4 b arsinh(a/b).
    let (a, b) = (east / 2, height / 2)
    let (ix, iy) = (4 * b * asinh(a / b), 4 * a * asinh(b / a))
    for column in 0..<grid.columns {
      let value = grid.values[start + column]
      func at(_ r: Int, _ c: Int) -> Double {
        guard r >= 0, r < grid.rows, c >= 0, c < grid.columns else { return value }
        return grid.values[r * grid.columns + c]
      }
      let xx = (at(row, column - 1) + at(row, column + 1) - 2 * value) / (east * east)
      let yy = (at(row - 1, column) + at(row + 1, column) - 2 * value) / (height * height)
      result[column] = (result[column] - total * value + (xx * ix + yy * iy) / 2) / (2 * .pi) - 2 * value / radius
    }
    return result
  }
}
