import NIOCore
import NIOPosix
import NIOSSL
public import NTRIPProtocol
import Synchronization

/// A small caster for tests and for the simulated network: it serves streams made in this process to any number of clients.
///
/// Versions 1 and 2, sourcetable, Basic authentication, TLS. A client that does not read is dropped when its bounded buffer is full: it never
/// holds up another. It takes no streams from outside and keeps no accounts; it is not meant for a public network.
///
/// ```swift
/// let caster = NTRIPCaster(mountpoints: [SourcetableStream(mountpoint: "SIM01", identifier: "invented")])
/// async let serving: Void = caster.run { port in print("listening on \(port)") }
/// for await bytes in stream { caster.publish(bytes, to: "SIM01") }
/// ```
public final class NTRIPCaster: Sendable {
  /// How a caster runs.
  public struct Configuration: Sendable {
    /// The address to listen at.
    public var host = "127.0.0.1"
    /// The port; 0 for any that is free.
    public var port = 0
    /// PEM files of the certificate chain and its key, for TLS.
    public var certificate: (chain: String, key: String)?
    /// Who may have streams; empty: everyone.
    public var accounts: [NTRIPCredentials] = []
    /// How many bytes may wait for one client before it is dropped. 256 KiB: two minutes of a four-system station.
    public var clientBufferBytes = 262_144
    /// How many connections there may be; more are closed at once.
    public var connectionLimit = 2000
    /// How long a client may take for its request.
    public var requestTimeout = Duration.seconds(10)

    /// The defaults: loopback, any port, everyone.
    public init() {}
  }

  let configuration: Configuration
  private let mountpoints: [String: SourcetableStream]
  private let order: [String]
  private let onPosition: @Sendable (_ mountpoint: String, _ sentence: String) -> Void
  private let state = Mutex(State())

  private struct State {
    var connections: [ObjectIdentifier: any Channel] = [:]
    var clients: [String: [ObjectIdentifier: any Channel]] = [:]
    var faults: [String: CasterFault] = [:]
    var isClosing = false
  }

  /// A caster for these mountpoints. `onPosition` gets each GGA sentence that a client sends.
  public init(
    configuration: Configuration = Configuration(), mountpoints: [SourcetableStream],
    onPosition: @escaping @Sendable (_ mountpoint: String, _ sentence: String) -> Void = { _, _ in }
  ) {
    self.configuration = configuration
    self.mountpoints = Dictionary(mountpoints.map { ($0.mountpoint, $0) }, uniquingKeysWith: { first, _ in first })
    order = mountpoints.map(\.mountpoint)
    self.onPosition = onPosition
  }

  /// Listens and serves until the task is cancelled; `onStart` gets the port. Throws a ``StreamFailure`` when it cannot listen.
  public func run(onStart: @Sendable (_ port: Int) async -> Void = { _ in }) async throws {
    let tls = try configuration.certificate.map { try Self.context(chain: $0.chain, key: $0.key) }
    let address = "\(configuration.host):\(configuration.port)"
    let bufferBytes = max(2, configuration.clientBufferBytes)
    let server: any Channel
    do {
      server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .serverChannelOption(.backlog, value: 1024)
        .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
        .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
        .childChannelOption(.writeBufferWaterMark, value: .init(low: bufferBytes / 2, high: bufferBytes))
        .childChannelOption(.recvAllocator, value: AdaptiveRecvByteBufferAllocator(minimum: 512, initial: 1024, maximum: 8192))
        .childChannelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls)) }
            try channel.pipeline.syncOperations.addHandler(CasterConnectionHandler(caster: self))
          }
        }
        .bind(host: configuration.host, port: configuration.port).get()
    } catch {
      throw StreamFailure(connecting: error, to: StreamEndpoint(host: configuration.host, port: configuration.port), within: .zero)
    }
    state.withLock { $0.isClosing = false }
    guard let port = server.localAddress?.port else { throw StreamFailure.cannotConnect(address: address, reason: "no port") }
    await withTaskCancellationHandler {
      await onStart(port)
      // Ends when the channel is closed, by cancellation or by an error of the listening socket.
      _ = try? await server.closeFuture.get()
    } onCancel: {
      server.close(promise: nil)
    }
    let open = state.withLock { state in
      state.isClosing = true
      return Array(state.connections.values)
    }
    for channel in open { channel.close(promise: nil) }
    for channel in open { _ = try? await channel.closeFuture.get() }
  }

  /// Sends bytes to the clients of a mountpoint that are connected now. Never waits.
  public func publish(_ bytes: [UInt8], to mountpoint: String) {
    if bytes.isEmpty { return }
    let channels = state.withLock { $0.clients[mountpoint].map { Array($0.values) } ?? [] }
    let data = ByteBuffer(bytes: bytes)
    for channel in channels { channel.writeAndFlush(data, promise: nil) }
  }

  /// Publishes a sequence to its end, or until the task is cancelled.
  public func publish<Pieces: AsyncSequence>(_ pieces: Pieces, to mountpoint: String) async throws where Pieces.Element == [UInt8] {
    for try await bytes in pieces { publish(bytes, to: mountpoint) }
  }

  /// How many clients a mountpoint has.
  public func clientCount(of mountpoint: String) -> Int { state.withLock { $0.clients[mountpoint]?.count ?? 0 } }

  /// How many connections there are, of whatever state.
  public var connectionCount: Int { state.withLock { $0.connections.count } }

  /// Does something wrong at a mountpoint from now on; `nil` ends it. Header faults meet clients that come, the others those there are, too.
  public func setFault(_ fault: CasterFault?, at mountpoint: String) { state.withLock { $0.faults[mountpoint] = fault } }

  // MARK: For the connections

  func fault(at mountpoint: String) -> CasterFault? { state.withLock { $0.faults[mountpoint] } }

  func serves(_ mountpoint: String) -> Bool { mountpoints[mountpoint] != nil }

  var sourcetableLines: [String] {
    order.compactMap { name in
      guard var stream = mountpoints[name] else { return nil }
      if !configuration.accounts.isEmpty { stream.authentication = "B" }
      return stream.line
    }
  }

  func admits(_ credentials: NTRIPCredentials?) -> Bool {
    if configuration.accounts.isEmpty { return true }
    guard let credentials else { return false }
    return configuration.accounts.contains(credentials)
  }

  func position(_ sentence: String, at mountpoint: String) { onPosition(mountpoint, sentence) }

  /// False when there is no room.
  func add(_ channel: any Channel) -> Bool {
    state.withLock { state in
      guard !state.isClosing, state.connections.count < configuration.connectionLimit else { return false }
      state.connections[ObjectIdentifier(channel)] = channel
      return true
    }
  }

  func subscribe(_ channel: any Channel, to mountpoint: String) {
    state.withLock { $0.clients[mountpoint, default: [:]][ObjectIdentifier(channel)] = channel }
  }

  func remove(_ channel: any Channel, from mountpoint: String?) {
    state.withLock { state in
      state.connections[ObjectIdentifier(channel)] = nil
      if let mountpoint { state.clients[mountpoint]?[ObjectIdentifier(channel)] = nil }
    }
  }

  private static func context(chain: String, key: String) throws(StreamFailure) -> NIOSSLContext {
    do {
      let certificates = try NIOSSLCertificate.fromPEMFile(chain).map { NIOSSLCertificateSource.certificate($0) }
      let key = try NIOSSLPrivateKey(file: key, format: .pem)
      return try NIOSSLContext(
        configuration: TLSConfiguration.makeServerConfiguration(certificateChain: certificates, privateKey: .privateKey(key)))
    } catch {
      throw .configuration(reason: "certificate \(chain) or its key: \(error)")
    }
  }
}
