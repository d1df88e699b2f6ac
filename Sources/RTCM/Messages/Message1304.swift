/// 1304: Galileo network RTK residuals (56 + 49·N bits).
///
/// Source of the layout: public decoders that agree (pyrtcm, cssrlib, rtcm-rs); no recorded frame proves it.
public struct Message1304: SingleNumberMessage, Equatable {
  /// 1304.
  @inline(__always)
  public static var number: UInt16 { 1304 }

  /// The residuals of a satellite.
  public struct Satellite: FieldGroup, Equatable {
    /// Satellite ID (DF252).
    public var satelliteID: UInt8 = 0
    /// Standard deviations.
    public var deviations = ResidualDeviations()

    /// All fields zero.
    public init() {}

    /// The fields in the order of transmission.
    @inline(__always)
    public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
      v.field(.df252, &m.satelliteID)
      ResidualDeviations.visit(&m.deviations, &v)
    }
  }

  /// Galileo time of week, s (DF573).
  public var epoch: UInt32 = 0
  /// Reference-station number (DF003).
  public var stationID: UInt16 = 0
  /// Number of reference stations used (DF223).
  public var referenceStationCount: UInt8 = 0
  /// The satellites (DF574).
  public var satellites = BoundedArray<31, Satellite>()

  /// All fields zero, all lists empty.
  public init() {}

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    v.field(.df573, &m.epoch)
    v.field(.df003, &m.stationID)
    v.field(.df223, &m.referenceStationCount)
    v.count(.df574, of: &m.satellites)
    v.list("satellites", &m.satellites)
  }
}
