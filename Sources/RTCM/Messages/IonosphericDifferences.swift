import GNSS

/// 1015: GPS ionospheric correction differences.
public typealias Message1015 = IonosphericDifferences<GPSMessages>
/// 1037: GLONASS ionospheric correction differences.
public typealias Message1037 = IonosphericDifferences<GLONASSMessages>

/// Ionospheric correction differences between an auxiliary station and its master: 76 + 28·N bits, GLONASS 73 + 28·N.
///
/// Source of the layout: public decoders that agree (pyrtcm, rtcm-rs, gpsd); no recorded frame proves it.
public struct IonosphericDifferences<System: MessagesOfSystem>: SingleNumberMessage, Equatable {
  /// 1015, 1037.
  @inline(__always)
  public static var number: UInt16 { System.system == .glonass ? 1037 : 1015 }

  /// The differences of a satellite.
  public struct Satellite: FieldGroup, Equatable {
    /// Satellite ID (DF068, DF038).
    public var satelliteID: UInt8 = 0
    /// Ambiguity level (DF074, DF075, DF235, DF236).
    public var ambiguityLevel = AmbiguityLevel()
    /// Ionospheric part of the carrier-phase correction difference, 0.0005 m (DF069, DF237).
    public var ionosphericRaw: Int32 = 0

    /// All fields zero.
    public init() {}

    /// Ionospheric part of the carrier-phase correction difference, m. The fields of both systems have one resolution.
    public var ionospheric: Double { DataField.df069.value(ionosphericRaw) }

    /// The fields in the order of transmission.
    @inline(__always)
    public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
      let glonass = System.system == .glonass
      v.field(glonass ? .df038 : .df068, &m.satelliteID)
      AmbiguityLevel.visit(&m.ambiguityLevel, of: System.system, &v)
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
