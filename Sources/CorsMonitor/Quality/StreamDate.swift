import GNSS
import RTCM

/// Finds the date of a recording in its own bytes: observations carry only a time of week.
public enum StreamDate {
  /// A time within three days of the recording; nil when the stream says nothing of it.
  ///
  /// In this order: ephemerides of BeiDou and Galileo, whose weeks are full; of GPS, whose ten bits of week are taken as the newest that is not
  /// after `notAfter`; system parameters (1013), which somebody has set; ephemerides of GLONASS, of which some receivers send an old date.
  public static func find(
    in bytes: [UInt8], notAfter: GNSSTime? = nil, leapSeconds: LeapSecondTable = .builtIn
  ) -> GNSSTime? {
    var scanner = FrameScanner()
    let undated = TimeContext(leapSeconds: leapSeconds)
    // The week nearest to a time half a cycle back is the newest one not after it (but for a week, so that a clock may be a little off).
    let cycle = notAfter.map {
      TimeContext(approximateTime: GNSSTime(nanoseconds: $0.nanoseconds - 511 * GNSSTime.nanosecondsPerWeek), leapSeconds: leapSeconds)
    }
    var found: [Int: GNSSTime] = [:]
    func note(_ rank: Int, _ time: GNSSTime?) {
      if let time, found[rank] == nil { found[rank] = time }
    }
    scanner.scan(bytes.span.bytes) { frame in
      // Observations are most of a stream: only the messages looked for are decoded.
      switch frame.messageNumber {
      case 1013, 1019, 1020, 1042, 1045, 1046: break
      default: return
      }
      guard let message = try? Message(payload: frame.payload) else { return }
      switch message {
      case .message1042(let m): note(0, m.ephemeris(in: undated)?.toe)
      case .message1045(let m): note(1, m.ephemeris(in: undated)?.toe)
      case .message1046(let m): note(1, m.ephemeris(in: undated)?.toe)
      case .message1019(let m): if let cycle { note(2, m.ephemeris(in: cycle)?.toe) }
      // MJD 44244 is the first day of GPS time; senders without a date send 0.
      case .message1013(let m) where m.modifiedJulianDay >= 44244:
        let day = DayTime(modifiedJulianDay: Int(m.modifiedJulianDay), nanosecondsOfDay: Int64(m.secondsOfDay) * 1_000_000_000)
        note(3, GNSSTime(day, in: .utc, leapSeconds: leapSeconds))
      case .message1020(let m): note(4, m.broadcastTime(leapSeconds: leapSeconds))
      default: break
      }
    }
    return found.min { $0.key < $1.key }?.value
  }
}
