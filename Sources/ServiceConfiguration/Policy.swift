/// The limits by which a station is judged. `docs/thresholds.md` gives the reason and source of each; every verdict shows its limit.
public struct Policy: Sendable, Equatable {
  /// Seconds of data before anything is judged.
  public var warmUp = 30.0
  /// A station without an epoch for this long is down, s.
  public var silence = 10.0
  /// The same when the connection is known to be lost, s.
  public var silenceDisconnected = 5.0
  /// Epochs received over expected in 60 s, at least.
  public var completeness = 0.95
  /// Frames with a correct CRC over all frames in 60 s, at least.
  public var integrity = 0.99
  /// Arrival − epoch time, mean of 10 s, at most, s.
  public var latency = 2.0
  /// Arrival before the epoch's time by more than this, s, means a wrong clock here or in the receiver.
  public var clockAhead = 1.0
  /// Satellites of all systems, at least.
  public var satellites = 8
  /// Mean C/N0 over all signals, at least, dB-Hz.
  public var cn0_dbHz = 36.0
  /// Distance of the stream's antenna reference point from the configured position, at most, m.
  public var arpOffset = 0.05
  /// A change of the stream's antenna reference point larger than this is a step, m.
  public var arpStep = 0.001
  /// How long a step of the reference point is shown, s.
  public var arpStepHold = 600.0
  /// How long a limit must be broken before the state falls to degraded, s.
  public var degradeHold = 5.0
  /// How long all limits must be kept before the state rises, s.
  public var recoverHold = 20.0

  /// The defaults.
  public init() {}

  /// A number of the policy as the configuration names it.
  struct Field: Sendable {
    var key: String
    var range: ClosedRange<Double>
    var unit: String
    var set: @Sendable (inout Policy, Double) -> Void
  }

  /// Every number, in the order of the documentation.
  static let fields: [Field] = [
    Field(key: "warmUp", range: 0...3600, unit: "s", set: { $0.warmUp = $1 }),
    Field(key: "silence", range: 1...3600, unit: "s", set: { $0.silence = $1 }),
    Field(
      key: "silenceDisconnected", range: 1...3600, unit: "s", set: { $0.silenceDisconnected = $1 }),
    Field(key: "completeness", range: 0...1, unit: "", set: { $0.completeness = $1 }),
    Field(key: "integrity", range: 0...1, unit: "", set: { $0.integrity = $1 }),
    Field(key: "latency", range: 0.01...3600, unit: "s", set: { $0.latency = $1 }),
    Field(key: "clockAhead", range: 0.01...3600, unit: "s", set: { $0.clockAhead = $1 }),
    Field(key: "satellites", range: 0...200, unit: "", set: { $0.satellites = Int($1) }),
    Field(key: "cn0_dbHz", range: 0...60, unit: "dB-Hz", set: { $0.cn0_dbHz = $1 }),
    Field(key: "arpOffset", range: 0.0001...1e7, unit: "m", set: { $0.arpOffset = $1 }),
    Field(key: "arpStep", range: 0.0001...1e7, unit: "m", set: { $0.arpStep = $1 }),
    Field(key: "arpStepHold", range: 0...86400, unit: "s", set: { $0.arpStepHold = $1 }),
    Field(key: "degradeHold", range: 0...3600, unit: "s", set: { $0.degradeHold = $1 }),
    Field(key: "recoverHold", range: 0...3600, unit: "s", set: { $0.recoverHold = $1 }),
  ]
}
