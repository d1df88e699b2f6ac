@testable import Geodesy
import Glibc
import Testing

/// The kernels' functions against the C library's, which states errors below one unit in the last place. Tolerance: our 1.5 units and
/// that one.
@Suite struct GeodesyFunctionTests {
  /// Random arguments of both signs, with the ends and the places where a reduction switches.
  static func arguments(upTo limit: Double, and special: [Double] = []) -> [Double] {
    var random = SplitMix64(seed: 9)
    let some = (0..<40_000).map { i in Double.random(in: -limit...limit, using: &random) * (i % 4 == 0 ? 1e-5 : 1) }
    let ends = [0, limit, limit / 2] + special
    return some + ends + ends.map { -$0 } + [0, 0]
  }

  /// The largest difference in units of the last place of the expected value, and no smaller than those of `floor`.
  static func worst(_ arguments: [Double], floor: Double = 0, _ ours: (Lanes) -> Lanes, _ expected: (Double) -> Double) -> Double {
    var worst = 0.0
    for start in stride(from: 0, to: arguments.count & ~7, by: 8) {
      let results = ours(Lanes(arguments[start..<start + 8]))
      for lane in 0..<8 {
        let truth = expected(arguments[start + lane])
        worst = max(worst, abs(results[lane] - truth) / max(truth.ulp, floor.ulp))
      }
    }
    return worst
  }

  @Test func sineAndCosine() {
    // Near a zero the error is that of the reduction, 10⁻²⁰ absolute: no relative statement is made below 10⁻³.
    let turns = Self.arguments(upTo: 4 * .pi, and: [.pi / 4, .pi / 2, .pi, 2 * .pi, 3 * .pi / 4])
    let sine = Self.worst(turns, floor: 1e-3, { sineCosine($0).sine }, { sin($0) })
    let cosine = Self.worst(turns, floor: 1e-3, { sineCosine($0).cosine }, { cos($0) })
    print("sine \(sine), cosine \(cosine) units in the last place")
    #expect(sine <= 2.5 && cosine <= 2.5)
    let far = Self.arguments(upTo: 1e5)
    #expect(Self.worst(far, floor: 1e-2, { sineCosine($0).sine }, { sin($0) }) <= 2.5)
  }

  @Test func arcTangents() {
    let angles = Self.arguments(upTo: .pi, and: [.pi / 8, .pi / 4, 3 * .pi / 8, .pi / 2])
    let full = Self.worst(
      angles,
      { t in
        var (y, x) = (t, t)
        for i in 0..<8 { (y[i], x[i]) = (sin(t[i]), cos(t[i])) }
        return arcTangent(y, over: x)
      }, { atan2(sin($0), cos($0)) })
    let half = Self.worst(
      Self.arguments(upTo: 3, and: [0.41421356237309503, 1, 2.414213562373095]), { arcTangent($0, overPositive: lanes(1)) }, { atan($0) })
    print("atan2 \(full), atan \(half) units in the last place")
    #expect(full <= 2.5 && half <= 2.5)
    #expect(arcTangent(lanes(0), over: lanes(0)) == lanes(0))
    #expect(arcTangent(lanes(1), overPositive: lanes(0)) == lanes(.pi / 2))
  }

  @Test func hyperbolicFunctions() {
    let area = Self.worst(Self.arguments(upTo: 0.6, and: [0.2, 0.4]), { areaTangent($0, over: lanes(1)) }, { atanh($0) })
    let sine = Self.worst(Self.arguments(upTo: 0.61), { hyperbolicSineCosine($0).sine }, { sinh($0) })
    let cosine = Self.worst(Self.arguments(upTo: 0.61), { hyperbolicSineCosine($0).cosine }, { cosh($0) })
    print("artanh \(area), sinh \(sine), cosh \(cosine) units in the last place")
    #expect(area <= 2.5 && sine <= 2.5 && cosine <= 2.5)
  }
}
