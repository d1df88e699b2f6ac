#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A seven-parameter similarity transformation of geocentric coordinates (七参数): X′ = T + (1 + s) R X.
///
/// The rotation is given in one of two conventions, which differ in the sign of the three angles, and is applied exactly or, as EPSG
/// defines it, with the sine for the angle. Which of both a published set of parameters means must come with it: nothing is assumed.
///
/// Accuracy: the arithmetic loses at most two units in the last place of the geocentric radius, 2 nm near the surface. The inverse undoes
/// the forward to as much, in both forms; changing the signs of the parameters does not (that costs millimetres).
public struct Helmert: Sendable, Hashable {
  /// What a positive rotation turns.
  public enum Convention: Sendable, CaseIterable {
    /// It turns the position vector (EPSG method 1033; the IERS).
    case positionVector
    /// It turns the coordinate frame (EPSG method 1032).
    case coordinateFrame
  }

  /// How the rotation matrix follows from the angles.
  public enum RotationForm: Sendable, CaseIterable {
    /// Sines are the angles and cosines 1, as EPSG's methods and most published sets have it. Not quite a rotation: it stretches by the square
    /// of the angles, 2 mm for 5″.
    case smallAngle
    /// A rotation proper. With coordinate-frame angles the frame turns about X, then Y, then Z, R = R₃(rz) R₂(ry) R₁(rx); with
    /// position-vector angles R is the transpose of that, the vector turning about Z, then Y, then X (as in PROJ's `+exact`).
    case exact
  }

  /// Translation along X, Y, Z in metres.
  public let translation: GeocentricPosition
  /// Rotations about X, Y, Z in seconds of arc, in the convention given.
  public let rotationArcSeconds: GeocentricPosition
  /// The scale difference s, parts per million.
  public let scalePPM: Double
  /// The convention of the rotations.
  public let convention: Convention
  /// The form of the rotation matrix.
  public let form: RotationForm

  /// (1 + s) R, row by row, then T; and the same for the inverse.
  private let matrix: InlineArray<12, Double>
  private let inverseMatrix: InlineArray<12, Double>

  /// A transformation from its parameters: translations in metres, rotations in seconds of arc, scale difference in parts per million.
  ///
  /// Rotations of more than a few degrees or a scale below −10⁶ ppm are accepted as given; a matrix that cannot be inverted gives NaN in
  /// the inverse.
  public init(
    translation: GeocentricPosition, rotationArcSeconds: GeocentricPosition, scalePPM: Double, convention: Convention, form: RotationForm
  ) {
    self.translation = translation
    self.rotationArcSeconds = rotationArcSeconds
    self.scalePPM = scalePPM
    self.convention = convention
    self.form = form
    // R for coordinate-frame angles; the transpose is R for position-vector angles, in both forms.
    let unit = Double.pi / 648_000
    let (x, y, z) = (rotationArcSeconds.x * unit, rotationArcSeconds.y * unit, rotationArcSeconds.z * unit)
    let m = 1 + scalePPM * 1e-6
    var r: InlineArray<9, Double>
    switch form {
    case .smallAngle: r = [1, z, -y, -z, 1, x, y, -x, 1]
    case .exact:
      let (sx, cx, sy, cy, sz, cz) = (sin(x), cos(x), sin(y), cos(y), sin(z), cos(z))
      let row1: (Double, Double, Double) = (cy * cz, cx * sz + sx * sy * cz, sx * sz - cx * sy * cz)
      let row2: (Double, Double, Double) = (-cy * sz, cx * cz - sx * sy * sz, sx * cz + cx * sy * sz)
      r = [row1.0, row1.1, row1.2, row2.0, row2.1, row2.2, sy, -sx * cy, cx * cy]
    }
    if convention == .positionVector { r = [r[0], r[3], r[6], r[1], r[4], r[7], r[2], r[5], r[8]] }
    let t = translation
    matrix = [m * r[0], m * r[1], m * r[2], m * r[3], m * r[4], m * r[5], m * r[6], m * r[7], m * r[8], t.x, t.y, t.z]
    inverseMatrix = Self.inverted(matrix)
  }

  /// The inverse of a 3 × 3 matrix by its adjugate, with the translation copied: X = M⁻¹ (X′ − T).
  private static func inverted(_ m: InlineArray<12, Double>) -> InlineArray<12, Double> {
    let c0 = m[4] * m[8] - m[5] * m[7]
    let c1 = m[5] * m[6] - m[3] * m[8]
    let c2 = m[3] * m[7] - m[4] * m[6]
    let d = m[0] * c0 + m[1] * c1 + m[2] * c2
    return [
      c0 / d, (m[2] * m[7] - m[1] * m[8]) / d, (m[1] * m[5] - m[2] * m[4]) / d,
      c1 / d, (m[0] * m[8] - m[2] * m[6]) / d, (m[2] * m[3] - m[0] * m[5]) / d,
      c2 / d, (m[1] * m[6] - m[0] * m[7]) / d, (m[0] * m[4] - m[1] * m[3]) / d,
      m[9], m[10], m[11],
    ]
  }

  /// The position in the target system.
  public func forward(_ p: GeocentricPosition) -> GeocentricPosition { Self.turned(p, matrix) }

  /// The position in the source system.
  public func inverse(_ p: GeocentricPosition) -> GeocentricPosition { Self.turnedBack(p, inverseMatrix) }

  @inline(__always)
  private static func turned(_ p: GeocentricPosition, _ m: InlineArray<12, Double>) -> GeocentricPosition {
    GeocentricPosition(
      x: m[0] * p.x + m[1] * p.y + m[2] * p.z + m[9], y: m[3] * p.x + m[4] * p.y + m[5] * p.z + m[10],
      z: m[6] * p.x + m[7] * p.y + m[8] * p.z + m[11])
  }

  @inline(__always)
  private static func turnedBack(_ p: GeocentricPosition, _ m: InlineArray<12, Double>) -> GeocentricPosition {
    let (x, y, z) = (p.x - m[9], p.y - m[10], p.z - m[11])
    return GeocentricPosition(
      x: m[0] * x + m[1] * y + m[2] * z, y: m[3] * x + m[4] * y + m[5] * z, z: m[6] * x + m[7] * y + m[8] * z)
  }

  /// Transforms columns of positions in place, metres. The columns have the same count. No allocation; the same bits as ``forward(_:)``.
  public func forward(x: inout MutableSpan<Double>, y: inout MutableSpan<Double>, z: inout MutableSpan<Double>) {
    precondition(y.count == x.count && z.count == x.count)
    let m = matrix
    for i in 0..<x.count {
      let p = Self.turned(GeocentricPosition(x: x[i], y: y[i], z: z[i]), m)
      x[i] = p.x
      y[i] = p.y
      z[i] = p.z
    }
  }

  /// Transforms columns of positions back, in place; see ``forward(x:y:z:)``.
  public func inverse(x: inout MutableSpan<Double>, y: inout MutableSpan<Double>, z: inout MutableSpan<Double>) {
    precondition(y.count == x.count && z.count == x.count)
    let m = inverseMatrix
    for i in 0..<x.count {
      let p = Self.turnedBack(GeocentricPosition(x: x[i], y: y[i], z: z[i]), m)
      x[i] = p.x
      y[i] = p.y
      z[i] = p.z
    }
  }

  /// Equal when all parameters, the convention and the form are.
  public static func == (a: Self, b: Self) -> Bool {
    a.translation == b.translation && a.rotationArcSeconds == b.rotationArcSeconds && a.scalePPM == b.scalePPM
      && a.convention == b.convention
      && a.form == b.form
  }

  /// Hashes the parameters.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(translation)
    hasher.combine(rotationArcSeconds)
    hasher.combine(scalePPM)
    hasher.combine(convention)
    hasher.combine(form)
  }
}
