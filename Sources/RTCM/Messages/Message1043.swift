/// 1043: SBAS ephemeris (230 bits).
///
/// Source of the layout: public decoders that agree (BNC, cssrlib, rtcm3torinex); no recorded frame proves it.
///
/// Properties are the raw integers as sent; `ephemeris(in:)` gives SI units and the full date.
public struct Message1043: SingleNumberMessage, Equatable {
  /// 1043.
  @inline(__always)
  public static var number: UInt16 { 1043 }

  /// PRN minus 120 (1043 satellite ID).
  public var satelliteID: UInt8 = 0
  /// Issue of data (1043 IODN).
  public var iodn: UInt8 = 0
  /// Time of applicability, seconds of the day, 16 s (1043 t0).
  public var t0Raw: UInt16 = 0
  /// URA index; 15 forbids the use of the satellite (1043 URA).
  public var ura: UInt8 = 0
  /// X, 0.08 m (1043 X).
  public var xRaw: Int32 = 0
  /// Y, 0.08 m (1043 Y).
  public var yRaw: Int32 = 0
  /// Z, 0.4 m (1043 Z).
  public var zRaw: Int32 = 0
  /// X velocity, 0.000625 m/s (1043 VX).
  public var xVelocityRaw: Int32 = 0
  /// Y velocity, 0.000625 m/s (1043 VY).
  public var yVelocityRaw: Int32 = 0
  /// Z velocity, 0.004 m/s (1043 VZ).
  public var zVelocityRaw: Int32 = 0
  /// X acceleration, 0.0000125 m/s^2 (1043 AX).
  public var xAccelerationRaw: Int16 = 0
  /// Y acceleration, 0.0000125 m/s^2 (1043 AY).
  public var yAccelerationRaw: Int16 = 0
  /// Z acceleration, 0.0000625 m/s^2 (1043 AZ).
  public var zAccelerationRaw: Int16 = 0
  /// Clock offset aGf0, 0x1p-31 s (1043 aGf0).
  public var clockOffsetRaw: Int16 = 0
  /// Clock drift aGf1, 0x1p-40 s/s (1043 aGf1).
  public var clockDriftRaw: Int8 = 0

  /// All fields zero.
  public init() {}

  /// Time of applicability, seconds of the day, s.
  public var t0: Double { DataField.m1043T0.value(t0Raw) }
  /// X, m.
  public var x: Double { DataField.m1043X.value(xRaw) }
  /// Y, m.
  public var y: Double { DataField.m1043Y.value(yRaw) }
  /// Z, m.
  public var z: Double { DataField.m1043Z.value(zRaw) }
  /// X velocity, m/s.
  public var xVelocity: Double { DataField.m1043VX.value(xVelocityRaw) }
  /// Y velocity, m/s.
  public var yVelocity: Double { DataField.m1043VY.value(yVelocityRaw) }
  /// Z velocity, m/s.
  public var zVelocity: Double { DataField.m1043VZ.value(zVelocityRaw) }
  /// X acceleration, m/s^2.
  public var xAcceleration: Double { DataField.m1043AX.value(xAccelerationRaw) }
  /// Y acceleration, m/s^2.
  public var yAcceleration: Double { DataField.m1043AY.value(yAccelerationRaw) }
  /// Z acceleration, m/s^2.
  public var zAcceleration: Double { DataField.m1043AZ.value(zAccelerationRaw) }
  /// Clock offset aGf0, s.
  public var clockOffset: Double { DataField.m1043AGf0.value(clockOffsetRaw) }
  /// Clock drift aGf1, s/s.
  public var clockDrift: Double { DataField.m1043AGf1.value(clockDriftRaw) }

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    v.field(.m1043SatelliteID, &m.satelliteID)
    v.field(.m1043IODN, &m.iodn)
    v.field(.m1043T0, &m.t0Raw)
    v.field(.m1043URA, &m.ura)
    v.field(.m1043X, &m.xRaw)
    v.field(.m1043Y, &m.yRaw)
    v.field(.m1043Z, &m.zRaw)
    v.field(.m1043VX, &m.xVelocityRaw)
    v.field(.m1043VY, &m.yVelocityRaw)
    v.field(.m1043VZ, &m.zVelocityRaw)
    v.field(.m1043AX, &m.xAccelerationRaw)
    v.field(.m1043AY, &m.yAccelerationRaw)
    v.field(.m1043AZ, &m.zAccelerationRaw)
    v.field(.m1043AGf0, &m.clockOffsetRaw)
    v.field(.m1043AGf1, &m.clockDriftRaw)
  }
}
