import Geodesy

/// `lcc:`, `merc:` and `omerc:` with their parameters; see docs/crs.md.
extension CRSStringParser {
  mutating func lambert(_ datum: GeodeticDatum) throws(CRSStringError) -> CoordinateReferenceSystem {
    let given = try parameters(["b0", "cm", "b1", "b2", "k0", "fe", "fn"])
    let meridian = try needed(given, "cm", -180...180, "°")
    let latitude = try needed(given, "b0", -90...90, "°")
    let definition: ConformalProjection.Definition
    if let first = given["b1"] {
      if let scale = given["k0"] { throw failure(.unknownKey(allowed: ["b0", "cm", "b1", "b2", "fe", "fn"]), at: scale.key) }
      definition = .lambertTwoParallels(
        first: try number(first, -89...89, "°"), second: try needed(given, "b2", -89...89, "°"), originLatitude: latitude,
        centralMeridian: meridian)
    } else {
      if let second = given["b2"] { throw failure(.missingKey("b1"), at: second.key) }
      definition = .lambertOneParallel(
        originLatitude: latitude, centralMeridian: meridian, scale: try optionalNumber(given["k0"], 0.9...1.1, "") ?? 1)
    }
    return try system(datum, definition, given, at: given["b1"] ?? given["b0"])
  }

  mutating func mercator(_ datum: GeodeticDatum) throws(CRSStringError) -> CoordinateReferenceSystem {
    let given = try parameters(["cm", "b1", "k0", "fe", "fn"])
    let meridian = try needed(given, "cm", -180...180, "°")
    if let parallel = given["b1"], let scale = given["k0"] {
      throw failure(.unknownKey(allowed: ["cm", "b1", "fe", "fn"]), at: (parallel.key.start > scale.key.start ? parallel : scale).key)
    }
    let definition: ConformalProjection.Definition =
      if let parallel = given["b1"] {
        .mercatorStandardParallel(parallel: try number(parallel, -89...89, "°"), centralMeridian: meridian)
      } else {
        .mercator(centralMeridian: meridian, scale: try optionalNumber(given["k0"], 0.1...1.1, "") ?? 1)
      }
    return try system(datum, definition, given, at: given["cm"])
  }

  mutating func obliqueMercator(_ datum: GeodeticDatum) throws(CRSStringError) -> CoordinateReferenceSystem {
    let given = try parameters(["b0", "l0", "azimuth", "gamma", "k0", "origin", "fe", "fn"])
    let azimuth = try needed(given, "azimuth", -180...360, "°")
    let atCenter: Bool
    switch given["origin"]?.value.lowercased {
    case "centre", "center", nil: atCenter = true
    case "natural": atCenter = false
    default: throw failure(.badValue(key: "origin", expected: .falseOrigin), at: (given["origin"] ?? given["azimuth"])?.value)
    }
    let definition = ConformalProjection.Definition.obliqueMercator(
      centerLatitude: try needed(given, "b0", -89...89, "°"), centerLongitude: try needed(given, "l0", -180...180, "°"), azimuth: azimuth,
      rectifiedAngle: try optionalNumber(given["gamma"], -180...360, "°") ?? azimuth,
      scale: try optionalNumber(given["k0"], 0.9...1.1, "") ?? 1, falseOriginAtCenter: atCenter)
    return try system(datum, definition, given, at: given["b0"])
  }

  private func needed(
    _ given: [String: Parameter], _ key: String, _ range: ClosedRange<Double>, _ unit: String
  ) throws(CRSStringError) -> Double {
    guard let parameter = given[key] else { throw end(.missingKey(key)) }
    return try number(parameter, range, unit)
  }

  /// `place` is the parameter that is at fault when the numbers define no projection.
  private func system(
    _ datum: GeodeticDatum, _ definition: ConformalProjection.Definition, _ given: [String: Parameter], at place: Parameter?
  ) throws(CRSStringError) -> CoordinateReferenceSystem {
    let origin = (
      east: try optionalNumber(given["fe"], -100_000_000...100_000_000, "m") ?? 0,
      north: try optionalNumber(given["fn"], -100_000_000...100_000_000, "m") ?? 0
    )
    do throws(CoordinateError) {
      let projection = try ConformalProjection(
        definition, ellipsoid: datum.ellipsoid, falseEasting: origin.east, falseNorthing: origin.north)
      return CoordinateReferenceSystem(datum: datum, form: .conformal(projection))
    } catch {
      throw failure(.badValue(key: place?.key.lowercased ?? "", expected: .projection), at: place?.value)
    }
  }

  private func failure(_ problem: CRSStringError.Problem, at part: Part?) -> CRSStringError {
    guard let part else { return end(problem) }
    return failure(problem, at: part)
  }
}
