import Glibc
import NIOCore
import NIOPosix
import Testing

/// A server that greets each client with some bytes and closes.
enum RawServer {
  static let greeting: [UInt8] = [0xD3, 0x00, 0x04, 1, 2, 3, 4, 5, 6, 7]

  private final class Greeter: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer
    func channelActive(context: ChannelHandlerContext) {
      let loopBound = context.loopBound
      context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: RawServer.greeting))).assumeIsolated()
        .whenComplete { _ in loopBound.value.close(promise: nil) }
    }
  }

  static func run(_ body: @Sendable (_ port: Int) async throws -> Void) async throws {
    let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(Greeter()) }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    let port = try #require(server.localAddress?.port)
    do { try await body(port) } catch {
      try await server.close()
      throw error
    }
    try await server.close()
  }
}

/// A listening socket that accepts nobody and whose queue is full: who connects gets no answer.
struct FullListener: Sendable {
  let port: Int
  private let descriptors: [CInt]

  static func make() -> FullListener {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
    var descriptors = [listener]
    withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        _ = bind(listener, $0, length)
        _ = listen(listener, 0)
        _ = getsockname(listener, $0, &length)
        // A backlog of 0 holds one connection; the second is one too many, whatever the kernel rounds to.
        for _ in 0..<4 {
          let client = socket(AF_INET, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_NONBLOCK.rawValue), 0)
          descriptors.append(client)
          _ = connect(client, $0, length)
        }
      }
    }
    // The handshakes of loopback are done in the calls above, or never.
    return FullListener(port: Int(UInt16(bigEndian: address.sin_port)), descriptors: descriptors)
  }

  func close() { for descriptor in descriptors { _ = Glibc.close(descriptor) } }
}
