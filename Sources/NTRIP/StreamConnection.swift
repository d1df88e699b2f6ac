import NIOCore
import NIOPosix
import NIOSSL
import NTRIPProtocol
import Synchronization

/// Opens connections. Names are resolved on threads of their own, so that a name server that does not answer delays no other station's data.
enum StreamConnection {
  typealias Stream = NIOAsyncChannel<StreamItem, ByteBuffer>

  /// Threads for `getaddrinfo`, which can keep one for half a minute. Never shut down: they live as long as the process.
  private static let resolvers: NIOThreadPool = {
    let pool = NIOThreadPool(numberOfThreads: 4)
    pool.start()
    return pool
  }()

  /// The reads that may wait for a slow station: ten of at most 16 KiB, and one round of reads more.
  private static let waterMarks = NIOAsyncSequenceProducerBackPressureStrategies.HighLowWatermark(lowWatermark: 2, highWatermark: 10)

  /// Connects; throws a ``StreamFailure``, or `CancellationError`.
  static func open(
    _ endpoint: StreamEndpoint, tls: NIOSSLContext?, timeouts: StreamTimeouts, group: any EventLoopGroup,
    makeHandler: @escaping @Sendable () -> StreamClientHandler
  ) async throws -> Stream {
    let loop = group.next()
    let started = NIODeadline.now()
    let address = try await resolve(endpoint, on: loop, within: timeouts.connect)
    let left = TimeAmount(timeouts.connect) - (NIODeadline.now() - started)
    let abort = Abort()
    let bootstrap = ClientBootstrap(group: loop)
      .connectTimeout(max(left, .milliseconds(1)))
      .channelOption(.tcpOption(.tcp_nodelay), value: 1)
      // Finds a peer that vanished even when silence is allowed for long.
      .channelOption(.socketOption(.so_keepalive), value: 1)
      .channelOption(.recvAllocator, value: AdaptiveRecvByteBufferAllocator(minimum: 1024, initial: 4096, maximum: 16384))
    do {
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
    } catch {
      if Task.isCancelled { throw CancellationError() }
      throw StreamFailure(connecting: error, to: endpoint, within: timeouts.connect)
    }
  }

  /// The first address of a host, in the order of RFC 6724, which puts those without a route last.
  private static func resolve(_ endpoint: StreamEndpoint, on loop: any EventLoop, within limit: Duration) async throws -> SocketAddress {
    if let address = try? SocketAddress(ipAddress: endpoint.host, port: endpoint.port) { return address }
    let promise = loop.makePromise(of: SocketAddress.self)
    let timer = loop.scheduleTask(in: TimeAmount(limit)) { promise.fail(StreamFailure.nameNotResolved(host: endpoint.host)) }
    resolvers.submit { state in
      guard case .active = state else { return promise.fail(CancellationError()) }
      promise.completeWith(
        Result { try SocketAddress.makeAddressResolvingHost(endpoint.host, port: endpoint.port) }
          .mapError { _ in StreamFailure.nameNotResolved(host: endpoint.host) })
    }
    defer { timer.cancel() }
    // The first to complete the promise counts: address, time-out or cancellation.
    return try await withTaskCancellationHandler {
      try await promise.futureResult.get()
    } onCancel: {
      promise.fail(CancellationError())
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
