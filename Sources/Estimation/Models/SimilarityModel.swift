public import Geodesy

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Translation, rotation and scale of geocentric coordinates about a pivot: X′ − X = T + ((1 + s) R − I)(X − P).
///
/// The pivot at the centre of the Earth gives the seven parameters of Bursa–Wolf (布尔莎), at the centroid of the points those of
/// Molodensky–Badekas; the fit of the points is the same. Parameters: T in metres, rx, ry, rz in radians, s. Source: EPSG guidance note
/// 7-2, methods 1032, 1033, 1034, 1061; exact rotations as in `Geodesy.Helmert`.
public struct SimilarityModel: ObservationModel {
  /// What a positive rotation turns.
  public let convention: Helmert.Convention
  /// How the matrix follows from the angles.
  public let form: Helmert.RotationForm
  /// The pivot P, metres.
  public let pivot: SIMD3<Double>

  /// The model of a convention, a form and a pivot (zero: seven parameters).
  public init(convention: Helmert.Convention, form: Helmert.RotationForm, pivot: SIMD3<Double> = .zero) {
    (self.convention, self.form, self.pivot) = (convention, form, pivot)
  }

  /// Three.
  public var dimension: Int { 3 }
  /// Seven.
  public var parameterCount: Int { 7 }

  /// Target minus source.
  public func observation(of point: CommonPoint) -> SIMD3<Double> { point.target - point.source }

  /// T + s d + (1 + s)(R − I) d with d = X − P.
  public func prediction(at source: SIMD3<Double>, _ p: [Double], partials: inout [SIMD3<Double>]) -> SIMD3<Double> {
    let d = source - pivot
    let m = 1 + p[6]
    let turned = turn(p, d)
    partials[0] = [1, 0, 0]
    partials[1] = [0, 1, 0]
    partials[2] = [0, 0, 1]
    for axis in 0..<3 { partials[3 + axis] = m * turned.derivatives[axis] }
    partials[6] = d + turned.difference
    return SIMD3(p[0], p[1], p[2]) + p[6] * d + m * turned.difference
  }

  /// (R − I) d and its derivatives by the angles.
  private func turn(_ p: [Double], _ d: SIMD3<Double>) -> (difference: SIMD3<Double>, derivatives: [SIMD3<Double>]) {
    // Position-vector angles are coordinate-frame angles with the other sign in the small-angle form; in the exact form R is transposed,
    // which is R₁(−rx) R₂(−ry) R₃(−rz) in terms of turns of the frame.
    switch form {
    case .smallAngle:
      let sign = convention == .positionVector ? 1.0 : -1.0
      let derivatives: [SIMD3<Double>] = [[0, -sign * d.z, sign * d.y], [sign * d.z, 0, -sign * d.x], [-sign * d.y, sign * d.x, 0]]
      return (p[3] * derivatives[0] + p[4] * derivatives[1] + p[5] * derivatives[2], derivatives)
    case .exact:
      let frame = convention == .coordinateFrame
      let order = frame ? [0, 1, 2] : [2, 1, 0]
      // One turn after the other: v → v + δ(v), with cos − 1 = −2 sin²(½) so that nothing cancels.
      var vector = d
      var difference = SIMD3<Double>.zero
      var derivatives = [SIMD3<Double>](repeating: .zero, count: 3)
      for axis in order {
        let angle = frame ? p[3 + axis] : -p[3 + axis]
        for done in order {
          if done == axis { break }
          derivatives[done] += Self.turnDifference(axis, angle, derivatives[done])
        }
        derivatives[axis] = (frame ? 1 : -1) * Self.turnDerivative(axis, angle, vector)
        difference += Self.turnDifference(axis, angle, vector)
        vector = d + difference
      }
      return (difference, derivatives)
    }
  }

  /// (Rₖ(α) − I) v for a turn of the frame about axis k.
  private static func turnDifference(_ axis: Int, _ angle: Double, _ v: SIMD3<Double>) -> SIMD3<Double> {
    let (s, h) = (sin(angle), sin(angle / 2))
    let c1 = -2 * h * h
    let (i, j) = ((axis + 1) % 3, (axis + 2) % 3)
    var out = SIMD3<Double>.zero
    out[i] = c1 * v[i] + s * v[j]
    out[j] = c1 * v[j] - s * v[i]
    return out
  }

  /// Its derivative by α.
  private static func turnDerivative(_ axis: Int, _ angle: Double, _ v: SIMD3<Double>) -> SIMD3<Double> {
    let (s, c) = (sin(angle), cos(angle))
    let (i, j) = ((axis + 1) % 3, (axis + 2) % 3)
    var out = SIMD3<Double>.zero
    out[i] = -s * v[i] + c * v[j]
    out[j] = -s * v[j] - c * v[i]
    return out
  }
}
