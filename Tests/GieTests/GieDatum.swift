import Geodesy

/// What PROJ does around an operator for words that belong to a coordinate system rather than to a projection: shift to WGS 84, heights over a
/// geoid, prime meridian, geocentric latitudes, units, axes.
extension GieOperators {
  /// A step between longitudes and latitudes and something else, with all that its words ask for around it.
  static func surrounded(_ step: GieStep, _ p: GieParameters) throws -> GieStep {
    var chain: [GieStep] = []
    if let shift = try shift(p) { chain.append(shift) }
    if let geoid = p["geoidgrids"] { chain.append(try gridShift(GieParameters(words: [("proj", "vgridshift"), ("grids", geoid)]))) }
    if let meridian = try meridian(p) {
      let d = SIMD4(meridian * .pi / 180, 0, 0, 0)
      chain.append(GieStep(left: .radians, right: .radians, forward: { $0 - d }, inverse: { $0 + d }))
    }
    if p.has("geoc") { chain.append(geocentricLatitude(try p.ellipsoid()).turned) }
    chain.append(step)
    let (plane, vertical) = (try p.unit("units", "to_meter"), try p.unit("vunits", "vto_meter"))
    let factor =
      step.right == .radians
      ? SIMD4(1, 1, vertical ?? plane ?? 1, 1)
      : step.right == .cartesian ? SIMD4(plane ?? 1, plane ?? 1, plane ?? 1, 1) : SIMD4(plane ?? 1, plane ?? 1, vertical ?? plane ?? 1, 1)
    if factor != .one { chain.append(GieStep(forward: { $0 / factor }, inverse: { $0 * factor })) }
    if let wrap = try p.number("lon_wrap") {
      let centre = wrap * .pi / 180
      func wrapped(_ q: SIMD4<Double>) -> SIMD4<Double> {
        var q = q
        q.x = centre + (q.x - centre).remainder(dividingBy: 2 * .pi)
        return q
      }
      chain.append(GieStep(forward: wrapped, inverse: { $0 }))
    }
    if p["axis"] != nil { chain.append(try axisSwap(GieParameters(words: [("proj", "axisswap"), ("axis", p["axis"])]))) }
    return joined(chain, left: step.left, right: step.right)
  }

  /// Steps one after the other as one.
  static func joined(_ steps: [GieStep], left: GieUnits, right: GieUnits) -> GieStep {
    if steps.count == 1 { return steps[0] }
    let inverses = steps.compactMap(\.inverse)
    return GieStep(
      left: left, right: right, forward: { p in try steps.reduce(p) { try $1.forward($0) } },
      inverse: inverses.count == steps.count ? { p in try inverses.reversed().reduce(p) { try $1($0) } } : nil)
  }

  private static func meridian(_ p: GieParameters) throws -> Double? {
    guard let name = p["pm"] else { return nil }
    if let known = GieSystems.meridians[name] { return known }
    return try GieParameters.number(name)
  }

  static func geocentricLatitude(_ e: Ellipsoid) -> GieStep {
    // tan θ = (1 − e²) tan φ.
    let k = 1 - e.eccentricitySquared
    return GieStep(
      left: .radians, right: .radians, forward: { q in SIMD4(q.x, abs(q.y) >= .pi / 2 ? q.y : tangent(k, q.y), q.z, q.w) },
      inverse: { q in SIMD4(q.x, abs(q.y) >= .pi / 2 ? q.y : tangent(1 / k, q.y), q.z, q.w) })
  }

  /// From WGS 84 to the datum of the step; nil where its words name none.
  private static func shift(_ p: GieParameters) throws -> GieStep? {
    if let grids = p["nadgrids"] {
      if grids == "@null" { return nil }
      return try gridShift(GieParameters(words: [("proj", "hgridshift"), ("grids", grids)])).turned
    }
    if let code = p["shift"] {
      guard let text = GieSystems.shifts[code] else { throw GieProblem.refused }
      return try throughWGS84(make(GieParameters(words: GieOperation.words(text)), GieStack()), p)
    }
    guard let values = try p.list("towgs84") else { return nil }
    guard values.count == 3 || values.count == 7 else { throw GieProblem.refused }
    let v = values + Array(repeating: 0, count: 7 - values.count)
    let e = try p.ellipsoid()
    if v.allSatisfy({ $0 == 0 }) {
      // The ellipsoids still differ, unless the figure is that of WGS 84.
      let same = abs(e.semiMajorAxis - 6_378_137) < 1e-8 && abs(e.eccentricitySquared - 0.006_694_379_990_141_3) < 1e-15
      if same { return nil }
    }
    let helmert = Helmert(
      translation: GeocentricPosition(x: v[0], y: v[1], z: v[2]), rotationArcSeconds: GeocentricPosition(x: v[3], y: v[4], z: v[5]),
      scalePPM: v[6], convention: .positionVector, form: .exact)
    return try throughWGS84(geocentric({ helmert.forward($0) }, { helmert.inverse($0) }), p)
  }

  /// A step from the datum to WGS 84 in geocentric coordinates, turned round and between latitudes and longitudes.
  private static func throughWGS84(_ step: GieStep, _ p: GieParameters) throws -> GieStep {
    let (wgs84, local) = (cart(.wgs84), cart(try p.ellipsoid()))
    return joined([wgs84, step.turned, local.turned], left: .radians, right: .radians)
  }

  static func cart(_ e: Ellipsoid) -> GieStep {
    GieStep(
      left: .radians, right: .cartesian,
      forward: { q in
        let r = try e.geocentric(GeodeticPosition(latitude: q.y, longitude: q.x, ellipsoidalHeight: q.z))
        return SIMD4(r.x, r.y, r.z, q.w)
      },
      inverse: { q in
        let r = try e.geodetic(GeocentricPosition(x: q.x, y: q.y, z: q.z))
        return SIMD4(r.longitude, r.latitude, r.ellipsoidalHeight, q.w)
      })
  }
}
