/// 1041: NavIC (IRNSS) broadcast ephemeris (482 bits).
///
/// The layout is the one on which most public decoders agree, both spares at the end; recorded frames fit it to the last bit.
///
/// Properties are the raw integers as sent; `ephemeris(in:)` gives SI units and full weeks, and `init(_:)` goes back to the same bits.
public struct Message1041: SingleNumberMessage, Equatable {
  /// 1041.
  @inline(__always)
  public static var number: UInt16 { 1041 }

  /// Satellite ID (DF516).
  public var satelliteID: UInt8 = 0
  /// Week number, weeks (DF517).
  public var week: UInt16 = 0
  /// Af0, 2⁻³¹ s (DF518).
  public var af0: Int32 = 0
  /// Af1, 2⁻⁴³ s/s (DF519).
  public var af1: Int16 = 0
  /// Af2, 2⁻⁵⁵ s/s² (DF520).
  public var af2: Int8 = 0
  /// URA (DF521).
  public var accuracy: UInt8 = 0
  /// Toc, 16 s (DF522).
  public var toc: UInt16 = 0
  /// TGD, 2⁻³¹ s (DF523).
  public var tgd: Int8 = 0
  /// Delta n, 2⁻⁴¹ semicircles/s (DF524).
  public var deltaN: Int32 = 0
  /// IODEC (DF525).
  public var iodec: UInt8 = 0
  /// Reserved after IODEC (DF526).
  public var reservedAfterIODEC: UInt16 = 0
  /// L5 flag (DF527).
  public var l5Flag = false
  /// S flag (DF528).
  public var sFlag = false
  /// Cuc, 2⁻²⁸ rad (DF529).
  public var cuc: Int16 = 0
  /// Cus, 2⁻²⁸ rad (DF530).
  public var cus: Int16 = 0
  /// Cic, 2⁻²⁸ rad (DF531).
  public var cic: Int16 = 0
  /// Cis, 2⁻²⁸ rad (DF532).
  public var cis: Int16 = 0
  /// Crc, 2⁻⁴ m (DF533).
  public var crc: Int16 = 0
  /// Crs, 2⁻⁴ m (DF534).
  public var crs: Int16 = 0
  /// IDOT, 2⁻⁴³ semicircles/s (DF535).
  public var idot: Int16 = 0
  /// M0, 2⁻³¹ semicircles (DF536).
  public var m0: Int32 = 0
  /// Toe, 16 s (DF537).
  public var toe: UInt16 = 0
  /// Eccentricity, 2⁻³³ (DF538).
  public var eccentricity: UInt32 = 0
  /// Square root of A, 2⁻¹⁹ √m (DF539).
  public var sqrtA: UInt32 = 0
  /// OMEGA0, 2⁻³¹ semicircles (DF540).
  public var omega0: Int32 = 0
  /// Argument of perigee, 2⁻³¹ semicircles (DF541).
  public var omega: Int32 = 0
  /// OMEGADOT, 2⁻⁴¹ semicircles/s (DF542).
  public var omegaDot: Int32 = 0
  /// I0, 2⁻³¹ semicircles (DF543).
  public var i0: Int32 = 0
  /// Spare after IDOT (DF544).
  public var spareAfterIDOT: UInt8 = 0
  /// Spare after i0 (DF545).
  public var spareAfterI0: UInt8 = 0

  /// All fields zero.
  public init() {}

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    v.field(.df516, &m.satelliteID)
    v.field(.df517, &m.week)
    v.field(.df518, &m.af0)
    v.field(.df519, &m.af1)
    v.field(.df520, &m.af2)
    v.field(.df521, &m.accuracy)
    v.field(.df522, &m.toc)
    v.field(.df523, &m.tgd)
    v.field(.df524, &m.deltaN)
    v.field(.df525, &m.iodec)
    v.field(.df526, &m.reservedAfterIODEC)
    v.flag(.df527, &m.l5Flag)
    v.flag(.df528, &m.sFlag)
    v.field(.df529, &m.cuc)
    v.field(.df530, &m.cus)
    v.field(.df531, &m.cic)
    v.field(.df532, &m.cis)
    v.field(.df533, &m.crc)
    v.field(.df534, &m.crs)
    v.field(.df535, &m.idot)
    v.field(.df536, &m.m0)
    v.field(.df537, &m.toe)
    v.field(.df538, &m.eccentricity)
    v.field(.df539, &m.sqrtA)
    v.field(.df540, &m.omega0)
    v.field(.df541, &m.omega)
    v.field(.df542, &m.omegaDot)
    v.field(.df543, &m.i0)
    v.field(.df544, &m.spareAfterIDOT)
    v.field(.df545, &m.spareAfterI0)
  }
}
