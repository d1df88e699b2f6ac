import Testing

@testable import NTRIPProtocol

@Suite("GGA sentence")
struct GGASentenceTests {
  // The format: NMEA 0183, GGA; positions invented. Checksums from Python: functools.reduce(lambda a, b: a ^ b, body.encode()).
  @Test("fields and checksum")
  func fields() {
    #expect(
      GGASentence.text(latitudeDegrees: 27.5, longitudeDegrees: 112.25, seaLevelHeight: 45.678, secondsOfDay: 43_200)
        == "$GPGGA,120000.00,2730.0000000,N,11215.0000000,E,1,10,1.0,45.678,M,0.000,M,,*67")
    #expect(
      GGASentence.text(
        latitudeDegrees: -0.01, longitudeDegrees: -9.999999999999, seaLevelHeight: -1.5, geoidSeparation: -20, secondsOfDay: -0.004)
        == "$GPGGA,235959.99,0000.6000000,S,01000.0000000,W,1,10,1.0,-1.500,M,-20.000,M,,*63")
  }

  @Test("values off the Earth give nothing")
  func refused() {
    for (latitude, longitude) in [(90.1, 0), (0, 180.1), (.nan, 0), (0, .infinity)] as [(Double, Double)] {
      #expect(GGASentence.text(latitudeDegrees: latitude, longitudeDegrees: longitude, seaLevelHeight: 0, secondsOfDay: 0) == nil)
    }
    #expect(GGASentence.text(latitudeDegrees: 0, longitudeDegrees: 0, seaLevelHeight: .nan, secondsOfDay: 0) == nil)
    #expect(GGASentence.text(latitudeDegrees: 0, longitudeDegrees: 0, seaLevelHeight: 0, secondsOfDay: .infinity) == nil)
  }
}
