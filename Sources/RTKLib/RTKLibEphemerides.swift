import CRTKLib
import GNSS

/// Broadcast ephemerides and state-space corrections as RTKLIB decoded them.
///
/// Feed one frame at a time and take what it brought: RTKLIB keeps one ephemeris a satellite, and passes over a message that repeats it, so
/// what is taken is forgotten there.
extension RTKLibDecoder {
  /// The ephemeris of a satellite by its kind of message; nil when RTKLIB has none.
  ///
  /// RTKLIB resolves weeks of ten bits by the computer's clock: the week, and with it `toe` and `toc` of GPS, QZSS and NavIC, are right but
  /// for whole rolls of 1024 weeks. Of the issues and flags only those come out that RTKLIB keeps.
  public mutating func takeEphemeris(of satellite: Satellite, _ message: NavigationMessage) -> Ephemeris? {
    let name = satellite.description
    if satellite.system == .glonass {
      var g = crtk_glonass_broadcast()
      let found = withDecoder { decoder in crtk_decoder_take_glonass(decoder, name, &g) == 0 }
      return found ? .glonass(GLONASSEphemeris(satellite, g)) : nil
    }
    var k = crtk_broadcast()
    let found = withDecoder { decoder in crtk_decoder_take_kepler(decoder, name, message == .fnav ? 1 : 0, &k) == 0 }
    return found ? .kepler(KeplerEphemeris(satellite, message, k)) : nil
  }

  /// State-space corrections of a satellite; see `takeCorrections`. A value of a message that did not come is 0.
  public struct Corrections: Sendable {
    /// Issue of data, URA class and value.
    public var issue = 0, ura = 0
    /// Radial, along-track, cross-track, m, and their rates, m/s.
    public var orbit = SIMD3<Double>.zero, orbitRate = SIMD3<Double>.zero
    /// Clock polynomial, m, m/s, m/s².
    public var clock = SIMD3<Double>.zero
    /// High-rate clock, m.
    public var highRateClock = 0.0
    /// Yaw angle, degrees, and rate, degrees/s.
    public var yaw_deg = 0.0, yawRate_deg = 0.0
    /// Biases of code and phase by signal, m; those that are not 0.
    public var codeBiases: [Signal: Double] = [:], phaseBiases: [Signal: Double] = [:]
  }

  /// What state-space messages brought of a satellite since it was asked last; nil when nothing.
  public mutating func takeCorrections(of satellite: Satellite) -> Corrections? {
    // RTKLIB names SBAS satellites S20…S58 as RINEX does, and QZSS J01 on.
    let name = satellite.description
    var s = crtk_ssr()
    guard withDecoder({ decoder in crtk_decoder_take_ssr(decoder, name, &s) == 0 }) else { return nil }
    var result = Corrections()
    (result.issue, result.ura) = (Int(s.iode), Int(s.ura))
    result.orbit = SIMD3(s.orbit.0, s.orbit.1, s.orbit.2)
    result.orbitRate = SIMD3(s.orbit_rate.0, s.orbit_rate.1, s.orbit_rate.2)
    result.clock = SIMD3(s.clock.0, s.clock.1, s.clock.2)
    result.highRateClock = s.high_rate_clock
    (result.yaw_deg, result.yawRate_deg) = (s.yaw_deg, s.yaw_rate_deg)
    withUnsafeBytes(of: s.biases) { bytes in
      // The tuple has CRTK_CODES elements of the one type, laid out as an array.
      let size = bytes.count / Int(CRTK_CODES)
      for i in 0..<Int(CRTK_CODES) {
        let text = (0..<3).map { bytes[i * size + $0] }.prefix { $0 != 0 }
        guard let signal = Signal(String(decoding: text, as: UTF8.self)) else { continue }
        let code = bytes.loadUnaligned(fromByteOffset: i * size + 8, as: Double.self)
        let phase = bytes.loadUnaligned(fromByteOffset: i * size + 16, as: Double.self)
        if code != 0 { result.codeBiases[signal] = code }
        if phase != 0 { result.phaseBiases[signal] = phase }
      }
    }
    return result
  }
}

extension KeplerEphemeris {
  fileprivate init(_ satellite: Satellite, _ message: NavigationMessage, _ k: crtk_broadcast) {
    let o = k.orbit
    // RTKLIB counts Galileo's weeks as GPS does: 1024 more.
    let week = Int(k.week) - (satellite.system == .galileo ? 1024 : 0)
    self.init(satellite: satellite, message: message, week: week, toe: o.toe.time, toc: o.toc.time)
    (clockBias, clockDrift, clockDriftRate) = (o.f0, o.f1, o.f2)
    (sqrtA, eccentricity, meanAnomaly, meanMotionDifference) = (o.sqrt_a, o.e, o.m0, o.delta_n)
    (nodeLongitude, nodeRate, inclination, inclinationRate, argumentOfPerigee) = (o.omega0, o.omega_dot, o.i0, o.idot, o.omega)
    (cuc, cus, crc, crs, cic, cis) = (o.cuc, o.cus, o.crc, o.crs, o.cic, o.cis)
    (groupDelay, groupDelay2) = (k.group_delay.0, k.group_delay.1)
    issueOfEphemeris = UInt16(truncatingIfNeeded: k.iode)
    issueOfClock = UInt16(truncatingIfNeeded: k.iodc)
    accuracyIndex = UInt8(truncatingIfNeeded: k.accuracy)
    health = UInt16(truncatingIfNeeded: k.health)
    if satellite.system == .gps || satellite.system == .qzss {
      isFitIntervalExtended = k.fit == 0
      codesOnL2 = UInt8(truncatingIfNeeded: k.code_l2)
      isL2PDataOff = k.flag_l2 != 0
    }
  }
}

extension GLONASSEphemeris {
  fileprivate init(_ satellite: Satellite, _ g: crtk_glonass_broadcast) {
    self.init(satellite: satellite, frequencyChannel: Int8(truncatingIfNeeded: g.channel), toe: g.state.toe.time)
    let s = g.state
    position = SIMD3(s.position.0, s.position.1, s.position.2)
    velocity = SIMD3(s.velocity.0, s.velocity.1, s.velocity.2)
    acceleration = SIMD3(s.acceleration.0, s.acceleration.1, s.acceleration.2)
    (tauN, gammaN, deltaTauN) = (-s.f0, s.f1, g.delta_tau)
    healthBn = UInt8(truncatingIfNeeded: g.health) << 2
    age_days = UInt8(truncatingIfNeeded: g.age)
  }
}
