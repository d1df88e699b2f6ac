/// 1303: BeiDou network RTK residuals (56 + 49·N bits).
///
/// Source of the layout: public decoders that agree (pyrtcm, cssrlib, rtcm-rs); no recorded frame proves it.
public struct Message1303: SingleNumberMessage, Equatable {
  /// 1303.
  @inline(__always)
  public static var number: UInt16 { 1303 }

  /// The residuals of a satellite.
  public struct Satellite: FieldGroup, Equatable {
    /// Satellite ID (DF488).
    public var satelliteID: UInt8 = 0
    /// Standard deviations.
    public var deviations = ResidualDeviations()

    /// All fields zero.
    public init() {}

    /// The fields in the order of transmission.
    @inline(__always)
    public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
      v.field(.df488, &m.satelliteID)
      ResidualDeviations.visit(&m.deviations, &v)
    }
  }

  /// BDT time of week, s (DF571).
  public var epoch: UInt32 = 0
  /// Reference-station number (DF003).
  public var stationID: UInt16 = 0
  /// Number of reference stations used (DF223).
  public var referenceStationCount: UInt8 = 0
  /// The satellites (DF572).
  public var satellites = BoundedArray<31, Satellite>()

  /// All fields zero, all lists empty.
  public init() {}

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    v.field(.df571, &m.epoch)
    v.field(.df003, &m.stationID)
    v.field(.df223, &m.referenceStationCount)
    v.count(.df572, of: &m.satellites)
    v.list("satellites", &m.satellites)
  }
}
