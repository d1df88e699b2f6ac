/// The phase lock time indicators (DF402 and DF407 of multiple signal messages; DF013, DF019, DF043 and DF049 of the older ones; RTCM 10403.3,
/// tables for each): an indicator stands for a range of times since the last slip, minimum ≤ t < limit, in milliseconds.
public enum LockTime {
  /// The range of a four-bit indicator (DF402): 0, 32, 64 … 524 288 ms. The last has no limit.
  @inline(__always)
  public static func range(df402 indicator: UInt16) -> (minimum_ms: UInt32, limit_ms: UInt32) {
    let i = UInt32(min(indicator, 15))
    // 0 would be 16, which is cleared.
    return (16 &<< i & ~31, i == 15 ? .max : 32 &<< i)
  }

  /// The range of a ten-bit indicator (DF407): below 64 the indicator in milliseconds; then 32 steps per doubling; 704 has no limit.
  /// The reserved indicators above 704 are read as 704.
  @inline(__always)
  public static func range(df407 indicator: UInt16) -> (minimum_ms: UInt32, limit_ms: UInt32) {
    let i = UInt32(min(indicator, 704))
    // The steps are 2^k ms: 1 ms up to 63, then twice as long every 32 indicators.
    let k = max(i / 32, 1) &- 1
    let steps = i &- 32 &* k
    return (steps &<< k, i == 704 ? .max : (steps &+ 1) &<< k)
  }

  /// The ranges by indicator, for those who need them by the million.
  static let df402Ranges: [Range] = (0..<16).map { Range(range(df402: $0)) }
  static let df407Ranges: [Range] = (0..<1024).map { Range(range(df407: $0)) }

  /// A range, eight bytes.
  struct Range: BitwiseCopyable {
    let minimum_ms: UInt32
    let limit_ms: UInt32

    init(_ range: (minimum_ms: UInt32, limit_ms: UInt32)) { (minimum_ms, limit_ms) = range }
  }

  /// The range of a seven-bit indicator (DF013, DF019, DF043, DF049; table 3.4-2): whole seconds below 24, then coarser; 127 has no limit.
  public static func range(df013 indicator: UInt8) -> (minimum_ms: UInt32, limit_ms: UInt32) {
    func minimum(_ i: UInt32) -> UInt32 {
      switch i {
      case ..<24: i * 1000
      case ..<48: (2 * i - 24) * 1000
      case ..<72: (4 * i - 120) * 1000
      case ..<96: (8 * i - 408) * 1000
      case ..<120: (16 * i - 1176) * 1000
      case ..<127: (32 * i - 3096) * 1000
      default: 937_000
      }
    }
    let i = UInt32(min(indicator, 127))
    return (minimum(i), i == 127 ? .max : minimum(i + 1))
  }

  /// The greatest four-bit indicator whose minimum is not above a lock time.
  public static func df402(lockTime_ms time: UInt32) -> UInt16 {
    time < 32 ? 0 : UInt16(min(31 - time.leadingZeroBitCount - 4, 15))
  }

  /// The greatest ten-bit indicator whose minimum is not above a lock time.
  public static func df407(lockTime_ms time: UInt32) -> UInt16 {
    guard time >= 64 else { return UInt16(time) }
    guard time < 67_108_864 else { return 704 }
    // In the octave 2^n ≤ t < 2^(n+1), n ≥ 6, the step is 2^k with k = n − 5.
    let k = UInt32(31 - time.leadingZeroBitCount - 5)
    return UInt16(time >> k + 32 * k)
  }
}
