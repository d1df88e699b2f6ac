#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The rings of an area in the plane: an outer boundary, then holes; x is the easting, y the northing. A ring closes by itself.
///
/// ``faults()`` tells whether they enclose an area at all: a boundary that crosses itself, or a hole that is not inside, has a number for an area that
/// means nothing.
public struct PlaneRings: Sendable {
  /// The rings, outer boundary first.
  public let rings: [[SIMD2<Double>]]

  /// Lines nearer than this, in metres, touch and do not cross: a corner set on another line and rounded to the millimetre is no crossing.
  public static let tolerance = 0.001

  /// Rings, outer boundary first.
  public init(_ rings: [[SIMD2<Double>]]) { self.rings = rings }

  /// An edge: from a corner to the one behind it.
  public struct Edge: Sendable, Equatable {
    /// The ring, from 0.
    public var ring: Int
    /// The corner that begins it, from 0.
    public var corner: Int

    /// An edge.
    public init(ring: Int, corner: Int) { (self.ring, self.corner) = (ring, corner) }
  }

  /// What is wrong with rings.
  public enum Fault: Sendable, Equatable {
    /// Two edges cross.
    case crossing(Edge, Edge)
    /// A boundary comes back to itself or to another: a corner lies on an edge without crossing it. The area is what it is.
    case touching(Edge, Edge)
    /// A hole lies outside of the outer boundary.
    case holeOutside(ring: Int)
    /// A hole lies inside another.
    case holeInHole(ring: Int, other: Int)
    /// So many edges run beside each other that the check was given up.
    case unchecked

    /// True where the area means something all the same.
    public var isHarmless: Bool {
      switch self {
      case .touching, .unchecked: true
      case .crossing, .holeOutside, .holeInHole: false
      }
    }
  }

  /// Area, positive for corners counter-clockwise on a map with north up, and perimeter of one ring: Gauss's formula about the first corner, so that
  /// the size of the coordinates costs no digits.
  public static func measure(_ ring: [SIMD2<Double>]) -> (area: Double, perimeter: Double) {
    guard let origin = ring.first, var previous = ring.last else { return (0, 0) }
    var (area, perimeter) = (0.0, 0.0)
    for point in ring {
      let (p, q) = (previous - origin, point - origin)
      area += (p.x * q.y - q.x * p.y) / 2
      perimeter += hypot(q.x - p.x, q.y - p.y)
      previous = point
    }
    return (area, perimeter)
  }

  /// What is wrong: the first crossing, else the first touch of each two rings, and the places of holes. Empty for an area with holes as it should be.
  public func faults() -> [Fault] {
    var search = EdgeSearch(rings)
    var faults = search.run()
    if faults.contains(where: { !$0.isHarmless }) || faults.contains(.unchecked) { return faults }
    let boxes = rings.map(RingBox.init)
    for hole in rings.indices.dropFirst() {
      if !Self.isInside(rings[hole], rings[0]) { faults.append(.holeOutside(ring: hole)) }
      for other in rings.indices.dropFirst() where other != hole && boxes[other].holds(boxes[hole]) {
        if Self.isInside(rings[hole], rings[other]) { faults.append(.holeInHole(ring: hole, other: other)) }
      }
    }
    return faults
  }

  /// Whether a ring that does not cross another lies inside it: so does the first of its corners, or middles of edges, that is not on the other's line.
  public static func isInside(_ ring: [SIMD2<Double>], _ other: [SIMD2<Double>]) -> Bool {
    for point in ring.prefix(16) {
      if let inside = contains(other, point) { return inside }
    }
    for i in ring.indices.prefix(16) {
      if let inside = contains(other, (ring[i] + ring[(i + 1) % ring.count]) / 2) { return inside }
    }
    return true
  }

  /// Whether a point is inside a ring, by the number of edges that a ray to the east crosses; nil on an edge.
  static func contains(_ ring: [SIMD2<Double>], _ p: SIMD2<Double>) -> Bool? {
    guard var a = ring.last else { return false }
    var inside = false
    for b in ring {
      if distance(p, a, b) <= tolerance { return nil }
      if (a.y > p.y) != (b.y > p.y) {
        let x = a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x)
        if x > p.x { inside.toggle() }
      }
      a = b
    }
    return inside
  }

  /// The distance of a point from the edge between two.
  static func distance(_ p: SIMD2<Double>, _ a: SIMD2<Double>, _ b: SIMD2<Double>) -> Double {
    let (along, from) = (b - a, p - a)
    let square = (along * along).sum()
    let t = square > 0 ? min(max((along * from).sum() / square, 0), 1) : 0
    let d = from - t * along
    return hypot(d.x, d.y)
  }
}

/// The box around a ring.
private struct RingBox {
  var low: SIMD2<Double>
  var high: SIMD2<Double>

  init(_ ring: [SIMD2<Double>]) {
    (low, high) = (SIMD2(repeating: .infinity), SIMD2(repeating: -.infinity))
    for point in ring {
      low = pointwiseMin(low, point)
      high = pointwiseMax(high, point)
    }
  }

  func holds(_ other: RingBox) -> Bool {
    let slack = PlaneRings.tolerance
    return other.low.x >= low.x - slack && other.low.y >= low.y - slack && other.high.x <= high.x + slack && other.high.y <= high.y + slack
  }
}

/// Looks for crossings and touches among all edges: a sweep along the longer side, edges sorted by where they begin there.
private struct EdgeSearch {
  /// Corners nearer to the one before than the tolerance are left out.
  private let rings: [[(point: SIMD2<Double>, corner: Int)]]
  /// Pairs of edges looked at before the search is given up: some seconds.
  private var budget = 400_000_000
  private var crossings: [PlaneRings.Fault] = []
  private var touches: [SIMD2<Int>: PlaneRings.Fault] = [:]

  private struct Edge {
    var ring: Int
    var index: Int
    var a: SIMD2<Double>
    var b: SIMD2<Double>
    var low: SIMD2<Double>
    var high: SIMD2<Double>
  }

  init(_ rings: [[SIMD2<Double>]]) {
    self.rings = rings.map { ring in
      var kept: [(point: SIMD2<Double>, corner: Int)] = []
      for (corner, point) in ring.enumerated() {
        if let last = kept.last, Self.length(point - last.point) <= PlaneRings.tolerance { continue }
        kept.append((point, corner))
      }
      while kept.count > 1, Self.length(kept[0].point - kept[kept.count - 1].point) <= PlaneRings.tolerance { kept.removeLast() }
      return kept
    }
  }

  mutating func run() -> [PlaneRings.Fault] {
    var edges: [Edge] = []
    for (number, ring) in rings.enumerated() where ring.count > 1 {
      for (index, corner) in ring.enumerated() {
        let (a, b) = (corner.point, ring[(index + 1) % ring.count].point)
        edges.append(Edge(ring: number, index: index, a: a, b: b, low: pointwiseMin(a, b), high: pointwiseMax(a, b)))
      }
    }
    let low = edges.reduce(SIMD2(repeating: Double.infinity)) { pointwiseMin($0, $1.low) }
    let high = edges.reduce(SIMD2(repeating: -Double.infinity)) { pointwiseMax($0, $1.high) }
    let axis = high.x - low.x >= high.y - low.y ? 0 : 1
    edges.sort { $0.low[axis] < $1.low[axis] }
    let slack = PlaneRings.tolerance
    for i in edges.indices {
      var j = i + 1
      while j < edges.count, edges[j].low[axis] <= edges[i].high[axis] + slack {
        budget -= 1
        if budget < 0 { return [.unchecked] }
        if edges[j].low[1 - axis] <= edges[i].high[1 - axis] + slack, edges[i].low[1 - axis] <= edges[j].high[1 - axis] + slack {
          look(edges[i], edges[j])
          if !crossings.isEmpty { return crossings }
        }
        j += 1
      }
    }
    return touches.sorted { ($0.key.x, $0.key.y) < ($1.key.x, $1.key.y) }.map(\.value)
  }

  private mutating func look(_ e: Edge, _ f: Edge) {
    let (first, second) = (e.ring, e.index) < (f.ring, f.index) ? (e, f) : (f, e)
    if isCrossing(first, second) {
      crossings.append(.crossing(name(first), name(second)))
      return
    }
    for (edge, other) in [(first, second), (second, first)] {
      switch contact(edge, other) {
      case nil: break
      case true?:
        crossings.append(.crossing(name(first), name(second)))
        return
      case false?:
        let key = SIMD2(first.ring, second.ring)
        if touches[key] == nil { touches[key] = .touching(name(edge), name(other)) }
      }
    }
  }

  private func name(_ edge: Edge) -> PlaneRings.Edge { PlaneRings.Edge(ring: edge.ring, corner: rings[edge.ring][edge.index].corner) }

  /// The ends of each on either side of the other, clearly.
  private func isCrossing(_ e: Edge, _ f: Edge) -> Bool {
    func sides(_ a: SIMD2<Double>, _ b: SIMD2<Double>, _ p: SIMD2<Double>, _ q: SIMD2<Double>) -> Bool {
      let length = Self.length(b - a)
      let (u, v) = (Self.cross(b - a, p - a) / length, Self.cross(b - a, q - a) / length)
      return min(u, v) < -PlaneRings.tolerance && max(u, v) > PlaneRings.tolerance
    }
    return sides(e.a, e.b, f.a, f.b) && sides(f.a, f.b, e.a, e.b)
  }

  /// Whether the corner that begins an edge lies on another, nil where it does not; true where the boundary goes from one side of the other to the other side.
  private func contact(_ edge: Edge, _ other: Edge) -> Bool? {
    let count = rings[edge.ring].count
    if edge.ring == other.ring, other.index == edge.index || (other.index + 1) % count == edge.index { return nil }
    let v = edge.a
    guard PlaneRings.distance(v, other.a, other.b) <= PlaneRings.tolerance else { return nil }
    // At the end of the other edge its successor answers.
    if Self.length(v - other.b) <= PlaneRings.tolerance { return nil }
    let before = rings[edge.ring][(edge.index + count - 1) % count].point
    let there = rings[other.ring]
    let isAtCorner = Self.length(v - other.a) <= PlaneRings.tolerance
    let otherBefore = isAtCorner ? there[(other.index + there.count - 1) % there.count].point : other.a
    return Self.crosses(before - v, edge.b - v, otherBefore - v, other.b - v)
  }

  /// Whether of two paths through a point, each given by the directions it comes from and goes to, one crosses the other. Paths that have a direction in
  /// common only touch.
  private static func crosses(_ a: SIMD2<Double>, _ b: SIMD2<Double>, _ c: SIMD2<Double>, _ d: SIMD2<Double>) -> Bool {
    func along(_ u: SIMD2<Double>, _ v: SIMD2<Double>) -> Bool {
      let (p, q) = (length(u), length(v))
      return (u * v).sum() > 0 && abs(cross(u, v)) / max(p, q) <= PlaneRings.tolerance
    }
    if along(a, c) || along(a, d) || along(b, c) || along(b, d) { return false }
    /// Whether u lies between a and b, counter-clockwise from a.
    func between(_ u: SIMD2<Double>) -> Bool {
      func turn(_ w: SIMD2<Double>) -> Double {
        let angle = atan2(cross(a, w), (a * w).sum())
        return angle < 0 ? angle + 2 * .pi : angle
      }
      return turn(u) < turn(b)
    }
    return between(c) != between(d)
  }

  private static func cross(_ u: SIMD2<Double>, _ v: SIMD2<Double>) -> Double { u.x * v.y - u.y * v.x }
  private static func length(_ u: SIMD2<Double>) -> Double { hypot(u.x, u.y) }
}
