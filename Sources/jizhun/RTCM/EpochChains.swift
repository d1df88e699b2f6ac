import RTCM

/// Passes frames on and keeps the chains of their epochs whole: when the last message of an epoch is taken out, the flag “more follow” of the
/// last one that stays is cleared, and nothing else is touched.
///
/// A frame that may still become the last of its epoch is held back until the next message of its chain, with everything behind it, so
/// that the order stays. What is held is bounded.
struct EpochChains {
  /// A frame on its way.
  private struct Held {
    var bytes: [UInt8]
    /// Where its flag stands, in the payload.
    var moreBit: Int?
  }

  /// The epoch that a chain is in.
  private struct Open {
    var station: UInt32?
    /// The epoch as sent, by message number: systems count in their own times.
    var epochs: [UInt16: UInt32] = [:]
    /// The last message kept, whose flag says that more follow: its place among all frames.
    var last: Int?
  }

  private var queue: [Held] = []
  /// The place of the first frame of the queue among all frames.
  private var start = 0
  private var open: [Open?] = Array(repeating: nil, count: MessageFacts.Chain.allCases.count)
  /// No epoch has so many messages; more are no epoch.
  private static let limit = 512

  /// Flags that were cleared.
  private(set) var repairs = 0

  /// Notes which epoch a message belongs to; true when it is the first of its epoch. To be called for every message of a chain, in order, before
  /// `keep` or `drop`.
  mutating func enter(_ payload: RawSpan, _ facts: MessageFacts) -> Bool {
    guard let chain = facts.more?.chain.rawValue else { return true }
    let number = Message.number(of: payload)
    let station = facts.station.flatMap { payload.bits($0) }
    let epoch = facts.epoch.flatMap { payload.bits($0) } ?? 0
    var isFirst = true
    if let current = open[chain] {
      // Another epoch or station although more were to follow: the last of the epoch was lost on the way here.
      isFirst = current.station != station || (current.epochs[number].map { $0 != epoch } ?? false)
    }
    if isFirst { open[chain] = Open(station: station) }
    open[chain]?.epochs[number] = epoch
    return isFirst
  }

  /// Notes that a message goes through, for a caller that sends frames on by itself.
  mutating func pass(_ frame: RawSpan, _ facts: MessageFacts) {
    guard let (bit, chain) = facts.more, frame.byteCount > 3 + bit / 8 else { return }
    // The index was checked.
    let more = unsafe frame.unsafeLoad(fromByteOffset: 3 + bit / 8, as: UInt8.self) << UInt8(bit % 8) & 0x80 != 0
    if !more { open[chain.rawValue] = nil }
  }

  /// Passes a frame on, as it came or made anew.
  mutating func keep(_ frame: [UInt8], _ facts: MessageFacts?) {
    if let (bit, chain) = facts?.more {
      let more = Self.flag(frame, bit)
      open[chain.rawValue]?.last = more ? start + queue.count : nil
      if !more { open[chain.rawValue] = nil }
      queue.append(Held(bytes: frame, moreBit: bit))
    } else {
      queue.append(Held(bytes: frame, moreBit: nil))
    }
  }

  /// Takes a frame out.
  mutating func drop(_ frame: RawSpan, _ facts: MessageFacts?) {
    guard let (bit, chain) = facts?.more, frame.byteCount > 3 + bit / 8 else { return }
    // The index was checked.
    let more = unsafe frame.unsafeLoad(fromByteOffset: 3 + bit / 8, as: UInt8.self) << UInt8(bit % 8) & 0x80 != 0
    guard !more else { return }
    if let last = open[chain.rawValue]?.last, last >= start { clear(last - start) }
    open[chain.rawValue] = nil
  }

  private static func flag(_ frame: [UInt8], _ bit: Int) -> Bool { frame[3 + bit / 8] << UInt8(bit % 8) & 0x80 != 0 }

  private mutating func clear(_ index: Int) {
    guard let bit = queue[index].moreBit else { return }
    queue[index].bytes[3 + bit / 8] &= ~(0x80 >> UInt8(bit % 8))
    var builder = FrameBuilder()
    let payload = Array(queue[index].bytes.dropFirst(3).dropLast(3))
    builder.build(payload: payload.span.bytes)
    queue[index].bytes = builder.frame.array
    repairs += 1
  }

  /// Hands out the frames whose flags are settled; at the end of the stream, all.
  mutating func release(isEnd: Bool = false, _ write: ([UInt8]) throws(CommandError) -> Void) throws(CommandError) {
    let waiting = isEnd || queue.count > Self.limit ? nil : open.compactMap { $0?.last }.filter { $0 >= start }.min()
    let count = waiting.map { $0 - start } ?? queue.count
    for i in 0..<count { try write(queue[i].bytes) }
    queue.removeFirst(count)
    start += count
  }
}
