#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Statistics of errors in metres.
public struct ErrorStatistics: Sendable, Equatable {
  /// How many.
  public let count: Int
  /// Their mean.
  public let mean: Double
  /// Their standard deviation about the mean.
  public let deviation: Double
  /// Root mean square.
  public let rms: Double
  /// 68.27 % of their magnitudes are not larger.
  public let magnitude68: Double
  /// 95.45 % of their magnitudes are not larger.
  public let magnitude95: Double
  /// The least and the largest.
  public let range: ClosedRange<Double>

  /// Nil for no errors, or one that is no number.
  public init?(_ errors: [Double]) {
    guard !errors.isEmpty, errors.allSatisfy(\.isFinite) else { return nil }
    let n = Double(errors.count)
    let mean = errors.reduce(0, +) / n
    let magnitudes = errors.map { abs($0) }.sorted()
    count = errors.count
    self.mean = mean
    deviation = (errors.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(n - 1, 1)).squareRoot()
    rms = (errors.reduce(0) { $0 + $1 * $1 } / n).squareRoot()
    magnitude68 = Self.quantileOfSorted(magnitudes, 0.6827)
    magnitude95 = Self.quantileOfSorted(magnitudes, 0.9545)
    range = (errors.min() ?? 0)...(errors.max() ?? 0)
  }

  /// The value below which a share of values, sorted from the least, lies; NaN of none.
  public static func quantileOfSorted(_ sorted: [Double], _ share: Double) -> Double {
    guard !sorted.isEmpty else { return .nan }
    let position = share * Double(sorted.count - 1)
    let lower = Int(position)
    let upper = min(lower + 1, sorted.count - 1)
    return sorted[lower] + (sorted[upper] - sorted[lower]) * (position - Double(lower))
  }
}

/// What points say of a corrector when they are left out.
public struct CrossValidation: Sendable {
  /// Discrepancy − corrector without the point (and without those at the same place), metres; in the order of the points.
  public let leaveOneOut: [Double]
  /// The standard deviations stated for them, metres.
  public let leaveOneOutSigma: [Double]
  /// Discrepancy − corrector without the block of the point, metres.
  public let blocks: [Double]
  /// The number of folds that the blocks were dealt out to.
  public let foldCount: Int

  /// Closer than this, points are at the same place: levelled twice, or the two names of a mark. Metres.
  static let samePlace = 25.0

  /// Leaves out each point in turn, and blocks of points in `folds` folds.
  public init(_ corrector: Corrector, folds: Int = 10) {
    let n = corrector.points.count
    var errors = [Double](repeating: .nan, count: n)
    var sigmas = errors
    for group in SpatialBlocks.coincident(corrector.places, radius: Self.samePlace) {
      let out = corrector.leaveOut(group) ?? group.map { (corrector.leaveOneOut($0), corrector.leaveOneOutSigma($0)) }
      for (i, value) in zip(group, out) { (errors[i], sigmas[i]) = (value.0, value.1) }
    }
    var blocks = [Double](repeating: .nan, count: n)
    let parts = SpatialBlocks.folds(corrector.places, count: folds)
    for part in parts {
      guard let out = corrector.leaveOut(part) else { continue }
      for (i, value) in zip(part, out) { blocks[i] = value.residual }
    }
    (leaveOneOut, leaveOneOutSigma, self.blocks, foldCount) = (errors, sigmas, blocks, parts.count)
  }

  /// The statistics of leaving out one by one.
  public var statistics: ErrorStatistics? { ErrorStatistics(leaveOneOut) }
  /// The statistics of leaving out blocks.
  public var blockStatistics: ErrorStatistics? { ErrorStatistics(blocks) }

  /// What methods are compared by, metres: the geometric mean of the errors with points and with blocks left out, because a model serves both
  /// among its points and in their gaps, and what wins closely among neighbours may lose widely in a gap. Leaving out one by one alone where
  /// no block can be left out; nil without either.
  public var score: Double? {
    guard let one = statistics?.rms, let block = blockStatistics?.rms else { return statistics?.rms }
    return (one * block).squareRoot()
  }

  /// Root mean square of error ∕ stated σ: 1 where σ is honest.
  public var standardised: Double {
    (zip(leaveOneOut, leaveOneOutSigma).reduce(0) { $0 + $1.0 * $1.0 / ($1.1 * $1.1) } / Double(max(leaveOneOut.count, 1))).squareRoot()
  }

  /// The factor of the variances of prediction with which errors and stated σ agree: Σ e² ∕ (f s² + σᵢ²) = n, where s² is what is stated of the
  /// corrector and σᵢ the point's own.
  ///
  /// Where the points' noise hides the errors of the corrector, f is drawn towards 1: its logarithm counts with the weight of its information,
  /// n r² ∕ 20 (r: the share of s² in all; errors of neighbours are alike, so n counts for a tenth), against a prior spread of 0.5.
  func varianceFactor(_ corrector: Corrector) -> Double {
    let n = Double(leaveOneOut.count)
    guard n > 0, leaveOneOut.allSatisfy(\.isFinite) else { return 1 }
    let own = corrector.noise.map { $0 - corrector.statedNugget }
    func sum(_ f: Double) -> Double {
      var total = 0.0
      for i in leaveOneOut.indices {
        let spread = max(leaveOneOutSigma[i] * leaveOneOutSigma[i] - own[i], 1e-12)
        total += leaveOneOut[i] * leaveOneOut[i] / (f * spread + own[i])
      }
      return total
    }
    var (low, high) = (log(0.05), log(20.0))
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if sum(exp(middle)) > n { low = middle } else { high = middle }
    }
    var share = 0.0
    for i in leaveOneOut.indices { share += max(1 - own[i] / (leaveOneOutSigma[i] * leaveOneOutSigma[i]), 0) / n }
    let information = n * share * share / 20
    return exp((low + high) / 2 * information / (information + 4))
  }
}
