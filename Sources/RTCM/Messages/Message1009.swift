/// 1009: GLONASS observations on L1 before MSM (61 + 64·N bits).
///
/// A recorded frame fits the layout to the last bit, and its values are plausible; the fields are those of 1012.
/// It has pseudoranges only modulo two light-milliseconds: its observations are flagged `moduloRange`.
public struct Message1009: SingleNumberMessage, Equatable {
  /// 1009.
  @inline(__always)
  public static var number: UInt16 { 1009 }

  /// One satellite.
  public struct Satellite: FieldGroup, Equatable {
    /// Satellite (DF038).
    public var satelliteID: UInt8 = 0
    /// L1 is P rather than C/A (DF039).
    public var l1IsP = false
    /// Frequency channel plus 7 (DF040).
    public var channelRaw: UInt8 = 0
    /// L1 pseudorange modulo two light-milliseconds, 0.02 m (DF041).
    public var l1PseudorangeRaw: UInt32 = 0
    /// L1 phase range less pseudorange, 0.5 mm (DF042).
    public var l1PhaseRaw: Int32 = 0
    /// L1 lock time indicator (DF043).
    public var l1Lock: UInt8 = 0

    /// All fields zero.
    public init() {}

    /// The fields in the order of transmission.
    @inline(__always)
    public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
      v.field(.df038, &m.satelliteID)
      v.flag(.df039, &m.l1IsP)
      v.field(.df040, &m.channelRaw)
      v.field(.df041, &m.l1PseudorangeRaw)
      v.field(.df042, &m.l1PhaseRaw)
      v.field(.df043, &m.l1Lock)
    }
  }

  /// Reference-station number (DF003).
  public var stationID: UInt16 = 0
  /// Milliseconds of the GLONASS day (DF034).
  public var epochRaw: UInt32 = 0
  /// More messages of this epoch follow (DF005).
  public var synchronous = false
  /// Divergence-free smoothing (DF036).
  public var divergenceFreeSmoothing = false
  /// Smoothing interval (DF037).
  public var smoothingInterval: UInt8 = 0
  /// The satellites.
  public var satellites = BoundedArray<31, Satellite>()

  /// All fields zero, no satellites.
  public init() {}

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    v.field(.df003, &m.stationID)
    v.field(.df034, &m.epochRaw)
    v.flag(.df005, &m.synchronous)
    v.count(.df035, of: &m.satellites)
    v.flag(.df036, &m.divergenceFreeSmoothing)
    v.field(.df037, &m.smoothingInterval)
    v.list("satellites", &m.satellites)
  }
}
