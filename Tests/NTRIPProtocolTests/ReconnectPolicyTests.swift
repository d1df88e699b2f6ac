import Testing

@testable import NTRIPProtocol

// Expected: the policy's own documentation.

@Suite("Reconnect policy")
struct ReconnectPolicyTests {
  private static let refusals: [StreamFailure] = [
    .authenticationRefused(answer: ""), .forbidden(answer: ""), .mountpointUnknown(.status404), .mountpointUnknown(.sourcetable),
    .unexpectedContent(type: "text/html", excerpt: ""), .redirected(status: 302, location: ""),
  ]

  @Test("drops: 1, 2, 4 … 120 s, each with at most a quarter more")
  func doubling() {
    for seed in 0..<50 as Range<UInt64> {
      var series = ReconnectSeries(policy: ReconnectPolicy(), seed: seed)
      for base in [1.0, 2, 4, 8, 16, 32, 64, 120, 120, 120] {
        let delay = series.delay(after: .closedByServer, dataFlowed: .seconds(3))!.inSeconds
        #expect(delay >= base && delay <= base * 1.25)
      }
    }
  }

  @Test("never sooner than 10 s after a refusal, at any place in the series", arguments: refusals)
  func refusal(failure: StreamFailure) {
    for seed in 0..<50 as Range<UInt64> {
      var series = ReconnectSeries(policy: ReconnectPolicy(), seed: seed)
      for _ in 0..<12 { #expect(series.delay(after: failure, dataFlowed: .seconds(100))! >= .seconds(10)) }
    }
  }

  @Test("a minute of data ends the series, less does not")
  func stability() {
    var series = ReconnectSeries(policy: ReconnectPolicy(jitter: 0), seed: 1)
    for _ in 0..<5 { _ = series.delay(after: .closedByServer, dataFlowed: .seconds(59)) }
    #expect(series.failures == 5)
    #expect(series.delay(after: .silent(seconds: 20), dataFlowed: .seconds(60)) == .seconds(1))
    #expect(series.delay(after: .silent(seconds: 20), dataFlowed: .zero) == .seconds(2))
  }

  @Test("the same seed gives the same delays, another seed others")
  func seeds() {
    func delays(_ seed: UInt64) -> [Duration?] {
      var series = ReconnectSeries(policy: ReconnectPolicy(), seed: seed)
      return (0..<8).map { _ in series.delay(after: .closedByServer, dataFlowed: .zero) }
    }
    #expect(delays(3) == delays(3) && delays(3) != delays(4))
  }

  @Test("no attempt where none can help; a thousand failures overflow nothing")
  func ends() {
    var series = ReconnectSeries(policy: ReconnectPolicy(factor: 1e6), seed: 1)
    for _ in 0..<1000 { #expect(series.delay(after: .connectTimedOut(seconds: 10), dataFlowed: .zero)! <= .seconds(150)) }
    #expect(series.delay(after: .configuration(reason: ""), dataFlowed: .zero) == nil)
  }

  // SplitMix64 with seed 1234567: the first numbers of the reference implementation (Vigna, prng.di.unimi.it/splitmix64.c).
  @Test("the generator is SplitMix64")
  func generator() {
    var generator = SplitMix64(seed: 1_234_567)
    #expect(
      [generator.next(), generator.next(), generator.next()] == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
      ])
  }
}
