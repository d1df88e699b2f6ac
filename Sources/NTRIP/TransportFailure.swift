import Glibc
import NIOCore
import NIOSSL
import NTRIPProtocol

extension StreamFailure {
  /// An error of a connection that stood.
  init(connection error: any Error) {
    switch error {
    case let failure as StreamFailure: self = failure
    case let error as IOError: self = .connectionLost(Self.words(error.errnoCode))
    case let error as NIOSSLError: self = .tlsRefused(Self.words(error))
    case let error as NIOSSLExtraError: self = .tlsRefused(String(describing: error))
    case let error as BoringSSLError: self = .tlsRefused(String(describing: error))
    default: self = .connectionLost(String(describing: error))
    }
  }

  /// An error while connecting.
  init(connecting error: any Error, to endpoint: StreamEndpoint, within limit: Duration) {
    switch error {
    case let failure as StreamFailure: self = failure
    case ChannelError.connectTimeout: self = .connectTimedOut(seconds: limit.inSeconds)
    case let error as IOError: self = .cannotConnect(address: endpoint.description, reason: Self.words(error.errnoCode))
    case let error as NIOSSLError: self = .tlsRefused(Self.words(error))
    case let error as NIOSSLExtraError: self = .tlsRefused(String(describing: error))
    default: self = .cannotConnect(address: endpoint.description, reason: String(describing: error))
    }
  }

  /// TLS was cut off without its closing message.
  static func isUncleanEnd(_ error: any Error) -> Bool {
    if case NIOSSLError.uncleanShutdown = error { true } else { false }
  }

  private static func words(_ error: NIOSSLError) -> String {
    if case .handshakeFailed(let cause) = error { return String(describing: cause) }
    return String(describing: error)
  }

  /// The operating system's words for an error number.
  static func words(_ number: CInt) -> String {
    // glibc's strerror keeps its text per thread (since 2.32).
    strerror(number).map { String(cString: $0) } ?? "errno \(number)"
  }
}
