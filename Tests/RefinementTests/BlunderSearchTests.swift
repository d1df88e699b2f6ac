import Testing

@testable import Refinement

@Suite(
  "Gross errors among GNSS/levelling points",
  .enabled(if: SyntheticNetwork.isOptimised, "dense matrices take minutes where code is not optimised"))
struct BlunderSearchTests {
  private static func network(seed: UInt64) -> [ControlPoint] {
    let places = SyntheticNetwork.places(250, seed: seed)
    let field = SyntheticNetwork.field(places.map(\.place), seed: seed + 1) {
      0.0036 * CovarianceShape.gaussMarkov2.value($0, length: 60_000)
    }
    var random = InventedNumbers(seed: seed + 2)
    return SyntheticNetwork.points(places, sigma: 0.01) { i, _ in field[i] + 0.01 * random.normal() }
  }

  private static func planted(_ points: [ControlPoint], _ errors: [Int: Double]) -> [ControlPoint] {
    SyntheticNetwork.points(points, sigma: 0.01) { i, p in p.discrepancy + (errors[i] ?? 0) }
  }

  @Test("Errors of decimetres are found, all and alone, whatever their number", arguments: [UInt64(51), 61, 71])
  func found(_ seed: UInt64) throws {
    let sound = Self.network(seed: seed)
    let errors = [3: 0.30, 40: -0.25, 41: 0.5, 100: 1, 101: 1, 180: -2, 222: 10]
    let run = try RefinementRun(Self.planted(sound, errors), CorrectorTests.options(.collocation(.gaussMarkov2)))
    let search = try #require(run.blunders)
    let out = search.verdicts.indices.filter { search.verdicts[$0] == .leftOut }
    #expect(Set(out) == Set(errors.keys))
    // The difference is the error that was planted, but for what the field and the noise leave.
    for (i, error) in errors { #expect(abs(run.differences[i] - error) < 0.12) }
    let clean = try RefinementRun(sound, CorrectorTests.options(.collocation(.gaussMarkov2)))
    #expect(clean.blunders?.verdicts.contains(.leftOut) == false)
    // What is left of them is little: the cross-validation is that of the sound network.
    let (with, without) = (try #require(run.validation.statistics), try #require(clean.validation.statistics))
    #expect(abs(with.rms / without.rms - 1) < 0.1)
  }

  @Test("Of two errors at one place the second shows when the first has gone")
  func twins() throws {
    let sound = Self.network(seed: 81)
    // Two points of the network stand twice; one of each pair is wrong by half a metre.
    var points = sound + [sound[10], sound[20]]
    points = Self.planted(points, [10: 0.5, 251: -0.5])
    let run = try RefinementRun(points, CorrectorTests.options(.collocation(.gaussMarkov2)))
    let verdicts = try #require(run.blunders?.verdicts)
    #expect(verdicts[10] == .leftOut && verdicts[251] == .leftOut)
    #expect(verdicts[250] != .leftOut && verdicts[20] != .leftOut)
  }

  @Test("Sound normal residuals are suspected about as often as the level says")
  func level() throws {
    var suspected = 0
    for seed in 0..<20 {
      var random = InventedNumbers(seed: UInt64(900 + seed))
      let points = SyntheticNetwork.points(SyntheticNetwork.places(100, seed: UInt64(100 + seed))) { _, _ in 0.02 * random.normal() }
      let corrector = try RefinementMethod(trend: .plane).corrector(points)
      if BlunderSearch(corrector, level: 0.05).verdicts.contains(where: { $0 != .sound }) { suspected += 1 }
    }
    // Binomial with 20 and 0.05: more than 5 has a probability of 3 in 10 000.
    #expect(suspected <= 5)
  }

  /// Plain and mountains: where the amplitude of the field is three times larger, points fit three times worse than one covariance for
  /// all says. It is the truth there, and no error.
  @Test("Points of rough country stay, and errors among them go", arguments: [UInt64(1), 2, 3, 4, 5])
  func rough(_ seed: UInt64) throws {
    let places = SyntheticNetwork.places(300, seed: 300 + seed)
    let field = SyntheticNetwork.field(places.map(\.place), seed: 400 + seed) {
      0.0016 * CovarianceShape.gaussMarkov2.value($0, length: 25_000)
    }
    var random = InventedNumbers(seed: 500 + seed)
    let sound = SyntheticNetwork.points(places, sigma: 0.01) { i, p in
      field[i] * (p.longitudeDegrees > 112 ? 3 : 1) + 0.01 * random.normal()
    }
    let clean = try RefinementRun(sound, CorrectorTests.options(.collocation(.gaussMarkov2)))
    #expect(clean.blunders?.verdicts.contains(.leftOut) == false)
    let errors = [5: 1.0, 77: -1, 150: 2, 290: 1.5]
    let run = try RefinementRun(Self.planted(sound, errors), CorrectorTests.options(.collocation(.gaussMarkov2)))
    let out = (run.blunders?.verdicts ?? []).indices.filter { run.blunders?.verdicts[$0] == .leftOut }
    #expect(Set(out) == Set(errors.keys))
    let (with, without) = (try #require(run.validation.statistics), try #require(clean.validation.statistics))
    #expect(abs(with.rms / without.rms - 1) < 0.1)
  }
}
