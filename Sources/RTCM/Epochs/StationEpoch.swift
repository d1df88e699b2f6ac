import GNSS

/// The epoch of one reference station that collects, and what is remembered of the station from epoch to epoch.
///
/// It cannot be copied, since a lock table cannot. The assembler keeps the few stations of a stream in bare memory (`StationTable`) and works on them in
/// place: objects of a class, counted and checked for exclusive access, took a fifth of the time of the whole decoding.
struct StationEpoch: ~Copyable {
  /// Where a time stands to the station's newest epoch.
  enum Place { case same, next, late, elsewhere }

  /// Two messages belong together when their times differ by less than this; 100 Hz is the fastest rate seen.
  static let sameEpoch: Int64 = 5_000_000
  /// So far back a message is late, and not of another time.
  static let lateLimit: Int64 = 10_000_000_000
  static let aheadLimit: Int64 = 12 * 3_600_000_000_000
  static let believedAfter = 3
  /// An earlier range completes a modulo range for so long: the range to a satellite grows by at most 1 km/s, receiver clock included, so by 60 km.
  static let rangeMemory: Int64 = 60_000_000_000

  /// Where the station stands in the assembler's table.
  let index: Int
  var epoch: Epoch
  var locks = LockTable()
  /// True while `epoch` collects; false when it was emitted or has not begun.
  var isOpen = false
  /// True once there was an epoch, so that `epoch.time` has meaning.
  var hasBegun = false
  /// False while all times came from messages with a time of day alone, dated by an approximate time that may be days off.
  var isDayCertain = false
  /// When the assembler last had a message of this station, by its own count.
  var lastUse: UInt64 = 0
  /// When a multiple signal message of each system was last seen, as epoch time in ns.
  var lastMSM = InlineArray<7, Int64>(repeating: .min)

  /// The time of the last message out of place, and how many in a row agree with it.
  private var suspect = GNSSTime(nanoseconds: .min)
  private var suspectCount = 0
  /// Epochs in a row of which messages came after the one that claimed to be the last.
  private var falseEnds = 0
  private var hadFalseEnd = false
  /// False once the bits that say "last message" have proven wrong.
  private(set) var trustsEndBit = true

  /// Rows of the epoch whose ranges stayed modulo.
  private var incomplete = 0

  private struct Range: BitwiseCopyable {
    var time = Int64.min / 2
    var metres = 0.0
  }
  /// The satellites of each system with a signal in the epoch, the first in the topmost bit, as in the satellite mask.
  private var seenSatellites = InlineArray<7, UInt64>(repeating: 0)
  /// The signals of each satellite in the epoch, by MSM identifier, and the last full range: by system and place in the satellite mask. What multiple signal
  /// messages brought is in `seen` only after `unfoldNotes`.
  private var seen = [UInt32](repeating: 0, count: 7 * 64)
  private var ranges = [Range](repeating: Range(), count: 7 * 64)
  /// Masks of multiple signal messages of the epoch, four for each system: which signals they brought matters only when there is more of a
  /// satellite, which is seldom so.
  private var notes = InlineArray<28, Note>(repeating: Note())
  private var noteCounts = InlineArray<7, UInt8>(repeating: 0)
  /// Whether `seen` has anything of a system.
  private var hasUnfolded = InlineArray<7, Bool>(repeating: false)

  private static let notesPerSystem = 4

  /// Masks as in the header of a multiple signal message.
  private struct Note: BitwiseCopyable {
    var satelliteMask: UInt64 = 0
    var signalMask: UInt32 = 0
    var cellMask: UInt64 = 0
  }

  init(stationID: UInt16, index: Int) {
    self.index = index
    epoch = Epoch(time: GNSSTime(nanoseconds: .min), stationID: stationID)
  }

  /// Forgets all, for another station; the capacity of the array stays.
  mutating func restart(stationID: UInt16) {
    epoch.stationID = stationID
    isOpen = false
    hasBegun = false
    isDayCertain = false
    falseEnds = 0
    hadFalseEnd = false
    trustsEndBit = true
    suspectCount = 0
    forgetTimes()
  }

  /// Forgets what depends on the continuity of time: locks, ranges, which systems come as MSM.
  mutating func forgetTimes() {
    locks.reset()
    for i in ranges.indices { ranges[i] = Range() }
    for i in 0..<7 { lastMSM[i] = .min }
  }

  /// Inlined, as `hasAny` is: a method that only reads would be called with a copy of the station, more than a kilobyte.
  @inline(__always)
  func place(of time: GNSSTime) -> Place {
    guard hasBegun else { return .next }
    let ahead = time.nanoseconds - epoch.time.nanoseconds
    if abs(ahead) < Self.sameEpoch { return .same }
    if ahead > 0 { return ahead <= Self.aheadLimit ? .next : .elsewhere }
    return ahead >= -Self.lateLimit ? .late : .elsewhere
  }

  /// Notes a time that is out of place; true when enough messages in a row agree on it.
  mutating func isBelieved(_ time: GNSSTime) -> Bool {
    let ahead = suspectCount == 0 ? 0 : time.nanoseconds - suspect.nanoseconds
    suspectCount = ahead >= -Self.lateLimit && ahead <= Self.aheadLimit ? suspectCount + 1 : 1
    suspect = time
    return suspectCount >= Self.believedAfter
  }

  /// Moves the epoch by the whole days that bring it to a time; false when that leaves them more than the late limit apart.
  mutating func moveByDays(to time: GNSSTime) -> Bool {
    let day = GNSSTime.nanosecondsPerDay
    let days = (Double(time.nanoseconds - epoch.time.nanoseconds) / Double(day)).rounded()
    let moved = GNSSTime(nanoseconds: epoch.time.nanoseconds + Int64(days) * day)
    guard abs(moved.nanoseconds - time.nanoseconds) <= Self.lateLimit else { return false }
    epoch.time = moved
    // What is remembered belongs to the old day.
    forgetTimes()
    return true
  }

  /// Notes a message in its place.
  mutating func clearSuspicion() { suspectCount = 0 }

  mutating func open(at time: GNSSTime) {
    falseEnds = hadFalseEnd ? falseEnds + 1 : 0
    hadFalseEnd = false
    if falseEnds >= Self.believedAfter { trustsEndBit = false }
    incomplete = 0
    epoch.time = time
    epoch.observations.removeAll(keepingCapacity: true)
    for system in 0..<7 where seenSatellites[system] != 0 { forgetSeen(system) }
    isOpen = true
    hasBegun = true
  }

  /// Forgets which signals of a system the epoch has. As long as there are notes enough, nothing was ever written into `seen`.
  private mutating func forgetSeen(_ system: Int) {
    seenSatellites[system] = 0
    noteCounts[system] = 0
    guard hasUnfolded[system] else { return }
    hasUnfolded[system] = false
    for i in (system * 64)..<(system * 64 + 64) { seen[i] = 0 }
  }

  /// Brings the notes of a system's messages into `seen`.
  private mutating func unfoldNotes(of system: Int) {
    hasUnfolded[system] = true
    for n in 0..<Int(noteCounts[system]) {
      let note = notes[system * Self.notesPerSystem + n]
      var cells = note.cellMask
      for position in 0..<64 where note.satelliteMask & Self.satelliteBit(position) != 0 {
        for id: UInt8 in 1...32 where note.signalMask & 0x8000_0000 >> UInt32(id - 1) != 0 {
          if cells >> 63 != 0 { seen[system * 64 + position] |= Self.bit(id) }
          cells <<= 1
        }
      }
    }
    noteCounts[system] = 0
  }

  /// Notes that a message of the epoch came after the one that claimed to be the last. A copy of what the epoch has proves nothing.
  mutating func noteLate(system: GNSSSystem, satelliteMask: UInt64) {
    if satelliteMask & ~seenSatellites[Int(system.rawValue)] != 0 { hadFalseEnd = true }
  }

  // MARK: Rows

  private static func index(_ satellite: Satellite) -> Int {
    let position = Int(satellite.number) - (satellite.system == .sbas ? 20 : 1)
    return Int(satellite.system.rawValue) * 64 + (position & 63)
  }

  /// True when the epoch has a signal of one of the satellites already.
  @inline(__always)
  func hasAny(of system: GNSSSystem, satelliteMask: UInt64) -> Bool { seenSatellites[Int(system.rawValue)] & satelliteMask != 0 }

  /// Takes the signals that the epoch has already out of the block's cells.
  /// - Returns: The number of cells taken out.
  mutating func dropSeen(from block: inout MSMBlock) -> Int {
    let base = Int(block.header.kind.system.rawValue) * 64
    unfoldNotes(of: base / 64)
    var kept = 0
    for i in 0..<block.cellCount {
      let cell = block.cells[i]
      let position = Int((block.satellites[Int(cell.satelliteIndex)].maskPosition &- 1) & 63)
      guard seen[base + position] & Self.bit(block.signalIDs[Int(cell.signalIndex)]) == 0 else { continue }
      block.cells[kept] = cell
      kept += 1
    }
    let dropped = block.cellCount - kept
    block.cellCount = kept
    return dropped
  }

  private static func satelliteBit(_ index: Int) -> UInt64 { 0x8000_0000_0000_0000 &>> UInt64(index & 63) }

  private static func bit(_ signalID: UInt8) -> UInt32 { 1 &<< UInt32((signalID &- 1) & 31) }

  /// Notes the signals of the block in the epoch, and its full ranges, after its observations were made. The block does not change; `inout`, because
  /// only then it is passed by address, otherwise the compiler copies its ten kilobytes.
  mutating func note(_ block: inout MSMBlock) {
    let system = Int(block.header.kind.system.rawValue)
    if Int(noteCounts[system]) == Self.notesPerSystem { unfoldNotes(of: system) }
    notes[system &* Self.notesPerSystem &+ Int(noteCounts[system])] = Note(
      satelliteMask: block.header.satelliteMask, signalMask: block.header.signalMask, cellMask: block.header.cellMask)
    noteCounts[system] &+= 1
    let terms = block.satelliteTerms.span
    let count = block.header.kind.hasRoughRange ? block.satelliteCount : 0
    let time = epoch.time.nanoseconds
    // One access for the loop, not one for each element.
    var ranges = ranges.mutableSpan
    for i in 0..<count {
      // At most 64 satellites; places are below 7 · 64 by their parts.
      let satellite = unsafe terms[unchecked: i]
      if !satellite.roughRange.x.isNaN {
        unsafe ranges[unchecked: system &* 64 &+ satellite.maskIndex] = Range(
          time: time, metres: satellite.roughRange.x * metresPerMillisecond)
      }
    }
    seenSatellites[system] |= block.observedSatellites
  }

  /// Notes rows of an older message: drops those whose signal the epoch has already, and remembers full ranges.
  /// - Returns: The number of rows dropped.
  mutating func noteRows(from first: Int) -> Int {
    // Messages of GPS may have satellites of SBAS.
    for system in 0..<7 where noteCounts[system] > 0 { unfoldNotes(of: system) }
    var kept = first
    for i in first..<epoch.observations.count {
      let row = epoch.observations[i]
      let index = Self.index(row.satellite)
      let identifier = MSMSignals.identifier(of: row.signal, in: row.satellite.system) ?? 32
      guard seen[index] & Self.bit(UInt8(identifier)) == 0 else { continue }
      seen[index] |= Self.bit(UInt8(identifier))
      hasUnfolded[index / 64] = true
      seenSatellites[index / 64] |= Self.satelliteBit(index)
      if !row.flags.contains(.moduloRange), row.pseudorange.isFinite {
        ranges[index] = Range(time: epoch.time.nanoseconds, metres: row.pseudorange)
      }
      epoch.observations[kept] = row
      kept += 1
    }
    let dropped = epoch.observations.count - kept
    epoch.observations.removeLast(dropped)
    return dropped
  }

  /// Makes room for full ranges: takes out the rows of a system whose ranges stayed incomplete.
  /// - Returns: The number of rows taken out.
  mutating func dropIncomplete(of system: GNSSSystem) -> Int {
    guard incomplete > 0 else { return 0 }
    for system in 0..<7 where noteCounts[system] > 0 { unfoldNotes(of: system) }
    var kept = 0
    for i in epoch.observations.indices {
      let row = epoch.observations[i]
      if row.flags.contains(.moduloRange), row.satellite.system == system || (system == .gps && row.satellite.system == .sbas) {
        let identifier = MSMSignals.identifier(of: row.signal, in: row.satellite.system) ?? 32
        let index = Self.index(row.satellite)
        seen[index] &= ~Self.bit(UInt8(identifier))
        if seen[index] == 0 { seenSatellites[index / 64] &= ~Self.satelliteBit(index) }
      } else {
        epoch.observations[kept] = row
        kept += 1
      }
    }
    let dropped = epoch.observations.count - kept
    epoch.observations.removeLast(dropped)
    incomplete -= dropped
    return dropped
  }

  /// Completes ranges that lack whole light-milliseconds with the last full range of the satellite, where that is fresh.
  /// - Returns: The number of rows that stay incomplete.
  mutating func resolveRanges(from first: Int, modulus: Int) -> Int {
    var unresolved = 0
    for i in first..<epoch.observations.count where epoch.observations[i].flags.contains(.moduloRange) {
      let index = Self.index(epoch.observations[i].satellite)
      let known = ranges[index]
      if epoch.time.nanoseconds - known.time <= Self.rangeMemory {
        epoch.observations[i].resolve(near: known.metres, modulus: modulus)
      }
      if epoch.observations[i].flags.contains(.moduloRange) {
        unresolved += 1
      } else if epoch.observations[i].pseudorange.isFinite {
        ranges[index] = Range(time: epoch.time.nanoseconds, metres: epoch.observations[i].pseudorange)
      }
    }
    incomplete += unresolved
    return unresolved
  }
}
