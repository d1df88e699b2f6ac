import GNSS
import RINEX
import RecordedData
import Testing

@Suite struct ObservationReaderTests {
  @Test func readsTheFields() throws {
    let (header, records) = try ObservationSamples.read(ObservationSamples.header() + ObservationSamples.epochs)
    #expect(
      (header.version, header.markerName, header.receiverType, header.antennaType) == (3.05, "PT01", "MAKER MODEL", "MAKER ANT       NONE"))
    #expect(header.approximatePosition == SIMD3(4_000_000.1234, -3_000_000.5678, 4_000_000.9012))
    #expect(header.antennaDelta == SIMD3(1.234, 0, 0))
    #expect(header.glonassChannels == [5: 1])
    let time = try #require(GNSSTime(CalendarTime(2026, 11, 21), in: .gpst))
    #expect(header.firstObservation == time)
    #expect(records.map(\.flag) == [.ordinary, .headerLines, .ordinary])
    let first = records[0]
    #expect(first.time == time && first.clockOffset_ps == 123_456)
    #expect(first.satellites == [Satellite(.gps, 5), Satellite(.glonass, 5)])
    #expect(first.values[0] == ObservationValue(thousandths: 21_000_000_123, strength: 8))
    #expect(first.values[1] == ObservationValue(thousandths: 110_355_432_123, lossOfLock: 1, strength: 8))
    #expect(first.values[2] == ObservationValue(thousandths: -1_234_567))
    #expect(first.values[4] == ObservationValue(thousandths: .min, strength: 6))
    #expect(first.values[6] == ObservationValue(thousandths: 106_943_718_500, lossOfLock: 2))
    #expect(records[1].headerLines == ["moved                                                       COMMENT"])
    #expect(records[2].values.map(\.isBlank) == [false, true, true, true, true])

    var converter = EpochConverter(header: header)
    var epoch = Epoch(time: time)
    converter.convert(first, into: &epoch)
    #expect(epoch.observations.count == 2)  // L5Q has no number
    let (gps, glonass) = (epoch.observations[0], epoch.observations[1])
    #expect(gps.pseudorange == 21_000_000.123 && gps.cn0_dbHz == 48.25 && gps.flags == .lossOfLock)
    #expect(abs(gps.phase_cycles - 110_355_432.123) < 1e-6)  // 53 bits at 1e8 cycles
    #expect(abs(gps.doppler + 1234.567) < 1e-9)
    #expect(glonass.carrierFrequency == 1602.5625e6 && glonass.flags == .halfCycleAmbiguity)
  }

  @Test func readsVersion2() throws {
    let header =
      ObservationSamples.line("     2.11           OBSERVATION DATA    M (MIXED)", "RINEX VERSION / TYPE")
      + ObservationSamples.line("     6    L1    L2    C1    P2    S1    D1", "# / TYPES OF OBSERV")
      + ObservationSamples.line("  2010     3     5     0     0    0.0000000     GPS", "TIME OF FIRST OBS")
      + ObservationSamples.line("", "END OF HEADER")
    let body = [
      " 10  3  5  0  0  0.0000000  0  3G05R 7  9                           -0.123456789",
      " 110355432.12345  85990000.00011  21000000.123 8  21000000.456 1        48.000", "      -100.000",
      " 106943718.500                    20000000.000", "", "  24597748.629 7", "", " 10  3  5  0  0 30.0000000  0  1G05",
      " 110355432.123", "",
    ].joined(separator: "\n")
    let (read, records) = try ObservationSamples.read(header + body)
    #expect(read.types[.gps].map(\.description) == ["L1C", "L2W", "C1C", "C2W", "S1C", "D1C"])
    #expect(read.types[.glonass].map(\.description) == ["L1C", "L2P", "C1C", "C2P", "S1C", "D1C"])
    #expect(records.count == 2 && records[0].satellites.map(\.description) == ["G05", "R07", "G09"])
    #expect(records[0].clockOffset_ps == -123_456_789_000)
    // Indicator 4 is "under anti-spoofing" in version 2 and not taken over; 1 is.
    #expect(records[0].values[0] == ObservationValue(thousandths: 110_355_432_123, lossOfLock: 0, strength: 5))
    #expect(records[0].values[1] == ObservationValue(thousandths: 85_990_000_000, lossOfLock: 1, strength: 1))
    #expect(records[0].values[5].thousandths == -100_000)
    #expect(records[0].values[6].thousandths == 106_943_718_500)
    #expect(records[0].values[12].thousandths == 24_597_748_629)
    #expect(records[1].values.count == 6)  // a last blank line that is not there
  }

  @Test func anyChunksGiveTheSame() throws {
    let bytes = Array((ObservationSamples.header() + ObservationSamples.epochs).utf8)
    let whole = try ObservationSamples.read(bytes)
    for size in [1, 7, 80, 81] {
      let parts = try ObservationSamples.read(bytes, chunk: size)
      #expect(parts.records == whole.records && parts.header == whole.header)
    }
    let crlf = try ObservationSamples.read((ObservationSamples.header() + ObservationSamples.epochs).replacing("\n", with: "\r\n"))
    #expect(crlf.records == whole.records)
  }

  @Test func saysWhatIsWrongAndWhere() {
    let good = ObservationSamples.header() + ObservationSamples.epochs
    let cases: [(String, Int, String)] = [
      ("", 0, "END OF HEADER"),
      ("hello\n", 1, "no RINEX"),
      (good.replacing("3.05 ", with: "5.00 "), 1, "RINEX 2, 3 and 4"),
      (good.replacing("OBSERVATION DATA", with: "NAVIGATION DATA "), 1, "file type O"),
      (good.replacing("C1C L1C D1C", with: "C1C X?C D1C"), 8, "a code such as"),
      (good.replacing("21000000.123", with: "21000x00.123"), 14, "a number"),
      (good.replacing("21000000.123", with: "210 0000.123"), 14, "a number"),
      (good.replacing("21000000.123 8", with: "21000000.123 x"), 14, "an indicator"),
      (good.replacing("G05  21", with: "X05  21"), 14, "a satellite"),
      (good.replacing("> 2026 11 21 00 00  1.5", with: "> 2026 13 21 00 00  1.5"), 18, "date and time"),
      (good.replacing("> 2026 11 21 00 00  1.5", with: "? 2026 11 21 00 00  1.5"), 18, "epoch line"),
      (good.replacing("  1.5000000  0", with: "  1.5000000  7"), 18, "epoch flag"),
      (good.replacing("00 00  1.5000000  0", with: "00 00 99999999999 0"), 18, "a date and time"),
      (ObservationSamples.header() + String(ObservationSamples.epochs.prefix(100)), 14, "cut off"),
      (good + String(repeating: "x", count: 40_000), 20, "characters"),
    ]
    for (text, line, words) in cases {
      #expect {
        _ = try ObservationSamples.read(text)
      } throws: {
        guard let error = $0 as? RINEXError else { return false }
        if error.line != line || !error.message.contains(words) { print(error, "instead of", line, words) }
        return error.line == line && error.message.contains(words)
      }
    }
  }

  /// Epochs and satellites by system as `grep` counts them.
  @Test(
    .recordedData("data/rinex"),
    arguments: [
      ("data/rinex/MatRTKLIB-static/base.obs", 301, "C25 E9 G12 J2 R9"),
      ("data/rinex/MatRTKLIB-static/rover.obs", 301, "C26 E9 G12 J3 R8"),
      (
        "data/rinex/INSTINCT/GNSS/Spirent-SimGEN_static_duration-4h_rate-5min_sys-GERCQI/Iono-none_tropo-none/Spirent_RINEX_MO.obs", 49,
        "C18 E14 G15 J4 R14"
      ),
      ("data/rinex/georinex/demo3.10o", 2, "G10 R3 S1"),
      ("data/rinex/georinex/demo.10o", 2, "G10 R3 S1"),
      ("data/rinex/nav-solutions-data/OBS/V3/ACOR00ESP_R_20213550000_01D_30S_MO.rnx", 25, "C14 E8 G10 R6"),
    ])
  func readsRecordedFiles(_ file: String, _ epochs: Int, _ satellites: String) throws {
    let (_, records) = try ObservationSamples.read(try RecordedData.bytes(file))
    #expect(records.filter(\.flag.hasObservations).count == epochs)
    let all = Set(records.flatMap(\.satellites))
    let found = GNSSSystem.allCases.map { system in (String(system.letter), all.filter { $0.system == system }.count) }
    #expect(found.filter { $0.1 > 0 }.map { "\($0.0)\($0.1)" }.sorted().joined(separator: " ") == satellites)
  }
}
