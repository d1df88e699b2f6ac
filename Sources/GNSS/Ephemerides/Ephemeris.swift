/// A broadcast ephemeris of any system.
public enum Ephemeris: Sendable, Equatable {
  /// GPS, QZSS, Galileo, BeiDou, NavIC.
  case kepler(KeplerEphemeris)
  /// GLONASS.
  case glonass(GLONASSEphemeris)
  /// SBAS.
  case sbas(SBASEphemeris)

  /// The satellite.
  public var satellite: Satellite {
    switch self {
    case .kepler(let e): e.satellite
    case .glonass(let e): e.satellite
    case .sbas(let e): e.satellite
    }
  }

  /// Time of ephemeris.
  public var toe: GNSSTime {
    switch self {
    case .kepler(let e): e.toe
    case .glonass(let e): e.toe
    case .sbas(let e): e.toe
    }
  }

  /// The kind of navigation message.
  public var message: NavigationMessage {
    switch self {
    case .kepler(let e): e.message
    case .glonass: .fdma
    case .sbas: .sbas
    }
  }

  /// Position, velocity and clock at an instant of system time; see the three types. Nil far from `toe` and for elements of no orbit.
  public func state(at time: GNSSTime) -> SatelliteState? {
    switch self {
    case .kepler(let e): e.state(at: time)
    case .glonass(let e): e.state(at: time)
    case .sbas(let e): e.state(at: time)
    }
  }

  /// True when the message declares the satellite usable.
  public var isHealthy: Bool {
    switch self {
    case .kepler(let e): e.isHealthy
    case .glonass(let e): e.isHealthy
    case .sbas(let e): e.isHealthy
    }
  }

  /// How far from `toe`, in seconds, the ephemeris is meant to be used.
  ///
  /// GPS and QZSS: half the curve-fit interval (4 h, 2 h; the extended one is taken as 6 h, IS-GPS-200 20.3.4.4). Galileo: 4 h (OS SDD 2.3). BeiDou and
  /// NavIC: 2 h, for updates every hour with a margin. GLONASS: 15 minutes and the half hour to the next where it comes late (ICD 5.1, 3.3.3). SBAS: 6 minutes.
  public var validity: Double {
    switch self {
    case .glonass: 2700
    case .sbas: 360
    case .kepler(let e):
      switch e.satellite.system {
      case .galileo: 14_400
      case .qzss where !e.isFitIntervalExtended: 3600
      case .gps where e.isFitIntervalExtended, .qzss where e.isFitIntervalExtended: 10_800
      default: 7200
      }
    }
  }

  /// True within `validity` of `toe`.
  public func isCurrent(at time: GNSSTime) -> Bool { abs(time.seconds(since: toe)) <= validity }
}

extension KeplerEphemeris {
  /// True when no health bit is set. Of QZSS the bit for L1C/B is left out: it is set on every satellite that has no such signal.
  public var isHealthy: Bool { satellite.system == .qzss ? health & 0x3E == 0 : health == 0 }
}

extension GLONASSEphemeris {
  /// True when the ephemeris's own flags and, if there, the almanac's say so (GLONASS ICD 5.1, table 5.1).
  public var isHealthy: Bool {
    healthBn & 4 == 0 && !isUnhealthyLn && !isUnhealthyLn5 && (!hasAlmanacHealth || isHealthyInAlmanac)
  }
}

extension SBASEphemeris {
  /// True when no health bit is set and the accuracy does not forbid its use.
  public var isHealthy: Bool { health == 0 && accuracyIndex < 15 }
}
