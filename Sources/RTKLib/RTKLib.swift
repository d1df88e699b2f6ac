import CRTKLib
import GNSS
import Synchronization

/// Debian's RTKLIB behind a check of its binary layout and a lock: the library has global state and ships no header.
///
/// Every entry throws `RTKLibError.layout` when the library that is loaded is not laid out as the shim `CRTKLib` was written for, and calls
/// nothing of it then.
public enum RTKLib {
  /// One call into the library at a time.
  static let lock = Mutex(())

  /// The result of the layout check, made once, at first use.
  private static let layout: Result<Void, RTKLibError> = {
    var why = [CChar](repeating: 0, count: 128)
    let status = lock.withLock { _ in crtk_abi_check(&why, why.count) }
    let text = String(decoding: why.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    return status == 0 ? .success(()) : .failure(.layout(check: Int(status), found: text))
  }()

  /// Makes sure that the library has the expected layout.
  public static func check() throws(RTKLibError) { try layout.get() }

  /// A satellite's position and clock by RTKLIB's `eph2pos`, `geph2pos` or `seph2pos`.
  /// - Returns: Earth-fixed position, m, and clock offset, s, both as RTKLIB defines them (the relativistic term is in a Keplerian clock).
  public static func state(of ephemeris: Ephemeris, at time: GNSSTime) throws(RTKLibError) -> (position: SIMD3<Double>, clockOffset: Double)
  {
    try check()
    var out = crtk_state()
    let status: Int32
    switch ephemeris {
    case .kepler(let e):
      var k = crtk_kepler(e)
      status = lock.withLock { _ in crtk_kepler_state(&k, crtk_time(time), &out) }
    case .glonass(let e):
      var v = crtk_vector(e.satellite, e.toe, e.position, e.velocity, e.acceleration, -e.tauN, e.gammaN)
      status = lock.withLock { _ in crtk_glonass_state(&v, crtk_time(time), &out) }
    case .sbas(let e):
      var v = crtk_vector(e.satellite, e.toe, e.position, e.velocity, e.acceleration, e.clockBias, e.clockDrift)
      status = lock.withLock { _ in crtk_sbas_state(&v, crtk_time(time), &out) }
    }
    guard status == 0 else { throw .unknownSatellite(ephemeris.satellite) }
    return (SIMD3(out.position.0, out.position.1, out.position.2), out.clock)
  }
}

/// Why RTKLIB could not be used.
public enum RTKLibError: Error, Equatable, CustomStringConvertible {
  /// The library is not laid out as expected: the number of the check that failed, and what it found.
  case layout(check: Int, found: String)
  /// No memory for a decoder.
  case outOfMemory
  /// RTKLIB has no number for this satellite.
  case unknownSatellite(Satellite)

  /// One line for people.
  public var description: String {
    switch self {
    case .layout(let check, let found):
      "librtklib1 is not the build this program was written for (Debian 2.4.3.b34): check \(check) failed, \(found); install that package"
    case .outOfMemory: "no memory for an RTKLIB decoder"
    case .unknownSatellite(let satellite): "RTKLIB has no satellite \(satellite)"
    }
  }
}

extension crtk_time {
  init(_ time: GNSSTime) {
    let (q, r) = time.nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
    self.init(seconds: r < 0 ? q - 1 : q, fraction: Double(r < 0 ? r + 1_000_000_000 : r) * 1e-9)
  }

  /// Rounded to a nanosecond.
  var time: GNSSTime { GNSSTime(nanoseconds: seconds * 1_000_000_000 + Int64((fraction * 1e9).rounded())) }
}

/// `G05` and a zero byte.
private typealias Identifier = (CChar, CChar, CChar, CChar)

private func identifier(_ satellite: Satellite) -> Identifier {
  let c = Array(satellite.description.utf8).map(CChar.init(bitPattern:))
  return (c[0], c[1], c[2], 0)  // a description has three ASCII characters
}

extension crtk_kepler {
  fileprivate init(_ e: KeplerEphemeris) {
    self.init()
    satellite = identifier(e.satellite)
    toe = crtk_time(e.toe)
    toc = crtk_time(e.toc)
    toe_s = Double(e.toe.week(in: TimeScale(e.satellite.system)).nanosecondsOfWeek) * 1e-9
    (f0, f1, f2) = (e.clockBias, e.clockDrift, e.clockDriftRate)
    (sqrt_a, self.e, m0, delta_n) = (e.sqrtA, e.eccentricity, e.meanAnomaly, e.meanMotionDifference)
    (omega0, omega_dot, i0, idot, omega) = (e.nodeLongitude, e.nodeRate, e.inclination, e.inclinationRate, e.argumentOfPerigee)
    (cuc, cus, crc, crs, cic, cis) = (e.cuc, e.cus, e.crc, e.crs, e.cic, e.cis)
  }
}

extension crtk_vector {
  fileprivate init(
    _ s: Satellite, _ t: GNSSTime, _ p: SIMD3<Double>, _ v: SIMD3<Double>, _ a: SIMD3<Double>, _ clock: Double, _ drift: Double
  ) {
    self.init()
    satellite = identifier(s)
    toe = crtk_time(t)
    position = (p.x, p.y, p.z)
    velocity = (v.x, v.y, v.z)
    acceleration = (a.x, a.y, a.z)
    (f0, f1) = (clock, drift)
  }
}
