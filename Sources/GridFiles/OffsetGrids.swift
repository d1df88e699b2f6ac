public import Geodesy

/// Offsets of position, of height, or of both, on grids with sub-grids: what PROJ's `gridshift` computes.
///
/// Horizontal and vertical offsets may be in grids of their own. For each the finest grid that covers a place is taken; a set with horizontal offsets
/// needs one of these, and vertical ones where it has any. Nothing is extrapolated. In a geographic system the offsets are of latitude and longitude,
/// in a plane of northing and easting. A value, safe to share between threads.
public struct OffsetGrids: Sendable, GeodeticShift {
  /// One grid of the file.
  struct Part: Sendable {
    let name: String
    /// The name of the grid that this one refines; nil where the file leaves it to their places.
    let parent: String?
    let grid: RegularGrid
    /// Of latitude and longitude in seconds of arc, or of northing and easting in metres; empty without.
    let horizontal: [GridInterpolator]
    /// Added to the interpolated values: northing and easting of another false origin.
    let constant: SIMD2<Double>
    /// Metres, upwards.
    let vertical: GridInterpolator?
  }

  /// The description in the file (ImageDescription); empty without.
  public internal(set) var label = ""
  /// True where the offsets are of northing and easting, metres.
  public let isProjected: Bool
  /// True where positions are shifted.
  public let hasHorizontal: Bool
  /// True where heights are shifted.
  public let hasVertical: Bool
  /// The same as ``hasVertical``.
  public var shiftsHeight: Bool { hasVertical }
  private let horizontal: GridTree
  private let vertical: GridTree
  private let parts: [Part]

  /// A set; nil without offsets, with a parent that there is not, and with a circle of parents.
  init?(parts: [Part], isProjected: Bool) {
    func tree(_ indices: [Int]) -> GridTree? { GridTree(parts, indices) }
    let planar = parts.indices.filter { !parts[$0].horizontal.isEmpty }
    let upward = parts.indices.filter { parts[$0].vertical != nil }
    guard !planar.isEmpty || !upward.isEmpty, let horizontal = tree(planar), let vertical = tree(upward) else { return nil }
    self.parts = parts
    self.isProjected = isProjected
    self.horizontal = horizontal
    self.vertical = vertical
    hasHorizontal = !planar.isEmpty
    hasVertical = !upward.isEmpty
  }

  /// The offset at a place in the unit of the grids, degrees or metres, first the latitude or northing: seconds of arc or metres, and metres upwards.
  private func offset(_ first: Double, _ second: Double) throws(CoordinateError) -> SIMD3<Double> {
    guard first.isFinite, abs(second) <= (isProjected ? 1e9 : 720) else { throw .notFinite }
    var offset = SIMD3<Double>.zero
    do throws(GridAbsence) {
      if hasHorizontal {
        guard let index = horizontal.find(parts, first, second) else { throw .outside }
        let part = parts[index]
        offset.x = try part.horizontal[0].value(first, second) + part.constant.x
        offset.y = try part.horizontal[1].value(first, second) + part.constant.y
      }
      if hasVertical {
        guard let index = vertical.find(parts, first, second), let grid = parts[index].vertical else { throw .outside }
        offset.z = try grid.value(first, second)
      }
    } catch {
      throw .outsideGrid
    }
    return offset
  }

  /// The position with its offsets added, radians and metres.
  public func forward(_ position: GeodeticPosition) throws(CoordinateError) -> GeodeticPosition {
    let p = try shift(SIMD3(position.latitude, position.longitude, position.ellipsoidalHeight), unit: .pi / 180)
    return GeodeticPosition(latitude: p.x, longitude: p.y, ellipsoidalHeight: p.z)
  }

  /// The position that ``forward(_:)`` brings to the one given, by iteration to 10⁻¹³ rad; where a jump of the biquadratic interpolation
  /// (3 cm and less) leaves none, the nearest.
  /// - Throws: ``CoordinateError/notInvertible`` where the iteration does not settle.
  public func inverse(_ position: GeodeticPosition) throws(CoordinateError) -> GeodeticPosition {
    let p = try unshift(SIMD3(position.latitude, position.longitude, position.ellipsoidalHeight), unit: .pi / 180, tolerance: 1e-13)
    return GeodeticPosition(latitude: p.x, longitude: p.y, ellipsoidalHeight: p.z)
  }

  /// Northing, easting and height with their offsets added, metres.
  public func forward(_ position: PlanePosition, height: Double) throws(CoordinateError) -> (PlanePosition, height: Double) {
    let p = try shift(SIMD3(position.northing, position.easting, height), unit: 1)
    return (PlanePosition(northing: p.x, easting: p.y), p.z)
  }

  /// What ``forward(_:height:)`` brings to the coordinates given, by iteration to 10⁻⁷ m.
  public func inverse(_ position: PlanePosition, height: Double) throws(CoordinateError) -> (PlanePosition, height: Double) {
    let p = try unshift(SIMD3(position.northing, position.easting, height), unit: 1, tolerance: 1e-7)
    return (PlanePosition(northing: p.x, easting: p.y), p.z)
  }

  /// - Parameter unit: Of the coordinates, in that of the grids.
  private func shift(_ p: SIMD3<Double>, unit: Double) throws(CoordinateError) -> SIMD3<Double> {
    guard (unit == 1) == isProjected else { throw .outsideGrid }
    let d = try offset(p.x / unit, p.y / unit)
    // A second of arc in the unit of the coordinates.
    let scale = isProjected ? 1 : unit / 3600
    return SIMD3(p.x + d.x * scale, p.y + d.y * scale, p.z + d.z)
  }

  private func unshift(_ p: SIMD3<Double>, unit: Double, tolerance: Double) throws(CoordinateError) -> SIMD3<Double> {
    var q = p
    var best = (place: p, size: Double.infinity)
    // A constant part of the offset may lead outside the grid: it goes first.
    if let first = parts.first { (q.x, q.y) = (q.x - first.constant.x, q.y - first.constant.y) }
    // The offset changes by its gradient, 10⁻³ and less, from step to step; where grids of two levels meet it may jump for ever.
    for _ in 0..<30 {
      let there = try shift(q, unit: unit)
      let d = there - p
      let size = max(abs(d.x), abs(d.y))
      // The first of a circle of places that are equally near.
      if size < 0.9 * best.size { best = (q, size) }
      q -= d
      if size < tolerance { return q }
    }
    // A parabola jumps where its middle node changes, by millimetres to centimetres: there no place is brought to this one, and the nearest stands for it.
    guard best.size < (isProjected ? 0.03 : 5e-9) else { throw .notInvertible }
    var nearest = best.place
    nearest.z = p.z - (try shift(SIMD3(nearest.x, nearest.y, 0), unit: unit).z)
    return nearest
  }
}

/// Which of several grids refine which, and which is the finest at a place.
struct GridTree: Sendable {
  private var roots: [Int] = []
  private var children: [[Int]]

  /// The tree of some of the parts; nil with a parent that is not among them, or with a circle. A grid that reaches beyond its parent serves there
  /// as well, after the others.
  init?(_ parts: [OffsetGrids.Part], _ indices: [Int]) {
    children = Array(repeating: [], count: parts.count)
    var beyond: [Int] = []
    for index in indices {
      if let name = parts[index].parent {
        guard let parent = indices.first(where: { parts[$0].name == name && $0 != index }) else { return nil }
        children[parent].append(index)
        if !Self.holds(parts[parent].grid, parts[index].grid) { beyond.append(index) }
      } else if parts[index].name.isEmpty, let parent = Self.smallest(around: index, parts, indices) {
        children[parent].append(index)
      } else {
        roots.append(index)
      }
    }
    var open = roots
    var reached = 0
    while let next = open.popLast() {
      reached += 1
      open += children[next]
    }
    // What is not reached from the roots is a circle.
    guard reached == indices.count else { return nil }
    roots += beyond
  }

  /// Whether a grid covers the corners of another.
  private static func holds(_ outer: RegularGrid, _ inner: RegularGrid) -> Bool {
    [(0, 0), (inner.rows - 1, inner.columns - 1)].allSatisfy {
      outer.covers(inner.rowOrigin + Double($0.0) * inner.rowStep, inner.columnOrigin + Double($0.1) * inner.columnStep)
    }
  }

  /// The grid before this one in the file that holds it, the last of several: files go from the coarse to the fine.
  private static func smallest(around index: Int, _ parts: [OffsetGrids.Part], _ indices: [Int]) -> Int? {
    indices.last { candidate in
      candidate < index && abs(parts[candidate].grid.rowStep) > abs(parts[index].grid.rowStep)
        && holds(parts[candidate].grid, parts[index].grid)
    }
  }

  func find(_ parts: [OffsetGrids.Part], _ first: Double, _ second: Double) -> Int? {
    var level = roots
    var found: Int?
    while let index = level.first(where: { parts[$0].grid.covers(first, second) }) {
      found = index
      level = children[index]
    }
    return found
  }
}
