import Foundation
import Geodesy

/// PROJ's names of operators, each onto the code of this project that computes it.
enum GieOperators {
  static func make(_ given: GieParameters, _ stack: GieStack) throws -> GieStep {
    var p = given
    if let datum = p["datum"] {
      guard let words = GieSystems.datums[datum] else { throw GieProblem.skip("datum \(datum)") }
      p = GieParameters(words: p.words + GieOperation.words(words))
    }
    switch p["proj"] ?? "" {
    case "noop": return GieStep(forward: { $0 }, inverse: { $0 })
    case "longlat", "latlong", "lonlat", "latlon":
      _ = try p.ellipsoid()
      let lon0 = SIMD4(try p.value("lon_0") * .pi / 180, 0, 0, 0)
      return try surrounded(GieStep(left: .radians, right: .radians, forward: { $0 - lon0 }, inverse: { $0 + lon0 }), p)
    case "tmerc", "etmerc", "utm", "lcc", "merc": return try surrounded(projection(p), p)
    case "cart", "geocent": return try surrounded(cart(try p.ellipsoid()), p)
    case "helmert": return try helmert(p)
    case "molobadekas":
      let similarity = try self.similarity(p, 0, needsConvention: true)
      let model = MolodenskyBadekas(similarity, pivot: GeocentricPosition(x: try p.value("px"), y: try p.value("py"), z: try p.value("pz")))
      return geocentric({ model.forward($0) }, { model.inverse($0) })
    case "molodensky":
      guard let dx = try p.number("dx"), let dy = try p.number("dy"), let dz = try p.number("dz"), let da = try p.number("da"),
        let df = try p.number("df")
      else { throw GieProblem.refused }
      let model = Molodensky(
        translation: GeocentricPosition(x: dx, y: dy, z: dz), ellipsoid: try p.ellipsoid(), semiMajorAxisDifference: da,
        flatteningDifference: df, abridged: p.has("abridged"))
      return geodetic({ model.forward($0) }, { model.inverse($0) })
    case "geogoffset":
      let unit = Double.pi / 648_000
      let d = SIMD4(try p.value("dlon") * unit, try p.value("dlat") * unit, try p.value("dh"), 0)
      return GieStep(left: .radians, right: .radians, forward: { $0 + d }, inverse: { $0 - d })
    case "geoc": return geocentricLatitude(try p.ellipsoid())
    case "axisswap": return try axisSwap(p)
    case "unitconvert": return try unitConvert(p)
    case "affine": return try affine(p)
    case "push", "pop":
      let columns = (0..<4).filter { p.has("v_\($0 + 1)") }
      func push(_ q: SIMD4<Double>) -> SIMD4<Double> {
        for i in columns { stack.values[i].append(q[i]) }
        return q
      }
      func pop(_ q: SIMD4<Double>) -> SIMD4<Double> {
        var q = q
        for i in columns { if let value = stack.values[i].popLast() { q[i] = value } }
        return q
      }
      return p["proj"] == "push" ? GieStep(forward: push, inverse: pop) : GieStep(forward: pop, inverse: push)
    case "set":
      let values = try (1...4).map { try p.number("v_\($0)") }
      func set(_ q: SIMD4<Double>) -> SIMD4<Double> {
        var q = q
        for i in 0..<4 { if let value = values[i] { q[i] = value } }
        return q
      }
      return GieStep(forward: set, inverse: set)
    case "topocentric": return try topocentric(p)
    case "hgridshift", "vgridshift": return try gridShift(p)
    case "gridshift": return try generalGridShift(p)
    case "deformation": return try deformation(p)
    default: throw GieProblem.skip("operator \(p["proj"] ?? "")")
    }
  }

  static func tangent(_ k: Double, _ angle: Double) -> Double { atan(k * tan(angle)) }

  static func geocentric(
    _ forward: @escaping (GeocentricPosition) -> GeocentricPosition, _ inverse: @escaping (GeocentricPosition) -> GeocentricPosition
  ) -> GieStep {
    func through(_ f: @escaping (GeocentricPosition) -> GeocentricPosition) -> (SIMD4<Double>) -> SIMD4<Double> {
      { q in
        let r = f(GeocentricPosition(x: q.x, y: q.y, z: q.z))
        return SIMD4(r.x, r.y, r.z, q.w)
      }
    }
    return GieStep(left: .cartesian, right: .cartesian, forward: through(forward), inverse: through(inverse))
  }

  static func geodetic(
    _ forward: @escaping (GeodeticPosition) throws -> GeodeticPosition, _ inverse: @escaping (GeodeticPosition) throws -> GeodeticPosition
  ) -> GieStep {
    func through(_ f: @escaping (GeodeticPosition) throws -> GeodeticPosition) -> (SIMD4<Double>) throws -> SIMD4<Double> {
      { q in
        let r = try f(GeodeticPosition(latitude: q.y, longitude: q.x, ellipsoidalHeight: q.z))
        return SIMD4(r.longitude, r.latitude, r.ellipsoidalHeight, q.w)
      }
    }
    return GieStep(left: .radians, right: .radians, forward: through(forward), inverse: through(inverse))
  }

  /// Seven parameters with their rates at an epoch.
  static func similarity(_ p: GieParameters, _ years: Double, needsConvention: Bool) throws -> Helmert {
    func at(_ key: String) throws -> Double { try p.value(key) + p.value("d" + key) * years }
    let rotated = ["rx", "ry", "rz", "drx", "dry", "drz"].contains { p.has($0) } || needsConvention
    let convention = p["convention"]
    guard !rotated || convention == "position_vector" || convention == "coordinate_frame", !p.has("transpose") else {
      throw GieProblem.refused
    }
    return Helmert(
      translation: GeocentricPosition(x: try at("x"), y: try at("y"), z: try at("z")),
      rotationArcSeconds: GeocentricPosition(x: try at("rx"), y: try at("ry"), z: try at("rz")), scalePPM: try at("s"),
      convention: convention == "position_vector" ? .positionVector : .coordinateFrame, form: p.has("exact") ? .exact : .smallAngle)
  }

  static func helmert(_ given: GieParameters) throws -> GieStep {
    var p = given
    if let v = try p.list("towgs84") {
      // The seven values have a convention of their own.
      guard v.count == 3 || v.count == 7, !p.has("convention") else { throw GieProblem.refused }
      let named = zip(["x", "y", "z", "rx", "ry", "rz", "s"], v).map { ($0, Optional("\($1)")) }
      p = GieParameters(words: named + [("convention", "position_vector")])
    }
    if p.has("theta") {
      let angle = try p.value("theta"), scale = try p.value("s", 1)
      guard scale != 0 else { throw GieProblem.refused }
      if p.has("dtheta") || p.has("dx") || p.has("dy") || p.has("ds") { throw GieProblem.skip("plane similarity with rates") }
      let model = PlaneFourParameters(
        northTranslation: try p.value("y"), eastTranslation: try p.value("x"), rotationArcSeconds: angle, scalePPM: (scale - 1) * 1e6)
      func through(_ f: @escaping (PlanePosition) -> PlanePosition) -> (SIMD4<Double>) -> SIMD4<Double> {
        { q in
          let r = f(PlanePosition(northing: q.y, easting: q.x))
          return SIMD4(r.easting, r.northing, q.z, q.w)
        }
      }
      return GieStep(forward: through(model.forward), inverse: through(model.inverse))
    }
    let fixed = try similarity(p, 0, needsConvention: false)
    guard abs(try p.value("s")) < 1e6, try p.value("s") > -1e6 else { throw GieProblem.refused }
    guard let epoch = try p.number("t_epoch") else { return geocentric({ fixed.forward($0) }, { fixed.inverse($0) }) }
    let observed = try p.number("t_obs")
    func at(_ t: Double) throws -> Helmert {
      let time = observed ?? t
      return time.isFinite ? try similarity(p, time - epoch, needsConvention: false) : fixed
    }
    return GieStep(
      left: .cartesian, right: .cartesian,
      forward: { q in
        let r = try at(q.w).forward(GeocentricPosition(x: q.x, y: q.y, z: q.z))
        return SIMD4(r.x, r.y, r.z, q.w)
      },
      inverse: { q in
        let r = try at(q.w).inverse(GeocentricPosition(x: q.x, y: q.y, z: q.z))
        return SIMD4(r.x, r.y, r.z, q.w)
      })
  }

  static func axisSwap(_ p: GieParameters) throws -> GieStep {
    var order: [(Int, Double)] = []
    guard (p["order"] != nil) != (p["axis"] != nil) else { throw GieProblem.refused }
    if let text = p["order"] {
      for word in text.split(separator: ",", omittingEmptySubsequences: false) {
        guard let n = Int(word), (1...4).contains(abs(n)) else { throw GieProblem.refused }
        order.append((abs(n) - 1, n < 0 ? -1 : 1))
      }
    } else {
      var seen: [(Int, Double)] = []
      for letter in p["axis"] ?? "" {
        guard let place = ["e": (0, 1.0), "w": (0, -1.0), "n": (1, 1.0), "s": (1, -1.0), "u": (2, 1.0), "d": (2, -1.0)][letter] else {
          throw GieProblem.refused
        }
        seen.append(place)
      }
      guard seen.count == 3, Set(seen.map(\.0)).count == 3 else { throw GieProblem.refused }
      order = seen
    }
    guard Set(order.map(\.0)).count == order.count, order.count <= 4, order.allSatisfy({ $0.0 < max(order.count, 2) }) else {
      throw GieProblem.refused
    }
    let chosen = order
    return GieStep(
      forward: { q in
        var r = q
        for (i, (from, sign)) in chosen.enumerated() { r[i] = sign * q[from] }
        return r
      },
      inverse: { q in
        var r = q
        for (i, (from, sign)) in chosen.enumerated() { r[from] = sign * q[i] }
        return r
      })
  }

  static func unitConvert(_ p: GieParameters) throws -> GieStep {
    if p.has("t_in") || p.has("t_out") { throw GieProblem.skip("units of time") }
    let angles = ["deg": Double.pi / 180, "rad": 1, "grad": Double.pi / 200]
    func unit(_ key: String) throws -> (Double, angle: Bool?) {
      guard let word = p[key] else { return (1, nil) }
      if let value = GieParameters.lengths[word] { return (value, false) }
      if let value = angles[word] { return (value, true) }
      guard let value = Double(word), value.isFinite, value > 0 else { throw GieProblem.refused }
      return (value, nil)
    }
    let (xyIn, xyOut, zIn, zOut) = (try unit("xy_in"), try unit("xy_out"), try unit("z_in"), try unit("z_out"))
    for (a, b) in [(xyIn, xyOut), (zIn, zOut)] { if let x = a.angle, let y = b.angle, x != y { throw GieProblem.refused } }
    let factor = SIMD4(xyIn.0 / xyOut.0, xyIn.0 / xyOut.0, zIn.0 / zOut.0, 1)
    func side(_ key: String) -> GieUnits {
      switch p[key] {
      case "rad": .radians
      case "deg", "grad": .degrees
      default: .any
      }
    }
    return GieStep(left: side("xy_in"), right: side("xy_out"), forward: { $0 * factor }, inverse: { $0 / factor })
  }

  static func affine(_ p: GieParameters) throws -> GieStep {
    var m: [[Double]] = []
    for row in 1...3 { m.append(try (1...3).map { try p.value("s\(row)\($0)", $0 == row ? 1 : 0) }) }
    let offset = SIMD4(try p.value("xoff"), try p.value("yoff"), try p.value("zoff"), try p.value("toff"))
    let scale = try p.value("tscale", 1)
    func times(_ m: [[Double]], _ q: SIMD4<Double>, _ t: Double) -> SIMD4<Double> {
      SIMD4(
        m[0][0] * q.x + m[0][1] * q.y + m[0][2] * q.z, m[1][0] * q.x + m[1][1] * q.y + m[1][2] * q.z,
        m[2][0] * q.x + m[2][1] * q.y + m[2][2] * q.z, q.w.isFinite ? t * q.w : q.w)
    }
    func cofactor(_ i: Int, _ j: Int) -> Double {
      let (a, b, c, d) = ((i + 1) % 3, (i + 2) % 3, (j + 1) % 3, (j + 2) % 3)
      return m[a][c] * m[b][d] - m[a][d] * m[b][c]
    }
    let determinant = (0..<3).reduce(0) { $0 + m[0][$1] * cofactor(0, $1) }
    let inverse = (0..<3).map { i in (0..<3).map { j in cofactor(j, i) / determinant } }
    let matrix = m
    return GieStep(
      forward: { q in times(matrix, q, scale) + offset },
      inverse: determinant == 0 || scale == 0 ? nil : { q in times(inverse, q - offset, 1 / scale) })
  }

  static func topocentric(_ p: GieParameters) throws -> GieStep {
    let e = try p.ellipsoid()
    let origin: GeodeticPosition
    let (xyz, geographic) = (["X_0", "Y_0", "Z_0"], ["lon_0", "lat_0"])
    if xyz.allSatisfy({ p.has($0) }), !geographic.contains(where: { p.has($0) }) {
      origin = try e.geodetic(GeocentricPosition(x: try p.value("X_0"), y: try p.value("Y_0"), z: try p.value("Z_0")))
    } else if geographic.allSatisfy({ p.has($0) }), !xyz.contains(where: { p.has($0) }) {
      origin = GeodeticPosition(
        latitudeDegrees: try p.value("lat_0"), longitudeDegrees: try p.value("lon_0"), ellipsoidalHeight: try p.value("h_0"))
    } else {
      throw GieProblem.refused
    }
    let frame = try LocalFrame(origin: origin, ellipsoid: e)
    return GieStep(
      left: .cartesian, right: .cartesian,
      forward: { q in
        let r = frame.offset(of: GeocentricPosition(x: q.x, y: q.y, z: q.z))
        return SIMD4(r.east, r.north, r.up, q.w)
      },
      inverse: { q in
        let r = frame.position(at: LocalOffset(east: q.x, north: q.y, up: q.z))
        return SIMD4(r.x, r.y, r.z, q.w)
      })
  }
}
