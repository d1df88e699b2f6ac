/// 1019: GPS broadcast ephemeris, LNAV (488 bits).
///
/// Properties are the raw integers as sent; `ephemeris(in:)` gives SI units and full weeks, and `init(_:)` goes back to the same bits.
public struct Message1019: SingleNumberMessage, Equatable {
  /// 1019.
  @inline(__always)
  public static var number: UInt16 { 1019 }

  /// Satellite ID (DF009).
  public var satelliteID: UInt8 = 0
  /// Week number, weeks (DF076).
  public var week: UInt16 = 0
  /// SV accuracy (URA) (DF077).
  public var accuracy: UInt8 = 0
  /// Code on L2 (DF078).
  public var codeOnL2: UInt8 = 0
  /// IDOT, 2⁻⁴³ semicircles/s (DF079).
  public var idot: Int16 = 0
  /// IODE (DF071).
  public var iode: UInt8 = 0
  /// Toc, 16 s (DF081).
  public var toc: UInt16 = 0
  /// Af2, 2⁻⁵⁵ s/s² (DF082).
  public var af2: Int8 = 0
  /// Af1, 2⁻⁴³ s/s (DF083).
  public var af1: Int16 = 0
  /// Af0, 2⁻³¹ s (DF084).
  public var af0: Int32 = 0
  /// IODC (DF085).
  public var iodc: UInt16 = 0
  /// Crs, 2⁻⁵ m (DF086).
  public var crs: Int16 = 0
  /// Delta n, 2⁻⁴³ semicircles/s (DF087).
  public var deltaN: Int16 = 0
  /// M0, 2⁻³¹ semicircles (DF088).
  public var m0: Int32 = 0
  /// Cuc, 2⁻²⁹ rad (DF089).
  public var cuc: Int16 = 0
  /// Eccentricity, 2⁻³³ (DF090).
  public var eccentricity: UInt32 = 0
  /// Cus, 2⁻²⁹ rad (DF091).
  public var cus: Int16 = 0
  /// Square root of A, 2⁻¹⁹ √m (DF092).
  public var sqrtA: UInt32 = 0
  /// Toe, 16 s (DF093).
  public var toe: UInt16 = 0
  /// Cic, 2⁻²⁹ rad (DF094).
  public var cic: Int16 = 0
  /// OMEGA0, 2⁻³¹ semicircles (DF095).
  public var omega0: Int32 = 0
  /// Cis, 2⁻²⁹ rad (DF096).
  public var cis: Int16 = 0
  /// I0, 2⁻³¹ semicircles (DF097).
  public var i0: Int32 = 0
  /// Crc, 2⁻⁵ m (DF098).
  public var crc: Int16 = 0
  /// Argument of perigee, 2⁻³¹ semicircles (DF099).
  public var omega: Int32 = 0
  /// OMEGADOT, 2⁻⁴³ semicircles/s (DF100).
  public var omegaDot: Int32 = 0
  /// TGD, 2⁻³¹ s (DF101).
  public var tgd: Int8 = 0
  /// SV health (DF102).
  public var health: UInt8 = 0
  /// L2 P data off (DF103).
  public var l2PDataOff = false
  /// Fit interval over 4 h (DF137).
  public var fitIntervalFlag = false

  /// All fields zero.
  public init() {}

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    v.field(.df009, &m.satelliteID)
    v.field(.df076, &m.week)
    v.field(.df077, &m.accuracy)
    v.field(.df078, &m.codeOnL2)
    v.field(.df079, &m.idot)
    v.field(.df071, &m.iode)
    v.field(.df081, &m.toc)
    v.field(.df082, &m.af2)
    v.field(.df083, &m.af1)
    v.field(.df084, &m.af0)
    v.field(.df085, &m.iodc)
    v.field(.df086, &m.crs)
    v.field(.df087, &m.deltaN)
    v.field(.df088, &m.m0)
    v.field(.df089, &m.cuc)
    v.field(.df090, &m.eccentricity)
    v.field(.df091, &m.cus)
    v.field(.df092, &m.sqrtA)
    v.field(.df093, &m.toe)
    v.field(.df094, &m.cic)
    v.field(.df095, &m.omega0)
    v.field(.df096, &m.cis)
    v.field(.df097, &m.i0)
    v.field(.df098, &m.crc)
    v.field(.df099, &m.omega)
    v.field(.df100, &m.omegaDot)
    v.field(.df101, &m.tgd)
    v.field(.df102, &m.health)
    v.flag(.df103, &m.l2PDataOff)
    v.flag(.df137, &m.fitIntervalFlag)
  }
}
