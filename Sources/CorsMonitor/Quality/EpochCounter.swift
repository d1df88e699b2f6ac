import GNSS

/// Counts epochs against those that were due: completeness of the last 60 s, gaps, missing epochs. Learns the interval when it is not given.
struct EpochCounter: Sendable {
  /// The length of the window of completeness, ns.
  static let window: Int64 = 60_000_000_000
  /// Epochs kept for the window: 60 s at 50 Hz. A faster stream is judged over a shorter window.
  static let capacity = 3000
  /// A jump of the epoch time larger than this, forward, or any jump backward of more than a window, begins a new count.
  static let discontinuity: Int64 = 3_600_000_000_000

  /// Epochs counted.
  private(set) var received = 0
  /// Epochs that were due and did not come.
  private(set) var missing = 0
  /// Runs of missing epochs.
  private(set) var gaps = 0
  /// Times at which the epoch time jumped.
  private(set) var discontinuities = 0
  /// The newest epoch.
  private(set) var last: GNSSTime?

  private var configured: Int64?
  private var learnt: Int64?
  private var candidate: (interval: Int64, count: Int) = (0, 0)
  private var times: [Int64] = []
  private var head = 0
  private var windowStart: Int64?

  /// A counter for an interval in seconds, or one that learns it.
  init(interval: Double?) { configured = interval.map { Int64(($0 * 1e9).rounded()) } }

  /// The interval between epochs in ns, as configured or learnt; nil before it is known.
  var interval: Int64? { configured ?? learnt }

  /// Counts an epoch. Returns true when it ended a gap.
  mutating func add(_ time: GNSSTime) -> Bool {
    guard let previous = last else {
      begin(at: time)
      return false
    }
    let step = time.nanoseconds - previous.nanoseconds
    // The rest of an epoch already counted, or an epoch out of order: nothing new.
    if step <= 0 && step > -Self.window { return false }
    if step < 0 || step > Self.discontinuity {
      discontinuities += 1
      begin(at: time)
      return false
    }
    learn(step)
    received += 1
    last = time
    append(time.nanoseconds)
    guard let interval, step * 2 > interval * 3 else { return false }
    gaps += 1
    missing += Int((step + interval / 2) / interval) - 1
    return true
  }

  /// Epochs received over epochs due in the 60 s before an instant, 0…1; nil before there is an interval and ten epochs were due.
  ///
  /// - Parameter now: The instant up to which epochs are due: what is still on its way must not count as missing.
  mutating func completeness(at now: GNSSTime) -> Double? {
    guard let interval, let last, let windowStart else { return nil }
    let end = max(last.nanoseconds, now.nanoseconds)
    let start = max(windowStart, end - Self.window)
    while head < times.count, times[head] <= start { head += 1 }
    if head > Self.capacity {
      times.removeFirst(head)
      head = 0
    }
    // An epoch at the very start lies outside the half-open window (start, end], so n intervals are due n epochs.
    let due = (end - start + interval / 2) / interval
    guard due >= 10 else { return nil }
    return min(1, Double(times.count - head) / Double(due))
  }

  private mutating func begin(at time: GNSSTime) {
    received += 1
    last = time
    times.removeAll(keepingCapacity: true)
    head = 0
    windowStart = time.nanoseconds
  }

  private mutating func append(_ time: Int64) {
    if times.count - head >= Self.capacity {
      windowStart = max(windowStart ?? time, times[head])
      head += 1
    }
    times.append(time)
  }

  /// An interval is learnt from five equal steps in a row, and unlearnt by five others.
  private mutating func learn(_ step: Int64) {
    guard configured == nil else { return }
    // Receivers round their epochs to a millisecond or steer by a few: the nearest multiple of 10 ms is meant.
    let rounded = max(10_000_000, (step + 5_000_000) / 10_000_000 * 10_000_000)
    candidate = candidate.interval == rounded ? (rounded, candidate.count + 1) : (rounded, 1)
    if candidate.count >= 5 { learnt = rounded }
  }
}
