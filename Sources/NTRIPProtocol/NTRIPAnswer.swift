/// The header of a caster's answer, as far as it matters.
public struct NTRIPAnswer: Sendable, Hashable {
  /// How the answer began.
  public enum Form: Sendable, Hashable {
    /// `ICY 200 OK`: version 1.
    case icy
    /// `SOURCETABLE 200 OK`: version 1.
    case sourcetable
    /// `HTTP/1.x`: version 2, or a version 1 caster behind a proxy.
    case http
  }

  /// How the answer began.
  public var form: Form
  /// The status number.
  public var status: Int
  /// The words after the status number, made printable.
  public var reason: String
  /// `Server`.
  public var server: String?
  /// `Content-Type`, in lower case and without parameters.
  public var contentType: String?
  /// `Transfer-Encoding`, codings in order, in lower case.
  public var transferCodings: [String] = []
  /// `Content-Encoding`, in lower case.
  public var contentEncoding: String?
  /// `Content-Length`.
  public var contentLength: Int?
  /// `Location`.
  public var location: String?

  /// `404 Not Found`.
  public var statusText: String { reason.isEmpty ? String(status) : "\(status) \(reason)" }

  init(form: Form, status: Int, reason: String) {
    self.form = form
    self.status = status
    self.reason = reason
  }

  /// Reads a status line without its end; `nil` when it is none.
  static func statusLine(_ line: some Collection<UInt8>, hiding secrets: [Secret]) -> NTRIPAnswer? {
    let parts = line.split(separator: 0x20, maxSplits: 2, omittingEmptySubsequences: true)
    guard let first = parts.first else { return nil }
    let name = String(decoding: first, as: UTF8.self).uppercased()
    let form: Form
    switch name {
    case "ICY": form = .icy
    case "SOURCETABLE": form = .sourcetable
    case _ where name.hasPrefix("HTTP/"): form = .http
    default: return nil
    }
    guard parts.count > 1, parts[1].count == 3, let status = Int(String(decoding: parts[1], as: UTF8.self)), status >= 100 else {
      return nil
    }
    return NTRIPAnswer(form: form, status: status, reason: parts.count > 2 ? Excerpt.of(parts[2], hiding: secrets) : "")
  }

  /// Takes a header line without its end; false when it has no name before a colon.
  mutating func take(line: some Collection<UInt8>, hiding secrets: [Secret]) -> Bool {
    guard let colon = line.firstIndex(of: 0x3A), line[..<colon].allSatisfy(Self.isNameByte), colon != line.startIndex else { return false }
    let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
    let value = Excerpt.of(line[line.index(after: colon)...], hiding: secrets)
    switch name {
    case "server": server = value
    case "content-type":
      contentType = value.lowercased().split(separator: ";").first.map { String($0).trimmingBlanks }.flatMap { $0.isEmpty ? nil : $0 }
    case "transfer-encoding": transferCodings += value.lowercased().split(separator: ",").map { String($0).trimmingBlanks }
    case "content-encoding": contentEncoding = value.lowercased()
    case "content-length": contentLength = Int(value).flatMap { $0 >= 0 ? $0 : nil }
    case "location": location = value
    default: break
    }
    return true
  }

  /// Letters, digits, hyphen and underscore: every header name in use, and fewer of the bytes of data than RFC 9110's token has.
  static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
    default: false
    }
  }
}

extension String {
  /// Without blanks and tabs at both ends.
  var trimmingBlanks: String {
    var view = self[...]
    while let first = view.first, first == " " || first == "\t" { view.removeFirst() }
    while let last = view.last, last == " " || last == "\t" { view.removeLast() }
    return String(view)
  }
}
