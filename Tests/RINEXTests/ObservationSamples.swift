import GNSS
import RINEX

/// Invented files and epochs for the tests of observation files.
enum ObservationSamples {
  /// A header line: contents, filled to column 60, and label.
  static func line(_ contents: String, _ label: String) -> String {
    contents + String(repeating: " ", count: 60 - contents.utf8.count) + label + "\n"
  }

  static func header(_ version: String = "3.05") -> String {
    line("     \(version)           OBSERVATION DATA    M", "RINEX VERSION / TYPE")
      + line("jizhun              test                20261121 000000 UTC", "PGM / RUN BY / DATE")
      + line("PT01", "MARKER NAME")
      + line("1                   MAKER MODEL         1.0", "REC # / TYPE / VERS")
      + line("2                   MAKER ANT       NONE", "ANT # / TYPE")
      + line("  4000000.1234 -3000000.5678  4000000.9012", "APPROX POSITION XYZ")
      + line("        1.2340        0.0000        0.0000", "ANTENNA: DELTA H/E/N")
      + line("G    5 C1C L1C D1C S1C L5Q", "SYS / # / OBS TYPES")
      + line("R    2 C1C L1C", "SYS / # / OBS TYPES")
      + line("  1 R05  1", "GLONASS SLOT / FRQ #")
      + line("  2026    11    21     0     0    0.0000000     GPS", "TIME OF FIRST OBS")
      + line("", "END OF HEADER")
  }

  static let epochs = """
    > 2026 11 21 00 00  0.0000000  0  2       0.000000123456
    G05  21000000.123 8 110355432.12318     -1234.567          48.250                 6
    R05  20000000.000   106943718.5002
    > 2026 11 21 00 00  1.0000000  4  1
    moved                                                       COMMENT
    > 2026 11 21 00 00  1.5000000  0  1
    G06  22000000.000

    """

  static func read(_ text: some StringProtocol) throws(RINEXError) -> (header: ObservationHeader, records: [ObservationRecord]) {
    try read(Array(text.utf8))
  }

  static func read(_ bytes: [UInt8], chunk: Int = 1 << 16) throws(RINEXError) -> (header: ObservationHeader, records: [ObservationRecord]) {
    var reader = ObservationReader()
    var records: [ObservationRecord] = []
    var start = 0
    while start < bytes.count {
      let end = min(start + chunk, bytes.count)
      try reader.feed(Array(bytes[start..<end])) { records.append($0) }
      start = end
    }
    try reader.finish { records.append($0) }
    return (reader.header, records)
  }

  static func write(_ header: ObservationHeader, _ records: [ObservationRecord], _ version: RINEXVersion) -> [UInt8] {
    var writer = ObservationWriter(header: header, version: version)
    var bytes: [UInt8] = []
    writer.writeHeader(to: &bytes)
    for record in records { writer.write(record, to: &bytes) }
    return bytes
  }
}
