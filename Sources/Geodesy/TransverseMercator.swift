#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A transverse Mercator projection (EPSG operation method 9807; Gauss–Krüger, UTM) by Krüger's series to order 6 in n.
///
/// **Accuracy.** For 1/f ≥ 290: position within 5 nm of the exact projection, convergence within 2·10⁻¹² degrees, scale within
/// 10⁻¹⁴, everywhere inside the limit; the round trip as well.
///
/// **Limit.** Points whose easting is within ±0.6 k₀A of the central meridian (3819 km for the Earth: ±34° of longitude at
/// the equator, ±40° at 30° of latitude) and on the near side of the globe, |Δλ| ≤ 90°. Beyond it the scalar forms throw and the batch
/// forms write NaN: a coordinate so far from its meridian is a mistake in every survey, and the series would lose its accuracy.
///
/// Source: Karney 2011, doi 10.1007/s00190-011-0445-3, whose symbols the code uses: (φ, λ) geodetic, (ξ′, η′) on the conformal
/// sphere, (ξ, η) rectified, τ = tan φ, primes for the conformal sphere, γ convergence, k scale.
public struct TransverseMercator: Sendable {
  /// The ellipsoid that is projected.
  public let ellipsoid: Ellipsoid
  /// The longitude of natural origin λ₀ (中央子午线), degrees.
  public let centralMeridianDegrees: Double
  /// The latitude of natural origin φ₀, degrees: where the northing is the false northing.
  public let originLatitudeDegrees: Double
  /// The scale factor k₀ on the central meridian.
  public let scale: Double
  /// The easting on the central meridian, metres.
  public let falseEasting: Double
  /// The northing at the origin, metres.
  public let falseNorthing: Double
  /// The largest accepted distance of an easting from the false easting, metres.
  public let eastingLimit: Double

  let series: KruegerSeries
  /// λ₀ in radians.
  let lambda0: Double
  /// k₀A, metres: projected coordinates are false origin + k₀A (ξ, η).
  let radius: Double
  /// False northing less the northing of φ₀.
  let northing0: Double
  let e2: Double
  let e: Double
  /// What the batch kernels read; laid out as TransverseMercatorKernels.swift says.
  let kernelParameters: InlineArray<32, Double>

  /// The largest |η| inside the limit.
  static let etaLimit = 0.6
  /// artanh 0.6: a bound of |η′|, a little beyond every point inside the limit, for the kernels' polynomials.
  private static let etaPrimeLimit = 0.6931471805599453

  /// A transverse Mercator projection.
  ///
  /// - Parameters:
  ///   - ellipsoid: The ellipsoid of the geodetic coordinates.
  ///   - centralMeridianDegrees: λ₀, −360…360.
  ///   - originLatitudeDegrees: φ₀, −90…90.
  ///   - scale: k₀, more than 0: 1 for Gauss–Krüger, 0.9996 for UTM.
  ///   - falseEasting: The easting of the central meridian, metres.
  ///   - falseNorthing: The northing of φ₀ on the central meridian, metres.
  ///   - eastingLimit: The largest distance from the central meridian to accept, metres; never more than that of the series.
  public init(
    ellipsoid: Ellipsoid, centralMeridianDegrees: Double, originLatitudeDegrees: Double = 0, scale: Double = 1,
    falseEasting: Double = 500_000, falseNorthing: Double = 0, eastingLimit: Double = .infinity
  ) {
    self.ellipsoid = ellipsoid
    self.centralMeridianDegrees = centralMeridianDegrees
    self.originLatitudeDegrees = originLatitudeDegrees
    self.scale = scale
    self.falseEasting = falseEasting
    self.falseNorthing = falseNorthing
    series = KruegerSeries(thirdFlattening: ellipsoid.thirdFlattening)
    lambda0 = centralMeridianDegrees.radians
    radius = scale * ellipsoid.rectifyingRadius
    e2 = ellipsoid.eccentricitySquared
    e = e2.squareRoot()
    self.eastingLimit = min(eastingLimit, Self.etaLimit * radius)
    var northing0 = falseNorthing
    if originLatitudeDegrees != 0 {
      let tau = Self.conformalTangent(sinPhi: sin(originLatitudeDegrees.radians), cosPhi: cos(originLatitudeDegrees.radians), e: e)
      northing0 -= radius * Self.rectify(series.alpha, xi: atan(tau), eta: 0, sign: 1).xi
    }
    self.northing0 = northing0

    var column = InlineArray<32, Double>(repeating: 0)
    column[0] = lambda0
    column[1] = radius
    column[2] = northing0
    column[3] = falseEasting
    column[4] = self.eastingLimit / radius
    column[5] = e2
    column[6] = scale * ellipsoid.rectifyingRadius / ellipsoid.semiMajorAxis
    column[7] = 1 / radius
    var power = e2
    for j in 0..<6 {
      column[8 + j] = series.alpha[j]
      column[14 + j] = series.beta[j]
      column[20 + j] = series.delta[j]
      column[26 + j] = power / Double(2 * j + 1)
      power *= e2
    }
    kernelParameters = column
  }
}

extension TransverseMercator: Hashable {
  /// Equal when ellipsoid and all projection parameters are.
  public static func == (a: Self, b: Self) -> Bool { a.identity == b.identity }
  /// Hashes ellipsoid and projection parameters.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(ellipsoid)
    hasher.combine(identity.numbers)
  }
  private var identity: Identity {
    Identity(
      ellipsoid: ellipsoid,
      numbers: SIMD8(centralMeridianDegrees, originLatitudeDegrees, scale, falseEasting, falseNorthing, eastingLimit, 0, 0))
  }
  private struct Identity: Equatable {
    let ellipsoid: Ellipsoid
    let numbers: SIMD8<Double>
  }
}

/// A projected point with the grid's convergence and scale there.
public struct ProjectedPoint: Sendable, Hashable {
  /// Northing X (纵坐标), metres.
  public var northing: Double
  /// Easting Y (横坐标), metres, false easting and zone prefix included.
  public var easting: Double
  /// Meridian convergence γ (子午线收敛角), radians: the azimuth of grid north, positive where grid north lies east of true north (in
  /// the northern hemisphere: east of the central meridian).
  public var convergence: Double
  /// Point scale factor k (长度比): a short distance on the grid over the same distance on the ellipsoid.
  public var scale: Double
}

/// The geodetic latitude and longitude of a projected point with the grid's convergence and scale there.
public struct UnprojectedPoint: Sendable, Hashable {
  /// Geodetic latitude, radians.
  public var latitude: Double
  /// Geodetic longitude, radians, −π … π.
  public var longitude: Double
  /// Meridian convergence γ, radians; see ``ProjectedPoint/convergence``.
  public var convergence: Double
  /// Point scale factor k; see ``ProjectedPoint/scale``.
  public var scale: Double

  /// The latitude in degrees.
  public var latitudeDegrees: Double { latitude.degrees }
  /// The longitude in degrees.
  public var longitudeDegrees: Double { longitude.degrees }
}

extension TransverseMercator {
  /// Projects a point given in radians.
  ///
  /// A longitude in radians is itself rounded by up to 1.4 nm on the ground; ``forward(latitudeDegrees:longitudeDegrees:)`` takes the
  /// difference to the central meridian in degrees and avoids that.
  /// - Throws: ``CoordinateError`` outside the limit and for coordinates that are not finite or not in range.
  public func forward(latitude: Double, longitude: Double) throws(CoordinateError) -> ProjectedPoint {
    try GeodeticPosition.check(latitude: latitude, longitude: longitude)
    return try project(phi: latitude, lambda: longitude - lambda0, within: reach)
  }

  /// Projects a point given in degrees.
  /// - Throws: ``CoordinateError`` outside the limit and for coordinates that are not finite or not in range.
  public func forward(latitudeDegrees: Double, longitudeDegrees: Double) throws(CoordinateError) -> ProjectedPoint {
    try GeodeticPosition.check(latitude: latitudeDegrees.radians, longitude: longitudeDegrees.radians)
    return try project(phi: latitudeDegrees.radians, lambda: (longitudeDegrees - centralMeridianDegrees).radians, within: reach)
  }

  /// The point, in radians, that has the given projected coordinates in metres.
  /// - Throws: ``CoordinateError`` when the coordinates are not finite or no image of a point within the limit.
  public func inverse(northing: Double, easting: Double) throws(CoordinateError) -> UnprojectedPoint {
    try unproject(northing: northing, easting: easting, within: reach)
  }

  /// How far from the central meridian points are taken.
  struct Reach {
    /// A bound of |η′|, a little beyond every point whose easting is within the limit.
    let etaPrime: Double
    /// The largest distance of an easting from the false easting, metres.
    let easting: Double
    /// Whether points beyond the poles are taken, |Δλ| > 90°.
    let farSide: Bool
  }

  private var reach: Reach { Reach(etaPrime: Self.etaPrimeLimit, easting: eastingLimit, farSide: false) }

  func unproject(northing: Double, easting: Double, within reach: Reach) throws(CoordinateError) -> UnprojectedPoint {
    guard northing.isFinite, easting.isFinite else { throw .notFinite }
    let xi = (northing - northing0) / radius
    let eta = (easting - falseEasting) / radius
    guard abs(easting - falseEasting) <= reach.easting, abs(xi) <= (reach.farSide ? 2 * Self.quarterTurn : Self.quarterTurn) else {
      throw .outsideProjection(northing: northing, easting: easting)
    }
    // ζ′ = ζ − Σ βⱼ sin 2jζ and its derivative p − iq, eqs. (11), (13), (27).
    let sphere = Self.rectify(series.beta, xi: xi, eta: eta, sign: -1)
    let (sinXi, cosXi) = (sin(sphere.xi), cos(sphere.xi))
    let sinhEta = sinh(sphere.eta)
    // τ′ and λ, eqs. (18).
    let r = (sinhEta * sinhEta + cosXi * cosXi).squareRoot()
    let lambda = atan2(sinhEta, cosXi)
    let tau = geodeticTangent(conformal: sinXi / r)
    // γ and k, eqs. (26), (27), (28).
    let gamma = atan2(sinXi * tanh(sphere.eta), cosXi) + atan2(sphere.q, sphere.p)
    let k = scale * spheroidalScale(tau: tau) * r * rectifyingScale / (sphere.p * sphere.p + sphere.q * sphere.q).squareRoot()
    return UnprojectedPoint(latitude: atan(tau), longitude: Self.wrapped(lambda0 + lambda), convergence: gamma, scale: k)
  }

  /// π/2 and a few nanometres, so that points on the meridians 90° away pass in spite of rounding.
  private static let quarterTurn = Double.pi / 2 + 1e-15

  /// Eqs. (7)–(10) and (11), with γ and k after eqs. (22)–(25).
  func project(phi: Double, lambda: Double, within reach: Reach) throws(CoordinateError) -> ProjectedPoint {
    let (sinPhi, cosPhi) = (sin(phi), cos(phi))
    let (sinLambda, cosLambda) = (sin(lambda), cos(lambda))
    let tau = sinPhi / cosPhi
    let tauPrime = Self.conformalTangent(sinPhi: sinPhi, cosPhi: cosPhi, e: e)
    let r = (tauPrime * tauPrime + cosLambda * cosLambda).squareRoot()
    // On the far side the cosine of Δλ is negative; at a pole every longitude is the same point.
    guard abs(lambda) <= 4 * .pi, reach.farSide || cosPhi * cosLambda >= -1e-15 else { throw tooFar(reach) }
    let xiPrime = atan2(tauPrime, cosLambda)
    let etaPrime = asinh(sinLambda / r)
    guard abs(etaPrime) < reach.etaPrime else { throw tooFar(reach) }
    let plane = Self.rectify(series.alpha, xi: xiPrime, eta: etaPrime, sign: 1)
    guard abs(plane.eta * radius) <= reach.easting else { throw tooFar(reach) }
    let secantPrime = (1 + tauPrime * tauPrime).squareRoot()
    let gamma = atan2(tauPrime * sinLambda, secantPrime * cosLambda) + atan2(plane.q, plane.p)
    let k = scale * spheroidalScale(tau: tau) / r * rectifyingScale * (plane.p * plane.p + plane.q * plane.q).squareRoot()
    return ProjectedPoint(northing: northing0 + radius * plane.xi, easting: falseEasting + radius * plane.eta, convergence: gamma, scale: k)
  }

  private func tooFar(_ reach: Reach) -> CoordinateError {
    .tooFarFromCentralMeridian(centralMeridianDegrees: centralMeridianDegrees, limit: reach.easting)
  }

  /// τ′ = τ√(1 + σ²) − σ√(1 + τ²), σ = sinh(e artanh(e τ/√(1 + τ²))): the tangent of the conformal latitude, eqs. (7)–(9).
  private static func conformalTangent(sinPhi: Double, cosPhi: Double, e: Double) -> Double {
    let tau = sinPhi / cosPhi
    let sigma = sinh(e * atanh(e * sinPhi))
    return tau * (1 + sigma * sigma).squareRoot() - sigma * (1 + tau * tau).squareRoot()
  }

  /// τ from τ′ by Newton's method, eqs. (19)–(21): three steps reach rounding error from any start.
  private func geodeticTangent(conformal tauPrime: Double) -> Double {
    var tau = tauPrime / (1 - e2)
    for _ in 0..<3 {
      let secant = (1 + tau * tau).squareRoot()
      let tauI = Self.conformalTangent(sinPhi: tau / secant, cosPhi: 1 / secant, e: e)
      let slope = (1 + (1 - e2) * tau * tau) / ((1 - e2) * secant)
      tau += (tauPrime - tauI) / (1 + tauI * tauI).squareRoot() * slope
    }
    return tau
  }

  /// √(1 − e² sin²φ) √(1 + τ²), the part of k that the latitude alone gives, eq. (25).
  private func spheroidalScale(tau: Double) -> Double { (1 + (1 - e2) * tau * tau).squareRoot() }

  /// A/a, the scale from the conformal sphere to the rectified plane before the series, eq. (25).
  private var rectifyingScale: Double { ellipsoid.rectifyingRadius / ellipsoid.semiMajorAxis }

  /// (ξ, η) + sign · Σ cⱼ sin 2j(ξ + iη), and the derivative p, q of that map, by Clenshaw's summation in complex numbers.
  ///
  /// With ζ = ξ + iη: Σ cⱼ sin 2jζ and Σ 2jcⱼ cos 2jζ, eqs. (11) and (23). The sign of q is such that arg = atan2(q, p) adds to γ in both
  /// directions.
  private static func rectify(_ c: InlineArray<6, Double>, xi: Double, eta: Double, sign: Double)
    -> (xi: Double, eta: Double, p: Double, q: Double)
  {
    let (s2, c2) = (sin(2 * xi), cos(2 * xi))
    let (sh2, ch2) = (sinh(2 * eta), cosh(2 * eta))
    // a = 2 cos 2ζ; y, z: the recurrences for the sum and for its derivative.
    let (ar, ai) = (2 * c2 * ch2, -2 * s2 * sh2)
    var (y0r, y0i, y1r, y1i) = (0.0, 0.0, 0.0, 0.0)
    var (z0r, z0i, z1r, z1i) = (0.0, 0.0, 0.0, 0.0)
    for j in stride(from: 5, through: 0, by: -1) {
      (y0r, y0i, y1r, y1i) = (ar * y0r - ai * y0i - y1r + c[j], ar * y0i + ai * y0r - y1i, y0r, y0i)
      let d = 2 * Double(j + 1) * c[j]
      (z0r, z0i, z1r, z1i) = (ar * z0r - ai * z0i - z1r + d, ar * z0i + ai * z0r - z1i, z0r, z0i)
    }
    // Σ cⱼ sin 2jζ = sin 2ζ · y₀; Σ dⱼ cos 2jζ = cos 2ζ · z₀ − z₁.
    let (sr, si) = (s2 * ch2, c2 * sh2)
    let (cr, ci) = (c2 * ch2, -s2 * sh2)
    let dXi = sr * y0r - si * y0i
    let dEta = sr * y0i + si * y0r
    let dp = cr * z0r - ci * z0i - z1r
    let dq = cr * z0i + ci * z0r - z1i
    return (xi + sign * dXi, eta + sign * dEta, 1 + sign * dp, -dq)
  }

  /// An angle brought into −π … π.
  static func wrapped(_ angle: Double) -> Double {
    if angle > .pi { return angle - 2 * .pi }
    if angle < -.pi { return angle + 2 * .pi }
    return angle
  }
}
