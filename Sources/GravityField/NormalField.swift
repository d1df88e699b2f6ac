import Geodesy

/// The gravity field that an ellipsoid of revolution would have if it were an equipotential surface (正常重力场): Pizzetti and Somigliana's.
///
/// Everything is closed: no series in latitude or height, valid from the surface to any distance. Functions that are differences of nearly equal
/// terms in the textbooks (q, q′, arctan(E/u)/E) are summed as their power series in (E/u)², which converge to the last bit in ten terms and stay
/// valid for the sphere.
///
/// Sources: H. Moritz, *Geodetic Reference System 1980*, J. Geod. 74 (2000) 128, doi 10.1007/s001900050278; W. A. Heiskanen and H. Moritz, *Physical
/// Geodesy*, 1967, sections 2-7 to 2-10; NGA.STND.0036, section 4.
public struct NormalField: Sendable, Equatable {
  /// The level ellipsoid.
  public let ellipsoid: Ellipsoid
  /// GM of the ellipsoid with its atmosphere, m³/s².
  public let gravitationalParameter: Double
  /// The angular velocity ω, rad/s.
  public let angularVelocity: Double
  /// The normal potential on the ellipsoid U₀ (椭球面正常位), m²/s².
  public let surfacePotential: Double
  /// The dynamical form factor J₂, without unit.
  public let dynamicalFormFactor: Double
  /// Normal gravity at the equator γₐ, m/s².
  public let equatorialGravity: Double
  /// Normal gravity at the poles γ_b, m/s².
  public let polarGravity: Double

  /// a, b, E² = a² − b².
  private let a: Double, b: Double, focal2: Double
  /// Q(e′²), where q₀ = e′³ Q(e′²).
  private let surfaceQ: Double

  /// The field of an ellipsoid.
  ///
  /// - Parameters:
  ///   - gravitationalParameter: GM in m³/s², more than 0.
  ///   - angularVelocity: ω in rad/s; 0 for a body that does not rotate.
  /// - Precondition: both are finite and GM is positive.
  public init(ellipsoid: Ellipsoid, gravitationalParameter: Double, angularVelocity: Double) {
    precondition(gravitationalParameter > 0 && gravitationalParameter.isFinite && angularVelocity.isFinite)
    let a = ellipsoid.semiMajorAxis
    let b = ellipsoid.semiMinorAxis
    let e2 = ellipsoid.eccentricitySquared
    let x2 = ellipsoid.secondEccentricitySquared
    let w2 = angularVelocity * angularVelocity
    let gm = gravitationalParameter
    let m = w2 * a * a * b / gm
    let q0 = Self.q(x2)
    // e′q₀′/q₀ with the powers of e′ taken out: e′·e′²Q′/(e′³Q) = Q′/Q.
    let slope = Self.qPrime(x2) / q0
    self.ellipsoid = ellipsoid
    self.gravitationalParameter = gm
    self.angularVelocity = angularVelocity
    (self.a, self.b, focal2) = (a, b, a * a * e2)
    surfaceQ = q0
    surfacePotential = gm / b * Self.arcTangentRatio(x2) + w2 * a * a / 3
    // J₂ = e²/3 (1 − 2/15 · m e′/q₀); e²/e′² = 1 − e².
    dynamicalFormFactor = e2 / 3 - 2.0 / 45 * m * (1 - e2) / q0
    equatorialGravity = gm / (a * b) * (1 - m - m * slope / 6)
    polarGravity = gm / (a * a) * (1 + m * slope / 3)
  }

  /// The field of Geodetic Reference System 1980: GM = 3.986005·10¹⁴, ω = 7.292115·10⁻⁵ (Moritz 2000). ICGEM's default.
  public static let grs80 = NormalField(ellipsoid: .grs80, gravitationalParameter: 3.986005e14, angularVelocity: 7.292115e-5)
  /// The field of WGS 84: GM = 3.986004418·10¹⁴, ω = 7.292115·10⁻⁵ (NGA.STND.0036).
  public static let wgs84 = NormalField(ellipsoid: .wgs84, gravitationalParameter: 3.986004418e14, angularVelocity: 7.292115e-5)
  /// The field of CGCS2000: GM = 3.986004418·10¹⁴, ω = 7.292115·10⁻⁵ (GB 22021-2008).
  public static let cgcs2000 = NormalField(ellipsoid: .cgcs2000, gravitationalParameter: 3.986004418e14, angularVelocity: 7.292115e-5)

  /// The unnormalised coefficient J₂ₙ of the normal potential's series (Moritz 2000, eq. for J₂ₙ); n from 1.
  ///
  /// The fully normalised cosine coefficient of degree 2n is −J₂ₙ/√(4n + 1), with respect to the ellipsoid's GM and semi-major axis.
  public func zonal(_ n: Int) -> Double {
    precondition(n >= 1)
    let e2 = ellipsoid.eccentricitySquared
    let k = Double(n)
    // (−1)ⁿ⁺¹ 3 e²ⁿ/((2n+1)(2n+3)) (1 − n + 5n J₂/e²), one e² taken into the bracket for the sphere's sake.
    var power = 1.0
    for _ in 1..<n { power *= -e2 }
    return power * 3 / ((2 * k + 1) * (2 * k + 3)) * ((1 - k) * e2 + 5 * k * dynamicalFormFactor)
  }

  /// Normal gravity on the ellipsoid (Somigliana), m/s²; error below 4 units of the last place.
  ///
  /// - Parameter latitude: the geodetic latitude, radians.
  public func gravity(latitude: Double) -> Double {
    let (s, c) = HarmonicSums.sineCosine(latitude)
    return gravity(sine: s, cosine: c)
  }

  /// The same from the sine and cosine of the latitude.
  func gravity(sine s: Double, cosine c: Double) -> Double {
    let (ac2, bs2) = (a * c * c, b * s * s)
    return (ac2 * equatorialGravity + bs2 * polarGravity) / (a * ac2 + b * bs2).squareRoot()
  }

  /// The normal potential and its gradient, gravitation and centrifugal part together.
  public struct Value: Sendable, Equatable {
    /// The normal potential U, m²/s².
    public var potential: Double
    /// The component of normal gravity along the ellipsoid's normal, up; negative, m/s².
    public var up: Double
    /// The component to the north, m/s²; 0 on the ellipsoid.
    public var north: Double
    /// |γ|, m/s².
    public var magnitude: Double { (up * up + north * north).squareRoot() }
  }

  /// The normal field at a point on or outside the ellipsoid, or some kilometres below its surface.
  ///
  /// Errors: 2·10⁻⁸ m²/s² (2 nm of height) for the potential and 5·10⁻¹⁵ m/s² for gravity near the surface.
  /// - Parameters:
  ///   - latitude: the geodetic latitude, radians.
  ///   - ellipsoidalHeight: metres.
  public func value(latitude: Double, ellipsoidalHeight: Double) -> Value {
    let (s, c) = HarmonicSums.sineCosine(latitude)
    return value(sine: s, cosine: c, ellipsoidalHeight: ellipsoidalHeight)
  }

  /// The same from the sine and cosine of the latitude.
  func value(sine s: Double, cosine c: Double, ellipsoidalHeight: Double) -> Value {
    let e2 = ellipsoid.eccentricitySquared
    let n = a / (1 - e2 * s * s).squareRoot()
    let p = (n + ellipsoidalHeight) * c
    let z = (n * (1 - e2) + ellipsoidalHeight) * s
    // Ellipsoidal-harmonic coordinates u, β (Heiskanen & Moritz 1-103): u² from a quadratic whose discriminant is a sum of squares.
    let d = p * p + z * z - focal2
    let u2 = 0.5 * (d + (d * d + 4 * focal2 * z * z).squareRoot())
    let u = u2.squareRoot()
    let v2 = u2 + focal2
    let v = v2.squareRoot()
    // sin β = z/u, cos β = p/v, made a unit vector.
    let (sb0, cb0) = (z / u, p / v)
    let norm = 1 / (sb0 * sb0 + cb0 * cb0).squareRoot()
    let (sb, cb) = (sb0 * norm, cb0 * norm)
    let x2 = focal2 / u2
    let w2 = angularVelocity * angularVelocity
    // q/q₀ = (b/u)³ Q/Q₀ and E q′/q₀ = b³/u² Q′/Q₀.
    let qRatio = b * b * b / (u2 * u) * Self.q(x2) / surfaceQ
    let slope = b * b * b / u2 * Self.qPrime(x2) / surfaceQ
    let potential =
      gravitationalParameter / u * Self.arcTangentRatio(x2) + 0.5 * w2 * a * a * qRatio * (sb * sb - 1.0 / 3) + 0.5 * w2 * v2 * cb * cb
    let w = ((u2 + focal2 * sb * sb) / v2).squareRoot()
    let gu = -(gravitationalParameter / v2 + w2 * a * a * slope / v2 * (0.5 * sb * sb - 1.0 / 6) - w2 * u * cb * cb) / w
    let gb = (w2 * a * a / v * qRatio - w2 * v) * sb * cb / w
    // Along the axes of the meridian plane, then of the ellipsoid's normal.
    let gp = (gu * (u / v) * cb - gb * sb) / w
    let gz = (gu * sb + gb * (u / v) * cb) / w
    return Value(potential: potential, up: gp * c + gz * s, north: gz * c - gp * s)
  }

  /// arctan(x)/x from x².
  private static func arcTangentRatio(_ x2: Double) -> Double { series(x2) { 1 / (2 * $0 + 1) } }

  /// Q with q = ½[(1 + 3/x²) arctan x − 3/x] = x³ Q(x²) = 2 Σ (−1)ⁿ⁺¹ n/((2n+1)(2n+3)) x²ⁿ⁺¹, n from 1.
  private static func q(_ x2: Double) -> Double { series(x2) { 2 * ($0 + 1) / ((2 * $0 + 3) * (2 * $0 + 5)) } }

  /// Q′ with q′ = 3(1 + 1/x²)(1 − arctan x/x) − 1 = x² Q′(x²) = 6 Σ (−1)ⁿ⁺¹ x²ⁿ/((2n+1)(2n+3)), n from 1.
  private static func qPrime(_ x2: Double) -> Double { series(x2) { 6 / ((2 * $0 + 3) * (2 * $0 + 5)) } }

  /// Σ (−x²)ᵏ c(k), k from 0, by Horner's rule. For 1/f ≥ 150, x² is below 0.014, and 12 terms leave 10⁻²²; deep below the surface it is a little more.
  private static func series(_ x2: Double, _ coefficient: (Double) -> Double) -> Double {
    var sum = 0.0
    for k in stride(from: 11.0, through: 0, by: -1) { sum = coefficient(k) - x2 * sum }
    return sum
  }
}
