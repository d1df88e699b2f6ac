import Glibc

extension KeplerEphemeris {
  /// Position, velocity and clock at an instant of system time.
  ///
  /// Position: IS-GPS-200 table 20-IV, the same in the Galileo OS SIS ICD (5.1.1) and BDS-SIS-ICD-B1I (table 5-11), where the geostationary
  /// satellites of BeiDou are computed in a frame tilted by −5° (5.2.4.12). Velocity: its analytic derivative (IS-GPS-200 table 20-IV since
  /// revision M; Remondi 2004, doi:10.1007/s10291-004-0094-6). Clock: IS-GPS-200 20.3.3.3.3.1 with the relativistic term
  /// −2√(µA)·e·sin E/c².
  ///
  /// Frame: that of the system's broadcast (WGS 84, GTRF, CGCS2000), earth-fixed at `time`. Rounding is below 1 µm; the accuracy is the broadcast's.
  /// - Returns: The state; nil when the elements are not those of an ellipse or `time` is more than half a week from `toe`.
  public func state(at time: GNSSTime) -> SatelliteState? {
    let tk = time.seconds(since: toe)
    guard sqrtA > 0, sqrtA < 1e5, (0..<1).contains(eccentricity), abs(tk) <= 302_400 else { return nil }
    let constants = OrbitConstants.of(satellite.system)
    let a = sqrtA * sqrtA
    let n = (constants.mu / (a * a * a)).squareRoot() + meanMotionDifference

    // 1. Kepler's equation.
    let e = eccentricity
    let anomaly = eccentricAnomaly(mean: meanAnomaly + n * tk, eccentricity: e)
    let (sinE, cosE) = (sin(anomaly), cos(anomaly))
    let anomalyRate = n / (1 - e * cosE)

    // 2. Argument of latitude φ = ν + ω and its rate.
    let root = (1 - e * e).squareRoot()
    let phi = atan2(root * sinE, cosE - e) + argumentOfPerigee
    let phiRate = anomalyRate * root / (1 - e * cosE)
    let (sin2, cos2) = (sin(2 * phi), cos(2 * phi))

    // 3. Harmonic corrections.
    let u = phi + cus * sin2 + cuc * cos2
    let r = a * (1 - e * cosE) + crs * sin2 + crc * cos2
    let i = inclination + inclinationRate * tk + cis * sin2 + cic * cos2
    let uRate = phiRate * (1 + 2 * (cus * cos2 - cuc * sin2))
    let rRate = a * e * sinE * anomalyRate + 2 * phiRate * (crs * cos2 - crc * sin2)
    let iRate = inclinationRate + 2 * phiRate * (cis * cos2 - cic * sin2)

    // 4. In the orbital plane.
    let (sinU, cosU) = (sin(u), cos(u))
    let (x, y) = (r * cosU, r * sinU)
    let (vx, vy) = (rRate * cosU - y * uRate, rRate * sinU + x * uRate)

    // 5. Longitude of the node, earth-fixed; for the geostationary ones without the earth's rotation since toe, which comes in step 7.
    let tilted = satellite.isBeiDouGEO
    let toeOfWeek = Double(toe.week(in: TimeScale(satellite.system)).nanosecondsOfWeek) * 1e-9
    let nodeRate = tilted ? self.nodeRate : self.nodeRate - constants.earthRate
    let node = nodeLongitude + nodeRate * tk - constants.earthRate * toeOfWeek
    let (sinN, cosN) = (sin(node), cos(node))
    let (sinI, cosI) = (sin(i), cos(i))

    // 6. Earth-fixed.
    var p = SIMD3(x * cosN - y * cosI * sinN, x * sinN + y * cosI * cosN, y * sinI)
    let across = vy * cosI - y * sinI * iRate
    var v = SIMD3(
      vx * cosN - across * sinN - p.y * nodeRate,
      vx * sinN + across * cosN + p.x * nodeRate,
      vy * sinI + y * cosI * iRate)

    // 7. R_Z(ωe·tk)·R_X(−5°) for BeiDou's geostationary satellites.
    if tilted {
      p = rotatedAboutZ(tiltedByFiveDegrees(p), by: constants.earthRate * tk)
      v = rotatedAboutZ(tiltedByFiveDegrees(v), by: constants.earthRate * tk)
      v += SIMD3(p.y, -p.x, 0) * constants.earthRate
    }

    // 8. Clock.
    let tc = time.seconds(since: toc)
    let relativity = -2 * (constants.mu * a).squareRoot() * e / (speedOfLight * speedOfLight)
    return SatelliteState(
      position: p, velocity: v,
      clockOffset: clockBias + (clockDrift + clockDriftRate * tc) * tc + relativity * sinE,
      clockDrift: clockDrift + 2 * clockDriftRate * tc + relativity * cosE * anomalyRate)
  }
}

/// Solves Kepler's equation M = E − e·sin E for E by Newton's method, to the last bits for any e < 1.
func eccentricAnomaly(mean: Double, eccentricity e: Double) -> Double {
  let m = remainder(mean, 2 * .pi)
  // Starting at ±π converges for every eccentricity (the function is convex there); broadcast orbits are nearly circular and start at M.
  var anomaly = e < 0.8 ? m : (m < 0 ? -Double.pi : Double.pi)
  for _ in 0..<60 {
    let step = (anomaly - e * sin(anomaly) - m) / (1 - e * cos(anomaly))
    anomaly -= step
    if abs(step) < 1e-15 { break }
  }
  return anomaly
}

/// A vector's coordinates after the axes turned about z by an angle, rad: R_Z of the interface documents.
func rotatedAboutZ(_ v: SIMD3<Double>, by angle: Double) -> SIMD3<Double> {
  let (s, c) = (sin(angle), cos(angle))
  return SIMD3(v.x * c + v.y * s, v.y * c - v.x * s, v.z)
}

/// R_X(−5°).
private func tiltedByFiveDegrees(_ v: SIMD3<Double>) -> SIMD3<Double> {
  let angle = -5 * Double.pi / 180
  let (s, c) = (sin(angle), cos(angle))
  return SIMD3(v.x, v.y * c + v.z * s, v.z * c - v.y * s)
}
