/// A satellite navigation system. Raw values follow the order of the RTCM MSM message groups (1071, 1081, … 1131).
public enum GNSSSystem: UInt8, CaseIterable, Sendable, BitwiseCopyable, Comparable {
  case gps, glonass, galileo, sbas, qzss, beidou, navic

  /// The system letter of RINEX 3 and 4: G R E S J C I.
  public var letter: Character {
    switch self {
    case .gps: "G"
    case .glonass: "R"
    case .galileo: "E"
    case .sbas: "S"
    case .qzss: "J"
    case .beidou: "C"
    case .navic: "I"
    }
  }

  /// The system with a RINEX letter; nil for any other character.
  public init?(letter: Character) {
    guard let system = Self.allCases.first(where: { $0.letter == letter }) else { return nil }
    self = system
  }

  /// The name as written in English text.
  public var name: String {
    switch self {
    case .gps: "GPS"
    case .glonass: "GLONASS"
    case .galileo: "Galileo"
    case .sbas: "SBAS"
    case .qzss: "QZSS"
    case .beidou: "BeiDou"
    case .navic: "NavIC"
    }
  }

  /// The order of the MSM message groups.
  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}
