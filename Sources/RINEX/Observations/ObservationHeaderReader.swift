import GNSS

/// Reads the header lines of observation files of versions 2, 3 and 4, one by one. The same lines may come later, in events.
struct ObservationHeaderReader {
  private(set) var header = ObservationHeader()
  /// RINEX 2: the types of all systems, as two characters.
  private(set) var types2: [String] = []
  /// RINEX 2: the file's system, `M` for several; satellites without a letter are of it, or of GPS.
  private(set) var fileSystem: GNSSSystem?
  /// True after END OF HEADER.
  private(set) var isComplete = false

  private let leapSeconds: LeapSecondTable
  private var hasVersion = false
  /// The system whose types, and how many of them, go on in the next line.
  private var typesLeft = 0
  private var typesSystem: GNSSSystem?
  /// The same of phase shifts and scale factors, which list satellites or codes.
  private var satellitesLeft = 0
  private var factorCodesLeft = 0
  private var lines = 0

  /// A header has some dozens of lines; comments make it longer.
  private static let mostLines = 100_000

  init(leapSeconds: LeapSecondTable) { self.leapSeconds = leapSeconds }

  /// Takes the next line.
  mutating func read(_ line: TextLine) throws(RINEXError) {
    lines += 1
    guard lines <= Self.mostLines else { throw RINEXError(line: line.number, "a header of more than \(Self.mostLines) lines") }
    let label = line.text(60, 20)
    if !hasVersion {
      if line.isBlank { return }
      return try readVersion(line, label)
    }
    if label == "END OF HEADER" {
      try end(line)
      isComplete = true
    } else {
      try apply(line, label)
    }
  }

  /// Takes a header line of an event. What tells how to read the epochs behind it is taken over; the rest is for whoever reads the event.
  mutating func readEventLine(_ line: TextLine) throws(RINEXError) {
    let label = line.text(60, 20)
    switch label {
    case "# / TYPES OF OBSERV", "SYS / # / OBS TYPES":
      try apply(line, label)
      if header.version < 3, typesLeft == 0 { try mapTypes2(line) }
    case "GLONASS SLOT / FRQ #": try apply(line, label)
    case "SYS / SCALE FACTOR":
      guard header.scaleFactors.count < 1000 else { throw RINEXError(line: line.number, "more than 1000 scale factors") }
      try apply(line, label)
    default: break
    }
  }

  private mutating func readVersion(_ line: TextLine, _ label: String) throws(RINEXError) {
    guard label == "RINEX VERSION / TYPE", let version = try line.number(0, 9, "version") else {
      throw RINEXError(line: line.number, "expected RINEX VERSION / TYPE in columns 61–80: this is no RINEX file")
    }
    guard line.text(20, 1) == "O" else {
      throw RINEXError(line: line.number, "expected file type O (observations) in column 21, found \"\(line.text(20, 1))\"")
    }
    guard version >= 2, version < 5 else {
      throw RINEXError(line: line.number, "version \(line.text(0, 9)): RINEX 2, 3 and 4 can be read")
    }
    header.version = version
    let letter = line.text(40, 1)
    fileSystem = letter == "M" ? nil : letter.first.flatMap(GNSSSystem.init(rinex:)) ?? .gps
    header.timeScale = TimeScale(fileOf: fileSystem)
    hasVersion = true
  }

  private mutating func end(_ line: TextLine) throws(RINEXError) {
    if header.version < 3 { try mapTypes2(line) }
    guard !header.types.systems.isEmpty else {
      throw RINEXError(
        line: line.number, "the header has no \(header.version < 3 ? "# / TYPES OF OBSERV" : "SYS / # / OBS TYPES"): no columns are known")
    }
  }

  /// The columns of RINEX 2 hold for every system.
  private mutating func mapTypes2(_ line: TextLine) throws(RINEXError) {
    guard typesLeft == 0 else { throw RINEXError(line: line.number, "\(typesLeft) types of # / TYPES OF OBSERV are missing") }
    for system in GNSSSystem.allCases { header.types[system] = try RINEX2Codes.codes(types2, of: system, line: line.number) }
  }

  private mutating func apply(_ line: TextLine, _ label: String) throws(RINEXError) {
    switch label {
    case "COMMENT": header.comments.append(line.text(0, 60))
    case "PGM / RUN BY / DATE":
      (header.program, header.runBy, header.date) = (line.text(0, 20), line.text(20, 20), line.text(40, 20))
    case "MARKER NAME": header.markerName = line.text(0, 60)
    case "MARKER NUMBER": header.markerNumber = line.text(0, 20)
    case "MARKER TYPE": header.markerType = line.text(0, 20)
    case "OBSERVER / AGENCY": (header.observer, header.agency) = (line.text(0, 20), line.text(20, 40))
    case "REC # / TYPE / VERS":
      (header.receiverNumber, header.receiverType, header.receiverVersion) = (line.text(0, 20), line.text(20, 20), line.text(40, 20))
    case "ANT # / TYPE": (header.antennaNumber, header.antennaType) = (line.text(0, 20), line.text(20, 20))
    case "APPROX POSITION XYZ": header.approximatePosition = try vector(line)
    case "ANTENNA: DELTA H/E/N": header.antennaDelta = try vector(line)
    case "# / TYPES OF OBSERV", "SYS / # / OBS TYPES": try readTypes(line, label)
    case "SIGNAL STRENGTH UNIT": header.strengthUnit = line.text(0, 20)
    case "INTERVAL": header.interval = try line.number(0, 10, "interval")
    case "TIME OF FIRST OBS":
      if let scale = TimeScale(rinex: line.text(48, 3)) { header.timeScale = scale }
      header.firstObservation = try date(line)
    case "TIME OF LAST OBS": header.lastObservation = try date(line)
    case "RCV CLOCK OFFS APPL": header.isClockOffsetApplied = line.text(0, 6) == "1"
    case "SYS / PHASE SHIFT", "SYS / PHASE SHIFTS": try readPhaseShift(line)
    case "SYS / SCALE FACTOR": try readScaleFactor(line)
    case "GLONASS SLOT / FRQ #": try readSlots(line)
    case "GLONASS COD/PHS/BIS", "GLONASS COD/PHS/BIS#": try readBiases(line)
    case "LEAP SECONDS": header.leapSeconds = line.isBlank ? nil : Int(line.text(0, 6))
    default:
      if header.version < 3 || line.isBlank { return }
      header.otherLines.append(String(decoding: line.bytes, as: UTF8.self))
    }
  }

  /// Three distances; where they are not in their columns, which happens, three numbers with blanks between them.
  private func vector(_ line: TextLine) throws(RINEXError) -> SIMD3<Double>? {
    let words = line.text(0, 60).split(separator: " ").compactMap { Double($0) }.filter(\.isFinite)
    if words.count == 3 { return SIMD3(words[0], words[1], words[2]) }
    guard let x = try line.number(0, 14, "x"), let y = try line.number(14, 14, "y"), let z = try line.number(28, 14, "z") else {
      return nil
    }
    return SIMD3(x, y, z)
  }

  private func date(_ line: TextLine) throws(RINEXError) -> GNSSTime? {
    try RINEXDate.read(
      line, columns: [(0, 6), (6, 6), (12, 6), (18, 6), (24, 6), (30, 13)], in: header.timeScale, leapSeconds: leapSeconds)
  }

  private mutating func readTypes(_ line: TextLine, _ label: String) throws(RINEXError) {
    let isVersion2 = label.hasPrefix("#")
    guard isVersion2 == (header.version < 3) else {
      throw RINEXError(line: line.number, "\(label) does not belong in a file of version \(header.version)")
    }
    if typesLeft == 0 {
      if isVersion2 {
        typesLeft = try line.integer(0, 6, "number of types", in: 1...999)
        types2 = []
      } else {
        // The types of a system that does not exist are passed over: its satellites, if there are any, will be refused.
        let system = line.text(0, 1).first.flatMap(GNSSSystem.init(rinex:))
        typesLeft = try line.integer(3, 3, "number of types", in: 0...999)
        typesSystem = system
        if let system { header.types[system] = [] }
      }
    }
    for column in 0..<min(typesLeft, isVersion2 ? 9 : 13) {
      let text = isVersion2 ? line.text(10 + 6 * column, 2) : line.text(7 + 4 * column, 3)
      if isVersion2 {
        types2.append(text)
      } else if let system = typesSystem {
        guard var code = ObservationCode(text) else {
          throw RINEXError(line: line.number, "observation type \"\(text)\": expected a code such as C1C")
        }
        // RINEX 3.02 alone has B1I of BeiDou as band 1.
        if system == .beidou, header.version > 3.015, header.version < 3.025, code.signal.band == 1,
          "IQX".utf8.contains(code.signal.attribute)
        {
          code.signal = Signal(band: 50, attribute: code.signal.attribute)
        }
        header.types[system].append(code)
      }
      typesLeft -= 1
    }
  }

  private mutating func readPhaseShift(_ line: TextLine) throws(RINEXError) {
    if satellitesLeft == 0 {
      guard let system = line.text(0, 1).first.flatMap(GNSSSystem.init(rinex:)) else {
        return  // blank, or a system that does not exist
      }
      header.phaseShifts.append(
        .init(system: system, code: ObservationCode(line.text(2, 3)), correction: try line.number(6, 8, "phase shift")))
      satellitesLeft = line.text(16, 2).isEmpty ? 0 : try line.integer(16, 2, "number of satellites", in: 0...99)
    }
    for column in 0..<min(satellitesLeft, 10) {
      guard let satellite = Satellite(line.text(19 + 4 * column, 3)) else {
        throw RINEXError(line: line.number, "expected a satellite such as G01, found \"\(line.text(19 + 4 * column, 3))\"")
      }
      header.phaseShifts[header.phaseShifts.count - 1].satellites.append(satellite)
      satellitesLeft -= 1
    }
  }

  private mutating func readScaleFactor(_ line: TextLine) throws(RINEXError) {
    if factorCodesLeft == 0 {
      guard let system = line.text(0, 1).first.flatMap(GNSSSystem.init(rinex:)) else {
        throw RINEXError(line: line.number, "expected a system G, R, E, S, J, C or I in column 1, found \"\(line.text(0, 1))\"")
      }
      header.scaleFactors.append(.init(system: system, factor: try line.integer(2, 4, "scale factor", in: 1...1000)))
      factorCodesLeft = line.text(8, 2).isEmpty ? 0 : try line.integer(8, 2, "number of types", in: 0...99)
    }
    for column in 0..<min(factorCodesLeft, 12) {
      guard let code = ObservationCode(line.text(11 + 4 * column, 3)) else {
        throw RINEXError(line: line.number, "expected a code such as C1C, found \"\(line.text(11 + 4 * column, 3))\"")
      }
      header.scaleFactors[header.scaleFactors.count - 1].codes.append(code)
      factorCodesLeft -= 1
    }
  }

  /// Slots and channels, `R05  1`. They are looked for, not taken from their columns, from which some programs stray by one.
  private mutating func readSlots(_ line: TextLine) throws(RINEXError) {
    for entry in line.text(4, 56).split(separator: "R") {
      let words = entry.split(separator: " ")
      if words.isEmpty { continue }
      guard words.count == 2, let slot = UInt8(words[0]), (1...99).contains(slot), let channel = Int8(words[1]), (-7...13).contains(channel)
      else {
        throw RINEXError(line: line.number, "expected a slot and its channel such as \"R05  1\", found \"R\(entry)\"")
      }
      header.glonassChannels[slot] = channel
    }
  }

  private mutating func readBiases(_ line: TextLine) throws(RINEXError) {
    var biases: [ObservationHeader.CodePhaseBias] = []
    for column in 0..<4 {
      if let code = ObservationCode(line.text(1 + 13 * column, 3)), let metres = try line.number(5 + 13 * column, 8, "code-phase bias") {
        biases.append(.init(code: code, metres: metres))
      }
    }
    header.glonassBiases = biases
  }
}
