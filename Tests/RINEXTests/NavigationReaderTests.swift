import GNSS
import RINEX
import RecordedData
import Testing

@Suite struct NavigationReaderTests {
  static let header = """
         3.05           NAVIGATION DATA     MIXED               RINEX VERSION / TYPE
                                                                END OF HEADER

    """

  /// Invented numbers in the layout of RINEX 3.05, tables A6 and A10.
  static let gps = """
    G05 2026 11 21 02 00 00-1.234567890123D-04 1.136868377216D-12 0.000000000000D+00
         8.800000000000D+01 1.250000000000D+01 4.500000000000D-09-1.500000000000D+00
         6.500000000000D-07 5.500000000000D-03 8.500000000000D-06 5.153600000000D+03
         5.256000000000D+05 1.000000000000D-07 1.250000000000D+00-2.000000000000D-08
         9.600000000000D-01 2.200000000000D+02 7.500000000000D-01-8.100000000000D-09
         3.000000000000D-10 1.000000000000D+00 2.445000000000D+03 0.000000000000D+00
         2.000000000000D+00 0.000000000000D+00-1.117587089539D-08 8.800000000000D+01
         5.184180000000D+05 4.000000000000D+00

    """
  static let glonass = """
    R03 2026 11 21 01 45 00 6.000000000000D-05 9.094947017729D-13 5.256000000000D+05
         1.000000000000D+04 1.250000000000D+00 0.000000000000D+00 0.000000000000D+00
        -2.000000000000D+04-5.000000000000D-01 9.313225746155D-10 5.000000000000D+00
         1.250000000000D+04 3.000000000000D+00-1.862645149231D-09 0.000000000000D+00
         2.470000000000D+02 9.313225746155D-09 2.000000000000D+00 3.000000000000D+00

    """

  private func read(_ text: String) throws(RINEXError) -> [Ephemeris] { try NavigationReader.ephemerides(in: Array(text.utf8)) }

  @Test func readsTheFields() throws {
    let all = try read(Self.header + Self.gps + Self.glonass)
    guard case .kepler(let e) = try #require(all.first), case .glonass(let g) = try #require(all.last) else {
      Issue.record("expected a Keplerian and a GLONASS ephemeris")
      return
    }
    #expect(all.count == 2)
    let toe = try #require(GNSSTime(CalendarTime(2026, 11, 21, 2), in: .gpst))
    #expect(e.toc == toe && e.toe == toe && e.week == 2445)
    #expect(e.clockBias == -1.234567890123e-4)
    #expect((e.sqrtA, e.crs, e.cis, e.nodeRate) == (5153.6, 12.5, -2e-8, -8.1e-9))
    #expect((e.issueOfEphemeris, e.issueOfClock, e.codesOnL2, e.accuracyIndex) == (88, 88, 1, 0))
    #expect(e.groupDelay == -1.117587089539e-8)
    #expect(e.transmissionTime == GNSSTime(gpsWeek: 2445, secondsOfWeek: 518_418))
    #expect(!e.isFitIntervalExtended)

    #expect(g.toe == GNSSTime(CalendarTime(2026, 11, 21, 1, 45), in: .utc))
    #expect(g.position == SIMD3(1e7, -2e7, 1.25e7))
    #expect((g.tauN, g.gammaN, g.frequencyChannel) == (-6e-5, 9.094947017729e-13, 5))
    // 247 = 0b0_1111_0111: M = 1, P4, P3, P2, P1 = 01, P = 11.
    #expect((g.satelliteTypeM, g.p4, g.p3, g.p2, g.p1, g.p) == (1, true, true, true, 1, 3))
    #expect(g.deltaTauN == 9.313225746155e-9 && g.accuracyIndexFT == 2)
    #expect(g.hasAlmanacHealth && g.isHealthyInAlmanac && g.isHealthy)
    #expect(g.frameTimeOfDay_s == 18_000)  // 525 600 s is Saturday 02:00:00 UTC, 05:00 in Moscow
  }

  @Test func anyChunksGiveTheSame() throws {
    let bytes = Array((Self.header + Self.gps + Self.glonass).utf8)
    let whole = try NavigationReader.ephemerides(in: bytes)
    for size in [1, 7, 80, 81] {
      var reader = NavigationReader()
      var all: [Ephemeris] = []
      for start in stride(from: 0, to: bytes.count, by: size) {
        try reader.feed(Array(bytes[start..<min(start + size, bytes.count)])) { all.append($0) }
      }
      try reader.finish { all.append($0) }
      #expect(all == whole)
    }
    #expect(try read((Self.header + Self.gps).replacing("\n", with: "\r\n")).count == 1)
  }

  @Test func saysWhatIsWrongAndWhere() {
    let good = Self.header + Self.gps
    let cases: [(String, Int, String)] = [
      ("", 0, "END OF HEADER"),
      ("hello\n", 1, "no RINEX"),
      (Self.header.replacing("3.05", with: "2.11"), 1, "RINEX 3 and 4"),
      (Self.header.replacing("NAVIGATION DATA ", with: "OBSERVATION DATA"), 1, "file type N"),
      (good.replacing("5.153600000000D+03", with: "5.1536x0000000D+03"), 5, "a number"),
      (good.replacing("5.153600000000D+03", with: "               inf"), 5, "a number"),
      (good.replacing("5.153600000000D+03", with: "                  "), 5, "missing"),
      (good.replacing(" 5.153600000000D+03", with: "-5.153600000000D+03"), 5, "orbit"),
      (good.replacing("2026 11 21", with: "2026 13 21"), 3, "month"),
      (good.replacing("2026 11 21", with: "2026 11 31"), 3, "date"),
      (good.replacing("G05", with: "X05"), 3, "satellite"),
      (good.replacing("5.256000000000D+05", with: "6.256000000000D+05"), 6, "toe"),
      (Self.header + "     1.0\n", 3, "continuation"),
      (Self.header + String(repeating: "x", count: 5000), 3, "characters"),
      (Self.header + String(Self.gps.prefix(330)), 3, "lines"),
    ]
    for (text, line, words) in cases {
      #expect {
        try read(text)
      } throws: {
        guard let error = $0 as? RINEXError else { return false }
        if error.line != line || !error.message.contains(words) { print(error, "instead of", line, words) }
        return error.line == line && error.message.contains(words)
      }
    }
  }

  /// The kinds of records as `grep '^> '` counts them.
  @Test(.recordedData("data/rinex/brdc/BRD400DLR_S_20260680000_01D_MN.rnx.gz")) func readsRINEX4() throws {
    let bytes = try RecordedData.gunzipped("data/rinex/brdc/BRD400DLR_S_20260680000_01D_MN.rnx.gz")
    var expected: [String: Int] = [:]
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") where line.hasPrefix("> ") {
      let words = line.split(separator: " ")
      expected[words[1] == "EPH" ? "\(words[2].prefix(1)) \(words[3])" : String(words[1]), default: 0] += 1
    }
    var found: [String: Int] = [:]
    var reader = NavigationReader()
    let count = { (e: Ephemeris) in found["\(e.satellite.system.letter) \(e.message.rawValue)", default: 0] += 1 }
    try reader.feed(bytes, count)
    try reader.finish(count)
    #expect(reader.version == 4.02)
    for kind in ["G LNAV", "J LNAV", "I LNAV", "E INAV", "E FNAV", "C D1", "C D2", "R FDMA", "S SBAS"] {
      #expect(found[kind] == expected[kind])
    }
    #expect(
      reader.skipped["STO"] == expected["STO"] && reader.skipped["ION"] == expected["ION"] && reader.skipped["EOP"] == expected["EOP"])
    #expect(reader.skipped["EPH CNV1"] == expected["C CNV1"])
    #expect(reader.ephemerides == found.values.reduce(0, +))
  }

  /// Every navigation file at hand is read to its end, and all orbits have the size of their system's.
  @Test(.recordedData("data/rinex")) func readsEveryFileAtHand() throws {
    var files = 0
    for file in RecordedData.files(below: "data/rinex") where file.hasSuffix(".rnx") || file.hasSuffix(".nav") || file.hasSuffix(".rnx.gz")
    {
      let bytes = file.hasSuffix(".gz") ? try RecordedData.gunzipped(file) : try RecordedData.bytes(file)
      let first = String(decoding: bytes.prefix(80), as: UTF8.self)
      guard let version = first.split(separator: " ").first.flatMap({ Double($0) }), version >= 3, first.dropFirst(20).first == "N" else {
        continue
      }
      let all = try NavigationReader.ephemerides(in: bytes)
      #expect(!all.isEmpty, "\(file)")
      files += 1
    }
    #expect(files >= 4)
  }
}
