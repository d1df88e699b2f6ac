import GNSS

/// Dates as RINEX writes them: seconds with seven decimals.
enum RINEXDate {
  /// Reads year, month, day, hour, minute from the columns given, and seconds; nil when all of them are blank.
  static func read(
    _ line: TextLine, columns: [(start: Int, width: Int)], in scale: TimeScale, leapSeconds: LeapSecondTable
  ) throws(RINEXError) -> GNSSTime? {
    let blank = columns.allSatisfy { column in line.field(column.start, column.width).allSatisfy { $0 == 32 } }
    if blank { return nil }
    let last = columns[columns.count - 1]
    var numbers = InlineArray<5, Int>(repeating: 0)
    for i in 0..<5 {
      let column = columns[i]
      guard let value = digits(line.field(column.start, column.width)) else { throw wrong(line, columns) }
      numbers[i] = value
    }
    // RINEX 2 has two digits: 80…99 are of the last century.
    if columns[0].width == 2 { numbers[0] += numbers[0] < 80 ? 2000 : 1900 }
    guard let second = seconds(line.field(last.start, last.width)),
      let time = GNSSTime(
        CalendarTime(
          numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], Int(second / 1_000_000_000), nanosecond: Int(second % 1_000_000_000)),
        in: scale, leapSeconds: leapSeconds)
    else { throw wrong(line, columns) }
    return time
  }

  private static func wrong(_ line: TextLine, _ columns: [(start: Int, width: Int)]) -> RINEXError {
    let last = columns[columns.count - 1]
    let (start, end) = (columns[0].start, last.start + last.width)
    return RINEXError(
      line: line.number,
      "columns \(start + 1)–\(end): expected a date and time of 1980–2199, found \"\(line.text(start, end - start))\"")
  }

  /// A whole number; blanks around it are passed over.
  private static func digits(_ bytes: ArraySlice<UInt8>) -> Int? {
    var value: Int?
    for byte in bytes where byte != 32 {
      guard (48...57).contains(byte) else { return nil }
      value = (value ?? 0) * 10 + Int(byte - 48)
    }
    return value
  }

  /// Seconds with up to nine decimals, in nanoseconds. Blanks count for nothing, as in Fortran: some programs write `0 .0000000`.
  private static func seconds(_ bytes: ArraySlice<UInt8>) -> Int64? {
    var value: Int64 = 0
    var decimals = -1
    var any = false
    for byte in bytes where byte != 32 {
      if byte == UInt8(ascii: "."), decimals < 0 {
        decimals = 0
        continue
      }
      guard (48...57).contains(byte) else { return nil }
      if decimals >= 9 { continue }
      value = value * 10 + Int64(byte - 48)
      guard decimals >= 0 || value < 100 else { return nil }
      any = true
      if decimals >= 0 { decimals += 1 }
    }
    guard any else { return nil }
    for _ in max(decimals, 0)..<9 { value *= 10 }
    return value < 61_000_000_000 ? value : nil
  }
}

extension TimeScale {
  /// The three letters that RINEX has for a scale: GPS, GLO (which is UTC), GAL, QZS, BDT, IRN.
  init?(rinex text: String) {
    switch text {
    case "GPS": self = .gpst
    case "GLO": self = .utc
    case "GAL": self = .gst
    case "QZS": self = .qzsst
    case "BDT", "BDS": self = .bdt
    case "IRN": self = .navict
    default: return nil
    }
  }

  /// The letters of RINEX; those of GPS for a scale that RINEX does not have.
  var rinexName: String {
    switch self {
    case .gst: "GAL"
    case .qzsst: "QZS"
    case .bdt: "BDT"
    case .navict: "IRN"
    case .utc: "GLO"
    case .gpst, .glonasst, .tai: "GPS"
    }
  }

  /// The scale of a file of one system that does not name one.
  init(fileOf system: GNSSSystem?) {
    switch system {
    case .glonass: self = .utc
    case .galileo: self = .gst
    case .qzss: self = .qzsst
    case .beidou: self = .bdt
    case .navic: self = .navict
    case .gps, .sbas, nil: self = .gpst
    }
  }
}
