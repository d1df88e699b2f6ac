/// A 3 × 3 matrix: covariances of a point, rotations between axes. Two-dimensional work uses its upper left corner.
public struct Matrix3: Sendable, Equatable {
  /// The rows.
  public var rows: InlineArray<3, SIMD3<Double>>

  /// A matrix from its rows.
  public init(_ first: SIMD3<Double>, _ second: SIMD3<Double>, _ third: SIMD3<Double>) { rows = [first, second, third] }

  /// A diagonal matrix.
  public init(diagonal d: SIMD3<Double>) { self.init([d.x, 0, 0], [0, d.y, 0], [0, 0, d.z]) }

  /// The unit matrix.
  public static let identity = Matrix3(diagonal: [1, 1, 1])

  /// An element, from 0.
  public subscript(row: Int, column: Int) -> Double {
    get { rows[row][column] }
    set { rows[row][column] = newValue }
  }

  /// The transpose.
  public var transpose: Matrix3 {
    Matrix3([self[0, 0], self[1, 0], self[2, 0]], [self[0, 1], self[1, 1], self[2, 1]], [self[0, 2], self[1, 2], self[2, 2]])
  }

  /// The product with a vector.
  public static func * (m: Matrix3, v: SIMD3<Double>) -> SIMD3<Double> {
    [(m.rows[0] * v).sum(), (m.rows[1] * v).sum(), (m.rows[2] * v).sum()]
  }

  /// The product of two matrices.
  public static func * (a: Matrix3, b: Matrix3) -> Matrix3 {
    let t = b.transpose
    var result = a
    for i in 0..<3 {
      for j in 0..<3 { result[i, j] = (a.rows[i] * t.rows[j]).sum() }
    }
    return result
  }

  /// The sum.
  public static func + (a: Matrix3, b: Matrix3) -> Matrix3 {
    Matrix3(a.rows[0] + b.rows[0], a.rows[1] + b.rows[1], a.rows[2] + b.rows[2])
  }

  /// The difference.
  public static func - (a: Matrix3, b: Matrix3) -> Matrix3 {
    Matrix3(a.rows[0] - b.rows[0], a.rows[1] - b.rows[1], a.rows[2] - b.rows[2])
  }

  /// The product with a number.
  public static func * (factor: Double, m: Matrix3) -> Matrix3 { Matrix3(factor * m.rows[0], factor * m.rows[1], factor * m.rows[2]) }

  /// The lower triangular L with L Lᵀ = the upper left corner of `dimension` rows, the rest being unit; nil when it is not positive definite.
  public func cholesky(dimension: Int) -> Matrix3? {
    var l = Matrix3.identity
    for i in 0..<dimension {
      for j in 0...i {
        var sum = self[i, j]
        for k in 0..<j { sum -= l[i, k] * l[j, k] }
        if i == j {
          guard sum > 0 else { return nil }
          l[i, i] = sum.squareRoot()
        } else {
          l[i, j] = sum / l[j, j]
        }
      }
    }
    return l
  }

  /// L⁻¹ v for a lower triangular matrix.
  public func solveLower(_ v: SIMD3<Double>) -> SIMD3<Double> {
    let x = v.x / self[0, 0]
    let y = (v.y - self[1, 0] * x) / self[1, 1]
    return [x, y, (v.z - self[2, 0] * x - self[2, 1] * y) / self[2, 2]]
  }

  /// The solution of M x = v for a symmetric positive definite M of `dimension` rows; nil for any other.
  public func solveSymmetric(_ v: SIMD3<Double>, dimension: Int) -> SIMD3<Double>? {
    guard let l = cholesky(dimension: dimension) else { return nil }
    let y = l.solveLower(v)
    // Lᵀ x = y.
    let z = y.z / l[2, 2]
    let second = (y.y - l[2, 1] * z) / l[1, 1]
    return [(y.x - l[1, 0] * second - l[2, 0] * z) / l[0, 0], second, z]
  }

  /// Equal when all elements are.
  public static func == (a: Matrix3, b: Matrix3) -> Bool { (0..<3).allSatisfy { a.rows[$0] == b.rows[$0] } }
}
