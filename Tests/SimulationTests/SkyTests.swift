import GNSS
import Geodesy
import Glibc
import Simulation
import Testing

@Suite struct SkyTests {
  static let start = GNSSTime(gpsWeek: 2445, secondsOfWeek: 500_000)

  @Test func hasTheConstellationsAsPlanned() {
    let sky = Sky(seed: 1, start: Self.start)
    var counts: [GNSSSystem: Int] = [:]
    for member in sky.members { counts[member.satellite.system, default: 0] += 1 }
    // BeiDou: 24 + 3 + 3 of BeiDou-3 and 2 + 7 + 5 of BeiDou-2.
    #expect(counts == [.gps: 31, .glonass: 24, .galileo: 24, .beidou: 44])
    #expect(Set(sky.members.map(\.satellite)).count == sky.members.count)
    #expect(sky.members.map(\.satellite) == sky.members.map(\.satellite).sorted())
    #expect(sky.members.allSatisfy { $0.broadcast.isHealthy && $0.broadcast.satellite == $0.satellite })
  }

  /// Radii of the plans; BeiDou's geostationary satellites stand over the equator at their longitude, the inclined ones cross it at theirs.
  @Test func orbitsAreWhereTheyBelong() throws {
    var sky = Sky(seed: 1, start: Self.start)
    var crossings: [Double] = []
    var before: Double?
    for t in stride(from: 0.0, to: 86_400, by: 300) {
      let time = Self.start.advanced(bySeconds: t)
      sky.update(to: time)
      for member in sky.members {
        let p = try #require(member.truth.state(at: time)).position
        let r = (p * p).sum().squareRoot()
        let longitude = atan2(p.y, p.x) * 180 / .pi
        switch member.satellite.system {
        case .gps: #expect(abs(r - 26_560e3) < 420e3)
        case .glonass: #expect(abs(r - 25_508e3) < 100e3)
        case .galileo: #expect(abs(r - 29_600e3) < 30e3)
        default:
          if member.satellite.isBeiDouGEO {
            #expect(abs(r - 42_164e3) < 40e3 && abs(p.z) < 5e3)
            if member.satellite.number == 61 { #expect(abs(longitude - 110.2) < 0.2) }
          }
        }
        if member.satellite == Satellite(.beidou, 38) {
          if let z = before, z < 0, p.z >= 0 { crossings.append(longitude) }
          before = p.z
        }
      }
    }
    #expect(crossings.count == 1)
    #expect(crossings.allSatisfy { abs($0 - 112) < 3 })  // 300 s are 1.25°, and the eccentricity shifts it by as much
  }

  /// A satellite's true path and clock do not jump where the ephemeris changes: 1 mm, the rounding of angles that have turned for years.
  @Test func theTruthIsSmooth() throws {
    var sky = Sky(seed: 7, start: Self.start)
    var worst: [GNSSSystem: Double] = [:]
    for hour in 0..<30 {
      for change in [0.0, 14, 18] {  // the full hours and half hours of GPST, BDT and UTC
        let time = GNSSTime(gpsWeek: 2445, secondsOfWeek: 590_400 + Double(hour) * 1800 + change)  // across the end of the week
        sky.update(to: time.advanced(bySeconds: -1e-9))
        let before = sky.members
        sky.update(to: time)
        for (a, b) in zip(before, sky.members) where a.truth.toe != b.truth.toe {
          let (x, y) = (try #require(a.truth.state(at: time)), try #require(b.truth.state(at: time)))
          let d = x.position - y.position
          let jump = (d * d).sum().squareRoot() + abs(x.clockOffset - y.clockOffset) * speedOfLight
          worst[a.satellite.system] = max(worst[a.satellite.system] ?? 0, jump)
        }
      }
    }
    #expect(Set(worst.keys) == [.gps, .galileo, .beidou, .glonass])
    for (system, jump) in worst { #expect(jump < (system == .glonass ? 5e-3 : 1e-3), "\(system): \(jump) m") }
  }

  /// What is broadcast differs by the resolution of the fields. GLONASS: 0.49 m in position and 0.95 mm/s in velocity, half of it in each coordinate, over
  /// 15 minutes 0.42 m + 0.74 m. The others: 2⁻³² semicircles of three angles at 4.2e7 m, and rates.
  @Test func theBroadcastIsTheTruthRounded() throws {
    let sky = Sky(seed: 3, start: Self.start)
    var differing = 0
    for member in sky.members {
      let (x, y) = (try #require(member.truth.state(at: Self.start)), try #require(member.broadcast.state(at: Self.start)))
      let d = x.position - y.position
      let jump = (d * d).sum().squareRoot()
      #expect(jump < (member.satellite.system == .glonass ? 1.2 : 0.6), "\(member.satellite)")
      #expect(abs(x.clockOffset - y.clockOffset) < 1e-9, "\(member.satellite)")
      if jump > 0 { differing += 1 }
    }
    #expect(differing == sky.members.count)
  }
}
