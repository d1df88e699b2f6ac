import Foundation
import Geodesy
import GridFiles
import RecordedData

/// Why an operation is not run: a reason for the table, or a refusal that a file may expect.
enum GieProblem: Error {
  /// Not of this project: with the reason.
  case skip(String)
  /// The operation or the point is refused.
  case refused
}

/// What a side of a step counts.
enum GieUnits { case radians, degrees, metres, cartesian, any }

/// A step of a pipeline on (x, y, z, t): x longitude or easting, y latitude or northing; angles in radians.
struct GieStep {
  var left = GieUnits.any
  var right = GieUnits.any
  var forward: (SIMD4<Double>) throws -> SIMD4<Double>
  var inverse: ((SIMD4<Double>) throws -> SIMD4<Double>)?
  var omitsForward = false
  var omitsInverse = false

  var turned: GieStep {
    GieStep(
      left: right, right: left,
      forward: { p in
        guard let inverse else { throw GieProblem.refused }
        return try inverse(p)
      }, inverse: forward, omitsForward: omitsInverse, omitsInverse: omitsForward)
  }
}

/// The parameters of a step.
struct GieParameters {
  let words: [(String, String?)]

  subscript(_ key: String) -> String? { words.first { $0.0 == key }?.1 }
  func has(_ key: String) -> Bool { words.contains { $0.0 == key && $0.1 != "f" } }

  func number(_ key: String) throws -> Double? {
    guard let text = self[key] else { return nil }
    if let value = Double(text) { return value }
    let quotient = text.split(separator: "/").compactMap { Double($0) }
    if text.contains("/"), quotient.count == 2 { return quotient[0] / quotient[1] }
    let degrees = text.split { "d'\"".contains($0) }.compactMap { Double($0) }
    guard text.contains("d"), let first = degrees.first else { throw GieProblem.refused }
    let size = degrees.enumerated().reduce(0) { $0 + abs($1.element) / [1.0, 60, 3600][min($1.offset, 2)] }
    return first < 0 || text.hasSuffix("W") || text.hasSuffix("S") ? -size : size
  }

  func value(_ key: String, _ fallback: Double = 0) throws -> Double { try number(key) ?? fallback }

  static let ellipsoids: [String: (Double, Double)] = [
    "GRS80": (6_378_137, 298.257222101), "WGS84": (6_378_137, 298.257223563), "intl": (6_378_388, 297), "krass": (6_378_245, 298.3),
    "bessel": (6_377_397.155, 299.1528128), "WGS72": (6_378_135, 298.26), "GRS67": (6_378_160, 298.2471674270),
    "aust_SA": (6_378_160, 298.25),
    "clrk66": (6_378_206.4, 294.978698213898), "clrk80ign": (6_378_249.2, 293.4660212936269), "clrk80": (6_378_249.145, 293.4663),
    "airy": (6_377_563.396, 299.3249646), "mod_airy": (6_377_340.189, 299.3249646), "evrst30": (6_377_276.345, 300.8017),
    "sphere": (6_370_997, .infinity),
    "helmert": (6_378_200, 298.3), "IAU76": (6_378_140, 298.257), "evrstSS": (6_377_298.556, 300.8017),
  ]

  func ellipsoid() throws -> Ellipsoid {
    func make(_ a: Double, _ rf: Double) throws -> Ellipsoid {
      guard let e = try? Ellipsoid(semiMajorAxis: a, inverseFlattening: rf) else { throw GieProblem.refused }
      return e
    }
    if has("nadgrids") || has("towgs84") || has("geoidgrids") { throw GieProblem.skip("datum parameters in the step (cs2cs style)") }
    if has("R_A") || has("R_lat_a") || has("R_a") || has("R_V") || has("R_g") || has("R_h") || has("R_C") || has("R_lat_g") {
      throw GieProblem.skip("sphere derived from an ellipsoid")
    }
    if let r = try number("R") { return try make(r, .infinity) }
    var (a, rf) = (6_378_137.0, 298.257222101)
    var name = self["ellps"] ?? "GRS80"
    if let datum = self["datum"] {
      guard datum == "WGS84" else { throw GieProblem.skip("datum parameters in the step (cs2cs style)") }
      name = "WGS84"
    }
    guard let known = Self.ellipsoids[name] else { throw GieProblem.skip("ellipsoid \(name)") }
    (a, rf) = known
    if let value = try number("a") {
      a = value
      // Without an ellipsoid a radius alone is a sphere.
      if self["ellps"] == nil, self["datum"] == nil { rf = .infinity }
    }
    if let value = try number("b") { rf = a == value ? .infinity : a / (a - value) }
    if let value = try number("rf") { rf = value }
    if let value = try number("f") { rf = value == 0 ? .infinity : 1 / value }
    if let value = try number("es") { rf = value == 0 ? .infinity : 1 / (1 - (1 - value).squareRoot()) }
    if let value = try number("e") {
      guard value >= 0, value < 1 else { throw GieProblem.refused }
      rf = value == 0 ? .infinity : 1 / (1 - (1 - value * value).squareRoot())
    }
    if rf < 150, rf > 1 { throw GieProblem.skip("ellipsoid flatter than 1/150") }
    return try make(a, rf)
  }
}

/// An operation of a gie file on our operators.
struct GieOperation {
  let steps: [GieStep]
  let left: GieUnits
  let right: GieUnits

  static let inScope: Set<String> = [
    "tmerc", "etmerc", "utm", "lcc", "merc", "cart", "helmert", "molodensky", "molobadekas", "hgridshift", "vgridshift", "gridshift",
    "deformation", "axisswap", "unitconvert", "affine", "geogoffset", "noop", "geoc", "topocentric", "longlat", "latlong", "lonlat",
    "latlon",
    "pipeline", "push", "pop", "set",
  ]

  static func words(_ text: String) -> [(String, String?)] {
    text.replacing("= ", with: "=").replacing(" =", with: "=").replacing(", ", with: ",").split(separator: " ").map { word in
      let piece = word.hasPrefix("+") ? word.dropFirst() : word
      let parts = piece.split(separator: "=", maxSplits: 1).map(String.init)
      return (parts.first ?? "", parts.count > 1 ? parts[1] : nil)
    }
  }

  /// Whether all steps are among the operators in scope.
  static func isInScope(_ text: String) -> Bool {
    let words = words(text)
    let names = words.filter { $0.0 == "proj" }.compactMap(\.1)
    return !names.isEmpty && names.allSatisfy { inScope.contains($0) } && !words.contains { $0.0 == "init" } && !text.contains("EPSG:")
  }

  init(_ text: String) throws {
    let all = Self.words(text)
    var parts = [[(String, String?)]]()
    if all.contains(where: { $0.0 == "proj" && $0.1 == "pipeline" }) {
      let pieces = all.split(omittingEmptySubsequences: false) { $0.0 == "step" }.map(Array.init)
      guard pieces.count > 1 else { throw GieProblem.refused }
      let shared = pieces[0].filter { $0.0 != "proj" && $0.0 != "inv" && $0.0 != "towgs84" }
      parts = pieces.dropFirst().map { $0 + shared }
      if pieces.dropFirst().contains(where: { $0.contains { $0.0 == "proj" && $0.1 == "pipeline" } }) {
        throw GieProblem.skip("nested pipelines")
      }
      if pieces[0].contains(where: { $0.0 == "inv" }) { throw GieProblem.skip("inverted pipeline") }
    } else {
      parts = [all]
    }
    let stack = GieStack()
    var steps: [GieStep] = []
    for part in parts {
      let parameters = GieParameters(words: part)
      var step = try GieOperators.make(parameters, stack)
      if parameters.has("inv") { step = step.turned }
      (step.omitsForward, step.omitsInverse) = (parameters.has("omit_fwd"), parameters.has("omit_inv"))
      steps.append(step)
    }
    // Sides that meet count the same.
    var side = GieUnits.any
    for step in steps {
      if side != .any, step.left != .any, side != step.left { throw GieProblem.refused }
      if step.right != .any { side = step.right }
    }
    self.steps = steps
    left = steps.first { $0.left != .any }?.left ?? .any
    right = steps.last { $0.right != .any }?.right ?? .any
  }

  /// Runs a point as the file writes it: degrees where the side counts radians.
  func apply(_ point: SIMD4<Double>, inverse: Bool) throws -> SIMD4<Double> {
    var p = point
    let (entry, exit) = inverse ? (right, left) : (left, right)
    if entry == .radians { (p.x, p.y) = (p.x * .pi / 180, p.y * .pi / 180) }
    if inverse {
      for step in steps.reversed() where !step.omitsInverse {
        guard let run = step.inverse else { throw GieProblem.refused }
        p = try run(p)
      }
    } else {
      for step in steps where !step.omitsForward { p = try step.forward(p) }
    }
    if exit == .radians { (p.x, p.y) = (p.x * 180 / .pi, p.y * 180 / .pi) }
    guard !p.x.isNaN, !p.y.isNaN else { throw GieProblem.refused }
    return p
  }

  /// The distance that a tolerance is about, metres: along the surface for angles.
  func distance(_ a: SIMD4<Double>, _ b: SIMD4<Double>, inverse: Bool) -> Double {
    var d = a - b
    if !d.w.isFinite { d.w = 0 }
    d.w = 0
    let side = inverse ? left : right
    if side == .radians || side == .degrees {
      var east = d.x.remainder(dividingBy: 360)
      east *= cos(a.y * .pi / 180)
      (d.x, d.y) = (east * .pi / 180 * 6_378_137, d.y * .pi / 180 * 6_378_137)
    }
    if !d.z.isFinite { d.z = 0 }
    return (d * d).sum().squareRoot()
  }
}

/// What push keeps for pop.
final class GieStack { var values: [[Double]] = [[], [], [], []] }
