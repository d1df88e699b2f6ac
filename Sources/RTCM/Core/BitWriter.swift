/// Writes big-endian bit fields into bytes that somebody else keeps alive; the counterpart of `BitReader`.
///
/// Safety: every byte is stored only after its index was compared with the buffer's size; what does not fit sets `overflow`.
struct BitWriter {
  let bytes: UnsafeMutableRawBufferPointer
  private(set) var position = 0
  private(set) var overflow = false
  private var pending: UInt64 = 0
  private var pendingBits = 0

  /// A writer into `bytes`, at its first bit.
  @inline(__always)
  init(_ bytes: UnsafeMutableRawBufferPointer) { self.bytes = bytes }

  /// Writes the low `width` bits, 0…64, of a value.
  @inline(__always)
  mutating func write(_ value: UInt64, _ width: Int) {
    if width > 32 {
      put(value &>> 32, width &- 32)
      put(value, 32)
    } else {
      put(value, width)
    }
  }

  /// At most 32 bits: with at most 7 pending, 39 fit the accumulator.
  @inline(__always)
  private mutating func put(_ value: UInt64, _ width: Int) {
    let mask = (UInt64(1) &<< UInt64(truncatingIfNeeded: width)) &- 1
    pending = pending &<< UInt64(truncatingIfNeeded: width) | (value & mask)
    pendingBits &+= width
    position &+= width
    while pendingBits >= 8 {
      pendingBits &-= 8
      store(UInt8(truncatingIfNeeded: pending &>> UInt64(truncatingIfNeeded: pendingBits)), (position &- pendingBits) / 8 - 1)
    }
  }

  @inline(__always)
  private mutating func store(_ byte: UInt8, _ index: Int) {
    guard index < bytes.count else {
      overflow = true
      return
    }
    bytes[index] = byte
  }

  /// Fills the last byte with zero bits. Returns the number of bytes written.
  mutating func finish() -> Int {
    if pendingBits > 0 { write(0, 8 - pendingBits) }
    return position / 8
  }
}
