/// 1042: BeiDou broadcast ephemeris, D1 or D2 (511 bits).
///
/// Properties are the raw integers as sent; `ephemeris(in:)` gives SI units and full weeks, and `init(_:)` goes back to the same bits.
public struct Message1042: SingleNumberMessage, Equatable {
  /// 1042.
  @inline(__always)
  public static var number: UInt16 { 1042 }

  /// Satellite ID (DF488).
  public var satelliteID: UInt8 = 0
  /// Week number, weeks (DF489).
  public var week: UInt16 = 0
  /// URAI (DF490).
  public var accuracy: UInt8 = 0
  /// IDOT, 2⁻⁴³ semicircles/s (DF491).
  public var idot: Int16 = 0
  /// AODE (DF492).
  public var aode: UInt8 = 0
  /// Toc, 8 s (DF493).
  public var toc: UInt32 = 0
  /// A2, 2⁻⁶⁶ s/s² (DF494).
  public var a2: Int16 = 0
  /// A1, 2⁻⁵⁰ s/s (DF495).
  public var a1: Int32 = 0
  /// A0, 2⁻³³ s (DF496).
  public var a0: Int32 = 0
  /// AODC (DF497).
  public var aodc: UInt8 = 0
  /// Crs, 2⁻⁶ m (DF498).
  public var crs: Int32 = 0
  /// Delta n, 2⁻⁴³ semicircles/s (DF499).
  public var deltaN: Int16 = 0
  /// M0, 2⁻³¹ semicircles (DF500).
  public var m0: Int32 = 0
  /// Cuc, 2⁻³¹ rad (DF501).
  public var cuc: Int32 = 0
  /// Eccentricity, 2⁻³³ (DF502).
  public var eccentricity: UInt32 = 0
  /// Cus, 2⁻³¹ rad (DF503).
  public var cus: Int32 = 0
  /// Square root of A, 2⁻¹⁹ √m (DF504).
  public var sqrtA: UInt32 = 0
  /// Toe, 8 s (DF505).
  public var toe: UInt32 = 0
  /// Cic, 2⁻³¹ rad (DF506).
  public var cic: Int32 = 0
  /// OMEGA0, 2⁻³¹ semicircles (DF507).
  public var omega0: Int32 = 0
  /// Cis, 2⁻³¹ rad (DF508).
  public var cis: Int32 = 0
  /// I0, 2⁻³¹ semicircles (DF509).
  public var i0: Int32 = 0
  /// Crc, 2⁻⁶ m (DF510).
  public var crc: Int32 = 0
  /// Argument of perigee, 2⁻³¹ semicircles (DF511).
  public var omega: Int32 = 0
  /// OMEGADOT, 2⁻⁴³ semicircles/s (DF512).
  public var omegaDot: Int32 = 0
  /// TGD1, 0.1 ns (DF513).
  public var tgd1: Int16 = 0
  /// TGD2, 0.1 ns (DF514).
  public var tgd2: Int16 = 0
  /// SV unhealthy (DF515).
  public var unhealthy = false

  /// All fields zero.
  public init() {}

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    v.field(.df488, &m.satelliteID)
    v.field(.df489, &m.week)
    v.field(.df490, &m.accuracy)
    v.field(.df491, &m.idot)
    v.field(.df492, &m.aode)
    v.field(.df493, &m.toc)
    v.field(.df494, &m.a2)
    v.field(.df495, &m.a1)
    v.field(.df496, &m.a0)
    v.field(.df497, &m.aodc)
    v.field(.df498, &m.crs)
    v.field(.df499, &m.deltaN)
    v.field(.df500, &m.m0)
    v.field(.df501, &m.cuc)
    v.field(.df502, &m.eccentricity)
    v.field(.df503, &m.cus)
    v.field(.df504, &m.sqrtA)
    v.field(.df505, &m.toe)
    v.field(.df506, &m.cic)
    v.field(.df507, &m.omega0)
    v.field(.df508, &m.cis)
    v.field(.df509, &m.i0)
    v.field(.df510, &m.crc)
    v.field(.df511, &m.omega)
    v.field(.df512, &m.omegaDot)
    v.field(.df513, &m.tgd1)
    v.field(.df514, &m.tgd2)
    v.flag(.df515, &m.unhealthy)
  }
}
