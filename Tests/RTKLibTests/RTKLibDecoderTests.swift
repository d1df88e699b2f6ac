import GNSS
import RTKLib
import RecordedData
import Testing

@Suite struct RTKLibDecoderTests {
  @Test func theLibraryHasTheExpectedLayout() throws { try RTKLib.check() }

  /// Whole file and single bytes must give the same; epochs and satellites are there.
  @Test(.recordedData("data/rtcm/uuiitwp-RTCM3/test02.rtcm3")) func decodesAStreamInAnyChunks() throws {
    let bytes = try RecordedData.bytes("data/rtcm/uuiitwp-RTCM3/test02.rtcm3")
    let approximate = GNSSTime(gpsWeek: 2263, secondsOfWeek: 575_000)  // week 215 modulo 1024 in its 1019
    var whole = try RTKLibDecoder(approximateTime: approximate)
    let epochs = whole.decode(bytes)
    var single = try RTKLibDecoder(approximateTime: approximate)
    #expect(bytes.flatMap { single.decode([$0]) } == epochs)
    #expect(single.counts == whole.counts)
    // The catalogue of the recordings: 50 epochs at 1 Hz from 575 432 s, five 1019 and five 1020.
    #expect(epochs.count == 50)
    #expect(epochs.first?.time == GNSSTime(gpsWeek: 2263, secondsOfWeek: 575_432))
    #expect(whole.counts.ephemerides == 10)
    let first = try #require(epochs.first)
    #expect(Set(first.observations.map(\.satellite.system)) == [.gps, .glonass, .beidou])
    #expect(first.observations.allSatisfy { (1.8e7...4.5e7).contains($0.pseudorange) || $0.pseudorange == 0 })
  }
}
