/// 1014: an auxiliary station of a network, by its place relative to the master station (117 bits).
///
/// Source of the layout: public decoders that agree (pyrtcm, rtcm-rs, gpsd); no recorded frame proves it.
public struct Message1014: SingleNumberMessage, Equatable {
  /// 1014.
  @inline(__always)
  public static var number: UInt16 { 1014 }

  /// Network (DF059).
  public var networkID: UInt8 = 0
  /// Subnetwork (DF072).
  public var subnetworkID: UInt8 = 0
  /// Number of auxiliary stations that the network sends (DF058).
  public var auxiliaryCount: UInt8 = 0
  /// Reference-station number of the master (DF060).
  public var masterID: UInt16 = 0
  /// Reference-station number of the auxiliary station (DF061).
  public var auxiliaryID: UInt16 = 0
  /// Latitude of the auxiliary station minus that of the master, 25e-6 deg (DF062).
  public var deltaLatitudeDegreesRaw: Int32 = 0
  /// Longitude of the auxiliary station minus that of the master, 25e-6 deg (DF063).
  public var deltaLongitudeDegreesRaw: Int32 = 0
  /// Ellipsoidal height of the auxiliary station minus that of the master, 0.001 m (DF064).
  public var deltaHeightRaw: Int32 = 0

  /// All fields zero.
  public init() {}

  /// Latitude of the auxiliary station minus that of the master, deg.
  public var deltaLatitudeDegrees: Double { DataField.df062.value(deltaLatitudeDegreesRaw) }
  /// Longitude of the auxiliary station minus that of the master, deg.
  public var deltaLongitudeDegrees: Double { DataField.df063.value(deltaLongitudeDegreesRaw) }
  /// Ellipsoidal height of the auxiliary station minus that of the master, m.
  public var deltaHeight: Double { DataField.df064.value(deltaHeightRaw) }

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    v.field(.df059, &m.networkID)
    v.field(.df072, &m.subnetworkID)
    v.field(.df058, &m.auxiliaryCount)
    v.field(.df060, &m.masterID)
    v.field(.df061, &m.auxiliaryID)
    v.field(.df062, &m.deltaLatitudeDegreesRaw)
    v.field(.df063, &m.deltaLongitudeDegreesRaw)
    v.field(.df064, &m.deltaHeightRaw)
  }
}
