import GNSS

/// What is remembered of each signal's phase from epoch to epoch, to tell a loss of lock and to join the phases of the older messages, which
/// roll over. One per station, owned by the caller.
///
/// With the lock-time indicator now meaning m ≤ t < l, the one of the last sighting m₀ ≤ t₀ < l₀, and Δ the time between, a loss is reported
/// - when l ≤ m₀: the lock is younger than it was (the minimum fell; the form with l holds across tables of different steps);
/// - when Δ ≥ l: the lock is younger than the last sighting;
/// - when m₀ + Δ exceeds l by more than a second: the lock has not aged as time went by. The second is for receivers that count lock time in whole
///   seconds or a little behind.
///
/// Each is a certainty, not a guess (RTCM 10403.3, sections of DF402, DF407 and DF013). A signal seen for the first time is no loss, and an indicator
/// without upper limit tells none. The half-cycle ambiguity (DF420) has no part in it: when it is resolved, the lock time runs on.
///
/// Memory: 14 336 entries of 16 bytes, allocated once. It is sendable because it cannot be copied: whoever has the value has the only access.
public struct LockTable: ~Copyable, @unchecked Sendable {
  private struct Entry: BitwiseCopyable {
    /// The time last seen; the least value of Int64 before the first time, the greatest when that time was not known.
    var time_ms = Int64.min
    var minimum_ms: UInt32 = 0
    /// Phase range less pseudorange, 0.5 mm, with roll-overs undone; `notRolling` when the signal came in a multiple signal message.
    var phase = LockTable.notRolling
  }

  private static let notRolling = Int32.min
  /// What lock counters may lag behind, ms.
  private static let counterLag: Int64 = 1000

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

  /// Notes a signal of a multiple signal message with a valid phase, and says whether its lock was lost since it was last seen.
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
    let index = Self.index(system, maskPosition, signalID)
    // The index is below 7 · 64 · 32, the size of the table, by its parts.
    let old = unsafe entries[index]
    unsafe entries[index] = Entry(time_ms: time_ms, minimum_ms: lock.minimum_ms)
    // A phase that rolls over and one that does not differ by a number of cycles that nobody knows.
    return old.phase != Self.notRolling || Self.isLost(old, lock, time_ms)
  }

  /// Notes a signal of an older message (1001–1004, 1009–1012) with a valid phase.
  ///
  /// Senders add or subtract 1500 cycles to keep phase range less pseudorange within its field (RTCM 10403.3, DF012). The value nearest to the
  /// one before is taken as the true one, unless the lock was lost.
  /// - Parameters:
  ///   - phase: Phase range less pseudorange as sent, 0.5 mm.
  ///   - rollOver: 1500 wavelengths, in 0.5 mm.
  ///   - isExact: False when the wavelength is not known exactly: a roll-over is then a loss of lock, since it cannot be undone.
  /// - Returns: Whether the lock was lost, and the roll-overs to add to the phase.
  mutating func update(
    system: GNSSSystem, maskPosition: UInt8, signalID: UInt8, lock: (minimum_ms: UInt32, limit_ms: UInt32), time_ms: Int64,
    phase: Int32, rollOver: Double, isExact: Bool
  ) -> (lost: Bool, rollOvers: Double) {
    let index = Self.index(system, maskPosition, signalID)
    let old = unsafe entries[index]  // as above
    unsafe entries[index] = Entry(time_ms: time_ms, minimum_ms: lock.minimum_ms, phase: phase)
    if old.time_ms == .min { return (false, 0) }
    if old.phase == Self.notRolling || Self.isLost(old, lock, time_ms) { return (true, 0) }
    let rollOvers = ((Double(old.phase) - Double(phase)) / rollOver).rounded()
    if rollOvers == 0 { return (false, 0) }
    guard isExact, let joined = Int32(exactly: (Double(phase) + rollOvers * rollOver).rounded()) else { return (true, 0) }
    unsafe entries[index].phase = joined
    return (false, rollOvers)
  }

  @inline(__always)
  private static func index(_ system: GNSSSystem, _ maskPosition: UInt8, _ signalID: UInt8) -> Int {
    (Int(system.rawValue) &* 64 &+ Int((maskPosition &- 1) & 63)) &* 32 &+ Int((signalID &- 1) & 31)
  }

  @inline(__always)
  private static func isLost(_ old: Entry, _ lock: (minimum_ms: UInt32, limit_ms: UInt32), _ time_ms: Int64) -> Bool {
    if lock.limit_ms <= old.minimum_ms { return true }  // never so for the minimum 0 of a new entry
    // A new entry, with the least time, and an unknown time on either side cannot tell; nor can an indicator without limit.
    guard old.time_ms != .min, old.time_ms != .max, time_ms != .max, lock.limit_ms != .max else { return false }
    let elapsed = time_ms &- old.time_ms
    return elapsed >= Int64(lock.limit_ms) || elapsed &+ Int64(old.minimum_ms) > Int64(lock.limit_ms) &+ counterLag
  }
}
