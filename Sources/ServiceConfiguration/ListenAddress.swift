/// Where the service listens.
public struct ListenAddress: Sendable, Equatable {
  /// Host name or address; loopback by default: the service has no log-in of its own.
  public var host = "127.0.0.1"
  /// TCP port; 0 takes a free one.
  public var port = 8080

  /// The default address.
  public init() {}

  /// An address.
  public init(host: String, port: Int) {
    self.host = host
    self.port = port
  }
}
