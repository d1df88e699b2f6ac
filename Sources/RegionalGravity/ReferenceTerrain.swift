#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The smooth reference surface (参考地形面) of residual terrain: the terrain as the gravity-field model sees it.
///
/// A Gaussian mean whose weight e^(−s²/2σ²) lets half of the harmonics of degree N pass: e^(−σ²N²/2R²) = ½, σ = 1.177 R/N — 3.5 km for degree 2160, 21 km for
/// 360. (Forsberg 1984, section 5, takes a moving mean of the same extent; the Gaussian has no side lobes.) At the edge of the terrain the mean is that of
/// what there is. Fine terrain is joined to squares of a twelfth of σ at most before: what that adds to the Gaussian is 0.03 % of its square.
public enum ReferenceTerrain {
  /// How far the Gaussian reaches, in σ: what is beyond weighs 0.3 %.
  static let extent = 3.0
  /// Squares to a σ.
  static let squares = 12.0

  /// σ of the mean for a degree, metres.
  public static func sigma(degree: Int) -> Double {
    (2 * 0.6931471805599453).squareRoot() * StokesIntegration.radius / Double(max(degree, 1))
  }

  /// The smooth surface of a terrain on its nodes, metres.
  public static func smoothed(_ terrain: TerrainGrid, degree: Int) -> TerrainGrid {
    let sigma = sigma(degree: degree) / StokesIntegration.radius * 180 / .pi
    let count = max(1, Int(sigma / squares / max(terrain.latitudeStep, terrain.longitudeStep)))
    let coarse = smoothed(terrain.thinned(count), sigma: sigma)
    guard count > 1 else { return coarse }
    var result = terrain
    let last = (row: Double(coarse.rows - 1), column: Double(coarse.columns - 1))
    // Where a node lies among the squares' middles; beyond the outermost the surface goes on level.
    let columns = (0..<terrain.columns).map { c -> (Int, Int, Double) in
      let x = min(max((Double(c) + 0.5) / Double(count) - 0.5, 0), last.column)
      return (Int(x), min(Int(x) + 1, coarse.columns - 1), x - x.rounded(.down))
    }
    for row in 0..<terrain.rows {
      let y = min(max((Double(row) + 0.5) / Double(count) - 0.5, 0), last.row)
      let (r, t) = (Int(y), y - y.rounded(.down))
      let (low, high) = (r * coarse.columns, min(r + 1, coarse.rows - 1) * coarse.columns)
      for column in 0..<terrain.columns {
        let (a, b, u) = columns[column]
        let south = Double(coarse.heights[low + a]) * (1 - u) + Double(coarse.heights[low + b]) * u
        let north = Double(coarse.heights[high + a]) * (1 - u) + Double(coarse.heights[high + b]) * u
        result.heights[row * terrain.columns + column] = Float(south * (1 - t) + north * t)
      }
    }
    return result
  }

  private static func smoothed(_ terrain: TerrainGrid, sigma: Double) -> TerrainGrid {
    var rows = terrain
    // Along parallels, whose degrees are shorter towards the poles.
    for row in 0..<terrain.rows {
      let cosine = max(cos(terrain.latitude(row) * .pi / 180), 0.01)
      let weights = weights(sigma / cosine / terrain.longitudeStep, most: terrain.columns)
      let start = row * terrain.columns
      for column in 0..<terrain.columns {
        var (sum, weight) = (0.0, 0.0)
        for k in max(0, column - weights.count + 1)...min(terrain.columns - 1, column + weights.count - 1) {
          let w = weights[abs(k - column)]
          sum += w * Double(terrain.heights[start + k])
          weight += w
        }
        rows.heights[start + column] = Float(sum / weight)
      }
    }
    var result = rows
    let weights = weights(sigma / terrain.latitudeStep, most: terrain.rows)
    for row in 0..<terrain.rows {
      let others = max(0, row - weights.count + 1)...min(terrain.rows - 1, row + weights.count - 1)
      var sums = [Double](repeating: 0, count: terrain.columns)
      var weight = 0.0
      for k in others {
        let w = weights[abs(k - row)]
        weight += w
        for column in 0..<terrain.columns { sums[column] += w * Double(rows.heights[k * terrain.columns + column]) }
      }
      for column in 0..<terrain.columns { result.heights[row * terrain.columns + column] = Float(sums[column] / weight) }
    }
    return result
  }

  private static func weights(_ sigma: Double, most: Int) -> [Double] {
    (0...min(Int((extent * sigma).rounded(.up)), most)).map { exp(-Double($0 * $0) / (2 * sigma * sigma)) }
  }
}
