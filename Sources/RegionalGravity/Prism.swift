#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What a body does at a place: the potential and the attraction downwards, both for a density of 1 kg/m³ and without the gravitational constant.
public struct MassEffect: Sendable, Equatable {
  /// ∫ dv/r, m².
  public var potential = 0.0
  /// The part of ∫ dv/r² that points downwards, m.
  public var attraction = 0.0

  /// Nothing.
  public init() {}
  /// An effect.
  public init(potential: Double, attraction: Double) { (self.potential, self.attraction) = (potential, attraction) }

  static func += (left: inout MassEffect, right: MassEffect) {
    left.potential += right.potential
    left.attraction += right.attraction
  }

  static func * (weight: Double, effect: MassEffect) -> MassEffect {
    MassEffect(potential: weight * effect.potential, attraction: weight * effect.attraction)
  }

  static prefix func - (effect: MassEffect) -> MassEffect { MassEffect(potential: -effect.potential, attraction: -effect.attraction) }
}

/// A rectangular prism (直角棱柱体) upright in the horizontal system of a place: coordinates of its sides from the place, metres, z upwards.
///
/// Source: D. Nagy, G. Papp and J. Benedek, *The gravitational potential and its derivatives for the prism*, J. Geod. 74 (2000) 552,
/// doi 10.1007/s001900000116.
public struct Prism: Sendable, Equatable {
  /// The sides.
  public var x: ClosedRange<Double>, y: ClosedRange<Double>, z: ClosedRange<Double>

  /// A prism.
  public init(x: ClosedRange<Double>, y: ClosedRange<Double>, z: ClosedRange<Double>) { (self.x, self.y, self.z) = (x, y, z) }

  /// Potential and attraction at the origin, which may lie anywhere: outside, on a side, at a corner, within.
  ///
  /// Rounding: 10⁻¹⁵ of the cube of the distance to the farthest corner over its shortest side, so that prisms some hundred of their sizes away are
  /// better taken as ``rod``.
  public var effect: MassEffect {
    var effect = MassEffect()
    for (i, a) in [x.lowerBound, x.upperBound].enumerated() {
      for (j, b) in [y.lowerBound, y.upperBound].enumerated() {
        for (k, c) in [z.lowerBound, z.upperBound].enumerated() {
          let corner = Self.corner(a, b, c)
          effect += (i + j + k) % 2 == 1 ? corner : -corner
        }
      }
    }
    return effect
  }

  /// The antiderivatives at a corner: eq. 5 of the paper for the potential, eq. 8 for ∂/∂z.
  private static func corner(_ x: Double, _ y: Double, _ z: Double) -> MassEffect {
    let r = (x * x + y * y + z * z).squareRoot()
    let (lx, ly, lz) = (logarithm(x, r, y * y + z * z), logarithm(y, r, x * x + z * z), logarithm(z, r, x * x + y * y))
    let (ax, ay, az) = (arcTangent(y * z, x * r), arcTangent(z * x, y * r), arcTangent(x * y, z * r))
    let potential = x * y * lz + y * z * lx + z * x * ly - x * x / 2 * ax - y * y / 2 * ay - z * z / 2 * az
    // ∂/∂z of the place is upwards: what pulls down has the other sign, and the integral of z/r³ brings another.
    return MassEffect(potential: potential, attraction: x * ly + y * lx - z * az)
  }

  /// ln(u + r), for u near −r as ln((r² − u²)/(r − u)); 0 where its factor is 0 in the limit.
  private static func logarithm(_ u: Double, _ r: Double, _ rest: Double) -> Double {
    if u > 0 { return log(u + r) }
    return rest > 0 ? log(rest / (r - u)) : 0
  }

  /// arctan(a/b); 0 where b is 0, its factor being 0 with it.
  private static func arcTangent(_ a: Double, _ b: Double) -> Double { b == 0 ? 0 : atan(a / b) }

  /// The prism as a vertical rod (直线质量) through its middle: exact in height, and off by the square of its half-diagonal over the distance.
  public var rod: MassEffect {
    let (mx, my) = ((x.lowerBound + x.upperBound) / 2, (y.lowerBound + y.upperBound) / 2)
    return Self.rod(
      area: (x.upperBound - x.lowerBound) * (y.upperBound - y.lowerBound), distance2: mx * mx + my * my, z: (z.lowerBound, z.upperBound))
  }

  /// A rod: ∫ dz/r = arsinh(z/s), ∫ −z dz/r³ = 1/r.
  static func rod(area: Double, distance2: Double, z: (lower: Double, upper: Double)) -> MassEffect {
    let (r1, r2) = ((distance2 + z.lower * z.lower).squareRoot(), (distance2 + z.upper * z.upper).squareRoot())
    // ln((z₂ + r₂)/(z₁ + r₁)), and 1/r₂ − 1/r₁ without the cancellation of nearly equal distances: the thin rods of residual terrain are the usual case.
    let thickness = z.upper - z.lower
    let difference = thickness * (z.upper + z.lower) / (r1 + r2)
    // z₂ + r₂ − z₁ − r₁ over z₁ + r₁; for z < 0 by the conjugate.
    let (sum1, sum2) =
      z.lower + z.upper >= 0 ? (z.lower + r1, thickness + difference) : (r2 - z.upper, thickness - difference)
    return MassEffect(potential: area * log1p(sum2 / sum1), attraction: area * -difference / (r1 * r2))
  }
}
