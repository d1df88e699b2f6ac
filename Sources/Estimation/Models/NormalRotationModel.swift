#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Translation of geocentric coordinates and a small rotation about the normal at the centre of the region (三维四参数):
/// X′ − X = T + α n × X, with n = (cos B₀ cos L₀, cos B₀ sin L₀, sin B₀).
///
/// Parameters: T in metres, α in radians, positive counter-clockwise seen from above. Source: the model 三维四参数 of CH/T 2014-2016.
public struct NormalRotationModel: ObservationModel {
  /// The normal n.
  public let normal: SIMD3<Double>

  /// The model for a centre, radians.
  public init(centreLatitude: Double, centreLongitude: Double) {
    normal = [cos(centreLatitude) * cos(centreLongitude), cos(centreLatitude) * sin(centreLongitude), sin(centreLatitude)]
  }

  /// Three.
  public var dimension: Int { 3 }
  /// Four.
  public var parameterCount: Int { 4 }

  /// Target minus source.
  public func observation(of point: CommonPoint) -> SIMD3<Double> { point.target - point.source }

  /// T + α n × X.
  public func prediction(at source: SIMD3<Double>, _ p: [Double], partials: inout [SIMD3<Double>]) -> SIMD3<Double> {
    for axis in 0..<3 {
      partials[axis] = .zero
      partials[axis][axis] = 1
    }
    let (n, x) = (normal, source)
    partials[3] = [n.y * x.z - n.z * x.y, n.z * x.x - n.x * x.z, n.x * x.y - n.y * x.x]
    return SIMD3(p[0], p[1], p[2]) + p[3] * partials[3]
  }
}
