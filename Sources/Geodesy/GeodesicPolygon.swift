#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Perimeter and area of a polygon on the ellipsoid whose edges are geodesics.
public struct GeodesicPolygon: Sendable, Equatable {
  /// The perimeter, metres.
  public var perimeter: Double
  /// The area, m²: positive for vertices in counter-clockwise order on a map with north up, negative for the other.
  public var area: Double
}

extension Geodesic {
  /// A polygon of geodesics from its vertices, which closes by itself; fewer than three enclose nothing.
  ///
  /// Within 0.3° of its first vertex (33 km) a polygon has its area from local differences, good to 10⁻¹⁴ of (extent × perimeter): about 1 mm²
  /// for a parcel of 1 km², where a difference of areas down to the equator would be wrong by 1000 mm². A larger one may also go
  /// around a pole; its area is good to 0.1 m² per edge.
  ///
  /// - Parameter vertices: Latitude and longitude in degrees. No edge may be longer than half the way around.
  /// - Returns: nil where a latitude is out of range or a number is not finite.
  public func polygon(_ vertices: [(latitudeDegrees: Double, longitudeDegrees: Double)]) -> GeodesicPolygon? {
    var perimeter = 0.0
    var edges: [GeodesicLine] = []
    edges.reserveCapacity(vertices.count)
    for (index, from) in vertices.enumerated() {
      let to = vertices[index + 1 == vertices.count ? 0 : index + 1]
      guard
        let line = inverse(
          latitude1Degrees: from.latitudeDegrees, longitude1Degrees: from.longitudeDegrees, latitude2Degrees: to.latitudeDegrees,
          longitude2Degrees: to.longitudeDegrees)
      else { return nil }
      perimeter += line.distance
      edges.append(line)
    }
    guard vertices.count >= 3, let origin = vertices.first else { return GeodesicPolygon(perimeter: perimeter, area: 0) }
    let isLocal =
      abs(origin.latitudeDegrees) < 85
      && vertices.allSatisfy {
        abs($0.latitudeDegrees - origin.latitudeDegrees) < 0.3
          && abs(angleDifference($0.longitudeDegrees, origin.longitudeDegrees).difference) < 0.3
      }
    return GeodesicPolygon(perimeter: perimeter, area: isLocal ? localArea(vertices, edges) : globalArea(vertices, edges))
  }

  /// Section 6: the sum of the areas down to the equator, and half the ellipsoid for a pole inside.
  private func globalArea(_ vertices: [(latitudeDegrees: Double, longitudeDegrees: Double)], _ edges: [GeodesicLine]) -> Double {
    var sum = 0.0
    var lost = 0.0
    var crossings = 0
    for (index, line) in edges.enumerated() {
      // Two-sum (Knuth): the terms are up to 10¹⁴ m².
      let s = sum + line.areaToEquator
      let c = s - sum
      lost += (sum - (s - c)) + (line.areaToEquator - c)
      sum = s
      let (from, to) = (vertices[index].longitudeDegrees, vertices[index + 1 == vertices.count ? 0 : index + 1].longitudeDegrees)
      let east = angleDifference(to, from).difference
      let (a, b) = (Self.westIncluded(from), Self.westIncluded(to))
      if east > 0, a <= 0, b > 0 { crossings += 1 }
      if east < 0, b <= 0, a > 0 { crossings -= 1 }
    }
    var area = sum + lost
    // Around a pole the prime meridian is crossed an odd number of times.
    if crossings & 1 != 0 { area += area < 0 ? ellipsoidArea / 2 : -ellipsoidArea / 2 }
    return 0 - area
  }

  /// A longitude in [−180°, 180°).
  private static func westIncluded(_ degrees: Double) -> Double {
    let r = degrees.remainder(dividingBy: 360)
    return r == 180 ? -180 : r
  }

  /// −∮ q dλ with dq = M N cos φ dφ, both counted from the first vertex. An edge is cut into pieces of 500 m at most, and a piece stands as the
  /// parabola through its ends and its middle, whose integral is Simpson's; what is lost is below 10⁻⁷ m² a piece.
  private func localArea(_ vertices: [(latitudeDegrees: Double, longitudeDegrees: Double)], _ edges: [GeodesicLine]) -> Double {
    let origin = vertices[0]
    var sum = 0.0
    for (index, line) in edges.enumerated() where line.distance > 0 {
      let start = vertices[index]
      let end = vertices[index + 1 == vertices.count ? 0 : index + 1]
      let pieces = Int((line.distance / 500).rounded(.up))
      var p0 = flat(start, origin)
      for piece in 0..<pieces {
        func point(_ t: Double) -> (x: Double, q: Double) {
          let found = direct(
            latitudeDegrees: start.latitudeDegrees, longitudeDegrees: start.longitudeDegrees, azimuthDegrees: line.azimuth1Degrees,
            distance: line.distance * t)
          return found.map { flat(($0.latitudeDegrees, $0.longitudeDegrees), origin) } ?? p0
        }
        let middle = point((Double(piece) + 0.5) / Double(pieces))
        let p1 = piece + 1 == pieces ? flat(end, origin) : point(Double(piece + 1) / Double(pieces))
        let chord = p1.x - p0.x
        // 4(x_m − (x₀ + x₁)/2): zero for a straight piece.
        let bend = 2 * ((middle.x - p0.x) + (middle.x - p1.x))
        sum += (p0.q * (chord + bend) + 4 * middle.q * chord + p1.q * (chord - bend)) / 6
        p0 = p1
      }
    }
    return 0 - sum
  }

  /// λ − λ₀ in radians and ∫ M N cos φ dφ from φ₀: with u = sin φ, b² ∫ du/(1 − e²u²)², by Gauss's rule of four points.
  private func flat(
    _ point: (latitudeDegrees: Double, longitudeDegrees: Double), _ origin: (latitudeDegrees: Double, longitudeDegrees: Double)
  )
    -> (x: Double, q: Double)
  {
    let x = angleDifference(point.longitudeDegrees, origin.longitudeDegrees).difference.radians
    let half = ((point.latitudeDegrees - origin.latitudeDegrees) / 2).radians
    let middle = ((point.latitudeDegrees + origin.latitudeDegrees) / 2).radians
    // u − u₀ without cancellation, and the mean of both.
    let width = 2 * sin(half) * cos(middle)
    let mean = sin(middle) * cos(half)
    var sum = 0.0
    for (node, weight) in [(0.8611363115940526, 0.34785484513745385), (0.3399810435848563, 0.6521451548625462)] {
      for side in [-1.0, 1] {
        let u = mean + side * node * width / 2
        let w = 1 - e2 * u * u
        sum += weight / (w * w)
      }
    }
    return (x, b * b * width / 2 * sum)
  }
}
