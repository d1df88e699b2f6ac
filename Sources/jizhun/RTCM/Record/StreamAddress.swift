/// Where a stream comes from: standard input, a raw TCP port, or a mountpoint of a caster.
struct StreamAddress: Equatable {
  enum Kind: Equatable {
    case standardInput
    case tcp
    case ntrip(user: String?, mountpoint: String)
  }

  var kind: Kind
  var host = ""
  var port = 0

  /// Reads `-`, `tcp://host:port` or `ntrip://[user@]host[:2101]/mountpoint`; IPv6 addresses in brackets. Throws `usage` (64), and `configuration` (78) for
  /// TLS, which this program does not have.
  init(_ text: String) throws(CommandError) {
    if text == "-" {
      kind = .standardInput
      return
    }
    guard let separator = text.firstRange(of: "://") else { throw Self.wrong(text) }
    let scheme = text[..<separator.lowerBound].lowercased()
    var rest = text[separator.upperBound...]
    if ["https", "ntrips", "tls", "ntrip+tls"].contains(scheme) {
      throw CommandError(
        .configuration,
        jizhun.text(
          zh: "\(scheme)://：此命令不支持 TLS；请用 cors-monitor 接入加密数据流",
          en: "\(scheme)://: this command has no TLS; cors-monitor takes encrypted streams"))
    }
    var mountpoint: String?
    if let slash = rest.firstIndex(of: "/") {
      mountpoint = String(rest[rest.index(after: slash)...])
      rest = rest[..<slash]
    }
    var user: String?
    if let at = rest.lastIndex(of: "@") {
      user = String(rest[..<at])
      rest = rest[rest.index(after: at)...]
    }
    var portText: Substring?
    if rest.hasPrefix("["), let bracket = rest.firstIndex(of: "]") {
      host = String(rest[rest.index(after: rest.startIndex)..<bracket])
      let behind = rest[rest.index(after: bracket)...]
      guard behind.isEmpty || behind.hasPrefix(":") else { throw Self.wrong(text) }
      portText = behind.isEmpty ? nil : behind.dropFirst()
    } else if let colon = rest.firstIndex(of: ":") {
      host = String(rest[..<colon])
      portText = rest[rest.index(after: colon)...]
    } else {
      host = String(rest)
    }
    switch scheme {
    case "ntrip", "http":
      guard let mountpoint, !mountpoint.isEmpty else { throw Self.wrong(text) }
      if user?.contains(":") == true {
        throw CommandError(
          .usage,
          jizhun.text(
            zh: "地址中不应有密码，其他用户看得到命令行；请用环境变量 JIZHUN_NTRIP_PASSWORD 或 --password-file",
            en: "no password belongs into an address, since others see command lines; use JIZHUN_NTRIP_PASSWORD or --password-file"))
      }
      kind = .ntrip(user: user, mountpoint: mountpoint)
      port = 2101
    case "tcp":
      guard mountpoint ?? "" == "", user == nil, portText != nil else { throw Self.wrong(text) }
      kind = .tcp
    default: throw Self.wrong(text)
    }
    if let portText {
      guard let number = Int(portText), 1...65535 ~= number else { throw Self.wrong(text) }
      port = number
    }
    guard !host.isEmpty else { throw Self.wrong(text) }
  }

  private static func wrong(_ text: String) -> CommandError {
    // A password may stand in it, so it is not said again.
    CommandError(
      .usage,
      jizhun.text(
        zh: "地址应为 “-”、tcp://主机:端口 或 ntrip://用户@主机:端口/挂载点",
        en: "an address is “-”, tcp://host:port or ntrip://user@host:port/mountpoint"))
  }

  /// `host:port`, for messages.
  var place: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
