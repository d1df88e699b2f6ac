import GNSS

/// What stands before the satellites of the observation messages before MSM, 1001–1004 of GPS and 1009–1012 of GLONASS.
public struct LegacyObservationHeader: Equatable, BitwiseCopyable, Sendable {
  /// Reference-station number (DF003).
  public var stationID: UInt16 = 0
  /// Milliseconds of the GPS week (DF004) or of the GLONASS day (DF034).
  public var epochRaw: UInt32 = 0
  /// More messages of this epoch follow (DF005).
  public var synchronous = false
  /// Divergence-free smoothing (DF007, DF036).
  public var divergenceFreeSmoothing = false
  /// Smoothing interval (DF008, DF037).
  public var smoothingInterval: UInt8 = 0

  /// All fields zero.
  public init() {}

  /// The fields in the order of transmission, the number of satellites among them (DF006, DF035).
  @inline(__always)
  static func visit<V: FieldVisitor, Satellite>(
    _ h: inout Self, countOf satellites: inout BoundedArray<31, Satellite>, of system: GNSSSystem, _ v: inout V
  ) {
    let glonass = system == .glonass
    v.field(.df003, &h.stationID)
    v.field(glonass ? .df034 : .df004, &h.epochRaw)
    v.flag(.df005, &h.synchronous)
    v.count(glonass ? .df035 : .df006, of: &satellites)
    v.flag(glonass ? .df036 : .df007, &h.divergenceFreeSmoothing)
    v.field(glonass ? .df037 : .df008, &h.smoothingInterval)
  }
}
