import GNSS

/// The stations of a stream that are followed side by side, in bare memory: four at most.
///
/// Who gets a pointer to one of them (from `subscript` or `find`) works on it in place, without counting references, and keeps it no longer than the table lives.
struct StationTable: ~Copyable {
  static let limit = 4

  private let stations: UnsafeMutablePointer<StationEpoch>
  private(set) var count = 0

  init() { stations = .allocate(capacity: Self.limit) }

  deinit {
    stations.deinitialize(count: count)
    stations.deallocate()
  }

  subscript(index: Int) -> UnsafeMutablePointer<StationEpoch> {
    precondition(index >= 0 && index < count, "no such station")
    return stations + index
  }

  /// The station with a number; nil when it is not among them.
  @inline(__always)
  func find(_ id: UInt16) -> UnsafeMutablePointer<StationEpoch>? {
    for i in 0..<count where stations[i].epoch.stationID == id { return stations + i }
    return nil
  }

  /// The station that had no message for the longest time. Precondition: there is one.
  var longestSilent: UnsafeMutablePointer<StationEpoch> {
    var oldest = self[0]
    for i in 1..<count where stations[i].lastUse < oldest.pointee.lastUse { oldest = stations + i }
    return oldest
  }

  /// Adds a station; nil when there are four already.
  mutating func append(_ id: UInt16) -> UnsafeMutablePointer<StationEpoch>? {
    guard count < Self.limit else { return nil }
    (stations + count).initialize(to: StationEpoch(stationID: id, index: count))
    count += 1
    return stations + count - 1
  }
}
