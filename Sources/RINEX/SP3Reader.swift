import GNSS

/// A file of precise orbits: SP3-c and SP3-d.
///
/// Source: S. Hilla, "The Extended Standard Product 3 Orbit Format (SP3-c)", 2010, and "(SP3-d)", 2016. Positions and clocks are read; velocities,
/// correlations and events are passed over.
public struct SP3File: Sendable, Equatable {
  /// A satellite at an epoch: the position of its centre of mass.
  public struct Position: Sendable, Equatable {
    /// The satellite.
    public var satellite: Satellite
    /// Earth-fixed position in the file's frame, m.
    public var position: SIMD3<Double>
    /// Clock offset, s; nil where the file has none.
    public var clockOffset: Double?
  }

  /// All satellites at an instant.
  public struct Epoch: Sendable, Equatable {
    /// The instant.
    public var time: GNSSTime
    /// Satellites with a position, in the file's order.
    public var positions: [Position]
  }

  /// The frame as the header names it, such as `IGS14`.
  public private(set) var frame = ""
  /// The agency.
  public private(set) var agency = ""
  /// The epochs, in the file's order.
  public private(set) var epochs: [Epoch] = []

  private var scale = TimeScale.gpst

  /// Reads a whole file.
  public init(_ bytes: [UInt8], leapSeconds: LeapSecondTable = .builtIn) throws(RINEXError) {
    var splitter = LineSplitter()
    var timeSystems = 0
    var ended = false
    let read = { (file: inout SP3File, line: TextLine) throws(RINEXError) in
      if ended { return }
      if line.number == 1 { return try file.readFirstLine(line) }
      if line.hasPrefix("%c") {
        timeSystems += 1
        if timeSystems == 1 { try file.readTimeSystem(line) }
      } else if line.hasPrefix("*") {
        try file.readEpoch(line, leapSeconds)
      } else if line.hasPrefix("P") {
        try file.readPosition(line)
      } else if line.hasPrefix("EOF") {
        ended = true
      } else if !["+", "#", "%", "/", "V", "E"].contains(where: line.hasPrefix), !line.isBlank {
        throw RINEXError(line: line.number, "expected a line that begins with *, P, V, E, +, #, % or /*, found \"\(line.text(0, 20))\"")
      }
    }
    try splitter.feed(bytes) { line throws(RINEXError) in try read(&self, line) }
    try splitter.finish { line throws(RINEXError) in try read(&self, line) }
    guard ended else { throw RINEXError(line: splitter.line, "the text ends without a line EOF: the file is cut off") }
  }

  private mutating func readFirstLine(_ line: TextLine) throws(RINEXError) {
    guard line.hasPrefix("#c") || line.hasPrefix("#d") else {
      throw RINEXError(line: 1, "expected #c or #d, found \"\(line.text(0, 2))\": SP3-c and SP3-d can be read")
    }
    frame = line.text(46, 5)
    agency = line.text(56, 4)
  }

  private mutating func readTimeSystem(_ line: TextLine) throws(RINEXError) {
    switch line.text(9, 3) {
    case "GPS", "ccc": scale = .gpst
    case "GAL": scale = .gst
    case "QZS": scale = .qzsst
    case "IRN": scale = .navict
    case "BDT": scale = .bdt
    case "GLO", "UTC": scale = .utc  // SP3-c: "GLO" is UTC
    case "TAI": scale = .tai
    default:
      throw RINEXError(
        line: line.number, "time system \"\(line.text(9, 3))\": expected GPS, GAL, QZS, IRN, BDT, GLO, UTC or TAI in columns 10–12")
    }
  }

  private mutating func readEpoch(_ line: TextLine, _ leapSeconds: LeapSecondTable) throws(RINEXError) {
    let seconds = try line.number(20, 11, "seconds") ?? 0
    guard (0..<61).contains(seconds) else { throw RINEXError(line: line.number, "seconds are \(seconds): expected 0…60") }
    let whole = seconds.rounded(.down)
    let calendar = CalendarTime(
      try line.integer(3, 4, "year", in: 1980...2199), try line.integer(8, 2, "month", in: 1...12),
      try line.integer(11, 2, "day", in: 1...31),
      try line.integer(14, 2, "hour", in: 0...23), try line.integer(17, 2, "minute", in: 0...59), Int(whole),
      nanosecond: Int(((seconds - whole) * 1e9).rounded(.down)))
    guard let time = GNSSTime(calendar, in: scale, leapSeconds: leapSeconds) else {
      throw RINEXError(line: line.number, "\(line.text(3, 28)) is no date and time")
    }
    epochs.append(Epoch(time: time, positions: []))
  }

  private mutating func readPosition(_ line: TextLine) throws(RINEXError) {
    guard !epochs.isEmpty else { throw RINEXError(line: line.number, "a position before the first epoch") }
    guard let satellite = Satellite(line.text(1, 3)) else {
      // SP3-d has low orbiters as L01…: positions of things that are no navigation satellites.
      if line.text(1, 1) == "L" { return }
      throw RINEXError(line: line.number, "expected a satellite such as G01 in columns 2–4, found \"\(line.text(1, 3))\"")
    }
    guard let x = try line.number(4, 14, "x"), let y = try line.number(18, 14, "y"), let z = try line.number(32, 14, "z") else {
      throw RINEXError(line: line.number, "a coordinate of \(satellite) is missing")
    }
    // "Bad or absent positional values are to be set to 0.000000."
    if x == 0, y == 0, z == 0 { return }
    // Clocks in µs; 999999.999999 is "bad or absent".
    let clock = try line.number(46, 14, "clock").flatMap { abs($0) >= 999_999 ? nil : $0 * 1e-6 }
    epochs[epochs.count - 1].positions.append(Position(satellite: satellite, position: SIMD3(x, y, z) * 1000, clockOffset: clock))
  }
}
