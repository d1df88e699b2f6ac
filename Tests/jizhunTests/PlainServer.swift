import Foundation
import Glibc

/// A server on a port of the loopback interface that answers each connection with the bytes it was given, in pieces with pauses.
final class PlainServer: @unchecked Sendable {
  let port: Int
  private let descriptor: Int32
  private let lock = NSLock()
  private var received: [UInt8] = []

  /// What clients sent.
  var requests: String { lock.withLock { String(decoding: received, as: UTF8.self) } }

  /// - Parameters:
  ///   - awaitsRequest: Whether a blank line must come before anything is sent.
  ///   - pieces: What is sent, piece by piece.
  ///   - pause: Microseconds after each piece.
  init(awaitsRequest: Bool, pieces: [[UInt8]], pause: UInt32 = 2000) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = descriptor
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, size) == 0 && listen(descriptor, 4) == 0 && getsockname(descriptor, $0, &size) == 0
      }
    }
    guard isBound else { throw POSIXError(.EADDRNOTAVAIL) }
    port = Int(UInt16(bigEndian: address.sin_port))
    Thread.detachNewThread { [self] in
      while true {
        let client = accept(descriptor, nil, nil)
        guard client >= 0 else { return }
        serve(client, awaitsRequest, pieces, pause)
        close(client)
      }
    }
  }

  deinit { close(descriptor) }

  /// Ends the thread's wait for clients.
  func stop() { shutdown(descriptor, Int32(SHUT_RDWR)) }

  private func serve(_ client: Int32, _ awaitsRequest: Bool, _ pieces: [[UInt8]], _ pause: UInt32) {
    var request: [UInt8] = []
    var byte: UInt8 = 0
    while awaitsRequest, !request.suffix(4).elementsEqual([13, 10, 13, 10]) {
      guard recv(client, &byte, 1, 0) == 1 else { return }
      request.append(byte)
    }
    lock.withLock { received += request }
    for piece in pieces {
      guard send(client, piece, piece.count, Int32(MSG_NOSIGNAL)) == piece.count else { return }
      usleep(pause)
      // Positions that a client sends in between.
      var buffer = [UInt8](repeating: 0, count: 1000)
      let count = recv(client, &buffer, 1000, Int32(MSG_DONTWAIT))
      if count > 0 { lock.withLock { received += buffer[..<count] } }
    }
    usleep(50_000)
  }
}
