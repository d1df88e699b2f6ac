/// 1044: QZSS broadcast ephemeris, LNAV (485 bits).
///
/// Properties are the raw integers as sent; `ephemeris(in:)` gives SI units and full weeks, and `init(_:)` goes back to the same bits.
public struct Message1044: SingleNumberMessage, Equatable {
  /// 1044.
  @inline(__always)
  public static var number: UInt16 { 1044 }

  /// Satellite ID (DF429).
  public var satelliteID: UInt8 = 0
  /// Toc, 16 s (DF430).
  public var toc: UInt16 = 0
  /// Af2, 2⁻⁵⁵ s/s² (DF431).
  public var af2: Int8 = 0
  /// Af1, 2⁻⁴³ s/s (DF432).
  public var af1: Int16 = 0
  /// Af0, 2⁻³¹ s (DF433).
  public var af0: Int32 = 0
  /// IODE (DF434).
  public var iode: UInt8 = 0
  /// Crs, 2⁻⁵ m (DF435).
  public var crs: Int16 = 0
  /// Delta n, 2⁻⁴³ semicircles/s (DF436).
  public var deltaN: Int16 = 0
  /// M0, 2⁻³¹ semicircles (DF437).
  public var m0: Int32 = 0
  /// Cuc, 2⁻²⁹ rad (DF438).
  public var cuc: Int16 = 0
  /// Eccentricity, 2⁻³³ (DF439).
  public var eccentricity: UInt32 = 0
  /// Cus, 2⁻²⁹ rad (DF440).
  public var cus: Int16 = 0
  /// Square root of A, 2⁻¹⁹ √m (DF441).
  public var sqrtA: UInt32 = 0
  /// Toe, 16 s (DF442).
  public var toe: UInt16 = 0
  /// Cic, 2⁻²⁹ rad (DF443).
  public var cic: Int16 = 0
  /// OMEGA0, 2⁻³¹ semicircles (DF444).
  public var omega0: Int32 = 0
  /// Cis, 2⁻²⁹ rad (DF445).
  public var cis: Int16 = 0
  /// I0, 2⁻³¹ semicircles (DF446).
  public var i0: Int32 = 0
  /// Crc, 2⁻⁵ m (DF447).
  public var crc: Int16 = 0
  /// Argument of perigee, 2⁻³¹ semicircles (DF448).
  public var omega: Int32 = 0
  /// OMEGADOT, 2⁻⁴³ semicircles/s (DF449).
  public var omegaDot: Int32 = 0
  /// IDOT, 2⁻⁴³ semicircles/s (DF450).
  public var idot: Int16 = 0
  /// Codes on L2 (DF451).
  public var codeOnL2: UInt8 = 0
  /// Week number, weeks (DF452).
  public var week: UInt16 = 0
  /// URA (DF453).
  public var accuracy: UInt8 = 0
  /// SV health (DF454).
  public var health: UInt8 = 0
  /// TGD, 2⁻³¹ s (DF455).
  public var tgd: Int8 = 0
  /// IODC (DF456).
  public var iodc: UInt16 = 0
  /// Fit interval over 2 h (DF457).
  public var fitIntervalFlag = false

  /// All fields zero.
  public init() {}

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    v.field(.df429, &m.satelliteID)
    v.field(.df430, &m.toc)
    v.field(.df431, &m.af2)
    v.field(.df432, &m.af1)
    v.field(.df433, &m.af0)
    v.field(.df434, &m.iode)
    v.field(.df435, &m.crs)
    v.field(.df436, &m.deltaN)
    v.field(.df437, &m.m0)
    v.field(.df438, &m.cuc)
    v.field(.df439, &m.eccentricity)
    v.field(.df440, &m.cus)
    v.field(.df441, &m.sqrtA)
    v.field(.df442, &m.toe)
    v.field(.df443, &m.cic)
    v.field(.df444, &m.omega0)
    v.field(.df445, &m.cis)
    v.field(.df446, &m.i0)
    v.field(.df447, &m.crc)
    v.field(.df448, &m.omega)
    v.field(.df449, &m.omegaDot)
    v.field(.df450, &m.idot)
    v.field(.df451, &m.codeOnL2)
    v.field(.df452, &m.week)
    v.field(.df453, &m.accuracy)
    v.field(.df454, &m.health)
    v.field(.df455, &m.tgd)
    v.field(.df456, &m.iodc)
    v.flag(.df457, &m.fitIntervalFlag)
  }
}
