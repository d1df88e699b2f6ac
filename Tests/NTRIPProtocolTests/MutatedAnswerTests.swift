import Testing

@testable import NTRIPProtocol

// Property: whatever a caster or client sends, the state machines neither trap nor deliver bytes that did not come, and they end.

@Suite("Mutated NTRIP answers")
struct MutatedAnswerTests {
  private static let seeds: [String] = [
    "ICY 200 OK\r\nServer: x\r\n\r\n\u{3}data",
    "HTTP/1.1 200 OK\r\nContent-Type: gnss/data\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n0\r\nT: x\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\nSTR;A;b;c;d;",
    "SOURCETABLE 200 OK\r\n\r\nSTR;A;b;c;d;2;f;g;h;1;2;0;0;g;n;N;N;0;\r\nENDSOURCETABLE\r\n",
    "ERROR - Bad Password\r\n", "HTTP/1.1 100 x\r\n\r\nHTTP/1.0 302 y\r\nLocation: z\r\n\r\n", "<html>",
    "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nSTX",
    "GET /M HTTP/1.1\r\nNtrip-Version: Ntrip/2.0\r\nAuthorization: Basic dTpw\r\n\r\n$GPGGA,1*00\r\n", "# jizhun arrival times 1\n10 1.5\n",
  ]

  @Test("twenty thousand mutations of every kind of answer")
  func mutations() throws {
    var generator = SplitMix64(seed: 2_101)
    for round in 0..<20_000 {
      var bytes = Array(Self.seeds[round % Self.seeds.count].utf8)
      for _ in 0..<Int.random(in: 0...6, using: &generator) {
        let at = Int.random(in: 0...bytes.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: at)
        case 1: if at < bytes.count { bytes[at] = UInt8.random(in: 0...255, using: &generator) }
        case 2: bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 0...9, using: &generator)))
        default: bytes.insert(contentsOf: Array(Self.seeds.randomElement(using: &generator)!.utf8.prefix(20)), at: at)
        }
      }
      try check(bytes, mountpoint: round % 3 == 0 ? nil : "M", cut: Int.random(in: 1...7, using: &generator))
    }
  }

  private func check(_ bytes: [UInt8], mountpoint: String?, cut: Int) throws {
    let request = try NTRIPRequest(host: "h", port: 1, mountpoint: mountpoint, version: .v2)
    var whole = NTRIPClientStateMachine(request: request)
    let all = whole.receive(bytes) + whole.receiveEnd()
    var pieces = NTRIPClientStateMachine(request: request)
    var some: [NTRIPClientEvent] = []
    for start in stride(from: 0, to: bytes.count, by: cut) { some += pieces.receive(bytes[start..<min(bytes.count, start + cut)]) }
    some += pieces.receiveEnd()
    #expect(Self.joined(all) == Self.joined(some), "\(bytes) cut by \(cut)")
    #expect(whole.isDone && pieces.isDone)
    #expect(Self.joined(all).payload.count <= bytes.count)
    var server = NTRIPServerStateMachine()
    _ = server.receive(bytes)
    var times = ArrivalTimes.Parser()
    _ = try? times.take(bytes)
  }

  private static func joined(_ events: [NTRIPClientEvent]) -> (payload: [UInt8], rest: [NTRIPClientEvent]) {
    var payload: [UInt8] = []
    var rest: [NTRIPClientEvent] = []
    for event in events { if case .payload(let part) = event { payload += part } else { rest.append(event) } }
    return (payload, rest)
  }
}
