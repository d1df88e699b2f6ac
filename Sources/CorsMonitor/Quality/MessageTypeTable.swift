import GNSS

/// How many messages of each type came, and how far apart.
struct MessageTypeTable: Sendable {
  private struct Entry {
    var count = 0
    /// Instants at which at least one came: several in one epoch are one.
    var instants = 0
    var first: GNSSTime?
    var last: GNSSTime?
  }

  /// At most 4096: a message number has twelve bits.
  private var entries: [UInt16: Entry] = [:]

  /// Counts a message at an instant of the pipeline's clock; nil before the clock runs.
  mutating func add(_ type: UInt16, at time: GNSSTime?) {
    entries[type, default: Entry()].count += 1
    guard let time else { return }
    guard let last = entries[type]?.last else {
      entries[type]?.first = time
      entries[type]?.last = time
      entries[type]?.instants = 1
      return
    }
    // Messages of one epoch may arrive in pieces, a few hundredths of a second apart: they are one.
    if time.seconds(since: last) > 0.05 {
      entries[type]?.last = time
      entries[type]?.instants += 1
    }
  }

  /// By type.
  var summary: [MessageTypeSummary] {
    entries.sorted { $0.key < $1.key }.map { type, entry in
      var interval: Double?
      if let first = entry.first, let last = entry.last, entry.instants > 1 {
        interval = (last.seconds(since: first) / Double(entry.instants - 1)).shown(.rate)
      }
      return MessageTypeSummary(type: Int(type), count: entry.count, interval: interval)
    }
  }
}
