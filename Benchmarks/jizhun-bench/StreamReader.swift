import GNSS
import RTCM

/// Reads a stream as a program does that lives long: every message is decoded into storage that is used again. Epochs are assembled, ephemerides
/// brought to SI units, and something of each goes into a checksum, so that nothing can be left out; of an observation, every value.
///
/// A class, so that readers that were made beforehand can stand in an array. Its properties go without the check of exclusive access for every
/// frame, as local variables do, in which a program has them.
final class StreamReader {
  @exclusivity(unchecked) private var scanner = FrameScanner()
  @exclusivity(unchecked) private var contents: StreamContents

  init(at start: GNSSTime) { contents = StreamContents(at: start) }

  /// The checksum of a whole stream.
  func run(_ bytes: [UInt8]) -> UInt64 {
    var sum = Checksum()
    scanner.scan(bytes.span.bytes) { frame in contents.add(frame.payload, to: &sum) }
    contents.finish(&sum)
    return sum.value
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
  mutating func add(_ payload: RawSpan, to sum: inout Checksum) {
    if (try? assembler.add(payload) { tally($0, &sum) }) ?? true { return }
    try? addOther(payload, to: &sum)
  }

  mutating func finish(_ sum: inout Checksum) { assembler.finish { tally($0, &sum) } }

  private mutating func addOther(_ payload: RawSpan, to sum: inout Checksum) throws(DecodeError) {
    let number = Message.number(of: payload)
    switch number {
    case 1019:
      try Message1019.decode(payload, into: &gps)
      tally(gps.ephemeris(in: assembler.context), &sum)
    case 1020:
      try Message1020.decode(payload, into: &glonass)
      if let ephemeris = glonass.ephemeris(in: assembler.context) {
        sum.add(ephemeris.position.x)
        sum.add(ephemeris.tauN)
      }
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
        sum.add(UInt64(orbits.satellites.count))
      case .clock:
        try SSRClocks.decode(payload, into: &clocks)
        sum.add(UInt64(clocks.satellites.count))
      case .combined:
        try SSROrbitsAndClocks.decode(payload, into: &orbitsAndClocks)
        sum.add(UInt64(orbitsAndClocks.satellites.count))
      case .codeBias:
        try SSRCodeBiases.decode(payload, into: &codeBiases)
        sum.add(UInt64(codeBiases.satellites.count))
      case .phaseBias:
        try SSRPhaseBiases.decode(payload, into: &phaseBiases)
        sum.add(UInt64(phaseBiases.satellites.count))
      default:
        guard numbersWithFields[Int(number)] else { return }
        try Message.decode(payload, into: &message)
        sum.add(UInt64(number))
      }
    }
  }
}

/// The numbers of messages that have fields to decode; a program has no use for the bytes of another, and RTKLIB passes them by as well.
private let numbersWithFields: [Bool] = {
  struct Collector: MessageTypeVisitor {
    var hasFields = [Bool](repeating: false, count: 4096)
    mutating func visit<M: RTCMMessage & Equatable>(_ type: M.Type, name: StaticString) {
      for number in type.numbers { hasFields[Int(number)] = true }
    }
  }
  var collector = Collector()
  Message.forEachType(&collector)
  return collector.hasFields
}()

private func tally(_ epoch: borrowing Epoch, _ sum: inout Checksum) {
  let rows = epoch.observations.span
  var part = sum
  for i in rows.indices {
    let row = rows[i]
    part.add(row.pseudorange)
    part.add(row.phase_cycles)
    part.add(row.doppler)
    part.add(UInt64(row.cn0_dbHz.bitPattern))
    part.add(UInt64(row.lockTime_ms))
    part.add(UInt64(row.flags.rawValue))
  }
  sum = part
}

private func tally(_ ephemeris: KeplerEphemeris?, _ sum: inout Checksum) {
  guard let ephemeris else { return }
  sum.add(ephemeris.sqrtA)
  sum.add(ephemeris.meanAnomaly)
  sum.add(ephemeris.clockBias)
}

/// A sum of bit patterns: it takes values that are not there as well, and no value drowns in another.
private struct Checksum {
  private(set) var value: UInt64 = 0

  mutating func add(_ bits: UInt64) { value &+= bits }

  mutating func add(_ number: Double) { value &+= number.bitPattern }
}
