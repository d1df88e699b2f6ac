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
