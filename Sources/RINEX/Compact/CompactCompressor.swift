import GNSS

/// Makes compact RINEX from the lines of an observation file: CRINEX 1 of RINEX 2, CRINEX 3 of RINEX 3 and 4.
///
/// Third differences, as the original program takes; a satellite that was away, a value that was missing and everything behind an event begins anew.
/// Holds one epoch.
struct CompactCompressor {
  private static let order = 3

  private var header = CompactHeader()
  private var state = State.header
  private var epoch = TextDifference()
  private var clock = DifferenceArc()
  private var satellites: [[UInt8]: SatelliteState] = [:]
  private var epochNumber = 0
  /// The epoch that is being collected: its first line, its clock offset, the names of its satellites, and their lines.
  private var epochText: [UInt8] = []
  private var offset: Int64?
  private var names: [[UInt8]] = []
  private var lines: [[UInt8]] = []
  private let program: String
  private let date: String

  private enum State {
    case header, epoch
    case satelliteList(Int)
    case satellites(Int)
    case eventLines(Int)
  }

  private struct SatelliteState {
    var arcs: [DifferenceArc]
    var flags = TextDifference()
    var epoch = 0
  }

  /// A compressor.
  /// - Parameters:
  ///   - program: For the second line, up to 20 characters.
  ///   - date: For the second line, such as `21-Nov-26 01:53`.
  init(program: String, date: String) {
    self.program = program
    self.date = date
  }

  private var isVersion1: Bool { header.version < 3 }
  private var flagColumn: Int { isVersion1 ? 28 : 31 }
  private var listColumn: Int { isVersion1 ? 32 : 41 }

  /// Takes a line of RINEX and adds what is compact of it to `output`.
  mutating func take(_ line: TextLine, _ output: inout [UInt8]) throws(RINEXError) {
    try line.checkNoCarriageReturn()
    switch state {
    case .header:
      let isFirst = header.version == 0
      try header.take(line)
      if isFirst {
        guard header.version > 0 else {
          throw RINEXError(line: line.number, "expected RINEX VERSION / TYPE in columns 61–80: this is no RINEX file")
        }
        writeFirstLines(&output)
      }
      Self.write(line, &output)
      if header.isComplete { state = .epoch }
    case .epoch: try takeEpoch(line, &output)
    case .satelliteList(let left): try takeList(line, left, &output)
    case .satellites(let left):
      try takeSatellite(line)
      state = left > 1 ? .satellites(left - 1) : .epoch
      if left == 1 { try writeEpoch(line.number, &output) }
    case .eventLines(let left):
      try header.take(line)
      Self.write(line, &output)
      state = left > 1 ? .eventLines(left - 1) : .epoch
    }
  }

  /// Ends the text.
  mutating func finish(line: Int, _ output: inout [UInt8]) throws(RINEXError) {
    switch state {
    case .header: throw RINEXError(line: line, "the text ends within the header: expected a line END OF HEADER")
    case .epoch: break
    case .satellites(let left) where isVersion1 && left == 1:
      // A last blank line that was lost on the way.
      lines.append([])
      state = .epoch
      try writeEpoch(line, &output)
    default: throw RINEXError(line: line, "the text ends within an epoch: the file is cut off")
    }
  }

  private func writeFirstLines(_ output: inout [UInt8]) {
    var w = LineWriter()
    w.text(isVersion1 ? "1.0" : "3.0", 20)
    w.text("COMPACT RINEX FORMAT", 20)
    w.label("CRINEX VERS   / TYPE")
    w.text(program, 40)
    w.text(date, 20)
    w.label("CRINEX PROG / DATE")
    output += w.bytes
  }

  private static func write(_ line: TextLine, _ output: inout [UInt8]) {
    output += line.trimmed
    output.append(10)
  }

  private mutating func takeEpoch(_ line: TextLine, _ output: inout [UInt8]) throws(RINEXError) {
    if line.isBlank { return }
    guard line.bytes.first == UInt8(ascii: isVersion1 ? " " : ">") else {
      throw RINEXError(
        line: line.number,
        "expected an epoch line, which begins with \(isVersion1 ? "a blank" : ">"), found \"\(line.text(0, 20))\"")
    }
    let count = try line.integer(flagColumn + 1, 3, "number of satellites or lines", in: 0...999)
    let flag = line.text(flagColumn, 1)
    guard flag.isEmpty || flag == "0" || flag == "1" else {
      var whole = line
      if isVersion1 { whole.bytes = [UInt8(ascii: "&")] + line.bytes.dropFirst() }
      Self.write(whole, &output)
      epoch.begin([])
      satellites.removeAll(keepingCapacity: true)
      clock.end()
      state = count > 0 ? .eventLines(count) : .epoch
      return
    }
    names.removeAll(keepingCapacity: true)
    lines.removeAll(keepingCapacity: true)
    offset = try Self.fixed(line, isVersion1 ? 68 : 41, isVersion1 ? 12 : 15, decimals: isVersion1 ? 9 : 12)
    epochText = Array(line.field(0, listColumn))
    while epochText.count < listColumn { epochText.append(32) }
    if isVersion1 {
      try takeList(line, count, &output)
    } else {
      state = count > 0 ? .satellites(count) : .epoch
      if count == 0 { try writeEpoch(line.number, &output) }
    }
  }

  /// Version 2 lists twelve satellites a line.
  private mutating func takeList(_ line: TextLine, _ left: Int, _ output: inout [UInt8]) throws(RINEXError) {
    for i in 0..<min(left, 12) {
      let place = line.field(32 + 3 * i, 3)
      guard place.count == 3, place.last != 32 else {
        throw RINEXError(line: line.number, "the list of satellites has \(left - i) too few")
      }
      names.append(Array(place))
    }
    guard left <= 12 else {
      state = .satelliteList(left - 12)
      return
    }
    // The header of version 2 has one count for all systems.
    let perSatellite = ((header.count(letter: UInt8(ascii: "G")) ?? 0) + 4) / 5
    state = names.isEmpty ? .epoch : .satellites(names.count * perSatellite)
    if names.isEmpty { try writeEpoch(line.number, &output) }
    if perSatellite == 0 { throw RINEXError(line: line.number, "the header has no # / TYPES OF OBSERV") }
  }

  private mutating func takeSatellite(_ line: TextLine) throws(RINEXError) {
    if isVersion1 {
      // All lines of a satellite become one, of 80 columns each.
      let perSatellite = ((header.count(letter: UInt8(ascii: "G")) ?? 0) + 4) / 5
      let index = if case .satellites(let left) = state { (names.count * perSatellite - left) % perSatellite } else { 0 }
      if index == 0 { lines.append([]) }
      let last = lines.count - 1
      while lines[last].count < 80 * index { lines[last].append(32) }
      lines[last] += line.bytes.prefix(80)
    } else {
      guard line.bytes.count >= 3, line.bytes[line.bytes.startIndex + 2] != 32 else {
        throw RINEXError(line: line.number, "expected a satellite such as G01 in columns 1–3, found \"\(line.text(0, 3))\"")
      }
      names.append(Array(line.bytes.prefix(3)))
      lines.append(Array(line.bytes.dropFirst(3)))
    }
  }

  private mutating func writeEpoch(_ number: Int, _ output: inout [UInt8]) throws(RINEXError) {
    for name in names { epochText += name }
    guard !epochText.contains(UInt8(ascii: "&")) else { throw Self.ampersand(number) }
    let start = output.count
    // A blank line is no epoch to a reader: one that repeats the last begins anew.
    if epoch.text.isEmpty || !epoch.differs(from: epochText) {
      epoch.begin(epochText)
      satellites.removeAll(keepingCapacity: true)
      clock.end()
      output += epochText
      if isVersion1 { output[start] = UInt8(ascii: "&") }
    } else {
      epoch.difference(to: epochText, &output)
    }
    Self.endLine(&output, start)
    epochNumber += 1
    let clockStart = output.count
    if let offset { Self.write(offset, &clock, &output) } else { clock.end() }
    Self.endLine(&output, clockStart)
    for (name, line) in zip(names, lines) { try writeSatellite(name, line, number, &output) }
    if satellites.count > names.count { satellites = satellites.filter { $0.value.epoch == epochNumber } }
  }

  private mutating func writeSatellite(_ name: [UInt8], _ line: [UInt8], _ number: Int, _ output: inout [UInt8]) throws(RINEXError) {
    guard let count = header.count(letter: name[0]) else {
      throw RINEXError(
        line: number, "a satellite \(String(decoding: name, as: UTF8.self)), of whose system the header has no observation types")
    }
    var satellite = satellites.removeValue(forKey: name) ?? SatelliteState(arcs: [])
    if satellite.epoch != epochNumber - 1 || satellite.arcs.count != count {
      satellite = SatelliteState(arcs: [DifferenceArc](repeating: DifferenceArc(), count: count))
      // Version 1 compares with blanks, version 3 with nothing.
      if isVersion1 { satellite.flags.begin(repeatElement(32, count: 2 * count)) }
    }
    satellite.epoch = epochNumber
    let start = output.count
    var flags: [UInt8] = []
    flags.reserveCapacity(2 * count)
    let text = TextLine(number: number, bytes: line[...])
    for column in 0..<count {
      if let value = try Self.fixed(text, 16 * column, 14, decimals: 3) {
        Self.write(value, &satellite.arcs[column], &output)
      } else {
        satellite.arcs[column].end()
        // Version 1 does not write that the flags of a missing value went, and writes them whole when it comes back.
        if isVersion1 { satellite.flags.blank(2 * column..<2 * column + 2) }
      }
      output.append(32)
      for i in 14..<16 {
        let place = 16 * column + i
        flags.append(place < line.count ? line[place] : 32)
        guard !isVersion1 || satellite.arcs[column].hasBegun || flags.last == 32 else {
          throw RINEXError(line: number, "an indicator without a value: compact RINEX 1 cannot hold it")
        }
      }
    }
    guard !flags.contains(UInt8(ascii: "&")) else { throw Self.ampersand(number) }
    satellite.flags.difference(to: flags, &output)
    Self.endLine(&output, start)
    satellites[name] = satellite
  }

  private static func ampersand(_ number: Int) -> RINEXError {
    RINEXError(line: number, "an & in an epoch: compact RINEX cannot hold it, since & stands for a new blank there")
  }

  private static func endLine(_ output: inout [UInt8], _ start: Int) {
    while output.count > start, output[output.count - 1] == 32 { output.removeLast() }
    output.append(10)
  }

  /// Writes `3&123` or the next difference.
  private static func write(_ value: Int64, _ arc: inout DifferenceArc, _ output: inout [UInt8]) {
    var number = value
    if arc.hasBegun {
      number = arc.differentiate(value)
    } else {
      arc.begin(value, order: order)
      output.append(48 + UInt8(order))
      output.append(UInt8(ascii: "&"))
    }
    if number < 0 { output.append(UInt8(ascii: "-")) }
    let start = output.count
    var rest = number.magnitude
    repeat {
      output.append(48 + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    output[start...].reverse()
  }

  /// A number with just so many decimals; nil for blanks.
  private static func fixed(_ line: TextLine, _ start: Int, _ width: Int, decimals: Int) throws(RINEXError) -> Int64? {
    var value: Int64 = 0
    var count = -1
    var isNegative = false
    var any = false
    for byte in line.field(start, width) {
      let digit = byte &- 48
      if digit < 10 {
        value = value &* 10 &+ Int64(digit)
        any = true
        if count >= 0 { count += 1 }
      } else if byte == UInt8(ascii: "."), count < 0 {
        count = 0
      } else if byte == UInt8(ascii: "-"), !any, !isNegative, count < 0 {
        isNegative = true
      } else if byte != 32 || any || isNegative || count >= 0 {
        count = 99
        break
      }
    }
    if !any, !isNegative, count < 0 { return nil }
    guard any, count == decimals else {
      throw RINEXError(
        line: line.number,
        "columns \(start + 1)–\(start + width): expected a number with \(decimals) decimals, found \"\(line.text(start, width))\"")
    }
    return isNegative ? -value : value
  }
}
