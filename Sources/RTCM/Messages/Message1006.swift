/// 1006: the antenna reference point of a station, with antenna height (168 bits).
public struct Message1006: SingleNumberMessage, Equatable {
  /// 1006.
  @inline(__always)
  public static var number: UInt16 { 1006 }

  /// The fields shared with 1005.
  public var point = Message1005()
  /// Height of the antenna reference point above the marker, 0.1 mm (DF028).
  public var antennaHeightRaw: UInt16 = 0

  /// All fields zero.
  public init() {}

  /// Height of the antenna reference point above the marker, m.
  public var antennaHeight: Double { DataField.df028.value(antennaHeightRaw) }

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    Message1005.visit(&m.point, &v)
    v.field(.df028, &m.antennaHeightRaw)
  }
}
