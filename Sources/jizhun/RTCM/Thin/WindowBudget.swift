/// A budget that holds over every window of a length: what was spent comes back when the window has passed over it, and not before.
///
/// (A token bucket that refills at the budget's rate lets twice its contents through within one window; this does not.)
struct WindowBudget {
  /// Bits that may be spent within any window.
  let capacity: Int
  /// The window, ms.
  let window_ms: Int
  private var spent: [(time_ms: Int, bits: Int)] = []
  private var first = 0
  private var sum = 0

  init(capacity: Int, window_ms: Int) {
    self.capacity = capacity
    self.window_ms = window_ms
  }

  /// Bits that may be spent at a time, which must not go back.
  mutating func free(at time_ms: Int) -> Int {
    while first < spent.count, spent[first].time_ms <= time_ms - window_ms {
      sum -= spent[first].bits
      first += 1
    }
    if first > 1024 {
      spent.removeFirst(first)
      first = 0
    }
    return capacity - sum
  }

  mutating func spend(_ bits: Int, at time_ms: Int) {
    spent.append((time_ms, bits))
    sum += bits
  }
}
