/// When bytes came: the host's UTC clock in nanoseconds since 1970-01-01 (POSIX, without leap seconds).
///
/// Only the service shell reads that clock. Latency is this time against the GNSS time in the data, so the host must keep its clock by
/// NTP or better.
public struct ArrivalTime: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Nanoseconds since 1970-01-01 00:00 UTC.
  public var unixNanoseconds: Int64

  /// From nanoseconds since 1970-01-01 00:00 UTC.
  public init(unixNanoseconds: Int64) { self.unixNanoseconds = unixNanoseconds }

  /// In order of time.
  public static func < (a: Self, b: Self) -> Bool { a.unixNanoseconds < b.unixNanoseconds }

  /// Seconds of the UTC day, 0 ..< 86 400.
  public var secondsOfDay: Double {
    let day: Int64 = 86_400_000_000_000
    let within = unixNanoseconds % day
    return Double(within < 0 ? within + day : within) * 1e-9
  }

  /// Unix seconds with nine decimals.
  public var description: String {
    let magnitude = unixNanoseconds.magnitude
    let fraction = String(magnitude % 1_000_000_000)
    return (unixNanoseconds < 0 ? "-" : "") + "\(magnitude / 1_000_000_000)." + String(repeating: "0", count: 9 - fraction.count) + fraction
  }
}
