/// Where a satellite is, how it moves and how its clock is off: earth-fixed, in the frame of the system's broadcast ephemerides at that instant.
public struct SatelliteState: Sendable, Equatable {
  /// Position of the antenna phase centre (of whatever point the system's ephemeris describes), earth-fixed, m.
  public var position: SIMD3<Double>
  /// Velocity relative to the rotating earth, m/s.
  public var velocity: SIMD3<Double>
  /// Satellite clock − system time, s, with the relativistic effect of the orbit's eccentricity, without group delays.
  public var clockOffset: Double
  /// Rate of `clockOffset`, s/s, with the relativistic effect.
  public var clockDrift: Double

  /// A state.
  public init(position: SIMD3<Double>, velocity: SIMD3<Double>, clockOffset: Double, clockDrift: Double) {
    self.position = position
    self.velocity = velocity
    self.clockOffset = clockOffset
    self.clockDrift = clockDrift
  }
}
