/// When to connect again after a failure: exponential back-off with jitter, as a value without a clock.
///
/// The defaults and their reasons:
/// - a stream that ran and dropped is tried again after 1 s, so that a caster's restart costs little data;
/// - each further failure doubles the delay, up to 120 s: a dead station costs one attempt in two minutes;
/// - after a refusal (wrong password, no such mountpoint, a web page …) never sooner than 15 s: public casters ban addresses that ask
///   again within 10 s;
/// - up to a quarter is added at random, so that the stations of a network do not all come back in the same second. Jitter only adds:
///   the minimum holds;
/// - 60 s of data end the series. A connection that ran for less counts as one more failure, so a caster that accepts and closes at once
///   is not asked every second.
public struct ReconnectPolicy: Sendable, Hashable {
  /// The delay before the first attempt after a drop.
  public var firstDelay: Duration
  /// The factor from one delay to the next, at least 1.
  public var factor: Double
  /// The largest delay before jitter.
  public var maximumDelay: Duration
  /// The smallest delay after a ``FailureKind/refusal``.
  public var refusalDelay: Duration
  /// The largest share added at random, 0 … 1.
  public var jitter: Double
  /// How long data must have flowed for the series of failures to end.
  public var stableAfter: Duration

  /// A policy; see the type for the defaults' reasons.
  public init(
    firstDelay: Duration = .seconds(1), factor: Double = 2, maximumDelay: Duration = .seconds(120),
    refusalDelay: Duration = .seconds(15), jitter: Double = 0.25, stableAfter: Duration = .seconds(60)
  ) {
    self.firstDelay = firstDelay
    self.factor = factor
    self.maximumDelay = maximumDelay
    self.refusalDelay = refusalDelay
    self.jitter = jitter
    self.stableAfter = stableAfter
  }
}

/// A series of failures under a ``ReconnectPolicy``. The same seed gives the same delays.
public struct ReconnectSeries: Sendable {
  /// The policy.
  public let policy: ReconnectPolicy
  /// How many failures came since data last flowed for ``ReconnectPolicy/stableAfter``.
  public private(set) var failures = 0
  private var generator: SplitMix64

  /// A new series. Give each station its own seed, so that their delays differ.
  public init(policy: ReconnectPolicy, seed: UInt64) {
    self.policy = policy
    generator = SplitMix64(seed: seed)
  }

  /// The delay before the next attempt; `nil` when no attempt can help (``FailureKind/permanent``).
  /// - Parameters:
  ///   - failure: why the last attempt ended.
  ///   - dataFlowed: from the first to the last byte of data of that attempt; zero when there was none.
  public mutating func delay(after failure: StreamFailure, dataFlowed: Duration) -> Duration? {
    if failure.kind == .permanent { return nil }
    if dataFlowed >= policy.stableAfter { failures = 0 }
    let share = max(0, policy.jitter) * generator.unit()
    // The exponent is bounded so that the power stays finite for any factor that is.
    var seconds = min(
      policy.maximumDelay.inSeconds, policy.firstDelay.inSeconds * Self.power(max(1, policy.factor), min(failures, 64)))
    if failure.kind == .refusal { seconds = max(seconds, policy.refusalDelay.inSeconds) }
    failures += 1
    return .seconds(max(0, seconds) * (1 + share))
  }

  private static func power(_ base: Double, _ exponent: Int) -> Double {
    var result = 1.0
    for _ in 0..<exponent { result *= base }
    return result
  }
}

extension Duration {
  /// The duration in seconds.
  public var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}

/// SplitMix64 (Steele, Lea, Flood, OOPSLA 2014, doi:10.1145/2660193.2660195): a small generator with a seed, for jitter only.
struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Uniform in 0 ..< 1.
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }
}
