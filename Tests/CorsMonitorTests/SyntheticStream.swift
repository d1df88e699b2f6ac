import GNSS
import RTCM

@testable import CorsMonitor

/// A stream of an invented station: GPS MSM7 once a second.
enum SyntheticStream {
  /// 2026-01-01 00:00:00 UTC.
  static let start = GNSSTime(unixNanoseconds: 1_767_225_600_000_000_000)

  /// The bytes of one epoch.
  static func epoch(_ time: GNSSTime, satellites: Int = 12, cn0_dbHz: Float = 45) throws -> [UInt8] {
    var observations: [Observation] = []
    for number in 1...satellites {
      var row = Observation(
        satellite: Satellite(.gps, UInt8(number)), signal: Signal(band: UInt8(ascii: "1"), attribute: UInt8(ascii: "C")))
      row.pseudorange = 22_000_000 + Double(number) * 10_000
      row.phaseRange = row.pseudorange
      row.rangeRate = 100
      row.cn0_dbHz = cn0_dbHz
      row.lockTime_ms = 60_000
      observations.append(row)
    }
    var header = MSMHeader(kind: MSMKind(number: 1077)!)
    header.stationID = 7
    var bytes: [UInt8] = []
    var composer = MSMComposer()
    _ = try composer.compose(observations.span, header: header, time: time) { frame in
      frame.withUnsafeBytes { bytes.append(contentsOf: $0) }
    }
    return bytes
  }

  /// A stretch of seconds.
  static func seconds(_ range: Range<Int>) throws -> [UInt8] {
    try range.flatMap { try epoch(start.advanced(bySeconds: Double($0))) }
  }
}
