/// Geodetic to geocentric; the formula and its grouping are those of `Ellipsoid.geocentric(_:)`.
///
/// `parameters`: a, e², lowest and highest accepted height.
@inline(never)
package func geocentricKernel(
  _ parameters: UnsafePointer<Double>, _ latitudes: UnsafePointer<Double>, _ longitudes: UnsafePointer<Double>,
  _ heights: UnsafePointer<Double>, _ x: UnsafeMutablePointer<Double>, _ y: UnsafeMutablePointer<Double>,
  _ z: UnsafeMutablePointer<Double>, _ count: Int
) {
  let a = parameters[0]
  let e2 = parameters[1]
  let lowest = parameters[2]
  let highest = parameters[3]
  let splitA = halves(a)
  var i = 0
  while i < count {
    let latitude = load(latitudes, i)
    let longitude = load(longitudes, i)
    let height = load(heights, i)
    var bad = poison(unless: magnitude(latitude) .<= .pi / 2)
    bad = poison(bad, unless: magnitude(longitude) .<= 2 * .pi)
    bad = poison(bad, unless: height .>= lowest)
    bad = poison(bad, unless: height .<= highest)
    let (sinB, cosB) = sineCosine(latitude)
    let (sinL, cosL) = sineCosine(longitude)
    let e2s2 = (sinB * sinB) * e2
    let w = root(1 - e2s2)
    let dN = (e2s2 * a) / (w + w * w)
    // a cos B and a sin B with what their rounding loses: it would be the largest error.
    let P = cosB * a
    let p = P + (productError(P, halves(cosB), splitA) + (dN + height) * cosB)
    let dZ = (dN - (dN + a) * e2) + height
    let Q = sinB * a
    store(apply(bad, to: p * cosL), x, i)
    store(apply(bad, to: p * sinL), y, i)
    store(apply(bad, to: Q + (productError(Q, halves(sinB), splitA) + dZ * sinB)), z, i)
    i &+= 8
  }
}

/// What X, Y, Z say of a point and its foot on the ellipsoid: the distance p = √(X² + Y²) from the axis, the latitude by
/// tan B = (num + numLow)/(den + denLow) and by its sine and cosine, the height, and a poison for points too near the centre of the Earth or
/// too far from it. A tuple, since a struct would bring weak symbols; see Kernels.swift.
typealias FootPoint = (
  p: Lanes, num: Lanes, numLow: Lanes, den: Lanes, denLow: Lanes, sinB: Lanes, cosB: Lanes, height: Lanes, bad: Lanes
)

/// Latitude and height of geocentric coordinates; the iteration is that of `Ellipsoid.geodetic(_:)`.
///
/// `parameters`: a, b, e², e′², 1 − f, smallest and largest accepted radius.
@inline(__always)
func footPoint(_ X: Lanes, _ Y: Lanes, _ Z: Lanes, _ parameters: UnsafePointer<Double>) -> FootPoint {
  let a = parameters[0]
  let b = parameters[1]
  let e2a = parameters[2] * a
  let ep2b = parameters[3] * b
  let axisRatio = parameters[4]
  let nearest = parameters[5]
  let farthest = parameters[6]
  let splitA = halves(a)
  let splitB = halves(b)
  // p = √(X² + Y²) and what its rounding loses.
  let X2 = X * X
  let Y2 = Y * Y
  let p2 = X2 + Y2
  let part = p2 - X2
  let p2Error = ((X2 - (p2 - part)) + (Y2 - part)) + (squareError(X2, halves(X)) + squareError(Y2, halves(Y)))
  let p = root(p2)
  let square = p * p
  // On the axis there is nothing to correct, and no division by zero.
  let pLow = (((p2 - square) - squareError(square, halves(p))) + p2Error) * (0.5 / (p + 1e-300))
  let radius = root(p2 + Z * Z)
  let bad = poison(poison(unless: radius .>= nearest), unless: radius .<= farthest)
  // tan u₀ = (b Z / a p)(1 + e′² b / R), all times R to save the division.
  var (sinU, cosU) = normalised(Z * axisRatio * (radius + ep2b), p * radius)
  var shiftZ = sinU * sinU * sinU * ep2b
  var shiftP = cosU * cosU * cosU * e2a
  (sinU, cosU) = normalised((Z + shiftZ) * axisRatio, p - shiftP)
  shiftZ = sinU * sinU * sinU * ep2b
  shiftP = cosU * cosU * cosU * e2a
  let num = Z + shiftZ
  let den = p - shiftP
  let numLow = (Z - num) + shiftZ
  let denLow = ((p - den) - shiftP) + pLow
  (sinU, cosU) = normalised(num * axisRatio, den)
  let (sinB, cosB) = normalised(num, den)
  // (sin u, cos u) is a unit vector but for rounding: half of what its square lacks goes onto its length.
  let halvesC = halves(cosU)
  let halvesS = halves(sinU)
  let C2 = cosU * cosU
  let S2 = sinU * sinU
  let larger = C2.replacing(with: S2, where: S2 .> C2)
  let smaller = S2.replacing(with: C2, where: S2 .> C2)
  let lack = (((1 - larger) - smaller) - (squareError(C2, halvesC) + squareError(S2, halvesS))) * 0.5
  let aCosU = cosU * a
  let bSinU = sinU * b
  let dP = (p - aCosU) + ((pLow - productError(aCosU, halvesC, splitA)) - aCosU * lack)
  let dZ = (Z - bSinU) - (productError(bSinU, halvesS, splitB) + bSinU * lack)
  let height = dP * cosB + dZ * sinB
  return (p, num, numLow, den, denLow, sinB, cosB, height, bad)
}

/// Geocentric to geodetic. `parameters`: those of `footPoint`.
@inline(never)
package func geodeticKernel(
  _ parameters: UnsafePointer<Double>, _ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>, _ z: UnsafePointer<Double>,
  _ latitudes: UnsafeMutablePointer<Double>, _ longitudes: UnsafeMutablePointer<Double>, _ heights: UnsafeMutablePointer<Double>,
  _ count: Int
) {
  var i = 0
  while i < count {
    let X = load(x, i)
    let Y = load(y, i)
    let Z = load(z, i)
    let foot = footPoint(X, Y, Z, parameters)
    let flip = signs(Z)
    let latitude = arcTangentPair(magnitude(foot.num), doubles(bits(foot.numLow) ^ flip), overPositive: magnitude(foot.den), foot.denLow)
    store(apply(foot.bad, to: doubles(bits(latitude.high + latitude.low) ^ flip)), latitudes, i)
    let east = arcTangentPair(magnitude(Y), lanes(0), overPositive: magnitude(X), lanes(0))
    let west = 3.141592653589793 - east.high
    let westLow = ((3.141592653589793 - west) - east.high) + (1.2246467991473532e-16 - east.low)
    let behind = X .< 0
    let longitude = east.high.replacing(with: west, where: behind) + east.low.replacing(with: westLow, where: behind)
    let onAxis = magnitude(X) + magnitude(Y) .== 0
    store(apply(foot.bad, to: doubles(bits(longitude.replacing(with: 0, where: onAxis)) ^ signs(Y))), longitudes, i)
    store(apply(foot.bad, to: foot.height), heights, i)
    i &+= 8
  }
}

/// (s, c) scaled to length one.
@inline(__always)
private func normalised(_ s: Lanes, _ c: Lanes) -> (Lanes, Lanes) {
  let r = 1 / root(s * s + c * c)
  return (s * r, c * r)
}
