import Bilingual
import Foundation
import Testing

@testable import CorsMonitor

/// The description of the API against the API: every route, and every key of every answer.
@Suite struct OpenAPITests {
  private func document() throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: API.openAPI) as? [String: Any])
  }

  private func schema(_ name: String) throws -> [String: Any] {
    let components = try #require(try document()["components"] as? [String: [String: [String: Any]]])
    return try #require(components["schemas"]?[name], "no schema \(name)")
  }

  /// The keys of a value are exactly those of a schema; each is required, because keys are never left out.
  private func expectKeys(_ value: some Encodable, _ name: String) throws {
    let object = try #require(try JSONSerialization.jsonObject(with: JSON.data(value)) as? [String: Any])
    let schema = try schema(name)
    let properties = try #require(schema["properties"] as? [String: Any])
    #expect(Set(object.keys) == Set(properties.keys), "\(name)")
    #expect(Set(try #require(schema["required"] as? [String])) == Set(properties.keys), "\(name)")
  }

  @Test func everyRouteIsDescribed() throws {
    let paths = try #require(try document()["paths"] as? [String: Any])
    #expect(Set(paths.keys) == Set(API.paths))
  }

  @Test func everyKeyIsDescribed() throws {
    let text = BilingualText(zh: "一", en: "one")
    let reason = Reason(code: "x", text: text)
    let change = StateChange(station: "A", time: "", from: .up, to: .down, reasons: [reason])
    let summary = report("A").detail.summary
    try expectKeys(text, "BilingualText")
    try expectKeys(reason, "Reason")
    try expectKeys(change, "StateChange")
    try expectKeys(summary, "StationSummary")
    try expectKeys(StationDetail(summary: summary), "StationDetail")
    try expectKeys(ConnectionSummary(), "Connection")
    try expectKeys(SignalSummary(system: "GPS", code: "1C", satellites: 1, cn0_dbHz: nil), "Signal")
    try expectKeys(SkyEntry(id: "G01", system: "GPS", azimuthDegrees: nil, elevationDegrees: nil, signals: []), "SkyEntry")
    try expectKeys(SkySignal(code: "1C", cn0_dbHz: nil, lockTime: 0), "SkySignal")
    try expectKeys(MessageTypeSummary(type: 1, count: 1, interval: nil), "MessageType")
    try expectKeys(
      ReferencePoint(type: 1005, stationID: 1, latitudeDegrees: 0, longitudeDegrees: 0, ellipsoidalHeight: 0, antennaHeight: nil),
      "ReferencePoint")
    try expectKeys(Series(station: "A", metric: "state", unit: "1", resolution: 1, points: []), "Series")
    let states = try #require(try schema("State")["enum"] as? [String])
    #expect(Set(states) == Set(HealthState.allCases.map(\.rawValue)))
  }

  @Test func everyAnswerHasTheKeysOfItsSchema() async throws {
    let openAPITests = self
    try await withServer(board: Board(stations: [report("AAAA")]), store: Store(path: nil)) { port in
      let health = try #require(try await RawHTTP.request("/healthz", port: port).json() as? [String: Any])
      #expect(Set(health.keys) == Set(try #require(try openAPITests.schema("Health")["properties"] as? [String: Any]).keys))
      let series = try #require(
        try await RawHTTP.request("/api/v1/stations/AAAA/series?metric=cn0_dbHz.C2I", port: port).json() as? [String: Any])
      #expect(Set(series.keys) == Set(try #require(try openAPITests.schema("Series")["properties"] as? [String: Any]).keys))
      let described = try await RawHTTP.request("/openapi.json", port: port)
      #expect(described.body == API.openAPI && !API.openAPI.isEmpty)
    }
  }

  @Test func everyReasonIsDescribed() throws {
    let properties = try #require(try schema("Reason")["properties"] as? [String: [String: Any]])
    let described = try #require(properties["code"]?["description"] as? String)
    for code in HealthMachine.reasonCodes { #expect(described.contains(code), "\(code)") }
  }
}
