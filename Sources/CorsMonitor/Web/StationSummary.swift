import Bilingual

/// One station as the API shows it: what the table and the map of the page need.
///
/// Counts (`crcFailures`, `gaps`) are totals since the service started; rates are means over the last 10 s.
public struct StationSummary: Sendable, Equatable, Codable {
  /// The station's identifier from the configuration.
  public var id: String
  /// Its name.
  public var name: BilingualText
  /// Its state.
  public var state = HealthState.noEvidence
  /// Why; empty when up.
  public var reasons: [Reason] = []
  /// Configured latitude, degrees; null without a configured position.
  @ExplicitNull public var latitudeDegrees: Double? = nil
  /// Configured longitude, degrees.
  @ExplicitNull public var longitudeDegrees: Double? = nil
  /// Configured ellipsoidal height, m.
  @ExplicitNull public var ellipsoidalHeight: Double? = nil
  /// Where its data comes from, without user and password.
  public var source: String
  /// Time of the last epoch, ISO 8601 in UTC.
  @ExplicitNull public var lastEpoch: String? = nil
  /// Arrival of the last bytes, ISO 8601 in UTC.
  @ExplicitNull public var lastArrival: String? = nil
  /// Arrival − epoch time of the last epochs, s.
  @ExplicitNull public var latency: Double? = nil
  /// Bytes per second, mean of 10 s.
  public var bytesPerSecond = 0.0
  /// Messages per second, mean of 10 s.
  public var messagesPerSecond = 0.0
  /// Frames with a wrong CRC since the start.
  public var crcFailures = 0
  /// Epochs received over expected in the last 60 s, 0…1.
  @ExplicitNull public var completeness: Double? = nil
  /// Gaps between epochs since the start.
  public var gaps = 0
  /// Satellites tracked.
  public var satelliteCount = 0
  /// Satellites tracked by system name.
  public var satellites: [String: Int] = [:]
  /// Signals tracked.
  public var signals: [SignalSummary] = []
  /// Distance of the stream's antenna reference point from the configured position, m.
  @ExplicitNull public var arpOffset: Double? = nil
  /// Receiver text of the stream (1033).
  @ExplicitNull public var receiver: String? = nil
  /// Antenna text of the stream (1007, 1008, 1033).
  @ExplicitNull public var antenna: String? = nil
  /// The connection to the source.
  public var connection = ConnectionSummary()

  /// A station of which nothing is known yet.
  public init(id: String, name: BilingualText, source: String) {
    self.id = id
    self.name = name
    self.source = source
  }
}

/// One signal of one system over all satellites.
public struct SignalSummary: Sendable, Equatable, Codable {
  /// The system's name: `GPS`.
  public var system: String
  /// The RINEX code: `1C`.
  public var code: String
  /// Satellites tracked on it.
  public var satellites: Int
  /// Mean C/N0, dB-Hz.
  @ExplicitNull public var cn0_dbHz: Double? = nil
}

/// The connection to a station's source.
public struct ConnectionSummary: Sendable, Equatable, Codable {
  /// `idle`, `connecting`, `connected`, `waiting` before the next attempt, `ended`, `failed`.
  public var state = "idle"
  /// For people: what happened last.
  public var message = BilingualText(zh: "尚未连接", en: "not connected yet")

  /// A connection that was not tried yet.
  public init() {}

  /// A state with its text.
  public init(state: String, message: BilingualText) {
    self.state = state
    self.message = message
  }
}

/// One station with all that its own page shows.
public struct StationDetail: Sendable, Encodable {
  /// What the list shows, too.
  public var summary: StationSummary
  /// The satellites tracked.
  public var sky: [SkyEntry] = []
  /// The message types seen.
  public var messageTypes: [MessageTypeSummary] = []
  /// The antenna reference point in the stream; null before the first 1005 or 1006.
  public var arp: ReferencePoint?
  /// The last changes of state, newest first.
  public var recentEvents: [StateChange] = []

  /// A station's detail around its summary.
  public init(summary: StationSummary) { self.summary = summary }

  private enum CodingKeys: String, CodingKey { case sky, messageTypes, arp, recentEvents }

  /// The keys of the summary, then those of the detail.
  public func encode(to encoder: any Encoder) throws {
    try summary.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(sky, forKey: .sky)
    try container.encode(messageTypes, forKey: .messageTypes)
    try container.encode(arp, forKey: .arp)
    try container.encode(recentEvents, forKey: .recentEvents)
  }
}

/// One satellite in the sky of a station.
public struct SkyEntry: Sendable, Equatable, Codable {
  /// `C35`.
  public var id: String
  /// The system's name.
  public var system: String
  /// Azimuth, degrees clockwise from north, 0 ..< 360; null without an ephemeris or position.
  @ExplicitNull public var azimuthDegrees: Double? = nil
  /// Elevation, degrees.
  @ExplicitNull public var elevationDegrees: Double? = nil
  /// Its signals.
  public var signals: [SkySignal]
}

/// One signal of one satellite.
public struct SkySignal: Sendable, Equatable, Codable {
  /// The RINEX code: `2I`.
  public var code: String
  /// C/N0, dB-Hz.
  @ExplicitNull public var cn0_dbHz: Double? = nil
  /// The least time without a slip, s.
  public var lockTime: Double
}

/// One type of message in a stream.
public struct MessageTypeSummary: Sendable, Equatable, Codable {
  /// The message number.
  public var type: Int
  /// How many since the start.
  public var count: Int
  /// The typical time between two of them, s; null before it is known.
  @ExplicitNull public var interval: Double? = nil
}

/// The antenna reference point that a stream states.
public struct ReferencePoint: Sendable, Equatable, Codable {
  /// The message it came in: 1005 or 1006.
  public var type: Int
  /// The reference-station number of the message.
  public var stationID: Int
  /// Latitude, degrees.
  public var latitudeDegrees: Double
  /// Longitude, degrees.
  public var longitudeDegrees: Double
  /// Ellipsoidal height, m.
  public var ellipsoidalHeight: Double
  /// Height of the antenna reference point above the marker, m (1006); null for 1005.
  @ExplicitNull public var antennaHeight: Double? = nil
}
