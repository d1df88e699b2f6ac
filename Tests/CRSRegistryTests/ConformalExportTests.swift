import CPROJ
import CRS
import Geodesy
import Testing

/// Conformal systems as WKT 2 and as steps of PROJ, run by PROJ beside what `CRS` computes.
@Suite("Exports of conformal systems") struct ConformalExportTests {
  static let systems = [
    "wgs84:lcc:b0=10,cm=105,b1=25,b2=47,fe=400000,fn=100", "wgs84:lcc:b0=30,cm=110,k0=0.9996,fe=1000000,fn=500000",
    "wgs84:merc:cm=110,k0=0.997,fe=5,fn=7", "wgs84:merc:cm=110,b1=28",
    "wgs84:omerc:b0=28,l0=112,azimuth=35,k0=0.99995,fe=500000,fn=3000000",
    "wgs84:omerc:b0=28,l0=112,azimuth=35,gamma=30,origin=natural",
  ]

  /// 2 µm: PROJ's series and ours differ by less.
  private func expectSame(_ ours: (Double, Double, Double), _ theirs: PJ_XYZT, _ string: String) {
    #expect(abs(ours.0 - theirs.x) < 2e-6 && abs(ours.1 - theirs.y) < 2e-6, "\(string): \(ours), PROJ \(theirs.x) \(theirs.y)")
  }

  @Test("WKT 2", arguments: systems)
  func text(_ string: String) throws {
    let (geographic, system) = (try CoordinateReferenceSystem("wgs84"), try CoordinateReferenceSystem(string))
    let context = proj_context_create()
    defer { proj_context_destroy(context) }
    let created = proj_create_crs_to_crs(context, try geographic.wellKnownText(), try system.wellKnownText(), nil)
    let operation = try #require(created)
    defer { proj_destroy(operation) }
    let ours = try CoordinateOperation(from: geographic, to: system).apply(28.2, 112.95, 0)
    expectSame(ours, proj_trans(operation, PJ_FWD, proj_coord(28.2, 112.95, 0, 0)).xyzt, string)
  }

  @Test("pipeline", arguments: systems)
  func pipeline(_ string: String) throws {
    let source = try CoordinateReferenceSystem("bj54")
    let target = try CoordinateReferenceSystem(string.replacing("wgs84", with: "cgcs2000"))
    let change = DatumChange(ExportTests.spatial[0].1, from: source, to: target, area: nil)
    let ours = try CoordinateOperation(from: source, to: target, options: ChangeOptions(change: change)).apply(28.2, 112.95, 0)
    let theirs = try ExportTests.Peer(change.projPipeline(from: source, to: target))
    expectSame(ours, proj_trans(theirs.handle, PJ_FWD, proj_coord(28.2, 112.95, 0, 0)).xyzt, string)
  }
}
