/// 1003: GPS observations on L1 and L2 before MSM (64 + 101·N bits).
///
/// A recorded frame fits the layout to the last bit, and its values are plausible; the fields are those of 1004.
/// It has pseudoranges only modulo a light-millisecond: its observations are flagged `moduloRange`.
public struct Message1003: SingleNumberMessage, Equatable {
  /// 1003.
  @inline(__always)
  public static var number: UInt16 { 1003 }

  /// One satellite.
  public struct Satellite: FieldGroup, Equatable {
    /// Satellite (DF009).
    public var satelliteID: UInt8 = 0
    /// L1 is P(Y) rather than C/A (DF010).
    public var l1IsP = false
    /// L1 pseudorange modulo a light-millisecond, 0.02 m (DF011).
    public var l1PseudorangeRaw: UInt32 = 0
    /// L1 phase range less pseudorange, 0.5 mm (DF012).
    public var l1PhaseRaw: Int32 = 0
    /// L1 lock time indicator (DF013).
    public var l1Lock: UInt8 = 0
    /// L2 code (DF016).
    public var l2Code: UInt8 = 0
    /// L2 less L1 pseudorange, 0.02 m (DF017).
    public var l2PseudorangeRaw: Int16 = 0
    /// L2 phase range less L1 pseudorange, 0.5 mm (DF018).
    public var l2PhaseRaw: Int32 = 0
    /// L2 lock time indicator (DF019).
    public var l2Lock: UInt8 = 0

    /// All fields zero.
    public init() {}

    /// The fields in the order of transmission.
    @inline(__always)
    public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
      v.field(.df009, &m.satelliteID)
      v.flag(.df010, &m.l1IsP)
      v.field(.df011, &m.l1PseudorangeRaw)
      v.field(.df012, &m.l1PhaseRaw)
      v.field(.df013, &m.l1Lock)
      v.field(.df016, &m.l2Code)
      v.field(.df017, &m.l2PseudorangeRaw)
      v.field(.df018, &m.l2PhaseRaw)
      v.field(.df019, &m.l2Lock)
    }
  }

  /// Reference-station number (DF003).
  public var stationID: UInt16 = 0
  /// Milliseconds of the GPS week (DF004).
  public var epochRaw: UInt32 = 0
  /// More messages of this epoch follow (DF005).
  public var synchronous = false
  /// Divergence-free smoothing (DF007).
  public var divergenceFreeSmoothing = false
  /// Smoothing interval (DF008).
  public var smoothingInterval: UInt8 = 0
  /// The satellites.
  public var satellites = BoundedArray<31, Satellite>()

  /// All fields zero, no satellites.
  public init() {}

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    v.field(.df003, &m.stationID)
    v.field(.df004, &m.epochRaw)
    v.flag(.df005, &m.synchronous)
    v.count(.df006, of: &m.satellites)
    v.flag(.df007, &m.divergenceFreeSmoothing)
    v.field(.df008, &m.smoothingInterval)
    v.list("satellites", &m.satellites)
  }
}
