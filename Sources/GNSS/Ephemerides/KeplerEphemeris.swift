/// A broadcast ephemeris in Keplerian elements with harmonic corrections: GPS, QZSS, Galileo, BeiDou (D1, D2) and NavIC.
///
/// All five systems send the same set (IS-GPS-200 20.3.3.4.3, Galileo OS SIS ICD 5.1.1, BDS-SIS-ICD-B1I 5.2.4.12, IS-QZSS-PNT, NavIC SPS ICD).
/// Values are in SI units and radians as the interface documents scale them, so that they go back into a message without loss.
/// What only one system has is said so and 0 or false elsewhere.
public struct KeplerEphemeris: Sendable, Equatable {
  /// The satellite.
  public var satellite: Satellite
  /// Which navigation message it came in.
  public var message: NavigationMessage
  /// The week number that came with it, full, in the system's own scale. It is the week of transmission, and `toe` may lie in the next one.
  public var week: Int
  /// Time of ephemeris, t_oe.
  public var toe: GNSSTime
  /// Time of clock, t_oc.
  public var toc: GNSSTime
  /// Time of transmission of the message; nil where the source does not say.
  public var transmissionTime: GNSSTime?

  /// Clock offset a_f0 (BeiDou a0), s: satellite clock − system time at `toc`, for the signal combination that the system defines.
  public var clockBias = 0.0
  /// Clock drift a_f1, s/s.
  public var clockDrift = 0.0
  /// Clock drift rate a_f2, s/s².
  public var clockDriftRate = 0.0

  /// Square root of the semi-major axis √A, √m.
  public var sqrtA = 0.0
  /// Eccentricity e.
  public var eccentricity = 0.0
  /// Mean anomaly at `toe`, M0, rad.
  public var meanAnomaly = 0.0
  /// Mean-motion difference Δn, rad/s.
  public var meanMotionDifference = 0.0
  /// Longitude of the ascending node at the beginning of the week, Ω0, rad.
  public var nodeLongitude = 0.0
  /// Rate of right ascension Ω̇, rad/s.
  public var nodeRate = 0.0
  /// Inclination at `toe`, i0, rad.
  public var inclination = 0.0
  /// Rate of inclination IDOT, rad/s.
  public var inclinationRate = 0.0
  /// Argument of perigee ω, rad.
  public var argumentOfPerigee = 0.0
  /// Cosine correction to the argument of latitude, rad.
  public var cuc = 0.0
  /// Sine correction to the argument of latitude, rad.
  public var cus = 0.0
  /// Cosine correction to the orbit radius, m.
  public var crc = 0.0
  /// Sine correction to the orbit radius, m.
  public var crs = 0.0
  /// Cosine correction to the inclination, rad.
  public var cic = 0.0
  /// Sine correction to the inclination, rad.
  public var cis = 0.0

  /// Issue of the ephemeris: GPS and QZSS IODE (8 bits), Galileo IODnav (10), BeiDou AODE (5), NavIC IODEC (8).
  public var issueOfEphemeris: UInt16 = 0
  /// Issue of the clock: GPS and QZSS IODC (10 bits), BeiDou AODC (5); for the others as `issueOfEphemeris`.
  public var issueOfClock: UInt16 = 0
  /// Accuracy as broadcast: URA index (GPS, QZSS, BeiDou, NavIC, 0…15) or SISA index (Galileo, 0…255). `accuracy` has metres.
  public var accuracyIndex: UInt8 = 0
  /// Health as broadcast, 0 is healthy. GPS and QZSS: six bits. BeiDou: SatH1. NavIC: L5 flag × 2 + S flag. Galileo, as RINEX packs it:
  /// bit 0 E1-B DVS, 1–2 E1-B HS, 3 E5a DVS, 4–5 E5a HS, 6 E5b DVS, 7–8 E5b HS, where DVS is the data validity status and HS the signal health status.
  public var health: UInt16 = 0
  /// Group delay, s: T_GD of GPS, QZSS, NavIC; BeiDou TGD1 (B1I − B3I); Galileo BGD(E1, E5a).
  public var groupDelay = 0.0
  /// Second group delay, s: BeiDou TGD2 (B2I − B3I); Galileo BGD(E1, E5b), which only I/NAV sends.
  public var groupDelay2 = 0.0
  /// GPS and QZSS: the curve-fit interval is longer than 4 h (QZSS 2 h).
  public var isFitIntervalExtended = false
  /// GPS and QZSS: codes on the L2 channel, 0…3 (1 is P, 2 is C/A or L2C).
  public var codesOnL2: UInt8 = 0
  /// GPS: the P code on L2 carries no navigation data.
  public var isL2PDataOff = false

  /// An ephemeris with zero elements, to be filled.
  public init(satellite: Satellite, message: NavigationMessage, week: Int, toe: GNSSTime, toc: GNSSTime) {
    self.satellite = satellite
    self.message = message
    self.week = week
    self.toe = toe
    self.toc = toc
  }
}

/// The kinds of navigation message that a broadcast ephemeris comes in, as RINEX 4 names them.
public enum NavigationMessage: String, CaseIterable, Sendable {
  /// Legacy message of GPS, QZSS and NavIC.
  case lnav = "LNAV"
  /// Galileo I/NAV, on E1-B and E5b. Its clock is for E1 and E5b.
  case inav = "INAV"
  /// Galileo F/NAV, on E5a. Its clock is for E1 and E5a.
  case fnav = "FNAV"
  /// BeiDou D1, of MEO and IGSO satellites.
  case d1 = "D1"
  /// BeiDou D2, of GEO satellites.
  case d2 = "D2"
  /// GLONASS FDMA.
  case fdma = "FDMA"
  /// SBAS message type 9.
  case sbas = "SBAS"
}

extension NavigationMessage {
  /// The message in which a BeiDou satellite sends: D2 from the geostationary ones (C01–C05, C59–C63), D1 from the others.
  public static func beidou(_ satellite: Satellite) -> NavigationMessage { satellite.isBeiDouGEO ? .d2 : .d1 }
}

extension Satellite {
  /// True for the geostationary satellites of BeiDou: PRN 1–5 and 59–63 (BDS-SIS-ICD-B1I 3.0, 4.1.4).
  public var isBeiDouGEO: Bool { system == .beidou && (number <= 5 || (59...63).contains(number)) }
}
