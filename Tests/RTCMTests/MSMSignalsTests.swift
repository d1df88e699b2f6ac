import GNSS
@testable import RTCM
import Testing

@Suite struct MSMSignalsTests {
  /// Spot checks against RTCM 10403.3's tables, of each system the first and last identifier and those that decoders get wrong.
  @Test(arguments: [
    (GNSSSystem.gps, 2, "1C"), (.gps, 32, "1X"), (.glonass, 2, "1C"), (.glonass, 9, "2P"), (.galileo, 2, "1C"), (.galileo, 24, "5X"),
    (.sbas, 22, "5I"), (.qzss, 11, "6X"), (.beidou, 2, "2I"), (.beidou, 25, "7D"), (.beidou, 31, "1P"), (.beidou, 23, "5P"),
    (.navic, 22, "5A"),
    (.navic, 8, "9A"),
  ])
  func identifiers(system: GNSSSystem, identifier: Int, code: String) {
    #expect(MSMSignals.signal(identifier, of: system)?.description == code)
    #expect(Signal(code).flatMap { MSMSignals.identifier(of: $0, in: system) } == identifier)
  }

  @Test func everyIdentifierHasOneSignalWithAFrequency() {
    for system in GNSSSystem.allCases {
      var seen = Set<Signal>()
      for identifier in 0...33 {
        guard let signal = MSMSignals.signal(identifier, of: system) else { continue }
        #expect(seen.insert(signal).inserted)
        #expect(MSMSignals.identifier(of: signal, in: system) == identifier)
        #expect(signal.carrierFrequency(of: system, glonassChannel: 0) != nil)
      }
      #expect(!seen.isEmpty)
    }
    // The observations of MSM rest on it: every signal of GLONASS has channels, and no other has.
    for system in GNSSSystem.allCases {
      for entry in MSMSignals.entries[MSMSignals.row(of: system, [])...].prefix(32) where entry.isKnown {
        #expect((entry.channelStep != 0) == (system == .glonass))
      }
    }
    for reserved in [5, 6, 7, 17, 18, 19, 26, 27] { #expect(MSMSignals.signal(reserved, of: .beidou) == nil) }
  }
}

@Suite struct MSMDialectTests {
  /// Readings of vendors as public decoders have them; see the notes at `MSMDialect`.
  @Test func dialectsAddMeaningsAndChangeNone() {
    let both: MSMDialect = [.beidouB1CB2a, .beidouB2b]
    for (id, code) in [(5, "1D"), (6, "1P"), (7, "1X"), (17, "5D"), (18, "5P"), (19, "5X")] {
      #expect(MSMSignals.signal(id, of: .beidou, dialect: .beidouB1CB2a)?.description == code)
      #expect(MSMSignals.signal(id, of: .beidou, dialect: .beidouB2b) == nil)
    }
    for (id, code) in [(26, "7P"), (27, "7Z")] {
      #expect(MSMSignals.signal(id, of: .beidou, dialect: .beidouB2b)?.description == code)
      #expect(MSMSignals.signal(id, of: .beidou, dialect: .beidouB1CB2a) == nil)
    }
    for system in GNSSSystem.allCases {
      for id in 1...32 {
        guard let signal = MSMSignals.signal(id, of: system) else { continue }
        #expect(MSMSignals.signal(id, of: system, dialect: both) == signal)
      }
    }
    #expect(MSMSignals.signal(5, of: .galileo, dialect: both)?.description == "1X", "BeiDou alone is concerned")
  }
}
