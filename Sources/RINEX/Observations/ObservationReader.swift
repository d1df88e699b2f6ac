public import GNSS

/// Reads observation files of RINEX 2, 3 and 4, and the same compressed after Hatanaka (CRINEX 1 and 3), which it tells by their first line.
///
/// Source: RINEX 2.11 (W. Gurtner and L. Estey, 2007), RINEX 3.05 (2020), RINEX 4.02 (2024). Bytes come in any chunks; a record is handed out as
/// soon as its last line is there. Memory is bounded by one epoch. After an error the reader must not be fed any more.
///
/// Codes are RINEX 3's in any case: those of version 2 are mapped (`RINEX2Codes`), and band 1 of BeiDou in version 3.02 becomes 2.
/// In version 2, bit 2 of the loss-of-lock indicator (data under anti-spoofing) is left out, since in version 3 it means something else.
public struct ObservationReader {
  /// The header; complete once `hasHeader`. Its columns follow the events of the file.
  public var header: ObservationHeader { headerReader.header }
  /// True once the header was read.
  public var hasHeader: Bool { headerReader.isComplete }
  /// The version in the first line of a compressed file, 1.0 or 3.0; nil for plain text.
  public private(set) var compactVersion: Double?
  /// Epochs handed out that have observations.
  public private(set) var epochs = 0
  /// Epochs among them that have fewer satellites than their first line says: the next epoch begins before. A simulator writes such files.
  public private(set) var shortEpochs = 0

  private var splitter = LineSplitter(longest: LineSplitter.longestObservationLine)
  private var decompressor: CompactDecompressor?
  private var headerReader: ObservationHeaderReader
  private var record = ObservationRecord()
  private var state = State.epoch
  private let leapSeconds: LeapSecondTable

  private enum State {
    /// An epoch line is next.
    case epoch
    /// Satellites are to come: how many.
    case satellites(Int)
    /// RINEX 2: satellites of the list are to come.
    case satelliteList(Int)
    /// RINEX 2: lines of the satellite at a place in the list, from a column on.
    case values(satellite: Int, column: Int)
    /// Header lines of an event are to come: how many.
    case eventLines(Int)
  }

  /// A reader. Leap seconds are needed where a file counts in GLONASS time, which RINEX has as UTC.
  public init(leapSeconds: LeapSecondTable = .builtIn) {
    self.leapSeconds = leapSeconds
    headerReader = ObservationHeaderReader(leapSeconds: leapSeconds)
  }

  /// Takes the next bytes and hands out the records that they complete.
  public mutating func feed(_ bytes: [UInt8], _ body: (ObservationRecord) throws(RINEXError) -> Void) throws(RINEXError) {
    var splitter = splitter
    self.splitter = LineSplitter()
    try splitter.feed(bytes) { line throws(RINEXError) in try take(line, body) }
    self.splitter = splitter
  }

  /// Ends the file.
  public mutating func finish(_ body: (ObservationRecord) throws(RINEXError) -> Void) throws(RINEXError) {
    var splitter = splitter
    try splitter.finish { line throws(RINEXError) in try take(line, body) }
    self.splitter = splitter
    if let decompressor { try decompressor.finish(line: splitter.line) }
    guard hasHeader else { throw RINEXError(line: splitter.line, "the text ends within the header: expected a line END OF HEADER") }
    switch state {
    case .epoch: break
    // The last lines of a file may be blank, and lost on the way.
    case .values(let satellite, let column) where satellite == record.satellites.count - 1 && column > 0:
      record.values.append(
        contentsOf: repeatElement(.blank, count: max(headerReader.types2.count - column, 0)))
      try hand(body)
    default: throw RINEXError(line: splitter.line, "the text ends within an epoch: the file is cut off")
    }
  }

  private mutating func take(_ line: TextLine, _ body: (ObservationRecord) throws(RINEXError) -> Void) throws(RINEXError) {
    if line.number == 1, line.text(60, 20) == "CRINEX VERS   / TYPE" {
      let decompressor = try CompactDecompressor(firstLine: line)
      compactVersion = decompressor.version
      self.decompressor = decompressor
      return
    }
    guard var decompressor else { return try read(line, body) }
    self.decompressor = nil  // so that it is not copied
    try decompressor.take(line) { plain throws(RINEXError) in try read(plain, body) }
    self.decompressor = decompressor
  }

  private mutating func read(_ line: TextLine, _ body: (ObservationRecord) throws(RINEXError) -> Void) throws(RINEXError) {
    guard headerReader.isComplete else {
      try headerReader.read(line)
      if headerReader.isComplete { record.types = headerReader.header.types }
      return
    }
    switch state {
    case .epoch:
      if line.isBlank { return }
      if header.version < 3 { try readEpoch2(line, body) } else { try readEpoch3(line, body) }
    case .satellites(let left):
      if line.bytes.first == UInt8(ascii: ">") {
        shortEpochs += 1
        try hand(body)
        return try readEpoch3(line, body)
      }
      try readSatellite3(line)
      state = left > 1 ? .satellites(left - 1) : .epoch
      if left == 1 { try hand(body) }
    case .satelliteList(let left): try readSatelliteList(line, left)
    case .values(let satellite, let column): try readValues2(line, satellite, column, body)
    case .eventLines(let left):
      record.headerLines.append(String(decoding: line.bytes, as: UTF8.self))
      if record.flag != .externalEvent { try headerReader.readEventLine(line) }
      state = left > 1 ? .eventLines(left - 1) : .epoch
      if left == 1 { try hand(body) }
    }
  }

  private mutating func hand(_ body: (ObservationRecord) throws(RINEXError) -> Void) throws(RINEXError) {
    state = .epoch
    if record.flag == .ordinary || record.flag == .powerFailure { epochs += 1 }
    try body(record)
    // An event may have brought other columns.
    if !record.flag.hasObservations { record.types = headerReader.header.types }
  }

  private func flag(_ line: TextLine, _ column: Int) throws(RINEXError) -> ObservationRecord.Flag {
    let value = line.text(column, 1).isEmpty ? 0 : try line.integer(column, 1, "epoch flag", in: 0...6)
    return ObservationRecord.Flag(rawValue: UInt8(value)) ?? .ordinary
  }

  private mutating func begin(
    _ line: TextLine, flagColumn: Int, _ columns: [(Int, Int)], body: (ObservationRecord) throws(RINEXError) -> Void
  ) throws(RINEXError) -> Int? {
    record.removeAll()
    record.flag = try flag(line, flagColumn)
    let time = try RINEXDate.read(line, columns: columns, in: header.timeScale, leapSeconds: leapSeconds)
    if time == nil, record.flag.hasObservations { throw RINEXError(line: line.number, "an epoch without date and time") }
    record.time = time
    let count = try line.integer(flagColumn + 1, 3, "number of satellites or lines", in: 0...999)
    if record.flag.hasObservations, count > 0 { return count }
    if count == 0 { try hand(body) } else { state = .eventLines(count) }
    return nil
  }
}

// MARK: - Versions 3 and 4

extension ObservationReader {
  private mutating func readEpoch3(_ line: TextLine, _ body: (ObservationRecord) throws(RINEXError) -> Void) throws(RINEXError) {
    guard line.bytes.first == UInt8(ascii: ">") else {
      throw RINEXError(line: line.number, "expected an epoch line \"> …\", found \"\(line.text(0, 20))\"")
    }
    let columns = [(2, 4), (7, 2), (10, 2), (13, 2), (16, 2), (18, 11)]
    guard let count = try begin(line, flagColumn: 31, columns, body: body) else { return }
    // The offset is fixed-point with twelve decimals; picoseconds are exact in a double below 9000 s.
    if let offset = try line.number(41, 15, "clock offset"), abs(offset) < 9000 { record.clockOffset_ps = Int64((offset * 1e12).rounded()) }
    state = .satellites(count)
  }

  private mutating func readSatellite3(_ line: TextLine) throws(RINEXError) {
    let bytes = line.bytes
    let first = bytes.startIndex
    guard bytes.count >= 3, let satellite = Self.satellite(bytes[first], bytes[first + 1], bytes[first + 2]) else {
      throw RINEXError(line: line.number, "expected a satellite such as G01 in columns 1–3, found \"\(line.text(0, 3))\"")
    }
    record.satellites.append(satellite)
    let count = record.types[satellite.system].count
    let span = bytes.span
    for column in 0..<count { record.values.append(try Self.value(span, 3 + 16 * column, line: line.number, lossOfLock: 7)) }
  }

  /// `G01` or `G 1`.
  private static func satellite(_ letter: UInt8, _ tens: UInt8, _ units: UInt8) -> Satellite? {
    let system: GNSSSystem
    switch letter {
    case UInt8(ascii: "G"): system = .gps
    case UInt8(ascii: "R"): system = .glonass
    case UInt8(ascii: "E"): system = .galileo
    case UInt8(ascii: "S"): system = .sbas
    case UInt8(ascii: "J"), UInt8(ascii: "Q"): system = .qzss
    case UInt8(ascii: "C"): system = .beidou
    case UInt8(ascii: "I"): system = .navic
    default: return nil
    }
    guard tens == 32 || (48...57).contains(tens), (48...57).contains(units) else { return nil }
    let number = (tens == 32 ? 0 : tens - 48) * 10 + units - 48
    return number == 0 ? nil : Satellite(system, number)
  }

  /// F14.3 and two digits.
  @inline(__always)
  private static func value(
    _ bytes: Span<UInt8>, _ start: Int, line: Int, lossOfLock mask: UInt8
  ) throws(RINEXError) -> ObservationValue {
    guard start < bytes.count else { return .blank }
    var value: Int64 = 0
    var decimals = -1
    var isNegative = false
    var any = false
    var closed = false
    for i in start..<min(start + 14, bytes.count) {
      let byte = bytes[i]
      let digit = byte &- 48
      if digit < 10 {
        if closed { throw wrong(line, start) }
        value = value &* 10 &+ Int64(digit)  // fourteen digits at most
        any = true
        if decimals >= 0 { decimals &+= 1 }
      } else if byte == 32 {
        if any { closed = true }
      } else if byte == UInt8(ascii: "."), decimals < 0, !closed {
        decimals = 0
      } else if byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+"), !any, decimals < 0, !isNegative {
        isNegative = byte == UInt8(ascii: "-")
      } else {
        throw wrong(line, start)
      }
    }
    var result = ObservationValue.blank
    if any {
      if decimals != 3 {
        guard decimals <= 3 else { throw wrong(line, start) }
        for _ in max(decimals, 0)..<3 { value *= 10 }  // below 1e18
      }
      result.thousandths = isNegative ? -value : value
    } else if isNegative || decimals >= 0 {
      throw wrong(line, start)
    }
    if start + 14 < bytes.count {
      result.lossOfLock = try flag(bytes[start + 14], line, start + 14) & mask
      if start + 15 < bytes.count { result.strength = try flag(bytes[start + 15], line, start + 15) }
    }
    return result
  }

  @inline(__always)
  private static func flag(_ byte: UInt8, _ line: Int, _ column: Int) throws(RINEXError) -> UInt8 {
    if byte == 32 { return 0 }
    guard byte &- 48 < 10 else {
      throw RINEXError(line: line, "an indicator in column \(column + 1): expected a digit or a blank, found \"\(Character(.init(byte)))\"")
    }
    return byte - 48
  }

  private static func wrong(_ line: Int, _ start: Int) -> RINEXError {
    RINEXError(line: line, "columns \(start + 1)–\(start + 14): expected a number with three decimals")
  }
}

// MARK: - Version 2

extension ObservationReader {
  private mutating func readEpoch2(_ line: TextLine, _ body: (ObservationRecord) throws(RINEXError) -> Void) throws(RINEXError) {
    let columns = [(1, 2), (4, 2), (7, 2), (10, 2), (13, 2), (15, 11)]
    guard let count = try begin(line, flagColumn: 28, columns, body: body) else { return }
    if let offset = try line.number(68, 12, "clock offset"), abs(offset) < 9000 { record.clockOffset_ps = Int64((offset * 1e12).rounded()) }
    try readSatelliteList(line, count)
  }

  /// Twelve satellites a line.
  private mutating func readSatelliteList(_ line: TextLine, _ left: Int) throws(RINEXError) {
    for column in 0..<min(left, 12) {
      let place = line.field(32 + 3 * column, 3)
      let first = place.startIndex
      let blank = fileSystem2Letter
      guard place.count == 3,
        let satellite = Self.satellite(place[first] == 32 ? blank : place[first], place[first + 1], place[first + 2])
      else {
        throw RINEXError(
          line: line.number,
          "columns \(33 + 3 * column)–\(35 + 3 * column): expected a satellite such as G01, found \"\(line.text(32 + 3 * column, 3))\"")
      }
      record.satellites.append(satellite)
    }
    state = left > 12 ? .satelliteList(left - 12) : .values(satellite: 0, column: 0)
  }

  private var fileSystem2Letter: UInt8 { headerReader.fileSystem?.letter.asciiValue ?? UInt8(ascii: "G") }

  /// Five observations a line.
  private mutating func readValues2(
    _ line: TextLine, _ satellite: Int, _ column: Int, _ body: (ObservationRecord) throws(RINEXError) -> Void
  ) throws(RINEXError) {
    let count = headerReader.types2.count
    let span = line.bytes.span
    let end = min(column + 5, count)
    for i in column..<end { record.values.append(try Self.value(span, 16 * (i - column), line: line.number, lossOfLock: 3)) }
    if end < count {
      state = .values(satellite: satellite, column: end)
    } else if satellite + 1 < record.satellites.count {
      state = .values(satellite: satellite + 1, column: 0)
    } else {
      try hand(body)
    }
  }
}
