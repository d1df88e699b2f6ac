import GNSS
import Glibc

/// The constellations as planned: planes, slots, frequencies. Sources: IS-GPS-200 and the GPS SPS Performance Standard (2020, 3.2); GLONASS ICD 5.1
/// (3.3.1); Galileo OS Service Definition Document (2.1); BDS-SIS-ICD-B1I (3.1) and the BDS Open Service Performance Standard 3.0 (3.1).
/// Which number flies in which slot is invented, and so are the right ascensions of the planes: the sky is a nominal one, not today's.
enum Constellations {
  private static let degree = Double.pi / 180

  /// All Keplerian satellites, and GLONASS, whose elements are the start of an integration.
  static func orbits(seed: UInt64) -> [NominalOrbit] {
    gps(seed) + glonass(seed) + galileo(seed) + beidou(seed)
  }

  /// 31 satellites (G22 is the free number) in six planes, 55°, half a sidereal day.
  private static func gps(_ seed: UInt64) -> [NominalOrbit] {
    (1...32).filter { $0 != 22 }.enumerated().map { index, number in
      let plane = index % 6
      let inPlane = plane == 0 ? 6 : 5
      let place = 360 / Double(inPlane) * Double(index / 6) + 11.6 * Double(plane)
      return medium(
        .gps, number, seed, a: 26_559_710, e: 0.002...0.014, i: 55, node: 60 * Double(plane) + 17, latitude: place, jitter: 3, delta: 4.4e-9
      )
    }
  }

  /// 24 satellites, Walker 24/3/1, 64.8°; the frequency plan that antipodal satellites share.
  private static func glonass(_ seed: UInt64) -> [NominalOrbit] {
    let channels: [Int8] = [1, -4, 5, 6, 1, -4, 5, 6, -2, -7, 0, -1, -2, -7, 0, -1, 4, -3, 3, 2, 4, -3, 3, 2]
    return channels.enumerated().map { index, channel in
      let (plane, slot) = (index / 8, index % 8)
      var orbit = medium(
        .glonass, index + 1, seed, a: 25_508_200, e: 0.0002...0.002, i: 64.8, node: 120 * Double(plane) + 43,
        latitude: 45 * Double(slot) + 15 * Double(plane), jitter: 0.3, delta: 0)
      orbit.channel = channel
      return orbit
    }
  }

  /// 24 satellites, Walker 24/3/1, 56°, 29 600 km.
  private static func galileo(_ seed: UInt64) -> [NominalOrbit] {
    let numbers = [1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 15, 19, 21, 24, 25, 26, 27, 30, 31, 33, 34, 36]
    return numbers.enumerated().map { index, number in
      let (plane, slot) = (index % 3, index / 3)
      return medium(
        .galileo, number, seed, a: 29_600_318, e: 0.0001...0.0006, i: 56, node: 120 * Double(plane) + 77,
        latitude: 45 * Double(slot) + 15 * Double(plane), jitter: 0.2, delta: 2.9e-9)
    }
  }

  /// BeiDou-3: Walker 24/3/1 at 55°, three inclined and three geostationary satellites; BeiDou-2: two medium, seven inclined, five geostationary ones.
  private static func beidou(_ seed: UInt64) -> [NominalOrbit] {
    let medium3 = [19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46]
    var orbits = medium3.enumerated().map { index, number in
      let (plane, slot) = (index % 3, index / 3)
      return medium(
        .beidou, number, seed, a: 27_906_100, e: 0.0003...0.001, i: 55, node: 120 * Double(plane) + 101,
        latitude: 45 * Double(slot) + 15 * Double(plane), jitter: 0.2, delta: 3.8e-9)
    }
    for (number, place) in [(11, 0.0), (12, 45)] {
      orbits.append(
        medium(.beidou, number, seed, a: 27_906_100, e: 0.001...0.002, i: 56, node: 165, latitude: place, jitter: 0.2, delta: 3.8e-9))
    }
    for (number, centre, phase) in [
      (38, 112.0, 0.0), (39, 112, 120), (40, 112, 240), (6, 118, 0), (7, 118, 120), (8, 118, 240), (9, 95, 60), (10, 95, 180),
      (13, 95, 300),
      (16, 112, 60),
    ] {
      orbits.append(inclined(number, seed, centre: centre, phase: phase))
    }
    for (number, longitude) in [(1, 140.0), (2, 84), (3, 110.5), (4, 160), (5, 58.75), (59, 140.3), (60, 80.3), (61, 110.2)] {
      orbits.append(geostationary(number, seed, longitude: longitude))
    }
    return orbits
  }

  private static func medium(
    _ system: GNSSSystem, _ number: Int, _ seed: UInt64, a: Double, e: ClosedRange<Double>, i: Double, node: Double, latitude: Double,
    jitter: Double, delta: Double
  ) -> NominalOrbit {
    let satellite = Satellite(system, UInt8(number))
    var random = RandomNumbers(seed: seed, UInt64(satellite.packed))
    var orbit = NominalOrbit(
      satellite: satellite, semiMajorAxis: a, eccentricity: random.uniform(e), inclination: (i + random.uniform(-0.5...0.5)) * degree,
      nodeLongitude: wrapped((node + random.uniform(-1...1)) * degree),
      argumentOfLatitude: wrapped((latitude + random.uniform(-jitter...jitter)) * degree), argumentOfPerigee: random.uniform(-3...3))
    orbit.meanMotionDifference = delta * random.uniform(0.9...1.1)
    dress(&orbit, &random)
    return orbit
  }

  /// An inclined geosynchronous satellite: its ground track crosses the equator northwards at `centre`; satellites of one track differ in phase.
  private static func inclined(_ number: Int, _ seed: UInt64, centre: Double, phase: Double) -> NominalOrbit {
    let satellite = Satellite(.beidou, UInt8(number))
    var random = RandomNumbers(seed: seed, UInt64(satellite.packed))
    let (mu, earthRate) = NominalOrbit.constants(.beidou)
    let (e, i) = (random.uniform(0.002...0.006), (55 + random.uniform(-1...1)) * degree)
    // The motion that keeps the ground track: as fast as the earth turns under the drifting node. Two passes settle a to a micrometre.
    var a = 42_164_000.0
    for _ in 0..<3 {
      let n = earthRate - NominalOrbit.nodeRate(semiMajorAxis: a, eccentricity: e, inclination: i, mu: mu)
      a = cbrt(mu / (n * n))
    }
    var orbit = NominalOrbit(
      satellite: satellite, semiMajorAxis: a, eccentricity: e, inclination: i, nodeLongitude: wrapped((centre - phase) * degree),
      argumentOfLatitude: wrapped(phase * degree), argumentOfPerigee: random.uniform(-3...3))
    dress(&orbit, &random)
    return orbit
  }

  private static func geostationary(_ number: Int, _ seed: UInt64, longitude: Double) -> NominalOrbit {
    let satellite = Satellite(.beidou, UInt8(number))
    var random = RandomNumbers(seed: seed, UInt64(satellite.packed))
    let (mu, earthRate) = NominalOrbit.constants(.beidou)
    var orbit = NominalOrbit(
      satellite: satellite, semiMajorAxis: cbrt(mu / (earthRate * earthRate)), eccentricity: random.uniform(0.0001...0.0006),
      inclination: 0,
      nodeLongitude: wrapped(longitude * degree), argumentOfLatitude: 0, argumentOfPerigee: random.uniform(-3...3))
    dress(&orbit, &random)
    return orbit
  }

  /// Clock, group delay and harmonic corrections of the sizes that are broadcast.
  private static func dress(_ orbit: inout NominalOrbit, _ random: inout RandomNumbers) {
    orbit.clockBias = random.uniform(-2e-4...2e-4)
    orbit.clockDrift = random.uniform(-2e-13...2e-13)
    orbit.groupDelay = orbit.satellite.system == .glonass ? 0 : random.uniform(-1e-8...1e-8)
    // A geostationary satellite's argument of latitude starts anew with every ephemeris; its corrections would jump there.
    if orbit.satellite.isBeiDouGEO { return }
    orbit.crc = random.uniform(100...300)
    orbit.crs = random.uniform(-120...120)
    (orbit.cuc, orbit.cus) = (random.uniform(-6e-6...6e-6), random.uniform(2e-6...1e-5))
    (orbit.cic, orbit.cis) = (random.uniform(-1e-7...1e-7), random.uniform(-1e-7...1e-7))
  }
}
