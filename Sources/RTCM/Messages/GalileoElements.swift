/// Clock, orbit and group delay of a Galileo satellite as F/NAV and I/NAV broadcast them alike (DF292–DF312 of 1045 and 1046).
///
/// Properties are the raw integers as sent.
public struct GalileoElements: FieldGroup, Equatable {
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

  /// All fields zero.
  public init() {}

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
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
  }
}
