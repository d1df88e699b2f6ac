/// Sums over the last seconds, up to 60.
struct SecondWindow: Sendable {
  /// What is counted in a second.
  struct Counts: Sendable, Equatable {
    var bytes = 0
    var messages = 0
    var crcFailures = 0
    var latencySum = 0.0
    var latencyCount = 0

    static func += (a: inout Counts, b: Counts) {
      a.bytes += b.bytes
      a.messages += b.messages
      a.crcFailures += b.crcFailures
      a.latencySum += b.latencySum
      a.latencyCount += b.latencyCount
    }
  }

  private var ring = [Counts](repeating: Counts(), count: 60)
  private var next = 0
  /// Seconds counted, at most 60.
  private(set) var count = 0

  /// Adds a second.
  mutating func add(_ counts: Counts) {
    ring[next] = counts
    next = (next + 1) % ring.count
    count = min(count + 1, ring.count)
  }

  /// The sum of the last `seconds` seconds, or of as many as there were.
  func sum(_ seconds: Int) -> (counts: Counts, seconds: Int) {
    var sum = Counts()
    let length = min(seconds, count)
    for i in 0..<length { sum += ring[(next - 1 - i + 2 * ring.count) % ring.count] }
    return (sum, length)
  }
}
