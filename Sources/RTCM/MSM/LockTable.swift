import GNSS
import Glibc

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
/// Memory: room for 14 336 entries of 16 bytes, of which the system gives a page when it is first written. The signals of a system get their places in
/// the order in which they appear: the first four of all its satellites lie in one page, those of a satellite in one line of the cache. So a station
/// takes two or three pages per system. It is sendable because it cannot be copied: whoever has the value has the only access.
public struct LockTable: ~Copyable, @unchecked Sendable {
  /// All zero: a signal never seen. So new memory needs no filling.
  fileprivate struct Entry: BitwiseCopyable {
    /// The time last seen, ms, less the greatest Int64; zero before the first time.
    var recency: Int64 = 0
    /// The minimum lock time in the lower half, ms. In the upper half the phase range less pseudorange, 0.5 mm, with roll-overs undone and the sign
    /// bit inverted; zero when the signal came in a multiple signal message. So one comparison rules out the phase and judges the minimum.
    var state: UInt64 = 0

    init() {}

    init(recency: Int64, minimum_ms: UInt32) {
      self.recency = recency
      state = UInt64(minimum_ms)
    }

    init(recency: Int64, minimum_ms: UInt32, phase: Int32) {
      self.recency = recency
      state = UInt64(UInt32(bitPattern: phase) ^ 0x8000_0000) << 32 | UInt64(minimum_ms)
    }

    var minimum_ms: UInt32 { UInt32(truncatingIfNeeded: state) }
    /// Nil when the signal came in a multiple signal message.
    var phase: Int32? { state >> 32 == 0 ? nil : Int32(bitPattern: UInt32(truncatingIfNeeded: state >> 32) ^ 0x8000_0000) }
  }

  /// What lock counters may lag behind, ms.
  private static let counterLag: Int64 = 1000
  private static let signalsPerSystem = 64 * 32
  private static let count = 7 * signalsPerSystem
  private static let byteCount = count * MemoryLayout<Entry>.stride
  /// Signals that lie side by side, and the entries that they take for 64 satellites.
  private static let signalsPerBlock = 4
  private static let entriesPerBlock = 64 * signalsPerBlock

  /// A bare buffer, since an array checks for sharing at every write. By system; then four signals at a time; then by satellite.
  private let entries: UnsafeMutablePointer<Entry>
  /// The place of each signal with the first satellite, plus 1; 0 while it has none. 32 identifiers for each system.
  private var signalPlaces = InlineArray<224, UInt16>(repeating: 0)
  /// How many signals of each system have a place.
  private var signalCounts = InlineArray<7, UInt8>(repeating: 0)

  /// A table that has seen nothing.
  public init() {
    // Not `calloc`, which writes zeros itself, and so takes all pages at once, when it gives memory that was used before.
    let memory = unsafe mmap(nil, Self.byteCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let memory, memory != MAP_FAILED else {
      fatalError("no memory for a lock table")  // what every allocation of the language itself answers
    }
    // The memory has the size and, beginning with a page, the alignment of the entries; zero bytes are a valid entry.
    entries = unsafe memory.bindMemory(to: Entry.self, capacity: Self.count)
  }

  deinit { munmap(entries, Self.byteCount) }

  /// Forgets everything, as after a change of station or stream.
  public mutating func reset() {
    for system in 0..<7 {
      // The blocks that were ever written; at most eight, all of a system.
      let blocks = (Int(signalCounts[system]) + Self.signalsPerBlock - 1) / Self.signalsPerBlock
      unsafe (entries + system * Self.signalsPerSystem).update(repeating: Entry(), count: blocks * Self.entriesPerBlock)
    }
  }

  /// The signal's part of its places in the table, from which it keeps away all other signals of the system: to be combined with `satellitePlace` by "or".
  /// - Parameter signalID: The MSM signal identifier, 1…32.
  @inline(__always)
  mutating func signalPlace(of system: GNSSSystem, signalID: UInt8) -> Int {
    let identifier = Int(system.rawValue) &* 32 &+ Int((signalID &- 1) & 31)
    // The raw value of a system is below 7.
    let known = unsafe Int(signalPlaces.span[unchecked: identifier])
    return (known == 0 ? newPlace(identifier, system) : known) &- 1
  }

  /// The satellite's part of its places in the table.
  /// - Parameter maskPosition: The satellite's place in the MSM satellite mask, 1…64.
  @inline(__always)
  static func satellitePlace(maskPosition: UInt8) -> Int { Int((maskPosition &- 1) & 63) &* signalsPerBlock }

  /// The satellite's place in the mask from 0, for what `satellitePlace` gave.
  @inline(__always)
  static func maskIndex(satellitePlace: UInt16) -> Int { Int(satellitePlace) / signalsPerBlock & 63 }

  /// Gives a signal seen for the first time the next place; there are 32, as many as identifiers.
  @inline(never)
  private mutating func newPlace(_ identifier: Int, _ system: GNSSSystem) -> Int {
    let count = Int(signalCounts[Int(system.rawValue)])
    signalCounts[Int(system.rawValue)] += 1
    let place = count / Self.signalsPerBlock * Self.entriesPerBlock + count % Self.signalsPerBlock
    signalPlaces[identifier] = UInt16(place + 1)
    return place + 1
  }

  /// The signals of one system at the time of an epoch: what is looked up once for all of them. It holds a bare pointer and does not outlive the
  /// access to the table.
  struct Instant {
    fileprivate let entries: UnsafeMutablePointer<Entry>
    /// What to note as the time last seen.
    fileprivate let recency: Int64
    /// What to compare the noted times with: the least number when the time is not known, so that nothing seems old.
    fileprivate let compared: Int64

    /// Notes a signal of a multiple signal message with a valid phase, and says whether its lock was lost since it was last seen.
    /// - Parameters:
    ///   - place: What `signalPlace` gave for the system, and `satellitePlace`; not checked.
    ///   - lock: The range of its lock-time indicator.
    @inline(__always)
    func update(place: Int, lock: (minimum_ms: UInt32, limit_ms: UInt32)) -> Bool {
      // A place is below 64 · 32, the entries of a system.
      let old = unsafe entries[place]
      unsafe entries[place] = Entry(recency: recency, minimum_ms: lock.minimum_ms)
      let elapsed = compared &- old.recency
      // Nearly always. As long as the least age that the lock must have by now is below its limit, none of the reasons below holds.
      if elapsed >= 0, UInt64(bitPattern: elapsed) &+ old.state < UInt64(lock.limit_ms) { return false }
      // A phase that rolls over and one that does not differ by a number of cycles that nobody knows.
      return old.phase != nil || isLost(old, lock)
    }

    /// With a signal not seen before, or a time not known on either side, the elapsed time is negative beyond all limits.
    @inline(never)
    fileprivate func isLost(_ old: Entry, _ lock: (minimum_ms: UInt32, limit_ms: UInt32)) -> Bool {
      let elapsed = compared &- old.recency
      let minimum = Int64(old.minimum_ms)
      // An indicator without limit tells nothing.
      let limit = lock.limit_ms == .max ? 1 &<< 62 : Int64(lock.limit_ms)
      return limit <= minimum || elapsed >= limit || elapsed &+ minimum > limit &+ LockTable.counterLag
    }
  }

  /// The signals of a system at a time.
  /// - Parameter time_ms: The time of the epoch in milliseconds of any continuous scale; the greatest value of Int64 when it is not known: then only
  ///   the minima are compared.
  @inline(__always)
  mutating func instant(of system: GNSSSystem, time_ms: Int64) -> Instant {
    // The raw value of a system is below 7.
    let first = unsafe entries + Int(system.rawValue) &* Self.signalsPerSystem
    guard time_ms != .max else { return Instant(entries: first, recency: -1, compared: .min) }
    return Instant(entries: first, recency: time_ms &- .max, compared: time_ms &- .max)
  }

  /// Notes a signal of an older message (1001–1004, 1009–1012) with a valid phase.
  ///
  /// Senders add or subtract 1500 cycles to keep phase range less pseudorange within its field (RTCM 10403.3, DF012). The value nearest to the
  /// one before is taken as the true one, unless the lock was lost.
  /// - Parameters:
  ///   - maskPosition: The satellite's place in the MSM satellite mask, 1…64.
  ///   - signalID: The MSM signal identifier, 1…32.
  ///   - lock: The range of its lock-time indicator.
  ///   - time_ms: The time of the epoch, as for `instant(of:time_ms:)`.
  ///   - phase: Phase range less pseudorange as sent, 0.5 mm.
  ///   - rollOver: 1500 wavelengths, in 0.5 mm.
  ///   - isExact: False when the wavelength is not known exactly: a roll-over is then a loss of lock, since it cannot be undone.
  /// - Returns: Whether the lock was lost, and the roll-overs to add to the phase.
  mutating func update(
    system: GNSSSystem, maskPosition: UInt8, signalID: UInt8, lock: (minimum_ms: UInt32, limit_ms: UInt32), time_ms: Int64,
    phase: Int32, rollOver: Double, isExact: Bool
  ) -> (lost: Bool, rollOvers: Double) {
    let instant = instant(of: system, time_ms: time_ms)
    let place = signalPlace(of: system, signalID: signalID) | Self.satellitePlace(maskPosition: maskPosition)
    let old = unsafe instant.entries[place]  // below 64 · 32
    unsafe instant.entries[place] = Entry(recency: instant.recency, minimum_ms: lock.minimum_ms, phase: phase)
    if old.recency == 0 { return (false, 0) }
    guard let oldPhase = old.phase, !instant.isLost(old, lock) else { return (true, 0) }
    let rollOvers = ((Double(oldPhase) - Double(phase)) / rollOver).rounded()
    if rollOvers == 0 { return (false, 0) }
    guard isExact, let joined = Int32(exactly: (Double(phase) + rollOvers * rollOver).rounded()) else { return (true, 0) }
    unsafe instant.entries[place] = Entry(recency: instant.recency, minimum_ms: lock.minimum_ms, phase: joined)
    return (false, rollOvers)
  }
}
