#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension Geodesic {
  /// The point at a distance along the geodesic that leaves a point in a direction (大地主题正算).
  ///
  /// - Parameters:
  ///   - latitudeDegrees: φ₁, −90 … 90.
  ///   - longitudeDegrees: λ₁, any.
  ///   - azimuthDegrees: α₁, clockwise from north, any.
  ///   - distance: s₁₂, metres; negative goes backward, more than the circumference goes around again.
  /// - Returns: nil where the latitude is out of range or a number is not finite.
  public func direct(latitudeDegrees: Double, longitudeDegrees: Double, azimuthDegrees: Double, distance: Double) -> GeodesicEnd? {
    guard abs(latitudeDegrees) <= 90, longitudeDegrees.isFinite, azimuthDegrees.isFinite, distance.isFinite else { return nil }
    let (sa1, ca1) = sineCosine(degrees: azimuthDegrees)
    let (sphi, cphi) = sineCosine(degrees: latitudeDegrees)
    // Eq. (6): tan β = (1 − f) tan φ. At a pole the meridian still has its direction.
    var (sb1, cb1) = unit(f1 * sphi, cphi)
    cb1 = max(Self.tiny, cb1)
    // Eqs. (5), (10).
    let sa0 = sa1 * cb1
    let ca0 = (ca1 * ca1 + sa1 * sb1 * sa1 * sb1).squareRoot()
    // Eqs. (11), (12).
    let (so1, co1) = (sa0 * sb1, sb1 != 0 || ca1 != 0 ? cb1 * ca1 : 1)
    let (ss1, cs1) = unit(sb1, co1)
    let k2 = ca0 * ca0 * ep2
    let e = GeodesicSeries.epsilon(k2)
    let c1 = GeodesicSeries.c1(e)
    // Eqs. (15), (19), (20): the distance as τ, and σ from τ.
    let a1 = GeodesicSeries.a1(e)
    let b11 = GeodesicSeries.sine(c1, ss1, cs1)
    let (s, c) = (sin(b11), cos(b11))
    let (st1, ct1) = (ss1 * c + cs1 * s, cs1 * c - ss1 * s)
    let tau12 = distance / (b * a1)
    let (st12, ct12) = (sin(tau12), cos(tau12))
    let b12 = -GeodesicSeries.sine(GeodesicSeries.c1Reverted(e), st1 * ct12 + ct1 * st12, ct1 * ct12 - st1 * st12)
    let sigma12 = tau12 - (b12 - b11)
    let (s12, c12) = (sin(sigma12), cos(sigma12))
    let (ss2, cs2) = (ss1 * c12 + cs1 * s12, cs1 * c12 - ss1 * s12)
    // Eqs. (13), (14).
    sb1 = ss1
    let sb2 = ca0 * ss2
    var cb2 = (sa0 * sa0 + ca0 * cs2 * ca0 * cs2).squareRoot()
    var cs2safe = cs2
    if cb2 == 0 {
      cb2 = Self.tiny
      cs2safe = Self.tiny
    }
    let (sa2, ca2) = (sa0, ca0 * cs2safe)
    // Eqs. (12), (8), (23).
    let (so2, co2) = (sa0 * ss2, cs2safe)
    let omega12 = atan2(so2 * co1 - co2 * so1, co2 * co1 + so2 * so1)
    let c3 = series.c3(e)
    let b3 = GeodesicSeries.sine(c3, ss2, cs2) - GeodesicSeries.sine(c3, ss1, cs1)
    let lambda12 = (omega12 - f * sa0 * series.a3(e) * (sigma12 + b3)).degrees
    let longitude = (longitudeDegrees.remainder(dividingBy: 360) + lambda12).remainder(dividingBy: 360)
    // m₁₂ (eqs. 38, 40).
    let (dn1, dn2) = ((1 + k2 * ss1 * ss1).squareRoot(), (1 + k2 * ss2 * ss2).squareRoot())
    let m12 = b * (dn2 * (cs1 * ss2) - dn1 * (ss1 * cs2) - cs1 * cs2 * j12(e, sigma12, (ss1, cs1), (ss2, cs2)))
    // S₁₂ (eqs. 58, 59). α₂ − α₁ from α₀ and σ without cancellation: tan(α₂ − α₁) = sin α₀ cos α₀ (cos σ₁ − cos σ₂)/(sin²α₀ + cos²α₀ cos σ₁ cos σ₂).
    let turn: (s: Double, c: Double)
    if ca0 == 0 || sa0 == 0 {
      turn = (sa2 * ca1 - ca2 * sa1, ca2 * ca1 + sa2 * sa1)
    } else {
      let difference = c12 <= 0 ? cs1 * (1 - c12) + s12 * ss1 : s12 * (cs1 * s12 / (1 + c12) + ss1)
      turn = (ca0 * sa0 * difference, sa0 * sa0 + ca0 * ca0 * cs1 * cs2)
    }
    let area = c2 * atan2(turn.s, turn.c) + areaSeries(e, sa0, ca0, (ss1, cs1), (ss2, cs2))
    return GeodesicEnd(
      latitudeDegrees: angleDegrees(sb2, f1 * cb2), longitudeDegrees: longitude, azimuthDegrees: angleDegrees(sa2, ca2), reducedLength: m12,
      areaToEquator: area)
  }

  /// J(σ₂) − J(σ₁) = I₁ − I₂ (eq. 40). The coefficients of both are combined before they are summed: A₁C₁ₗ − A₂C₂ₗ.
  func j12(_ e: Double, _ sigma12: Double, _ s1: (s: Double, c: Double), _ s2: (s: Double, c: Double)) -> Double {
    let (a1, a2) = (GeodesicSeries.a1(e), GeodesicSeries.a2(e))
    var c = GeodesicSeries.c1(e)
    let c2 = GeodesicSeries.c2(e)
    for l in 0..<6 { c[l] = a1 * c[l] - a2 * c2[l] }
    return (a1 - a2) * sigma12 + (GeodesicSeries.sine(c, s2.s, s2.c) - GeodesicSeries.sine(c, s1.s, s1.c))
  }

  /// The second term of S₁₂: e²a² sin α₀ cos α₀ (I₄(σ₂) − I₄(σ₁)).
  func areaSeries(_ e: Double, _ sa0: Double, _ ca0: Double, _ s1: (s: Double, c: Double), _ s2: (s: Double, c: Double)) -> Double {
    let c4 = series.c4(e)
    return a * a * e2 * sa0 * ca0 * (GeodesicSeries.cosine(c4, s2.s, s2.c) - GeodesicSeries.cosine(c4, s1.s, s1.c))
  }
}
