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
    let p = cosB * a + (dN + height) * cosB
    let dZ = (dN - (dN + a) * e2) + height
    store(apply(bad, to: p * cosL), x, i)
    store(apply(bad, to: p * sinL), y, i)
    store(apply(bad, to: sinB * a + dZ * sinB), z, i)
    i &+= 8
  }
}

/// Geocentric to geodetic; the iteration is that of `Ellipsoid.geodetic(_:)`.
///
/// `parameters`: a, b, e², e′², 1 − f, smallest and largest accepted radius.
@inline(never)
package func geodeticKernel(
  _ parameters: UnsafePointer<Double>, _ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>, _ z: UnsafePointer<Double>,
  _ latitudes: UnsafeMutablePointer<Double>, _ longitudes: UnsafeMutablePointer<Double>, _ heights: UnsafeMutablePointer<Double>,
  _ count: Int
) {
  let a = parameters[0]
  let b = parameters[1]
  let e2a = parameters[2] * a
  let ep2b = parameters[3] * b
  let axisRatio = parameters[4]
  let nearest = parameters[5]
  let farthest = parameters[6]
  var i = 0
  while i < count {
    let X = load(x, i)
    let Y = load(y, i)
    let Z = load(z, i)
    let p2 = X * X + Y * Y
    let p = root(p2)
    let radius = root(p2 + Z * Z)
    let bad = poison(poison(unless: radius .>= nearest), unless: radius .<= farthest)
    // tan u₀ = (b Z / a p)(1 + e′² b / R), all times R to save the division.
    var (sinU, cosU) = normalised(Z * axisRatio * (radius + ep2b), p * radius)
    var num = Z
    var den = p
    for _ in 0..<2 {
      num = Z + sinU * sinU * sinU * ep2b
      den = p - cosU * cosU * cosU * e2a
      (sinU, cosU) = normalised(num * axisRatio, den)
    }
    let (sinB, cosB) = normalised(num, den)
    let height = (p - cosU * a) * cosB + (Z - sinU * b) * sinB
    store(apply(bad, to: arcTangent(num, overPositive: den)), latitudes, i)
    store(apply(bad, to: arcTangent(Y, over: X)), longitudes, i)
    store(apply(bad, to: height), heights, i)
    i &+= 8
  }
}

/// (s, c) scaled to length one.
@inline(__always)
private func normalised(_ s: Lanes, _ c: Lanes) -> (Lanes, Lanes) {
  let r = 1 / root(s * s + c * c)
  return (s * r, c * r)
}
