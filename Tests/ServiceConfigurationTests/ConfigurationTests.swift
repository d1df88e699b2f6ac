import Bilingual
import Foundation
import Geodesy
import Testing

@testable import ServiceConfiguration

private let station = """
    - id: AAAA
      position: {latitudeDegrees: 28.2, longitudeDegrees: 113, ellipsoidalHeight: 80}
      source: {tcp: "localhost:5000"}
  """

/// A fault, the line and column where it is reported, and words of the English message.
struct BadConfiguration: CustomTestStringConvertible, Sendable {
  var yaml: String
  var line: Int
  var column: Int
  var words: String
  var testDescription: String { words }
}

@Suite struct ConfigurationTests {
  @Test func readsEveryKey() throws {
    let configuration = try MonitorConfiguration(
      yaml: """
        server: {address: 0.0.0.0, port: 9000}
        store: {path: /var/lib/x.sqlite, sampleHours: 24, minuteDays: 10}
        defaults:
          interval: 1
          policy: {latency: 3, satellites: 12}
        stations:
          - id: S-1_a.b
            name: {zh: 甲站, en: Station A}
            position: {latitudeDegrees: 28.2, longitudeDegrees: 113, ellipsoidalHeight: 80}
            source: {ntrip: "ntrips://caster.example:443/MOUNT", user: me, passwordEnvironment: PW, version: 2, sendPosition: true}
            antenna: "NONE"
            receiver: "NONE"
            interval: 0.2
            policy: {satellites: 20}
          - id: B
            name: 乙站
            position: {x: 6378137, y: 0, z: 0}
            source: {file: data.rtcm3, speed: 10}
          - id: C
            position: {x: 6378137, y: 0, z: 0}
            source: {tcp: "[::1]:5000"}
        """, file: "x.yaml")
    #expect(configuration.server == .init(host: "0.0.0.0", port: 9000))
    #expect(configuration.storePath == "/var/lib/x.sqlite")
    #expect(configuration.retention == .init(sampleSeconds: 86400, minuteSeconds: 864_000))
    let (a, b, c) = (configuration.stations[0], configuration.stations[1], configuration.stations[2])
    #expect(a.id == "S-1_a.b" && a.name == BilingualText(zh: "甲站", en: "Station A"))
    #expect(a.policy.satellites == 20 && a.policy.latency == 3 && a.interval == 0.2)
    #expect(a.source.summary == "ntrips://caster.example:443/MOUNT")
    guard case .ntrip(let ntrip) = a.source else {
      Issue.record("no NTRIP source")
      return
    }
    #expect(ntrip.tls && ntrip.user == "me" && ntrip.password == .environment("PW") && ntrip.version == 2 && ntrip.sendPosition)
    #expect(b.interval == 1 && b.policy.satellites == 12 && b.name.en == "乙站")
    #expect(b.source == .file(path: "data.rtcm3", speed: 10))
    // X = a is on the equator at longitude 0, at height 0 (definition of the ellipsoid).
    #expect(try abs(#require(b.position).ellipsoidalHeight) < 1e-6)
    #expect(c.source == .tcp(host: "::1", port: 5000))
  }

  static let bad: [BadConfiguration] = [
    .init(yaml: "", line: 1, column: 1, words: "the file is empty"),
    .init(yaml: "stations: []\n", line: 1, column: 11, words: "at least one station"),
    .init(yaml: "server: {port: 80}\n", line: 1, column: 1, words: "stations is missing"),
    .init(yaml: "servr: {port: 80}\nstations:\n\(station)", line: 1, column: 1, words: "did you mean \"server\"?"),
    .init(yaml: "beautiful: 1\nstations:\n\(station)", line: 1, column: 1, words: "there are: server, store"),
    .init(yaml: "server:\n  port: http\nstations:\n\(station)", line: 2, column: 9, words: "server.port: expected a whole number 1…65535"),
    .init(yaml: "server:\n  port: 70000\nstations:\n\(station)", line: 2, column: 9, words: "found \"70000\""),
    .init(yaml: "store: {sampleHours: 3}\nstations:\n\(station)", line: 1, column: 8, words: "path is missing"),
    .init(yaml: "store: {path: x, sampleHours: -1}\nstations:\n\(station)", line: 1, column: 31, words: "1…8784 h"),
    .init(yaml: "stations:\n\(station)\n\(station)", line: 5, column: 5, words: "used more than once"),
    .init(
      yaml: "stations:\n  - id: A B\n    position: {x: 6378137, y: 0, z: 0}\n    source: {tcp: 'a:1'}", line: 2, column: 9,
      words: "letters, digits"),
    .init(yaml: "stations:\n  - id: A\n    source: {tcp: 'a:1'}", line: 2, column: 5, words: "position is missing"),
    .init(
      yaml: "stations:\n  - id: A\n    position: {x: 1, y: 2, z: 3}\n    source: {tcp: 'a:1'}", line: 3, column: 15,
      words: "not near the surface"),
    .init(
      yaml:
        "stations:\n  - id: A\n    position: {latitudeDegrees: 91, longitudeDegrees: 0, ellipsoidalHeight: 0}\n    source: {tcp: 'a:1'}",
      line: 3, column: 33, words: "-90…90"),
    .init(
      yaml: "stations:\n  - id: A\n    position: {latitudeDegrees: 1, x: 0, ellipsoidalHeight: 0}\n    source: {tcp: 'a:1'}", line: 3,
      column: 15, words: "or x, y and z"),
    .init(
      yaml: "stations:\n\(station.replacing("\"localhost:5000\"", with: "localhost"))", line: 4, column: 19, words: "expected HOST:PORT"),
    .init(yaml: "stations:\n\(station.replacing("tcp: \"localhost:5000\"", with: "{}"))", line: 4, column: 13, words: "exactly one of"),
    .init(
      yaml: "stations:\n\(station.replacing("tcp: \"localhost:5000\"", with: "ntrip: \"ntrip://me:secret@host/M\""))", line: 4, column: 21,
      words: "a password never here"),
    .init(
      yaml: "stations:\n\(station.replacing("localhost:5000", with: "me:secret@host:5000"))", line: 4, column: 19,
      words: "found \"•••@host:5000\""),
    .init(
      yaml: "stations:\n\(station.replacing("tcp: \"localhost:5000\"", with: "ntrip: \"ntrip://host/M\", passwordFile: p"))", line: 4,
      column: 21, words: "no user"),
    .init(
      yaml: "stations:\n\(station.replacing("tcp: \"localhost:5000\"", with: "tcp: \"a:1\", speed: 3"))", line: 4, column: 33,
      words: "kind tcp has no such key"),
    .init(yaml: "stations: {a: 1}\n", line: 1, column: 11, words: "expected a list"),
    .init(yaml: "defaults: {policy: {satelites: 3}}\nstations:\n\(station)", line: 1, column: 21, words: "did you mean \"satellites\"?"),
    .init(yaml: "stations: [\n", line: 2, column: 1, words: "is not correct YAML"),
    .init(yaml: "stations:\n\t- id: A\n", line: 2, column: 1, words: "never with tabs"),
    .init(yaml: "server: {port: 1}\nserver: {port: 2}\nstations: []", line: 1, column: 1, words: "more than once: server"),
    .init(yaml: "a: " + String(repeating: "[", count: 100_000), line: 1, column: 5, words: "levels deep"),
    .init(yaml: String(repeating: "- ", count: 100_000), line: 1, column: 1999, words: "levels deep"),
    .init(yaml: (0..<1500).map { String(repeating: " ", count: $0) + "a:\n" }.joined(), line: 1000, column: 1000, words: "levels deep"),
  ]

  @Test(arguments: bad) func saysWhatIsWrongAndWhere(_ bad: BadConfiguration) throws {
    let error = try #require(throws: ConfigurationError.self) { try MonitorConfiguration(yaml: bad.yaml, file: "x.yaml") }
    let text = error.text(in: .en)
    #expect(text.contains("x.yaml:\(bad.line):\(bad.column): ") && text.contains(bad.words), "\(text)")
    #expect(!text.contains("secret"))
    #expect(error.exitCode == 78)
    for problem in error.problems { #expect(!problem.message.zh.isEmpty) }
  }

  @Test func allFaultsAreReportedAtOnceInOrder() {
    let error = #expect(throws: ConfigurationError.self) {
      try MonitorConfiguration(yaml: "server: {port: x, prt: 1}\nstations:\n  - id: A\n", file: "x.yaml")
    }
    #expect(error?.problems.map(\.line) == [1, 1, 3, 3])
  }

  /// A list of aliases to one wrong station: a few kilobytes that would make a million messages.
  @Test func faultsAreCounted() throws {
    let keys = (0..<1000).map { "k\($0): 0" }.joined(separator: ", ")
    let yaml = "stations: [&s {\(keys)}" + String(repeating: ", *s", count: 1000) + "]"
    let error = try #require(throws: ConfigurationError.self) { try MonitorConfiguration(yaml: yaml, file: "x.yaml") }
    #expect(error.problems.count == ConfigurationError.maximumProblems)
  }

  /// JSON is YAML, and a program that writes it may write one long line.
  @Test func oneLongLineIsRead() throws {
    let stations = (0..<500).map {
      #"{"id":"S\#($0)","position":{"x":6378137,"y":0,"z":0},"source":{"tcp":"[::1]:5000"}}"#
    }
    let json = #"{"stations":["# + stations.joined(separator: ",") + "]}"
    #expect(try MonitorConfiguration(yaml: json, file: "x.json").stations.count == 500)
  }

  @Test func anotherEncodingIsNamed() throws {
    // "甲" in GBK is BC D7 (GB 18030-2022, table of two-byte characters).
    let bytes = Array("stations:\n  - id: A\n    name: ".utf8) + [0xBC, 0xD7, 0x0A]
    let error = try #require(throws: ConfigurationError.self) { try MonitorConfiguration(utf8: bytes, file: "x.yaml") }
    #expect(error.text(in: .en).hasPrefix("x.yaml:3:1: this line is not UTF-8"))
    #expect(try MonitorConfiguration(utf8: Array("\u{FEFF}stations:\n\(station)".utf8), file: "x.yaml").stations.count == 1)
  }

  @Test func controlCharactersDoNotReachTheTerminal() throws {
    let error = try #require(throws: ConfigurationError.self) {
      try MonitorConfiguration(yaml: "\"\\e[2J\\x07\": 1\nstations:\n\(station)", file: "x.yaml")
    }
    #expect(error.text(in: .en).contains("unknown key \"·[2J·\""))
  }
}

extension ConfigurationTests {
  @Test func theDocumentedExampleIsCorrectAndHasEveryKey() throws {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("docs/cors-monitor.example.yaml")
    let text = try String(contentsOf: path, encoding: .utf8)
    let configuration = try MonitorConfiguration(yaml: text, file: path.lastPathComponent)
    #expect(configuration.stations.count == 4)
    #expect(configuration.stations[0].policy == Policy() && configuration.retention == Retention())
    for key in ConfigurationReader.allKeys { #expect(text.contains("\(key):"), "\(key)") }
  }

  @Test func everyLimitIsDocumented() throws {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("docs/thresholds.md")
    let text = try String(contentsOf: path, encoding: .utf8)
    for field in Policy.fields { #expect(text.contains("| `\(field.key)` |"), "\(field.key)") }
  }
}
