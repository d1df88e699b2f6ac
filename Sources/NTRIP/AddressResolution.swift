import Glibc
import NIOCore
import NIOPosix
import NTRIPProtocol

/// Host names to addresses, on threads of their own, so that a name server that does not answer delays no other station's data.
enum AddressResolution {
  /// Threads for `getaddrinfo`, which can keep one for half a minute. Never shut down: they live as long as the process.
  private static let resolvers: NIOThreadPool = {
    let pool = NIOThreadPool(numberOfThreads: 4)
    pool.start()
    return pool
  }()

  /// The addresses of a host in the order of RFC 6724, which puts those without a route last; at least one. Throws
  /// `StreamFailure.nameNotResolved`, also when the limit passes, or `CancellationError`.
  static func addresses(of endpoint: StreamEndpoint, on loop: any EventLoop, within limit: Duration) async throws -> [SocketAddress] {
    if let address = try? SocketAddress(ipAddress: endpoint.host, port: endpoint.port) { return [address] }
    let promise = loop.makePromise(of: [SocketAddress].self)
    let timer = loop.scheduleTask(in: TimeAmount(limit)) { promise.fail(StreamFailure.nameNotResolved(host: endpoint.host)) }
    resolvers.submit { state in
      guard case .active = state else { return promise.fail(CancellationError()) }
      let found = lookUp(endpoint.host, endpoint.port)
      if found.isEmpty { promise.fail(StreamFailure.nameNotResolved(host: endpoint.host)) } else { promise.succeed(found) }
    }
    defer { timer.cancel() }
    // The first to complete the promise counts: addresses, time-out or cancellation.
    return try await withTaskCancellationHandler {
      try await promise.futureResult.get()
    } onCancel: {
      promise.fail(CancellationError())
    }
  }

  /// What `getaddrinfo` knows for TCP, without what cannot be an address of IPv4 or IPv6; empty when it knows nothing. Blocks.
  static func lookUp(_ host: String, _ port: Int) -> [SocketAddress] {
    var hints = addrinfo()
    hints.ai_family = AF_UNSPEC
    hints.ai_socktype = CInt(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    // On success `list` is a chain of entries that live until `freeaddrinfo`; on failure it is not touched.
    guard getaddrinfo(host, String(port), &hints, &list) == 0 else { return [] }
    defer { freeaddrinfo(list) }
    var found: [SocketAddress] = []
    var next = list
    while let entry = next?.pointee, found.count < maximumCount {
      next = entry.ai_next
      guard let address = entry.ai_addr else { continue }
      // `ai_family` says which structure `ai_addr` points to (POSIX, getaddrinfo), and `ai_addrlen` is its size.
      switch entry.ai_family {
      case AF_INET where entry.ai_addrlen >= MemoryLayout<sockaddr_in>.size:
        found.append(SocketAddress(UnsafeRawPointer(address).loadUnaligned(as: sockaddr_in.self), host: host))
      case AF_INET6 where entry.ai_addrlen >= MemoryLayout<sockaddr_in6>.size:
        found.append(SocketAddress(UnsafeRawPointer(address).loadUnaligned(as: sockaddr_in6.self), host: host))
      default: continue
      }
    }
    return found
  }

  /// More addresses of one name than this are not tried: the time-out would leave none of them a second.
  private static let maximumCount = 8
}
