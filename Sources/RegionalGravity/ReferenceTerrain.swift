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
/// what there is.
public enum ReferenceTerrain {
  /// How far the Gaussian reaches, in σ: what is beyond weighs 0.3 %.
  static let extent = 3.0

  /// σ of the mean for a degree, metres.
  public static func sigma(degree: Int) -> Double {
    (2 * 0.6931471805599453).squareRoot() * StokesIntegration.radius / Double(max(degree, 1))
  }

  /// The smooth surface of a terrain, metres.
  public static func smoothed(_ terrain: RegionalGrid, degree: Int) -> RegionalGrid {
    let sigma = sigma(degree: degree) / StokesIntegration.radius * 180 / .pi
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
          sum += w * terrain.values[start + k]
          weight += w
        }
        rows.values[start + column] = sum / weight
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
        for column in 0..<terrain.columns { sums[column] += w * rows.values[k * terrain.columns + column] }
      }
      for column in 0..<terrain.columns { result[row, column] = sums[column] / weight }
    }
    return result
  }

  private static func weights(_ sigma: Double, most: Int) -> [Double] {
    (0...min(Int((extent * sigma).rounded(.up)), most)).map { exp(-Double($0 * $0) / (2 * sigma * sigma)) }
  }
}
