/// A shift that is affine in each triangle of a network (三角网仿射变换): the vertices have coordinates in both systems, and a point keeps its barycentric
/// coordinates. EPSG methods 1118 … 1120 do so.
///
/// x is the easting or longitude, y the northing or latitude, in the unit of the vertices. Outside the network there is no answer unless ``fallback``, which
/// the maker of a network decides on, continues the nearest triangle. Where triangles of the target overlap the inverse takes the first. A value, safe to
/// share between threads.
public struct TriangulatedShift: Sendable {
  /// What becomes of a point outside the network.
  public enum Fallback: String, Sendable, CaseIterable {
    /// It is refused.
    case none
    /// The triangle with the nearest side continues.
    case nearestSide = "nearest_side"
    /// The triangle with the nearest centroid continues.
    case nearestCentroid = "nearest_centroid"
  }

  /// What becomes of a point outside.
  public let fallback: Fallback
  /// True where positions are shifted.
  public let hasHorizontal: Bool
  /// True where heights are shifted.
  public let hasVertical: Bool
  private let sides: (source: TriangleNetwork, target: TriangleNetwork)
  private let offsets: [Double]

  /// A network; nil without triangles, with one of vertices that there are not, with counts that differ, and with coordinates that are not finite.
  /// - Parameters:
  ///   - source: The vertices in the source system.
  ///   - target: The same in the target system; nil where positions stay.
  ///   - heightOffsets: What is added to heights at the vertices, metres; nil where heights stay.
  ///   - triangles: Three vertices each, by their places from 0.
  public init?(
    source: [SIMD2<Double>], target: [SIMD2<Double>]?, heightOffsets: [Double]?, triangles: [SIMD3<Int32>], fallback: Fallback = .none
  ) {
    guard target != nil || heightOffsets != nil, target?.count ?? source.count == source.count,
      heightOffsets?.count ?? source.count == source.count, heightOffsets?.allSatisfy(\.isFinite) ?? true
    else { return nil }
    guard let from = TriangleNetwork(source, triangles), let to = target.map({ TriangleNetwork($0, triangles) }) ?? from else { return nil }
    sides = (from, to)
    offsets = heightOffsets ?? []
    self.fallback = fallback
    hasHorizontal = target != nil
    hasVertical = heightOffsets != nil
  }

  /// The point in the target system.
  /// - Throws: ``CoordinateError/outsideGrid`` outside the network, ``CoordinateError/notFinite``.
  public func forward(_ p: SIMD3<Double>) throws(CoordinateError) -> SIMD3<Double> { try carry(p, from: sides.source, to: sides.target, 1) }

  /// The point in the source system: the exact inverse.
  /// - Throws: ``CoordinateError/outsideGrid`` outside the network, ``CoordinateError/notFinite``.
  public func inverse(_ p: SIMD3<Double>) throws(CoordinateError) -> SIMD3<Double> {
    try carry(p, from: sides.target, to: sides.source, -1)
  }

  private func carry(
    _ p: SIMD3<Double>, from: TriangleNetwork, to: TriangleNetwork, _ sign: Double
  ) throws(CoordinateError) -> SIMD3<Double> {
    let point = SIMD2(p.x, p.y)
    guard point.x.isFinite, point.y.isFinite else { throw .notFinite }
    guard let index = from.triangle(holding: point) ?? from.nearest(to: point, fallback) else { throw .outsideGrid }
    let weights = from.weights(index, point)
    var result = p
    if hasHorizontal {
      let there = to.point(index, weights)
      (result.x, result.y) = (there.x, there.y)
    }
    if hasVertical {
      let corners = from.triangles[index]
      let d = SIMD3(offsets[Int(corners.x)], offsets[Int(corners.y)], offsets[Int(corners.z)])
      result.z += sign * (weights * d).sum()
    }
    return result
  }
}

/// Triangles over points of the plane, with an index by squares.
struct TriangleNetwork: Sendable {
  let points: [SIMD2<Double>]
  let triangles: [SIMD3<Int32>]
  private let low: SIMD2<Double>
  private let size: SIMD2<Double>
  private let cells: Int
  private let index: [[Int32]]

  /// How far outside its sides, in barycentric coordinates, a triangle still holds a point: room for the rounding of vertices.
  private static let slack = 1e-10

  init?(_ points: [SIMD2<Double>], _ triangles: [SIMD3<Int32>]) {
    guard !triangles.isEmpty, points.count < 1 << 30, triangles.count < 1 << 30, points.allSatisfy({ abs($0.x) < 1e12 && abs($0.y) < 1e12 })
    else { return nil }
    for t in triangles {
      for i in 0..<3 where !points.indices.contains(Int(t[i])) { return nil }
    }
    self.points = points
    self.triangles = triangles
    var (low, high) = (points[Int(triangles[0].x)], points[Int(triangles[0].x)])
    for t in triangles {
      for i in 0..<3 {
        low = pointwiseMin(low, points[Int(t[i])])
        high = pointwiseMax(high, points[Int(t[i])])
      }
    }
    self.low = low
    size = pointwiseMax(high - low, SIMD2(repeating: .leastNormalMagnitude))
    // About a triangle to a square; fewer squares where triangles are long and would stand in too many.
    var cells = max(1, Int(Double(triangles.count).squareRoot()))
    var index = Self.index(points, triangles, low, size, cells)
    while index == nil {
      cells /= 2
      index = Self.index(points, triangles, low, size, cells)
    }
    self.cells = cells
    self.index = index ?? []
  }

  /// The triangles whose boxes reach into each square; nil where that makes more than sixteen to a triangle.
  private static func index(
    _ points: [SIMD2<Double>], _ triangles: [SIMD3<Int32>], _ low: SIMD2<Double>, _ size: SIMD2<Double>, _ cells: Int
  ) -> [[Int32]]? {
    let all = triangles.indices.map { Int32($0) }
    guard cells > 1 else { return [all] }
    var index = [[Int32]](repeating: [], count: cells * cells)
    var room = 16 * triangles.count + 64
    for (number, t) in triangles.enumerated() {
      let corners = (0..<3).map { place(points[Int(t[$0])], low, size, cells) }
      let (first, last) = (corners.reduce(corners[0], pointwiseMin), corners.reduce(corners[0], pointwiseMax))
      room -= (last.x - first.x + 1) * (last.y - first.y + 1)
      if room < 0 { return nil }
      for y in first.y...last.y {
        for x in first.x...last.x { index[y * cells + x].append(Int32(number)) }
      }
    }
    return index
  }

  private static func place(_ p: SIMD2<Double>, _ low: SIMD2<Double>, _ size: SIMD2<Double>, _ cells: Int) -> SIMD2<Int> {
    let q = (p - low) / size * Double(cells)
    func cell(_ x: Double) -> Int { Int(min(max(x, 0), Double(cells - 1))) }
    return SIMD2(cell(q.x), cell(q.y))
  }

  /// The barycentric coordinates of a point; NaN for a triangle without area.
  func weights(_ triangle: Int, _ p: SIMD2<Double>) -> SIMD3<Double> {
    let t = triangles[triangle]
    let (a, b, c) = (points[Int(t.x)], points[Int(t.y)], points[Int(t.z)])
    func cross(_ u: SIMD2<Double>, _ v: SIMD2<Double>) -> Double { u.x * v.y - u.y * v.x }
    let area = cross(b - a, c - a)
    let (v, w) = (cross(p - a, c - a) / area, cross(b - a, p - a) / area)
    return SIMD3(1 - v - w, v, w)
  }

  /// The point with barycentric coordinates.
  func point(_ triangle: Int, _ w: SIMD3<Double>) -> SIMD2<Double> {
    let t = triangles[triangle]
    // From the first vertex, so that large coordinates lose nothing.
    let a = points[Int(t.x)]
    return a + w.y * (points[Int(t.y)] - a) + w.z * (points[Int(t.z)] - a)
  }

  /// The first triangle that holds a point.
  func triangle(holding p: SIMD2<Double>) -> Int? {
    let q = (p - low) / size
    guard q.x >= -1e-9, q.x <= 1 + 1e-9, q.y >= -1e-9, q.y <= 1 + 1e-9 else { return nil }
    let place = Self.place(p, low, size, cells)
    for number in index[place.y * cells + place.x] {
      let w = weights(Int(number), p)
      // False for NaN.
      if w.min() >= -Self.slack { return Int(number) }
    }
    return nil
  }

  /// The nearest triangle of some area.
  func nearest(to p: SIMD2<Double>, _ rule: TriangulatedShift.Fallback) -> Int? {
    guard rule != .none else { return nil }
    var best = (index: -1, square: Double.infinity)
    for (index, t) in triangles.enumerated() where weights(index, p).x.isFinite {
      let corners = (0..<3).map { points[Int(t[$0])] }
      let square: Double
      if rule == .nearestCentroid {
        let d = (corners[0] + corners[1] + corners[2]) / 3 - p
        square = (d * d).sum()
      } else {
        square = (0..<3).map { Self.square(p, corners[$0], corners[($0 + 1) % 3]) }.min() ?? .infinity
      }
      if square < best.square { best = (index, square) }
    }
    return best.index < 0 ? nil : best.index
  }

  /// The square of the distance from a point to a line from one end to the other.
  private static func square(_ p: SIMD2<Double>, _ a: SIMD2<Double>, _ b: SIMD2<Double>) -> Double {
    let (along, from) = (b - a, p - a)
    let length = (along * along).sum()
    let t = length > 0 ? min(max((from * along).sum() / length, 0), 1) : 0
    let d = from - t * along
    return (d * d).sum()
  }
}
