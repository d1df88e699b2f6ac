import CLAPACK

/// The threads that the linear algebra takes for itself. Where a program shares systems of some hundred unknowns among threads of its own, those of OpenBLAS
/// get in their way: it lets one caller at a time have them, and the others wait in a loop.
public enum LinearAlgebraThreads {
  /// Runs some work with one thread for each product, and leaves the number as it was. For the whole process: others that compute at the same time get the
  /// same results, by fewer threads.
  public static func one<Result, Failure: Error>(_ work: () throws(Failure) -> Result) throws(Failure) -> Result {
    let before = clapack_threads()
    clapack_set_threads(1)
    defer { clapack_set_threads(before) }
    return try work()
  }
}
