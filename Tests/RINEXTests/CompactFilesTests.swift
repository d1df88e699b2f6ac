import GNSS
import RINEX
import RecordedData
import Testing

@Suite struct CompactFilesTests {
  static func compress(_ bytes: [UInt8], chunk: Int = 1 << 16) throws(RINEXError) -> [UInt8] {
    var compressor = CRINEXCompressor(program: "jizhun", date: "21-Nov-26 01:53")
    var output: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: chunk) {
      try compressor.feed(Array(bytes[start..<min(start + chunk, bytes.count)]), into: &output)
    }
    try compressor.finish(into: &output)
    return output
  }

  static func decompress(_ bytes: [UInt8], chunk: Int = 1 << 16) throws(RINEXError) -> [UInt8] {
    var decompressor = CRINEXDecompressor()
    var output: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: chunk) {
      try decompressor.feed(Array(bytes[start..<min(start + chunk, bytes.count)]), into: &output)
    }
    try decompressor.finish(into: &output)
    return output
  }

  /// An invented file with clock offsets, an event, a missing value, a satellite that changes and an epoch without satellites.
  static let plain =
    ObservationSamples.line("     3.05           OBSERVATION DATA    M", "RINEX VERSION / TYPE")
    + ObservationSamples.line("G    3 C1C L1C S1C", "SYS / # / OBS TYPES")
    + ObservationSamples.line("R    2 C1C L1C", "SYS / # / OBS TYPES")
    + ObservationSamples.line("", "END OF HEADER") + """
      > 2026 11 21 00 00  0.0000000  0  2       0.000000123456
      G01  21000000.000 8 100000000.12318         0.500
      R02        -0.123                 7
      > 2026 11 21 00 00  1.0000000  0  2      -0.000000123456
      G01  21000001.000 8  99999999.877 8         0.000
      R02        -0.100           5.000 7
      > 2026 11 21 00 00  2.0000000  0  2
      G01  21000001.000 8                         0.000
      R02        -0.100           5.000 7
      > 2026 11 21 00 00  2.5000000  4  1
      hello                                                       COMMENT
      > 2026 11 21 00 00  3.0000000  0  2      -0.000000123456
      G01  21000001.000 8                         0.000
      R02        -0.100           5.000 7
      > 2026 11 21 00 00  4.0000000  0  2      -0.000000123457
      G01  21000001.000 8 -99999999.999           0.000
      R03        -0.100           5.000 7
      >                              4  1
      hello                                                       COMMENT
      > 2026 11 21 00 00  5.0000000  6  2
      G01  21000001.000 89999999999.999           0.000
      R03        -0.100           5.000 7
      > 2026 11 21 00 00  6.0000000  1  2
      G01  21000001.000 8 -99999999.999           0.000
      R03        -0.100           5.000 7
      > 2026 11 21 00 00  7.0000000  0  0
      > 2026 11 21 00 00  8.0000000  0  2
      G01  21000001.000 8 -99999999.999           0.000
      R03        -0.100           5.000 7

      """

  /// What RNX2CRX 4.1.0 (the PyPI package hatanaka 2.8.1) makes of it, but for the second line.
  static let compact =
    ObservationSamples.line("3.0                 COMPACT RINEX FORMAT", "CRINEX VERS   / TYPE")
    + ObservationSamples.line("jizhun                                  21-Nov-26 01:53", "CRINEX PROG / DATE")
    + plain.prefix(while: { $0 != ">" }) + """
      > 2026 11 21 00 00  0.0000000  0  2      G01R02
      3&123456
      3&21000000000 3&100000000123 3&500 &818&&
      3&-123  &&&7
                          1
      -246912
      1000 -246 -500   &
      23 3&5000
                          2

      -1000  500    &
      -23 0
      > 2026 11 21 00 00  2.5000000  4  1
      hello                                                       COMMENT
      > 2026 11 21 00 00  3.0000000  0  2      G01R02
      3&-123456
      3&21000001000  3&0 &8&&&&
      3&-100 3&5000 &&&7
                          4                         3
      -1
      0 3&-99999999999 0
      3&-100 3&5000 &&&7
      >                              4  1
      hello                                                       COMMENT
      > 2026 11 21 00 00  5.0000000  6  2
      G01  21000001.000 89999999999.999           0.000
      R03        -0.100           5.000 7
      > 2026 11 21 00 00  6.0000000  1  2      G01R03

      3&21000001000 3&-99999999999 3&0 &8&&&&
      3&-100 3&5000 &&&7
                          7          0  0      &&&&&&

                          8             2      G01R03

      3&21000001000 3&-99999999999 3&0 &8&&&&
      3&-100 3&5000 &&&7

      """

  @Test func compressesAsTheOriginalProgram() throws {
    let bytes = Array(Self.plain.utf8)
    expectSame(try Self.compress(bytes), Array(Self.compact.utf8), "compact")
    expectSame(try Self.decompress(Array(Self.compact.utf8)), bytes, "plain")
    for chunk in [1, 7, 80] {
      #expect(try Self.compress(bytes, chunk: chunk) == Array(Self.compact.utf8))
      #expect(try Self.decompress(Array(Self.compact.utf8), chunk: chunk) == bytes)
    }
  }

  /// What an epoch that comes twice would leave of its line is blank, and no epoch to a reader.
  @Test func anEpochThatRepeatsTheLastBeginsAnew() throws {
    let epoch = "> 2026 11 21 00 00  6.0000000  0  1\nG01  21000001.000\n"
    let plain = Self.plain.prefix { $0 != ">" } + epoch + epoch
    let compact = try Self.compress(Array(plain.utf8))
    #expect(
      String(decoding: compact, as: UTF8.self).hasSuffix(
        "0  1      G01\n\n3&21000001000   &&&&&&\n> 2026 11 21 00 00  6.0000000  0  1      G01\n\n3&21000001000   &&&&&&\n"))
    expectSame(try Self.decompress(compact), Array(plain.utf8), "plain")
  }

  @Test func refusesWhatItCannotHold() {
    let cases = [
      (Self.plain.replacing("5.000 7", with: "5.000&7"), "an & in an epoch"),
      (Self.plain.replacing("\nR02 ", with: "\nR   "), "expected a satellite"),
      (Self.plain.replacing("     3.05  ", with: "     2.11  "), "expected an epoch line, which begins with a blank"),
    ]
    for (text, words) in cases {
      #expect {
        _ = try Self.compress(Array(text.utf8))
      } throws: {
        ($0 as? RINEXError)?.message.contains(words) == true
      }
    }
  }

  @Test func theReaderReadsBothAlike() throws {
    let (plain, compact) = (try ObservationSamples.read(Self.plain), try ObservationSamples.read(Self.compact))
    #expect(plain.header == compact.header && plain.records == compact.records && plain.records.count == 11)
  }

  @Test func saysWhatIsWrongAndWhere() {
    let cases: [(String, Int, String)] = [
      ("", 0, "CRINEX VERS"),
      ("hello\n", 1, "CRINEX VERS"),
      (Self.compact.replacing("3.0      ", with: "4.0      "), 1, "versions 1.0 and 3.0"),
      (Self.compact.replacing("     3.05  ", with: "     2.11  "), 6, "RINEX 2.11"),
      (Self.compact.replacing("\n3&123456\n", with: "\n123456\n"), 8, "without a first value"),
      (Self.compact.replacing("3&21000000000 ", with: "3&2100000000000000 "), 9, "digits"),
      (Self.compact.replacing("3&21000000000 ", with: "3&21x "), 9, "expected a difference"),
      (Self.compact.replacing("> 2026 11 21 00 00  0.0000000  0  2      G01R02", with: "  2026"), 7, "whole epoch line"),
      (Self.compact.replacing("0.0000000  0  2      G01R02", with: "0.0000000  0  2      G01"), 7, "a list of 1"),
      (Self.compact.replacing("0.0000000  0  2      G01R02", with: "0.0000000  0  2      G01E02"), 10, "no observation types"),
      (String(Self.compact.prefix { $0 != "&" }) + "&1\n", 8, "cut off"),
    ]
    for (text, line, words) in cases {
      #expect {
        _ = try Self.decompress(Array(text.utf8))
      } throws: {
        guard let error = $0 as? RINEXError else { return false }
        if error.line != line || !error.message.contains(words) { print(error, "instead of", line, words) }
        return error.line == line && error.message.contains(words)
      }
    }
  }

  /// Files that others compressed, and the same uncompressed.
  @Test(
    .recordedData("data/rinex/nav-solutions-data"),
    arguments: [
      ("CRNX/V3/ACOR00ESP_R_20213550000_01D_30S_MO.crx", "OBS/V3/ACOR00ESP_R_20213550000_01D_30S_MO.rnx"),
      ("CRNX/V1/delf0010.21d", "OBS/V2/delf0010.21o"),
    ])
  func decompressesRecordedFiles(_ compact: String, _ plain: String) throws {
    let expected = try RecordedData.bytes("data/rinex/nav-solutions-data/" + plain)
    let compressed = try RecordedData.bytes("data/rinex/nav-solutions-data/" + compact)
    expectSame(try Self.decompress(compressed), expected, "plain")
    expectSame(try Self.compress(expected), compressed, "compact")
  }

  /// The same lines, but for blanks at their ends and the second line of a compact file, which names the program.
  private func expectSame(_ found: [UInt8], _ expected: [UInt8], _ kind: String) {
    let (found, expected) = (lines(found), lines(expected))
    #expect(found.count == expected.count)
    for (i, pair) in zip(found, expected).enumerated() where pair.0 != pair.1 && (i != 1 || kind == "plain") {
      Issue.record("\(kind) line \(i + 1): \(pair.0) instead of \(pair.1)")
      return
    }
  }

  /// A whole day of a station.
  @Test(.recordedData("data/rinex/nav-solutions-data/CRNX/V3/ESBC00DNK_R_20201770000_01D_30S_MO.crx.gz"))
  func aDayGoesThereAndBack() throws {
    let compressed = try RecordedData.gunzipped("data/rinex/nav-solutions-data/CRNX/V3/ESBC00DNK_R_20201770000_01D_30S_MO.crx.gz")
    var reader = ObservationReader()
    // The first 200 epochs, so that a debug build does not take minutes.
    let part = Array(compressed.prefix(2_000_000))
    let end = part.lastIndex(of: 10) ?? 0
    var satellites = Set<Satellite>()
    try reader.feed(Array(part[...end])) { record throws(RINEXError) in satellites.formUnion(record.satellites) }
    #expect(reader.compactVersion == 3 && reader.header.version == 3.05)
    #expect(reader.epochs > 100 && satellites.count > 60)
  }

  private func lines(_ bytes: [UInt8]) -> [String] {
    bytes.split(separator: 10, omittingEmptySubsequences: false).map { line in
      var line = line
      while line.last == 32 || line.last == 13 { line.removeLast() }
      return String(decoding: line, as: UTF8.self)
    }
  }
}
