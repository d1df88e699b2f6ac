import NIOCore
import NIOPosix
import NIOSSL
import NTRIPProtocol
import Synchronization

/// Opens connections.
enum StreamConnection {
  typealias Stream = NIOAsyncChannel<StreamItem, ByteBuffer>

  /// The reads that may wait for a slow station: ten of at most 16 KiB, and one round of reads more.
  private static let waterMarks = NIOAsyncSequenceProducerBackPressureStrategies.HighLowWatermark(lowWatermark: 2, highWatermark: 10)

  /// Connects to the first address of the host that answers; throws the ``StreamFailure`` of the last one, or `CancellationError`.
  static func open(
    _ endpoint: StreamEndpoint, tls: NIOSSLContext?, timeouts: StreamTimeouts, group: any EventLoopGroup,
    makeHandler: @escaping @Sendable () -> StreamClientHandler
  ) async throws -> Stream {
    let loop = group.next()
    let started = NIODeadline.now()
    let addresses = try await AddressResolution.addresses(of: endpoint, on: loop, within: timeouts.connect)
    return try await open(
      endpoint, at: addresses, tls: tls, timeouts: timeouts, until: started + TimeAmount(timeouts.connect), on: loop,
      makeHandler: makeHandler)
  }

  /// Tries one address after another: an IPv6 address without a way to it must not hide the IPv4 address beside it. Not two at once, as
  /// RFC 8305 has it: a caster may take the second connection for a second log-in, and refuse both.
  static func open(
    _ endpoint: StreamEndpoint, at addresses: [SocketAddress], tls: NIOSSLContext?, timeouts: StreamTimeouts, until deadline: NIODeadline,
    on loop: any EventLoop, makeHandler: @escaping @Sendable () -> StreamClientHandler
  ) async throws -> Stream {
    var failure = StreamFailure.nameNotResolved(host: endpoint.host)
    for (index, address) in addresses.enumerated() {
      let left = deadline - NIODeadline.now()
      // The last address gets all the time that is left; of two, the first gets a quarter: 2.5 of 10 s, time for a lost SYN to be sent again.
      let others = Int64(addresses.count - 1 - index)
      let share = others == 0 ? left : .nanoseconds(left.nanoseconds / (2 + 2 * others))
      do {
        return try await connect(endpoint, address, tls: tls, within: max(share, .milliseconds(1)), on: loop, makeHandler: makeHandler)
      } catch {
        if Task.isCancelled { throw CancellationError() }
        failure = StreamFailure(connecting: error, to: endpoint, within: timeouts.connect)
      }
    }
    throw failure
  }

  private static func connect(
    _ endpoint: StreamEndpoint, _ address: SocketAddress, tls: NIOSSLContext?, within limit: TimeAmount, on loop: any EventLoop,
    makeHandler: @escaping @Sendable () -> StreamClientHandler
  ) async throws -> Stream {
    let abort = Abort()
    let bootstrap = ClientBootstrap(group: loop)
      .connectTimeout(limit)
      .channelOption(.tcpOption(.tcp_nodelay), value: 1)
      // Finds a peer that vanished even when silence is allowed for long.
      .channelOption(.socketOption(.so_keepalive), value: 1)
      .channelOption(.recvAllocator, value: AdaptiveRecvByteBufferAllocator(minimum: 1024, initial: 4096, maximum: 16384))
    return try await withTaskCancellationHandler {
      try Task.checkCancellation()
      return try await bootstrap.connect(to: address) { channel in
        abort.guarding(channel)
        return channel.eventLoop.makeCompletedFuture {
          if let tls {
            // A name is checked against the certificate; without one the address is.
            let isAddress = (try? SocketAddress(ipAddress: endpoint.host, port: 0)) != nil
            try channel.pipeline.syncOperations.addHandler(
              NIOSSLClientHandler(context: tls, serverHostname: isAddress ? nil : endpoint.host))
          }
          try channel.pipeline.syncOperations.addHandler(makeHandler())
          return try Stream(
            wrappingChannelSynchronously: channel, configuration: .init(backPressureStrategy: waterMarks))
        }
      }
    } onCancel: {
      abort.abort()
    }
  }

  /// Closes a channel that is still connecting when the task is cancelled.
  private final class Abort: Sendable {
    private struct State {
      var isAborted = false
      var channel: (any Channel)?
    }
    private let state = Mutex(State())

    func guarding(_ channel: any Channel) {
      let isAborted = state.withLock { state in
        state.channel = channel
        return state.isAborted
      }
      if isAborted { channel.close(promise: nil) }
    }

    func abort() {
      let channel = state.withLock { state in
        state.isAborted = true
        return state.channel
      }
      channel?.close(promise: nil)
    }
  }

  /// The certificates to trust, read for each attempt, so that a renewed file is taken without a restart.
  static func context(_ settings: TLSSettings) throws(StreamFailure) -> NIOSSLContext {
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.certificateVerification = .fullVerification
    configuration.minimumTLSVersion = .tlsv12
    // A peer that does not answer the closing message must not hold up a cancelled task.
    configuration.shutdownTimeout = .seconds(1)
    if let path = settings.trustedCertificates { configuration.trustRoots = .file(path) }
    do { return try NIOSSLContext(configuration: configuration) } catch {
      throw .configuration(reason: "trusted certificates \(settings.trustedCertificates ?? "of the system"): \(error)")
    }
  }
}
