import Bilingual
import Testing

@testable import NTRIPProtocol

// Expected behaviour: RTCM 10410.0 and 10410.1 for the protocol, RFC 9112 for HTTP/1.1, and reports of casters in the field for the
// departures from them; each case says which.

/// The outcome of one answer, with the payload joined: it must not depend on how the bytes were cut.
private struct Outcome: Equatable, CustomStringConvertible {
  var accepted = false
  var ready = false
  var payload: [UInt8] = []
  var table: Sourcetable?
  var failure: StreamFailure?

  var description: String {
    "ready \(ready) accepted \(accepted) payload \(payload.count) B table \(table?.entries.count ?? -1) failure \(failure.map { "\($0)" } ?? "none")"
  }

  mutating func add(_ events: [NTRIPClientEvent]) {
    for event in events {
      #expect(failure == nil && table == nil, "an event after the last one: \(event)")
      switch event {
      case .readyForPosition:
        #expect(!ready && !accepted)
        ready = true
      case .accepted:
        #expect(ready && !accepted && payload.isEmpty)
        accepted = true
      case .payload(let bytes):
        #expect(accepted && !bytes.isEmpty)
        payload += bytes
      case .sourcetable(let value): table = value
      case .failed(let value): failure = value
      }
    }
  }
}

/// A small generator, so that every run cuts in the same places.
private struct Cuts {
  var state: UInt64
  mutating func next(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }
}

private func run(_ bytes: [UInt8], pieces: [Int], mountpoint: String?, close: Bool) throws -> Outcome {
  var machine = NTRIPClientStateMachine(
    request: try NTRIPRequest(
      host: "caster.example", port: 2101, mountpoint: mountpoint, version: .v2,
      credentials: NTRIPCredentials(user: "u", password: Secret("hunter2"))))
  var outcome = Outcome()
  var start = 0
  for piece in pieces {
    outcome.add(machine.receive(bytes[start..<start + piece]))
    start += piece
  }
  if close { outcome.add(machine.receiveEnd()) }
  return outcome
}

/// The outcome of all bytes at once, after checking that byte by byte and forty random cuttings give the same.
private func outcome(_ bytes: [UInt8], mountpoint: String? = "HN01", close: Bool = true) throws -> Outcome {
  let whole = try run(bytes, pieces: [bytes.count], mountpoint: mountpoint, close: close)
  let single = try run(bytes, pieces: Array(repeating: 1, count: bytes.count), mountpoint: mountpoint, close: close)
  #expect(single == whole, "byte by byte")
  var cuts = Cuts(state: 42)
  for _ in 0..<40 {
    var pieces: [Int] = []
    var left = bytes.count
    while left > 0 {
      let piece = 1 + cuts.next(min(left, 1 + cuts.next(40)))
      pieces.append(piece)
      left -= piece
    }
    let cut = try run(bytes, pieces: pieces, mountpoint: mountpoint, close: close)
    #expect(cut == whole, "\(pieces)")
  }
  return whole
}

private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

/// Bytes like those of a stream: a preamble, then every byte value, line ends and colons included.
private let data: [UInt8] = [0xD3, 0x00, 0x13] + (0...255).map { UInt8($0) } + bytes("\r\n\r\nname: value\r\n0\r\n\r\n")

@Suite("NTRIP client state machine")
struct NTRIPClientStateMachineTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let head: String
    var testDescription: String { name }
  }

  @Test(
    "streams that are granted",
    arguments: [
      Case(name: "version 1 with a blank line", head: "ICY 200 OK\r\n\r\n"),
      Case(name: "version 1 without a blank line (MAVProxy 1440)", head: "ICY 200 OK\r\n"),
      Case(name: "version 1 without any line end", head: "ICY 200 OK"),
      Case(name: "version 1 with header lines", head: "ICY 200 OK\r\nServer: NTRIP Caster/1.0\r\nDate: 21/Nov/2026\r\n\r\n"),
      Case(name: "version 1 with header lines and no blank line", head: "ICY 200 OK\r\nServer: NTRIP Caster/1.0\r\n"),
      Case(name: "version 1 with bare line feeds", head: "ICY 200 OK\n\n"),
      Case(name: "version 1 in lower case", head: "icy 200 ok\r\n\r\n"),
      Case(name: "HTTP/1.0 for a version 1 caster behind a proxy", head: "HTTP/1.0 200 OK\r\n\r\n"),
      Case(
        name: "version 2 until close",
        head: "HTTP/1.1 200 OK\r\nNtrip-Version: Ntrip/2.0\r\nServer: Test\r\nContent-Type: gnss/data\r\nConnection: close\r\n\r\n"),
      Case(
        name: "version 2 with an odd content type (gpsd)", head: "HTTP/1.1 200 OK\r\nContent-Type: application/x-rtcm; charset=x\r\n\r\n"),
      Case(name: "version 2 with text/plain for data", head: "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"),
      Case(name: "version 2 without a blank line", head: "HTTP/1.1 200 OK\r\nContent-Type: gnss/data\r\n"),
      Case(name: "blank line before the status line", head: "\r\nHTTP/1.1 200 OK\r\nContent-Type: gnss/data\r\n\r\n"),
      Case(name: "folded header line", head: "HTTP/1.1 200 OK\r\nServer: a\r\n  b\r\nContent-Type: gnss/data\r\n\r\n"),
      Case(name: "100 first", head: "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: gnss/data\r\n\r\n"),
    ])
  func granted(_ value: Case) throws {
    let result = try outcome(bytes(value.head) + data)
    #expect(result.accepted)
    #expect(result.payload == data)
    #expect(result.failure == .closedByServer)
  }

  @Test("a header value in another encoding than UTF-8 does no harm")
  func otherEncoding() throws {
    // 0xBB 0xF9 0xD7 0xBC is 基准 in GBK.
    let head = bytes("HTTP/1.1 200 OK\r\nServer: ") + [0xBB, 0xF9, 0xD7, 0xBC] + bytes("\r\nContent-Type: gnss/data\r\n\r\n")
    let result = try outcome(head + data)
    #expect(result.payload == data)
  }

  @Test("version 1 data that are text are not lost as header lines")
  func textAfterICY() throws {
    for text in ["$GPGGA,120000,1,2,3\r\n$GPGGA,1\r\n", "{\"a\":1}\r\n", "plain words with blanks\r\n", "a\r\nb\r\n", ":\r\n"] {
      let result = try outcome(bytes("ICY 200 OK\r\n" + text))
      #expect(result.payload == bytes(text), "\(text)")
    }
  }

  @Test("a version 1 caster that waits for a position gets it without a blank line")
  func positionAtOnce() throws {
    var machine = NTRIPClientStateMachine(
      request: try NTRIPRequest(host: "h", port: 2101, mountpoint: "VRS", version: .v1))
    #expect(machine.positionBytes("$GPGGA") == [])
    #expect(machine.receive(bytes("ICY 200 OK\r\n")).first == .readyForPosition)
    #expect(machine.positionBytes("$GPGGA,x*00") == bytes("$GPGGA,x*00\r\n"))
  }

  @Test("a version 2 caster gets the position at the end of the header, whatever the content type (Rpanion 440)")
  func positionVersion2() throws {
    for type in ["Content-Type: gnss/data\r\n", "Content-Type: odd/type\r\n", ""] {
      var machine = NTRIPClientStateMachine(request: try NTRIPRequest(host: "h", port: 2101, mountpoint: "VRS", version: .v2))
      #expect(machine.receive(bytes("HTTP/1.1 200 OK\r\n" + type)).isEmpty)
      #expect(machine.receive(bytes("\r\n")).contains(.readyForPosition))
      #expect(!machine.isWaitingForAnswer)
    }
  }

  @Test("chunked framing is taken off: extensions, trailer, upper and lower case, blanks, bare line feeds")
  func chunked() throws {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: gnss/data\r\nTransfer-Encoding: Chunked\r\n\r\n"
    func chunk(_ size: String, _ part: ArraySlice<UInt8>, _ end: String = "\r\n") -> [UInt8] { bytes(size) + part + bytes(end) }
    var body = chunk("A;name=\"v;w\"\r\n", data[0..<10])
    body += chunk("00a\r\n", data[10..<20])
    body += chunk("5  \r\n", data[20..<25])
    body += chunk("7\n", data[25..<32], "\n")
    body += chunk(String(data.count - 32, radix: 16) + "\r\n", data[32...])
    let result = try outcome(bytes(head) + body + bytes("0\r\nTrailer: x\r\nB: y\r\n\r\nafter the end"))
    #expect(result.payload == data)
    #expect(result.failure == .closedByServer)
    // The connection breaks inside a chunk, and between chunks.
    #expect(try outcome(bytes(head) + chunk("A\r\n", data[0..<4], "")).failure == .truncated(missing: 6))
    #expect(try outcome(bytes(head) + chunk("4\r\n", data[0..<4])).failure == .truncated(missing: 0))
  }

  @Test(
    "broken chunked framing is a failure and never data (open_mower_ros 322, ybzwyrcld 7)",
    arguments: [
      "zz\r\n", "\r\n", "-5\r\n", "123456789\r\n", "5 5\r\n", "4\r\nabcdX\r\n", "4\r\nabcd\r\r\n",
      "4;" + String(repeating: "x", count: 2000),
    ])
  func brokenChunks(_ body: String) throws {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: gnss/data\r\nTransfer-Encoding: chunked\r\n\r\n"
    let result = try outcome(bytes(head + body))
    guard case .malformedChunk(let offset, _) = result.failure else {
      Issue.record("\(result)")
      return
    }
    #expect(offset <= body.utf8.count)
  }

  @Test("raw data announced as chunked is a failure that says where")
  func rawDataAnnouncedAsChunked() throws {
    let result = try outcome(bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: gnss/data\r\n\r\n") + data)
    guard case .malformedChunk(offset: 0, _) = result.failure else {
      Issue.record("\(result)")
      return
    }
    #expect(result.payload.isEmpty)
  }

  @Test("a body with a length ends with it, or is short")
  func contentLength() throws {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: gnss/data\r\nContent-Length: 20\r\n\r\n"
    let result = try outcome(bytes(head) + data, close: false)
    #expect(result.payload == Array(data[..<20]))
    #expect(result.failure == .closedByServer)
    #expect(try outcome(bytes(head) + data[..<15]).failure == .truncated(missing: 5))
  }

  struct Refusal: Sendable, CustomTestStringConvertible {
    let answer: String
    let failure: StreamFailure
    var testDescription: String { String(answer.prefix(40)) }
  }

  @Test(
    "refusals, each with its own failure",
    arguments: [
      Refusal(
        answer: "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic\r\n\r\n", failure: .authenticationRefused(answer: "401 Unauthorized")),
      Refusal(answer: "ICY 401 Unauthorized\r\n", failure: .authenticationRefused(answer: "401 Unauthorized")),
      Refusal(answer: "ERROR - Bad Password\r\n", failure: .authenticationRefused(answer: "ERROR - Bad Password")),
      Refusal(answer: "ERROR - Bad Password", failure: .authenticationRefused(answer: "ERROR - Bad Password")),
      Refusal(answer: "HTTP/1.1 403 Forbidden\r\n\r\n", failure: .forbidden(answer: "403 Forbidden")),
      Refusal(answer: "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<html>", failure: .mountpointUnknown(.status404)),
      Refusal(answer: "SOURCETABLE 200 OK\r\nServer: x\r\n\r\nSTR;A;", failure: .mountpointUnknown(.sourcetable)),
      Refusal(answer: "HTTP/1.1 200 OK\r\nContent-Type: gnss/sourcetable\r\n\r\nSTR;A;", failure: .mountpointUnknown(.sourcetable)),
      Refusal(answer: "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nSTR;A;", failure: .mountpointUnknown(.sourcetable)),
      Refusal(answer: "HTTP/1.1 200 OK\r\n\r\nENDSOURCETABLE\r\n", failure: .mountpointUnknown(.sourcetable)),
      Refusal(
        answer: "ERROR - Mount Point Taken or Invalid\r\n", failure: .mountpointUnknown(.errorLine("ERROR - Mount Point Taken or Invalid"))),
      Refusal(answer: "ERROR - too many clients\r\n", failure: .refused(answer: "ERROR - too many clients")),
      Refusal(
        answer: "HTTP/1.1 302 Found\r\nLocation: https://x.example/\r\n\r\n",
        failure: .redirected(status: 302, location: "https://x.example/")),
      Refusal(answer: "HTTP/1.1 503 Service Unavailable\r\n\r\n", failure: .serverError(status: 503, answer: "503 Service Unavailable")),
      Refusal(answer: "HTTP/1.1 204 No Content\r\n\r\n", failure: .unexpectedStatus(status: 204, answer: "204 No Content")),
      Refusal(
        answer: "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html>\r\n 登录\t</html>",
        failure: .unexpectedContent(type: "text/html", excerpt: "<html> 登录 </html>")),
      Refusal(
        answer:
          "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"a\":\r\n2\r\n1}\r\n0\r\n\r\n",
        failure: .unexpectedContent(type: "application/json", excerpt: "{\"a\":1}")),
      Refusal(
        answer: "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nplease log in",
        failure: .unexpectedContent(type: "text/plain", excerpt: "please log in")),
      Refusal(answer: "HTTP/1.1 200 OK\r\n\r\n<html>", failure: .unexpectedContent(type: "HTML", excerpt: "<html>")),
      Refusal(answer: "<!DOCTYPE html>\n<html>", failure: .unexpectedContent(type: "HTML", excerpt: "<!DOCTYPE html> <html>")),
      Refusal(answer: "SSH-2.0-OpenSSH_9\r\n", failure: .notNTRIP(excerpt: "SSH-2.0-OpenSSH_9")),
      Refusal(answer: "HTTP/1.1 abc\r\n\r\n", failure: .notNTRIP(excerpt: "HTTP/1.1 abc")),
      Refusal(answer: "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n", failure: .unsupportedEncoding("gzip")),
      Refusal(answer: "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", failure: .unsupportedEncoding("gzip, chunked")),
      Refusal(answer: "HTTP/1.1 200 OK\r\nno colon here\r\n\r\n", failure: .malformedHeader(excerpt: "no colon here")),
      Refusal(answer: "", failure: .closedBeforeAnswer(received: 0)),
      Refusal(answer: "HTTP/1.1 200", failure: .closedBeforeAnswer(received: 12)),
      Refusal(answer: "HTTP/1.1 200 OK\r\nServer", failure: .closedBeforeAnswer(received: 23)),
    ])
  func refused(_ value: Refusal) throws {
    let result = try outcome(bytes(value.answer))
    #expect(result.failure == value.failure)
    #expect(result.payload.isEmpty)
  }

  @Test("RTCM with no answer before it is recognised as a raw stream")
  func rawStream() throws {
    #expect(try outcome(data).failure == .rawDataInsteadOfAnswer)
  }

  @Test("an endless header is cut off at the limit")
  func endlessHeader() throws {
    let many = "HTTP/1.1 200 OK\r\n" + String(repeating: "A: b\r\n", count: 5000)
    #expect(try run(bytes(many), pieces: [many.utf8.count], mountpoint: "M", close: false).failure == .headerTooLarge(limit: 16384))
    let long = "HTTP/1.1 " + String(repeating: "x", count: 20000)
    #expect(try run(bytes(long), pieces: [long.utf8.count], mountpoint: "M", close: false).failure == .headerTooLarge(limit: 16384))
  }

  @Test("an endless web page fails as soon as its excerpt is there")
  func endlessPage() throws {
    let page = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + String(repeating: "<b>", count: 1000)
    let result = try outcome(bytes(page), close: false)
    guard case .unexpectedContent("text/html", let excerpt) = result.failure else {
      Issue.record("\(result)")
      return
    }
    #expect(excerpt.unicodeScalars.count <= Excerpt.limit)
  }

  @Test("a password that the caster echoes does not reach a message")
  func echoedPassword() throws {
    let encoded = Base64.encode(bytes("u:hunter2"))
    for echo in ["Authorization: Basic \(encoded)", "you sent hunter2", String(repeating: "x", count: Excerpt.limit - 3) + "hunter2"] {
      for head in ["HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", "", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 500 ", "ERROR - "] {
        let failure = try outcome(bytes(head + echo + "\r\n\r\n")).failure
        let text = "\(String(describing: failure)) \(failure?.text.zh ?? "")"
        #expect(!text.contains("hunter2") && !text.contains(encoded) && !text.contains("hun"), "\(head)\(echo)")
      }
    }
  }

  @Test("no answer in time")
  func answerTimeOut() throws {
    let request = try NTRIPRequest(host: "h", port: 2101, mountpoint: "M", version: .v2)
    var machine = NTRIPClientStateMachine(request: request)
    _ = machine.receive(bytes("HTTP/1.1 200 OK\r\nServ"))
    #expect(machine.isWaitingForAnswer)
    #expect(machine.answerTimedOut(seconds: 10) == [.failed(.answerTimedOut(seconds: 10))])
    // A page that stays open: what there is of it is the message.
    machine = NTRIPClientStateMachine(request: request)
    _ = machine.receive(bytes("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>"))
    #expect(machine.isWaitingForAnswer)
    #expect(machine.answerTimedOut(seconds: 10) == [.failed(.unexpectedContent(type: "text/html", excerpt: "<p>"))])
    // A stream that runs is not concerned.
    machine = NTRIPClientStateMachine(request: request)
    _ = machine.receive(bytes("ICY 200 OK\r\n"))
    #expect(machine.answerTimedOut(seconds: 10).isEmpty)
  }

  @Test("payload shares the storage of the bytes it came in")
  func payloadIsASlice() throws {
    var machine = NTRIPClientStateMachine(request: try NTRIPRequest(host: "h", port: 2101, mountpoint: "M", version: .v1))
    _ = machine.receive(bytes("ICY 200 OK\r\n\r\n"))
    let input = data
    guard case .payload(let slice)? = machine.receive(input).first else {
      Issue.record("no payload")
      return
    }
    let same = input.withUnsafeBytes { whole in slice.withUnsafeBytes { part in whole.baseAddress == part.baseAddress } }
    #expect(same)
  }
}

@Suite("NTRIP sourcetable answers")
struct SourcetableAnswerTests {
  private let table =
    "CAS;caster.example;2101;Test;Provider;0;CHN;0.00;0.00;misc\r\nNET;TEST;Provider;B;N;http://x;none;none;none\r\n"
    + "STR;HN01;Invented place;RTCM 3.3;1006(10),1077(1);2;GPS+BDS;TEST;CHN;27.10;112.30;0;0;Jizhun;none;B;N;9600;a;b\r\n"
    + "STR;broken;too few\r\nENDSOURCETABLE\r\n"

  @Test(
    "the sourcetable in version 1 and 2 dress",
    arguments: [
      "SOURCETABLE 200 OK\r\nServer: x\r\nContent-Type: text/plain\r\n\r\n", "SOURCETABLE 200 OK\r\n",
      "HTTP/1.1 200 OK\r\nContent-Type: gnss/sourcetable\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n",
      "HTTP/1.1 200 OK\r\n\r\n",
    ])
  func fetched(_ head: String) throws {
    let result = try outcome(bytes(head + table), mountpoint: nil, close: false)
    let value = try #require(result.table)
    #expect(value.isComplete && value.entries.count == 3 && value.otherLines == ["STR;broken;too few"])
    #expect(value.streams.first?.mountpoint == "HN01")
    #expect(value.streams.first?.miscellaneous == "a;b")
  }

  @Test("chunked, with a length, without its last line, and cut off")
  func framing() throws {
    let chunked = "HTTP/1.1 200 OK\r\nContent-Type: gnss/sourcetable\r\nTransfer-Encoding: chunked\r\n\r\n"
    #expect(try outcome(bytes(chunked) + ChunkedDecoder.encode(bytes(table)), mountpoint: nil, close: false).table?.isComplete == true)
    #expect(try outcome(bytes(chunked) + ChunkedDecoder.encode(bytes("STR;x\r\n")), mountpoint: nil).failure == .truncated(missing: 0))
    let open = try outcome(bytes("HTTP/1.1 200 OK\r\n\r\nCAS;h;1;i;p\r\n"), mountpoint: nil)
    #expect(open.table?.isComplete == false && open.table?.entries.count == 1)
  }

  @Test("a web page in place of the sourcetable")
  func page() throws {
    let typed = try outcome(bytes("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>x"), mountpoint: nil)
    #expect(typed.failure == .noSourcetable(type: "text/html", excerpt: "<p>x"))
    let untyped = try outcome(bytes("HTTP/1.1 200 OK\r\n\r\n<p>x"), mountpoint: nil)
    #expect(untyped.failure == .noSourcetable(type: "HTML", excerpt: "<p>x"))
    let words = try outcome(bytes("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nhello"), mountpoint: nil)
    #expect(
      words.failure == nil && words.table?.otherLines == ["hello"] || words.failure == .noSourcetable(type: "text/plain", excerpt: "hello"))
  }
}
