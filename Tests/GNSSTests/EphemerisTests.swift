import GNSS
import Glibc
import Testing

@Suite struct EphemerisTests {
  /// An invented GPS-like orbit.
  static func sample(_ satellite: Satellite = Satellite(.gps, 7)) -> KeplerEphemeris {
    let toe = GNSSTime(gpsWeek: 2445, secondsOfWeek: 7200)
    var e = KeplerEphemeris(satellite: satellite, message: .lnav, week: 2445, toe: toe, toc: toe)
    (e.sqrtA, e.eccentricity, e.meanAnomaly, e.inclination) = (5153.6, 0.01, 1, 0.96)
    (e.nodeLongitude, e.argumentOfPerigee) = (0.5, -1.25)
    return e
  }

  @Test func refusesWhatIsNoOrbit() {
    var e = Self.sample()
    #expect(e.state(at: e.toe) != nil)
    #expect(e.state(at: e.toe.advanced(bySeconds: 302_401)) == nil)
    for (root, eccentricity) in [(0, 0.01), (-1, 0.01), (.nan, 0.01), (5153.6, 1), (5153.6, -0.1), (5153.6, .nan), (.infinity, 0.1)] {
      (e.sqrtA, e.eccentricity) = (root, eccentricity)
      #expect(e.state(at: e.toe) == nil)
    }
    var g = GLONASSEphemeris(satellite: Satellite(.glonass, 1), frequencyChannel: 1, toe: e.toe)
    #expect(g.state(at: g.toe) == nil)
    g.position = SIMD3(1.9e7, 1e7, 1.3e7)
    #expect(g.state(at: g.toe.advanced(bySeconds: 1e9)) == nil)
  }

  /// Two-body orbit without corrections: energy v²/2 − µ/r and angular momentum in inertial space are constant (vis-viva, textbook).
  @Test func keepsEnergyAndAngularMomentum() throws {
    let mu = 3.986005e14
    let e = Self.sample()
    for t in stride(from: -7200.0, through: 7200, by: 600) {
      let s = try #require(e.state(at: e.toe.advanced(bySeconds: t)))
      let v = s.velocity + SIMD3(-s.position.y, s.position.x, 0) * 7.2921151467e-5
      let r = (s.position * s.position).sum().squareRoot()
      let a = e.sqrtA * e.sqrtA
      #expect(abs((v * v).sum() / 2 - mu / r + mu / (2 * a)) < 1e-6 * mu / a / 1e5)  // 1e-11 relative: rounding
      let h = SIMD3(
        s.position.y * v.z - s.position.z * v.y, s.position.z * v.x - s.position.x * v.z, s.position.x * v.y - s.position.y * v.x)
      let expected = (mu * a * (1 - e.eccentricity * e.eccentricity)).squareRoot()
      #expect(abs((h * h).sum().squareRoot() / expected - 1) < 1e-12)
    }
  }

  @Test func indicesAndMetres() {
    // IS-GPS-200 20.3.3.3.1.3; nominal values 2^(1+N/2) that RINEX files carry fall into the ranges of their index.
    for (metres, index) in [
      (0, 0), (2, 0), (2.4, 0), (2.8, 1), (4, 2), (5.7, 3), (8, 4), (11.3, 5), (16, 6), (32, 7), (4096, 14), (6145, 15), (-1, 15),
    ] {
      #expect(KeplerEphemeris.uraIndex(accuracy: metres) == index, "\(metres) m")
    }
    // Galileo OS SIS ICD, table 76: 107 is 3.12 m, the usual value.
    #expect(KeplerEphemeris.sisaIndex(accuracy: 3.12) == 107)
    #expect(KeplerEphemeris.sisa(index: 107) == 3.12)
    #expect(KeplerEphemeris.sisaIndex(accuracy: -1) == 255)
    for index in UInt8(0)...125 { #expect(KeplerEphemeris.sisa(index: index).map(KeplerEphemeris.sisaIndex) == index) }
    for index in UInt8(0)...14 { #expect(KeplerEphemeris.ura(index: index).map(KeplerEphemeris.uraIndex) == index) }
  }

  @Test func beidouGeostationary() {
    #expect([1, 5, 59, 63].allSatisfy { Satellite(.beidou, $0).isBeiDouGEO })
    #expect([6, 58, 64].allSatisfy { !Satellite(.beidou, $0).isBeiDouGEO })
    #expect(!Satellite(.gps, 1).isBeiDouGEO)
  }
}

@Suite struct ObserverTests {
  /// 30° N 110° E on a sphere of 6 378 137 m: any vertical will do.
  static let observer: Observer = {
    let (b, l) = (30 * Double.pi / 180, 110 * Double.pi / 180)
    return Observer(position: SIMD3(cos(b) * cos(l), cos(b) * sin(l), sin(b)) * 6_378_137, latitude: b, longitude: l)
  }()

  @Test func directionsAlongTheAxes() {
    let o = Self.observer
    #expect(o.direction(of: SIMD3(0, 0, 1)).azimuth == 0)
    #expect(abs(o.direction(of: SIMD3(0, 0, 1)).elevation - Double.pi / 6) < 1e-15)  // the pole stands at the latitude
    #expect(abs(o.direction(of: o.position).elevation - Double.pi / 2) < 1e-7)
    let east = o.direction(of: SIMD3(-sin(110 * Double.pi / 180), cos(110 * Double.pi / 180), 0))
    #expect(abs(east.azimuth - Double.pi / 2) < 1e-15 && abs(east.elevation) < 1e-15)
  }

  /// The range is the one that light takes in inertial space, and the rate is its derivative.
  @Test func rangeAndRate() throws {
    let e = EphemerisTests.sample()
    let o = Self.observer
    let time = e.toe.advanced(bySeconds: 1000)
    let line = try #require(o.lineOfSight(to: .kepler(e), at: time))
    // In inertial space: satellite at transmission, station at reception, both turned by the earth's angle.
    let rate = 7.2921151467e-5
    func inertial(_ p: SIMD3<Double>, _ t: Double) -> SIMD3<Double> {
      let (s, c) = (sin(rate * t), cos(rate * t))
      return SIMD3(p.x * c - p.y * s, p.x * s + p.y * c, p.z)
    }
    let flight = time.seconds(since: line.transmissionTime)
    let d = inertial(line.satellite.position, -flight) - inertial(o.position, 0)
    let range = (d * d).sum().squareRoot()
    #expect(abs(range - line.range) < 1e-6)
    #expect(abs(range / speedOfLight - flight) < 1e-9)  // GNSSTime counts nanoseconds
    let after = try #require(o.lineOfSight(to: .kepler(e), at: time.advanced(bySeconds: 0.5)))
    let before = try #require(o.lineOfSight(to: .kepler(e), at: time.advanced(bySeconds: -0.5)))
    // Rounding the transmission to a nanosecond moves the satellite by up to 0.5 ns · 800 m/s.
    #expect(abs(after.range - before.range - line.rangeRate) < 3e-6)
  }
}
