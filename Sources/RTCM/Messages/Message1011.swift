public import GNSS

/// 1011: GLONASS observations on L1 and L2 before MSM (61 + 107·N bits).
///
/// A recorded frame fits the layout to the last bit, and its values are plausible; the fields are those of 1012.
/// It has pseudoranges only modulo two light-milliseconds: its observations are flagged `moduloRange`.
public struct Message1011: LegacyObservationMessage, Equatable {
  /// 1011.
  @inline(__always)
  public static var number: UInt16 { 1011 }

  /// GLONASS.
  public static var system: GNSSSystem { .glonass }

  /// One satellite.
  public struct Satellite: LegacySatelliteGroup, Equatable {
    /// Satellite (DF038).
    public var satelliteID: UInt8 = 0
    /// L1.
    public var l1 = LegacyL1Observation()
    /// L2.
    public var l2 = LegacyL2Observation()

    /// All fields zero.
    public init() {}

    /// The fields in the order of transmission.
    @inline(__always)
    public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
      v.field(.df038, &m.satelliteID)
      LegacyL1Observation.visit(&m.l1, of: Message1011.system, &v)
      LegacyL2Observation.visit(&m.l2, of: Message1011.system, &v)
    }

    /// The satellite in the common layout.
    @inline(__always)
    public var common: LegacySatellite {
      LegacySatellite(id: satelliteID, channel: l1.channelRaw, l1: l1.signal(), l2: l2.signal())
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
