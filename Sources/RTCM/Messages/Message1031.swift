/// 1031: GLONASS network RTK residuals (53 + 49·N bits).
///
/// Recorded frames prove the layout.
public struct Message1031: SingleNumberMessage, Equatable {
  /// 1031.
  @inline(__always)
  public static var number: UInt16 { 1031 }

  /// The residuals of a satellite.
  public struct Satellite: FieldGroup, Equatable {
    /// Satellite ID (DF038).
    public var satelliteID: UInt8 = 0
    /// Standard deviations.
    public var deviations = ResidualDeviations()

    /// All fields zero.
    public init() {}

    /// The fields in the order of transmission.
    @inline(__always)
    public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
      v.field(.df038, &m.satelliteID)
      ResidualDeviations.visit(&m.deviations, &v)
    }
  }

  /// GLONASS time of day (UTC + 3 h), s (DF225).
  public var epoch: UInt32 = 0
  /// Reference-station number (DF003).
  public var stationID: UInt16 = 0
  /// Number of reference stations used (DF223).
  public var referenceStationCount: UInt8 = 0
  /// The satellites (DF035).
  public var satellites = BoundedArray<31, Satellite>()

  /// All fields zero, all lists empty.
  public init() {}

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    v.field(.df225, &m.epoch)
    v.field(.df003, &m.stationID)
    v.field(.df223, &m.referenceStationCount)
    v.count(.df035, of: &m.satellites)
    v.list("satellites", &m.satellites)
  }
}
