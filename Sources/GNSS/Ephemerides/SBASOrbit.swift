extension SBASEphemeris {
  /// Position, velocity and clock at an instant (RTCA DO-229, A.4.4.11): a parabola from the state at `toe`.
  ///
  /// Frame: WGS 84, earth-fixed. The message is meant for some minutes.
  /// - Returns: The state; nil when `time` is more than a day from `toe`.
  public func state(at time: GNSSTime) -> SatelliteState? {
    let t = time.seconds(since: toe)
    guard abs(t) <= 86_400 else { return nil }
    return SatelliteState(
      position: position + velocity * t + acceleration * (t * t / 2),
      velocity: velocity + acceleration * t,
      clockOffset: clockBias + clockDrift * t, clockDrift: clockDrift)
  }
}
