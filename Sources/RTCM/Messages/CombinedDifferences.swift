import GNSS

/// 1017: GPS geometric and ionospheric correction differences.
public typealias Message1017 = CombinedDifferences<GPSMessages>
/// 1039: GLONASS geometric and ionospheric correction differences.
public typealias Message1039 = CombinedDifferences<GLONASSMessages>

/// Geometric and ionospheric correction differences between an auxiliary station and its master: 76 + 53·N bits, GLONASS 73 + 53·N.
///
/// Source of the layout: public decoders that agree (pyrtcm, rtcm-rs, gpsd); no recorded frame proves it.
public struct CombinedDifferences<System: MessagesOfSystem>: SingleNumberMessage, Equatable {
  /// 1017, 1039.
  @inline(__always)
  public static var number: UInt16 { System.system == .glonass ? 1039 : 1017 }

  /// The differences of a satellite.
  public struct Satellite: FieldGroup, Equatable {
    /// Satellite ID (DF068, DF038).
    public var satelliteID: UInt8 = 0
    /// Ambiguity level (DF074, DF075, DF235, DF236).
    public var ambiguityLevel = AmbiguityLevel()
    /// Geometric part of the carrier-phase correction difference, 0.0005 m (DF070, DF238).
    public var geometricRaw: Int32 = 0
    /// Issue of data of the ephemeris used (DF071); GLONASS: tb (DF239).
    public var issueOfData: UInt8 = 0
    /// Ionospheric part of the carrier-phase correction difference, 0.0005 m (DF069, DF237).
    public var ionosphericRaw: Int32 = 0

    /// All fields zero.
    public init() {}

    /// Geometric part of the carrier-phase correction difference, m. The fields of both systems have one resolution.
    public var geometric: Double { DataField.df070.value(geometricRaw) }
    /// Ionospheric part of the carrier-phase correction difference, m. The fields of both systems have one resolution.
    public var ionospheric: Double { DataField.df069.value(ionosphericRaw) }

    /// The fields in the order of transmission.
    @inline(__always)
    public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
      let glonass = System.system == .glonass
      v.field(glonass ? .df038 : .df068, &m.satelliteID)
      AmbiguityLevel.visit(&m.ambiguityLevel, of: System.system, &v)
      v.field(glonass ? .df238 : .df070, &m.geometricRaw)
      v.field(glonass ? .df239 : .df071, &m.issueOfData)
      v.field(glonass ? .df237 : .df069, &m.ionosphericRaw)
    }
  }

  /// What stands before the satellites.
  public var header = CorrectionDifferenceHeader()
  /// The satellites (DF067, DF234).
  public var satellites = BoundedArray<15, Satellite>()

  /// All fields zero, all lists empty.
  public init() {}

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    CorrectionDifferenceHeader.visit(&m.header, countOf: &m.satellites, of: System.system, &v)
    v.list("satellites", &m.satellites)
  }
}
