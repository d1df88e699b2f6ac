#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// An ellipsoid of revolution: the reference surface of geodetic coordinates.
///
/// The two defining numbers are those of EPSG: the semi-major axis *a* in metres and the inverse flattening 1/*f*.
public struct Ellipsoid: Sendable, Hashable {
  /// The semi-major axis *a* (长半轴), metres.
  public let semiMajorAxis: Double
  /// The inverse flattening 1/*f* (扁率倒数); infinite for a sphere.
  public let inverseFlattening: Double

  /// An ellipsoid from its defining parameters.
  ///
  /// - Parameters:
  ///   - semiMajorAxis: *a* in metres, 1 m … 10⁹ m.
  ///   - inverseFlattening: 1/*f*, at least 150, infinite for a sphere. Every ellipsoid ever used for the Earth has 293 … 302; the
  ///     series of this module keep their stated accuracy for 1/*f* ≥ 290.
  /// - Throws: ``EllipsoidError`` when a parameter is outside its range.
  public init(semiMajorAxis: Double, inverseFlattening: Double) throws(EllipsoidError) {
    guard semiMajorAxis >= 1, semiMajorAxis <= 1e9 else { throw .semiMajorAxis(semiMajorAxis) }
    guard inverseFlattening >= 150 else { throw .inverseFlattening(inverseFlattening) }
    self.init(a: semiMajorAxis, rf: inverseFlattening)
  }

  private init(a: Double, rf: Double) {
    semiMajorAxis = a
    inverseFlattening = rf
  }

  /// China Geodetic Coordinate System 2000 (EPSG:1024). Source: GB 22021-2008; the flattening is that of GRS 80.
  public static let cgcs2000 = Ellipsoid(a: 6_378_137, rf: 298.257222101)
  /// World Geodetic System 1984 (EPSG:7030). Source: NGA.STND.0036.
  public static let wgs84 = Ellipsoid(a: 6_378_137, rf: 298.257223563)
  /// Geodetic Reference System 1980 (EPSG:7019). Source: Moritz 2000, doi 10.1007/s001900050278.
  public static let grs80 = Ellipsoid(a: 6_378_137, rf: 298.257222101)
  /// Krassowsky 1940 (EPSG:7024), of Beijing 1954 and New Beijing.
  public static let krassowsky1940 = Ellipsoid(a: 6_378_245, rf: 298.3)
  /// International Association of Geodesy 1975 (EPSG:7049), of Xi'an 1980.
  public static let iag1975 = Ellipsoid(a: 6_378_140, rf: 298.257)
}

extension Ellipsoid {
  /// The flattening *f* = (a − b)/a (扁率).
  public var flattening: Double { 1 / inverseFlattening }
  /// The semi-minor axis *b* (短半轴), metres.
  public var semiMinorAxis: Double { semiMajorAxis * (1 - flattening) }
  /// The first eccentricity squared, e² = f(2 − f) (第一偏心率平方).
  public var eccentricitySquared: Double { flattening * (2 - flattening) }
  /// The second eccentricity squared, e′² = e²/(1 − e²) (第二偏心率平方).
  public var secondEccentricitySquared: Double { eccentricitySquared / (1 - eccentricitySquared) }
  /// The third flattening n = (a − b)/(a + b) = f/(2 − f) (第三扁率).
  public var thirdFlattening: Double { flattening / (2 - flattening) }
  /// The radius *A* of the sphere whose meridian is as long as the ellipsoid's, metres; the quarter meridian is A·π/2.
  ///
  /// Source: Karney 2011, eq. (14), doi 10.1007/s00190-011-0445-3; the omitted term is below 10⁻²⁰ A.
  public var rectifyingRadius: Double {
    let n = thirdFlattening
    let n2 = n * n
    return semiMajorAxis / (1 + n) * (1 + n2 * (1 / 4 + n2 * (1 / 64 + n2 / 256)))
  }

  /// The radius of curvature in the prime vertical N (卯酉圈曲率半径), metres, at a latitude in radians.
  public func primeVerticalRadius(latitude: Double) -> Double {
    let s = sin(latitude)
    return semiMajorAxis / (1 - eccentricitySquared * s * s).squareRoot()
  }

  /// The radius of curvature in the meridian M (子午圈曲率半径), metres, at a latitude in radians.
  public func meridianRadius(latitude: Double) -> Double {
    let s = sin(latitude)
    let w2 = 1 - eccentricitySquared * s * s
    return semiMajorAxis * (1 - eccentricitySquared) / (w2 * w2.squareRoot())
  }
}

/// Why two numbers do not define an ellipsoid.
public enum EllipsoidError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The semi-major axis in metres is not between 1 m and 10⁹ m.
  case semiMajorAxis(Double)
  /// The inverse flattening is not a number of at least 150.
  case inverseFlattening(Double)

  /// The error as a sentence: what was read and what is expected.
  public var description: String {
    switch self {
    case .semiMajorAxis(let a): "semi-major axis \(a): expected metres, 1 to 1e9 (the Earth has about 6378137)"
    case .inverseFlattening(let rf):
      "inverse flattening \(rf): expected 1/f of at least 150 (the Earth has about 298.26; give 1/f, not f or the semi-minor axis)"
    }
  }
}
