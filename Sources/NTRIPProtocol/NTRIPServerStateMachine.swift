/// What a client asks of a caster.
public struct NTRIPServerRequest: Sendable, Hashable {
  /// The mountpoint; `nil` for the sourcetable.
  public var mountpoint: String?
  /// The version the client speaks: 2 with an `Ntrip-Version: Ntrip/2.0` line.
  public var version: NTRIPVersion
  /// Its user and password.
  public var credentials: NTRIPCredentials?
  /// `User-Agent`, made printable.
  public var agent: String?
}

/// What comes from a client.
public enum NTRIPServerEvent: Sendable, Hashable {
  /// A request, complete.
  case request(NTRIPServerRequest)
  /// A GGA sentence, with the request or after it, without its line end.
  case position(String)
  /// Not a request that we take; answer with this status and close. Nothing follows.
  case refuse(status: Int, version: NTRIPVersion)
}

/// One client's side of a connection to a caster, as a value: no socket, no clock.
///
/// After the request only GGA lines are taken from what the client sends; the rest, such as the chunk sizes that some clients put around
/// them, is read over. Memory is bounded by ``headerLimit`` and ``lineLimit``.
public struct NTRIPServerStateMachine: Sendable {
  /// The largest request in bytes.
  public static let headerLimit = 8192
  /// The longest GGA line in bytes; NMEA 0183 allows 82, receivers with more digits send some more.
  public static let lineLimit = 160

  private enum Phase: Sendable { case requestLine, header, upstream, done }
  private var phase = Phase.requestLine
  private var line: [UInt8] = []
  private var isOverlong = false
  private var headerBytes = 0
  private var request = NTRIPServerRequest(mountpoint: nil, version: .v1)
  private var firstPosition: String?

  /// Waits for a request.
  public init() {}

  /// Takes bytes as they came; gives what they mean, in order.
  public mutating func receive(_ bytes: some Sequence<UInt8>) -> [NTRIPServerEvent] {
    var events: [NTRIPServerEvent] = []
    for byte in bytes {
      switch phase {
      case .done: return events
      case .upstream:
        if byte == 0x0A {
          if !isOverlong, let sentence = Self.sentence(line) { events.append(.position(sentence)) }
          line.removeAll(keepingCapacity: true)
          isOverlong = false
        } else if line.count < Self.lineLimit {
          line.append(byte)
        } else {
          isOverlong = true
        }
      case .requestLine, .header:
        headerBytes += 1
        if headerBytes > Self.headerLimit {
          phase = .done
          events.append(.refuse(status: 431, version: request.version))
          return events
        }
        if byte == 0x0A {
          if line.last == 0x0D { line.removeLast() }
          endHeaderLine(&events)
          line.removeAll(keepingCapacity: true)
        } else {
          line.append(byte)
        }
      }
    }
    return events
  }

  private mutating func endHeaderLine(_ events: inout [NTRIPServerEvent]) {
    if case .requestLine = phase {
      if line.isEmpty { return }
      let parts = String(decoding: line, as: UTF8.self).split(separator: " ")
      let isHTTP11 = parts.last == "HTTP/1.1"
      guard parts.count >= 2, parts[0] == "GET", parts[1].hasPrefix("/") else {
        phase = .done
        // SOURCE and POST bring streams to a caster; this one makes its own.
        let isUpload = parts.first == "SOURCE" || parts.first == "POST"
        events.append(.refuse(status: isUpload ? 501 : 400, version: isHTTP11 ? .v2 : .v1))
        return
      }
      let name = parts[1].dropFirst().prefix { $0 != "?" }
      request.mountpoint = name.isEmpty ? nil : String(name)
      phase = .header
      return
    }
    if line.isEmpty {
      phase = .upstream
      events.append(.request(request))
      if let firstPosition { events.append(.position(firstPosition)) }
      return
    }
    guard let colon = line.firstIndex(of: 0x3A) else { return }
    let value = String(decoding: line[(colon + 1)...], as: UTF8.self).trimmingBlanks
    switch String(decoding: line[..<colon], as: UTF8.self).lowercased() {
    case "ntrip-version": request.version = value.lowercased() == "ntrip/2.0" ? .v2 : .v1
    case "authorization": request.credentials = NTRIPCredentials(authorization: value)
    case "user-agent": request.agent = Excerpt.of(line[(colon + 1)...])
    case "ntrip-gga": firstPosition = Self.sentence(Array(value.utf8))
    default: break
    }
  }

  /// A GGA sentence of any talker whose checksum, if it has one, is right.
  private static func sentence(_ line: [UInt8]) -> String? {
    var line = line[...]
    while let last = line.last, last == 0x0D || last == 0x20 { line.removeLast() }
    guard line.count > 6, line.first == 0x24, line.dropFirst(3).starts(with: "GGA,".utf8), line.allSatisfy({ 0x20...0x7E ~= $0 }) else {
      return nil
    }
    if let star = line.lastIndex(of: 0x2A) {
      let sum = line[line.startIndex + 1..<star].reduce(0, ^)
      guard UInt8(String(decoding: line[(star + 1)...], as: UTF8.self), radix: 16) == sum else { return nil }
    }
    return String(decoding: line, as: UTF8.self)
  }
}

/// The answers of a caster.
public enum NTRIPServerAnswer {
  /// A stream is granted; in version 2 chunks follow.
  public static func stream(_ version: NTRIPVersion) -> [UInt8] {
    switch version {
    case .v1: Array("ICY 200 OK\r\n\r\n".utf8)
    case .v2:
      Array(
        ("HTTP/1.1 200 OK\r\nNtrip-Version: Ntrip/2.0\r\nServer: NTRIP Jizhun\r\nContent-Type: gnss/data\r\nCache-Control: no-store\r\n"
          + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n").utf8)
    }
  }

  /// The sourcetable with these lines.
  public static func sourcetable(_ lines: [String], _ version: NTRIPVersion) -> [UInt8] {
    let body = (lines + ["ENDSOURCETABLE"]).map { $0 + "\r\n" }.joined()
    let head =
      version == .v1
      ? "SOURCETABLE 200 OK\r\nServer: NTRIP Jizhun\r\nContent-Type: text/plain\r\n"
      : "HTTP/1.1 200 OK\r\nNtrip-Version: Ntrip/2.0\r\nServer: NTRIP Jizhun\r\nContent-Type: gnss/sourcetable\r\nConnection: close\r\n"
    return Array((head + "Content-Length: \(body.utf8.count)\r\n\r\n" + body).utf8)
  }

  /// Another status. A version 1 client gets it too: it asked in HTTP.
  public static func status(_ status: Int, _ version: NTRIPVersion) -> [UInt8] {
    let reason =
      switch status {
      case 400: "Bad Request"
      case 401: "Unauthorized"
      case 403: "Forbidden"
      case 404: "Not Found"
      case 431: "Request Header Fields Too Large"
      case 500: "Internal Server Error"
      case 501: "Not Implemented"
      case 503: "Service Unavailable"
      default: "Status"
      }
    let line = "\(version == .v1 ? "HTTP/1.0" : "HTTP/1.1") \(status) \(reason)\r\n"
    let realm = status == 401 ? "WWW-Authenticate: Basic realm=\"ntrip\"\r\n" : ""
    return Array((line + realm + "Server: NTRIP Jizhun\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").utf8)
  }
}
