/// An instant, in integer nanoseconds of GPS time since 1980-01-06 00:00:00 GPST.
///
/// One continuous scale for all systems; the other scales are views of it (`TimeScale`). The range is ±292 years.
public struct GNSSTime: Hashable, Sendable, BitwiseCopyable, Comparable {
  /// Nanoseconds of GPST since 1980-01-06.
  public var nanoseconds: Int64

  /// An instant from nanoseconds of GPST since 1980-01-06.
  @inlinable
  public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// An instant from a full (not rolled-over) GPS week and the nanoseconds within it, which may exceed a week.
  @inlinable
  public init(gpsWeek: Int, nanosecondsOfWeek: Int64) {
    nanoseconds = Int64(gpsWeek) * Self.nanosecondsPerWeek + nanosecondsOfWeek
  }

  /// An instant from a full GPS week and seconds within it, rounded to a nanosecond.
  @inlinable
  public init(gpsWeek: Int, secondsOfWeek: Double) {
    self.init(gpsWeek: gpsWeek, nanosecondsOfWeek: Int64((secondsOfWeek * 1e9).rounded()))
  }

  /// 604 800 s.
  public static let nanosecondsPerWeek: Int64 = 604_800_000_000_000
  /// 86 400 s.
  public static let nanosecondsPerDay: Int64 = 86_400_000_000_000

  /// The full GPS week; negative before 1980.
  @inlinable
  public var gpsWeek: Int {
    let (q, r) = nanoseconds.quotientAndRemainder(dividingBy: Self.nanosecondsPerWeek)
    return Int(r < 0 ? q - 1 : q)
  }

  /// Nanoseconds since the start of the GPS week, 0 ..< 604 800e9.
  @inlinable
  public var nanosecondsOfWeek: Int64 { nanoseconds - Int64(gpsWeek) * Self.nanosecondsPerWeek }

  /// Seconds since the start of the GPS week.
  @inlinable
  public var secondsOfWeek: Double { Double(nanosecondsOfWeek) * 1e-9 }

  /// Seconds from `other` to this instant.
  @inlinable
  public func seconds(since other: GNSSTime) -> Double { Double(nanoseconds - other.nanoseconds) * 1e-9 }

  /// This instant plus seconds, rounded to a nanosecond.
  @inlinable
  public func advanced(bySeconds seconds: Double) -> GNSSTime {
    GNSSTime(nanoseconds: nanoseconds + Int64((seconds * 1e9).rounded()))
  }

  /// In order of time.
  @inlinable
  public static func < (a: Self, b: Self) -> Bool { a.nanoseconds < b.nanoseconds }
}
