/// Points divided by where they lie.
enum SpatialBlocks {
  /// Halves the points along their longest extent until no part has more than `most`.
  static func halved(_ places: [SpherePlace], most: Int) -> [[Int]] {
    var done: [[Int]] = []
    var waiting = [Array(places.indices)]
    while var part = waiting.popLast() {
      guard part.count > most, part.count > 1 else {
        done.append(part)
        continue
      }
      var (low, high) = (SIMD3<Double>(repeating: 2), SIMD3<Double>(repeating: -2))
      for i in part {
        low = pointwiseMin(low, places[i].direction)
        high = pointwiseMax(high, places[i].direction)
      }
      let span = high - low
      let axis = span.x >= span.y && span.x >= span.z ? 0 : span.y >= span.z ? 1 : 2
      // The index decides among equal coordinates: the same points are divided the same way every time.
      part.sort { (places[$0].direction[axis], $0) < (places[$1].direction[axis], $1) }
      waiting.append(Array(part[..<(part.count / 2)]))
      waiting.append(Array(part[(part.count / 2)...]))
    }
    return done
  }

  /// Folds for cross-validation: compact blocks of about ten points dealt out to `count` folds, so that the points left out together leave gaps
  /// in the network instead of being propped up by their neighbours.
  static func folds(_ places: [SpherePlace], count: Int) -> [[Int]] {
    let blocks = halved(places, most: max(2, min(12, places.count / count)))
    var folds = [[Int]](repeating: [], count: min(count, blocks.count))
    // Neighbouring blocks stand side by side in the list: dealt out in turn, they come to different folds.
    for (i, block) in blocks.enumerated() { folds[i % folds.count] += block }
    return folds.filter { !$0.isEmpty }
  }

  /// Points closer than `radius`, metres, to each other, together with all others by themselves.
  static func coincident(_ places: [SpherePlace], radius: Double) -> [[Int]] {
    let index = NeighbourIndex(places)
    var taken = [Bool](repeating: false, count: places.count)
    var groups: [[Int]] = []
    for i in places.indices where !taken[i] {
      let group = index.within(radius, of: places[i]).filter { !taken[$0] }.sorted()
      for j in group { taken[j] = true }
      groups.append(group)
    }
    return groups
  }

  /// The median distance to the nearest other place more than 10 m away, metres; 0 where there is none.
  static func typicalSpacing(_ places: [SpherePlace]) -> Double {
    guard places.count > 1 else { return 0 }
    let index = NeighbourIndex(places)
    // Some hundred points tell the median.
    let step = max(1, places.count / 400)
    var distances: [Double] = []
    for i in stride(from: 0, to: places.count, by: step) {
      if let d = index.nearest(4, to: places[i]).lazy.map(\.distance).first(where: { $0 > 10 }) { distances.append(d) }
    }
    distances.sort()
    return distances.isEmpty ? 0 : distances[distances.count / 2]
  }
}

/// Finds the places near a place: cells of a cube around the Earth.
struct NeighbourIndex {
  private struct Cell: Hashable {
    let x: Int32, y: Int32, z: Int32
  }
  let places: [SpherePlace]
  private var cells: [Cell: [Int]] = [:]
  private let size: Double

  /// An index of cells that hold a few points each.
  init(_ places: [SpherePlace]) {
    self.places = places
    var (low, high) = (SIMD3<Double>(repeating: 2), SIMD3<Double>(repeating: -2))
    for place in places {
      low = pointwiseMin(low, place.direction)
      high = pointwiseMax(high, place.direction)
    }
    let span = places.isEmpty ? 1 : (high - low).max()
    size = max(span / max(Double(places.count).squareRoot() / 2, 1), 1e-6)
    for (i, place) in places.enumerated() { cells[cell(place.direction), default: []].append(i) }
  }

  private func cell(_ d: SIMD3<Double>) -> Cell {
    Cell(x: Int32((d.x / size).rounded(.down)), y: Int32((d.y / size).rounded(.down)), z: Int32((d.z / size).rounded(.down)))
  }

  /// Those within a distance, metres.
  func within(_ radius: Double, of place: SpherePlace) -> [Int] {
    let chord = radius / SpherePlace.radius
    let (low, high) = (cell(place.direction - chord), cell(place.direction + chord))
    // A radius of very many cells: all places are looked at once instead.
    if Double(high.x - low.x + 1) * Double(high.y - low.y + 1) * Double(high.z - low.z + 1) > Double(places.count) {
      return places.indices.filter { places[$0].distance(to: place) <= radius }
    }
    var found: [Int] = []
    for x in low.x...high.x {
      for y in low.y...high.y {
        for z in low.z...high.z {
          for i in cells[Cell(x: x, y: y, z: z)] ?? [] where places[i].distance(to: place) <= radius { found.append(i) }
        }
      }
    }
    return found
  }

  /// The `count` nearest with their distances, metres, from the nearest on.
  func nearest(_ count: Int, to place: SpherePlace) -> [(index: Int, distance: Double)] {
    var radius = size * SpherePlace.radius
    while true {
      let found = within(radius, of: place)
      if found.count >= min(count, places.count) || radius > 4 * SpherePlace.radius {
        let sorted = found.map { (index: $0, distance: places[$0].distance(to: place)) }
          .sorted { ($0.distance, $0.index) < ($1.distance, $1.index) }
        return Array(sorted.prefix(count))
      }
      radius *= 2
    }
  }
}
