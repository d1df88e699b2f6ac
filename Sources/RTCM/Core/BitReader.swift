/// Reads big-endian bit fields from bytes that somebody else keeps alive.
///
/// It holds a bare pointer, so it never leaves the module and lives only inside `RawSpan.withUnsafeBytes` of the codec.
/// Safety: a read is a load of eight bytes at `min(byte, count − 8)`, or at a byte that the caller has checked to be `count − 8` at most: all inside
/// the buffer. Buffers below eight bytes go through a byte loop.
struct BitReader: BitwiseCopyable {
  let base: UnsafeRawPointer
  let byteCount: Int
  let lastLoad: Int
  var position = 0

  @inline(__always)
  var bitCount: Int { byteCount &* 8 }

  /// A reader of `bytes`, at its first bit. An empty buffer reads nothing.
  @inline(__always)
  init(_ bytes: UnsafeRawBufferPointer) {
    base = bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 8).unsafelyUnwrapped  // never loaded from: byteCount is 0
    byteCount = bytes.count
    lastLoad = bytes.count &- 8
  }

  /// A reader of so many bytes; with a constant number the places of its loads are constants, too.
  @inline(__always)
  init(_ base: UnsafeRawPointer, byteCount: Int) {
    self.base = base
    self.byteCount = byteCount
    lastLoad = byteCount &- 8
  }

  /// The next 64 bits with the bit at `position` topmost. At the end of the buffer the bits after it are zero.
  @inline(__always)
  func window() -> UInt64 {
    let byte = position &>> 3
    if lastLoad < 0 { return shortWindow() }
    let start = byte < lastLoad ? byte : lastLoad
    let word = UInt64(bigEndian: base.loadUnaligned(fromByteOffset: start, as: UInt64.self))
    return word &<< UInt64(truncatingIfNeeded: position &- start &* 8)
  }

  /// The 64 bits from the byte of a position on, moved so that its bit is topmost: at least 57 have meaning. The caller has checked that the byte is at
  /// `lastLoad` at most.
  @inline(__always)
  func word(at position: Int) -> UInt64 {
    UInt64(bigEndian: base.loadUnaligned(fromByteOffset: position &>> 3, as: UInt64.self))
      &<< UInt64(truncatingIfNeeded: position & 7)
  }

  @inline(never)
  func shortWindow() -> UInt64 {
    var word: UInt64 = 0
    for i in 0..<8 where i < byteCount { word |= UInt64(base.load(fromByteOffset: i, as: UInt8.self)) << UInt64(56 - 8 * i) }
    return position < 64 ? word << UInt64(position) : 0
  }
}
