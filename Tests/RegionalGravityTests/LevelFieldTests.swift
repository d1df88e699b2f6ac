import Testing

@testable import RegionalGravity

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Continuation to one level")
struct LevelFieldTests {
  /// Four waves of 12 to 40 km on a plane, harmonic above it: Δg falls as e^(−kh). On the sphere r Δg is harmonic, which adds 2Δg/R to −k Δg.
  static func waves(_ b: Double, _ l: Double, height: Double) -> (value: Double, slope: Double) {
    let (y, x) = ((b - 28) * .pi / 180 * StokesIntegration.radius, (l - 110) * .pi / 180 * StokesIntegration.radius * cos(28 * .pi / 180))
    var (value, slope) = (0.0, 0.0)
    for (length, azimuth, phase, amplitude) in [(12e3, 0.3, 0.2, 2.0), (18e3, 1.4, 1.0, 3), (25e3, 2.3, 2, 4), (40e3, 0.9, 4, 5)] {
      let k = 2 * Double.pi / length
      let part = amplitude * cos(k * (x * cos(azimuth) + y * sin(azimuth)) + phase) * exp(-k * height)
      value += part
      slope -= k * part
    }
    return (value, slope)
  }

  static func grid(height: Double) -> RegionalGrid {
    var grid = RegionalGrid(south: 27, west: 109, latitudeStep: 1.0 / 60, longitudeStep: 1.0 / 60, rows: 121, columns: 121)
    for r in 0..<121 { for c in 0..<121 { grid[r, c] = waves(grid.latitude(r), grid.longitude(c), height: height).value } }
    return grid
  }

  static func derivative(_ grid: RegionalGrid) -> RegionalGrid {
    var made = grid
    let derivative = VerticalDerivative(grid)
    for r in 0..<grid.rows { for (c, value) in derivative.values(row: r).enumerated() { made[r, c] = value } }
    return made
  }

  /// The discrete sum over 40 cells of 1.9 km against −k. Cells that are a sixth of the shortest wave count as constant: 6 % of the rms, which is 6 % of a
  /// correction of some mm.
  @Test("the vertical derivative of waves is −k of them")
  func derivative() {
    let grid = Self.grid(height: 0)
    let found = Self.derivative(grid)
    var (error, size) = (0.0, 0.0)
    for r in 45..<76 {
      for c in 45..<76 {
        let truth = Self.waves(grid.latitude(r), grid.longitude(c), height: 0)
        let slope = truth.slope - 2 * truth.value / StokesIntegration.radius
        error += (found[r, c] - slope) * (found[r, c] - slope)
        size += slope * slope
      }
    }
    #expect((error / size).squareRoot() < 0.08, "\((error / size).squareRoot())")
  }

  /// 500 m up and down: the third term of the series, (kh)³/6 of 0.26 for 12 km, and the derivative's own error leave 6 % of the change.
  @Test("anomalies and height anomalies are brought to other heights", arguments: [-500.0, 500])
  func continuation(height: Double) {
    let grid = Self.grid(height: 0)
    let first = Self.derivative(grid)
    let field = LevelField(level: 700, anomalies: grid, first: first, second: Self.derivative(first))
    var (error, size, zetaError, zetaSize) = (0.0, 0.0, 0.0, 0.0)
    for i in 0..<200 {
      let (b, l) = (27.8 + 0.002 * Double(i), 109.8 + 0.0017 * Double((i * 37) % 200))
      let truth = Self.waves(b, l, height: height).value - Self.waves(b, l, height: 0).value
      let found = field.anomalyChange(b, l, height: 700 + height)
      error += (found - truth) * (found - truth)
      size += truth * truth
      // ζ = −∫ Δg/γ dh, by Simpson's rule.
      let steps = 20
      var sum = 0.0
      for k in 0...steps {
        let weight = k == 0 || k == steps ? 1.0 : k % 2 == 1 ? 4 : 2
        sum += weight * Self.waves(b, l, height: height * Double(k) / Double(steps)).value
      }
      let zeta = -sum * height / Double(steps) / 3 / 9.8
      let changed = field.heightAnomalyChange(b, l, height: 700 + height, gravity: 9.8)
      zetaError += (changed - zeta) * (changed - zeta)
      zetaSize += zeta * zeta
    }
    #expect((error / size).squareRoot() < 0.08, "\((error / size).squareRoot())")
    #expect((zetaError / zetaSize).squareRoot() < 0.01, "\((zetaError / zetaSize).squareRoot())")
  }

  /// IAG's earlier polynomial, 0.871 − 1.0298·10⁻⁴ H + 5.3105·10⁻⁹ H² mGal, is the judge up to 2000 m; beyond, the full exponential of GRS 80 at 4 km by hand:
  /// 0.87 e^(−0.116 · 4.2694) = 0.5302.
  @Test("the atmospheric correction is GRS 80's")
  func atmosphere() {
    for h in stride(from: 0.0, through: 2000, by: 100) {
      #expect(abs(AtmosphericCorrection.milligals(height: h) - (0.871 - 1.0298e-4 * h + 5.3105e-9 * h * h)) < 0.0025)
    }
    #expect(abs(AtmosphericCorrection.milligals(height: 4000) - 0.5302) < 1e-4)
    #expect(AtmosphericCorrection.milligals(height: -100) == 0.87)
  }
}
