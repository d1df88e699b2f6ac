/// Translation and scale of geocentric coordinates (空间四参数), X′ − X = T + s X. Parameters: T in metres, s.
public struct TranslationScaleModel: ObservationModel {
  /// The model.
  public init() {}

  /// Three.
  public var dimension: Int { 3 }
  /// Four.
  public var parameterCount: Int { 4 }

  /// Target minus source.
  public func observation(of point: CommonPoint) -> SIMD3<Double> { point.target - point.source }

  /// T + s X.
  public func prediction(at source: SIMD3<Double>, _ p: [Double], partials: inout [SIMD3<Double>]) -> SIMD3<Double> {
    for axis in 0..<3 {
      partials[axis] = .zero
      partials[axis][axis] = 1
    }
    partials[3] = source
    return SIMD3(p[0], p[1], p[2]) + p[3] * source
  }
}
