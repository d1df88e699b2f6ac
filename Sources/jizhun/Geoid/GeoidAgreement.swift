import Estimation
import Refinement

/// Whether points agree with what a model states of itself: Σ d² ∕ (σ² + σᵢ²) against χ² with as many degrees of freedom. Errors of a model are alike at
/// neighbouring points, so the limits are narrower than they should be for dense points.
struct GeoidAgreement {
  /// How many points say so.
  let count: Int
  /// Σ d² ∕ (σ² + σᵢ²) ∕ n: 1 expected.
  let ratio: Double
  /// The limits at 95 %.
  let lower: Double, upper: Double
  /// Whether the ratio lies between them.
  var passed: Bool { ratio >= lower && ratio <= upper }

  /// Nil where the model or the points state no σ.
  init?(_ points: GeoidPoints, _ base: GeoidBase, used: [Int]) {
    var (sum, count) = (0.0, 0)
    for i in used {
      let control = points.fitted[i].control
      guard let model = base.sigma(control.latitudeDegrees, control.longitudeDegrees), model > 0 else { continue }
      let own = control.sigma ?? 0
      sum += control.discrepancy * control.discrepancy / (model * model + own * own)
      count += 1
    }
    guard count > 0 else { return nil }
    self.count = count
    ratio = sum / Double(count)
    lower = Distributions.chiSquareQuantile(0.025, freedom: count) / Double(count)
    upper = Distributions.chiSquareQuantile(0.975, freedom: count) / Double(count)
  }

  func sentence(_ language: Language) -> String {
    let limits = "\(FitReport.fixed(lower, 2))–\(FitReport.fixed(upper, 2))"
    let verdict =
      passed
      ? (language == .zh ? "相符" : "agree")
      : ratio > upper
        ? (language == .zh ? "差值大于所述精度" : "differences are larger than stated")
        : (language == .zh ? "差值小于所述精度" : "differences are smaller than stated")
    return "χ²/n = \(FitReport.fixed(ratio, 2)) (\(limits)): \(verdict)"
  }
}
