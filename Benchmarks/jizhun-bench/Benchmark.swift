import CMallocCounter
import Glibc

/// One figure of ours beside a peer's for the same work on the same input, measured in turns in one process.
struct Comparison {
  /// What is measured, such as `Gauss–Krüger forward`.
  let name: String
  /// The unit of both figures; smaller is better.
  let unit: String
  /// Our figure.
  let ours: Double
  /// Whom we compare with, with version.
  let peer: String
  /// The peer's figure.
  let theirs: Double
  /// What shows that both did the same work: sums, counts.
  var notes: [String] = []
  /// How many times the peer's figure is ours.
  var ratio: Double { theirs / ours }
}

/// A benchmark: one file, one `Benchmark`, entered in the registry in `JizhunBench.swift`.
protocol Benchmark: SendableMetatype {
  /// The name by which `--filter` finds it.
  static var name: String { get }
  /// Measures and returns the comparisons in the order in which they are printed.
  static func run() throws -> [Comparison]
}

/// The CPU time of this thread, nanoseconds: other processes on the machine disturb it less than they do the clock on the wall.
func threadTime() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
}

/// Two pieces of work measured in turns.
struct PairedTimes {
  /// The median of ours, nanoseconds per item.
  let ours: Double
  /// The median of the peer's, nanoseconds per item.
  let theirs: Double
  /// What ours asked of the heap in all rounds but the first.
  let allocations: Int

  /// Allocations in words, beside the figure.
  var allocationNote: String { "\(allocations) allocations" }
}

/// The medians of the times of two pieces of work, in nanoseconds per item, run in turns so that both meet the same machine.
func pairedMedians(items: Int, rounds: Int = 21, ours: () -> Void, theirs: () -> Void) -> PairedTimes {
  var times = (ours: [Double](), theirs: [Double]())
  var allocations: UInt64 = 0
  for round in 0...rounds {
    let before = cmalloc_thread_count()
    let start = threadTime()
    ours()
    let middle = threadTime()
    let counted = cmalloc_thread_count() - before
    let again = threadTime()
    theirs()
    let end = threadTime()
    guard round > 0 else { continue }  // The first round warms caches and tables.
    times.ours.append((middle - start) / Double(items))
    times.theirs.append((end - again) / Double(items))
    allocations += counted
  }
  return PairedTimes(ours: times.ours.sorted()[rounds / 2], theirs: times.theirs.sorted()[rounds / 2], allocations: Int(allocations))
}

/// Thrown when our result and the peer's differ: then there is nothing to time.
struct Disagreement: Error, CustomStringConvertible {
  let description: String
}

/// A number with so many decimals.
func fixed(_ value: Double, _ decimals: Int) -> String {
  var buffer = [CChar](repeating: 0, count: 64)
  let length = withVaList([Int32(decimals), value]) { vsnprintf(&buffer, 64, "%.*f", $0) }
  return String(decoding: buffer.prefix(Int(min(max(length, 0), 63))).map(UInt8.init(bitPattern:)), as: UTF8.self)
}

/// A sum that loses nothing to rounding, however many terms (Neumaier 1974), so that sums of different order can be compared.
struct ExactSum {
  private var sum = 0.0
  private var rest = 0.0

  mutating func add(_ value: Double) {
    let total = sum + value
    rest += abs(sum) >= abs(value) ? (sum - total) + value : (value - total) + sum
    sum = total
  }

  var value: Double { sum + rest }
}
