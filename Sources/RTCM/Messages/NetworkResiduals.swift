import GNSS

/// 1030: GPS network RTK residuals. Recorded frames prove the layout.
public typealias Message1030 = NetworkResiduals<GPSMessages>
/// 1031: GLONASS network RTK residuals. Recorded frames prove the layout.
public typealias Message1031 = NetworkResiduals<GLONASSMessages>
/// 1303: BeiDou network RTK residuals. Source of the layout: public decoders that agree (pyrtcm, cssrlib, rtcm-rs); no recorded frame proves it.
public typealias Message1303 = NetworkResiduals<BeiDouMessages>
/// 1304: Galileo network RTK residuals, sources as of 1303.
public typealias Message1304 = NetworkResiduals<GalileoMessages>
/// 1305: QZSS network RTK residuals, sources as of 1303.
public typealias Message1305 = NetworkResiduals<QZSSMessages>

/// Network RTK residuals of a system: 56 + 49·N bits, GLONASS 53 + 49·N.
public struct NetworkResiduals<System: MessagesOfSystem>: SingleNumberMessage, Equatable {
  /// 1030, 1031, 1303, 1304, 1305.
  @inline(__always)
  public static var number: UInt16 {
    switch System.system {
    case .gps: 1030
    case .glonass: 1031
    case .beidou: 1303
    case .galileo: 1304
    default: 1305
    }
  }

  /// The residuals of a satellite.
  public struct Satellite: FieldGroup, Equatable {
    /// Satellite ID (DF009, DF038, DF488, DF252, DF429).
    public var satelliteID: UInt8 = 0
    /// Standard deviations.
    public var deviations = ResidualDeviations()

    /// All fields zero.
    public init() {}

    /// The fields in the order of transmission.
    @inline(__always)
    public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
      switch System.system {
      case .gps: v.field(.df009, &m.satelliteID)
      case .glonass: v.field(.df038, &m.satelliteID)
      case .beidou: v.field(.df488, &m.satelliteID)
      case .galileo: v.field(.df252, &m.satelliteID)
      default: v.field(.df429, &m.satelliteID)
      }
      ResidualDeviations.visit(&m.deviations, &v)
    }
  }

  /// Time of the week in the system's time (DF224, DF571, DF573, DF575) or of the GLONASS day, UTC + 3 h (DF225); s.
  public var epoch: UInt32 = 0
  /// Reference-station number (DF003).
  public var stationID: UInt16 = 0
  /// Number of reference stations used (DF223).
  public var referenceStationCount: UInt8 = 0
  /// The satellites (DF006, DF035, DF572, DF574, DF576).
  public var satellites = BoundedArray<31, Satellite>()

  /// All fields zero, all lists empty.
  public init() {}

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    switch System.system {
    case .gps: v.field(.df224, &m.epoch)
    case .glonass: v.field(.df225, &m.epoch)
    case .beidou: v.field(.df571, &m.epoch)
    case .galileo: v.field(.df573, &m.epoch)
    default: v.field(.df575, &m.epoch)
    }
    v.field(.df003, &m.stationID)
    v.field(.df223, &m.referenceStationCount)
    switch System.system {
    case .gps: v.count(.df006, of: &m.satellites)
    case .glonass: v.count(.df035, of: &m.satellites)
    case .beidou: v.count(.df572, of: &m.satellites)
    case .galileo: v.count(.df574, of: &m.satellites)
    default: v.count(.df576, of: &m.satellites)
    }
    v.list("satellites", &m.satellites)
  }
}
