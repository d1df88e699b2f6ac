import GNSS
import RTCM

/// Puts dates to the epochs of a stream, whose messages carry only a time of week or of day.
///
/// The date comes from the caller, else from what the stream itself says (`DateEvidence`); never from a clock. From then on it moves along
/// with the epochs. Where `DateEvidence.find` reads a recording twice, this dates a stream that comes once, the epochs before the evidence too.
struct StreamClock {
  /// The first and the last epoch; nil as long as no date is known.
  private(set) var first: GNSSTime?
  private(set) var last: GNSSTime?
  /// What the ephemerides are resolved with.
  private(set) var context: TimeContext

  private let isGiven: Bool
  private var evidence = DateEvidence()
  private var believed: GNSSTime?
  private var firstHeader: MSMHeader?
  private var lastHeader: MSMHeader?

  init(date: GNSSTime?) {
    context = TimeContext(approximateTime: date)
    isGiven = date != nil
  }

  /// The GPS time of week of the first epoch, s, which needs no date; nil for GLONASS, which counts in UTC.
  var firstSecondsOfWeek: Double? { first.map { Self.secondsOfWeek($0) } ?? firstHeader.flatMap { Self.secondsOfWeek($0) } }
  /// The GPS time of week of the last epoch, s.
  var lastSecondsOfWeek: Double? { last.map { Self.secondsOfWeek($0) } ?? lastHeader.flatMap { Self.secondsOfWeek($0) } }

  /// Takes the epoch of a multiple signal message. SBAS is passed over: receivers are known to send a wrong epoch there.
  mutating func take(_ header: MSMHeader) {
    guard header.kind.system != .sbas else { return }
    if firstHeader == nil { firstHeader = header }
    lastHeader = header
    guard let time = header.time(in: context) else { return }
    if first == nil { first = time }
    last = time
    context.learn(time)
  }

  /// Takes the epoch of GPS and GLONASS observations of the older kind (1001–1004, 1009–1012).
  mutating func take(_ message: Message) {
    switch message {
    case .message1001(let m): take(older: m)
    case .message1002(let m): take(older: m)
    case .message1003(let m): take(older: m)
    case .message1004(let m): take(older: m)
    case .message1009(let m): take(older: m)
    case .message1010(let m): take(older: m)
    case .message1011(let m): take(older: m)
    case .message1012(let m): take(older: m)
    default: break
    }
  }

  /// Takes what the payload of a frame says of the date of its stream, whatever message it is.
  mutating func take(evidence payload: RawSpan) {
    guard !isGiven else { return }
    evidence.take(payload)
    date()
  }

  /// Puts the date to the epochs seen so far, when the evidence has changed.
  private mutating func date() {
    guard let time = evidence.time, time != believed else { return }
    believed = time
    context.learn(time)
    if let firstHeader { first = firstHeader.time(in: context) }
    if let lastHeader, let now = lastHeader.time(in: context) {
      last = now
      context.learn(now)
    }
  }

  private mutating func take<M: LegacyObservationMessage>(older message: M) {
    guard let kind = MSMKind(M.system, level: 1) else { return }
    var header = MSMHeader(kind: kind)
    // GLONASS: the day of the week is not known.
    header.epochRaw = M.system == .glonass ? 7 << 27 | message.header.epochRaw : message.header.epochRaw
    take(header)
  }

  /// Divided, not multiplied by 1e-9, so that whole milliseconds print as such.
  private static func secondsOfWeek(_ time: GNSSTime) -> Double { Double(time.nanosecondsOfWeek) / 1e9 }

  private static func secondsOfWeek(_ header: MSMHeader) -> Double? {
    guard header.kind.system != .glonass, header.epochRaw < 604_800_000 else { return nil }
    let milliseconds = (Int(header.epochRaw) + (header.kind.system == .beidou ? 14_000 : 0)) % 604_800_000
    return Double(milliseconds) / 1000
  }
}

extension GNSSTime {
  /// `2026-11-21T01:53:25.250 GPST`.
  var gpstText: String {
    let c = calendar(in: .gpst)
    func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
    let fraction = String(1000 + c.nanosecond / 1_000_000).dropFirst()
    return "\(c.year)-\(two(c.month))-\(two(c.day))T\(two(c.hour)):\(two(c.minute)):\(two(c.second)).\(fraction) GPST"
  }
}
