import GNSS
import RINEX
import RecordedData
import Testing

@Suite struct NavigationWriterTests {
  private func write(_ ephemerides: [Ephemeris], _ version: RINEXVersion) -> [UInt8] {
    var writer = NavigationWriter(version: version)
    var bytes: [UInt8] = []
    writer.writeHeader(program: "jizhun", leapSeconds: 18, to: &bytes)
    for ephemeris in ephemerides { writer.write(ephemeris, to: &bytes) }
    return bytes
  }

  /// The records of `NavigationReaderTests`, which are written as they were but for what they leave open.
  @Test func writesTheLayoutOfTheTables() throws {
    let text = NavigationReaderTests.header + NavigationReaderTests.gps + NavigationReaderTests.glonass
    let written = String(decoding: write(try NavigationReader.ephemerides(in: Array(text.utf8)), .v3_05), as: UTF8.self)
    let body = written.split(separator: "END OF HEADER\n").last.map(String.init)
    #expect(body == NavigationReaderTests.gps + NavigationReaderTests.glonass)
    #expect(written.hasPrefix("     3.05           NAVIGATION DATA     M                   RINEX VERSION / TYPE\n"))
    let four = String(decoding: write(try NavigationReader.ephemerides(in: Array(text.utf8)), .v4_02), as: UTF8.self)
    #expect(four.contains("\n> EPH G05 LNAV\nG05 2026") && four.contains("\n> EPH R03 FDMA\nR03 2026"))
  }

  /// Powers of ten, carries and the least and greatest numbers, as C's `%.12e` writes them.
  @Test(arguments: [
    (0.0, " 0.000000000000D+00"), (1, " 1.000000000000D+00"), (-1.5e-5, "-1.500000000000D-05"), (9.9999999999999e9, " 1.000000000000D+10"),
    (123456.7890123456, " 1.234567890123D+05"), (-4.656612873077393e-10, "-4.656612873077D-10"), (1e22, " 1.000000000000D+22"),
    (1e-99, " 1.000000000000D-99"), (1e-100, " 0.000000000000D+00"), (5153.6, " 5.153600000000D+03"), (0.1, " 1.000000000000D-01"),
  ])
  func numbers(_ value: Double, _ expected: String) throws {
    // Written in the place of the clock bias.
    var e = KeplerEphemeris(
      satellite: Satellite(.gps, 1), message: .lnav, week: 2445, toe: GNSSTime(gpsWeek: 2445, secondsOfWeek: 0),
      toc: GNSSTime(gpsWeek: 2445, secondsOfWeek: 0))
    e.clockBias = value
    let text = String(decoding: write([.kepler(e)], .v3_05), as: UTF8.self)
    #expect(text.contains("\nG01 2026 11 15 00 00 00\(expected) 0.000000000000D+00"))
  }

  /// Every recorded ephemeris, written and read in both versions, is the same, but for 13 digits and what RINEX has no place for.
  @Test(.recordedData("data/rinex"), arguments: RINEXVersion.allCases) func recordedEphemeridesComeBack(version: RINEXVersion) throws {
    var kinds = Set<String>()
    for file in [
      "data/rinex/brdc/BRD400DLR_S_20260680000_01D_MN.rnx.gz",
      "data/rinex/INSTINCT/GNSS/BRDC_20230080000/BRDM00DLR_S_20230081000_01D_MN.rnx",
    ] {
      let all = try NavigationReader.ephemerides(in: file.hasSuffix(".gz") ? RecordedData.gunzipped(file) : RecordedData.bytes(file))
      let again = try NavigationReader.ephemerides(in: write(all, version))
      #expect(again.count == all.count)
      var different = 0
      for (old, new) in zip(all, again) where old != new {
        different += 1
        if different <= 5 { Issue.record("\(new) instead of \(old)") }
      }
      kinds.formUnion(all.map { "\($0.satellite.system.letter) \($0.message.rawValue)" })
    }
    #expect(kinds == ["G LNAV", "R FDMA", "E INAV", "E FNAV", "S SBAS", "J LNAV", "C D1", "C D2", "I LNAV"])
  }
}
