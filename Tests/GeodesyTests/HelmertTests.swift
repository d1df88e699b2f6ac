import CPROJ
import Geodesy
import Testing

@Suite struct HelmertTests {
  /// Invented parameters.
  static func transformation(_ convention: Helmert.Convention, _ form: Helmert.RotationForm) -> Helmert {
    Helmert(
      translation: GeocentricPosition(x: 12.5, y: -150.25, z: -80.75), rotationArcSeconds: GeocentricPosition(x: 1.5, y: -2.25, z: 3.75),
      scalePPM: -4.5, convention: convention, form: form)
  }

  /// PROJ's `helmert`, both conventions and forms (`+exact`). Tolerance: two units in the last place of 6.4·10⁶ m.
  @Test(arguments: Helmert.Convention.allCases, Helmert.RotationForm.allCases)
  func agreesWithPROJ(convention: Helmert.Convention, form: Helmert.RotationForm) throws {
    let name = convention == .positionVector ? "position_vector" : "coordinate_frame"
    let exact = form == .exact ? "+exact" : ""
    let peer = try GeodesyPROJTests.Operation(
      "+proj=helmert +x=12.5 +y=-150.25 +z=-80.75 +rx=1.5 +ry=-2.25 +rz=3.75 +s=-4.5 +convention=\(name) \(exact)")
    let helmert = Self.transformation(convention, form)
    var random = SplitMix64(seed: 5)
    var worst = 0.0
    for _ in 0..<200 {
      let p = GeocentricPosition(
        x: .random(in: -6.4e6...6.4e6, using: &random), y: .random(in: -6.4e6...6.4e6, using: &random),
        z: .random(in: -6.4e6...6.4e6, using: &random))
      let ours = helmert.forward(p)
      let theirs = peer(PJ_FWD, p.x, p.y, p.z)
      worst = max(worst, abs(ours.x - theirs.0), abs(ours.y - theirs.1), abs(ours.z - theirs.2))
      let back = helmert.inverse(ours)
      worst = max(worst, abs(back.x - p.x), abs(back.y - p.y), abs(back.z - p.z))
    }
    #expect(worst <= 3e-9)
  }

  /// With small angles the conventions differ in the sign of the angles alone.
  @Test func conventionsDifferInSign() {
    let form = Helmert.RotationForm.smallAngle
    let a = Self.transformation(.positionVector, form)
    let b = Helmert(
      translation: a.translation, rotationArcSeconds: GeocentricPosition(x: -1.5, y: 2.25, z: -3.75), scalePPM: -4.5,
      convention: .coordinateFrame, form: form)
    let p = GeocentricPosition(x: -2e6, y: 5e6, z: 3e6)
    #expect(a.forward(p) == b.forward(p))
    #expect(a != b)
  }

  @Test func columnsGiveTheSameBits() {
    let helmert = Self.transformation(.coordinateFrame, .exact)
    var x = [-2e6, 1e6, .nan]
    var y = [5e6, 2e6, 0]
    var z = [3e6, -6e6, 0]
    let expected = helmert.forward(GeocentricPosition(x: x[1], y: y[1], z: z[1]))
    Self.forward(helmert, &x, &y, &z)
    #expect(GeocentricPosition(x: x[1], y: y[1], z: z[1]) == expected)
    #expect(x[2].isNaN && y[2].isNaN && z[2].isNaN)
  }

  static func forward(_ helmert: Helmert, _ x: inout [Double], _ y: inout [Double], _ z: inout [Double]) {
    var spanX = x.mutableSpan
    var spanY = y.mutableSpan
    var spanZ = z.mutableSpan
    helmert.forward(x: &spanX, y: &spanY, z: &spanZ)
  }
}
