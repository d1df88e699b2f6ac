/// The version of the protocol that a client speaks.
public enum NTRIPVersion: Int, Sendable, Hashable, CaseIterable {
  /// NTRIP 1.0 (RTCM 10410.0): HTTP/1.0-like, `ICY 200 OK`.
  case v1 = 1
  /// NTRIP 2.0 (RTCM 10410.1): HTTP/1.1.
  case v2 = 2
}

/// A request for a mountpoint's stream or for the sourcetable.
///
/// Nothing here can smuggle a line into the request: the initialiser refuses control characters and blanks where they would.
public struct NTRIPRequest: Sendable, Hashable {
  /// The host name or address, for the `Host` line.
  public let host: String
  /// The port, for the `Host` line.
  public let port: Int
  /// The mountpoint; `nil` asks for the sourcetable.
  public let mountpoint: String?
  /// The version to speak. An answer of the other version is understood all the same.
  public let version: NTRIPVersion
  /// User and password, when the caster wants them.
  public let credentials: NTRIPCredentials?
  /// The agent's name after `NTRIP `, which casters insist on.
  public let agent: String
  /// A position to send with a version 2 request as `Ntrip-GGA`; without the line's end.
  public let position: String?

  /// A request; throws ``StreamFailure/configuration(reason:)`` when a text cannot stand in a request line.
  public init(
    host: String, port: Int, mountpoint: String?, version: NTRIPVersion, credentials: NTRIPCredentials? = nil,
    agent: String = "Jizhun/0.1", position: String? = nil
  ) throws(StreamFailure) {
    func check(_ text: String, _ what: String, blanks: Bool = false) throws(StreamFailure) {
      let isClean = text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F || blanks && $0 == 0x20 }
      if text.isEmpty || !isClean { throw .configuration(reason: "\(what) is empty or holds a blank or control character") }
    }
    try check(host, "host")
    guard 1...65535 ~= port else { throw .configuration(reason: "port \(port) is not in 1…65535") }
    if let mountpoint { try check(mountpoint, "mountpoint") }
    try check(agent, "agent", blanks: true)
    if let position { try check(position, "position") }
    if let user = credentials?.user, user.contains(":") || user.utf8.contains(where: { $0 < 0x20 }) {
      throw .configuration(reason: "the user name holds a colon or a control character")
    }
    self.host = host
    self.port = port
    self.mountpoint = mountpoint
    self.version = version
    self.credentials = credentials
    self.agent = agent
    self.position = position
  }

  /// The bytes to send. No `Transfer-Encoding`: a GET has no body, and some casters answer an error to it.
  public var bytes: [UInt8] {
    var lines: [String] = []
    let path = "/" + (mountpoint ?? "")
    switch version {
    case .v1: lines.append("GET \(path) HTTP/1.0")
    case .v2:
      lines.append("GET \(path) HTTP/1.1")
      lines.append("Host: \(host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host):\(port)")
      lines.append("Ntrip-Version: Ntrip/2.0")
    }
    lines.append("User-Agent: NTRIP \(agent)")
    lines.append("Accept: */*")
    if let credentials { lines.append("Authorization: \(credentials.authorization.reveal())") }
    if version == .v2 {
      if let position { lines.append("Ntrip-GGA: \(position)") }
      lines.append("Connection: close")
    }
    return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
  }

  /// What must not appear in an excerpt of the answer.
  var secrets: [Secret] {
    guard let credentials else { return [] }
    return [Secret(String(credentials.authorization.reveal().dropFirst("Basic ".count))), credentials.password]
  }
}
