import Bilingual
import Foundation
import GNSS
import HTTPTypes
import Hummingbird
import NIOCore
import ServiceLifecycle

/// The routes of the HTTP API. `Web/openapi.json` describes them; a test holds the two together.
struct API: Sendable {
  let board: Board
  let store: Store?

  /// The most recent events that a station's answer carries.
  static let recentEvents = 50

  /// The paths, as OpenAPI writes them.
  static let paths = [
    "/api/v1/stations", "/api/v1/stations/{id}", "/api/v1/stations/{id}/series", "/api/v1/events", "/metrics", "/healthz", "/openapi.json",
  ]

  func addRoutes(to router: Router<WebContext>) {
    router.get("/api/v1/stations") { _, _ in try json(board.reports.map(\.detail.summary)) }
    router.get("/api/v1/stations/:id") { _, context in
      var detail = try report(context).detail
      if let store { detail.recentEvents = try await store.changes(station: detail.summary.id, limit: Self.recentEvents) }
      return try json(detail)
    }
    router.get("/api/v1/stations/:id/series") { request, context in try json(await series(request, report(context).detail.summary.id)) }
    router.get("/api/v1/events") { _, context in try events(context) }
    router.get("/metrics") { _, _ in
      Response(
        status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8", .cacheControl: "no-store"],
        body: .init(byteBuffer: ByteBuffer(string: PrometheusText.page(board))))
    }
    router.get("/healthz") { _, _ in try health() }
    router.get("/openapi.json") { _, _ in
      Response(
        status: .ok, headers: [.contentType: "application/json; charset=utf-8", .cacheControl: "no-cache"],
        body: .init(byteBuffer: ByteBuffer(bytes: Self.openAPI)))
    }
  }

  /// The description of the API.
  static let openAPI: Data = {
    let url = Bundle.module.url(forResource: "openapi", withExtension: "json")
    return url.flatMap { try? Data(contentsOf: $0) } ?? Data()
  }()

  private func report(_ context: WebContext) throws -> StationReport {
    let id = try context.parameters.require("id")
    let decoded = id.removingPercentEncoding ?? id
    guard let report = board.report(of: decoded) else { throw APIError.unknownStation(decoded) }
    return report
  }

  private func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
    Response(
      status: status, headers: [.contentType: "application/json; charset=utf-8", .cacheControl: "no-store"],
      body: .init(byteBuffer: ByteBuffer(bytes: try JSON.data(value))))
  }

  private func health() throws -> Response {
    struct Health: Encodable {
      var status: String
      var version: String
      var stations: Int
      var states: [String: Int]
      @ExplicitNull var store: BilingualText? = nil
    }
    let reports = board.reports
    var states = Dictionary(uniqueKeysWithValues: HealthState.allCases.map { ($0.rawValue, 0) })
    for report in reports { states[report.detail.summary.state.rawValue, default: 0] += 1 }
    let failure = board.storeFailure
    var answer = Health(
      status: failure == nil ? "ok" : "failing", version: ServiceVersion.current, stations: reports.count, states: states)
    answer.store = failure
    return try json(answer, status: failure == nil ? .ok : .serviceUnavailable)
  }

  private func series(_ request: Request, _ station: String) async throws -> Series {
    let query = request.uri.queryParameters
    let name = query["metric"].map(String.init) ?? ""
    guard let metric = Metric(name) else {
      let forms = Metric.forms.joined(separator: ", ")
      throw APIError(
        status: .badRequest, code: "unknownMetric",
        message: BilingualText(zh: "没有指标 \"\(name)\";可用:\(forms)", en: "no metric \"\(name)\"; there are: \(forms)"))
    }
    let now = Int(Date().timeIntervalSince1970)
    let present = try await store?.present(of: station, now: now) ?? now
    let to = try time(query["to"], "to") ?? present
    let from = try time(query["from"], "from") ?? to - 3600
    guard from <= to else {
      throw APIError(
        status: .badRequest, code: "badRange",
        message: BilingualText(zh: "from(\(from))晚于 to(\(to))", en: "from (\(from)) is after to (\(to))"))
    }
    guard let store else {
      return Series(station: station, metric: metric.description, unit: metric.unit, resolution: 1, points: [])
    }
    return try await store.series(station: station, metric: metric, from: from, to: to, now: now)
  }

  /// Unix seconds or ISO 8601 in UTC.
  private func time(_ text: Substring?, _ name: String) throws -> Int? {
    guard let text else { return nil }
    if let seconds = Double(text), seconds.isFinite, abs(seconds) < 1e11 { return Int(seconds) }
    let decoded = String(text).removingPercentEncoding ?? String(text)
    if let time = GNSSTime(iso8601: decoded) { return Int(time.unixSeconds()) }
    throw APIError(
      status: .badRequest, code: "badTime",
      message: BilingualText(
        zh: "\(name) 应为 Unix 秒或 ISO 8601 UTC 时间,如 2026-01-31T08:00:00Z;收到 \"\(decoded)\"",
        en: "\(name) must be Unix seconds or an ISO 8601 time in UTC such as 2026-01-31T08:00:00Z; found \"\(decoded)\""))
  }

  /// Server-sent events: first all stations, then what changes.
  private func events(_ context: WebContext) throws -> Response {
    let channel = context.channel
    guard let subscriber = board.feed.subscribe(cut: { channel.close(promise: nil) }) else {
      throw APIError(
        status: .serviceUnavailable, code: "tooManyClients",
        message: BilingualText(zh: "事件流的连接过多,请稍后再试", en: "too many clients of the event stream, try again later"))
    }
    let board = board
    return Response(
      status: .ok,
      headers: [.contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store"],
      body: .init { writer in
        defer { board.feed.unsubscribe(subscriber) }
        try await writer.write(board.snapshot())
        for await _ in subscriber.wake.cancelOnGracefulShutdown() {
          guard let buffer = subscriber.take() else { continue }
          try await writer.write(buffer)
        }
        try await writer.finish(nil)
      })
  }
}
