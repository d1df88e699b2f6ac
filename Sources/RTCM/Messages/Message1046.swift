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
  /// IDOT, 2⁻⁴³ semicircles/s (DF292).
  public var idot: Int16 = 0
  /// Toc, 60 s (DF293).
  public var toc: UInt16 = 0
  /// Af2, 2⁻⁵⁹ s/s² (DF294).
  public var af2: Int8 = 0
  /// Af1, 2⁻⁴⁶ s/s (DF295).
  public var af1: Int32 = 0
  /// Af0, 2⁻³⁴ s (DF296).
  public var af0: Int32 = 0
  /// Crs, 2⁻⁵ m (DF297).
  public var crs: Int16 = 0
  /// Delta n, 2⁻⁴³ semicircles/s (DF298).
  public var deltaN: Int16 = 0
  /// M0, 2⁻³¹ semicircles (DF299).
  public var m0: Int32 = 0
  /// Cuc, 2⁻²⁹ rad (DF300).
  public var cuc: Int16 = 0
  /// Eccentricity, 2⁻³³ (DF301).
  public var eccentricity: UInt32 = 0
  /// Cus, 2⁻²⁹ rad (DF302).
  public var cus: Int16 = 0
  /// Square root of A, 2⁻¹⁹ √m (DF303).
  public var sqrtA: UInt32 = 0
  /// Toe, 60 s (DF304).
  public var toe: UInt16 = 0
  /// Cic, 2⁻²⁹ rad (DF305).
  public var cic: Int16 = 0
  /// OMEGA0, 2⁻³¹ semicircles (DF306).
  public var omega0: Int32 = 0
  /// Cis, 2⁻²⁹ rad (DF307).
  public var cis: Int16 = 0
  /// I0, 2⁻³¹ semicircles (DF308).
  public var i0: Int32 = 0
  /// Crc, 2⁻⁵ m (DF309).
  public var crc: Int16 = 0
  /// Argument of perigee, 2⁻³¹ semicircles (DF310).
  public var omega: Int32 = 0
  /// OMEGADOT, 2⁻⁴³ semicircles/s (DF311).
  public var omegaDot: Int32 = 0
  /// BGD E5a/E1, 2⁻³² s (DF312).
  public var bgdE5aE1: Int16 = 0
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
    v.field(.df292, &m.idot)
    v.field(.df293, &m.toc)
    v.field(.df294, &m.af2)
    v.field(.df295, &m.af1)
    v.field(.df296, &m.af0)
    v.field(.df297, &m.crs)
    v.field(.df298, &m.deltaN)
    v.field(.df299, &m.m0)
    v.field(.df300, &m.cuc)
    v.field(.df301, &m.eccentricity)
    v.field(.df302, &m.cus)
    v.field(.df303, &m.sqrtA)
    v.field(.df304, &m.toe)
    v.field(.df305, &m.cic)
    v.field(.df306, &m.omega0)
    v.field(.df307, &m.cis)
    v.field(.df308, &m.i0)
    v.field(.df309, &m.crc)
    v.field(.df310, &m.omega)
    v.field(.df311, &m.omegaDot)
    v.field(.df312, &m.bgdE5aE1)
    v.field(.df313, &m.bgdE5bE1)
    v.field(.df316, &m.e5bHealth)
    v.flag(.df317, &m.e5bDataInvalid)
    v.field(.df287, &m.e1bHealth)
    v.flag(.df288, &m.e1bDataInvalid)
    v.field(.df001INAV, &m.reserved)
  }
}
