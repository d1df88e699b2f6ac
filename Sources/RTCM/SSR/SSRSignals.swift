public import GNSS

/// What the signal identifiers of SSR code and phase biases mean. RTCM and IGS SSR have tables of their own.
///
/// RTCM: BNC, RTKLIB's later forks and cssrlib agree on these entries (SBAS 3: BNC and cssrlib; GLONASS 4–12: BNC and the forks); what only
/// one of them has is left out. IGS SSR: BNC, ginan and RTKLIB's forks agree; it has no combined signals (`X`), and its GLONASS
/// table differs from 6 on. Recorded: GPS 0 2 5 7 8 9 11 14 15 16 19, GLONASS 0–3, Galileo 3 7 10 13 17, BeiDou 0 3 6 10 11 14.
public enum SSRSignals {
  /// RINEX codes by identifier, from 0; dots stand for an identifier without a signal.
  private static func table(of system: GNSSSystem, _ format: SSRFormat) -> StaticString {
    switch (format, system) {
    case (.rtcm, .gps): "1C1P1W....2C2D2S2L2X2P2W....5I5Q5X1S1L1X"
    case (.rtcm, .glonass): "1C1P2C2P4A4B4X6A6B6X3I3Q3X"
    case (.rtcm, .galileo): "1A1B1C1X1Z5I5Q5X7I7Q7X8I8Q8X6A6B6C6X6Z"
    case (.rtcm, .qzss): "1C1S1L2S2L2X5I5Q5X6S6L6X1X1Z5D5P5Z6E6Z"
    case (.rtcm, .sbas): "1C5I5Q5X"
    case (.rtcm, .beidou): "2I2Q2X6I6Q6X7I7Q7X1D1P1X5D5P5X"
    case (.igs, .gps): "1C1P1W1S1L2C2D2S2L..2P2W....5I5Q"
    case (.igs, .glonass): "1C1P2C2P4A4B6A6B3I3Q"
    case (.igs, .galileo): "1A1B1C....5I5Q..7I7Q........6A6B6C"
    case (.igs, .qzss): "1C1S1L2S2L..5I5Q..6S6L............6E"
    case (.igs, .beidou): "2I2Q..6I6Q..7I7Q..1D1P..5D5P..1A....6A"
    case (.igs, .sbas): "1C5I5Q"
    case (_, .navic): ""
    }
  }

  /// The signal with an identifier (DF380, DF381, DF382, DF461, DF464, DF467, IDF024); nil for one that has none.
  public static func signal(_ identifier: UInt8, of kind: SSRKind) -> Signal? {
    let table = table(of: kind.system, kind.format)
    let place = Int(identifier) * 2
    guard place + 1 < table.utf8CodeUnitCount else { return nil }
    // Both places are below the count of the literal's bytes, and every table has more than one character, so that it is bytes in memory.
    let (band, attribute) = unsafe (table.utf8Start[place], table.utf8Start[place + 1])
    return band == UInt8(ascii: ".") ? nil : Signal(band: band, attribute: attribute)
  }

  /// The identifier of a signal; nil where the table has none for it.
  public static func identifier(of signal: Signal, in kind: SSRKind) -> UInt8? {
    (0..<32).first { self.signal($0, of: kind) == signal }
  }
}
