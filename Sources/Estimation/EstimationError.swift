/// Why parameters cannot be estimated.
public enum EstimationError: Error, Sendable, Equatable {
  /// So many points are there, and so many are needed so that at least one observation is left over to check the others.
  case tooFewPoints(given: Int, needed: Int)
  /// The points do not determine the parameters: they coincide or lie on a line. The ratio is that of the smallest singular value of the
  /// scaled design to the largest.
  case undetermined(ratio: Double)
  /// A covariance of the point is no covariance: a variance is not positive, or not finite.
  case badCovariance(point: String)
  /// The iteration does not settle: coordinates of both sides do not belong together.
  case notConverged
}

extension EstimationError: CustomStringConvertible {
  /// The message in English.
  public var description: String { message(chinese: false) }

  /// The message in Chinese or English.
  public func message(chinese zh: Bool) -> String {
    switch self {
    case .tooFewPoints(let given, let needed):
      zh
        ? "参与计算的重合点只有 \(given) 个，此模型至少需要 \(needed) 个（须有多余观测，否则无法评定精度）；请增加重合点，或选参数较少的模型"
        : "\(given) common points take part and this model needs \(needed) at least (one observation must be left over, or nothing tells how "
          + "good the result is): add points, or take a model with fewer parameters"
    case .undetermined:
      zh
        ? "这些点确定不了此模型的参数：点重合、共线或范围太小；请补充分布均匀的重合点，或选参数较少的模型"
        : "the points do not determine the parameters of this model: they coincide, lie on a line or cover too small an area. Add well-spread "
          + "points, or take a model with fewer parameters"
    case .badCovariance(let point):
      zh ? "点 \(point)：中误差应为正的有限数" : "point \(point): standard deviations should be positive, finite numbers"
    case .notConverged:
      zh
        ? "迭代不收敛：两侧坐标不像是同一批点；请检查坐标系、带号和坐标次序"
        : "the iteration does not settle: both sides do not look like the same points. Check systems, zones and the order of coordinates"
    }
  }
}
