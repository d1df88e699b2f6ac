// What rounding loses, recovered: errors of sums and products, and the arc tangent of numbers given to more digits than a double has.
// T. J. Dekker, doi 10.1007/BF01397083; without fused operations, as everywhere in this folder.

/// x as two halves of 26 bits (Veltkamp), for |x| < 10³⁰⁰.
@inline(__always)
func halves(_ x: Lanes) -> (high: Lanes, low: Lanes) {
  let t = x * 134_217_729
  let high = t - (t - x)
  return (high, x - high)
}

/// As above, of one number.
@inline(__always)
func halves(_ x: Double) -> (high: Double, low: Double) {
  let t = x * 134_217_729
  let high = t - (t - x)
  return (high, x - high)
}

/// x² less its rounded value p.
@inline(__always)
func squareError(_ p: Lanes, _ x: (high: Lanes, low: Lanes)) -> Lanes {
  let cross = x.high * x.low
  return ((x.high * x.high - p) + (cross + cross)) + x.low * x.low
}

/// x y less its rounded value p.
@inline(__always)
func productError(_ p: Lanes, _ x: (high: Lanes, low: Lanes), _ y: (high: Double, low: Double)) -> Lanes {
  ((x.high * y.high - p) + (x.high * y.low + x.low * y.high)) + x.low * y.low
}

/// x y less its rounded value p.
@inline(__always)
func productError(_ p: Lanes, _ x: (high: Lanes, low: Lanes), _ y: (high: Lanes, low: Lanes)) -> Lanes {
  ((x.high * y.high - p) + (x.high * y.low + x.low * y.high)) + x.low * y.low
}

/// The angle of (x + xLow, y + yLow), all of x and y non-negative, as a sum of two numbers that is good to about 0.05 units in the last place.
///
/// As `arcTangent(_:overPositive:)`, with the remainders of the division and of every sum carried along.
@inline(__always)
func arcTangentPair(_ y: Lanes, _ yLow: Lanes, overPositive x: Lanes, _ xLow: Lanes) -> (high: Lanes, low: Lanes) {
  let steep = y .> x
  let small = y.replacing(with: x, where: steep)
  let smallLow = yLow.replacing(with: xLow, where: steep)
  let large = x.replacing(with: y, where: steep)
  let largeLow = xLow.replacing(with: yLow, where: steep)
  let turned = small .> large * 0.41421356237309503
  // small − large and large + small with their errors; large is the larger.
  let difference = small - large
  let differenceError = (small - (difference + large)) + (smallLow - largeLow)
  let sum = large + small
  let sumError = ((large - sum) + small) + (smallLow + largeLow)
  let n = small.replacing(with: difference, where: turned)
  let nLow = smallLow.replacing(with: differenceError, where: turned)
  // Not zero for the angle of (0, 0), which is nothing but should be no NaN either.
  let d = large.replacing(with: sum, where: turned) + 1e-300
  let dLow = largeLow.replacing(with: sumError, where: turned)
  let inverse = 1 / d
  let t = n * inverse
  let product = t * d
  let remainder = ((n - product) - productError(product, halves(t), halves(d))) + (nLow - t * dLow)
  let z = t * t
  let z2 = z * z
  let z4 = z2 * z2
  let p01 = z * 0.19999999999995316 - 0.3333333333333333
  let p23 = z * 0.11111111011855054 - 0.1428571428462415
  let p45 = z * 0.07692179995767841 - 0.09090904440257445
  let p67 = z * 0.05857759839391455 - 0.066644665508066
  let p89 = z * 0.039173122608293254 - 0.05083418645382925
  let high = (z2 * -0.019105372975400336 + p89) * z4 + (p67 * z2 + p45)
  // d arctan t = dt/(1 + t²), t² ≤ 0.18.
  let tail = t * z * (high * z4 + (p23 * z2 + p01)) + remainder * inverse * (1 - z * (1 - z))
  // π/4 and π/2 with their rounding errors. |t| ≤ tan π/8 < π/4, so the sum's error is exact.
  let quarter = lanes(0).replacing(with: 0.7853981633974483, where: turned)
  let flat = quarter + t
  let flatLow = ((quarter - flat) + t) + (tail + lanes(0).replacing(with: 3.061616997868383e-17, where: turned))
  let upright = 1.5707963267948966 - flat
  let uprightLow = ((1.5707963267948966 - upright) - flat) + (6.123233995736766e-17 - flatLow)
  return (flat.replacing(with: upright, where: steep), flatLow.replacing(with: uprightLow, where: steep))
}
