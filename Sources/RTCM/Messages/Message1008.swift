/// 1008: antenna descriptor and serial number of a station (48 + 8·(N + M) bits).
public struct Message1008: SingleNumberMessage, Equatable {
  /// 1008.
  @inline(__always)
  public static var number: UInt16 { 1008 }

  /// The fields shared with 1007.
  public var descriptor = Message1007()
  /// Antenna serial number (DF032, DF033).
  public var serialNumber = StationText()

  /// All fields zero or empty.
  public init() {}

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    Message1007.visit(&m.descriptor, &v)
    v.count(.df032, of: &m.serialNumber)
    v.text(.df033, &m.serialNumber)
  }
}
