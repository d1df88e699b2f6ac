import GNSS

/// The leap seconds that a stream shows: GPS time less UTC, from the times of GPS (or Galileo, QZSS, BeiDou) and GLONASS messages of one epoch.
///
/// Messages belong to one epoch when each but the last says that more follow, and the station is the same.
struct LeapSecondObserver: Sendable {
  /// Epochs in a row that must agree.
  private static let believedAfter = 3

  private var stationID: UInt16 = 0
  private var moreFollow = false
  /// Milliseconds of the GPS day and of the GLONASS day in the epoch that runs.
  private var gpsDay: Int?
  private var glonassDay: Int?
  private var candidate = (seconds: 0, count: 0)

  /// The offset, once enough epochs agreed on it; nil before, and for an offset that UTC cannot have.
  private(set) var leapSeconds: Int?

  /// Reads the times of a payload with observations.
  mutating func take(_ payload: RawSpan, number: UInt16) {
    guard payload.byteCount >= 7 else { return }
    // DF002 and DF003, then the epoch: 30 bits, but 27 in 1009–1012; then the bit that says that more follow.
    // Seven bytes are there.
    let head = (0..<7).reduce(UInt64(0)) { unsafe $0 << 8 | UInt64(payload.unsafeLoad(fromByteOffset: $1, as: UInt8.self)) }
    func bits(_ offset: Int, _ count: Int) -> Int { Int(truncatingIfNeeded: head >> UInt64(56 - offset - count)) & (1 << count - 1) }
    let isOldGLONASS = number >= 1009 && number <= 1012
    let system = MSMKind(number: number)?.system ?? (isOldGLONASS ? .glonass : .gps)
    let station = UInt16(bits(12, 12))
    if !moreFollow || station != stationID { (gpsDay, glonassDay) = (nil, nil) }
    stationID = station
    moreFollow = bits(isOldGLONASS ? 51 : 54, 1) == 1
    let day = 86_400_000
    switch system {
    case .glonass: glonassDay = isOldGLONASS ? bits(24, 27) : bits(27, 27)
    case .beidou: gpsDay = (bits(24, 30) + 14_000) % day
    case .gps, .galileo, .qzss: gpsDay = bits(24, 30) % day
    // SBAS is known to come with wrong times.
    case .sbas, .navic: break
    }
    guard let gpsDay, let glonassDay else { return }
    // GLONASS time is UTC and three hours; a receiver's epochs are whole milliseconds in both.
    let offset = (gpsDay + 10_800_000 - glonassDay + 2 * day) % day
    (self.gpsDay, self.glonassDay) = (nil, nil)
    let seconds = (offset + 500) / 1000
    candidate = abs(offset - seconds * 1000) <= 5 && seconds == candidate.seconds ? (seconds, candidate.count + 1) : (seconds, 1)
    // No offset since RTCM 3 exists was less, and none will be beyond 60 while a date has ten bits of week.
    if leapSeconds == nil, candidate.count >= Self.believedAfter, (13...60).contains(seconds) { leapSeconds = seconds }
  }
}
