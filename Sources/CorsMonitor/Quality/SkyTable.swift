import GNSS

/// Where the satellites stand, from the broadcast ephemerides in the stream.
struct SkyTable: Sendable {
  /// The newest ephemeris of each satellite: at most one per satellite there can be.
  private var ephemerides: [Satellite: Ephemeris] = [:]
  private var directions: [Satellite: (azimuthDegrees: Double, elevationDegrees: Double)] = [:]
  private var refreshed: GNSSTime?

  /// Takes an ephemeris.
  mutating func add(_ ephemeris: Ephemeris) {
    let isNew = ephemerides.updateValue(ephemeris, forKey: ephemeris.satellite) == nil
    if isNew { refreshed = nil }
  }

  /// Satellites of which an ephemeris came, in order.
  var satellites: [Satellite] { ephemerides.keys.sorted() }

  /// Computes the directions of satellites, unless it was done less than `interval` seconds ago.
  mutating func refresh(_ satellites: [Satellite], observer: Observer, at time: GNSSTime, clock: GNSSTime, every interval: Double) {
    if let refreshed, abs(clock.seconds(since: refreshed)) < interval { return }
    refreshed = clock
    directions.removeAll(keepingCapacity: true)
    for satellite in Set(satellites) {
      guard let ephemeris = ephemerides[satellite], ephemeris.isCurrent(at: time),
        let sight = observer.lineOfSight(to: ephemeris, at: time)
      else { continue }
      let azimuth = sight.azimuth * 180 / .pi
      let elevation = sight.elevation * 180 / .pi
      guard azimuth.isFinite, elevation.isFinite else { continue }
      directions[satellite] = (azimuth.shown(.direction), elevation.shown(.direction))
    }
  }

  /// One entry per satellite, from tracks in the order of satellites and signals.
  func entries(of tracks: [SignalTracker.Track]) -> [SkyEntry] {
    var entries: [SkyEntry] = []
    for track in tracks {
      let id = track.satellite.description
      let cn0 = track.cn0_dbHz.isFinite ? Double(track.cn0_dbHz).shown(.cn0) : nil
      let signal = SkySignal(code: track.signal.description, cn0_dbHz: cn0, lockTime: Double(track.lockTime_ms) / 1000)
      if entries.last?.id == id {
        entries[entries.count - 1].signals.append(signal)
      } else {
        let direction = directions[track.satellite]
        entries.append(
          SkyEntry(
            id: id, system: track.satellite.system.name, azimuthDegrees: direction?.azimuthDegrees,
            elevationDegrees: direction?.elevationDegrees, signals: [signal]))
      }
    }
    return entries
  }
}
