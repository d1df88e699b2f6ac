import Testing

@testable import RegionalGravity

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Prisms and residual terrain")
struct ResidualTerrainTests {
  /// ∫ dv/r and the attraction downwards by Gauss–Legendre's rule of five points over parts of the prism.
  static func quadrature(_ prism: Prism, parts: Int = 6) -> MassEffect {
    let nodes = [0.0, 0.538469310105683, -0.538469310105683, 0.906179845938664, -0.906179845938664]
    let weights = [0.568888888888889, 0.478628670499366, 0.478628670499366, 0.236926885056189, 0.236926885056189]
    func points(_ range: ClosedRange<Double>) -> [(Double, Double)] {
      let width = (range.upperBound - range.lowerBound) / Double(parts)
      return (0..<parts).flatMap { k in
        zip(nodes, weights).map { (range.lowerBound + (Double(k) + 0.5 + $0 / 2) * width, $1 * width / 2) }
      }
    }
    var effect = MassEffect()
    for (x, wx) in points(prism.x) {
      for (y, wy) in points(prism.y) {
        for (z, wz) in points(prism.z) {
          let r2 = x * x + y * y + z * z
          let (r, w) = (r2.squareRoot(), wx * wy * wz)
          effect.potential += w / r
          effect.attraction -= w * z / (r2 * r)
        }
      }
    }
    return effect
  }

  @Test(
    "a prism is its numerical integral",
    arguments: [
      Prism(x: 10...30, y: -20 ... -5, z: -40 ... -10), Prism(x: -15...25, y: -10...12, z: 8...33),
      Prism(x: -15...25, y: -10...12, z: -33 ... -8),
      Prism(x: 100...130, y: 50...90, z: -5...15),
    ])
  func prism(prism: Prism) {
    let (found, truth) = (prism.effect, Self.quadrature(prism))
    // Five points a part, parts a sixth of a side, distance not below a fifth of a side: 10⁻⁹.
    #expect(abs(found.potential - truth.potential) < 1e-8 * truth.potential)
    #expect(abs(found.attraction - truth.attraction) < 1e-8 * truth.potential / 10)
  }

  /// Within a prism, on a face and at a corner: the whole is the sum of eight prisms with a corner at the place.
  @Test("a prism around the place is eight with a corner there; a cube of side 1 is known")
  func inside() {
    let whole = Prism(x: -3...5, y: -2...7, z: -4...1).effect
    var sum = MassEffect()
    for x in [-3.0...0, 0...5] { for y in [-2.0...0, 0...7] { for z in [-4.0...0, 0...1] { sum += Prism(x: x, y: y, z: z).effect } } }
    #expect(abs(whole.potential - sum.potential) < 1e-12 * sum.potential)
    #expect(abs(whole.attraction - sum.attraction) < 1e-12 * sum.potential)
    // The potential of a unit cube at its centre: 3 ln((√3 + 1)/(√3 − 1)) − π/2 = 2.380077… (from the symmetry of the closed form).
    let cube = Prism(x: -0.5...0.5, y: -0.5...0.5, z: -0.5...0.5).effect
    let root = 3.0.squareRoot()
    #expect(abs(cube.potential - (3 * log((root + 1) / (root - 1)) - .pi / 2)) < 1e-12)
    #expect(abs(cube.attraction) < 1e-12)
  }

  @Test("a large slab is Bouguer's plate, 2πGρh")
  func slab() {
    let found = Prism(x: -1e6...1e6, y: -1e6...1e6, z: -100...0).effect
    // A disc of radius a lacks h/(2a) of the plate; the corners help: 10⁻⁴.
    #expect(abs(found.attraction / (2 * .pi * 100) - 1) < 1e-4)
  }

  @Test("far away a prism is a rod")
  func rods() {
    for (lower, upper) in [(-300.0, -10.0), (-5, 240), (30, 31)] {
      let prism = Prism(x: 9500...10_500, y: 2500...3500, z: lower...upper)
      let (exact, rod) = (prism.effect, prism.rod)
      // (half-diagonal/distance)² / 4 of it: 0.1 %.
      #expect(abs(rod.potential - exact.potential) < 1e-3 * exact.potential)
      #expect(abs(rod.attraction - exact.attraction) < 3e-3 * abs(exact.attraction) + 1e-6 * exact.potential)
    }
  }

  static func terrain(_ step: Double, _ size: Int, _ height: (Int, Int) -> Double) -> TerrainGrid {
    TerrainGrid(
      south: 30, west: 110, latitudeStep: step, longitudeStep: step, rows: size, columns: size,
      heights: (0..<size * size).map { Float(height($0 / size, $0 % size)) })
  }

  /// A layer of 100 m over a flat reference: Bouguer's plate on the sphere, 4πGρh seen from above a shell, of which a cap of radius s with the place on
  /// its top has 2πGρh (1 + …): from the plate by s/R and h/s.
  @Test("a uniform layer is a plate")
  func layer() throws {
    let density = 2670.0
    let (ground, reference) = (Self.terrain(1.0 / 60, 121) { _, _ in 600 }, Self.terrain(1.0 / 60, 121) { _, _ in 500 })
    let model = ResidualTerrain(terrain: ground, smooth: reference, density: density, radius: 80_000, reference: .filled)
    let effect = try #require(model.effect(latitudeDegrees: 31, longitudeDegrees: 111, normalHeight: 600, gravity: 9.8))
    let plate = 2 * .pi * ResidualTerrain.newton * density * 100
    // A disc whose potential is 2πGρh ∫ w ds: 1 to one half of the radius, a half on average beyond.
    let (s, h) = (0.75 * 80_000, 100.0)
    // The disc: 2πGρ (h + s − √(s² + h²)) for attraction, πGρ (…) for the potential: 2πGρ h s to first order; curvature adds s/(2R) to the attraction.
    #expect(
      abs(
        (effect.gravityAnomaly + 2 * effect.heightAnomaly * 9.8 / StokesIntegration.radius) / plate
          - (1 - h / (2 * s) + s / (2 * StokesIntegration.radius))) < 3e-3)
    #expect(abs(effect.heightAnomaly / (2 * .pi * ResidualTerrain.newton * density * h * s / 9.8) - 1) < 5e-3)
    #expect(model.shortfall(31, 111, within: 80_000) <= 0 && model.shortfall(30.1, 111, within: 80_000) > 60_000)
  }

  /// A place in a valley d below a flat reference that is the ground elsewhere… the filled plate pulls up by 2πGρd, condensed below it pulls down: what is
  /// left of the reduction is +2πGρd, as though the place stood on the plate (Forsberg 1984).
  @Test("a wide valley is filled and condensed")
  func valley() throws {
    let (ground, reference) = (Self.terrain(1.0 / 60, 121) { _, _ in 300 }, Self.terrain(1.0 / 60, 121) { _, _ in 500 })
    let model = ResidualTerrain(terrain: ground, smooth: reference, density: 2670, radius: 80_000, reference: .filled)
    let effect = try #require(model.effect(latitudeDegrees: 31, longitudeDegrees: 111, normalHeight: 300, gravity: 9.8))
    let plate = 2 * .pi * ResidualTerrain.newton * 2670 * 200
    // −ρ above the place attracts downwards by +2πGρd; 4πGρd is taken off.
    let attraction = effect.gravityAnomaly + 2 * effect.heightAnomaly * 9.8 / StokesIntegration.radius
    #expect(abs(attraction / plate + 1) < 1e-2)
    #expect(effect.heightAnomaly < 0)
  }

  @Test("squares of the pyramid are the columns that they join", arguments: ResidualTerrain.Reference.allCases)
  func pyramid(reference: ResidualTerrain.Reference) throws {
    // Invented mountains of 400 m rms, waves of 4 to 40 km on 1 km cells.
    let rough = Self.terrain(1.0 / 110, 201) { r, c in
      500 + 350 * sin(Double(r) * 0.41 + 1) * cos(Double(c) * 0.33) + 300 * sin(Double(r + c) * 0.12)
    }
    let flat = ReferenceTerrain.smoothed(rough, degree: 720)
    let model = ResidualTerrain(terrain: rough, smooth: flat, density: 2670, radius: 60_000, reference: reference)
    var (gravity, height) = (0.0, 0.0)
    for k in 0..<12 {
      let (b, l) = (30.8 + 0.021 * Double(k), 110.75 + 0.037 * Double(k))
      let h = try #require(model.ground(b, l))
      let fast = try #require(model.effect(latitudeDegrees: b, longitudeDegrees: l, normalHeight: h, gravity: 9.8))
      let slow = try #require(Self.brute(rough, flat, b, l, h, 60_000, model))
      gravity = max(gravity, abs(fast.gravityAnomaly - slow.gravityAnomaly))
      height = max(height, abs(fast.heightAnomaly - slow.heightAnomaly))
    }
    // 0.1 mGal and a millimetre: a tenth of what gravity surveys know.
    #expect(gravity < 1e-6 && height < 1e-3, "\(gravity * 1e5) mGal, \(height * 1000) mm")
  }

  /// Every column a prism.
  static func brute(
    _ top: TerrainGrid, _ bottom: TerrainGrid, _ b: Double, _ l: Double, _ h: Double, _ radius: Double, _ model: ResidualTerrain
  ) -> ResidualTerrain.Effect? {
    let pyramid = TerrainPyramid(top, bottom)
    let level = pyramid.levels[0]
    let lowest = Double(top.heights.min() ?? 0)
    let (pb, pl) = (b * .pi / 180, l * .pi / 180)
    let up = SIMD3(cos(pb) * cos(pl), cos(pb) * sin(pl), sin(pb))
    let north = SIMD3(-sin(pb) * cos(pl), -sin(pb) * sin(pl), cos(pb))
    let east = SIMD3(-sin(pl), cos(pl), 0)
    var sum = MassEffect()
    var reference = 0.0
    // The reference at the place, bilinear as in the model.
    let (y, x) = ((b - top.south) / top.latitudeStep, (l - top.west) / top.longitudeStep)
    let (r0, c0) = (Int(y), Int(x))
    let (t, u) = (y - Double(r0), x - Double(c0))
    for (dr, wr) in [(0, 1 - t), (1, t)] { for (dc, wc) in [(0, 1 - u), (1, u)] { reference += wr * wc * bottom[r0 + dr, c0 + dc] } }
    for r in 0..<top.rows {
      for c in 0..<top.columns {
        let d = (pyramid.direction(level, r, c) - up) * StokesIntegration.radius
        let (x, y, drop) = ((d * east).sum(), (d * north).sum(), (d * up).sum())
        let weight = ResidualTerrain.weight((d * d).sum().squareRoot() / radius)
        guard weight > 0 else { continue }
        let size = pyramid.size(level, r, c)
        var (a, z) = (top[r, c], bottom[r, c])
        if abs(x) <= size.east / 2, abs(y) <= size.north / 2 { (a, z) = (h, reference) }
        func prism(_ low: Double, _ high: Double) -> MassEffect {
          Prism(
            x: (x - size.east / 2)...(x + size.east / 2), y: (y - size.north / 2)...(y + size.north / 2),
            z: (low + drop - h)...(high + drop - h)
          ).effect
        }
        switch model.reference {
        case .filled: sum += (a > z ? weight : -weight) * prism(min(a, z), max(a, z))
        case .condensed:
          sum += weight * prism(lowest, max(a, lowest))
          sum += (-8 * weight) * prism(lowest - (z - lowest) / 8, lowest)
        }
      }
    }
    let d = model.reference == .filled ? max(reference - h, 0) : 0
    let scale = ResidualTerrain.newton * model.density
    let potential = scale * (sum.potential - .pi * d * d)
    return ResidualTerrain.Effect(
      gravityAnomaly: scale * (sum.attraction - 4 * .pi * d) - 2 * potential / StokesIntegration.radius, heightAnomaly: potential / 9.8)
  }

  /// The two effects belong to one potential: Stokes' integral of what residual terrain does to gravity is what it does to the height anomaly. Hills and
  /// valleys of 40 m about a level reference, waves of 55 km, so that valleys need the harmonic correction of gravity: without it the signs are wrong.
  @Test(
    "Stokes' integral of the terrain's gravity anomalies is the terrain's height anomaly", .enabled(if: !_isDebugAssertConfiguration()),
    arguments: ResidualTerrain.Reference.allCases)
  func stokes(reference: ResidualTerrain.Reference) throws {
    func ground(_ b: Double, _ l: Double) -> Double { 500 + 40 * sin(2 * .pi * b / 0.5) * cos(2 * .pi * l / 0.6) }
    let level = TerrainGrid(
      south: 27, west: 107, latitudeStep: 0.025, longitudeStep: 0.025, rows: 241, columns: 241,
      heights: Array(repeating: 500, count: 241 * 241))
    var terrain = level
    for i in terrain.heights.indices { terrain.heights[i] = Float(ground(terrain.latitude(i / 241), terrain.longitude(i % 241))) }
    let model = ResidualTerrain(terrain: terrain, smooth: level, density: 2670, radius: 130_000, reference: reference)
    var grid = RegionalGrid(south: 28.55, west: 108.4, latitudeStep: 0.05, longitudeStep: 0.05, rows: 59, columns: 65)
    var zeta = grid
    for r in 0..<grid.rows {
      for c in 0..<grid.columns {
        let (b, l) = (grid.latitude(r), grid.longitude(c))
        let effect = try #require(model.effect(latitudeDegrees: b, longitudeDegrees: l, normalHeight: ground(b, l), gravity: 9.8))
        (grid[r, c], zeta[r, c]) = (effect.gravityAnomaly, effect.heightAnomaly)
      }
    }
    let integration = StokesIntegration(grid, StokesKernel(.heckGrueninger, degree: 90, cap: 1.1 * .pi / 180))
    var (truth, error) = (0.0, 0.0)
    for r in 25...33 {
      for (c, value) in zip(28...36, integration.heightAnomalies(row: r, columns: 28..<37, gravity: 9.8)) {
        truth += zeta[r, c] * zeta[r, c]
        error += (value - zeta[r, c]) * (value - zeta[r, c])
      }
    }
    // What is of second order in h/wavelength, steps of 3 km, and the edge of the cap: some per cent.
    #expect((error / truth).squareRoot() < 0.04, "\((error / truth).squareRoot()), \((truth / 81).squareRoot() * 1000) mm")
  }

  @Test("the reference surface lets half of its degree pass, and all of a plane")
  func reference() {
    // 1 km cells; waves of degree 720 in the north: 2π/720 rad = 0.5°.
    let wave = Self.terrain(1.0 / 110, 401) { r, _ in 100 * cos(2 * .pi * Double(r) / 110 / 0.5) }
    let smooth = ReferenceTerrain.smoothed(wave, degree: 720)
    // In the middle, where no edge is near; the Gaussian is cut at 3 σ: 0.3 %.
    let middle = 220
    #expect(abs(smooth[middle, 200] / wave[middle, 200] - 0.5) < 0.01)
  }
}
