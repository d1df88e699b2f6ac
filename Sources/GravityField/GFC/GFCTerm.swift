/// A time-variable line: a coefficient at an epoch, its trend, or a periodic term of it.
struct GFCTerm: Sendable {
  enum Kind: Sendable { case constant, trend, sine, cosine }
  var kind: Kind
  var line: Int
  /// C̄ and S̄, or their change in a year, or amplitudes.
  var values: SIMD2<Double>
  /// From when on, and until when, Modified Julian Dates. In version 1 trends and periodic terms have no date of their own: both are NaN.
  var start: Double
  var end: Double
  /// Years; 0 for others than periodic terms.
  var period: Double

  /// Whether an epoch is in the interval; in version 1 every epoch is.
  func covers(_ epoch: Double) -> Bool { end.isNaN || (start <= epoch && epoch < end) }

  /// The coefficient at an epoch.
  ///
  /// C(t) = C(t₀) + Ċ (t − t₀) + Σ aₛ sin 2π(t − t₀)/p + a_c cos 2π(t − t₀)/p, t in years.
  /// Source: C. Förste, F. Barthelmes and E. S. Ince, *The ICGEM-format*, ICGEM, GFZ Potsdam, 2011 and 2023.
  static func value(_ terms: [GFCTerm], at epoch: Double?, degree: Int, order: Int) throws(GFCError) -> SIMD2<Double> {
    let constants = terms.filter { $0.kind == .constant }
    guard let epoch else {
      if let moving = terms.first(where: { $0.kind != .constant }) ?? constants.dropFirst().first {
        throw GFCError(line: moving.line, problem: .epochNeeded)
      }
      return constants[0].values
    }
    guard let first = constants.first else {
      throw GFCError(line: terms[0].line, problem: .termWithoutCoefficient(degree: degree, order: order))
    }
    let covering = constants.filter { $0.covers(epoch) }
    guard let constant = covering.first else {
      throw GFCError(line: first.line, problem: .epochOutside(degree: degree, order: order))
    }
    if covering.count > 1 { throw GFCError(line: covering[1].line, problem: .duplicate(degree: degree, order: order)) }
    var sum = constant.values
    for term in terms where term.kind != .constant && term.covers(epoch) {
      let years = (epoch - (term.end.isNaN ? constant.start : term.start)) / 365.25
      switch term.kind {
      case .constant: break
      case .trend: sum += term.values * years
      case .sine: sum += term.values * HarmonicAngle.sineCosine(turns: years / term.period).sine
      case .cosine: sum += term.values * HarmonicAngle.sineCosine(turns: years / term.period).cosine
      }
    }
    return sum
  }
}
