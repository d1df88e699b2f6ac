/// Gradients of the network corrections of one satellite (52 bits of 1034 and 1035).
public struct FKPGradients: FieldGroup, Equatable {
  /// N0, northward gradient of the geometric part, 0.01 ppm (DF242).
  public var geometricNorthRaw: Int16 = 0
  /// E0, eastward gradient of the geometric part, 0.01 ppm (DF243).
  public var geometricEastRaw: Int16 = 0
  /// NI, northward gradient of the ionospheric part, 0.01 ppm (DF244).
  public var ionosphericNorthRaw: Int16 = 0
  /// EI, eastward gradient of the ionospheric part, 0.01 ppm (DF245).
  public var ionosphericEastRaw: Int16 = 0

  /// All fields zero.
  public init() {}

  /// N0, northward gradient of the geometric part, ppm; NaN where not available.
  public var geometricNorth: Double { DataField.df242.value(geometricNorthRaw) }
  /// E0, eastward gradient of the geometric part, ppm; NaN where not available.
  public var geometricEast: Double { DataField.df243.value(geometricEastRaw) }
  /// NI, northward gradient of the ionospheric part, ppm; NaN where not available.
  public var ionosphericNorth: Double { DataField.df244.value(ionosphericNorthRaw) }
  /// EI, eastward gradient of the ionospheric part, ppm; NaN where not available.
  public var ionosphericEast: Double { DataField.df245.value(ionosphericEastRaw) }

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    v.field(.df242, &m.geometricNorthRaw)
    v.field(.df243, &m.geometricEastRaw)
    v.field(.df244, &m.ionosphericNorthRaw)
    v.field(.df245, &m.ionosphericEastRaw)
  }
}
