import GNSS

/// What is tracked now: the newest observation of each satellite and signal.
struct SignalTracker: Sendable {
  struct Track: Sendable {
    var satellite: Satellite
    var signal: Signal
    var time: GNSSTime
    var cn0_dbHz: Float
    var lockTime_ms: UInt32
  }

  private var tracks: [UInt32: Track] = [:]

  /// Takes the observations of an epoch.
  mutating func add(_ epoch: Epoch) {
    for observation in epoch.observations {
      // A row in which nothing was measured is not a tracked signal.
      guard !observation.pseudorange.isNaN || !observation.phaseRange.isNaN || !observation.cn0_dbHz.isNaN else { continue }
      tracks[UInt32(observation.satellite.packed) << 16 | UInt32(observation.signal.packed)] = Track(
        satellite: observation.satellite, signal: observation.signal, time: epoch.time, cn0_dbHz: observation.cn0_dbHz,
        lockTime_ms: observation.lockTime_ms)
    }
  }

  /// Forgets what was not seen within `age` seconds before an instant, and what lies after it.
  mutating func prune(at time: GNSSTime, age: Double) {
    tracks = tracks.filter { abs(time.seconds(since: $0.value.time)) <= age }
  }

  /// All that is tracked, by satellite and signal.
  var current: [Track] { tracks.values.sorted { ($0.satellite, $0.signal) < ($1.satellite, $1.signal) } }

  /// Satellites by system, and signals with their mean C/N0.
  func summary() -> (satellites: [Sample.SystemCount], signals: [Sample.SignalQuality]) {
    var satellites: [Sample.SystemCount] = []
    var signals: [Sample.SignalQuality] = []
    var sums: [UInt32: (count: Int, sum: Double, rated: Int)] = [:]
    var seen: Set<Satellite> = []
    for track in tracks.values {
      seen.insert(track.satellite)
      let key = UInt32(track.satellite.system.rawValue) << 16 | UInt32(track.signal.packed)
      var entry = sums[key] ?? (0, 0, 0)
      entry.count += 1
      if track.cn0_dbHz.isFinite {
        entry.sum += Double(track.cn0_dbHz)
        entry.rated += 1
      }
      sums[key] = entry
    }
    for system in GNSSSystem.allCases {
      let count = seen.count { $0.system == system }
      if count > 0 { satellites.append(.init(system: system, count: count)) }
    }
    for (key, entry) in sums.sorted(by: { $0.key < $1.key }) {
      guard let system = GNSSSystem(rawValue: UInt8(key >> 16)) else { continue }
      let signal = Signal(band: UInt8(key >> 8 & 0xFF), attribute: UInt8(key & 0xFF))
      let cn0 = entry.rated > 0 ? (entry.sum / Double(entry.rated)).shown(.cn0) : nil
      signals.append(.init(system: system, signal: signal, satellites: entry.count, cn0_dbHz: cn0))
    }
    return (satellites, signals)
  }
}
