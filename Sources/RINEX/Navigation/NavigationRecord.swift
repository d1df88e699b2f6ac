import GNSS

/// The lines of one ephemeris and their numbers: three on the first line, four on each of the others.
struct NavigationRecord {
  let lines: [TextLine]
  let leapSeconds: LeapSecondTable

  /// The number at a place; row 0 has columns 0…2, the others 0…3. Nil when it is blank or the line is not there.
  func optional(_ row: Int, _ column: Int, _ name: String) throws(RINEXError) -> Double? {
    guard row < lines.count else { return nil }
    return try lines[row].number(row == 0 ? 23 + 19 * column : 4 + 19 * column, 19, name)
  }

  /// The number at a place that must be there.
  func required(_ row: Int, _ column: Int, _ name: String) throws(RINEXError) -> Double {
    guard let value = try optional(row, column, name) else {
      throw RINEXError(line: lines[min(row, lines.count - 1)].number, "\(name) is missing in broadcast orbit \(row), field \(column + 1)")
    }
    return value
  }

  /// A whole number within a range that must be there.
  func integer(_ row: Int, _ column: Int, _ name: String, _ range: ClosedRange<Int>) throws(RINEXError) -> Int {
    let value = try required(row, column, name).rounded()
    guard value >= Double(range.lowerBound), value <= Double(range.upperBound) else {
      throw RINEXError(line: lines[row].number, "\(name) is \(value): expected \(range.lowerBound)…\(range.upperBound)")
    }
    return Int(value)
  }

  /// A whole number that some programs leave blank or fill with a number out of range, which then counts as 0.
  func lenientInteger(_ row: Int, _ column: Int, _ name: String, _ range: ClosedRange<Int>) throws(RINEXError) -> Int {
    guard let value = try optional(row, column, name)?.rounded(), value >= Double(range.lowerBound), value <= Double(range.upperBound)
    else {
      return 0
    }
    return Int(value)
  }

  /// Three coordinates in km, from the same column of the rows 1–3, in m.
  func vector(_ column: Int, _ name: String) throws(RINEXError) -> SIMD3<Double> {
    SIMD3(try required(1, column, name + " X"), try required(2, column, name + " Y"), try required(3, column, name + " Z")) * 1000
  }

  /// The date of the first line.
  func epoch(in scale: TimeScale) throws(RINEXError) -> GNSSTime {
    let line = lines[0]
    let calendar = CalendarTime(
      try line.integer(4, 4, "year", in: 1980...2199), try line.integer(9, 2, "month", in: 1...12),
      try line.integer(12, 2, "day", in: 1...31),
      try line.integer(15, 2, "hour", in: 0...23), try line.integer(18, 2, "minute", in: 0...59),
      try line.integer(21, 2, "second", in: 0...60))
    guard let time = GNSSTime(calendar, in: scale, leapSeconds: leapSeconds) else {
      throw RINEXError(line: line.number, "\(line.text(4, 19)) is no date and time")
    }
    return time
  }

  func ephemeris(message: NavigationMessage?) throws(RINEXError) -> Ephemeris {
    let line = lines[0]
    guard let satellite = Satellite(line.text(0, 3)) else {
      throw RINEXError(line: line.number, "expected a satellite such as G01 in columns 1–3, found \"\(line.text(0, 3))\"")
    }
    let expected: Int
    switch satellite.system {
    case .glonass, .sbas: expected = 4
    case .gps, .galileo, .qzss, .beidou, .navic: expected = 8
    }
    guard lines.count >= expected else {
      throw RINEXError(line: line.number, "the record of \(satellite) has \(lines.count) lines: expected \(expected)")
    }
    switch satellite.system {
    case .glonass: return .glonass(try glonass(satellite))
    case .sbas: return .sbas(try sbas(satellite))
    case .gps, .galileo, .qzss, .beidou, .navic: return .kepler(try kepler(satellite, message))
    }
  }
}

// MARK: - Keplerian

extension NavigationRecord {
  private func kepler(_ satellite: Satellite, _ stated: NavigationMessage?) throws(RINEXError) -> KeplerEphemeris {
    let scale = TimeScale(satellite.system)
    let toc = try epoch(in: scale)
    guard let toe = TimeContext(approximateTime: toc).time(nanosecondsOfWeek: try nanosecondsOfWeek(3, 0, "toe"), in: scale) else {
      throw RINEXError(line: lines[3].number, "toe is not within a week")
    }
    let message: NavigationMessage
    switch satellite.system {
    case .galileo:
      // Bits 0 and 2 of the data sources: I/NAV on E1-B and E5b; bit 1: F/NAV on E5a (RINEX 3.05, table A8).
      let sources = try lenientInteger(5, 1, "data sources", 0...1023)
      message = stated ?? (sources & 0b101 != 0 ? .inav : .fnav)
    case .beidou: message = stated ?? .beidou(satellite)
    default: message = .lnav
    }
    var e = KeplerEphemeris(satellite: satellite, message: message, week: toe.week(in: scale).week, toe: toe, toc: toc)
    (e.clockBias, e.clockDrift) = (try required(0, 0, "clock bias"), try required(0, 1, "clock drift"))
    e.clockDriftRate = try required(0, 2, "clock drift rate")
    (e.crs, e.meanMotionDifference, e.meanAnomaly) = (try required(1, 1, "Crs"), try required(1, 2, "Δn"), try required(1, 3, "M0"))
    (e.cuc, e.eccentricity) = (try required(2, 0, "Cuc"), try required(2, 1, "e"))
    (e.cus, e.sqrtA) = (try required(2, 2, "Cus"), try required(2, 3, "√A"))
    (e.cic, e.nodeLongitude, e.cis) = (try required(3, 1, "Cic"), try required(3, 2, "Ω0"), try required(3, 3, "Cis"))
    (e.inclination, e.crc) = (try required(4, 0, "i0"), try required(4, 1, "Crc"))
    (e.argumentOfPerigee, e.nodeRate) = (try required(4, 2, "ω"), try required(4, 3, "Ω̇"))
    e.inclinationRate = try required(5, 0, "IDOT")
    guard e.sqrtA > 0, (0..<1).contains(e.eccentricity) else {
      throw RINEXError(line: lines[2].number, "√A is \(e.sqrtA) and e is \(e.eccentricity): these are not the elements of an orbit")
    }
    e.issueOfEphemeris = UInt16(try integer(1, 0, "issue of data", 0...1023))
    e.issueOfClock = e.issueOfEphemeris
    e.health = UInt16(try integer(6, 1, "health", 0...511))
    e.groupDelay = try optional(6, 2, "group delay") ?? 0
    let accuracy = try required(6, 0, "accuracy")
    e.accuracyIndex =
      satellite.system == .galileo ? KeplerEphemeris.sisaIndex(accuracy: accuracy) : KeplerEphemeris.uraIndex(accuracy: accuracy)
    e.transmissionTime = try transmissionTime(7, 0, near: toc, scale)
    switch satellite.system {
    case .gps, .qzss:
      e.issueOfClock = UInt16(try integer(6, 3, "IODC", 0...1023))
      e.codesOnL2 = UInt8(try lenientInteger(5, 1, "codes on L2", 0...3))
      e.isL2PDataOff = try lenientInteger(5, 3, "L2 P data flag", 0...1) == 1
      // GPS: the interval in hours, 0 for "not known". QZSS: the flag since RINEX 3.03, hours before; 1 h does not occur.
      let fit = try optional(7, 1, "fit interval") ?? 0
      e.isFitIntervalExtended = satellite.system == .gps ? fit > 4 : fit == 1 || fit > 2
    case .beidou:
      e.groupDelay2 = try optional(6, 3, "TGD2") ?? 0
      e.issueOfClock = UInt16(try lenientInteger(7, 1, "AODC", 0...31))
    case .galileo:
      e.groupDelay2 = try optional(6, 3, "BGD E5b/E1") ?? 0
    case .navic, .glonass, .sbas: break
    }
    return e
  }

  private func nanosecondsOfWeek(_ row: Int, _ column: Int, _ name: String) throws(RINEXError) -> Int64 {
    let seconds = try required(row, column, name)
    guard (0...604_800).contains(seconds) else { throw RINEXError(line: lines[row].number, "\(name) is \(seconds) s: expected 0…604800") }
    return Int64((seconds * 1e9).rounded())
  }

  /// The time of transmission, in seconds of a week; "not known" is written as 0.9999e9. It may lie before the week of `toe` as a negative number.
  private func transmissionTime(_ row: Int, _ column: Int, near toc: GNSSTime, _ scale: TimeScale) throws(RINEXError) -> GNSSTime? {
    guard let seconds = try optional(row, column, "transmission time"), abs(seconds) < 1_209_600 else { return nil }
    var inWeek = Int64((seconds * 1e9).rounded()) % GNSSTime.nanosecondsPerWeek
    if inWeek < 0 { inWeek += GNSSTime.nanosecondsPerWeek }
    return TimeContext(approximateTime: toc).time(nanosecondsOfWeek: inWeek, in: scale)
  }
}

// MARK: - State vectors

extension NavigationRecord {
  private func glonass(_ satellite: Satellite) throws(RINEXError) -> GLONASSEphemeris {
    let toe = try epoch(in: .utc)
    var e = GLONASSEphemeris(satellite: satellite, frequencyChannel: Int8(try integer(2, 3, "frequency channel", -7...13)), toe: toe)
    (e.tauN, e.gammaN) = (-(try required(0, 0, "−τn")), try required(0, 1, "γn"))
    (e.position, e.velocity, e.acceleration) = (try vector(0, "position"), try vector(1, "velocity"), try vector(2, "acceleration"))
    // tk in seconds of the UTC week (RINEX 3.05, table A10).
    let frame = try required(0, 2, "message frame time")
    if (0..<1_209_600).contains(frame) { e.frameTimeOfDay_s = Int32((frame + 10_800).truncatingRemainder(dividingBy: 86_400)) }
    // RINEX has the most significant bit of Bn only.
    e.healthBn = try required(1, 3, "health") == 0 ? 0 : 4
    e.age_days = UInt8(try lenientInteger(3, 3, "age", 0...31))
    let date = toe.glonassDate(leapSeconds: leapSeconds)
    (e.dayNT, e.intervalN4) = (UInt16(date.day), UInt8(clamping: date.interval))
    guard lines.count >= 5 else { return e }
    // Broadcast orbit 4, since RINEX 3.05: status flags, Δτn, F_T, health flags.
    if let flags = try optional(4, 0, "status flags"), (0..<512).contains(flags) {
      let bits = UInt16(flags)
      e.p = UInt8(bits & 3)
      e.p1 = UInt8(bits >> 2 & 3)
      e.p2 = bits >> 4 & 1 == 1
      e.p3 = bits >> 5 & 1 == 1
      e.p4 = bits >> 6 & 1 == 1
      e.satelliteTypeM = UInt8(bits >> 7 & 3)
    }
    if let delay = try optional(4, 1, "L1/L2 group delay"), abs(delay) < 1 { e.deltaTauN = delay }
    if let index = try optional(4, 2, "URAI"), (0..<16).contains(index) { e.accuracyIndexFT = UInt8(index) }
    if let flags = try optional(4, 3, "health flags"), (0..<8).contains(flags) {
      let bits = UInt8(flags)
      e.isHealthyInAlmanac = bits & 1 == 1
      e.hasAlmanacHealth = bits >> 1 & 1 == 1
      e.isUnhealthyLn = bits >> 2 & 1 == 1
    }
    return e
  }

  private func sbas(_ satellite: Satellite) throws(RINEXError) -> SBASEphemeris {
    let toe = try epoch(in: .gpst)
    var e = SBASEphemeris(satellite: satellite, toe: toe)
    (e.clockBias, e.clockDrift) = (try required(0, 0, "aGf0"), try required(0, 1, "aGf1"))
    (e.position, e.velocity, e.acceleration) = (try vector(0, "position"), try vector(1, "velocity"), try vector(2, "acceleration"))
    e.transmissionTime = try transmissionTime(0, 2, near: toe, .gpst)
    e.health = UInt16(try lenientInteger(1, 3, "health", 0...511))
    // 32767 m is written for "do not use" and becomes 15.
    e.accuracyIndex = KeplerEphemeris.uraIndex(accuracy: try optional(2, 3, "accuracy") ?? -1)
    e.issueOfData = UInt8(try lenientInteger(3, 3, "IODN", 0...255))
    return e
  }
}
