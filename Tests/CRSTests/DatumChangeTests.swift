import CMallocCounter
import CRS
import Geodesy
import Testing

/// Operations between datums, frames and epochs. Parameters and points are invented.
@Suite("datum changes") struct DatumChangeTests {
  static let area = AreaOfValidity.geographic(south: 24, west: 108, north: 31, east: 115)

  static func change(_ area: AreaOfValidity? = area) throws -> DatumChange {
    let helmert = Helmert(
      translation: GeocentricPosition(x: 12.5, y: -150.25, z: -80.75), rotationArcSeconds: GeocentricPosition(x: 1.5, y: -2.25, z: 3.75),
      scalePPM: -4.5, convention: .positionVector, form: .smallAngle)
    return DatumChange(
      .helmert(helmert), from: try CoordinateReferenceSystem("bj54"), to: try CoordinateReferenceSystem("cgcs2000"), area: area)
  }

  static func operation(_ from: String, _ to: String, _ options: ChangeOptions) throws -> CoordinateOperation {
    try CoordinateOperation(from: CoordinateReferenceSystem(from), to: CoordinateReferenceSystem(to), options: options)
  }

  /// BJ54 GK to CGCS2000 GK by the pieces: unproject, geocentric, Helmert, geodetic, project. Same bits but for degrees in between: 10⁻⁸ m.
  @Test func byThePieces() throws {
    let there = try Self.operation("EPSG:2435", "EPSG:4547", ChangeOptions(change: Self.change()))
    let q = try there.apply(3121052, 396908, 77)
    let zone = try #require(GaussKrugerZone(.threeDegrees, 38))
    let bl = try GaussKruger(ellipsoid: .krassowsky1940, zone: zone, prefixed: false).inverse(northing: 3121052, easting: 396908)
    guard case .helmert(let helmert) = try Self.change().transformation else { return }
    let xyz = helmert.forward(try Ellipsoid.krassowsky1940.geocentric(GeodeticPosition(latitude: bl.latitude, longitude: bl.longitude)))
    let p = try Ellipsoid.cgcs2000.geodetic(xyz)
    let expected = try GaussKruger(ellipsoid: .cgcs2000, zone: zone, prefixed: false).forward(latitude: p.latitude, longitude: p.longitude)
    #expect(abs(q.0 - expected.northing) < 1e-8 && abs(q.1 - expected.easting) < 1e-8)
    // A height beside projected coordinates stays, unless it is said to be ellipsoidal.
    #expect(q.2 == 77 && !there.needsThirdCoordinate)
    let high = try Self.operation("EPSG:2435", "EPSG:4547", ChangeOptions(change: Self.change(), usesHeights: true)).apply(
      3121052, 396908, 77)
    #expect(high.2 != 77 && abs(high.0 - q.0) < 0.1)
  }

  @Test(arguments: ["bj54", "bj54:3d", "bj54:xyz", "EPSG:2435"]) func thereAndBack(_ from: String) throws {
    let options = ChangeOptions(change: try Self.change())
    for to in ["cgcs2000:3d", "cgcs2000:xyz", "EPSG:4547"] {
      let start = try Self.operation("bj54:3d", from, ChangeOptions()).apply(28.2, 112.95, 0)
      let out = try Self.operation(from, to, options).apply(start.0, start.1, start.2)
      let back = try Self.operation(to, from, options).apply(out.0, out.1, out.2)
      // 10⁻⁷ m in both, or 10⁻¹² degrees. Where one side is plane the height is lost on the way back: 3 mm for the height of 40 m.
      let limit =
        from == "bj54" || from == "EPSG:2435" || to == "EPSG:4547" ? (start.0 > 100 ? 5e-3 : 5e-8) : (abs(start.0) > 100 ? 1e-7 : 1e-12)
      #expect(abs(back.0 - start.0) < limit && abs(back.1 - start.1) < limit, "\(from) \(to)")
    }
  }

  /// Columns give what points give within 10 nm (the batch kernels of projection have their own rounding), refused points NaN, and third coordinates aside come back.
  @Test func batch() throws {
    for (from, to, options) in [
      ("EPSG:2435", "EPSG:4547", ChangeOptions(change: try Self.change())),
      ("cgcs2000:xyz", "bj54:3d", ChangeOptions(change: try Self.change())),
      ("itrf2020@2025.3:3d", "cgcs2000:3d", ChangeOptions(motion: PlateMotion.published("itrf2020-pmm:eura"))),
    ] {
      let operation = try Self.operation(from, to, options)
      let geographic = from.hasPrefix("itrf") ? from : String(from.hasPrefix("EPSG") ? "bj54:3d" : "cgcs2000:3d")
      let enter = try Self.operation(geographic, from, ChangeOptions())
      var batch = CoordinateBatch(capacity: 16)
      batch.count = 13
      var points: [(Double, Double, Double)] = []
      for i in 0..<13 {
        let p = try enter.apply(26 + Double(i) * (i == 5 ? 2 : 0.3), 113.2 + Double(i) * 0.1, Double(i))
        points.append(p)
        (batch.first[i], batch.second[i], batch.third[i]) = p
      }
      operation.apply(&batch)
      for (i, p) in points.enumerated() {
        if let q = try? operation.apply(p.0, p.1, p.2) {
          #expect(abs(batch.first[i] - q.0) <= 1e-8 && abs(batch.second[i] - q.1) <= 1e-8 && abs(batch.third[i] - q.2) <= 1e-8)
        } else {
          #expect(batch.first[i].isNaN && i == 5)
        }
      }
    }
  }

  /// Columns through parameters with their area and through frames allocate nothing: counted in this thread.
  @Test func batchesDoNotAllocate() throws {
    guard cmalloc_active() != 0 else { return }
    for (from, to, options, point) in [
      ("EPSG:2435", "EPSG:4547", ChangeOptions(change: try Self.change(), usesHeights: true), (3_121_052.0, 396_908.0, 77.0)),
      ("EPSG:4547", "EPSG:2435", ChangeOptions(change: try Self.change()), (3_121_052.0, 396_908.0, 77.0)),
      ("EPSG:4490", "EPSG:4547", ChangeOptions(), (28.2, 112.95, 0.0)),
    ] {
      let operation = try Self.operation(from, to, options)
      var batch = CoordinateBatch(capacity: 19)
      batch.count = 19
      var fewest = UInt64.max
      for _ in 0..<3 {
        for i in 0..<19 { (batch.first[i], batch.second[i], batch.third[i]) = point }
        let before = cmalloc_thread_count()
        operation.apply(&batch)
        fewest = min(fewest, cmalloc_thread_count() - before)
      }
      #expect(fewest == 0, "\(from) \(to)")
      #expect(batch.first[18].isFinite)
    }
  }

  @Test func outsideTheArea() throws {
    let there = try Self.operation("bj54", "cgcs2000", ChangeOptions(change: Self.change()))
    #expect(throws: CoordinateError.outsideArea) { try there.apply(40, 116) }
    #expect(throws: CoordinateError.outsideArea) { try there.apply(28.2, 116) }
    #expect(throws: CoordinateError.latitudeOutOfRange(degrees: 112.95)) { try there.apply(112.95, 28.2) }
    let back = try Self.operation("cgcs2000", "bj54", ChangeOptions(change: Self.change()))
    #expect(throws: CoordinateError.outsideArea) { try back.apply(40, 116) }
    _ = try Self.operation("bj54", "cgcs2000", ChangeOptions(change: Self.change(nil))).apply(40, 116)
  }

  @Test func planeModels() throws {
    let (source, target) = (
      try CoordinateReferenceSystem("EPSG:4547"), try CoordinateReferenceSystem("cgcs2000:gk:cm=113,fe=50000,fn=-3000000")
    )
    let model = DatumTransformation.planeSimilarity(
      PlaneFourParameters(northTranslation: -3e6, eastTranslation: 1000, rotationArcSeconds: 10, scalePPM: 3))
    let area = AreaOfValidity.plane(minNorth: 3.1e6, minEast: 3.9e5, maxNorth: 3.2e6, maxEast: 4.1e5)
    let change = DatumChange(model, from: source, to: target, area: area)
    let there = try CoordinateOperation(from: source, to: target, options: ChangeOptions(change: change))
    let q = try there.apply(3121052, 396908, 5)
    let expected = try model.apply(3121052, 396908, 5, inverse: false)
    #expect(q == expected)
    let back = try CoordinateOperation(from: target, to: source, options: ChangeOptions(change: change)).apply(q.0, q.1, q.2)
    #expect(abs(back.0 - 3121052) < 1e-8 && abs(back.1 - 396908) < 1e-8)
    // Northing and easting swapped lie outside the area.
    #expect(throws: CoordinateError.outsideArea) { try there.apply(396908, 3121052, 5) }
    #expect(throws: CoordinateOperationError.self) {
      try CoordinateOperation(
        from: source, to: target.datum == .cgcs2000 ? CoordinateReferenceSystem("bj54") : target, options: ChangeOptions(change: change))
    }
    let wrong = DatumChange(model, from: try CoordinateReferenceSystem("bj54"), to: source, area: nil)
    #expect(throws: CoordinateOperationError.planeModel(try CoordinateReferenceSystem("bj54"))) {
      try CoordinateOperation(from: CoordinateReferenceSystem("bj54"), to: source, options: ChangeOptions(change: wrong))
    }
  }

  @Test func frames() throws {
    let eura = ChangeOptions(motion: PlateMotion.published("itrf2020-pmm:eura"))
    let there = try Self.operation("itrf2020@2025.3:xyz", "cgcs2000:xyz", eura)
    let p = (-2_193_342.8347, 5_180_050.4671, 2_996_239.0951)
    let q = try there.apply(p.0, p.1, p.2)
    let change = FrameChange(from: .itrf2020, to: .itrf97, motion: eura.motion)
    let expected = try change.apply(GeocentricPosition(x: p.0, y: p.1, z: p.2), from: 2025.3, to: 2000)
    #expect(q == (expected.x, expected.y, expected.z))
    // The same at one epoch needs no velocity; at two it does; without an epoch neither goes.
    _ = try Self.operation("itrf2020@2000", "cgcs2000", ChangeOptions())
    func error(_ from: String, _ to: String, _ options: ChangeOptions = ChangeOptions()) throws -> CoordinateOperationError {
      try #require(throws: CoordinateOperationError.self) { _ = try Self.operation(from, to, options) }
    }
    for (from, to) in [("itrf2020@2025.3", "cgcs2000"), ("itrf2014@2010", "itrf2014@2020"), ("wgs84-g2296@2024", "EPSG:4490")] {
      guard case .velocityNeeded = try error(from, to) else {
        Issue.record("\(from) to \(to) without a velocity model")
        continue
      }
      #expect(try error(from, to).message(chinese: true).contains("速度场"))
    }
    guard case .epochNeeded = try error("itrf2020", "cgcs2000", eura) else {
      Issue.record("no epoch")
      return
    }
    // A realisation of WGS 84 is the ITRF that it is aligned to.
    let g = try Self.operation("wgs84-g2296@2025.3:xyz", "cgcs2000:xyz", eura).apply(p.0, p.1, p.2)
    #expect(g == q)
  }

  @Test func ensemble() throws {
    for (from, to) in [("EPSG:4490", "EPSG:4326"), ("EPSG:4326", "itrf2020@2025.3")] {
      #expect(throws: CoordinateOperationError.self) { try Self.operation(from, to, ChangeOptions()) }
      let accepted = try Self.operation(from, to, ChangeOptions(acceptsEnsemble: true))
      #expect(accepted.isEnsembleAccepted)
      let q = try accepted.apply(28.2, 112.95, 50)
      // 0.1 mm between the ellipsoids.
      #expect(abs(q.0 - 28.2) < 2e-9 && q.1 == 112.95 && q.2 == 50)
    }
    // Datums without frame are not in the ensemble.
    #expect(throws: CoordinateOperationError.self) { try Self.operation("bj54", "EPSG:4326", ChangeOptions(acceptsEnsemble: true)) }
  }

  @Test func strings() throws {
    for text in [
      "itrf2020@2025.3", "itrf2020@2025.3:xyz", "wgs84-g2139@2020.5:3d", "itrf97@2000.0:gk3:zone=38",
      "itrf2014@2010.0:gk:cm=112.5,fe=400000.0",
    ] {
      let system = try CoordinateReferenceSystem(text)
      #expect(try CoordinateReferenceSystem(system.description) == system && CoordinateReferenceSystem(system.readable) == system)
    }
    #expect(try CoordinateReferenceSystem("EPSG:9988@2025.3") == CoordinateReferenceSystem("itrf2020@2025.3:xyz"))
    #expect(try CoordinateReferenceSystem("cgcs2000@2000.0") == CoordinateReferenceSystem("EPSG:4490"))
  }

  /// Points that bring their epochs, in any order, in one batch: the bits that an operation made for each epoch alone gives.
  @Test func mixedEpochs() throws {
    let motion = PlateMotion.published("itrf2020-pmm:eura")
    let epochs = [2010.0, 2020.25, 2010, 1995.5, 2025.3, 2000, 2020.25, 1850, .nan]
    for (from, to) in [("itrf2020:3d", "cgcs2000:gk3:zone=38"), ("cgcs2000:3d", "itrf2020:xyz"), ("itrf2020:xyz", "itrf2014:3d")] {
      let (source, target) = (try CoordinateReferenceSystem(from), try CoordinateReferenceSystem(to))
      let operation = try CoordinateOperation(from: source, to: target, options: ChangeOptions(motion: motion, takesEpochs: true))
      #expect(operation.takesEpochs)
      let toSource = try CoordinateOperation(from: CoordinateReferenceSystem(datum: source.datum, form: .geographic3D), to: source)
      var batch = CoordinateBatch(capacity: 16)
      batch.count = epochs.count
      var points: [(Double, Double, Double)] = []
      for (i, epoch) in epochs.enumerated() {
        points.append(try toSource.apply(28.2 + 0.01 * Double(i), 113.9, 50))
        (batch.first[i], batch.second[i], batch.third[i], batch.epochs[i]) = (points[i].0, points[i].1, points[i].2, epoch)
      }
      operation.apply(&batch)
      for (i, epoch) in epochs.enumerated() {
        guard (1900...2200).contains(epoch) else {
          #expect(batch.first[i].isNaN)
          #expect(throws: CoordinateError.self) { try operation.apply(points[i].0, points[i].1, points[i].2, epoch: epoch) }
          continue
        }
        func at(_ system: CoordinateReferenceSystem) -> CoordinateReferenceSystem {
          system.effectiveEpoch == nil ? CoordinateReferenceSystem(datum: system.datum, form: system.form, epoch: epoch) : system
        }
        let alone = try CoordinateOperation(from: at(source), to: at(target), options: ChangeOptions(motion: motion))
        var single = CoordinateBatch(capacity: 16)
        (single.first[0], single.second[0], single.third[0], single.count) = (points[i].0, points[i].1, points[i].2, 1)
        alone.apply(&single)
        #expect(batch.first[i] == single.first[0] && batch.second[i] == single.second[0] && batch.third[i] == single.third[0], "\(epoch)")
        let (p, q) = (
          try operation.apply(points[i].0, points[i].1, points[i].2, epoch: epoch), try alone.apply(points[i].0, points[i].1, points[i].2)
        )
        #expect(p == q)
      }
    }
    let (itrf, cgcs) = (try CoordinateReferenceSystem("itrf2020"), try CoordinateReferenceSystem("cgcs2000"))
    #expect(throws: CoordinateOperationError.velocityNeeded(from: itrf, to: cgcs)) {
      try CoordinateOperation(from: itrf, to: cgcs, options: ChangeOptions(takesEpochs: true))
    }
    // At the points' own epochs nothing moves, and no model is needed.
    let frames = try CoordinateOperation(
      from: itrf, to: CoordinateReferenceSystem("itrf2014"), options: ChangeOptions(takesEpochs: true))
    #expect(frames.takesEpochs)
    // Two epochs given leave nothing to the points.
    let both = try CoordinateOperation(
      from: CoordinateReferenceSystem("itrf2020@2020"), to: cgcs, options: ChangeOptions(motion: motion, takesEpochs: true))
    #expect(!both.takesEpochs)
  }
}
