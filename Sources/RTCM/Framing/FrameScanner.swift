/// One intact frame, borrowed from the bytes it was found in: valid within the closure that receives it.
public struct Frame: ~Escapable {
  /// Preamble, length, payload and CRC.
  public let bytes: RawSpan
  /// The position of the preamble in the stream, counted from the first byte the scanner was given.
  public let offset: UInt64

  @inline(__always) @_lifetime(copy bytes)
  init(bytes: RawSpan, offset: UInt64) {
    self.bytes = bytes
    self.offset = offset
  }

  /// The message: what lies between length and CRC. It may be empty.
  public var payload: RawSpan {
    @inlinable @inline(__always) @_lifetime(copy self) get { bytes.extracting(3..<(bytes.byteCount - 3)) }
  }

  /// DF002; nil for a payload of less than two bytes.
  public var messageNumber: UInt16? {
    // A frame has at least six bytes; with a payload of two, bytes 3 and 4 are its first.
    guard bytes.byteCount >= 8 else { return nil }
    let high = unsafe bytes.unsafeLoad(fromByteOffset: 3, as: UInt8.self)
    let low = unsafe bytes.unsafeLoad(fromByteOffset: 4, as: UInt8.self)
    return UInt16(high) << 4 | UInt16(low) >> 4
  }
}

/// Takes RTCM 3 frames out of a stream of bytes in any chunking.
///
/// A candidate begins with the preamble 0xD3 and six zero bits. When its CRC is wrong, the search goes on with the byte after its
/// preamble, so that a damaged length or a chance preamble never hides an intact frame. The result depends on the bytes alone, not
/// on how they were cut into chunks.
///
/// Memory: 2058 bytes within the value itself; no allocation. Frames that lie within one chunk are not copied.
/// Time: every position is tried as a candidate at most once, so the cost is bounded by one CRC of at most 1029 bytes per candidate.
public struct FrameScanner: ~Copyable {
  /// What was found so far. `frames` and `skippedBytes` account for every byte but those still waiting.
  public struct Statistics: Sendable, Equatable {
    /// Intact frames.
    public var frames: UInt64 = 0
    /// Bytes of intact frames.
    public var frameBytes: UInt64 = 0
    /// Candidates with a wrong CRC, or cut off by the end of the stream.
    public var crcFailures: UInt64 = 0
    /// Bytes outside intact frames.
    public var skippedBytes: UInt64 = 0

    /// Nothing found.
    public init() {}
  }

  /// What was found so far.
  public private(set) var statistics = Statistics()

  /// The unfinished candidate at the end of the last chunk, and room to complete it: a candidate that begins in the old part (at most
  /// 1028 bytes) is always complete when the buffer is full.
  private var pending = InlineArray<2058, UInt8>(repeating: 0)
  private var pendingCount = 0
  /// The stream position of `pending[0]`.
  private var pendingOffset: UInt64 = 0
  /// Kept, since reading the shared constant asks each time whether the CPU was asked already.
  private let carryless = CRC24Q.hasCarrylessMultiply

  /// A scanner at the start of a stream.
  public init() {}

  /// The bytes that wait for the rest of their frame.
  public var waitingBytes: Int { pendingCount }

  /// Forgets the waiting bytes and all counts, as for a new stream.
  public mutating func reset() {
    pendingCount = 0
    pendingOffset = 0
    statistics = Statistics()
  }

  /// Scans the next bytes of the stream and hands every intact frame, in stream order, to `body`.
  public mutating func scan(_ chunk: RawSpan, _ body: (Frame) -> Void) {
    var chunkStart = 0
    if pendingCount > 0 {
      let old = pendingCount
      let taken = min(chunk.byteCount, pending.count - old)
      append(chunk.extracting(0..<taken))
      let done = Self.search(
        pending.span.bytes.extracting(0..<pendingCount), at: pendingOffset, isLast: false, carryless, &statistics, body)
      if done < old {
        // Still the same candidate: the whole chunk was taken, for a full buffer would have completed it.
        discard(done)
        return
      }
      chunkStart = done - old
      pendingOffset += UInt64(done)
      pendingCount = 0
    }
    let rest = chunk.extracting(chunkStart..<chunk.byteCount)
    let done = Self.search(rest, at: pendingOffset, isLast: false, carryless, &statistics, body)
    pendingOffset += UInt64(done)
    append(rest.extracting(done..<rest.byteCount))
  }

  /// Ends the stream: a candidate that was cut off counts as bad, and the bytes after its preamble are searched for frames.
  /// The scanner is then ready for more bytes of the same count.
  public mutating func finish(_ body: (Frame) -> Void) {
    let done = Self.search(pending.span.bytes.extracting(0..<pendingCount), at: pendingOffset, isLast: true, carryless, &statistics, body)
    pendingOffset += UInt64(done)
    pendingCount = 0
  }

  /// Adds waiting bytes; they fit, see `pending`.
  private mutating func append(_ bytes: RawSpan) {
    let start = pendingCount
    var span = pending.mutableSpan
    unsafe span.withUnsafeMutableBytes { target in
      unsafe bytes.withUnsafeBytes { source in
        // `copyMemory` traps when the rebased target is too small.
        UnsafeMutableRawBufferPointer(rebasing: target[start...]).copyMemory(from: source)
      }
    }
    pendingCount += bytes.byteCount
  }

  /// Drops waiting bytes at the front.
  private mutating func discard(_ count: Int) {
    guard count > 0 else { return }
    for i in count..<pendingCount { pending[i - count] = pending[i] }
    pendingCount -= count
    pendingOffset += UInt64(count)
  }

  /// Searches a piece of the stream from its first byte. Returns how many bytes are dealt with; what remains (nothing when `isLast`)
  /// begins with a candidate whose end is not there yet.
  private static func search(
    _ bytes: RawSpan, at offset: UInt64, isLast: Bool, _ carryless: Bool, _ statistics: inout Statistics, _ body: (Frame) -> Void
  ) -> Int {
    let count = bytes.byteCount
    var position = 0
    while position < count {
      // All loads are below `count`, as each condition says.
      guard unsafe bytes.unsafeLoad(fromByteOffset: position, as: UInt8.self) == RTCMStandard.preamble else {
        position &+= 1
        statistics.skippedBytes &+= 1
        continue
      }
      var frameEnd = count &+ 1
      if position &+ 1 < count {
        let high = unsafe bytes.unsafeLoad(fromByteOffset: position &+ 1, as: UInt8.self)
        guard high & 0b1111_1100 == 0 else {
          position &+= 1
          statistics.skippedBytes &+= 1
          continue
        }
        if position &+ 2 < count {
          frameEnd = position &+ 6 &+ (Int(high) << 8 | Int(unsafe bytes.unsafeLoad(fromByteOffset: position &+ 2, as: UInt8.self)))
        }
      }
      if frameEnd > count {
        if !isLast { return position }
      } else {
        let candidate = bytes.extracting(position..<frameEnd)
        if CRC24Q.checksum(candidate, carryless: carryless) == 0 {
          statistics.frames &+= 1
          statistics.frameBytes &+= UInt64(frameEnd &- position)
          body(Frame(bytes: candidate, offset: offset &+ UInt64(position)))
          position = frameEnd
          continue
        }
      }
      statistics.crcFailures &+= 1
      statistics.skippedBytes &+= 1
      position &+= 1
    }
    return count
  }
}
