import Foundation
import Glibc

/// A few lines of HTTP over a plain socket, so that the tests see what a client sees. It blocks a thread of its own, never the tests' pool.
enum RawHTTP {
  struct Answer: Sendable {
    var status: Int
    var headers: [String: String]
    var body: Data

    var text: String { String(decoding: body, as: UTF8.self) }
    func json() throws -> Any { try JSONSerialization.jsonObject(with: body, options: .fragmentsAllowed) }
  }

  struct Failure: Error { var what: String }

  /// Sends a request and reads until the server closes, or until `enough` says so.
  static func request(
    _ path: String, method: String = "GET", port: Int, headers: [String: String] = [:], timeout: Double = 10,
    enough: @escaping @Sendable (String) -> Bool = { _ in false }
  ) async throws -> Answer {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        continuation.resume(with: Result { try blocking(method, path, port, headers, timeout, enough) })
      }
    }
  }

  private static func blocking(
    _ method: String, _ path: String, _ port: Int, _ headers: [String: String], _ timeout: Double, _ enough: (String) -> Bool
  ) throws -> Answer {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw Failure(what: "socket") }
    defer { close(descriptor) }
    var limit = timeval(tv_sec: Int(timeout), tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(port).bigEndian)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let connected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
    }
    guard connected == 0 else { throw Failure(what: "connect: \(String(cString: strerror(errno)))") }
    var text = "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
    for (name, value) in headers { text += "\(name): \(value)\r\n" }
    text += "\r\n"
    let sent = Array(text.utf8)
    guard send(descriptor, sent, sent.count, Int32(MSG_NOSIGNAL)) == sent.count else { throw Failure(what: "send") }
    var received = Data()
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      if count < 0 { throw Failure(what: "no answer within \(timeout) s; so far: \(String(decoding: received, as: UTF8.self))") }
      if count == 0 { break }
      received.append(contentsOf: buffer[0..<count])
      if enough(String(decoding: received, as: UTF8.self)) { break }
    }
    return try parse(received)
  }

  private static func parse(_ data: Data) throws -> Answer {
    guard let end = data.range(of: Data("\r\n\r\n".utf8)) else { throw Failure(what: "no header") }
    let lines = String(decoding: data[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
    let status = Int(lines[0].split(separator: " ")[1]) ?? 0
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      headers[line[..<colon].lowercased()] = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
    }
    var body = data[end.upperBound...]
    if headers["transfer-encoding"] == "chunked" {
      var joined = Data()
      while let line = body.range(of: Data("\r\n".utf8)) {
        guard let size = Int(String(decoding: body[..<line.lowerBound], as: UTF8.self), radix: 16), size > 0 else { break }
        let upper = min(line.upperBound + size, body.endIndex)
        joined.append(body[line.upperBound..<upper])
        body = body[min(upper + 2, body.endIndex)...]
      }
      return Answer(status: status, headers: headers, body: joined)
    }
    return Answer(status: status, headers: headers, body: Data(body))
  }
}
