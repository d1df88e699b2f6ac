public import GNSS

/// 1002: GPS observations on L1 before MSM, with full pseudorange and C/N0 (64 + 74·N bits).
///
/// A recorded frame fits the layout to the last bit, and its values are plausible; the fields are those of 1004.
public struct Message1002: LegacyObservationMessage, Equatable {
  /// 1002.
  @inline(__always)
  public static var number: UInt16 { 1002 }

  /// GPS.
  public static var system: GNSSSystem { .gps }

  /// One satellite.
  public struct Satellite: LegacySatelliteGroup, Equatable {
    /// Satellite (DF009).
    public var satelliteID: UInt8 = 0
    /// L1.
    public var l1 = LegacyL1Observation()
    /// Whole light-milliseconds of the pseudorange (DF014).
    public var ambiguity: UInt8 = 0
    /// L1 C/N0, 0.25 dB-Hz, 0 not available (DF015).
    public var l1CN0Raw: UInt8 = 0

    /// All fields zero.
    public init() {}

    /// The fields in the order of transmission.
    @inline(__always)
    public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
      v.field(.df009, &m.satelliteID)
      LegacyL1Observation.visit(&m.l1, of: Message1002.system, &v)
      v.field(.df014, &m.ambiguity)
      v.field(.df015, &m.l1CN0Raw)
    }

    /// The satellite in the common layout.
    @inline(__always)
    public var common: LegacySatellite {
      LegacySatellite(id: satelliteID, ambiguity: ambiguity, l1: l1.signal(cn0: l1CN0Raw))
    }
  }

  /// What stands before the satellites.
  public var header = LegacyObservationHeader()
  /// The satellites.
  public var satellites = BoundedArray<31, Satellite>()

  /// All fields zero, no satellites.
  public init() {}

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    LegacyObservationHeader.visit(&m.header, countOf: &m.satellites, of: system, &v)
    v.list("satellites", &m.satellites)
  }
}
