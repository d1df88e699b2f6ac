/// 1045: Galileo broadcast ephemeris, F/NAV (496 bits).
///
/// Properties are the raw integers as sent; `ephemeris(in:)` gives SI units and full weeks, and `init(_:)` goes back to the same bits.
public struct Message1045: SingleNumberMessage, Equatable {
  /// 1045.
  @inline(__always)
  public static var number: UInt16 { 1045 }

  /// Satellite ID (DF252).
  public var satelliteID: UInt8 = 0
  /// Week number, weeks (DF289).
  public var week: UInt16 = 0
  /// IODnav (DF290).
  public var iodNav: UInt16 = 0
  /// SISA index E1-E5a (DF291).
  public var sisaIndex: UInt8 = 0
  /// Clock, orbit and group delay (DF292–DF312).
  public var elements = GalileoElements()
  /// E5a signal health (OSHS) (DF314).
  public var e5aHealth: UInt8 = 0
  /// E5a data not valid (OSDVS) (DF315).
  public var e5aDataInvalid = false
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
    v.field(.df291, &m.sisaIndex)
    GalileoElements.visit(&m.elements, &v)
    v.field(.df314, &m.e5aHealth)
    v.flag(.df315, &m.e5aDataInvalid)
    v.field(.df001FNAV, &m.reserved)
  }
}
