/// Numbers of up to 64 bits over powers of ten, rounded correctly, without the standard library's detour by text: the coefficients of a model to degree 2190
/// are five million of them.
///
/// m · 10⁻ᵉ = m · 5⁻ᵉ · 2⁻ᵉ with 5⁻ᵉ as 128 bits: the product's leading 128 bits are short of the truth by less than 2 of their last place, which tells how to
/// round to 53 but where what follows these is within 2 of a half. Source: D. Lemire, *Number parsing at a gigabyte per second*, Softw. Pract. Exper. 51
/// (2021) 1700, doi 10.1002/spe.2984.
enum GFCReciprocals {
  /// 5⁵⁵ is the largest power in 128 bits.
  static let largestPower = 55

  /// ⌊2^(127 + L) ∕ 5ᵉ⌋ and the number L of bits of 5ᵉ, for e = 1 … 55.
  private static let table: [(reciprocal: UInt128, bits: Int)] = (1...largestPower).map { e in
    let power = (0..<e).reduce(UInt128(1)) { p, _ in p * 5 }
    let bits = 128 - power.leadingZeroBitCount
    // Long division of 2^(127 + L), bit by bit; the first L bits of the dividend are 2^(L−1), below 5ᵉ.
    var rest: UInt128 = 1 << UInt128(bits - 1)
    var quotient: UInt128 = 0
    for _ in 0..<128 {
      let carries = rest.leadingZeroBitCount == 0
      rest = rest &<< 1
      quotient = quotient &<< 1
      // With a carry the rest is 2¹²⁸ more than it says, and the difference below 5ᵉ again.
      if carries || rest >= power {
        rest = rest &- power
        quotient |= 1
      }
    }
    return (quotient, bits)
  }

  /// m · 10⁻ᵉ; nil where that takes more digits to round, and for powers that the table has not.
  static func quotient(_ mantissa: UInt64, power: Int) -> Double? {
    guard power >= 1, power <= largestPower else { return nil }
    guard mantissa > 0 else { return 0 }
    let (reciprocal, bits) = table[power - 1]
    let zeros = mantissa.leadingZeroBitCount
    let digits = mantissa << UInt64(zeros)
    let low = digits.multipliedFullWidth(by: UInt64(truncatingIfNeeded: reciprocal)).high
    let high = digits.multipliedFullWidth(by: UInt64(truncatingIfNeeded: reciprocal >> 64))
    // Below 2⁶⁴ · 2⁶⁴: no carry out of it.
    let product = UInt128(high.high) << 64 + UInt128(high.low) + UInt128(low)
    let shift = product.leadingZeroBitCount == 0 ? 75 : 74
    let half: UInt128 = 1 << UInt128(shift - 1)
    let rest = product & ((half << 1) - 1)
    guard rest > half || rest + 2 < half else { return nil }
    let significand = UInt64(truncatingIfNeeded: product >> UInt128(shift)) + (rest > half ? 1 : 0)
    // 2⁵³ at most, and exponents far from the ends of Double's.
    return Double(sign: .plus, exponent: shift + 64 - zeros - 127 - bits - power, significand: Double(significand))
  }
}
