import GNSS

extension ObservationHeader {
  /// The lines of the header in a version, with END OF HEADER.
  ///
  /// Version 3.05 has the lines on phase shifts and GLONASS biases whenever there are such observations, blank where nothing is known, since it
  /// demands them. In version 4 phase shifts are deprecated and left out.
  func lines(_ version: RINEXVersion, leapSeconds table: LeapSecondTable) -> [UInt8] {
    var w = LineWriter()
    let systems = types.systems
    w.fixed(version.number, decimals: 2, 9)
    w.blanks(11)
    w.text("OBSERVATION DATA", 20)
    w.text(systems.count == 1 ? String(systems[0].letter) : "M", 20)
    w.label("RINEX VERSION / TYPE")
    w.text(program, 20)
    w.text(runBy, 20)
    w.text(date, 20)
    w.label("PGM / RUN BY / DATE")
    for comment in comments {
      w.text(comment, 60)
      w.label("COMMENT")
    }
    writeStation(&w)
    for system in systems { writeTypes(system, &w) }
    if !strengthUnit.isEmpty {
      w.text(strengthUnit, 20)
      w.label("SIGNAL STRENGTH UNIT")
    }
    if let interval {
      w.fixed(interval, decimals: 3, 10)
      w.label("INTERVAL")
    }
    if let firstObservation { write(firstObservation, "TIME OF FIRST OBS", &w, table) }
    if let lastObservation { write(lastObservation, "TIME OF LAST OBS", &w, table) }
    if let isClockOffsetApplied {
      w.integer(isClockOffsetApplied ? 1 : 0, 6)
      w.label("RCV CLOCK OFFS APPL")
    }
    if version == .v3_05 { writePhaseShifts(&w) }
    for factor in scaleFactors { write(factor, &w) }
    if systems.contains(.glonass) || !glonassChannels.isEmpty { writeChannels(&w) }
    if glonassBiases != nil || version == .v3_05 && systems.contains(.glonass) {
      for bias in glonassBiases ?? [] {
        w.blanks(1)
        w.raw(bias.code.ascii)
        w.blanks(1)
        w.fixed(bias.metres, decimals: 3, 8)
      }
      w.label("GLONASS COD/PHS/BIS")
    }
    if let leapSeconds {
      w.integer(leapSeconds, 6)
      w.label("LEAP SECONDS")
    }
    for line in otherLines where line.utf8.count > 60 {
      w.text(line, 80)
      w.newline()
    }
    w.label("END OF HEADER")
    return w.bytes
  }

  /// The lines on marker, receiver and antenna, as they may stand in an event.
  public var stationLines: [String] {
    var w = LineWriter()
    writeStation(&w)
    return w.bytes.split(separator: 10).map { String(decoding: $0, as: UTF8.self) }
  }

  private func writeStation(_ w: inout LineWriter) {
    w.text(markerName, 60)
    w.label("MARKER NAME")
    if !markerNumber.isEmpty {
      w.text(markerNumber, 20)
      w.label("MARKER NUMBER")
    }
    if !markerType.isEmpty {
      w.text(markerType, 20)
      w.label("MARKER TYPE")
    }
    w.text(observer, 20)
    w.text(agency, 40)
    w.label("OBSERVER / AGENCY")
    w.text(receiverNumber, 20)
    w.text(receiverType, 20)
    w.text(receiverVersion, 20)
    w.label("REC # / TYPE / VERS")
    w.text(antennaNumber, 20)
    w.text(antennaType, 20)
    w.label("ANT # / TYPE")
    if let approximatePosition {
      for i in 0..<3 { w.fixed(approximatePosition[i], decimals: 4, 14) }
      w.label("APPROX POSITION XYZ")
    }
    let delta = antennaDelta ?? .zero
    for i in 0..<3 { w.fixed(delta[i], decimals: 4, 14) }
    w.label("ANTENNA: DELTA H/E/N")
  }

  private func writeTypes(_ system: GNSSSystem, _ w: inout LineWriter) {
    let codes = types[system]
    w.text(String(system.letter), 3)
    w.integer(codes.count, 3)
    for (i, code) in codes.enumerated() {
      if i > 0, i % 13 == 0 {
        w.label("SYS / # / OBS TYPES")
        w.blanks(6)
      }
      w.blanks(1)
      w.raw(code.ascii)
    }
    w.label("SYS / # / OBS TYPES")
  }

  private func write(_ time: GNSSTime, _ label: String, _ w: inout LineWriter, _ table: LeapSecondTable) {
    let c = time.calendar(in: timeScale, leapSeconds: table)
    for number in [c.year, c.month, c.day, c.hour, c.minute] { w.integer(number, 6) }
    w.decimal(Int64(c.second) * 10_000_000 + Int64(c.nanosecond / 100), decimals: 7, 13)
    w.blanks(5)
    w.text(timeScale.rinexName, 3)
    w.label(label)
  }

  private func writePhaseShifts(_ w: inout LineWriter) {
    for system in types.systems {
      let stated = phaseShifts.filter { $0.system == system }
      // Without a word on it, the correction is "not known" (RINEX 3.05, table A2).
      for shift in stated.isEmpty ? [PhaseShift(system: system, code: nil)] : stated {
        w.text(String(system.letter), 2)
        if let code = shift.code { w.raw(code.ascii) }
        if let correction = shift.correction {
          w.blanks(1)
          w.fixed(correction, decimals: 5, 8)
        } else if !shift.satellites.isEmpty {
          w.blanks(9)
        }
        if !shift.satellites.isEmpty {
          w.blanks(2)
          w.integer(shift.satellites.count, 2, fill: 48)
          for (i, satellite) in shift.satellites.enumerated() {
            if i > 0, i % 10 == 0 {
              w.label("SYS / PHASE SHIFT")
              w.blanks(18)
            }
            w.blanks(1)
            w.text(satellite.description, 3)
          }
        }
        w.label("SYS / PHASE SHIFT")
      }
    }
  }

  private func write(_ factor: ScaleFactor, _ w: inout LineWriter) {
    w.text(String(factor.system.letter), 2)
    w.integer(factor.factor, 4)
    w.blanks(2)
    if !factor.codes.isEmpty { w.integer(factor.codes.count, 2) }
    for (i, code) in factor.codes.enumerated() {
      if i > 0, i % 12 == 0 {
        w.label("SYS / SCALE FACTOR")
        w.blanks(10)
      }
      w.blanks(1)
      w.raw(code.ascii)
    }
    w.label("SYS / SCALE FACTOR")
  }

  private func writeChannels(_ w: inout LineWriter) {
    let slots = glonassChannels.sorted { $0.key < $1.key }
    w.integer(slots.count, 3)
    w.blanks(1)
    for (i, entry) in slots.enumerated() {
      if i > 0, i % 8 == 0 {
        w.label("GLONASS SLOT / FRQ #")
        w.blanks(4)
      }
      w.text(Satellite(.glonass, entry.key).description, 3)
      w.blanks(1)
      w.integer(Int(entry.value), 2)
      w.blanks(1)
    }
    w.label("GLONASS SLOT / FRQ #")
  }
}
