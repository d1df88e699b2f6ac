import CPROJ
import CRS
import Foundation
import Geodesy
import GridFiles
import Testing

/// What is exported, run by PROJ, beside what `CRS` computes itself. All parameters are invented.
@Suite("Exports of transformations") struct ExportTests {
  static let translation = GeocentricPosition(x: 12.5, y: -150.25, z: -80.75)

  static func helmert(_ convention: Helmert.Convention, _ form: Helmert.RotationForm, rotations: Double = 1, scale: Double = -4.5)
    -> Helmert
  {
    Helmert(
      translation: translation,
      rotationArcSeconds: GeocentricPosition(x: 1.5 * rotations, y: -2.25 * rotations, z: 3.75 * rotations), scalePPM: scale,
      convention: convention, form: form)
  }

  static let pivot = GeocentricPosition(x: -2_200_000, y: 5_200_000, z: 3_000_000)

  static let spatial: [(String, DatumTransformation)] = [
    ("helmert7 position vector", .helmert(helmert(.positionVector, .smallAngle))),
    ("helmert7 coordinate frame", .helmert(helmert(.coordinateFrame, .smallAngle))),
    ("exact position vector", .helmert(helmert(.positionVector, .exact))),
    ("exact coordinate frame", .helmert(helmert(.coordinateFrame, .exact))),
    ("translation3", .helmert(helmert(.positionVector, .smallAngle, rotations: 0, scale: 0))),
    ("translation-scale4", .helmert(helmert(.positionVector, .smallAngle, rotations: 0))),
    ("molodensky-badekas", .molodenskyBadekas(MolodenskyBadekas(helmert(.coordinateFrame, .smallAngle), pivot: pivot))),
    ("molodensky-badekas position vector", .molodenskyBadekas(MolodenskyBadekas(helmert(.positionVector, .smallAngle), pivot: pivot))),
    ("molodensky-badekas exact", .molodenskyBadekas(MolodenskyBadekas(helmert(.coordinateFrame, .exact), pivot: pivot))),
    (
      "geodetic4",
      .normalRotation(
        NormalRotation(translation: translation, rotationArcSeconds: 2.5, originLatitudeDegrees: 28, originLongitudeDegrees: 112))
    ),
    ("molodensky", .molodensky(Molodensky(translation: translation, from: .krassowsky1940, to: .cgcs2000, abridged: false))),
    ("abridged-molodensky", .molodensky(Molodensky(translation: translation, from: .krassowsky1940, to: .cgcs2000, abridged: true))),
  ]

  static func polynomial(_ degree: Int) throws -> DatumTransformation {
    let count = (degree + 1) * (degree + 2) / 2
    return .planePolynomial(
      try PlanePolynomialShift(
        degree: degree, origin: PlanePosition(northing: 3_100_000, easting: 420_000), unit: 30_000,
        north: (0..<count).map { 40 / Double($0 + 1) - 3 }, east: (0..<count).map { 5 - 30 / Double($0 + 1) }))
  }

  /// A PROJ object that runs coordinates.
  final class Peer {
    let context = proj_context_create()
    let handle: OpaquePointer
    init(_ text: String) throws {
      let created = proj_create(context, text)
      handle = try #require(created, "PROJ does not read: \(text)")
    }
    deinit {
      proj_destroy(handle)
      proj_context_destroy(context)
    }
    func callAsFunction(_ a: Double, _ b: Double, _ c: Double, _ direction: PJ_DIRECTION = PJ_FWD) -> (Double, Double, Double) {
      let r = proj_trans(handle, direction, proj_coord(a, b, c, .infinity)).xyzt
      return (r.x, r.y, r.z)
    }
  }

  /// Points of an invented region, in coordinates of a system.
  static func points(_ system: CoordinateReferenceSystem) throws -> [(Double, Double, Double)] {
    let operation = try CoordinateOperation(from: CoordinateReferenceSystem(datum: system.datum, form: .geographic3D), to: system)
    return try [(27.5, 111.5, 30.0), (28.25, 112.1, 800), (29, 113.2, 0)].map { try operation.apply($0.0, $0.1, $0.2) }
  }

  /// A micrometre, in degrees 10⁻¹¹: PROJ's geocentric to geodetic is good to 1.5 µm, most of it in the height.
  static func expectSame(_ p: (Double, Double, Double), _ q: (Double, Double, Double), geographic: Bool, _ comment: String) {
    let limit = geographic ? 1.5e-11 : 1.5e-6
    #expect(abs(p.0 - q.0) < limit && abs(p.1 - q.1) < limit && abs(p.2 - q.2) < 2e-6, "\(comment): \(p) \(q)")
  }

  @Test(
    "PROJ pipelines of models in space, between every kind of system",
    arguments: [
      ("bj54:3d", "cgcs2000:3d"), ("bj54:xyz", "cgcs2000:xyz"), ("bj54:gk3:zone=37", "cgcs2000:gk3:zone=37,prefix=yes"),
      ("bj54:gk:cm=112.5,h0=100,plane=scale,b0=28", "cgcs2000:utm:zone=49N"), ("bj54:3d", "cgcs2000:xyz"),
      ("bj54:gk6:zone=19", "cgcs2000:3d"),
    ])
  func pipelines(_ from: String, _ to: String) throws {
    let (source, target) = (try CoordinateReferenceSystem(from), try CoordinateReferenceSystem(to))
    for (name, model) in Self.spatial {
      let change = DatumChange(model, from: source, to: target, area: nil)
      let ours = try CoordinateOperation(from: source, to: target, options: ChangeOptions(change: change, usesHeights: true))
      let text = try change.projPipeline(from: source, to: target)
      let peer = try Peer(text)
      for p in try Self.points(source) {
        Self.expectSame(try ours.apply(p.0, p.1, p.2), peer(p.0, p.1, p.2), geographic: target.isGeographic, "\(name) \(text)")
      }
    }
  }

  @Test("PROJ pipelines of models in the plane") func planePipelines() throws {
    let system = try CoordinateReferenceSystem("cgcs2000:gk3:zone=38")
    let similarity = DatumTransformation.planeSimilarity(
      PlaneFourParameters(northTranslation: 2000, eastTranslation: -1500, rotationArcSeconds: 825, scalePPM: 32))
    for model in [similarity] + (try (1...5).map(Self.polynomial)) {
      let change = DatumChange(model, from: system, to: system, area: nil)
      let peer = try Peer(try change.projPipeline(from: system, to: system))
      for p in [(3_100_000.0, 420_000.0, 7.0), (3_123_456.789, 401_234.5, 0), (3_080_000, 450_000, 1)] {
        let q = try model.apply(p.0, p.1, p.2, inverse: false)
        Self.expectSame(q, peer(p.0, p.1, p.2), geographic: false, "\(model)")
      }
    }
    // The similarity has its exact inverse in PROJ, too.
    let peer = try Peer(try DatumChange(similarity, from: system, to: system, area: nil).projPipeline(from: system, to: system))
    Self.expectSame(
      try similarity.apply(3_100_000, 420_000, 0, inverse: true), peer(3_100_000, 420_000, 0, PJ_INV), geographic: false, "inverse")
  }

  @Test("WKT 2 of models in space", arguments: [("bj54:3d", "cgcs2000:3d"), ("bj54:xyz", "cgcs2000:xyz")])
  func wellKnownText(_ from: String, _ to: String) throws {
    let (source, target) = (try CoordinateReferenceSystem(from), try CoordinateReferenceSystem(to))
    for (name, model) in Self.spatial {
      let isMolodensky = model.space == .geodetic
      if isMolodensky, source.form == .geocentric { continue }
      let text: String
      do throws(ExportError) {
        text = try model.wellKnownText(
          name: "Invented \"quoted\"", from: .system(source), to: .system(target),
          area: .geographic(south: 24, west: 108, north: 31, east: 115), accuracy: 0.05, remark: "public")
      } catch {
        #expect(name.contains("exact") && error == .noModel("rotation = exact", form: "WKT 2"))
        continue
      }
      let change = DatumChange(model, from: source, to: target, area: nil)
      let ours = try CoordinateOperation(from: source, to: target, options: ChangeOptions(change: change))
      let peer = try Peer(text)
      #expect(String(cString: proj_get_name(peer.handle)) == "Invented \"quoted\"")
      #expect(proj_coordoperation_get_accuracy(peer.context, peer.handle) == 0.05)
      for p in try Self.points(source) {
        Self.expectSame(try ours.apply(p.0, p.1, p.2), peer(p.0, p.1, p.2), geographic: target.isGeographic, "\(name) \(text)")
      }
    }
  }

  @Test("WKT 2 of a plane similarity, between projected and between local planes") func planeWellKnownText() throws {
    let model = DatumTransformation.planeSimilarity(
      PlaneFourParameters(northTranslation: 2000, eastTranslation: -1500, rotationArcSeconds: 825, scalePPM: 32))
    let system = ExportSide.system(try CoordinateReferenceSystem("cgcs2000:gk3:zone=38"))
    for (from, to) in [(ExportSide.local("local:a"), ExportSide.local("local:b")), (system, .local("local")), (system, system)] {
      let peer = try Peer(try model.wellKnownText(name: "Invented", from: from, to: to, area: nil, accuracy: nil, remark: nil))
      let p = (3_100_000.5, 420_000.25, 0.0)
      Self.expectSame(try model.apply(p.0, p.1, p.2, inverse: false), peer(p.0, p.1, p.2), geographic: false, "\(from)")
    }
    let error = #expect(throws: ExportError.self) {
      try Self.polynomial(2).wellKnownText(name: "x", from: system, to: system, area: nil, accuracy: nil, remark: nil)
    }
    #expect(error?.description.contains("ntv2 or proj") == true && error?.message(chinese: true).contains("proj") == true)
  }

  /// PROJ compares with its own definition of each code.
  @Test(
    "WKT 2 of systems",
    arguments: [
      "EPSG:4490", "EPSG:4480", "EPSG:4479", "EPSG:4214", "EPSG:4610", "EPSG:4555", "EPSG:4547", "EPSG:4526", "EPSG:4508", "EPSG:21419",
      "EPSG:2361", "EPSG:4812", "EPSG:4978",
    ])
  func systems(_ code: String) throws {
    let context = proj_context_create()
    defer { proj_context_destroy(context) }
    let text = try CoordinateReferenceSystem(code).wellKnownText()
    let (created, registered) = (proj_create(context, text), proj_create(context, code))
    let (ours, theirs) = (try #require(created), try #require(registered))
    defer {
      proj_destroy(ours)
      proj_destroy(theirs)
    }
    #expect(proj_is_equivalent_to_with_ctx(context, ours, theirs, PJ_COMP_EQUIVALENT) == 1, "\(text)")
  }

  @Test("what has no form in PROJ is refused by name") func refusals() throws {
    let seven = DatumTransformation.geodeticSeven(
      GeodeticSevenParameters(
        translation: Self.translation, rotationArcSeconds: GeocentricPosition(x: 1, y: 1, z: 1), scalePPM: 1, from: .krassowsky1940,
        to: .cgcs2000))
    let (bj54, cgcs2000) = (try CoordinateReferenceSystem("bj54"), try CoordinateReferenceSystem("cgcs2000"))
    #expect(throws: ExportError.noModel("geodetic7", form: "PROJ")) {
      try DatumChange(seven, from: bj54, to: cgcs2000, area: nil).projPipeline(from: bj54, to: cgcs2000)
    }
    let moved = try CoordinateReferenceSystem("bj54:gk:cm=112.5,h0=100,plane=move,b0=28")
    #expect(throws: ExportError.movedEllipsoid(moved)) {
      try DatumChange(Self.spatial[0].1, from: moved, to: cgcs2000, area: nil).projPipeline(from: moved, to: cgcs2000)
    }
    #expect(throws: ExportError.movedEllipsoid(moved)) { try moved.wellKnownText() }
  }

  @Test("NTv2 by sampling: the stated error holds in PROJ's hgridshift") func sampled() throws {
    let (bj54, cgcs2000) = (try CoordinateReferenceSystem("bj54"), try CoordinateReferenceSystem("cgcs2000"))
    let change = DatumChange(Self.spatial[0].1, from: bj54, to: cgcs2000, area: nil)
    let operation = try CoordinateOperation(from: bj54, to: cgcs2000, options: ChangeOptions(change: change))
    let samples = try SampledShifts(
      name: "INVENTED", source: ("BJ54", .krassowsky1940), target: ("CGCS2000", .cgcs2000),
      area: (south: 24.63, west: 108.77, north: 30.13, east: 114.25), error: 1e-4, accuracy: 0.05
    ) { b, l throws(CoordinateError) in
      let q = try operation.apply(b, l)
      return (q.0, q.1)
    }
    #expect(samples.largestError <= 1e-4 && samples.meanError < samples.largestError && samples.largestError > 1e-6)
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("sampled-\(UUID().uuidString).gsb")
    defer { try? FileManager.default.removeItem(at: url) }
    try Data(NTv2.write(samples.grid)).write(to: url)
    let peer = try Peer(
      "+proj=pipeline +step +proj=axisswap +order=2,1 +step +proj=unitconvert +xy_in=deg +xy_out=rad +step +proj=hgridshift +grids=\(url.path) "
        + "+step +proj=unitconvert +xy_in=rad +xy_out=deg +step +proj=axisswap +order=2,1")
    var worst = 0.0
    for i in 0...60 {
      for j in 0...60 {
        // The edges belong to the grid.
        let (b, l) = (24.63 + 5.5 * Double(i) / 60, 108.77 + 5.48 * Double(j) / 60)
        let (p, q) = (try operation.apply(b, l), peer(b, l, 0))
        let (north, east) = (p.0 - q.0, (p.1 - q.1) * cos(b * .pi / 180))
        worst = max(worst, 111_200 * (north * north + east * east).squareRoot())
      }
    }
    // The stated error is taken amid the cells, where it is largest; elsewhere the rounding of `Float`, 10⁻⁵ m, may come on top.
    #expect(worst <= samples.largestError + 1e-5, "\(worst) \(samples.largestError)")
    #expect(worst > samples.largestError / 4)
  }

  @Test("rectangles and errors that cannot be are refused") func refusedSamples() throws {
    func sample(_ area: (south: Double, west: Double, north: Double, east: Double), error: Double) throws -> SampledShifts {
      try SampledShifts(name: "x", source: ("a", .wgs84), target: ("b", .wgs84), area: area, error: error, mostNodes: 10_000) {
        b, l throws(CoordinateError) in
        if b > 45 { throw .outsideArea }
        return (b + 1e-4 * sin(b * 10), l)
      }
    }
    #expect(throws: SampledShifts.Failure.rectangle) { try sample((south: 1, west: 1, north: 1, east: 2), error: 1) }
    #expect(throws: SampledShifts.Failure.point(.outsideArea)) { try sample((south: 44, west: 1, north: 46, east: 2), error: 1) }
    #expect(throws: SampledShifts.Failure.self) { try sample((south: 1, west: 1, north: 2, east: 2), error: 1e-9) }
    #expect(try sample((south: 1, west: 1, north: 2, east: 2), error: 0.1).largestError <= 0.1)
  }
}
