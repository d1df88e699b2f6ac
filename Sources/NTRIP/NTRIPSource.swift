public import NIOCore
public import NTRIPProtocol
import NIOPosix

/// A mountpoint of an NTRIP caster, over TCP or TLS.
public struct NTRIPSource: StreamSource, CustomStringConvertible {
  /// The caster.
  public var endpoint: StreamEndpoint
  /// The mountpoint.
  public var mountpoint: String
  /// The version to ask in; answers of both are understood.
  public var version: NTRIPVersion
  /// User and password.
  public var credentials: NTRIPCredentials?
  /// The position for a network-RTK mountpoint, sent right after the caster's header and then at its interval.
  public var position: StreamPosition?
  /// The times that a connection is given.
  public var timeouts: StreamTimeouts
  /// When to connect again.
  public var policy: ReconnectPolicy
  /// The seed of the jitter; give each station another.
  public var seed: UInt64
  /// The clocks.
  public var clock: StreamClock
  private let group: any EventLoopGroup

  /// A mountpoint. `group` runs the sockets; the default is shared by the process.
  public init(
    endpoint: StreamEndpoint, mountpoint: String, version: NTRIPVersion = .v2, credentials: NTRIPCredentials? = nil,
    position: StreamPosition? = nil, timeouts: StreamTimeouts = StreamTimeouts(), policy: ReconnectPolicy = ReconnectPolicy(),
    seed: UInt64 = 0, clock: StreamClock = .system, group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton
  ) {
    self.endpoint = endpoint
    self.mountpoint = mountpoint
    self.version = version
    self.credentials = credentials
    self.position = position
    self.timeouts = timeouts
    self.policy = policy
    self.seed = seed
    self.clock = clock
    self.group = group
  }

  /// Brings the stream until the task is cancelled; see ``StreamSource/run(_:)``.
  public func run(_ deliver: @escaping @Sendable (StreamEvent) async -> Void) async {
    let source = self
    await ReconnectingStream(
      endpoint: endpoint, request: { () throws(StreamFailure) in try source.request(for: source.mountpoint) }, position: position,
      timeouts: timeouts, policy: policy, seed: seed, clock: clock, group: group
    ).run(deliver)
  }

  /// The caster's sourcetable, in one attempt. `mountpoint` does not matter. Throws a ``StreamFailure``, or `CancellationError`.
  public func sourcetable() async throws -> Sourcetable {
    let source = self
    let stream = try await ReconnectingStream(
      endpoint: endpoint, request: { () throws(StreamFailure) in try source.request(for: nil) }, position: nil, timeouts: timeouts,
      policy: policy, seed: seed, clock: clock, group: group
    ).open()
    return try await withTaskCancellationHandler {
      try await stream.executeThenClose { items, _ in
        for try await item in items {
          switch item {
          case .sourcetable(let table): return table
          case .failed(let failure): throw failure
          case .connected, .bytes: break
          }
        }
        try Task.checkCancellation()
        throw StreamFailure.closedByServer
      }
    } onCancel: {
      stream.channel.close(promise: nil)
    }
  }

  private func request(for mountpoint: String?) throws(StreamFailure) -> NTRIPRequest {
    var sentence: String?
    if let position, mountpoint != nil {
      sentence = position.sentence(at: clock.now())
      if sentence == nil { throw .configuration(reason: "the position to send is not on the Earth") }
    }
    return try NTRIPRequest(
      host: endpoint.host, port: endpoint.port, mountpoint: mountpoint, version: version, credentials: credentials, position: sentence)
  }

  /// `ntrip://host:port/MOUNTPOINT`, without user and password.
  public var description: String { "\(endpoint.tls == nil ? "ntrip" : "ntrips")://\(endpoint)/\(mountpoint)" }
}
