import CPROJ
import Geodesy
import Testing

/// The models of transformation. Parameters and points are invented unless their source is named.
@Suite struct DatumTransformationTests {
  static let helmert = Helmert(
    translation: GeocentricPosition(x: 12.5, y: -150.25, z: -80.75), rotationArcSeconds: GeocentricPosition(x: 1.5, y: -2.25, z: 3.75),
    scalePPM: -4.5, convention: .coordinateFrame, form: .smallAngle)
  static let translation = GeocentricPosition(x: 12.5, y: -150.25, z: -80.75)

  static var models: [DatumTransformation] {
    get throws {
      [
        .helmert(helmert),
        .molodenskyBadekas(MolodenskyBadekas(helmert, pivot: GeocentricPosition(x: -2.2e6, y: 5.2e6, z: 3e6))),
        .normalRotation(
          NormalRotation(translation: translation, rotationArcSeconds: 2.5, originLatitudeDegrees: 28, originLongitudeDegrees: 112)),
        .molodensky(Molodensky(translation: translation, from: .krassowsky1940, to: .cgcs2000, abridged: false)),
        .molodensky(Molodensky(translation: translation, from: .krassowsky1940, to: .cgcs2000, abridged: true)),
        .geodeticSeven(
          GeodeticSevenParameters(
            translation: translation, rotationArcSeconds: helmert.rotationArcSeconds, scalePPM: -4.5, from: .krassowsky1940, to: .cgcs2000)),
        .planeSimilarity(
          PlaneFourParameters(northTranslation: -55, eastTranslation: 120, rotationArcSeconds: 4000, scalePPM: 12)),
        .planePolynomial(
          try PlanePolynomialShift(
            degree: 2, origin: PlanePosition(northing: 3.1e6, easting: 4.5e5), unit: 1e4, north: [5, 0.1, -0.2, 0.01, 0.02, -0.03],
            east: [-7, 0.3, 0.1, -0.02, 0.01, 0.04])),
      ]
    }
  }

  /// A point of the space of a model, near 28° N 112° E.
  static func point(_ model: DatumTransformation, _ random: inout SplitMix64) -> (Double, Double, Double) {
    let (b, l, h) = (Double.random(in: 0.42...0.55, using: &random), Double.random(in: 1.9...2, using: &random), 700.0)
    switch model.space {
    case .geocentric:
      // The range of the random numbers is that of the conversion.
      guard let p = try? Ellipsoid.krassowsky1940.geocentric(GeodeticPosition(latitude: b, longitude: l, ellipsoidalHeight: h)) else {
        return (.nan, .nan, .nan)
      }
      return (p.x, p.y, p.z)
    case .geodetic: return (b, l, h)
    case .plane: return (3e6 + b * 1e5, 4e5 + l * 1e4, h)
    }
  }

  /// Forward then inverse is the identity: rounding alone remains. A change of signs would leave millimetres.
  @Test func inverseIsExact() throws {
    var random = SplitMix64(seed: 11)
    for model in try Self.models {
      // 2 nm in metres of X, Y, Z; 10⁻¹⁵ rad = 6 nm; heights and planes 2 nm.
      let limit = model.space == .geodetic ? 1e-15 : 3e-9
      for _ in 0..<200 {
        let p = Self.point(model, &random)
        let q = try model.apply(p.0, p.1, p.2, inverse: false)
        let back = try model.apply(q.0, q.1, q.2, inverse: true)
        #expect(abs(back.0 - p.0) <= limit && abs(back.1 - p.1) <= limit && abs(back.2 - p.2) <= 3e-9, "\(model)")
        #expect(abs(q.0 - p.0) + abs(q.1 - p.1) > 1e-7)
      }
    }
  }

  /// Columns give the bits of the scalar form; NaN is marked and reaches no neighbour.
  @Test func columnsAreTheScalars() throws {
    var random = SplitMix64(seed: 12)
    for model in try Self.models {
      for inverse in [false, true] {
        var points = (0..<19).map { _ in Self.point(model, &random) }
        points[7].0 = .nan
        var (a, b, c) = (points.map(\.0), points.map(\.1), points.map(\.2))
        Self.apply(model, &a, &b, &c, inverse: inverse)
        for (i, p) in points.enumerated() {
          if i == 7 {
            #expect(a[i].isNaN)
            #expect(throws: CoordinateError.self) { try model.apply(p.0, p.1, p.2, inverse: inverse) }
          } else {
            let q = try model.apply(p.0, p.1, p.2, inverse: inverse)
            #expect(a[i] == q.0 && b[i] == q.1 && c[i] == q.2)
          }
        }
      }
    }
  }

  static func apply(_ model: DatumTransformation, _ a: inout [Double], _ b: inout [Double], _ c: inout [Double], inverse: Bool) {
    var spanA = a.mutableSpan
    var spanB = b.mutableSpan
    var spanC = c.mutableSpan
    model.apply(&spanA, &spanB, &spanC, inverse: inverse)
  }

  /// EPSG Guidance Note 7-2, method 1034 (Molodensky–Badekas, coordinate frame): La Canoa to REGVEN.
  /// Tolerance: half a unit of the printed centimetre.
  @Test func molodenskyBadekasExample() {
    let model = MolodenskyBadekas(
      Helmert(
        translation: GeocentricPosition(x: -270.933, y: 115.599, z: -360.226),
        rotationArcSeconds: GeocentricPosition(x: -5.266, y: -1.238, z: 2.381), scalePPM: -5.109, convention: .coordinateFrame,
        form: .smallAngle), pivot: GeocentricPosition(x: 2464351.59, y: -5783466.61, z: 974809.81))
    let q = model.forward(GeocentricPosition(x: 2550408.96, y: -5749912.26, z: 1054891.11))
    #expect(abs(q.x - 2550138.45) <= 0.006 && abs(q.y + 5749799.87) <= 0.006 && abs(q.z - 1054530.82) <= 0.006)
  }

  /// EPSG Guidance Note 7-2, methods 9604 and 9605: WGS 84 53°48′33.82″N 2°07′46.38″E 73.0 m to ED50 with (84.87, 96.49, 116.95).
  /// The note prints 53°48′36.563″N 2°07′51.477″E 28.091 m for the abridged form. Tolerances: half of the printed places.
  @Test func molodenskyExample() {
    let p = GeodeticPosition(
      latitudeDegrees: 53 + 48 / 60.0 + 33.82 / 3600, longitudeDegrees: 2 + 7 / 60.0 + 46.38 / 3600, ellipsoidalHeight: 73)
    guard let international = try? Ellipsoid(semiMajorAxis: 6_378_388, inverseFlattening: 297) else {
      Issue.record("International 1924 is an ellipsoid")
      return
    }
    let t = GeocentricPosition(x: 84.87, y: 96.49, z: 116.95)
    let q = Molodensky(translation: t, from: .wgs84, to: international, abridged: true).forward(p)
    #expect(abs(q.latitudeDegrees - (53 + 48 / 60.0 + 36.563 / 3600)) <= 0.0006 / 3600)
    #expect(abs(q.longitudeDegrees - (2 + 7 / 60.0 + 51.477 / 3600)) <= 0.0006 / 3600)
    #expect(abs(q.ellipsoidalHeight - 28.091) <= 0.0006)
    // The standard form is within 3 cm of the geocentric translation it approximates.
    guard let x = try? Ellipsoid.wgs84.geocentric(p),
      let exact = try? international.geodetic(GeocentricPosition(x: x.x + t.x, y: x.y + t.y, z: x.z + t.z))
    else { return }
    let standard = Molodensky(translation: t, from: .wgs84, to: international, abridged: false).forward(p)
    #expect(abs(standard.latitude - exact.latitude) * 6.4e6 <= 0.03 && abs(standard.longitude - exact.longitude) * 3.8e6 <= 0.03)
    #expect(abs(standard.ellipsoidalHeight - exact.ellipsoidalHeight) <= 0.03)
  }

  /// 二维七参数 is the linear form of Bursa's seven parameters on the ellipsoid: the same within second order and the standard's own
  /// neglect of e² in tan B (0.03 m at 1.5″ and 28°).
  @Test func geodeticSevenApproximatesHelmert() throws {
    let p = GeodeticPosition(latitudeDegrees: 28.2, longitudeDegrees: 112.95)
    let strict = try Ellipsoid.cgcs2000.geodetic(Self.helmert.forward(Ellipsoid.krassowsky1940.geocentric(p)))
    let model = GeodeticSevenParameters(
      translation: Self.translation, rotationArcSeconds: Self.helmert.rotationArcSeconds, scalePPM: -4.5, from: .krassowsky1940,
      to: .cgcs2000)
    let q = model.forward(p)
    #expect(abs(q.latitude - strict.latitude) * 6.37e6 <= 0.35 && abs(q.longitude - strict.longitude) * 5.6e6 <= 0.35)
    #expect(abs(q.latitude - p.latitude) * 6.37e6 > 10)
  }

  /// PROJ's `+proj=helmert +theta` is the plane similarity with the angle's sign turned: theta turns the axes of (x, y), here x east, y north.
  /// Tolerance: two units in the last place of 3·10⁶.
  @Test func planeAgreesWithPROJ() throws {
    let peer = try GeodesyPROJTests.Operation("+proj=helmert +x=120 +y=-55 +s=1.000012 +theta=4000 +convention=coordinate_frame")
    let model = PlaneFourParameters(northTranslation: -55, eastTranslation: 120, rotationArcSeconds: 4000, scalePPM: 12)
    let q = model.forward(PlanePosition(northing: 3.1e6, easting: 4.5e5))
    let theirs = peer(PJ_FWD, 4.5e5, 3.1e6, 0)
    #expect(abs(q.easting - theirs.0) <= 1e-9 && abs(q.northing - theirs.1) <= 1e-9)
  }

  @Test func polynomialRefusals() throws {
    let origin = PlanePosition(northing: 0, easting: 0)
    #expect(throws: PlanePolynomialShift.Failure.degree(6)) {
      try PlanePolynomialShift(degree: 6, origin: origin, unit: 1, north: [], east: [])
    }
    #expect(throws: PlanePolynomialShift.Failure.count(expected: 3)) {
      try PlanePolynomialShift(degree: 1, origin: origin, unit: 1, north: [1, 2], east: [1, 2, 3])
    }
    // N′ = N + N²: nothing is mapped to −1.
    let folded = try PlanePolynomialShift(degree: 2, origin: origin, unit: 1, north: [0, 0, 0, 1, 0, 0], east: [0, 0, 0, 0, 0, 0])
    #expect(throws: CoordinateError.notInvertible) { try folded.inverse(PlanePosition(northing: -1, easting: 0)) }
  }
}
