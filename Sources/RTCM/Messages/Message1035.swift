/// 1035: GLONASS network gradients, FKP (46 + 66·N bits).
///
/// Source of the layout: public decoders that agree (pyrtcm, rtcm-rs); no recorded frame proves it. The station number stands before the epoch,
/// in the residuals (1030, 1031) after it.
public struct Message1035: SingleNumberMessage, Equatable {
  /// 1035.
  @inline(__always)
  public static var number: UInt16 { 1035 }

  /// The gradients of a satellite.
  public struct Satellite: FieldGroup, Equatable {
    /// Satellite ID (DF038).
    public var satelliteID: UInt8 = 0
    /// Issue of data of the ephemeris used: tb (DF392).
    public var issueOfData: UInt8 = 0
    /// Gradients.
    public var gradients = FKPGradients()

    /// All fields zero.
    public init() {}

    /// The fields in the order of transmission.
    @inline(__always)
    public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
      v.field(.df038, &m.satelliteID)
      v.field(.df392, &m.issueOfData)
      FKPGradients.visit(&m.gradients, &v)
    }
  }

  /// Reference-station number (DF003).
  public var stationID: UInt16 = 0
  /// GLONASS time of day (UTC + 3 h), s (DF241).
  public var epoch: UInt32 = 0
  /// The satellites (DF035).
  public var satellites = BoundedArray<31, Satellite>()

  /// All fields zero, all lists empty.
  public init() {}

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    v.field(.df003, &m.stationID)
    v.field(.df241, &m.epoch)
    v.count(.df035, of: &m.satellites)
    v.list("satellites", &m.satellites)
  }
}
