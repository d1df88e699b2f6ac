/// The configuration of the service: what one YAML file says. `docs/cors-monitor.example.yaml` documents every key.
public struct MonitorConfiguration: Sendable, Equatable {
  /// Where to listen.
  public var server = WebServer.Address()
  /// The record; nil keeps it in memory only.
  public var storePath: String?
  /// How long history is kept.
  public var retention = Store.Retention()
  /// The stations, at least one.
  public var stations: [StationConfiguration] = []

  /// The defaults, without stations.
  public init() {}
}
