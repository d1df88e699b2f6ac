import Glibc

/// Numbers that look random and are the same on every machine and in every run: SplitMix64.
///
/// Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014, doi 10.1145/2660193.2660195.
struct RandomNumbers: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// A sequence; nearby seeds give unrelated sequences.
  init(seed: UInt64) { state = seed }

  /// The sequence that belongs to several numbers together, such as a seed, a satellite and a time.
  init(seed: UInt64, _ parts: UInt64...) {
    state = seed
    for part in parts { state = next() ^ part }
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Uniform in 0 ..< 1, in steps of 2⁻⁵³.
  mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Uniform in a range.
  mutating func uniform(_ range: ClosedRange<Double>) -> Double { range.lowerBound + (range.upperBound - range.lowerBound) * uniform() }

  /// Normally distributed with mean 0 and variance 1 (Box and Muller 1958, doi 10.1214/aoms/1177706645).
  mutating func gaussian() -> Double {
    let radius = (-2 * log(1 - uniform())).squareRoot()
    return radius * cos(2 * .pi * uniform())
  }
}
