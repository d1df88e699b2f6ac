import GNSS
import RTCM

/// Reads a stream as a program does that lives long: every message is decoded into storage that is used again. Epochs are assembled, ephemerides
/// brought to SI units, and something of each is added up, so that nothing can be left out.
final class StreamReader {
  private var scanner = FrameScanner()
  private var contents: StreamContents

  init(at start: GNSSTime) { contents = StreamContents(at: start) }

  /// The sum after a whole stream.
  func run(_ bytes: [UInt8]) -> Double {
    var sum = 0.0
    scanner.scan(bytes.span.bytes) { frame in contents.add(frame.payload, to: &sum) }
    contents.finish(&sum)
    return sum
  }
}

private struct StreamContents: ~Copyable {
  private var assembler: EpochAssembler
  private var message = Message.raw(RawMessage(payload: RawSpan()))
  private var gps = Message1019()
  private var glonass = Message1020()
  private var beidou = Message1042()
  private var qzss = Message1044()
  private var galileoF = Message1045()
  private var galileoI = Message1046()
  private var orbits = SSROrbits()
  private var clocks = SSRClocks()
  private var orbitsAndClocks = SSROrbitsAndClocks()
  private var codeBiases = SSRCodeBiases()
  private var phaseBiases = SSRPhaseBiases()

  init(at start: GNSSTime) { assembler = EpochAssembler(context: TimeContext(approximateTime: start)) }

  /// A message that does not decode adds nothing.
  mutating func add(_ payload: RawSpan, to sum: inout Double) {
    if (try? assembler.add(payload) { tally($0, &sum) }) ?? true { return }
    try? addOther(payload, to: &sum)
  }

  mutating func finish(_ sum: inout Double) { assembler.finish { tally($0, &sum) } }

  private mutating func addOther(_ payload: RawSpan, to sum: inout Double) throws(DecodeError) {
    let number = Message.number(of: payload)
    switch number {
    case 1019:
      try Message1019.decode(payload, into: &gps)
      tally(gps.ephemeris(in: assembler.context), &sum)
    case 1020:
      try Message1020.decode(payload, into: &glonass)
      if let ephemeris = glonass.ephemeris(in: assembler.context) { sum += ephemeris.position.x + ephemeris.tauN }
    case 1042:
      try Message1042.decode(payload, into: &beidou)
      tally(beidou.ephemeris(in: assembler.context), &sum)
    case 1044:
      try Message1044.decode(payload, into: &qzss)
      tally(qzss.ephemeris(in: assembler.context), &sum)
    case 1045:
      try Message1045.decode(payload, into: &galileoF)
      tally(galileoF.ephemeris(in: assembler.context), &sum)
    case 1046:
      try Message1046.decode(payload, into: &galileoI)
      tally(galileoI.ephemeris(in: assembler.context), &sum)
    default:
      switch SSRKind(payload: payload)?.content {
      case .orbit:
        try SSROrbits.decode(payload, into: &orbits)
        sum += Double(orbits.satellites.count)
      case .clock:
        try SSRClocks.decode(payload, into: &clocks)
        sum += Double(clocks.satellites.count)
      case .combined:
        try SSROrbitsAndClocks.decode(payload, into: &orbitsAndClocks)
        sum += Double(orbitsAndClocks.satellites.count)
      case .codeBias:
        try SSRCodeBiases.decode(payload, into: &codeBiases)
        sum += Double(codeBiases.satellites.count)
      case .phaseBias:
        try SSRPhaseBiases.decode(payload, into: &phaseBiases)
        sum += Double(phaseBiases.satellites.count)
      default:
        message = try Message(payload: payload)
        sum += Double(number)
      }
    }
  }
}

private func tally(_ epoch: borrowing Epoch, _ sum: inout Double) {
  let rows = epoch.observations.span
  var part = 0.0
  for i in rows.indices {
    let row = rows[i]
    let values = row.pseudorange + row.phase_cycles + row.doppler + Double(row.cn0_dbHz) + Double(row.lockTime_ms)
    part += values.isNaN ? 0 : values
  }
  sum += part
}

private func tally(_ ephemeris: KeplerEphemeris?, _ sum: inout Double) {
  if let ephemeris { sum += ephemeris.sqrtA + ephemeris.meanAnomaly + ephemeris.clockBias }
}
