import GNSS
import Testing

@Suite struct SatelliteTests {
  @Test func readsAndWritesRINEXIdentifiers() {
    for (text, system, number) in [("G01", GNSSSystem.gps, 1), ("C59", .beidou, 59), ("S37", .sbas, 37), ("J02", .qzss, 2)] {
      let satellite = Satellite(text)
      #expect(satellite == Satellite(system, UInt8(number)))
      #expect(satellite?.description == text)
    }
    #expect(Satellite("G 5") == Satellite(.gps, 5))
  }

  @Test(arguments: ["", "G", "X01", "G00", "G001", "G+1", "G-1", "Ga1"]) func refusesAnythingElse(text: String) {
    #expect(Satellite(text) == nil)
  }
}
