import GNSS

/// What was seen of one station in one second of the pipeline's clock, and in the windows that end with it.
public struct Sample: Sendable, Equatable {
  /// The end of the second, on a whole second.
  public var time: GNSSTime
  /// Bytes received in the second.
  public var bytes = 0
  /// Messages received in the second: intact frames of any type.
  public var messages = 0
  /// Frames with a wrong CRC in the second.
  public var crcFailures = 0
  /// Epochs received in the second.
  public var epochs = 0
  /// Gaps between epochs that ended in the second.
  public var gaps = 0
  /// Epochs received over epochs expected in the last 60 s, 0…1; nil before there is evidence.
  public var completeness: Double?
  /// Mean of arrival time − epoch time over the epochs of the second, s; nil without arrival times or epochs.
  public var latency: Double?
  /// Satellites tracked, by system, in the order of systems; systems without any are left out.
  public var satellites: [SystemCount] = []
  /// Signals tracked, in the order of systems and signals.
  public var signals: [SignalQuality] = []
  /// Distance of the antenna reference point in the stream from the configured position, m; nil when one of them is not known.
  public var arpOffset: Double?
  /// The state that the policy gave.
  public var state = HealthState.noEvidence

  /// A sample of nothing.
  public init(time: GNSSTime) { self.time = time }

  /// Satellites of all systems.
  public var satelliteCount: Int { satellites.reduce(0) { $0 + $1.count } }

  /// Satellites of one system.
  public struct SystemCount: Sendable, Equatable {
    /// The system.
    public var system: GNSSSystem
    /// How many satellites of it.
    public var count: Int
  }

  /// One signal of one system.
  public struct SignalQuality: Sendable, Equatable {
    /// The system.
    public var system: GNSSSystem
    /// The signal.
    public var signal: Signal
    /// Satellites tracked on it.
    public var satellites: Int
    /// Mean C/N0 over them, dB-Hz; nil when the stream carries none.
    public var cn0_dbHz: Double?
  }

  /// The value of a metric; nil when this sample has none.
  public func value(of metric: Metric) -> Double? {
    switch metric {
    case .satelliteCount: Double(satelliteCount)
    case .completeness: completeness
    case .latency: latency
    case .bytesPerSecond: Double(bytes)
    case .messagesPerSecond: Double(messages)
    case .crcFailures: Double(crcFailures)
    case .gaps: Double(gaps)
    case .arpOffset: arpOffset
    case .state: Double(state.severity)
    case .satellites(let system): Double(satellites.first { $0.system == system }?.count ?? 0)
    case .cn0(let system, let signal):
      if let system {
        signals.first { $0.system == system && $0.signal == signal }?.cn0_dbHz
      } else {
        Self.weightedMean(signals.lazy.filter { $0.signal == signal })
      }
    }
  }

  private static func weightedMean(_ signals: some Sequence<SignalQuality>) -> Double? {
    var sum = 0.0
    var count = 0
    for signal in signals {
      guard let cn0 = signal.cn0_dbHz else { continue }
      sum += cn0 * Double(signal.satellites)
      count += signal.satellites
    }
    return count > 0 ? sum / Double(count) : nil
  }

  /// The metrics that this sample has a value of, for the roll-ups.
  var metrics: [Metric] {
    Metric.scalars + satellites.map { .satellites($0.system) } + signals.map { .cn0($0.system, $0.signal) }
  }
}
