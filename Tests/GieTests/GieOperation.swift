import Foundation

/// Why an operation is not run: a reason for the table, or a refusal that a file may expect.
enum GieProblem: Error {
  /// Not of this project, or not at hand: with the reason.
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

/// An operation of a gie file on our operators.
struct GieOperation {
  let steps: [GieStep]
  let left: GieUnits
  let right: GieUnits

  /// The operators in scope, with PROJ's other names of longlat and cart.
  static let inScope: Set<String> = [
    "tmerc", "etmerc", "utm", "lcc", "merc", "cart", "helmert", "molodensky", "molobadekas", "hgridshift", "vgridshift", "gridshift",
    "deformation", "axisswap", "unitconvert", "affine", "geogoffset", "noop", "geoc", "topocentric", "longlat", "pipeline", "push", "pop",
    "set", "latlong", "lonlat", "latlon", "geocent",
  ]

  /// `+a=1 b = 2, 3; c` as pairs.
  static func words(_ text: String) -> [(String, String?)] {
    text.replacing(";", with: " ").replacing("= ", with: "=").replacing(" =", with: "=").replacing(", ", with: ",").split(separator: " ")
      .map { word in
        let piece = word.hasPrefix("+") ? word.dropFirst() : word
        let parts = piece.split(separator: "=", maxSplits: 1).map(String.init)
        return (parts.first ?? "", parts.count > 1 ? parts[1] : nil)
      }
  }

  /// The words of each step with systems written out, the words of the pipeline behind them; one step where there is no pipeline.
  ///
  /// Of two words of one key the first counts, as in PROJ.
  private static func parts(_ text: String) throws -> (steps: [[(String, String?)]], inverted: Bool) {
    func writtenOut(_ part: [(String, String?)]) throws -> [(String, String?)] {
      guard let name = part.first(where: { $0.0 == "init" })?.1 else { return part }
      guard let system = GieSystems.words(name) else { throw GieProblem.skip("definition of \(name) is not at hand") }
      return part + system
    }
    let all = words(text)
    guard all.contains(where: { $0.0 == "proj" && $0.1 == "pipeline" }) else { return ([try writtenOut(all)], false) }
    let pieces = all.split(omittingEmptySubsequences: false) { $0.0 == "step" }.map(Array.init)
    // One pipeline, before its first step; no pipeline within.
    guard pieces.count > 1, pieces[0].count(where: { $0.0 == "proj" }) == 1, pieces[0].contains(where: { $0.1 == "pipeline" }),
      !pieces.dropFirst().contains(where: { $0.contains { $0.0 == "proj" && $0.1 == "pipeline" } })
    else { throw GieProblem.refused }
    let shared = pieces[0].filter { $0.0 != "proj" && $0.0 != "inv" }
    return (try pieces.dropFirst().map { try writtenOut($0 + shared) }, pieces[0].contains { $0.0 == "inv" })
  }

  /// Whether all steps are among the operators in scope. Those of an operation that is not well formed are all that it names.
  static func isInScope(_ text: String) -> Bool {
    let plain = words(text)
    var names = plain.filter { $0.0 == "proj" }.compactMap(\.1)
    for word in plain where word.0 == "init" {
      guard let name = word.1, let system = GieSystems.words(name) else { return false }
      names += system.filter { $0.0 == "proj" }.compactMap(\.1)
    }
    return !names.isEmpty && names.allSatisfy { inScope.contains($0) }
  }

  init(_ text: String) throws {
    let (parts, inverted) = try Self.parts(text)
    let stack = GieStack()
    var steps: [GieStep] = []
    for part in parts {
      let parameters = GieParameters(words: part)
      var step = try GieOperators.make(parameters, stack)
      if parameters.has("inv") { step = step.turned }
      (step.omitsForward, step.omitsInverse) = (parameters.has("omit_fwd"), parameters.has("omit_inv"))
      steps.append(step)
    }
    if inverted { steps = steps.reversed().map(\.turned) }
    // Sides that meet count the same.
    var side = GieUnits.any
    for step in steps {
      if side != .any, step.left != .any, side != step.left { throw GieProblem.refused }
      if step.right != .any { side = step.right }
    }
    // A pipeline that cannot run forward is none.
    if let first = parts.first, parts.count == 1, steps[0].omitsInverse, GieParameters(words: first).has("inv") {
      guard try GieOperators.make(GieParameters(words: first), stack).inverse != nil else { throw GieProblem.refused }
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
