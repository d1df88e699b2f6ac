/// 1007: antenna descriptor of a station (40 + 8·N bits).
public struct Message1007: SingleNumberMessage, Equatable {
  /// 1007.
  @inline(__always)
  public static var number: UInt16 { 1007 }

  /// Reference-station number (DF003).
  public var stationID: UInt16 = 0
  /// Antenna descriptor, IGS name (DF029, DF030).
  public var antenna = StationText()
  /// Antenna set-up; 0: the standard calibration holds (DF031).
  public var setupID: UInt8 = 0

  /// All fields zero or empty.
  public init() {}

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    v.field(.df003, &m.stationID)
    v.count(.df029, of: &m.antenna)
    v.text(.df030, &m.antenna)
    v.field(.df031, &m.setupID)
  }
}
