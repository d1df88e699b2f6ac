import GNSS
import RTCM

/// One pass over a stream: messages and epochs, in their order.
struct StreamPass: ~Copyable {
  private(set) var assembler: EpochAssembler
  private var decoder = MessageDecoder()
  private var message = Message.raw(RawMessage(payload: RawSpan()))
  /// Frames with a wrong CRC and messages that contradict their number.
  private(set) var damaged: UInt64 = 0

  init(context: TimeContext, dialect: MSMDialect, channels: GLONASSChannels) {
    assembler = EpochAssembler(context: context)
    assembler.dialect = dialect
    assembler.channels = channels
  }

  /// Runs over all bytes.
  /// - Parameter afterEachChunk: Called after some kilobytes, with the date as far as it is known.
  mutating func run(
    _ input: RereadableInput, message take: (Message) -> Void, epoch emit: (Epoch) -> Void,
    afterEachChunk: (TimeContext) -> Void = { _ in }
  ) throws(CommandError) {
    var scanner = FrameScanner()
    try input.read { bytes throws(CommandError) in
      scanner.scan(bytes.span.bytes) { self.take($0, take, emit) }
      afterEachChunk(assembler.context)
    }
    scanner.finish { self.take($0, take, emit) }
    assembler.finish(emit: emit)
    afterEachChunk(assembler.context)
    damaged += scanner.statistics.crcFailures
  }

  private mutating func take(_ frame: borrowing Frame, _ take: (Message) -> Void, _ emit: (Epoch) -> Void) {
    do {
      if try assembler.add(frame.payload, emit: emit) { return }
      try decoder.decode(frame.payload, into: &message)
      assembler.learn(from: message, emit: emit)
      take(message)
    } catch {
      damaged += 1
    }
  }
}

/// Leaves out epochs that are not at multiples of an interval; a loss of lock in one of them is told by the next one that stays.
struct EpochThinner {
  private let interval: Int64?
  private var lost: Set<UInt32> = []

  init(interval: Double?) { self.interval = interval.map { Int64(($0 * 1e9).rounded()) } }

  /// True for an epoch that stays; within 5 ms of the multiple, since receivers' clocks are that good.
  mutating func keeps(_ epoch: inout Epoch) -> Bool {
    guard let interval else { return true }
    let rest = epoch.time.nanoseconds % interval
    let stays = min(rest, interval - rest) < min(5_000_000, interval / 4)
    for i in epoch.observations.indices {
      let row = epoch.observations[i]
      let key = UInt32(row.satellite.packed) << 16 | UInt32(row.signal.packed)
      if stays {
        if !lost.isEmpty, !row.phaseRange.isNaN, lost.remove(key) != nil { epoch.observations[i].flags.insert(.lossOfLock) }
      } else if row.flags.contains(.lossOfLock) {
        lost.insert(key)
      }
    }
    return stays
  }
}
