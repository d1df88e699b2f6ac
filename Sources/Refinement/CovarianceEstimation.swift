#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif
import Estimation

/// Parameters of a covariance by restricted maximum likelihood (REML): the likelihood of what no choice of trend parameters explains.
///
/// Of more than ``blockSize`` points the likelihood is that of compact blocks of them, multiplied as though they were independent, with a
/// constant (and a height term) for each in place of the trend: distances within a block are those that tell about L and nugget, and the
/// work grows with n instead of n³. Sources: Patterson and Thompson 1971, doi 10.1093/biomet/58.3.545; Stein, Chi and Welty 2004,
/// doi 10.1046/j.1369-7412.2003.05512.x.
public enum CovarianceEstimation {
  /// The most points in a block.
  static let blockSize = 300

  private struct Block {
    let points: [ControlPoint]
    let places: [SpherePlace]
    /// Trend functions by rows, then y.
    let rows: DenseMatrix
    let given: [Double]
  }

  /// Estimates the parameters.
  /// - Parameters:
  ///   - points: The points, without gross errors.
  ///   - trend: The trend that will be used with the covariance.
  ///   - hasHeight: Whether a height term belongs to it.
  ///   - shape: The shape of the signal; nil: a trend alone, of which only the nugget is estimated.
  ///   - variesSlope: Whether ∂ζ/∂H varies from place to place.
  ///   - isDirectional: Whether correlation may reach farther in one direction than across it: where the points say so by a likelihood-ratio test
  ///     at the level of 1 %.
  ///   - isotropic: What this has found without a direction, where that is known; else it is sought first.
  public static func reml(
    _ points: [ControlPoint], trend: TrendSurface, hasHeight: Bool, shape: CovarianceShape?, variesSlope: Bool = false,
    isDirectional: Bool = false, isotropic: CovarianceModel? = nil
  ) throws(RefinementError) -> CovarianceModel {
    // A check that the points determine the trend, in the words of the error.
    let basis = try TrendBasis(trend, hasHeight: hasHeight, places: points.map(\.place), heights: points.map(\.normalHeight))
    var blocks: [Block] = []
    let whole = points.count <= blockSize + blockSize / 3
    for indices in whole ? [Array(points.indices)] : SpatialBlocks.halved(points.map(\.place), most: blockSize) {
      let part = indices.map { points[$0] }
      let places = part.map(\.place)
      // A block of points at one height has no height term.
      let local =
        whole || shape == nil
        ? basis
        : ((try? TrendBasis(trend == .none ? .none : .constant, hasHeight: hasHeight, places: places, heights: part.map(\.normalHeight)))
          ?? (try? TrendBasis(trend == .none ? .none : .constant, hasHeight: false, places: places, heights: part.map(\.normalHeight))))
      guard let local else { continue }
      var rows = DenseMatrix(rows: local.count + 1, columns: part.count)
      for (i, point) in part.enumerated() {
        for (j, f) in local.row(places[i], height: point.normalHeight).enumerated() { rows[j, i] = f }
        rows[local.count, i] = point.discrepancy
      }
      blocks.append(Block(points: part, places: places, rows: rows, given: part.map { ($0.sigma ?? 0) * ($0.sigma ?? 0) }))
    }
    if shape == nil { return CovarianceModel(signal: nil, nugget: nuggetOfTrend(points, basis)) }
    return search(
      points, blocks, shape: shape ?? .gaussMarkov2, variesSlope: variesSlope, isDirectional: isDirectional, isotropic: isotropic,
      fades: trend == .none)
  }

  /// What a trend alone leaves, beyond the stated σ of the points.
  private static func nuggetOfTrend(_ points: [ControlPoint], _ basis: TrendBasis) -> Double {
    var coefficients = [Double](repeating: 0, count: basis.count)
    let rows = points.map { basis.row($0.place, height: $0.normalHeight) }
    for (row, point) in zip(rows, points) { for j in row.indices { coefficients[j] += row[j] * point.discrepancy } }
    var (square, given) = (0.0, 0.0)
    for (row, point) in zip(rows, points) {
      var v = point.discrepancy
      for j in row.indices { v -= row[j] * coefficients[j] }
      square += v * v
      given += (point.sigma ?? 0) * (point.sigma ?? 0)
    }
    let mean = square / Double(max(points.count - basis.count, 1)) - given / Double(points.count)
    return max(mean, Corrector.leastNugget * Corrector.leastNugget).squareRoot()
  }

  private static func search(
    _ points: [ControlPoint], _ blocks: [Block], shape: CovarianceShape, variesSlope: Bool, isDirectional: Bool,
    isotropic: CovarianceModel?, fades: Bool
  ) -> CovarianceModel {
    let places = points.map(\.place)
    let mean = points.reduce(0) { $0 + $1.discrepancy } / Double(points.count)
    let spread = max(
      (points.reduce(0) { $0 + ($1.discrepancy - mean) * ($1.discrepancy - mean) } / Double(points.count)).squareRoot(), 1e-3)
    let spacing = max(SpatialBlocks.typicalSpacing(places), 100)
    let heightScale = max((points.reduce(0) { $0 + $1.normalHeight * $1.normalHeight } / Double(points.count)).squareRoot(), 1)
    let middle = SpherePlace.middle(places)
    // The two numbers of a stretch come last, where they are sought at all.
    let plain = variesSlope ? 5 : 3
    func model(_ x: [Double]) -> CovarianceModel {
      CovarianceModel(
        signal: CovarianceTerm(shape: shape, sigma: exp(x[0]), length: exp(x[1])),
        slope: variesSlope ? CovarianceTerm(shape: .gaussMarkov2, sigma: exp(x[3]), length: exp(x[4])) : nil, nugget: exp(x[2]),
        stretch: x.count > plain ? CovarianceStretch(x[plain], x[plain + 1], middle: middle) : nil)
    }
    // Beyond these the likelihood is flat, and numbers lose digits.
    var longest = 3e6
    // Without a trend a signal that is alike at all points would be taken for one of the whole Earth: it has to have fallen to half at the
    // distance over which there are points that say so.
    if fades { longest = max(extent(places) / (shape.halfLength ?? 1), spacing) }
    let lengths = log(spacing / 20)...log(longest)
    func penalty(_ x: [Double]) -> Double {
      var sum = 0.0
      func outside(_ value: Double, _ range: ClosedRange<Double>) {
        let d = max(range.lowerBound - value, value - range.upperBound, 0)
        sum += 100 * d * d
      }
      outside(x[0], log(1e-4)...log(1e3))
      outside(x[1], lengths)
      outside(x[2], log(Corrector.leastNugget)...log(1e3))
      if variesSlope {
        outside(x[3], log(1e-8)...log(0.1))
        outside(x[4], lengths)
      }
      // Ten to one: beyond it, points in a row are taken for a direction of the field.
      if x.count > plain { outside((x[plain] * x[plain] + x[plain + 1] * x[plain + 1]).squareRoot(), 0...(0.5 * log(10))) }
      return sum
    }
    func objective(_ x: [Double]) -> Double {
      let covariance = model(x)
      var sum = penalty(x)
      for block in blocks {
        guard let value = negativeLogLikelihood(block, covariance) else { return .infinity }
        sum += value
      }
      return sum
    }
    func numbers(_ known: CovarianceModel) -> [Double]? {
      guard let signal = known.signal, signal.shape == shape, (known.slope != nil) == variesSlope else { return nil }
      return [log(signal.sigma), log(signal.length), log(known.nugget)] + (known.slope.map { [log($0.sigma), log($0.length)] } ?? [])
    }
    var best: (point: [Double], value: Double)? = isotropic.flatMap(numbers).map { ($0, objective($0)) }
    if best == nil {
      // From neighbours' differences the nugget cannot be told before L is known: both a rough and a smooth start are tried.
      var starts = [2.0, 8.0].map { (signal: spread, length: spacing * $0, nugget: spread / 15) }
      // Points that say little new: mostly noise, and a signal in a part of them only.
      if fades { starts += [4.0, 12.0].map { (signal: spread / 3, length: spacing * $0, nugget: spread) } }
      for first in starts {
        // For the multiquadric the same rise over L as that of the others.
        var start = [log(first.signal), log(min(first.length, longest)), log(max(first.nugget, 2 * Corrector.leastNugget))]
        var steps = [-0.4, 0.6, 0.7]
        if variesSlope {
          start += [log(spread / heightScale / 3), log(spacing * 8)]
          steps += [0.7, 0.6]
        }
        let found = SimplexSearch.minimum(from: start, steps: steps, tolerance: 0.05, evaluations: variesSlope ? 130 : 70, objective)
        if found.value < best?.value ?? .infinity { best = found }
      }
      if let first = best {
        // A fresh simplex leaves a false rest of the first.
        let again = SimplexSearch.minimum(
          from: first.point, steps: variesSlope ? [0.15, 0.15, -0.3, 0.3, 0.3] : [0.15, 0.15, -0.3], tolerance: 0.02, evaluations: 60,
          objective)
        if again.value < first.value { best = again }
      }
    }
    if isDirectional, let first = best {
      let steps = (variesSlope ? [0.1, 0.1, -0.15, 0.15, 0.15] : [0.1, 0.1, -0.15]) + [0.15, 0.15]
      let found = SimplexSearch.minimum(from: first.point + [0, 0], steps: steps, tolerance: 0.02, evaluations: 130, objective)
      // 2 Δ ln likelihood is χ² with the two numbers' degrees of freedom, for which the limit is −2 ln α.
      if found.value < first.value + log(0.01) { best = found }
    }
    return model(best?.point ?? [log(spread), log(spacing * 4), log(spread / 10)] + (variesSlope ? [log(1e-5), log(spacing * 8)] : []))
  }

  /// The longest side of a box around the places, metres.
  static func extent(_ places: [SpherePlace]) -> Double {
    guard let first = places.first else { return 0 }
    var (low, high) = (first.direction, first.direction)
    for place in places {
      low = pointwiseMin(low, place.direction)
      high = pointwiseMax(high, place.direction)
    }
    return (high - low).max() * SpherePlace.radius
  }

  /// ½ (ln det C + ln det AᵀC⁻¹A + yᵀPy); nil where C is not positive definite.
  private static func negativeLogLikelihood(_ block: Block, _ covariance: CovarianceModel) -> Double? {
    let nugget = max(covariance.nugget, Corrector.leastNugget)
    let noise = block.given.map { $0 + nugget * nugget }
    guard let factor = CholeskyFactor(Corrector.matrix(block.points, block.places, covariance, noise)) else { return nil }
    var rows = block.rows
    factor.solveLower(&rows)
    let p = rows.rows - 1
    let products = DenseMatrix.rowProducts(rows, rows)
    // The Schur complement of AᵀC⁻¹A in the matrix of all products is yᵀPy: the last pivot of its factor, squared.
    guard let all = CholeskyFactor(products) else { return nil }
    var normal = DenseMatrix(rows: p, columns: p)
    for i in 0..<p { for j in 0..<p { normal[i, j] = products[i, j] } }
    let trendLog = p == 0 ? 0 : CholeskyFactor(normal)?.logDeterminant ?? .infinity
    let square = exp(all.logDeterminant - trendLog)
    return 0.5 * (factor.logDeterminant + trendLog + square)
  }
}
