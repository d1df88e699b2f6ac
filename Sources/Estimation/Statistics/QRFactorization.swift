/// A dense matrix in rows, for the few dozen unknowns of a transformation.
public struct DenseMatrix: Sendable, Equatable {
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  /// The elements, row by row.
  public var elements: [Double]

  /// A matrix of zeros.
  public init(rows: Int, columns: Int) {
    (self.rows, self.columns) = (rows, columns)
    elements = Array(repeating: 0, count: rows * columns)
  }

  /// The element of a row and a column, from 0.
  public subscript(row: Int, column: Int) -> Double {
    get { elements[row * columns + column] }
    set { elements[row * columns + column] = newValue }
  }

  /// M C Mᵀ, symmetric to the last bit: how a covariance C goes through a linear map M.
  public static func propagated(_ covariance: DenseMatrix, through map: DenseMatrix) -> DenseMatrix {
    precondition(map.columns == covariance.rows && covariance.rows == covariance.columns)
    var half = DenseMatrix(rows: map.rows, columns: covariance.columns)
    for i in 0..<map.rows {
      for k in 0..<map.columns where map[i, k] != 0 {
        for j in 0..<covariance.columns { half[i, j] += map[i, k] * covariance[k, j] }
      }
    }
    var result = DenseMatrix(rows: map.rows, columns: map.rows)
    for i in 0..<map.rows {
      for j in 0...i {
        var sum = 0.0
        for k in 0..<map.columns { sum += half[i, k] * map[j, k] }
        result[i, j] = sum
        result[j, i] = sum
      }
    }
    return result
  }
}

/// The least-squares solution of A x ≈ b by Householder reflections, with the columns of A scaled to length one.
///
/// Normal equations would square the condition number, which for seven parameters over a county is 10⁴ and more. Source: Golub and Van
/// Loan, *Matrix Computations*, section 5.3.
struct QRFactorization {
  let rows: Int
  let columns: Int
  /// R of the scaled matrix; upper triangle.
  private(set) var r: DenseMatrix
  /// Length of each column of A.
  private(set) var scales: [Double]
  /// The first `columns` elements of Qᵀ b.
  private(set) var rotated: [Double]
  /// Sum of the squares of the residuals.
  private(set) var squareSum: Double

  /// Factorises A, with as many rows as columns at least.
  init(_ matrix: DenseMatrix, _ rightSide: [Double]) {
    precondition(matrix.rows >= matrix.columns && rightSide.count == matrix.rows)
    (rows, columns) = (matrix.rows, matrix.columns)
    var a = matrix
    var b = rightSide
    scales = Array(repeating: 1, count: columns)
    for j in 0..<columns {
      var sum = 0.0
      for i in 0..<rows { sum += a[i, j] * a[i, j] }
      guard sum > 0 else { continue }
      scales[j] = sum.squareRoot()
      for i in 0..<rows { a[i, j] /= scales[j] }
    }
    for k in 0..<columns {
      var sum = 0.0
      for i in k..<rows { sum += a[i, k] * a[i, k] }
      guard sum > 0 else { continue }
      let length = a[k, k] > 0 ? -sum.squareRoot() : sum.squareRoot()
      // v = x − length·e₁, kept in the column; H = I − v vᵀ / (length² − length·x₁).
      let beta = sum - length * a[k, k]
      a[k, k] -= length
      for j in (k + 1)..<columns {
        var dot = 0.0
        for i in k..<rows { dot += a[i, k] * a[i, j] }
        dot /= beta
        for i in k..<rows { a[i, j] -= dot * a[i, k] }
      }
      var dot = 0.0
      for i in k..<rows { dot += a[i, k] * b[i] }
      dot /= beta
      for i in k..<rows { b[i] -= dot * a[i, k] }
      a[k, k] = length
    }
    r = DenseMatrix(rows: columns, columns: columns)
    for i in 0..<columns {
      for j in i..<columns { r[i, j] = a[i, j] }
    }
    rotated = Array(b[..<columns])
    squareSum = b[columns...].reduce(0) { $0 + $1 * $1 }
  }

  /// Largest and smallest singular value of the scaled matrix: one-sided Jacobi rotations on R.
  func singularValues() -> (largest: Double, smallest: Double) {
    var u = r
    let n = columns
    for _ in 0..<60 {
      var rotatedAny = false
      for p in 0..<n {
        for q in (p + 1)..<n {
          var (pp, qq, pq) = (0.0, 0.0, 0.0)
          for i in 0..<n {
            pp += u[i, p] * u[i, p]
            qq += u[i, q] * u[i, q]
            pq += u[i, p] * u[i, q]
          }
          guard abs(pq) > 1e-15 * (pp * qq).squareRoot() else { continue }
          rotatedAny = true
          let zeta = (qq - pp) / (2 * pq)
          let t = (zeta < 0 ? -1 : 1) / (abs(zeta) + (1 + zeta * zeta).squareRoot())
          let c = 1 / (1 + t * t).squareRoot()
          let s = c * t
          for i in 0..<n {
            let (x, y) = (u[i, p], u[i, q])
            u[i, p] = c * x - s * y
            u[i, q] = s * x + c * y
          }
        }
      }
      if !rotatedAny { break }
    }
    let lengths = (0..<n).map { j in (0..<n).reduce(0) { $0 + u[$1, j] * u[$1, j] }.squareRoot() }
    return (lengths.max() ?? 0, lengths.min() ?? 0)
  }

  /// x. The matrix has full rank: the caller has looked at the singular values.
  func solution() -> [Double] {
    var x = rotated
    for i in (0..<columns).reversed() {
      for j in (i + 1)..<columns { x[i] -= r[i, j] * x[j] }
      x[i] /= r[i, i]
    }
    for i in 0..<columns { x[i] /= scales[i] }
    return x
  }

  /// (AᵀA)⁻¹ = D⁻¹ R⁻¹ R⁻ᵀ D⁻¹.
  func cofactors() -> DenseMatrix {
    let n = columns
    var inverse = DenseMatrix(rows: n, columns: n)
    for j in 0..<n {
      inverse[j, j] = 1 / r[j, j]
      for i in (0..<j).reversed() {
        var sum = 0.0
        for k in (i + 1)...j { sum += r[i, k] * inverse[k, j] }
        inverse[i, j] = -sum / r[i, i]
      }
    }
    var result = DenseMatrix(rows: n, columns: n)
    for i in 0..<n {
      for j in 0...i {
        var sum = 0.0
        for k in i..<n { sum += inverse[i, k] * inverse[j, k] }
        result[i, j] = sum / (scales[i] * scales[j])
        result[j, i] = result[i, j]
      }
    }
    return result
  }

  /// The row of Q that belongs to a row of A: R⁻ᵀ D⁻¹ a. Its products with others are elements of the hat matrix.
  func orthogonalRow(_ row: ArraySlice<Double>) -> [Double] {
    var q = Array(row)
    for j in 0..<columns {
      q[j] /= scales[j]
      for k in 0..<j { q[j] -= q[k] * r[k, j] }
      q[j] /= r[j, j]
    }
    return q
  }
}
