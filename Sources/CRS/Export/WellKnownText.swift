import Geodesy

extension CoordinateReferenceSystem {
  /// The system as WKT 2 (ISO 19162:2019), on one line.
  ///
  /// Axes are those of this package: latitude first, northing first. The identifier of EPSG is there where its axes are the same, that is
  /// not for UTM. An epoch stands in the name: WKT has no place for it in the definition of a system.
  /// - Throws: ``ExportError`` for a compensation plane on a moved ellipsoid.
  public func wellKnownText() throws(ExportError) -> String {
    let name = self.name + (epoch.map { "@\($0)" } ?? "")
    let identifier = epoch == nil && !isUTM ? epsgCode.map { ",ID[\"EPSG\",\($0)]" } ?? "" : ""
    let degree = "ANGLEUNIT[\"degree\",0.0174532925199433]"
    let metre = "LENGTHUNIT[\"metre\",1]"
    let latitude = "AXIS[\"geodetic latitude (Lat)\",north,ORDER[1],\(degree)]"
    let longitude = "AXIS[\"geodetic longitude (Lon)\",east,ORDER[2],\(degree)]"
    switch form {
    case .geographic2D: return "GEOGCRS[\"\(name)\",\(datumText),CS[ellipsoidal,2],\(latitude),\(longitude)\(identifier)]"
    case .geographic3D:
      return
        "GEOGCRS[\"\(name)\",\(datumText),CS[ellipsoidal,3],\(latitude),\(longitude),AXIS[\"ellipsoidal height (h)\",up,ORDER[3],\(metre)]"
        + "\(identifier)]"
    case .geocentric:
      let axes = ["X", "Y", "Z"].enumerated().map { "AXIS[\"(\($0.element))\",geocentric\($0.element),ORDER[\($0.offset + 1)],\(metre)]" }
      return "GEODCRS[\"\(name)\",\(datumText),CS[Cartesian,3],\(axes.joined(separator: ","))\(identifier)]"
    case .gaussKruger(let projection):
      if projection.moved != nil { throw .movedEllipsoid(self) }
    case .conformal(let projection):
      return projectedText(name, projection.ellipsoid, projection.conversion.method, projection.conversion.parameters, identifier)
    case .utm: break
    }
    guard let p = projection else { return "" }
    func plain(_ value: Double) -> String { DatumChange.plain(value) }
    let parameters = [
      "PARAMETER[\"Latitude of natural origin\",\(plain(p.originLatitudeDegrees)),\(degree),ID[\"EPSG\",8801]]",
      "PARAMETER[\"Longitude of natural origin\",\(plain(p.centralMeridianDegrees)),\(degree),ID[\"EPSG\",8802]]",
      "PARAMETER[\"Scale factor at natural origin\",\(plain(p.scale)),SCALEUNIT[\"unity\",1],ID[\"EPSG\",8805]]",
      "PARAMETER[\"False easting\",\(plain(p.falseEasting)),\(metre),ID[\"EPSG\",8806]]",
      "PARAMETER[\"False northing\",\(plain(p.falseNorthing)),\(metre),ID[\"EPSG\",8807]]",
    ]
    return projectedText(name, p.ellipsoid, "METHOD[\"Transverse Mercator\",ID[\"EPSG\",9807]]", parameters, identifier)
  }

  private func projectedText(_ name: String, _ ellipsoid: Ellipsoid, _ method: String, _ parameters: [String], _ identifier: String)
    -> String
  {
    let metre = "LENGTHUNIT[\"metre\",1]"
    return "PROJCRS[\"\(name)\",BASEGEOGCRS[\"\(datum.name)\",\(datumText(ellipsoid))],CONVERSION[\"\(name)\","
      + "\(method),\(parameters.joined(separator: ","))],CS[Cartesian,2],"
      + "AXIS[\"northing (X)\",north,ORDER[1],\(metre)],AXIS[\"easting (Y)\",east,ORDER[2],\(metre)]\(identifier)]"
  }

  private var isUTM: Bool { if case .utm = form { true } else { false } }

  private var datumText: String { datumText(datum.ellipsoid) }

  private func datumText(_ ellipsoid: Ellipsoid) -> String {
    let name = datum == .cgcs2000 ? "China 2000" : datum.name
    let body =
      switch ellipsoid {
      case .krassowsky1940: "Krassowsky 1940"
      case .iag1975: "IAG 1975"
      case .wgs84: "WGS 84"
      case .cgcs2000: datum == .cgcs2000 ? "CGCS2000" : "GRS 1980"
      default: "unnamed"
      }
    return
      "DATUM[\"\(name)\",ELLIPSOID[\"\(body)\",\(DatumChange.plain(ellipsoid.semiMajorAxis)),\(DatumChange.plain(ellipsoid.inverseFlattening)),"
      + "LENGTHUNIT[\"metre\",1]]],PRIMEM[\"Greenwich\",0,ANGLEUNIT[\"degree\",0.0174532925199433]]"
  }

  /// A plane without a place on the Earth, by its name.
  static func localWellKnownText(_ name: String) -> String {
    "ENGCRS[\"\(name)\",EDATUM[\"\(name)\"],CS[Cartesian,2],AXIS[\"northing (X)\",north,ORDER[1],LENGTHUNIT[\"metre\",1]],"
      + "AXIS[\"easting (Y)\",east,ORDER[2],LENGTHUNIT[\"metre\",1]]]"
  }
}

/// A side of an exported operation.
public enum ExportSide: Sendable {
  /// A system on the Earth.
  case system(CoordinateReferenceSystem)
  /// A plane of its own (独立坐标系), by its name.
  case local(String)

  fileprivate func wellKnownText() throws(ExportError) -> String {
    switch self {
    case .system(let system): try system.wellKnownText()
    case .local(let name): CoordinateReferenceSystem.localWellKnownText(name.filter { $0 != "\"" })
    }
  }
}

extension DatumTransformation {
  /// The transformation as a COORDINATEOPERATION of WKT 2 (ISO 19162:2019) with EPSG's methods and parameter codes, on one line.
  ///
  /// Models in space join three-dimensional geographic systems, or geocentric ones where a side is geocentric; models in the plane the two planes.
  /// - Parameters:
  ///   - name: The name of the operation.
  ///   - source: The system of the input; of a model in space its datum and epoch count.
  ///   - target: The system of the output.
  ///   - area: Where it holds; only degrees are written.
  ///   - accuracy: Metres, where known.
  ///   - remark: Anything else, such as the classification.
  /// - Throws: ``ExportError`` where no EPSG method says the same.
  public func wellKnownText(
    name: String, from source: ExportSide, to target: ExportSide, area: AreaOfValidity?, accuracy: Double?, remark: String?
  ) throws(ExportError) -> String {
    var (from, to) = (source, target)
    var geocentric = false
    if space != .plane, case .system(let a) = source, case .system(let b) = target {
      geocentric = space == .geocentric && (a.form == .geocentric || b.form == .geocentric)
      let form: CoordinateReferenceSystem.Form = geocentric ? .geocentric : .geographic3D
      (from, to) = (.system(a.with(form)), .system(b.with(form)))
    }
    let method = try operationMethod(geocentric: geocentric)
    let parameters = method.parameters.map { "PARAMETER[\"\($0.name)\",\(DatumChange.plain($0.value)),\($0.unit),ID[\"EPSG\",\($0.code)]]" }
    var usage = "SCOPE[\"Transformation of coordinates.\"]"
    if case .geographic(let south, let west, let north, let east)? = area {
      usage += ",BBOX[\([south, west, north, east].map(DatumChange.plain).joined(separator: ","))]"
    }
    func quoted(_ text: String) -> String { "\"" + text.replacing("\"", with: "\"\"") + "\"" }
    return "COORDINATEOPERATION[\(quoted(name)),SOURCECRS[\(try from.wellKnownText())],TARGETCRS[\(try to.wellKnownText())],"
      + "METHOD[\"\(method.name)\",ID[\"EPSG\",\(method.code)]],\(parameters.joined(separator: ","))"
      + (accuracy.map { ",OPERATIONACCURACY[\(DatumChange.plain($0))]" } ?? "") + ",USAGE[\(usage)]"
      + (remark.map { ",REMARK[\(quoted($0))]" } ?? "") + "]"
  }

  private struct Method {
    struct Parameter {
      let name: String
      let code: Int
      let value: Double
      let unit: String
    }
    let name: String
    let code: Int
    let parameters: [Parameter]
  }

  /// Names and codes: EPSG Geodetic Parameter Dataset, methods and parameters.
  private func operationMethod(geocentric: Bool) throws(ExportError) -> Method {
    let (metre, second, million, unity) = (
      "LENGTHUNIT[\"metre\",1]", "ANGLEUNIT[\"arc-second\",4.84813681109536E-06]", "SCALEUNIT[\"parts per million\",1E-06]",
      "SCALEUNIT[\"unity\",1]"
    )
    func translation(_ t: GeocentricPosition) -> [Method.Parameter] {
      zip(["X", "Y", "Z"], [t.x, t.y, t.z]).enumerated().map { index, axis in
        Method.Parameter(name: "\(axis.0)-axis translation", code: 8605 + index, value: axis.1, unit: metre)
      }
    }
    func seven(_ h: Helmert) throws(ExportError) -> [Method.Parameter] {
      guard h.form == .smallAngle else { throw .noModel("rotation = exact", form: "WKT 2") }
      let r = h.rotationArcSeconds
      return translation(h.translation)
        + zip(["X", "Y", "Z"], [r.x, r.y, r.z]).enumerated().map { index, axis in
          Method.Parameter(name: "\(axis.0)-axis rotation", code: 8608 + index, value: axis.1, unit: second)
        } + [Method.Parameter(name: "Scale difference", code: 8611, value: h.scalePPM, unit: million)]
    }
    let domain = geocentric ? "geocentric domain" : "geog3D domain"
    switch self {
    case .helmert(let h):
      if h.rotationArcSeconds == GeocentricPosition(x: 0, y: 0, z: 0), h.scalePPM == 0 {
        return Method(name: "Geocentric translations (\(domain))", code: geocentric ? 1031 : 1035, parameters: translation(h.translation))
      }
      let vector = h.convention == .positionVector
      return Method(
        name: (vector ? "Position Vector transformation" : "Coordinate Frame rotation") + " (\(domain))",
        code: vector ? (geocentric ? 1033 : 1037) : (geocentric ? 1032 : 1038), parameters: try seven(h))
    case .normalRotation(let model): return try DatumTransformation.helmert(model.asHelmert).operationMethod(geocentric: geocentric)
    case .molodenskyBadekas(let model):
      let vector = model.similarity.convention == .positionVector
      let p = model.pivot
      return Method(
        name: "Molodensky-Badekas (\(vector ? "PV" : "CF") \(domain))",
        code: vector ? (geocentric ? 1061 : 1062) : (geocentric ? 1034 : 1039),
        parameters: try seven(model.similarity) + [
          Method.Parameter(name: "Ordinate 1 of evaluation point", code: 8617, value: p.x, unit: metre),
          Method.Parameter(name: "Ordinate 2 of evaluation point", code: 8618, value: p.y, unit: metre),
          Method.Parameter(name: "Ordinate 3 of evaluation point", code: 8667, value: p.z, unit: metre),
        ])
    case .molodensky(let model):
      return Method(
        name: model.abridged ? "Abridged Molodensky" : "Molodensky", code: model.abridged ? 9605 : 9604,
        parameters: translation(model.translation) + [
          Method.Parameter(name: "Semi-major axis length difference", code: 8654, value: model.semiMajorAxisDifference, unit: metre),
          Method.Parameter(name: "Flattening difference", code: 8655, value: model.flatteningDifference, unit: unity),
        ])
    case .planeSimilarity(let model):
      // EPSG 9621 says the same in four parameters, but PROJ reads 9624 alone.
      let (c, s) = model.coefficients
      let values = [
        ("A0", 8623, model.northTranslation, metre), ("A1", 8624, c, unity), ("A2", 8625, -s, unity),
        ("B0", 8639, model.eastTranslation, metre), ("B1", 8640, s, unity), ("B2", 8641, c, unity),
      ]
      return Method(
        name: "Affine parametric transformation", code: 9624,
        parameters: values.map { Method.Parameter(name: $0.0, code: $0.1, value: $0.2, unit: $0.3) })
    case .geodeticSeven: throw .noModel("geodetic7", form: "WKT 2")
    case .planePolynomial: throw .noModel("polynomial", form: "WKT 2")
    case .shiftGrid: throw .noModel("grid", form: "WKT 2")
    case .triangulation: throw .noModel("tin", form: "WKT 2")
    }
  }
}
