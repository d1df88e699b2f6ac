/// Translation of geocentric coordinates (三参数), X′ − X = T. Source: EPSG method 1031. Parameters: T in metres.
public struct TranslationModel: ObservationModel {
  /// The model.
  public init() {}

  /// Three.
  public var dimension: Int { 3 }
  /// Three.
  public var parameterCount: Int { 3 }

  /// Target minus source.
  public func observation(of point: CommonPoint) -> SIMD3<Double> { point.target - point.source }

  /// T.
  public func prediction(at source: SIMD3<Double>, _ p: [Double], partials: inout [SIMD3<Double>]) -> SIMD3<Double> {
    for axis in 0..<3 {
      partials[axis] = .zero
      partials[axis][axis] = 1
    }
    return SIMD3(p[0], p[1], p[2])
  }
}
