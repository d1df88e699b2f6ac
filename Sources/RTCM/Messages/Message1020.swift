/// 1020: GLONASS broadcast ephemeris (360 bits).
///
/// Properties are the raw integers as sent; `ephemeris(in:)` gives SI units and full weeks, and `init(_:)` goes back to the same bits.
public struct Message1020: SingleNumberMessage, Equatable {
  /// 1020.
  @inline(__always)
  public static var number: UInt16 { 1020 }

  /// Satellite ID (DF038).
  public var satelliteID: UInt8 = 0
  /// Frequency channel (DF040).
  public var channelRaw: UInt8 = 0
  /// Almanac health (DF104).
  public var almanacHealthy = false
  /// Almanac health available (DF105).
  public var almanacHealthAvailable = false
  /// P1 (DF106).
  public var p1: UInt8 = 0
  /// Time of frame start in the day: 5 bits hours, 6 bits minutes, 1 bit half minutes (DF107).
  public var tk: UInt16 = 0
  /// MSB of Bn (DF108).
  public var bnUnhealthy = false
  /// P2 (DF109).
  public var p2 = false
  /// tb, the time of day the ephemeris is for, Moscow time, 900 s (DF110).
  public var tb: UInt8 = 0
  /// X velocity, 2⁻²⁰ km/s (DF111).
  public var xVelocity: Int32 = 0
  /// X, 2⁻¹¹ km (DF112).
  public var x: Int32 = 0
  /// X acceleration, 2⁻³⁰ km/s² (DF113).
  public var xAcceleration: Int8 = 0
  /// Y velocity, 2⁻²⁰ km/s (DF114).
  public var yVelocity: Int32 = 0
  /// Y, 2⁻¹¹ km (DF115).
  public var y: Int32 = 0
  /// Y acceleration, 2⁻³⁰ km/s² (DF116).
  public var yAcceleration: Int8 = 0
  /// Z velocity, 2⁻²⁰ km/s (DF117).
  public var zVelocity: Int32 = 0
  /// Z, 2⁻¹¹ km (DF118).
  public var z: Int32 = 0
  /// Z acceleration, 2⁻³⁰ km/s² (DF119).
  public var zAcceleration: Int8 = 0
  /// P3 (DF120).
  public var p3 = false
  /// Gamma n, 2⁻⁴⁰ (DF121).
  public var gammaN: Int16 = 0
  /// GLONASS-M P (DF122).
  public var p: UInt8 = 0
  /// GLONASS-M ln (third string) (DF123).
  public var lnThirdString = false
  /// Tau n, 2⁻³⁰ s (DF124).
  public var tauN: Int32 = 0
  /// GLONASS-M delta tau n, 2⁻³⁰ s (DF125).
  public var deltaTauN: Int8 = 0
  /// En, days (DF126).
  public var en: UInt8 = 0
  /// GLONASS-M P4 (DF127).
  public var p4 = false
  /// GLONASS-M FT (DF128).
  public var ft: UInt8 = 0
  /// GLONASS-M NT, days (DF129).
  public var nt: UInt16 = 0
  /// GLONASS-M M (DF130).
  public var satelliteType: UInt8 = 0
  /// Additional data available (DF131).
  public var additionalData = false
  /// NA, days (DF132).
  public var na: UInt16 = 0
  /// Tau c, 2⁻³¹ s (DF133).
  public var tauC: Int64 = 0
  /// GLONASS-M N4 (DF134).
  public var n4: UInt8 = 0
  /// GLONASS-M tau GPS, 2⁻³⁰ s (DF135).
  public var tauGPS: Int32 = 0
  /// GLONASS-M ln (fifth string) (DF136).
  public var lnFifthString = false
  /// Reserved (DF001).
  public var reserved: UInt8 = 0

  /// All fields zero.
  public init() {}

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    v.field(.df038, &m.satelliteID)
    v.field(.df040, &m.channelRaw)
    v.flag(.df104, &m.almanacHealthy)
    v.flag(.df105, &m.almanacHealthAvailable)
    v.field(.df106, &m.p1)
    v.field(.df107, &m.tk)
    v.flag(.df108, &m.bnUnhealthy)
    v.flag(.df109, &m.p2)
    v.field(.df110, &m.tb)
    v.field(.df111, &m.xVelocity)
    v.field(.df112, &m.x)
    v.field(.df113, &m.xAcceleration)
    v.field(.df114, &m.yVelocity)
    v.field(.df115, &m.y)
    v.field(.df116, &m.yAcceleration)
    v.field(.df117, &m.zVelocity)
    v.field(.df118, &m.z)
    v.field(.df119, &m.zAcceleration)
    v.flag(.df120, &m.p3)
    v.field(.df121, &m.gammaN)
    v.field(.df122, &m.p)
    v.flag(.df123, &m.lnThirdString)
    v.field(.df124, &m.tauN)
    v.field(.df125, &m.deltaTauN)
    v.field(.df126, &m.en)
    v.flag(.df127, &m.p4)
    v.field(.df128, &m.ft)
    v.field(.df129, &m.nt)
    v.field(.df130, &m.satelliteType)
    v.flag(.df131, &m.additionalData)
    v.field(.df132, &m.na)
    v.field(.df133, &m.tauC)
    v.field(.df134, &m.n4)
    v.field(.df135, &m.tauGPS)
    v.flag(.df136, &m.lnFifthString)
    v.field(.df001GLONASS, &m.reserved)
  }
}
