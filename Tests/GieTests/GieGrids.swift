import Foundation
import Geodesy
import GridFiles
import RecordedData

/// Operators on grid files: shifts, heights, velocities.
extension GieOperators {
  /// The names under which PROJ's build puts its small test grids.
  private static let renamed = ["egm96_15.gtx": "egm96_15_downsampled.gtx", "ntv2_0.gsb": "ntv2_0_downsampled.gsb"]

  /// The bytes of a grid; nil where an optional one (`@`) is not there.
  static func gridBytes(_ name: String) throws -> [UInt8]? {
    let plain = name.hasPrefix("@") ? String(name.dropFirst()) : name
    let folder = RecordedData.path("data/proj/PROJ/data")
    let places = [folder + "/tests/" + (renamed[plain] ?? plain), folder + "/" + plain]
    guard let path = places.first(where: { FileManager.default.fileExists(atPath: $0) }) else {
      if name.hasPrefix("@") { return nil }
      if missing.contains(plain) { throw GieProblem.skip("grid \(plain) is not at hand") }
      throw GieProblem.refused
    }
    return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  /// Grids that exist elsewhere: without them nothing is said about our code. Names that no grid has are refused.
  private static let missing: Set = ["A66_National_13_09_01.gsb", "nkgrf17vel.tif"]

  static func gridShift(_ p: GieParameters) throws -> GieStep {
    guard let names = p["grids"]?.split(separator: ",").map(String.init) else { throw GieProblem.refused }
    // With an epoch, only coordinates observed before it are shifted. `now` is any time after the newest epoch of the files.
    let epoch = try p.number("t_epoch")
    let final = p["t_final"] == "now" ? 2100 : try p.value("t_final")
    func isShifted(_ q: SIMD4<Double>) -> Bool {
      guard let epoch, final != 0 else { return true }
      return (q.w.isFinite ? q.w : 0) < epoch && final > epoch
    }
    let step = p["proj"] == "hgridshift" ? try horizontal(names) : try vertical(names, multiplier: try p.value("multiplier", -1))
    let (forward, inverse) = (step.forward, step.inverse ?? step.forward)
    return GieStep(
      left: .radians, right: .radians, forward: { isShifted($0) ? try forward($0) : $0 }, inverse: { isShifted($0) ? try inverse($0) : $0 })
  }

  private static func horizontal(_ names: [String]) throws -> GieStep {
    var steps: [GieStep] = []
    for name in names {
      if name == "null" || name == "@null" {
        steps.append(GieStep(left: .radians, right: .radians, forward: { $0 }, inverse: { $0 }))
        continue
      }
      guard let bytes = try gridBytes(name) else { continue }
      let set = try shiftGrids(bytes, name)
      steps.append(geodetic({ try set.forward($0) }, { try set.inverse($0) }))
    }
    return try firstOf(steps)
  }

  /// The first of several grids that covers a point.
  private static func firstOf(_ steps: [GieStep]) throws -> GieStep {
    guard !steps.isEmpty else { return GieStep(left: .radians, right: .radians, forward: { $0 }, inverse: { $0 }) }
    func run(_ q: SIMD4<Double>, inverse: Bool) throws -> SIMD4<Double> {
      var last: any Error = GieProblem.refused
      for step in steps {
        let turned = inverse ? step.turned : step
        do { return try turned.forward(q) } catch { last = error }
      }
      throw last
    }
    return GieStep(
      left: .radians, right: .radians, forward: { q in try run(q, inverse: false) }, inverse: { q in try run(q, inverse: true) })
  }

  static func shiftGrids(_ bytes: [UInt8], _ name: String) throws -> any GeodeticShift {
    guard name.hasSuffix(".tif") else { return try ShiftGridSet.read(bytes.span.bytes) }
    let offsets = try OffsetGrids.read(bytes.span.bytes)
    guard offsets.hasHorizontal else { throw GieProblem.refused }
    return offsets
  }

  /// Offsets of position and height at once.
  static func generalGridShift(_ p: GieParameters) throws -> GieStep {
    guard let names = p["grids"]?.split(separator: ",").map(String.init) else { throw GieProblem.refused }
    var interpolation: GridInterpolation?
    if let word = p["interpolation"] {
      guard let known = GridInterpolation(rawValue: word), known == .bilinear || known == .biquadratic else { throw GieProblem.refused }
      interpolation = known
    }
    let keepsHeight = p.has("no_z_transform")
    var steps: [GieStep] = []
    for name in names {
      guard let bytes = try gridBytes(name) else { continue }
      let set = try OffsetGrids.read(bytes.span.bytes, interpolation: interpolation)
      let step = set.isProjected ? plane(set) : geodetic({ try set.forward($0) }, { try set.inverse($0) })
      func kept(_ run: @escaping (SIMD4<Double>) throws -> SIMD4<Double>) -> (SIMD4<Double>) throws -> SIMD4<Double> {
        { q in
          var r = try run(q)
          if keepsHeight { r.z = q.z }
          return r
        }
      }
      steps.append(GieStep(left: step.left, right: step.right, forward: kept(step.forward), inverse: step.inverse.map(kept)))
    }
    let joint = try firstOf(steps)
    return GieStep(left: steps[0].left, right: steps[0].right, forward: joint.forward, inverse: joint.inverse)
  }

  private static func plane(_ set: OffsetGrids) -> GieStep {
    func point(_ r: (PlanePosition, height: Double), _ q: SIMD4<Double>) -> SIMD4<Double> {
      SIMD4(r.0.easting, r.0.northing, r.height, q.w)
    }
    return GieStep(
      forward: { q in point(try set.forward(PlanePosition(northing: q.y, easting: q.x), height: q.z), q) },
      inverse: { q in point(try set.inverse(PlanePosition(northing: q.y, easting: q.x), height: q.z), q) })
  }

  private static func vertical(_ names: [String], multiplier: Double) throws -> GieStep {
    var steps: [GieStep] = []
    for name in names {
      if name == "null" || name == "@null" {
        steps.append(GieStep(left: .radians, right: .radians, forward: { $0 }, inverse: { $0 }))
        continue
      }
      guard let bytes = try gridBytes(name) else { continue }
      let grid = try heights(bytes, name)
      func shift(_ sign: Double) -> (SIMD4<Double>) throws -> SIMD4<Double> {
        { q in
          var r = q
          let longitude = (q.x * 180 / .pi).remainder(dividingBy: 360)
          r.z += sign * multiplier * (try grid.anomaly(latitudeDegrees: q.y * 180 / .pi, longitudeDegrees: longitude))
          return r
        }
      }
      steps.append(GieStep(left: .radians, right: .radians, forward: shift(1), inverse: shift(-1)))
    }
    return try firstOf(steps)
  }

  private static func heights(_ bytes: [UInt8], _ name: String) throws -> HeightSampler {
    if name.hasSuffix(".tif") { return HeightSampler(try GTG.read(bytes.span.bytes), method: .bilinear) }
    let grid = try GTX.read(bytes.span.bytes)
    guard let part = HeightModel.Part(anomaly: grid), let model = HeightModel(parts: [part]) else { throw GieProblem.refused }
    return HeightSampler(model, method: .bilinear)
  }

  /// Velocities over `dt` years, or from `t_epoch` to the epoch of the point.
  static func deformation(_ p: GieParameters) throws -> GieStep {
    let e = try p.ellipsoid()
    var layers: [VelocityLayer] = []
    func bytes(_ name: String) throws -> [UInt8] {
      guard let bytes = try gridBytes(name) else { throw GieProblem.refused }
      return bytes
    }
    if let both = p["grids"] {
      for name in both.split(separator: ",") { layers += try velocityLayers(bytes(String(name)), String(name)) }
    } else {
      guard let plane = p["xy_grids"], let height = p["z_grids"] else { throw GieProblem.refused }
      let (planeBytes, heightBytes) = (try bytes(plane), try bytes(height))
      layers.append(try CTable2.readVelocities(planeBytes.span.bytes))
      let vertical = try GTX.read(heightBytes.span.bytes)
      guard let layer = VelocityLayer(vertical: vertical) else { throw GieProblem.refused }
      layers.append(layer)
    }
    let field = VelocityGrid(name: "gie", frame: .itrf2014, ellipsoid: e, layers: layers)
    let (dt, epoch) = (try p.number("dt"), try p.number("t_epoch"))
    guard (dt == nil) != (epoch == nil) else { throw GieProblem.refused }
    func years(_ q: SIMD4<Double>) throws -> Double {
      if let dt { return dt }
      guard q.w.isFinite, let epoch else { throw GieProblem.refused }
      return q.w - epoch
    }
    return GieStep(
      left: .cartesian, right: .cartesian,
      forward: { q in
        let r = try field.propagated(GeocentricPosition(x: q.x, y: q.y, z: q.z), years: years(q))
        return SIMD4(r.x, r.y, r.z, q.w)
      },
      inverse: { q in
        let r = try field.origin(of: GeocentricPosition(x: q.x, y: q.y, z: q.z), years: years(q))
        return SIMD4(r.x, r.y, r.z, q.w)
      })
  }

  private static func velocityLayers(_ bytes: [UInt8], _ name: String) throws -> [VelocityLayer] {
    try VelocityLayer.read(bytes.span.bytes)
  }
}
