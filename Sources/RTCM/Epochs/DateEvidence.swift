public import GNSS

/// What a stream says of its own date. Observations carry only a time of week or of day; other messages carry more, each with its weakness:
///
/// 1. Ephemerides of BeiDou (13 bits of week) and Galileo (12 bits) are full dates until 2163 and 2078.
/// 2. Ephemerides of GPS, QZSS and NavIC have ten bits of week, which fit a date every 19.6 years. The other evidence chooses among them.
/// 3. System parameters (1013) and texts (1029) carry a day that somebody has set; senders without a date send 0.
/// 4. Ephemerides of GLONASS carry the day within four years, and the four-year interval, of which receivers are known to send the two low
///    bits only (a stream of 2023 then says 2007).
/// 5. Observations of GPS time and of GLONASS time in one epoch show the leap seconds of their time, which date nothing but tell apart dates that are
///    decades apart (a stream of 2009 has 15).
///
/// Where ten bits of week are all there is, the date is taken between January 2012, before which there were no multiple signal messages, and
/// August 2031. No clock is read: a recording gives the same dates whenever it is replayed.
public struct DateEvidence: Sendable {
  /// The first GPS week that is believed: 2012-01-08.
  static let firstWeek = 1670
  /// The first GPS week that is believed where a day is stated, or leap seconds point to it: RTCM 3.0 is of February 2004.
  static let firstStatedWeek = 1256

  private var fullWeek: GNSSTime?
  private var rolled: (week: Int, secondsOfWeek: Double)?
  private var stated: GNSSTime?
  private var glonass: (interval: Int, day: Int, nanosecondsOfDay: Int64)?
  private var offset = LeapSecondObserver()
  private let leapSeconds: LeapSecondTable
  /// True when something was learnt since whoever uses the evidence set it to false.
  var hasChanged = false

  /// No evidence yet.
  public init(leapSeconds: LeapSecondTable = .builtIn) { self.leapSeconds = leapSeconds }

  /// The evidence of a recording: a time within some hours of its first messages that tell; nil when it says nothing of its date.
  ///
  /// All of it is searched, so that evidence late in the recording dates its beginning. A recording of more than three days whose first evidence comes
  /// later than that is dated a week late.
  public static func find(in bytes: RawSpan, leapSeconds: LeapSecondTable = .builtIn) -> GNSSTime? {
    var scanner = FrameScanner()
    var evidence = DateEvidence(leapSeconds: leapSeconds)
    scanner.scan(bytes) { frame in evidence.take(frame.payload) }
    scanner.finish { frame in evidence.take(frame.payload) }
    return evidence.time
  }

  /// True for a message number that `take` a message learns from; the others need not be decoded.
  public static func isEvidence(_ number: UInt16) -> Bool {
    switch number {
    case 1013, 1019, 1020, 1029, 1041, 1042, 1044, 1045, 1046: true
    default: false
    }
  }

  /// Learns from the payload of a frame, whatever it is. Of observations, only the times are read.
  public mutating func take(_ payload: RawSpan) {
    let number = Message.number(of: payload)
    if EpochAssembler.isObservation(number) {
      guard offset.leapSeconds == nil else { return }
      offset.take(payload, number: number)
      if offset.leapSeconds != nil { hasChanged = true }
    } else if Self.isEvidence(number), let message = try? Message(payload: payload) {
      take(message)
    }
  }

  /// Learns from a message. The first evidence of each kind counts.
  public mutating func take(_ message: Message) {
    let undated = TimeContext(leapSeconds: leapSeconds)
    switch message {
    case .message1042(let m): note(full: m.ephemeris(in: undated)?.toe)
    case .message1045(let m): note(full: m.ephemeris(in: undated)?.toe)
    case .message1046(let m): note(full: m.ephemeris(in: undated)?.toe)
    case .message1019(let m): note(rolled: m.week, Double(m.toe) * 16)
    case .message1041(let m): note(rolled: m.week, Double(m.toe) * 16)
    case .message1044(let m): note(rolled: m.week, Double(m.toe) * 16)
    case .message1013(let m): note(modifiedJulianDay: m.modifiedJulianDay, m.secondsOfDay)
    case .message1029(let m): note(modifiedJulianDay: m.modifiedJulianDay, m.secondsOfDay)
    case .message1020(let m):
      guard glonass == nil, let time = m.broadcastTime(leapSeconds: leapSeconds) else { return }
      let date = time.glonassDate(leapSeconds: leapSeconds)
      glonass = (date.interval, date.day, date.nanosecondsOfDay)
      hasChanged = true
    default: break
    }
  }

  /// A time within some hours of the evidence; nil without any.
  public var time: GNSSTime? {
    if let fullWeek { return fullWeek }
    guard let rolled else { return stated ?? glonassTime }
    let period = 1024
    let first = Self.firstWeek + ((rolled.week - Self.firstWeek) % period + period) % period
    // The usual one first.
    let candidates = [0, -1, 1].map { GNSSTime(gpsWeek: first + $0 * period, secondsOfWeek: rolled.secondsOfWeek) }
      .filter { $0.gpsWeek >= Self.firstStatedWeek }
    if let stated, let agreeing = candidates.first(where: { Self.days(from: $0, to: stated) < 14 }) { return agreeing }
    if let observed = offset.leapSeconds,
      let agreeing = candidates.first(where: { leapSeconds.gpstMinusUTC(at: $0) == observed })
    {
      return agreeing
    }
    if let glonass,
      let agreeing = candidates.first(where: {
        // Days of the four-year interval, which begins anew after 1461.
        let apart = abs($0.glonassDate(leapSeconds: leapSeconds).day - glonass.day)
        return $0.gpsWeek >= Self.firstWeek && min(apart, 1461 - apart) < 14
      })
    {
      return agreeing
    }
    return candidates.first
  }

  private var glonassTime: GNSSTime? {
    guard let glonass else { return nil }
    func time(_ interval: Int) -> GNSSTime {
      GNSSTime(glonassInterval: interval, day: glonass.day, nanosecondsOfDay: glonass.nanosecondsOfDay, leapSeconds: leapSeconds)
    }
    var interval = glonass.interval
    // An impossible date has lost the upper bits of its interval.
    while interval < 32, time(interval).gpsWeek < Self.firstWeek { interval += 4 }
    return time(interval)
  }

  private mutating func note(full time: GNSSTime?) {
    guard fullWeek == nil, let time, time.gpsWeek >= Self.firstWeek else { return }
    fullWeek = time
    hasChanged = true
  }

  private mutating func note(rolled week: UInt16, _ secondsOfWeek: Double) {
    guard rolled == nil, secondsOfWeek < 604_800 else { return }
    rolled = (Int(week), secondsOfWeek)
    hasChanged = true
  }

  private mutating func note(modifiedJulianDay day: UInt16, _ secondsOfDay: UInt32) {
    guard stated == nil, secondsOfDay <= 86_400 else { return }
    let dayTime = DayTime(modifiedJulianDay: Int(day), nanosecondsOfDay: Int64(secondsOfDay) * 1_000_000_000)
    let time = GNSSTime(dayTime, in: .utc, leapSeconds: leapSeconds)
    guard time.gpsWeek >= Self.firstStatedWeek else { return }
    stated = time
    hasChanged = true
  }

  private static func days(from a: GNSSTime, to b: GNSSTime) -> Double { abs(a.seconds(since: b)) / 86_400 }
}
