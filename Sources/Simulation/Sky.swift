public import GNSS
import RTCM

/// The nominal sky: where the satellites of four systems are, and what they broadcast about it.
///
/// GPS 31, GLONASS 24, Galileo 24, BeiDou-3 24 medium, 3 inclined and 3 geostationary satellites, and 14 of BeiDou-2. What is true and what is broadcast differ as
/// in the field: by the rounding of the message's fields, a few centimetres in the orbit and 0.1 m in the clock. The truth is
/// smooth over changes of ephemeris.
///
/// GLONASS has a start: its orbits are integrated from there, with the model of its interface document, forwards or backwards.
public struct Sky: Sendable {
  /// One satellite at the time of the last `update`.
  public struct Member: Sendable {
    /// The satellite.
    public var satellite: Satellite
    /// Its true orbit and clock.
    public var truth: Ephemeris
    /// What it broadcasts: the truth in the message's resolution.
    public var broadcast: Ephemeris
  }

  /// The satellites, by system and number.
  public private(set) var members: [Member] = []

  private let orbits: [NominalOrbit]
  private let leapSeconds: LeapSecondTable
  /// True GLONASS states, by the index of the orbit.
  private var integrated: [Int: GLONASSEphemeris] = [:]

  /// The sky of a seed.
  /// - Parameters:
  ///   - seed: Places within the slots, clocks, corrections.
  ///   - start: Where the integration of GLONASS starts, and the first update.
  ///   - leapSeconds: For the dates of GLONASS.
  public init(seed: UInt64, start: GNSSTime, leapSeconds: LeapSecondTable = .builtIn) {
    self.leapSeconds = leapSeconds
    orbits = Constellations.orbits(seed: seed).sorted { $0.satellite < $1.satellite }
    for (index, orbit) in orbits.enumerated() where orbit.satellite.system == .glonass {
      integrated[index] = Self.start(orbit, toe: toe(of: .glonass, at: start))
    }
    update(to: start)
  }

  /// Brings the ephemerides to those that are current at an instant.
  public mutating func update(to time: GNSSTime) {
    var changed: [Member] = []
    for (index, orbit) in orbits.enumerated() {
      let toe = toe(of: orbit.satellite.system, at: time)
      if index < members.count, members[index].truth.toe == toe { continue }
      if orbit.satellite.system == .glonass {
        let truth = integrate(index, to: toe)
        changed.append(Member(satellite: orbit.satellite, truth: .glonass(truth), broadcast: .glonass(rounded(truth))))
      } else {
        let truth = orbit.ephemeris(toe: toe)
        changed.append(Member(satellite: orbit.satellite, truth: .kepler(truth), broadcast: .kepler(rounded(truth))))
      }
      if index < members.count { members[index] = changed.removeLast() }
    }
    members += changed
  }

  /// The time of ephemeris that is on the air: GPS the even hour to come, Galileo the last ten minutes, BeiDou the last full hour of BDT,
  /// GLONASS the quarter past or to the hour (UTC) that is nearest.
  private func toe(of system: GNSSSystem, at time: GNSSTime) -> GNSSTime {
    func floor(_ period: Int64, offset: Int64) -> GNSSTime {
      let (second, minute) = (Int64(1_000_000_000), Int64(60_000_000_000))
      let count = time.nanoseconds + offset * second
      var excess = count % (period * minute)
      if excess < 0 { excess += period * minute }
      return GNSSTime(nanoseconds: time.nanoseconds - excess)
    }
    switch system {
    case .galileo: return floor(10, offset: 0)
    case .beidou: return floor(60, offset: -14)
    case .glonass: return floor(30, offset: -Int64(leapSeconds.gpstMinusUTC(at: time))).advanced(bySeconds: 900)
    default: return floor(120, offset: 0).advanced(bySeconds: 7200)
    }
  }

  /// The first state of a GLONASS satellite: that of an ellipse at the instant.
  private static func start(_ orbit: NominalOrbit, toe: GNSSTime) -> GLONASSEphemeris {
    var ellipse = orbit
    // The ellipse is computed as one of GPS; the constants differ in the seventh digit, which a first state does not show.
    ellipse.satellite = Satellite(.gps, orbit.satellite.number)
    (ellipse.crc, ellipse.crs, ellipse.cuc, ellipse.cus, ellipse.cic, ellipse.cis) = (0, 0, 0, 0, 0, 0)
    var e = GLONASSEphemeris(satellite: orbit.satellite, frequencyChannel: orbit.channel, toe: toe)
    if let state = ellipse.ephemeris(toe: toe).state(at: toe) { (e.position, e.velocity) = (state.position, state.velocity) }
    e.tauN = -orbit.clockBias
    // γ in whole steps of the message, so that it is broadcast as it is.
    e.gammaN = (orbit.clockDrift / 0x1p-40).rounded(.awayFromZero) * 0x1p-40
    return e
  }

  /// Moves a GLONASS satellite's state to another time of ephemeris, at most half a day at once, as far as the ephemeris reaches.
  private mutating func integrate(_ index: Int, to toe: GNSSTime) -> GLONASSEphemeris {
    guard var e = integrated[index] else { return Self.start(orbits[index], toe: toe) }
    while e.toe != toe {
      let next = max(min(toe, e.toe.advanced(bySeconds: 43_200)), e.toe.advanced(bySeconds: -43_200))
      guard let state = e.state(at: next) else { break }
      (e.position, e.velocity, e.toe) = (state.position, state.velocity, next)
      e.tauN = -state.clockOffset
    }
    let date = toe.glonassDate(leapSeconds: leapSeconds)
    (e.intervalN4, e.dayNT, e.almanacDayNA) = (UInt8(clamping: date.interval), UInt16(clamping: date.day), UInt16(clamping: date.day))
    e.frameTimeOfDay_s = Int32((date.nanosecondsOfDay / 1_000_000_000 + 86_400 - 900) % 86_400)
    (e.hasAdditionalData, e.satelliteTypeM, e.accuracyIndexFT) = (true, 1, 2)
    (e.hasAlmanacHealth, e.isHealthyInAlmanac, e.p1, e.p2, e.p3) = (true, true, 1, true, true)
    integrated[index] = e
    return e
  }

  // The message is the rounding. Were a value beyond its field, which the constellations' numbers are not, it would be broadcast unrounded.

  private func rounded(_ e: GLONASSEphemeris) -> GLONASSEphemeris {
    (try? Message1020(e, leapSeconds: leapSeconds))?.ephemeris(in: TimeContext(approximateTime: e.toe, leapSeconds: leapSeconds)) ?? e
  }

  private func rounded(_ e: KeplerEphemeris) -> KeplerEphemeris {
    let context = TimeContext(approximateTime: e.toe)
    let result: KeplerEphemeris? =
      switch e.satellite.system {
      case .galileo: (try? Message1046(e))?.ephemeris(in: context)
      case .beidou: (try? Message1042(e))?.ephemeris(in: context)
      default: (try? Message1019(e))?.ephemeris(in: context)
      }
    return result ?? e
  }
}
