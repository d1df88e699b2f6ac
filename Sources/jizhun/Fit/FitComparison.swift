import Estimation

/// One model in a comparison.
struct FitComparison {
  let kind: FitModel
  /// Parameters estimated.
  let parameterCount: Int
  /// Nil where the points do not determine the model, with the reason.
  let fit: Fit?
  let failure: EstimationError?

  /// All models that systems and coordinates allow, estimated alike. Molodensky–Badekas fits as seven parameters do, and
  /// Molodensky's formulas as three translations: they are not repeated.
  static func all(_ points: [FitPoint], _ from: FitSystem, _ to: FitSystem, dimension: Int, _ settings: FitSettings) -> [FitComparison] {
    FitModel.all.compactMap { kind in
      guard ![.molodenskyBadekas, .molodensky, .abridgedMolodensky].contains(kind),
        FitRun.obstacle(kind, from, to, dimension: dimension) == nil
      else { return nil }
      do throws(EstimationError) {
        let run = try FitRun(kind, points, from, to, settings)
        return FitComparison(kind: kind, parameterCount: run.fit.adjustment.parameters.count, fit: run.fit, failure: nil)
      } catch {
        return FitComparison(kind: kind, parameterCount: 0, fit: nil, failure: error)
      }
    }
  }

  /// The root mean square that compares models: horizontal, of every point from a fit without it.
  var measure: Double? { fit?.crossValidation?.horizontal }

  /// The model with the fewest parameters whose measure is within 5 % of the least: a better one by less is better by chance.
  static func choice(_ all: [FitComparison]) -> FitModel? {
    guard let best = all.compactMap(\.measure).min() else { return nil }
    return all.filter { ($0.measure ?? .infinity) <= 1.05 * best }.min { $0.parameterCount < $1.parameterCount }?.kind
  }
}
