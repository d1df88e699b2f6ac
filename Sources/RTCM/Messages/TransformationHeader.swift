/// What 1021 and 1022 say of a transformation before its parameters: systems, kind and area (106 + 8·(N + M) bits).
public struct TransformationHeader: FieldGroup, Equatable {
  /// Name of the source system (DF143, DF144).
  public var sourceName = CRSText()
  /// Name of the target system (DF145, DF146).
  public var targetName = CRSText()
  /// Ties the messages of one transformation together, 1021–1027 (DF147).
  public var systemID: UInt8 = 0
  /// Which messages go with this one: from the first bit 1023, 1024, 1025, 1026, 1027; the others reserved (DF148).
  public var utilizedMessages: UInt16 = 0
  /// Tectonic plate, 0 unknown (DF149).
  public var plate: UInt8 = 0
  /// 0 seven parameters, linearised; 1 strict; 2 abridged Molodensky; 3 Molodensky-Badekas (DF150).
  public var computation: UInt8 = 0
  /// 0 geometric heights, 1 physical heights of the target system, 2 of the source system (DF151).
  public var heightIndicator: UInt8 = 0
  /// Latitude of the origin of the area of validity, 2 arcsec (DF152).
  public var areaLatitudeRaw: Int32 = 0
  /// Longitude of the origin of the area of validity, 2 arcsec (DF153).
  public var areaLongitudeRaw: Int32 = 0
  /// Extension of the area of validity north and south, 2 arcsec (DF154).
  public var areaLatitudeExtensionRaw: UInt16 = 0
  /// Extension of the area of validity east and west, 2 arcsec (DF155).
  public var areaLongitudeExtensionRaw: UInt16 = 0

  /// All fields zero, all lists empty.
  public init() {}

  /// Latitude of the origin of the area of validity, arcsec.
  public var areaLatitude_arcsec: Double { DataField.df152.value(areaLatitudeRaw) }
  /// Longitude of the origin of the area of validity, arcsec.
  public var areaLongitude_arcsec: Double { DataField.df153.value(areaLongitudeRaw) }
  /// Extension of the area of validity north and south, arcsec; NaN where not available.
  public var areaLatitudeExtension_arcsec: Double { DataField.df154.value(areaLatitudeExtensionRaw) }
  /// Extension of the area of validity east and west, arcsec; NaN where not available.
  public var areaLongitudeExtension_arcsec: Double { DataField.df155.value(areaLongitudeExtensionRaw) }

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    v.count(.df143, of: &m.sourceName)
    v.text(.df144, &m.sourceName)
    v.count(.df145, of: &m.targetName)
    v.text(.df146, &m.targetName)
    v.field(.df147, &m.systemID)
    v.field(.df148, &m.utilizedMessages)
    v.field(.df149, &m.plate)
    v.field(.df150, &m.computation)
    v.field(.df151, &m.heightIndicator)
    v.field(.df152, &m.areaLatitudeRaw)
    v.field(.df153, &m.areaLongitudeRaw)
    v.field(.df154, &m.areaLatitudeExtensionRaw)
    v.field(.df155, &m.areaLongitudeExtensionRaw)
  }
}
