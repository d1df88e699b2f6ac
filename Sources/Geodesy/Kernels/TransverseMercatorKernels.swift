// Krüger's series, eight points at a time. Parameters are a column of 32 doubles:
//   0 λ₀   1 k₀A   2 northing of the equator   3 easting of λ₀   4 limit of |η|   5 e²   6 k₀A/a   7 1/(k₀A)
//   8…13 α   14…19 β   20…25 δ   26…31 the coefficients of e artanh(e s) = s (q₀ + q₁ s² + …)
//
// Karney's formulas (see TransverseMercator) are rearranged to need few transcendental functions. With s, c = sin φ, cos φ, and
// ψ = e artanh(e s), so that the conformal latitude χ has artanh sin χ = artanh s − ψ:
//   sin χ = (s cosh ψ − sinh ψ)/D,   cos χ = c/D,   D = cosh ψ − s sinh ψ
//   tan ξ′ = sin χ/(cos χ cos Δλ),   tanh η′ = cos χ sin Δλ
// and sine and cosine of 2ξ′, 2η′ follow by algebra, with u = D sin χ, A = c sin Δλ, B = c cos Δλ and R² = u² + B² = D² − A²:
//   sin 2ξ′ = 2uB/R²,  cos 2ξ′ = (B² − u²)/R²,  sinh 2η′ = 2AD/R²,  cosh 2η′ = (D² + A²)/R².

/// sinh ψ, cosh ψ and D at a latitude whose sine is s; e ≤ 0.12.
@inline(__always)
private func conformal(_ s: Lanes, _ parameters: UnsafePointer<Double>) -> (sinhPsi: Lanes, coshPsi: Lanes, D: Lanes) {
  let z = s * s
  let z2 = z * z
  let q01 = z * parameters[27] + parameters[26]
  let q23 = z * parameters[29] + parameters[28]
  let q45 = z * parameters[31] + parameters[30]
  let psi = s * ((q45 * z2 + q23) * z2 + q01)
  let w = psi * psi
  let sinhPsi = psi + psi * w * quadratic(w, 1 / 6, 1 / 120, 1 / 5040)
  let coshPsi = w * quadratic(w, 1 / 2, 1 / 24, 1 / 720) + 1
  return (sinhPsi, coshPsi, coshPsi - s * sinhPsi)
}

/// Σ cⱼ sin 2jζ and, when asked, Σ 2jcⱼ cos 2jζ in complex numbers, by Clenshaw's summation; the coefficients start at `c`.
@inline(__always)
private func clenshaw(
  _ c: UnsafePointer<Double>, sin2xi s2: Lanes, cos2xi c2: Lanes, sinh2eta sh2: Lanes, cosh2eta ch2: Lanes, derivative: Bool
) -> (xi: Lanes, eta: Lanes, p: Lanes, q: Lanes) {
  let cosReal = c2 * ch2
  let cosImaginary = s2 * sh2  // with the sign changed
  let ar = cosReal * 2
  let ai = cosImaginary * -2
  var y0r = lanes(c[5])
  var y0i = lanes(0)
  var y1r = lanes(0)
  var y1i = lanes(0)
  for j in stride(from: 4, through: 0, by: -1) {
    let tr = (ar * y0r - ai * y0i) + (c[j] - y1r)
    let ti = (ar * y0i + ai * y0r) - y1i
    y1r = y0r
    y1i = y0i
    y0r = tr
    y0i = ti
  }
  let sr = s2 * ch2
  let si = c2 * sh2
  let xi = sr * y0r - si * y0i
  let eta = sr * y0i + si * y0r
  guard derivative else { return (xi, eta, lanes(0), lanes(0)) }
  var z0r = lanes(12 * c[5])
  var z0i = lanes(0)
  var z1r = lanes(0)
  var z1i = lanes(0)
  for j in stride(from: 4, through: 0, by: -1) {
    let tr = (ar * z0r - ai * z0i) + (2 * Double(j + 1) * c[j] - z1r)
    let ti = (ar * z0i + ai * z0r) - z1i
    z1r = z0r
    z1i = z0i
    z0r = tr
    z0i = ti
  }
  return (xi, eta, (cosReal * z0r + cosImaginary * z0i) - z1r, (cosReal * z0i - cosImaginary * z0r) - z1i)
}

/// Latitudes and longitudes to northings and eastings.
@inline(never)
package func transverseMercatorForwardKernel(
  _ parameters: UnsafePointer<Double>, _ latitudes: UnsafePointer<Double>, _ longitudes: UnsafePointer<Double>,
  _ northings: UnsafeMutablePointer<Double>, _ eastings: UnsafeMutablePointer<Double>, _ count: Int
) {
  var i = 0
  while i < count {
    let point = project(load(latitudes, i), load(longitudes, i), parameters, factors: false)
    store(point.northing, northings, i)
    store(point.easting, eastings, i)
    i &+= 8
  }
}

/// Latitudes and longitudes to northings, eastings, convergences and scales.
@inline(never)
package func transverseMercatorForwardFactorsKernel(
  _ parameters: UnsafePointer<Double>, _ latitudes: UnsafePointer<Double>, _ longitudes: UnsafePointer<Double>,
  _ northings: UnsafeMutablePointer<Double>, _ eastings: UnsafeMutablePointer<Double>, _ convergences: UnsafeMutablePointer<Double>,
  _ scales: UnsafeMutablePointer<Double>, _ count: Int
) {
  var i = 0
  while i < count {
    let point = project(load(latitudes, i), load(longitudes, i), parameters, factors: true)
    store(point.northing, northings, i)
    store(point.easting, eastings, i)
    store(point.convergence, convergences, i)
    store(point.scale, scales, i)
    i &+= 8
  }
}

@inline(__always)
private func project(_ phi: Lanes, _ longitude: Lanes, _ parameters: UnsafePointer<Double>, factors: Bool)
  -> (northing: Lanes, easting: Lanes, convergence: Lanes, scale: Lanes)
{
  let lambda = longitude - parameters[0]
  var bad = poison(unless: magnitude(phi) .<= .pi / 2)
  bad = poison(bad, unless: magnitude(longitude) .<= 2 * .pi)
  bad = poison(bad, unless: magnitude(lambda) .<= 4 * .pi)
  return project(sineCosine(phi), sineCosine(lambda), poisoned: bad, parameters, factors: factors)
}

/// As above, from sine and cosine of the latitude and of the longitude less the central meridian's.
@inline(__always)
func project(
  _ latitude: (sine: Lanes, cosine: Lanes), _ longitude: (sine: Lanes, cosine: Lanes), poisoned: Lanes,
  _ parameters: UnsafePointer<Double>, factors: Bool
) -> (northing: Lanes, easting: Lanes, convergence: Lanes, scale: Lanes) {
  let (s, c) = latitude
  let (sinLambda, cosLambda) = longitude
  let (sinhPsi, coshPsi, D) = conformal(s, parameters)
  let u = s * coshPsi - sinhPsi
  let A = c * sinLambda
  let B = c * cosLambda
  let R2 = u * u + B * B
  let r = 1 / R2
  let d = clenshaw(
    parameters + 8, sin2xi: (u * B) * (r + r), cos2xi: (B - u) * (B + u) * r, sinh2eta: (A * D) * (r + r), cosh2eta: (D * D + A * A) * r,
    derivative: factors)
  let eta = areaTangent(A, over: D) + d.eta
  let xi = arcTangent(u, overPositive: B) + d.xi
  // The same conditions as in the scalar form; every comparison with NaN is false.
  var bad = poison(poisoned, unless: B .>= -1e-15)
  bad = poison(bad, unless: magnitude(A) .< D * 0.6)
  bad = poison(bad, unless: magnitude(eta) .<= parameters[4])
  let northing = apply(bad, to: xi * parameters[1] + parameters[2])
  let easting = apply(bad, to: eta * parameters[1] + parameters[3])
  guard factors else { return (northing, easting, lanes(0), lanes(0)) }
  let p = d.p + 1
  let q = lanes(0) - d.q
  // γ = arg((D cos Δλ + i u sin Δλ)(p + iq)),  k = k₀A/a √((1 − e² s²)(p² + q²)/R²)
  let (gr, gi) = (D * cosLambda, u * sinLambda)
  let gamma = arcTangent(gr * q + gi * p, over: gr * p - gi * q)
  let w2 = 1 - s * s * parameters[5]
  let k2 = w2 * (p * p + q * q) * r
  let k = root(k2) * parameters[6]
  return (northing, easting, apply(bad, to: gamma), apply(bad, to: k))
}

/// Northings and eastings to latitudes and longitudes.
@inline(never)
package func transverseMercatorInverseKernel(
  _ parameters: UnsafePointer<Double>, _ northings: UnsafePointer<Double>, _ eastings: UnsafePointer<Double>,
  _ latitudes: UnsafeMutablePointer<Double>, _ longitudes: UnsafeMutablePointer<Double>, _ count: Int
) {
  var i = 0
  while i < count {
    let point = unproject(load(northings, i), load(eastings, i), parameters, factors: false)
    store(point.latitude, latitudes, i)
    store(point.longitude, longitudes, i)
    i &+= 8
  }
}

/// Northings and eastings to latitudes, longitudes, convergences and scales.
@inline(never)
package func transverseMercatorInverseFactorsKernel(
  _ parameters: UnsafePointer<Double>, _ northings: UnsafePointer<Double>, _ eastings: UnsafePointer<Double>,
  _ latitudes: UnsafeMutablePointer<Double>, _ longitudes: UnsafeMutablePointer<Double>, _ convergences: UnsafeMutablePointer<Double>,
  _ scales: UnsafeMutablePointer<Double>, _ count: Int
) {
  var i = 0
  while i < count {
    let point = unproject(load(northings, i), load(eastings, i), parameters, factors: true)
    store(point.latitude, latitudes, i)
    store(point.longitude, longitudes, i)
    store(point.convergence, convergences, i)
    store(point.scale, scales, i)
    i &+= 8
  }
}

/// π/2 and a few nanometres, as in the scalar form.
private var quarterTurn: Double {
  @inline(__always) get { .pi / 2 + 1e-15 }
}

@inline(__always)
private func unproject(_ northing: Lanes, _ easting: Lanes, _ parameters: UnsafePointer<Double>, factors: Bool)
  -> (latitude: Lanes, longitude: Lanes, convergence: Lanes, scale: Lanes)
{
  let xi = (northing - parameters[2]) * parameters[7]
  let eta = (easting - parameters[3]) * parameters[7]
  let bad = poison(poison(unless: magnitude(xi) .<= quarterTurn), unless: magnitude(eta) .<= parameters[4])
  let (sinXi, cosXi) = sineCosine(xi)
  let (sinhEta, coshEta) = hyperbolicSineCosine(eta)
  let d = clenshaw(
    parameters + 14, sin2xi: sinXi * cosXi * 2, cos2xi: (cosXi - sinXi) * (cosXi + sinXi), sinh2eta: sinhEta * coshEta * 2,
    cosh2eta: sinhEta * sinhEta * 2 + 1, derivative: factors)
  // ξ′ = ξ − dξ and η′ = η − dη by the addition theorems; dξ and dη are at most 0.006, so three terms suffice.
  let x2 = d.xi * d.xi
  let sinD = d.xi - d.xi * x2 * quadratic(x2, 1 / 6, -1 / 120, 1 / 5040)
  let cosD = 1 - x2 * quadratic(x2, 1 / 2, -1 / 24, 1 / 720)
  let y2 = d.eta * d.eta
  let sinhD = d.eta + d.eta * y2 * quadratic(y2, 1 / 6, 1 / 120, 1 / 5040)
  let coshD = y2 * quadratic(y2, 1 / 2, 1 / 24, 1 / 720) + 1
  let sinXiPrime = sinXi * cosD - cosXi * sinD
  let cosXiPrime = cosXi * cosD + sinXi * sinD
  let sinhEtaPrime = sinhEta * coshD - coshEta * sinhD
  let coshEtaPrime = coshEta * coshD - sinhEta * sinhD
  // χ and Δλ; then φ = χ + Σ δⱼ sin 2jχ.
  let r2 = sinhEtaPrime * sinhEtaPrime + cosXiPrime * cosXiPrime
  let r = root(r2)
  let chi = arcTangent(sinXiPrime, overPositive: r)
  let lambda = arcTangent(sinhEtaPrime, overPositive: cosXiPrime)
  let g = 2 / (coshEtaPrime * coshEtaPrime)
  let sin2chi = (sinXiPrime * r) * g
  let a = ((r - sinXiPrime) * (r + sinXiPrime)) * g  // 2 cos 2χ
  var y0 = lanes(parameters[25])
  var y1 = lanes(0)
  for j in stride(from: 24, through: 20, by: -1) {
    let t = a * y0 + (parameters[j] - y1)
    y1 = y0
    y0 = t
  }
  let phi = chi + sin2chi * y0
  let sum = lambda + parameters[0]
  let wrapped = sum.replacing(with: sum - lanes(2 * .pi), where: sum .> .pi)
  let longitude = wrapped.replacing(with: sum + lanes(2 * .pi), where: sum .< -.pi)
  guard factors else { return (apply(bad, to: phi), apply(bad, to: longitude), lanes(0), lanes(0)) }
  let p = 1 - d.p
  let q = lanes(0) - d.q
  // γ = arg((cos ξ′ cosh η′ + i sin ξ′ sinh η′)(p + iq));  k = k₀A/a √((1 − e² sin²φ)/(p² + q²)) cosh η′/D, since r/cos φ = cosh η′/D.
  let (gr, gi) = (cosXiPrime * coshEtaPrime, sinXiPrime * sinhEtaPrime)
  let gamma = arcTangent(gr * q + gi * p, over: gr * p - gi * q)
  let (s, _) = sineCosine(phi)
  let D = conformal(s, parameters).D
  let w2 = 1 - s * s * parameters[5]
  let k2 = w2 / (p * p + q * q)
  let k = root(k2) * parameters[6] * (coshEtaPrime / D)
  return (apply(bad, to: phi), apply(bad, to: longitude), apply(bad, to: gamma), apply(bad, to: k))
}
