/// Seven parameters of a transformation (190 bits of 1021 and 1022).
///
/// The senders' convention for the sign of the rotations is not stated in any public source.
public struct TransformationParameters: FieldGroup, Equatable {
  /// Translation in X, 0.001 m (DF156).
  public var dXRaw: Int32 = 0
  /// Translation in Y, 0.001 m (DF157).
  public var dYRaw: Int32 = 0
  /// Translation in Z, 0.001 m (DF158).
  public var dZRaw: Int32 = 0
  /// Rotation around X, 2e-5 arcsec (DF159).
  public var r1Raw: Int32 = 0
  /// Rotation around Y, 2e-5 arcsec (DF160).
  public var r2Raw: Int32 = 0
  /// Rotation around Z, 2e-5 arcsec (DF161).
  public var r3Raw: Int32 = 0
  /// Scale correction, 1e-5 ppm (DF162).
  public var dSRaw: Int32 = 0

  /// All fields zero.
  public init() {}

  /// Translation in X, m.
  public var dX: Double { DataField.df156.value(dXRaw) }
  /// Translation in Y, m.
  public var dY: Double { DataField.df157.value(dYRaw) }
  /// Translation in Z, m.
  public var dZ: Double { DataField.df158.value(dZRaw) }
  /// Rotation around X, arcsec.
  public var r1_arcsec: Double { DataField.df159.value(r1Raw) }
  /// Rotation around Y, arcsec.
  public var r2_arcsec: Double { DataField.df160.value(r2Raw) }
  /// Rotation around Z, arcsec.
  public var r3_arcsec: Double { DataField.df161.value(r3Raw) }
  /// Scale correction, ppm.
  public var dS_ppm: Double { DataField.df162.value(dSRaw) }

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    v.field(.df156, &m.dXRaw)
    v.field(.df157, &m.dYRaw)
    v.field(.df158, &m.dZRaw)
    v.field(.df159, &m.r1Raw)
    v.field(.df160, &m.r2Raw)
    v.field(.df161, &m.r3Raw)
    v.field(.df162, &m.dSRaw)
  }
}

/// Ellipsoids and quality of a transformation (104 bits of 1021 and 1022).
public struct TransformationEllipsoids: FieldGroup, Equatable {
  /// Semi-major axis of the source ellipsoid, 0.001 m (DF166).
  public var sourceSemiMajorAxisRaw: UInt32 = 0
  /// Semi-minor axis of the source ellipsoid, 0.001 m (DF167).
  public var sourceSemiMinorAxisRaw: UInt32 = 0
  /// Semi-major axis of the target ellipsoid, 0.001 m (DF168).
  public var targetSemiMajorAxisRaw: UInt32 = 0
  /// Semi-minor axis of the target ellipsoid, 0.001 m (DF169).
  public var targetSemiMinorAxisRaw: UInt32 = 0
  /// 0 unknown, then at most 21, 50, 200, 500, 2000, 5000 mm; 7 more (DF214).
  public var horizontalQuality: UInt8 = 0
  /// 0 unknown, then at most 21, 50, 200, 500, 2000, 5000 mm; 7 more (DF215).
  public var verticalQuality: UInt8 = 0

  /// All fields zero.
  public init() {}

  /// Semi-major axis of the source ellipsoid, m; NaN where not available.
  public var sourceSemiMajorAxis: Double { DataField.df166.value(sourceSemiMajorAxisRaw) }
  /// Semi-minor axis of the source ellipsoid, m; NaN where not available.
  public var sourceSemiMinorAxis: Double { DataField.df167.value(sourceSemiMinorAxisRaw) }
  /// Semi-major axis of the target ellipsoid, m; NaN where not available.
  public var targetSemiMajorAxis: Double { DataField.df168.value(targetSemiMajorAxisRaw) }
  /// Semi-minor axis of the target ellipsoid, m; NaN where not available.
  public var targetSemiMinorAxis: Double { DataField.df169.value(targetSemiMinorAxisRaw) }

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    v.field(.df166, &m.sourceSemiMajorAxisRaw)
    v.field(.df167, &m.sourceSemiMinorAxisRaw)
    v.field(.df168, &m.targetSemiMajorAxisRaw)
    v.field(.df169, &m.targetSemiMinorAxisRaw)
    v.field(.df214, &m.horizontalQuality)
    v.field(.df215, &m.verticalQuality)
  }
}
