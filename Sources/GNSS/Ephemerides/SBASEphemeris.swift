/// The orbit and clock of a geostationary SBAS satellite: message type 9 (RTCA DO-229, A.4.4.11).
public struct SBASEphemeris: Sendable, Equatable {
  /// The satellite.
  public var satellite: Satellite
  /// Time of applicability t_0.
  public var toe: GNSSTime
  /// Position at `toe`, WGS 84, m.
  public var position = SIMD3<Double>.zero
  /// Velocity at `toe`, m/s.
  public var velocity = SIMD3<Double>.zero
  /// Acceleration at `toe`, m/s².
  public var acceleration = SIMD3<Double>.zero
  /// Clock offset a_Gf0, s.
  public var clockBias = 0.0
  /// Clock drift a_Gf1, s/s.
  public var clockDrift = 0.0
  /// Issue of data; 0 where the source has none.
  public var issueOfData: UInt8 = 0
  /// URA index, 0…15; 15 forbids its use.
  public var accuracyIndex: UInt8 = 15
  /// Health as RINEX writes it: 0 is healthy, bits by MT 17.
  public var health: UInt16 = 0
  /// Time of transmission; nil where the source does not say.
  public var transmissionTime: GNSSTime?

  /// An ephemeris with a zero state, to be filled.
  public init(satellite: Satellite, toe: GNSSTime) {
    self.satellite = satellite
    self.toe = toe
  }
}
