#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Geometric anisotropy (几何各向异性): a field alike over longer distances in one direction, as along a mountain range, than across it.
///
/// Space is shortened along the axis and stretched across it, both by √ratio, so that distances there are correlated alike in all directions and
/// the length L of a covariance is the geometric mean of that along and that across. The map is linear in space and so keeps a covariance positive
/// definite; the axis is the same line in space everywhere, which over a network of 1000 km turns it against north by some degrees.
/// Source: Journel and Huijbregts 1978, *Mining Geostatistics*, section III.B.4.
public struct CovarianceStretch: Sendable, Equatable {
  /// The correlation length along the axis ∕ that across, at least 1.
  public let ratio: Double
  /// The azimuth of the axis where the network has its middle, degrees from north by east, 0..<180.
  public let azimuthDegrees: Double
  /// The axis and the horizontal direction across it, unit vectors.
  private let along: SIMD3<Double>
  private let across: SIMD3<Double>

  /// A stretch by two numbers that a search may vary without limits: (½ ln ratio) (cos 2α, sin 2α), (0, 0) for none.
  /// - Parameter middle: Where the azimuth α is counted.
  init(_ first: Double, _ second: Double, middle: SpherePlace) {
    ratio = exp(2 * (first * first + second * second).squareRoot())
    let azimuth = 0.5 * atan2(second, first)
    let degrees = azimuth * 180 / .pi
    azimuthDegrees = degrees < 0 ? degrees + 180 : degrees
    let d = middle.direction
    // At a pole, where there is no east, one is as good as another.
    let level = (d.x * d.x + d.y * d.y).squareRoot()
    let east: SIMD3<Double> = level > 1e-9 ? [-d.y / level, d.x / level, 0] : [0, 1, 0]
    let north: SIMD3<Double> = [d.y * east.z - d.z * east.y, d.z * east.x - d.x * east.z, d.x * east.y - d.y * east.x]
    along = cos(azimuth) * north + sin(azimuth) * east
    across = cos(azimuth) * east - sin(azimuth) * north
  }

  /// A direction from the centre of the sphere in the stretched space.
  @inline(__always)
  func applied(to direction: SIMD3<Double>) -> SIMD3<Double> {
    let s = ratio.squareRoot()
    return direction + (1 / s - 1) * (direction * along).sum() * along + (s - 1) * (direction * across).sum() * across
  }
}
