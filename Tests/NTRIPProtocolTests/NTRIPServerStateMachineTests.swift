import Testing

@testable import NTRIPProtocol

// Expected: requests as in RTCM 10410.0 and 10410.1, and the departures of clients that each case names.

@Suite("NTRIP server state machine")
struct NTRIPServerStateMachineTests {
  private func events(_ text: String) -> [NTRIPServerEvent] {
    let bytes = Array(text.utf8)
    var whole = NTRIPServerStateMachine()
    let all = whole.receive(bytes)
    var single = NTRIPServerStateMachine()
    #expect(bytes.flatMap { single.receive([$0]) } == all, "byte by byte")
    return all
  }

  @Test("our own requests are read back, with and without everything", arguments: NTRIPVersion.allCases, [nil, "HN01"] as [String?])
  func ownRequests(version: NTRIPVersion, mountpoint: String?) throws {
    let gga = GGASentence.text(latitudeDegrees: 27.5, longitudeDegrees: 112.25, seaLevelHeight: 1, secondsOfDay: 0)!
    let credentials = NTRIPCredentials(user: "u", password: Secret("p:q"))
    let request = try NTRIPRequest(
      host: "::1", port: 2101, mountpoint: mountpoint, version: version, credentials: credentials, position: gga)
    let read = events(String(decoding: request.bytes, as: UTF8.self) + gga + "\r\n")
    let expected = NTRIPServerRequest(mountpoint: mountpoint, version: version, credentials: credentials, agent: "NTRIP Jizhun/0.1")
    #expect(read == [.request(expected)] + [NTRIPServerEvent](repeating: .position(gga), count: version == .v2 ? 2 : 1))
    #expect(!String(decoding: request.bytes, as: UTF8.self).lowercased().contains("transfer-encoding"), "piksi_buildroot 398")
  }

  @Test("positions in chunks, as some clients send them, and rubbish between")
  func positions() {
    let gga = "$GNGGA,000000.00,2730.0,N,11215.0,E,1,10,1.0,1.0,M,0,M,,"
    let sum = gga.dropFirst().utf8.reduce(0, ^)
    let good = gga + "*" + String(sum, radix: 16, uppercase: true)
    let sent = "GET /M HTTP/1.1\r\n\r\n4b\r\n\(good)\r\n\r\n$GPRMC,1\r\n\(gga)*00\r\n\(String(repeating: "x", count: 5000))\r\n\(gga)\n"
    #expect(events(sent).dropFirst() == [.position(good), .position(gga)])
  }

  @Test(
    "what is no request of ours",
    arguments: [
      ("SOURCE secret /M HTTP/1.1\r\n", 501, NTRIPVersion.v2), ("SOURCE secret /M\r\n", 501, .v1), ("POST /M HTTP/1.1\r\n", 501, .v2),
      ("\r\nHELLO\r\n", 400, .v1), ("GET M HTTP/1.0\r\n", 400, .v1),
      ("GET /M HTTP/1.0\r\n" + String(repeating: "A: b\r\n", count: 2000), 431, .v1),
    ])
  func refused(text: String, status: Int, version: NTRIPVersion) {
    #expect(events(text + "\r\nGET /M HTTP/1.0\r\n\r\n") == [.refuse(status: status, version: version)])
  }

  @Test("a request cannot carry a line of its own", arguments: ["a\r\nb", "a b", "", "a\u{0}"])
  func injection(text: String) {
    #expect(throws: StreamFailure.self) { try NTRIPRequest(host: "h", port: 1, mountpoint: text, version: .v1) }
    #expect(throws: StreamFailure.self) { try NTRIPRequest(host: text, port: 1, mountpoint: "M", version: .v2) }
    #expect(throws: StreamFailure.self) { try NTRIPRequest(host: "h", port: 1, mountpoint: "M", version: .v2, position: text) }
    #expect(throws: StreamFailure.self) { try NTRIPRequest(host: "h", port: 0, mountpoint: "M", version: .v2) }
  }
}
