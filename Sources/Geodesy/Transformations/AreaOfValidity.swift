/// Where a transformation holds, in coordinates of its source.
public enum AreaOfValidity: Sendable, Equatable {
  /// Latitudes and longitudes in degrees on the source's datum. `west` may exceed `east` across the 180th meridian.
  case geographic(south: Double, west: Double, north: Double, east: Double)
  /// Northings and eastings of the source in metres.
  case plane(minNorth: Double, minEast: Double, maxNorth: Double, maxEast: Double)

  /// True where a position, in the coordinates of the area, lies within it or on its edge; false for NaN.
  public func contains(_ first: Double, _ second: Double) -> Bool {
    switch self {
    case .geographic(let south, let west, let north, let east):
      guard first >= south, first <= north, abs(second) <= 720 else { return false }
      let width = east >= west ? east - west : east - west + 360
      let offset = second - west
      if offset >= 0, offset <= width { return true }
      return offset - 360 * (offset / 360).rounded(.down) <= width
    case .plane(let minNorth, let minEast, let maxNorth, let maxEast):
      return first >= minNorth && first <= maxNorth && second >= minEast && second <= maxEast
    }
  }

  /// NaN in both columns for positions that are not within it.
  package func refuseOutside(_ first: inout MutableSpan<Double>, _ second: inout MutableSpan<Double>) {
    precondition(second.count == first.count)
    for i in 0..<first.count where !contains(first[i], second[i]) { (first[i], second[i]) = (.nan, .nan) }
  }
}
