/// Why points do not give a corrector. No case carries a value of a point.
public enum RefinementError: Error, Sendable, Equatable {
  /// Fewer points than parameters, or none to spare.
  case tooFewPoints(count: Int, needed: Int)
  /// More points than one dense matrix is made for.
  case tooManyPoints(count: Int, most: Int)
  /// The places of the points (all in a line, all at one height) do not determine the surface.
  case undetermined
  /// The covariance matrix is not positive definite: numbers beyond all proportion.
  case notPositiveDefinite

  /// The message in Chinese or English.
  public func message(chinese zh: Bool) -> String {
    switch self {
    case .tooFewPoints(let count, let needed):
      return zh ? "只有 \(count) 个点，至少需要 \(needed) 个" : "\(count) points; at least \(needed) are needed"
    case .tooManyPoints(let count, let most):
      return zh
        ? "有 \(count) 个点，超过 \(most)；请按区域分开" : "\(count) points, more than \(most): divide them by region"
    case .undetermined:
      return zh ? "点的分布不能确定该曲面；请用参数较少的模型" : "the points do not determine this surface; take one with fewer parameters"
    case .notPositiveDefinite:
      return zh ? "协方差矩阵不正定；请检查中误差和高程的单位" : "the covariance matrix is not positive definite: check the units of σ and heights"
    }
  }
}
