/// The differences of a series of whole numbers, to an order up to nine: what compact RINEX keeps of each observation.
///
/// Source: Y. Hatanaka, "A Compression Format and Tools for GNSS Observation Data", Bulletin of the Geographical Survey Institute 55 (2008). The first
/// number stands for itself; then come first differences, second, … until the order of the arc is reached. Overflow wraps, in both
/// directions alike.
struct DifferenceArc: BitwiseCopyable {
  /// The order, 0…9; −1 for an arc that has not begun.
  private(set) var order = -1
  private var depth = 0
  private var differences = InlineArray<10, Int64>(repeating: 0)

  /// True once there is a first number.
  var hasBegun: Bool { order >= 0 }

  /// The last number.
  var value: Int64 { differences.span[0] }

  /// Ends the arc.
  mutating func end() { order = -1 }

  /// Begins an arc.
  mutating func begin(_ value: Int64, order: Int) {
    self.order = order
    depth = 0
    differences[0] = value
  }

  /// Takes the next difference and gives the number.
  mutating func integrate(_ difference: Int64) -> Int64 {
    if depth < order { depth += 1 }
    differences[depth] = difference
    return sum()
  }

  /// Takes the next number and gives the difference to write.
  mutating func differentiate(_ value: Int64) -> Int64 {
    if depth < order { depth += 1 }
    var new = value
    for i in 0..<depth {
      let old = differences[i]
      differences[i] = new
      new = new &- old
    }
    differences[depth] = new
    return new
  }

  private mutating func sum() -> Int64 {
    var i = depth
    while i > 0 {
      differences[i - 1] = differences[i - 1] &+ differences[i]
      i -= 1
    }
    return differences[0]
  }
}
