import GNSS

/// Makes the lines of RINEX from those of compact RINEX (CRINEX 1 for RINEX 2, CRINEX 3 for RINEX 3 and 4).
///
/// Numbers between −1 and 1 get a zero before the point, `0.500`; all else is as it was before the compression, without blanks at the ends of lines.
struct CompactDecompressor {
  /// 1.0 or 3.0.
  let version: Double

  private var header = CompactHeader()
  private var state = State.program
  private var epoch = TextDifference()
  private var clock = DifferenceArc()
  private var satellites: [SatelliteKey: SatelliteState] = [:]
  /// The satellites of the epoch, in its order.
  private var order: [SatelliteKey] = []
  private var w = LineWriter()

  private typealias SatelliteKey = UInt32

  private enum State {
    case program, header, epoch, clock
    case satellite(Int)
    case eventLines(Int)
  }

  private struct SatelliteState {
    var arcs: [DifferenceArc]
    var flags = TextDifference()
    /// The number of the epoch in which the satellite was seen last.
    var epoch = 0
  }

  private var epochNumber = 0

  /// A decompressor, from the first line of the file.
  init(firstLine line: TextLine) throws(RINEXError) {
    guard let version = try line.number(0, 20, "version"), version == 1 || version == 3 else {
      throw RINEXError(line: line.number, "compact RINEX \(line.text(0, 20)): versions 1.0 and 3.0 can be read")
    }
    self.version = version
  }

  /// The columns that differ between the versions.
  private var flagColumn: Int { version == 1 ? 28 : 31 }
  private var listColumn: Int { version == 1 ? 32 : 41 }

  /// Takes a line and hands out the lines that it completes, with its number.
  mutating func take(_ line: TextLine, _ body: (TextLine) throws(RINEXError) -> Void) throws(RINEXError) {
    try line.checkNoCarriageReturn()
    switch state {
    case .program: state = .header
    case .header:
      try header.take(line)
      if header.isComplete {
        guard (header.version < 3) == (version == 1) else {
          throw RINEXError(line: line.number, "RINEX \(header.version) in a compact file of version \(version)")
        }
        state = .epoch
      }
      try body(line)
    case .eventLines(let left):
      try header.take(line)
      state = left > 1 ? .eventLines(left - 1) : .epoch
      try body(line)
    case .epoch: try takeEpoch(line, body)
    case .clock: try takeClock(line, body)
    case .satellite(let index): try takeSatellite(line, index, body)
    }
  }

  /// Ends the text.
  func finish(line: Int) throws(RINEXError) {
    switch state {
    case .epoch, .program, .header: break
    default: throw RINEXError(line: line, "the text ends within an epoch: the file is cut off")
    }
  }

  private mutating func takeEpoch(_ line: TextLine, _ body: (TextLine) throws(RINEXError) -> Void) throws(RINEXError) {
    if line.isBlank { return }
    let starts = line.bytes.first == UInt8(ascii: version == 1 ? "&" : ">")
    if starts {
      epoch.begin(version == 1 ? [32] + line.bytes.dropFirst() : Array(line.bytes))
      satellites.removeAll(keepingCapacity: true)
      clock.end()
    } else {
      guard !epoch.text.isEmpty else {
        throw RINEXError(line: line.number, "expected a whole epoch line, which begins with \(version == 1 ? "&" : ">")")
      }
      epoch.apply(line.bytes)
    }
    let text = TextLine(number: line.number, bytes: epoch.text[...])
    let count = try text.integer(flagColumn + 1, 3, "number of satellites or lines", in: 0...999)
    let flag = text.text(flagColumn, 1)
    guard flag.isEmpty || flag == "0" || flag == "1" else {
      guard starts else { throw RINEXError(line: line.number, "an event must begin with a whole epoch line") }
      // Events stand as they are, and so does what follows them; then all begins anew.
      epoch.begin([])
      state = count > 0 ? .eventLines(count) : .epoch
      return try body(text)
    }
    guard !starts || !line.bytes.dropFirst().contains(UInt8(ascii: "&")) else {
      throw RINEXError(line: line.number, "an & in a whole epoch line, where it has no meaning")
    }
    epochNumber += 1
    order.removeAll(keepingCapacity: true)
    for i in 0..<count {
      let place = text.field(listColumn + 3 * i, 3)
      guard place.count == 3 else {
        throw RINEXError(line: line.number, "the epoch has \(count) satellites, and a list of \(i)")
      }
      order.append(place.reduce(0) { $0 << 8 | UInt32($1) })
    }
    state = .clock
  }

  private mutating func takeClock(_ line: TextLine, _ body: (TextLine) throws(RINEXError) -> Void) throws(RINEXError) {
    var offset: Int64?
    if line.isBlank {
      clock.end()
    } else {
      offset = try Self.next(
        line.bytes.filter { $0 != 32 }[...], &clock, line.number, below: version == 1 ? 10_000_000_000 : 10_000_000_000_000)
    }
    w.removeAll()
    if version == 1 {
      w.raw(epoch.text.prefix(32))
      for (i, key) in order.enumerated() {
        if i > 0, i % 12 == 0 {
          if i == 12, let offset { w.decimal(offset, decimals: 9, 12) }
          w.newline()
          w.blanks(32)
        }
        Self.write(key, &w)
      }
      if order.count <= 12, let offset {
        w.blanks(36 - 3 * order.count)
        w.decimal(offset, decimals: 9, 12)
      }
    } else {
      w.raw(epoch.text.prefix(41))
      if let offset {
        w.blanks(41 - epoch.text.count)
        w.decimal(offset, decimals: 12, 15)
      }
    }
    w.newline()
    state = order.isEmpty ? .epoch : .satellite(0)
    try handOut(line.number, body)
  }

  private static func write(_ key: SatelliteKey, _ w: inout LineWriter) {
    for shift in [16, 8, 0] as [UInt32] { w.byte(UInt8(truncatingIfNeeded: key >> shift)) }
  }

  private mutating func takeSatellite(
    _ line: TextLine, _ index: Int, _ body: (TextLine) throws(RINEXError) -> Void
  ) throws(RINEXError) {
    let key = order[index]
    let letter = UInt8(truncatingIfNeeded: key >> 16)
    guard let count = header.count(letter: letter) else {
      throw RINEXError(
        line: line.number, "a satellite of the system \"\(Character(.init(letter)))\", for which the header has no observation types")
    }
    // Taken out, so that it is changed in place.
    var satellite = satellites.removeValue(forKey: key) ?? SatelliteState(arcs: [])
    if satellite.epoch != epochNumber - 1 || satellite.arcs.count != count {
      satellite = SatelliteState(arcs: [DifferenceArc](repeating: DifferenceArc(), count: count))
    }
    satellite.epoch = epochNumber
    let start = try readFields(line, &satellite.arcs)
    satellite.flags.apply(line.bytes[start...])
    write(key, satellite)
    satellites[key] = satellite
    if index + 1 < order.count {
      state = .satellite(index + 1)
    } else {
      state = .epoch
      // Those that were not seen begin anew when they come back.
      if satellites.count > order.count { satellites = satellites.filter { $0.value.epoch == epochNumber } }
    }
    try handOut(line.number, body)
  }

  /// Reads the numbers, each with a blank behind it, into the arcs; returns where the flags begin.
  private func readFields(_ line: TextLine, _ arcs: inout [DifferenceArc]) throws(RINEXError) -> Int {
    var i = line.bytes.startIndex
    let end = line.bytes.endIndex
    for column in arcs.indices {
      let start = i
      while i < end, line.bytes[i] != 32 { i += 1 }
      if start == i {
        arcs[column].end()
      } else {
        _ = try Self.next(line.bytes[start..<i], &arcs[column], line.number, below: 1_000_000_000_000)
      }
      if i < end { i += 1 }
    }
    return i
  }

  private mutating func write(_ key: SatelliteKey, _ satellite: SatelliteState) {
    w.removeAll()
    if version == 3 { Self.write(key, &w) }
    let flags = satellite.flags.text
    for (column, arc) in satellite.arcs.enumerated() {
      if version == 1, column > 0, column % 5 == 0 { w.newline() }
      if arc.hasBegun { w.thousandths(arc.value) } else { w.blanks(14) }
      // Version 1 keeps the flags of a value that is not there, but does not show them.
      let hidden = version == 1 && !arc.hasBegun
      for i in (2 * column)...(2 * column + 1) { w.byte(i < flags.count && !hidden ? flags[i] : 32) }
    }
    w.newline()
  }

  /// Takes `3&123` or `-45`.
  private static func next(_ bytes: ArraySlice<UInt8>, _ arc: inout DifferenceArc, _ line: Int, below limit: Int64) throws(RINEXError)
    -> Int64
  {
    var rest = bytes
    var order = -1
    if bytes.count >= 2, bytes[bytes.startIndex + 1] == UInt8(ascii: "&") {
      order = Int(bytes[bytes.startIndex]) - 48
      rest = bytes.dropFirst(2)
    }
    var value: Int64 = 0
    var isNegative = false
    var digits = 0
    for byte in rest {
      let digit = byte &- 48
      if digit < 10, digits < 17 {
        value = value * 10 + Int64(digit)
        digits += 1
      } else if byte == UInt8(ascii: "-"), digits == 0, !isNegative {
        isNegative = true
      } else {
        digits = 0
        break
      }
    }
    guard digits > 0, order <= 9, order >= -1 else {
      throw RINEXError(
        line: line,
        "\"\(String(decoding: bytes.prefix(30), as: UTF8.self))\": expected a difference such as -45 or a first value such as 3&123")
    }
    if isNegative { value = -value }
    if order >= 0 {
      arc.begin(value, order: order)
    } else {
      guard arc.hasBegun else {
        throw RINEXError(line: line, "a difference without a first value such as 3&123 before it")
      }
      value = arc.integrate(value)
    }
    guard value > -limit, value < 10 * limit else { throw RINEXError(line: line, "a value that has too many digits for its columns") }
    return value
  }

  /// Hands out the lines that were written.
  private func handOut(_ number: Int, _ body: (TextLine) throws(RINEXError) -> Void) throws(RINEXError) {
    var rest = w.bytes[...]
    while let end = rest.firstIndex(of: 10) {
      try body(TextLine(number: number, bytes: rest[..<end]))
      rest = rest[(end + 1)...]
    }
  }
}
