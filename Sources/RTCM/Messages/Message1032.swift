/// 1032: the physical station behind a computed one, and its antenna reference point (156 bits).
///
/// Unlike in 1005 the coordinates stand side by side. Recorded frames prove the layout.
public struct Message1032: SingleNumberMessage, Equatable {
  /// 1032.
  @inline(__always)
  public static var number: UInt16 { 1032 }

  /// Number of the computed station that the other messages carry (DF003).
  public var stationID: UInt16 = 0
  /// Number of the physical station (DF226).
  public var physicalStationID: UInt16 = 0
  /// ITRF realisation year (DF021).
  public var itrfYear: UInt8 = 0
  /// X of the antenna reference point, ECEF, 0.0001 m (DF025).
  public var xRaw: Int64 = 0
  /// Y of the antenna reference point, ECEF, 0.0001 m (DF026).
  public var yRaw: Int64 = 0
  /// Z of the antenna reference point, ECEF, 0.0001 m (DF027).
  public var zRaw: Int64 = 0

  /// All fields zero.
  public init() {}

  /// X of the antenna reference point, ECEF, m.
  public var x: Double { DataField.df025.value(xRaw) }
  /// Y of the antenna reference point, ECEF, m.
  public var y: Double { DataField.df026.value(yRaw) }
  /// Z of the antenna reference point, ECEF, m.
  public var z: Double { DataField.df027.value(zRaw) }

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    v.field(.df003, &m.stationID)
    v.field(.df226, &m.physicalStationID)
    v.field(.df021, &m.itrfYear)
    v.field(.df025, &m.xRaw)
    v.field(.df026, &m.yRaw)
    v.field(.df027, &m.zRaw)
  }
}
