/// Standard deviations of the residuals that a network leaves at a rover, of one satellite (43 bits of 1030, 1031, 1303–1305).
///
/// Each has a part that is constant and parts that grow with the distance and the height difference to the nearest physical station.
public struct ResidualDeviations: FieldGroup, Equatable {
  /// s_oc, constant part of the geometric deviation, 0.0005 m (DF218).
  public var geometricConstantRaw: UInt8 = 0
  /// s_od, distance-dependent part of the geometric deviation, 0.01 ppm (DF219).
  public var geometricDistanceRaw: UInt16 = 0
  /// s_oh, height-dependent part of the geometric deviation, 0.1 ppm (DF220).
  public var geometricHeightRaw: UInt8 = 0
  /// s_ic, constant part of the ionospheric deviation, 0.0005 m (DF221).
  public var ionosphericConstantRaw: UInt16 = 0
  /// s_id, distance-dependent part of the ionospheric deviation, 0.01 ppm (DF222).
  public var ionosphericDistanceRaw: UInt16 = 0

  /// All fields zero.
  public init() {}

  /// s_oc, constant part of the geometric deviation, m.
  public var geometricConstant: Double { DataField.df218.value(geometricConstantRaw) }
  /// s_od, distance-dependent part of the geometric deviation, ppm.
  public var geometricDistance: Double { DataField.df219.value(geometricDistanceRaw) }
  /// s_oh, height-dependent part of the geometric deviation, ppm.
  public var geometricHeight: Double { DataField.df220.value(geometricHeightRaw) }
  /// s_ic, constant part of the ionospheric deviation, m.
  public var ionosphericConstant: Double { DataField.df221.value(ionosphericConstantRaw) }
  /// s_id, distance-dependent part of the ionospheric deviation, ppm.
  public var ionosphericDistance: Double { DataField.df222.value(ionosphericDistanceRaw) }

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    v.field(.df218, &m.geometricConstantRaw)
    v.field(.df219, &m.geometricDistanceRaw)
    v.field(.df220, &m.geometricHeightRaw)
    v.field(.df221, &m.ionosphericConstantRaw)
    v.field(.df222, &m.ionosphericDistanceRaw)
  }
}
