/// Anomalies of one level with their first two vertical derivatives, by which they are brought to the height of any ground and back.
///
/// Stokes' integral asks for gravity anomalies on one level, and gives the height anomaly there; measured ones lie on the ground. What continues them,
/// Δg(h) = Δg + (h − h₀) ∂Δg/∂r + ½ (h − h₀)² ∂²Δg/∂r² …, is Molodensky's correction in the form of analytical continuation: its first term is g₁, and
/// ζ₁ = Stokes(g₁) is that of G₁. As ∂ζ/∂r = −Δg/γ (from Δg = −∂T/∂r − 2T/R and γ ~ r⁻²), the same derivatives bring ζ from the level to the ground.
/// The series holds where the shortest waves are longer than 2π times the heights above the level: what residual terrain leaves is.
///
/// Source: H. Moritz, *Advanced Physical Geodesy*, 1980, sections 45 to 47; H&M sections 8-6 to 8-10.
public struct LevelField: Sendable {
  /// h₀, metres.
  public let level: Double
  /// Δg, in the unit of the anomalies; its derivatives, that unit a metre and a square metre.
  public let anomalies: RegionalGrid, first: RegionalGrid, second: RegionalGrid

  /// A field from anomalies and derivatives that ``VerticalDerivative`` gave.
  public init(level: Double, anomalies: RegionalGrid, first: RegionalGrid, second: RegionalGrid) {
    (self.level, self.anomalies, self.first, self.second) = (level, anomalies, first, second)
  }

  /// Δg at a height less that of the level.
  public func anomalyChange(_ latitude: Double, _ longitude: Double, height: Double) -> Double {
    let d = height - level
    return d * first.cubic(latitude, longitude) + d * d / 2 * second.cubic(latitude, longitude)
  }

  /// ζ at a height less that of the level, in the unit of the anomalies times m over that of γ.
  public func heightAnomalyChange(_ latitude: Double, _ longitude: Double, height: Double, gravity: Double) -> Double {
    let d = height - level
    let sum =
      anomalies.cubic(latitude, longitude) + d / 2 * first.cubic(latitude, longitude) + d * d / 6 * second.cubic(latitude, longitude)
    return -d * sum / gravity
  }
}
