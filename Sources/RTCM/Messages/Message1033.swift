/// 1033: antenna and receiver of a station (72 + 8·characters bits).
public struct Message1033: SingleNumberMessage, Equatable {
  /// 1033.
  @inline(__always)
  public static var number: UInt16 { 1033 }

  /// The fields shared with 1008.
  public var antenna = Message1008()
  /// Receiver type, IGS name (DF227, DF228).
  public var receiver = StationText()
  /// Receiver firmware version (DF229, DF230).
  public var firmware = StationText()
  /// Receiver serial number (DF231, DF232).
  public var receiverSerialNumber = StationText()

  /// All fields zero or empty.
  public init() {}

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    Message1008.visit(&m.antenna, &v)
    v.count(.df227, of: &m.receiver)
    v.text(.df228, &m.receiver)
    v.count(.df229, of: &m.firmware)
    v.text(.df230, &m.firmware)
    v.count(.df231, of: &m.receiverSerialNumber)
    v.text(.df232, &m.receiverSerialNumber)
  }
}
