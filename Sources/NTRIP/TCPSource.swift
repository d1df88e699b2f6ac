public import NIOCore
import NIOPosix
public import NTRIPProtocol

/// A raw TCP stream: a receiver's or a converter's port that sends without being asked.
public struct TCPSource: StreamSource, CustomStringConvertible {
  /// The port to connect to.
  public var endpoint: StreamEndpoint
  /// The times that a connection is given; `answer` does not matter.
  public var timeouts: StreamTimeouts
  /// When to connect again.
  public var policy: ReconnectPolicy
  /// The seed of the jitter; give each station another.
  public var seed: UInt64
  /// The clocks.
  public var clock: StreamClock
  private let group: any EventLoopGroup

  /// A raw TCP stream. `group` runs the sockets; the default is shared by the process.
  public init(
    endpoint: StreamEndpoint, timeouts: StreamTimeouts = StreamTimeouts(), policy: ReconnectPolicy = ReconnectPolicy(), seed: UInt64 = 0,
    clock: StreamClock = .system, group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton
  ) {
    self.endpoint = endpoint
    self.timeouts = timeouts
    self.policy = policy
    self.seed = seed
    self.clock = clock
    self.group = group
  }

  /// Brings the stream until the task is cancelled; see ``StreamSource/run(_:)``.
  public func run(_ deliver: @escaping @Sendable (StreamEvent) async -> Void) async {
    await ReconnectingStream(
      endpoint: endpoint, request: nil, position: nil, timeouts: timeouts, policy: policy, seed: seed, clock: clock, group: group
    ).run(deliver)
  }

  /// `tcp://host:port`.
  public var description: String { "tcp://\(endpoint)" }
}
