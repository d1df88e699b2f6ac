import CLAPACK
import Estimation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The Cholesky factor of a symmetric positive definite matrix K = L Lᵀ, by LAPACK.
///
/// Vectors are rows of a `DenseMatrix`: what stands in rows here is what LAPACK calls columns, so nothing is transposed on the way.
struct CholeskyFactor: Sendable {
  /// The order of K.
  let order: Int
  /// L in the lower triangle by rows; what is above it is left over.
  private var elements: [Double]

  /// Factorises a matrix given by rows, of which the lower triangle is read; nil where it is not positive definite.
  init?(_ matrix: consuming DenseMatrix) {
    precondition(matrix.rows == matrix.columns)
    order = matrix.rows
    elements = matrix.elements
    guard order > 0 else { return nil }
    let n = Int32(order)
    // n × n elements, as LAPACK is told.
    guard unsafe elements.withUnsafeMutableBufferPointer({ unsafe clapack_potrf(n, $0.baseAddress) }) == 0 else { return nil }
    for i in 0..<order where !elements[i * order + i].isFinite { return nil }
  }

  /// ln det K.
  var logDeterminant: Double {
    var sum = 0.0
    for i in 0..<order { sum += log(elements[i * order + i]) }
    return 2 * sum
  }

  /// L⁻¹ v for each row v of a matrix, in place.
  func solveLower(_ rows: inout DenseMatrix) { solve(&rows, transposed: true) }

  /// L⁻ᵀ v for each row v of a matrix, in place.
  func solveUpper(_ rows: inout DenseMatrix) { solve(&rows, transposed: false) }

  /// K⁻¹ v for each row v of a matrix, in place.
  func solve(_ rows: inout DenseMatrix) {
    solveLower(&rows)
    solveUpper(&rows)
  }

  private func solve(_ rows: inout DenseMatrix, transposed: Bool) {
    precondition(rows.columns == order)
    guard rows.rows > 0 else { return }
    let (n, m) = (Int32(order), Int32(rows.rows))
    // n × n and m × n elements, as LAPACK is told.
    unsafe elements.withUnsafeBufferPointer { factor in
      unsafe rows.elements.withUnsafeMutableBufferPointer {
        unsafe clapack_solve_upper(transposed ? 1 : 0, n, m, factor.baseAddress, $0.baseAddress)
      }
    }
  }

  /// K⁻¹, both triangles.
  func inverse() -> DenseMatrix {
    var result = DenseMatrix(rows: order, columns: order)
    result.elements = elements
    let n = Int32(order)
    // n × n elements; the factor has no zero on its diagonal, so the status says nothing.
    _ = unsafe result.elements.withUnsafeMutableBufferPointer { unsafe clapack_potri(n, $0.baseAddress) }
    for i in 0..<order {
      for j in 0..<i { result.elements[j * order + i] = result.elements[i * order + j] }
    }
    return result
  }
}

extension DenseMatrix {
  /// The products of the rows of two matrices: element (i, j) is row i of `first` times row j of `second`.
  static func rowProducts(_ first: DenseMatrix, _ second: DenseMatrix) -> DenseMatrix {
    precondition(first.columns == second.columns)
    var result = DenseMatrix(rows: first.rows, columns: second.rows)
    guard first.rows > 0, second.rows > 0, first.columns > 0 else { return result }
    let (m, n, k) = (Int32(second.rows), Int32(first.rows), Int32(first.columns))
    // k × m, k × n and m × n elements by columns, as BLAS is told.
    unsafe second.elements.withUnsafeBufferPointer { a in
      unsafe first.elements.withUnsafeBufferPointer { b in
        unsafe result.elements.withUnsafeMutableBufferPointer {
          unsafe clapack_product(m, n, k, a.baseAddress, b.baseAddress, $0.baseAddress)
        }
      }
    }
    return result
  }

  /// A row.
  func row(_ i: Int) -> ArraySlice<Double> { elements[(i * columns)..<((i + 1) * columns)] }
}
