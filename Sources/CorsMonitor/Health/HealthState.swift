import Bilingual

/// What the monitor says of a station.
public enum HealthState: String, Sendable, Codable, CaseIterable {
  /// All that the policy asks for is there.
  case up
  /// Data comes, but a limit of the policy is broken.
  case degraded
  /// No usable data comes.
  case down
  /// Too little has been heard yet to judge: the warm-up is not over, or the stream has no observations.
  case noEvidence

  /// 0 for up, growing with the trouble; as the number in `/metrics` and in the store.
  public var severity: Int {
    switch self {
    case .up: 0
    case .noEvidence: 1
    case .degraded: 2
    case .down: 3
    }
  }

  /// The state with a severity number; no evidence for any other number.
  init(severity: Int) { self = Self.allCases.first { $0.severity == severity } ?? .noEvidence }
}

/// One reason for a state: what was found, and the limit it was held against.
public struct Reason: Sendable, Equatable, Codable {
  /// A stable word for machines, such as `completenessLow`.
  public var code: String
  /// For people.
  public var text: BilingualText
  /// What was found, in `unit`; null where the finding is not a number.
  @ExplicitNull public var value: Double? = nil
  /// The limit of the policy, in `unit`; null where there is none.
  @ExplicitNull public var limit: Double? = nil
  /// The unit of `value` and `limit`: `s`, `m`, `dB-Hz`, `1` for a ratio or count.
  public var unit: String

  /// A reason.
  public init(code: String, text: BilingualText, value: Double? = nil, limit: Double? = nil, unit: String = "1") {
    self.code = code
    self.text = text
    self.value = value.flatMap { $0.isFinite ? $0.shown(.reason) : nil }
    self.limit = limit
    self.unit = unit
  }
}

/// A change of a station's state.
public struct StateChange: Sendable, Equatable, Codable {
  /// The station.
  public var station: String
  /// When, ISO 8601 in UTC.
  public var time: String
  /// The state before.
  public var from: HealthState
  /// The state after.
  public var to: HealthState
  /// Why.
  public var reasons: [Reason]

  /// A change.
  public init(station: String, time: String, from: HealthState, to: HealthState, reasons: [Reason]) {
    self.station = station
    self.time = time
    self.from = from
    self.to = to
    self.reasons = reasons
  }
}
