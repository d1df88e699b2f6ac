public import GNSS

/// Writes observation files of RINEX 3.05 and 4.02, epoch by epoch.
///
/// The header comes first and must know the columns, so they have to be known before: from the header of the file that is converted, or from a
/// first pass over the data (`ObservationSurvey`). Nothing but the line that is being written is held. Values of columns that the header
/// does not have are left out and counted.
public struct ObservationWriter {
  /// The header as given; its columns are the file's.
  public let header: ObservationHeader
  /// The version written.
  public let version: RINEXVersion
  /// Epochs written that have observations.
  public private(set) var epochs = 0
  /// Values that were left out: no column, or no place in fourteen characters.
  public private(set) var valuesLeftOut = 0

  private var w = LineWriter()
  private let leapSeconds: LeapSecondTable
  private var converter: EpochConverter
  /// For each system, for each column of the file, the place in the records' values; nil when they are the same.
  private var places: [[Int]]?
  private var mappedTypes: ObservationTypes

  /// A writer of a file with this header.
  /// - Parameter leapSeconds: For files that count in GLONASS time.
  public init(header: ObservationHeader, version: RINEXVersion, leapSeconds: LeapSecondTable = .builtIn) {
    self.header = header
    self.version = version
    self.leapSeconds = leapSeconds
    converter = EpochConverter(header: header)
    mappedTypes = header.types
  }

  /// Adds the header to `output`. Once, before any epoch.
  public func writeHeader(to output: inout [UInt8]) { output += header.lines(version, leapSeconds: leapSeconds) }

  /// Adds an epoch of observations to `output`. Metres become cycles and Hz where the carrier frequency is known; phases and rates of which it is
  /// not known are left out and counted. Satellites without any value are left out.
  public mutating func write(_ epoch: Epoch, to output: inout [UInt8]) {
    let leftOut = converter.fill(from: epoch, strengthIndicators: version == .v3_05)
    valuesLeftOut += leftOut
    write(converter.record, to: &output)
  }

  /// Adds a record to `output`. Columns are matched by their codes.
  public mutating func write(_ record: ObservationRecord, to output: inout [UInt8]) {
    w.removeAll()
    if record.flag.hasObservations {
      if record.types != mappedTypes { map(record.types) }
      writeEpochLine(record, count: record.satellites.count)
      writeSatellites(record)
      if record.flag != .cycleSlips { epochs += 1 }
    } else {
      let lines = record.headerLines.filter { RINEX3Lines.isKnown($0) }
      // An event of which nothing is left needs no line, but a new site and its kin mean something by themselves.
      if lines.isEmpty, record.flag == .headerLines { return }
      writeEpochLine(record, count: lines.count)
      for line in lines {
        w.text(line, 80)
        w.newline()
      }
    }
    output += w.bytes
  }

  private mutating func map(_ types: ObservationTypes) {
    mappedTypes = types
    if types == header.types {
      places = nil
      return
    }
    places = GNSSSystem.allCases.map { system in header.types[system].map { types[system].firstIndex(of: $0) ?? -1 } }
  }

  private mutating func writeEpochLine(_ record: ObservationRecord, count: Int) {
    w.byte(UInt8(ascii: ">"))
    if let time = record.time {
      // Hundreds of nanoseconds are what the line has room for.
      let rounded = GNSSTime(nanoseconds: (time.nanoseconds + 50) / 100 * 100)
      let c = rounded.calendar(in: header.timeScale, leapSeconds: leapSeconds)
      w.integer(c.year, 5)
      for number in [c.month, c.day, c.hour, c.minute] {
        w.blanks(1)
        w.integer(number, 2, fill: 48)
      }
      w.decimal(Int64(c.second) * 10_000_000 + Int64(c.nanosecond / 100), decimals: 7, 11)
    } else {
      w.blanks(28)
    }
    w.integer(Int(record.flag.rawValue), 3)
    w.integer(count, 3)
    if let offset = record.clockOffset_ps {
      w.blanks(6)
      w.decimal(offset, decimals: 12, 15)
    }
    w.newline()
  }

  private mutating func writeSatellites(_ record: ObservationRecord) {
    var start = 0
    for satellite in record.satellites {
      let index = Int(satellite.system.rawValue)
      w.byte(UInt8(satellite.system.letter.asciiValue ?? 63))
      w.integer(Int(satellite.number), 2, fill: 48)
      let columns = record.types[satellite.system].count
      if let places {
        var used = 0
        for place in places[index] {
          write(place < 0 ? .blank : record.values[start + place])
          if place >= 0, !record.values[start + place].isBlank { used += 1 }
        }
        for i in start..<(start + columns) where !record.values[i].isBlank { used -= 1 }
        valuesLeftOut -= used
      } else {
        for i in start..<(start + columns) { write(record.values[i]) }
      }
      start += columns
      w.newline()
    }
  }

  @inline(__always)
  private mutating func write(_ value: ObservationValue) {
    // Ten digits before the point, nine with a minus.
    guard value.thousandths < 10_000_000_000_000, value.thousandths > -1_000_000_000_000 else {
      if !value.isBlank { valuesLeftOut += 1 }
      writeIndicators(value, isBlank: true)
      return
    }
    w.thousandths(value.thousandths)
    writeIndicators(value, isBlank: false)
  }

  @inline(__always)
  private mutating func writeIndicators(_ value: ObservationValue, isBlank: Bool) {
    if isBlank { w.blanks(14) }
    w.byte(value.lossOfLock == 0 ? 32 : 48 + value.lossOfLock % 10)
    w.byte(value.strength == 0 || version == .v4_02 ? 32 : 48 + value.strength % 10)
  }
}

/// Header lines that may stand in an event of versions 3 and 4.
enum RINEX3Lines {
  /// False for the lines that only version 2 has.
  static func isKnown(_ line: String) -> Bool {
    let label = String(decoding: Array(line.utf8).dropFirst(60), as: UTF8.self)
    return !label.hasPrefix("# / TYPES OF OBSERV") && !label.hasPrefix("WAVELENGTH FACT") && !label.hasPrefix("# OF SATELLITES")
      && !label.hasPrefix("PRN / # OF OBS")
  }
}
