import Bilingual
import Foundation
import GNSS
import Geodesy
import RTCM
import ServiceConfiguration
import Testing

@testable import CorsMonitor

/// The numbers of the API have the digits that `docs/api.md` lists, and none of the noise of binary arithmetic.
@Suite struct ShownDigitsTests {
  /// A station at an invented place whose degrees do not survive the way through radians: 112.9° comes back as 112.90000000000002°.
  private static let place = GeodeticPosition(latitudeDegrees: 28.2, longitudeDegrees: 112.9, ellipsoidalHeight: 60)

  /// Seven seconds of its stream, so that every mean over them is a long fraction; the point in the stream is 3 cm higher than configured.
  private func report(configured: Bool) throws -> StationReport {
    var station = StationConfiguration(id: "TEST", name: BilingualText(zh: "试", en: "test"), source: .inProcess("test"))
    if configured { station.position = Self.place }
    var pipeline = StationPipeline(station: station)
    let point = try Ellipsoid.cgcs2000.geocentric(
      GeodeticPosition(latitude: Self.place.latitude, longitude: Self.place.longitude, ellipsoidalHeight: 60.03))
    var message = Message1006()
    message.point.stationID = 7
    message.point.xRaw = DataField.df025.raw(point.x)
    message.point.yRaw = DataField.df026.raw(point.y)
    message.point.zRaw = DataField.df027.raw(point.z)
    message.antennaHeightRaw = DataField.df028.raw(0.1)
    var builder = FrameBuilder()
    try builder.build(message)
    var bytes = builder.frame.withUnsafeBytes { Array($0) }
    for second in 0..<7 {
      let time = SyntheticStream.start.advanced(bySeconds: Double(second))
      bytes += try SyntheticStream.epoch(time, satellites: 11, cn0_dbHz: 44.3)
      pipeline.receive(bytes.span.bytes, arrival: time.advanced(bySeconds: 0.123_456_78)) { _ in }
      bytes = []
    }
    pipeline.advance(to: SyntheticStream.start.advanced(bySeconds: 7.3)) { _ in }
    return pipeline.report
  }

  @Test(arguments: [true, false]) func everyNumberOfAStationIsShort(configured: Bool) throws {
    let text = try JSON.text(report(configured: configured).detail)
    for match in text.matches(of: /"([A-Za-z_0-9]+)":-?[0-9]+\.([0-9]+(?:[eE][-+0-9]+)?)/) {
      #expect(match.output.2.count <= (match.output.1.hasSuffix("Degrees") ? 9 : 4), "\(match.output.0)")
    }
    // 1005 states a point to 0.1 mm, 1e-9°.
    #expect(text.contains("\"longitudeDegrees\":112.9"))
    #expect(!text.contains("112.90000000000002") && !text.contains("\"bytesPerSecond\":0,"))
  }

  @Test func metricsHaveTheSameDigits() throws {
    let page = PrometheusText.page(Board(stations: [try report(configured: true)]))
    // 3 cm, but for what 1006 rounds away: half of 0.1 mm on each axis.
    #expect(page.contains(/cors_station_arp_offset_meters\{station="TEST"\} 0\.0(299|3|301)\n/))
    #expect(page.matches(of: /\.[0-9]{5,}/).isEmpty)
  }

  @Test func aReasonSaysItsValueToFourDecimals() {
    let reason = Reason(code: "x", text: BilingualText(zh: "一", en: "one"), value: 2.0 / 3, limit: 0.99)
    #expect(reason.value == 0.6667)
  }
}
