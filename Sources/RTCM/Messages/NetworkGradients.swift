import GNSS

/// 1034: GPS network gradients, FKP.
public typealias Message1034 = NetworkGradients<GPSMessages>
/// 1035: GLONASS network gradients, FKP.
public typealias Message1035 = NetworkGradients<GLONASSMessages>

/// Network gradients, FKP, of GPS or GLONASS: 49 + 66·N bits, GLONASS 46 + 66·N.
///
/// Source of the layout: public decoders that agree (pyrtcm, rtcm-rs); no recorded frame proves it. The station number stands before the epoch,
/// in the residuals (1030, 1031) after it.
public struct NetworkGradients<System: MessagesOfSystem>: SingleNumberMessage, Equatable {
  /// 1034, 1035.
  @inline(__always)
  public static var number: UInt16 { System.system == .glonass ? 1035 : 1034 }

  /// The gradients of a satellite.
  public struct Satellite: FieldGroup, Equatable {
    /// Satellite ID (DF009, DF038).
    public var satelliteID: UInt8 = 0
    /// Issue of data of the ephemeris used (DF071); GLONASS: tb (DF392).
    public var issueOfData: UInt8 = 0
    /// Gradients.
    public var gradients = FKPGradients()

    /// All fields zero.
    public init() {}

    /// The fields in the order of transmission.
    @inline(__always)
    public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
      let glonass = System.system == .glonass
      v.field(glonass ? .df038 : .df009, &m.satelliteID)
      v.field(glonass ? .df392 : .df071, &m.issueOfData)
      FKPGradients.visit(&m.gradients, &v)
    }
  }

  /// Reference-station number (DF003).
  public var stationID: UInt16 = 0
  /// GPS time of week (DF240) or GLONASS time of day, UTC + 3 h (DF241); s.
  public var epoch: UInt32 = 0
  /// The satellites (DF006, DF035).
  public var satellites = BoundedArray<31, Satellite>()

  /// All fields zero, all lists empty.
  public init() {}

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    let glonass = System.system == .glonass
    v.field(.df003, &m.stationID)
    v.field(glonass ? .df241 : .df240, &m.epoch)
    v.count(glonass ? .df035 : .df006, of: &m.satellites)
    v.list("satellites", &m.satellites)
  }
}
