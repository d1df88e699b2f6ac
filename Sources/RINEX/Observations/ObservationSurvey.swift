public import GNSS

/// What a first pass over observations finds: the columns that a file of them needs, its first and last epoch and its interval.
public struct ObservationSurvey: Sendable {
  /// The codes of which there is at least one value, in order.
  public var types: ObservationTypes {
    var types = types_
    types.sort()
    return types
  }
  /// Epochs taken.
  public private(set) var epochs = 0
  /// The first epoch.
  public private(set) var first: GNSSTime?
  /// The last epoch.
  public private(set) var last: GNSSTime?

  private var types_ = ObservationTypes()
  private var intervals = IntervalCounts()
  /// One bit for each signal of a system that is in `types_` in full, so that most rows cost nothing.
  private var seen: [UInt32: UInt8] = [:]

  /// Nothing seen.
  public init() {}

  /// The interval that most epochs follow each other in, s; nil with fewer than two epochs.
  public var interval: Double? { intervals.mostFrequent }

  /// Takes an epoch of observations.
  public mutating func take(_ epoch: Epoch) {
    note(epoch.time)
    for row in epoch.observations {
      var kinds: UInt8 = 0
      // Ranges that lack whole light-milliseconds are none.
      let hasRange = !row.flags.contains(.moduloRange)
      if hasRange, !row.pseudorange.isNaN { kinds |= 1 }
      if hasRange, !row.phase_cycles.isNaN { kinds |= 2 }
      if !row.doppler.isNaN { kinds |= 4 }
      if !row.cn0_dbHz.isNaN { kinds |= 8 }
      let key = UInt32(row.satellite.system.rawValue) << 16 | UInt32(row.signal.packed)
      let known = seen[key, default: 0]
      if kinds & ~known == 0 { continue }
      seen[key] = known | kinds
      let quantities: [ObservationCode.Quantity] = [.pseudorange, .phase, .doppler, .strength]
      for (bit, quantity) in quantities.enumerated() where kinds >> UInt8(bit) & 1 != 0 {
        types_.insert(ObservationCode(quantity, row.signal), of: row.satellite.system)
      }
    }
  }

  /// Takes a record of a file.
  public mutating func take(_ record: ObservationRecord) {
    guard record.flag == .ordinary || record.flag == .powerFailure, let time = record.time else { return }
    note(time)
    record.forEachSatellite { satellite, range in
      let codes = record.types[satellite.system]
      for (column, i) in range.enumerated() where !record.values[i].isBlank {
        let key = UInt32(satellite.system.rawValue) << 16 | UInt32(codes[column].signal.packed)
        let bit: UInt8 =
          switch codes[column].quantity {
          case .pseudorange: 1
          case .phase: 2
          case .doppler: 4
          case .strength: 8
          case .ionosphere: 16
          case .channel: 32
          }
        let known = seen[key, default: 0]
        if known & bit != 0 { continue }
        seen[key] = known | bit
        types_.insert(codes[column], of: satellite.system)
      }
    }
  }

  private mutating func note(_ time: GNSSTime) {
    epochs += 1
    if first == nil { first = time }
    if let last { intervals.take(time.nanoseconds - last.nanoseconds) }
    last = time
  }
}

/// How often epochs follow each other in which interval, in bounded memory.
struct IntervalCounts: Sendable {
  private var counts: [Int64: Int] = [:]

  /// Takes a difference in nanoseconds; to a millisecond, since receiver clocks wander.
  mutating func take(_ nanoseconds: Int64) {
    let milliseconds = (nanoseconds + 500_000) / 1_000_000
    guard milliseconds > 0 else { return }
    // A file with more different intervals than this has none.
    if counts[milliseconds] == nil, counts.count >= 1000 { return }
    counts[milliseconds, default: 0] += 1
  }

  /// In seconds; the least of equally frequent ones.
  var mostFrequent: Double? {
    counts.min { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }.map { Double($0.key) / 1000 }
  }
}
