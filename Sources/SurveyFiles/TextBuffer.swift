/// A growing buffer of output text that formats numbers in place: the one corner of this module that writes through a pointer.
///
/// Every write first makes sure of its room (`reserve`), and no pointer leaves the type, so the buffer can be used as safely as an array.
public struct TextBuffer: ~Copyable {
  // Invariant: `base` points to `capacity` bytes that this value alone owns; the first `count` are initialised.
  private var base: UnsafeMutableRawPointer
  private var capacity: Int

  /// How many bytes have been written.
  public private(set) var count = 0

  /// An empty buffer with room for `capacity` bytes.
  public init(capacity: Int = 1 << 16) {
    self.capacity = max(capacity, 256)
    base = .allocate(byteCount: self.capacity, alignment: 16)
  }

  deinit { base.deallocate() }

  /// The text written so far.
  public var bytes: RawSpan {
    @_lifetime(borrow self)
    borrowing get {
      let span = RawSpan(_unsafeStart: UnsafeRawPointer(base), byteCount: count)
      return _overrideLifetime(span, borrowing: self)
    }
  }

  /// Forgets the text, keeps the room.
  public mutating func removeAll() { count = 0 }

  /// Forgets everything behind the first `length` bytes.
  public mutating func truncate(to length: Int) { count = min(count, max(length, 0)) }

  /// Makes room for `extra` more bytes.
  @inline(__always)
  public mutating func reserve(_ extra: Int) {
    if count &+ extra > capacity { grow(extra) }
  }

  private mutating func grow(_ extra: Int) {
    let larger = max(capacity * 2, count + extra)
    let moved = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 16)
    moved.copyMemory(from: base, byteCount: count)
    base.deallocate()
    base = moved
    capacity = larger
  }

  /// Appends one byte.
  @inline(__always)
  public mutating func append(_ byte: UInt8) {
    reserve(1)
    base.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
    count &+= 1
  }

  /// Appends the bytes of `source` from `start` to `end`.
  @inline(__always)
  public mutating func append(_ source: RawSpan, from start: Int, to end: Int) {
    if UInt(bitPattern: end &- start) <= 16, start &+ 16 <= source.byteCount {
      // Separators and short ends of lines: sixteen bytes go over, those behind the end are written again or never read. The load checks its
      // bounds (the end is not before the start), and any bytes are a SIMD16<UInt8>.
      reserve(16)
      (base + count).storeBytes(of: source.unsafeLoadUnaligned(fromByteOffset: start, as: SIMD16<UInt8>.self), as: SIMD16<UInt8>.self)
      count &+= end &- start
      return
    }
    let piece = source.extracting(start..<end)  // checks the range
    reserve(piece.byteCount)
    piece.withUnsafeBytes { from in
      if let address = from.baseAddress { (base + count).copyMemory(from: address, byteCount: from.count) }
    }
    count &+= end - start
  }

  /// Appends text as UTF-8.
  public mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { utf8 in
      reserve(utf8.count)
      if let address = utf8.baseAddress { (base + count).copyMemory(from: address, byteCount: utf8.count) }
      count += utf8.count
    }
  }

  /// Appends an integer in decimal.
  public mutating func append(integer value: Int) { append(String(value)) }

  /// Appends `value` with exactly `decimals` digits after the stop, as C's `%.*f` prints it: the decimal nearest to the exact binary value,
  /// ties to even. A result that rounds to zero has no minus sign.
  ///
  /// - Parameters:
  ///   - value: finite; a value that is not finite is a mistake of the caller and is written as `?`, never as a number.
  ///   - decimals: 0…18.
  @inline(__always)
  public mutating func append(_ value: Double, decimals: Int) {
    guard let scaled = FixedDecimal(value, decimals: decimals) else { return appendLarge(value, decimals: decimals) }
    reserve(48)  // sign, 20 digits, stop, and the slack of the 8-byte stores below
    if scaled.negative {
      base.storeBytes(of: minus, toByteOffset: count, as: UInt8.self)
      count &+= 1
    }
    let digits = max(decimalDigits(scaled.magnitude), decimals &+ 1)
    guard digits <= 16 else { return appendLong(scaled.magnitude, digits: digits, decimals: decimals) }
    // Sixteen digits, the first in the lowest byte, without their leading zeros; then all of them, and once more what comes behind the stop.
    let upper = scaled.magnitude / 100_000_000
    let words = (
      eightDigits(UInt32(truncatingIfNeeded: upper)), eightDigits(UInt32(truncatingIfNeeded: scaled.magnitude &- upper &* 100_000_000))
    )
    let text = (UInt128(words.1) << 64 | UInt128(words.0)) &>> UInt128(8 &* (16 &- digits))
    let whole = digits &- decimals
    // Unaligned stores of 16 bytes, the last at count + 17: within the reserved 48.
    (base + count).storeBytes(of: text.littleEndian, as: UInt128.self)
    count &+= whole
    if decimals > 0 {
      base.storeBytes(of: stop, toByteOffset: count, as: UInt8.self)
      (base + count + 1).storeBytes(of: (text &>> UInt128(8 &* whole)).littleEndian, as: UInt128.self)
      count &+= decimals &+ 1
    }
  }

  /// Seventeen digits and more, for which `append(_:decimals:)` has reserved the room.
  private mutating func appendLong(_ magnitude: UInt64, digits: Int, decimals: Int) {
    // 24 digits with leading zeros: three groups of eight.
    let upper = magnitude / 100_000_000
    let low = UInt32(truncatingIfNeeded: magnitude &- upper &* 100_000_000)
    let top = upper / 100_000_000
    let middle = UInt32(truncatingIfNeeded: upper &- top &* 100_000_000)
    let whole = digits &- decimals
    // The digits go down one byte to the right of their place; then the whole part moves left and the stop takes the gap.
    // The scratch of 24 bytes stands behind: 1 + 24 bytes after `count`, within the reserved 48.
    withUnsafeTemporaryAllocation(byteCount: 40, alignment: 8) { scratch in
      scratch.storeBytes(of: eightDigits(UInt32(truncatingIfNeeded: top)), toByteOffset: 0, as: UInt64.self)
      scratch.storeBytes(of: eightDigits(middle), toByteOffset: 8, as: UInt64.self)
      scratch.storeBytes(of: eightDigits(low), toByteOffset: 16, as: UInt64.self)
      let from = UnsafeRawPointer(scratch.baseAddress!)  // 40 bytes were asked for: never nil
      let start = 24 &- digits
      // Two unaligned 16-byte copies: reads end at 24 + 16 − 1 at most (scratch 40), writes at count + 20 + 1 + 16 (reserved).
      let head = (from + start).loadUnaligned(as: SIMD16<UInt8>.self)
      (base + count).storeBytes(of: head, as: SIMD16<UInt8>.self)
      if whole > 16 {
        let more = (from + start + 16).loadUnaligned(as: UInt64.self)
        (base + count + 16).storeBytes(of: more, as: UInt64.self)
      }
      count &+= whole
      if decimals > 0 {
        base.storeBytes(of: stop, toByteOffset: count, as: UInt8.self)
        let tail = (from + start + whole).loadUnaligned(as: SIMD16<UInt8>.self)
        (base + count + 1).storeBytes(of: tail, as: SIMD16<UInt8>.self)
        if decimals > 16 {
          let more = (from + start + whole + 16).loadUnaligned(as: UInt64.self)
          (base + count + 17).storeBytes(of: more, as: UInt64.self)
        }
        count &+= decimals &+ 1
      }
    }
  }

  /// Numbers of more than 19 digits: rare, so digit by digit.
  private mutating func appendLarge(_ value: Double, decimals: Int) {
    guard value.isFinite else { return append(UInt8(ascii: "?")) }
    append(FixedDecimal.longText(value, decimals: decimals))
  }
}

/// Eight decimal digits of n < 10⁸ as ASCII, the first in the lowest byte: halves, then pairs, then digits, side by side in one word.
@inline(__always)
func eightDigits(_ n: UInt32) -> UInt64 {
  let upper = n / 10000
  let halves = UInt64(upper) | UInt64(n &- upper &* 10000) << 32
  // ⌊x/100⌋ = ⌊10486·x/2²⁰⌋ for x < 10⁴ and ⌊x/10⌋ = ⌊103·x/2¹⁰⌋ for x < 100: checked for every x by a test.
  let hundreds = (halves &* 10486) >> 20 & 0x0000_007f_0000_007f
  let pairs = hundreds | (halves &- hundreds &* 100) << 16
  let tens = (pairs &* 103) >> 10 & 0x000f_000f_000f_000f
  let digits = tens | (pairs &- tens &* 10) << 8
  return (digits | 0x3030_3030_3030_3030).littleEndian
}

/// How many decimal digits n has; 1 for 0.
@inline(__always)
func decimalDigits(_ n: UInt64) -> Int {
  // ⌊log₁₀ n⌋ from the bit length (1233/4096 ≈ log₁₀ 2), corrected by one comparison.
  let bits = 64 &- n.leadingZeroBitCount
  let estimate = (bits &* 1233) >> 12
  return estimate &+ (n >= DecimalText.power(estimate) ? 1 : 0) &+ (n == 0 ? 1 : 0)
}
