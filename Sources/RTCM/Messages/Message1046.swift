/// 1046: Galileo broadcast ephemeris, I/NAV (504 bits).
///
/// Properties are the raw integers as sent; `ephemeris(in:)` gives SI units and full weeks, and `init(_:)` goes back to the same bits.
public struct Message1046: SingleNumberMessage, Equatable {
  /// 1046.
  @inline(__always)
  public static var number: UInt16 { 1046 }

  /// Satellite ID (DF252).
  public var satelliteID: UInt8 = 0
  /// Week number, weeks (DF289).
  public var week: UInt16 = 0
  /// IODnav (DF290).
  public var iodNav: UInt16 = 0
  /// SISA index E1-E5b (DF286).
  public var sisaIndex: UInt8 = 0
  /// Clock, orbit and group delay (DF292–DF312).
  public var elements = GalileoElements()
  /// BGD E5b/E1, 2⁻³² s (DF313).
  public var bgdE5bE1: Int16 = 0
  /// E5b signal health (DF316).
  public var e5bHealth: UInt8 = 0
  /// E5b data not valid (DF317).
  public var e5bDataInvalid = false
  /// E1-B signal health (DF287).
  public var e1bHealth: UInt8 = 0
  /// E1-B data not valid (DF288).
  public var e1bDataInvalid = false
  /// Reserved (DF001).
  public var reserved: UInt8 = 0

  /// All fields zero.
  public init() {}

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    v.field(.df252, &m.satelliteID)
    v.field(.df289, &m.week)
    v.field(.df290, &m.iodNav)
    v.field(.df286, &m.sisaIndex)
    GalileoElements.visit(&m.elements, &v)
    v.field(.df313, &m.bgdE5bE1)
    v.field(.df316, &m.e5bHealth)
    v.flag(.df317, &m.e5bDataInvalid)
    v.field(.df287, &m.e1bHealth)
    v.flag(.df288, &m.e1bDataInvalid)
    v.field(.df001INAV, &m.reserved)
  }
}
