import Glibc
public import NTRIPProtocol

/// The clocks of the service shell, to be replaced in tests.
public struct StreamClock: Sendable {
  /// UTC now.
  public var now: @Sendable () -> ArrivalTime
  /// Time that only goes forward, from any origin.
  public var uptime: @Sendable () -> Duration
  /// Waits; throws when the task is cancelled.
  public var sleep: @Sendable (Duration) async throws -> Void

  /// Clocks of your own.
  public init(
    now: @escaping @Sendable () -> ArrivalTime, uptime: @escaping @Sendable () -> Duration,
    sleep: @escaping @Sendable (Duration) async throws -> Void
  ) {
    self.now = now
    self.uptime = uptime
    self.sleep = sleep
  }

  /// The host's clocks.
  public static let system: StreamClock = StreamClock(
    now: { ArrivalTime(unixNanoseconds: Self.read(CLOCK_REALTIME)) },
    uptime: { .nanoseconds(Self.read(CLOCK_MONOTONIC)) },
    sleep: { try await Task.sleep(for: $0) })

  private static func read(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    // Fails only for a clock that does not exist; these two are in POSIX.
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
