import Foundation
import Geodesy
import GridFiles
import RecordedData

/// `hgridshift` and `vgridshift` on the grids that `GridFiles` reads.
extension GieOperators {
  static func gridShift(_ p: GieParameters) throws -> GieStep {
    guard let names = p["grids"] else { throw GieProblem.refused }
    // With an epoch, only coordinates observed before it are shifted. `now` is any time after the newest epoch of the files.
    let epoch = try p.number("t_epoch")
    let final = p["t_final"] == "now" ? 2100 : try p.value("t_final")
    func isShifted(_ q: SIMD4<Double>) -> Bool {
      guard let epoch, final != 0 else { return true }
      return (q.w.isFinite ? q.w : 0) < epoch && final > epoch
    }
    guard !names.contains(","), !names.hasPrefix("@") else { throw GieProblem.skip("lists of grids, optional grids") }
    if names == "null" { return GieStep(left: .radians, right: .radians, forward: { $0 }, inverse: { $0 }) }
    // The names under which PROJ's build puts its small test grids.
    let renamed = ["egm96_15.gtx": "egm96_15_downsampled.gtx", "ntv2_0.gsb": "ntv2_0_downsampled.gsb"]
    let folder = RecordedData.path("data/proj/PROJ/data")
    let places = [folder + "/tests/" + (renamed[names] ?? names), folder + "/" + names]
    guard let path = places.first(where: { FileManager.default.fileExists(atPath: $0) }) else {
      if names.hasSuffix("nonexisting") || names.contains("nonexist") { throw GieProblem.refused }
      throw GieProblem.skip("grid \(names) is not at hand")
    }
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    if p["proj"] == "hgridshift" {
      guard path.hasSuffix(".gsb") else { throw GieProblem.skip("hgridshift: GeoTIFF, CTable2 or NTv1 grid") }
      let set = try NTv2.read(bytes.span.bytes)
      let step = geodetic({ try set.forward($0) }, { try set.inverse($0) })
      guard let inverse = step.inverse else { return step }
      return GieStep(
        left: .radians, right: .radians, forward: { isShifted($0) ? try step.forward($0) : $0 },
        inverse: { isShifted($0) ? try inverse($0) : $0 })
    }
    guard path.hasSuffix(".gtx") else { throw GieProblem.skip("vgridshift: GeoTIFF grid") }
    let grid = try GTX.read(bytes.span.bytes)
    let factor = try p.value("multiplier", -1)
    func shift(_ sign: Double) -> (SIMD4<Double>) throws -> SIMD4<Double> {
      { q in
        guard isShifted(q) else { return q }
        var r = q
        r.z +=
          sign * factor
          * (try grid.bilinear(latitudeDegrees: q.y * 180 / .pi, longitudeDegrees: (q.x * 180 / .pi).remainder(dividingBy: 360)))
        return r
      }
    }
    return GieStep(left: .radians, right: .radians, forward: shift(1), inverse: shift(-1))
  }
}
