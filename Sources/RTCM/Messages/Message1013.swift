/// 1013: system parameters: date and time, leap seconds, and which messages the station sends how often (70 + 29·N bits).
public struct Message1013: SingleNumberMessage, Equatable {
  /// 1013.
  @inline(__always)
  public static var number: UInt16 { 1013 }

  /// A message number that the station sends.
  public struct Announcement: FieldGroup, Equatable {
    /// Message number (DF055).
    public var message: UInt16 = 0
    /// Sent at a fixed rate (DF056).
    public var synchronous = false
    /// Interval between two of them, 0.1 s; 0 where there is none (DF057).
    public var intervalRaw: UInt16 = 0

    /// All fields zero.
    public init() {}

    /// Interval between two of them, s.
    public var interval: Double { DataField.df057.value(intervalRaw) }

    /// The fields in the order of transmission.
    @inline(__always)
    public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
      v.field(.df055, &m.message)
      v.flag(.df056, &m.synchronous)
      v.field(.df057, &m.intervalRaw)
    }
  }

  /// Reference-station number (DF003).
  public var stationID: UInt16 = 0
  /// Modified Julian Day, UTC (DF051).
  public var modifiedJulianDay: UInt16 = 0
  /// Seconds of the UTC day (DF052).
  public var secondsOfDay: UInt32 = 0
  /// GPS time minus UTC, s; 255 where not known (DF054).
  public var leapSeconds: UInt8 = 0
  /// What the station sends (DF053).
  public var announcements = BoundedArray<31, Announcement>()

  /// All fields zero, no announcements.
  public init() {}

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    v.field(.df003, &m.stationID)
    v.field(.df051, &m.modifiedJulianDay)
    v.field(.df052, &m.secondsOfDay)
    v.count(.df053, of: &m.announcements)
    v.field(.df054, &m.leapSeconds)
    v.list("announcements", &m.announcements)
  }
}
