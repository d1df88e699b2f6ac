/// 1005: the antenna reference point of a station, without antenna height (152 bits).
public struct Message1005: SingleNumberMessage, Equatable {
  /// 1005.
  @inline(__always)
  public static var number: UInt16 { 1005 }

  /// Reference-station number (DF003).
  public var stationID: UInt16 = 0
  /// ITRF realisation year (DF021).
  public var itrfYear: UInt8 = 0
  /// GPS is served (DF022).
  public var gps = false
  /// GLONASS is served (DF023).
  public var glonass = false
  /// Galileo is served (DF024).
  public var galileo = false
  /// The station is not a physical one (DF141).
  public var isVirtual = false
  /// X of the antenna reference point, 0.1 mm (DF025).
  public var xRaw: Int64 = 0
  /// All raw data share one receiver clock (DF142).
  public var singleOscillator = false
  /// Reserved bit.
  public var reserved: UInt8 = 0
  /// Y of the antenna reference point, 0.1 mm (DF026).
  public var yRaw: Int64 = 0
  /// Quarter-cycle indicator (DF364).
  public var quarterCycle: UInt8 = 0
  /// Z of the antenna reference point, 0.1 mm (DF027).
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
    v.field(.df021, &m.itrfYear)
    v.flag(.df022, &m.gps)
    v.flag(.df023, &m.glonass)
    v.flag(.df024, &m.galileo)
    v.flag(.df141, &m.isVirtual)
    v.field(.df025, &m.xRaw)
    v.flag(.df142, &m.singleOscillator)
    v.field(.df001Single, &m.reserved)
    v.field(.df026, &m.yRaw)
    v.field(.df364, &m.quarterCycle)
    v.field(.df027, &m.zRaw)
  }
}
