#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif
import Estimation

/// The correlation of a model's errors, and what model or points do not state of themselves, from the differences of new points: by maximum
/// likelihood over compact blocks of them, of which a fifth at most count for no worse than chance makes one of a hundred.
///
/// The bound (a truncated likelihood, Huber and Ronchetti 2009, *Robust Statistics*, section 3) keeps marks that changed together from passing for
/// errors of the model: a bowl of subsidence lies in few blocks. Single gross errors are screened off before.
enum ModelErrorEstimation {
  /// Fewer points do not tell the parameters.
  static let fewest = 8
  private struct Block {
    let places: [SpherePlace]
    let differences: [Double]
    let stated: [Double?]
    let sigma: [Double?]
    /// yᵀC⁻¹y is larger once in a hundred blocks.
    let most: Double
  }

  /// - Parameters:
  ///   - points: The points that take part.
  ///   - shapes: The shapes to choose from.
  ///   - halfLength: Where correlation is usually one half, metres: what few points do not contradict.
  ///   - isFixed: `halfLength` is what the user says, and is not estimated.
  static func covariance(_ points: [ModelPoint], shapes: [CovarianceShape], halfLength: Double, isFixed: Bool) -> ModelErrorCovariance {
    let needsSigma = points.contains { $0.modelSigma == nil }
    let needsNugget = points.contains { $0.sigma == nil }
    let estimatesLength = !isFixed && points.count >= fewest
    let first = ModelErrorCovariance(shape: shapes[0], length: halfLength / (shapes[0].halfLength ?? 1))
    guard estimatesLength || needsSigma || needsNugget else { return first }
    let blocks = blocks(points)
    let places = points.map(\.place)
    let spacing = max(SpatialBlocks.typicalSpacing(places), 100)
    let extent = max(CovarianceEstimation.extent(places), spacing)
    let magnitudes = points.map { abs($0.difference) }.sorted()
    let spread = max(ErrorStatistics.quantileOfSorted(magnitudes, 0.6827), 1e-3)
    var best: (covariance: ModelErrorCovariance, value: Double)?
    for shape in shapes {
      func model(_ x: [Double]) -> ModelErrorCovariance {
        var next = x.makeIterator()
        let half = estimatesLength ? next.next().map { exp($0) } ?? halfLength : halfLength
        let nugget = needsNugget ? next.next().map { exp($0) } ?? 0 : 0
        let sigma = needsSigma ? next.next().map { exp($0) } : nil
        return ModelErrorCovariance(shape: shape, length: half / (shape.halfLength ?? 1), uniformSigma: sigma, nugget: nugget)
      }
      func objective(_ x: [Double]) -> Double {
        var sum = 0.0
        func outside(_ value: Double, _ range: ClosedRange<Double>) {
          let d = max(range.lowerBound - value, value - range.upperBound, 0)
          sum += 100 * d * d
        }
        var k = 0
        if estimatesLength {
          // A factor of three from the usual is one standard deviation: nothing beside some ten points that say otherwise.
          let u = (x[k] - log(halfLength)) / log(3)
          sum += 0.5 * u * u
          outside(x[k], log(spacing / 10)...log(2 * extent))
          k += 1
        }
        while k < x.count {
          outside(x[k], log(Corrector.leastNugget)...log(10))
          k += 1
        }
        guard let value = deviance(blocks, model(x)) else { return .infinity }
        return sum + value
      }
      for share in needsSigma || needsNugget ? [0.3, 0.9] : [0.3] {
        for stretch in estimatesLength ? [1.0, 4.0] : [1.0] {
          var start: [Double] = []
          if estimatesLength { start.append(log(halfLength * stretch)) }
          if needsNugget { start.append(log(max(spread * share, 2 * Corrector.leastNugget))) }
          if needsSigma { start.append(log(max(spread * (1 - share), 2 * Corrector.leastNugget))) }
          let found = SimplexSearch.minimum(
            from: start, steps: start.map { _ in 0.5 }, tolerance: 0.02, evaluations: 40 + 20 * start.count, objective)
          if found.value < best?.value ?? .infinity { best = (model(found.point), found.value) }
        }
      }
    }
    return best?.covariance ?? first
  }

  /// Compact blocks of some ten to a hundred points.
  private static func blocks(_ points: [ModelPoint]) -> [Block] {
    let kept = screened(points)
    let places = kept.map(\.place)
    return SpatialBlocks.halved(places, most: min(max(kept.count / 12, 20), 120)).map { part in
      Block(
        places: part.map { places[$0] }, differences: part.map { kept[$0].difference }, stated: part.map { kept[$0].modelSigma },
        sigma: part.map { kept[$0].sigma },
        most: Distributions.chiSquareQuantile(0.99, freedom: part.count))
    }
  }

  private static func screened(_ points: [ModelPoint]) -> [ModelPoint] {
    let control = points.map {
      ControlPoint(
        latitudeDegrees: $0.latitudeDegrees, longitudeDegrees: $0.longitudeDegrees, normalHeight: 0, discrepancy: $0.difference)
    }
    return BlunderSearch.screened(control).map { points[$0] }
  }

  /// The share of the blocks that may be bounded: of more, parameters would pass under which nothing fits.
  private static let bounded = 0.2

  /// ½ Σ (ln det C + yᵀC⁻¹y) of the blocks, bounded for those that exceed their bound most; nil where a C is not positive definite.
  private static func deviance(_ blocks: [Block], _ covariance: ModelErrorCovariance) -> Double? {
    var sum = 0.0
    var excess: [Double] = []
    for block in blocks {
      let matrix = covariance.matrix(
        block.places, signal: block.stated.map(covariance.signal), noise: block.sigma.map(covariance.noise))
      guard let factor = CholeskyFactor(matrix) else { return nil }
      var y = DenseMatrix(rows: 1, columns: block.differences.count)
      y.elements = block.differences
      factor.solveLower(&y)
      let square = y.elements.reduce(0) { $0 + $1 * $1 }
      sum += 0.5 * (factor.logDeterminant + square)
      excess.append(max(square - block.most, 0))
    }
    let most = Int(bounded * Double(blocks.count))
    return sum - 0.5 * excess.sorted().suffix(most).reduce(0, +)
  }
}
