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
  /// Every point contradicts the model beyond chance, so that none is left to update it with.
  case allChanged(count: Int)
  /// Too few points to estimate what neither the model nor the points state: a standard deviation.
  case noSigma(count: Int, needed: Int)

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
    case .allChanged(let count):
      return zh
        ? "全部 \(count) 个点与模型的差异都超出偶然误差，没有可用于更新的点；请检查基准、高程列和中误差"
        : "all \(count) points contradict the model beyond chance, and none is left to update it with: check datum, columns and σ"
    case .noSigma(let count, let needed):
      return zh
        ? "模型或点没有给出 σ，而只有 \(count) 个点，不足以估计（至少 \(needed) 个）"
        : "the model or the points state no σ, and \(count) points are too few to estimate it (at least \(needed))"
    }
  }
}
