import Geodesy

/// What is synthesised from a model, by ICGEM's names and definitions (STR09/02).
///
/// P is the point of evaluation at ellipsoidal height h, Q the point on the same normal at h − ζ, T the disturbing potential, γ normal gravity.
public enum FieldFunctional: String, Sendable, CaseIterable {
  /// The height anomaly at the ground by continuation from the ellipsoid, T₀/γ₀ + H/γ₀ · ∂T/∂r with H the height above mean sea level, metres.
  /// With H = 0 the same as ``heightAnomalyEllipsoid``. ICGEM's `height_anomaly`.
  case heightAnomaly = "height-anomaly"
  /// The generalised height anomaly T(P)/γ(P) on the ellipsoid (h = 0) or above it, metres. ICGEM's `height_anomaly_ell`.
  case heightAnomalyEllipsoid = "height-anomaly-ell"
  /// Molodensky's height anomaly without approximation: the distance from P to the point where the normal potential is what the potential is in P, metres.
  case heightAnomalySurface = "height-anomaly-surface"
  /// The geoid height, T₀/γ₀ − 2πGρH²/γ₀ with H the height above mean sea level and ρ = 2670 kg/m³, metres. ICGEM's `geoid`.
  case geoid
  /// |∇W(P)| − |γ(P)|, m/s². ICGEM's `gravity_disturbance`.
  case gravityDisturbance = "gravity-disturbance"
  /// −∂T/∂r, m/s². ICGEM's `gravity_disturbance_sa`.
  case gravityDisturbanceSpherical = "gravity-disturbance-sa"
  /// Molodensky's gravity anomaly |∇W(P)| − |γ(Q)|, m/s². ICGEM's `gravity_anomaly`.
  case gravityAnomaly = "gravity-anomaly"
  /// The classical gravity anomaly: gravity continued to the geoid less normal gravity on the ellipsoid, m/s². ICGEM's `gravity_anomaly_cl`.
  case gravityAnomalyClassical = "gravity-anomaly-cl"
  /// −∂T/∂r − 2T/r, m/s². ICGEM's `gravity_anomaly_sa`.
  case gravityAnomalySpherical = "gravity-anomaly-sa"
  /// ξ, the deflection of the vertical to the north: the angle between the plumb line in P and the ellipsoid's normal (Helmert), radians.
  case deflectionNorth = "deflection-ns"
  /// η, the deflection of the vertical to the east, radians.
  case deflectionEast = "deflection-ew"
  /// The angle between plumb line and normal, √(ξ² + η²), radians.
  case deflectionTotal = "deflection-abs"
  /// |∇W(P)|, gravity with the centrifugal part, m/s². ICGEM's `gravity_ell`.
  case gravity
  /// |∇V(P)|, gravity without the centrifugal part, m/s². ICGEM's `gravitation_ell`.
  case gravitation
  /// V(P), the potential without the centrifugal part, m²/s². ICGEM's `potential_ell`.
  case potential
  /// ∂²T/∂r², s⁻². ICGEM's `second_r_derivative`.
  case secondRadialDerivative = "second-r-derivative"

  /// True for those whose height is that of the ground above mean sea level, the field being summed on the ellipsoid; for the others it is the
  /// ellipsoidal height of P.
  public var takesTopographicHeight: Bool { self == .heightAnomaly || self == .geoid }

  /// True for those that need the derivatives of T.
  var needsGradient: Bool {
    switch self {
    case .heightAnomaly, .heightAnomalyEllipsoid, .heightAnomalySurface, .geoid, .potential, .secondRadialDerivative: false
    default: true
    }
  }
}

/// The disturbing field at a point, from which every functional is taken.
struct FieldValue {
  let parallel: Parallel
  let normal: NormalField
  /// T without degree 0, m²/s².
  var potential = 0.0
  /// ∂T/∂r, and the derivatives to the geocentric north and east, without degree 0, m/s².
  var radial = 0.0, north = 0.0, east = 0.0
  /// ∂²T/∂r² without degree 0, s⁻².
  var secondRadial = 0.0
  /// GM of the model less GM of the ellipsoid, m³/s².
  let massDifference: Double
  let zeroDegree: ZeroDegree

  /// T with the degree 0 that was asked for.
  private var disturbing: Double { potential + (zeroDegree == .omitted ? 0 : massDifference / parallel.radius) }

  private var disturbingRadial: Double {
    radial - (zeroDegree == .omitted ? 0 : massDifference / (parallel.radius * parallel.radius))
  }

  /// W₀ − U₀ of the geoid that heights refer to, m²/s².
  private var potentialDifference: Double {
    if case .geoidPotential(let w0) = zeroDegree { w0 - normal.surfacePotential } else { 0 }
  }

  private func normalField(_ height: Double) -> NormalField.Value {
    normal.value(sine: parallel.sine, cosine: parallel.cosine, ellipsoidalHeight: height)
  }

  /// The derivatives of T up and to the north of the ellipsoid's normal. `radial` is what is taken for ∂T/∂r.
  private func local(radial: Double) -> (up: Double, north: Double) {
    // δ = B − φ
    let sine = parallel.sine * parallel.u - parallel.cosine * parallel.t
    let cosine = parallel.cosine * parallel.u + parallel.sine * parallel.t
    return (radial * cosine + north * sine, north * cosine - radial * sine)
  }

  /// |g + ∇T| − |g| without the cancellation, and |g|.
  private func excess(_ g: NormalField.Value, radial: Double) -> (excess: Double, normal: Double) {
    let (up, north) = local(radial: radial)
    let length = g.magnitude
    let (gu, gn) = (g.up + up, g.north + north)
    let full = (gu * gu + gn * gn + east * east).squareRoot()
    let squares = 2 * (g.up * up + g.north * north) + (up * up + north * north + east * east)
    return (squares / (full + length), length)
  }

  /// ζ at this point by Bruns' formula with γ of `gravity`.
  private func bruns(_ gravity: Double) -> Double { (disturbing - potentialDifference) / gravity }

  func value(_ functional: FieldFunctional) -> Double {
    switch functional {
    case .heightAnomaly:
      let gravity = normal.gravity(sine: parallel.sine, cosine: parallel.cosine)
      let anomaly = bruns(gravity)
      return parallel.topography == 0 ? anomaly : anomaly + parallel.topography * disturbingRadial / gravity
    case .geoid:
      let gravity = normal.gravity(sine: parallel.sine, cosine: parallel.cosine)
      return bruns(gravity) - 2 * .pi * Self.newton * Self.rockDensity * parallel.topography * parallel.topography / gravity
    case .heightAnomalyEllipsoid:
      return bruns(normalField(parallel.height).magnitude)
    case .heightAnomalySurface:
      return surfaceAnomaly
    case .gravityDisturbance:
      return excess(normalField(parallel.height), radial: disturbingRadial).excess
    case .gravityDisturbanceSpherical:
      return -disturbingRadial
    case .gravityAnomaly:
      let here = normalField(parallel.height)
      let there = normalField(parallel.height - surfaceAnomaly).magnitude
      let disturbance = excess(here, radial: disturbingRadial)
      return disturbance.excess + (disturbance.normal - there)
    case .gravityAnomalyClassical:
      // Gravity on the geoid, |∇W(N)| = |γ(N)| + δg, less γ₀; δg from where T was summed.
      let disturbance = excess(normalField(parallel.height), radial: disturbingRadial)
      return disturbance.excess + (normalField(surfaceAnomaly).magnitude - normalField(0).magnitude)
    case .gravityAnomalySpherical:
      return -disturbingRadial - 2 * (disturbing - potentialDifference) / parallel.radius
    case .deflectionNorth: return deflection.north
    case .deflectionEast: return deflection.east
    case .deflectionTotal: return (deflection.north * deflection.north + deflection.east * deflection.east).squareRoot()
    case .gravity:
      let (excess, normal) = excess(normalField(parallel.height), radial: fullRadial)
      return normal + excess
    case .gravitation:
      var g = normalField(parallel.height)
      let c = centrifugal
      g.up -= c.acceleration * parallel.cosine
      g.north += c.acceleration * parallel.sine
      let (excess, normal) = excess(g, radial: fullRadial)
      return normal + excess
    case .potential:
      return normalField(parallel.height).potential - centrifugal.potential + (potential + massDifference / parallel.radius)
    case .secondRadialDerivative:
      let r = parallel.radius
      return secondRadial + (zeroDegree == .omitted ? 0 : 2 * massDifference / (r * r * r))
    }
  }

  /// ∂T/∂r with degree 0 whatever was asked for: the field itself has it.
  private var fullRadial: Double { radial - massDifference / (parallel.radius * parallel.radius) }

  /// The centrifugal potential and the acceleration away from the axis.
  private var centrifugal: (potential: Double, acceleration: Double) {
    let p = parallel.radius * parallel.u
    let w2 = normal.angularVelocity * normal.angularVelocity
    return (0.5 * w2 * p * p, w2 * p)
  }

  /// ζ with U(h − ζ) = W(h) − (W₀ − U₀): T is the integral of the component of γ along the normal, here by Simpson's rule, to 10⁻¹⁴ of ζ.
  private var surfaceAnomaly: Double {
    let here = normalField(parallel.height).up
    var anomaly = bruns(-here)
    for _ in 0..<2 {
      let (middle, there) = (normalField(parallel.height - anomaly / 2).up, normalField(parallel.height - anomaly).up)
      anomaly = bruns(-(here + 4 * middle + there) / 6)
    }
    return anomaly
  }

  /// The direction to the zenith, −g, from the ellipsoid's normal.
  private var deflection: (north: Double, east: Double) {
    let g = normalField(parallel.height)
    let (up, north) = local(radial: disturbingRadial)
    let down = -(g.up + up)
    return (Self.arcTangent(-(g.north + north) / down), Self.arcTangent(-east / down))
  }

  /// For |x| < 0.07, which the normal field itself reaches 20 000 km up.
  private static func arcTangent(_ x: Double) -> Double {
    let x2 = x * x
    var sum = 0.0
    for k in stride(from: 13.0, through: 1, by: -2) { sum = 1 / k - x2 * sum }
    return x * sum
  }

  /// The gravitational constant, CODATA 2018, m³ kg⁻¹ s⁻².
  private static let newton = 6.6743e-11
  /// The density of the Bouguer plate, kg/m³.
  private static let rockDensity = 2670.0
}
