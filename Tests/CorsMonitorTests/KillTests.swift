import Foundation
import GNSS
import GRDB
import Testing

@testable import CorsMonitor

/// The service as a process, killed while it writes.
@Suite struct KillTests {
  /// The program beside the test bundle.
  private static let program: URL? = {
    let folders = [CommandLine.arguments[0], (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""]
    return folders.map { URL(fileURLWithPath: $0).deletingLastPathComponent().appendingPathComponent("cors-monitor") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }()

  /// A port that was free a moment ago.
  private static func freePort() -> Int {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        _ = bind(descriptor, $0, length)
        _ = getsockname(descriptor, $0, &length)
      }
    }
    return Int(UInt16(bigEndian: address.sin_port))
  }

  private static func start(_ program: URL, _ arguments: [String]) throws -> Process {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  /// Samples in a file that another process may be writing: count, first and last time.
  private static func samples(_ path: String) throws -> (count: Int, first: Int, last: Int) {
    guard FileManager.default.fileExists(atPath: path) else { return (0, 0, 0) }
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(5)
    let database = try DatabaseQueue(path: path, configuration: configuration)
    return try database.read { db in
      guard try db.tableExists("sample"), let row = try Row.fetchOne(db, sql: "SELECT count(*), min(time), max(time) FROM sample") else {
        return (0, 0, 0)
      }
      return (row[0], row[1] ?? 0, row[2] ?? 0)
    }
  }

  private static func wait(_ seconds: Double, until condition: () async throws -> Bool) async throws {
    let end = Date().addingTimeInterval(seconds)
    while Date() < end {
      if try await condition() { return }
      try await Task.sleep(for: .milliseconds(50))
    }
    throw RawHTTP.Failure(what: "waited \(seconds) s in vain")
  }

  @Test(.enabled(if: KillTests.program != nil, "the program is not beside the tests")) func historySurvivesAKill() async throws {
    let program = try #require(Self.program)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("jizhun-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let stream = folder.appendingPathComponent("stream.rtcm3")
    try Data(SyntheticStream.seconds(0..<3000)).write(to: stream)
    let store = folder.appendingPathComponent("history.sqlite").path
    let port = Self.freePort()
    let speed = 50.0
    let configuration = folder.appendingPathComponent("monitor.yaml")
    try Data(
      """
      server: {port: \(port)}
      store: {path: \(store)}
      stations:
        - id: AAAA
          position: {x: 6378137, y: 0, z: 0}
          source: {file: \(stream.path), speed: \(speed)}
      """.utf8
    ).write(to: configuration)

    let first = try Self.start(program, ["run", "--config", configuration.path])
    defer { if first.isRunning { kill(first.processIdentifier, SIGKILL) } }
    try await Self.wait(30) { try Self.samples(store).count >= 120 }
    let answer = try await RawHTTP.request("/api/v1/stations/AAAA", port: port)
    let shown = try #require((try answer.json() as? [String: Any])?["lastEpoch"] as? String)
    let seen = try Self.samples(store)
    kill(first.processIdentifier, SIGKILL)
    first.waitUntilExit()
    #expect(first.terminationReason == .uncaughtSignal)

    let left = try Self.samples(store)
    #expect(left.count >= seen.count)
    #expect(left.last - left.first + 1 == left.count, "a hole in the history")
    // Written once a second: what the page showed is in the file, but for the last second of the clock, with half of one for the scheduler.
    let lastShown = try #require(GNSSTime(iso8601: shown)).unixSeconds()
    #expect(Double(left.last) >= lastShown - 1.5 * speed)
    let opened = try Store(path: store)
    let verdict = try await opened.database.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") }
    #expect(verdict == "ok")
    try opened.close()

    let second = try Self.start(program, ["run", "--config", configuration.path])
    defer { if second.isRunning { kill(second.processIdentifier, SIGKILL) } }
    try await Self.wait(30) { (try? await RawHTTP.request("/healthz", port: port).status) == 200 }
    let series = try await RawHTTP.request(
      "/api/v1/stations/AAAA/series?metric=satelliteCount&from=\(left.first)&to=\(left.first + 3600)", port: port)
    #expect(series.status == 200)
    let history = try Self.samples(store)
    #expect(history.count >= left.count)
    second.terminate()
    second.waitUntilExit()
    #expect(second.terminationReason == .exit && second.terminationStatus == 0)
  }

  @Test(
    .enabled(if: KillTests.program != nil, "the program is not beside the tests"),
    arguments: [
      (["run", "--config", "/nonexistent.yaml"], 66), (["replay", "/nonexistent.rtcm3"], 66), (["replay", "/"], 66), (["run"], 64),
      (["nonsense"], 64),
    ] as [([String], Int)]) func exitCodesFollowSysexits(arguments: [String], code: Int) async throws
  {
    let process = try Self.start(try #require(Self.program), arguments)
    process.waitUntilExit()
    #expect(process.terminationStatus == Int32(code))
  }
}
