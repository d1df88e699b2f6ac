import GNSS

/// What is remembered of each signal's phase lock from epoch to epoch, to tell a loss of lock. One per stream, owned by the caller.
///
/// A loss is certain, and reported once, when the new minimum lock time is below the old one, or when more time has passed since the signal
/// was last seen than the new indicator's limit allows. A signal seen for the first time is no loss.
/// Memory: 14 336 entries of 16 bytes, allocated once. It is sendable because it cannot be copied: whoever has the value has the only access.
public struct LockTable: ~Copyable, @unchecked Sendable {
  private struct Entry: BitwiseCopyable {
    /// The time last seen; the least value of Int64 before the first time, the greatest when that time was not known.
    var time_ms = Int64.min
    var minimum_ms: UInt32 = 0
  }

  /// A bare buffer, since an array checks for sharing at every write.
  private let entries: UnsafeMutableBufferPointer<Entry>

  /// A table that has seen nothing.
  public init() {
    entries = .allocate(capacity: 7 * 64 * 32)
    entries.initialize(repeating: Entry())
  }

  deinit { entries.deallocate() }

  /// Forgets everything, as after a change of station or stream.
  public mutating func reset() { entries.update(repeating: Entry()) }

  /// Notes a signal with a valid phase, and says whether its lock was lost since it was last seen.
  /// - Parameters:
  ///   - maskPosition: The satellite's place in the MSM satellite mask, 1…64.
  ///   - signalID: The MSM signal identifier, 1…32.
  ///   - lock: The range of its lock-time indicator.
  ///   - time_ms: The time of the epoch in milliseconds of any continuous scale; the greatest value of Int64 when it is not known: then only the minima
  ///     are compared.
  @inline(__always)
  mutating func update(
    system: GNSSSystem, maskPosition: UInt8, signalID: UInt8, lock: (minimum_ms: UInt32, limit_ms: UInt32), time_ms: Int64
  ) -> Bool {
    let index = (Int(system.rawValue) &* 64 &+ Int((maskPosition &- 1) & 63)) &* 32 &+ Int((signalID &- 1) & 31)
    // The index is below 7 · 64 · 32, the size of the table, by its parts.
    let old = unsafe entries[index]
    unsafe entries[index] = Entry(time_ms: time_ms, minimum_ms: lock.minimum_ms)
    if lock.minimum_ms < old.minimum_ms { return true }  // never so for the minimum 0 of a new entry
    // A new entry, with the least time, and an unknown time on either side cannot tell; nor can an indicator without limit.
    guard old.time_ms != .min, old.time_ms != .max, time_ms != .max, lock.limit_ms != .max else { return false }
    return time_ms &- old.time_ms > Int64(lock.limit_ms)
  }
}
