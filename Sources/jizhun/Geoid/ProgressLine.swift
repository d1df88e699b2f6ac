import Glibc
import Synchronization

/// How far a long computation is, on standard error: only on a terminal, and only after its first second.
final class ProgressLine: Sendable {
  private let total: Int
  private let done = Atomic(0)
  private let start: Int
  private let shownAt: Atomic<Int>
  private let isShown: Bool

  init(total: Int) {
    self.total = total
    isShown = isatty(2) != 0
    start = Self.milliseconds()
    shownAt = Atomic(start + 700)
  }

  /// Counts work as done; any thread may.
  func add(_ count: Int) {
    let done = done.add(count, ordering: .relaxed).newValue
    guard isShown else { return }
    let now = Self.milliseconds()
    let last = shownAt.load(ordering: .relaxed)
    // One thread of those that come at the same moment writes.
    guard now - last >= 300, shownAt.compareExchange(expected: last, desired: now, ordering: .relaxed).exchanged else { return }
    let rest = Double(now - start) / Double(max(done, 1)) * Double(total - done) / 1000
    show(
      "\r"
        + text(
          zh: "已算 \(done * 100 / max(total, 1))%，还需约 \(Int(rest.rounded(.up))) 秒",
          en: "\(done * 100 / max(total, 1)) % done, about \(Int(rest.rounded(.up))) s left") + "   ")
  }

  /// Wipes the line.
  func finish() {
    if isShown, shownAt.load(ordering: .relaxed) > start + 700 { show("\r\u{1B}[K") }
  }

  private func show(_ line: String) {
    let bytes = Array(line.utf8)
    // The pointer is valid for the closure. A failure to show progress changes nothing.
    _ = unsafe bytes.withUnsafeBytes { unsafe write(2, $0.baseAddress!, $0.count) }
  }

  private static func milliseconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }
}
