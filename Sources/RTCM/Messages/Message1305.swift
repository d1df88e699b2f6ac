/// 1305: QZSS network RTK residuals (56 + 47·N bits).
///
/// Source of the layout: public decoders that agree (pyrtcm, cssrlib, rtcm-rs); no recorded frame proves it.
public struct Message1305: SingleNumberMessage, Equatable {
  /// 1305.
  @inline(__always)
  public static var number: UInt16 { 1305 }

  /// The residuals of a satellite.
  public struct Satellite: FieldGroup, Equatable {
    /// Satellite ID, J = ID (DF429).
    public var satelliteID: UInt8 = 0
    /// Standard deviations.
    public var deviations = ResidualDeviations()

    /// All fields zero.
    public init() {}

    /// The fields in the order of transmission.
    @inline(__always)
    public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
      v.field(.df429, &m.satelliteID)
      ResidualDeviations.visit(&m.deviations, &v)
    }
  }

  /// QZSS time of week, s (DF575).
  public var epoch: UInt32 = 0
  /// Reference-station number (DF003).
  public var stationID: UInt16 = 0
  /// Number of reference stations used (DF223).
  public var referenceStationCount: UInt8 = 0
  /// The satellites (DF576).
  public var satellites = BoundedArray<31, Satellite>()

  /// All fields zero, all lists empty.
  public init() {}

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    v.field(.df575, &m.epoch)
    v.field(.df003, &m.stationID)
    v.field(.df223, &m.referenceStationCount)
    v.count(.df576, of: &m.satellites)
    v.list("satellites", &m.satellites)
  }
}
