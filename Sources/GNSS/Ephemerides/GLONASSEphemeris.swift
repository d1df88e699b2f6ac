/// A broadcast ephemeris of GLONASS: a state vector in PZ-90 and the lunisolar acceleration, to be integrated (GLONASS ICD 5.1, 4.4 and A.3.1).
///
/// Names are the ICD's; a name in the comment is the field's symbol there. Fields beyond the RINEX record hold what RTCM 1020 carries.
public struct GLONASSEphemeris: Sendable, Equatable {
  /// The satellite by slot number, R01…R24 and on.
  public var satellite: Satellite
  /// Frequency channel H, −7…+13; on the air −7…+6.
  public var frequencyChannel: Int8
  /// Time of ephemeris t_b.
  public var toe: GNSSTime
  /// Time t_k within the day at which the frame began, s of GLONASS day, in steps of 30.
  public var frameTimeOfDay_s: Int32 = 0

  /// Position at `toe`, PZ-90, m.
  public var position = SIMD3<Double>.zero
  /// Velocity at `toe`, PZ-90, m/s.
  public var velocity = SIMD3<Double>.zero
  /// Acceleration by sun and moon at `toe`, m/s².
  public var acceleration = SIMD3<Double>.zero
  /// τ_n, s: system time − satellite clock at `toe`; the clock offset is its negative.
  public var tauN = 0.0
  /// γ_n: relative deviation of the carrier frequency.
  public var gammaN = 0.0
  /// Δτ_n, s: delay of L2 against L1 in the satellite.
  public var deltaTauN = 0.0

  /// Health flag B_n, three bits; the most significant one set means unusable.
  public var healthBn: UInt8 = 0
  /// C_n of the almanac: true is healthy. It says something only when `hasAlmanacHealth`.
  public var isHealthyInAlmanac = false
  /// True when the source gave the almanac health.
  public var hasAlmanacHealth = false
  /// l_n of string 3: true is unhealthy.
  public var isUnhealthyLn = false
  /// l_n of string 5: true is unhealthy.
  public var isUnhealthyLn5 = false
  /// Age of the immediate data E_n, days, 0…31.
  public var age_days: UInt8 = 0
  /// P1, two bits: minutes between t_b and the next (0, 30, 45, 60).
  public var p1: UInt8 = 0
  /// P2: t_b is odd.
  public var p2 = false
  /// P3: five satellites with almanac in the frame; else four.
  public var p3 = false
  /// P of GLONASS-M, two bits: how τ_c and τ_GPS were computed.
  public var p: UInt8 = 0
  /// P4 of GLONASS-M: the ephemeris was renewed.
  public var p4 = false
  /// F_T, index of the predicted accuracy, 0…15; `accuracy` has metres.
  public var accuracyIndexFT: UInt8 = 15
  /// N_T, day in the four-year interval, 1…1461; 0 where not known.
  public var dayNT: UInt16 = 0
  /// M, two bits: 0 GLONASS, 1 GLONASS-M.
  public var satelliteTypeM: UInt8 = 0
  /// True when the fields of string 5 are there (N_A, τ_c, N4, τ_GPS, l_n).
  public var hasAdditionalData = false
  /// N_A, the day of the almanac in the four-year interval, 1…1461.
  public var almanacDayNA: UInt16 = 0
  /// N4, number of the four-year interval from 1996, from 1; 0 where not known.
  public var intervalN4: UInt8 = 0
  /// τ_c, s: UTC(SU) − GLONASS time, less 3 h.
  public var tauC = 0.0
  /// τ_GPS, s: fraction of GPST − GLONASS time.
  public var tauGPS = 0.0

  /// An ephemeris with a zero state, to be filled.
  public init(satellite: Satellite, frequencyChannel: Int8, toe: GNSSTime) {
    self.satellite = satellite
    self.frequencyChannel = frequencyChannel
    self.toe = toe
  }
}
