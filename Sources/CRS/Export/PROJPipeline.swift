import Geodesy

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension DatumChange {
  /// The change as a pipeline for PROJ ≥ 7, a step a line: coordinates in the order and units of the two systems go in and come out, as they
  /// do here: degrees, latitude first; northing first. Heights are ellipsoidal and take part where the model has them.
  ///
  /// - Parameters:
  ///   - from: A system on the datum of the source.
  ///   - to: A system on the datum of the target.
  /// - Throws: ``ExportError`` where PROJ has no such model or projection.
  public func projPipeline(from: CoordinateReferenceSystem, to: CoordinateReferenceSystem) throws(ExportError) -> String {
    var steps: [String] = []
    let space = transformation.space
    switch space {
    case .plane: steps = try transformation.planeSteps()
    case .geocentric, .geodetic:
      let onEllipsoid = space == .geodetic
      steps = try Self.toWorking(from, onEllipsoid: onEllipsoid)
      steps += try transformation.spatialSteps()
      steps += try Self.toWorking(to, onEllipsoid: onEllipsoid).reversed().map(Self.inverted)
    }
    return Self.pipeline(steps)
  }

  static func pipeline(_ steps: [String]) -> String {
    // Two changes of order or unit in a row undo each other.
    var short: [String] = []
    for step in steps {
      if let last = short.last, last == inverted(step) || last == step && step.hasPrefix("+proj=axisswap") {
        short.removeLast()
      } else {
        short.append(step)
      }
    }
    return "+proj=pipeline\n" + (short.isEmpty ? ["+proj=noop"] : short).map { "  +step \($0)\n" }.joined()
  }

  private static func inverted(_ step: String) -> String {
    step.hasPrefix("+inv ") ? String(step.dropFirst(5)) : step == swap ? step : "+inv " + step
  }

  static let swap = "+proj=axisswap +order=2,1"

  /// From the system to what the model works on: longitude, latitude in radians and height, or X, Y, Z.
  private static func toWorking(_ system: CoordinateReferenceSystem, onEllipsoid: Bool) throws(ExportError) -> [String] {
    let cart = "+proj=cart " + ellipsoid(system.datum.ellipsoid)
    switch system.form {
    case .geocentric: return onEllipsoid ? ["+inv " + cart] : []
    case .geographic2D, .geographic3D:
      return [swap, "+proj=unitconvert +xy_in=deg +xy_out=rad"] + (onEllipsoid ? [] : [cart])
    case .conformal(let projection):
      return [swap, "+inv " + projection.projStep + " " + ellipsoid(projection.ellipsoid)] + (onEllipsoid ? [] : [cart])
    case .gaussKruger, .utm:
      if case .gaussKruger(let projection) = system.form, projection.moved != nil { throw .movedEllipsoid(system) }
      guard let projection = system.projection else { return [] }
      return [swap, "+inv " + transverseMercator(projection)] + (onEllipsoid ? [] : [cart])
    }
  }

  static func ellipsoid(_ e: Ellipsoid) -> String { "+a=\(plain(e.semiMajorAxis)) +rf=\(plain(e.inverseFlattening))" }

  private static func transverseMercator(_ p: TransverseMercator) -> String {
    "+proj=tmerc +lat_0=\(plain(p.originLatitudeDegrees)) +lon_0=\(plain(p.centralMeridianDegrees)) +k=\(plain(p.scale)) "
      + "+x_0=\(plain(p.falseEasting)) +y_0=\(plain(p.falseNorthing)) \(ellipsoid(p.ellipsoid))"
  }

  /// The shortest decimal that reads back as the same number.
  static func plain(_ value: Double) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

extension DatumTransformation {
  /// The parameters of the model, by their names in PROJ.
  private static func list(_ values: [(String, Double)]) -> String {
    values.map { "+\($0.0)=\(DatumChange.plain($0.1))" }.joined(separator: " ")
  }

  private static func helmert(_ h: Helmert) -> [(String, Double)] {
    let (t, r) = (h.translation, h.rotationArcSeconds)
    return [("x", t.x), ("y", t.y), ("z", t.z), ("rx", r.x), ("ry", r.y), ("rz", r.z), ("s", h.scalePPM)]
  }

  private static func words(_ h: Helmert) -> String {
    " +convention=" + (h.convention == .positionVector ? "position_vector" : "coordinate_frame") + (h.form == .exact ? " +exact" : "")
  }

  fileprivate func spatialSteps() throws(ExportError) -> [String] {
    switch self {
    case .helmert(let h): return ["+proj=helmert " + Self.list(Self.helmert(h)) + Self.words(h)]
    case .molodenskyBadekas(let model):
      let (h, p) = (model.similarity, model.pivot)
      // PROJ's own operator knows small angles only: with exact ones the pivot goes into the translation.
      if h.form == .exact {
        let zero = model.forward(GeocentricPosition(x: 0, y: 0, z: 0))
        let equal = Helmert(
          translation: zero, rotationArcSeconds: h.rotationArcSeconds, scalePPM: h.scalePPM, convention: h.convention, form: h.form)
        return try DatumTransformation.helmert(equal).spatialSteps()
      }
      return ["+proj=molobadekas " + Self.list(Self.helmert(h) + [("px", p.x), ("py", p.y), ("pz", p.z)]) + Self.words(h)]
    case .normalRotation(let model): return try DatumTransformation.helmert(model.asHelmert).spatialSteps()
    case .molodensky(let model):
      let t = model.translation
      return [
        "+proj=molodensky \(DatumChange.ellipsoid(model.ellipsoid)) "
          + Self.list([
            ("dx", t.x), ("dy", t.y), ("dz", t.z), ("da", model.semiMajorAxisDifference), ("df", model.flatteningDifference),
          ]) + (model.abridged ? " +abridged" : "")
      ]
    case .geodeticSeven: throw .noModel("geodetic7", form: "PROJ")
    case .shiftGrid: throw .noModel("grid", form: "PROJ")
    case .triangulation: throw .noModel("tin", form: "PROJ")
    case .planeSimilarity, .planePolynomial: return try planeSteps()
    }
  }

  /// The model on northing and easting.
  fileprivate func planeSteps() throws(ExportError) -> [String] {
    switch self {
    case .planeSimilarity(let model):
      let (c, s) = model.coefficients
      return [
        "+proj=affine "
          + Self.list([("xoff", model.northTranslation), ("yoff", model.eastTranslation), ("s11", c), ("s12", -s), ("s21", s), ("s22", c)])
      ]
    case .planePolynomial(let model):
      // `horner` takes easting and northing, gives positions rather than shifts, and counts in metres: for every power of one coordinate the
      // powers of the other, rising.
      func coefficients(_ own: (Int, Int) -> Double, _ identity: Double, outer: (Int, Int) -> (Int, Int)) -> String {
        var values: [Double] = []
        for first in 0...model.degree {
          for second in 0...(model.degree - first) {
            let (i, j) = outer(first, second)
            var scale = 1.0
            for _ in 0..<(i + j) { scale /= model.unit }
            // The position itself: the constant is that of the origin, the slope along the own axis 1.
            let position = first == 0 && second == 0 ? identity : first == 0 && second == 1 ? 1 : 0
            values.append(position + own(i, j) * scale)
          }
        }
        return values.map(DatumChange.plain).joined(separator: ",")
      }
      let (n0, e0) = (model.origin.northing, model.origin.easting)
      let u = coefficients({ model.coefficients($0, $1).east }, e0) { power, own in (power, own) }
      let v = coefficients({ model.coefficients($0, $1).north }, n0) { power, own in (own, power) }
      let origin = "+fwd_origin=\(DatumChange.plain(e0)),\(DatumChange.plain(n0))"
      // Beyond its range PROJ refuses points; the area of the fit is far smaller.
      return [
        DatumChange.swap, "+proj=horner +ellps=GRS80 +range=10000000 +deg=\(model.degree) \(origin) +fwd_u=\(u) +fwd_v=\(v)",
        DatumChange.swap,
      ]
    default: throw .noModel("\(space)", form: "PROJ")
    }
  }
}

extension NormalRotation {
  /// The same transformation as seven parameters: a rotation α about the normal n is the position vector turned by α n, angles for sines.
  var asHelmert: Helmert {
    let (b, l) = (originLatitudeDegrees * (.pi / 180), originLongitudeDegrees * (.pi / 180))
    let a = rotationArcSeconds
    return Helmert(
      translation: translation, rotationArcSeconds: GeocentricPosition(x: a * cos(b) * cos(l), y: a * cos(b) * sin(l), z: a * sin(b)),
      scalePPM: 0, convention: .positionVector, form: .smallAngle)
  }
}
