import Foundation
import Geodesy

/// The parameters of a step.
struct GieParameters {
  let words: [(String, String?)]

  subscript(_ key: String) -> String? { words.first { $0.0 == key }?.1 }
  func has(_ key: String) -> Bool { words.contains { $0.0 == key && $0.1 != "f" } }

  func number(_ key: String) throws -> Double? {
    guard let text = self[key] else { return nil }
    return try Self.number(text)
  }

  /// `1.5`, `2.0/0.2`, `45d42'N`.
  static func number(_ text: String) throws -> Double {
    if let value = Double(text) { return value }
    let quotient = text.split(separator: "/").compactMap { Double($0) }
    if text.contains("/"), quotient.count == 2 { return quotient[0] / quotient[1] }
    let degrees = text.split { "d'\"".contains($0) }.compactMap { Double($0) }
    guard text.contains("d"), let first = degrees.first else { throw GieProblem.refused }
    let size = degrees.enumerated().reduce(0) { $0 + abs($1.element) / [1.0, 60, 3600][min($1.offset, 2)] }
    return first < 0 || text.hasSuffix("W") || text.hasSuffix("S") ? -size : size
  }

  func value(_ key: String, _ fallback: Double = 0) throws -> Double { try number(key) ?? fallback }

  // MARK: Figure of the Earth

  static let ellipsoids: [String: (Double, Double)] = [
    "GRS80": (6_378_137, 298.257222101), "WGS84": (6_378_137, 298.257223563), "intl": (6_378_388, 297), "krass": (6_378_245, 298.3),
    "bessel": (6_377_397.155, 299.1528128), "WGS72": (6_378_135, 298.26), "GRS67": (6_378_160, 298.2471674270),
    "aust_SA": (6_378_160, 298.25), "clrk66": (6_378_206.4, 294.978698213898), "clrk80ign": (6_378_249.2, 293.4660212936269),
    "clrk80": (6_378_249.145, 293.4663), "airy": (6_377_563.396, 299.3249646), "mod_airy": (6_377_340.189, 299.3249646),
    "evrst30": (6_377_276.345, 300.8017), "sphere": (6_370_997, .infinity), "helmert": (6_378_200, 298.3), "IAU76": (6_378_140, 298.257),
    "evrstSS": (6_377_298.556, 300.8017),
  ]

  func ellipsoid() throws -> Ellipsoid {
    func make(_ a: Double, _ rf: Double) throws -> Ellipsoid {
      guard let e = try? Ellipsoid(semiMajorAxis: a, inverseFlattening: rf) else { throw GieProblem.refused }
      return e
    }
    if let r = try number("R") { return try make(r, .infinity) }
    guard let known = Self.ellipsoids[self["ellps"] ?? "GRS80"] else { throw GieProblem.refused }
    var (a, rf) = known
    if let value = try number("a") {
      a = value
      // Without an ellipsoid a radius alone is a sphere.
      if self["ellps"] == nil { rf = .infinity }
    }
    if let value = try number("b") { rf = a == value ? .infinity : a / (a - value) }
    if let value = try number("rf") { rf = value }
    if let value = try number("f") { rf = value == 0 ? .infinity : 1 / value }
    if let value = try number("es") { rf = value == 0 ? .infinity : 1 / (1 - (1 - value).squareRoot()) }
    if let value = try number("e") {
      guard value >= 0, value < 1 else { throw GieProblem.refused }
      rf = value == 0 ? .infinity : 1 / (1 - (1 - value * value).squareRoot())
    }
    if let radius = try meanRadius(a, rf) { return try make(radius, .infinity) }
    if rf < 150, rf > 1, a > 1 { throw GieProblem.skip("ellipsoid flatter than 1/150: `Ellipsoid` refuses it") }
    return try make(a, rf)
  }

  /// A sphere in place of the ellipsoid: of the same area or volume, of a mean of the axes, or of a mean curvature at a latitude; PROJ's words
  /// and PROJ's number of terms, for the tolerances of the files are below what the fourth would bring.
  private func meanRadius(_ a: Double, _ rf: Double) throws -> Double? {
    let f = 1 / rf
    let (b, es) = (a * (1 - f), f * (2 - f))
    func w2(_ degrees: Double) -> Double { 1 - es * pow(sin(degrees * .pi / 180), 2) }
    if has("R_A") { return a * (1 - es * (1 / 6.0 + es * (17 / 360.0 + es * 67 / 3024.0))) }
    if has("R_V") { return a * (1 - es * (1 / 6.0 + es * (5 / 72.0 + es * 55 / 1296.0))) }
    // The curvature at a latitude that PROJ takes for 0, whatever `lat_0` says.
    if has("R_C") { return a * (1 - es).squareRoot() }
    if has("R_a") { return (a + b) / 2 }
    if has("R_g") { return (a * b).squareRoot() }
    if has("R_h") { return 2 * a * b / (a + b) }
    if let latitude = try number("R_lat_a") { return a * (1 - es + w2(latitude)) / (2 * pow(w2(latitude), 1.5)) }
    if let latitude = try number("R_lat_g") { return a * (1 - es).squareRoot() / w2(latitude) }
    return nil
  }

  // MARK: Units

  static let lengths: [String: Double] = [
    "m": 1, "km": 1000, "dm": 0.1, "cm": 0.01, "mm": 0.001, "ft": 0.3048, "us-ft": 1200 / 3937.0, "in": 0.0254, "yd": 0.9144,
    "mi": 1609.344, "kmi": 1852, "fath": 1.8288, "ch": 20.1168, "link": 0.201168, "us-in": 100 / 3937.0, "us-yd": 3600 / 3937.0,
    "us-ch": 79200 / 3937.0, "us-mi": 6_336_000 / 3937.0, "ind-yd": 0.91439523, "ind-ft": 0.30479841, "ind-ch": 20.11669506,
  ]

  /// A unit of length under a name or as a number, metres; nil where neither word is given.
  func unit(_ name: String, _ metres: String) throws -> Double? {
    var factor: Double?
    if let units = self[name] {
      guard let known = Self.lengths[units] else { throw GieProblem.refused }
      factor = known
    }
    if let value = try number(metres) { factor = value }
    if let factor, !(factor > 0 && factor.isFinite) { throw GieProblem.refused }
    return factor
  }

  /// Numbers between commas.
  func list(_ key: String) throws -> [Double]? { try self[key]?.split(separator: ",").map { try Self.number(String($0)) } }
}
