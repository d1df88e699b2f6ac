import GNSS

/// Reads RINEX 3 and 4 navigation files: GPS, QZSS and NavIC LNAV, Galileo I/NAV and F/NAV, BeiDou D1 and D2, GLONASS FDMA, SBAS.
///
/// Source: RINEX 3.05 (appendix A.5–A.14) and RINEX 4.02. Bytes come in any chunks; each ephemeris is handed out when its record is complete.
/// Other records of RINEX 4 (CNAV, CNV1–3, STO, EOP, ION) are counted in `skipped`. After an error the reader must not be fed any more.
///
/// The week of an ephemeris is taken from the date of its clock (`toc`), which is full; the week number of the file is written differently by different
/// programs, and `toe` is the time of week nearest to `toc`. Accuracies, which RINEX gives in metres, become the index that stands for them.
public struct NavigationReader {
  /// The version in the header, such as 3.05; nil before it was read.
  public private(set) var version: Double?
  /// Ephemerides handed out.
  public private(set) var ephemerides = 0
  /// Records that hold something else, by kind: `EPH CNV1`, `ION`.
  public private(set) var skipped: [String: Int] = [:]
  /// The header's lines of ionospheric and time corrections (version 3), as they stand.
  public private(set) var correctionLines: [String] = []
  /// GPST − UTC as the header has it, s.
  public private(set) var leapSecondCount: Int?

  private var leapSeconds: LeapSecondTable
  private var splitter = LineSplitter()
  private var inHeader = true
  /// The lines of the record that is being collected: the longest one, CNV2 of BeiDou, has 11.
  private var record: [TextLine] = []
  private var recordKind: RecordKind = .none
  private static let longestRecord = 16

  private enum RecordKind {
    case none
    /// RINEX 3, or an EPH of RINEX 4 with its message.
    case ephemeris(NavigationMessage?)
    case other(String)
  }

  /// A reader. Leap seconds are needed for the dates of GLONASS, which are UTC.
  public init(leapSeconds: LeapSecondTable = .builtIn) { self.leapSeconds = leapSeconds }

  /// All ephemerides of a whole file.
  public static func ephemerides(in bytes: [UInt8], leapSeconds: LeapSecondTable = .builtIn) throws(RINEXError) -> [Ephemeris] {
    var reader = NavigationReader(leapSeconds: leapSeconds)
    var all: [Ephemeris] = []
    try reader.feed(bytes) { all.append($0) }
    try reader.finish { all.append($0) }
    return all
  }

  /// Takes the next bytes and hands out the ephemerides that they complete.
  public mutating func feed(_ bytes: [UInt8], _ body: (Ephemeris) -> Void) throws(RINEXError) {
    var splitter = splitter
    try splitter.feed(bytes) { line throws(RINEXError) in try read(line, body) }
    self.splitter = splitter
  }

  /// Ends the file: hands out the last record.
  public mutating func finish(_ body: (Ephemeris) -> Void) throws(RINEXError) {
    var splitter = splitter
    try splitter.finish { line throws(RINEXError) in try read(line, body) }
    self.splitter = splitter
    if inHeader { throw RINEXError(line: splitter.line, "the text ends within the header: expected a line END OF HEADER") }
    try endRecord(body)
  }

  private mutating func read(_ line: TextLine, _ body: (Ephemeris) -> Void) throws(RINEXError) {
    if inHeader { return try readHeader(line) }
    if line.isBlank { return }
    if line.hasPrefix("> ") {
      try endRecord(body)
      recordKind = Self.kind(line)
    } else if line.hasPrefix("    ") {
      if case .other = recordKind { return }
      guard !record.isEmpty else { throw RINEXError(line: line.number, "a continuation line without a record before it") }
      guard record.count < Self.longestRecord else {
        throw RINEXError(line: line.number, "a record of more than \(Self.longestRecord) lines")
      }
      record.append(line)
    } else {
      // In RINEX 4 the first line of data follows its "> EPH" line; in RINEX 3 it opens the record itself.
      if !record.isEmpty { try endRecord(body) }
      if case .none = recordKind {
        guard let version, version < 4 else {
          throw RINEXError(line: line.number, "expected a line \"> EPH …\", \"> STO …\", \"> EOP …\" or \"> ION …\"")
        }
        recordKind = .ephemeris(nil)
      }
      record = [line]
    }
  }

  private mutating func readHeader(_ line: TextLine) throws(RINEXError) {
    let label = line.text(60, 20)
    if line.number == 1 {
      guard label == "RINEX VERSION / TYPE", let version = try line.number(0, 9, "version") else {
        throw RINEXError(line: 1, "expected RINEX VERSION / TYPE in columns 61–80: this is no RINEX file")
      }
      guard line.text(20, 1) == "N" else {
        throw RINEXError(line: 1, "expected file type N (navigation) in column 21, found \"\(line.text(20, 1))\"")
      }
      guard version >= 3, version < 5 else {
        throw RINEXError(
          line: 1, "version \(line.text(0, 9)): RINEX 3 and 4 can be read; convert older files first, with gfzrnx for example")
      }
      self.version = version
    } else if label == "END OF HEADER" {
      inHeader = false
    } else if label == "LEAP SECONDS" {
      leapSecondCount = Int(line.text(0, 6))
    } else if label == "IONOSPHERIC CORR" || label == "TIME SYSTEM CORR", correctionLines.count < 1000 {
      correctionLines.append(String(decoding: line.bytes, as: UTF8.self))
    }
  }

  private static func kind(_ line: TextLine) -> RecordKind {
    let type = line.text(2, 3)
    let message = line.text(10, 4)
    guard type == "EPH" else { return .other(type) }
    // NavIC's L1NV and the civil messages have other fields.
    guard let known = NavigationMessage(rawValue: message) else { return .other("EPH " + message) }
    return .ephemeris(known)
  }

  private mutating func endRecord(_ body: (Ephemeris) -> Void) throws(RINEXError) {
    defer {
      record.removeAll(keepingCapacity: true)
      recordKind = .none
    }
    switch recordKind {
    case .none: break
    case .other(let kind): skipped[kind, default: 0] += 1
    case .ephemeris(let message):
      guard !record.isEmpty else { throw RINEXError(line: splitter.line, "an EPH line without data after it") }
      body(try NavigationRecord(lines: record, leapSeconds: leapSeconds).ephemeris(message: message))
      ephemerides += 1
    }
  }
}
