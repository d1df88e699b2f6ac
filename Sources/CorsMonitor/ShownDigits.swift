/// How many decimals the API shows of a quantity: as many as a receiver, a stream or a clock can mean, without the noise of binary arithmetic.
///
/// `docs/api.md` lists them.
struct ShownDigits: Sendable {
  /// 1 over the least step shown.
  fileprivate let scale: Double

  /// Latitude and longitude: 1e-9°, 0.1 mm on the ground, as fine as 1005 states a point.
  static let degrees = ShownDigits(scale: 1e9)
  /// Heights, distances: 0.1 mm.
  static let meters = ShownDigits(scale: 1e4)
  /// Latencies and waits: 0.1 ms.
  static let seconds = ShownDigits(scale: 1e4)
  /// Ratios from 0 to 1: 1e-4.
  static let ratio = ShownDigits(scale: 1e4)
  /// Rates over ten seconds and the mean time between messages: 0.01.
  static let rate = ShownDigits(scale: 100)
  /// C/N0, dB-Hz: 0.01.
  static let cn0 = ShownDigits(scale: 100)
  /// Azimuth and elevation: 0.1°.
  static let direction = ShownDigits(scale: 10)
  /// What a reason found, whatever its unit: 1e-4.
  static let reason = ShownDigits(scale: 1e4)
  /// Values of a history, whatever their unit: 1e-6.
  static let series = ShownDigits(scale: 1e6)
}

extension Double {
  /// The double nearest to the value with so many decimals: what prints as that, not as 112.90000000000002.
  func shown(_ digits: ShownDigits) -> Double { (self * digits.scale).rounded() / digits.scale }
}
