import GNSS

/// A quantity with a history: a column of the samples.
public enum Metric: Hashable, Sendable {
  /// Satellites tracked, all systems.
  case satelliteCount
  /// Epochs received over expected in the last 60 s, 0…1.
  case completeness
  /// Arrival − epoch time, s.
  case latency
  /// Bytes per second.
  case bytesPerSecond
  /// Messages per second.
  case messagesPerSecond
  /// Frames with a wrong CRC per second.
  case crcFailures
  /// Gaps between epochs per second.
  case gaps
  /// Distance of the stream's antenna reference point from the configured position, m.
  case arpOffset
  /// The state's severity: 0 up, 1 no evidence, 2 degraded, 3 down.
  case state
  /// Satellites tracked of one system.
  case satellites(GNSSSystem)
  /// Mean C/N0 of a signal, dB-Hz; without a system, over all systems that have a signal of this code.
  case cn0(GNSSSystem?, Signal)

  /// The metrics that every station has.
  static let scalars: [Metric] = [
    .satelliteCount, .completeness, .latency, .bytesPerSecond, .messagesPerSecond, .crcFailures, .gaps, .arpOffset, .state,
  ]

  /// The unit of its values.
  public var unit: String {
    switch self {
    case .satelliteCount, .completeness, .crcFailures, .gaps, .state, .satellites: "1"
    case .latency: "s"
    case .bytesPerSecond: "B/s"
    case .messagesPerSecond: "1/s"
    case .arpOffset: "m"
    case .cn0: "dB-Hz"
    }
  }

  /// True for counts that a minute adds up rather than averages.
  var isCount: Bool { self == .crcFailures || self == .gaps }

  /// The number that stands for the metric in the store. Numbers are never reused: old stores keep their meaning.
  var code: Int {
    switch self {
    case .satelliteCount: 1
    case .completeness: 2
    case .latency: 3
    case .bytesPerSecond: 4
    case .messagesPerSecond: 5
    case .crcFailures: 6
    case .gaps: 7
    case .arpOffset: 8
    case .state: 9
    case .satellites(let system): 0x0100_0000 | Int(system.rawValue) << 16
    case .cn0(let system, let signal): 0x0200_0000 | Int(system?.rawValue ?? 0xFF) << 16 | Int(signal.packed)
    }
  }

  /// The forms of the names, for error messages.
  static let forms =
    scalars.map(\.description) + ["satelliteCount.<system letter or name>", "cn0_dbHz.<system letter><code>", "cn0_dbHz.<code>"]
}

extension Metric: LosslessStringConvertible {
  /// The name in the API: `satelliteCount`, `satelliteCount.GPS`, `cn0_dbHz.C2I`.
  public var description: String {
    switch self {
    case .satelliteCount: "satelliteCount"
    case .completeness: "completeness"
    case .latency: "latency"
    case .bytesPerSecond: "bytesPerSecond"
    case .messagesPerSecond: "messagesPerSecond"
    case .crcFailures: "crcFailures"
    case .gaps: "gaps"
    case .arpOffset: "arpOffset"
    case .state: "state"
    case .satellites(let system): "satelliteCount.\(system.name)"
    case .cn0(let system, let signal): "cn0_dbHz.\(system.map { String($0.letter) } ?? "")\(signal)"
    }
  }

  /// Reads a name; nil for one that is not known.
  public init?(_ description: String) {
    if let scalar = Self.scalars.first(where: { $0.description == description }) {
      self = scalar
      return
    }
    let parts = description.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    switch parts[0] {
    case "satelliteCount":
      let system = GNSSSystem.allCases.first { $0.name == parts[1] || String($0.letter) == parts[1] }
      guard let system else { return nil }
      self = .satellites(system)
    case "cn0_dbHz":
      if let signal = Signal(parts[1]) {
        self = .cn0(nil, signal)
      } else if let letter = parts[1].first, let system = GNSSSystem(letter: letter), let signal = Signal(parts[1].dropFirst()) {
        self = .cn0(system, signal)
      } else {
        return nil
      }
    default: return nil
    }
  }
}
