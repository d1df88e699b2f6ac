import Estimation
import Geodesy

#if canImport(Glibc)
  import Glibc
#endif

/// SplitMix64 (Steele, Lea, Flood 2014) and the Box–Muller transform: the same numbers on every machine.
struct NormalNumbers {
  private var state: UInt64
  private var spare: Double?

  init(seed: UInt64) { state = seed }

  mutating func bits() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
    return z ^ z >> 31
  }

  /// Uniform in 0 … 1, both excluded.
  mutating func uniform() -> Double { (Double(bits() >> 11) + 0.5) * 0x1p-53 }

  mutating func normal() -> Double {
    if let value = spare {
      spare = nil
      return value
    }
    let radius = (-2 * log(uniform())).squareRoot()
    let angle = 2 * Double.pi * uniform()
    spare = radius * sin(angle)
    return radius * cos(angle)
  }

  mutating func vector(_ sigma: SIMD3<Double>) -> SIMD3<Double> {
    let (x, y, z) = (normal(), normal(), normal())
    return sigma * SIMD3(x, y, z)
  }
}

/// Common points of invented regions with invented parameters: nothing here is a real position of a control point.
enum SyntheticPoints {
  /// Invented parameters: T (m), r (rad), s.
  static let seven: [Double] = [31.5, -142.25, -77.125, 4e-6, -7e-6, 1.2e-5, -6.5e-6]

  /// Points spread over about 100 km, geocentric, near an invented place in the Gobi; target by `Geodesy.Helmert`.
  static func geocentric(
    count: Int, convention: Helmert.Convention, form: Helmert.RotationForm, sigma: SIMD3<Double>, noise: inout NormalNumbers
  ) throws -> [CommonPoint] {
    let helmert = Helmert(
      translation: GeocentricPosition(x: seven[0], y: seven[1], z: seven[2]),
      rotationArcSeconds: GeocentricPosition(x: seven[3] / arcSecond, y: seven[4] / arcSecond, z: seven[5] / arcSecond),
      scalePPM: seven[6] * 1e6, convention: convention, form: form)
    let origin = GeodeticPosition(latitudeDegrees: 43, longitudeDegrees: 105, ellipsoidalHeight: 1200)
    let frame = try LocalFrame(origin: origin, ellipsoid: .krassowsky1940)
    return (0..<count).map { i in
      let plan = spread(i, count) * 50_000
      let up = 300 * noise.normal()
      let p = frame.position(at: LocalOffset(east: plan.y, north: plan.x, up: up))
      let q = helmert.forward(p)
      let e = noise.vector(sigma)
      return CommonPoint(
        name: "P\(i + 1)", source: [p.x, p.y, p.z], target: SIMD3(q.x, q.y, q.z) + e, sourceCovariance: Matrix3(diagonal: .zero),
        targetCovariance: Matrix3(diagonal: sigma * sigma), plan: plan)
    }
  }

  /// Points of a local plane, northing and easting, turned by an invented angle and moved to another invented origin.
  static func plane(count: Int, _ p: [Double], sigma: SIMD3<Double>, noise: inout NormalNumbers) -> [CommonPoint] {
    (0..<count).map { i in
      let plan = spread(i, count) * 8000
      let source = SIMD3<Double>(plan.x + 12_345.5, plan.y + 67_890.25, 0)
      let (s, c) = (sin(p[2]), cos(p[2]))
      let d = SIMD2(source.x - 12_345.5, source.y - 67_890.25)
      let target = SIMD3<Double>(p[0] + (1 + p[3]) * (d.x * c - d.y * s), p[1] + (1 + p[3]) * (d.x * s + d.y * c), 0)
      let e = noise.vector(sigma)
      return CommonPoint(
        name: "P\(i + 1)", source: source, target: target + SIMD3(e.x, e.y, 0), sourceCovariance: Matrix3(diagonal: .zero),
        targetCovariance: Matrix3(diagonal: sigma * sigma), plan: plan)
    }
  }

  /// Well-spread places in −1 … 1: a sunflower, which is even over the disc for any count.
  static func spread(_ i: Int, _ count: Int) -> SIMD2<Double> {
    let radius = ((Double(i) + 0.5) / Double(count)).squareRoot()
    let angle = Double(i) * 2.399963229728653
    return SIMD2(radius * cos(angle), radius * sin(angle))
  }

  static let arcSecond = Double.pi / 648_000
}
