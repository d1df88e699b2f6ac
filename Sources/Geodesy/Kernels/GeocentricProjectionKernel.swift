/// Geocentric coordinates to northings, eastings and ellipsoidal heights of a transverse Mercator projection.
///
/// The kernels `geodeticKernel` and `transverseMercatorForwardKernel` in one: the projection wants sines and cosines, which X, Y, Z give without
/// the angles themselves, so that two arc tangents, two reductions of angles and a pass over memory fall away.
///
/// `figure`: the parameters of `footPoint`; `parameters`: those of the projection.
@inline(never)
package func geocentricToTransverseMercatorKernel(
  _ figure: UnsafePointer<Double>, _ parameters: UnsafePointer<Double>, _ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>,
  _ z: UnsafePointer<Double>, _ northings: UnsafeMutablePointer<Double>, _ eastings: UnsafeMutablePointer<Double>,
  _ heights: UnsafeMutablePointer<Double>, _ count: Int
) {
  let (sin0, cos0) = sineCosine(lanes(parameters[0]))
  var i = 0
  while i < count {
    let X = load(x, i)
    let Y = load(y, i)
    let foot = footPoint(X, Y, load(z, i), figure)
    // Sine and cosine of the longitude less λ₀; on the axis, where any longitude is right, both are zero.
    let scale = 1 / (foot.p + 1e-300)
    let sinLambda = (Y * cos0 - X * sin0) * scale
    let cosLambda = (X * cos0 + Y * sin0) * scale
    let point = project((foot.sinB, foot.cosB), (sinLambda, cosLambda), poisoned: foot.bad, parameters, factors: false)
    store(point.northing, northings, i)
    store(point.easting, eastings, i)
    // A point that the projection refuses has no height either.
    store(apply(point.northing - point.northing, to: foot.height), heights, i)
    i &+= 8
  }
}
