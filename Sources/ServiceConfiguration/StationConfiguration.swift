import Bilingual
import Geodesy

/// One station as the operator describes it.
public struct StationConfiguration: Sendable, Equatable {
  /// A short identifier, unique in the network: letters, digits, `-`, `_`, `.`.
  public var id: String
  /// Its name.
  public var name: BilingualText
  /// The position of its antenna reference point, on CGCS2000; nil when it is not known (a replayed file).
  public var position: GeodeticPosition?
  /// Where its data comes from.
  public var source: SourceConfiguration
  /// The antenna that should be there, as 1008 or 1033 writes it.
  public var antenna: String?
  /// The receiver that should be there, as 1033 writes it.
  public var receiver: String?
  /// Seconds between epochs; nil to learn it from the stream.
  public var interval: Double?
  /// The limits.
  public var policy: Policy

  /// A station.
  public init(
    id: String, name: BilingualText, position: GeodeticPosition? = nil, source: SourceConfiguration, antenna: String? = nil,
    receiver: String? = nil, interval: Double? = nil, policy: Policy = Policy()
  ) {
    self.id = id
    self.name = name
    self.position = position
    self.source = source
    self.antenna = antenna
    self.receiver = receiver
    self.interval = interval
    self.policy = policy
  }
}

/// Where a station's bytes come from.
public enum SourceConfiguration: Sendable, Equatable {
  /// A mountpoint of an NTRIP caster.
  case ntrip(NTRIP)
  /// A raw TCP server.
  case tcp(host: String, port: Int)
  /// A file, played at a speed (1 is real time).
  case file(path: String, speed: Double)
  /// Bytes that the program itself makes or reads; the text says which.
  case inProcess(String)

  /// A mountpoint.
  public struct NTRIP: Sendable, Equatable {
    /// Host name or address.
    public var host: String
    /// TCP port.
    public var port = 2101
    /// Over TLS.
    public var tls = false
    /// The mountpoint.
    public var mountpoint: String
    /// Protocol version, 1 or 2; nil tries 2 and falls back.
    public var version: Int?
    /// The user; nil for an open caster.
    public var user: String?
    /// Where the password is; it is never part of the configuration itself.
    public var password: PasswordSource?
    /// Send the station's position upstream (needed by mountpoints that choose by position).
    public var sendPosition = false

    /// A mountpoint.
    public init(host: String, mountpoint: String) {
      self.host = host
      self.mountpoint = mountpoint
    }
  }

  /// Where a password is found.
  public enum PasswordSource: Sendable, Equatable {
    /// In an environment variable.
    case environment(String)
    /// In the first line of a file.
    case file(String)
  }

  /// The source in one line, without user and password.
  public var summary: String {
    switch self {
    case .ntrip(let ntrip): "\(ntrip.tls ? "ntrips" : "ntrip")://\(ntrip.host):\(ntrip.port)/\(ntrip.mountpoint)"
    case .tcp(let host, let port): "tcp://\(host):\(port)"
    case .file(let path, _): "file:\(path)"
    case .inProcess(let text): text
    }
  }
}
