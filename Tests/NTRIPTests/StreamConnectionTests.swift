import NIOCore
import NIOPosix
import NTRIPProtocol
import Testing

@testable import NTRIP

// Linux answers on all of 127.0.0.0/8: other addresses of it stand for a host's address that nobody listens on.

@Suite("Addresses of a caster")
struct StreamConnectionTests {
  private static let endpoint = StreamEndpoint(host: "caster.example", port: 2101)

  private func open(_ addresses: [SocketAddress], connect: Duration = .seconds(60)) async throws -> StreamConnection.Stream {
    let loop = MultiThreadedEventLoopGroup.singleton.next()
    return try await StreamConnection.open(
      Self.endpoint, at: addresses, tls: nil, timeouts: StreamTimeouts(connect: connect), until: .now() + TimeAmount(connect), on: loop
    ) {
      StreamClientHandler(
        machine: nil, info: StreamInfo(peer: "caster.example", isEncrypted: false), timeouts: StreamTimeouts(silence: .seconds(60)),
        position: nil, clock: .system)
    }
  }

  @Test("an address that refuses does not hide the next one")
  func refused() async throws {
    try await RawServer.run { port in
      let stream = try await open([
        try SocketAddress(ipAddress: "127.0.0.2", port: port), try SocketAddress(ipAddress: "127.0.0.1", port: port),
      ])
      let bytes = try await stream.executeThenClose { items, _ in
        var bytes: [UInt8] = []
        for try await item in items { if case .bytes(let piece, _) = item { bytes += piece } }
        return bytes
      }
      #expect(bytes == RawServer.greeting)
    }
  }

  @Test("an address that does not answer leaves time for the next one")
  func silent() async throws {
    // A listener whose queue of one is full: Linux then drops further SYNs, as a firewall would.
    let full = FullListener.make()
    defer { full.close() }
    try await RawServer.run { port in
      let stream = try await open(
        [try SocketAddress(ipAddress: "127.0.0.1", port: full.port), try SocketAddress(ipAddress: "127.0.0.1", port: port)],
        connect: .seconds(4))
      try await stream.executeThenClose { _, _ in }
    }
  }

  @Test("when no address answers, the last failure is told")
  func none() async throws {
    // Port 1 of loopback: nothing listens there.
    let addresses = try ["127.0.0.2", "::1", "127.0.0.1"].map { try SocketAddress(ipAddress: $0, port: 1) }
    let failure = await #expect(throws: StreamFailure.self) { _ = try await open(addresses) }
    #expect(failure?.code == "cannotConnect")
  }

  @Test("a host's addresses are all found, with the port")
  func lookUp() throws {
    let found = AddressResolution.lookUp("localhost", 2101)
    // RFC 6761: localhost is loopback, in one family or both.
    #expect(!found.isEmpty && found.allSatisfy { ["127.0.0.1", "::1"].contains($0.ipAddress ?? "") && $0.port == 2101 })
    #expect(AddressResolution.lookUp("", 1).allSatisfy { $0.ipAddress != nil })
    #expect(AddressResolution.lookUp("127.0.0.1", 7).first?.ipAddress == "127.0.0.1")
  }
}
