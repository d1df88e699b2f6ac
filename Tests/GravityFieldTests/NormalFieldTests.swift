import Geodesy
import Testing

@testable import GravityField

@Suite struct NormalFieldTests {
  /// Moritz 2000, table of derived constants of GRS 80, to the digits printed there.
  @Test func givesTheDerivedConstantsOfGRS80() {
    let field = NormalField.grs80
    #expect(abs(field.surfacePotential - 62_636_860.850) < 5e-4)
    #expect(abs(field.equatorialGravity - 9.780_326_771_5) < 5e-11)
    #expect(abs(field.polarGravity - 9.832_186_368_5) < 5e-11)
    // J₂ is defining there and 1/f derived and rounded to twelve digits: 2e-12 of 1/f.
    #expect(abs(field.dynamicalFormFactor - 0.001_082_63) < 1e-13)
    #expect(abs(field.zonal(1) - field.dynamicalFormFactor) < 1e-18)
    #expect(abs(field.zonal(2) - -0.000_002_370_912_22) < 5e-15)
    #expect(abs(field.zonal(3) - 0.000_000_006_083_47) < 5e-15)
    #expect(abs(field.zonal(4) - -0.000_000_000_014_27) < 5e-15)
  }

  /// NGA.STND.0036, tables 3.5 and 3.6 (WGS 84): γₐ, γ_b, U₀.
  @Test func givesTheDerivedConstantsOfWGS84() {
    let field = NormalField.wgs84
    #expect(abs(field.surfacePotential - 62_636_851.7146) < 1e-4)
    #expect(abs(field.equatorialGravity - 9.780_325_335_9) < 1e-10)
    #expect(abs(field.polarGravity - 9.832_184_937_9) < 1e-10)
  }

  /// The ellipsoid is a level surface with Somigliana's gravity, perpendicular to it: what the field is defined by.
  @Test(arguments: [
    NormalField.grs80, .wgs84, NormalField(ellipsoid: .krassowsky1940, gravitationalParameter: 3.986e14, angularVelocity: 7.3e-5),
  ])
  func isConstantOnTheEllipsoid(field: NormalField) {
    for degrees in stride(from: -90.0, through: 90, by: 7.5) {
      let value = field.value(latitude: degrees * .pi / 180, ellipsoidalHeight: 0)
      // Some units of the last place of 6·10⁷ (7·10⁻⁹ each) and of 9.8 (2·10⁻¹⁵).
      #expect(abs(value.potential - field.surfacePotential) < 3e-8)
      #expect(abs(value.magnitude - field.gravity(latitude: degrees * .pi / 180)) < 1.2e-14)
      #expect(abs(value.north) < 1e-14)
    }
  }

  /// Gravity is the gradient of the potential, also far out; by differences over 200 m, whose rounding leaves 1.5·10⁻⁸/200 m, and the third derivative
  /// of the potential, 6 GM/r⁴, times 100²/6: 2.4·10⁻⁹.
  @Test(arguments: [0.0, 5000, 400_000, 20_200_000])
  func gravityIsTheGradient(height: Double) {
    let field = NormalField.wgs84
    for latitude in [-1.2, -0.3, 0, 0.5, 1.5] {
      let value = field.value(latitude: latitude, ellipsoidalHeight: height)
      let (above, below) = (
        field.value(latitude: latitude, ellipsoidalHeight: height + 100).potential,
        field.value(latitude: latitude, ellipsoidalHeight: height - 100).potential
      )
      #expect(abs((above - below) / 200 - value.up) < 3e-9)
    }
  }

  /// The series of even zonals is the same field: V = GM/r (1 − Σ J₂ₙ (a/r)²ⁿ P₂ₙ), summed here to J₂₀ with Legendre's recursion.
  @Test func seriesOfZonalsIsTheClosedForm() {
    let field = NormalField.grs80
    let ellipsoid = field.ellipsoid
    for (latitude, height) in [(0.0, 0.0), (0.7, 0), (-1.3, 10_000), (1.5707, 0), (0.3, 2e6)] {
      let s = _sine(latitude), c = _sine(latitude + .pi / 2)
      let n = ellipsoid.primeVerticalRadius(latitude: latitude)
      let (p, z) = ((n + height) * c, (n * (1 - ellipsoid.eccentricitySquared) + height) * s)
      let r = (p * p + z * z).squareRoot()
      let t = z / r
      var legendre = [1, t]
      for k in 2...20 { legendre.append((Double(2 * k - 1) * t * legendre[k - 1] - Double(k - 1) * legendre[k - 2]) / Double(k)) }
      var sum = 1.0
      var power = 1.0
      for k in 1...10 {
        power *= (ellipsoid.semiMajorAxis / r) * (ellipsoid.semiMajorAxis / r)
        sum -= field.zonal(k) * power * legendre[2 * k]
      }
      let potential = field.gravitationalParameter / r * sum + 0.5 * field.angularVelocity * field.angularVelocity * p * p
      #expect(abs(potential - field.value(latitude: latitude, ellipsoidalHeight: height).potential) < 5e-8)
    }
  }

  /// A sphere that does not rotate has Newton's field; one that rotates has J₂ = −m/3 (the limit of Moritz's formula).
  @Test func sphereIsNoException() throws {
    let sphere = try Ellipsoid(semiMajorAxis: 6_371_000, inverseFlattening: .infinity)
    let still = NormalField(ellipsoid: sphere, gravitationalParameter: 3.986e14, angularVelocity: 0)
    let value = still.value(latitude: 0.4, ellipsoidalHeight: 1000)
    #expect(abs(value.potential - 3.986e14 / 6_372_000) < 2e-8)
    #expect(abs(value.up + 3.986e14 / (6_372_000 * 6_372_000)) < 4e-15 && abs(value.north) < 2e-15)
    let turning = NormalField(ellipsoid: sphere, gravitationalParameter: 3.986e14, angularVelocity: 7.292115e-5)
    let m = 7.292115e-5 * 7.292115e-5 * 6_371_000 * 6_371_000 * 6_371_000 / 3.986e14
    #expect(abs(turning.dynamicalFormFactor + m / 3) < 1e-17)
  }

  private func _sine(_ x: Double) -> Double { HarmonicSums.sineCosine(x).sine }
}
