/// Decimal text to `Double`, correctly rounded, without locale.
///
/// Reads `[+|-] digits [. digits] [(e|E) [+|-] digits]` with a digit on at least one side of the stop. Neither `inf` nor `nan`, hexadecimal
/// or digit grouping is a number here; a value beyond the range of `Double` is refused rather than made infinite.
///
/// Digits are read eight at a time where the number is plain and the text long enough (D. Lemire, doi 10.1002/spe.2984), one by one elsewhere.
/// Three ways from digits to the double, all correctly rounded (the double nearest to the decimal value, ties to even):
/// 1. up to 2⁵³ as integer and a power of ten up to 10²²: both exact as doubles, one IEEE division or product rounds once
///    (W. D. Clinger, *How to read floating point numbers accurately*, PLDI 1990, section 3);
/// 2. up to 19 digits and a divisor up to 10¹⁹: an exact 128-by-64-bit integer division, rounded from its 64-bit quotient and remainder;
/// 3. everything else: the standard library's conversion.
public enum DecimalText {
  /// The number that stands in `bytes` from `start` and how far it reaches; nil when no number starts there or it is out of range.
  ///
  /// - Returns: `value`, and `end`: the offset of the first byte after the number.
  public static func parsePrefix(_ bytes: RawSpan, from start: Int, to limit: Int) -> (value: Double, end: Int)? {
    var position = start
    guard position < limit else { return nil }
    var byte = bytes.byte(position)
    let negative = byte == minus
    if negative || byte == plus { position += 1 }
    if let (mantissa, decimals, end) = plainDigits(bytes, position, limit), let magnitude = rounded(mantissa, decimals: decimals) {
      return (negative ? -magnitude : magnitude, end)
    }

    // Significant digits go into `mantissa` as long as they fit; leading zeros do not count.
    var mantissa: UInt64 = 0
    var digits = 0
    var anyDigit = false
    var truncated = false
    var exponent = 0
    while position < limit {
      byte = bytes.byte(position) &- zero
      guard byte < 10 else { break }
      anyDigit = true
      if digits < 19 {
        mantissa = mantissa &* 10 &+ UInt64(byte)
        if mantissa != 0 { digits += 1 }
      } else {
        truncated = true
      }
      position += 1
    }
    if position < limit, bytes.byte(position) == stop {
      let firstDecimal = position + 1
      var decimal = firstDecimal
      while decimal < limit {
        byte = bytes.byte(decimal) &- zero
        guard byte < 10 else { break }
        if digits < 19 {
          mantissa = mantissa &* 10 &+ UInt64(byte)
          if mantissa != 0 { digits += 1 }
          exponent -= 1
        } else {
          truncated = true
        }
        decimal += 1
      }
      if decimal > firstDecimal { anyDigit = true }
      // A full stop without a digit on either side is no number; after digits it may end one ("28.").
      if anyDigit { position = decimal }
    }
    guard anyDigit else { return nil }

    var scientific = false
    if position < limit, bytes.byte(position) | 0x20 == letterE {
      var p = position + 1
      if p < limit, bytes.byte(p) == plus || bytes.byte(p) == minus { p += 1 }
      if p < limit, bytes.byte(p) &- zero < 10 {
        while p < limit, bytes.byte(p) &- zero < 10 { p += 1 }
        scientific = true
        position = p
      }
    }
    guard !scientific, !truncated, let magnitude = rounded(mantissa, decimals: -exponent) else {
      guard let value = slow(bytes, start, position) else { return nil }
      return (value, position)
    }
    return (negative ? -magnitude : magnitude, position)
  }

  /// The digits of a number with 1 … 8 of them before the stop and at most 15 behind it, 19 in all, without exponent, where the text goes on
  /// for 26 bytes; nil for every other, which may be a number all the same.
  @inline(__always)
  private static func plainDigits(_ bytes: RawSpan, _ start: Int, _ limit: Int) -> (mantissa: UInt64, decimals: Int, end: Int)? {
    guard limit &- start >= 26 else { return nil }
    let whole = eightBytes(bytes, start)
    let wholeCount = digitCount(whole)
    guard wholeCount > 0 else { return nil }
    var mantissa = leadingDigits(whole, wholeCount)
    var end = start &+ wholeCount
    var decimals = 0
    if bytes.byte(end) == stop {
      end &+= 1
      let head = eightBytes(bytes, end)
      decimals = digitCount(head)
      if decimals > 0 { mantissa = mantissa &* power(decimals) &+ leadingDigits(head, decimals) }
      end &+= decimals
      if decimals == 8 {
        let tail = eightBytes(bytes, end)
        let tailCount = digitCount(tail)
        // With eight more there may be a ninth.
        guard tailCount < 8, wholeCount &+ 8 &+ tailCount <= 19 else { return nil }
        if tailCount > 0 { mantissa = mantissa &* power(tailCount) &+ leadingDigits(tail, tailCount) }
        end &+= tailCount
        decimals &+= tailCount
      }
    } else if wholeCount == 8, bytes.byte(end) &- zero < 10 {
      return nil
    }
    return bytes.byte(end) | 0x20 == letterE ? nil : (mantissa, decimals, end)
  }

  /// Eight bytes of text, each ASCII digit become its number.
  @inline(__always)
  private static func eightBytes(_ bytes: RawSpan, _ offset: Int) -> UInt64 {
    // Any eight bytes are a UInt64; `unsafeLoadUnaligned` checks the bounds.
    UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)) ^ 0x3030_3030_3030_3030
  }

  /// How many of eight bytes from the lowest on are 0 … 9.
  @inline(__always)
  private static func digitCount(_ word: UInt64) -> Int {
    // The high bit of every byte above 9; a carry falsifies only what lies above the lowest of those.
    let others = ((word &+ 0x7676_7676_7676_7676) | word) & 0x8080_8080_8080_8080
    return others.trailingZeroBitCount >> 3
  }

  /// The number that the lowest 1 … 8 bytes of a word are the digits of, the first the lowest.
  @inline(__always)
  private static func leadingDigits(_ word: UInt64, _ count: Int) -> UInt64 {
    // Zeros in front of the digits; then digits to pairs, pairs to fours, fours to eight.
    let digits = word << UInt64(64 &- 8 &* count)
    let pairs = (digits &* 10 &+ digits >> 8) & 0x00ff_00ff_00ff_00ff
    let fours = (pairs &* 100 &+ pairs >> 16) & 0x0000_ffff_0000_ffff
    return (fours &* 10000 &+ fours >> 32) & 0xffff_ffff
  }

  /// The double nearest to mantissa·10⁻ᵈ, by the first two ways; nil where they do not serve.
  @inline(__always)
  private static func rounded(_ mantissa: UInt64, decimals: Int) -> Double? {
    if decimals == 0 { return Double(mantissa) }
    if mantissa <= 1 << 53, decimals <= 22 { return Double(mantissa) / exactPower(decimals) }
    return mantissa > 1 << 53 && decimals <= 19 ? quotient(mantissa, power(decimals)) : nil
  }

  /// The number that fills `bytes` from `start` to `end` exactly; nil when anything else stands there.
  @inline(__always)
  public static func parse(_ bytes: RawSpan, from start: Int, to end: Int) -> Double? {
    guard let (value, reached) = parsePrefix(bytes, from: start, to: end), reached == end else { return nil }
    return value
  }

  /// The number that `text` is; nil when it is none.
  public static func parse(_ text: String) -> Double? {
    var text = text
    return text.withUTF8 { utf8 in
      let span = RawSpan(_unsafeBytes: UnsafeRawBufferPointer(utf8))
      return parse(span, from: 0, to: span.byteCount)
    }
  }

  /// `m / d` rounded to nearest even, for 2⁵³ < m and 10 ≤ d ≤ 10¹⁹: the quotient lies between 2⁻¹¹ and 2⁶¹, so it is never subnormal.
  static func quotient(_ m: UInt64, _ d: UInt64) -> Double {
    // Both to the top bit, so that the quotient q of (m·2⁶³)/d has 63 or 64 bits: more than the 54 that rounding needs.
    let shiftM = m.leadingZeroBitCount, shiftD = d.leadingZeroBitCount
    let high = (m << UInt64(shiftM)) >> 1
    let low = (m << UInt64(shiftM)) << 63
    let (q, remainder) = (d << UInt64(shiftD)).dividingFullWidth((high, low))
    // The remainder only matters as "not zero": it makes a seeming tie an upward case. The lowest of ≥ 63 bits is never the rounding bit.
    let sticky = remainder == 0 ? q : q | 1
    // Double(UInt64) rounds to nearest even; the power of two is exact.
    return Double(sticky) * Double(sign: .plus, exponent: shiftD - shiftM - 63, significand: 1)
  }

  private static func slow(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Double? {
    // Digits are ASCII by now. More than 800 never change a double (the longest exact tie has 768), yet a line may hold millions: refuse.
    guard end - start <= 1100 else { return nil }
    var text = ""
    text.reserveCapacity(end - start)
    for i in start..<end { text.unicodeScalars.append(Unicode.Scalar(bytes.byte(i))) }
    guard let value = Double(text), value.isFinite else { return nil }
    return value
  }

  /// 10ⁿ as integer, 0 ≤ n ≤ 19.
  @inline(__always)
  static func power(_ n: Int) -> UInt64 { powers[n] }

  /// 10ⁿ as a double, exact for 0 ≤ n ≤ 22.
  @inline(__always)
  static func exactPower(_ n: Int) -> Double { exactPowers[n] }

  // Constants of the binary: built once by the compiler, not at each use.
  private static let powers: InlineArray<20, UInt64> = [
    1, 10, 100, 1000, 10000, 100000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000, 100_000_000_000,
    1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000, 10_000_000_000_000_000,
    100_000_000_000_000_000, 1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
  ]
  private static let exactPowers: InlineArray<23, Double> = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]
}

let zero = UInt8(ascii: "0")
let plus = UInt8(ascii: "+")
let minus = UInt8(ascii: "-")
let stop = UInt8(ascii: ".")
let letterE = UInt8(ascii: "e")

extension RawSpan {
  /// The byte at an offset, checked against the span's bounds.
  @inline(__always)
  func byte(_ offset: Int) -> UInt8 {
    // Every bit pattern is a UInt8, and `unsafeLoad` checks the bounds.
    unsafeLoad(fromByteOffset: offset, as: UInt8.self)
  }
}
