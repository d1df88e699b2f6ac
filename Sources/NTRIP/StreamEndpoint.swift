import NTRIPProtocol

/// Where a stream is to be had.
public struct StreamEndpoint: Sendable, Hashable, CustomStringConvertible {
  /// Host name or address.
  public var host: String
  /// Port.
  public var port: Int
  /// TLS, when wanted.
  public var tls: TLSSettings?

  /// Where a stream is to be had.
  public init(host: String, port: Int, tls: TLSSettings? = nil) {
    self.host = host
    self.port = port
    self.tls = tls
  }

  /// `host:port`.
  public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

/// How the server's certificate is judged. It is always judged: chain and host name.
public struct TLSSettings: Sendable, Hashable {
  /// A PEM file of certificates to trust in place of the system's, for casters with a certificate of their own authority.
  public var trustedCertificates: String?

  /// Trusts the system's authorities, or those of a PEM file.
  public init(trustedCertificates: String? = nil) { self.trustedCertificates = trustedCertificates }
}

/// The times that a connection is given.
public struct StreamTimeouts: Sendable, Hashable {
  /// Name resolution and connection together. 10 s: three times a retransmitted SYN.
  public var connect: Duration
  /// From the connection to the end of the caster's answer, TLS included. 15 s: casters look up accounts elsewhere.
  public var answer: Duration
  /// Without a byte of the stream. 20 s: stations send each second; BNC uses the same.
  public var silence: Duration

  /// See the properties for the defaults' reasons.
  public init(connect: Duration = .seconds(10), answer: Duration = .seconds(15), silence: Duration = .seconds(20)) {
    self.connect = connect
    self.answer = answer
    self.silence = silence
  }
}

/// The position that a network-RTK caster is told.
public struct StreamPosition: Sendable, Hashable {
  /// Latitude in degrees.
  public var latitudeDegrees: Double
  /// Longitude in degrees.
  public var longitudeDegrees: Double
  /// Height above the geoid in metres.
  public var seaLevelHeight: Double
  /// How often it is sent after the first time. 10 s: casters drop a client that is silent for a minute.
  public var interval: Duration

  /// A position to be sent.
  public init(latitudeDegrees: Double, longitudeDegrees: Double, seaLevelHeight: Double, interval: Duration = .seconds(10)) {
    self.latitudeDegrees = latitudeDegrees
    self.longitudeDegrees = longitudeDegrees
    self.seaLevelHeight = seaLevelHeight
    self.interval = interval
  }

  /// The GGA sentence at an instant; `nil` for a position off the Earth.
  func sentence(at time: ArrivalTime) -> String? {
    GGASentence.text(
      latitudeDegrees: latitudeDegrees, longitudeDegrees: longitudeDegrees, seaLevelHeight: seaLevelHeight,
      secondsOfDay: time.secondsOfDay)
  }
}
