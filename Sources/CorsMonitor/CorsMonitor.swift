/// The station monitor: bytes of many RTCM 3 streams in; states, samples, history, an HTTP API and a page out.
///
/// - `Ingest`: the thin shell of tasks, one per station, that reads streams and feeds the pipelines.
/// - `Quality`: `StationPipeline`, a value: bytes and arrival times in, one `Sample` a second out.
/// - `Health`: the policy that turns samples into a state with reasons.
/// - `Store`: the record, in SQLite.
/// - `Web`: HTTP API, server-sent events, Prometheus text, page.
///
/// What may enter: what a monitor of reference stations does. Decoding of messages belongs to `RTCM`, transport to `NTRIP`, the
/// configuration file to `ServiceConfiguration`. Only `Ingest`, `Store` and `Web` may read a clock or do input and output.
public enum ServiceVersion {
  /// The version that the service reports.
  public static let current = "0.1.0"
}
