import Foundation
import NTRIP
import NTRIPProtocol
import Testing

// Certificates are made for each run with the openssl command; they are worth nothing anywhere else.

@Suite("NTRIP over TLS")
struct TLSTests {
  /// Makes a self-signed certificate; `nil`, with a printed line, where there is no openssl.
  private static func certificate(_ names: String, in folder: URL, _ label: String) throws -> (chain: String, key: String)? {
    let tool = "/usr/bin/openssl"
    guard FileManager.default.isExecutableFile(atPath: tool) else {
      print("tls skipped: no openssl command")
      return nil
    }
    let chain = folder.appendingPathComponent(label + ".pem").path
    let key = folder.appendingPathComponent(label + ".key").path
    let process = Process()
    process.executableURL = URL(fileURLWithPath: tool)
    process.arguments = [
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=Jizhun test",
      "-addext", "subjectAltName=\(names)", "-keyout", key, "-out", chain,
    ]
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return (chain, key)
  }

  @Test("trusted, untrusted, for another host, and no TLS at the other end")
  func verification() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tls-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    guard let own = try Self.certificate("IP:127.0.0.1,DNS:localhost", in: folder, "own"),
      let other = try Self.certificate("DNS:caster.example", in: folder, "other")
    else { return }
    var configuration = NTRIPCaster.Configuration()
    configuration.certificate = own
    try await withCaster(configuration) { caster, port in
      for host in ["127.0.0.1", "localhost"] {
        try await withSource(source(port, tls: TLSSettings(trustedCertificates: own.chain), host: host)) { log in
          try await log.wait("data") { $0.payload.count > 1000 }
          #expect(isUnbroken(log.payload) && log.connections[0].isEncrypted && log.failures.isEmpty)
        }
      }
      let table = try await source(port, tls: TLSSettings(trustedCertificates: own.chain)).sourcetable()
      #expect(table.streams.count == 1)
      for trusted in [nil, other.chain] {
        try await withSource(source(port, tls: TLSSettings(trustedCertificates: trusted))) { log in
          try await log.wait("a failure") { !$0.failures.isEmpty }
          #expect(log.failures[0].code == "tlsRefused" && log.payload.isEmpty, "\(log.failures[0])")
        }
      }
      // Closed without a word from TLS, as most casters do: a drop like any other.
      caster.setFault(.close(afterBytes: 300), at: "HN01")
      try await withSource(source(port, version: .v1, tls: TLSSettings(trustedCertificates: own.chain))) { log in
        try await log.wait("two drops") { $0.failures.count >= 2 }
        #expect(log.failures[0] == .closedByServer)
      }
    }
    configuration.certificate = other
    try await withCaster(configuration) { _, port in
      try await withSource(source(port, tls: TLSSettings(trustedCertificates: other.chain))) { log in
        try await log.wait("a failure") { !$0.failures.isEmpty }
        #expect(log.failures[0].code == "tlsRefused" && log.payload.isEmpty, "\(log.failures[0])")
      }
    }
    try await withCaster { _, port in
      try await withSource(source(port, tls: TLSSettings(trustedCertificates: own.chain))) { log in
        try await log.wait("a failure") { !$0.failures.isEmpty }
        #expect(log.failures[0].kind == .refusal || log.failures[0].kind == .unreachable, "\(log.failures[0])")
      }
    }
    // A file of certificates that is none ends the source.
    let log = EventLog()
    await source(1, tls: TLSSettings(trustedCertificates: "/nonexistent.pem")).run { log.add($0) }
    #expect(log.failures.first?.code == "configuration")
  }
}
