import Geodesy

extension GieOperators {
  /// A projection in metres, without the words that ``surrounded(_:_:)`` serves.
  static func projection(_ p: GieParameters) throws -> GieStep {
    let e = try p.ellipsoid()
    let k = try p.number("k_0") ?? p.number("k") ?? 1
    guard k > 0, abs(try p.value("lat_0")) <= 90 else { throw GieProblem.refused }
    let (lon0, lat0) = (try p.value("lon_0"), try p.value("lat_0"))
    let (x0, y0) = (try p.value("x_0"), try p.value("y_0"))
    switch p["proj"] ?? "" {
    case "lcc": return try lambert(p, e, k, lat0, lon0, x0, y0)
    case "merc":
      let made: Mercator
      if let ts = try p.number("lat_ts") {
        guard abs(ts) < 90 else { throw GieProblem.refused }
        made = Mercator(ellipsoid: e, standardParallelDegrees: ts, centralMeridianDegrees: lon0, falseEasting: x0, falseNorthing: y0)
      } else {
        made = Mercator(ellipsoid: e, centralMeridianDegrees: lon0, scale: k, falseEasting: x0, falseNorthing: y0)
      }
      return plane({ try made.forward(latitude: $0, longitude: $1) }, { try made.inverse(northing: $0, easting: $1) })
    case "utm":
      let number: Int
      if let zone = try p.number("zone") {
        guard zone == zone.rounded(), (1...60).contains(zone) else { throw GieProblem.refused }
        number = Int(zone)
      } else {
        number = Int(((lon0 + 180) / 6).rounded(.down)) % 60 + 1
      }
      guard let zone = UTMZone(number, p.has("south") ? .south : .north), !e.inverseFlattening.isInfinite else { throw GieProblem.refused }
      let made = zone.projection(ellipsoid: e, eastingLimit: .infinity)  // PROJ sets no limit of its own
      return plane({ try made.forward(latitude: $0, longitude: $1) }, { try made.inverse(northing: $0, easting: $1) })
    default:
      // `+approx` and `+algo` name other series of the same projection; the tolerances of the files decide.
      let made = ExtendedTransverseMercator(
        TransverseMercator(
          ellipsoid: e, centralMeridianDegrees: lon0, originLatitudeDegrees: lat0, scale: k, falseEasting: x0, falseNorthing: y0))
      return plane({ try made.forward(latitude: $0, longitude: $1) }, { try made.inverse(northing: $0, easting: $1) })
    }
  }

  /// PROJ scales two standard parallels too, and lets one standard parallel lie elsewhere than the origin: a scale and a shift of the northing
  /// that our projection leaves to a false origin.
  private static func lambert(
    _ p: GieParameters, _ e: Ellipsoid, _ k: Double, _ lat0: Double, _ lon0: Double, _ x0: Double, _ y0: Double
  ) throws -> GieStep {
    let lat1 = try p.value("lat_1")
    let made: LambertConformalConic
    var offset = SIMD4(x0, y0, 0, 0)
    if let lat2 = try p.number("lat_2"), lat2 != lat1 {
      made = try LambertConformalConic(
        ellipsoid: e, firstParallelDegrees: lat1, secondParallelDegrees: lat2, originLatitudeDegrees: abs(lat0) == 90 ? lat1 : lat0,
        centralMeridianDegrees: lon0)
      if abs(lat0) == 90 { offset.y -= k * (try made.forward(latitudeDegrees: lat0, longitudeDegrees: lon0)).northing }
    } else {
      made = try LambertConformalConic(ellipsoid: e, originLatitudeDegrees: lat1, centralMeridianDegrees: lon0)
      if p.has("lat_0"), lat0 != lat1 { offset.y -= k * (try made.forward(latitudeDegrees: lat0, longitudeDegrees: lon0)).northing }
    }
    let (scale, shift) = (SIMD4(k, k, 1, 1), offset)
    let core = plane({ try made.forward(latitude: $0, longitude: $1) }, { try made.inverse(northing: $0, easting: $1) })
    return joined(
      [core, GieStep(forward: { $0 * scale + shift }, inverse: { ($0 - shift) / scale })], left: .radians, right: .metres)
  }

  private static func plane(
    _ forward: @escaping (Double, Double) throws -> ProjectedPoint, _ inverse: @escaping (Double, Double) throws -> UnprojectedPoint
  ) -> GieStep {
    GieStep(
      left: .radians, right: .metres,
      forward: { q in
        let r = try forward(q.y, q.x)
        return SIMD4(r.easting, r.northing, q.z, q.w)
      },
      inverse: { q in
        let r = try inverse(q.y, q.x)
        return SIMD4(r.longitude, r.latitude, q.z, q.w)
      })
  }
}
