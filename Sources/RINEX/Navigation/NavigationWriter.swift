public import GNSS

/// Writes navigation files of RINEX 3.05 and 4.02, ephemeris by ephemeris: GPS, QZSS and NavIC LNAV, Galileo I/NAV and F/NAV, BeiDou D1 and D2,
/// GLONASS FDMA, SBAS.
///
/// Source: RINEX 3.05, tables A5–A18; RINEX 4.02, the same records behind a line `> EPH G01 LNAV`. Numbers have thirteen digits. Weeks are those that go
/// with `toe`, counted as RINEX does: with GPS's for all systems but BeiDou. What an ephemeris does not tell is written as RINEX
/// has it for "not known": a time of transmission of 0.9999D+09, blanks elsewhere.
public struct NavigationWriter {
  /// The version written.
  public let version: RINEXVersion
  /// Ephemerides written.
  public private(set) var ephemerides = 0

  private let leapSeconds: LeapSecondTable
  private var w = LineWriter()

  /// A writer.
  /// - Parameter leapSeconds: For the dates of GLONASS, which are UTC.
  public init(version: RINEXVersion, leapSeconds: LeapSecondTable = .builtIn) {
    self.version = version
    self.leapSeconds = leapSeconds
  }

  /// Adds the header to `output`. Once, before any ephemeris.
  /// - Parameters:
  ///   - system: The system of all ephemerides; nil for several.
  ///   - leapSeconds: GPST − UTC, s, where it is known.
  ///   - otherLines: Lines for version 3, such as IONOSPHERIC CORR, as they stand.
  public func writeHeader(
    system: GNSSSystem? = nil, program: String = "", runBy: String = "", date: String = "", leapSeconds: Int? = nil,
    comments: [String] = [], otherLines: [String] = [], to output: inout [UInt8]
  ) {
    var w = LineWriter()
    w.fixed(version.number, decimals: 2, 9)
    w.blanks(11)
    w.text("NAVIGATION DATA", 20)
    w.text(system.map { String($0.letter) } ?? "M", 20)
    w.label("RINEX VERSION / TYPE")
    w.text(program, 20)
    w.text(runBy, 20)
    w.text(date, 20)
    w.label("PGM / RUN BY / DATE")
    for comment in comments {
      w.text(comment, 60)
      w.label("COMMENT")
    }
    for line in otherLines where version == .v3_05 {
      w.text(line, 80)
      w.newline()
    }
    if let leapSeconds {
      w.integer(leapSeconds, 6)
      w.label("LEAP SECONDS")
    }
    w.label("END OF HEADER")
    output += w.bytes
  }

  /// Adds an ephemeris to `output`.
  public mutating func write(_ ephemeris: Ephemeris, to output: inout [UInt8]) {
    w.removeAll()
    if version == .v4_02 {
      w.raw("> EPH ".utf8)
      w.text(ephemeris.satellite.description, 3)
      w.blanks(1)
      w.raw(ephemeris.message.rawValue.utf8)
      w.newline()
    }
    switch ephemeris {
    case .kepler(let e): write(e)
    case .glonass(let e): write(e)
    case .sbas(let e): write(e)
    }
    ephemerides += 1
    output += w.bytes
  }

  private mutating func writeFirst(_ satellite: Satellite, _ time: GNSSTime, in scale: TimeScale, _ numbers: [Double]) {
    // Whole seconds are what the line has room for; all systems' times are such.
    let c = time.calendar(in: scale, leapSeconds: leapSeconds)
    w.text(satellite.description, 3)
    w.integer(c.year, 5)
    for number in [c.month, c.day, c.hour, c.minute, c.second] {
      w.blanks(1)
      w.integer(number, 2, fill: 48)
    }
    for number in numbers { w.scientific(number) }
    w.newline()
  }

  /// A line of four numbers; nil is blank.
  private mutating func writeLine(_ numbers: Double?...) {
    w.blanks(4)
    for number in numbers { w.scientific(number ?? .nan) }
    w.newlineKeepingBlanks()
  }

  /// Seconds of the week of `toe`; RINEX lets them be negative, or beyond the week, so that the week holds for both.
  private func transmission(_ time: GNSSTime?, weekOf toe: GNSSTime, _ scale: TimeScale) -> Double {
    guard let time else { return 0.9999e9 }
    return toe.secondsOfWeek(scale) + time.seconds(since: toe)
  }
}

extension GNSSTime {
  fileprivate func secondsOfWeek(_ scale: TimeScale) -> Double { Double(week(in: scale).nanosecondsOfWeek) / 1e9 }
}

// MARK: - Keplerian

extension NavigationWriter {
  private mutating func write(_ e: KeplerEphemeris) {
    let system = e.satellite.system
    let scale = TimeScale(system)
    writeFirst(e.satellite, e.toc, in: scale, [e.clockBias, e.clockDrift, e.clockDriftRate])
    writeLine(Double(e.issueOfEphemeris), e.crs, e.meanMotionDifference, e.meanAnomaly)
    writeLine(e.cuc, e.eccentricity, e.cus, e.sqrtA)
    writeLine(e.toe.secondsOfWeek(scale), e.cic, e.nodeLongitude, e.cis)
    writeLine(e.inclination, e.crc, e.argumentOfPerigee, e.nodeRate)
    let week = e.toe.week(in: scale).week
    // BeiDou's own count; the others go with GPS's.
    let written = Double(system == .beidou ? week : week + scale.firstGPSWeek)
    let sent = transmission(e.transmissionTime, weekOf: e.toe, scale)
    switch system {
    case .galileo:
      // Data sources: I/NAV on E1-B and E5b with the clock of E5b and E1 (bits 0, 2, 9); F/NAV on E5a with that of E5a and E1 (bits 1, 8).
      writeLine(e.inclinationRate, e.message == .fnav ? 258 : 517, written, nil)
      writeLine(e.accuracy ?? -1, Double(e.health), e.groupDelay, e.message == .fnav ? 0 : e.groupDelay2)
      writeLine(sent)
    case .beidou:
      writeLine(e.inclinationRate, nil, written, nil)
      writeLine(Self.nominalAccuracy(e.accuracyIndex), Double(e.health), e.groupDelay, e.groupDelay2)
      writeLine(sent, Double(e.issueOfClock))
    case .navic:
      writeLine(e.inclinationRate, nil, written, nil)
      writeLine(Self.nominalAccuracy(e.accuracyIndex), Double(e.health), e.groupDelay, nil)
      writeLine(sent)
    case .gps, .qzss, .glonass, .sbas:
      // "Set to 1 since QZSS does not track L2P" (RINEX 3.05, table A12).
      writeLine(e.inclinationRate, Double(e.codesOnL2), written, e.isL2PDataOff || system == .qzss ? 1 : 0)
      writeLine(Self.nominalAccuracy(e.accuracyIndex), Double(e.health), e.groupDelay, Double(e.issueOfClock))
      // GPS: hours (IS-GPS-200 20.3.3.4.3.1: 4, or 6 and more). QZSS: the flag.
      writeLine(sent, system == .qzss ? (e.isFitIntervalExtended ? 1 : 0) : (e.isFitIntervalExtended ? 6 : 4))
    }
  }

  /// The nominal user range accuracy X of an index (IS-GPS-200 20.3.3.3.1.3), which is what RINEX files have; 8192 m for 15, "use at own risk".
  static func nominalAccuracy(_ index: UInt8) -> Double {
    switch index {
    case 1: 2.8
    case 3: 5.7
    case 5: 11.3
    case ...6: Double(1 << (1 + Int(index) / 2))
    case ...15: Double(1 << (Int(index) - 2))
    default: 8192
    }
  }
}

// MARK: - State vectors

extension NavigationWriter {
  private mutating func write(_ e: GLONASSEphemeris) {
    // tk in seconds of the UTC week, at the instant nearest to tb.
    let context = TimeContext(approximateTime: e.toe, leapSeconds: leapSeconds)
    let frame = context.glonassTime(millisecondsOfDay: Int(e.frameTimeOfDay_s) * 1000) ?? e.toe
    let frameTime = Double(frame.week(in: .utc, leapSeconds: leapSeconds).nanosecondsOfWeek) / 1e9
    writeFirst(e.satellite, e.toe, in: .utc, [-e.tauN, e.gammaN, frameTime])
    writeLine(e.position.x / 1000, e.velocity.x / 1000, e.acceleration.x / 1000, e.healthBn & 4 == 0 ? 0 : 1)
    writeLine(e.position.y / 1000, e.velocity.y / 1000, e.acceleration.y / 1000, Double(e.frequencyChannel))
    writeLine(e.position.z / 1000, e.velocity.z / 1000, e.acceleration.z / 1000, Double(e.age_days))
    // Status flags: P, P1, P2, P3, P4, M from bit 0 (RINEX 3.05, table A10).
    var status = Int(e.p & 3) | Int(e.p1 & 3) << 2 | (e.p2 ? 16 : 0)
    status |= (e.p3 ? 32 : 0) | (e.p4 ? 64 : 0) | Int(e.satelliteTypeM & 3) << 7
    let health = (e.isHealthyInAlmanac ? 1 : 0) | (e.hasAlmanacHealth ? 2 : 0) | (e.isUnhealthyLn ? 4 : 0)
    writeLine(Double(status), e.deltaTauN, Double(e.accuracyIndexFT), Double(health))
  }

  private mutating func write(_ e: SBASEphemeris) {
    writeFirst(e.satellite, e.toe, in: .gpst, [e.clockBias, e.clockDrift, transmission(e.transmissionTime, weekOf: e.toe, .gpst)])
    writeLine(e.position.x / 1000, e.velocity.x / 1000, e.acceleration.x / 1000, Double(e.health))
    // 32767 m is "do not use".
    let accuracy = e.accuracyIndex >= 15 ? 32767 : Self.nominalAccuracy(e.accuracyIndex)
    writeLine(e.position.y / 1000, e.velocity.y / 1000, e.acceleration.y / 1000, accuracy)
    writeLine(e.position.z / 1000, e.velocity.z / 1000, e.acceleration.z / 1000, Double(e.issueOfData))
  }
}
