/// 1034: GPS network gradients, FKP (49 + 66·N bits).
///
/// Source of the layout: public decoders that agree (pyrtcm, rtcm-rs); no recorded frame proves it. The station number stands before the epoch,
/// in the residuals (1030, 1031) after it.
public struct Message1034: SingleNumberMessage, Equatable {
  /// 1034.
  @inline(__always)
  public static var number: UInt16 { 1034 }

  /// The gradients of a satellite.
  public struct Satellite: FieldGroup, Equatable {
    /// Satellite ID (DF009).
    public var satelliteID: UInt8 = 0
    /// Issue of data of the ephemeris used (DF071).
    public var issueOfData: UInt8 = 0
    /// Gradients.
    public var gradients = FKPGradients()

    /// All fields zero.
    public init() {}

    /// The fields in the order of transmission.
    @inline(__always)
    public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
      v.field(.df009, &m.satelliteID)
      v.field(.df071, &m.issueOfData)
      FKPGradients.visit(&m.gradients, &v)
    }
  }

  /// Reference-station number (DF003).
  public var stationID: UInt16 = 0
  /// GPS time of week, s (DF240).
  public var epoch: UInt32 = 0
  /// The satellites (DF006).
  public var satellites = BoundedArray<31, Satellite>()

  /// All fields zero, all lists empty.
  public init() {}

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    v.field(.df003, &m.stationID)
    v.field(.df240, &m.epoch)
    v.count(.df006, of: &m.satellites)
    v.list("satellites", &m.satellites)
  }
}
