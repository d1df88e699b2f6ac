/// 1301: transformation with fifteen parameters (362 + 8·(N + M) bits).
///
/// Source of the layout: public decoders that agree (BNC, rtcm-rs, pyrtcm); no recorded frame proves it.
public struct Message1301: SingleNumberMessage, Equatable {
  /// 1301.
  @inline(__always)
  public static var number: UInt16 { 1301 }

  /// Name of the source system (DF143, DF144).
  public var sourceName = CRSText()
  /// Name of the target system (DF145, DF146).
  public var targetName = CRSText()
  /// Ties the messages of one transformation together (DF147).
  public var systemID: UInt8 = 0
  /// Which messages go with this one: from the first bit 1023, 1024, 1025, 1026, 1027; the others reserved (DF148).
  public var utilizedMessages: UInt16 = 0
  /// Reference epoch, a modified Julian day, days (DF547).
  public var referenceEpochRaw: UInt16 = 0
  /// Translation in X at the reference epoch, 0.001 m (DF548).
  public var dXRaw: Int32 = 0
  /// Translation in Y at the reference epoch, 0.001 m (DF549).
  public var dYRaw: Int32 = 0
  /// Translation in Z at the reference epoch, 0.001 m (DF550).
  public var dZRaw: Int32 = 0
  /// Rotation around X at the reference epoch, 2e-5 arcsec (DF551).
  public var r1Raw: Int32 = 0
  /// Rotation around Y at the reference epoch, 2e-5 arcsec (DF552).
  public var r2Raw: Int32 = 0
  /// Rotation around Z at the reference epoch, 2e-5 arcsec (DF553).
  public var r3Raw: Int32 = 0
  /// Scale correction at the reference epoch, 1e-5 ppm (DF554).
  public var dSRaw: Int32 = 0
  /// Rate of the translation in X, 2e-5 m/year (DF555).
  public var dXRateRaw: Int32 = 0
  /// Rate of the translation in Y, 2e-5 m/year (DF556).
  public var dYRateRaw: Int32 = 0
  /// Rate of the translation in Z, 2e-5 m/year (DF557).
  public var dZRateRaw: Int32 = 0
  /// Rate of the rotation around X, 4e-7 arcsec/year (DF558).
  public var r1RateRaw: Int32 = 0
  /// Rate of the rotation around Y, 4e-7 arcsec/year (DF559).
  public var r2RateRaw: Int32 = 0
  /// Rate of the rotation around Z, 4e-7 arcsec/year (DF560).
  public var r3RateRaw: Int32 = 0
  /// Rate of the scale correction, 2e-7 ppm/year (DF561).
  public var dSRateRaw: Int16 = 0

  /// All fields zero, all lists empty.
  public init() {}

  /// Reference epoch, a modified Julian day, days.
  public var referenceEpoch: Double { DataField.df547.value(referenceEpochRaw) }
  /// Translation in X at the reference epoch, m.
  public var dX: Double { DataField.df548.value(dXRaw) }
  /// Translation in Y at the reference epoch, m.
  public var dY: Double { DataField.df549.value(dYRaw) }
  /// Translation in Z at the reference epoch, m.
  public var dZ: Double { DataField.df550.value(dZRaw) }
  /// Rotation around X at the reference epoch, arcsec.
  public var r1_arcsec: Double { DataField.df551.value(r1Raw) }
  /// Rotation around Y at the reference epoch, arcsec.
  public var r2_arcsec: Double { DataField.df552.value(r2Raw) }
  /// Rotation around Z at the reference epoch, arcsec.
  public var r3_arcsec: Double { DataField.df553.value(r3Raw) }
  /// Scale correction at the reference epoch, ppm.
  public var dS_ppm: Double { DataField.df554.value(dSRaw) }
  /// Rate of the translation in X, m/year.
  public var dXRate: Double { DataField.df555.value(dXRateRaw) }
  /// Rate of the translation in Y, m/year.
  public var dYRate: Double { DataField.df556.value(dYRateRaw) }
  /// Rate of the translation in Z, m/year.
  public var dZRate: Double { DataField.df557.value(dZRateRaw) }
  /// Rate of the rotation around X, arcsec/year.
  public var r1Rate: Double { DataField.df558.value(r1RateRaw) }
  /// Rate of the rotation around Y, arcsec/year.
  public var r2Rate: Double { DataField.df559.value(r2RateRaw) }
  /// Rate of the rotation around Z, arcsec/year.
  public var r3Rate: Double { DataField.df560.value(r3RateRaw) }
  /// Rate of the scale correction, ppm/year.
  public var dSRate: Double { DataField.df561.value(dSRateRaw) }

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    v.count(.df143, of: &m.sourceName)
    v.text(.df144, &m.sourceName)
    v.count(.df145, of: &m.targetName)
    v.text(.df146, &m.targetName)
    v.field(.df147, &m.systemID)
    v.field(.df148, &m.utilizedMessages)
    v.field(.df547, &m.referenceEpochRaw)
    v.field(.df548, &m.dXRaw)
    v.field(.df549, &m.dYRaw)
    v.field(.df550, &m.dZRaw)
    v.field(.df551, &m.r1Raw)
    v.field(.df552, &m.r2Raw)
    v.field(.df553, &m.r3Raw)
    v.field(.df554, &m.dSRaw)
    v.field(.df555, &m.dXRateRaw)
    v.field(.df556, &m.dYRateRaw)
    v.field(.df557, &m.dZRateRaw)
    v.field(.df558, &m.r1RateRaw)
    v.field(.df559, &m.r2RateRaw)
    v.field(.df560, &m.r3RateRaw)
    v.field(.df561, &m.dSRateRaw)
  }
}
