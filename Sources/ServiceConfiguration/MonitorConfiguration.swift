/// The configuration of the monitor service: what one YAML file says, and the limits by which stations are judged.
///
/// What may enter: what an operator writes into the file, its defaults, and its reading with errors that say where. The module needs Yams
/// and nothing else of the service, so that the reader can be fuzzed and other programs can read the file. `docs/cors-monitor.example.yaml`
/// documents every key.
public struct MonitorConfiguration: Sendable, Equatable {
  /// Where to listen.
  public var server = ListenAddress()
  /// The record; nil keeps it in memory only.
  public var storePath: String?
  /// How long history is kept.
  public var retention = Retention()
  /// The stations, at least one.
  public var stations: [StationConfiguration] = []

  /// The defaults, without stations.
  public init() {}
}
