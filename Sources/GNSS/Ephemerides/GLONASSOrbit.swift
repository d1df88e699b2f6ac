extension GLONASSEphemeris {
  /// The greatest step of the integration, s. Halving it moves a satellite by less than 1 mm in 15 minutes.
  static let step = 60.0

  /// Position, velocity and clock at an instant, from the state at `toe` by fourth-order Runge–Kutta (GLONASS ICD 5.1, A.3.1.2).
  ///
  /// Frame: PZ-90 (since 2013-12-31 PZ-90.11, within centimetres of ITRF2008), earth-fixed at `time`. The frequency term γ_n holds the
  /// relativistic effect, so the clock has no term of its own for it. The ICD vouches for ±15 minutes from `toe`.
  /// - Returns: The state; nil when `time` is more than a day from `toe`, or the state is not in a GLONASS orbit.
  public func state(at time: GNSSTime) -> SatelliteState? {
    let t = time.seconds(since: toe)
    let radius = (position * position).sum().squareRoot()
    guard abs(t) <= 86_400, (1e7...1e8).contains(radius) else { return nil }
    var (p, v) = (position, velocity)
    var rest = t
    while abs(rest) > 1e-9 {
      let h = max(-Self.step, min(Self.step, rest))
      let a1 = derivative(p, v)
      let a2 = derivative(p + v * (h / 2), v + a1 * (h / 2))
      let a3 = derivative(p + (v + a1 * (h / 2)) * (h / 2), v + a2 * (h / 2))
      let a4 = derivative(p + (v + a2 * (h / 2)) * h, v + a3 * h)
      // k1 = v, k2 = v + a1·h/2, k3 = v + a2·h/2, k4 = v + a3·h; their weighted sum, gathered.
      p += v * h + (a1 + a2 + a3) * (h * h / 6)
      v += (a1 + a2 * 2 + a3 * 2 + a4) * (h / 6)
      rest -= h
    }
    return SatelliteState(position: p, velocity: v, clockOffset: -tauN + gammaN * t, clockDrift: gammaN)
  }

  /// Acceleration in the rotating frame: central field, J2, rotation, and the lunisolar term that is broadcast.
  private func derivative(_ p: SIMD3<Double>, _ v: SIMD3<Double>) -> SIMD3<Double> {
    let mu = OrbitConstants.glonass.mu
    let rate = OrbitConstants.glonass.earthRate
    let r2 = (p * p).sum()
    let r = r2.squareRoot()
    let centralTerm = mu / (r2 * r)
    // GLONASS ICD 5.1, A.3.1.2: a_e = 6 378 136 m, J2 = 1 082 625.7e-9.
    let flattening = 1.5 * 1_082_625.7e-9 * mu * 6_378_136.0 * 6_378_136.0 / (r2 * r2 * r)
    let polar = 5 * p.z * p.z / r2
    let planar = -centralTerm - flattening * (1 - polar) + rate * rate
    return SIMD3(
      planar * p.x + 2 * rate * v.y,
      planar * p.y - 2 * rate * v.x,
      (-centralTerm - flattening * (3 - polar)) * p.z) + acceleration
  }
}
