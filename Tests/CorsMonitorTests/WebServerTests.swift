import ServiceConfiguration
import Bilingual
import Foundation
import GNSS
import Logging
import NIOCore
import ServiceLifecycle
import Testing

@testable import CorsMonitor

/// A server with two invented stations on a free port, for as long as the closure runs.
func withServer(
  board: Board, store: Store? = nil, files: StaticFiles = .none, _ body: @Sendable @escaping (Int) async throws -> Void
) async throws {
  let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
  var logger = Logger(label: "test")
  logger.logLevel = .error
  let server = WebServer(
    address: .init(host: "127.0.0.1", port: 0), board: board, store: store, files: files, logger: logger,
    started: { continuation.yield($0) })
  let group = ServiceGroup(configuration: .init(services: [.init(service: server)], logger: logger))
  try await withThrowingTaskGroup(of: Void.self) { tasks in
    tasks.addTask { try await group.run() }
    tasks.addTask {
      for await port in ports {
        try await body(port)
        break
      }
      await group.triggerGracefulShutdown()
    }
    try await tasks.waitForAll()
  }
}

/// A report of an invented station.
func report(_ id: String, satellites: Int = 0) -> StationReport {
  var summary = StationSummary(id: id, name: BilingualText(zh: "测试站", en: "Test"), source: "tcp://localhost:1")
  summary.satelliteCount = satellites
  summary.satellites = ["GPS": satellites]
  summary.signals = [SignalSummary(system: "GPS", code: "1C", satellites: satellites, cn0_dbHz: 44.5)]
  return StationReport(detail: StationDetail(summary: summary))
}

@Suite struct WebServerTests {
  @Test func answersWithAllStations() async throws {
    try await withServer(board: Board(stations: [report("AAAA", satellites: 9), report("BBBB")])) { port in
      let answer = try await RawHTTP.request("/api/v1/stations", port: port)
      #expect(answer.status == 200)
      let list = try #require(try answer.json() as? [[String: Any]])
      #expect(list.map { $0["id"] as? String } == ["AAAA", "BBBB"])
      #expect(list[0]["state"] as? String == "noEvidence")
      #expect(list[0]["satelliteCount"] as? Int == 9)
      // Keys without a value are null, never absent.
      #expect(list[0]["latency"] is NSNull)
      let detail = try #require(try await RawHTTP.request("/api/v1/stations/AAAA", port: port).json() as? [String: Any])
      #expect(detail["sky"] is [Any] && detail["arp"] is NSNull && detail["id"] as? String == "AAAA")
    }
  }

  @Test(arguments: [
    ("/api/v1/stations/NONE", 404, "unknownStation"), ("/api/v1/stations/NONE/series?metric=state", 404, "unknownStation"),
    ("/api/v1/stations/AAAA/series?metric=beauty", 400, "unknownMetric"), ("/api/v1/stations/AAAA/series", 400, "unknownMetric"),
    ("/api/v1/stations/AAAA/series?metric=latency&from=yesterday", 400, "badTime"),
    ("/api/v1/stations/AAAA/series?metric=latency&from=20&to=10", 400, "badRange"), ("/nowhere", 404, "notFound"),
    ("/assets/page/../../etc/passwd", 404, "notFound"), ("/assets/%2e%2e/%2e%2e/etc/passwd", 404, "notFound"),
  ]) func errorsAreJSON(path: String, status: Int, code: String) async throws {
    try await withServer(board: Board(stations: [report("AAAA")])) { port in
      let answer = try await RawHTTP.request(path, port: port)
      #expect(answer.status == status)
      let body = try #require(try answer.json() as? [String: [String: Any]])
      #expect(body["error"]?["code"] as? String == code)
      let message = try #require(body["error"]?["message"] as? [String: String])
      #expect(message["zh"]?.isEmpty == false && message["en"]?.isEmpty == false)
    }
  }

  @Test func streamsSummariesAndChangesOfState() async throws {
    let board = Board(stations: [report("AAAA")])
    try await withServer(board: board) { port in
      let publisher = Task {
        while !Task.isCancelled {
          board.publish(report("AAAA", satellites: 31))
          board.publish(StateChange(station: "AAAA", time: "2026-01-01T00:00:00Z", from: .noEvidence, to: .up, reasons: []))
          try await Task.sleep(for: .milliseconds(20))
        }
      }
      let answer = try await RawHTTP.request("/api/v1/events", port: port) {
        $0.contains("event: state") && $0.contains("\"satelliteCount\":31")
      }
      publisher.cancel()
      #expect(answer.headers["content-type"]?.hasPrefix("text/event-stream") == true)
      // A new client first gets the stations as they are.
      let first = try #require(answer.text.range(of: "event: station"))
      #expect(first.lowerBound < (try #require(answer.text.range(of: "event: state\n"))).lowerBound)
    }
    #expect(board.feed.count == 0)
  }

  @Test func aSlowClientCostsNoMoreThanTheNewestEvents() {
    let subscriber = EventFeed.Subscriber(number: 0, cut: {})
    for i in 0..<100_000 {
      subscriber.put(station: "S\(i % 12)", .init(string: "event: station\ndata: \(i)\n\n"))
      subscriber.put(change: .init(string: "event: state\ndata: \(i)\n\n"))
    }
    let text = subscriber.take().map { String(buffer: $0) } ?? ""
    #expect(text.components(separatedBy: "event: station").count == 13)
    #expect(text.components(separatedBy: "event: state").count == 257)
    #expect(text.contains("data: 99999\n"))
    #expect(subscriber.take() == nil)
  }

  @Test func metricsFollowTheTextFormat() async throws {
    let board = Board(stations: [report("A\"A\\", satellites: 5)])
    try await withServer(board: board) { port in
      let answer = try await RawHTTP.request("/metrics", port: port)
      #expect(answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
      #expect(answer.text.contains("cors_station_satellites{station=\"A\\\"A\\\\\",system=\"GPS\"} 5\n"))
      #expect(answer.text.contains("# TYPE cors_station_crc_failures_total counter\n"))
      for line in answer.text.split(separator: "\n") where !line.hasPrefix("#") {
        #expect(line.wholeMatch(of: /[a-z][a-z0-9_]*(\{[a-z]+=".*"\})? -?[0-9.eE+-]+/) != nil, "\(line)")
      }
    }
  }

  @Test func healthNamesAFailingStore() async throws {
    let board = Board(stations: [])
    try await withServer(board: board) { port in
      let healthy = try await RawHTTP.request("/healthz", port: port)
      #expect(healthy.status == 200)
      board.storeFailure = StoreError.full(path: "x").text
      let failing = try await RawHTTP.request("/healthz", port: port)
      #expect(failing.status == 503)
    }
  }

  @Test func aPortInUseIsSaid() async throws {
    try await withServer(board: Board(stations: [])) { port in
      let other = WebServer(
        address: .init(host: "127.0.0.1", port: port), board: Board(stations: []), store: nil, files: .none,
        logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
      let error = await #expect(throws: WebServerError.self) { try await other.run() }
      #expect(error?.text.en.contains("127.0.0.1:\(port) is in use") == true)
    }
  }

  @Test func servesThePageWithCachingAndAPolicy() async throws {
    try await withServer(board: Board(stations: []), files: StaticFiles()) { port in
      let page = try await RawHTTP.request("/", port: port)
      #expect(page.status == 200 && page.headers["content-type"] == "text/html; charset=utf-8")
      #expect(page.headers["content-security-policy"]?.contains("default-src 'none'") == true)
      let etag = try #require(page.headers["etag"])
      let again = try await RawHTTP.request("/", port: port, headers: ["If-None-Match": etag])
      #expect(again.status == 304 && again.body.isEmpty)
      // Whatever the page asks for, the server has.
      for match in page.text.matches(of: /(?:href|src)="(assets\/page[^"]+)"/) {
        let file = try await RawHTTP.request("/\(match.output.1)", port: port)
        #expect(file.status == 200, "\(match.output.1)")
      }
    }
  }

  @Test func missingLibrariesAreNamedWithTheirPackage() {
    let files = StaticFiles(page: nil, leaflet: "/nonexistent", d3: "/nonexistent/d3.min.js")
    #expect(Set(files.missing.map(\.package)) == ["libjs-leaflet", "node-d3"])
    #expect(files.missing.allSatisfy { $0.path.hasPrefix("/nonexistent") })
  }
}
