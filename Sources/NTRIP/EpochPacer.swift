import RTCM

/// Finds where the epochs of a recorded RTCM stream begin, and how long after one another: the pace of a replay without recorded arrival
/// times. A value: bytes in, pieces out.
///
/// One system leads: the first that brings observation epochs. The others' epochs lie between its, in time scales of their own (GLONASS in
/// UTC + 3 h, BeiDou in BDT), and would only make the pace jump. When the leader falls silent for ``patience`` epochs of another, that one leads.
struct EpochPacer: ~Copyable {
  /// A piece to be delivered as a whole.
  struct Piece {
    /// The bytes of the stream up to the next epoch's first frame, or a part of them.
    var bytes: [UInt8]
    /// Seconds of observation time since the piece before; 0 when the epoch is the same or not known.
    var seconds: Double
  }

  /// How many epochs of another system without one of the leader's make it the leader.
  static let patience = 5

  private var scanner = FrameScanner()
  private var pending: [UInt8] = []
  /// The stream position of `pending[0]`.
  private var base: UInt64 = 0
  private var position: UInt64 = 0
  private var leader: Int?
  private var rivals = 0
  private var lastRival: UInt32?
  private var last: Epoch?
  private var seconds = 0.0

  private struct Epoch {
    var family: Int
    var milliseconds: UInt32
    var period: UInt32
  }

  /// Takes the next bytes; gives the pieces that are complete, in order. At most a frame's length is kept back.
  mutating func take(_ bytes: [UInt8]) -> [Piece] {
    position += UInt64(bytes.count)
    pending += bytes
    var found: [(offset: UInt64, epoch: Epoch)] = []
    scanner.scan(bytes.span.bytes) { frame in
      if let epoch = Self.epoch(of: frame) { found.append((frame.offset, epoch)) }
    }
    var pieces: [Piece] = []
    for (offset, epoch) in found {
      guard let step = step(to: epoch) else { continue }
      deliver(upTo: offset, to: &pieces)
      seconds += step
    }
    deliver(upTo: position - UInt64(scanner.waitingBytes), to: &pieces)
    return pieces
  }

  /// The bytes that are left at the end of the stream.
  mutating func finish() -> [Piece] {
    var pieces: [Piece] = []
    deliver(upTo: position, to: &pieces)
    return pieces
  }

  private mutating func deliver(upTo offset: UInt64, to pieces: inout [Piece]) {
    guard offset > base else { return }
    let count = Int(offset - base)
    pieces.append(Piece(bytes: Array(pending.prefix(count)), seconds: seconds))
    pending.removeFirst(count)
    base = offset
    seconds = 0
  }

  /// The seconds to a new epoch of the leader; `nil` when it is the same epoch or another system's.
  private mutating func step(to epoch: Epoch) -> Double? {
    if leader == nil { leader = epoch.family }
    guard epoch.family == leader else {
      if epoch.milliseconds != lastRival { rivals += 1 }
      lastRival = epoch.milliseconds
      if rivals > Self.patience {
        leader = epoch.family
        last = epoch
        rivals = 0
      }
      return nil
    }
    rivals = 0
    defer { last = epoch }
    guard let last, last.period == epoch.period else { return nil }
    let step = (epoch.milliseconds + epoch.period - last.milliseconds) % epoch.period
    // More than half a week on is a step back: a spliced file.
    return step == 0 || step > epoch.period / 2 ? nil : Double(step) * 1e-3
  }

  /// The epoch time of an observation message (DF004, DF034, DF248, DF427, DF428, DF034 with DF416), which stands at bit 24 in all of them.
  private static func epoch(of frame: Frame) -> Epoch? {
    guard let number = frame.messageNumber, frame.payload.byteCount >= 7 else { return nil }
    let isLegacyGLONASS = 1009...1012 ~= number
    let family: Int
    switch number {
    case 1001...1004: family = 107
    case 1009...1012: family = 108
    case 1071...1077, 1081...1087, 1091...1097, 1101...1107, 1111...1117, 1121...1127, 1131...1137: family = Int(number) / 10
    default: return nil
    }
    let bits = frame.payload.withUnsafeBytes { bytes in
      UInt32(bytes[3]) << 24 | UInt32(bytes[4]) << 16 | UInt32(bytes[5]) << 8 | UInt32(bytes[6])
    }
    let day: UInt32 = 86_400_000
    if family == 108 {
      // Milliseconds of the day, 27 bits; behind three bits for the day in an MSM.
      let time = isLegacyGLONASS ? bits >> 5 : bits >> 2 & 0x7FF_FFFF
      // A leap second may make the day a second longer.
      return Epoch(family: family, milliseconds: time % day, period: day)
    }
    return Epoch(family: family, milliseconds: (bits >> 2) % (7 * day), period: 7 * day)
  }
}
