/// How long history is kept, in seconds before the newest sample of each station.
public struct Retention: Sendable, Equatable {
  /// For one-second samples; 48 h by default.
  public var sampleSeconds = 48 * 3600
  /// For one-minute roll-ups and events; 400 days by default: a year and some, to compare with the same season.
  public var minuteSeconds = 400 * 86400

  /// The defaults.
  public init() {}

  /// Explicit times, s.
  public init(sampleSeconds: Int, minuteSeconds: Int) {
    self.sampleSeconds = sampleSeconds
    self.minuteSeconds = minuteSeconds
  }
}
