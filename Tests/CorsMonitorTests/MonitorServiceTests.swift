import ServiceConfiguration
import Bilingual
import Foundation
import GNSS
import Geodesy
import Logging
import NTRIP
import NTRIPProtocol
import ServiceLifecycle
import Testing

@testable import CorsMonitor

/// The whole path from a caster's socket to the board, with stations that work and stations that do not.
@Suite struct MonitorServiceTests {
  private func station(_ id: String, port: Int, password: String = "PASSWORD") -> StationConfiguration {
    var ntrip = SourceConfiguration.NTRIP(host: "127.0.0.1", mountpoint: id)
    ntrip.port = port
    ntrip.user = "user"
    ntrip.password = .environment(password)
    var station = StationConfiguration(id: id, name: BilingualText(zh: id, en: id), source: .ntrip(ntrip), interval: 1)
    // A test has no half minute to wait.
    station.policy.warmUp = 2
    station.policy.silence = 3
    station.policy.silenceDisconnected = 2
    return station
  }

  private func wait(_ what: String, seconds: Double = 20, _ condition: () -> Bool) async throws {
    let end = Date().addingTimeInterval(seconds)
    while !condition() {
      guard Date() < end else { throw RawHTTP.Failure(what: "waited in vain: \(what)") }
      try await Task.sleep(for: .milliseconds(50))
    }
  }

  @Test func stationsComeUpFailAndAreRecorded() async throws {
    var casterConfiguration = NTRIPCaster.Configuration()
    casterConfiguration.accounts = [NTRIPCredentials(user: "user", password: Secret("secret"))]
    let caster = NTRIPCaster(
      configuration: casterConfiguration,
      mountpoints: [
        SourcetableStream(mountpoint: "GOOD", identifier: "invented"), SourcetableStream(mountpoint: "DENIED", identifier: "invented"),
      ])
    let (ports, portContinuation) = AsyncStream.makeStream(of: Int.self)
    let serving = Task { try await caster.run { portContinuation.yield($0) } }
    defer { serving.cancel() }
    var iterator = ports.makeAsyncIterator()
    let port = try #require(await iterator.next())
    let publishing = Task {
      while !Task.isCancelled {
        let now = StreamClock.system.now().unixNanoseconds
        caster.publish(try SyntheticStream.epoch(GNSSTime(unixNanoseconds: now / 1_000_000_000 * 1_000_000_000)), to: "GOOD")
        try await Task.sleep(for: .nanoseconds(1_000_000_000 - now % 1_000_000_000))
      }
    }
    defer { publishing.cancel() }

    let environment = ["PASSWORD": "secret", "WRONG": "guess"]
    let feeds = try [
      station("GOOD", port: port), station("MISSING", port: port), station("DENIED", port: port, password: "WRONG"),
      station("CLOSED", port: 1),
    ]
    .enumerated().map { try MonitorService.Feed($1, environment: environment, seed: UInt64($0)) }
    let store = try Store(path: nil)
    let board = MonitorService.board(feeds)
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    let group = ServiceGroup(
      configuration: .init(
        services: [.init(service: MonitorService(feeds: feeds, board: board, store: store, logger: logger))], logger: logger))
    let running = Task { try await group.run() }
    defer { running.cancel() }
    func summary(_ id: String) -> StationSummary? { board.report(of: id)?.detail.summary }

    try await wait("GOOD comes up") { summary("GOOD")?.state == .up }
    #expect(summary("GOOD")?.satelliteCount == 12 && summary("GOOD")?.connection.state == "connected")
    let latency = try #require(summary("GOOD")?.latency)
    #expect(latency > -0.1 && latency < 1)
    for (id, words) in [("MISSING", "no mountpoint"), ("DENIED", "password"), ("CLOSED", "refused")] {
      try await wait("\(id) is down") { summary(id)?.state == .down }
      #expect(summary(id)?.connection.state != "connected")
      let message = summary(id)?.connection.message.en ?? ""
      #expect(!message.isEmpty && !message.contains("guess") && !message.contains("secret"), "\(id): \(message), expected about \(words)")
      #expect(summary(id)?.reasons.first?.code == "noData")
    }

    publishing.cancel()
    try await wait("GOOD falls silent") { summary("GOOD")?.state == .down }
    #expect(summary("GOOD")?.reasons.first?.code == "silent")
    await group.triggerGracefulShutdown()
    try await running.value
    let changes = try await store.changes(station: "GOOD", limit: 10)
    #expect(changes.map(\.to) == [.down, .up])
    let now = Int(Date().timeIntervalSince1970)
    let series = try await store.series(station: "GOOD", metric: .satelliteCount, from: now - 60, to: now, now: now)
    #expect(series.points.contains { $0.value == 12 })
  }
}
