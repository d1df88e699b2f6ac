public import GNSS

/// The header of an observation file. What is not modelled is kept as it stands in `otherLines`.
public struct ObservationHeader: Equatable, Sendable {
  /// The version the file says it has, such as 3.05.
  public var version = 3.05
  /// The program that wrote the file, who ran it, and when.
  public var program = ""
  /// Who ran the program.
  public var runBy = ""
  /// When: `20261121 015325 UTC`.
  public var date = ""
  /// Comments, in their order.
  public var comments: [String] = []
  /// Name of the marker.
  public var markerName = ""
  /// Number of the marker, such as an IERS DOMES number.
  public var markerNumber = ""
  /// Kind of the marker: `GEODETIC`, `NON_PHYSICAL`, …
  public var markerType = ""
  /// The observer.
  public var observer = ""
  /// The observer's agency.
  public var agency = ""
  /// Serial number of the receiver.
  public var receiverNumber = ""
  /// Type of the receiver.
  public var receiverType = ""
  /// Firmware of the receiver.
  public var receiverVersion = ""
  /// Serial number of the antenna.
  public var antennaNumber = ""
  /// Type of the antenna and its dome.
  public var antennaType = ""
  /// Approximate position of the marker, earth-fixed, m.
  public var approximatePosition: SIMD3<Double>?
  /// The antenna reference point above (x) the marker, and east (y) and north (z) of it, m.
  public var antennaDelta: SIMD3<Double>?
  /// The columns.
  public var types = ObservationTypes()
  /// Unit of the signal strengths, `DBHZ`.
  public var strengthUnit = ""
  /// Interval between epochs, s.
  public var interval: Double?
  /// The scale in which the file counts time.
  public var timeScale = TimeScale.gpst
  /// Time of the first observation.
  public var firstObservation: GNSSTime?
  /// Time of the last observation.
  public var lastObservation: GNSSTime?
  /// True when epochs, codes and phases were corrected by the receiver clock offset; nil where not said.
  public var isClockOffsetApplied: Bool?
  /// Phase shifts that were applied.
  public var phaseShifts: [PhaseShift] = []
  /// Factors by which values were multiplied before they were written.
  public var scaleFactors: [ScaleFactor] = []
  /// Frequency channels of the GLONASS slots.
  public var glonassChannels: [UInt8: Int8] = [:]
  /// Code-phase biases of GLONASS, m, with their codes: C1C, C1P, C2C, C2P. Nil where the header has no such line, empty where it is blank.
  public var glonassBiases: [CodePhaseBias]?
  /// GPST − UTC, s.
  public var leapSeconds: Int?
  /// Lines with labels that are not modelled, of 80 columns at most, in their order.
  public var otherLines: [String] = []

  /// An empty header.
  public init() {}

  /// A phase shift correction (RINEX 3.05, table 7).
  public struct PhaseShift: Equatable, Sendable {
    /// The system.
    public var system: GNSSSystem
    /// The phase; nil for "not known" of the whole system.
    public var code: ObservationCode?
    /// What was added, cycles; nil where it is not known or nothing.
    public var correction: Double?
    /// The satellites; all of the system where there are none.
    public var satellites: [Satellite] = []

    /// A phase shift.
    public init(system: GNSSSystem, code: ObservationCode?, correction: Double? = nil, satellites: [Satellite] = []) {
      self.system = system
      self.code = code
      self.correction = correction
      self.satellites = satellites
    }
  }

  /// A factor by which values were multiplied.
  public struct ScaleFactor: Equatable, Sendable {
    /// The system.
    public var system: GNSSSystem
    /// 1, 10, 100 or 1000.
    public var factor: Int
    /// The codes; all of the system where there are none.
    public var codes: [ObservationCode] = []
  }

  /// A code-phase bias of GLONASS.
  public struct CodePhaseBias: Equatable, Sendable {
    /// The pseudorange.
    public var code: ObservationCode
    /// Pseudorange minus phase range, m.
    public var metres: Double

    /// A bias.
    public init(code: ObservationCode, metres: Double) {
      self.code = code
      self.metres = metres
    }
  }

  /// The factor by which the values of a column were multiplied.
  func scaleFactor(of code: ObservationCode, in system: GNSSSystem) -> Int {
    scaleFactors.last { $0.system == system && ($0.codes.isEmpty || $0.codes.contains(code)) }?.factor ?? 1
  }
}

/// The versions of RINEX that can be written.
public enum RINEXVersion: String, CaseIterable, Sendable {
  /// RINEX 3.05 of December 2020.
  case v3_05 = "3.05"
  /// RINEX 4.02 of October 2024.
  case v4_02 = "4.02"

  /// As a number.
  public var number: Double { self == .v3_05 ? 3.05 : 4.02 }
}
