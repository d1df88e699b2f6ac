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
}
