import Foundation
import NTRIPProtocol
import Testing

@testable import jizhun

@Suite(.serialized) struct RecordCommandTests {
  /// Forty pieces of a hundred bytes that are no RTCM: a recorder does not look.
  private let pieces = (0..<40).map { piece in (0..<100).map { UInt8(($0 * 7 + piece) & 255) } }

  private func contents(_ path: String) -> [UInt8] { FileManager.default.contents(atPath: path).map { [UInt8]($0) } ?? [] }

  private func pieces(of path: String) throws -> [ArrivalTimes.Piece] {
    var parser = ArrivalTimes.Parser()
    return try parser.take(contents(path))
  }

  private func record(_ options: [String], environment: [String: String] = [:]) throws -> JizhunProcess.Result {
    try JizhunProcess.run(["rtcm", "record"] + options, environment: ["LANG": "C"].merging(environment) { $1 })
  }

  @Test func recordsRawTCPWithArrivalTimes() throws {
    let server = try PlainServer(awaitsRequest: false, pieces: pieces)
    defer { server.stop() }
    let folder = try TemporaryFolder()
    let before = Int64(Date().timeIntervalSince1970 * 1e9)
    let result = try record(["--times", "--duration", "0.9", "tcp://127.0.0.1:\(server.port)", folder.path("a.rtcm3")])
    let after = Int64(Date().timeIntervalSince1970 * 1e9)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.contains("the server ended the stream; again in"))
    let bytes = contents(folder.path("a.rtcm3"))
    #expect(bytes == pieces.flatMap { $0 })
    let times = try pieces(of: folder.path("a.rtcm3.times"))
    #expect(times.reduce(0) { $0 + $1.length } == bytes.count && times.count > 5)
    #expect(times.map(\.arrival) == times.map(\.arrival).sorted())
    #expect(times.allSatisfy { (before...after).contains($0.arrival.unixNanoseconds) })
  }

  @Test(arguments: [1, 2]) func recordsAMountpoint(version: Int) throws {
    var answer = [Array("ICY 200 OK\r\n\r\n".utf8)] + pieces
    if version == 2 {
      answer = [Array("HTTP/1.1 200 OK\r\nContent-Type: gnss/data\r\nTransfer-Encoding: chunked\r\n\r\n".utf8)]
      answer += pieces.map { Array("64\r\n".utf8) + $0 + [13, 10] }
    }
    let server = try PlainServer(awaitsRequest: true, pieces: answer)
    defer { server.stop() }
    let folder = try TemporaryFolder()
    let result = try record(
      [
        "--duration", "0.9", "--ntrip-version", "\(version)", "--position", "30.5,114.25,20",
        "ntrip://surveyor@127.0.0.1:\(server.port)/WUHAN",
        folder.path("a.rtcm3"),
      ], environment: ["JIZHUN_NTRIP_PASSWORD": "sesame"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(contents(folder.path("a.rtcm3")).starts(with: pieces.flatMap { $0 }))
    #expect(server.requests.hasPrefix("GET /WUHAN HTTP/1.\(version - 1)\r\n"))
    // surveyor:sesame
    #expect(server.requests.contains("Authorization: Basic c3VydmV5b3I6c2VzYW1l\r\n"))
    #expect(server.requests.contains("$GPGGA,") && server.requests.contains("3030.0000000,N,11415.0000000,E"))
    #expect(!result.errors.contains("sesame"))
  }

  @Test func aRefusalEndsItAndLeavesNoFile() throws {
    let server = try PlainServer(awaitsRequest: true, pieces: [Array("HTTP/1.1 401 Unauthorized\r\n\r\n".utf8)])
    defer { server.stop() }
    let folder = try TemporaryFolder()
    let password = try folder.file("password", Array("sesame\n".utf8))
    let result = try record(["--password-file", password, "ntrip://u@127.0.0.1:\(server.port)/M", folder.path("a.rtcm3")])
    #expect(result.status == 66)
    #expect(result.errors.contains("user or password refused (401") && !result.errors.contains("sesame"))
    #expect(!FileManager.default.fileExists(atPath: folder.path("a.rtcm3")))
  }

  @Test func recordsStandardInput() throws {
    let folder = try TemporaryFolder()
    let result = try JizhunProcess.run(["rtcm", "record", "--times", "-", folder.path("a.rtcm3")], input: Data(pieces[0]))
    #expect(result.status == 0 && result.errors.contains("100 bytes recorded"))
    #expect(contents(folder.path("a.rtcm3")) == pieces[0])
    #expect(try pieces(of: folder.path("a.rtcm3.times")).map(\.length) == [100])
    let again = try JizhunProcess.run(["rtcm", "record", "-", folder.path("a.rtcm3")], input: Data(pieces[1]))
    #expect(again.status == 73 && again.errors.contains("a recording overwrites nothing"))
    #expect(contents(folder.path("a.rtcm3")) == pieces[0])
  }

  @Test func filesByTheHourAreNamedSo() throws {
    let folder = try TemporaryFolder()
    for _ in 0..<2 {
      let result = try JizhunProcess.run(
        ["rtcm", "record", "--times", "--rotate", "hour", "-", folder.path("a.rtcm3")], input: Data(pieces[0]))
      #expect(result.status == 0, "\(result.errors)")
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted()
    #expect(names.count == 4)
    #expect(names.allSatisfy { $0.wholeMatch(of: /a-20[0-9]{6}T[0-9]{2}\.rtcm3(-2)?(\.times)?/) != nil }, "\(names)")
  }

  /// A recorder that is killed has on disk every byte it received, and every byte that has a time.
  @Test func killedItLosesNothing() throws {
    let server = try PlainServer(awaitsRequest: false, pieces: (0..<500).flatMap { _ in pieces }, pause: 5000)
    defer { server.stop() }
    let folder = try TemporaryFolder()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: JizhunProcess.path)
    process.arguments = ["rtcm", "record", "--times", "tcp://127.0.0.1:\(server.port)", folder.path("a.rtcm3")]
    process.standardError = FileHandle.nullDevice
    try process.run()
    usleep(700_000)
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    let bytes = contents(folder.path("a.rtcm3"))
    #expect(bytes.count > 2000 && zip(bytes, (0..<500).lazy.flatMap { _ in pieces.joined() }).allSatisfy(==))
    let timed = try pieces(of: folder.path("a.rtcm3.times")).reduce(0) { $0 + $1.length }
    // At most the piece that was being written has no time.
    #expect(timed <= bytes.count && timed >= bytes.count - 1000)
  }

  @Test(arguments: [
    ("ntrips://h/M", 78, "cors-monitor takes encrypted streams"), ("https://h/M", 78, "no TLS"),
    ("ntrip://u:p@h/M", 64, "no password belongs"),
    ("ntrip://h", 64, "an address is"), ("tcp://h", 64, "an address is"), ("tcp://h:0", 64, "an address is"),
    ("ftp://h/M", 64, "an address is"),
    ("ntrip://u@h/M", 78, "no password for the user u"), ("nonsense", 64, "an address is"),
  ]) func usageErrorsAreSaid(_ address: String, _ status: Int32, _ words: String) throws {
    let folder = try TemporaryFolder()
    let result = try record([address, folder.path("a")])
    #expect(result.status == status)
    #expect(result.errors.contains(words), "\(result.errors)")
    #expect(!FileManager.default.fileExists(atPath: folder.path("a")))
  }

  @Test func addressesAreRead() throws {
    let caster = try StreamAddress("ntrip://u@[2001:db8::1]/M1")
    #expect(caster.host == "2001:db8::1" && caster.port == 2101 && caster.kind == .ntrip(user: "u", mountpoint: "M1"))
    #expect(caster.place == "[2001:db8::1]:2101")
    let tcp = try StreamAddress("tcp://receiver:9000")
    #expect(tcp.host == "receiver" && tcp.port == 9000 && tcp.kind == .tcp)
    #expect(try StreamAddress("-").kind == .standardInput)
  }
}
