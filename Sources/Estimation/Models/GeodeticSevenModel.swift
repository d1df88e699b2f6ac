public import Geodesy

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Seven parameters for latitude and longitude alone, without heights (二维七参数), as differences on the ellipsoid.
///
/// North: M ΔB = −sin B cos L ΔX − sin B sin L ΔY + cos B ΔZ − M sin L εx + M cos L εy − N e² sin B cos B m
///   + (N/a) e² sin B cos B Δa + M (2 − e² sin² B)/(1 − f) sin B cos B Δf;
/// east: N cos B ΔL = −sin L ΔX + cos L ΔY + N (sin B cos L εx + sin B sin L εy − cos B εz).
///
/// Source position: B, L in radians on the source ellipsoid; parameters: ΔX, ΔY, ΔZ in metres, εx, εy, εz in radians in the
/// coordinate-frame convention, m. Residuals: north, east in metres. Source: the model 二维七参数 of CH/T 2014-2016.
public struct GeodeticSevenModel: ObservationModel {
  /// The ellipsoid of the source.
  public let source: Ellipsoid
  /// Δa, metres.
  public let semiMajorAxisDifference: Double
  /// Δf.
  public let flatteningDifference: Double

  /// The model between two ellipsoids.
  public init(from source: Ellipsoid, to target: Ellipsoid) {
    self.source = source
    semiMajorAxisDifference = target.semiMajorAxis - source.semiMajorAxis
    flatteningDifference = target.flattening - source.flattening
  }

  /// Two.
  public var dimension: Int { 2 }
  /// Seven.
  public var parameterCount: Int { 7 }

  /// M and N at a latitude.
  private func radii(_ latitude: Double) -> (meridian: Double, primeVertical: Double) {
    let w2 = 1 - source.eccentricitySquared * sin(latitude) * sin(latitude)
    let n = source.semiMajorAxis / w2.squareRoot()
    return (n * (1 - source.eccentricitySquared) / w2, n)
  }

  /// M ΔB and N cos B ΔL, less the known part from Δa and Δf.
  public func observation(of point: CommonPoint) -> SIMD3<Double> {
    let b = point.source.x
    let (m, n) = radii(b)
    let (sinB, cosB, e2) = (sin(b), cos(b), source.eccentricitySquared)
    let known =
      n / source.semiMajorAxis * e2 * sinB * cosB * semiMajorAxisDifference
      + m * (2 - e2 * sinB * sinB) / (1 - source.flattening) * sinB * cosB * flatteningDifference
    return [m * (point.target.x - b) - known, n * cosB * (point.target.y - point.source.y), 0]
  }

  /// The linear form above.
  public func prediction(at position: SIMD3<Double>, _ p: [Double], partials: inout [SIMD3<Double>]) -> SIMD3<Double> {
    let (b, l) = (position.x, position.y)
    let (m, n) = radii(b)
    let (sinB, cosB, sinL, cosL) = (sin(b), cos(b), sin(l), cos(l))
    partials[0] = [-sinB * cosL, -sinL, 0]
    partials[1] = [-sinB * sinL, cosL, 0]
    partials[2] = [cosB, 0, 0]
    partials[3] = [-m * sinL, n * sinB * cosL, 0]
    partials[4] = [m * cosL, n * sinB * sinL, 0]
    partials[5] = [0, -n * cosB, 0]
    partials[6] = [-n * source.eccentricitySquared * sinB * cosB, 0, 0]
    var shift = SIMD3<Double>.zero
    for i in 0..<7 { shift += p[i] * partials[i] }
    return shift
  }
}
