import GNSS

/// 1037: GLONASS ionospheric correction differences between an auxiliary station and its master (73 + 28·N bits).
///
/// Source of the layout: public decoders that agree (pyrtcm, rtcm-rs, gpsd); no recorded frame proves it.
public struct Message1037: SingleNumberMessage, Equatable {
  /// 1037.
  @inline(__always)
  public static var number: UInt16 { 1037 }

  /// The differences of a satellite.
  public struct Satellite: FieldGroup, Equatable {
    /// Satellite ID (DF038).
    public var satelliteID: UInt8 = 0
    /// Ambiguity level (DF235, DF236).
    public var ambiguityLevel = AmbiguityLevel()
    /// Ionospheric part of the carrier-phase correction difference, 0.0005 m (DF237).
    public var ionosphericRaw: Int32 = 0

    /// All fields zero.
    public init() {}

    /// Ionospheric part of the carrier-phase correction difference, m.
    public var ionospheric: Double { DataField.df237.value(ionosphericRaw) }

    /// The fields in the order of transmission.
    @inline(__always)
    public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
      v.field(.df038, &m.satelliteID)
      AmbiguityLevel.visit(&m.ambiguityLevel, of: .glonass, &v)
      v.field(.df237, &m.ionosphericRaw)
    }
  }

  /// What stands before the satellites.
  public var header = CorrectionDifferenceHeader()
  /// The satellites (DF234).
  public var satellites = BoundedArray<15, Satellite>()

  /// All fields zero, all lists empty.
  public init() {}

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    CorrectionDifferenceHeader.visit(&m.header, countOf: &m.satellites, of: .glonass, &v)
    v.list("satellites", &m.satellites)
  }
}
