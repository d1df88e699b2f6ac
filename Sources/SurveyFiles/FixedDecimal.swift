/// A double rounded to a fixed number of decimals: an integer count of 10⁻ᵈ, exact arithmetic throughout.
///
/// A double is m·2⁻ᵏ with m < 2⁵³, so value·10ᵈ = (m·10ᵈ)/2ᵏ: the product fits in 128 bits for d ≤ 18 (2⁵³·10¹⁸ < 2¹¹³), the division is a
/// shift, and the bits shifted out decide the rounding. No error enters, unlike with a product in floating point.
public struct FixedDecimal: Equatable, Sendable {
  /// |value|·10ᵈ rounded to nearest, ties to even.
  public let magnitude: UInt64
  /// True for values below zero that do not round to zero.
  public let negative: Bool

  /// - Returns: nil for what is not finite, for `decimals` outside 0…18, and for |value|·10ᵈ ≥ 10¹⁹.
  @inline(__always)
  public init?(_ value: Double, decimals: Int) {
    let bits = value.bitPattern
    let biased = Int(bits >> 52 & 0x7ff)
    guard biased != 0x7ff, UInt(bitPattern: decimals) <= 18 else { return nil }
    let m = biased == 0 ? bits & 0xf_ffff_ffff_ffff : bits & 0xf_ffff_ffff_ffff | 1 << 52
    let k = 1075 &- max(biased, 1)  // value = m·2⁻ᵏ
    let (high, low) = m.multipliedFullWidth(by: DecimalText.power(decimals))
    let rounded: UInt64
    if k <= 0 {
      // Integers from 2⁵³ upwards.
      guard k >= -11, high == 0, low <= UInt64.max >> UInt64(-k) else { return nil }
      rounded = low << UInt64(-k)
    } else if k < 64 {
      // Quotient = the 128-bit product >> k.
      guard high >> UInt64(k) == 0 else { return nil }
      let q = high << UInt64(64 &- k) | low >> UInt64(k)
      let fraction = low << UInt64(64 &- k)  // bits shifted out, to the top
      let half: UInt64 = 1 << 63
      rounded = q &+ (fraction > half || (fraction == half && q & 1 == 1) ? 1 : 0)
    } else if k < 128 {
      // k − 64 of the high word's bits go too; the low word only says whether anything stood behind.
      let shift = UInt64(k &- 64)
      let q = high >> shift
      let rest = shift == 0 ? 0 : high << (64 &- shift)  // top-aligned part of the high word that is shifted out
      let half: UInt64 = 1 << 63
      let up: Bool
      if shift == 0 {
        up = low > half || (low == half && q & 1 == 1)
      } else {
        up = rest > half || (rest == half && (low != 0 || q & 1 == 1))
      }
      rounded = q &+ (up ? 1 : 0)
    } else {
      // m·10ᵈ < 2¹¹³ against 2ᵏ ≥ 2¹²⁸: less than half.
      rounded = 0
    }
    guard rounded < 10_000_000_000_000_000_000 else { return nil }
    magnitude = rounded
    negative = bits >> 63 == 1 && rounded != 0
  }

  /// The same text as `%.*f` for values too large for 64 bits, and for any finite value: long arithmetic, digit by digit.
  static func longText(_ value: Double, decimals: Int) -> String {
    // |value| ≥ 10 here (|value|·10ᵈ ≥ 10¹⁹ with d ≤ 18), and up to 1.8e308: base-10⁹ limbs of m·2ᵉ·10ᵈ.
    let decimals = min(max(decimals, 0), 18)
    let exponent = Int(value.exponent) - 52
    let m = value.significandBitPattern | 1 << 52
    let product = m.multipliedFullWidth(by: DecimalText.power(decimals))
    var wide = UInt128(product.high) << 64 | UInt128(product.low)
    var limbs: [UInt32] = []
    if exponent < 0 {
      let k = UInt128(-exponent)
      let rest = wide & ((1 << k) - 1), half: UInt128 = 1 << (k - 1)
      wide >>= k
      if rest > half || (rest == half && wide & 1 == 1) { wide += 1 }
    }
    repeat {
      limbs.append(UInt32(wide % 1_000_000_000))
      wide /= 1_000_000_000
    } while wide > 0
    for _ in 0..<max(exponent, 0) {
      var carry: UInt32 = 0
      for i in limbs.indices {
        let doubled = limbs[i] * 2 + carry
        carry = doubled >= 1_000_000_000 ? 1 : 0
        limbs[i] = doubled - carry * 1_000_000_000
      }
      if carry > 0 { limbs.append(carry) }
    }
    var digits = String(limbs[limbs.count - 1])
    for limb in limbs.dropLast().reversed() {
      let text = String(limb)
      digits += String(repeating: "0", count: 9 - text.count) + text
    }
    if digits.count <= decimals { digits = String(repeating: "0", count: decimals + 1 - digits.count) + digits }
    if decimals > 0 { digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -decimals)) }
    return (value < 0 ? "-" : "") + digits
  }
}
