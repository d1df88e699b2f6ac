import Geodesy
import Glibc
import SurveyFiles

/// A parcel whose area is asked for: its rings of corners, outer boundary first.
struct AreaParcel {
  /// A corner: its place in the file, its coordinates, and where it is on the ellipsoid.
  struct Corner {
    var line: Int
    var point: (Double, Double)
    var geographic: (latitudeDegrees: Double, longitudeDegrees: Double)
  }

  /// Area and perimeter.
  struct Measure {
    var area: Double
    var perimeter: Double
  }

  /// What is known of a parcel in the end.
  struct Result {
    var name: String
    var rings: Int
    var corners: Int
    var clockwise = false
    var plane: Measure?
    var ellipsoid: Measure?
    /// Why there is no area, and what else should be looked at.
    var error: String?
    var notes: [String] = []
  }

  var name: String
  /// The file and the line that begins it.
  var path: String
  var line: Int
  var rings: [[Corner]]
  /// A reason, known from reading, why it has no area.
  var problem: String?

  /// Areas with the holes taken out, perimeters of all rings together.
  func measured(on surface: SurveySurface) -> Result {
    // The first corner again at the end belongs to many formats and adds nothing.
    let rings = rings.map { ring in
      guard ring.count > 3, let first = ring.first, let last = ring.last, first.point == last.point else { return ring }
      return Array(ring.dropLast())
    }
    var result = Result(name: name, rings: rings.count, corners: rings.reduce(0) { $0 + $1.count }, error: problem)
    if problem != nil { return result }
    if let short = rings.firstIndex(where: { $0.count < 3 }) {
      let count = rings[short].count
      result.error =
        short == 0
        ? text(zh: "只有 \(count) 个界址点，至少应有 3 个", en: "it has \(count) corners; at least 3 are expected")
        : text(zh: "第 \(short + 1) 环只有 \(count) 个界址点，至少应有 3 个", en: "ring \(short + 1) has \(count) corners; at least 3 are expected")
      return result
    }
    let drawn = surface.isGeographic ? Self.map(rings) : rings.map { $0.map { SIMD2($0.point.1, $0.point.0) } }
    if let drawn {
      let faults = PlaneRings(drawn).faults()
      result.error = faults.first { !$0.isHarmless }.map { Self.message($0, rings) }
      result.notes = faults.filter(\.isHarmless).map { Self.message($0, rings) }
      if result.error != nil { return result }
    } else {
      result.notes = [
        text(zh: "绕极的地块，没有检查边界是否自交", en: "a parcel around a pole: not checked for a boundary that crosses itself")
      ]
    }
    if !surface.isGeographic, let drawn {
      let parts = drawn.map(PlaneRings.measure)
      result.plane = Self.sum(parts)
      result.clockwise = (parts.first?.area ?? 0) < 0
    }
    if case .ellipsoid(_, let geodesic, _, _) = surface {
      var parts: [(area: Double, perimeter: Double)] = []
      for ring in rings {
        guard let polygon = geodesic.polygon(ring.map(\.geographic)) else {
          result.error = text(zh: "纬度超出 ±90°", en: "a latitude is beyond ±90°")
          return result
        }
        parts.append((polygon.area, polygon.perimeter))
      }
      result.ellipsoid = Self.sum(parts)
      result.clockwise = (parts.first?.area ?? 0) < 0
    }
    return result
  }

  private static func sum(_ parts: [(area: Double, perimeter: Double)]) -> Measure {
    Measure(
      area: abs(parts.first?.area ?? 0) - parts.dropFirst().reduce(0) { $0 + abs($1.area) },
      perimeter: parts.reduce(0) { $0 + $1.perimeter })
  }

  /// A map, in metres, that shows what crosses what: longitudes follow one another without a jump. Nil around a pole, where no such map is flat.
  private static func map(_ rings: [[Corner]]) -> [[SIMD2<Double>]]? {
    guard let origin = rings.first?.first?.geographic else { return nil }
    let (metres, scale) = (111_195.0, cos(origin.latitudeDegrees * .pi / 180))
    var drawn: [[SIMD2<Double>]] = []
    for ring in rings {
      var longitude = origin.longitudeDegrees
      var points: [SIMD2<Double>] = []
      for corner in ring {
        longitude += (corner.geographic.longitudeDegrees - longitude).remainder(dividingBy: 360)
        points.append(
          SIMD2(
            (longitude - origin.longitudeDegrees) * metres * scale, (corner.geographic.latitudeDegrees - origin.latitudeDegrees) * metres))
      }
      let first = ring[0].geographic.longitudeDegrees
      let closing = longitude + (first - longitude).remainder(dividingBy: 360)
      guard abs(closing - (points[0].x / (metres * scale) + origin.longitudeDegrees)) < 1 else { return nil }
      drawn.append(points)
    }
    return drawn
  }

  private static func message(_ fault: PlaneRings.Fault, _ rings: [[Corner]]) -> String {
    func edge(_ edge: PlaneRings.Edge) -> String {
      let ring = rings[edge.ring]
      let (from, to) = (ring[edge.corner].line, ring[(edge.corner + 1) % ring.count].line)
      let number = edge.ring + 1
      if from == to {
        return text(zh: "第 \(number) 环第 \(edge.corner + 1) 边（第 \(from) 行）", en: "edge \(edge.corner + 1) of ring \(number), line \(from)")
      }
      return text(zh: "第 \(number) 环第 \(from)、\(to) 行之间的边", en: "the edge of ring \(number) from line \(from) to line \(to)")
    }
    switch fault {
    case .crossing(let a, let b):
      return text(zh: "边界相交：\(edge(a)) 与 \(edge(b))", en: "the boundary crosses itself: \(edge(a)), and \(edge(b))")
    case .touching(let a, let b):
      return text(zh: "边界相接：\(edge(a)) 的起点在 \(edge(b)) 上", en: "the boundary touches itself: the start of \(edge(a)) lies on \(edge(b))")
    case .holeOutside(let ring):
      return text(
        zh: "第 \(ring + 1) 环（第 \(rings[ring][0].line) 行起）应在第 1 环之内，而在其外",
        en: "ring \(ring + 1), from line \(rings[ring][0].line), should lie inside ring 1 and lies outside")
    case .holeInHole(let ring, let other):
      return text(
        zh: "第 \(ring + 1) 环（第 \(rings[ring][0].line) 行起）在第 \(other + 1) 环之内：两环都是内环",
        en: "ring \(ring + 1), from line \(rings[ring][0].line), lies inside ring \(other + 1); both are holes")
    case .unchecked:
      return text(zh: "边太多且互相靠近，没有检查边界是否自交", en: "too many edges beside each other: not checked for a boundary that crosses itself")
    }
  }
}
