public import GNSS

/// What the signal identifiers of the MSM signal mask (DF395) mean, for all systems.
///
/// The tables of RTCM 10403.3 (section 3.5.16, tables for DF395), on which all public decoders agree but for vendor extensions. An identifier
/// that is not in them has no signal: its cells are kept raw and give no observation, since vendors use the reserved ones differently; a caller
/// who knows which vendor's stream it is says so with an `MSMDialect`.
public enum MSMSignals {
  /// The carrier frequency that goes with a signal, and the step per channel for GLONASS.
  struct Entry: BitwiseCopyable, Sendable {
    /// RINEX code; packed 0 for a reserved identifier.
    var signal = Signal(band: 0, attribute: 0)
    /// Hz; NaN for a reserved identifier.
    var frequency = Double.nan
    /// Hz per frequency channel; 0 for all but GLONASS FDMA.
    var channelStep = 0.0

    var isKnown: Bool {
      @inline(__always) get { signal.packed != 0 }
    }
  }

  /// Identifier and RINEX code.
  private static let gps = "2 1C 3 1P 4 1W 8 2C 9 2P 10 2W 15 2S 16 2L 17 2X 22 5I 23 5Q 24 5X 30 1S 31 1L 32 1X"
  private static let glonass = "2 1C 3 1P 8 2C 9 2P"
  private static let galileo =
    "2 1C 3 1A 4 1B 5 1X 6 1Z 8 6C 9 6A 10 6B 11 6X 12 6Z 14 7I 15 7Q 16 7X 18 8I 19 8Q 20 8X 22 5I 23 5Q 24 5X"
  private static let sbas = "2 1C 22 5I 23 5Q 24 5X"
  private static let qzss = "2 1C 9 6S 10 6L 11 6X 15 2S 16 2L 17 2X 22 5I 23 5Q 24 5X 30 1S 31 1L 32 1X"
  private static let beidou = "2 2I 3 2Q 4 2X 8 6I 9 6Q 10 6X 14 7I 15 7Q 16 7X 22 5D 23 5P 24 5X 25 7D 30 1D 31 1P 32 1X"
  private static let navic = "8 9A 22 5A"

  private static func table(of system: GNSSSystem) -> String {
    switch system {
    case .gps: gps
    case .glonass: glonass
    case .galileo: galileo
    case .sbas: sbas
    case .qzss: qzss
    case .beidou: beidou
    case .navic: navic
    }
  }

  /// The entries of all dialects and systems, 32 in a row. One array, since taking one out of an array of arrays counts references.
  static let entries: [Entry] = (0..<4).flatMap { makeEntries(MSMDialect(rawValue: $0)) }

  /// Where the entries of a system begin.
  @inline(__always)
  static func row(of system: GNSSSystem, _ dialect: MSMDialect) -> Int {
    (Int(dialect.rawValue & 3) &* 7 &+ Int(system.rawValue)) &* 32
  }

  private static func makeEntries(_ dialect: MSMDialect) -> [Entry] {
    var entries = [Entry](repeating: Entry(), count: 224)
    for system in GNSSSystem.allCases {
      let extra = system == .beidou ? " " + dialect.beidouSignals : ""
      let words = (table(of: system) + extra).split(separator: " ")
      for i in stride(from: 0, to: words.count, by: 2) {
        guard let identifier = Int(words[i]), let signal = Signal(words[i + 1]) else { continue }
        var entry = Entry(signal: signal)
        if system == .glonass, let zero = signal.carrierFrequency(of: system, glonassChannel: 0),
          let one = signal.carrierFrequency(of: system, glonassChannel: 1)
        {
          entry.frequency = zero
          entry.channelStep = one - zero
        } else {
          entry.frequency = signal.carrierFrequency(of: system) ?? .nan
        }
        entries[Int(system.rawValue) * 32 + identifier - 1] = entry
      }
    }
    return entries
  }

  /// The signal with an identifier, 1…32; nil for a reserved one to which the dialect gives no meaning.
  public static func signal(_ identifier: Int, of system: GNSSSystem, dialect: MSMDialect = []) -> Signal? {
    guard (1...32).contains(identifier) else { return nil }
    let entry = entries[row(of: system, dialect) + identifier - 1]
    return entry.isKnown ? entry.signal : nil
  }

  /// The identifier, 1…32, of a signal; nil where MSM has none for it. Where a dialect gives a signal a second one, the lower is taken.
  public static func identifier(of signal: Signal, in system: GNSSSystem, dialect: MSMDialect = []) -> Int? {
    let row = row(of: system, dialect)
    for identifier in 1...32 where entries[row + identifier - 1].signal == signal { return identifier }
    return nil
  }
}
