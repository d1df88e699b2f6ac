import GNSS
import RINEX
import RecordedData
import Testing

@Suite struct SP3FileTests {
  /// Invented numbers in the layout of SP3-d.
  static let sample = """
    #dP2020  6 25  0  0  0.00000000       2 ORBIT IGS14 FIT  AAA
    ## 2111 345600.00000000   900.00000000 59025 0.0000000000000
    +    2   G01C60  0  0  0  0  0  0  0  0  0  0  0  0  0  0  0
    %c M  cc GPS ccc cccc cccc cccc cccc ccccc ccccc ccccc ccccc
    %c cc cc ccc ccc cccc cccc cccc cccc ccccc ccccc ccccc ccccc
    /* a comment
    *  2020  6 25  0  0  0.00000000
    PG01  15000.000001 -14000.000002  16000.000003    123.456789  7  8  9 123
    PC60      0.000000      0.000000      0.000000 999999.999999
    *  2020  6 25  0 15  0.50000000
    PG01  15000.500000 -14000.000002  16000.000003 999999.999999
    VG01  10000.000000  10000.000000  10000.000000 999999.999999
    EOF

    """

  @Test func readsPositionsAndClocks() throws {
    let file = try SP3File(Array(Self.sample.utf8))
    #expect((file.frame, file.agency) == ("IGS14", "AAA"))
    #expect(
      file.epochs.map(\.time) == [GNSSTime(gpsWeek: 2111, secondsOfWeek: 345_600), GNSSTime(gpsWeek: 2111, secondsOfWeek: 346_500.5)])
    let first = try #require(file.epochs.first?.positions.first)
    #expect(file.epochs.map(\.positions.count) == [1, 1])  // C60 has no position
    #expect(first.satellite == Satellite(.gps, 1))
    let d = first.position - SIMD3(15_000_000.001, -14_000_000.002, 16_000_000.003)
    #expect((d * d).sum().squareRoot() < 1e-8)  // km times 1000 rounds once more
    #expect(first.clockOffset == 123.456789 * 1e-6)
    #expect(file.epochs[1].positions[0].clockOffset == nil)
  }

  @Test func saysWhatIsWrongAndWhere() {
    for (text, line) in [
      ("#aP2020\n", 1), ("\n", 1), ("hello\n", 1), (Self.sample.replacing("GPS ccc", with: "XYZ ccc"), 4),
      (Self.sample.replacing("-14000.000002", with: "-14000.0000x2"), 8),
      (Self.sample.replacing("PG01  15000.0", with: "PX01  15000.0"), 8),
      (Self.sample.replacing("EOF\n", with: ""), 12), (Self.sample.replacing("25  0 15", with: "25  0 75"), 10),
      (Self.sample.replacing("/* a comment", with: "a comment"), 6),
    ] {
      #expect { try SP3File(Array(text.utf8)) } throws: { ($0 as? RINEXError)?.line == line }
    }
  }

  /// Epochs and satellites as the catalogue of the recordings has them.
  @Test(.recordedData("data/rinex/nav-solutions-data/SP3/D/Sta21114.sp3.gz")) func readsAFinalProduct() throws {
    let file = try SP3File(try RecordedData.gunzipped("data/rinex/nav-solutions-data/SP3/D/Sta21114.sp3.gz"))
    #expect(file.epochs.count == 97)
    let satellites = Set(file.epochs.flatMap { $0.positions.map(\.satellite) })
    #expect(satellites.filter { $0.system == .beidou }.count == 40)
    #expect(satellites.count == 121)
  }
}
