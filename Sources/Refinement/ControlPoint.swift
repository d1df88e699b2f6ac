#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A GNSS/levelling point (GNSS/水准点): where the height anomaly of a base model can be held against the truth.
public struct ControlPoint: Sendable, Equatable {
  /// The latitude, degrees, −90…90.
  public let latitudeDegrees: Double
  /// The longitude, degrees.
  public let longitudeDegrees: Double
  /// The normal height h, metres.
  public let normalHeight: Double
  /// H − h − ζ of the base model, metres: what a corrector surface has to bring. Without a base model, H − h itself.
  public let discrepancy: Double
  /// The standard deviation of H − h, metres; nil where it is not known.
  public let sigma: Double?

  /// A point.
  public init(latitudeDegrees: Double, longitudeDegrees: Double, normalHeight: Double, discrepancy: Double, sigma: Double? = nil) {
    (self.latitudeDegrees, self.longitudeDegrees, self.normalHeight) = (latitudeDegrees, longitudeDegrees, normalHeight)
    (self.discrepancy, self.sigma) = (discrepancy, sigma)
  }

  /// The place on the sphere.
  public var place: SpherePlace { SpherePlace(latitudeDegrees: latitudeDegrees, longitudeDegrees: longitudeDegrees) }
}

/// A place on a sphere with the geodetic latitude as its latitude, as a unit vector.
///
/// Distances are chords of that sphere: a covariance function that is positive definite in space is so on chords, whatever the extent of the
/// network, which it is not on arcs. On a sphere of 6371 km a chord is shorter than its arc by 1 mm in 1 km and 0.1 % in 1000 km, and
/// the latitude makes either differ from the geodesic by less than 0.5 %: nothing to a correlation length known to some per cent.
public struct SpherePlace: Sendable, Equatable {
  /// The mean radius of the Earth, metres (IUGG R₁, rounded).
  public static let radius = 6_371_000.0

  /// Towards the place.
  public let direction: SIMD3<Double>
  /// sin φ, cos φ.
  public let latitude: (sine: Double, cosine: Double)

  /// A place.
  public init(latitudeDegrees: Double, longitudeDegrees: Double) {
    let (b, l) = (latitudeDegrees * .pi / 180, longitudeDegrees * .pi / 180)
    latitude = (sin(b), cos(b))
    direction = [cos(b) * cos(l), cos(b) * sin(l), sin(b)]
  }

  /// The chord to another place, metres.
  @inline(__always)
  public func distance(to other: SpherePlace) -> Double {
    let d = direction - other.direction
    return Self.radius * (d * d).sum().squareRoot()
  }

  /// The middle of places: where the mean of their directions points; that of the first where they cancel each other.
  static func middle(_ places: [SpherePlace]) -> SpherePlace {
    let sum = places.reduce(SIMD3<Double>.zero) { $0 + $1.direction }
    let length = (sum * sum).sum().squareRoot()
    guard length > 1e-9 else { return places.first ?? SpherePlace(latitudeDegrees: 0, longitudeDegrees: 0) }
    let d = sum / length
    return SpherePlace(
      latitudeDegrees: atan2(d.z, (d.x * d.x + d.y * d.y).squareRoot()) * 180 / .pi, longitudeDegrees: atan2(d.y, d.x) * 180 / .pi)
  }

  /// Equal when the directions are.
  public static func == (a: SpherePlace, b: SpherePlace) -> Bool { a.direction == b.direction }
}
