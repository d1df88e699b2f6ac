import GNSS

/// A signal that the simulated receiver tracks.
struct TrackedSignal: Sendable {
  var signal: Signal
  /// Carrier-to-noise density at the zenith, dB-Hz.
  var zenithCN0: Double

  init(_ code: StaticString, _ zenithCN0: Double) {
    // Two ASCII characters, in the tables below.
    let bytes = code.withUTF8Buffer { ($0[0], $0[1]) }
    signal = Signal(band: bytes.0, attribute: bytes.1)
    self.zenithCN0 = zenithCN0
  }

  /// What is tracked of a satellite, by what its generation sends. Which number is of which generation is part of the invented sky.
  static func of(_ satellite: Satellite) -> [TrackedSignal] {
    switch satellite.system {
    case .gps:
      switch satellite.number {
      case 1, 3, 4, 6, 8, 9, 10, 11, 14, 18, 23, 24, 25, 26, 27, 30, 32: gpsL5
      case 5, 7, 12, 15, 17, 29, 31: gpsL2C
      default: gpsLegacy
      }
    case .glonass: glonass
    case .galileo: galileo
    case .beidou: satellite.number >= 19 ? beidou3 : beidou2
    case .sbas, .qzss, .navic: []
    }
  }

  private static let gpsLegacy = [TrackedSignal("1C", 50), TrackedSignal("2W", 44)]
  private static let gpsL2C = [TrackedSignal("1C", 50), TrackedSignal("2W", 44), TrackedSignal("2L", 48)]
  private static let gpsL5 = gpsL2C + [TrackedSignal("5Q", 53)]
  private static let glonass = [TrackedSignal("1C", 50), TrackedSignal("2C", 47)]
  private static let galileo = [TrackedSignal("1C", 49), TrackedSignal("5Q", 51), TrackedSignal("7Q", 51)]
  private static let beidou2 = [TrackedSignal("2I", 47), TrackedSignal("6I", 50), TrackedSignal("7I", 49)]
  private static let beidou3 = [
    TrackedSignal("1P", 49), TrackedSignal("2I", 48), TrackedSignal("5P", 51), TrackedSignal("6I", 50), TrackedSignal("7D", 49),
  ]
}
