// Elementary functions on eight doubles. This folder is compiled twice, into `Geodesy` for the baseline processor and into
// `GeodesyAVX2` for processors with AVX2; see the note in Kernels.swift on what that demands of the code.
//
// All are built from +, −, ×, ÷ and √, each correctly rounded by IEEE 754, in a fixed order and without fused operations or calls to
// the C library: results are the same bits everywhere. Errors are at most 1.5 units in the last place in the stated range;
// tests compare with 40-digit values. The polynomials and their errors come from scripts/kernel-polynomials.py.

/// Eight points at a time: measured faster than two or four even where a register holds two.
typealias Lanes = SIMD8<Double>

@inline(__always)
func lanes(_ value: Double) -> Lanes { Lanes(repeating: value) }

/// The bit patterns of eight doubles.
@inline(__always)
func bits(_ value: Lanes) -> SIMD8<UInt64> { unsafeBitCast(value, to: SIMD8<UInt64>.self) }

/// Eight doubles of given bit patterns.
@inline(__always)
func doubles(_ bits: SIMD8<UInt64>) -> Lanes { unsafeBitCast(bits, to: Lanes.self) }

/// The sign bits.
@inline(__always)
func signs(_ value: Lanes) -> SIMD8<UInt64> { bits(value) & SIMD8(repeating: 1 << 63) }

/// |x|
@inline(__always)
func magnitude(_ value: Lanes) -> Lanes { doubles(bits(value) & SIMD8(repeating: ~(1 << 63))) }

/// √|x|. The magnitude costs nothing beside the root and spares the compiler its provision for negative numbers, a branch and a call
/// of the C library for each lane.
@inline(__always)
func root(_ x: Lanes) -> Lanes { magnitude(x).squareRoot() }

/// c₀ + c₁ x + c₂ x²
@inline(__always)
func quadratic(_ x: Lanes, _ c0: Double, _ c1: Double, _ c2: Double) -> Lanes { (x * c2 + c1) * x + c0 }

/// Sine and cosine, |x| ≤ 10⁵.
///
/// Cody–Waite reduction by π/2 in three parts of at most 33 bits, so that k times each of the first two is exact, then polynomials
/// in r², |r| ≤ π/4. Beyond the range the result is meaningless but finite or NaN.
@inline(__always)
func sineCosine(_ x: Lanes) -> (sine: Lanes, cosine: Lanes) {
  // Adding 1.5·2⁵² leaves round(x · 2/π) in the low bits of the sum.
  let shifted = x * 0.6366197723675814 + 6_755_399_441_055_744
  let k = shifted - 6_755_399_441_055_744
  let quadrant = bits(shifted)
  var r = x - k * 1.5707963267341256
  r = r - k * 6.077100506303966e-11
  r = r - k * 2.0222662487959506e-21
  let z = r * r
  let z2 = z * z

  // sin r = r + r z P(z)
  let s01 = z * 0.008333333333330918 - 0.16666666666666666
  let s23 = z * 2.755731607868067e-06 - 0.00019841269836712495
  let s45 = z * 1.5917771759341917e-10 - 2.5051126876085338e-08
  let sineSum = (s45 * z2 + s23) * z2 + s01
  let sineR = r + r * z * sineSum

  // cos r = 1 − z/2 + z² Q(z); what 1 − z/2 loses to rounding is put back.
  let c01 = z * -0.0013888888888887378 + 0.041666666666666664
  let c23 = z * -2.755731725679604e-07 + 2.4801587298736863e-05
  let c45 = z * -1.1382408754153254e-11 + 2.087614315990944e-09
  let cosineSum = (c45 * z2 + c23) * z2 + c01
  let half = z * 0.5
  let head = 1 - half
  let lost = (1 - head) - half
  let cosineR = head + (lost + z2 * cosineSum)

  // Odd quadrants exchange the two; the sine is negative in quadrants 2 and 3, the cosine in 1 and 2. Selected by bits, since a
  // comparison of integer vectors compiles to a loop over the lanes.
  let odd = SIMD8<UInt64>(repeating: 0) &- (quadrant & SIMD8(repeating: 1))
  let exchange = (bits(sineR) ^ bits(cosineR)) & odd
  let sine = bits(sineR) ^ exchange
  let cosine = bits(cosineR) ^ exchange
  let sineSign = (quadrant & SIMD8(repeating: 2)) &<< 62
  let cosineSign = ((quadrant &+ SIMD8(repeating: 1)) & SIMD8(repeating: 2)) &<< 62
  return (doubles(sine ^ sineSign), doubles(cosine ^ cosineSign))
}

/// The angle of (x, y) in −π/2 … π/2 for x ≥ 0 (or x negative by no more than rounding error), with y's sign.
///
/// The smaller over the larger, brought below tan π/8 by arctan t = π/4 + arctan((t − 1)/(t + 1)), then a polynomial in t².
@inline(__always)
func arcTangent(_ y: Lanes, overPositive x: Lanes) -> Lanes {
  let sign = signs(y)
  let ay = magnitude(y)
  let steep = ay .> x
  let small = ay.replacing(with: x, where: steep)
  let large = x.replacing(with: ay, where: steep)
  let turned = small .> large * 0.41421356237309503
  let t = small.replacing(with: small - large, where: turned) / large.replacing(with: small + large, where: turned)
  let z = t * t
  let z2 = z * z
  let z4 = z2 * z2
  let p01 = z * 0.19999999999995316 - 0.3333333333333333
  let p23 = z * 0.11111111011855054 - 0.1428571428462415
  let p45 = z * 0.07692179995767841 - 0.09090904440257445
  let p67 = z * 0.05857759839391455 - 0.066644665508066
  let p89 = z * 0.039173122608293254 - 0.05083418645382925
  let high = (z2 * -0.019105372975400336 + p89) * z4 + (p67 * z2 + p45)
  let sum = high * z4 + (p23 * z2 + p01)
  let tail = t * z * sum
  // π/4 and π/2 are added with their rounding errors: t + offset stays within half a unit of the true sum.
  let quarter = lanes(0).replacing(with: 0.7853981633974483, where: turned)
  let angle = quarter + (t + (tail + lanes(0).replacing(with: 3.061616997868383e-17, where: turned)))
  let complement = 1.5707963267948966 - (angle - 6.123233995736766e-17)
  return doubles(bits(angle.replacing(with: complement, where: steep)) ^ sign)
}

/// The angle of (x, y) in −π … π, with y's sign; 0 for (0, 0).
@inline(__always)
func arcTangent(_ y: Lanes, over x: Lanes) -> Lanes {
  let half = arcTangent(magnitude(y), overPositive: magnitude(x))
  let angle = half.replacing(with: 3.141592653589793 - (half - 1.2246467991473532e-16), where: x .< 0)
  let nonzero = angle.replacing(with: 0, where: magnitude(x) + magnitude(y) .== 0)
  return doubles(bits(nonzero) ^ signs(y))
}

/// artanh(n/d), |n/d| ≤ 0.6, d > 0.
///
/// Above 0.2 by artanh y = artanh 0.4 + artanh((y − 0.4)/(1 − 0.4 y)), then a polynomial in t², |t| ≤ 0.27.
@inline(__always)
func areaTangent(_ n: Lanes, over d: Lanes) -> Lanes {
  let sign = signs(n)
  let an = magnitude(n)
  let far = an .> d * 0.2
  let t = an.replacing(with: an - d * 0.4, where: far) / d.replacing(with: d - an * 0.4, where: far)
  let z = t * t
  let z2 = z * z
  let z4 = z2 * z2
  let p01 = z * 0.19999999999988302 + 0.33333333333333337
  let p23 = z * 0.11111110593421113 + 0.14285714289684598
  let p45 = z * 0.07691078440859292 + 0.09090942814713847
  let p67 = z * 0.0556220653988929 + 0.06692816941710034
  let high = (z2 * 0.07310916097198156 + p67) * z2 + p45
  let sum = high * z4 + (p23 * z2 + p01)
  let area = lanes(0).replacing(with: 0.42364893019360184, where: far) + (t + t * z * sum)
  return doubles(bits(area) ^ sign)
}

/// Hyperbolic sine and cosine, |x| ≤ 0.61, as power series made economical.
@inline(__always)
func hyperbolicSineCosine(_ x: Lanes) -> (sine: Lanes, cosine: Lanes) {
  let z = x * x
  let z2 = z * z
  let s01 = z * 0.008333333333333526 + 0.16666666666666666
  let s23 = z * 2.7557319916072826e-06 + 0.00019841269840666144
  let s45 = z * 1.6144628450306506e-10 + 2.505174982034409e-08
  let sineSum = (s45 * z2 + s23) * z2 + s01
  let c01 = z * 0.0013888888888673313 + 0.041666666666666824
  let c23 = z * 2.755697064423886e-07 + 2.480158776499153e-05
  let cosineSum = (z2 * 2.0983732878914612e-09 + c23) * z2 + c01
  return (x + x * z * sineSum, 1 + (z * 0.5 + z2 * cosineSum))
}
