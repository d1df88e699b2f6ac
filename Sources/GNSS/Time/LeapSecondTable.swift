/// GPST − UTC over time: the one thing about time that cannot be computed and has to be told.
///
/// The built-in table ends with the leap second of 2016-12-31 (GPST − UTC = 18 s since 2017-01-01). A newer one is read from the text of the
/// system's `leap-seconds.list`. Instants before the first entry use the first entry's offset.
public struct LeapSecondTable: Sendable, Equatable {
  /// An offset and the UTC midnight from which it holds.
  public struct Entry: Sendable, Equatable {
    /// The modified Julian day, in UTC, at whose beginning the offset starts to hold.
    public var modifiedJulianDay: Int
    /// GPST − UTC, s.
    public var gpstMinusUTC: Int

    /// An entry.
    public init(modifiedJulianDay: Int, gpstMinusUTC: Int) {
      self.modifiedJulianDay = modifiedJulianDay
      self.gpstMinusUTC = gpstMinusUTC
    }

    /// The first instant at which the offset holds.
    var start: GNSSTime {
      GNSSTime(nanoseconds: Int64(modifiedJulianDay - gpsEpochMJD) * GNSSTime.nanosecondsPerDay + Int64(gpstMinusUTC) * 1_000_000_000)
    }
  }

  /// The entries in order of time, at least one.
  public let entries: [Entry]
  /// The modified Julian day after which the table's publisher does not vouch for it; nil when it was not said.
  public let expiryModifiedJulianDay: Int?

  /// A table; nil when there is no entry, or the days do not grow.
  public init?(entries: [Entry], expiryModifiedJulianDay: Int? = nil) {
    guard !entries.isEmpty, zip(entries, entries.dropFirst()).allSatisfy({ $0.modifiedJulianDay < $1.modifiedJulianDay }) else {
      return nil
    }
    self.entries = entries
    self.expiryModifiedJulianDay = expiryModifiedJulianDay
  }

  private init(builtIn: [(Int, Int)]) {
    entries = builtIn.map { Entry(modifiedJulianDay: $0.0, gpstMinusUTC: $0.1) }
    expiryModifiedJulianDay = nil
  }

  /// All leap seconds of the GPS era up to 2017-01-01. Source: IERS Bulletin C, `leap-seconds.list` of 2016-07 (TAI − UTC, less 19 s).
  public static let builtIn = LeapSecondTable(builtIn: [
    (44244, 0), (44786, 1), (45151, 2), (45516, 3), (46247, 4), (47161, 5), (47892, 6), (48257, 7), (48804, 8), (49169, 9), (49534, 10),
    (50083, 11), (50630, 12), (51179, 13), (53736, 14), (54832, 15), (56109, 16), (57204, 17), (57754, 18),
  ])

  /// What is wrong with a text that should be a `leap-seconds.list`.
  public struct ParseError: Error, Equatable, CustomStringConvertible {
    /// The line, from 1; 0 when the fault is of the text as a whole.
    public var line: Int
    /// What was expected and what was found.
    public var message: String
    /// One line for people.
    public var description: String { line > 0 ? "leap-seconds.list, line \(line): \(message)" : "leap-seconds.list: \(message)" }
  }

  /// Reads the text of a `leap-seconds.list` (the NTP format of IERS and NIST: seconds since 1900-01-01 and TAI − UTC in a line,
  /// `#@` before the expiry, other lines with `#` are comments).
  ///
  /// The text is given by the caller; on Debian it lies in `/usr/share/zoneinfo/leap-seconds.list`.
  public init(leapSecondsList text: some StringProtocol) throws(ParseError) {
    var entries: [Entry] = []
    var expiry: Int?
    var number = 0
    for line in String(text).utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      number += 1
      let isExpiry = line.starts(with: [UInt8(ascii: "#"), UInt8(ascii: "@")])
      if line.first == UInt8(ascii: "#") && !isExpiry { continue }
      let fields = (isExpiry ? line.dropFirst(2) : line[...]).split { $0 == 32 || $0 == 9 || $0 == 13 }
      if fields.isEmpty { continue }
      guard let ntpSeconds = Int(Substring(fields[0])), ntpSeconds >= 0, ntpSeconds % 86400 == 0 else {
        throw ParseError(line: number, message: "expected seconds since 1900 at a UTC midnight, found \"\(Substring(fields[0]))\"")
      }
      let day = ntpEpochMJD + ntpSeconds / 86400
      if isExpiry {
        expiry = day
        continue
      }
      guard fields.count >= 2, let taiMinusUTC = Int(Substring(fields[1])), (0...1000).contains(taiMinusUTC) else {
        throw ParseError(line: number, message: "expected TAI − UTC in whole seconds as the second field")
      }
      if let last = entries.last, last.modifiedJulianDay >= day {
        throw ParseError(line: number, message: "the dates must grow from line to line")
      }
      entries.append(Entry(modifiedJulianDay: day, gpstMinusUTC: taiMinusUTC - taiMinusGPST))
    }
    if entries.isEmpty { throw ParseError(line: 0, message: "no entry found") }
    self.entries = entries
    expiryModifiedJulianDay = expiry
  }

  /// GPST − UTC in seconds at an instant. During an inserted second it is still the old offset.
  public func gpstMinusUTC(at time: GNSSTime) -> Int {
    for entry in entries.reversed() where time >= entry.start { return entry.gpstMinusUTC }
    return entries[0].gpstMinusUTC
  }

  /// GPST − UTC that holds during a UTC day.
  public func gpstMinusUTC(onUTCDay modifiedJulianDay: Int) -> Int {
    for entry in entries.reversed() where modifiedJulianDay >= entry.modifiedJulianDay { return entry.gpstMinusUTC }
    return entries[0].gpstMinusUTC
  }

  /// True when the UTC day ends with an inserted second, 23:59:60.
  public func hasLeapSecond(atEndOfUTCDay modifiedJulianDay: Int) -> Bool {
    gpstMinusUTC(onUTCDay: modifiedJulianDay + 1) > gpstMinusUTC(onUTCDay: modifiedJulianDay)
  }
}

/// The modified Julian day of 1980-01-06, the epoch of GPS time.
let gpsEpochMJD = 44244
/// The modified Julian day of 1900-01-01, the epoch of NTP.
let ntpEpochMJD = 15020
/// TAI − GPST, s (IS-GPS-200: constant since 1980).
let taiMinusGPST = 19
