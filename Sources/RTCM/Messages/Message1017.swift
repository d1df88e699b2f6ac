import GNSS

/// 1017: GPS geometric and ionospheric correction differences between an auxiliary station and its master (76 + 53·N bits).
///
/// Source of the layout: public decoders that agree (pyrtcm, rtcm-rs, gpsd); no recorded frame proves it.
public struct Message1017: SingleNumberMessage, Equatable {
  /// 1017.
  @inline(__always)
  public static var number: UInt16 { 1017 }

  /// The differences of a satellite.
  public struct Satellite: FieldGroup, Equatable {
    /// Satellite ID (DF068).
    public var satelliteID: UInt8 = 0
    /// Ambiguity level (DF074, DF075).
    public var ambiguityLevel = AmbiguityLevel()
    /// Geometric part of the carrier-phase correction difference, 0.0005 m (DF070).
    public var geometricRaw: Int32 = 0
    /// Issue of data of the ephemeris used (DF071).
    public var issueOfData: UInt8 = 0
    /// Ionospheric part of the carrier-phase correction difference, 0.0005 m (DF069).
    public var ionosphericRaw: Int32 = 0

    /// All fields zero.
    public init() {}

    /// Geometric part of the carrier-phase correction difference, m.
    public var geometric: Double { DataField.df070.value(geometricRaw) }
    /// Ionospheric part of the carrier-phase correction difference, m.
    public var ionospheric: Double { DataField.df069.value(ionosphericRaw) }

    /// The fields in the order of transmission.
    @inline(__always)
    public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
      v.field(.df068, &m.satelliteID)
      AmbiguityLevel.visit(&m.ambiguityLevel, of: .gps, &v)
      v.field(.df070, &m.geometricRaw)
      v.field(.df071, &m.issueOfData)
      v.field(.df069, &m.ionosphericRaw)
    }
  }

  /// What stands before the satellites.
  public var header = CorrectionDifferenceHeader()
  /// The satellites (DF067).
  public var satellites = BoundedArray<15, Satellite>()

  /// All fields zero, all lists empty.
  public init() {}

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    CorrectionDifferenceHeader.visit(&m.header, countOf: &m.satellites, of: .gps, &v)
    v.list("satellites", &m.satellites)
  }
}
